"""Where the labelled evidence stands in its report, and whether a twin can be made there.

A twin is made only where its expectation leaves no room: where the report repeats the figure, or speaks of the work
again elsewhere, the rest of it decides, and no twin is made. The rules look at the text alone, not at what the
checker makes of it (the parts of a report, of which ``Pair.plan_at`` asks the checker, are the one exception).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tests.twins.numbers import Number, find_number
from tests.twins.pairs import Label, Pair, Span, held, sentence_of
from tests.twins.twin import Edit
from tracker.model import MilestoneTarget

FIGURES = {"value-meets", "value-falls-short"}
STAGES = {"stage-reached", "stage-not-reached"}
COMPARISONS = {"comparison-holds", "comparison-fails"}

STATED = re.compile(r"快于|高于|低于|慢于|超过|同步|跑赢")
"""Words by which a report says itself how two figures compare."""

AT_MOST = 2
"""Sentences that say the same again: so many are taken out together with the evidence; where there are more, the
report speaks of a work throughout, and no twin is made."""

_CLAIMS = re.compile(
    r"(?:超额|提前|如期|圆满)(?:完成|实现)|(?:没有|未|未能)?(?:完成|达到|实现)[^，。]{0,8}(?:年度|年初|预期)(?:目标|任务|计划)"
)


@dataclass(frozen=True)
class Place:
    """The labelled evidence in its text: ``quote`` is the deciding one, ``sentences`` are round each quote."""

    pair: Pair
    label: Label
    span: Span
    sentences: tuple[Span, ...]
    again: tuple[Span, ...] = ()  # other sentences that say the same: they go in every twin

    @property
    def quote(self) -> str:
        return self.pair.text[self.span[0] : self.span[1]]

    @property
    def number(self) -> Number | None:
        """The labelled amount in the quote, where its digits stand there exactly once."""
        actual = self.label.actual
        return None if actual is None else find_number(self.pair.text, self.span, actual)

    @property
    def clause(self) -> str:
        """The quote without line breaks and the words of time in front of it: it can stand for itself."""
        bare = re.sub(r"\s+", "", self.quote)
        return re.sub(r"^(?:(?:去年以来|去年|全年|其中|预计|我们|已有|已|共|，)|\d{4}年(?:开始)?)+", "", bare)

    @property
    def told(self) -> str:
        """The clause as a sentence of its own, with the year where the sentence that it is from names it."""
        own = self.pair.text[slice(*sentence_of(self.pair.text, self.span))]
        timed = re.search(rf"去年|过去一年|全年|{self.pair.year}年", own) is not None
        return f"{'去年，' if timed else ''}{self.clause}。"

    def removed(self) -> tuple[Edit, ...]:
        return tuple(Edit(start, end, "") for start, end in dict.fromkeys((*self.sentences, *self.again)))

    def replaced(self, new: str) -> tuple[Edit, ...]:
        """The new sentence where the deciding one stood; the other quotes' sentences go."""
        own = sentence_of(self.pair.text, self.span)
        return tuple(replace(each, new=new) if (each.start, each.end) == own else each for each in self.removed())

    def changed(self, start: int, end: int, new: str) -> tuple[Edit, ...]:
        """A few letters of the deciding sentence; the sentences that say it again go."""
        return (Edit(start, end, new), *(Edit(one, two, "") for one, two in self.again))


def place_of(pair: Pair, label: Label) -> Place | None:
    """Where the label's evidence stands, or None where the rest of the report would decide whatever is changed."""
    if label.target is None or label.verdict == "unverifiable" or not label.spans:
        return None
    if len(label.spans) != len(label.raw["evidence"]):
        return None
    spans = label.spans[:1] if label.reason in COMPARISONS else label.spans
    place = Place(pair, label, spans[0], tuple(sentence_of(pair.text, span) for span in spans))
    again = tuple(_told_again(place))
    return replace(place, again=again) if len(again) <= AT_MOST else None


def _told_again(place: Place) -> Iterator[Span]:
    """The other sentences before the plan that tell of the target.

    A figure is told again where its digits and half of the name's letters stand, or the whole name and a claim that
    a goal was reached; a work, where three quarters of its name's letters (or of an alias's) do.
    """
    pair, label = place.pair, place.label
    number = place.number
    digits = None if number is None else pair.text[number.start : number.end]
    position = 0
    while position < pair.plan_from:
        start, end = sentence_of(pair.text, (position, position + 1))
        position = max(end, position + 1)
        if any(one < end and start < two for one, two in place.sentences):
            continue
        words = pair.text[start:end]
        if isinstance(label.target, MilestoneTarget) or label.reason.startswith("reported"):
            again = held(label.names, words) >= 0.75
        elif digits is not None and re.search(rf"(?<![\d.]){re.escape(digits)}(?![\d.])", words):
            again = held(label.names, words) >= 0.5
        else:
            again = held(label.names, words) >= 0.9 and _CLAIMS.search(words) is not None
        if again:
            yield start, end


def decided_by_words(place: Place) -> bool:
    """A sentence that tells of a problem or of a claim makes no plan, and no other year's figure."""
    return place.label.reason not in FIGURES | STAGES | COMPARISONS or len(place.sentences) > 1
