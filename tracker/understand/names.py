"""What a quantity counts: the words before its number, after it, or those of the clause before.

Spans are offsets into a squeezed sentence. ``names`` are the stretches that name what is counted, verb and
surroundings included, for whoever compares; the indicator is the noun phrase in them, for whoever reads.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.understand.periods import Mark
from tracker.understand.quantity import Quantity, alternatives
from tracker.words.lexicon import load, remember
from tracker.words.units import find_unit

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Patterns:
    lead: re.Pattern[str]
    action: re.Pattern[str]
    action_behind: re.Pattern[str]
    predicate: re.Pattern[str]
    clause_predicate: re.Pattern[str]
    before_object: re.Pattern[str]
    generic: re.Pattern[str]
    shared_ending: re.Pattern[str]
    money_noun: re.Pattern[str]
    payer: re.Pattern[str]
    purpose: re.Pattern[str]


@remember
def _patterns() -> _Patterns:
    words = load("phrases")
    actions = alternatives(words["action verbs"])
    return _Patterns(
        lead=re.compile(rf"(?!{alternatives(words['not lead'])})(?:{alternatives(words['lead'])})"),
        action=re.compile(rf"(?:(?:{actions})[、和与及并]?)+"),
        action_behind=re.compile(rf"(?:基本|全部|已)?(?:{actions})$"),
        predicate=re.compile(
            rf"(?!{alternatives(words['not predicates'])})(?:{alternatives(words['predicates'])})|在(?![建校岗册线读职编库用营])|(?<![重主需必首纪概])要(?![素求点闻员])"
        ),
        clause_predicate=re.compile(
            rf"(?!{alternatives(words['not predicates'])})(?:{alternatives([*words['predicates'], *words['clause predicates']])})"
            r"|在(?![建校岗册线读职编库用营])"
        ),
        before_object=re.compile(
            rf"(?!{alternatives(words['not lead'])})(?:{alternatives(words['before objects'])})了?"
        ),
        generic=re.compile(rf"(?:{alternatives(words['generic'])})*"),
        shared_ending=re.compile(rf"(?:{alternatives(words['shared endings'])})$"),
        money_noun=re.compile(rf"[^，；。：！？、的]{{0,14}}(?:{alternatives(words['money nouns'])})"),
        payer=re.compile(
            rf"(?:{alternatives(words['payers'])})?(?:为此|还|将|拟|已|共|再|又|累计|每年|预算)*(?:{alternatives(words['spending'])})?"
        ),
        purpose=re.compile(rf"[，,]?(?:{alternatives(words['purposes'])})"),
    )


# ── the stretch before the number ─────────────────────────────────────────────────────────────────

# A comparison behind a name is no part of it: 增幅比一季度|回落, 进出口增速高于全国|8.3个百分点.
_COMPARED = re.compile(
    r"(?:(?<![占同环对])比(?![重例率价较赛武])|较(?=[上去年前同全基])|高于|低于|快于|慢于|高出|好于|优于|多于)[^，；。]*$"
)
_PER_PIECE = re.compile(r"(?:平均)?每[^，；。、的]{1,4}$")
_TIME_BEHIND = re.compile(
    r"(?:连续[\d一二两三四五六七八九十]+个?(?:年|季度|月|榨季)|五年(?:来|间)?|[两三四][年](?:来|间)?|累计|每年|全年|当年|年均|今年|平均|首次|一年"
    r"|在[^，；。]{2,16}的?基础上|拟按|拟|按|实现|完成|拟?安排)$"
)
_SHARED = re.compile(r"[、和与及]*(?:以及)?")


# 扩大到全国|86%的县 names nothing by itself.
_SPREADS = re.compile(r"(?:扩大|推广|推开|覆盖|拓展|延伸)[到至]?(?:全国|全省|全市|全区|全县|全部)?")


def name_before(text: str, left: int, right: int, marks: list[Mark]) -> Span | None:
    """The name between ``left`` and ``right``: without words of time and of announcing, comparisons and adverbs."""
    start = _skip_leads(text, left, right, marks)
    end = _trim_behind(text, start, right, marks)
    while start < end and text[start] in "，、的了：；。":
        start += 1
    return (start, end) if start < end and not _SPREADS.fullmatch(text, start, end) else None


# “十一五”, and the number of an item.
_NUMBERED = re.compile(
    r"[“\"‘']?十?[一二三四五六七八九]五[”\"’']|[①-⑳]|\d{1,3}[.、](?!\d)|\([一二三四五六七八九十\d]{1,3}\)"
)


def _skip_leads(text: str, start: int, end: int, marks: list[Mark]) -> int:
    lead = _patterns().lead
    while start < end:
        mark = next((each for each in marks if each.start <= start < each.end), None)
        if mark is not None:
            start = mark.end
            while start < end and text[start] in "底末初":
                start += 1
            continue
        word = lead.match(text, start, end) or _NUMBERED.match(text, start, end)
        if word is None:
            return start
        start = word.end()
    return start


def _trim_behind(text: str, start: int, end: int, marks: list[Mark]) -> int:
    found = _COMPARED.search(text, start, end)
    end = end if found is None else found.start()
    for pattern in (_PER_PIECE, _TIME_BEHIND, _TIME_BEHIND):
        mark = next((each for each in marks if start < each.start and each.end == end), None)
        found = pattern.search(text, start, end)
        if mark is not None:
            end = mark.start
        elif found is not None:
            end = found.start()
    while start < end and text[end - 1] in "、，：":
        end -= 1
    return end


def is_action(name: str) -> bool:
    """Whether a name says only what was done (新建, 基本建成), not to what."""
    verb = _patterns().action.match(name)
    return verb is not None and verb.end() == len(name)


def needs_name(name: str) -> bool:
    """Whether a name is a verb alone, or a noun that names nothing by itself: 总量, 面积."""
    patterns = _patterns()
    return is_action(name) or patterns.generic.fullmatch(name) is not None or patterns.payer.fullmatch(name) is not None


def leading_action(text: str, span: Span) -> int:
    """Where the verbs end that a name begins with; its start where it begins with none."""
    verb = _patterns().action.match(text, *span)
    return span[0] if verb is None else verb.end()


# ── the stretch after the number ──────────────────────────────────────────────────────────────────

_STOP = re.compile(r"[，；：。！？、()]")
_STRETCH = re.compile(r"(?:[^，；：。！？、()]|\([^()，；。]{1,12}\)(?=[\u4e00-\u9fff]))*")
_NO_NOUN = re.compile(
    r"的?(?:同比|环比|比|较|左右|以上|以下|以内|占|分别|和|与|及|到|至|或|上下|增(?!值|设)|降(?![雨水])|提高|下降|上升|减(?!排)|居(?![住民家])|位居|排(?![水污放涝])|列(?![车入])|其中"
    r"|速度|水平|目标|任务|幅度|大关|关口|规模|之多|整|以来|台阶|新台阶|位)"
)
_MEASURED = frozenset({"area", "mass", "length", "power", "energy", "volume", "volume per day"})
_COUNTED = frozenset(
    {None, "people", "visits", "households", "homes", "vehicles", "trains", "flights", "boxes", "steam"}
)


def name_after(text: str, quantity: Quantity, following: int, own: str, level: bool) -> Span | None:
    """The noun behind a counted number (246项行政审批事项); behind an amount only with 的, or of money: 30亿元国债资金."""
    start = quantity.end
    stretch = _STRETCH.match(text, start, following)
    end = start if stretch is None else stretch.end()
    if end <= start or _NO_NOUN.match(text, start, end):
        return None
    unit = find_unit(quantity.unit or "")
    written = text[quantity.number_start : quantity.number_end]
    counts = quantity.bare or (unit is not None and unit.kind in _COUNTED) or _PARTS.search(written) is not None
    if level and quantity.unit == "%" and quantity.unit_end < quantity.end:
        counts = True  # 50%以上村卫生室
    if not counts and text[start] != "的":
        if unit is not None and unit.kind in _MEASURED and end < following and (not own or _last_action(own)):
            return None if _patterns().predicate.match(text, start, end) else (start, end)  # 新建500公里农村公路
        if unit is None or unit.kind not in ("money", "dollars") or not (_ends_spending(own) or own.endswith("的")):
            return None
        noun = _patterns().money_noun.match(text, start, end)
        return None if noun is None else noun.span()
    if text[start] == "的":
        start += 1
        if not counts and own and not is_action(own) and not _names_share(text, start, end, quantity, own):
            return None  # 总投资为164亿元的…体系: the name stands before
    if start >= end or _patterns().predicate.match(text, start, end):
        return None
    return start, end


_PARTS = re.compile(r"分之|/|半")
_RATE_NAMED = re.compile(r"[^，；。的]{0,6}(?:税率|比例|比重|份额|利率|费率)")


def _names_share(text: str, start: int, end: int, quantity: Quantity, own: str) -> bool:
    """扩大到60%的县, 现行16%的税率: behind a share, 的 leads to what it is a share of, or its name."""
    return quantity.unit == "%" and (own.endswith(_REACHING) or _RATE_NAMED.match(text, start, end) is not None)


def _ends_spending(own: str) -> bool:
    return not own or own.endswith(_SPENDING) or needs_name(own)


_REACHING = ("扩大到", "覆盖", "覆盖到", "覆盖全国", "扩大到全国", "惠及", "涵盖", "在", "到")
_SPENDING = (
    "安排",
    "投入",
    "发放",
    "拨付",
    "下达",
    "筹集",
    "筹措",
    "新增",
    "落实",
    "争取",
    "增加",
    "增拨",
    "设立",
    "发行",
    "完成",
    "支出",
)


def head_after(text: str, span: Span) -> Span:
    """The noun at the front of what stands behind a number: 29个科技设施|进入科研状态, 6000万农村人口|的安全饮水问题."""
    start, end = span
    cut = _patterns().predicate.search(text, start + 1, end)
    if cut is not None:
        end = cut.start()
    of = text.find("的", start + 2, end)
    if of > 0:
        end = of
    return start, end


# ── names that are not whole ──────────────────────────────────────────────────────────────────────

_BEFORE_CLAUSE = "，；：。！？"


def clause_before(text: str, clause: int) -> list[Span]:
    """The clause before, whose subject a clause with a figure alone takes over: 粮食再获丰收，达到…"""
    if clause < 2:
        return []
    start = max((text.rfind(mark, 0, clause - 1) for mark in _BEFORE_CLAUSE), default=-1) + 1
    return [(start, clause - 1)] if start < clause - 1 else []


def subject_of(text: str, clause: Span, marks: list[Mark]) -> Span:
    """What a clause speaks of: the words before its predicate, or its object where it has none.

    城镇化率|稳步提升; 三次较大幅度提高|粮食最低收购价.
    """
    start, end = name_before(text, *clause, marks) or clause
    manner = _MANNER.match(text, start, end)
    if manner is not None and manner.end() < end:
        return manner.end(), end
    cut = _patterns().clause_predicate.search(text, start + 2, end)
    return (start, end) if cut is None else (start, cut.start())


_MANNER = re.compile(
    r"(?:[一二三四五六七八九十两多几\d]+次|较?大幅度?|连续|进一步|继续|稳步|不断|大力|积极|全面|加快)*"
    r"(?:提高|增加|降低|减少|扩大|压缩|提升|完善|推进|实施|加强|健全|调整)(?:了)?"
)


def purpose_of(text: str, quantity: Quantity, clause: int) -> Span | None:
    """What a sum is for: 安排430亿元，用于…廉租房建设; 为加快社会保障体系建设，安排2762亿元."""
    found = _patterns().purpose.match(text, quantity.end)
    if found is not None:
        stop = _STOP.search(text, found.end())
        end = len(text) if stop is None else stop.start()
        return (found.end(), end) if found.end() < end else None
    before = clause_before(text, clause)
    if before and text.startswith("为", before[0][0]) and not text.startswith("为了", before[0][0]):
        start = before[0][0] + 1
        verb = re.compile(r"(?:加快|推进|支持|促进|加强|保障|提高|改善|解决)").match(text, start)
        return (start if verb is None else verb.end(), before[0][1])
    return None


def without_verbs(text: str, pieces: list[Span]) -> list[Span]:
    """The pieces of a name without the verbs at both ends; a piece that is all verb is left out."""
    kept = []
    for start, end in pieces:
        first = leading_action(text, (start, end))
        behind = _patterns().action_behind.search(text, first, end)
        last = end if behind is None or behind.start() == first else behind.start()
        if first < last:
            kept.append((first, last))
    return kept


# ── enumerations ──────────────────────────────────────────────────────────────────────────────────

_JOINTS = re.compile(r"、|和|与|及|以及")
_SHORT = 4
"""Characters of an enumerated name that may be cut off from an ending it shares: 城镇、农村居民收入."""


def split_names(text: str, start: int, end: int) -> list[list[Span]]:
    """The names of an enumeration; a short one borrows the ending of the last: 小麦、稻谷最低收购价."""
    stretch = text[start:end]
    if stretch.startswith("城乡") and not _JOINTS.search(stretch):
        # 城乡低保标准分别提高… are two: the letters of 城乡 stand for each
        return [[(start, start + 1), (start + 2, end)], [(start + 1, end)]]
    pieces = []
    position = start
    for match in _JOINTS.finditer(stretch):
        pieces.append((position, start + match.start()))
        position = start + match.end()
    pieces.append((position, end))
    pieces = [piece for piece in pieces if piece[0] < piece[1]]
    return [] if not pieces else [*(_with_ending(text, piece, pieces[-1]) for piece in pieces[:-1]), [pieces[-1]]]


def _with_ending(text: str, piece: Span, last: Span) -> list[Span]:
    ending = _patterns().shared_ending.search(text, *last)
    if ending is not None and ending.start() > last[0] and not _patterns().shared_ending.search(text, *piece):
        return [piece, (ending.start(), last[1])]
    size = piece[1] - piece[0]
    if size <= _SHORT and last[1] - last[0] >= size + 2:
        return [piece, (last[0] + size, last[1])]
    return [piece]


# ── the indicator ─────────────────────────────────────────────────────────────────────────────────

_EDGES = "、，的了“”\"'：；"


def indicator_of(text: str, own: Span | None, after: Span | None, taken: str) -> str:
    """The noun phrase that a quantity measures, as it is shown; ``taken`` is the one that it takes over, or empty."""
    whole = "" if own is None else text[own[0] : own[1]]
    before = _object(whole)
    if after is not None:
        head = text[slice(*head_after(text, after))]
        done = _DONE_BEFORE.search(whole)
        if done is not None and done.start():
            return _clean(whole[: done.start()] + head)  # 重大水利工程已开工的57个项目
        return _clean(_last_action(whole.removesuffix("了")) + head)
    if own is not None and not needs_name(before):
        return _clean(taken + before if before.startswith("占") else before)
    if not taken or not before:
        return _clean(taken or before)
    if is_action(before):
        return _clean(before + taken)  # 城镇保障性住房基本建成470万套、新开工|630万套
    if _patterns().generic.fullmatch(before) is None or taken.endswith(before):
        return _clean(taken)
    return _clean(before if len(taken) > _TAKEN else taken + before)


_TAKEN = 12
"""Characters of a name that is taken over before a word such as 总量; a longer one is a clause, and no name."""


_DONE_BEFORE = re.compile(r"(?:已|正在|计划|拟)?(?:开工|建成|建设|在建|实施|完成|启动|规划)?的$")


def _last_action(name: str) -> str:
    """The verb right before a number: 全市新建|30个停车场."""
    for size in (6, 5, 4, 3, 2, 1):
        if len(name) >= size and is_action(name[-size:]):
            return name[-size:]
    return ""


def _object(name: str) -> str:
    """A name without what stands before the object of its last verb: 中央财政将安排|支出, A、B等|产业集群."""
    listed = re.search(r"^[^等]*[、”][^等]*等(?=[^、等]{2,}$)", name)
    if listed is not None:
        verb = _patterns().action.match(name)
        name = (verb[0] if verb is not None and verb.end() < listed.end() else "") + name[listed.end() :]
    for found in reversed(list(_patterns().before_object.finditer(name))):
        if len(name) - found.end() >= 2:
            name = name[found.end() :]
            break
    item = name.rfind("、")
    if item > 0 and len(name) - item > 3 and _patterns().action.match(name, item + 1) and not is_action(name[:item]):
        name = name[item + 1 :]
    return name


def _clean(name: str) -> str:
    """Without the announcing words in front, and a bracket or quotation mark left open."""
    lead = _patterns().lead
    while (word := lead.match(name)) is not None and word.end() < len(name):
        name = name[word.end() :]
    name = name.rstrip("和与及或占")
    return name.strip(_EDGES) if name.count("(") == name.count(")") else name.strip(_EDGES + "()")
