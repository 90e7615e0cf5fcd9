"""``due``: days lie in the period, and after the source."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tracker.model import Finding, Place
from tracker.rules import TargetsSubject, note, warn


def check(subject: TargetsSubject) -> Iterator[Finding]:
    """A day before the period or the source is a slip; one after the period postpones the verdict."""
    file = subject.file
    published = _earliest(file.source.date)
    if published is not None and published > file.period.last_day:
        text = "date: {date} lies after the period {period}; a plan is published before it is over"
        place = subject.parts.place(None, "source.date")
        yield warn(place, "due", text, date=file.source.date, period=file.period)
    for commitment in file.commitments:
        if commitment.due is not None:
            yield from _check(subject, commitment.place, commitment.due, published)
        for target in commitment.targets:
            if target.due is not None and target.due != commitment.due:
                yield from _check(subject, target.place, target.due, published)


def _check(subject: TargetsSubject, thing: Place, due: date, published: date | None) -> Iterator[Finding]:
    period = subject.file.period
    if due < date(period.first_year, period.first_month, 1):
        place = subject.parts.place(thing, "due")
        yield warn(place, "due", "due: {due} lies before the period {period}", due=due, period=period)
    elif published is not None and due < published:
        place = subject.parts.place(thing, "due")
        yield warn(place, "due", "due: {due} lies before the source's own date {date}", due=due, date=published)
    elif due > period.last_day:
        text = "due: {due} lies after the period {period}; until a report covers that day the answer is not-due"
        yield note(subject.parts.place(thing, "due"), "due", text, due=due, period=period)


def _earliest(written: str | None) -> date | None:
    """The first day that 2021, 2021-12 or 2021-12-20 may mean."""
    if written is None:
        return None
    parts = [int(part) for part in written.split("-") if part.isascii() and part.isdigit() and len(part) < 5]
    try:
        return date(*[*parts, 1, 1][:3]) if parts else None
    except (ValueError, TypeError, OverflowError):
        return None
