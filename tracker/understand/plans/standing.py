"""What in a plan is no task of it: what was done before, stands already, or is where a change begins."""

from __future__ import annotations

import re
from functools import cache

from tracker.understand.plans.phrases import CLAUSE, alternatives, construction, words_of
from tracker.words.lexicon import load


def looking_back(text: str, year: int) -> list[tuple[int, int]]:
    """The clauses of a sentence that tell of a year before the plan's: 2023年确定的…全部办结，新改建…公里.

    They go on until a clause speaks of the plan's own year, or of what is to be.
    """
    found: list[tuple[int, int]] = []
    if not construction("earlier year").search(text):
        return found
    back = False
    for clause in CLAUSE.finditer(text):
        said = clause[0]
        opening = construction("earlier").match(said)
        this = next(
            (each for each in construction("this").finditer(said) if not each["year"] or int(each["year"]) >= year),
            None,
        )
        if this is not None:
            back = False
        elif opening is not None:
            back = opening["year"] is None or int(opening["year"]) < year
        if back:
            found.append(clause.span())
    return found


@cache
def _standing() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What was done, and what is there, up to a number; unless a base is left behind: 在现有…基础上, 比去年增加."""
    data = load("plans")
    letter = r"(?!基础上|再|今年|又|另|中)[^，\d]"
    making = alternatives(data["making verbs"])
    return (
        re.compile(rf"(?<![比较与从到])(?:{alternatives(data['standing words'])})(?:{letter})*$"),
        re.compile(rf"(?<![比较与从到])(?:{alternatives(data['there words'])})(?:(?!{making}){letter})*$"),
    )


def stands_already(before: str, unit: str) -> bool:
    """Whether the words before a number, up to it, say that what it counts is there: 已有的18家, 去年新增的20家."""
    done, there = _standing()
    if construction("stands already").search(before):
        return True  # 人口已达2.5亿; 对已经谋划的1400个项目
    if construction("replaces what is there").search(before):
        return False  # 将现有公交车更新为14辆新能源车
    return done.search(before) is not None or (unit != "%" and there.search(before) is not None)


def without_base(head: str) -> str:
    """The words before a number without what it changes from: …标准由每人每年240元提高到, 较2020年."""
    found = construction("base").search(head)
    return head if found is None else head[: found.start()]


def is_where_it_starts(before: str, after: str) -> bool:
    """Whether a number is what a change begins with: 由60元提高到90元, 在120元基础上, 由60元、80元提高到….

    ``before`` and ``after`` reach to the ends of its clause.
    """
    after = construction("listed").sub("", after)
    if construction("on that base").match(after):
        return True
    return construction("raised").match(after) is not None and construction("from").search(before) is not None


def says_what_is(text: str, start: int, number: int, unit: str) -> bool:
    """Whether the clause round a number tells how things are: 全区有280万农牧民, 还有63万老人, 占比近七成."""
    clause = next((each for each in CLAUSE.finditer(text) if each.start() <= start < each.end()), None)
    if clause is None or construction("asks").search(clause[0]):
        return False
    return construction("what is").match(clause[0]) is not None or (unit == "%" and text[number - 1 : number] == "近")


def is_expected(before: str, after: str) -> bool:
    """Whether a number of people or things is foreseen, not asked for: 预计3.2万名毕业生."""
    return bool(after) and construction("expected").search(before) is not None


def names_class(unit_and_behind: str) -> bool:
    """Whether a number only says of which size what is counted is: 5亿级, 亿元级, 百亿级."""
    return words_of("size classes").match(unit_and_behind) is not None
