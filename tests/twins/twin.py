"""An altered twin of a report: what is changed in its text, and which verdicts are right after it."""

from __future__ import annotations

from dataclasses import dataclass

from tests.twins.pairs import Label, Span

UNDECIDED = frozenset({"unverifiable"})
NOT_MET = frozenset({"unmet", "unverifiable"})
CONTROL = "(restated)"
"""The kind of the twins that say the same in a sentence of its own."""


@dataclass(frozen=True)
class Edit:
    start: int
    end: int
    new: str


@dataclass(frozen=True)
class Twin:
    """A change of one report for one label. ``right`` are the verdicts that may follow, ``best`` the sharpest."""

    kind: str
    way: str
    label: Label
    edits: tuple[Edit, ...]
    right: frozenset[str]
    best: str
    needs: tuple[Span, ...] = ()  # what else the verdict rests on: nothing else may change there


def flipped(label: Label, kind: str, way: str, edits: tuple[Edit, ...], needs: tuple[Span, ...] = ()) -> Twin:
    """A twin with the other one of the two verdicts that decide."""
    verdict = "unmet" if label.verdict == "met" else "met"
    return Twin(kind, way, label, edits, frozenset({verdict}), verdict, needs)


def undecided(label: Label, kind: str, way: str, edits: tuple[Edit, ...], needs: tuple[Span, ...] = ()) -> Twin:
    """A twin in which nothing decides."""
    return Twin(kind, way, label, edits, UNDECIDED, "unverifiable", needs)


def negation(label: Label, way: str, edits: tuple[Edit, ...]) -> Twin:
    """A twin that says that it was not so."""
    return Twin("negated", way, label, edits, NOT_MET, "unmet")
