"""``tracker schema NAME``: a JSON Schema of the format, for editors and other programs."""

from __future__ import annotations

import argparse

from tracker.cli.output import add_out, emit

NAMES = ("targets", "report", "reviews", "words")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("name", metavar="NAME", choices=NAMES, help="targets, report, reviews or words")
    add_out(parser)


def run(args: argparse.Namespace) -> int:
    """Print the schema."""
    from tracker.read.shape import schema_path

    emit(schema_path(args.name).read_text(encoding="utf-8"), args.out)
    return 0
