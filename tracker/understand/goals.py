"""What was planned, told beside what was done: 计划改造64个，实际完成57个; 与8%的预期目标有差距."""

from __future__ import annotations

from tracker.understand.clauses import clause_start
from tracker.words.lexicon import remember
from tracker.words.patterns import Patterns, patterns

Span = tuple[int, int]


@remember
def _patterns() -> Patterns:
    return patterns("tense")


def find_goals(text: str) -> list[Span]:
    """The words behind which stands what was planned: 年初计划, 应, 目标任务：, 年度任务."""
    forms = _patterns()
    if forms["any goal"].search(text) is None:
        return []
    found = []
    for match in forms["goal"].finditer(text):
        clause = clause_start(text, match.start(), brackets=True)
        # 完成年度任务, 按计划, 实施行动计划: no plan with a figure of its own
        if forms["no goal of its own"].search(text, clause, match.start()):
            continue
        if match["noun"] is not None and forms["goal reached"].search(text, clause, match.start()):
            continue  # 完成改造任务64个
        start = match.start()
        if start > clause and match["noun"] is not None:  # 下达老旧小区改造|任务32个
            start = forms["end of a name"].match(text, start).end()  # type: ignore[union-attr]
        found.append((start, match.end()))
    return found


def find_actuals(text: str, goals: list[Span]) -> list[Span]:
    """The words that only say that a figure is what was done: behind a plan 实际|改造57个; 目前已|完成57个.

    Behind a figure of the same unit, the verb too: 改造小区64个，已完工|57个.
    """
    forms = _patterns()
    found = {match.span() for match in forms["done so far"].finditer(text)}
    if goals:
        found |= {match.span() for match in forms["done beside a goal"].finditer(text, goals[0][1])}
    for match in forms["done of it"].finditer(text):
        clause = clause_start(text, match.start(), brackets=True)
        planned = any(clause <= goal[0] < match.start() for goal in goals)
        other = "改造" in match["word"] and "改造" not in text[clause : match.start()]  # 新建3所，已完成改造2所
        if (
            (planned or match["now"])
            and not other
            and forms["result of its own"].search(text, clause, match.start()) is None
        ):
            found = {span for span in found if not match.start("word") <= span[0] < match.end("word")}
            found.add(match.span("word"))
    return sorted(found)


def is_goal(text: str, start: int, end: int, goals: list[Span]) -> bool:
    """Whether the figure at ``start`` to ``end`` is what was planned, or how much was done beyond or short of it."""
    forms = _patterns()
    clause = clause_start(text, start, brackets=True)
    if forms["fulfilled behind"].match(text, end):
        return False  # 年初确定的10件实事全部办结
    before = [goal[1] for goal in goals if goal[1] <= start]  # the nearest tells: least stands between
    between = forms["of which planned"].sub("", text[before[-1] : start]) if before else ""
    if before and forms["told as done"].search(between) is None:
        return True
    if forms["measured against"].search(text, clause, start):
        return True
    if forms["goal reached"].search(text, clause, start) is None and forms["goal behind"].match(text, end):
        return True
    share = forms["share of a goal"].match(text, end) is not None
    return share and forms["noun of plans"].search(text, clause, start) is not None


def is_exceeded(text: str, start: int, end: int) -> bool:
    """超额完成新增就业3000人的目标: more than the figure was done."""
    forms = _patterns()
    goal = forms["goal behind"].match(text, end) is not None
    return goal and forms["goal exceeded"].search(text, clause_start(text, start, brackets=True), start) is not None
