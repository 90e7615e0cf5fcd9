"""Twins with another figure: the verdict must flip."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tests.twins.numbers import NUMBER, lower_is_better, new_values, plain, rounded
from tests.twins.pairs import sentence_of
from tests.twins.places import COMPARISONS, FIGURES, STATED, Place
from tests.twins.twin import Twin, flipped
from tracker.model import ComparisonTarget, FigureTarget

_FLIPS = {
    "增长": "下降", "上涨": "下降", "增产": "减产", "提高": "下降", "增加": "减少", "下降": "上升", "减少": "增加",
}  # fmt: skip


def figure(place: Place) -> Iterator[Twin]:
    """The figure is changed so that the verdict must flip."""
    label, target = place.label, place.label.target
    if label.reason in COMPARISONS:
        yield from _other_side(place)
        return
    if label.reason not in FIGURES or not isinstance(target, FigureTarget) or len(place.sentences) > 1:
        return
    number = place.number
    if number is None:
        return
    met = label.verdict == "met"
    if met and not lower_is_better(target) and _leaves_open(place.pair.text, number.start, number.end):
        return  # 超40 says nothing of 50 (format.md section 1): such a twin may be left open
    if target.value == 0:
        before = place.pair.text[place.span[0] : number.start]
        word = next((word for word in _FLIPS if before.endswith(word)), None)
        if word is not None and met:
            edits = place.changed(number.start - len(word), number.start, _FLIPS[word])
            yield flipped(label, "figure", "turned", edits)
        return
    for way, value in new_values(target, number, met):
        if value > 0:
            edits = place.changed(number.start, number.end, plain(value))
            yield flipped(label, "figure", way, edits)


_OPEN = ("超过", "超", "突破", "逾", "不低于", "以上", "之上")


def _leaves_open(text: str, start: int, end: int) -> bool:
    """Whether a bound beside a number leaves open all above it."""
    return text[max(0, start - 3) : start].endswith(_OPEN) or any(word in text[end : end + 6] for word in _OPEN[-2:])


def _other_side(place: Place) -> Iterator[Twin]:
    """A comparison: the left figure is put on the other side of the right one."""
    label, target = place.label, place.label.target
    assert isinstance(target, ComparisonTarget)
    actual = label.raw.get("actual")
    own = place.pair.text[slice(*sentence_of(place.pair.text, place.span))]
    if not actual or "left" not in actual or STATED.search(own) or len(label.spans) < 2:
        return
    left, right = (Decimal(str(actual[side]["value"])) for side in ("left", "right"))
    found = [match for match in NUMBER.finditer(place.pair.text, *place.span) if Decimal(match["digits"]) == left]
    if len(found) != 1:
        return
    met = label.verdict == "met"
    value = right * (Decimal("0.6") if met is not lower_is_better(target) else Decimal("1.4"))
    edits = place.changed(found[0].start("digits"), found[0].end("digits"), plain(rounded(value, 1, up=False)))
    yield flipped(label, "figure", "left side", edits, label.spans)
