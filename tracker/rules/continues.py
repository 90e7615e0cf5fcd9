"""``continues``: the commitment of an earlier file that one carries on is there."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.model import Finding
from tracker.rules import TargetsSubject, warn


def check(subject: TargetsSubject) -> Iterator[Finding]:
    """A chain that leads nowhere links nothing in a summary of several years."""
    for each in subject.file.commitments:
        if each.continues is None:
            continue
        name, _, number = each.continues.rpartition("/")
        place = subject.parts.place(each.place, "continues")
        ids = subject.earlier.get(name)
        if ids is None:
            text = "continues: there is no {name}.yaml beside this file"
            yield warn(place, "continues", text, name=name)
        elif number not in ids:
            text = "continues: {name}.yaml has no commitment {id}"
            yield warn(place, "continues", text, name=name, id=number)
