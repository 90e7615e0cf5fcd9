"""``id-order``: commitments stand in the order of their numbers."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.model import Finding
from tracker.rules import TargetsSubject, warn
from tracker.rules.numbering import number_of


def check(subject: TargetsSubject) -> Iterator[Finding]:
    """An id that is smaller than the one before it: mistyped, or its commitment strayed."""
    before = None
    for commitment in subject.file.commitments:
        if before is not None and () < number_of(commitment) < number_of(before):
            text = "id: {id} follows {before}; commitments stand in the order of their numbers"
            yield warn(commitment.place, "id-order", text, id=commitment.id, before=before.id)
        before = commitment
