"""What a figure is worth in a target's measure and unit; growth from two levels where the reports give both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation

from tracker.model import Bound, Candidate, Difference, Measure, Observation, Period, replace
from tracker.words.patterns import listed
from tracker.words.units import convert

_RATES = ("%", "倍")
_POINTS = "个百分点"
_TIMES = {("倍", "%"): 100}
_LEAST_WITHOUT_UNIT = 10000
"""减少1386万: where the unit is left out, only a large round number may be people."""


def direction(
    asked: Measure, said: Measure, unit: str | None, verbs: Sequence[str], their_verbs: Sequence[str]
) -> int | None:
    """1 where two measures are the same, -1 where one is the other's fall, None where they can't be compared.

    A level under a verb is a change: 新增学位1000个 is 学位增加1000个, 压减产能 is 产能减少. ``verbs`` are those of the
    target's name, ``their_verbs`` those of the figure's.
    """
    if asked is said:
        return 1
    if {asked, said} == {Measure.CHANGE, Measure.FALL}:
        return -1
    rate = unit in _RATES
    if {asked, said} == {Measure.GROWTH, Measure.FALL}:
        return -1 if rate else None
    level = verbs if asked is Measure.LEVEL else their_verbs if said is Measure.LEVEL else ()
    moves = {Measure.CHANGE: "more of it", Measure.FALL: "less of it"}.get(said if asked is Measure.LEVEL else asked)
    return None if rate or moves is None or set(level).isdisjoint(listed("names", moves)) else 1


def as_growth(told: Observation, asked: Measure) -> Observation:
    """A price index as the growth in per cent that it tells, where growth is asked for: 居民消费价格指数101.1 is 1.1 %.

    Such an index has the year before as 100 (National Bureau of Statistics, how the price indices are compiled).
    """
    index = (told.indicator or "").endswith(listed("indicators", "price indices"))
    if asked not in (Measure.GROWTH, Measure.FALL) or not index or told.measure is not Measure.LEVEL:
        return told
    if told.unit is not None or told.value is None or told.high is not None or not _NEAR[0] <= told.value <= _NEAR[1]:
        return told
    return replace(told, measure=Measure.GROWTH, unit="%", value=told.value - 100)


_NEAR = (Decimal(80), Decimal(130))
"""What a yearly price index lies between; another number is none with the year before as 100."""


def worth(told: Observation, unit: str | None, sign: int) -> tuple[Decimal | None, Decimal | None]:
    """The amount and the upper end of its range in the unit asked for, the other way round for a ``sign`` of -1."""
    amounts = [None if amount is None else _in_unit(amount, told, unit) for amount in (told.value, told.high)]
    turned = [None if amount is None else amount * sign for amount in amounts]
    value, high = turned
    if value is None:
        return None, None
    return (high, value) if high is not None and high < value else (value, high)


def _in_unit(amount: Decimal, told: Observation, unit: str | None) -> Decimal | None:
    if unit is None:
        return amount
    if told.unit is None:
        return amount if abs(amount) >= _LEAST_WITHOUT_UNIT or amount == 0 else None
    if (told.unit, unit) in _TIMES:
        return amount * _TIMES[told.unit, unit]
    return convert(amount, f"{told.unit}/{told.each}" if told.each and "/" in unit else told.unit, unit)


def worked_out(found: Sequence[Candidate], measure: Measure, unit: str | None, period: Period) -> Iterator[Candidate]:
    """Growth, change or fall from two levels, where the reports give both: this year's and the year's before."""
    if not period.is_year:
        return
    year = period.first_year
    before, now = (
        [each for each in found if _is_level(each) and each.observation.period == Period.of_year(told)]
        for told in (year - 1, year)
    )
    for each in now:
        for base in before:
            value = _moved(each.observation, base.observation, measure, unit)
            if value is not None:
                differs = tuple(one for one in each.differs if one not in (Difference.MEASURE, Difference.UNIT))
                yield replace(each, differs=differs, value=value, high=None, base=base.observation)


def _is_level(candidate: Candidate) -> bool:
    told = candidate.observation
    exact = told.bound is Bound.EXACT and told.high is None and told.measure is Measure.LEVEL
    only = set(candidate.differs) <= {Difference.MEASURE, Difference.UNIT, Difference.PERIOD}
    return exact and only and not candidate.part


def _moved(told: Observation, base: Observation, measure: Measure, wanted: str | None) -> Decimal | None:
    """The growth in per cent, or the change in the unit asked for; a fall the other way round."""
    if told.value is None or base.value is None or told.indicator != base.indicator:
        return None
    now, unit = told.value, told.unit or ""
    before = convert(base.value, base.unit or "", unit)
    if not before:
        return None
    sign = -1 if measure is Measure.FALL else 1
    if wanted in (None, "%"):
        rate = measure is not Measure.CHANGE and unit not in ("%", _POINTS)
        try:
            return sign * ((now / before - 1) * 100).quantize(Decimal("0.01")) if rate and before > 0 else None
        except InvalidOperation:  # it has more digits than anybody reads
            return None
    change = convert(now - before, unit, "%" if wanted == _POINTS and unit == "%" else wanted or "")
    return None if change is None else sign * change
