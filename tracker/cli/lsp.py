"""``tracker lsp``: the language server, which speaks to an editor on stdin and stdout."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import redirect_stdout

from tracker.model import MissingLibrary
from tracker.words.extras import way_to_get


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("--stdio", action="store_true", help="speak on stdin and stdout, as it does in any case")


def run(args: argparse.Namespace) -> int:
    """Serve until the editor ends it. Raises MissingLibrary where pygls is not installed."""
    try:
        import pygls  # noqa: F401 - asked for by itself, so that a slip of our own keeps its traceback
    except ImportError as error:
        raise MissingLibrary("the language server needs pygls: {way}", way=way_to_get("lsp")) from error
    from tracker.editing.server import make_server

    server = make_server(args.lang if args.lang_given else None)
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as out, redirect_stdout(sys.stderr):
        server.start_io(sys.stdin.buffer, out)  # which closes its stream; whatever prints must not come between
    return 0
