"""``id-gap``: no number is left out, and no part of an item."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from tracker.model import Commitment, Finding
from tracker.rules import TargetsSubject, warn
from tracker.rules.numbering import items_of, number_of

Number = tuple[int, ...]


def check(subject: TargetsSubject) -> Iterator[Finding]:
    """A number that nobody has, told at the next one: a commitment that was forgotten, or a slip in an id."""
    if not subject.complete:
        return
    told_by_expects = subject.file.expects is not None and len(items_of(subject.file)) < subject.file.expects
    for above, children in _children(subject.file.commitments).items():
        if above == () and told_by_expects:
            continue
        before = min(children) - 1 if above == () else 0  # a file may hold items 10 to 20 alone
        for last, commitment in sorted(children.items(), key=lambda each: each[0]):
            missing = range(before + 1, last)
            before = last
            if missing:
                yield _tell(commitment, above, missing)


def _children(commitments: tuple[Commitment, ...]) -> dict[Number, dict[int, Commitment]]:
    """For each number, the last figures of its parts, each with the first commitment that has it."""
    children: dict[Number, dict[int, Commitment]] = defaultdict(dict)
    for commitment in commitments:
        number = number_of(commitment)
        for length in range(len(number)):
            children[number[:length]].setdefault(number[length], commitment)
    return children


def _tell(commitment: Commitment, above: Number, missing: range) -> Finding:
    shown = ", ".join(".".join(map(str, (*above, number))) for number in missing[:5])
    more = " …" if missing[5:] else ""
    text = "id: before {id}, {missing} are missing" if missing[1:] else "id: before {id}, {missing} is missing"
    return warn(commitment.place, "id-gap", text, id=commitment.id, missing=shown + more)
