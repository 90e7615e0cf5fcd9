"""Twins in which the report says that it was not so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.twins.numbers import lower_is_better, plain
from tests.twins.places import Place, decided_by_words
from tests.twins.twin import Twin, negation, undecided
from tracker.model import ComparisonTarget, FigureTarget, MilestoneTarget, Stage
from tracker.words.units import convert

_DONE = re.compile(
    r"(?:顺利|全面|成功|基本|如期|已经?|继续|及时|全线|正式|稳步)*"
    r"(?P<verb>建成|竣工|投产|通车|通水|投入运行|投入使用|开通|贯通|完成|举办|制定|出台|建立|取消|统一|实行|实现|编制|组建|纳入"
    r"|开展|启动|实施|试行)(?P<past>了?)"
)
_BEGUN = {"开展", "启动", "实施", "试行"}
_PAPER = re.compile(r"(?:制度|条例|办法|方案|规划|纲要|机制|政策|细则)$")
_WORKS = re.compile(r"(?:工程|高铁|机场|铁路|公路|中心|项目|大桥|医院)$")


def negated(place: Place) -> Iterator[Twin]:
    """The report says that it was not so."""
    label, target = place.label, place.label.target
    if decided_by_words(place):
        return
    if isinstance(target, FigureTarget) and target.value != 0:
        yield from _negated_figure(place, target)
    if isinstance(target, MilestoneTarget):
        yield from _negated_work(place, target)
    elif isinstance(target, ComparisonTarget):
        sentence = f"{label.names[0]}增长低于{target.than.indicator}增长。"
        yield negation(label, "behind", place.replaced(sentence))


def _negated_figure(place: Place, target: FigureTarget) -> Iterator[Twin]:
    label, number = place.label, place.number
    name = label.names[0]
    if number is not None and not number.bounded:
        # 城镇新增就业未达到900万人: the asked amount, in the words of the quote
        start = number.start
        before = place.pair.text[place.span[0] : start]
        word = re.search(r"(?:控制在|达到了?|达|增加到|提高到|回落到|突破|超过|仅)\s*$", before)
        start -= len(word[0]) if word else 0
        asked = plain((target.value / number.factor).normalize())
        denied = "未能控制在" if lower_is_better(target) else "未达到"
        yield negation(label, "figure", place.changed(start, number.end, denied + asked))
    claims = {
        "claim": f"{name}未完成年度目标任务。",
        "claim 2": f"受多种因素影响，{name}没有达到预期目标。",
        "claim 3": f"{name}未达预期。",
        "goal": f"{place.clause}的目标没有实现。",
    }
    for way, sentence in claims.items():
        # a larger amount that was missed leaves the target open (format.md, section 3)
        larger = way == "goal" and number is not None and not lower_is_better(target) and _is_more(place, target)
        edits = place.replaced(sentence)
        yield undecided(label, "negated", way, edits) if larger else negation(label, way, edits)


def _is_more(place: Place, target: FigureTarget) -> bool:
    """Whether the report's own amount, which is to be said to be missed, is more than what was asked for."""
    actual = place.label.actual
    if actual is None or place.label.verdict != "met":
        return False
    amount = convert(actual[0], actual[1], target.unit or "")
    return amount is not None and amount > target.value


def _negated_work(place: Place, target: MilestoneTarget) -> Iterator[Twin]:
    label, name = place.label, target.milestone
    finished = target.stage in (Stage.BUILT, Stage.IN_USE, Stage.AWARDED)
    found = list(_DONE.finditer(place.quote))
    verbs = {match["verb"] for match in found}
    if len(found) == 1 and not re.search(r"[，；]", place.quote) and (finished or verbs <= _BEGUN):
        at = place.span[0] + found[0].start()
        edits = place.changed(at, place.span[0] + found[0].end(), f"尚未{found[0]['verb']}")
        yield negation(label, "verb", edits)
    if target.stage not in (Stage.PLANNED, Stage.PREPARED) and _WORKS.search(name):
        yield negation(label, "not begun", place.replaced(f"{name}尚未开工。"))
        yield negation(label, "stopped", place.replaced(f"{name}因资金问题未能开工建设。"))
    if finished and _PAPER.search(name):
        yield negation(label, "not issued", place.replaced(f"{name}尚未出台。"))
    if finished:
        yield negation(label, "not done", place.replaced(f"{name}未能如期完成。"))
        yield negation(label, "not done 2", place.replaced(f"{name}没有按期完成。"))
