"""The names of a list of works, each with what they share: 教堂广场、火车站广场升级改造工程."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.understand.plans.phrases import (
    construction,
    split_list,
    words_at_end,
    words_at_start,
    words_of,
)
from tracker.understand.plans.work_words import ends, kind_noun, stage_at_end
from tracker.words.places import place_at_start


@dataclass(frozen=True, slots=True)
class Member:
    """One name of a list: where it stands, how it reads with what the list shares, and the shared noun."""

    start: int
    end: int
    own: str | None
    tail: str


def members_of(text: str, masked: str, start: int, end: int, *, staged: bool = False) -> list[Member]:
    """The names of a list, each with what they share at its end: 教堂广场、火车站广场升级改造工程."""
    etc = max(construction("etc").finditer(masked, start, end), key=lambda found: found.start(), default=None)
    if etc is None:
        return _closed(text, masked, start, _without_nominal(text, start, end))
    behind = text[etc.end() : end]
    tail = construction("worded count").sub("", behind, count=1)
    for said in ("of in front", "nominal", "drawing"):
        tail = construction(said).sub("", tail)
    if words_of("etc nouns").match(tail):
        if not construction("standing means").match(tail):
            return []
        return [Member(start, end, text[start : etc.start()] + tail, "")]
    if _names_nothing(tail, text[start : etc.start()], staged):
        return []
    pieces = _pieces(text, masked, start, etc.start())
    if not tail:
        return _closed(text, masked, start, etc.start())
    if _are_kinds(text, pieces) or (construction("of many").match(behind) and not _all_named(text, pieces)):
        return []
    return [Member(one, two, _with_tail(text[one:two], tail), tail) for one, two in pieces]


def _names_nothing(tail: str, listed: str, staged: bool) -> bool:
    """Whether what stands behind 等 tells that the list before it holds no works."""
    if construction("goals at end").search(tail):
        return True
    if tail and not staged and kind_noun(tail) == "" and not re.search(r"[“《]", listed):
        return True  # 盐碱地治理、新能源产业等技术攻关: a field
    vague = words_of("vague words").search(construction("great or of").sub("", tail)) is not None
    return vague and not construction("works").search(tail)


def _without_nominal(text: str, start: int, end: int) -> int:
    """Where a list's last name ends, without 建设 and the like behind it."""
    while (
        (cut := construction("nominal").search(text, start, end)) is not None
        and cut.end() == end
        and cut.start() - start >= 2
    ):
        end = cut.start()
    return end


def _all_named(text: str, pieces: list[tuple[int, int]]) -> bool:
    return all(kind_noun(text[one:two]) for one, two in pieces)


def _are_kinds(text: str, pieces: list[tuple[int, int]]) -> bool:
    """Whether a list holds no names: …、重大项目; 奶牛、生猪、大鹅、水产…."""
    if not pieces or (len(pieces) > 1 and construction("no one work").match(text[slice(*pieces[-1])])):
        return True
    short = all(two - one <= 3 for one, two in pieces[:-1])
    named = kind_noun(text[slice(*pieces[0])]) or ends("site ends").search(text[slice(*pieces[-1])])
    return len(pieces) >= 4 and short and not named


def _closed(text: str, masked: str, start: int, end: int) -> list[Member]:
    """The names of a list without a noun behind 等: its last name may end in what all share."""
    pieces = _described(text, _pieces(text, masked, start, end))
    if _are_kinds(text, pieces):
        return []
    last = text[slice(*pieces[-1])]
    counted = construction("count of works").search(last) or construction("count").search(last)
    if len(pieces) > 1 and counted is not None and counted.start() > 0 and counted.end() < len(last):
        tail = last[counted.end() :]  # 傅家、乐胜2个输变电工程; 基础教育提升、职业培训创新三项工程
        pieces[-1] = (pieces[-1][0], pieces[-1][0] + counted.start())
        return [Member(one, two, _with_tail(text[one:two], tail), tail) for one, two in pieces]
    if len(pieces) > 1 and (phase := construction("phase").fullmatch(last)) and text[pieces[-2][1] - 1] == "期":
        earlier = text[slice(*pieces[-2])]
        return [
            *(Member(one, two, None, "") for one, two in pieces[:-1]),
            Member(*pieces[-1], earlier[:-2] + phase[0], ""),
        ]
    if len(pieces) > 1 and (raised := construction("action of all").fullmatch(last)) is not None:
        return [Member(one, two, text[one:two].removesuffix(raised[1]) + raised[1], "") for one, two in pieces]
    sort = construction("sort of a project").search(last)
    shared = "" if len(pieces) < 2 else kind_noun(last) if sort is None else sort[0]
    if shared and (place := _place_at_start(last)) and len(place) < len(last) - len(shared):
        shared = last[len(place) :]  # 云山、白塔中欧班列集散中心: what all these places are to have
    if shared and len(pieces) > 1 and last[0] == "“" and text[pieces[0][1] - 1] == "”" == text[pieces[-2][1] - 1]:
        shared = last.partition("”")[2] or shared  # “甲”“乙”|一线城市行活动
    won, told = construction("title to win").search(last), construction("behind a district").search(last)
    if len(pieces) > 1 and won is not None and won.start():
        shared = won[0]
    elif len(pieces) > 1 and told is not None and text[pieces[0][1] - 1] == last[told.start() - 1]:
        shared = told[0]
    if any(construction("a stretch").search(text[one:two]) for one, two in pieces[:-1]):
        shared = ""
    if shared.endswith("”"):
        shared = f"“{shared}"
    treated = ends("process ends").search(last) is not None
    whole = [kind_noun(text[one:two]) != "" for one, two in pieces[:-1]]
    return [
        Member(one, two, _with_shared(text[one:two], shared, treated, any(whole)), "") for one, two in pieces[:-1]
    ] + [Member(*pieces[-1], None, "")]


def _place_at_start(text: str) -> str:
    """The place that a name begins with: a prefecture for short, or one with its level (云山镇)."""
    found = construction("place with its level").match(text)
    return place_at_start(text) or ("" if found is None else found[0])


def _with_shared(word: str, shared: str, treated: bool, whole: bool) -> str | None:
    """A name with the noun that the last of its list ends in; ``whole``: others of the list have nouns of their own."""
    if shared and whole and not treated:  # each of the list has a noun of its own
        shared = shared[-2:] if construction("project at end").search(shared) else ""
    bare = not kind_noun(word) and not stage_at_end().search(word)
    if not shared or construction("own part").search(word) or (treated and construction("done itself").search(word)):
        return None
    if not bare and (not treated or ends("process ends").search(word)):
        return None
    return word + shared if len(shared) > 1 or len(word) < 4 else word


def _described(text: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """A list of what describes one name is that name: 自上而下、双向打通的|谋划机制."""
    if len(pieces) > 1 and not any(kind_noun(text[one:two]) for one, two in pieces[:-1]):
        one, two = pieces[-1]
        at = text.rfind("的", one, two)
        if at > one and two - at > 4 and not re.search(r"[“《]", text[one:at]):
            return [(at + 1, two)]
    return pieces


def _pieces(text: str, masked: str, start: int, end: int) -> list[tuple[int, int]]:
    """A list cut into its names; what 和, 与 or 及 joins inside one name stays together (防止返贫监测与帮扶机制)."""
    pieces = [(start + one, start + two) for one, two in split_list(text[start:end])]
    merged: list[tuple[int, int]] = []
    for one, two in pieces:
        if merged:
            between = masked[merged[-1][1] : one]
            left = text[merged[-1][0] : merged[-1][1]]
            whole = _chained(left, text[one:two]) or (
                between not in ("、", "")
                and not (text[merged[-1][1] - 1] == "”" and text[two - 1] == "”")
                and (
                    len(left) < 2
                    or two - one < 2
                    or (not kind_noun(left) and not ends("process ends").search(text[one:two]))
                    or construction("between two").search(text[merged[-1][0] : two]) is not None
                )
            )
            if whole:
                merged[-1] = (merged[-1][0], two)
                continue
        merged.append((one, two))
    return merged


def _chained(left: str, right: str) -> bool:
    """Whether two members tell what is done one after the other in one place: 刺五加生产、加工、|销售基地."""
    done = words_at_end("done in one place").search(left) is not None
    return done and words_at_start("done in one place").match(right) is not None


def _treated(word: str, what: str) -> bool:
    """Whether a name needs what a tail says is treated: 西苑 is a 老旧小区; 东风路 says itself that it is a 道路."""
    if not 2 <= len(what) <= 6 or word.endswith(what) or word[-1] == what[-1] or "“" in what:
        return False
    return ends("site ends").search(what) is not None


def _with_tail(word: str, tail: str) -> str:
    """康金八卦街广场 + 升级改造工程; 锂电池负极材料 + 项目: what stands behind 等 goes with each name before it."""
    tail = construction("up to of").sub("", tail)
    of = construction("those of a kind").match(tail)
    if of is not None and kind_noun(tail) and not construction("project at end").search(tail):
        return word + tail[of.end() :]  # 甲大学等高校云山研究院
    tail, project = construction("praise in front").sub("", tail), construction("project at end")
    process = ends("process ends").search(tail)
    noun = process[0] if process is not None else kind_noun(tail)
    if process is None and noun and re.search(r"[-—]", word) and construction("course in front").search(noun):
        return word + tail  # 甲港-乙港等绿色航运走廊
    if process is None and noun and word[-1] == noun[-1]:
        return word  # 崇明线等轨道交通线
    ranked = process is None and not kind_noun(word) and construction("of a rank").match(tail)
    if ranked or (process is not None and _treated(word, tail[: process.start()])):
        return word + tail  # 云山湾等国家实验室|基地
    if not noun or word.endswith(noun) or ends("process ends").search(word) or project.search(word):
        return word
    if project.search(noun) and process is None:
        if len(tail) <= 8 and len(words_of("generic words").sub("", tail[:-2])) >= 2:
            return word if kind_noun(word) else word + tail  # 傅家、乐胜2个输变电工程
        return word + noun[-2:] if not kind_noun(word) else word
    if process is None and (kind_noun(word) or len(noun) > 6):
        return word
    if process is None and len(tail) <= 6 and "“" not in tail:
        noun = tail.removeprefix(word[-2:])  # 甲人才等人才计划
    return word + noun
