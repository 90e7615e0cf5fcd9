"""Why a statement says what it says: the rules that made it (``words/rules.yaml``), with the words they rest on."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.model import Because, Bound, Observation, Role, State, Tense
from tracker.understand.names import Span
from tracker.understand.pairing import Item
from tracker.understand.periods import Mark
from tracker.understand.states import clause_end
from tracker.words.normal import Squeezed

Told = tuple[str, Span | None]
"""A rule, and the stretch of the squeezed sentence that it rests on."""


def of_a_figure(sentence: Squeezed, item: Item, marks: list[Mark], made: Observation) -> tuple[Because, ...]:
    """The rules that made an observation of a figure: its name, its role, its time, what is said of it."""
    told = [*_named(item), *_in_role(item, marks, made), *_dated(item, marks, made), *_said(sentence.text, item, made)]
    return tuple(because(sentence, rule, span) for rule, span in told)


def because(sentence: Squeezed, rule: str, span: Span | None = None) -> Because:
    """A rule with its words, as offsets into the document."""
    if span is None or span[0] >= span[1]:
        return Because(rule)
    return Because(rule, *sentence.span(*span))


def _named(item: Item) -> Iterator[Told]:
    if item.several:
        yield "respectively", (item.names[0][0], item.quantity.end) if item.names else None
    elif item.own is not None:
        yield "name-before", item.own
    if item.after is not None:
        yield "name-behind", item.after
    own = {item.own, item.after}
    if not item.several:
        carried = [span for span in item.names if span not in own and not _inside(span, item.own)]
        yield from (("name-carried", span) for span in carried[:1])
    if item.whole is not None:
        yield "part-of-whole", (item.whole.quantity.start, item.whole.quantity.end)
    if item.passed is not None and item.own is not None and not item.goal:
        yield "share-of-plan", item.own
    if item.base:
        yield "starting-point", (item.quantity.start, item.quantity.end)
    if item.yearly:
        yield "average-of-years", (item.quantity.start, item.quantity.end)


def _inside(span: Span, outer: Span | None) -> bool:
    return outer is not None and outer[0] <= span[0] and span[1] <= outer[1]


def _in_role(item: Item, marks: list[Mark], made: Observation) -> Iterator[Told]:
    start = item.quantity.start
    goal = next((mark for mark in reversed(marks) if mark.kind == "goal" and mark.start < start), None)
    if made.role is Role.TASK:
        yield "task", None
    elif made.role is Role.GOAL or item.goal or (made.tense is Tense.PLAN and goal is not None):
        yield "goal", None if goal is None else (goal.start, goal.end)
    elif made.tense is Tense.PLAN:
        yield "to-come", None
    if made.negated:
        yield "denied", None


def _dated(item: Item, marks: list[Mark], made: Observation) -> Iterator[Told]:
    if item.year is not None:
        yield "years-respectively", (item.quantity.start, item.quantity.end)
        return
    dating = [mark for mark in marks if mark.period is not None and mark.period == made.period]
    behind = next((mark for mark in dating if mark.start == item.quantity.end + 1), None)
    before = next((mark for mark in reversed(dating) if mark.start < item.quantity.start), None)
    if behind is not None:
        yield "year-in-brackets", (behind.start, behind.end)
    elif before is not None:
        yield "time-word", (before.start, before.end)
    elif made.period is not None:
        yield "time-of-report", None


def _said(text: str, item: Item, made: Observation) -> Iterator[Told]:
    quantity = item.quantity
    if made.bound is not Bound.EXACT:
        yield "bound", (quantity.start, quantity.end)
    if made.state is not State.DONE:
        yield "state", (quantity.end, _behind(text, quantity.end))


def _behind(text: str, end: int) -> int:
    """Where the clause ends that tells the state: the figure's own, or the one behind it."""
    own = clause_end(text, end)
    return own if own > end else clause_end(text, min(end + 1, len(text)))
