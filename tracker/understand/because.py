"""Why a statement says what it says: the rules that made it (``words/rules.yaml``), with the words they rest on."""

from __future__ import annotations

from typing import NamedTuple

from tracker.model import Because, Bound, Period, Role, State, Tense
from tracker.understand.names import Span
from tracker.understand.pairing import Item
from tracker.understand.periods import Mark
from tracker.understand.states import clause_end
from tracker.words.normal import Squeezed

Told = list[tuple[str, Span | None]]
"""Rules, each with the stretch of the squeezed sentence that it rests on. Lists, since every figure has some."""


class Facts(NamedTuple):
    """What was found out of a figure besides its name."""

    role: Role
    tense: Tense
    period: Period | None
    bound: Bound
    state: State
    negation: Span | None


def because(sentence: Squeezed, rule: str, span: Span | None = None) -> Because:
    """A rule with its words, as offsets into the document."""
    if span is None or span[0] >= span[1]:
        return Because(rule)
    return Because(rule, *sentence.span(*span))


def of_a_figure(sentence: Squeezed, item: Item, marks: list[Mark], facts: Facts) -> tuple[Because, ...]:
    """The rules that made an observation of a figure: its name, its role, its time, what is said of it."""
    told = _named(item)
    if facts.role is not Role.RESULT or facts.tense is Tense.PLAN or item.goal:
        told.append(_role(item, marks, facts))
    if facts.negation is not None:
        told.append(("denied", facts.negation))
    if facts.period is not None:
        told.append(_time(item, marks, facts.period))
    start, end = item.quantity.start, item.quantity.end
    if facts.bound is not Bound.EXACT:
        told.append(("bound", (start, end)))
    if facts.state is not State.DONE:
        told.append(("state", (end, _behind(sentence.text, end))))
    return tuple([because(sentence, rule, span) for rule, span in told])


def _named(item: Item) -> Told:
    """The rules that gave a figure its name."""
    own, after = item.own, item.after
    number = (item.quantity.start, item.quantity.end)
    told: Told = []
    if item.several:
        told.append(("respectively", (item.names[0][0], number[1]) if item.names else None))
    elif own is not None:
        told.append(("name-before", own))
    if after is not None:
        told.append(("name-behind", after))
    if not item.several:
        carried = [span for span in item.names if span != after and not _inside(span, own)]
        told += [("name-carried", span) for span in carried[:1]]
    if item.whole is not None:
        told.append(("part-of-whole", (item.whole.quantity.start, item.whole.quantity.end)))
    if item.passed is not None and own is not None and not item.goal:
        told.append(("share-of-plan", own))
    if item.base:
        told.append(("starting-point", number))
    if item.yearly:
        told.append(("average-of-years", number))
    return told


def _inside(span: Span, outer: Span | None) -> bool:
    return outer is not None and outer[0] <= span[0] and span[1] <= outer[1]


def _role(item: Item, marks: list[Mark], facts: Facts) -> tuple[str, Span | None]:
    """The rule that makes a goal, a task or a plan of a figure."""
    start = item.quantity.start
    goal = next((mark for mark in reversed(marks) if mark.kind == "goal" and mark.start < start), None)
    if facts.role is Role.TASK:
        return "task", None
    if facts.role is Role.GOAL or item.goal or goal is not None:
        return "goal", None if goal is None else (goal.start, goal.end)
    return "to-come", None


def _time(item: Item, marks: list[Mark], period: Period) -> tuple[str, Span | None]:
    """The rule that dates a figure."""
    start, end = item.quantity.start, item.quantity.end
    if item.year is not None:
        return "years-respectively", (start, end)
    dating = [mark for mark in marks if mark.period == period]
    for mark in dating:
        if mark.start == end + 1:
            return "year-in-brackets", (mark.start, mark.end)
    for mark in reversed(dating):
        if mark.start < start:
            return "time-word", (mark.start, mark.end)
    return "time-of-report", None


def _behind(text: str, end: int) -> int:
    """Where the clause ends that tells the state: the figure's own, or the one behind it."""
    own = clause_end(text, end)
    return own if own > end else clause_end(text, min(end + 1, len(text)))
