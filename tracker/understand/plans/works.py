"""The milestones a plan asks for: named works, documents, events and titles, and the stage each is to reach."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from tracker.model import Message, MilestoneTarget, Stage
from tracker.understand.plans.phrases import alternatives, clean, mask, opening_end, split_list
from tracker.words.lexicon import load

_CLAUSE = re.compile(r"[^，；：。！？]+")
_ETC = re.compile(r"(?<![高中同平优初相对均])等(?!级|离子|于|效|同)")
_COUNT = re.compile(r"(?:\d+|[一二两三四五六七八九十]+)(?:多|余)?(?:个|项|条|座|处|家|所|批|类|件|户|栋|名|段|大)")
_SMALL_COUNT = re.compile(r"\d+(?:多|余)?(?:个|项|条|座|处|家|所|批|类|件|户|栋|名|段)")
_DROPPED = re.compile(r"^(?:其他|相关|有关|一批|剩余|配套的|所有|更多|每个|的|好|了|区域内|和(?!牛)|与|及|并)+")
_NOMINAL = re.compile(
    r"(?:(?:项目|工程)?建设工作|(?<!软硬件)(?<!路灯)建设|(?<=[改造编制治理作改建])工作|的?各项任务|各项工作|管理工作|等前期工作|工作)$"
)
_DRAWING = re.compile(r"(?:编制|修编|制定|起草|绘制)(?:工作)?$")
_NUMBERED = re.compile(r"^[“]?[一二三四五六七八九十两双多\d]+[^”]{1,4}[”]?$")
_WITH = re.compile(r"与[^，]{2,14}?(?:合作|联合|共同|携手)")
_FOR_TITLE = re.compile(
    r"^(?P<who>[\u4e00-\u9fff]{2,12}?)(?P<verb>创建|争创|申报|成功创建|晋升|建成)(?P<title>(?:国家|省|全国|市)[\u4e00-\u9fff()5A4]{4,24})$"
)


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


@dataclass(frozen=True, slots=True)
class _Member:
    """One name of a list: where it stands, how it reads with what the list shares, and the shared noun."""

    start: int
    end: int
    own: str | None
    tail: str


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
    return re.compile(rf"(?:{alternatives(load('plans')[name])})[”》]?(?:[一二三四五六七八九十\d]+期)?(?:工程|项目)?$")


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile(alternatives(load("plans")[name]))


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(load("plans")[name])


@cache
def _vague_end() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(load('plans')['vague ends'])})$")


def find_works(text: str, skip: Sequence[tuple[int, int]] = ()) -> Iterator[FoundWork]:
    """The milestones of a squeezed sentence, in order. ``skip``: numbers that figure targets have used up."""
    masked = mask(text)
    last: list[FoundWork] = []
    pending: list[FoundWork] = []
    for clause in _CLAUSE.finditer(masked):
        start, end = clause.span()
        alone = _stage_alone(masked[start:end])
        if alone is not None:
            yield from _later(last or pending, alone, text[start:end], last)
            if last:
                last = [] if alone is None else last
            continue
        yield from last
        found = [each for each in _clause(text, masked, start, end) if not _uses(each, skip)]
        last = found
        pending = [] if found else [each for each in _unstaged(text, masked, start, end) if not _uses(each, skip)]
    yield from last


def _uses(found: FoundWork, skip: Sequence[tuple[int, int]]) -> bool:
    return any(found.start <= one < found.end for one, _ in skip)


def _stage_alone(clause: str) -> str | None:
    """A clause that is nothing but a stage: 确保年内建成投产, 力争实现当年投产."""
    position = opening_end(clause)
    rest = re.sub(r"^(?:实现|尽快|达到|完成|全部|项目)+", "", clause[position:])
    found = _after()[0].search(rest)
    return found[0] if found is not None and found.start() == 0 and rest != "" else None


def _later(found: list[FoundWork], word: str, clause: str, last: list[FoundWork]) -> Iterator[FoundWork]:
    """What a clause of a stage alone says of the works before it: that stage, beside a start if only hoped for."""
    stage = _after()[1][word]
    hoped = "力争" in clause or "争取" in clause
    for each in found:
        target = replace(each.target, stage=stage, written=f"{each.target.milestone} -> {stage.value}")
        if hoped and each in last and each.target.stage in (Stage.STARTED, Stage.PREPARED):
            yield each
        yield replace(each, target=target)
    last.clear()


def _unstaged(text: str, masked: str, start: int, end: int) -> Iterator[FoundWork]:
    """The names of a clause whose verb says no stage (紧盯A、B等16个储备项目), for a clause that follows to tell."""
    position = opening_end(text[:end], start)
    if position >= end or _ETC.search(masked, position, end) is None:
        return
    for member in _members(text, masked, position, end):
        name = clean(member.own or text[member.start : member.end])
        if 4 <= len(name) <= 30 and _ends("site ends").search(name):
            yield FoundWork(MilestoneTarget(name, Stage.PREPARED), member.start, member.end, (), (start, end))


def _clause(text: str, masked: str, start: int, end: int) -> Iterator[FoundWork]:
    position = opening_end(text[:end], start)
    partner = _WITH.match(masked, position, end)
    if partner is not None:
        position = opening_end(text[:end], partner.end())
    verb = _verb(masked, position, end)
    if verb is None:
        said = re.search(rf"(?:{_words('opening verbs').pattern})$", text[start:position])
        if said is not None:
            verb = _Verb("加快", Stage.UNDER_WAY, position)
    body = position if verb is None else verb.end
    if body >= end or re.search(r"一批|一系列|若干", masked[body : body + 6]):
        return
    raised = _FOR_TITLE.match(text[body:end])
    if raised is not None and (verb is None or verb.word in ("推动", "加快")):
        name = clean(raised["who"] + raised["title"])
        yield FoundWork(_made(name, Stage.AWARDED), body, end, (), (start, end))
        return
    stop = _stop_of(masked, body, end)
    trailing, core_end = _trailing(masked, body, stop)
    beyond = re.compile(r"并(?:尽快|早日|年内|正式)?").match(masked, stop, end)
    if beyond is not None and trailing is None and (alone := _stage_alone(masked[beyond.end() : end])) is not None:
        trailing = alone  # 建成…校区并投入使用
    if verb is None and trailing is None:
        return
    adopted = verb is not None and verb.word in _set("adopted")
    if adopted and re.search(r"(?:继续|坚持|持续|始终)(?:坚持)?$", text[start:position]):
        return  # what goes on is not new
    for member in _members(text, masked, body, core_end, staged=trailing is not None):
        one, two = member.start, member.end
        member_verb = _verb(masked, opening_end(text[:two], one), two)
        if member_verb is not None and member_verb.end < two and one > body:
            inner, name_end = _trailing(masked, member_verb.end, two)
            used: _Verb | None = member_verb
            name, stage_word = text[member_verb.end : name_end], inner
        else:
            inner, name_end = _trailing(masked, one, two)
            used = verb
            name = member.own if member.own is not None and inner is None else text[one:name_end]
            stage_word = inner if inner is not None else trailing
        target = _milestone(name, used, stage_word, member.tail)
        if target is not None:
            doubts: tuple[Message, ...] = ()
            if stage_word is None and used is not None and used.word in _set("weak verbs"):
                doubts = (Message("no word of a stage; {word} is read so", {"word": used.word}),)
            yield FoundWork(target, one if one > body else start, two, doubts, (start, end))


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
        if not re.match(r"[的、和力度水平]", rest) and (
            (joined is not None and joined.end() > at) or len(following[0]) > 1
        ):
            return _Verb(following[0], table[following[0]], following.end())
    return _Verb(word, stage, at)


def _stop_of(masked: str, body: int, end: int) -> int:
    """Where what a verb governs ends: before 并…, 为…提供, 纳入… and other second predicates."""
    found = re.compile(
        r"(?:，|并(?!网|购|轨)|纳入(?!.{0,4}的)|为(?!民|主)[^，]{1,12}提供|用于|以(?:及)?(?=提高|满足|提升)|使(?!用))"
    ).search(masked, body + 2, end)
    return end if found is None else found.start()


def _trailing(masked: str, start: int, end: int) -> tuple[str | None, int]:
    """The stage word a stretch ends in, and where the name before it ends."""
    pattern, _ = _after()
    found = pattern.search(masked, start, end)
    if found is None or found.start() <= start:
        return None, end
    cut = found.start()
    adverb = re.compile(
        r"(?:尽快|尽早|早日|按期|如期|年内|全部|顺利|全面|成功|加快|实现|基本|力争|并|已|正式|推动|推进|抓紧|开春即?|有序|主体|建设)+$"
    ).search(masked, start, cut)
    return found[0], cut if adverb is None or adverb.start() <= start else adverb.start()


def _members(text: str, masked: str, start: int, end: int, *, staged: bool = False) -> list[_Member]:
    """The names of a list, each with what they share at its end: 教堂广场、火车站广场升级改造工程."""
    etc = None
    for found in _ETC.finditer(masked, start, end):
        etc = found
    tail = ""
    core_end = end
    if etc is not None:
        tail = _NOMINAL.sub("", re.sub(r"^的", "", re.sub(_COUNT, "", text[etc.end() : end], count=1)))
        tail = _DRAWING.sub("", tail)
        core_end = etc.start()
        if re.match(r"部门|单位|方面|领域|环节|行为|措施|举措|手段|因素", tail):
            if not tail.endswith(("机制", "制度", "平台", "系统")) or tail.startswith(("措施", "举措", "手段", "行为")):
                return []
            return [_Member(start, end, text[start : etc.start()] + tail, "")]
        if tail.endswith(("目标任务", "目标")):
            return []
        if tail and not staged and _end_of(tail) == "" and not re.search(r"[“《]", text[start:core_end]):
            return []  # 盐碱地治理、新能源产业等技术攻关: a field
        if _words("vague words").search(re.sub(r"^(?:重大|.*的)", "", tail)) and not re.search(r"项目|工程", tail):
            return []
    if etc is None:
        while (
            (cut := _NOMINAL.search(text, start, core_end)) is not None
            and cut.end() == core_end
            and cut.start() - start >= 2
        ):
            core_end = cut.start()
    pieces = _pieces(text, masked, start, core_end)
    if not pieces:
        return []
    last = text[pieces[-1][0] : pieces[-1][1]]
    if len(pieces) > 1 and re.match(r"(?:重大|重点|优质)(?:项目|工程)", last):
        return []
    if (
        len(pieces) >= 4
        and all(two - one <= 3 for one, two in pieces[:-1])
        and not _end_of(text[pieces[0][0] : pieces[0][1]])
    ):
        return []  # 奶牛、生猪、大鹅、水产…等基地: kinds, not names
    counted = _SMALL_COUNT.search(last)
    if etc is None and counted is not None and counted.start() > 0 and len(pieces) > 1:
        # 傅家、乐胜2个输变电工程
        tail = last[counted.end() :]
        pieces[-1] = (pieces[-1][0], pieces[-1][0] + counted.start())
    shared = _end_of(last) if len(pieces) > 1 and not tail else ""
    if shared.endswith("”"):
        shared = f"“{shared}"
    members: list[_Member] = []
    for one, two in pieces:
        word = text[one:two]
        own: str | None = None
        if tail:
            own = _with_tail(word, tail)
        elif (shared and (one, two) != pieces[-1] and not _end_of(word) and not _after()[0].search(word)) or (
            shared
            and (one, two) != pieces[-1]
            and _ends("process ends").search(last)
            and not _ends("process ends").search(word)
        ):
            own = word + shared
        members.append(_Member(one, two, own, tail))
    return members


def _pieces(text: str, masked: str, start: int, end: int) -> list[tuple[int, int]]:
    """A list cut into its names; what 和, 与 or 及 joins inside one name stays together (防止返贫监测与帮扶机制)."""
    pieces = [(start + one, start + two) for one, two in split_list(text[start:end])]
    merged: list[tuple[int, int]] = []
    for one, two in pieces:
        if merged:
            between = masked[merged[-1][1] : one]
            left = text[merged[-1][0] : merged[-1][1]]
            whole = (
                between not in ("、", "")
                and not (text[merged[-1][1] - 1] == "”" and text[two - 1] == "”")
                and (
                    len(left) < 2
                    or two - one < 2
                    or (not _end_of(left) and not _ends("process ends").search(text[one:two]))
                    or re.search(r"(?:连接线|贯通|连通|互通).{0,4}$|跨", text[merged[-1][0] : two]) is not None
                )
            )
            if whole:
                merged[-1] = (merged[-1][0], two)
                continue
        merged.append((one, two))
    return merged


def _end_of(name: str) -> str:
    """The noun by which a name is one of works, documents, events or processes; empty where it has none."""
    found = [
        match[0]
        for kind in ("site ends", "process ends", "document ends", "event ends")
        if (match := _ends(kind).search(name)) is not None
    ]
    return max(found, key=len, default="")


def _with_tail(word: str, tail: str) -> str:
    """康金八卦街广场 + 升级改造工程; 锂电池负极材料 + 项目: what stands behind 等 goes with each name before it."""
    tail = re.sub(r"^.*的", "", tail)
    tail = re.sub(r"^(?:重点|重大|核心|一批|大型|系列|特色|精品)+", "", tail)
    process = _ends("process ends").search(tail)
    noun = process[0] if process is not None else _end_of(tail)
    if not noun or word.endswith(noun) or _ends("process ends").search(word) or re.search(r"(?:项目|工程)$", word):
        return word
    if noun.endswith(("项目", "工程")) and process is None:
        if len(tail) <= 8 and len(_generic().sub("", tail[:-2])) >= 2:
            return word if _end_of(word) else word + tail  # 傅家、乐胜2个输变电工程
        return word + noun[-2:] if not _end_of(word) else word
    if process is None and (_end_of(word) or len(noun) > 6):
        return word
    return word + noun


def _made(name: str, stage: Stage) -> MilestoneTarget:
    return MilestoneTarget(name, stage, written=f"{name} -> {stage.value}")


def _milestone(raw: str, verb: _Verb | None, stage_word: str | None, tail: str) -> MilestoneTarget | None:
    name = _named(_DROPPED.sub("", raw.strip("，、")))
    name = re.sub(r"^(?:对|将|把|以)", "", name)
    if _DRAWING.search(name) and len(name) > 4:
        name = _DRAWING.sub("", name)
    task = name.endswith("任务")
    while (cut := _NOMINAL.search(name)) is not None and cut.start() >= 2:
        name = name[: cut.start()]
    outer = verb.word if verb is not None else ""
    if task and verb is not None and verb.stage is not Stage.BUILT:
        name = name.removesuffix("任务")
    name = clean(re.sub(r"各项$", "", name))
    kind = _kind(name, outer, stage_word, tail)
    if kind is None:
        return None
    if stage_word in ("上市", "挂牌") and not name.endswith(stage_word):
        name += stage_word
    stage = _stage(kind, verb, stage_word, name)
    if stage is None or not _is_named(name, kind, outer, stage_word, bool(tail)):
        return None
    return _made(name, stage)


def _named(name: str) -> str:
    """The name without what describes it in front: 总投资50亿元的…, 被…的…."""
    found = re.match(r"^[^“《]*?(?:亿元|万元|确定在年内开展前期|票决|广大)的", name)
    name = name[found.end() :] if found else name
    name = re.sub(r"^[^“《的]*\d[^“《的]{0,10}的", "", name)
    name = re.sub(r"^(?:总)?投资[\d.,]+[万亿]+元", "", name)
    return re.sub(rf"^{_SMALL_COUNT.pattern}", "", name)


def _kind(name: str, outer: str, stage_word: str | None, tail: str) -> str | None:
    """``title``, ``event``, ``document``, ``process`` or ``site``: what a name's last noun says."""
    if len(name) < 2 or len(name) > 30:
        return None
    _, table = _before()
    if outer and table[outer] is Stage.AWARDED:
        return "title" if _ends("title ends").search(name) else None
    quoted = name.endswith(("”", "》"))
    event = _ends("event ends").search(name) or (quoted and _ends("event ends").search(tail))
    if event and not name.endswith(("专项行动", "三年行动")):
        return "event"
    if outer in _set("adopted"):
        return "document"
    if outer and table[outer] is Stage.STARTED and len(name) >= 4 and not _end_of(name):
        return "document"
    process = _ends("process ends").search(name)
    document = _ends("document ends").search(name)
    site = _ends("site ends").search(name)
    if process is not None and (site is None or len(process[0]) >= len(site[0])):
        return "process"
    if site is not None and (document is None or len(site[0]) >= len(document[0])):
        return "site"
    if document is not None:
        return "document"
    if re.search(r"[一二三四五六七八九十]期$", name) and len(name) >= 4:
        return "site"
    if quoted and not name.startswith(("“", "《")):
        return "site"
    if name.startswith("《") or (quoted and outer in ("完成", "全面完成", "印发", "出台", "制定", "梳理", "绘制")):
        return "document"
    if (
        stage_word is not None
        and outer in ("", "推动", "加快", "推进")
        and _after()[1][stage_word] in (Stage.IN_USE, Stage.BUILT, Stage.STARTED)
    ):
        return "site"
    return None


def _stage(kind: str, verb: _Verb | None, stage_word: str | None, name: str) -> Stage | None:
    """The stage that verb and stage word ask for together, of a name of that kind."""
    trailing = _after()[1][stage_word] if stage_word is not None else None
    if verb is None:
        return trailing if kind in ("site", "process", "title") or "“" in name else None
    if verb.stage is Stage.PLANNED:
        return Stage.PLANNED
    if trailing is not None:
        return trailing
    if kind == "event":
        if verb.stage is Stage.PREPARED or verb.stage is Stage.STARTED:
            return verb.stage
        return Stage.BUILT if verb.word in _set("held") or verb.stage is Stage.BUILT else Stage.UNDER_WAY
    if kind == "document":
        if verb.word in _set("run") | _set("adopted"):
            lasting = verb.word in ("开展", "组织开展") and re.search(r"(?:教育|调查|普查|试点|督查)$", name)
            return Stage.UNDER_WAY if lasting else Stage.IN_USE
        if name.endswith("体系") and verb.word not in (
            "建立",
            "建立健全",
            "建立完善",
            "建设",
            "搭建",
            "形成",
            "初步形成",
        ):
            return None
        if name.endswith("改革") and verb.stage is Stage.UNDER_WAY and not re.search(r"试点|“", name):
            return None  # 推进…改革: a field, not a piece of work
        if name.endswith("教育") and not re.search(r"主题教育|学习教育|整顿教育", name):
            return None
        return verb.stage if verb.word in _set("drawn") else None
    if (
        kind == "process"
        and verb.word in ("开展", "组织开展")
        and re.search(r"(?:整治|治理)$", name)
        and not _words("place words").search(name)
        and "“" not in name
    ):
        return None
    if verb.word in ("完善", "加强", "提升"):
        return verb.stage if re.search(r"设施|路灯建设|软硬件建设|改造|工程$|路网", name) else None
    if verb.word in _set("adopted") or verb.word in (
        "推广",
        "全面推广",
        "落实",
        "全面落实",
        "健全",
        "建立健全",
        "建立完善",
    ):
        return None
    if (
        verb.word in ("建成", "打造成")
        and re.match(r"国家|全国|省级", name)
        and _ends("title ends").search(name)
        and not _ends("site ends").search(name[:-1] + "□")
    ):
        return Stage.AWARDED if re.search(r"示范|城市|先行|称号", name) else verb.stage
    return verb.stage


@cache
def _generic() -> re.Pattern[str]:
    return _words("generic words")


def _is_named(name: str, kind: str, outer: str, stage_word: str | None, shared: bool) -> bool:
    """Whether a name is that of one thing that can be visited, opened or read, not of a field of work."""
    quoted = re.search(r"[“《]([^”》]*)[”》]", name)
    if quoted is not None:
        bare = re.sub(r"[“《][^”》]*[”》]", "", name)
        if (
            name.endswith(quoted[0])
            and re.match(r"[一二三四五六七八九十两双]", quoted[1])
            and len(quoted[1]) <= 6
            and kind not in ("event", "title")
            and outer not in _set("adopted")
        ):
            return False
        if (
            not _generic().sub("", bare)
            and _NUMBERED.match(quoted[1])
            and kind != "event"
            and not name.startswith("《")
        ):
            return False  # “三农”, “八大民生行动”: a count of things told elsewhere
        if not bare and kind == "document" and re.search(r"(?:行动|计划)$", quoted[1]) and len(quoted[1]) >= 4:
            return True
        if (
            not bare
            and kind not in ("event",)
            and outer
            not in (
                *_set("adopted"),
                "完成",
                "全面完成",
                "开通",
                "印发",
                "制定",
                "出台",
                "编制",
                "绘制",
                "建成",
                "打通",
                "加入",
                "开辟",
            )
            and not name.startswith("《")
        ):
            return False
        return not re.search(r"双赢|为一体|关键靠", name)
    if _words("vague words").search(name) and not (kind == "document" and re.search(r"行动(?:计划)?$", name)):
        return False
    end = _end_of(name)
    if (
        kind in ("site", "document")
        and not end
        and _vague_end().search(name)
        and outer not in _set("adopted")
        and not _starts(outer)
    ):
        return False
    field = _words("field words").search(name)
    if field is not None and (
        kind == "process" or re.search(r"(?:治理|整治|保护|利用|处理|绿化|防治|防控|改造)(?:工程|项目|行动)?$", name)
    ):
        works = name.endswith(("项目", "工程")) and not shared
        if not works and _words("place words").search(name) is None and not name.endswith("排水防涝综合整治"):
            return False
    stem = name[: len(name) - len(end)] if end else name
    left = _generic().sub("", stem)
    if kind == "title":
        return len(name) >= 4
    if kind == "event":
        return len(left) >= 2
    if outer in _set("adopted"):
        return len(name) >= 4 and not name.endswith("化")
    if kind == "document":
        written = 4 if re.search(r"(?:规划|方案|办法|条例|细则)$", name) else 6
        return (len(left) >= 2 or len(stem) >= written) and len(name) >= 4
    if re.search(r"[一二三四五六七八九十]期", end):
        return True
    if end.endswith("设施"):
        return _ends("site ends").search(stem) is not None or len(left) >= 5
    if end in (
        "设施",
        "配套设施",
        "基础设施",
        "项目",
        "工程",
        "板块",
        "园区",
        "中心",
        "基地",
        "系统",
        "平台",
        "产业园",
        "任务",
        "提升",
        "整改",
    ):
        return len(left) >= 2
    seat = bool(stem) and stem in "省市区县旗州镇乡" and len(end) >= 3  # 县养护院
    return (
        len(left) >= 1
        or seat
        or (len(stem) >= 2 and end not in ("小区", "工厂", "市场", "医院", "学校", "园", "网络", "队伍"))
    ) and (len(name) >= 3 or stage_word is not None)


def _starts(outer: str) -> bool:
    return bool(outer) and _before()[1][outer] is Stage.STARTED
