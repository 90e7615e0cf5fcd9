"""From a plan to a targets file: the rooms strung together. The library's front door for drafts."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from tracker.model import (
    ComparisonTarget,
    Document,
    Draft,
    DraftCommitment,
    DraftTarget,
    FigureTarget,
    Finding,
    Message,
    MilestoneTarget,
    Op,
    Period,
    Place,
    Severity,
    Target,
    TargetsFile,
    UnusableCall,
)
from tracker.read.document import read_document
from tracker.read.limits import LIMIT, limit_for, raised
from tracker.read.nodes import parse_yaml, read_yaml
from tracker.read.target_line import LineError, parse_target_line
from tracker.read.targets import parse_targets
from tracker.trial import try_targets
from tracker.understand.plans import draft_plan
from tracker.understand.plans.pairs import Paired, likeness, pair_targets
from tracker.validating import validate_sheet
from tracker.words.dense import count_numbers
from tracker.words.indicators import better_of
from tracker.write.targets import yaml_of

NUMBERS = 4000
"""Of a plan, in figures and in words. The richest of 54 plans and reports has 641; as many as this take 1 s."""
KNOWN = 0.85
"""Likeness from which a drafted target is taken for one that a file has; higher than for pairs: it then stays out."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A draft beside a targets file."""

    paired: Paired
    commitments_only_drafted: tuple[str, ...]
    commitments_only_filed: tuple[str, ...]


def draft_report(
    path: str, *, locality: str | None = None, period: Period | None = None, limit: int | None = None
) -> tuple[Draft, list[Finding]]:
    """The draft of a plan's targets file.

    Raises UnreadableReport; UnusableCall for a file of observations, and for a text in which nothing is asked for.
    """
    limit = LIMIT if limit is None else limit
    if path.lower().endswith((".yaml", ".yml")) and read_yaml(path, limit=limit):
        raise UnusableCall("{path}: observations, not a plan; give a text, Word, PDF or HTML file", path=path)
    document = read_document(path, limit=limit)
    count = count_numbers(document.text)
    if count > raised(NUMBERS, limit):
        raise UnusableCall(
            "{path}: has {count} numbers, far more than a plan; give the part that names the commitments, or take it "
            "whole with --limit {limit}",
            path=path,
            count=count,
            limit=limit_for(count, NUMBERS),
        )
    draft = try_targets(draft_plan(replace(document, locality=locality or document.locality), period))
    if locality is not None:
        draft = replace(draft, source=replace(draft.source, title=_as_written(draft.source.title, locality, document)))
    if not draft.commitments:
        raise UnusableCall("{path}: neither a goal nor a numbered task was found in it; is it a plan?", path=path)
    return as_read_back(draft), [Finding(Place(path), "report", note, Severity.WARNING) for note in document.notes]


def _as_written(title: str, locality: str, document: Document) -> str:
    """The title as the plan bears it: a locality that the caller gives is no part of it."""
    text = "".join(f"{document.title or ''}{document.text}".split())
    bare = title.removeprefix(locality)
    return bare if bare and title not in text and bare in text else title


def as_read_back(draft: Draft) -> Draft:
    """The draft as a targets file can hold it: every target in a form that our own reader takes for the same.

    A line that it would take for something else (a name that ends in a dash) is to be written in full; what is refused
    in that form too (a range from 20 to 0) stands in ``left_out``.
    """
    misread = _misread([each for commitment in draft.commitments for each in commitment.targets])
    if not misread:
        return draft
    doubt = Message("its name has a sign that a line can not hold")
    in_full = [replace(each, in_full=True, doubts=(*each.doubts, doubt)) for each in misread]
    refused = {id(each) for each in _misread(in_full)}
    mended = {id(each): None if id(full) in refused else full for each, full in zip(misread, in_full, strict=True)}

    def kept(commitment: DraftCommitment) -> DraftCommitment:
        held = (mended.get(id(each), each) for each in commitment.targets)
        return replace(commitment, targets=tuple(each for each in held if each is not None))

    left_out = tuple(each for each in misread if mended[id(each)] is None)
    return replace(draft, commitments=tuple(map(kept, draft.commitments)), left_out=left_out)


_ASIDE = "draft/targets/draft.yaml"
"""What the lines tried are called: a file of no project, so that no reports are looked for beside it."""
_HEAD = "version: 1\nlocality: {name: X}\nperiod: 2024\nsource: {title: X}\ncommitments:\n"


def _misread(targets: Sequence[DraftTarget]) -> list[DraftTarget]:
    """Those that our reader does not take for what was meant."""
    targets = [each for each in targets if not _reads_plainly(each)]
    if not targets:
        return []
    lines = [_HEAD]
    for number, each in enumerate(targets, 1):
        lines.append(f"  - id: {number}\n    title: X\n    targets:\n      - ")
        lines.append("\n        ".join(yaml_of(each)) + "\n")
    sheet = parse_yaml("".join(lines).encode(), _ASIDE)
    validated = validate_sheet(sheet, kind="targets")
    file = validated.targets or parse_targets(parse_yaml(sheet.raw, sheet.path)).file
    read = {each.id: each.targets for each in file.commitments} if file is not None else {}
    starts = [start for start, line in enumerate(sheet.text.split("\n"), 1) if line.startswith("  - id:")]
    errors = (each for each in validated.findings if each.severity is Severity.ERROR)
    refused = {bisect_right(starts, each.place.line) for each in errors}
    return [
        each
        for number, each in enumerate(targets, 1)
        if number in refused or [_meant(one) for one in read.get(number, ())] != [_meant(each.target)]
    ]


def _reads_plainly(each: DraftTarget) -> bool:
    """Whether a target is a line without quotes that is read as what was meant: most are, and need no whole file."""
    target = each.target
    if isinstance(target, ComparisonTarget) or yaml_of(each) != [target.written]:
        return False
    line = parse_target_line(target.written)
    if isinstance(line, LineError):
        return False
    if isinstance(target, MilestoneTarget):
        return (line.subject, line.stage) == (target.milestone, target.stage.value)
    said = (line.subject, line.measure, line.op, line.low, line.high, line.unit)
    meant = (target.indicator, target.measure, target.op, target.value, None, target.unit)
    return said == meant and (
        target.op is Op.EQUAL or better_of(line.subject, target.op, line.measure) is target.better
    )


_SAID = ("indicator", "milestone", "measure", "op", "value", "high", "unit", "than", "stage", "scope", "due")


def _meant(target: Target) -> tuple[object, ...]:
    """What a target says, without how and where it is written."""
    exactly = isinstance(target, FigureTarget) and target.op is Op.EQUAL  # then no side is better
    better = None if exactly else getattr(target, "better", None)
    return (type(target), better, *(getattr(target, name, None) for name in _SAID))


def compare_draft(draft: Draft, file: TargetsFile) -> Compared:
    """What a draft has that a file lacks, and the reverse."""
    drafted = [each.target for commitment in draft.commitments for each in commitment.targets]
    filed = [target for commitment in file.commitments for target in commitment.targets]
    ids, own = [str(each.id) for each in draft.commitments], [str(each.id) for each in file.commitments]
    return Compared(
        pair_targets(drafted, filed),
        tuple(each for each in ids if each not in own),
        tuple(each for each in own if each not in ids),
    )


def knows(file: TargetsFile) -> Callable[[DraftTarget], bool]:
    """A test for whether a file asks for the same as a drafted target already."""
    filed: list[Target] = [target for commitment in file.commitments for target in commitment.targets]
    return lambda each: any(likeness(each.target, target) >= KNOWN for target in filed)
