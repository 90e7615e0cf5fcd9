"""``measure``: a percentage says of what; points are a change; growth is in %."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.model import FigureTarget, Finding, Measure, Place
from tracker.rules import Parts, ReportSubject, TargetsSubject, warn
from tracker.words.counted import growth_name, is_rate, measure_word
from tracker.words.units import find_unit


def check(subject: TargetsSubject) -> Iterator[Finding]:
    """A figure whose unit does not go with its measure."""
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
    known = find_unit(unit)
    if known is None:
        return
    name, _, last = indicator.rpartition(" ")
    right = measure_word(last) if name else None
    if right is not None:
        text = "{last} is read as a part of the name; write {right}, as in `{name} {right} …`"
        yield warn(parts.place(thing, "indicator"), "measure", text, last=last, right=right, name=name)
    elif measure is Measure.LEVEL and known.kind == "points":
        text = "{unit} measures a change; write `{indicator} 提高 …` or `{indicator} 下降 …`"
        yield warn(parts.place(thing, "unit"), "measure", text, unit=unit, indicator=indicator)
    elif measure is Measure.LEVEL and known.kind == "share":
        ending = growth_name(indicator)
        if ending is not None:
            name = indicator.removesuffix(ending).rstrip("的 ") or indicator
            text = "{indicator} is a growth by its name; write `{name} 增长 …`"
            yield warn(parts.place(thing, "indicator"), "measure", text, indicator=indicator, name=name)
        elif not is_rate(indicator):
            text = "{unit} of what? {indicator} is no rate by its name; for growth write `{indicator} 增长 …`"
            yield warn(parts.place(thing, "unit"), "measure", text, unit=unit, indicator=indicator)
    elif measure is Measure.GROWTH and known.kind not in ("share", "times"):
        text = "growth is told in %; for an amount more write `{indicator} 提高 … {unit}`"
        yield warn(parts.place(thing, "unit"), "measure", text, indicator=indicator, unit=unit)
