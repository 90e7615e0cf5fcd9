"""The names of a list of works, each with what they share: 教堂广场、火车站广场升级改造工程."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.understand.plans.phrases import split_list, words_of
from tracker.understand.plans.work_words import DRAWING, NOMINAL, count, ends, kind_noun, stage_at_end, worded_count

ETC = re.compile(r"(?<![高中同平优初相对均])等(?!级|离子|于|效|同)")


@dataclass(frozen=True, slots=True)
class Member:
    """One name of a list: where it stands, how it reads with what the list shares, and the shared noun."""

    start: int
    end: int
    own: str | None
    tail: str


def members_of(text: str, masked: str, start: int, end: int, *, staged: bool = False) -> list[Member]:
    """The names of a list, each with what they share at its end: 教堂广场、火车站广场升级改造工程."""
    etc = None
    for found in ETC.finditer(masked, start, end):
        etc = found
    tail = ""
    core_end = end
    if etc is not None:
        tail = NOMINAL.sub("", re.sub(r"^的", "", worded_count().sub("", text[etc.end() : end], count=1)))
        tail = DRAWING.sub("", tail)
        core_end = etc.start()
        if words_of("etc nouns").match(tail):
            if not tail.endswith(("机制", "制度", "平台", "系统")) or tail.startswith(("措施", "举措", "手段", "行为")):
                return []
            return [Member(start, end, text[start : etc.start()] + tail, "")]
        if tail.endswith(("目标任务", "目标")):
            return []
        if tail and not staged and kind_noun(tail) == "" and not re.search(r"[“《]", text[start:core_end]):
            return []  # 盐碱地治理、新能源产业等技术攻关: a field
        if words_of("vague words").search(re.sub(r"^(?:重大|.*的)", "", tail)) and not re.search(r"项目|工程", tail):
            return []
    if etc is None:
        while (
            (cut := NOMINAL.search(text, start, core_end)) is not None
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
        and not kind_noun(text[pieces[0][0] : pieces[0][1]])
    ):
        return []  # 奶牛、生猪、大鹅、水产…等基地: kinds, not names
    counted = count().search(last)
    if etc is None and counted is not None and counted.start() > 0 and counted.end() < len(last) and len(pieces) > 1:
        # 傅家、乐胜2个输变电工程
        tail = last[counted.end() :]
        pieces[-1] = (pieces[-1][0], pieces[-1][0] + counted.start())
    shared = kind_noun(last) if len(pieces) > 1 and not tail else ""
    if shared.endswith("”"):
        shared = f"“{shared}"
    members: list[Member] = []
    for one, two in pieces:
        word = text[one:two]
        shares = bool(shared) and (one, two) != pieces[-1]
        own: str | None = None
        if tail:
            own = _with_tail(word, tail)
        elif shares and (
            (not kind_noun(word) and not stage_at_end().search(word))
            or (ends("process ends").search(last) and not ends("process ends").search(word))
        ):
            own = word + shared if len(shared) > 1 or len(word) < 4 else word
        members.append(Member(one, two, own, tail))
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
                    or (not kind_noun(left) and not ends("process ends").search(text[one:two]))
                    or re.search(r"(?:连接线|贯通|连通|互通).{0,4}$|跨", text[merged[-1][0] : two]) is not None
                )
            )
            if whole:
                merged[-1] = (merged[-1][0], two)
                continue
        merged.append((one, two))
    return merged


def _treated(word: str, what: str) -> bool:
    """Whether a name needs what a tail says is treated: 西苑 is a 老旧小区; 东风路 says itself that it is a 道路."""
    if not 2 <= len(what) <= 6 or word.endswith(what) or word[-1] == what[-1] or "“" in what:
        return False
    return ends("site ends").search(what) is not None


def _with_tail(word: str, tail: str) -> str:
    """康金八卦街广场 + 升级改造工程; 锂电池负极材料 + 项目: what stands behind 等 goes with each name before it."""
    tail = re.sub(r"^.*的", "", tail)
    of = re.match(r"(?:高校|院校|企业|单位|机构|医院|学校)(?=.{3})", tail)
    if of is not None and kind_noun(tail) and not tail.endswith(("项目", "工程")):
        return word + tail[of.end() :]  # 甲大学等高校云山研究院
    tail = re.sub(r"^(?:重点|重大|核心|一批|大型|系列|特色|精品)+", "", tail)
    process = ends("process ends").search(tail)
    noun = process[0] if process is not None else kind_noun(tail)
    if process is None and noun and re.search(r"[-—]", word) and noun.endswith(("走廊", "航线", "通道", "班列", "线")):
        return word + tail  # 甲港-乙港等绿色航运走廊
    if process is None and noun and word[-1] == noun[-1]:
        return word  # 崇明线等轨道交通线
    if process is not None and _treated(word, tail[: process.start()]):
        return word + tail
    if not noun or word.endswith(noun) or ends("process ends").search(word) or re.search(r"(?:项目|工程)$", word):
        return word
    if noun.endswith(("项目", "工程")) and process is None:
        if len(tail) <= 8 and len(words_of("generic words").sub("", tail[:-2])) >= 2:
            return word if kind_noun(word) else word + tail  # 傅家、乐胜2个输变电工程
        return word + noun[-2:] if not kind_noun(word) else word
    if process is None and (kind_noun(word) or len(noun) > 6):
        return word
    return word + noun
