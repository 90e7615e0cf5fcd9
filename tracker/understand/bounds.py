"""Words on both sides of a number that bound it: 超3000亿元, 200项以上, 近60亿元, 5%左右."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.model import Bound, replace
from tracker.understand.quantity import Quantity
from tracker.words.lexicon import load, remember
from tracker.words.numerals import SCALES
from tracker.words.patterns import source


@dataclass(frozen=True, slots=True)
class _Words:
    head: re.Pattern[str]  # at the end of what stands before a number
    tail: re.Pattern[str]  # at the front of what stands behind its unit
    before: dict[str, Bound]
    after: dict[str, Bound]
    only_before_scales: frozenset[str]


@remember
def _words() -> _Words:
    words = load("quantities")
    before = {word: Bound(name) for name, listed in words["before"].items() for word in listed}
    after = {word: Bound(name) for name, listed in words["after"].items() for word in listed}
    head = [_guarded(word, words["not after"].get(word), "(?<![{}])", "") for word in _longest_first(before)]
    tail = [_guarded(word, words["not before"].get(word), "", "(?![{}])") for word in _longest_first(after)]
    return _Words(
        re.compile(f"(?:{'|'.join(head)})$"),
        re.compile(f"{source('quantities', 'and more')}({'|'.join(tail)})"),
        before,
        after,
        frozenset(words["only before scales"]),
    )


def _longest_first(words: dict[str, Bound]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))


def _guarded(word: str, letters: str | None, before: str, after: str) -> str:
    """The word as a pattern that doesn't match beside certain letters: 近 of 最近, 内 of 内部."""
    if not letters:
        return re.escape(word)
    return before.format(re.escape(letters)) + re.escape(word) + after.format(re.escape(letters))


def take_bounds(text: str, made: Quantity) -> Quantity:
    """Take in the bound words on both sides; what stands after outranks what stands before."""
    words = _words()
    first, last, bound = made.start, made.unit_end, made.bound
    head = words.head.search(text[max(0, first - 6) : first])
    if head is not None and (head[0] not in words.only_before_scales or SCALES.get(text[made.number_start], 0) >= 100):
        first -= len(head[0])
        bound = words.before[head[0]] if bound is Bound.EXACT else bound
    tail = words.tail.match(text, last)
    if tail is not None:
        last = tail.end()
        bound = words.after[tail[1]]
    if head is None and tail is None and last == made.end:
        return made
    return replace(made, start=first, end=last, bound=bound)
