"""Where the clause, the part of a sentence or the item of a list lies round an offset of a squeezed sentence.

Which marks end them stands in the lexicon (``signs.yaml``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from tracker.words.lexicon import load
from tracker.words.normal import last_of

MOST, LONGEST = 8, 160
"""Clauses and letters that are read on: what stands farther off is told of something else, and the time a text takes
must grow with its length alone."""


@dataclass(frozen=True, slots=True)
class _Marks:
    clause: str  # what ends a clause
    bracketed: str  # the same, and what opens a bracket
    closing: str  # of those, what doesn't lead on
    part: str  # what ends a part of a sentence, with all its clauses
    item: str  # what ends an item of a list
    clauses: re.Pattern[str]
    titles: tuple[str, str]


@cache
def _marks() -> _Marks:
    signs = load("signs")
    clause = signs["ends a clause"]
    opens, closes = signs["round a title"]
    return _Marks(
        clause,
        bracketed=f"{clause}(",
        closing="".join(mark for mark in clause if mark not in signs["leads on"]),
        part=signs["ends a part"],
        item=clause + signs["between items"],
        clauses=re.compile(f"[^{re.escape(clause)}]+"),
        titles=(opens, closes),
    )


def clause_start(text: str, at: int, brackets: bool = False) -> int:
    """Where the clause begins that reaches up to ``at``; with ``brackets`` one begins in each bracket too."""
    return last_of(_marks().bracketed if brackets else _marks().clause, text, 0, at) + 1


def part_start(text: str, at: int) -> int:
    """Where the part of the sentence begins that reaches up to ``at``: all clauses behind the last semicolon."""
    return last_of(_marks().part, text, 0, at) + 1


def item_start(text: str, at: int) -> int:
    """Where the item of a list begins that reaches up to ``at``; its clause where there is no list."""
    return last_of(_marks().item, text, 0, at) + 1


def clause_end(text: str, at: int) -> int:
    """Where the clause ends that goes on at ``at``, or ``LONGEST`` characters behind it."""
    found = _marks().clauses.match(text, at, at + LONGEST)
    return at if found is None else found.end()


def ends_at(text: str, at: int) -> bool:
    """Whether a clause ends at ``at``: a mark stands there, or the text ends."""
    return at >= len(text) or text[at] in _marks().clause


def clauses(text: str, start: int) -> Iterator[tuple[int, int]]:
    """The clauses behind ``start``, ``MOST`` of them at most and in ``LONGEST`` characters."""
    for found in islice(_marks().clauses.finditer(text, start, start + LONGEST), MOST):
        yield found.span()


def in_one_clause(text: str, one: int, other: int) -> bool:
    """Whether no clause ends from ``one`` to ``other``; what stands before a colon holds behind it: 2019年：新建3所."""
    return last_of(_marks().closing, text, one, other) < 0


def in_a_title(text: str, at: int) -> bool:
    """Whether a title in its signs goes on at ``at``: 《总体规划|."""
    opens, closes = _marks().titles
    opened = text.rfind(opens, 0, at)
    return opened >= 0 and text.find(closes, opened, at) < 0
