"""Altered twins of reports: what is changed in the text, and which verdicts are right after it.

A twin is made only where its expectation leaves no room: where the report repeats the figure, or speaks of the work
again elsewhere, the rest of it decides, and no twin is made. The rules for that look at the text alone, not at what
the checker makes of it (the parts of a report, of which ``Pair.plan_at`` asks the checker, are the one exception).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from tests.twins.pairs import PROVINCES, Label, Pair, Span, held, sentence_of
from tracker.model import Better, ComparisonTarget, FigureTarget, Measure, MilestoneTarget, Op, Stage

UNDECIDED = frozenset({"unverifiable"})
NOT_MET = frozenset({"unmet", "unverifiable"})
FIGURES = {"value-meets", "value-falls-short"}
STAGES = {"stage-reached", "stage-not-reached"}
COMPARISONS = {"comparison-holds", "comparison-fails"}
CONTROL = "(restated)"


@dataclass(frozen=True)
class Edit:
    start: int
    end: int
    new: str


@dataclass(frozen=True)
class Twin:
    """A change of one report for one label. ``right`` are the verdicts that may follow, ``best`` the sharpest."""

    kind: str
    way: str
    label: Label
    edits: tuple[Edit, ...]
    right: frozenset[str]
    best: str
    needs: tuple[Span, ...] = ()  # what else the verdict rests on: nothing else may change there


# ── what every twin needs to know of its label ────────────────────────────────────────────────────


@dataclass(frozen=True)
class Place:
    """The labelled evidence in its text: ``quote`` is the deciding one, ``sentences`` are round each quote."""

    pair: Pair
    label: Label
    span: Span
    sentences: tuple[Span, ...]
    again: tuple[Span, ...] = ()  # other sentences that say the same: they go in every twin

    @property
    def quote(self) -> str:
        return self.pair.text[self.span[0] : self.span[1]]

    @property
    def clause(self) -> str:
        """The quote without line breaks and the words of time in front of it: it can stand for itself."""
        bare = re.sub(r"\s+", "", self.quote)
        return re.sub(r"^(?:(?:去年以来|去年|全年|其中|预计|我们|已有|已|共|，)|\d{4}年(?:开始)?)+", "", bare)

    @property
    def told(self) -> str:
        """The clause as a sentence of its own, with the year where the sentence that it is from names it."""
        own = self.pair.text[slice(*sentence_of(self.pair.text, self.span))]
        timed = re.search(rf"去年|过去一年|全年|{self.pair.year}年", own) is not None
        return f"{'去年，' if timed else ''}{self.clause}。"

    def removed(self) -> tuple[Edit, ...]:
        return tuple(Edit(start, end, "") for start, end in dict.fromkeys((*self.sentences, *self.again)))

    def replaced(self, new: str) -> tuple[Edit, ...]:
        """The new sentence where the deciding one stood; the other quotes' sentences go."""
        own = sentence_of(self.pair.text, self.span)
        return tuple(replace(each, new=new) if (each.start, each.end) == own else each for each in self.removed())

    def changed(self, start: int, end: int, new: str) -> tuple[Edit, ...]:
        """A few letters of the deciding sentence; the sentences that say it again go."""
        return (Edit(start, end, new), *(Edit(one, two, "") for one, two in self.again))


def place_of(pair: Pair, label: Label) -> Place | None:
    """Where the label's evidence stands, or None where the rest of the report would decide whatever is changed."""
    if label.target is None or label.verdict == "unverifiable" or not label.spans:
        return None
    if len(label.spans) != len(label.raw["evidence"]):
        return None
    spans = label.spans[:1] if label.reason in COMPARISONS else label.spans
    place = Place(pair, label, spans[0], tuple(sentence_of(pair.text, span) for span in spans))
    again = tuple(_told_again(place))
    return replace(place, again=again) if len(again) <= AT_MOST else None


AT_MOST = 2
"""Sentences that say the same again: so many are taken out together with the evidence; where there are more, the
report speaks of a work throughout, and no twin is made."""

_CLAIMS = re.compile(
    r"(?:超额|提前|如期|圆满)(?:完成|实现)|(?:没有|未|未能)?(?:完成|达到|实现)[^，。]{0,8}(?:年度|年初|预期)(?:目标|任务|计划)"
)


def _told_again(place: Place) -> Iterator[Span]:
    """The other sentences before the plan that tell of the target.

    A figure is told again where its digits and half of the name's letters stand, or the whole name and a claim that
    a goal was reached; a work, where three quarters of its name's letters (or of an alias's) do.
    """
    pair, label = place.pair, place.label
    number = find_number(place)
    digits = None if number is None else pair.text[number.start : number.end]
    position = 0
    while position < pair.plan_from:
        start, end = sentence_of(pair.text, (position, position + 1))
        position = max(end, position + 1)
        if any(one < end and start < two for one, two in place.sentences):
            continue
        words = pair.text[start:end]
        if isinstance(label.target, MilestoneTarget) or label.reason.startswith("reported"):
            again = held(label.names, words) >= 0.75
        elif digits is not None and re.search(rf"(?<![\d.]){re.escape(digits)}(?![\d.])", words):
            again = held(label.names, words) >= 0.5
        else:
            again = held(label.names, words) >= 0.9 and _CLAIMS.search(words) is not None
        if again:
            yield start, end


# ── numbers ───────────────────────────────────────────────────────────────────────────────────────

_SCALES = {"": 1, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "千万": 10**7, "百万": 10**6, "万亿": 10**12}
_NUMBER = re.compile(
    r"(?P<digits>\d+(?:\.\d+)?)\s*(?P<more>[多余]?)"
    r"(?P<scale>千万|百万|万亿|[万亿]?)(?P<after>[多余]?)"
)
_BOUND_BEFORE = re.compile(r"(?:近|超|超过|突破|约|不足|将近|达?到?近|控制在\s?)$")
_BOUND_AFTER = re.compile(r"^[^，；。、]{0,3}?(?:左右|以上|以下|以内)")


@dataclass(frozen=True)
class Number:
    """The labelled amount in the text, as offsets; ``bounded`` where a word (近, 多, 左右) blurs it."""

    start: int
    end: int
    decimals: int
    factor: Decimal  # one of the number as written, in the target's unit
    bounded: bool


def scale_of(unit: str) -> tuple[Decimal, str]:
    """万人 is 10000 and 人."""
    match = re.match(r"千万|百万|万亿|[万亿]", unit)
    if match is None or match.end() == len(unit):
        return Decimal(1), unit
    return Decimal(_SCALES[match[0]]), unit[match.end() :]


def find_number(place: Place) -> Number | None:
    """The labelled amount in the quote, where its digits stand there exactly once."""
    actual = place.label.actual
    if actual is None:
        return None
    factor, _ = scale_of(actual[1])
    amount = actual[0] * factor
    found = []
    for match in _NUMBER.finditer(place.pair.text, *place.span):
        scale = Decimal(_SCALES[match["scale"]])
        if Decimal(match["digits"]) * scale == amount:
            before, after = place.pair.text[: match.start()][-4:], place.pair.text[match.end() : match.end() + 8]
            blurred = bool(match["more"] or match["after"] or _BOUND_BEFORE.search(before) or _BOUND_AFTER.match(after))
            decimals = len(match["digits"].partition(".")[2])
            found.append(Number(match.start("digits"), match.end("digits"), decimals, scale, blurred))
    return found[0] if len(found) == 1 else None


def _rounded(value: Decimal, decimals: int, *, up: bool) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_CEILING if up else ROUND_FLOOR)


def _limit(target: FigureTarget, *, lower: bool) -> Decimal:
    """The last value that meets the target."""
    if target.op is Op.ABOUT:
        room = abs(target.value) * target.tolerance
        return target.value + room if lower else target.value - room
    return target.high if lower and target.high is not None else target.value


def lower_is_better(target: FigureTarget | ComparisonTarget) -> bool:
    return target.better is Better.LOWER or target.op in (Op.AT_MOST, Op.LESS)


def new_values(target: FigureTarget, number: Number, met: bool) -> Iterator[tuple[str, Decimal]]:
    """Values as the text would write them, on the other side of the target than now: far off, and just across.

    A blurred number (近, 多, 左右) is only moved far: whether it just meets is for other tests.
    """
    lower = lower_is_better(target)
    limit = _limit(target, lower=lower) / number.factor
    asked = target.value / number.factor
    percent = target.unit == "%"
    decimals = max(number.decimals, 1 if percent else 0)
    up = lower is met  # which way the new value lies from the limit
    far = _rounded(asked * (Decimal("1.4") if up else Decimal("0.6")), decimals, up=up)
    yield "far", far
    if number.bounded or target.op is Op.EQUAL:
        return
    step = Decimal(1).scaleb(-decimals)
    near = _rounded(limit, decimals, up=up)
    strict = target.op in (Op.MORE, Op.LESS)
    if met or strict:  # across the limit; where it is to be met, the limit itself is enough
        near += step if up and near == limit else -step if near == limit else 0
    if near != far:
        yield "near", near


def plain(value: Decimal) -> str:
    return f"{value:f}"


# ── the same, told alone ──────────────────────────────────────────────────────────────────────────


def restated(place: Place) -> Iterator[Twin]:
    """The deciding clause as a sentence of its own in the review: a control, for the twins that put it elsewhere."""
    label = place.label
    if not _decided_by_words(place) and label.reason not in COMPARISONS:
        edits = place.replaced(place.told)
        yield Twin(CONTROL, "", label, edits, frozenset({label.verdict}), label.verdict)


# ── (a) another figure ────────────────────────────────────────────────────────────────────────────

_FLIPS = {
    "增长": "下降", "上涨": "下降", "增产": "减产", "提高": "下降", "增加": "减少", "下降": "上升", "减少": "增加",
}  # fmt: skip


def figure(place: Place) -> Iterator[Twin]:
    """The figure is changed so that the verdict must flip."""
    label, target = place.label, place.label.target
    if label.reason in COMPARISONS:
        yield from _other_side(place)
        return
    if label.reason not in FIGURES or not isinstance(target, FigureTarget) or len(place.sentences) > 1:
        return
    number = find_number(place)
    if number is None:
        return
    met = label.verdict == "met"
    flipped = "unmet" if met else "met"
    if target.value == 0:
        before = place.pair.text[place.span[0] : number.start]
        word = next((word for word in _FLIPS if before.endswith(word)), None)
        if word is not None and met:
            edits = place.changed(number.start - len(word), number.start, _FLIPS[word])
            yield Twin("figure", "turned", label, edits, frozenset({"unmet"}), "unmet")
        return
    for way, value in new_values(target, number, met):
        if value > 0:
            edits = place.changed(number.start, number.end, plain(value))
            yield Twin("figure", way, label, edits, frozenset({flipped}), flipped)


_STATED = re.compile(r"快于|高于|低于|慢于|超过|同步|跑赢")


def _other_side(place: Place) -> Iterator[Twin]:
    """A comparison: the left figure is put on the other side of the right one."""
    label, target = place.label, place.label.target
    assert isinstance(target, ComparisonTarget)
    actual = label.raw.get("actual")
    own = place.pair.text[slice(*sentence_of(place.pair.text, place.span))]
    if not actual or "left" not in actual or _STATED.search(own) or len(label.spans) < 2:
        return
    left, right = (Decimal(str(actual[side]["value"])) for side in ("left", "right"))
    found = [match for match in _NUMBER.finditer(place.pair.text, *place.span) if Decimal(match["digits"]) == left]
    if len(found) != 1:
        return
    met = label.verdict == "met"
    value = right * (Decimal("0.6") if met is not lower_is_better(target) else Decimal("1.4"))
    edits = place.changed(found[0].start("digits"), found[0].end("digits"), plain(_rounded(value, 1, up=False)))
    flipped = "unmet" if met else "met"
    yield Twin("figure", "left side", label, edits, frozenset({flipped}), flipped, needs=label.spans)


# ── (b) the sentence is gone ──────────────────────────────────────────────────────────────────────


def removed(place: Place) -> Iterator[Twin]:
    """Without the sentences of its evidence nothing decides."""
    yield Twin("removed", "sentence", place.label, place.removed(), UNDECIDED, "unverifiable")


# ── (c) a plan instead ────────────────────────────────────────────────────────────────────────────

_LOOKS_BACK = re.compile(
    r"去年|前年|(?<!比)上年|过去|[两三五]年|累计|连续|已|了|\d{4}年|如期|超额|年度|以来|成功|[增提][加高]到"
)


def planned(place: Place) -> Iterator[Twin]:
    """The clause is next year's plan, in the plan part or at the review's end."""
    if _decided_by_words(place) or _LOOKS_BACK.search(place.clause):
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
        yield Twin("planned", way, place.label, edits, UNDECIDED, "unverifiable")
    inside = {"in the review": f"下一步，我们将力争{clause}。", "in the review 2": f"今年，我们要确保{clause}。"}
    for way, sentence in inside.items():
        yield Twin("planned", way, place.label, place.replaced(sentence), UNDECIDED, "unverifiable")


def _decided_by_words(place: Place) -> bool:
    """A sentence that tells of a problem or of a claim makes no plan, and no other year's figure."""
    return place.label.reason not in FIGURES | STAGES | COMPARISONS or len(place.sentences) > 1


# ── (d) negated ───────────────────────────────────────────────────────────────────────────────────

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
    if _decided_by_words(place):
        return
    if isinstance(target, FigureTarget) and target.value != 0:
        yield from _negated_figure(place, target)
    if isinstance(target, MilestoneTarget):
        yield from _negated_work(place, target)
    elif isinstance(target, ComparisonTarget):
        sentence = f"{label.names[0]}增长低于{target.than.indicator}增长。"
        yield Twin("negated", "behind", label, place.replaced(sentence), NOT_MET, "unmet")


def _negated_figure(place: Place, target: FigureTarget) -> Iterator[Twin]:
    label, number = place.label, find_number(place)
    name = label.names[0]
    if number is not None and not number.bounded:
        # 城镇新增就业未达到900万人: the asked amount, in the words of the quote
        start = number.start
        before = place.pair.text[place.span[0] : start]
        word = re.search(r"(?:控制在|达到了?|达|增加到|提高到|回落到|突破|超过|仅)\s*$", before)
        start -= len(word[0]) if word else 0
        asked = plain((target.value / number.factor).normalize())
        denied = "未能控制在" if lower_is_better(target) else "未达到"
        yield Twin("negated", "figure", label, place.changed(start, number.end, denied + asked), NOT_MET, "unmet")
    claims = {
        "claim": f"{name}未完成年度目标任务。",
        "claim 2": f"受多种因素影响，{name}没有达到预期目标。",
        "claim 3": f"{name}未达预期。",
        "goal": f"{place.clause}的目标没有实现。",
    }
    for way, sentence in claims.items():
        yield Twin("negated", way, label, place.replaced(sentence), NOT_MET, "unmet")


def _negated_work(place: Place, target: MilestoneTarget) -> Iterator[Twin]:
    label, name = place.label, target.milestone
    finished = target.stage in (Stage.BUILT, Stage.IN_USE, Stage.AWARDED)
    found = list(_DONE.finditer(place.quote))
    verbs = {match["verb"] for match in found}
    if len(found) == 1 and not re.search(r"[，；]", place.quote) and (finished or verbs <= _BEGUN):
        at = place.span[0] + found[0].start()
        edits = place.changed(at, place.span[0] + found[0].end(), f"尚未{found[0]['verb']}")
        yield Twin("negated", "verb", label, edits, NOT_MET, "unmet")
    if target.stage not in (Stage.PLANNED, Stage.PREPARED) and _WORKS.search(name):
        yield Twin("negated", "not begun", label, place.replaced(f"{name}尚未开工。"), NOT_MET, "unmet")
        yield Twin("negated", "stopped", label, place.replaced(f"{name}因资金问题未能开工建设。"), NOT_MET, "unmet")
    if finished and _PAPER.search(name):
        yield Twin("negated", "not issued", label, place.replaced(f"{name}尚未出台。"), NOT_MET, "unmet")
    if finished:
        yield Twin("negated", "not done", label, place.replaced(f"{name}未能如期完成。"), NOT_MET, "unmet")
        yield Twin("negated", "not done 2", label, place.replaced(f"{name}没有按期完成。"), NOT_MET, "unmet")


# ── (e) another year ──────────────────────────────────────────────────────────────────────────────

_STANDS = re.compile(r"突破|达到?|占|率|比重|比例|总|覆盖|扩大到|提高到|增加到")
_TIMED = re.compile(r"去年|前年|五年|累计|年均|\d{4}年|十[一二三四]?五|连续|三年|两年")


def other_year(place: Place) -> Iterator[Twin]:
    """The figure is another year's, a part of the year's, or that of five years together.

    Only figures: a work that was finished the year before is finished. And no level that stands (突破, 占).
    """
    label, target, clause = place.label, place.label.target, place.clause
    if label.reason not in FIGURES | COMPARISONS or len(place.sentences) > 1 or _TIMED.search(clause):
        return
    if label.reason in COMPARISONS and _STATED.search(clause) and "%" not in clause:
        return
    pair = place.pair
    if not re.search(r"突破|超过|总量|总里程", clause):
        starts = {
            "named": f"{pair.year - 1}年，", "前年": "前年，", "long ago": f"{pair.year - 6}年",
            "up to": f"截至{pair.year - 1}年底，", "this year": "今年一季度，",
        }  # fmt: skip
        for way, words in starts.items():
            edits = place.replaced(f"{words}{clause}。")
            yield Twin("other year", way, label, edits, UNDECIDED, "unverifiable", needs=label.spans)
        if "全年" not in clause:
            for way, words in {"months": "去年1—11月，", "half": "去年上半年，"}.items():
                edits = place.replaced(f"{words}{clause}。")
                yield Twin("other year", way, label, edits, UNDECIDED, "unverifiable", needs=label.spans)
    assert isinstance(target, FigureTarget | ComparisonTarget)
    if target.measure is Measure.LEVEL and isinstance(target, FigureTarget) and target.unit != "%":
        if not _STANDS.search(clause) and "全年" not in clause:
            edits = place.replaced(f"五年累计{clause}。")
            yield Twin("other year", "five", label, edits, UNDECIDED, "unverifiable")
    elif clause.count("增长") == 1:
        edits = place.replaced(f"五年来，{clause.replace('增长', '年均增长').replace('比上年', '')}。")
        yield Twin("other year", "average", label, edits, UNDECIDED, "unverifiable")


# ── (f) another indicator, or another place ───────────────────────────────────────────────────────

# The neighbour that a careless reader takes for the indicator. Of those in the clause, the one most
# like the target's name is changed.
NEIGHBOURS = {
    "规模以上工业增加值": "高技术制造业增加值",
    "规模工业增加值": "高技术制造业增加值",
    "单位国内生产总值能耗": "单位国内生产总值用水量",
    "单位GDP能耗": "单位GDP用水量",
    "能源消耗强度": "用水强度",
    "能耗强度": "用水强度",
    "国内生产总值": "第三产业增加值",
    "地区生产总值": "第三产业增加值",
    "生产总值": "第三产业增加值",
    "一般公共预算收入": "政府性基金收入",
    "固定资产投资": "工业技术改造投资",
    "重大项目投资": "水利项目投资",
    "社会消费品零售总额": "网上零售额",
    "居民消费价格": "工业生产者出厂价格",
    "调查失业率": "登记失业率",
    "登记失业率": "调查失业率",
    "城镇新增就业": "农村劳动力新增转移就业",
    "新增城镇就业": "新增农村转移就业",
    "农村居民人均纯收入": "城镇居民人均可支配收入",
    "农民人均纯收入": "城镇居民人均可支配收入",
    "城镇居民人均可支配收入": "农村居民人均可支配收入",
    "居民人均可支配收入": "农民工月均收入",
    "广义货币M2": "社会融资规模存量",
    "贫困人口": "残疾人口",
    "粮食总产量": "棉花总产量",
    "高速公路": "内河航道",
    "农村公路": "国省干线公路",
    "普惠性托位": "公办幼儿园学位",
    "中小学学位": "幼儿园学位",
    "老旧小区": "城中村",
    "家庭养老床位": "医院床位",
    "百亿企业": "上市企业",
    "易地扶贫搬迁": "水库移民搬迁",
    "保障性安居工程": "商品住宅",
    "行政审批事项": "行政处罚事项",
    "专项转移支付项目": "政府采购项目",
    "饮水安全": "住房安全",
    "在城镇落户": "返乡创业",
    "通关时间": "办税时间",
    "海铁联运班列": "中欧班列",
    "异地结算定点医院": "互联网医院",
    "经营主体": "农户",
    "基层就业": "自主创业",
    "白内障手术": "听力康复手术",
    "科技投入": "文化投入",
    "退休人员": "优抚对象",
    "免疫": "筛查",
    "赤字": "债务余额",
}


_NATION = re.compile(r"全[省市区国]|我[省市区国]|^[^，]{0,4}[省市区]|国家|国务院|中央|省级")


def other_name(place: Place) -> Iterator[Twin]:
    """The figure is a neighbour's, the work is another one."""
    label, target, pair = place.label, place.label.target, place.pair
    if _decided_by_words(place):
        return
    if isinstance(target, MilestoneTarget):
        clause = _other_work(place)
        if clause is not None:
            edits = place.replaced(f"{clause}。")
            yield Twin("other name", "work", label, edits, UNDECIDED, "unverifiable", needs=label.spans)
        return
    clause = place.clause
    likeness = {name: held((name,), "；".join(label.names)) for name in NEIGHBOURS if name in clause}
    name = max(
        (each for each in likeness if likeness[each]), key=lambda each: (likeness[each], len(each)), default=None
    )
    if name is not None and clause.count(name) == 1:
        edits = place.replaced(place.told.replace(name, NEIGHBOURS[name]))
        yield Twin("other name", "neighbour", label, edits, UNDECIDED, "unverifiable", needs=label.spans)
    if not _NATION.search(clause) and label.reason in FIGURES:
        for way, part in {"part": "中心城区", "part 2": "民营企业"}.items():
            edits = place.replaced(place.told.replace(clause, part + clause))
            yield Twin("other name", way, label, edits, UNDECIDED, "unverifiable", needs=label.spans)
    if not _NATION.search(clause) and pair.file.locality.name != "全国":
        edits = place.replaced(f"同期，全国{clause}。")
        yield Twin("other place", "nation", label, edits, UNDECIDED, "unverifiable", needs=label.spans)
    inside = PROVINCES.get(pair.file.locality.name)
    if inside is not None and not _NATION.search(clause):
        told = place.told.replace(clause, inside + clause)
        edits = place.replaced(told)
        yield Twin("other place", "inside", label, edits, UNDECIDED, "unverifiable", needs=label.spans)
        edits = place.replaced(f"各地发展各有特色，其中{told}")
        yield Twin("other place", "of which", label, edits, UNDECIDED, "unverifiable", needs=label.spans)


# Another work of the same kind, by the noun that ends the shared part of name and quote.
_OTHER_WORKS = {
    "高铁": "沿江高铁", "铁路": "沿江铁路", "国际机场": "东山国际机场", "机场": "东山机场", "公路": "沿江公路",
    "大通道": "沿江大通道", "工程": "引水调蓄工程", "中心": "防灾演练中心", "制度": "野生动物保护制度",
    "改革": "盐业体制改革",
    "试点": "古籍修复试点", "规划": "冰雪运动发展规划", "纲要": "冰雪运动发展纲要", "体系": "气象观测体系",
    "机制": "渔业资源监测机制", "条例": "古树名木保护条例", "方案": "古树名木保护方案", "政策": "渔业补贴政策",
    "博览会": "茶叶文化博览会", "世博会": "园艺节", "特奥会": "民族运动会",
}  # fmt: skip


def _other_work(place: Place) -> str | None:
    """The clause with the shared part of its name exchanged, if little of the name is left in it."""
    clause, names = place.clause, place.label.names
    name = max(names, key=lambda each: held((each,), clause))
    shared = _shared(name, clause)
    if len(shared) < 3:
        return None
    other = next((new for noun, new in _OTHER_WORKS.items() if shared.endswith(noun)), "档案数字化转换")
    changed = clause.replace(shared, other, 1)
    return changed if held(names, changed) < 0.4 else None


def _shared(one: str, two: str) -> str:
    """The longest stretch that both texts have."""
    best = ""
    for start in range(len(one)):
        while one[start : start + len(best) + 1] in two and start + len(best) < len(one):
            best = one[start : start + len(best) + 1]
    return best


Way = Callable[[Place], Iterator[Twin]]
WAYS: tuple[Way, ...] = (restated, figure, removed, planned, negated, other_year, other_name)


def twins_of(pair: Pair) -> list[Twin]:
    """All twins of a pair, in the order of its labels."""
    places = [place for label in pair.labels if (place := place_of(pair, label)) is not None]
    return [twin for place in places for way in WAYS for twin in way(place)]


def sample_of(twins: Iterable[Twin]) -> list[Twin]:
    """One way of each kind for each label, the ways in turn: a third of the twins, all labels and all ways."""
    by_label: dict[tuple[str, str], list[Twin]] = {}
    for twin in twins:
        by_label.setdefault((twin.kind, twin.label.id), []).append(twin)
    turns: dict[str, int] = {}
    chosen = []
    for (kind, _), listed in by_label.items():
        turn = turns.get(kind, 0)
        turns[kind] = turn + 1
        chosen.append(listed[turn % len(listed)])
    return chosen
