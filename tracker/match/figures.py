"""A figure target and what the reports say: candidates, each with what differs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.match.amounts import as_growth, direction, worked_out, worth
from tracker.match.compare import Comparison, Fit, compare, cover, covered_of, has_head, most_covered
from tracker.match.index import Corpus, Entry
from tracker.match.slots import Slots, canonical, take_apart
from tracker.model import Candidate, Difference, Measure, Observation, Period, Role, State, Tense, replace
from tracker.words.basis import NET, kinds_of
from tracker.words.indicators import is_standard, is_summed
from tracker.words.lexicon import load, remember
from tracker.words.normal import said as said_text
from tracker.words.patterns import listed, pattern
from tracker.words.units import find_unit

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
        if all(most_covered(name, entry.letters) < SPOKEN_OF for name in names):
            continue  # as most are, and this finds it out in a tenth of the time
        candidate = _candidate(wanted, names, entry)
        if candidate is not None:
            found.append(candidate)
    if wanted.measure is not Measure.LEVEL and not any(each.decides for each in found):
        found.extend(worked_out(tuple(found), wanted.measure, wanted.unit, wanted.period))
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


_ORDER = tuple(Difference)


def _candidate(wanted: Wanted, names: list[Slots], entry: Entry) -> Candidate | None:
    told = as_growth(entry.observation, wanted.measure)
    entry = entry if told is entry.observation else replace(entry, observation=told)
    if told.value is None:
        return None
    named, sign = _nearest(wanted, names, entry)
    if named.covered < SPOKEN_OF:
        return None
    value, high = worth(told, wanted.unit, sign or 1)
    differs = set(_differences(wanted, names, entry, named))
    if sign is None:
        differs.add(Difference.MEASURE)
    if value is None:
        differs.add(Difference.UNIT)
    missed = told.negated and not differs and named.fit is not Fit.ENOUGH
    if told.negated:  # 未达到…: it tells what was not, and not what was
        differs.add(Difference.MEASURE)
    return Candidate(
        entry.reading,
        told,
        tuple(each for each in _ORDER if each in differs),
        named.covered,
        value,
        high,
        so_far=differs == {Difference.PERIOD} and _is_so_far(wanted, names, entry),
        part=named.fit is Fit.ENOUGH or _of_new_ones(names, entry),
        missed=missed,
        short=told.state in (State.SHORT, State.PART),
        apart=named.apart,
    )


def _nearest(wanted: Wanted, names: list[Slots], entry: Entry) -> tuple[Comparison, int | None]:
    """How the nearest of the names compares, and whether the measure is that name's: each has verbs of its own."""
    told = entry.observation
    compared = [
        (
            _compared(wanted, name, entry),
            direction(wanted.measure, told.measure, told.unit, name.verbs, entry.name.verbs),
        )
        for name in names
    ]
    return min(
        compared,
        key=lambda each: (each[0].fit is not Fit.SAME, each[1] is None, -each[0].covered, each[0].besides),
    )


def _differences(wanted: Wanted, names: list[Slots], entry: Entry, named: Comparison) -> Iterator[Difference]:
    """What differs besides the amount."""
    told = entry.observation
    if named.fit in (Fit.OPEN, Fit.DIFFERENT):
        yield Difference.NAME if named.missing else Difference.SCOPE
    of_more = _is_of_all_so_far(names[0], entry) or (named.fit is Fit.ENOUGH and _joins_verbs(entry))
    if of_more or _another_basis(wanted, frozenset(told.basis)):
        yield Difference.MEASURE
    if told.elsewhere or _is_out_of_scope(wanted, entry) or _is_narrower(wanted, entry) or _graded(names, entry):
        yield Difference.SCOPE
    if told.tense is not Tense.PAST:
        yield Difference.TENSE
    elif not _same_period(wanted.period, told):
        yield Difference.PERIOD
    if told.state not in (State.DONE, State.SHORT, State.PART):
        yield Difference.STATE
    if told.role is Role.GOAL:
        yield Difference.ROLE


def _compared(wanted: Wanted, name: Slots, entry: Entry) -> Comparison:
    # Nothing is taken from another clause where the figure's own has what it is of: 农村面貌改善，居民收入增长8%
    around = entry.here if has_head(name, entry.own) else entry.around
    unit = find_unit(wanted.unit or "")
    said_by_it = load("names")["told by the unit"].get("" if unit is None else unit.kind, ())
    scope = "".join((canonical(wanted.scope or ""), *said_by_it))
    measure = NET if NET in entry.observation.basis else entry.observation.measure
    implied = tuple(load("names")["implied"].get(measure, ()))
    found = compare(name, entry.name, around, implied, scope)
    if found.fit is Fit.ENOUGH and entry.own is not entry.name:
        found = compare(name, entry.own, around, implied, scope)
    if around != entry.around:  # still near enough to be shown
        found = replace(found, covered=covered_of(name, entry.name, entry.around))
    return found


def _is_of_all_so_far(asked: Slots, entry: Entry) -> bool:
    """Whether new ones are asked for, and a figure is of all there are by now: 上云企业累计|420家."""
    new = set(listed("names", "new verbs"))
    if not new & set(asked.verbs) or new & set(entry.name.verbs):
        return False
    words = said_text(entry.reading.normal, entry.observation.start, entry.observation.end)
    return any(word in words for word in listed("tense", "running total words"))


def _joins_verbs(entry: Entry) -> bool:
    """Whether a figure is of new ones and of others together: 新增、更新公交车."""
    words = said_text(entry.reading.normal, entry.observation.start, entry.observation.end)
    return any(f"{verb}{sign}" in words for verb in entry.name.verbs for sign in listed("basis", "joins"))


def _is_so_far(wanted: Wanted, names: list[Slots], entry: Entry) -> bool:
    """Whether a figure of January to some month counts for the year: what is summed up, or set as a standard."""
    said = entry.observation.period
    if said is None or (said.first_year, said.first_month) != (wanted.period.first_year, wanted.period.first_month):
        return False
    if not wanted.period.covers(said) or wanted.measure is not Measure.LEVEL or wanted.unit == "%":
        return False
    told = [*(name.text for name in names), entry.name.text]
    if any(map(is_standard, told)):
        return True
    words = said_text(entry.reading.normal, entry.observation.start, entry.observation.end)
    return all(is_summed(each + words) for each in told)


def _another_basis(wanted: Wanted, said: frozenset[str]) -> bool:
    """Whether a figure so reckoned may be another than the one that each of the names asks for."""
    if wanted.measure is Measure.LEVEL:  # has one basis alone, but that what was added may be net
        return all((NET in kinds_of(name)) != (NET in said) for name in wanted.names)
    return all(kinds_of(name) - _as_a_rule(name) != said - _as_a_rule(name) for name in wanted.names)


@remember
def _as_a_rule(name: str) -> frozenset[str]:
    """How a rate of that name is reckoned as a matter of course."""
    real = any(word in canonical(name) for word in load("basis")["real as a rule"])
    return frozenset({"real"}) if real else frozenset()


def _graded(names: list[Slots], entry: Entry) -> bool:
    """Whether what stands before fills up the name with things of one grade alone: 省级重点项目5个，完成投资21亿元."""
    grade = pattern("names", "grade")
    if grade.search(entry.name.text):
        return False
    for name in names:
        for gap in cover(name.content, entry.name.text)[0]:
            spots = [found.start() for found in re.finditer(re.escape(gap), entry.around)]
            before = [pattern("names", "graded").match(entry.around, 0, spot) for spot in spots]
            if spots and all(found is not None and found["grade"] not in name.text for found in before):
                return True
    return False


def _of_new_ones(names: list[Slots], entry: Entry) -> bool:
    """培育省级家庭农场5家，县级26家: what was raised in a time, and may be a part of all there are."""
    if any(name.verbs for name in names):
        return False
    if any(verb[1:] in entry.name.verbs for verb in listed("names", "new verbs")):  # 新培育 of 培育
        return True
    graded = pattern("names", "grade").search(entry.name.text) is not None and not entry.name.verbs
    filled = all(cover(name.content, entry.name.text)[0] for name in names)
    return graded and filled and bool(take_apart(entry.around).verbs)


def _is_narrower(wanted: Wanted, entry: Entry) -> bool:
    """Whether a heading narrows the figure to what the target does not ask for: 县本级, 农村."""
    told = entry.observation
    if told.scope is None or told.names == () or told.scope not in listed("frame", "narrower"):
        return False
    if told.scope in said_text(entry.reading.normal, told.start, told.end):
        return False  # its words stand in the figure's own clause, where they are compared with the name
    return told.scope not in "".join((*wanted.names, wanted.scope or ""))


def _is_out_of_scope(wanted: Wanted, entry: Entry) -> bool:
    """Whether a figure is not told of the scope asked for: its words stand neither in the name nor before it."""
    if wanted.scope is None:
        return False
    scope, text = canonical(wanted.scope), entry.around + entry.name.text
    stated = canonical(entry.observation.scope or "")
    return scope not in text and scope not in stated and not all(run in text for run in take_apart(scope).content)


def _same_period(period: Period, observation: Observation) -> bool:
    """The same time; a level reached, told of a longer time, holds at its end. An average over years never does."""
    said = observation.period
    if observation.yearly or said is None:
        return False
    if said == period:
        return True
    same_end = (said.last_year, said.last_month) == (period.last_year, period.last_month)
    month = (said.first_year, said.first_month) == (said.last_year, said.last_month)  # 12月当月: of that month alone
    return same_end and not month and observation.standing and observation.measure is Measure.LEVEL
