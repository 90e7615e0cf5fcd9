"""``unit``: units are those of the lexicon, in its spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.model import FigureTarget, Finding, Measure, Message, Place, Severity
from tracker.rules import Parts, ReportSubject, TargetsSubject, note, warn
from tracker.words.counted import paid_over_time, settle_unit
from tracker.words.lexicon import load
from tracker.words.units import find_unit, split_scale, unit_names


def check(subject: TargetsSubject) -> Iterator[Finding]:
    """A unit that nobody knows converts to nothing: a target in it is only judged by the very same word."""
    for commitment in subject.file.commitments:
        for target in commitment.targets:
            if isinstance(target, FigureTarget):
                yield from _check(subject.parts, target.place, target.unit, target.written)
                yield from _how_often(subject.parts, target)


def check_report(subject: ReportSubject) -> Iterator[Finding]:
    """The same of observations."""
    text = subject.document.text
    for each in subject.document.observations:
        if each.unit is not None and each.place is not None and each.number_end is not None:
            written = text[each.number_end : each.end].partition(" (")[0]
            yield from _check(subject.parts, each.place, each.unit, written)


def _check(parts: Parts, thing: Place, unit: str, written: str) -> Iterator[Finding]:
    """``unit`` is the settled one; ``written`` ends with what stands in the file."""
    if not written.endswith(unit):
        place, span = parts.place(thing, "unit"), parts.text(thing, "unit")
        spelt = split_scale(span or "")[1]
        if span is not None and settle_unit(spelt) == unit:
            new = span.removesuffix(spelt) + unit
            fix = parts.fix(thing, "unit", new)
            yield note(place, "unit", "{unit} is spelt {new} here", fix=fix, unit=span, new=new)
    elif find_unit(unit) is None:
        yield Finding(parts.place(thing, "unit"), "unit", _unknown(unit), Severity.WARNING)


def _how_often(parts: Parts, target: FigureTarget) -> Iterator[Finding]:
    """元 by the month and by the year are other units than 元, and where one side does not say, no figure decides."""
    if target.unit == "元" and target.measure is Measure.LEVEL and paid_over_time(target.indicator):
        text = "{indicator}: 元 by the month or by the year? Write 元/月 or 元/年, or no figure that says it decides"
        yield warn(parts.place(target.place, "unit"), "unit", text, indicator=target.indicator)


def _unknown(unit: str) -> Message:
    for ending, op in load("counted")["operators"].items():
        if unit.endswith(ending):
            text = "no unit {unit}; {ending} belongs to the operator: write {op} and the unit alone"
            return Message(text, {"unit": unit, "ending": ending, "op": op})
    near = list(dict.fromkeys(_near(unit)))[:2]
    if len(near) == 2:
        return Message('no unit "{unit}"; did you mean "{near}" or "{other}"?',
                       {"unit": unit, "near": near[0], "other": near[1]})  # fmt: skip
    if near:
        return Message('no unit "{unit}"; did you mean "{near}"?', {"unit": unit, "near": near[0]})
    return Message(
        'no unit "{unit}" in the lexicon; figures in other units will not be converted to it', {"unit": unit}
    )


def _near(unit: str) -> Iterator[str]:
    """Known units that may be meant: without a word too many, or nearly the same."""
    from difflib import get_close_matches

    names = sorted(unit_names())
    for cut in (unit[1:], unit[:-1]):
        if find_unit(cut) is not None:
            yield cut
    yield from get_close_matches(unit, names, n=2, cutoff=0.6)
    letters = re.findall(r"\w", unit)
    yield from (letter for letter in letters if letter in names)
