"""A targets file to frozen values, with every finding on the way."""

from __future__ import annotations

import os
import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from tracker.model import (
    ANY_PERIOD,
    Better,
    Commitment,
    ComparisonTarget,
    FigureTarget,
    Finding,
    Locality,
    MilestoneTarget,
    Named,
    Op,
    Place,
    Severity,
    Source,
    Stage,
    Target,
    TargetsFile,
)
from tracker.read.fields import (
    choice_of,
    day_of,
    id_of,
    integer_of,
    map_of,
    maps_of,
    measure_of,
    numbers_of,
    period_of,
    stage_under,
    text_of,
    texts_of,
)
from tracker.read.limits import LIMIT
from tracker.read.nodes import Entry, List, Map, Node, Scalar, Sheet, read_yaml, scalar_value
from tracker.read.parts import place_in, text_offset
from tracker.read.project import is_inside, project_of, tidy
from tracker.read.shape import check_shape
from tracker.read.target_errors import NEW_ITEM
from tracker.read.target_line import MEASURE_WORDS, LineError, TargetLine, parse_target_line, scaled, stage_message
from tracker.words.counted import shown_unit, split_unit
from tracker.words.indicators import better_of
from tracker.words.lexicon import Words, using
from tracker.words.stages import stage_of


class TargetsReading(NamedTuple):
    """A targets file with its nodes: what ``validate`` needs to point at every part of it."""

    sheet: Sheet
    file: TargetsFile | None  # what could be read, errors or not; None: not even a list of commitments
    complete: bool = True  # every commitment of the file is in ``file``
    without_targets: frozenset[Place] = frozenset()  # commitments, by their places, that list none
    words: Words | None = None  # the project's own, with which it was read


def read_targets(path: str, *, limit: int = LIMIT) -> tuple[TargetsFile | None, list[Finding]]:
    """A targets file and its findings; None instead of the file where one of them is an error.

    Only YAML, shape and the forms of targets are judged here; ``tracker.validate`` adds the rules.
    Raises UnreadableReport: no such file, a folder, unreadable, empty, or larger than ``limit`` bytes.
    """
    reading = read_targets_sheet(path, limit=limit)
    findings = sorted(reading.sheet.findings, key=lambda each: each.place.line)
    broken = any(each.severity is Severity.ERROR for each in findings)
    return (None if broken else reading.file), findings


def read_targets_sheet(path: str, *, limit: int = LIMIT) -> TargetsReading:
    """The same with the nodes, and with as much of the file as could be read."""
    return parse_targets(read_yaml(path, limit=limit))


def parse_targets(sheet: Sheet) -> TargetsReading:
    """The targets file in a sheet of nodes, read with the words that it names."""
    check_shape(sheet, "targets")
    root = sheet.root
    entry = root.entries.get("commitments") if isinstance(root, Map) else None
    if not isinstance(root, Map) or entry is None or not isinstance(entry.value, List):
        return TargetsReading(sheet, None)
    words = text_of(root, "words")
    path = None if words is None else tidy(os.path.join(os.path.dirname(sheet.path), words))
    reports, outside = _named_files(sheet, root)
    if path in outside:
        path = None
    own = _own_words(path)
    with using(own):
        file = _file(sheet, root, path, reports)
    complete = len(file.commitments) == len(entry.value.items)
    return TargetsReading(sheet, file, complete, _without_targets(sheet, root), own)


def _named_files(sheet: Sheet, root: Map) -> tuple[tuple[str, ...], set[str]]:
    """The paths under ``reports:`` inside the project; and of these and ``words:`` those outside it, which are told."""
    named = [entry.value for key in ("words", "reports") if (entry := root.entries.get(key)) is not None]
    nodes = [item for node in named for item in (node.items if isinstance(node, List) else [node])]
    if not nodes:
        return (), set()
    folder, project = os.path.dirname(sheet.path), project_of(sheet.path)
    outside: set[str] = set()
    for node in nodes:
        written = node.text.strip() if isinstance(node, Scalar) else ""
        path = tidy(os.path.join(folder, written))
        if written and not is_inside(project, path):
            outside.add(path)
            text = "{path} lies outside the project, and is not read; copy it in, or name a report with --report"
            sheet.add(sheet.place_of(node), "elsewhere", text, path=written)
    reports = (tidy(os.path.join(folder, each)) for each in texts_of(root, "reports"))
    return tuple(each for each in reports if each not in outside), outside


def _own_words(path: str | None) -> Words | None:
    """The project's own words; what is wrong with their file is told where that is validated."""
    if path is None or not os.path.isfile(path):
        return None
    from tracker.read.words import read_words

    return read_words(path)[0]


def _file(sheet: Sheet, root: Map, words: str | None, reports: tuple[str, ...]) -> TargetsFile:
    locality = map_of(root, "locality")
    source = map_of(root, "source")
    commitments = [_commitment(sheet, item) for _, item in maps_of(root, "commitments")]
    return TargetsFile(
        path=sheet.path,
        locality=Locality("")
        if locality is None
        else Locality(text_of(locality, "name") or "", text_of(locality, "code"), text_of(locality, "within")),
        period=period_of(sheet, root) or ANY_PERIOD,
        source=Source("")
        if source is None
        else Source(text_of(source, "title") or "", _source_date(sheet, source), text_of(source, "url")),
        commitments=tuple(each for each in commitments if each is not None),
        expects=integer_of(sheet, root, "expects"),
        reports=reports,
        words=words,
        sha256=sheet.sha256,
    )


def _without_targets(sheet: Sheet, root: Map) -> frozenset[Place]:
    bare = [node for _, node in maps_of(root, "commitments") if not _items(node) and "id" in node.entries]
    return frozenset(sheet.place_of(node.entries["id"].value) for node in bare)


def _items(node: Map) -> list[Node]:
    entry = node.entries.get("targets")
    return entry.value.items if entry is not None and isinstance(entry.value, List) else []


def _source_date(sheet: Sheet, source: Map) -> str | None:
    day_of(sheet, source, "date")
    return text_of(source, "date")


def _commitment(sheet: Sheet, node: Map) -> Commitment | None:
    number = id_of(sheet, node)
    if number is None:
        return None
    due = day_of(sheet, node, "due")
    targets = [_target(sheet, item, due) for item in _items(node)]
    return Commitment(
        id=number,
        title=text_of(node, "title") or "",
        area=text_of(node, "area"),
        owner=text_of(node, "owner"),
        due=due,
        targets=tuple(each for each in targets if each is not None),
        place=sheet.place_of(node.entries["id"].value),
        helpers=texts_of(node, "with"),
        lead=text_of(node, "lead"),
        continues=text_of(node, "continues"),
    )


def _target(sheet: Sheet, node: Node, due: date | None) -> Target | None:
    if isinstance(node, Scalar):
        return _target_of_line(sheet, node, due)
    if not isinstance(node, Map):
        return None
    own = day_of(sheet, node, "due") or due
    if "milestone" in node.entries:
        return _milestone(sheet, node, own)
    return _comparison(sheet, node, own) if "than" in node.entries else _figure(sheet, node, own)


# ── one line ──────────────────────────────────────────────────────────────────────────────────────


def _target_of_line(sheet: Sheet, node: Scalar, due: date | None) -> Target | None:
    line = parse_target_line(node.text)
    if isinstance(line, LineError):
        place = place_in(sheet, node, (line.start, line.end))
        shift = text_offset(sheet, node)
        fix = None
        if line.mended is not None and shift is not None:
            mended = line.mended if line.mended != NEW_ITEM else _new_item(sheet, node)
            fix = None if mended is None else sheet.fix(shift + line.start, shift + line.end, mended)
        if isinstance(scalar_value(node), str):  # of what is no text, the shape has told
            sheet.findings.append(Finding(place, "target", line.message, fix=fix))
        return None
    place, written = sheet.place_of(node), node.text.strip()
    if line.stage is not None:
        return _line_milestone(sheet, node, line, due, place, written)
    assert line.op is not None
    better = better_of(line.subject, line.op, line.measure)
    if line.than is not None:
        return ComparisonTarget(
            line.subject, line.op, Named(line.than, line.than_measure), line.measure, better,
            due=due, written=written, place=place,
        )  # fmt: skip
    assert line.low is not None
    assert line.unit is not None
    own = line.found["unit"]
    return FigureTarget(
        line.subject, line.op, line.low, line.unit, line.high, line.measure, better,
        due=due, written=written, place=place, shown_unit=shown_unit(own), scale=split_unit(own)[0],
    )  # fmt: skip


def _new_item(sheet: Sheet, node: Scalar) -> str | None:
    """What begins another item behind an item of a list in lines; None in brackets, quotes and blocks."""
    _, column = sheet.line_and_column(sheet.original(node.start))
    before = sheet.text[sheet.original(node.start) - column + 1 : sheet.original(node.start)]
    return f"\n{before}" if node.plain and re.fullmatch(r" *- +", before) else None


def _line_milestone(
    sheet: Sheet, node: Scalar, line: TargetLine, due: date | None, place: Place, written: str
) -> MilestoneTarget | None:
    assert line.stage is not None
    stage = stage_of(line.stage)
    where = place_in(sheet, node, line.spans["stage"])
    if stage is None:
        from difflib import get_close_matches

        near = get_close_matches(line.stage, list(Stage), n=1, cutoff=0.5)
        text = "no stage {text}; did you mean {near}?" if near else "no stage {text}; one of {known} is expected"
        known = ", ".join(Stage)
        sheet.add(where, "stage", text, text=line.stage, near=near[0] if near else "", known=known)
        return None
    if line.stage != stage:
        shift = text_offset(sheet, node)
        start, end = line.spans["stage"]
        fix = None if shift is None else sheet.fix(shift + start, shift + end, stage.value)
        sheet.findings.append(Finding(where, "stage", stage_message(line.stage, stage), Severity.WARNING, fix))
    return MilestoneTarget(line.subject, stage, due=due, written=written, place=place)


# ── in full ───────────────────────────────────────────────────────────────────────────────────────


def _milestone(sheet: Sheet, node: Map, due: date | None) -> MilestoneTarget | None:
    name = text_of(node, "milestone")
    if name is None:
        return None
    stage = stage_under(node)
    return MilestoneTarget(
        name, stage, texts_of(node, "aliases"), text_of(node, "scope"), due, f"{name} -> {stage}",
        sheet.place_of(node.entries["milestone"].value),
    )  # fmt: skip


def _better_of(node: Map, name: str, op: Op) -> Better:
    return choice_of(Better, node, "better") or better_of(name, op, measure_of(node))


def _tolerance_of(sheet: Sheet, node: Map) -> Decimal:
    value = numbers_of(sheet, node, "tolerance")[0]
    return Decimal("0.05") if value is None else value


def _subject(name: str, node: Map) -> str:
    word = MEASURE_WORDS.get(measure_of(node))
    return name if word is None else f"{name} {word}"


def _comparison(sheet: Sheet, node: Map, due: date | None) -> ComparisonTarget | None:
    name, op, than = text_of(node, "indicator"), choice_of(Op, node, "op"), map_of(node, "than")
    other = None if than is None else text_of(than, "indicator")
    if name is None or op is None or op is Op.RANGE or than is None or other is None:
        return None
    return ComparisonTarget(
        name,
        op,
        Named(other, measure_of(than), texts_of(than, "aliases")),
        measure_of(node),
        _better_of(node, name, op),
        texts_of(node, "aliases"),
        text_of(node, "scope"),
        _tolerance_of(sheet, node),
        due,
        f"{_subject(name, node)} {op} {_subject(other, than)}",
        sheet.place_of(node.entries["indicator"].value),
    )


def _figure(sheet: Sheet, node: Map, due: date | None) -> FigureTarget | None:
    name, op, unit = text_of(node, "indicator"), choice_of(Op, node, "op"), text_of(node, "unit")
    low, high = numbers_of(sheet, node, "value")
    if name is None or op is None or unit is None or low is None or (op is Op.RANGE) != (high is not None):
        return None
    factor, bare = split_unit(unit)
    amount = _written_value(node.entries["value"])
    return FigureTarget(
        name,
        op,
        scaled(low, factor),
        bare,
        None if high is None else scaled(high, factor),
        measure_of(node),
        _better_of(node, name, op),
        texts_of(node, "aliases"),
        text_of(node, "scope"),
        _tolerance_of(sheet, node),
        due,
        f"{_subject(name, node)} {amount} {unit}" if op is Op.RANGE else f"{_subject(name, node)} {op} {amount} {unit}",
        sheet.place_of(node.entries["indicator"].value),
        shown_unit(unit),
        factor,
    )


def _written_value(entry: Entry) -> str:
    if isinstance(entry.value, List):
        return "..".join(item.text for item in entry.value.items if isinstance(item, Scalar))
    return entry.value.text if isinstance(entry.value, Scalar) else ""
