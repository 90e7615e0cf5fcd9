"""Progress against elapsed time (序时进度) before a period is over: information beside a verdict."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from decimal import Decimal

from tracker.model import Candidate, Difference, FigureTarget, Matches, Measure, Period, Progress, Target


def progress_of(target: Target, matches: Matches, period: Period, due: date, as_of: date) -> Progress | None:
    """How far a figure target is when part of its time (up to ``due``) is over, by a figure told of that part.

    Amounts that add up are set against the elapsed share of the time; rates and growth, whose target holds for
    any part of it, by their distance in points. None before the period has begun.
    """
    gone = _months(period, as_of)
    if gone <= 0:
        return None
    whole = _months(period, due)
    elapsed = (min(gone / whole, Decimal(1)) if whole > 0 else Decimal(1)).quantize(Decimal("0.001"))
    month_end = as_of.day == monthrange(as_of.year, as_of.month)[1]
    month = f"{as_of.year}-{as_of.month:02}" if month_end else as_of.isoformat()
    told = _told(matches, period, as_of)
    if not isinstance(target, FigureTarget) or told is None or told.value is None:
        return Progress(month, elapsed, None, None)
    if target.measure is not Measure.LEVEL or target.unit in ("%", "‰"):
        return Progress(month, elapsed, None, told.value - target.value)
    done = None if target.value == 0 else (told.value / target.value).quantize(Decimal("0.001"))
    return Progress(month, elapsed, done, None)


def _months(period: Period, until: date) -> Decimal:
    """Months from the period's first day to the end of ``until``, a part of one by its days."""
    whole = (until.year - period.first_year) * 12 + until.month - period.first_month
    return whole + Decimal(until.day) / monthrange(until.year, until.month)[1]


def _told(matches: Matches, period: Period, as_of: date) -> Candidate | None:
    """The figure that differs in nothing but its time, told of the period's months up to the latest one asked for."""
    fitting = [
        each
        for each in matches.candidates
        if set(each.differs) <= {Difference.PERIOD}
        and each.observation.period is not None
        and (each.observation.period.first_year, each.observation.period.first_month)
        == (period.first_year, period.first_month)
        and each.observation.period.last_day <= as_of
    ]
    return max(fitting, key=lambda each: each.observation.period or period, default=None)
