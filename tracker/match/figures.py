"""A figure target and what the reports say: candidates, each with what differs."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tracker.match.index import Corpus, Entry
from tracker.match.names import Name, canonical, compare, take_apart
from tracker.model import Candidate, Difference, Measure, Observation, Period, Tense
from tracker.words.units import convert

SPOKEN_OF = 0.6
"""Share of a name's content from which on a figure counts as near enough to be shown. Tuned on tests/labels."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a figure must be to decide: one side of a comparison, or a figure target."""

    names: tuple[str, ...]  # the indicator, then its aliases
    measure: Measure
    unit: str | None
    scope: str | None
    period: Period


def match_figure(wanted: Wanted, corpus: Corpus) -> tuple[Candidate, ...]:
    """All figures that are near the target, nearest first. Only one without differences decides."""
    names = [take_apart(name) for name in wanted.names]
    found = []
    for entry in corpus.find_figures([name.text for name in names]):
        candidate = _candidate(wanted, names, entry)
        if candidate is not None:
            found.append(candidate)
    found.sort(key=_nearness)
    return tuple(found)


def _nearness(candidate: Candidate) -> tuple[int, int, float, str, int]:
    """No difference first; a plan last; then the nearest name, and the text's order."""
    return (
        Difference.TENSE in candidate.differs,
        len(candidate.differs),
        -candidate.covered,
        candidate.reading.document.path,
        candidate.observation.start,
    )


def _candidate(wanted: Wanted, names: list[Name], entry: Entry) -> Candidate | None:
    observation = entry.observation
    if observation.value is None:
        return None
    likeness = min(
        (compare(name, entry.name, entry.around, _implied(observation)) for name in names),
        key=lambda each: (not each.same, -each.covered, len(each.besides)),
    )
    if likeness.covered < SPOKEN_OF:
        return None
    differs: list[Difference] = []
    if not likeness.same:
        differs.append(Difference.NAME if likeness.missing or not likeness.verbs_agree else Difference.SCOPE)
    sign = _same_measure(wanted, observation, entry)
    if sign is None or observation.negated:
        differs.append(Difference.MEASURE)
    value, high = _converted(observation, wanted.unit, sign or 1)
    if value is None:
        differs.append(Difference.UNIT)
    if entry.elsewhere or (wanted.scope is not None and not _in_scope(wanted.scope, entry)):
        differs.append(Difference.SCOPE)
    if observation.tense is not Tense.PAST:
        differs.append(Difference.TENSE)
    elif not _same_period(wanted.period, observation):
        differs.append(Difference.PERIOD)
    return Candidate(entry.reading, observation, tuple(dict.fromkeys(differs)), likeness.covered, value, high)


def _implied(observation: Observation) -> tuple[str, ...]:
    if observation.measure is Measure.FALL:
        return ("减少",)
    if observation.measure is Measure.CHANGE:
        return ("增加",)
    return ()


def _same_measure(wanted: Wanted, observation: Observation, entry: Entry) -> int | None:
    """1 where the measures are the same, -1 where one is the other's fall, None where they can't be compared."""
    asked, said = wanted.measure, observation.measure
    rate = (observation.unit or "") in ("%", "倍")
    if asked is said:
        return 1
    if {asked, said} == {Measure.GROWTH, Measure.FALL}:
        return -1 if rate else None
    if {asked, said} == {Measure.CHANGE, Measure.FALL}:
        return -1
    if asked is Measure.LEVEL and not rate:
        # 新增学位1000个 as a level is 增加学位1000个 as a change; 压减产能 as a level is 产能减少.
        name = take_apart(wanted.names[0])
        up, down = {"新增", "增加", "净增"}, {"减少", "压减", "淘汰", "压缩", "削减", "精简"}
        if said is Measure.CHANGE and up & set(name.verbs):
            return 1
        if said is Measure.FALL and down & set(name.verbs):
            return 1
    if asked is Measure.FALL and said is Measure.LEVEL and not rate:
        return 1 if {"减少", "压减", "削减", "精简", "淘汰"} & set(entry.name.verbs) else None
    if asked is Measure.CHANGE and said is Measure.LEVEL and not rate:
        return 1 if {"增加", "净增", "新增"} & set(entry.name.verbs) else None
    return None


def _converted(observation: Observation, unit: str | None, sign: int) -> tuple[Decimal | None, Decimal | None]:
    assert observation.value is not None
    amounts: list[Decimal | None] = []
    for amount in (observation.value, observation.high):
        if amount is None or unit is None:
            amounts.append(amount)
        elif observation.unit is None:
            # 减少1386万: the unit is left out, and only a large round number may be people
            amounts.append(amount if abs(amount) >= 10000 or amount == 0 else None)
        elif observation.unit == "倍" and unit == "%":
            amounts.append(amount * 100)
        else:
            amounts.append(convert(amount, observation.unit, unit))
    value, high = amounts
    if value is None:
        return None, None
    value, high = value * sign, None if high is None else high * sign
    if high is not None and high < value:
        value, high = high, value
    return value, high


def _in_scope(scope: str, entry: Entry) -> bool:
    """Whether a figure is told of the scope asked for: its words stand in the name, or before it."""
    asked = take_apart(scope)
    text = entry.around + entry.name.text
    stated = canonical(entry.observation.scope or "")
    return canonical(scope) in text or canonical(scope) in stated or all(run in text for run in asked.content)


def _same_period(period: Period, observation: Observation) -> bool:
    """The same time; a level reached, told of a longer time, holds at its end. An average over years never does."""
    said = observation.period
    if observation.yearly or said is None:
        return False
    if said == period:
        return True
    same_end = (said.last_year, said.last_month) == (period.last_year, period.last_month)
    return same_end and observation.standing and observation.measure is Measure.LEVEL
