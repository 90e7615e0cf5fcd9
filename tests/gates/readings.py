"""Figures of real reports as a person reads them: 97 that were drawn at random, each judged by hand (readings.jsonl).

``../shared/bench/readings.py`` drew them from ``../shared/reports/local2``; a reader wrote down what each figure says,
or that it is none. The file holds figures and names, no sentences: a figure is found again by its number and by a
digest of the letters beside it, whatever stands between them as marks or borders of cells.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from tests.conftest import SHARED
from tracker.checking import read_report
from tracker.model import Observation, Reading
from tracker.understand import understand

JUDGED = Path(__file__).with_name("readings.jsonl")
REPORTS = SHARED / "reports" / "local2"


def judged() -> Iterator[dict[str, Any]]:
    """The figures with what a reader wrote: names that are right, measure, value …; None where it is no figure."""
    return map(json.loads, JUDGED.read_text(encoding="utf-8").splitlines())


def near(text: str, start: int, end: int) -> str:
    """A digest of the letters beside a number."""
    before, after = re.sub(r"[\W_]", "", text[:start])[-5:], re.sub(r"[\W_]", "", text[end:])[:4]
    return hashlib.sha1(f"{before}|{after}".encode(), usedforsecurity=False).hexdigest()[:10]


@cache
def _reading(name: str) -> Reading:
    document, _ = read_report(str(REPORTS / name))
    assert document is not None
    return understand(document)


def is_right(row: dict[str, Any]) -> bool:
    """Whether the figure is read as the reader wrote it; where that was no figure, whether none is read."""
    reading = _reading(row["file"])
    text = reading.document.text
    found = [
        each
        for each in reading.observations
        if each.number_start is not None
        and each.number_end is not None
        and text[each.number_start : each.number_end] == row["number"]
        and near(text, each.number_start, each.number_end) == row["near"]
    ]
    if row["right"] is None:
        return not found
    return any(_says(each, row["right"]) for each in found)


def _says(seen: Observation, right: dict[str, Any]) -> bool:
    if seen.value is None or seen.indicator not in right["names"] or float(seen.value) != right["value"]:
        return False
    said = {"measure": seen.measure, "unit": seen.unit or "-", "period": str(seen.period or "-"), "tense": seen.tense}
    return all(_fits(found, right[key] or "-") for key, found in said.items())


def _fits(found: str, right: str) -> bool:
    """``2022*`` is that year or a part of it, ``*`` anything, ``!past`` anything but that: a goal, a budget."""
    if right.startswith("!"):
        return found != right[1:]
    return found.startswith(right[:-1]) if right.endswith("*") else found == right


def readings(*, sample: bool, show: bool) -> tuple[dict[str, float], str]:
    """The share read rightly: all of them, in the sample too."""
    rows = list(judged())
    wrong = [row for row in rows if not is_right(row)]
    said = [f"{row['file']} {row['number']}: {json.dumps(row['right'], ensure_ascii=False)}" for row in wrong]
    return {"readings: right": 1 - len(wrong) / len(rows)}, "\n".join(said) if show else ""
