"""By when a clause wants its targets: 到2025年, 上半年, 6月底前, 三年突破."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from tracker.model import Period

_UNTIL_YEAR = re.compile(r"(?:到|至|截至|确保|力争|于)?(20\d\d)年(?:底|末|年底|年末|前|底前|末前)?(?:之?前)?")
_HALF = re.compile(
    r"(上半年|年中)|([一二三])季度(?:末)?|(?<!\d)(1?\d)月(?:底|末|份|(\d{1,2})日)?之?前|(?<!\d)(1?\d)月底"
)
_YEARS = re.compile(
    r"(?<!前)(?<!过去)(?<!近)([两二三四五六七八九十]|\d{1,2})(?:到|至)?([十\d]{0,2})年(?:左右)?(?:内|时间|的努力|突破|达|完成|实现|建成|基本)"
)
_NUMBERS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}


def find_due(text: str, clause: tuple[int, int], period: Period) -> tuple[date, bool] | None:
    """The day by which a clause's targets are due, where it says another than the end of the period.

    The second value tells that it was counted from a number of years (三年突破), which may begin elsewhere.
    """
    head = text[clause[0] : clause[1]]
    before = text[max(0, clause[0] - 24) : clause[0]]
    for stretch in (head, _leading(before)):
        found = _in(stretch, period)
        if found is not None:
            return found
    return None


def _leading(before: str) -> str:
    """A clause of time alone that stands before (到2026年，…)."""
    last = re.split(r"[；。：]", before)[-1].rstrip("，")
    part = last.split("，")[-1]
    alone = r"(?:力争|确保)?(?:到)?20\d\d年(?:底|末|年底)?|力争(?:通过|用).{1,8}(?:努力|时间)|(?:上|下)半年"
    return part if re.fullmatch(alone, part) else ""


def _in(text: str, period: Period) -> tuple[date, bool] | None:
    found = _UNTIL_YEAR.search(text)
    if found is not None and int(found[1]) > period.last_year:
        return date(int(found[1]), 12, 31), False
    part = _HALF.search(text)
    if part is not None and period.first_year == period.last_year:
        year = period.last_year
        month = (
            6
            if part[1]
            else _NUMBERS.get(part[2] or "", 1 if part[2] else 0) * 3
            if part[2]
            else int(part[3] or part[5])
        )
        if 1 <= month < 12:
            day = int(part[4]) if part[4] and 1 <= int(part[4]) <= 28 else monthrange(year, month)[1]
            return date(year, month, day), False
    years = _YEARS.search(text)
    if years is not None:
        number = _NUMBERS.get(years[2] or years[1]) or int(
            (years[2] or years[1]) if (years[2] or years[1]).isdigit() else 0
        )
        if 2 <= number <= 15:
            return date(period.first_year + number - 1, 12, 31), True
    return None
