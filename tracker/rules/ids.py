"""``id``: each commitment has its own."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.model import Finding, Place
from tracker.rules import TargetsSubject, error


def check(subject: TargetsSubject) -> Iterator[Finding]:
    """Ids that are used twice; 3 and "3" are the same."""
    first: dict[str, Place] = {}
    for commitment in subject.file.commitments:
        place = first.setdefault(str(commitment.id), commitment.place)
        if place is not commitment.place:
            text = "id: {id} is used twice, first at line {line}; ids are unique in a file"
            yield error(commitment.place, "id", text, id=commitment.id, line=place.line)
