"""What the lexicon knows of an indicator by its name: whether lower is better, whether it is summed or stands."""

from __future__ import annotations

import re

from tracker.model import Better, Measure, Op
from tracker.words.lexicon import load, remember


@remember
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile("|".join(load("indicators")[key]))


def pointing_back(text: str, start: int, end: int) -> re.Match[str] | None:
    """The word in a stretch that points back to what stands before it: 此项支出; None where it has none."""
    return _pattern("points back").search(text, start, end)


def better_of(indicator: str, op: Op, measure: Measure = Measure.LEVEL) -> Better:
    """Which way an indicator is to go (format.md section 1): by the operator, for ``~`` and ``..`` by its name.

    失业率, 物价, 能耗, 排放, 事故 are better when lower, and a ``fall`` of them is better when higher.
    """
    if op in (Op.AT_MOST, Op.LESS):
        return Better.LOWER
    if op in (Op.AT_LEAST, Op.MORE):
        return Better.HIGHER
    lower = _pattern("lower").search(indicator) is not None
    return Better.LOWER if lower and measure is not Measure.FALL else Better.HIGHER


def is_summed(name: str) -> bool:
    """Whether an amount of this name is summed from a period's first day and never given back: 新建停车场."""
    if _pattern("net").search(name) or _pattern("standing").search(name):
        return False
    return _pattern("summed").search(name) is not None


def is_standard(name: str) -> bool:
    """Whether it is a standard, which is set once it has been set: 农村低保标准."""
    return _pattern("standards").search(name) is not None
