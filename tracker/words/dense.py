"""Stretches of a text that are no sentences: numbers upon numbers without an end, as no sentence has them.

They are neither read nor understood, since a figure costs as much there as in a sentence, and says nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from tracker.words.patterns import pattern

MOST = 100
"""Numbers of one sentence. Of 61 reports and plans the richest sentence has 32 of them."""
APART = 15
"""Letters for each number; a sentence with more than that, however long, is a list of works without a full stop."""

_STRETCH = re.compile(r"[^。！？\n]+")
_MARKS = re.compile(r"[。，；：！？,;:!?\n]")


@dataclass(frozen=True, slots=True)
class Dense:
    """The stretches of a text, in its order; none overlap."""

    spans: tuple[tuple[int, int], ...]

    def reaches(self, start: int, end: int) -> bool:
        """Whether one of them reaches into ``start:end``."""
        at = bisect_left(self.spans, (end,))  # the first that begins behind
        return at > 0 and self.spans[at - 1][1] > start


def find_dense(text: str) -> Dense:
    """The stretches of a text that hold more numbers than a sentence does, in about as few letters."""
    found = []
    for stretch in _STRETCH.finditer(text):
        if stretch.end() - stretch.start() < MOST:
            continue
        numbers = count_numbers(stretch[0])
        if numbers > MOST and numbers * APART > stretch.end() - stretch.start():
            found.append(stretch.span())
    return Dense(tuple(found))


def count_numbers(text: str) -> int:
    """How many numbers a text has, in figures and in words."""
    return sum(1 for _ in pattern("signs", "number in figures or words").finditer(text))


def count_pieces(text: str) -> int:
    """What a text costs to understand: its clauses and lines, and its numbers twice, since each is a figure of one."""
    return sum(1 for _ in _MARKS.finditer(text)) + 2 * count_numbers(text)
