"""``review`` and ``stale-review``: a decision speaks of a commitment that is there, and was taken on this file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tracker.model import Finding, Place
from tracker.rules import ReviewsSubject, error, note, warn


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
        if review.on > date.today():
            text = "on: {on} lies in the future; is the year right?"
            yield note(subject.parts.place(review.place, "on"), "review", text, on=review.on)
    yield from _check_targets(subject)
    yield from _check_ledger(subject, known)
    if subject.sha256 and subject.targets is not None and subject.targets.sha256 != subject.sha256:
        text = "sha256: {name} has changed since these decisions; look through them, and write its new sum {new}"
        place = subject.parts.place(None, "sha256")
        yield warn(place, "stale-review", text, name=subject.targets_name, new=subject.targets.sha256)


def _check_targets(subject: ReviewsSubject) -> Iterator[Finding]:
    """Decisions on targets that have changed since; of those that don't say which they were made on, once."""
    if subject.targets is None:
        return
    held = {str(each.id): each for each in subject.targets.commitments}
    silent = next((each for each in subject.reviews if each.of is None and str(each.id) in held), None)
    if silent is not None and subject.sha256 is None:
        text = "no `of:` here: the decision holds whatever becomes of its targets; “tracker review apply” writes it"
        yield warn(silent.place, "stale-review", text)
    for review in subject.reviews:
        commitment = held.get(str(review.id))
        if commitment is not None and review.is_stale(commitment):
            text = "id: the targets of {id} have changed since this decision, which holds no more; decide anew"
            yield warn(review.place, "stale-review", text, id=review.id)


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
