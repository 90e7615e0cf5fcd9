"""What stands round a figure or a stage, beside its own name: whose it is, how it is reckoned, that it is a plan's."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

from tracker.model import Clause, Observation, Role, Sentence, Stage, Tense, replace
from tracker.understand.basis import basis_at, clause_start, is_planned, time_of_each
from tracker.understand.places import opens_with_another, tells_of_elsewhere
from tracker.words.normal import said
from tracker.words.patterns import pattern
from tracker.words.units import find_unit


def placed(
    observations: Sequence[Observation], sentences: Sequence[Sentence], text: str, own: str | None
) -> Iterator[Observation]:
    """The observations with what is round them; ``text`` is the document's normal form, ``own`` the report's place."""
    starts = [sentence.start for sentence in sentences]
    for each in observations:
        first = starts[max(0, bisect_right(starts, each.start) - 1)] if starts else 0
        taken = [start for start, _ in each.names if start < each.start][:1]  # a name of another clause
        told: dict[str, Any] = {}
        if _is_elsewhere(each, text, first, taken, own):
            told["elsewhere"] = True
        if each.number_start is not None:
            basis = basis_at(text, each.number_start, each.end)
            if basis:
                told["basis"] = tuple(sorted(basis))
            unit = find_unit(each.unit or "")
            if unit is not None and unit.kind == "money":
                told["each"] = time_of_each(text, each.number_start)
            if taken and each.role is Role.RESULT and is_planned(text, taken[0]):
                told["role"] = Role.GOAL
        yield replace(each, **told) if told else each


def cut(sentences: Sequence[Sentence], text: str, own: str | None) -> Iterator[Sentence]:
    """The sentences, those about the past with their clauses."""
    for each in sentences:
        if each.tense is Tense.PAST:
            yield replace(each, clauses=tuple(_clauses(each, text, own)))
        else:
            yield each


def _clauses(sentence: Sentence, text: str, own: str | None) -> Iterator[Clause]:
    for found in pattern("signs", "clause of a claim").finditer(text, sentence.start, sentence.end):
        start, end = found.end() - len(found[0].lstrip()), found.start() + len(found[0].rstrip())
        if start < end:
            yield Clause(start, end, tells_of_elsewhere(said(text, sentence.start, end), own))


def _is_elsewhere(each: Observation, text: str, sentence: int, taken: list[int], own: str | None) -> bool:
    """Whether the sentence up to a figure, or the clause of a name that it takes over, tells of another place."""
    last = each.start if each.number_start is None else each.number_start
    stretches = [(sentence, max(last, each.end)), *((clause_start(text, start), start + 1) for start in taken)]
    # 全国科普示范区 is a title that a county has won, not a figure of the nation: who has won it opens the clause
    tells = opens_with_another if each.stage is Stage.AWARDED else tells_of_elsewhere
    return any(tells(said(text, start, end), own) for start, end in stretches)
