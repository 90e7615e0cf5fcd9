"""The figures a plan asks for: name, operator, value and unit of each, and what only describes left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from tracker.model import Better, Bound, FigureTarget, Measure, Message, Observation, Op
from tracker.understand.fold import Squeezed
from tracker.understand.plans.phrases import (
    alternatives,
    clean,
    kept_verb,
    mask,
    opening_end,
    split_list,
    strip_joints,
    strip_openings,
)
from tracker.words.lexicon import load
from tracker.words.units import unit_nouns

_STOP = re.compile(r"[，；：。！？]")
_SEPARATOR = re.compile(r"、|以及|和|与|及")
_BEFORE = re.compile(
    r"(?P<more>超过|突破|超|逾|高于|大于|多于)|(?P<least>不低于|不少于|不小于|至少|迈上|站上|跨上|稳定在|保持在|达到|达)|(?P<most>控制在|不超过|不高于|不大于|低于|少于|小于|压缩至|压减至|缩短至|降至|降到|压缩到|压减到|缩短到)|(?P<about>约为?|大约)"
)
_BEFORE_END = re.compile(rf"(?:{_BEFORE.pattern})(?:约|近|到)?$")
_AFTER = re.compile(
    r"(?:(?P<least>以上|及以上|之上)|(?P<most>以内|以下|之内|之下|内(?![容部外蒙资需涵陆河设置])|之下)|(?P<about>左右|上下))"
)
_NUMBER = re.compile(r"([\d,]+(?:\.\d+)?)(?:多|余|几)?([十百千]?[万亿]{0,2}|[百千])?")
_SCOPE = re.compile(
    r"^(?:(?P<threshold>[\d,.]+(?:万|亿|千)*(?:元|吨|千瓦|亩|平方米|人|公里)?(?:及)?以上(?:的)?)|(?P<grade>(?:万|亿|千万|百亿|千亿|十亿)元?以上(?:的)?))"
)
_RATIO = re.compile(r"^(?P<one>.+?)(?:压缩|缩短|压减|降低?|减少)(?:至|到)(?P<other>.+?)的$")
_SPREAD = re.compile(r"^(?P<name>.+?)(?:拓展|扩大|扩展|延伸|覆盖|增加|扩围)(?:到|至)")
_GROWN = r"(?:的)?(?:增速|增幅|涨幅|增长率|增长速度|增长)$"
_TAIL_VERBS = re.compile(r"(?:完成|建设|工作|目标|任务|的目标|任务目标|新台阶|台阶|大关|规模|水平|工程建设|项目建设)$")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a squeezed sentence, with offsets into it; bounds such as 以上 are inside ``start``–``end``."""

    start: int
    end: int
    number_start: int
    number_end: int
    unit_end: int
    observation: Observation
    special: str | None  # 全覆盖, 清零, 翻番


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A target and the words it rests on, as offsets into the sentence; ``listed`` are works that it counts."""

    target: FigureTarget
    start: int
    end: int
    doubts: tuple[Message, ...] = ()
    listed: tuple[tuple[int, int], ...] = ()
    clause: tuple[int, int] = (0, 0)
    number: int = -1  # where its number stands


def place_figures(sentence: Squeezed, observations: Sequence[Observation]) -> list[Figure]:
    """The figures of a sentence with their bounds, from what the observations say of them."""
    where = {at: i for i, at in enumerate(sentence.at)}
    text = sentence.text
    found: list[Figure] = []
    for each in observations:
        if each.value is None or each.number_start is None or each.number_end is None:
            continue
        start, last = where.get(each.number_start), where.get(each.number_end - 1)
        if start is None or last is None:
            continue
        end = last + 1
        word = text[start:end]
        special = word if word in ("全覆盖", "清零", "归零") else "翻番" if "番" in word else None
        unit_end = end
        if special is None and each.unit is not None:
            unit_end = _unit_end(text, end, each.unit)
        after = _AFTER.match(text, unit_end)
        before = _BEFORE_END.search(text[:start])
        found.append(
            Figure(
                before.start() if before else start,
                after.end() if after else unit_end,
                start,
                end,
                unit_end,
                each,
                special,
            )
        )
    found.sort(key=lambda each: each.number_start)
    kept: list[Figure] = []
    for figure in found:
        if not kept or figure.number_start >= kept[-1].end:
            kept.append(figure)
    return kept


def _unit_end(text: str, end: int, unit: str) -> int:
    for more in ("", "多", "余", "几"):
        if text.startswith(more + unit, end):
            return end + len(more) + len(unit)
    if unit == "%" and text[end - 1 : end] != "%" and text.startswith("％", end):
        return end + 1
    return end


def find_figures(text: str, figures: list[Figure], heading: str = "") -> Iterator[FoundFigure]:
    """The targets of a sentence's figures, in order."""
    masked = mask(text)
    stops = [match.start() for match in _STOP.finditer(masked)]
    before: FoundFigure | None = None
    for i, figure in enumerate(figures):
        clause_start = max((stop + 1 for stop in stops if stop < figure.start), default=0)
        clause_end = next((stop for stop in stops if stop >= figure.end), len(text))
        previous = _asking_before(text, figures, i, clause_start)
        following = figures[i + 1] if i + 1 < len(figures) and figures[i + 1].start < clause_end else None
        left = _left_bound(masked, clause_start, previous, figure)
        right = _right_bound(masked, figure, following, clause_end)
        for found in _figure(
            text, masked, figure, left, right, clause_start, clause_end, previous, before, heading, figures, i
        ):
            before = found
            yield replace(found, clause=(clause_start, clause_end), number=figure.number_start)


def _asking_before(text: str, figures: list[Figure], i: int, clause_start: int) -> Figure | None:
    """The figure before in the clause, past those that stand inside a name (A100兆瓦光伏、B100兆瓦光伏3个项目)."""
    for k in range(i - 1, -1, -1):
        other = figures[k]
        if other.end <= clause_start:
            return None
        closes = re.match(r"[、和及]", text[other.end :]) is not None
        if closes or not only_describes(
            text, other, clause_start if k == 0 else max(clause_start, figures[k - 1].end), figures[k + 1].start
        ):
            return other
    return None


def _left_bound(masked: str, clause_start: int, previous: Figure | None, figure: Figure) -> int:
    if previous is None:
        return clause_start
    between = masked[previous.end : figure.start]
    separators = list(_SEPARATOR.finditer(between))
    if not separators:
        return previous.end
    chosen = separators[0] if separators[0].start() == 0 else separators[-1]
    return previous.end + chosen.end()


def _right_bound(masked: str, figure: Figure, following: Figure | None, clause_end: int) -> int:
    if following is None:
        return clause_end
    separator = _SEPARATOR.search(masked, figure.end, following.start)
    return following.start if separator is None else separator.start()


@cache
def _descriptive() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = load("plans")
    return (
        re.compile(rf"(?:{alternatives(data['descriptive before'])})(?:约|近|超|超过|到|为|达|达到)?$"),
        re.compile(rf"(?:{alternatives(data['descriptive exceptions'])})(?:约|近|超|超过|为|达|达到)?$"),
    )


def only_describes(text: str, figure: Figure, left: int, right: int) -> bool:
    """Whether a figure says what something is (总投资50亿元的…, 年产6万吨…), not what is to be reached."""
    data = load("plans")
    before = text[left : figure.start]
    after = text[figure.end : right]
    unit = figure.observation.unit or ""
    if re.match(
        r"(?:按照|依据|遵循|根据|对标|依托|围绕|立足|针对|凭借|充分发挥|充分利用|去年|上年|过去|目前|当前)",
        text[max(text.rfind(mark, 0, figure.start) for mark in "，；：。") + 1 :],
    ):
        return True
    if _is_han_name(text, figure, before) or text[figure.number_start : figure.number_end] in (
        "万",
        "亿",
        "百",
        "千",
        "十",
    ):
        return True  # 万元GDP用水量: the base of a rate
    if unit in ("米", "分钟", "公里", "小时") and re.match(r"[^，、；。]{0,14}圈", after):
        return True
    if figure.special in ("全覆盖", "清零", "归零"):
        return bool(after) and not re.match(r"(?:目标|率|、|和|并|及)", after)
    pattern, exceptions = _descriptive()
    if pattern.search(before) and not exceptions.search(before):
        return True
    if after.startswith("的") and unit not in ("%",) and not re.match(r"的(?:目标|任务|规模)$", after):
        return True
    if re.match(r"(?:级|强|周年|星级|时代|标准地)", after):
        return True
    noun = re.split(r"[、和及]", after)[0]
    told = any(noun == word or (noun.endswith(word) and len(noun) <= len(word) + 4) for word in data["structure nouns"])
    if told and unit in ("个", "项", "大", "条", "种", "件", "类"):
        return not before.endswith(("新增", "新建", "抓好", "组织", "开展", "等")) or noun in (
            "方面",
            "方面工作",
        )
    if unit in data["capacity units"] and after and not re.match(r"(?:以上|左右|的)", after):
        bare = re.sub(rf"^(?:{alternatives(data['openings'])})+", "", before)
        verb = kept_verb(bare) or (2 if re.match(r"完成|实施|新增|建设|改造|更新", bare) else 0)
        own_name = len(bare) > verb or not bare
        site = any(word in after for word in data["site nouns"])
        long_unit = unit in ("公里", "千米", "米", "平方公里", "立方米", "亩")
        if (
            site
            and (own_name or not long_unit)
            and not (bare and verb == len(bare) and unit in ("张", "床", "公里", "千米", "米", "平方公里"))
        ):
            return unit not in ("元",) or own_name
    return unit in ("年", "个月", "天", "小时", "分钟", "周", "岁", "日", "个工作日") and not _measures_time(
        before + after
    )


def _is_han_name(text: str, figure: Figure, before: str) -> bool:
    """八家河, 四条环路: a small number in words is a part of a name, unless a verb of making stands before it."""
    word = text[figure.number_start : figure.number_end]
    if figure.special or re.search(r"\d", word) or figure.observation.value is None or figure.observation.value > 10:
        return False
    if figure.observation.unit in ("%", "个百分点", "倍", "元"):
        return False
    return re.search(r"(?:新建|新增|建成|建设|培育|引进|打造|创建|改造|完成|设立|开通|引入|新开|建好)$", before) is None


def _measures_time(text: str) -> bool:
    return (
        re.search(r"时间|时限|办结|用时|寿命|工期|周期|年限|时长|天数|审批|办理|压缩|压减|缩短|优良", text) is not None
    )


def _figure(
    text: str,
    masked: str,
    figure: Figure,
    left: int,
    right: int,
    clause_start: int,
    clause_end: int,
    previous: Figure | None,
    before: FoundFigure | None,
    heading: str,
    figures: list[Figure],
    index: int,
) -> Iterator[FoundFigure]:
    if only_describes(text, figure, left, right):
        return
    if _is_base_of_rate(text, figure, right, figures, index):
        return
    measure = figure.observation.measure
    head, tail = text[left : figure.start], text[figure.end : right]
    if measure is Measure.CHANGE and figure.observation.unit not in ("%", "个百分点", "元"):
        bare = strip_openings(head)
        if re.search(r"[到至为]$", bare) or (tail and kept_verb(bare) == len(bare)):
            measure = Measure.LEVEL  # 县增至35个; 增加1万个停车位
    listed: tuple[tuple[int, int], ...] = ()
    doubts: list[Message] = []
    names: list[str]
    if figure.special in ("全覆盖", "清零", "归零"):
        names = [_coverage(head, figure.special)]
    elif figure.special == "翻番" or (
        measure is not Measure.LEVEL and (_verbs().search(head) or not strip_joints(head).strip("、，和与及"))
    ):
        names = _changing(text, head, clause_start, figures, index, before)
        measure = Measure.GROWTH if figure.special == "翻番" else measure
    else:
        names, listed, measure = _level(text, head, tail, left, figure, before, previous, clause_start, figures, index)
    if len(names) > 1:
        doubts.append(Message("one figure for each name of a list"))
    said = [clean(name) for name in names]
    if measure is Measure.LEVEL and figure.observation.unit == "%" and any(re.search(_GROWN, name) for name in said):
        said = [re.sub(_GROWN, "", name) for name in said]
        measure = Measure.GROWTH
    names = [_whole(name, heading, before, text, clause_start) for name in said] if len(said) == 1 else said
    if len(names) == 1 and any(one != other for one, other in zip(said, names, strict=True)):
        doubts.append(Message("its name is completed from the words before"))
    elif any(name in load("plans")["generic names"] or len(name) < 2 for name in names):
        doubts.append(Message("its name says little"))
    value, unit = _value(text, figure)
    counted = ""
    if figure.observation.unit is None and figure.special is None:
        counted = _unit_of(tail or head)
        unit += counted
        if not counted:
            return
    for position, name in enumerate(names):
        if not name or len(name) > 40:
            continue
        target = _target(text, name, figure, measure, value, unit, counted)
        if target is None:
            continue
        end = right if tail and not _STOP.search(tail) else figure.end
        yield FoundFigure(target, left, max(figure.end, end), tuple(doubts), listed if position == 0 else ())


def _is_base_of_rate(text: str, figure: Figure, right: int, figures: list[Figure], index: int) -> bool:
    """56个存量项目竣工率达到80%: the count is what the rate is of."""
    if index + 1 >= len(figures) or figure.observation.unit == "%":
        return False
    following = figures[index + 1]
    between = text[figure.end : following.start]
    if following.observation.unit != "%" and not re.search(
        r"(?:产值|收入|投资|规模|产量|税收|营收|面积|销售额|增加值)(?:力争|均|全部|要|将|达到|达|突破|超过|超|完成|实现)*$",
        between,
    ):
        return False
    if following.start < figure.end:
        return False
    return len(between) >= 2 and not _STOP.search(between) and not re.match(r"[、和]", between)


def _coverage(head: str, special: str) -> str:
    name = strip_joints(strip_openings(head))
    if special == "全覆盖":
        name = re.sub(r"(?:实现|达到|基本|力争|工作|全省|县城和中心镇)+$", "", name)
        return f"{name}率" if name.endswith("覆盖") else f"{name}覆盖率" if name else ""
    return re.sub(r"(?:动态|全部|实现|保持|持续)+$", "", name)


@cache
def _verbs() -> re.Pattern[str]:
    measure = load("quantities")["measure"]
    words = [*measure["growth"], *measure["up"], *measure["down"], "提速"]
    return re.compile(
        rf"(?:{alternatives(measure['adverbs'])}|各|再|力争|确保|双双|同比)*(?:{alternatives(words)})(?:率|幅度|速度|幅)?(?:达到|达|到|为|控制在|保持在|稳定在|在|不低于|超过|至)?$"
    )


def _changing(
    text: str, head: str, clause_start: int, figures: list[Figure], index: int, before: FoundFigure | None
) -> list[str]:
    """The names of a growth, a change or a fall: without its verb; a list shares it."""
    found = _verbs().search(head)
    stem = head if found is None else head[: found.start()]
    verbless = stem
    if not verbless.strip("、，和"):
        # 增长10%以上, after an amount: the indicator is that amount's; 分别增长6%和8.5%: the list before both
        if index and figures[index - 1].end > clause_start and _in_run(text, figures, index):
            return _of_several(text, clause_start, figures, index)
        return [before.target.indicator] if before is not None else []
    if index + 1 < len(figures) and re.fullmatch(r"[、和与及]+", text[figures[index].end : figures[index + 1].start]):
        return _of_several(text, clause_start, figures, index)
    return _spread_list(strip_joints(strip_openings(verbless)))


def _of_several(text: str, clause_start: int, figures: list[Figure], index: int) -> list[str]:
    """A、B分别增长a和b: the index-th figure of a run has the index-th name."""
    first = index
    while first and re.fullmatch(r"[、和与及]+", text[figures[first - 1].end : figures[first].start]):
        first -= 1
    last = index
    while last + 1 < len(figures) and re.fullmatch(r"[、和与及]+", text[figures[last].end : figures[last + 1].start]):
        last += 1
    head = text[clause_start : figures[first].start]
    found = _verbs().search(head)
    stem = strip_joints(strip_openings(head if found is None else head[: found.start()]))
    names = _spread_list(stem, force=True)
    count = last - first + 1
    if len(names) == count:
        return [names[index - first]]
    if count == 2 and stem.startswith("城乡"):
        return [("城镇" if index == first else "农村") + stem[2:]]
    return [stem]


def _spread_list(stem: str, force: bool = False) -> list[str]:
    """A list of indicators that share a figure, each with the noun that the last one ends in."""
    stem = re.sub(r"(?:等(?:事项|指标|项目|领域)?)(?=[\u4e00-\u9fff]{2,6}$)", "", stem) if "、" in stem else stem
    pieces = [stem[start:end] for start, end in split_list(stem)]
    if len(pieces) < 2:
        return [stem]
    tails = load("plans")["rate tails"]
    tail = max((word for word in tails if pieces[-1].endswith(word)), key=len, default="")
    if not force and len(pieces) > 6:
        return [stem]
    area = re.match(r"(?:城镇|农村|城市)(?=.{3})", pieces[-1])
    if area is not None and re.fullmatch(r"(?:全体|城镇|农村|城市)", pieces[0]):
        tail = pieces[-1][area.end() :]  # 城镇和农村居民人均可支配收入
    if tail and len(pieces[-1]) == len(tail):
        tail = ""  # 工业用电、税收: a name of its own
    return [piece if not tail or any(piece.endswith(word) for word in tails) else piece + tail for piece in pieces]


def _level(
    text: str,
    head: str,
    tail: str,
    left: int,
    figure: Figure,
    before: FoundFigure | None,
    previous: Figure | None,
    clause_start: int,
    figures: list[Figure],
    index: int,
) -> tuple[list[str], tuple[tuple[int, int], ...], Measure]:
    """The name of an amount, a count or a rate: before the number, after it, or round it."""
    measure = Measure.LEVEL
    unit = figure.observation.unit or ""
    tail = re.sub(r"^(?:的)", "", tail)
    ratio = _RATIO.match(head)
    if ratio is not None and unit == "%":
        return [f"{strip_openings(ratio['one'])}占{ratio['other']}比例"], (), measure
    spread = _SPREAD.match(head)
    if spread is not None and tail and "等" in head:
        return [strip_openings(spread["name"])], (), measure
    if not tail or _TAIL_VERBS.fullmatch(tail) or re.match(r"(?:完成|以上|左右)$", tail):
        if "分别" in text[clause_start : figure.start] and _in_run(text, figures, index):
            faster = "提速" if "提速" in text[clause_start : figure.start] else ""
            return [name + faster for name in _of_several(text, clause_start, figures, index)], (), measure
        raised = re.search(r"(?:提高|增加|提升|降低|下调|上调|调整|上升|扩大)(?:到|至|为)$", head)
        base = re.match(r"^(.{2,20}?)(?:由|从)", text[clause_start : figure.start])
        if raised is not None and base is not None and index and figures[index - 1].end > clause_start:
            head = base[1]
        name = strip_openings(strip_joints(head))
        if unit == "%" or unit.endswith("百分点"):
            if name in ("指标", "指标要") or name.startswith("指标"):
                return _indicators_before(text, left, previous) or [name], (), measure
            return _spread_list(name), (), measure
        if not name and previous is not None and before is not None:
            return [_second_unit(before.target.indicator, unit)], (), measure
        return [name], (), measure
    return _counted(text, head, tail, left, figure)


def _in_run(text: str, figures: list[Figure], index: int) -> bool:
    """Whether a figure stands in a run: 15%、33%."""
    joint = r"[、和与及]+"
    return (index > 0 and re.fullmatch(joint, text[figures[index - 1].end : figures[index].start]) is not None) or (
        index + 1 < len(figures)
        and re.fullmatch(joint, text[figures[index].end : figures[index + 1].start]) is not None
    )


def _indicators_before(text: str, left: int, previous: Figure | None) -> list[str]:
    """…招投标、…划分、…备案3项指标要全部达到100%: each of those named before the count."""
    if previous is None:
        return []
    start = max((text.rfind(mark, 0, previous.start) for mark in "，；：。"), default=-1) + 1
    head = strip_openings(text[start : previous.start])
    return [head[one:two] + "率" for one, two in split_list(head)]


def _second_unit(indicator: str, unit: str) -> str:
    kinds = {
        "亩": "面积",
        "平方米": "面积",
        "公顷": "面积",
        "平方公里": "面积",
        "公里": "里程",
        "人": "人数",
        "户": "户数",
        "元": "金额",
    }
    word = kinds.get(unit, "")
    return indicator if not word or indicator.endswith(word) else indicator + word


@cache
def _predicates() -> re.Pattern[str]:
    return re.compile(alternatives(load("plans")["predicates"]))


def _counted(
    text: str, head: str, tail: str, left: int, figure: Figure
) -> tuple[list[str], tuple[tuple[int, int], ...], Measure]:
    """A count before its noun: 新建5个养老中心, A、B等7个项目投产, 8项服务下沉到网点."""
    listed: list[tuple[int, int]] = []
    stem = strip_joints(head) if not head.endswith("等") else head
    among = re.search(r"等$", stem)
    front = opening_end(stem)
    verb_end = kept_verb(stem, front)
    body = strip_openings(stem)
    if body in load("plans")["light verbs"] or body in load("plans")["openings"]:
        body = ""
    if among is not None or "、" in mask(body):
        inner_start = verb_end if verb_end > front else _after_light(stem, front)
        for one, two in split_list(stem[inner_start : among.start() if among else len(stem)]):
            listed.append((left + inner_start + one, left + inner_start + two))
        if among is None and len(listed) == int(figure.observation.value or 0) and "纳入" not in tail:
            # 傅家、乐胜2个输变电工程: all of them named; the count adds nothing
            return [], tuple(listed), Measure.LEVEL
        before_list = stem[:inner_start]
        body = stem[front:verb_end] if verb_end > front else ""
        if re.match(r"(?:重点|产业)?项目(?:$|[^”])", tail) and (
            said := re.search(r"开展(前期)的|(前期|储备|续建|新建|在建)的?$", stem.split("、")[0])
        ):
            body = said[1] or said[2]
        del before_list
    found = _predicates().search(mask(tail), 2)
    noun, predicate = (tail, "") if found is None else (tail[: found.start()], tail[found.start() :])
    predicate = re.sub(r"^(?:实现|达到|全部|均|尽快|力争|确保|年内|能|开展|进行|以|在)+", "", predicate)
    noun = re.sub(r"(?:建设|工作)$", "", noun) or noun
    predicate = predicate if len(predicate) <= 12 and "、" not in predicate else ""
    if body and kept_verb(body) != len(body) and not _predicates().match(tail):
        # 覆盖|20个县: the words before are a name themselves
        name = f"{body}{noun}"
    else:
        name = f"{body}{noun}{predicate}"
    name = re.sub(r"^.*(?=纳入“)", "", name) if "纳入“" in name else name
    return [name], tuple(listed), Measure.LEVEL


def _after_light(stem: str, front: int) -> int:
    rest = strip_openings(stem[front:])
    at = stem.find(rest, front) if rest else -1
    return front if at < 0 else at


def _whole(name: str, heading: str, before: FoundFigure | None, text: str, clause_start: int) -> str:
    """A name that names nothing by itself (产值, 覆盖率) with what was said before in front of it."""
    data = load("plans")
    name = re.sub(r"^(?:其中|其|的|等)", "", name)
    if (name and kept_verb(name) == len(name)) or name in ("完成", "开行"):
        noun = _noun_before(text, clause_start)
        return f"{name}{noun}" if noun else name
    if not name:
        return before.target.indicator if before is not None else ""
    if name not in data["generic names"]:
        return name
    rate = before is not None and re.search(r"率$|比例$|比重$|占比$", before.target.indicator) is not None
    if before is not None and not rate and before.end <= clause_start and clause_start - before.end <= 14:
        stem = before.target.indicator
        stem = re.sub(r"^(?:推进|推动|实施|新引进|新建)", "", stem) if len(stem) > 6 else stem
        return stem if stem.endswith(name) else f"{stem}{name}"
    noun = _noun_before(text, clause_start)
    if noun:
        return noun if noun.endswith(name) else f"{noun}{name}"
    if heading and len(heading) <= 12:
        return f"{strip_openings(heading)}{name}"
    return name


def _noun_before(text: str, clause_start: int) -> str:
    """What the clause before is about, where it is short: 全力发展平台经济，税收…."""
    if clause_start < 2 or text[clause_start - 1] not in "，、":
        return ""
    start = max((text.rfind(mark, 0, clause_start - 1) for mark in "，；：。"), default=-1) + 1
    said = strip_openings(text[start : clause_start - 1])
    said = re.sub(r"^(?:发展|扩大|提升|加强|开展|优化|强化|加大|提高|推进|完善|深化|做强|做大|壮大)+", "", said)
    said = re.sub(r"(?:建设攻坚|攻坚行动|攻坚|建设|投放力度|力度|工作|的?供给|水平|发展)$", "", said)
    said = re.sub(r"^.*的", "", said)
    return said if 2 <= len(said) <= 12 and not re.search(r"[\d、]", said) else ""


def _value(text: str, figure: Figure) -> tuple[str, str]:
    """The number as a targets file writes it, and its unit with the scale: 1600, 万元."""
    seen = figure.observation
    unit = seen.unit or ""
    word = text[figure.number_start : figure.number_end]
    if seen.high is not None:
        numbers = list(_NUMBER.finditer(word))
        scale = next((match[2] for match in reversed(numbers) if match[2]), "") or ""
        if len(numbers) >= 2 and numbers[0][2] and numbers[0][2] != scale:
            return f"{_plain(seen.value)}..{_plain(seen.high)}", unit
        if len(numbers) >= 2:
            low, high = numbers[0][1].replace(",", ""), numbers[1][1].replace(",", "")
            if numbers[0][2] or Decimal(low) * _factor(scale) == seen.value:
                return f"{low}..{high}", scale + unit
        return f"{_plain(seen.value)}..{_plain(seen.high)}", unit
    match = _NUMBER.match(word)
    if match is not None and "%" not in word and "番" not in word:
        digits = match[1].replace(",", "")
        scale = match[2] or ""
        if Decimal(digits) * _factor(scale) == seen.value:
            return digits, scale + unit
    assert seen.value is not None
    for factor, scale in ((Decimal(10**8), "亿"), (Decimal(10**4), "万")):
        if seen.value >= factor and seen.value % (factor / 100) == 0:
            return _plain(seen.value / factor), scale + unit
    return _plain(seen.value), unit


def _factor(scale: str) -> Decimal:
    factor = Decimal(1)
    for char in scale:
        factor *= {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}[char]
    return factor


def _plain(value: Decimal | None) -> str:
    if value is None:
        return "0"
    whole = value.to_integral_value()
    if whole == value:
        number = int(whole)
        return str(number)
    return f"{value.normalize():f}"


def lower_is_better(name: str) -> bool:
    """Whether less of an indicator is better: 失业率, 居民消费价格."""
    return any(word in name for word in load("plans")["lower is better"])


def _unit_of(noun: str) -> str:
    """What a number without a unit counts in, by the noun beside it: 80万重点群体 are 人."""
    for word, unit in sorted(unit_nouns().items(), key=lambda each: -len(each[0])):
        if noun.endswith(word) or noun.startswith(word):
            return unit
    return "人" if re.search(r"(?:群体|人群|人|者|员|生|工)(?:提供|开展|$)", noun) else ""


def _target(
    text: str, name: str, figure: Figure, measure: Measure, value: str, unit: str, counted: str
) -> FigureTarget | None:
    seen = figure.observation
    scope = None
    found = _SCOPE.match(name)
    if found is None:
        inner = re.search(r"(?<=[\u4e00-\u9fff])([\d,.]+(?:万|亿|千)*元(?:及)?以上(?:的)?)", name)
        if inner is not None:
            scope, name = inner[1].rstrip("的"), name[: inner.start()] + name[inner.end() :]
    else:
        scope, name = found[0].rstrip("的"), name[found.end() :]
    name = re.sub(r"^(?:好)?总?投资[\d.]+[万亿]+元(?:以上)?(?:的)?", "", name)
    if scope is not None:
        scope = scope.replace(",", "")
    if not name:
        return None
    if figure.special in ("清零", "归零"):
        unit = "户" if re.search(r"家庭|户", name) else "人" if re.search(r"人员|人口", name) else "个"
        return FigureTarget(name, Op.EQUAL, Decimal(0), unit, better=Better.LOWER, written=f"{name} = 0 {unit}")
    if seen.high is not None:
        op = Op.RANGE
    else:
        op = _op(text, figure, measure, name)
    if (
        measure is Measure.LEVEL
        and op is Op.AT_LEAST
        and unit in ("天", "个工作日", "工作日", "小时", "分钟")
        and "优良" not in name
    ):
        op = Op.AT_MOST
    lower = lower_is_better(name) and measure is not Measure.FALL
    better = Better.LOWER if op in (Op.AT_MOST, Op.LESS) or (lower and op in (Op.ABOUT, Op.RANGE)) else Better.HIGHER
    if unit == "" or (measure is Measure.LEVEL and unit.endswith("百分点")):
        return None
    word = {Measure.LEVEL: "", Measure.GROWTH: " 增长", Measure.CHANGE: " 提高", Measure.FALL: " 下降"}[measure]
    written = f"{name}{word} {value} {unit}" if op is Op.RANGE else f"{name}{word} {op.value} {value} {unit}"
    assert seen.value is not None
    return FigureTarget(
        name,
        op,
        seen.value,
        seen.unit or counted,
        high=seen.high,
        measure=measure,
        better=better,
        scope=scope,
        written=written,
    )


def _op(text: str, figure: Figure, measure: Measure, name: str) -> Op:
    """The operator: words behind the number decide, then those before it, then that less may be better."""
    after = _AFTER.match(text, figure.unit_end)
    before = _BEFORE.match(text, figure.start) if figure.start < figure.number_start else None
    if after is not None and after["about"]:
        return Op.ABOUT
    if after is not None and after["most"]:
        return Op.AT_MOST
    if before is not None and before["more"]:
        return Op.AT_LEAST if after is not None and after["least"] else Op.MORE
    if after is not None and after["least"]:
        return Op.AT_LEAST
    if before is not None and before["least"]:
        if before[0] in ("达到", "达", "稳定在", "保持在") and lower_is_better(name) and measure is Measure.LEVEL:
            return Op.AT_MOST
        return Op.AT_LEAST
    if before is not None and before["most"]:
        return Op.AT_MOST
    if before is not None and before["about"]:
        return Op.ABOUT
    if lower_is_better(name) and measure in (Measure.LEVEL, Measure.GROWTH):
        return Op.AT_MOST
    if figure.observation.bound is Bound.ABOUT:
        return Op.ABOUT
    return Op.AT_LEAST


_WORDED = (Message("no figure in the source"),)
_CLEARED = re.compile(
    r"消除(?P<where>[^，；。]{0,12}?)(?:水质)?(?P<what>劣(?:Ⅴ|V|五)类|黑臭水体)(?P<rest>(?:水体|水质|断面)?)"
)
_UP_TO_STANDARD = re.compile(
    r"(?P<names>[^，；。]{2,30}?(?:断面|水质|水源地|排放)(?:水质)?)(?:全部|全面|稳定|持续|均)*达标(?!率)"
)


def find_worded(text: str) -> Iterator[FoundFigure]:
    """Figures in words alone: 消除…劣Ⅴ类 is none left, 断面水质稳定达标 is all of them."""
    for found in _CLEARED.finditer(text):
        if found["what"] == "黑臭水体" and not found["where"]:
            continue
        where = found["where"] or ""
        name = clean(f"{found['what']}{where}") if "断面" in where else clean(f"{where}{found['what']}{found['rest']}")
        target = FigureTarget(name, Op.EQUAL, Decimal(0), "个", better=Better.LOWER, written=f"{name} = 0 个")
        yield FoundFigure(target, found.start(), found.end(), _WORDED, clause=found.span())
    for found in _UP_TO_STANDARD.finditer(text):
        if text[found.end() :].startswith(("的", "改造", "建设", "创建")):
            continue
        for name in _spread_list_by(strip_openings(found["names"])):
            written = f"{name}达标率 >= 100 %"
            target = FigureTarget(f"{name}达标率", Op.AT_LEAST, Decimal(100), "%", written=written)
            yield FoundFigure(target, found.start(), found.end(), _WORDED, clause=found.span())


def _spread_list_by(stem: str) -> list[str]:
    pieces = [stem[one:two] for one, two in split_list(stem)]
    tail = next((word for word in ("断面水质", "断面", "水质") if pieces and pieces[-1].endswith(word)), "")
    return [clean(piece if piece.endswith(tail) else piece + tail) for piece in pieces]
