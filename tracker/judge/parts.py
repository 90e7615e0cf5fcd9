"""What reports on a part of the period tell of a target, by the day on which it is due (format.md section 3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tracker.judge.values import judge_value
from tracker.model import (
    Better,
    Candidate,
    Difference,
    FigureTarget,
    Matches,
    MilestoneTarget,
    Observation,
    Op,
    Period,
    State,
    Target,
    replace,
)


def told_by_its_day(target: Target, matches: Matches, due: date, period: Period) -> Matches:
    """The matches in which a figure from the first day up to the due day decides, where none of the whole period does.

    A figure up to an earlier day tells nothing of what was done by the due day, and stays as it is. One up to a later
    day tells only of a sum that is never given back: what is not there in July was not there in June.
    """
    if isinstance(target, MilestoneTarget):
        return _open_again(target, matches, due)
    if due >= period.last_day or any(each.decides for each in matches.candidates):
        return matches
    reaching = [each for each in matches.candidates if _reaches_it(target, each, due, period)]
    held = _latest(target, reaching)
    candidates = tuple(_deciding(each) if each in held else each for each in matches.candidates)
    if not matches.than:
        return replace(matches, candidates=candidates)
    right = [each for each in matches.than if _reaches_it(target, each, due, period)]
    if not held or not right:
        return matches
    return replace(matches, candidates=candidates, than=tuple(map(_deciding, right)))


def _open_again(target: MilestoneTarget, matches: Matches, due: date) -> Matches:
    """Without an earlier stage in a report that ends before the due day: 正在施工 in March tells nothing of June."""

    def said(candidate: Candidate) -> Candidate:
        told, upto = candidate.observation, candidate.reading.period
        if upto is None or upto.last_day >= due or told.state is State.UNDONE or not _is_below(target, told):
            return candidate
        return replace(candidate, differs=tuple(dict.fromkeys((*candidate.differs, Difference.PERIOD))))

    parts = tuple(_open_again(target, part, due) for part in matches.parts)
    return replace(matches, candidates=tuple(map(said, matches.candidates)), parts=parts)


def _is_below(target: MilestoneTarget, told: Observation) -> bool:
    if told.stage is None or told.stage.rank is None or target.stage.rank is None:
        return False
    return told.negated or told.stage.rank < target.stage.rank or told.state is not State.DONE


def _reaches_it(target: Target, candidate: Candidate, due: date, period: Period) -> bool:
    """Whether nothing differs but the time, which runs from the period's first day to the due day or beyond."""
    said = candidate.observation.period
    if candidate.differs != (Difference.PERIOD,) or said is None or candidate.observation.yearly:
        return False
    if (said.first_year, said.first_month) != (period.first_year, period.first_month) or not period.covers(said):
        return False
    if said.last_day <= due:
        return said.last_day == due
    grows = isinstance(target, FigureTarget) and target.better is Better.HIGHER and target.op is not Op.EQUAL
    return candidate.so_far and grows


def _latest(target: Target, reaching: Sequence[Candidate]) -> list[Candidate]:
    """Those up to the latest day, which tell where it stands; and earlier ones that were enough: they contradict it."""
    last = max((each.observation.period.last_day for each in reaching if each.observation.period), default=None)
    return [
        each
        for each in reaching
        if (each.observation.period and each.observation.period.last_day == last) or _is_enough(target, each)
    ]


def _is_enough(target: Target, candidate: Candidate) -> bool:
    if not isinstance(target, FigureTarget) or candidate.value is None:
        return False
    told = candidate.observation
    return judge_value(target, candidate.value, candidate.high, told.bound, told.wide) is True


def _deciding(candidate: Candidate) -> Candidate:
    return replace(candidate, differs=(), so_far=False)
