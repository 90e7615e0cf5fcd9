"""``no-target``: what can't be measured is told at the desk, before a year has passed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.model import Finding
from tracker.rules import TargetsSubject, note
from tracker.words.counted import effort_word
from tracker.words.units import find_unit

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?\s*[万亿]*(?P<rest>[^0-9\s]{0,4})")


def check(subject: TargetsSubject) -> Iterator[Finding]:
    """A commitment without targets will be unverifiable (not-measurable): say so, and why."""
    if not subject.complete:
        return
    for commitment in subject.file.commitments:
        if commitment.targets or commitment.place not in subject.without_targets:
            continue
        figure = _figure_in(commitment.title)
        effort = effort_word(commitment.title)
        if figure is not None:
            text = "no targets, though the title names {figure}: as it stands nobody can measure it (not-measurable)"
            yield note(commitment.place, "no-target", text, figure=figure)
        elif effort is not None:
            text = "no targets: {effort} names neither an amount nor a stage, so nobody can measure it (not-measurable)"
            yield note(commitment.place, "no-target", text, effort=effort)
        else:
            text = "no targets: without an amount or a stage nobody can measure it (not-measurable)"
            yield note(commitment.place, "no-target", text)


def _figure_in(title: str) -> str | None:
    """The first number of a title that a unit follows, with it."""
    for found in _NUMBER.finditer(title):
        rest = found["rest"]
        unit = next((rest[:length] for length in range(len(rest), 0, -1) if find_unit(rest[:length])), None)
        if unit is not None:
            return found.group().removesuffix(rest) + unit
    return None
