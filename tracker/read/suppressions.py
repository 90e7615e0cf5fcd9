"""Comments that silence findings in place: ``# tracker: ignore[unit] 面积按公顷统计``."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from tracker.model import Place
from tracker.read.nodes import Sheet

_COMMENT = r"#[ \t]*tracker:[ \t]*ignore\b[ \t]*(?:\[(?P<codes>[^\]\r\n]*)\])?[ \t:：]*(?P<reason>[^\r\n]*)"


class Suppression(NamedTuple):
    """One such comment."""

    place: Place  # of the comment
    line: int  # whose findings it silences
    codes: tuple[str, ...]
    reason: str


def find_suppressions(sheet: Sheet) -> list[Suppression]:
    """The silencing comments of a file. One on a line of its own speaks of the next line that is none."""
    if "tracker:" not in sheet.text:
        return []
    scalars = [(sheet.original(each.start), sheet.original(each.end)) for each in sheet.scalars()]
    starts = [start for start, _ in scalars]
    lines = re.split(r"\r\n|\n|\r", sheet.text)
    following = _following(lines)
    found = []
    for match in re.finditer(_COMMENT, sheet.text):
        before = bisect_left(starts, match.start()) - 1
        if before >= 0 and match.start() < scalars[before][1]:
            continue  # in a text, not a comment
        line, column = sheet.line_and_column(match.start())
        place = Place(sheet.path, line, column, column + len(match.group().rstrip()))
        codes = tuple(code.strip() for code in (match["codes"] or "").split(",") if code.strip())
        meant = line if lines[line - 1][: column - 1].strip() else following[line]
        found.append(Suppression(place, meant, codes, match["reason"].strip()))
    return found


def _following(lines: list[str]) -> list[int]:
    """For each number of lines passed, the next one that holds more than a comment; the last line where none does."""
    following = [len(lines)] * (len(lines) + 1)
    for passed in range(len(lines) - 1, -1, -1):
        text = lines[passed].lstrip()
        following[passed] = passed + 1 if text and not text.startswith("#") else following[passed + 1]
    return following
