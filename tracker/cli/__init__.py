"""The command line: arguments in, text and exit code out. One module a command, imported when it is called."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from tracker import __version__
from tracker.model import TrackerError

COMMANDS = {
    "validate": "check hand-edited files: schema, then meaning",
    "draft": "read a plan and write a targets file for a person to correct",
    "read": "print a report as the checker sees it",
    "check": "verdicts for commitments, from later reports",
    "score": "write the Excel scorecards (and pages)",
    "review": "take a reviewer's decisions back from a scorecard",
    "diff": "which verdicts changed between two answers, and why",
}


def language(given: str | None) -> str:
    """``en`` or ``zh``: what ``--lang`` says, else the machine's LC_ALL, LC_MESSAGES or LANG."""
    if given is not None:
        return given
    machine = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "zh" if machine.lower().startswith("zh") else "en"


def build_parser(command: str | None = None) -> argparse.ArgumentParser:
    """The parser of the whole tool, with the arguments of one command (or of all, for the docs' tests)."""
    parser = argparse.ArgumentParser(
        prog="tracker", description="Were the numbered commitments of a local government kept? Verdicts with quotes."
    )
    parser.add_argument("--version", action="version", version=f"tracker {__version__}")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, summary in COMMANDS.items():
        sub = subparsers.add_parser(name, help=summary, description=summary[0].upper() + summary[1:] + ".")
        if command in (name, "all"):
            import_module(f"tracker.cli.{name}").add_arguments(sub)
        sub.add_argument("--lang", choices=("en", "zh"), help="language of messages and tables (default: the machine's)")
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Exit codes: 0 nothing wrong, 1 findings, 2 the call or a file could not be used."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    command = next((each for each in arguments if each in COMMANDS), None)
    args = build_parser(command).parse_args(arguments)
    args.lang_given = args.lang is not None
    args.lang = language(args.lang)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        return int(import_module(f"tracker.cli.{args.command}").run(args))
    except TrackerError as error:
        from tracker.words.messages import translate

        print(f"tracker: {translate(error.message, args.lang)}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader of our output went away (`tracker check … | head`): not an error of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
