"""Which time a text, a part of it or a figure speaks of."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from tracker.model import Period
from tracker.understand.clauses import in_a_title
from tracker.understand.goals import find_actuals, find_goals
from tracker.words.lexicon import load, remember
from tracker.words.numerals import parse_numeral
from tracker.words.patterns import filled, listed, pattern


@remember
def _marks() -> re.Pattern[str]:
    """One pattern of all kinds, behind a look at the first letter."""
    words = load("periods")
    kinds = (f"(?P<{kind}>{filled('periods', text)})" for kind, text in words["marks"].items())
    return re.compile(rf"(?=[\d{words['first letters']}])(?:{'|'.join(kinds)})")


def five_year_plan(numeral: str) -> Period:
    """The years of the n-th five-year plan: 十一五 is 2006 to 2010 (the sixth began in 1981)."""
    first = 1981 + (_number(numeral) - 6) * 5
    return Period.of_years(first, first + 4)


@dataclass(frozen=True, slots=True)
class Mark:
    """A word of time in a sentence, and the period it names; ``spoken`` is the year in which the text is spoken."""

    start: int
    end: int
    period: Period | None
    kind: str


def find_marks(text: str, spoken: int | None, reviewed: Period | None) -> list[Mark]:
    """The words of time of a squeezed sentence in order, with those of what was planned and what was done of it."""
    marks = find_times(text, spoken, reviewed)
    goals = find_goals(text)
    marks.extend(Mark(start, end, None, "goal") for start, end in goals)
    marks.extend(Mark(start, end, None, "actual") for start, end in find_actuals(text, goals))
    return sorted(marks, key=lambda mark: mark.start)


def find_times(text: str, spoken: int | None, reviewed: Period | None) -> list[Mark]:
    """The words of time of a squeezed sentence in order.

    ``spoken``: the year in which the report was given; ``reviewed``: what its part looks back on. 今年 in a
    review is the year spoken of, and 全年 the last year reviewed.
    """
    marks: list[Mark] = []
    if pattern("periods", "in every mark").search(text) is None:
        return marks  # as in most sentences
    words = load("periods")
    for match in _marks().finditer(text):
        kind = match.lastgroup or ""  # of the groups that close last, the outermost
        before = text[max(0, match.start() - 2) : match.start()]
        if before and before[-1] in words["no mark behind"].get(match[0], ""):
            continue  # 在上年大幅增长的基础上
        if kind == "span" and before and before[-1] in words["no span behind"]:
            continue  # 五年新增…，是1950年到2002年的总和
        if in_a_title(text, match.start()) or (kind == "span" and _in_a_bracket(text, match)):
            continue  # 《总体规划》(2021—2035年)
        if kind in ("year", "last") and pattern("periods", "of a noun").match(text, match.end()):
            continue
        day = kind == "year" and pattern("periods", "on a day").match(text, match.start() - 1)
        if kind in ("year", "last", "before") and pattern("periods", "compared").search(before) and not day:
            whole = text.startswith(listed("periods", "compared behind"), match.end())
            counted = kind == "year" and (whole or before[-1] in words["since behind"])
            since = _since(match, spoken, reviewed) if counted else None
            if since is not None:
                marks.append(Mark(match.start(), match.end(), since, "span" if whole else "since"))
            continue
        marks.append(Mark(match.start(), match.end(), _period(match, kind, spoken, reviewed), kind))
    return marks


def _in_a_bracket(text: str, match: re.Match[str]) -> bool:
    """Whether a span of years fills a bracket of its own: it is part of a document's name, and dates nothing."""
    return text[match.start() - 1 : match.start()] == "(" and text[match.end() : match.end() + 1] == ")"


def _since(match: re.Match[str], spoken: int | None, reviewed: Period | None) -> Period | None:
    """The years that a growth over an earlier year is of (比2017年增长: 2018 on); None for the year before."""
    last = reviewed.last_year if reviewed is not None else None if spoken is None else spoken - 1
    first = int(match["named"]) + 1
    return Period.of_years(first, last) if last is not None and first < last else None


@dataclass(frozen=True, slots=True)
class _Now:
    """The years that words of time are counted from; None: nobody knows."""

    spoken: int | None  # in which the report was given
    last: int | None  # that is looked back on


def _period(match: re.Match[str], kind: str, spoken: int | None, reviewed: Period | None) -> Period | None:
    last = reviewed.last_year if reviewed is not None else None if spoken is None else spoken - 1
    return _PERIOD_OF[kind](match, _Now(spoken, last))


def _of_a_year(match: re.Match[str], now: _Now) -> Period | None:
    return Period.of_year(int(match["named"]))


def _of_a_span(match: re.Match[str], now: _Now) -> Period | None:
    first, final = int(match["a"]), int(match["b"])
    return Period.of_years(first, final) if first <= final else None


def _of_months(match: re.Match[str], now: _Now) -> Period | None:
    year = _year_of(match["my"], match["mr"], now)
    one, two = int(match["m1"]), int(match["m2"])
    return Period(year, one, year, two) if year is not None and 1 <= one < two <= 12 else None


def _of_a_month(match: re.Match[str], now: _Now) -> Period | None:
    year, month = int(match["oy"]) if match["oy"] else now.last, int(match["om"])
    return Period(year, month, year, month) if year is not None and 1 <= month <= 12 else None


def _up_to_a_month(match: re.Match[str], now: _Now) -> Period | None:
    year = int(match["uy"]) if match["uy"] else now.last
    month = int(match["um"] or (12 if match["uy"] else 0))  # 截至2009年底 is all of that year
    return Period(year, 1, year, month) if year is not None and 1 <= month <= 12 else None


def _of_a_part(match: re.Match[str], now: _Now) -> Period | None:
    year = _year_of(match["py"], match["pr"], now)
    first, final = _months_of(match["pw"], match["pm"])
    return None if year is None else Period(year, first, year, final)


def _of_a_plan(match: re.Match[str], now: _Now) -> Period | None:
    return five_year_plan(match["pn"])


def _of_five_years(match: re.Match[str], now: _Now) -> Period | None:
    last = now.last
    return None if last is None else Period.of_years(last - 4, last)


def _of_some_years(match: re.Match[str], now: _Now) -> Period | None:
    years = _number(match["sn"] or match["sm"])
    return None if now.last is None else Period.of_years(now.last - years + 1, now.last)


def _of_years_to_come(match: re.Match[str], now: _Now) -> Period | None:
    count = _number(match["cn"] or match["wn"] or match["wi"] or "2")
    return None if now.spoken is None else Period.of_years(now.spoken, now.spoken + count - 1)


def _from_a_year(match: re.Match[str], now: _Now) -> Period | None:
    first = int(match["fy"])
    return None if now.last is None or now.last < first else Period.of_years(first, now.last)


def _of_nobody_knows_when(match: re.Match[str], now: _Now) -> Period | None:
    return None


def _of_last_year(match: re.Match[str], now: _Now) -> Period | None:
    if now.last is None:
        return None
    told = now.spoken is not None and match[0] in load("periods")["last year"]
    return _year_from(now.spoken, -1) if told else Period.of_year(now.last)


def _of_the_year_before_last(match: re.Match[str], now: _Now) -> Period | None:
    return _year_from(now.spoken, -2)


def _of_this_year(match: re.Match[str], now: _Now) -> Period | None:
    return _year_from(now.spoken, 0)


def _of_next_year(match: re.Match[str], now: _Now) -> Period | None:
    return _year_from(now.last if match[0] in listed("periods", "the year after") else now.spoken, 1)


def _of_the_year_reviewed(match: re.Match[str], now: _Now) -> Period | None:
    return _year_from(now.last, 0)


def _year_from(year: int | None, years: int) -> Period | None:
    return None if year is None else Period.of_year(year + years)


_PERIOD_OF: dict[str, Callable[[re.Match[str], _Now], Period | None]] = {
    "year": _of_a_year,
    "span": _of_a_span,
    "months": _of_months,
    "month": _of_a_month,
    "upto": _up_to_a_month,
    "part": _of_a_part,
    "plan": _of_a_plan,
    "five": _of_five_years,
    "some": _of_some_years,
    "coming": _of_years_to_come,
    "within": _of_years_to_come,
    "from": _from_a_year,
    "recent": _of_nobody_knows_when,
    "last": _of_last_year,
    "before": _of_the_year_before_last,
    "this": _of_this_year,
    "next": _of_next_year,
    "whole": _of_the_year_reviewed,
    "run": _of_the_year_reviewed,  # 连续两年增长10%, a rate of each year
}
"""The period that each kind of mark of ``periods.yaml`` names."""


def _number(numeral: str) -> int:
    return int(parse_numeral(numeral) or 0)


def _months_of(word: str | None, count: str | None) -> tuple[int, int]:
    """First and last month of 上半年, or of 前十个月."""
    if word is None:
        return 1, min(_number(count or "") or 12, 12)
    first, _, last = load("periods")["parts of a year"][word].partition("-")
    return int(first), int(last)


def _year_of(number: str | None, word: str | None, now: _Now) -> int | None:
    words = load("periods")
    if number:
        return int(number)
    if word in words["this year"]:
        return now.spoken
    if word in words["last year"]:
        return None if now.spoken is None else now.spoken - 1
    return now.last


def find_years(text: str) -> list[int]:
    """All years that a text names (2022年, 1998、1999年)."""
    return [int(year) for year in pattern("periods", "every year").findall(text)]
