"""The rooms strung together: targets files and reports in, verdicts out. The library's front door."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.judge import judge_commitment, judge_target
from tracker.judge.late import Later, Told, judge_late, late_of_all
from tracker.judge.light import light_of, light_of_all
from tracker.judge.progress import progress_of
from tracker.judge.reviews import look_through_reviews
from tracker.match import Corpus, match_target
from tracker.match.later import comes_again, makes_good, names_stage, told_day
from tracker.model import (
    Commitment,
    Document,
    FileResult,
    Finding,
    Kind,
    LedgerEntry,
    Lights,
    Locality,
    Message,
    Period,
    Place,
    Reading,
    Review,
    Severity,
    Target,
    TargetResult,
    TargetsFile,
    UnreadableReport,
    Used,
)
from tracker.read.document import read_document
from tracker.read.words import read_words
from tracker.understand import understand
from tracker.validate import validate_file
from tracker.words.lexicon import Words, using, words_in_use
from tracker.write import answers
from tracker.write.frame import frame_of
from tracker.write.rows import rows

if TYPE_CHECKING:
    import pandas as pd

AnyPath = str | os.PathLike[str]
YAML = (".yaml", ".yml")
REPORTS = "reports"
REVIEWS = "reviews"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found for each targets file, and what was wrong in the files: for those who work in Python."""

    files: tuple[FileResult, ...]
    findings: tuple[Finding, ...]

    def to_frame(self) -> pd.DataFrame:
        """One row a target; a commitment without targets has one too. Columns, typed, as in ``--format csv``."""
        return frame_of(rows(self.files))

    def to_dict(self) -> dict[str, Any]:
        """The same data as ``tracker check --format json``."""
        return answers.as_data(self.files)


def check_paths(targets: AnyPath | Iterable[AnyPath], reports: Iterable[AnyPath] = ()) -> Answer:
    """Judge one targets file or several. Raises UnreadableReport where a file can't be read at all."""
    paths = [targets] if isinstance(targets, (str, os.PathLike)) else list(targets)
    files, findings = check_files([os.fspath(each) for each in paths], [os.fspath(each) for each in reports])
    return Answer(tuple(files), tuple(findings))


@dataclass(frozen=True, slots=True)
class Overrule:
    """What the caller says of the reports named by hand, over what they say of themselves."""

    locality: str | None = None
    period: Period | None = None


def check_files(
    targets_paths: Sequence[str],
    report_paths: Sequence[str] = (),
    *,
    overrule: Overrule | None = None,
    as_of: date | None = None,
    lights: Lights | None = None,
    limit: int | None = None,
    progress: Callable[[Iterable[str]], Iterable[str]] = iter,
) -> tuple[list[FileResult], list[Finding]]:
    """Judge every target of the files by the reports that go with them.

    ``as_of`` is the day of the lights and of progress against elapsed time, by default the last day that the reports
    tell of; ``lights`` their thresholds. ``progress`` may wrap the paths to
    show how far the work is. Findings are those of the hand-edited files, and notes on reports that decide
    nothing; a targets file with errors has no result.
    Raises UnreadableReport where a file can't be read at all.
    """
    shelf = _Shelf(limit)
    findings: list[Finding] = []
    results: list[FileResult] = []
    for path in progress(targets_paths):
        validated = validate_file(path, kind="targets", **({} if limit is None else {"limit": limit}))
        file, found = validated.targets, _told(validated.findings)
        refuse_what_is_no_yaml(found)
        findings.extend(found)
        if file is None:
            continue
        words, found = shelf.words(file.words)
        findings.extend(found)
        reviews, ledger, found = _reviews(file)
        findings.extend(found)
        with using(words):
            readings, later, found = _readings(file, report_paths, overrule or Overrule(), shelf)
            findings.extend(found)
            results.append(check(file, readings, reviews, ledger, later=later, as_of=as_of, lights=lights))
        findings.extend(look_through_reviews(results[-1], reviews))
    # by their words: a message holds a mapping, which has no hash
    return results, list({repr(each): each for each in findings}.values())


def _told(findings: Iterable[Finding]) -> list[Finding]:
    """Errors and warnings: the notes of ``validate`` are for the editor's desk."""
    return [each for each in findings if each.severity is not Severity.NOTE]


_NO_YAML = ("syntax", "anchor", "encoding", "nesting")
"""Rules of ``validate`` whose break leaves nothing to read."""


def refuse_what_is_no_yaml(findings: Iterable[Finding]) -> None:
    """Raise UnreadableReport for a file that can't be used at all, where ``validate`` would tell all its findings."""
    for each in findings:
        if each.rule in _NO_YAML and each.severity is Severity.ERROR:
            place = f"{each.place.file}:{each.place.line}:{each.place.column}"
            raise UnreadableReport("{place}: {problem}", place=place, problem=each.message)


def check(
    file: TargetsFile,
    readings: Sequence[Reading],
    reviews: Sequence[Review] = (),
    ledger: Sequence[LedgerEntry] = (),
    *,
    later: Sequence[Reading] = (),
    as_of: date | None = None,
    lights: Lights | None = None,
) -> FileResult:
    """Judge every target of one file by readings of reports. The same answer in any order of readings.

    ``later``: readings on later periods, which tell what was reached late, and nothing else.
    """
    ordered = _in_order(readings)
    corpus = Corpus(ordered)
    afterwards = _by_period(later)
    covered = _covered_until(file, ordered)
    kept = {str(entry.id): entry for entry in ledger}
    day = as_of or _told_until(ordered)
    thresholds = lights or Lights()
    told = Told(told_day, lambda candidate: makes_good(candidate, file.period.last_year), names_stage, comes_again)
    decided = {str(review.id): review for review in reviews if review.until is None or review.until >= covered}

    def judge(commitment: Commitment, target: Target) -> TargetResult:
        due = target.due or commitment.due or file.period.last_day
        matches = match_target(target, file.period, corpus)
        result = judge_target(target, matches, due, covered)
        then = [Later(period, match_target(target, period, held)) for period, held in afterwards.items()]
        result = judge_late(result, file.period, due, matches, then, told)
        if day is None:
            return result
        if as_of is not None or day < file.period.last_day:
            result = replace(result, progress=progress_of(target, matches, file.period, day))
        return replace(result, light=light_of(result, matches, file.period, due, day, thresholds))

    results = tuple(
        replace(
            judge_commitment(commitment, _bound(judge, commitment), decided.get(str(commitment.id))),
            ledger=kept.get(str(commitment.id)),
        )
        for commitment in file.commitments
    )
    results = tuple(replace(each, late=late_of_all(each.targets)) for each in results)
    if day is not None:
        last = file.period.last_day
        results = tuple(
            replace(each, light=light_of_all(each, each.commitment.due or last, day, thresholds)) for each in results
        )
    used = [_used(each) for each in ordered] + [replace(_used(each), later=True) for each in _in_order(later)]
    return FileResult(file, tuple(used), results, day, thresholds)


def _in_order(readings: Sequence[Reading]) -> list[Reading]:
    return sorted(readings, key=lambda each: (list(Kind).index(each.document.kind), each.document.path))


def _by_period(readings: Sequence[Reading]) -> dict[Period, Corpus]:
    """The readings on each later period, the earliest first."""
    periods = sorted({each.period for each in readings if each.period is not None})
    return {period: Corpus(_in_order([each for each in readings if each.period == period])) for period in periods}


def _bound(
    judge: Callable[[Commitment, Target], TargetResult], commitment: Commitment
) -> Callable[[Target], TargetResult]:
    return lambda target: judge(commitment, target)


def _covered_until(file: TargetsFile, readings: Sequence[Reading]) -> date:
    return _told_until(readings) or file.period.last_day


def _told_until(readings: Sequence[Reading]) -> date | None:
    """The last day that the reports tell of; None where none of them says its time."""
    return max((reading.period.last_day for reading in readings if reading.period is not None), default=None)


def _used(reading: Reading) -> Used:
    document = reading.document
    return Used(
        document.path,
        reading.title,
        document.kind,
        document.url,
        document.sha256,
        document.text,
        reading.locality,
        reading.period,
    )


# ── which reports go with a targets file ──────────────────────────────────────────────────────────


class _Shelf:
    """Readings by path: a report that several targets files share is read once."""

    def __init__(self, limit: int | None) -> None:
        self.limit = limit
        self.held: dict[tuple[str, Overrule, Words], tuple[Reading | None, list[Finding]]] = {}
        self.own: dict[str, tuple[Words | None, list[Finding]]] = {}

    def words(self, path: str | None) -> tuple[Words | None, list[Finding]]:
        """A project's own words, None for the lexicon's alone."""
        if path is None:
            return None, []
        if path not in self.own:
            self.own[path] = read_words(path)
        return self.own[path]

    def take(self, path: str, overrule: Overrule) -> tuple[Reading | None, list[Finding]]:
        """A report's reading under the words in use."""
        key = path, overrule, words_in_use()
        if key not in self.held:
            self.held[key] = self._read(path, overrule)
        return self.held[key]

    def _read(self, path: str, overrule: Overrule) -> tuple[Reading | None, list[Finding]]:
        document, findings = read_report(path, self.limit)
        if document is None:
            return None, findings
        document = replace(
            document,
            locality=overrule.locality or document.locality,
            period=overrule.period or document.period,
        )
        return understand(document), findings


def read_report(path: str, limit: int | None = None) -> tuple[Document | None, list[Finding]]:
    """A report or an observations file, as ``read`` settles it. Raises UnreadableReport."""
    bound = {} if limit is None else {"limit": limit}
    if path.lower().endswith(YAML):
        validated = validate_file(path, kind="report", **bound)
        refuse_what_is_no_yaml(validated.findings)
        return validated.document, _told(validated.findings)
    document = read_document(path, **bound)
    return document, [Finding(Place(path), "report", note, Severity.WARNING) for note in document.notes]


def _readings(
    file: TargetsFile, report_paths: Sequence[str], overrule: Overrule, shelf: _Shelf
) -> tuple[list[Reading], list[Reading], list[Finding]]:
    """The readings that may decide, those on later periods, and a note on each one named by hand that may not."""
    named = list(report_paths) or list(file.reports)
    found = named or _beside(file)
    readings: list[Reading] = []
    later: list[Reading] = []
    findings: list[Finding] = []
    once = {os.path.realpath(path): path for path in sorted(found, key=len, reverse=True)}  # r.txt and ./r.txt
    for path in sorted(once.values()):
        reading, problems = shelf.take(path, overrule if report_paths else Overrule())
        findings.extend(problems if named else ())
        if reading is None:
            continue
        differs = _positively_other(file, reading)
        if differs is None:
            readings.append(reading)
            continue
        if _is_later(file, reading):
            later.append(reading)
        if named:
            findings.append(Finding(Place(path), "report", differs, Severity.NOTE))
    return readings, later, findings


def _is_later(file: TargetsFile, reading: Reading) -> bool:
    """Whether a report is of the same place on a time after the file's."""
    if reading.locality is None or reading.period is None or not same_place(reading.locality, file.locality):
        return False
    first = reading.period.first_year, reading.period.first_month
    return first > (file.period.last_year, file.period.last_month)


def _beside(file: TargetsFile) -> list[str]:
    """The files of the project's reports folder: ``reports/`` beside the folder of the targets file."""
    folder = Path(os.path.dirname(file.path) or ".").parent / REPORTS
    if os.path.dirname(file.path) == "":
        folder = Path("..") / REPORTS
    if not folder.is_dir():
        return []
    return [
        os.path.normpath(str(each))
        for each in sorted(folder.iterdir())
        if each.is_file() and not each.name.startswith((".", "~")) and each.suffix.lower() != ""
    ]


def _positively_other(file: TargetsFile, reading: Reading) -> Message | None:
    """Why a report is of another place or time, or None. What doesn't say is taken as it comes."""
    if reading.locality is not None and not same_place(reading.locality, file.locality):
        return Message(
            "decides nothing for {targets}: it is of {found}, not of {asked}",
            {"targets": file.path, "found": reading.locality, "asked": file.locality.name},
        )
    if _is_later(file, reading):
        text = "is read for {targets} only for what was reached late: it looks back on {found}, not on {asked}"
        return Message(text, {"targets": file.path, "found": str(reading.period), "asked": str(file.period)})
    if reading.period is not None and not reading.period.overlaps(file.period):
        return Message(
            "decides nothing for {targets}: it looks back on {found}, not on {asked}",
            {"targets": file.path, "found": str(reading.period), "asked": str(file.period)},
        )
    return None


_NATIONS = {"全国", "中国", "国家", "中华人民共和国"}


def same_place(said: str, locality: Locality) -> bool:
    """Whether a report's locality is that of the targets: 哈尔滨市呼兰区 is 呼兰区, 哈尔滨市 is not."""
    name = locality.name
    if said == name or {said, name} <= _NATIONS:
        return True
    whole = f"{locality.within or ''}{name}"
    return said == whole or said.endswith(name) or (len(said) > 1 and name.endswith(said) and locality.within is None)


def _reviews(file: TargetsFile) -> tuple[Sequence[Review], Sequence[LedgerEntry], list[Finding]]:
    folder = Path(os.path.dirname(file.path) or ".")
    path = os.path.normpath(
        folder.parent / REVIEWS / os.path.basename(file.path)
        if folder.name
        else folder / ".." / REVIEWS / os.path.basename(file.path)
    )
    if not os.path.isfile(path):
        return (), (), []
    validated = validate_file(path, kind="reviews")
    return validated.reviews or (), validated.ledger, _told(validated.findings)
