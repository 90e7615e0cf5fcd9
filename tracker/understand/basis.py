"""What the words round a figure's name say of how it is reckoned: 名义增长, 环比, 每月, or a figure of the plan."""

from __future__ import annotations

from tracker.words.basis import kinds_of
from tracker.words.patterns import pattern

_REACH = 120
"""Characters before a figure that are looked at; no clause is longer."""

_REACH_OF_MONTHS = 40
"""Characters before a number in which the words for each month may stand: 由每人每月108元提高到123元."""

_REMARK = 11
"""Letters of a clause, at most, that only says how the figure behind it is reckoned: 扣除价格因素的影响后，."""


def basis_at(text: str, number: int, end: int) -> frozenset[str]:
    """The kinds of basis told of the figure at ``number`` up to ``end``.

    They stand before it in its clause, or in a bracket behind it. A clause before that tells nothing else counts too
    (扣除价格因素，实际增长5%).
    """
    start = clause_start(text, number)
    leads = start > 0 and pattern("basis", "goes on").match(text, start - 1) is not None
    before = clause_start(text, start - 1) if leads else start
    lead = text[before:start]
    behind = pattern("basis", "bracket behind").match(text, end)
    told = text[start:number] + ("" if behind is None else "|" + behind[1])
    apart = kinds_of(lead) if len(lead) <= _REMARK else frozenset()
    return kinds_of(told) | apart | _shared(text, start, number)


def _shared(text: str, start: int, number: int) -> frozenset[str]:
    """What the figure before shares with one behind 和: 名义增长3.9%和|6.6%."""
    shared = pattern("quantities", "shared before")
    told: frozenset[str] = frozenset()
    while (found := shared.search(text, start - 1, number)) is not None and found.start() == start - 1:
        first = clause_start(text, start - 1)
        told |= kinds_of(text[first:start])
        start = first
    return told


def clause_start(text: str, end: int) -> int:
    """Where the clause begins that ends before ``end``: behind the last mark, or the last figure."""
    low = max(0, end - _REACH)
    found = pattern("basis", "up to a clause").match(text, low, end)  # the last one first
    return low if found is None else found.end()


def is_planned(text: str, name: int) -> bool:
    """Whether the clause of the name at ``name`` begins with words for a plan: 年初计划|固定资产投资67亿元，增长32%."""
    return pattern("basis", "opens a plan").match(text, clause_start(text, name)) is not None


def time_of_each(text: str, number: int) -> str | None:
    """月 or 年, where the words before an amount of money say that it is one for each: 每人每月|1215元."""
    before = "".join(text[max(0, number - _REACH_OF_MONTHS) : number].split())
    found = pattern("quantities", "by the month").search(before)
    return None if found is None else found["time"] or found["from"] or found["of"]
