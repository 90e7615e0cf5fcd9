"""``expects``: as many commitments as the source announces."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from tracker.model import Finding
from tracker.rules import TargetsSubject, warn
from tracker.rules.numbering import items_of


def check(subject: TargetsSubject) -> Iterator[Finding]:
    """Counts the source's numbered items: parts ("3.2") count once, headline goals ("0.1") not at all."""
    expects = subject.file.expects
    if expects is None or not subject.complete:
        return
    items = items_of(subject.file)
    if len(items) == expects:
        return
    place = subject.parts.place(None, "expects")
    missing = list(islice((number for number in range(1, expects + 1) if number not in items), 11))
    if missing and len(items) < expects:
        shown = ", ".join(map(str, missing[:10])) + (" …" if missing[10:] else "")
        text = "expects: {expects} items are announced and {count} are here; missing: {missing}"
        yield warn(place, "expects", text, expects=expects, count=len(items), missing=shown)
    else:
        text = "expects: {expects} items are announced and {count} are here"
        yield warn(place, "expects", text, expects=expects, count=len(items))
