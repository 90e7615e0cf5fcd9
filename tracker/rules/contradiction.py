"""``contradiction``: two targets for one figure can both be met."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tracker.model import Better, FigureTarget, Finding, Op
from tracker.rules import TargetsSubject, warn
from tracker.rules.same import figures_of_one
from tracker.words.units import convert

End = tuple[Decimal, bool] | None
"""A bound and whether it belongs to what meets the target; None: unbounded."""


def check(subject: TargetsSubject) -> Iterator[Finding]:
    """No figure meets >= 10 处 and <= 5 处."""
    for group in figures_of_one(subject.file):
        for index, target in enumerate(group):
            for earlier in group[:index]:
                factor = convert(Decimal(1), earlier.unit, target.unit)
                if factor is not None and _apart(_meets(target), _scaled(_meets(earlier), factor)):
                    text = "no figure meets both this and `{other}` at line {line}"
                    place = subject.parts.place(target.place, "")
                    yield warn(place, "contradiction", text, other=earlier.written, line=earlier.place.line)
                    break


def _meets(target: FigureTarget) -> tuple[End, End]:
    """The figures that meet a target, as its two ends."""
    value, higher = target.value, target.better is Better.HIGHER
    match target.op:
        case Op.AT_LEAST:
            return (value, True), None
        case Op.MORE:
            return (value, False), None
        case Op.AT_MOST:
            return None, (value, True)
        case Op.LESS:
            return None, (value, False)
        case Op.EQUAL:
            return (value, True), (value, True)
        case Op.ABOUT:
            reach = abs(value) * target.tolerance
            return ((value - reach, True), None) if higher else (None, (value + reach, True))
        case Op.RANGE:
            high = value if target.high is None else target.high
            return ((value, True), None) if higher else (None, (high, True))


def _scaled(ends: tuple[End, End], factor: Decimal) -> tuple[End, End]:
    low, high = ends
    return None if low is None else (low[0] * factor, low[1]), None if high is None else (high[0] * factor, high[1])


def _apart(one: tuple[End, End], other: tuple[End, End]) -> bool:
    return _below(one, other) or _below(other, one)


def _below(one: tuple[End, End], other: tuple[End, End]) -> bool:
    """Whether all of ``one`` lies below all of ``other``."""
    top, bottom = one[1], other[0]
    if top is None or bottom is None:
        return False
    return top[0] < bottom[0] or (top[0] == bottom[0] and not (top[1] and bottom[1]))
