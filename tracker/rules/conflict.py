"""``conflict``: one file does not say two things of one figure."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.model import Finding, Observation
from tracker.rules import ReportSubject, warn
from tracker.words.units import convert


def check_report(subject: ReportSubject) -> Iterator[Finding]:
    """The same figure with another value, or the same work at another stage: one of them is a slip."""
    seen: dict[object, Observation] = {}
    for each in subject.document.observations:
        if each.place is None:
            continue
        first = seen.setdefault((each.indicator, each.milestone, each.measure, each.scope, each.period), each)
        if first is each or first.place is None or _agree(first, each):
            continue
        part = "value" if each.milestone is None else "stage"
        text = (
            "{name} stands at line {line} with another value"
            if each.milestone is None
            else ("{name} stands at line {line} with another stage")
        )
        place = subject.parts.place(each.place, part)
        yield warn(place, "conflict", text, name=each.indicator or each.milestone, line=first.place.line)


def _agree(one: Observation, other: Observation) -> bool:
    if one.milestone is not None:
        return one.stage == other.stage
    if one.value is None or other.value is None or one.unit is None or other.unit is None:
        return True
    converted = convert(other.value, other.unit, one.unit)
    # the same figure in 亿斤 and 万吨 is rounded twice
    return converted is None or abs(converted - one.value) * 200 <= abs(one.value)
