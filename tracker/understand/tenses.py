"""Whether a figure tells of what was done or of what is planned, and for which time."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.model import Observation, Period, Tense
from tracker.understand.clauses import clause_start, in_one_clause, item_start, part_start
from tracker.understand.goals import is_goal
from tracker.understand.periods import Mark
from tracker.understand.totals import is_running_total
from tracker.words.lexicon import load, remember
from tracker.words.patterns import Patterns, listed, pattern, patterns


@dataclass(frozen=True, slots=True)
class Context:
    """What a sentence brings with it from its part and paragraph."""

    tense: Tense
    period: Period | None
    spoken: int | None
    reviewed: Period | None
    in_review: bool
    task: str | None = None  # of a task told again, what is said of its state; None: it is none
    several: bool = False  # the task asks for several things, and what is said of its state may be of another
    title: tuple[int, int] | None = None  # of the item, which what is told without a name is told of
    title_text: str = ""
    runs_on: bool = False  # the part tells also of the time after the year: nobody knows when a work was done
    own_year: bool = False  # 今年 is the year that is looked back on
    asked: tuple[Observation, ...] = ()  # the figures of the task of which a sentence tells how far it has come
    following: str = ""
    """The sentence behind, of the same item: what it tells without a subject may be of the last figure."""


@remember
def _patterns() -> Patterns:
    return patterns("tense")


def looks_ahead(text: str) -> bool:
    """Whether a sentence speaks of what is to be done."""
    forms = _patterns()
    return forms["looks ahead"].search(text) is not None or forms["must"].search(text) is not None


def turns_ahead(text: str) -> bool:
    """Whether a sentence of the plan part is one of the plan, whatever time it names besides."""
    return looks_ahead(text) or _patterns()["turned ahead"].search(text) is not None


def is_done(text: str) -> bool:
    """Whether a sentence says of itself that it tells what was done: 了, 已, 有所."""
    forms = _patterns()
    return forms["says done"].search(forms["says no done"].sub("", text)) is not None


def praises(text: str) -> bool:
    """Whether a sentence without a figure praises what was done: 各项工作取得很大成绩."""
    return not re.search(r"\d", text) and any(word in text for word in load("tense")["praise"])


def gives_results(text: str) -> bool:
    """Whether a sentence gives figures as results: of something, without a word that goals have.

    One that begins with a verb (新植树木2万株) may be the plan's.
    """
    words = load("tense")["goals have"]
    begins = text.startswith(tuple(load("phrases")["action verbs"]))
    return re.search(r"\d", text) is not None and not begins and not any(word in text for word in words)


def opens_back(text: str, start: int, end: int) -> bool:
    """Whether the word of time at ``start`` to ``end`` says when, at the head of a sentence, and not which one.

    2021年建成的小学, 去年签约项目, 在去年增长8%的基础上: the year belongs to a noun, and the sentence is about that.
    """
    forms = _patterns()
    opens = forms["head of a look back"].fullmatch(text, 0, start) is not None
    return opens and forms["of a noun"].match(text, end) is None


def is_provisional(text: str, at: int) -> bool:
    """Whether 预计 or 初步核算 stands before; at the head of a list it holds up to the next semicolon."""
    return _patterns()["not yet sure"].search(text, part_start(text, at), at) is not None


def negation_of(text: str, at: int) -> tuple[int, int] | None:
    """The words that say that the figure at ``at`` is not so: 未达到年初目标5%, …5%的目标没有实现; or None."""
    forms = _patterns()
    clause = item_start(text, at)
    found = forms["negated"].search(text, clause, at) or forms["unreached"].match(text, at)
    return None if found is None else found.span()


def _says_nothing(mark: Mark, period: Period | None, tense: Tense, context: Context) -> bool:
    """全年 of a plan, 截至目前, and the run-up in a plan (连续五年) leave the period as it is."""
    whole = mark.kind == "whole" and period is not None and context.tense is Tense.PLAN
    return (
        whole
        or (mark.kind == "upto" and mark.period is None)
        or (tense is Tense.PLAN and mark.kind in ("five", "some", "run"))
    )


def _of_another_year(mark: Mark, context: Context) -> bool:
    """今年一季度 in a report on last year."""
    reviewed = context.reviewed
    other = mark.period is not None and reviewed is not None and mark.period.last_year != reviewed.last_year
    return other and mark.kind in ("part", "months")


def _years_to(reviewed: Period | None, coming: Period | None) -> Period | None:
    """As many years as are to come, ending with the last reviewed."""
    if reviewed is None or coming is None:
        return None
    return Period.of_years(reviewed.last_year - (coming.last_year - coming.first_year), reviewed.last_year)


def time_of(text: str, at: int, end: int, marks: list[Mark], context: Context) -> tuple[Period | None, Tense]:
    """The period and tense of the figure at ``at`` to ``end``.

    Of the last word of time before it, else the sentence's own; what was planned beside what was done is a plan.
    """
    period, tense = _named_time(text, at, marks, context)
    if tense is Tense.PAST:
        if period is not None and period.is_year and is_running_total(text, at, marks):
            period = None
        goals = [(mark.start, mark.end) for mark in marks if mark.kind == "goal"]
        if is_goal(text, at, end, goals) and negation_of(text, at) is None:
            return period, Tense.PLAN
        clause = clause_start(text, at)
        late = period is not None and context.spoken is not None and period.first_year > context.spoken
        ahead, intention = _patterns()["looks ahead"], _patterns()["intention"]
        if late or ahead.search(text, clause, at) or intention.search(text, clause, at):
            tense = Tense.PLAN
    return period, tense


def _dates_an_event(text: str, mark: Mark, at: int, context: Context) -> bool:
    """Whether a year inside a clause of a review of years dates that clause alone: …2018年通车；…."""
    reviewed = context.period
    of_years = reviewed is not None and reviewed.first_year < reviewed.last_year
    inside = mark.start > 0 and text[mark.start - 1] not in "，；。：、"
    return of_years and inside and not in_one_clause(text, mark.end, at)


def _named_time(text: str, at: int, marks: list[Mark], context: Context) -> tuple[Period | None, Tense]:
    """The period and tense that the words of time before ``at`` tell, one after the other."""
    time = context.period, context.tense
    before = False  # 上年 in a review: the year before the one reviewed, and 今年 beside it the one reviewed
    named = False  # a year by its number, or 前年: 全年 after it means that one
    for mark in marks:
        if mark.start >= at:
            break
        if mark.kind in ("goal", "actual") or (mark.kind == "whole" and named):
            continue
        named = named or mark.kind in ("year", "last", "before", "upto") or _of_another_year(mark, context)
        if _dates_something_else(text, mark, at, context):
            continue
        reviewed = context.reviewed if context.in_review else None
        if reviewed is not None and text[mark.start : mark.end] in listed("periods", "before the year"):
            time, before = (Period.of_year(reviewed.last_year - 1), time[1]), True
        elif mark.kind == "since" and not in_one_clause(text, mark.end, at):
            continue  # 比2002年增长65.5% is the growth of all the years since, and holds for its own clause alone
        else:
            time = _told_by(mark, *time, context, before or context.own_year)
    return time


def _dates_something_else(text: str, mark: Mark, at: int, context: Context) -> bool:
    """上年|结转3件 stand in this year's account; (2022年数据) dates the figure before it alone; 比|一季度 compares."""
    if mark.kind == "last":
        return text.startswith(listed("periods", "carried over"), mark.end)
    if mark.kind == "year":
        behind = pattern("periods", "year behind").match(text, mark.start - 1) is not None
        return behind or _dates_an_event(text, mark, at, context)
    return mark.kind == "part" and text[max(0, mark.start - 1) : mark.start] in listed("periods", "no part behind")


def _told_by(
    mark: Mark, period: Period | None, tense: Tense, context: Context, as_reviewed: bool
) -> tuple[Period | None, Tense]:
    """The period and tense behind a word of time; ``as_reviewed``: 今年 is the year that is looked back on."""
    if mark.kind in ("next", "coming"):
        return mark.period, Tense.PLAN
    if mark.kind == "this" and as_reviewed and context.reviewed is not None and tense is not Tense.PLAN:
        return Period.of_year(context.reviewed.last_year), tense
    if tense is Tense.PAST:
        if mark.kind == "this":
            return mark.period, tense if context.in_review else Tense.PLAN
        if mark.kind == "within":
            return _years_to(context.reviewed, mark.period) or period, tense  # 用三年时间建成了…
    if mark.kind == "recent":
        return None if tense is Tense.PAST else period, tense  # 近年来: nobody knows how many years
    return period if _says_nothing(mark, period, tense, context) else mark.period, tense
