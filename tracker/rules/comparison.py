"""``comparison``: the other side is a figure that somebody reports."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.model import ComparisonTarget, FigureTarget, Finding
from tracker.rules import TargetsSubject, warn
from tracker.words.counted import is_rate, kind_of
from tracker.words.lexicon import load


def check(subject: TargetsSubject) -> Iterator[Finding]:
    """A comparison needs two figures: one with itself says nothing, and one with what nobody reports never holds."""
    known = set(subject.reported)
    for commitment in subject.file.commitments:
        for target in commitment.targets:
            if isinstance(target, FigureTarget):
                known |= {target.indicator, *target.aliases}
    for commitment in subject.file.commitments:
        for target in commitment.targets:
            if not isinstance(target, ComparisonTarget):
                continue
            than = target.than
            place = subject.parts.place(target.place, "than")
            if (than.indicator, than.measure) == (target.indicator, target.measure):
                yield warn(place, "comparison", "{indicator} is compared with itself", indicator=than.indicator)
            elif not known & {than.indicator, *than.aliases} and not _usual(than.indicator):
                text = "{indicator} is no target of this file and in no report at hand; is it reported anywhere?"
                yield warn(place, "comparison", text, indicator=than.indicator)


def _usual(indicator: str) -> bool:
    """Whether it is a figure that statistics give: an amount of a known kind, or a rate."""
    return (
        kind_of(indicator) is not None
        or is_rate(indicator)
        or indicator.upper().endswith(tuple(load("counted")["usual figures"]))
    )
