"""A reported amount against a target: satisfied, short, or not to be told apart."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from tracker.model import Better, Bound, FigureTarget, Op

A_LITTLE = Decimal("0.02")
"""近 puts a number a little below: below it by this share, nothing is told of the target."""


def satisfies(value: Decimal, op: Op, asked: Decimal, high: Decimal | None, better: Better, tolerance: Decimal) -> bool:
    """Whether an exact value satisfies a target (format.md sections 1: operators, about, ranges)."""
    if op is Op.AT_LEAST:
        return value >= asked
    if op is Op.AT_MOST:
        return value <= asked
    if op is Op.MORE:
        return value > asked
    if op is Op.LESS:
        return value < asked
    if op is Op.EQUAL:
        return value == asked
    if op is Op.ABOUT:
        room = abs(asked) * tolerance
        return value >= asked - room if better is Better.HIGHER else value <= asked + room
    top = asked if high is None else high
    return value >= asked if better is Better.HIGHER else value <= top


def judge_value(
    target: FigureTarget, value: Decimal, high: Decimal | None, bound: Bound, wide: bool = False
) -> bool | None:
    """True: met. False: falls short. None: the bound of the figure does not tell.

    超 and 多 give a lower bound, so a figure just under the target proves nothing; 近 puts the number a little
    below, so one just over it doesn't either.
    """
    if wide:
        return _judge_wide(target, value, bound)
    ends = [value] if high is None else [value, high]
    answers = {_judge_end(target, end, bound) for end in ends}
    return answers.pop() if len(answers) == 1 else None


_FAR = Decimal(10) ** 15
"""Beyond all amounts of a report."""


def _judge_wide(target: FigureTarget, value: Decimal, bound: Bound) -> bool | None:
    """A bound that leaves open all on its side decides only where all of that gives the same verdict."""
    nearest = value + (abs(value) or 1) * Decimal("1e-9") if bound is Bound.LOWER else value
    ends = (nearest, _FAR if bound is Bound.LOWER else -_FAR)
    answers = {satisfies(each, target.op, target.value, target.high, target.better, target.tolerance) for each in ends}
    return answers.pop() if len(answers) == 1 and target.op is not Op.EQUAL else None


def _judge_end(target: FigureTarget, value: Decimal, bound: Bound) -> bool | None:
    def good(amount: Decimal) -> bool:
        return satisfies(amount, target.op, target.value, target.high, target.better, target.tolerance)

    if bound is Bound.LOWER:
        # 超3000 lies above 3000: for "more than 3000" it is enough; an upper limit may be broken by it
        above = value + abs(value) * A_LITTLE
        if good(value) and good(above):
            return True
        if not good(value) and target.op is Op.MORE and value == target.value:
            return True
        if target.op is Op.AT_MOST and value == target.value:
            return False
        return False if not good(value) and not good(value + abs(value) * 5 * A_LITTLE) else None
    if bound is Bound.UPPER:
        below = value - abs(value) * A_LITTLE
        if good(value) and good(below):
            return True
        return (
            False
            if not good(value) and not good(below)
            else (False if not good(below) and value == target.value else None)
        )
    return good(value)


def ratio_of(target: FigureTarget, value: Decimal) -> Decimal | None:
    """Actual over target, or target over actual where lower is better; None where that divides by nothing."""
    lower = target.op in (Op.AT_MOST, Op.LESS) or (target.better is Better.LOWER and target.op is not Op.EQUAL)
    above, below = (target.value, value) if lower else (value, target.value)
    if target.value == 0 or below == 0 or ((below < 0) != (above < 0) and above != 0):
        return None
    return in_thousandths(above, below)


def in_thousandths(above: Decimal, below: Decimal) -> Decimal | None:
    """A ratio to three places; None where it has more digits than anybody reads (10^17 of what was to be 10^-12)."""
    try:
        return (above / below).quantize(Decimal("0.001"))
    except InvalidOperation:
        return None
