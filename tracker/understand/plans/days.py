"""The day of a table's column, for the targets of its row: 9月投入使用, 5月底前动工."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tracker.model import DraftTarget, MilestoneTarget, Period, Stage
from tracker.understand.plans.dues import due_of_column
from tracker.understand.plans.work_targets import milestone
from tracker.understand.plans.work_verbs import stage_alone
from tracker.understand.plans.work_words import stage_words


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
