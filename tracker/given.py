"""What a caller gives, in the words of the format: periods, days, and files by their folders."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from tracker.model import Finding, Message, Period, Place, Severity, UnusableCall
from tracker.read.document import may_be_report
from tracker.read.files import is_dangling, is_of_another_kind, is_targets_or_reviews
from tracker.read.project import is_inside, leads_out, project_of


def period_of(text: str) -> Period | None:
    """``2022``, ``2018..2022``, ``2019-01..2019-11`` or ``2019-11`` as a period; None for anything else."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:\.\.(\d{4})(?:-(\d{2}))?)?", text, re.ASCII)
    if match is None or (match[3] and bool(match[2]) != bool(match[4])):
        return None
    year, month = int(match[1]), int(match[2] or 1)
    last_year, last_month = int(match[3] or year), int((match[4] if match[3] else match[2]) or 12)
    if not (1 <= month <= 12 and 1 <= last_month <= 12) or (year, month) > (last_year, last_month):
        return None
    return Period(year, month, last_year, last_month)


def day_of(text: str) -> date | None:
    """``2022-09-30``, or ``2022-09`` as its last day; None for anything else."""
    match = re.fullmatch(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?", text, re.ASCII)
    try:
        if match is None:
            return None
        day = date(int(match[1]), int(match[2]), int(match[3] or 1))
        return day if match[3] else Period(day.year, 1, day.year, day.month).last_day
    except ValueError:
        return None


def targets_in(given: Sequence[str]) -> Iterator[str]:
    """The targets files that paths stand for: a folder stands for its own targets/, or for the files in it.

    In a folder, files of another kind (words, observations, reviews) are passed over.

    ``-`` is stdin. Raises UnusableCall for a folder without any: an answer about nothing must not look like one.
    """
    for path in given:
        if path == "-" or not Path(path).is_dir():
            yield path
            continue
        folder = Path(path, "targets")
        found = _files(folder if folder.is_dir() else Path(path), (".yaml", ".yml"))
        found = [each for each in found if not is_of_another_kind(each)]
        if not found:
            raise UnusableCall("{folder}: no targets file (.yaml) in it", folder=path)
        yield from _inside(path, found)


class GivenReports(NamedTuple):
    """The reports that a call names."""

    paths: Sequence[str] = ()
    found: Collection[str] = frozenset()  # those of them that stand in a folder, and were not named by themselves
    others: Sequence[str] = ()  # files of such folders that are no reports

    @property
    def notes(self) -> list[Finding]:
        """What is told of the files that are no reports."""
        return [note_of_other(each) for each in self.others]


def note_of_other(path: str) -> Finding:
    """What is told of a file that stands in a folder of reports, and is none."""
    text = "is no report, by its name, and is passed over; name the file itself to have it read"
    if is_targets_or_reviews(path):
        text = "holds no observations, by its keys, and is passed over"
    return Finding(Place(path), "report", Message(text), Severity.NOTE)


def reports_in(given: Sequence[str]) -> GivenReports:
    """The reports that paths stand for; a folder stands for all in it. Raises UnusableCall for one without any."""
    paths: list[str] = []
    found: list[str] = []
    others: list[str] = []
    for path in given:
        if path == "-" or not Path(path).is_dir():
            paths.append(path)
            continue
        files = _files(Path(path), None)
        reports = [each for each in files if may_be_report(each) and not is_targets_or_reviews(each)]
        if not reports:
            raise UnusableCall("{folder}: no report in it", folder=path)
        found += _inside(path, reports)
        others += [each for each in files if each not in set(reports)]
        paths += reports
    named = {os.path.realpath(each) for each in given}
    return GivenReports(
        paths,
        {each for each in found if os.path.realpath(each) not in named},
        [each for each in dict.fromkeys(others) if os.path.realpath(each) not in named],
    )


def _inside(folder: str, files: Sequence[str]) -> Sequence[str]:
    """The files of a folder. Raises UnusableCall where a link among them leads out of the project."""
    project = project_of(os.path.join(folder, "x"))
    for each in files:
        if not is_inside(project, each):
            raise UnusableCall.of(leads_out(each))
    return files


def _files(folder: Path, suffixes: Sequence[str] | None) -> list[str]:
    return sorted(
        each.as_posix()
        for each in folder.rglob("*")
        if (suffixes is None or each.suffix.lower() in suffixes)
        and not any(part.startswith((".", "~")) for part in each.relative_to(folder).parts)
        and (each.is_file() or is_dangling(each))  # a link that leads nowhere is told when it is opened
    )
