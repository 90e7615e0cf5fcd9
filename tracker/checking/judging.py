"""One targets file and the readings that go with it, to verdicts: a function of frozen values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from tracker.judge import judge_commitment, judge_target
from tracker.judge.late import Later, Told, judge_late, late_of_all
from tracker.judge.light import light_of, light_of_all
from tracker.judge.progress import progress_of
from tracker.match import Corpus, match_target
from tracker.match.later import comes_again, makes_good, names_it, names_stage, told_day
from tracker.model import (
    Commitment,
    FileResult,
    Kind,
    LedgerEntry,
    Lights,
    Period,
    Reading,
    Review,
    Target,
    TargetResult,
    TargetsFile,
    Used,
    replace,
)
from tracker.understand import understand


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
    ordered = _in_order([_of_the_year(each, file.period) for each in readings])
    corpus = Corpus(ordered)
    afterwards = _by_period(later)
    covered = _covered_until(file, ordered)
    kept = {str(entry.id): entry for entry in ledger}
    day = as_of or _told_until(ordered) or (file.period.last_day if later else None)  # a later year tells it is over
    thresholds = lights or Lights()
    told = Told(
        day=told_day,
        makes_good=lambda candidate: makes_good(candidate, file.period.last_year),
        names_it=names_it,
        names_stage=names_stage,
        comes_again=comes_again,
    )
    decided = {str(review.id): review for review in reviews if review.until is None or review.until >= covered}

    def judge(commitment: Commitment, target: Target) -> TargetResult:
        due = target.due or commitment.due or file.period.last_day
        matches = match_target(target, file.period, corpus)
        result = judge_target(target, matches, due, covered, file.period)
        then = [Later(period, match_target(target, period, held)) for period, held in afterwards.items()]
        result = judge_late(result, file.period, due, matches, then, told)
        if day is None:
            return result
        if as_of is not None or day < file.period.last_day:
            result = replace(result, progress=progress_of(target, matches, file.period, due, day))
        return replace(result, light=light_of(result, matches, file.period, due, day, thresholds))

    results = tuple(
        replace(
            judge_commitment(commitment, _bound(judge, commitment), _in_force(decided, commitment)),
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


def _of_the_year(reading: Reading, period: Period) -> Reading:
    """A report that names a part of a year, and no year, is of the year that the targets are for."""
    if reading.months is None or reading.period is not None or not period.is_year:
        return reading
    year = period.first_year
    return understand(replace(reading.document, period=Period(year, reading.months[0], year, reading.months[1])))


def _in_order(readings: Sequence[Reading]) -> list[Reading]:
    return sorted(readings, key=lambda each: (list(Kind).index(each.document.kind), each.document.path))


def _by_period(readings: Sequence[Reading]) -> dict[Period, Corpus]:
    """The readings on each later period, the earliest first."""
    periods = sorted({each.period for each in readings if each.period is not None})
    return {period: Corpus(_in_order([each for each in readings if each.period == period])) for period in periods}


def _in_force(decided: Mapping[str, Review], commitment: Commitment) -> Review | None:
    """The decision on a commitment, unless it was made on other targets."""
    review = decided.get(str(commitment.id))
    return None if review is None or review.is_stale(commitment) else review


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
