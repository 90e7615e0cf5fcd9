"""``repeat``: a target stands once."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.model import ComparisonTarget, FigureTarget, Finding, Target
from tracker.rules import TargetsSubject, warn


def check(subject: TargetsSubject) -> Iterator[Finding]:
    """The same target twice counts twice in a score; two commitments that share one may say so by a comment."""
    seen: dict[object, Target] = {}
    for commitment in subject.file.commitments:
        for target in commitment.targets:
            first = seen.setdefault(_asks(target), target)
            if first is not target:
                text = "the same target stands at line {line}; it would count twice"
                yield warn(subject.parts.place(target.place, ""), "repeat", text, line=first.place.line)


def _asks(target: Target) -> object:
    if isinstance(target, FigureTarget):
        figure = (target.op, target.value, target.high, target.unit, target.better)
        return target.indicator, target.measure, target.scope, target.due, figure
    if isinstance(target, ComparisonTarget):
        than = (target.than.indicator, target.than.measure)
        return target.indicator, target.measure, target.scope, target.due, target.op, than
    return target.milestone, target.stage, target.scope, target.due
