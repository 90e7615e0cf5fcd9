"""``validate`` as a library: a file read, its rules applied, what a comment silences taken out.

``check`` and ``score`` load their files here too, so that a file with errors is refused everywhere alike.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tracker.model import (
    ComparisonTarget,
    Document,
    Finding,
    LedgerEntry,
    Place,
    Review,
    Severity,
    TargetsFile,
    UnreadableReport,
)
from tracker.read.files import FOLDERS, files_of_folder
from tracker.read.key_order import check_key_order
from tracker.read.limits import ITEMS, LIMIT, limit_for, raised
from tracker.read.nodes import Map, Sheet, parse_yaml, read_yaml
from tracker.read.parts import SheetParts
from tracker.read.project import tidy
from tracker.read.suppressions import Suppression, find_suppressions
from tracker.read.targets import parse_targets
from tracker.rules import CODES as CODES  # for the command line too, which does not look into the rules
from tracker.rules import Missing, ReportSubject, ReviewsSubject, TargetsSubject, warn
from tracker.words.lexicon import EXTENSIBLE, Words, using
from tracker.write.fixes import apply_fixes

MOST_ROUNDS = 20
"""A mend may bring another finding to light: keys in order, then a unit in them."""

KINDS = {
    "targets": ("commitments",),
    "report": ("observations",),
    "reviews": ("decisions",),
    "words": EXTENSIBLE,
}
"""The kinds of files, named as their schemas, each with the keys that tell it."""


class Validated(NamedTuple):
    """A file as it was validated. Its value is None where a finding is an error."""

    path: str
    kind: str
    text: str
    findings: tuple[Finding, ...]  # in the order of the file
    targets: TargetsFile | None = None
    document: Document | None = None
    reviews: tuple[Review, ...] | None = None
    words: Words | None = None
    ledger: tuple[LedgerEntry, ...] = ()  # of a reviews file too


# ── one file ──────────────────────────────────────────────────────────────────────────────────────


def told_outside(place: Place) -> Finding:
    """Of commitments in a file that no command takes up by itself."""
    text = "commitments outside targets/, where no command looks for them; move the file there, or name it"
    return warn(place, "outside", text)


def validate_file(path: str, *, kind: str | None = None, limit: int = LIMIT) -> Validated:
    """Validate one file; ``kind`` is told from its keys where it is not given.

    Raises UnreadableReport: no such file, a folder, unreadable, empty, larger than ``limit`` bytes, or of far more
    commitments and targets than a plan has.
    """
    validated = validate_sheet(read_yaml(path, limit=limit), kind=kind)
    commitments = () if validated.targets is None else validated.targets.commitments
    count = len(commitments) + sum(len(each.targets) for each in commitments)
    if count > raised(ITEMS, limit):
        raise UnreadableReport(
            "{path}: has {count} commitments and targets, far more than a plan; give a part of it, or take it "
            "whole with --limit {limit}",
            path=path,
            count=count,
            limit=limit_for(count, ITEMS),
        )
    return validated


def validate_sheet(sheet: Sheet, *, kind: str | None = None) -> Validated:
    """The same of a file that was read."""
    told, kind = kind is not None, kind or kind_told(sheet) or "targets"
    judged = _JUDGES[kind](sheet)
    if not told and kind == "targets" and FOLDERS.get(Path(sheet.path).parent.name, kind) != kind:
        entry = sheet.root.entries.get("commitments") if isinstance(sheet.root, Map) else None
        sheet.findings.append(told_outside(Place(sheet.path) if entry is None else sheet.place_of(entry.key)))
    findings = [*sheet.findings, *judged.findings]
    if not _broken(findings):
        check_key_order(sheet, kind)
        findings = [*sheet.findings, *judged.findings]
    findings = _in_order(_silence(find_suppressions(sheet), findings))
    values = () if _broken(findings) else judged[1:]
    return Validated(sheet.path, kind, sheet.text, tuple(findings), *values)


class Fixed(NamedTuple):
    """A file with what could be mended in it, before and after; nothing is written."""

    before: Validated
    after: Validated
    mended: int  # places

    bom: bool = False  # the file begins with a byte order mark, and will
    was: bytes = b""  # the file as it was read

    @property
    def raw(self) -> bytes:
        """The mended file's bytes."""
        return self.after.text.encode("utf-8-sig" if self.bom else "utf-8")


def fix_file(path: str, *, limit: int = LIMIT) -> Fixed:
    """Mend what can be mended safely, until nothing is left that can.

    Raises UnreadableReport as ``validate_file``.
    """
    sheet = read_yaml(path, limit=limit)
    before = after = validate_sheet(sheet)
    bom = sheet.raw.startswith(b"\xef\xbb\xbf")
    count = 0
    if sheet.recoded:
        after, count = validate_sheet(parse_yaml(sheet.text.encode(), path)), 1
    for _ in range(MOST_ROUNDS):
        fixes = [finding.fix for finding in after.findings if finding.fix is not None]
        text, mended = apply_fixes(after.text, fixes)
        if text == after.text:
            break
        after = validate_sheet(parse_yaml(text.encode(), path))
        count += mended
    return Fixed(before, after, count, bom, sheet.raw)


def load_targets(path: str) -> tuple[TargetsFile | None, tuple[Finding, ...]]:
    """A targets file with the findings of all rules; None instead of it where one of them is an error.

    Raises UnreadableReport as ``validate_file``.
    """
    validated = validate_file(path, kind="targets")
    return validated.targets, validated.findings


def load_observations(path: str) -> tuple[Document | None, tuple[Finding, ...]]:
    """The same of an observations file."""
    validated = validate_file(path, kind="report")
    return validated.document, validated.findings


def load_reviews(path: str) -> tuple[tuple[Review, ...] | None, tuple[Finding, ...]]:
    """The same of a reviews file."""
    validated = validate_file(path, kind="reviews")
    return validated.reviews, validated.findings


def _broken(findings: Iterable[Finding]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)


def _in_order(findings: list[Finding]) -> list[Finding]:
    """In the order of the file, each once."""
    if len(findings) < 2:
        return findings
    keyed = {(each.place, each.rule, str(each.message)): each for each in reversed(findings)}
    return [keyed[key] for key in sorted(keyed, key=lambda key: (key[0].line, key[0].column, *key[1:]))]


def kind_told(sheet: Sheet) -> str | None:
    """The kind of a file by the key that only one kind has; else by the schema that it names, or by its folder.

    None where nothing tells it: it may be none of ours.
    """
    root = sheet.root
    if isinstance(root, Map):
        for kind, keys in KINDS.items():
            if any(key in root.entries for key in keys):
                return kind
    for kind in KINDS:
        if f"{kind}.schema.json" in sheet.text[:500] or f"schema:{kind}:1" in sheet.text[:500]:
            return kind
    return FOLDERS.get(Path(sheet.path).resolve().parent.name)


# ── what rules see ────────────────────────────────────────────────────────────────────────────────


class _Judged(NamedTuple):
    """What the rules for one kind of file found, and the file's value."""

    findings: Sequence[Finding] = ()
    targets: TargetsFile | None = None
    document: Document | None = None
    reviews: tuple[Review, ...] | None = None
    words: Words | None = None
    ledger: tuple[LedgerEntry, ...] = ()


def _judge_targets(sheet: Sheet) -> _Judged:
    from tracker.rules.of_targets import RULES

    reading = parse_targets(sheet)
    file = reading.file
    if file is None:
        return _Judged()
    if any(each.rule == "target" and each.fix is None for each in sheet.findings):
        from tracker.offers import offer_lines  # it drafts, which only a line that is no target is worth

        offer_lines(sheet, file.period)
    named = [(f"reports.{index}", path) for index, path in enumerate(file.reports)]
    named += [] if file.words is None else [("words", file.words)]
    missing = tuple(_missing(part, path) for part, path in named if not os.path.isfile(path))
    parts = SheetParts(sheet)
    subject = TargetsSubject(
        file, parts, reading.complete, _reported(file), reading.without_targets, missing, _earlier(file)
    )
    with using(reading.words):
        return _Judged([finding for rule in RULES for finding in rule(subject)], targets=file)


def _missing(part: str, path: str) -> Missing:
    """What is there in place of a file that is named."""
    from difflib import get_close_matches

    folder, name = os.path.split(path)
    beside = sorted(os.listdir(folder or ".")) if os.path.isdir(folder or ".") else []
    alike = {each.casefold(): each for each in beside}
    near = get_close_matches(name.casefold(), list(alike), n=1, cutoff=0.8)
    return Missing(part, path, os.path.isdir(path), alike[near[0]] if near else None)


def _judge_report(sheet: Sheet) -> _Judged:
    from tracker.read.observations import parse_observations
    from tracker.rules.of_reports import RULES

    document = parse_observations(sheet).document
    if document is None:
        return _Judged()
    subject = ReportSubject(document, SheetParts(sheet))
    return _Judged([finding for rule in RULES for finding in rule(subject)], document=document)


def _judge_reviews(sheet: Sheet) -> _Judged:
    from tracker.read.reviews import parse_reviews
    from tracker.rules.of_reviews import RULES

    reading = parse_reviews(sheet)
    beside, missing = _targets_beside(sheet.path, reading.targets)
    parts = SheetParts(sheet)
    names = reading.targets, beside, missing, reading.sha256
    subject = ReviewsSubject(sheet.path, reading.reviews, parts, *names, reading.ledger)
    findings = [finding for rule in RULES for finding in rule(subject)]
    return _Judged(findings, reviews=reading.reviews, ledger=reading.ledger)


def _judge_words(sheet: Sheet) -> _Judged:
    from tracker.read.words import parse_words

    return _Judged(words=parse_words(sheet))


_JUDGES: dict[str, Callable[[Sheet], _Judged]] = {
    "targets": _judge_targets,
    "report": _judge_report,
    "reviews": _judge_reviews,
    "words": _judge_words,
}


def _reported(file: TargetsFile) -> frozenset[str]:
    """Indicators of the observations at hand: only a file with comparisons needs them."""
    targets = [target for commitment in file.commitments for target in commitment.targets]
    if not any(isinstance(target, ComparisonTarget) for target in targets):
        return frozenset()
    beside = Path(file.path).parent.parent / "reports"
    paths = [path for path in file.reports if path.endswith((".yaml", ".yml"))] or (
        files_of_folder(beside) if beside.is_dir() else []
    )
    return frozenset().union(*(names for locality, names in map(_indicators, paths) if locality == file.locality.name))


@cache
def _indicators(path: str) -> tuple[str | None, frozenset[str]]:
    """The locality of an observations file, and the indicators it holds."""
    from tracker.read.observations import read_observations

    try:
        document, _ = read_observations(path)
    except UnreadableReport:
        document = None
    if document is None:
        return None, frozenset()
    return document.locality, frozenset(each.indicator for each in document.observations if each.indicator)


def _earlier(file: TargetsFile) -> dict[str, frozenset[str]]:
    """The ids in the files beside a targets file that its commitments continue; of files that are there."""
    names = {each.continues.rpartition("/")[0] for each in file.commitments if each.continues is not None}
    found: dict[str, frozenset[str]] = {}
    for name in sorted(names):
        try:
            other = parse_targets(
                read_yaml(os.path.join(os.path.dirname(file.path), f"{os.path.basename(name)}.yaml"))
            ).file
        except UnreadableReport:
            continue
        if other is not None:
            found[name] = frozenset(str(each.id) for each in other.commitments)
    return found


def _targets_beside(path: str, name: str | None) -> tuple[TargetsFile | None, bool]:
    """The targets file that a reviews file speaks of, and whether there is none."""
    if name is None:
        return None, False
    beside = tidy(os.path.join(os.path.dirname(path), os.pardir, "targets", os.path.basename(name)))
    try:
        return parse_targets(read_yaml(beside)).file, False
    except UnreadableReport:
        return None, True


# ── silencing ─────────────────────────────────────────────────────────────────────────────────────


def _silence(suppressions: list[Suppression], findings: list[Finding]) -> list[Finding]:
    """Findings without those that a comment silences; and what is wrong with the comments."""
    if not suppressions:
        return findings
    kept: dict[int, list[Finding]] = {}
    for finding in findings:
        kept.setdefault(finding.place.line, []).append(finding)
    told: list[Finding] = []
    for each in suppressions:
        wrong = _wrong(each)
        if wrong is not None:
            told.append(wrong)
            continue
        here = kept.get(each.line, [])
        meant = [finding for finding in here if finding.rule in each.codes]
        silenced = [finding for finding in meant if finding.severity is not Severity.ERROR]
        kept[each.line] = [finding for finding in here if not any(finding is other for other in silenced)]
        if meant and not silenced:
            told.append(warn(each.place, "ignore", "an error can't be silenced; mend it"))
        idle = [code for code in each.codes if not any(finding.rule == code for finding in meant)]
        if idle:
            text = "nothing to silence here for [{codes}]; take it out"
            told.append(warn(each.place, "unused-ignore", text, codes=", ".join(idle)))
    return [finding for findings in kept.values() for finding in findings] + told


def _wrong(suppression: Suppression) -> Finding | None:
    form = "# tracker: ignore[unit] 面积按公顷统计"
    if not suppression.codes:
        return warn(suppression.place, "ignore", "name the codes to silence, as in `{form}`", form=form)
    for code in suppression.codes:
        if code not in CODES:
            from difflib import get_close_matches

            near = get_close_matches(code, list(CODES), n=1)
            text = "no code {code}; did you mean {near}?" if near else "no code {code}; docs/rules/ has them all"
            return warn(suppression.place, "ignore", text, code=code, near=near[0] if near else "")
    if not suppression.reason:
        return warn(suppression.place, "ignore", "say why behind the bracket, as in `{form}`", form=form)
    return None
