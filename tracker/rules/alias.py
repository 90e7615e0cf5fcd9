"""``alias``: an alias is another name of its own indicator, not the name of another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from tracker.model import FigureTarget, Finding, MilestoneTarget, Target
from tracker.rules import TargetsSubject, warn
from tracker.words.units import convert


def check(subject: TargetsSubject) -> Iterator[Finding]:
    """A figure that a report gives under a shared name would be taken for both."""
    targets = [target for commitment in subject.file.commitments for target in commitment.targets]
    named: dict[str, dict[object, Target]] = defaultdict(dict)
    called: dict[str, dict[object, Target]] = defaultdict(dict)
    for target in targets:
        named[_name(target)].setdefault(_sort(target), target)
    for target in targets:
        for alias in target.aliases:
            owner = _mistakable(target, named[alias])
            other = _mistakable(target, called[alias])
            called[alias].setdefault(_sort(target), target)
            if alias == _name(target):
                place = subject.parts.place(target.place, "aliases")
                yield warn(place, "alias", "{alias} is the indicator's own name", alias=alias)
            elif owner is not None:
                place = subject.parts.place(target.place, "aliases")
                text = "{alias} is the name of another target, at line {line}"
                yield warn(place, "alias", text, alias=alias, line=owner.place.line)
            elif other is not None:
                place = subject.parts.place(target.place, "aliases")
                text = "{alias} is an alias of {owner} too, at line {line}"
                yield warn(place, "alias", text, alias=alias, owner=_name(other), line=other.place.line)


def _name(target: Target) -> str:
    return target.milestone if isinstance(target, MilestoneTarget) else target.indicator


def _sort(target: Target) -> object:
    """What ``_mistakable`` looks at: of targets alike in it the first will do."""
    if isinstance(target, MilestoneTarget):
        return target.milestone
    return target.indicator, target.measure, target.scope, getattr(target, "unit", None)


def _mistakable(target: Target, others: dict[object, Target]) -> Target | None:
    """The first of others that has another name, and could be met by the same words of a report."""
    return next((other for other in others.values() if _name(other) != _name(target) and _alike(target, other)), None)


def _alike(one: Target, other: Target) -> bool:
    """Whether a report's figure may be taken for both: 32 个 of a name is not 28 万平方米 of it."""
    if isinstance(one, MilestoneTarget) or isinstance(other, MilestoneTarget):
        return isinstance(one, MilestoneTarget) and isinstance(other, MilestoneTarget)
    if one.measure is not other.measure or one.scope != other.scope:
        return False
    if isinstance(one, FigureTarget) and isinstance(other, FigureTarget):
        return convert(Decimal(1), one.unit, other.unit) is not None
    return True
