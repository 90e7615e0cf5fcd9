"""Targets without a figure of their own: one figure against another, growth alone, none left, all up to standard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from tracker.model import Better, ComparisonTarget, FigureTarget, Measure, Message, Named, Op
from tracker.understand.plans.figure_targets import OPS, FoundFigure
from tracker.understand.plans.phrases import CLAUSE, clean, construction, mask, split_list, strip_joints, strip_openings
from tracker.words.lexicon import load


@dataclass(frozen=True, slots=True)
class FoundComparison:
    """A target and its clause, as offsets into the sentence."""

    target: ComparisonTarget | FigureTarget
    start: int
    end: int


def find_comparisons(text: str, goals: bool, product: str, used: list[tuple[int, int]]) -> Iterator[FoundComparison]:
    """The comparisons of a sentence. ``goals``: it is the sentence of headline goals; ``product``: how the plan
    calls the gross product; ``used``: clauses that gave figures already."""
    if not construction("compares").search(text):
        return
    for clause in CLAUSE.finditer(mask(text)):
        start, end = clause.span()
        if any(one < end and start < two for one, two in used):
            continue
        if end - start > 120 or construction("tells of before").match(text[start:end]):
            continue
        if not construction("compares").search(text, start, end):
            continue
        for target in _read(text[start:end], goals, product):
            yield FoundComparison(target, start, end)


def _read(clause: str, goals: bool, product: str) -> Iterator[ComparisonTarget | FigureTarget]:
    """The targets of a clause, by the first construction that fits; of A快于B、C快于D each by itself."""
    pieces = [clause[one:two] for one, two in split_list(clause)]
    if sum(construction("above").match(piece) is not None for piece in pieces) > 1:
        for piece in pieces:
            yield from _above(piece, goals, product) or ()
        return
    for read in (_flat, _same, _above, *((_together, _trend) if goals else ())):
        found = read(clause, goals, product)
        if found is not None:
            yield from found
            return


Found = list[ComparisonTarget | FigureTarget] | None
"""What a construction asks for; None where a clause is not of it."""


def _flat(clause: str, _goals: bool, _product: str) -> Found:
    found = construction("flat").match(clause)
    return None if found is None else [_growth(name, Op.AT_LEAST) for name in _names(found["one"])]


def _same(clause: str, goals: bool, product: str) -> Found:
    """A与B同步."""
    found = construction("same").match(clause)
    measured = goals or construction("measured in a comparison").search(clause) is not None
    if found is None or found["how"] == "相适应" or not measured or construction("not compared").search(clause):
        return None
    other = _other(found["other"], product) if goals or "一致" not in found["how"] else None
    loose = found["about"] is not None or construction("about the same").search(clause) is not None
    op = Op.ABOUT if loose else Op.AT_LEAST
    return [] if other is None else [_against(name, op, other) for name in _names(found["one"])]


def _above(clause: str, goals: bool, product: str) -> Found:
    """A高于B: of goals, of averages, of the economy, or where both are told as rates of growth."""
    found = construction("above").match(clause)
    if found is None:
        return None
    other = found["other"]
    rates = construction("rate").search(other) and construction("rate").search(clause, 0, found.start("how"))
    if not (goals or rates or construction("of an average or the economy").search(other)):
        return []
    against = _other(other if "平均" in other else construction("growth words").sub("", other), product)
    growth = construction("tells growth").search(clause) is not None or goals
    measure = Measure.GROWTH if growth else Measure.LEVEL
    op = next(OPS[sign] for sign in ("more", "least", "less", "most") if found[sign])
    return [] if against is None else [_against(name, op, against, measure) for name in _names(found["one"])]


def _together(clause: str, _goals: bool, product: str) -> Found:
    found = construction("together").match(clause)
    if found is None or "与" in clause:
        return None
    op = Op.ABOUT if "基本" in clause else Op.AT_LEAST
    return [_against(name, op, product) for name in _names(found["one"].replace("基本保持", ""))]


def _trend(clause: str, _goals: bool, _product: str) -> Found:
    found = construction("steady").match(clause)
    if found is not None:
        return [_growth(name, Op.MORE) for name in _names(found["one"])]
    found = construction("falling").match(clause)
    return None if found is None else [_fall(name) for name in _names(found["one"])]


def _names(text: str) -> list[str]:
    stem = strip_joints(strip_openings(construction("kept or grown at end").sub("", text)))
    return [clean(stem[one:two]) for one, two in split_list(stem) if clean(stem[one:two])]


def _other(text: str, product: str) -> str | None:
    name = clean(text if "平均" in text else strip_openings(text))
    if construction("economy").fullmatch(name) or name in ("生产总值", "GDP"):
        return product
    return name or None


def _against(name: str, op: Op, other: str, measure: Measure = Measure.GROWTH) -> ComparisonTarget:
    word = " 增长" if measure is Measure.GROWTH else ""
    return ComparisonTarget(
        name, op, Named(other, measure), measure,
        better=Better.LOWER if op in (Op.LESS, Op.AT_MOST) else Better.HIGHER,
        written=f"{name}{word} {op.value} {other}{word}",
    )  # fmt: skip


def _growth(name: str, op: Op) -> FigureTarget:
    return FigureTarget(name, op, Decimal(0), "%", measure=Measure.GROWTH, written=f"{name} 增长 {op.value} 0 %")


def _fall(name: str) -> FigureTarget:
    return FigureTarget(name, Op.MORE, Decimal(0), "%", measure=Measure.FALL, written=f"{name} 下降 > 0 %")


def product_name(text: str) -> str:
    """How a plan calls the gross product: 国内生产总值 or 地区生产总值."""
    for name, words in load("plans")["gdp words"].items():
        if name != "经济增长" and any(word in text for word in words[:1]):
            return str(name)
    return "地区生产总值"


_WORDED = (Message("no figure in the source"),)


def find_worded(text: str) -> Iterator[FoundFigure]:
    """Figures in words alone: 消除…劣Ⅴ类 is none left, 断面水质稳定达标 is all of them."""
    for found in construction("cleared").finditer(text):
        where = found["where"] or ""
        name = clean(f"{found['what']}{where}") if "断面" in where else clean(f"{where}{found['what']}{found['rest']}")
        target = FigureTarget(name, Op.EQUAL, Decimal(0), "个", better=Better.LOWER, written=f"{name} = 0 个")
        yield FoundFigure(target, found.start(), found.end(), _WORDED, clause=found.span())
    for found in construction("up to standard").finditer(text):
        for name in _each_with_tail(strip_openings(found["names"])):
            written = f"{name}达标率 >= 100 %"
            target = FigureTarget(f"{name}达标率", Op.AT_LEAST, Decimal(100), "%", written=written)
            yield FoundFigure(target, found.start(), found.end(), _WORDED, clause=found.span())


def _each_with_tail(stem: str) -> list[str]:
    pieces = [stem[one:two] for one, two in split_list(stem)]
    found = construction("water at end").search(pieces[-1]) if pieces else None
    tail = "" if found is None else found[0]
    return [clean(piece if piece.endswith(tail) else piece + tail) for piece in pieces]
