"""``alias``: an alias is another name of its own indicator, not the name of another."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.model import Finding, MilestoneTarget, Place, Target
from tracker.rules import TargetsSubject, warn


def check(subject: TargetsSubject) -> Iterator[Finding]:
    """A figure that a report gives under a shared name would be taken for both."""
    names: dict[str, Place] = {}
    owners: dict[str, tuple[str, Place]] = {}
    targets = [target for commitment in subject.file.commitments for target in commitment.targets]
    for target in targets:
        names.setdefault(_name(target), target.place)
    for target in targets:
        name = _name(target)
        for alias in target.aliases:
            place = subject.parts.place(target.place, "aliases")
            owner, first = owners.setdefault(alias, (name, target.place))
            if alias == name:
                yield warn(place, "alias", "{alias} is the indicator's own name", alias=alias)
            elif alias in names:
                text = "{alias} is the name of another target, at line {line}"
                yield warn(place, "alias", text, alias=alias, line=names[alias].line)
            elif owner != name:
                text = "{alias} is an alias of {owner} too, at line {line}"
                yield warn(place, "alias", text, alias=alias, owner=owner, line=first.line)


def _name(target: Target) -> str:
    return target.milestone if isinstance(target, MilestoneTarget) else target.indicator
