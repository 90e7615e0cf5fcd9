"""Figures in words alone: none is left, all are up to standard."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tracker.model import Better, FigureTarget, Message, Op
from tracker.understand.plans.figure_targets import FoundFigure
from tracker.understand.plans.phrases import clean, construction, split_list, strip_openings

_WORDED = (Message("no figure in the source"),)


def find_worded(text: str) -> Iterator[FoundFigure]:
    """Figures in words alone: 消除…劣Ⅴ类 is none left, 断面水质稳定达标 is all of them."""
    for found in construction("cleared").finditer(text):
        if found["what"] == "黑臭水体" and not found["where"]:
            continue
        where = found["where"] or ""
        name = clean(f"{found['what']}{where}") if "断面" in where else clean(f"{where}{found['what']}{found['rest']}")
        target = FigureTarget(name, Op.EQUAL, Decimal(0), "个", better=Better.LOWER, written=f"{name} = 0 个")
        yield FoundFigure(target, found.start(), found.end(), _WORDED, clause=found.span())
    for found in construction("up to standard").finditer(text):
        if text[found.end() :].startswith(("的", "改造", "建设", "创建")):
            continue
        for name in _each_with_tail(strip_openings(found["names"])):
            written = f"{name}达标率 >= 100 %"
            target = FigureTarget(f"{name}达标率", Op.AT_LEAST, Decimal(100), "%", written=written)
            yield FoundFigure(target, found.start(), found.end(), _WORDED, clause=found.span())


def _each_with_tail(stem: str) -> list[str]:
    pieces = [stem[one:two] for one, two in split_list(stem)]
    tail = next((word for word in ("断面水质", "断面", "水质") if pieces and pieces[-1].endswith(word)), "")
    return [clean(piece if piece.endswith(tail) else piece + tail) for piece in pieces]
