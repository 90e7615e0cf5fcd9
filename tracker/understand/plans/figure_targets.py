"""A figure and its name to a target: value, unit, operator, and which way is better."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from math import prod

from tracker.model import Better, Bound, FigureTarget, Measure, Message, Op
from tracker.understand.plans.figure_places import NONE_LEFT, Figure
from tracker.understand.plans.phrases import construction, kept_verb, word_set
from tracker.words.indicators import lower_is_better
from tracker.words.units import SCALES, unit_nouns

OPS = {
    "more": Op.MORE, "least": Op.AT_LEAST, "most": Op.AT_MOST, "within": Op.AT_MOST, "less": Op.LESS, "about": Op.ABOUT,
}  # fmt: skip
"""The operators by the groups of the patterns of bounds."""


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A target and the words it rests on, as offsets into the sentence."""

    target: FigureTarget
    start: int
    end: int
    doubts: tuple[Message, ...] = ()
    clause: tuple[int, int] = (0, 0)
    number: int = -1  # where its number stands


def written_value(text: str, figure: Figure) -> tuple[str, str]:
    """The number as a targets file writes it, and its unit with the scale: 1600, 万元."""
    seen = figure.observation
    unit = seen.unit or ""
    word = text[figure.number_start : figure.number_end]
    if seen.high is not None:
        assert seen.value is not None
        numbers = list(construction("number").finditer(word))
        scale = next((match[2] for match in reversed(numbers) if match[2]), "") or ""
        if len(numbers) >= 2 and numbers[0][2] in (None, "", scale):
            low, high = numbers[0][1].replace(",", ""), numbers[1][1].replace(",", "")
            if numbers[0][2] or Decimal(low) * _factor(scale) == seen.value:
                return f"{low}..{high}", scale + unit
        return f"{_plain(seen.value)}..{_plain(seen.high)}", unit
    match = construction("number").match(word)
    if match is not None and "%" not in word and "番" not in word:
        digits = match[1].replace(",", "")
        scale = match[2] or ""
        if Decimal(digits) * _factor(scale) == seen.value:
            return digits, scale + unit
    assert seen.value is not None
    for factor, scale in ((Decimal(10**8), "亿"), (Decimal(10**4), "万")):
        if seen.value >= factor and seen.value % (factor / 100) == 0:
            return _plain(seen.value / factor), scale + unit
    return _plain(seen.value), unit


def _factor(scale: str) -> Decimal:
    return prod((SCALES[char] for char in scale), start=Decimal(1))


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def unit_beside(noun: str) -> str:
    """What a number without a unit counts in, by the noun beside it: 80万重点群体 are 人."""
    for word, unit in sorted(unit_nouns().items(), key=lambda each: -len(each[0])):
        if noun.endswith(word) or noun.startswith(word):
            return unit
    return "人" if construction("people by noun").search(noun) else ""


def figure_target(
    text: str, name: str, figure: Figure, measure: Measure, value: str, unit: str, counted: str
) -> FigureTarget | None:
    """The target of a figure of that name, or None where it can be none.

    ``value`` and ``unit`` are as the text writes them; ``counted`` is the unit where only a noun says it.
    """
    seen = figure.observation
    name, scope = _without_scope(name)
    if not name:
        return None
    if figure.special in NONE_LEFT:
        counted = "户" if construction("households").search(name) else "个"
        unit = "人" if counted == "个" and construction("persons").search(name) else counted
        return FigureTarget(name, Op.EQUAL, Decimal(0), unit, better=Better.LOWER, written=f"{name} = 0 {unit}")
    if unit == "" or (measure is Measure.LEVEL and unit.endswith("百分点")):
        return None
    op = Op.RANGE if seen.high is not None else _op(text, figure, measure, name)
    if measure is Measure.LEVEL and op is Op.AT_LEAST and unit in word_set("spans") and "优良" not in name:
        op = Op.AT_MOST
    lower = _less_is_better(name) and measure is not Measure.FALL
    better = Better.LOWER if op in (Op.AT_MOST, Op.LESS) or (lower and op in (Op.ABOUT, Op.RANGE)) else Better.HIGHER
    word = "" if measure is Measure.LEVEL else f" {measure.word}"
    sign = "" if op is Op.RANGE else f"{op.value} "
    base = seen.unit or counted
    paid = construction("by").search(unit)  # 元/月
    assert seen.value is not None
    return FigureTarget(
        name,
        op,
        seen.value,
        base if paid is None or base.endswith(paid[0]) else base + paid[0],
        high=seen.high,
        measure=measure,
        better=better,
        scope=scope,
        written=f"{name}{word} {sign}{value} {unit}",
    )


def _without_scope(name: str) -> tuple[str, str | None]:
    """A name without the threshold that restricts it, and that threshold: 5000万元以上的|项目."""
    scope = None
    found = construction("scope").match(name)
    inner = construction("threshold inside").search(name)
    if found is not None:
        scope, name = found[0], name[found.end() :]
    elif inner is not None:
        scope, name = inner[1], name[: inner.start()] + name[inner.end() :]
    name = construction("invested in front").sub("", name)
    return name, None if scope is None else scope.rstrip("的").replace(",", "")


def _op(text: str, figure: Figure, measure: Measure, name: str) -> Op:
    """The operator: words behind the number decide, then those before it, then that less may be better."""
    found = construction("bound behind").match(text, figure.unit_end)
    behind = None if found is None else found.lastgroup
    found = construction("bound before").match(text, figure.start) if figure.start < figure.number_start else None
    before = None if found is None else found.lastgroup
    lower = _less_is_better(name)
    if behind is not None and (behind != "least" or before != "more"):
        return OPS[behind]
    if before is not None and found is not None:
        kept = lower and measure is Measure.LEVEL and construction("stays at").fullmatch(found[0])
        return Op.AT_MOST if kept else Op.AT_LEAST if behind else OPS[before]
    if lower and measure in (Measure.LEVEL, Measure.GROWTH):
        return Op.AT_MOST
    return Op.ABOUT if figure.observation.bound is Bound.ABOUT else Op.AT_LEAST


def _less_is_better(name: str) -> bool:
    """Whether less of an indicator is better; of what is done about it (治理违法建设2000万平方米) more is."""
    return not kept_verb(name) and lower_is_better(name)
