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
    return Better.LOWER if lower_is_better(indicator) and measure is not Measure.FALL else Better.HIGHER


@remember
def _ways() -> tuple[re.Pattern[str], re.Pattern[str]]:
    better = load("indicators")["better"]
    lower, higher = ("|".join(map(re.escape, better[way])) for way in ("lower", "higher"))
    return re.compile(lower), re.compile(f"(?:{higher})$")


def lower_is_better(indicator: str) -> bool:
    """Whether less of an indicator is better: 失业率, 居民消费价格; not of 排放达标率."""
    return _ways()[0].search(indicator) is not None and not higher_by_name(indicator)


def higher_by_name(indicator: str) -> bool:
    """Whether a name says by its end that more of it is better: 空气质量优良率."""
    return _ways()[1].search(indicator) is not None


def is_summed(name: str) -> bool:
    """Whether an amount of this name is summed from a period's first day and never given back: 新建停车场."""
    if _pattern("net").search(name) or _pattern("standing").search(name):
        return False
    return _pattern("summed").search(name) is not None


def is_standard(name: str) -> bool:
    """Whether it is a standard, which is set once it has been set: 农村低保标准."""
    return _pattern("standards").search(name) is not None
