"""Sentences read as the review of 2022 in a report of 2023, for the tests of this room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tracker.model import Measure, Observation, Period, Tense
from tracker.understand.observe import Context, observe_quantities
from tracker.words.normal import normal_form, squeeze

REVIEW = Context(Tense.PAST, Period.of_year(2022), 2023, Period.of_year(2022), in_review=True)
WORDS = {Measure.LEVEL: "", Measure.GROWTH: "增长 ", Measure.CHANGE: "提高 ", Measure.FALL: "下降 "}


def observe(text: str, context: Context = REVIEW) -> list[Observation]:
    """The figures of a sentence."""
    folded = normal_form(text)
    return list(observe_quantities(squeeze(folded, 0, len(folded)), context))


def amounts(text: str) -> list[tuple[Any, ...]]:
    """Value, high, unit and bound of each figure."""
    return [(each.value, each.high, each.unit, str(each.bound)) for each in observe(text)]


def said(text: str, *, key: Callable[[Observation], Any] | None = None) -> list[Any]:
    """What each figure says, as plain values that don't depend on where it stands."""
    return [
        (each.indicator, str(each.measure), each.value, each.high, each.unit, str(each.bound), str(each.period))
        for each in observe(text)
    ]
