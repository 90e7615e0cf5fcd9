"""``contradiction``: two targets for one figure can both be met."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from tracker.model import Better, FigureTarget, Finding, Op
from tracker.rules import TargetsSubject, warn
from tracker.rules.same import figures_of_one
from tracker.words.units import convert


class Bound(NamedTuple):
    """An end of the figures that meet a target."""

    value: Decimal  # in the unit of the first target
    within: bool  # whether it meets the target itself
    target: FigureTarget


def check(subject: TargetsSubject) -> Iterator[Finding]:
    """No figure meets >= 10 处 and <= 5 处. Of the bounds so far only the tightest of each side can be missed."""
    for group in figures_of_one(subject.file):
        lowest: Bound | None = None
        highest: Bound | None = None
        for target in group:
            low, high = _bounds(target, group[0].unit)
            missed = lowest if _apart(lowest, high) else highest if _apart(low, highest) else None
            if missed is not None:
                other = missed.target
                place = subject.parts.place(target.place, "")
                text = "no figure meets both this and `{other}` at line {line}"
                yield warn(place, "contradiction", text, other=other.written, line=other.place.line)
                continue
            if low is not None and (lowest is None or (low.value, not low.within) > (lowest.value, not lowest.within)):
                lowest = low
            if high is not None and (highest is None or (high.value, high.within) < (highest.value, highest.within)):
                highest = high


def _bounds(target: FigureTarget, unit: str) -> tuple[Bound | None, Bound | None]:
    """The least and the largest figure that meet a target, in that unit; None for no bound, or another kind of unit."""
    value, higher = target.value, target.better is Better.HIGHER
    low: Decimal | None = None
    high: Decimal | None = None
    match target.op:
        case Op.AT_LEAST | Op.MORE:
            low = value
        case Op.AT_MOST | Op.LESS:
            high = value
        case Op.EQUAL:
            low = high = value
        case Op.ABOUT:
            reach = abs(value) * target.tolerance
            low, high = (value - reach, None) if higher else (None, value + reach)
        case Op.RANGE:
            low, high = (value, None) if higher else (None, target.high)
    within = target.op not in (Op.MORE, Op.LESS)
    converted = [None if end is None else convert(end, target.unit, unit) for end in (low, high)]
    least, most = (None if end is None else Bound(end, within, target) for end in converted)
    return least, most


def _apart(low: Bound | None, high: Bound | None) -> bool:
    """Whether no figure is above the one and below the other."""
    if low is None or high is None:
        return False
    return high.value < low.value or (high.value == low.value and not (low.within and high.within))
