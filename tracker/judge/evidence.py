"""From a place in a reading to the evidence that an answer shows."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.judge.amounts import written_amount
from tracker.model import Candidate, Evidence, Mention, NearMiss, Observation, Reading, replace


def evidence_at(reading: Reading, start: int, end: int) -> Evidence:
    """The quote from ``start`` to ``end`` with its section and page."""
    sections = [each for each in reading.sections if each.start <= start < each.end]
    page = next((each.number for each in reading.document.pages if each.start <= start < each.end), None)
    title = sections[-1].title if sections else None
    return Evidence(reading.document.path, reading.title, reading.quote(start, end), start, end, title, page)


def evidence_of(found: Candidate | Mention) -> Evidence:
    """The quote of a candidate or a mention."""
    if isinstance(found, Mention):
        return evidence_at(found.reading, found.start, found.end)
    seen = found.observation
    return replace(evidence_at(found.reading, seen.start, seen.end), source=seen.source)


def once(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Each quote once, in the order given."""
    return tuple({(each.report, each.start, each.end): each for each in evidence}.values())


def near_miss(candidate: Candidate) -> NearMiss:
    """A candidate as the answer shows it."""
    return NearMiss(evidence_of(candidate), candidate.differs, in_one_line(candidate.observation), candidate.apart)


def in_one_line(observation: Observation) -> str:
    """An observation as a target is written: 新建停车场 增长 5 %."""
    if observation.stage is not None:
        return f"{observation.milestone} -> {observation.stage}"
    assert observation.value is not None
    number = written_amount(observation.value, observation.unit or "")
    if observation.high is not None:
        number = f"{written_amount(observation.value, '')}..{written_amount(observation.high, observation.unit or '')}"
    return " ".join(filter(None, (observation.indicator, observation.measure.word, number)))
