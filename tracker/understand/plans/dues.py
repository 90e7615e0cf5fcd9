"""By when a clause, or a row's column, wants its targets: 到2025年, 上半年, 6月底前, 三年突破."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from tracker.model import DraftTarget, MilestoneTarget, Period, Stage, replace
from tracker.understand.plans.nodes import number_of
from tracker.understand.plans.phrases import CLAUSE, construction
from tracker.understand.plans.work_targets import milestone
from tracker.understand.plans.work_words import stage_alone, stage_words


def due_of_column(text: str, period: Period) -> date | None:
    """The day that the words of a column for it tell: 十月底投用, 9月, 2024-06-30; None for the end of the period."""
    found = find_due(text, (0, len(text)), period)
    if found is not None:
        return found[0]
    told = construction("column").search(text)
    if told is None or period.first_year != period.last_year:
        return None
    if told["dotted"]:
        return _day(period.last_year, int(told["m"]), told["d"])
    return _day(period.last_year, number_of(told["month"]), told["day"])


def _day(year: int, month: int, day: str | None) -> date | None:
    """A day of the year; None where that is its end, or no month at all."""
    if not 1 <= month < 12:
        return None
    return date(year, month, int(day) if day and 1 <= int(day) <= 28 else monthrange(year, month)[1])


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


def due_behind(text: str, end: int, period: Period) -> date | None:
    """The day by which a clause of a stage alone behind a figure's wants it done: …公路5条，4月开工，11月完工."""
    day = None
    for clause in CLAUSE.finditer(text, end):
        word = stage_alone(clause[0])
        alone = word is None and construction("only by when").fullmatch(clause[0]) is not None
        if word is None and not alone:
            break
        told = find_due(text, clause.span(), period)
        if told is not None and (word is None or stage_words()[word] in (Stage.BUILT, Stage.IN_USE)):
            day = told[0]
    return day


def _leading(before: str) -> str:
    """A clause of time alone that stands before (到2026年，…)."""
    last = re.split(r"[；。：]", before)[-1].rstrip("，")
    part = last.split("，")[-1]
    return part if construction("time alone").fullmatch(part) else ""


def _in(text: str, period: Period) -> tuple[date, bool] | None:
    if not construction("of a time").search(text):
        return None
    found = construction("until year").search(text)
    if found is not None and int(found[1]) > period.last_year:
        return date(int(found[1]), 12, 31), False
    part = construction("half").search(text)
    if part is not None and period.first_year == period.last_year:
        named = part["before"] or part["end"] or part["stage"] or part["tenth"]
        month = 6 if part["half"] else number_of(part["quarter"]) * 3 if part["quarter"] else number_of(named)
        tenth = {"上": "10", "中": "20"}.get(part["ten"] or "")
        day = _day(period.last_year, month, part["day"] or tenth)
        if day is not None:
            return day, False
    years = construction("years").search(text)
    if years is not None:
        number = number_of(years[2] or years[1])
        if 2 <= number <= 15:
            return date(period.first_year + number - 1, 12, 31), True
    return None


def with_day(
    targets: Sequence[DraftTarget], column: str, period: Period
) -> tuple[tuple[DraftTarget, ...], date | None]:
    """The targets of a row and the day by which all are due; ``column`` holds the words that tell it.

    A day for a stage before the one that the row asks for (建成…, 5月底前动工) is the day of that stage alone.
    """
    day = due_of_column(column, period) if column else None
    if day is None or day == period.last_day:
        return tuple(targets), None
    word = stage_alone(column)
    stage = None if word is None else stage_words()[word]
    if stage is not None and any(_is_later(each, stage) for each in targets):
        return tuple(part for each in targets for part in _by_stage(each, stage, day)), None
    return tuple(
        replace(each, target=replace(each.target, due=None)) if each.target.due == day else each for each in targets
    ), day


def _is_later(each: DraftTarget, stage: Stage) -> bool:
    asked = each.target.stage.rank if isinstance(each.target, MilestoneTarget) else None
    return asked is not None and stage.rank is not None and asked > stage.rank


def _by_stage(each: DraftTarget, stage: Stage, day: date) -> tuple[DraftTarget, ...]:
    """A work to reach an earlier stage by a day, and its own by the end of the period."""
    target = each.target
    if not isinstance(target, MilestoneTarget):
        return (each,)
    if not _is_later(each, stage):
        return (replace(each, target=replace(target, due=day)),)
    return (replace(each, target=replace(milestone(target.milestone, stage), due=day)), each)
