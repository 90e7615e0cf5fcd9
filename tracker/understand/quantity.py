"""A number with its unit and bound words, as a sentence has it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tracker.model import Bound
from tracker.words.patterns import alternatives as alternatives

DOUBLED = "fold"
"""The form of 翻番."""


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
    special: str | None = None  # the form that it is written in: fold, all, zero (翻番, 全覆盖, 清零)
    bare: bool = False  # no unit of its own: the noun beside it gave it, or none
