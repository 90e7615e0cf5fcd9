"""Where a sentence's figures stand, with the words that bound them, and what stands round each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tracker.model import Observation
from tracker.understand.plans.phrases import construction
from tracker.words.normal import Squeezed

ALL = "全覆盖"
NONE_LEFT = ("清零", "归零")
DOUBLED = "翻番"
"""Figures that are written as a word."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a squeezed sentence, with offsets into it; bounds such as 以上 are inside ``start``–``end``."""

    start: int
    end: int
    number_start: int
    number_end: int
    unit_end: int
    observation: Observation
    special: str | None  # the word that it is written as: 全覆盖, 清零, 翻番


@dataclass(frozen=True, slots=True)
class Place:
    """A figure of a sentence and what stands round it, as offsets into the sentence."""

    text: str
    figures: Sequence[Figure]  # all of the sentence
    index: int
    clause: tuple[int, int]
    left: int  # where the words that belong to it begin
    right: int  # and where they end
    previous: Figure | None  # the one before in the clause, past those that stand inside names

    @property
    def figure(self) -> Figure:
        """The figure itself."""
        return self.figures[self.index]

    @property
    def head(self) -> str:
        """Its words before it."""
        return self.text[self.left : self.figure.start]

    @property
    def tail(self) -> str:
        """Its words behind it."""
        return self.text[self.figure.end : self.right]

    @property
    def clause_head(self) -> str:
        """The clause up to it."""
        return self.text[self.clause[0] : self.figure.start]


def place_figures(sentence: Squeezed, observations: Sequence[Observation]) -> list[Figure]:
    """The figures of a sentence with their bounds, from what the observations say of them."""
    if not observations:
        return []
    where = {at: i for i, at in enumerate(sentence.at)}
    text = sentence.text
    found: list[Figure] = []
    for each in observations:
        if each.value is None or each.number_start is None or each.number_end is None:
            continue
        start, last = where.get(each.number_start), where.get(each.number_end - 1)
        if start is None or last is None:
            continue
        end = last + 1
        word = text[start:end]
        special = word if word in (ALL, *NONE_LEFT) else DOUBLED if "番" in word else None
        unit_end = end
        if special is None and each.unit is not None:
            unit_end = _unit_end(text, end, each.unit, each.value - int(each.value) == Decimal("0.5"))
        after = construction("bound behind").match(text, unit_end)
        before = construction("bound at end").search(text[:start]) or (
            construction("bound of a share").search(text[:start]) if each.unit == "%" else None
        )
        found.append(
            Figure(
                before.start() if before else start,
                after.end() if after else unit_end,
                start,
                end,
                unit_end,
                each,
                special,
            )
        )
    found.sort(key=lambda each: each.number_start)
    kept: list[Figure] = []
    for figure in found:
        if not kept or figure.number_start >= kept[-1].end:
            kept.append(figure)
    return kept


def _unit_end(text: str, end: int, unit: str, half: bool) -> int:
    for more in ("", "多", "余", "几"):
        if text.startswith(more + unit, end):
            at = end + len(more) + len(unit)
            if unit == "人" and text.startswith("口", at):
                return at + 1
            return at + 1 if half and text.startswith("半", at) else at
    if unit == "%" and text[end - 1 : end] != "%" and text.startswith("％", end):
        return end + 1
    return end
