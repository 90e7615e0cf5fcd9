"""What was reached late: inside the period but after its day, or in a later period. Beside the verdict (format.md 3).

Only works, titles, documents and standing levels can be reached late; an amount or a growth of another year is that
year's, unless the report says that it makes good the earlier one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.judge import judge_target
from tracker.judge.evidence import evidence_of
from tracker.judge.values import judge_value
from tracker.model import (
    Candidate,
    Difference,
    FigureTarget,
    Late,
    Matches,
    Measure,
    MilestoneTarget,
    Period,
    Reason,
    Stage,
    Target,
    TargetResult,
    Verdict,
    replace,
)

Day = tuple[date, date, str]
"""The first and the last day on which something can have been reached, and how it is written: 2022-09, 2022-09-20."""

_SILENT = (Reason.NOT_REPORTED, Reason.NO_FIGURE)


@dataclass(frozen=True, slots=True)
class Later:
    """What the reports on one later period have for a target."""

    period: Period
    matches: Matches


@dataclass(frozen=True, slots=True)
class Told:
    """What only a reading of words can tell of a candidate or a target."""

    day: Callable[[Candidate], Day | None]
    makes_good: Callable[[Candidate], bool]
    names_it: Callable[[Target, Candidate], bool]  # by its whole name
    names_stage: Callable[[Candidate, Stage], bool]
    comes_again: Callable[[Target], bool]  # another one may have the same name in the next year


def judge_late(
    result: TargetResult, period: Period, due: date, matches: Matches, later: Sequence[Later], told: Told
) -> TargetResult:
    """The result with ``late``; or not reached in its period, where a later report says that it still was not then.

    ``matches``: what the reports on the period have, ``later``: what those on later periods have, in any order.
    The verdict of the period stays otherwise.
    """
    target = result.target
    if target is None:
        return result
    if result.verdict is Verdict.MET:
        return replace(result, late=_after_its_day(result, due, matches, told))
    if result.reason is Reason.CONFLICTING or due > period.last_day:
        return result
    for each in sorted(later, key=lambda one: one.period):
        then = _alone(each, period)
        answer = judge_target(target, then, each.period.last_day, each.period.last_day)
        if isinstance(target, MilestoneTarget):
            deciding = _quoted(answer, then) if answer.evidence else None
            if deciding is None or told.comes_again(target) or not told.names_it(target, deciding):
                continue
            if answer.reason is Reason.STAGE_NOT_REACHED and result.reason in _SILENT:
                result = replace(answer, progress=result.progress, candidates=result.candidates)
            elif answer.verdict is Verdict.MET and _tells_when(target, deciding, result, told):
                day = told.day(deciding)
                return replace(result, late=Late(due, day[2] if day else str(each.period), answer.evidence[0]))
        elif isinstance(target, FigureTarget):
            standing = answer.verdict is Verdict.MET and result.verdict is Verdict.UNMET
            chosen = [one for one in then.candidates if standing and one.decides and _is_standing(target, one)]
            chosen += [one for one in each.matches.candidates if _made_good(target, one, told)]
            if chosen:
                return replace(result, late=Late(due, str(each.period), evidence_of(chosen[0])))
    return result


def _alone(later: Later, period: Period) -> Matches:
    """What is told of the later time itself: a longer one that reaches back tells nothing of when."""
    held = tuple(
        each
        for each in later.matches.candidates
        if each.observation.period is not None and not each.observation.period.overlaps(period)
    )
    parts = tuple(_alone(Later(later.period, part), period) for part in later.matches.parts)
    return Matches(held, parts=parts)


def _tells_when(target: MilestoneTarget, deciding: Candidate, result: TargetResult, told: Told) -> bool:
    """Whether it was reached only then. A stage that goes on (在建), or one passed long since, doesn't tell."""
    if target.stage in (Stage.PLANNED, Stage.UNDER_WAY):
        return False
    return result.verdict is Verdict.UNMET or told.names_stage(deciding, target.stage)


def _is_standing(target: FigureTarget, candidate: Candidate) -> bool:
    """A level that lasts (床位达到5200张), not a rate, which may be the year's own."""
    return candidate.observation.standing and target.measure is Measure.LEVEL and target.unit not in ("%", "‰")


def _made_good(target: FigureTarget, candidate: Candidate, told: Told) -> bool:
    if candidate.value is None or not set(candidate.differs) <= {Difference.PERIOD} or candidate.part:
        return False
    enough = judge_value(target, candidate.value, candidate.high, candidate.observation.bound)
    return enough is True and target.measure is Measure.LEVEL and told.makes_good(candidate)


def _after_its_day(result: TargetResult, due: date, matches: Matches, told: Told) -> Late | None:
    """Reached inside the period but after the due day, by a day that is told."""
    deciding = _quoted(result, matches) if isinstance(result.target, MilestoneTarget) else None
    day = None if deciding is None else told.day(deciding)
    if deciding is None or day is None or day[0] <= due:
        return None
    return Late(due, day[2], evidence_of(deciding))


def _quoted(answer: TargetResult, matches: Matches) -> Candidate | None:
    """The candidate that the answer's first quote is of."""
    first = answer.evidence[0]
    place = first.report, first.start, first.end
    for each in matches.candidates:
        if (each.reading.document.path, each.observation.start, each.observation.end) == place:
            return each
    return None


def late_of_all(results: Sequence[TargetResult]) -> Late | None:
    """Of a whole commitment: the last reached, where each target is met or was reached late, and one was."""
    reached = [each.late for each in results if each.late is not None]
    if not reached or any(each.verdict is not Verdict.MET and each.late is None for each in results):
        return None
    return max(reached, key=lambda each: each.reached)
