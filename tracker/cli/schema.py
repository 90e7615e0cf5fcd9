"""``tracker schema NAME``: a JSON Schema of the format, for editors and other programs."""

from __future__ import annotations

import argparse
import json

from tracker.cli.output import add_out, emit

NAMES = ("targets", "report", "reviews", "words")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument(
        "name",
        metavar="NAME",
        nargs="?",
        choices=NAMES,
        help="targets, report, reviews or words (default: list them)",
    )
    add_out(parser)


def run(args: argparse.Namespace) -> int:
    """Print the schema, or what there is."""
    from tracker.read.shape import schema_path

    if args.name is None:
        for name in NAMES:
            print(f"{name}: {json.loads(schema_path(name).read_text(encoding='utf-8'))['title']}")
        return 0
    emit(schema_path(args.name).read_text(encoding="utf-8"), args.out)
    return 0
