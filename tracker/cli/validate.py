"""``tracker validate [PATH…]``: what is wrong in hand-edited files, each at its place."""

from __future__ import annotations

import argparse

from tracker.cli.options import add_jobs, add_limit
from tracker.cli.output import add_out

FORMATS = ("text", "json", "jsonl", "github", "sarif", "junit", "gitlab")
BASELINE = "tracker-baseline.json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="*",
        help="files, folders, or - for stdin (default: targets/, reports/ and reviews/ here)",
    )
    parser.add_argument("--format", choices=FORMATS, default="text", help="default: text")
    add_out(parser)
    parser.add_argument("--notes", action="store_true", help="show every note; without it they are summed up")
    parser.add_argument("--strict", action="store_true", help="warnings count too: exit 1 where there is one")
    parser.add_argument("--select", metavar="CODES", help="tell these warnings and notes alone (unit,id-gap)")
    parser.add_argument("--ignore", metavar="CODES", help="do not tell these warnings and notes")
    parser.add_argument("--severity", metavar="CODE=LEVEL", help="tell a warning or a note as error, warning or note")
    parser.add_argument("--baseline", metavar="FILE", help="do not tell the findings that this file holds")
    parser.add_argument(
        "--write-baseline",
        action="store_true",
        help=f"write all findings of now into the baseline ({BASELINE} where none is named)",
    )
    parser.add_argument("--fix", action="store_true", help="mend what can be mended safely; tell what remains")
    parser.add_argument("--diff", action="store_true", help="show what --fix would change, and write nothing")
    add_jobs(parser)
    add_limit(parser)


def run(args: argparse.Namespace) -> int:
    """Print the findings. Exit 1 where one counts, 2 where a file could not be read."""
    from tracker.cli.validating import validate

    return validate(args)
