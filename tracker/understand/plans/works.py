"""The milestones a plan asks for: named works, documents, events and titles, and the stage each is to reach."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from tracker.model import Message, MilestoneTarget, Stage
from tracker.understand.plans.phrases import alternatives, clean, mask, opening_end, split_list
from tracker.words.lexicon import load

_CLAUSE = re.compile(r"[^，；：。！？]+")
_ETC = re.compile(r"等(?!级|离子|于|效|同)")
_COUNT = re.compile(r"(?:\d+|[一二两三四五六七八九十]+)(?:多|余)?(?:个|项|条|座|处|家|所|大|批|类|件|户|栋|名|段)")
_DROPPED = re.compile(r"^(?:其他|相关|有关|一批|各|全部|剩余|配套的?|所有|更多|每个|的|好|了|区域内|中|和|与|及|并)+")
_NOMINAL = re.compile(r"(?:(?:项目|工程)?建设工作|(?<!软硬件)(?<!路灯)建设|(?<=[改造编制治理])工作|任务|的?各项任务|各项工作|管理工作|等前期工作|工作)$")
_DRAWING = re.compile(r"(?:规划)?(?:编制|修编|制定|起草|绘制)(?:工作)?$")


@dataclass(frozen=True, slots=True)
class FoundWork:
    """A milestone and the clause it rests on, as offsets into the sentence."""

    target: MilestoneTarget
    start: int
    end: int
    doubts: tuple[Message, ...] = ()
    clause: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class _Verb:
    word: str
    stage: Stage
    end: int


@cache
def _before() -> tuple[re.Pattern[str], dict[str, Stage]]:
    table = {word: Stage(stage) for stage, words in load("plans")["before"].items() for word in words}
    return re.compile(alternatives(list(table))), table


@cache
def _after() -> tuple[re.Pattern[str], dict[str, Stage]]:
    table = {word: Stage(stage) for stage, words in load("plans")["after"].items() for word in words}
    return re.compile(rf"(?:{alternatives(list(table))})$"), table


@cache
def _ends(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(load('plans')[name])})(?:[一二三四五六七八九十\d]+期)?(?:工程|项目)?$")


@cache
def _vague() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = load("plans")
    return re.compile(alternatives(data["vague words"])), re.compile(rf"(?:{alternatives(data['vague ends'])})$")


def find_works(text: str, skip: Sequence[tuple[int, int]] = ()) -> Iterator[FoundWork]:
    """The milestones of a squeezed sentence, in order. ``skip``: spans that other targets have used up."""
    masked = mask(text)
    open_names: list[tuple[int, int, str]] = []
    for clause in _CLAUSE.finditer(masked):
        start, end = clause.span()
        found = list(_clause(text, masked, start, end))
        if found:
            open_names = []
        yield from found
        del open_names
        open_names = []


def _clause(text: str, masked: str, start: int, end: int) -> Iterator[FoundWork]:
    position = opening_end(text[:end], start)
    verb = _verb(masked, position, end)
    body = position if verb is None else verb.end
    if body >= end:
        return
    stop = _stop_of(masked, body, end)
    trailing, core_end = _trailing(masked, body, stop)
    if verb is None and trailing is None:
        return
    for one, two, own in _members(text, masked, body, core_end):
        member_verb = _verb(masked, opening_end(text[:two], one), two)
        if member_verb is not None and member_verb.end < two and one > body:
            inner, inner_end = _trailing(masked, member_verb.end, two)
            used, name_start, name_end = member_verb, member_verb.end, inner_end
            stage_word = inner
        else:
            inner, inner_end = _trailing(masked, one, two)
            used, name_start, name_end = verb, one, inner_end
            stage_word = inner if inner is not None else trailing
        name = own if own is not None and inner is None and used is verb else text[name_start:name_end]
        target = _milestone(name, used, stage_word)
        if target is not None:
            yield FoundWork(target, one if one > body else start, two, (), (start, end))


def _verb(masked: str, position: int, end: int) -> _Verb | None:
    pattern, table = _before()
    found = pattern.match(masked, position, end)
    if found is None:
        return None
    word, at = found[0], found.end()
    stage = table[word]
    joined = re.compile(r"(?:并|、|和|及)?").match(masked, at, end)
    following = pattern.match(masked, joined.end() if joined else at, end)
    if following is not None and following.end() < end and stage is not Stage.PLANNED:
        rest = masked[following.end() : end]
        if not re.match(r"[的、和力度水平]", rest) and (joined is not None and joined.end() > at or len(following[0]) > 1):
            return _Verb(following[0], table[following[0]], following.end())
    return _Verb(word, stage, at)


def _stop_of(masked: str, body: int, end: int) -> int:
    """Where what a verb governs ends: before 并…, 为…提供 and other second predicates."""
    found = re.compile(r"(?:，|并(?!网|购|轨)|为(?!民|主)[^，]{1,12}提供|用于|以(?:及)?(?=提高|满足|提升)|使)").search(masked, body + 2, end)
    return end if found is None else found.start()


def _trailing(masked: str, start: int, end: int) -> tuple[str | None, int]:
    """The stage word a stretch ends in, and where the name before it ends."""
    pattern, _ = _after()
    found = pattern.search(masked, start, end)
    if found is None or found.start() <= start:
        return None, end
    cut = found.start()
    adverb = re.compile(r"(?:尽快|尽早|早日|按期|如期|年内|全部|顺利|全面|成功|加快|实现|基本|力争|并|已|正式|推动|推进|抓紧|开春即?|有序|主体)+$").search(masked, start, cut)
    return found[0], cut if adverb is None or adverb.start() <= start else adverb.start()


def _members(text: str, masked: str, start: int, end: int) -> list[tuple[int, int, str | None]]:
    """The names of a list, with what they share at its end: 教堂广场、火车站广场升级改造工程."""
    etc = None
    for found in _ETC.finditer(masked, start, end):
        etc = found
    tail = ""
    core_end = end
    if etc is not None:
        tail = re.sub(_COUNT, "", text[etc.end() : end], count=1)
        core_end = etc.start()
    pieces = [(start + one, start + two) for one, two in split_list(text[start:core_end])]
    if not pieces:
        return []
    last = text[pieces[-1][0] : pieces[-1][1]]
    process = _ends("process ends").search(last)
    shared = ""
    if len(pieces) > 1 and process is not None and 0 < process.start():
        shared = process[0]
    members: list[tuple[int, int, str | None]] = []
    for one, two in pieces:
        word = text[one:two]
        own: str | None = None
        if tail:
            own = _with_tail(word, tail)
        elif shared and not _ends("process ends").search(word) and not _after()[0].search(word):
            own = word + shared
        elif not shared and len(pieces) > 1 and (one, two) != pieces[-1]:
            noun = re.search(r"(?:建设|商业开发|历史遗留)?(?:项目|工程)(?:建设)?$", last)
            if noun is not None and _ends("site ends").search(word) is None and _ends("document ends").search(word) is None:
                own = word + noun[0].removesuffix("建设")
        members.append((one, two, own))
    return members


def _with_tail(word: str, tail: str) -> str:
    """康金八卦街广场 + 升级改造工程; 锂电池负极材料 + 项目: what stands behind 等 goes with each name before it."""
    tail = _NOMINAL.sub("", re.sub(r"^(?:重点|核心|一批|大型|系列|特色|的)+", "", tail))
    tail = re.sub(r"^.*的", "", tail)
    if not tail or word.endswith(tail) or len(tail) > 10:
        return word
    if re.search(r"项目$|工程$|改造$|治理$", tail) and not re.search(r"(?:项目|工程)$", word):
        return word + re.sub(r"^(?:产业|建设|投资|业态|基础设施类|设施|民生实事)(?=项目)", "", tail)
    return word


def _milestone(raw: str, verb: _Verb | None, stage_word: str | None) -> MilestoneTarget | None:
    name = _DROPPED.sub("", raw.strip("，、"))
    name = re.sub(r"^(?:对|将|把|以)", "", name)
    name = _named(name)
    drawing = _DRAWING.search(name)
    name = re.sub(r"(?:编制|修编|制定|起草|绘制)$", "", name) if drawing and len(name) > 4 else name
    outer = verb.word if verb is not None else ""
    while (cut := _NOMINAL.search(name)) is not None and cut.start() >= 2:
        name = name[: cut.start()]
    name = clean(name)
    kind = _kind(name, outer, stage_word)
    if kind is None:
        return None
    stage = _stage(kind, verb, stage_word)
    if stage is None or not _is_named(name, kind, outer, stage_word):
        return None
    return MilestoneTarget(name, stage, written=f"{name} -> {stage.value}")


def _named(name: str) -> str:
    """The name without what describes it in front: 总投资50亿元的…, 被…的…."""
    found = re.match(r"^[^“《]*?(?:亿元|万元|确定在年内开展前期|纳入.{2,6}|票决|广大|规划建设)的", name)
    name = name[found.end() :] if found else name
    name = re.sub(r"^(?:总)?投资[\d.,]+[万亿]+元", "", name)
    return re.sub(rf"^{_COUNT.pattern}", "", name) if _COUNT.match(name) and not re.match(r"四条环路", name) else name


def _kind(name: str, outer: str, stage_word: str | None) -> str | None:
    """``title``, ``event``, ``document``, ``process`` or ``site``: what a name's last noun says."""
    if len(name) < 2 or len(name) > 30:
        return None
    _, table = _before()
    if outer and table[outer] is Stage.AWARDED:
        if _ends("title ends").search(name) or name.endswith(("”", "》")):
            return "title"
        return None
    if _ends("event ends").search(name) and not name.endswith(("专项行动",)):
        return "event"
    if _ends("process ends").search(name):
        return "process"
    document = _ends("document ends").search(name)
    site = _ends("site ends").search(name)
    if site is not None and (document is None or len(site[0]) >= len(document[0])):
        return "site"
    if document is not None:
        return "document"
    if name.endswith("”") or name.endswith("》"):
        return "document" if outer in ("实施", "推行", "实行", "推广", "全面推行", "制定", "出台", "建立", "完成", "印发", "首推", "率先推行") or name.endswith("》") else "site"
    if stage_word is not None and _after()[1][stage_word] in (Stage.STARTED, Stage.IN_USE, Stage.BUILT, Stage.PREPARED):
        return "site"
    return None


_HELD = ("开展", "举办", "承办", "协办", "办好", "筹办", "筹办好", "高质量筹办好", "组织开展", "持续办好", "继续办好", "精心办好", "高水平办好", "召开", "办实", "启动", "做好", "实施", "打造", "推进")
_MADE = ("制定", "出台", "印发", "建立", "建立健全", "建立完善", "健全完善", "设立", "成立", "组建", "绘制", "增设", "编制完成", "研究制定", "研究出台", "形成", "初步形成", "发布", "颁布", "制定出台", "梳理", "梳理一批", "完成", "全面完成", "编制", "科学编制", "启动", "启动编制", "全面启动", "修编", "探索建立", "探索组建", "谋划建立", "谋划", "研究制定方案", "制定实施", "取消", "重组", "下放", "启动实施")
_RUN = ("实施", "推行", "实行", "推广", "全面推行", "全面实行", "全面推广", "全面实施", "全面推开", "施行", "首推", "率先推行", "试行", "上线", "开通", "启用", "组织实施", "推进实施", "落实", "开展", "推进", "建设", "打造", "搭建", "开发", "构建", "开发应用")


def _stage(kind: str, verb: _Verb | None, stage_word: str | None) -> Stage | None:
    """The stage that verb and stage word ask for together, of a name of that kind."""
    _, after = _after()
    trailing = after[stage_word] if stage_word is not None else None
    if verb is None:
        return trailing
    if verb.stage is Stage.PLANNED:
        return Stage.PLANNED
    if trailing is not None:
        if stage_word in ("编制", "提档升级", "升级改造", "改造升级", "改造提升"):
            return verb.stage if verb.stage is not Stage.AWARDED else None
        return trailing
    if kind == "event":
        return Stage.STARTED if verb.word == "启动" else Stage.BUILT if verb.word in _HELD or verb.stage is Stage.BUILT else Stage.UNDER_WAY
    if kind == "document":
        if verb.word in _MADE:
            return verb.stage
        if verb.word in _RUN:
            if verb.word in ("推进", "建设", "打造", "搭建", "构建", "开发"):
                return Stage.UNDER_WAY
            return Stage.IN_USE
        return None
    return verb.stage


@cache
def _generic() -> re.Pattern[str]:
    return re.compile(
        r"重点|重大|产业|项目|工程|建设|基础|设施|公共|城市|农村|城乡|乡村|现代化?|智慧|数字|服务|体系|发展|社会|民生|经济|管理|综合|生态|环境|工业|农业|文化|旅游|"
        r"教育|医疗|卫生|养老|交通|水利|能源|科技|创新|安全|应急|市场|企业|高质量|特色|优质|新型|专业|一批|各类|等|的|县|区|市|乡镇|村|街道|社区|基层|群众|人民|"
        r"全[市县区省]|重要|关键|核心|领域|行业|协调|工作|长效|常态化?|健全|完善|统一|规范|配套"
    )


def _is_named(name: str, kind: str, outer: str, stage_word: str | None) -> bool:
    """Whether a name is that of one thing that can be visited, opened or read, not of a field of work."""
    words, ends = _vague()
    quoted = "“" in name or "《" in name
    if words.search(name):
        return False
    if quoted:
        return True
    if kind in ("site", "document") and ends.search(name) and stage_word is None and not _ends("site ends").search(name):
        return False
    left = _generic().sub("", name)
    if kind == "title":
        return len(name) >= 4
    if kind == "event":
        return len(left) >= 2
    if kind == "document":
        return len(left) >= 2 and len(name) >= 4
    return len(left) >= 1 and len(name) >= 3
