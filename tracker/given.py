"""What a caller gives, in the words of the format: periods, days, and files by their folders."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from tracker.model import Period, UnusableCall
from tracker.read.files import is_dangling, is_of_another_kind
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


def reports_in(given: Sequence[str]) -> Iterator[str]:
    """The reports that paths stand for; a folder stands for all files in it. Raises UnusableCall for an empty one."""
    for path in given:
        if path == "-" or not Path(path).is_dir():
            yield path
            continue
        found = _files(Path(path), None)
        if not found:
            raise UnusableCall("{folder}: no report in it", folder=path)
        yield from _inside(path, found)


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
