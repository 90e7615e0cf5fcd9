"""``range``: the low end comes first, and is lower."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.model import FigureTarget, Finding
from tracker.rules import ReportSubject, TargetsSubject, error


def check(subject: TargetsSubject) -> Iterator[Finding]:
    """6.5..6 and 6..6 are no ranges."""
    for commitment in subject.file.commitments:
        for target in commitment.targets:
            if isinstance(target, FigureTarget) and target.high is not None and target.high <= target.value:
                text = "a range runs from low to high, and {low} is not below {high}"
                place = subject.parts.place(target.place, "value")
                yield error(place, "range", text, low=f"{target.value:f}", high=f"{target.high:f}")


def check_report(subject: ReportSubject) -> Iterator[Finding]:
    """The same of observations."""
    for each in subject.document.observations:
        if each.value is not None and each.high is not None and each.place is not None and each.high <= each.value:
            text = "a range runs from low to high, and {low} is not below {high}"
            place = subject.parts.place(each.place, "value")
            yield error(place, "range", text, low=f"{each.value:f}", high=f"{each.high:f}")
