"""``unit-kind``: an area is counted in 亩, not in 处."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.model import FigureTarget, Finding, Measure, Place
from tracker.rules import Parts, ReportSubject, TargetsSubject, warn
from tracker.words.counted import is_counted_in, kind_of
from tracker.words.lexicon import load
from tracker.words.units import find_unit


def check(subject: TargetsSubject) -> Iterator[Finding]:
    """A level whose unit is not one that its indicator is counted in; and one indicator in units that don't convert."""
    for commitment in subject.file.commitments:
        for target in commitment.targets:
            if isinstance(target, FigureTarget):
                yield from _check(subject.parts, target.place, target.indicator, target.measure, target.unit)


def check_report(subject: ReportSubject) -> Iterator[Finding]:
    """The same of observations."""
    for each in subject.document.observations:
        if each.indicator is not None and each.unit is not None and each.place is not None:
            yield from _check(subject.parts, each.place, each.indicator, each.measure, each.unit)


def _check(parts: Parts, thing: Place, indicator: str, measure: Measure, unit: str) -> Iterator[Finding]:
    if measure is not Measure.LEVEL or is_counted_in(indicator, unit) is not False:
        return
    known = find_unit(unit)
    if known is not None and known.kind in ("share", "points"):
        return  # the rule `measure` asks what the percentage is of
    text = "{indicator} is counted in units of another kind ({kind}), not in {unit}"
    kind = ", ".join(load("counted")["shown"].get(kind_of(indicator), ()))
    yield warn(parts.place(thing, "unit"), "unit-kind", text, indicator=indicator, kind=kind, unit=unit)
