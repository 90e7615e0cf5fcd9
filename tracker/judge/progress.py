"""Progress against elapsed time (序时进度) before a period is over: information beside a verdict."""

from __future__ import annotations

from decimal import Decimal

from tracker.model import FigureTarget, Measure, Period, Progress, TargetResult, Value


def progress_of(result: TargetResult, period: Period, as_of: Period) -> Progress | None:
    """How far a figure target is when part of its period is over.

    Amounts that add up are set against the elapsed share of the period; rates, whose target holds for any part
    of it, by their distance in points. None where there is no figure, or the period is not yet begun.
    """
    months = (period.last_year - period.first_year) * 12 + period.last_month - period.first_month + 1
    gone = (as_of.last_year - period.first_year) * 12 + as_of.last_month - period.first_month + 1
    if gone <= 0:
        return None
    elapsed = (Decimal(min(gone, months)) / months).quantize(Decimal("0.001"))
    target, actual = result.target, result.actual
    if not isinstance(target, FigureTarget) or not isinstance(actual, Value):
        return Progress(str(as_of), elapsed, None, None)
    if target.measure is not Measure.LEVEL or target.unit in ("%", "‰"):
        return Progress(str(as_of), elapsed, None, actual.value - target.value)
    done = None if target.value == 0 else (actual.value / target.value).quantize(Decimal("0.001"))
    return Progress(str(as_of), elapsed, done, None)
