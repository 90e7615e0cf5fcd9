"""Imported once by a worker before its first task: what every check needs is loaded and compiled by then."""

from __future__ import annotations

from decimal import Decimal

from tracker.checking.batch import cards_of, judge, prepare
from tracker.checking.judging import check
from tracker.model import (
    Commitment,
    Document,
    FigureTarget,
    Locality,
    MilestoneTarget,
    Op,
    Period,
    Source,
    TargetsFile,
)
from tracker.understand import understand

__all__ = ["cards_of", "judge", "prepare"]

_TEXT = (
    "某县2023年政府工作报告\n一、2022年工作回顾\n"
    "全年新建停车场7处，增长5.2%，比上年多2处。大桥建成通车。\n二、2023年工作安排\n"
)
_TARGETS = (
    FigureTarget("新建停车场", Op.AT_LEAST, Decimal(5), "处"),
    FigureTarget("地区生产总值", Op.AT_LEAST, Decimal(6), "%"),
    MilestoneTarget("大桥"),
)
_FILE = TargetsFile(
    "", Locality("某县"), Period.of_year(2022), Source(""), (Commitment(1, "", targets=_TARGETS),)
)  # fmt: skip

check(_FILE, [understand(Document("", _TEXT))])
