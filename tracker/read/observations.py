"""Observations transcribed by hand, as a Document whose text has one line for each of them."""

from __future__ import annotations

from typing import NamedTuple

from tracker.model import Bound, Document, Finding, Kind, Observation, Period, Severity, Source, Stage, Tense
from tracker.read.fields import (
    choice_of,
    day_of,
    map_of,
    maps_of,
    measure_of,
    numbers_of,
    period_of,
    scalar_of,
    stage_under,
    text_of,
)
from tracker.read.limits import LIMIT
from tracker.read.nodes import List, Map, Scalar, Sheet, read_yaml, scalar_value
from tracker.read.shape import check_shape
from tracker.read.target_line import MEASURE_WORDS, scaled
from tracker.words.counted import split_unit
from tracker.words.units import split_scale

BULLETIN = "统计公报"
"""A title with this word is that of a bulletin of final figures."""

_SIGNS = {Bound.EXACT: "", Bound.LOWER: ">= ", Bound.UPPER: "<= ", Bound.ABOUT: "~ "}


class ObservationsReading(NamedTuple):
    """An observations file with its nodes."""

    sheet: Sheet
    document: Document | None
    positions: tuple[int, ...] = ()  # of each of the document's observations in the file's list


def read_observations(path: str, *, limit: int = LIMIT) -> tuple[Document | None, list[Finding]]:
    """The document of an observations file and its findings; None instead of it where one of them is an error.

    Raises UnreadableReport: no such file, a folder, unreadable, empty, or larger than ``limit`` bytes.
    """
    reading = parse_observations(read_yaml(path, limit=limit))
    findings = sorted(reading.sheet.findings, key=lambda each: each.place.line)
    broken = any(each.severity is Severity.ERROR for each in findings)
    return (None if broken else reading.document), findings


def parse_observations(sheet: Sheet) -> ObservationsReading:
    """The observations in a sheet of nodes."""
    check_shape(sheet, "report")
    root = sheet.root
    if not isinstance(root, Map):
        return ObservationsReading(sheet, None)
    period = period_of(sheet, root)
    title = text_of(root, "title")
    observations: list[Observation] = []
    positions: list[int] = []
    lines: list[str] = []
    start = 0
    for index, node in maps_of(root, "observations"):
        own = period_of(sheet, node) or period
        line = _observation(sheet, node, own, start, differs=own != period)
        if line is not None:
            observations.append(line[0])
            positions.append(index)
            lines.append(line[1])
            start += len(line[1]) + 1
    document = Document(
        path=sheet.path,
        text="".join(line + "\n" for line in lines),
        kind=Kind.BULLETIN if title is not None and BULLETIN in title else Kind.OBSERVATIONS,
        title=title,
        locality=text_of(root, "locality"),
        period=period,
        url=text_of(root, "url"),
        observations=tuple(observations),
        sha256=sheet.sha256,
    )
    return ObservationsReading(sheet, document, tuple(positions))


def _observation(
    sheet: Sheet, node: Map, period: Period | None, start: int, *, differs: bool
) -> tuple[Observation, str] | None:
    """One observation from offset ``start`` of the text on, and its line."""
    if "milestone" in node.entries:
        name, stage = text_of(node, "milestone"), stage_under(node)
        if name is None:
            return None
        line = f"{name} -> {stage}" + _aside(node, period, differs)
        return _milestone(sheet, node, name, stage, period, start, line), line
    name, unit = text_of(node, "indicator"), text_of(node, "unit")
    low, high = numbers_of(sheet, node, "value")
    if name is None or unit is None or low is None:
        return None
    factor, bare = split_unit(unit)
    bound = choice_of(Bound, node, "bound") or Bound.EXACT
    measure = measure_of(node)
    word = MEASURE_WORDS.get(measure)
    head = (name if word is None else f"{name} {word}") + " " + _SIGNS[bound]
    number = _written(node)
    scale = unit[: len(unit) - len(split_scale(unit)[1])]
    shown = f"{number} {scale}" if scale else number
    line = f"{head}{number} {unit}" + _aside(node, period, differs)
    observation = Observation(
        start=start,
        end=start + len(line),
        tense=Tense.PAST,
        period=period,
        indicator=name,
        measure=measure,
        value=scaled(low, factor),
        high=None if high is None else scaled(high, factor),
        unit=bare,
        bound=bound,
        scope=text_of(node, "scope"),
        provisional=_provisional(node),
        number_start=start + len(head),
        number_end=start + len(head) + len(shown),
        place=sheet.place_of(node.entries["indicator"].value),
        source=_source(sheet, node),
    )
    return observation, line


def _milestone(
    sheet: Sheet, node: Map, name: str, stage: Stage, period: Period | None, start: int, line: str
) -> Observation:
    return Observation(
        start=start,
        end=start + len(line),
        tense=Tense.PAST,
        period=period,
        scope=text_of(node, "scope"),
        provisional=_provisional(node),
        milestone=name,
        stage=stage,
        place=sheet.place_of(node.entries["milestone"].value),
        source=_source(sheet, node),
    )


def _source(sheet: Sheet, node: Map) -> Source | None:
    found = map_of(node, "source")
    title = None if found is None else text_of(found, "title")
    if found is None or title is None:
        return None
    day_of(sheet, found, "date")
    return Source(title, text_of(found, "date"), text_of(found, "url"))


def _provisional(node: Map) -> bool:
    found = scalar_of(node, "provisional")
    return found is not None and scalar_value(found) is True


def _written(node: Map) -> str:
    """The number as the file has it: ``3.10``, ``6..6.5``."""
    value = node.entries["value"].value
    if isinstance(value, List):
        return "..".join(item.text for item in value.items if isinstance(item, Scalar))
    return value.text if isinstance(value, Scalar) else ""


def _aside(node: Map, period: Period | None, differs: bool) -> str:
    """What restricts an observation, in brackets behind it: 预计, its scope, its own period."""
    parts = ["预计"] if _provisional(node) else []
    scope = text_of(node, "scope")
    if scope is not None:
        parts.append(scope)
    if differs and period is not None:
        parts.append(str(period))
    return f" ({', '.join(parts)})" if parts else ""
