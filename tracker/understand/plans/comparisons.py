"""Targets that set one figure against another, or ask for no more than that something grows or doesn't fall."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from tracker.model import Better, ComparisonTarget, FigureTarget, Measure, Named, Op
from tracker.understand.plans.phrases import CLAUSE, clean, mask, split_list, strip_joints, strip_openings
from tracker.words.lexicon import load

_GROWN = r"(?:增长率|增长|增速|增幅|提高|增加)?"
_SAME = re.compile(
    rf"^(?P<one>.+?){_GROWN}(?:速度)?(?:继续|基本|大体|总体)?(?:保持)?(?:与|和|同|跟)(?P<other>[^，]+?){_GROWN}(?P<about>基本|大体|总体)?(?:保持)?(?P<how>同步增长|同步提高|同步|协调增长|相协调|相适应|持平|一致|保持一致)$"
)
_ABOVE = re.compile(
    rf"^(?P<one>.+?){_GROWN}(?:速度)?(?:力争|确保|继续|继续保持|略|明显|均|都)*(?P<how>高于|快于|不低于|不慢于|优于|超过|好于|略高于|跑赢|低于|慢于|不高于)(?P<other>[^，\d]+?(?:平均水平|平均|增速|增长|增长率|增长速度|经济增长|经济增速|水平|增幅))$"
)
_FLAT = re.compile(r"^(?P<one>.+?)(?:预计|力争|基本)*与(?:上年度?|去年|上一年度?)(?:基本)?持平$")
_TOGETHER = re.compile(r"^(?P<one>.+?)(?P<about>基本|大体)?(?:保持)?同步(?:增长|提高)$")
_STEADY = re.compile(r"^(?P<one>.+?)(?P<how>稳步增长|持续增长|继续增长|稳定增长|较快增长|平稳增长|合理增长)$")
_FALLING = re.compile(r"^(?P<one>.+?)(?:进一步|持续|继续|稳步|不断|逐年)(?:下降|降低|减少)$")
_ECONOMY = re.compile(r"经济(?:社会)?(?:发展|增长|增速)?(?:水平)?")


@dataclass(frozen=True, slots=True)
class FoundComparison:
    """A target and its clause, as offsets into the sentence."""

    target: ComparisonTarget | FigureTarget
    start: int
    end: int


def find_comparisons(text: str, goals: bool, product: str, used: list[tuple[int, int]]) -> Iterator[FoundComparison]:
    """The comparisons of a sentence. ``goals``: it is the sentence of headline goals; ``product``: how the plan
    calls the gross product; ``used``: clauses that gave figures already."""
    for clause in CLAUSE.finditer(mask(text)):
        start, end = clause.span()
        if any(one < end and start < two for one, two in used):
            continue
        if end - start > 120 or re.match(r"去年|上年|过去|当前|目前", text[start:end]):
            continue
        for target in _read(text[start:end], goals, product):
            yield FoundComparison(target, start, end)


def _read(clause: str, goals: bool, product: str) -> Iterator[ComparisonTarget | FigureTarget]:
    found = _FLAT.match(clause)
    if found is not None:
        yield from (_growth(name, Op.AT_LEAST) for name in _names(found["one"]))
        return
    found = _SAME.match(clause)
    measured = goals or re.search(r"增长|增速|收入|投资|生产总值|GDP", clause) is not None
    if found is not None and found["how"] != "相适应" and measured and not re.search(r"党中央|思想|看齐", clause):
        other = _other(found["other"], product) if goals or "一致" not in found["how"] else None
        loose = found["about"] is not None or "基本" in clause or "协调" in found["how"] or "一致" in found["how"]
        op = Op.ABOUT if loose else Op.AT_LEAST
        if other is not None:
            yield from (_against(name, op, other) for name in _names(found["one"]))
        return
    found = _ABOVE.match(clause)
    if found is not None:
        other = _other(
            re.sub(r"增长率|增长速度|增长|增速|增幅|的", "", found["other"])
            if "平均" not in found["other"]
            else found["other"],
            product,
        )
        op = {"不低于": Op.AT_LEAST, "不慢于": Op.AT_LEAST, "低于": Op.LESS, "慢于": Op.LESS, "不高于": Op.AT_MOST}.get(
            found["how"], Op.MORE
        )
        if other is not None and (goals or "平均" in found["other"] or "经济" in found["other"]):
            growth = re.search(r"增速|增长|增幅|快于|慢于", clause) is not None or goals
            for name in _names(found["one"]):
                yield _against(name, op, other, Measure.GROWTH if growth else Measure.LEVEL)
        return
    if not goals:
        return
    found = _TOGETHER.match(clause)
    if found is not None and "与" not in clause:
        op = Op.ABOUT if "基本" in clause else Op.AT_LEAST
        yield from (_against(name, op, product) for name in _names(found["one"].replace("基本保持", "")))
        return
    found = _STEADY.match(clause)
    if found is not None:
        yield from (_growth(name, Op.MORE) for name in _names(found["one"]))
        return
    found = _FALLING.match(clause)
    if found is not None:
        yield from (_fall(name) for name in _names(found["one"]))


def _names(text: str) -> list[str]:
    stem = strip_joints(strip_openings(re.sub(r"(?:基本|继续|总体)?保持$|增长$|涨幅$|增速$|增幅$", "", text)))
    return [clean(stem[one:two]) for one, two in split_list(stem) if clean(stem[one:two])]


def _other(text: str, product: str) -> str | None:
    name = clean(text if "平均" in text else strip_openings(text))
    if _ECONOMY.fullmatch(name) or name in ("生产总值", "GDP"):
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
