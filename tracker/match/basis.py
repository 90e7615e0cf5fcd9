"""What the words around a figure's name say of how it is reckoned: 名义增长, 环比, or a figure of the plan."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tracker.match.names import canonical
from tracker.model import Measure
from tracker.words.lexicon import load, remember
from tracker.words.patterns import pattern

NET = "net"
_REACH = 120
"""Characters before a figure that are looked at; no clause is longer."""

_UP_TO_CUT = re.compile(r"(?s:.*)(?:[，；。：！？、,;:!?\n]|\d(?![ \u200b]*[年月日季度\d.])(?=.))")
_BRACKET = re.compile(r"[^，；。,;\d(（]{0,4}[(（]([^()（）]{1,12})[)）]")


@remember
def _kinds() -> dict[str, re.Pattern[str]]:
    return {kind: re.compile("|".join(words)) for kind, words in load("basis")["kinds"].items()}


@remember
def _opens_planned() -> re.Pattern[str]:
    words = "|".join(map(re.escape, load("basis")["planned"]))
    return re.compile(rf"(?:其中|全年|当年|{_OWN_PLACE})*(?:{words})")


_OWN_PLACE = "全[省市县区州旗盟]"


@remember
def kinds_of(text: str) -> frozenset[str]:
    """The kinds of basis that a text tells: 名义 or 现价 is ``nominal``."""
    return frozenset(kind for kind, words in _kinds().items() if words.search(text))


def basis_at(text: str, number: int, end: int) -> frozenset[str]:
    """The kinds of basis told of the figure at ``number`` up to ``end``.

    They stand before it in its clause, or in a bracket behind it. A clause before that tells nothing else counts too
    (扣除价格因素，实际增长5%).
    """
    start = clause_start(text, number)
    before = clause_start(text, start - 1) if text[start - 1 : start] in ("，", ",") else start
    lead = text[before:start]
    behind = _BRACKET.match(text, end)
    told = text[start:number] + ("" if behind is None else "|" + behind[1])
    apart = kinds_of(lead) if len(lead) <= len("扣除价格因素的影响后，") else frozenset()
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
    found = _UP_TO_CUT.match(text, low, end)  # the last one first
    return low if found is None else found.end()


def left_open(names: Iterable[str], measure: Measure, said: frozenset[str]) -> bool:
    """Whether a figure of this basis may be another than the one that each of the names asks for.

    ``names`` are the target's as they are written, ``measure`` what is asked. A level has one basis alone.
    """
    if measure is Measure.LEVEL:  # has one basis alone, but that what was added may be net
        return all((NET in kinds_of(name)) != (NET in said) for name in names)
    for name in names:
        rule = (
            frozenset({"real"})
            if any(word in canonical(name) for word in load("basis")["real as a rule"])
            else frozenset()
        )
        if kinds_of(name) - rule == said - rule:
            return False
    return True


def is_planned(text: str, name: int) -> bool:
    """Whether the clause of the name at ``name`` begins with words for a plan: 年初计划|固定资产投资67亿元，增长32%."""
    return _opens_planned().match(text, clause_start(text, name)) is not None
