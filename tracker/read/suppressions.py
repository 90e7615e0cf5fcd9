"""Comments that silence findings in place: ``# tracker: ignore[unit] 面积按公顷统计``."""

from __future__ import annotations

import re
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
    spans = [(sheet.original(each.start), sheet.original(each.end)) for each in sheet.scalars()]
    found = []
    for match in re.finditer(_COMMENT, sheet.text):
        if any(start < match.start() < end for start, end in spans):
            continue  # in a text, not a comment
        line, column = sheet.line_and_column(match.start())
        place = Place(sheet.path, line, column, column + len(match.group().rstrip()))
        codes = tuple(code.strip() for code in (match["codes"] or "").split(",") if code.strip())
        found.append(Suppression(place, _line_meant(sheet, line, column), codes, match["reason"].strip()))
    return found


def _line_meant(sheet: Sheet, line: int, column: int) -> int:
    lines = re.split(r"\r\n|\n|\r", sheet.text)
    if lines[line - 1][: column - 1].strip():
        return line
    following = range(line, len(lines))
    return next(
        (each + 1 for each in following if lines[each].strip() and not lines[each].lstrip().startswith("#")), line
    )
