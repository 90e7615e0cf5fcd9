"""Twins in which the clause is a plan, or another year's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.twins.places import COMPARISONS, FIGURES, STATED, Place, decided_by_words
from tests.twins.twin import Edit, Twin, undecided
from tracker.model import ComparisonTarget, FigureTarget, Measure

_LOOKS_BACK = re.compile(
    r"去年|前年|(?<!比)上年|过去|[两三五]年|累计|连续|已|了|\d{4}年|如期|超额|年度|以来|成功|[增提][加高]到"
)


def planned(place: Place) -> Iterator[Twin]:
    """The clause is next year's plan, in the plan part or at the review's end."""
    if decided_by_words(place) or _LOOKS_BACK.search(place.clause):
        return
    pair, clause = place.pair, place.clause
    year = pair.year + 1
    ways = {
        "must": f"今年要确保{clause}。",
        "goals": f"今年发展的主要预期目标是：{clause}。",
        "bare": f"{clause}。",
        "named": f"{year}年，{clause}。",
        "year's end": f"到{year}年底，{clause}。",
        "new year": f"新的一年，我们要坚定信心、迎难而上，{clause}。",
        "strive": f"坚持稳中求进，争取{clause}。",
        "goal of list": f"今年要重点抓好以下工作：一是优化服务；二是{clause}；三是守住底线。",
    }
    for way, sentence in ways.items():
        edits = (*place.removed(), Edit(pair.plan_at, pair.plan_at, sentence))
        yield undecided(place.label, "planned", way, edits)
    inside = {"in the review": f"下一步，我们将力争{clause}。", "in the review 2": f"今年，我们要确保{clause}。"}
    for way, sentence in inside.items():
        yield undecided(place.label, "planned", way, place.replaced(sentence))


_STANDS = re.compile(r"突破|达到?|占|率|比重|比例|总|覆盖|扩大到|提高到|增加到")
_TIMED = re.compile(r"去年|前年|五年|累计|年均|\d{4}年|十[一二三四]?五|连续|三年|两年")


def other_year(place: Place) -> Iterator[Twin]:
    """The figure is another year's, a part of the year's, or that of five years together.

    Only figures: a work that was finished the year before is finished. And no level that stands (突破, 占).
    """
    label, target, clause = place.label, place.label.target, place.clause
    if label.reason not in FIGURES | COMPARISONS or len(place.sentences) > 1 or _TIMED.search(clause):
        return
    if label.reason in COMPARISONS and STATED.search(clause) and "%" not in clause:
        return
    pair = place.pair
    if not re.search(r"突破|超过|总量|总里程", clause):
        starts = {
            "named": f"{pair.year - 1}年，", "前年": "前年，", "long ago": f"{pair.year - 6}年",
            "up to": f"截至{pair.year - 1}年底，", "this year": "今年一季度，",
        }  # fmt: skip
        for way, words in starts.items():
            edits = place.replaced(f"{words}{clause}。")
            yield undecided(label, "other year", way, edits, label.spans)
        if "全年" not in clause:
            for way, words in {"months": "去年1—11月，", "half": "去年上半年，"}.items():
                edits = place.replaced(f"{words}{clause}。")
                yield undecided(label, "other year", way, edits, label.spans)
    assert isinstance(target, FigureTarget | ComparisonTarget)
    if target.measure is Measure.LEVEL and isinstance(target, FigureTarget) and target.unit != "%":
        if not _STANDS.search(clause) and "全年" not in clause:
            edits = place.replaced(f"五年累计{clause}。")
            yield undecided(label, "other year", "five", edits)
    elif clause.count("增长") == 1:
        edits = place.replaced(f"五年来，{clause.replace('增长', '年均增长').replace('比上年', '')}。")
        yield undecided(label, "other year", "average", edits)
