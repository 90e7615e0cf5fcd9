"""Amounts for each month or year whose words stand before the number: 每人每月1215元 is 1215元/月."""

from __future__ import annotations

import re
from dataclasses import replace

from tracker.model import Observation

_REACH = 40
"""Characters before a number in which the words may stand: 由每人每月108元提高到123元."""

_RAISED = r"(?:再|统一|分别)?(?:提高|增加|上调|调整|提标|增|提|升)?(?:到|至|为|了)?(?:约|近)?"
_MORE = r"(?:[\d.,]+元?(?:[、和与]|以及))*$"
_TO = r"(?:提高|增加|上调|调整|提标|增|提|升)(?:到|至|为)"
_EACH = re.compile(
    rf"每[人户名位]?每?(?P<time>[月年]){_RAISED}{_MORE}"
    rf"|每[人户名位]?每?(?P<from>[月年])[^，；。\d每]{{0,4}}[\d.,]+元(?:左右)?(?:[、和与][\d.,]+元)*，?(?:再|统一|分别)?{_TO}{_MORE}"
)


def by_the_month(observation: Observation, text: str, asked: str | None) -> Observation:
    """The observation in 元/月 or 元/年, where the target asks for such a unit and the words before the number tell it.

    ``text`` is the whole document's.
    """
    if observation.unit != "元" or observation.number_start is None or asked not in ("元/月", "元/年"):
        return observation
    before = "".join(text[max(0, observation.number_start - _REACH) : observation.number_start].split())
    found = _EACH.search(before)
    return observation if found is None else replace(observation, unit=f"元/{found['time'] or found['from']}")
