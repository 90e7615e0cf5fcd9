"""Many targets files: prepared, bound to their reports and judged, each by itself, here or on an executor's workers.

What a worker is given and gives back are frozen values; the files it reads it must be able to see. A file that can't
be used costs its own locality, and the others are judged.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol, TypeVar

from tracker.checking.judging import check
from tracker.checking.keeping import Keep
from tracker.checking.reports import (
    NOTHING_OVERRULED,
    Card,
    Overrule,
    Shelf,
    card_of,
    once,
    refuse_what_is_no_yaml,
    told,
)
from tracker.judge.reviews import look_through_reviews
from tracker.model import (
    FileResult,
    Finding,
    LedgerEntry,
    Lights,
    Message,
    Reading,
    Review,
    TargetsFile,
    UnreadableReport,
    replace,
)
from tracker.read.document import digest
from tracker.read.limits import LIMIT
from tracker.read.project import is_inside, leads_out, tidy
from tracker.read.words import read_words
from tracker.validating import validate_file
from tracker.words.lexicon import Words, using, words_in_use

T = TypeVar("T", covariant=True)
REVIEWS = "reviews"


@dataclass(frozen=True, slots=True)
class Options:
    """What holds for every targets file of a run."""

    overrule: Overrule = NOTHING_OVERRULED
    as_of: date | None = None  # the day of lights and progress; by default the last that the reports tell of
    lights: Lights | None = None  # their thresholds
    limit: int = LIMIT  # bytes of a file
    keep: Keep | None = None  # where the next run finds what this one works out
    texts: bool = False  # results keep the whole text of their reports, for pages


@dataclass(frozen=True, slots=True)
class Prepared:
    """A targets file as it was validated, with what belongs to it; without ``file`` there is nothing to judge."""

    path: str
    file: TargetsFile | None = None
    reviews: tuple[Review, ...] = ()
    ledger: tuple[LedgerEntry, ...] = ()
    words: Words | None = None
    cards: tuple[Card, ...] = ()  # of the reports that the file itself lists
    findings: tuple[Finding, ...] = ()
    problem: Message | None = None  # why it can't be used at all


@dataclass(frozen=True, slots=True)
class Task:
    """A prepared file with the paths of its reports."""

    prepared: Prepared
    reports: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    idle: Message | None = None  # why none of the reports named by hand is of use, for this file or any of the run


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of one targets file: a result, or findings or a problem that say why there is none."""

    path: str
    result: FileResult | None = None
    findings: tuple[Finding, ...] = ()
    problem: Message | None = None
    key: str | None = None  # under which the result is kept: the digest of all that it was made of


class Work(Protocol[T]):
    """What is to be done with each targets file: a function at a module's top, so that it can travel."""

    def __call__(self, task: Task, options: Options) -> T:
        """Work on one file."""


# ── what workers do ───────────────────────────────────────────────────────────────────────────────


def cards_of(paths: Sequence[str], options: Options) -> tuple[Card, ...]:
    """The cards of reports."""
    return tuple(card_of(path, options.overrule, options.limit, options.keep) for path in paths)


def prepare(path: str, options: Options, named: bool = False) -> Prepared:
    """Validate a targets file, its words and reviews. Unless others are named, the reports it lists get cards."""
    try:
        validated = validate_file(path, kind="targets", limit=options.limit)
        findings = told(validated.findings)
        refuse_what_is_no_yaml(findings)
        file = validated.targets
        if file is None:
            return Prepared(path, findings=tuple(findings))
        words, found = (None, []) if file.words is None else read_words(file.words)
        findings += found
        reviews, ledger, found = _reviews(file)
        findings += found
    except UnreadableReport as error:
        return Prepared(path, problem=error.message)
    listed = () if named else cards_of(once(file.reports), replace(options, overrule=NOTHING_OVERRULED))
    return Prepared(path, file, reviews, ledger, words, listed, tuple(findings))


def judge(task: Task, options: Options) -> Checked:
    """Read the reports and judge every target of the file."""
    prepared = task.prepared
    file = prepared.file
    if file is None or prepared.problem is not None:
        return Checked(prepared.path, None, prepared.findings, prepared.problem)
    with using(prepared.words):
        try:
            result, key = _result(file, task, options)
        except UnreadableReport as error:
            return Checked(prepared.path, None, prepared.findings, error.message)
    findings = (*prepared.findings, *look_through_reviews(result, prepared.reviews))
    return Checked(prepared.path, result, findings, key=key)


def _result(file: TargetsFile, task: Task, options: Options) -> tuple[FileResult, str | None]:
    """The result, kept or worked out now, and the key under which it is kept. Raises UnreadableReport."""
    keep = options.keep
    if not all(map(os.path.isfile, (*task.reports, *task.later))):
        keep = None  # a pipe can be read once only
    key = None if keep is None else keep.key(FileResult, _parts(file, task, options))
    result: FileResult | None = None if keep is None or key is None else keep.get_at(key, FileResult)
    if result is None:
        result = _judged(file, task, options)
        if keep is not None and key is not None:
            keep.put_at(key, without_texts(result), FileResult)
    elif options.texts:
        result = _with_texts(result, task, options)
    return result if options.texts else without_texts(result), key


def _parts(file: TargetsFile, task: Task, options: Options) -> tuple[object, ...]:
    """All that a result depends on, the code apart."""
    reports = [[path, digest(path, limit=options.limit)] for path in (*task.reports, *task.later)]
    return (
        "result",
        file,
        reports,
        len(task.reports),
        task.prepared.reviews,
        task.prepared.ledger,
        words_in_use().key,
        options.overrule,
        options.as_of,
        options.lights,
        options.limit,
    )


def _judged(file: TargetsFile, task: Task, options: Options) -> FileResult:
    prepared = task.prepared
    readings, later = _readings(task.reports, options), _readings(task.later, options)
    return check(
        file,
        readings,
        prepared.reviews,
        prepared.ledger,
        later=later,
        as_of=options.as_of,
        lights=options.lights,
    )


def _with_texts(result: FileResult, task: Task, options: Options) -> FileResult:
    """A kept result with the texts of its reports, which are kept once, with the readings."""
    texts = {each.document.path: each.document.text for each in _readings((*task.reports, *task.later), options)}
    return replace(result, reports=tuple(replace(used, text=texts[used.path]) for used in result.reports))


_SHELF = Shelf()


def _readings(paths: Sequence[str], options: Options) -> list[Reading]:
    taken = (_SHELF.take(path, options.overrule, options.limit, options.keep) for path in paths)
    return [reading for reading in taken if reading is not None]


def without_texts(result: FileResult) -> FileResult:
    """The result without the whole text of its reports, which only a page shows."""
    return replace(result, reports=tuple(replace(used, text="") for used in result.reports))


def _reviews(file: TargetsFile) -> tuple[tuple[Review, ...], tuple[LedgerEntry, ...], list[Finding]]:
    folder = Path(os.path.dirname(file.path) or ".")
    path = tidy(
        folder.parent / REVIEWS / os.path.basename(file.path)
        if folder.name
        else folder / ".." / REVIEWS / os.path.basename(file.path)
    )
    if not os.path.isfile(path):
        return (), (), []
    if not is_inside(os.path.realpath(os.path.dirname(os.path.dirname(path)) or "."), path):
        raise UnreadableReport.of(leads_out(path))
    validated = validate_file(path, kind="reviews")
    return validated.reviews or (), validated.ledger, told(validated.findings)
