"""What reports say of when something was reached: the day of it, and whether it makes good an earlier year."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from tracker.match.slots import canonical
from tracker.model import Candidate, Period, Stage, Target
from tracker.words.lexicon import load
from tracker.words.normal import last_of
from tracker.words.patterns import listed, pattern
from tracker.words.stages import stage_words


def told_day(candidate: Candidate) -> tuple[date, date, str] | None:
    """The first and the last day on which it can have been reached, by a day or month in its own clause, and its name.

    ``(2022-09-20, 2022-09-20, "2022-09-20")``; None where the clause names no day or several, or where the day is no
    event's (截至9月底, 原定6月, 9月前).
    """
    seen, period = candidate.observation, candidate.observation.period
    if period is None:
        return None
    if seen.place is not None:  # by hand: the period says it
        return _month(period.first_year, period.first_month) if _is_month(period) else None
    text = candidate.reading.document.text
    start, end = _clause(text, seen.start, seen.end)
    day = pattern("stages", "day")
    found = list(day.finditer(_bare(text[start:end])))
    if not found and start:  # 9月20日，南环路竣工
        alone = day.fullmatch(_bare(text[slice(*_clause(text, start - 1, start - 1))]))
        found = [] if alone is None else [alone]
    if len(found) != 1 or _is_no_event(found[0]):
        return None
    if found[0]["year"] is None and period.first_year != period.last_year:
        return None
    return _days(int(found[0]["year"] or period.first_year), found[0])


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    marks = load("signs")["ends a clause"] + "\n"
    first = last_of(marks, text, 0, start) + 1
    return first, min((place for mark in marks if (place := text.find(mark, end)) >= 0), default=len(text))


def _bare(text: str) -> str:
    return "".join(text.split())


def _is_month(period: Period) -> bool:
    return (period.first_year, period.first_month) == (period.last_year, period.last_month)


def _is_no_event(found: re.Match[str]) -> bool:
    words = load("stages")["no day of it"]
    before, after = found.string[: found.start()], found.string[found.end() :]
    return before.endswith(tuple(words["before"])) or after.startswith(tuple(words["behind"]))


def _days(year: int, found: re.Match[str]) -> tuple[date, date, str] | None:
    first, last, name = _month(year, int(found["month"]))
    if found["day"] is None:
        return (last, last, name) if found["end"] else (first, last, name)
    if int(found["day"]) > last.day:
        return None
    day = first.replace(day=int(found["day"]))
    return day, day, day.isoformat()


def _month(year: int, month: int) -> tuple[date, date, str]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1]), f"{year}-{month:02}"


def makes_good(candidate: Candidate, year: int) -> bool:
    """Whether the sentence says that a figure makes good that year's: 补齐2022年未完成的棚改300套."""
    seen, text = candidate.observation, candidate.reading.document.text
    before = text[last_of(load("signs")["ends a part"] + "\n", text, 0, seen.start) + 1 : seen.end]
    last_year = seen.period is not None and seen.period.first_year == year + 1
    told = last_year and pattern("stages", "last year").search(before) is not None
    told = told or any(int(found[0]) == year for found in pattern("signs", "year of").finditer(before))
    return told and any(word in before for word in listed("stages", "makes good"))


def names_stage(candidate: Candidate, stage: Stage) -> bool:
    """Whether the words themselves tell of that stage: 竣工通车 of 完工 as well as of 投用."""
    seen = candidate.observation
    text = candidate.reading.document.text[seen.start : seen.end]
    return seen.stage is stage or any(found is stage and word in text for word, found in stage_words("works").items())


def names_it(target: Target, candidate: Candidate) -> bool:
    """Whether the work's whole name stands in what is told, unbroken: a later year tells of many works."""
    seen, text = candidate.observation, candidate.reading.document.text
    first, last = (seen.start, seen.end) if seen.place is not None else _clause(text, seen.start, seen.end)
    told = canonical(text[first:last])
    names = (getattr(target, "milestone", ""), *getattr(target, "aliases", ()))
    return any(canonical(name) in told for name in names if name)


def comes_again(target: Target) -> bool:
    """Whether a work's name may be another one's next year: 老旧小区改造, 农村公路 are done anew each year."""
    name = getattr(target, "milestone", "")
    return any(word in name for word in load("stages")["comes again"])
