"""A run over many targets files: their reports are indexed once, each file is worked on by itself."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from functools import partial
from itertools import chain
from typing import NamedTuple, TypeVar

from tracker.checking.batch import Options, Prepared, Task, Work, cards_of, prepare
from tracker.checking.binding import (
    Cause,
    Index,
    bind,
    place_in_name,
    positively_other,
    reports_folder,
    reports_in,
    targets_beside,
)
from tracker.checking.reports import NOTHING_OVERRULED, Card, once
from tracker.checking.unused import NAMED, is_of_around, none_of_those_named, warn_of_none
from tracker.given import GivenReports, note_of_other
from tracker.model import Finding, Message, Place, Severity, TargetsFile, replace
from tracker.read.document import may_be_report
from tracker.read.project import is_inside, leads_out
from tracker.sharing import in_order

T = TypeVar("T")
CARDS_AT_ONCE = 32
"""Reports whose heads are read in one task: less would cost more to hand out than to do."""


class _Bound(NamedTuple):
    task: Task
    unused: tuple[TargetsFile, Index] | None = None  # the file that has no report in use, and the reports there are


class Run:
    """One run over targets files; ``left_over`` tells, when all are judged, what belongs to none of them."""

    def __init__(
        self,
        targets: Sequence[str],
        reports: GivenReports | None = None,
        options: Options | None = None,
        executor: Executor | None = None,
    ) -> None:
        self.targets = targets
        self.executor = executor
        reports = reports or GivenReports()
        self._given = once(reports.paths)
        self._found = reports.found
        self._others = list(reports.others)
        options = options or Options()
        self._options = options if self._given else replace(options, overrule=NOTHING_OVERRULED)
        self._file: TargetsFile | None = None  # the last one
        self._folders: dict[str | None, Index] = {}
        self._used: set[str] = set()
        self._blamed: set[str] = set()  # broken reports that cost a locality
        self.idle: Message | None = None  # why none of the reports named by hand can be used for any targets file

    def each(self, work: Work[T]) -> Iterator[T]:
        """What ``work`` (``judge``, or more) makes of each targets file, in the order given."""
        make = partial(prepare, options=self._options, named=bool(self._given))
        bound = map(self._bound, in_order(self.executor, make, self.targets))
        return in_order(self.executor, partial(work, options=self._options), self._tasks(bound))

    def left_over(self) -> tuple[list[Finding], list[Message]]:
        """What belongs to no targets file: findings in reports, notes on those named by hand that decided nothing;
        and why others can't be read."""
        findings: list[Finding] = []
        problems: list[Message] = []
        findings += map(note_of_other, self._others)
        for folder, index in self._folders.items():
            for card in index.broken:
                if card.path not in self._blamed and not _has_targets(folder, card):
                    findings += card.findings
                    problems += () if card.problem is None else (card.problem,)
        if self._given:
            problems += () if self.idle is None else (self.idle,)
            told = self.idle is not None and len(self.targets) == 1 and len(self._given) <= NAMED
            for card in self._folder(None).usable:
                findings += card.findings
                if card.path not in self._used and not told:
                    findings.append(Finding(Place(card.path), "report", self._why_unused(card), Severity.NOTE))
        return findings, problems

    def tidy_up(self) -> None:
        """Keep what is kept within its bounds."""
        if self._options.keep is not None:
            self._options.keep.prune()

    def _tasks(self, bound: Iterator[_Bound]) -> Iterator[Task]:
        """What is to be done with each targets file: warned of where no report is in use, or marked as idle where none
        of those named by hand is in use for any of them."""
        held: list[_Bound] = []
        if self._given:
            for each in bound:
                held.append(each)
                if each.task.reports or each.task.later:
                    break
            else:
                self.idle = self._why_idle(held)
        for task, unused in chain(held, bound):
            if unused is None:
                yield task
            elif self.idle is not None:
                yield replace(task, idle=self.idle)
            else:
                findings = (*task.prepared.findings, warn_of_none(*unused))
                yield replace(task, prepared=replace(task.prepared, findings=findings))

    def _why_idle(self, held: Sequence[_Bound]) -> Message | None:
        """Why the reports named by hand are of no use; None where the targets files could not be used either, or where
        a report is of a place around one of them (a city's, of its district): nobody can say that this is a slip."""
        unused = [each.unused for each in held if each.unused is not None]
        if any(is_of_around(*each) for each in unused):
            return None
        if len(self.targets) == 1 and unused:
            return none_of_those_named(*unused[0])
        text = "none of the reports named can be used for any of the {count} targets files"
        return Message(text, {"count": len(self.targets)}) if unused else None

    def _bound(self, prepared: Prepared) -> _Bound:
        """The file with the paths of its reports."""
        file = prepared.file
        if file is None:
            return _Bound(Task(prepared))
        if prepared.cards:
            index = Index(prepared.cards)
            bound, broken = bind(file, index.usable), index.broken
        else:
            index = self._folder(None if self._given else reports_folder(file.path))
            bound = bind(file, index.of_place(file.locality))
            alone = bool(self._given) and len(self.targets) == 1
            broken = [each for each in index.broken if alone and each.path not in self._found]
            broken += [each for each in index.broken_of(file.path) if each not in broken]
        self._file = file
        self._used.update(bound.reports)
        self._blamed.update(card.path for card in broken)
        findings = [*prepared.findings, *(finding for card in (*prepared.cards, *broken) for finding in card.findings)]
        aside = bound.aside if prepared.cards else [each for each in bound.aside if each.cause is Cause.DOUBT]
        findings += [Finding(Place(each.path), "report", each.told, Severity.NOTE) for each in aside]
        problem = next((card.problem for card in broken if card.problem is not None), None)
        task = Task(replace(prepared, findings=tuple(findings), problem=problem), bound.reports, bound.later)
        return _Bound(task, None if bound.reports or problem is not None else (file, index))

    def _folder(self, folder: str | None) -> Index:
        """The index of a folder, or for None that of the reports named by hand."""
        if folder not in self._folders:
            paths = self._given if folder is None else reports_in(folder) if os.path.isdir(folder) else []
            outside: set[str] = set()
            if folder is not None:
                project = os.path.realpath(os.path.join(folder, os.pardir))
                outside = {path for path in paths if not is_inside(project, path)}
                self._others += [path for path in paths if not may_be_report(path)]
                paths = [path for path in paths if path not in outside and may_be_report(path)]
                outside = {path for path in outside if may_be_report(path)}
            chunks = (paths[start : start + CARDS_AT_ONCE] for start in range(0, len(paths), CARDS_AT_ONCE))
            cards = in_order(self.executor, partial(cards_of, options=self._options), chunks)
            away = [Card(each, problem=leads_out(each)) for each in sorted(outside)]
            self._folders[folder] = Index([*(card for chunk in cards for card in chunk), *away])
        return self._folders[folder]

    def _why_unused(self, card: Card) -> Message:
        """Why a report named by hand decided nothing."""
        other = None if len(self.targets) > 1 or self._file is None else positively_other(self._file, card)
        if other is not None:
            return other.told
        return Message(
            "decides nothing for any of the {count} targets files: it is of {locality}, and looks back on {period}",
            {
                "count": len(self.targets),
                "locality": card.locality or "?",
                "period": "?" if card.period is None else str(card.period),
            },
        )


def _has_targets(folder: str | None, card: Card) -> bool:
    """Whether a report in a folder is called after targets of its project that this run was not asked for."""
    return folder is not None and place_in_name(card.path) in {place_in_name(each) for each in targets_beside(folder)}
