"""``review`` and ``stale-review``: a decision speaks of a commitment that is there, and was taken on this file."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.model import Finding, Place
from tracker.rules import ReviewsSubject, error, warn


def check_reviews(subject: ReviewsSubject) -> Iterator[Finding]:
    """Decisions twice, on nobody's id, or that end before they begin."""
    first: dict[str, Place] = {}
    known = None if subject.targets is None else {str(each.id) for each in subject.targets.commitments}
    for review in subject.reviews:
        place = first.setdefault(str(review.id), review.place)
        if place is not review.place:
            text = "id: {id} is decided twice, first at line {line}"
            yield error(review.place, "review", text, id=review.id, line=place.line)
        if known is not None and str(review.id) not in known:
            text = "id: {id} is no commitment of {name}"
            yield warn(review.place, "review", text, id=review.id, name=subject.targets_name)
        if review.until is not None and review.until < review.on:
            text = "until: {until} lies before the decision of {on}"
            place = subject.parts.place(review.place, "until")
            yield error(place, "review", text, until=review.until, on=review.on)
    yield from _check_ledger(subject, known)
    if subject.sha256 and subject.targets is not None and subject.targets.sha256 != subject.sha256:
        text = "sha256: {name} has changed since these decisions; look through them, and write its new sum {new}"
        place = subject.parts.place(None, "sha256")
        yield warn(place, "stale-review", text, name=subject.targets_name, new=subject.targets.sha256)


def _check_ledger(subject: ReviewsSubject, known: set[str] | None) -> Iterator[Finding]:
    """Notes of an office twice, or on nobody's id."""
    first: dict[str, Place] = {}
    for entry in subject.ledger:
        place = first.setdefault(str(entry.id), entry.place)
        if place is not entry.place:
            text = "progress: {id} stands twice, first at line {line}"
            yield error(entry.place, "review", text, id=entry.id, line=place.line)
        if known is not None and str(entry.id) not in known:
            text = "id: {id} is no commitment of {name}"
            yield warn(entry.place, "review", text, id=entry.id, name=subject.targets_name)
