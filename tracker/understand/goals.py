"""What was planned, told beside what was done: 计划改造64个，实际完成57个; 与8%的预期目标有差距."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.understand.clauses import clause_start
from tracker.understand.quantity import alternatives
from tracker.words.lexicon import load, remember

Span = tuple[int, int]

_DONE_SO_FAR = re.compile(r"(?<=，)(?:目前|现)?已(?=完成\d)")

_OF_WHICH = re.compile(r"，其中(?![^，；。]*(?:[已实完竣]|建成))")  # 计划建设8万亩，其中新建5万亩: planned too


@dataclass(frozen=True, slots=True)
class _Patterns:
    any: re.Pattern[str]  # what every goal holds, and few sentences do
    goal: re.Pattern[str]
    none: re.Pattern[str]
    actual: re.Pattern[str]
    done: re.Pattern[str]
    against: re.Pattern[str]
    behind: re.Pattern[str]
    share: re.Pattern[str]
    reached: re.Pattern[str]
    exceeded: re.Pattern[str]
    fulfilled: re.Pattern[str]
    of_it: re.Pattern[str]
    name_end: re.Pattern[str]
    undertaken: re.Pattern[str]


@remember
def _patterns() -> _Patterns:
    words = load("tense")["goals"]
    by = f"(?:{alternatives(words['by whom or when'])})*"
    noun = f"(?:{alternatives(words['nouns'])})++"
    other = f"(?:{alternatives([word for word in words['nouns'] if word != '计划'])})++"
    should = f"(?<![{words['not should before']}])应(?={alternatives(words['should do'])})"
    of_it = f"(?:{alternatives(words['done of it'])})"
    results = load("tense")["wholes"]["results of their own"]
    return _Patterns(
        any=re.compile("|".join([alternatives([*words["words"], *words["nouns"]]), should, *words["arranged"]])),
        goal=re.compile(
            f"(?P<plan>{by}计划(?![{words['not plan after']}]))|{should}|(?:{alternatives(words['words'])})的?"
            f"|{'|'.join(words['arranged'])}"
            f"|(?P<noun>{by}{other}(?!{alternatives(words['not a goal before'])})(?:为|是|：)?)"
        ),
        none=re.compile(rf"(?:{alternatives(words['not a goal behind'])}){by}$"),
        actual=re.compile(rf"[，；。：！？()]|\d[^，；。]*完成|{'|'.join(words['done beside'])}"),
        done=re.compile(
            rf"(?<=[，；。：、(])(?:目前|现)?(?:{'|'.join(words['done beside'])})(?!{alternatives(words['names'])})"
        ),
        against=re.compile(rf"(?:{alternatives(words['against'])}){by}{noun}[少多高低快慢]?$"),
        behind=re.compile(
            rf"[”’」\"']?(?:左右|上下|以[上下内])?[”’」\"']?(?:的{by}{noun}|{by}(?:计划|任务)(?=[，；。)]))"
        ),
        share=re.compile(r"的[\d.]+%"),
        reached=re.compile(alternatives(words["reached"])),
        exceeded=re.compile(alternatives(words["exceeded"])),
        fulfilled=re.compile(
            r"[^，；。：！？\d]{0,30}，?(?:目前|现)?(?<![未没不])(?<!没有)"
            rf"(?:{alternatives(words['fulfilled'])}){{1,2}}(?:{alternatives(words['done'])})(?![^，；。]*\d)"
        ),
        of_it=re.compile(
            rf"\d[\d.]*[万亿]*(?P<unit>[^\d，；。：、()%元]{{1,3}})[，(]"
            rf"(?P<word>(?P<now>(?:(?:{alternatives(words['so far'])})，?)+)?{of_it}了?)(?=\d[\d.]*[万亿]*(?P=unit))"
        ),
        name_end=re.compile(f"(?:{alternatives(words['ends of names'])})*"),
        undertaken=re.compile(
            rf"{alternatives(results)}|(?:{alternatives(load('tense')['tasks']['undertaken'])})[^，；。]*(?:项目|工程)"
        ),
    )


def find_goals(text: str) -> list[Span]:
    """The words behind which stands what was planned: 年初计划, 应, 目标任务：, 年度任务."""
    patterns = _patterns()
    if patterns.any.search(text) is None:
        return []
    found = []
    for match in patterns.goal.finditer(text):
        clause = clause_start(text, match.start(), brackets=True)
        # 完成年度任务, 按计划, 实施行动计划: no plan with a figure of its own
        if patterns.none.search(text, clause, match.start()):
            continue
        if match["noun"] is not None and patterns.reached.search(text, clause, match.start()):
            continue  # 完成改造任务64个
        start = match.start()
        if start > clause and match["noun"] is not None:  # 下达老旧小区改造|任务32个
            start = patterns.name_end.match(text, start).end()  # type: ignore[union-attr]
        found.append((start, match.end()))
    return found


def find_actuals(text: str, goals: list[Span]) -> list[Span]:
    """The words that only say that a figure is what was done: behind a plan 实际|改造57个; 目前已|完成57个.

    Behind a figure of the same unit, the verb too: 改造小区64个，已完工|57个.
    """
    patterns = _patterns()
    found = {match.span() for match in _DONE_SO_FAR.finditer(text)}
    if goals:
        found |= {match.span() for match in patterns.done.finditer(text, goals[0][1])}
    for match in patterns.of_it.finditer(text):
        clause = clause_start(text, match.start(), brackets=True)
        planned = any(clause <= goal[0] < match.start() for goal in goals)
        other = "改造" in match["word"] and "改造" not in text[clause : match.start()]  # 新建3所，已完成改造2所
        if (planned or match["now"]) and not other and patterns.undertaken.search(text, clause, match.start()) is None:
            found = {span for span in found if not match.start("word") <= span[0] < match.end("word")}
            found.add(match.span("word"))
    return sorted(found)


def is_goal(text: str, start: int, end: int, goals: list[Span]) -> bool:
    """Whether the figure at ``start`` to ``end`` is what was planned, or how much was done beyond or short of it."""
    patterns = _patterns()
    clause = clause_start(text, start, brackets=True)
    if patterns.fulfilled.match(text, end):
        return False  # 年初确定的10件实事全部办结
    before = [goal[1] for goal in goals if goal[1] <= start]  # the nearest tells: least stands between
    if before and patterns.actual.search(_OF_WHICH.sub("", text[before[-1] : start])) is None:
        return True
    if patterns.against.search(text, clause, start):
        return True
    told = patterns.reached.search(text, clause, start) is None
    return (told and patterns.behind.match(text, end) is not None) or (
        patterns.share.match(text, end) is not None and re.search("计划|目标|任务", text[clause:start]) is not None
    )


def is_exceeded(text: str, start: int, end: int) -> bool:
    """超额完成新增就业3000人的目标: more than the figure was done."""
    patterns = _patterns()
    goal = patterns.behind.match(text, end) is not None
    return goal and patterns.exceeded.search(text, clause_start(text, start, brackets=True), start) is not None
