"""A figure target and what the reports say: candidates, each with what differs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from tracker.match.index import Corpus, Entry
from tracker.match.names import (
    Likeness,
    Name,
    canonical,
    compare,
    cover,
    covered_of,
    has_head,
    most_covered,
    take_apart,
)
from tracker.model import Bound, Candidate, Difference, Measure, Observation, Period, Role, State, Tense, replace
from tracker.words.basis import NET, kinds_of
from tracker.words.indicators import is_standard, is_summed
from tracker.words.lexicon import load
from tracker.words.normal import said as said_text
from tracker.words.patterns import listed
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
        if all(most_covered(name, entry.letters) < SPOKEN_OF for name in names):
            continue  # as most are, and this finds it out in a tenth of the time
        candidate = _candidate(wanted, names, entry)
        if candidate is not None:
            found.append(candidate)
    if wanted.measure is not Measure.LEVEL and not any(each.decides for each in found):
        found.extend(_worked_out(wanted, found))
    found.sort(key=_nearness)
    return tuple(found)


def _worked_out(wanted: Wanted, found: list[Candidate]) -> list[Candidate]:
    """Growth, change or fall from two levels, where the reports give both: this year's and the year's before."""
    if not wanted.period.is_year:
        return []
    year = wanted.period.first_year
    levels = {
        told: [each for each in found if _is_level(each) and each.observation.period == Period.of_year(told)]
        for told in (year - 1, year)
    }
    worked = []
    for now in levels[year]:
        for before in levels[year - 1]:
            amounts = now.observation.value, before.observation.value
            if amounts[0] is None or amounts[1] is None or now.observation.indicator != before.observation.indicator:
                continue
            base = convert(amounts[1], before.observation.unit or "", now.observation.unit or "")
            value = None if not base else _difference(wanted, amounts[0], base, now.observation.unit or "")
            if value is not None:
                differs = tuple(each for each in now.differs if each not in (Difference.MEASURE, Difference.UNIT))
                worked.append(replace(now, differs=differs, value=value, high=None, base=before.observation))
    return worked


def _is_level(candidate: Candidate) -> bool:
    exact = candidate.observation.bound is Bound.EXACT and candidate.observation.high is None
    only = set(candidate.differs) <= {Difference.MEASURE, Difference.UNIT, Difference.PERIOD}
    return candidate.observation.measure is Measure.LEVEL and exact and only and not candidate.part


def _difference(wanted: Wanted, now: Decimal, base: Decimal, unit: str) -> Decimal | None:
    """The growth in per cent, or the change in the unit asked for; a fall the other way round."""
    sign = -1 if wanted.measure is Measure.FALL else 1
    if wanted.unit in (None, "%"):
        rate = wanted.measure is not Measure.CHANGE and unit not in ("%", "个百分点")
        try:
            return sign * ((now / base - 1) * 100).quantize(Decimal("0.01")) if rate and base > 0 else None
        except InvalidOperation:  # it has more digits than anybody reads
            return None
    target = "%" if wanted.unit == "个百分点" and unit == "%" else wanted.unit or ""
    change = convert(now - base, unit, target)
    return None if change is None else sign * change


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
        (_likeness(wanted, name, entry) for name in names),
        key=lambda each: (not each.same, -each.covered, len(each.besides)),
    )
    if likeness.covered < SPOKEN_OF:
        return None
    differs: list[Difference] = []
    if not likeness.same and not likeness.only_new:
        differs.append(Difference.NAME if likeness.missing or not likeness.verbs_agree else Difference.SCOPE)
    sign = _same_measure(wanted, observation, entry)
    if sign is None or _another_basis(wanted, frozenset(observation.basis)):
        differs.append(Difference.MEASURE)
    value, high = _converted(observation, wanted.unit, sign or 1)
    if value is None:
        differs.append(Difference.UNIT)
    if _is_narrower(wanted, entry):
        differs.append(Difference.SCOPE)
    outside = wanted.scope is not None and not _in_scope(wanted.scope, entry)
    if observation.elsewhere or outside or _graded(names, entry):
        differs.append(Difference.SCOPE)
    if observation.tense is not Tense.PAST:
        differs.append(Difference.TENSE)
    elif not _same_period(wanted.period, observation):
        differs.append(Difference.PERIOD)
    if observation.state not in (State.DONE, State.SHORT):
        differs.append(Difference.STATE)
    if observation.role is Role.GOAL:
        differs.append(Difference.ROLE)
    missed = observation.negated and not differs and not likeness.only_new
    if observation.negated:
        differs.append(Difference.MEASURE)  # 未达到…: it tells what was not, and not what was
    kept = tuple(dict.fromkeys(differs))
    so_far = kept == (Difference.PERIOD,) and _is_so_far(wanted, names, entry)
    part = likeness.only_new or _of_new_ones(names, entry)
    return Candidate(
        entry.reading,
        observation,
        kept,
        likeness.covered,
        value,
        high,
        so_far=so_far,
        part=part,
        missed=missed,
        short=observation.state is State.SHORT,
    )


def _is_so_far(wanted: Wanted, names: list[Name], entry: Entry) -> bool:
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


def _likeness(wanted: Wanted, name: Name, entry: Entry) -> Likeness:
    """How the names compare; words of the scope asked for are no difference."""
    # Nothing is taken from another clause where the figure's own has what it is of: 农村面貌改善，居民收入增长8%
    around = entry.here if has_head(name, entry.own) else entry.around
    likeness = compare(name, entry.name, around, _implied(entry.observation))
    if likeness.only_new and entry.own is not entry.name:
        likeness = compare(name, entry.own, around, _implied(entry.observation))
    if around != entry.around:  # still near enough to be shown
        likeness = replace(likeness, covered=covered_of(name, entry.name, entry.around))
    if wanted.scope is None or not likeness.besides:
        return likeness
    scope = canonical(wanted.scope)
    return replace(likeness, besides=tuple(each for each in likeness.besides if each not in scope))


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


def _another_basis(wanted: Wanted, said: frozenset[str]) -> bool:
    """Whether a figure so reckoned may be another than the one that each of the names asks for."""
    if wanted.measure is Measure.LEVEL:  # has one basis alone, but that what was added may be net
        return all((NET in kinds_of(name)) != (NET in said) for name in wanted.names)
    return all(kinds_of(name) - _as_a_rule(name) != said - _as_a_rule(name) for name in wanted.names)


def _as_a_rule(name: str) -> frozenset[str]:
    """How a rate of that name is reckoned as a matter of course."""
    real = any(word in canonical(name) for word in load("basis")["real as a rule"])
    return frozenset({"real"}) if real else frozenset()


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
            told = f"{observation.unit}/{observation.each}" if observation.each and "/" in unit else observation.unit
            amounts.append(convert(amount, told, unit))
    value, high = amounts
    if value is None:
        return None, None
    value, high = value * sign, None if high is None else high * sign
    if high is not None and high < value:
        value, high = high, value
    return value, high


_GRADED = re.compile(r"[国家省市州县区旗盟乡镇]级")
_GRADE = re.compile(rf"{_GRADED.pattern}$")


def _graded(names: list[Name], entry: Entry) -> bool:
    """Whether what stands before fills up the name with things of one grade alone: 省级重点项目5个，完成投资21亿元."""
    if _GRADED.search(entry.name.text):
        return False
    for name in names:
        for gap in cover(name.content, entry.name.text)[0]:
            grades = [
                _GRADE.search(entry.around, 0, found.start()) for found in re.finditer(re.escape(gap), entry.around)
            ]
            if grades and all(grade is not None and grade[0] not in name.text for grade in grades):
                return True
    return False


def _of_new_ones(names: list[Name], entry: Entry) -> bool:
    """培育省级家庭农场5家，县级26家: what was raised in a time, and may be a part of all there are."""
    if any(name.verbs for name in names):
        return False
    if {f"新{verb}" for verb in entry.name.verbs} & set(load("names")["new verbs"]):
        return True
    graded = _GRADED.search(entry.name.text) is not None and not entry.name.verbs
    filled = all(cover(name.content, entry.name.text)[0] for name in names)
    return graded and filled and bool(take_apart(entry.around).verbs)


def _is_narrower(wanted: Wanted, entry: Entry) -> bool:
    """Whether a heading narrows the figure to what the target does not ask for: 县本级, 农村."""
    scope = entry.observation.scope
    if scope is None or entry.observation.names == () or _says_itself(entry, scope):
        return False
    asked = "".join((*wanted.names, wanted.scope or ""))
    return scope in listed("frame", "narrower") and scope not in asked


def _says_itself(entry: Entry, scope: str) -> bool:
    """Whether the words of a scope stand in the figure's own clause, where they are compared with the name."""
    observation = entry.observation
    return scope in said_text(entry.reading.normal, observation.start, observation.end)


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
    month = (said.first_year, said.first_month) == (said.last_year, said.last_month)  # 12月当月: of that month alone
    return same_end and not month and observation.standing and observation.measure is Measure.LEVEL
