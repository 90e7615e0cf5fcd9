"""Options that several commands share."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from tracker.model import Period, UnusableCall
from tracker.read.project import is_inside, leads_out, project_of

MEBIBYTE = 1024 * 1024


def add_limit(parser: argparse.ArgumentParser) -> None:
    """``--limit MIB``: how large a file may be (default 50)."""
    parser.add_argument(
        "--limit",
        metavar="MIB",
        type=_mebibytes,
        default=50 * MEBIBYTE,
        help="refuse files over this size (default: 50)",
    )


def add_jobs(parser: argparse.ArgumentParser) -> None:
    """``--jobs N``: how many processes share the files."""
    parser.add_argument(
        "--jobs",
        metavar="N",
        type=_jobs,
        help="processes that share the files (default: as many as processors, and 1 for few files)",
    )


def _jobs(text: str) -> int:
    if not re.fullmatch(r"0*[1-9]\d{0,3}", text, re.ASCII):
        raise UnusableCall("--jobs {text}: expected a whole number, 1 or more", text=text)
    return int(text)


def add_reports(parser: argparse.ArgumentParser) -> None:
    """Which reports are read, and what the caller says of them."""
    parser.add_argument(
        "--report",
        metavar="FILE",
        dest="reports",
        action="extend",
        nargs="+",
        default=[],
        help="later reports; without it those that a targets file lists, else those in reports/",
    )
    parser.add_argument("--locality", metavar="NAME", help="whose reports they are, over what they say themselves")
    parser.add_argument("--period", metavar="YEAR", help="the year the reports look back on, or FROM..TO")
    parser.add_argument(
        "--as-of",
        metavar="DATE",
        help="the day, or the month, on which lights and progress are told (2022-09-30, 2022-09); default: the last"
        " day that the reports tell of",
    )


def targets_given(given: Sequence[str]) -> Iterator[str]:
    """The targets files that paths stand for: a folder stands for its own targets/, or for the files in it.

    ``-`` is stdin. Raises UnusableCall for a folder without any: an answer about nothing must not look like one.
    """
    for path in given:
        if path == "-" or not Path(path).is_dir():
            yield path
            continue
        folder = Path(path, "targets")
        found = _yaml_in(folder if folder.is_dir() else Path(path))
        project = project_of(os.path.join(path, "x"))
        for each in found:
            if not is_inside(project, each):
                raise UnusableCall.of(leads_out(each))
        if not found:
            raise UnusableCall("{folder}: no targets file (.yaml) in it", folder=path)
        yield from found


def _yaml_in(folder: Path) -> list[str]:
    return sorted(
        str(each)
        for each in folder.rglob("*")
        if each.suffix.lower() in (".yaml", ".yml")
        and not any(part.startswith(".") for part in each.relative_to(folder).parts)
        and each.is_file()
    )


def _mebibytes(text: str) -> int:
    if not re.fullmatch(r"0*[1-9]\d{0,6}", text, re.ASCII):
        raise UnusableCall("--limit {text}: expected a whole number of MiB, 1 or more (50)", text=text)
    return int(text) * MEBIBYTE


def period_given(text: str | None) -> Period | None:
    """``2022`` or ``2018..2022`` as a period. Raises UnusableCall for anything else."""
    if text is None:
        return None
    match = re.fullmatch(r"(\d{4})(?:\.\.(\d{4}))?", text)
    if match is None or (match[2] and int(match[2]) < int(match[1])):
        raise UnusableCall("--period {text}: expected a year (2022) or two (2018..2022)", text=text)
    return Period.of_years(int(match[1]), int(match[2] or match[1]))


def as_of_given(text: str | None) -> date | None:
    """``2022-09-30``, or ``2022-09`` as its last day. Raises UnusableCall for anything else."""
    if text is None:
        return None
    match = re.fullmatch(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?", text)
    try:
        if match is None:
            raise ValueError(text)
        day = date(int(match[1]), int(match[2]), int(match[3] or 1))
        return day if match[3] else Period(day.year, 1, day.year, day.month).last_day
    except ValueError:
        raise UnusableCall("--as-of {text}: expected a day (2022-09-30) or a month (2022-09)", text=text) from None
