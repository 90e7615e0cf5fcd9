"""A number with its unit and bound words, as a sentence has it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from tracker.model import Bound


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and what stands round it, as offsets into the squeezed sentence."""

    start: int  # of the whole with its bound words: 超3000亿元
    end: int
    number_start: int
    number_end: int  # with its scale, without 多 or 余's unit: 3000多万
    value: Decimal
    high: Decimal | None
    unit: str | None
    bound: Bound
    unit_end: int  # where number and unit end, before 以上 or 左右
    special: str | None = None  # 番, 全覆盖, 清零
    bare: bool = False  # no unit of its own: the noun beside it gave it, or none


def alternatives(words: Iterable[str]) -> str:
    """The words as a choice of a pattern, longer ones first."""
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))
