"""``tracker check TARGETS… --report FILE…``: verdicts with the words they rest on."""

from __future__ import annotations

import argparse

from tracker.cli.options import add_limit, add_reports, add_sharing
from tracker.cli.output import add_out

VERDICTS = ("met", "unmet", "unverifiable")
FORMATS = ("table", "json", "jsonl", "csv", "markdown", "parquet")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument(
        "targets",
        metavar="TARGETS",
        nargs="*",
        help="targets files (YAML), folders of them, or - for stdin (default: all of targets/)",
    )
    add_reports(parser)
    parser.add_argument(
        "--format", choices=FORMATS, default="table", help="default: table; parquet writes a folder (--out)"
    )
    add_out(parser)
    parser.add_argument(
        "--only",
        metavar="VERDICT",
        choices=VERDICTS,
        action="append",
        help="show commitments of this verdict alone; may be given again for another (totals count all)",
    )
    parser.add_argument("--explain", action="store_true", help="show for each target what came near and what differs")
    parser.add_argument(
        "--fail-on",
        choices=("unmet", "unverifiable"),
        help="exit 1 where a commitment is unmet, or where one is not met at all",
    )
    add_sharing(parser)
    add_limit(parser)


def run(args: argparse.Namespace) -> int:
    """Print the verdicts. Exit 1 for targets files with errors, or for verdicts with ``--fail-on``; 2 where a file
    could not be used: the others are judged."""
    from tracker.cli.checking import check

    return check(args)
