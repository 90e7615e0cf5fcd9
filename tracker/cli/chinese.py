"""Help and the parser's own errors in Chinese: loaded only for those, since the catalogue takes as long as a check."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from tracker.cli.parser import build_parser
from tracker.words.messages import catalogue

HELP_COLUMN = 24
"""Where argparse begins the words of an option."""


def parse(command: str | None, arguments: Sequence[str]) -> None:
    """Parse for what is printed or raised on the way: help, or an UnusableCall."""
    with _argparse_in_chinese():
        build_parser(command, word=_word, formatter_class=_formatter).parse_args(arguments)


def _word(text: str) -> str:
    return catalogue().get(text, text)


@contextmanager
def _argparse_in_chinese() -> Iterator[None]:
    """argparse asks gettext for its sentences, under these two names; a sentence that is not ours stays English."""
    own = {name: vars(argparse)[name] for name in ("_", "ngettext")}
    vars(argparse).update(_=_word, ngettext=lambda one, many, count: _word(one if count == 1 else many))
    try:
        yield
    finally:
        vars(argparse).update(own)


def _formatter(prog: str) -> argparse.HelpFormatter:
    """argparse breaks lines by the number of characters, and Chinese ones are two columns wide."""
    columns = shutil.get_terminal_size().columns
    return argparse.HelpFormatter(prog, width=HELP_COLUMN + max(columns - HELP_COLUMN, 22) // 2)
