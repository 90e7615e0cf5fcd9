"""Many targets files: prepared, bound to their reports and judged, each by itself, here or on an executor's workers.

What a worker is given and gives back are frozen values; the files it reads it must be able to see. A file that can't
be used costs its own locality, and the others are judged.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from tracker.checking.binding import (
    Index,
    bind,
    place_in_name,
    positively_other,
    reports_folder,
    reports_in,
    targets_beside,
)
from tracker.checking.judging import check
from tracker.checking.pool import in_order
from tracker.checking.reports import NOTHING_OVERRULED, Card, Overrule, Shelf, card_of, refuse_what_is_no_yaml, told
from tracker.judge.reviews import look_through_reviews
from tracker.model import (
    FileResult,
    Finding,
    LedgerEntry,
    Lights,
    Message,
    Place,
    Reading,
    Review,
    Severity,
    TargetsFile,
    UnreadableReport,
)
from tracker.read.limits import LIMIT
from tracker.read.project import is_inside, leads_out
from tracker.read.words import read_words
from tracker.validating import validate_file
from tracker.words.lexicon import Words, using

T = TypeVar("T", covariant=True)
REVIEWS = "reviews"
CARDS_AT_ONCE = 32
"""Reports whose heads are read in one task: less would cost more to hand out than to do."""


@dataclass(frozen=True, slots=True)
class Options:
    """What holds for every targets file of a run."""

    overrule: Overrule = NOTHING_OVERRULED
    as_of: date | None = None  # the day of lights and progress; by default the last that the reports tell of
    lights: Lights | None = None  # their thresholds
    limit: int = LIMIT  # bytes of a file
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


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of one targets file: a result, or findings or a problem that say why there is none."""

    path: str
    result: FileResult | None = None
    findings: tuple[Finding, ...] = ()
    problem: Message | None = None


class Work(Protocol[T]):
    """What is to be done with each targets file: a function at a module's top, so that it can travel."""

    def __call__(self, task: Task, options: Options) -> T:
        """Work on one file."""


# ── what workers do ───────────────────────────────────────────────────────────────────────────────


def cards_of(paths: Sequence[str], options: Options) -> tuple[Card, ...]:
    """The cards of reports."""
    return tuple(card_of(path, options.overrule, options.limit) for path in paths)


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
            readings = _readings(task.reports, options)
            later = _readings(task.later, options)
        except UnreadableReport as error:
            return Checked(prepared.path, None, prepared.findings, error.message)
        result = check(
            file,
            readings,
            prepared.reviews,
            prepared.ledger,
            later=later,
            as_of=options.as_of,
            lights=options.lights,
        )
    findings = (*prepared.findings, *look_through_reviews(result, prepared.reviews))
    return Checked(prepared.path, result if options.texts else without_texts(result), findings)


_SHELF = Shelf()


def _readings(paths: Sequence[str], options: Options) -> list[Reading]:
    taken = (_SHELF.take(path, options.overrule, options.limit) for path in paths)
    return [reading for reading in taken if reading is not None]


def without_texts(result: FileResult) -> FileResult:
    """The result without the whole text of its reports, which only a page shows."""
    return replace(result, reports=tuple(replace(used, text="") for used in result.reports))


def _reviews(file: TargetsFile) -> tuple[tuple[Review, ...], tuple[LedgerEntry, ...], list[Finding]]:
    folder = Path(os.path.dirname(file.path) or ".")
    path = os.path.normpath(
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


# ── the run ───────────────────────────────────────────────────────────────────────────────────────


class Run:
    """One run over targets files; ``left_over`` tells, when all are judged, what belongs to none of them."""

    def __init__(
        self,
        targets: Sequence[str],
        reports: Sequence[str] = (),
        options: Options | None = None,
        executor: Executor | None = None,
    ) -> None:
        self.targets = targets
        self.executor = executor
        self._given = once(reports)
        options = options or Options()
        self._options = options if self._given else replace(options, overrule=NOTHING_OVERRULED)
        self._file: TargetsFile | None = None  # the last one
        self._folders: dict[str | None, Index] = {}
        self._used: set[str] = set()
        self._blamed: set[str] = set()  # broken reports that cost a locality

    def each(self, work: Work[T]) -> Iterator[T]:
        """What ``work`` (``judge``, or more) makes of each targets file, in the order given."""
        make = partial(prepare, options=self._options, named=bool(self._given))
        tasks = map(self._bound, in_order(self.executor, make, self.targets))
        return in_order(self.executor, partial(work, options=self._options), tasks)

    def left_over(self) -> tuple[list[Finding], list[Message]]:
        """What belongs to no targets file: findings in reports, notes on those named by hand that decided nothing;
        and why others can't be read."""
        findings: list[Finding] = []
        problems: list[Message] = []
        for folder, index in self._folders.items():
            for card in index.broken:
                if card.path not in self._blamed and not _has_targets(folder, card):
                    findings += card.findings
                    problems += () if card.problem is None else (card.problem,)
        if self._given:
            for card in self._folder(None).usable:
                findings += card.findings
                if card.path not in self._used:
                    findings.append(Finding(Place(card.path), "report", self._why_idle(card), Severity.NOTE))
        return findings, problems

    def _bound(self, prepared: Prepared) -> Task:
        file = prepared.file
        if file is None:
            return Task(prepared)
        if prepared.cards:
            index = Index(prepared.cards)
            bound, broken = bind(file, index.usable), index.broken
        else:
            index = self._folder(None if self._given else reports_folder(file.path))
            bound = bind(file, index.of_place(file.locality))
            alone = bool(self._given) and len(self.targets) == 1
            broken = index.broken if alone else index.broken_of(file.path)
        self._file = file
        self._used.update(bound.reports)
        self._blamed.update(card.path for card in broken)
        findings = [*prepared.findings, *(finding for card in (*prepared.cards, *broken) for finding in card.findings)]
        if prepared.cards:
            findings += [Finding(Place(card.path), "report", why, Severity.NOTE) for card, why in bound.aside]
        problem = next((card.problem for card in broken if card.problem is not None), None)
        prepared = replace(prepared, findings=tuple(findings), problem=problem)
        return Task(prepared, bound.reports, bound.later)

    def _folder(self, folder: str | None) -> Index:
        """The index of a folder, or for None that of the reports named by hand."""
        if folder not in self._folders:
            paths = self._given if folder is None else reports_in(folder)
            outside: list[str] = []
            if folder is not None:
                project = os.path.realpath(os.path.join(folder, os.pardir))
                outside = [path for path in paths if not is_inside(project, path)]
                paths = [path for path in paths if path not in outside]
            chunks = (paths[start : start + CARDS_AT_ONCE] for start in range(0, len(paths), CARDS_AT_ONCE))
            cards = in_order(self.executor, partial(cards_of, options=self._options), chunks)
            away = [Card(each, problem=leads_out(each)) for each in outside]
            self._folders[folder] = Index([*(card for chunk in cards for card in chunk), *away])
        return self._folders[folder]

    def _why_idle(self, card: Card) -> Message:
        """Why a report named by hand decided nothing."""
        why = None if len(self.targets) > 1 or self._file is None else positively_other(self._file, card)
        return why or Message(
            "decides nothing for any of the {count} targets files: it is of {locality}, and looks back on {period}",
            {
                "count": len(self.targets),
                "locality": card.locality or "?",
                "period": "?" if card.period is None else str(card.period),
            },
        )


def once(paths: Iterable[str]) -> list[str]:
    """Each file once, under the shortest of its names: r.txt and ./r.txt are one."""
    found = {os.path.realpath(path): path for path in sorted(paths, key=len, reverse=True)}
    return sorted(found.values())


def _has_targets(folder: str | None, card: Card) -> bool:
    """Whether a report in a folder is called after targets of its project that this run was not asked for."""
    return folder is not None and place_in_name(card.path) in {place_in_name(each) for each in targets_beside(folder)}
