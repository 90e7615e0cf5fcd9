"""One targets file and the readings that go with it, to verdicts: a function of frozen values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from tracker.judge import judge_commitment, judge_target
from tracker.judge.progress import progress_of
from tracker.match import Corpus, match_target
from tracker.model import (
    Commitment,
    FileResult,
    Kind,
    Period,
    Reading,
    Review,
    Target,
    TargetResult,
    TargetsFile,
    Used,
)


def check(
    file: TargetsFile, readings: Sequence[Reading], reviews: Sequence[Review] = (), *, as_of: Period | None = None
) -> FileResult:
    """Judge every target of one file by readings of reports. The same answer in any order of readings."""
    ordered = sorted(readings, key=lambda each: (list(Kind).index(each.document.kind), each.document.path))
    corpus = Corpus(ordered)
    covered = _covered_until(file, ordered)
    decided = {str(review.id): review for review in reviews if review.until is None or review.until >= covered}

    def judge(commitment: Commitment, target: Target) -> TargetResult:
        due = target.due or commitment.due or file.period.last_day
        matches = match_target(target, file.period, corpus)
        result = judge_target(target, matches, due, covered)
        return result if as_of is None else replace(result, progress=progress_of(target, matches, file.period, as_of))

    results = tuple(
        judge_commitment(commitment, _bound(judge, commitment), decided.get(str(commitment.id)))
        for commitment in file.commitments
    )
    return FileResult(file, tuple(map(_used, ordered)), results)


def _bound(
    judge: Callable[[Commitment, Target], TargetResult], commitment: Commitment
) -> Callable[[Target], TargetResult]:
    return lambda target: judge(commitment, target)


def _covered_until(file: TargetsFile, readings: Sequence[Reading]) -> date:
    ends = [reading.period.last_day for reading in readings if reading.period is not None]
    return max(ends, default=file.period.last_day)


def _used(reading: Reading) -> Used:
    document = reading.document
    return Used(document.path, reading.title, document.kind, document.url, document.sha256, document.text)
