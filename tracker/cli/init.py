"""``tracker init [NAME PERIOD]``: begins a project in the folder where it is called."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from tracker.given import period_of
from tracker.model import Period, UnusableCall
from tracker.read.fields import EARLIEST, LATEST
from tracker.words.messages import say
from tracker.write.atomic import make_folder, write_bytes

_NO_NAME = re.compile(r'[\ud800-\udfff\x00-\x1f\x7f/\\:*?"<>|]|^[.\s]|[.\s]$|^$')
"""What a file's name can't hold on some machine."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("name", metavar="NAME", nargs="?", help="the locality, as its plans write it")
    parser.add_argument("period", metavar="PERIOD", nargs="?", help="the year, or FROM..TO (2024, 2021..2025)")


def run(args: argparse.Namespace) -> int:
    """Write what is not there yet; nothing is written over."""
    name, period = _asked(args)
    written = _write(Path(), name, period, args.lang)
    from tracker.write.project import first_file

    first = first_file(name, period)
    if written:
        print(say(args.lang, "Next: write the commitments into {first}, or", first=first))
        print(f"  tracker draft PLAN -o {first}")
        print(say(args.lang, "then tracker validate, and with a later report in reports/: tracker check"))
    return 0


def _asked(args: argparse.Namespace) -> tuple[str, Period]:
    """NAME and PERIOD from the call, or from the person at the terminal. Raises UnusableCall."""
    given = [args.name, args.period]
    if None in given and not sys.stdin.isatty():
        raise UnusableCall("name the locality and the period: tracker init 呼兰区 2024")
    questions = (say(args.lang, "Locality, as its plans write it (呼兰区): "), say(args.lang, "Year, or FROM..TO: "))
    for position, question in enumerate(questions):
        if given[position] is None:
            print(question, end="", file=sys.stderr, flush=True)
            given[position] = sys.stdin.readline().strip()
    name, written = str(given[0]), str(given[1])
    if _NO_NAME.search(name):
        raise UnusableCall("NAME {name}: it becomes a part of a file's name, and can't hold that sign", name=name)
    period = period_of(written)
    if period is None or period != Period.of_years(period.first_year, period.last_year) or not _in_range(period):
        raise UnusableCall("PERIOD {text}: expected a year (2024) or two (2021..2025)", text=written)
    return name, period


def _in_range(period: Period) -> bool:
    return EARLIEST <= period.first_year <= period.last_year <= LATEST


def _write(folder: Path, name: str, period: Period, lang: str) -> int:
    """Write the files that are not there; tell each. How many were written."""
    from tracker.cli.schema import NAMES
    from tracker.read.shape import schema_path
    from tracker.write.project import project_files

    schemas = {each: schema_path(each).read_text(encoding="utf-8") for each in NAMES}
    count = 0
    for path, text in project_files(name, period, lang, schemas).items():
        place = folder / path
        if place.exists() or place.is_symlink():
            print(say(lang, "{path}: is there already, and stays", path=path), file=sys.stderr)
            continue
        make_folder(place.parent)
        write_bytes(place, text.encode(), None)  # None: only where still nothing is
        print(f"+ {path}")
        count += 1
    return count
