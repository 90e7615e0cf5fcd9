"""Amounts for each month or year whose words stand before the number: 每人每月1215元 is 1215元/月."""

from __future__ import annotations

from tracker.model import Observation, replace
from tracker.words.patterns import pattern

_REACH = 40
"""Characters before a number in which the words may stand: 由每人每月108元提高到123元."""


def by_the_month(observation: Observation, text: str, asked: str | None) -> Observation:
    """The observation in 元/月 or 元/年, where the target asks for such a unit and the words before the number tell it.

    ``text`` is the whole document's.
    """
    if observation.unit != "元" or observation.number_start is None or asked not in ("元/月", "元/年"):
        return observation
    before = "".join(text[max(0, observation.number_start - _REACH) : observation.number_start].split())
    found = pattern("quantities", "by the month").search(before)
    return observation if found is None else replace(observation, unit=f"元/{found['time'] or found['from']}")
