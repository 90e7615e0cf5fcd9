"""``title``: the editor's own short words."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.model import Finding
from tracker.rules import TargetsSubject, warn

LONGEST = 40
"""Characters of a sentence that a title may take over."""


def check(subject: TargetsSubject) -> Iterator[Finding]:
    """A title that takes over more than 40 characters of a sentence is the source's text, not the editor's."""
    for commitment in subject.file.commitments:
        if len(commitment.title) > LONGEST:
            text = "title: {length} characters; use short words of your own, at most {longest}"
            place = subject.parts.place(commitment.place, "title")
            yield warn(place, "title", text, length=len(commitment.title), longest=LONGEST)
