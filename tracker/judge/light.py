"""How a target stands in the year (序时进度): a light beside the verdict, never one. Its rule is shown beside it.

A light never waits for the verdict: before the day of a target it is told from figures and stages of the part of the
year that has gone, which decide nothing yet.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from tracker.judge.values import satisfies
from tracker.model import (
    Better,
    Candidate,
    CommitmentResult,
    FigureTarget,
    Light,
    Lights,
    Matches,
    MilestoneTarget,
    Op,
    Period,
    Reason,
    Stage,
    TargetResult,
    Verdict,
)


def light_of(
    result: TargetResult, matches: Matches, period: Period, due: date, as_of: date, lights: Lights
) -> Light | None:
    """The light of a target on a day; None where the task was withdrawn.

    ``matches``: what the reports have for it; ``due``: the day by which it is to be reached.
    """
    if result.reason is Reason.WITHDRAWN:
        return None
    if result.late is not None and last_day_of(result.late.reached) > as_of:
        if due <= as_of:
            return Light.OVERDUE  # it was reached, but only after the day of the lights
    elif result.verdict is Verdict.MET or result.late is not None or _is_there(result, matches):
        return Light.DONE
    if due <= as_of:
        return Light.OVERDUE if result.verdict is Verdict.UNMET else Light.NO_WORD
    if result.verdict is Verdict.UNMET:
        return Light.BEHIND
    gone = share_gone(period, due, as_of)
    behind = _is_behind(result, matches, gone, lights)
    if behind:
        return Light.BEHIND
    if (due - as_of).days <= lights.due_soon:
        return Light.DUE_SOON
    return Light.NO_WORD if behind is None else Light.ON_TIME


def last_day_of(told: str) -> date:
    """The last day of a time as ``late`` tells it: of 2023-09 the 30th, of 2023 the end of the year."""
    year, month, day = (*map(int, told.rpartition("..")[2].split("-")), 0, 0)[:3]
    return date(year, month, day) if day else Period(year, 1, year, month or 12).last_day


def _is_there(result: TargetResult, matches: Matches) -> bool:
    """Whether a work whose day has not come is told to be where it is to be."""
    target = result.target
    if result.reason is not Reason.NOT_DUE or not isinstance(target, MilestoneTarget):
        return False
    told = _furthest(matches.candidates)
    if told is None or told.rank is None or target.stage.rank is None:
        return told is not None and told is target.stage
    return told.rank >= target.stage.rank


def share_gone(period: Period, due: date, as_of: date) -> Decimal:
    """The share (0 to 1) of the time from the period's first day to the due day that has gone by."""
    first = date(period.first_year, period.first_month, 1)
    whole, gone = (due - first).days + 1, (as_of - first).days + 1
    return min(max(Decimal(gone) / max(whole, 1), Decimal(0)), Decimal(1))


def _is_behind(result: TargetResult, matches: Matches, gone: Decimal, lights: Lights) -> bool | None:
    """Whether it is behind its time; None where no report tells how far it is."""
    target, progress = result.target, result.progress
    if isinstance(target, MilestoneTarget):
        told = _furthest(matches.candidates)
        if told is None or told.rank is None:
            return None
        return gone >= lights.begun and told.rank < min(_begun(target.stage), (target.stage.rank or 0))
    if not isinstance(target, FigureTarget) or progress is None:
        return None
    if progress.points is not None:
        short = -progress.points if target.better is Better.HIGHER else progress.points
        return short > lights.points and not _is_enough(target, target.value + progress.points)
    return None if progress.done is None else _amount_is_behind(target, progress.done, gone, lights)


def _is_enough(target: FigureTarget, value: Decimal) -> bool:
    """Whether a rate would meet the target at the end of its time, with the tolerance of ``~`` and of a range."""
    return satisfies(value, target.op, target.value, target.high, target.better, target.tolerance)


def _amount_is_behind(target: FigureTarget, done: Decimal, gone: Decimal, lights: Lights) -> bool:
    room = target.tolerance if target.op is Op.ABOUT else Decimal(0)
    if target.better is Better.LOWER:  # an upper limit: behind is what is used up faster than the time
        return done > gone * (1 + room) + lights.behind
    return done < gone * (1 - room) - lights.behind


def _begun(asked: Stage) -> int:
    """The rank of the stage that a work is to have reached when a good part of its time has gone."""
    started = Stage.STARTED.rank
    assert started is not None
    return started if asked is not Stage.AWARDED else 0


def _furthest(candidates: Iterable[Candidate]) -> Stage | None:
    """The furthest stage that the reports tell of the work itself."""
    told = [
        each.observation.stage
        for each in candidates
        if each.decides and not each.vague and not each.observation.negated and each.observation.stage is not None
    ]
    return max(told, key=lambda stage: -1 if stage.rank is None else stage.rank, default=None)


def light_of_all(result: CommitmentResult, due: date, as_of: date, lights: Lights) -> Light | None:
    """The light of a commitment: its reviewer's decision, else the worst of its targets."""
    if result.review is not None and result.review.verdict is not Verdict.UNVERIFIABLE:
        if result.review.verdict is Verdict.MET:
            return Light.DONE
        return Light.OVERDUE if due <= as_of else Light.BEHIND
    if not result.targets:
        return _quiet(due, as_of, lights) if result.reason is Reason.NOT_MEASURABLE else None
    own = [each.light for each in result.targets if each.light is not None]
    worst = max(own, key=list(Light).index, default=None)
    if result.review is not None and (result.checker is not Verdict.UNVERIFIABLE or worst is Light.DONE):
        return _quiet(due, as_of, lights)  # the reviewer says that nobody can tell, so no light tells it either
    return worst


def _quiet(due: date, as_of: date, lights: Lights) -> Light:
    """The light of what nobody tells anything of."""
    soon = as_of < due and (due - as_of).days <= lights.due_soon
    return Light.DUE_SOON if soon else Light.NO_WORD
