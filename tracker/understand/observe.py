"""What a sentence says of each quantity: indicator, measure, period, and whether it is a plan."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.model import Because, Bound, Measure, Observation, Period, Role, State, Tense, replace
from tracker.understand.asked import (
    begins_with_a_predicate,
    counts_what_was_asked,
    of_the_short_name,
    of_what_was_asked,
    said_of,
    tells_no_name,
)
from tracker.understand.because import Facts, of_a_figure
from tracker.understand.goals import is_exceeded
from tracker.understand.names import head_after, needs_name
from tracker.understand.pairing import Item, pair
from tracker.understand.periods import Mark, find_marks
from tracker.understand.quantities import find_quantities
from tracker.understand.quantity import Quantity, alternatives
from tracker.understand.states import (
    About,
    begins_with_a_state,
    clause_end,
    is_ahead_of,
    missing_from,
    state_behind,
    state_of_task,
)
from tracker.understand.tasks import is_restated
from tracker.understand.tenses import Context as Context
from tracker.understand.tenses import is_provisional, negation_of, time_of
from tracker.understand.tenses import looks_ahead as looks_ahead
from tracker.words.lexicon import load, remember
from tracker.words.normal import Squeezed, last_of
from tracker.words.patterns import listed, pattern
from tracker.words.states import Sense, find_tokens
from tracker.words.units import find_unit

LONGEST = 2000
"""Characters of a sentence that are read in one go. A longer one is cut at a comma, so that time grows with length."""

_PLACE = re.compile(r"[\u4e00-\u9fff]{2,3}?(?:自治区|自治县|自治旗|新区|区|县|旗|省|市)(?![场民镇域政])")
_NO_WORKS = ("元", "%", "‰", "倍", "点")
_YEAR_OF = re.compile(r"((?:19|20)\d\d)年[末底]?的?[超近约]?$")


def observe_quantities(sentence: Squeezed, context: Context) -> Iterator[Observation]:
    """The observations of one sentence, in its order."""
    for piece in _pieces(sentence):
        quantities = find_quantities(piece.text)
        if quantities:
            marks = find_marks(piece.text, context.spoken, context.reviewed)
            missing = missing_from(piece.text)
            asked = _goal_frames().match(piece.text) is not None
            for item in pair(piece.text, quantities, marks):
                told = _observation(piece, item, marks, context)
                titled = _of_the_title(told, piece.text, item, context)
                made = _as_asked(titled, piece.text, item, context)
                if item.quantity.start >= missing and not _is_done_of_it(piece.text, item):
                    made = replace(made, state=State.NOT_DONE, role=Role.GOAL)
                made = replace(made, role=Role.GOAL) if asked else made
                yield (
                    made if made is told else replace(made, because=_taken_over(piece, item, marks, told, titled, made))
                )


def _is_done_of_it(text: str, item: Item) -> bool:
    """In a list of what is missing, how much of a thing is done all the same: 幸福院15个，建好|8个(53%)."""
    if item.quantity.unit == "%" and item.own is None:
        return True
    return item.own is not None and item.own not in item.names[1:] and needs_name(text[slice(*item.own)])


@remember
def _goal_frames() -> re.Pattern[str]:
    """What makes of a whole sentence one of what was asked for: 年初预算由人大批准：…."""
    return re.compile("|".join(load("tense")["goal frames"]))


def _pieces(sentence: Squeezed) -> Iterator[Squeezed]:
    """The sentence, or parts of one that is too long for a sentence, cut at their last comma."""
    text, start = sentence.text, 0
    while len(text) - start > LONGEST:
        cut = last_of("，；、", text, start + 1, start + LONGEST) + 1 or start + LONGEST
        yield Squeezed(text[start:cut], sentence.at[start:cut], sentence.at[cut])
        start = cut
    yield sentence if start == 0 else Squeezed(text[start:], sentence.at[start:], sentence.end)


_TOTAL = re.compile(r"[^，。；\d]{0,16}?中(?:，|[已有]{0,2}\d)")  # 20个村中有18个…: what the figure is a part of
# 改造小区64个，已完工57个: of what was taken in hand, what is done
_OF_WHICH = re.compile(
    r"[^，；。：\d]{0,12}?，?(?:目前|现|其中)?(?:(?:已|仅|只)经?|(?=[^，；。：\d]{1,3}了\d))([^，；。：\d]{1,5}?)\d[\d.]*[万亿]?"
)


@remember
def _part_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What was done of a whole, and the verbs that make of the whole a result of its own."""
    words = load("tense")["wholes"]
    done = f"(?:{alternatives(words['done'])})"
    return re.compile(f"(?:全部)?{done}{{1,2}}"), re.compile(alternatives(words["results of their own"]))


def _is_whole(text: str, item: Item) -> bool:
    """Whether a figure is the whole of which the report tells the part that is done."""
    quantity = item.quantity
    if _TOTAL.match(text, quantity.end):
        return True
    part = _OF_WHICH.match(text, quantity.end)
    done, results = _part_words()
    if (
        part is None
        or not (done.fullmatch(part[1]) or part[1].endswith("了"))
        or (item.own is not None and results.search(text, *item.own))
    ):
        return False
    unit = text[quantity.number_end : quantity.unit_end]
    return unit != "" and text.startswith(unit, part.end())  # of the same kind of thing


def _is_task(text: str, item: Item, context: Context) -> bool:
    """Whether a figure is what was to be done, told again with how far it has come."""
    counted = item.said.measure in (Measure.LEVEL, Measure.CHANGE) and not item.said.standing
    quantity = item.quantity
    if not counted or (quantity.unit or "").endswith(_NO_WORKS):
        return False
    if pattern("behind", "misses the goal").match(text, quantity.end):
        return False  # so many were done, and more were asked for
    return is_restated(text, quantity, context.following)


def _is_placed_part(text: str, item: Item) -> bool:
    """其中2个在老城区: what says only where a part of the things is, or of what kind."""
    whole, quantity = item.whole, item.quantity
    bare = item.own is None and item.after is None and whole is not None and quantity.value < whole.quantity.value
    return bare and text.startswith(tuple(load("tense")["tasks"]["places a part"]), quantity.end)


def _is_done_part(text: str, item: Item) -> bool:
    """其中9座已交工验收: of so many that were to be done, those that are; the same thing, by the name of the whole."""
    whole, quantity = item.whole, item.quantity
    if item.own is not None or item.after is not None or whole is None or quantity.value >= whole.quantity.value:
        return False
    at, end = quantity.end, clause_end(text, quantity.end)
    senses = set()
    for token in find_tokens(text, at, end):
        if token.start != at:
            return False
        at = token.end
        senses.add(token.sense)
    return at == end and senses - {Sense.ADVERB} == {Sense.DONE}


def _time_of(text: str, item: Item, marks: list[Mark], context: Context) -> tuple[Period | None, Tense]:
    """The period and tense of an item: of the year right before its number, else of the words of time before it."""
    start = item.quantity.start
    period, tense = time_of(text, start, item.quantity.end, marks, context)
    if tense is Tense.PAST and _is_to_come(period, context):
        tense = Tense.PLAN
    whole = context.reviewed
    if item.yearly and tense is Tense.PAST and whole is not None and whole.first_year < whole.last_year:
        return whole, tense  # 2021年生产总值151.7亿元，年均增长4.6%, in a review of five years
    if item.year is not None and tense is Tense.PAST:
        return Period.of_year(item.year), tense
    bracketed = text.startswith("(", item.quantity.end)
    dated = pattern("periods", "year behind").match(text, item.quantity.end) if bracketed else None
    if dated is not None:
        return Period.of_year(int(dated[1])), tense
    year = _YEAR_OF.search(text, max(0, start - 12), start)
    if year is not None and (item.base or item.said.standing):
        return Period.of_year(int(year[1])), tense
    if _is_placed_part(text, item):
        return None, Tense.NONE
    if tense is not Tense.PLAN and _is_done_part(text, item):
        return period, tense
    restated = not context.asked and (_is_whole(text, item) or _is_task(text, item, context))
    if item.goal and context.period is not None:
        return Period.of_year(context.period.last_year), Tense.PLAN
    if item.base:
        return None, Tense.NONE
    if tense is not Tense.PLAN and restated:  # what was taken in hand, of which less is done
        told = context.period
        return (None if told is None else Period.of_year(told.last_year)), Tense.PLAN
    if item.said.standing and period is None and any(mark.kind == "recent" and mark.start < start for mark in marks):
        period = context.period  # 近年来，…达到90%
    ends = (
        period is not None
        and period.last_month == 12
        and (period.first_year, period.first_month) != (period.last_year, 12)
    )
    if item.said.standing and tense is Tense.PAST and period is not None and ends:
        return Period.of_year(period.last_year), tense
    return period, tense


def _is_to_come(period: Period | None, context: Context) -> bool:
    """Whether a figure is of a whole year behind what the report looks back on: 2019年将继续加力，新增停车位5000个."""
    back = context.reviewed
    if period is None or back is None or context.spoken is None:
        return False
    return period.is_year and period.first_year >= context.spoken and period.first_year > back.last_year


def _observation(sentence: Squeezed, item: Item, marks: list[Mark], context: Context) -> Observation:
    text = sentence.text
    quantity = item.quantity
    period, tense = _time_of(text, item, marks, context)
    negation = negation_of(text, quantity.start)
    pieces = [piece for piece in (item.own, item.after, negation) if piece is not None]  # what is quoted
    start, end = sentence.span(
        min([quantity.start, *(piece[0] for piece in pieces)]), max([quantity.end, *(piece[1] for piece in pieces)])
    )
    number = sentence.span(quantity.number_start, quantity.number_end)
    bound = _bound_of(text, item)
    state = _state(text, item, context)
    role = Role.RESULT if context.task is None else Role.TASK
    facts = Facts(role, tense, period, bound, state, negation)
    return Observation(
        start=start,
        end=end,
        tense=tense,
        period=period,
        indicator=item.indicator or None,
        measure=item.said.measure,
        value=quantity.value,
        high=quantity.high,
        unit=quantity.unit,
        bound=bound,
        wide=_is_wide(text, item, bound),
        scope=_scope_of(text, item),
        provisional=bound is Bound.ABOUT or is_provisional(text, quantity.start),
        number_start=number[0],
        number_end=number[1],
        negated=negation is not None,
        standing=item.said.standing,
        yearly=item.yearly,
        state=state,
        role=role,
        names=tuple(sentence.span(a, b) for a, b in item.names),
        inherited=tuple(sentence.span(a, b) for a, b in item.context if a < b),
        because=of_a_figure(sentence, item, marks, facts),
    )


def _bound_of(text: str, item: Item) -> Bound:
    """The bound that its words, its list or an exceeded goal give a figure."""
    bound = item.bound or item.quantity.bound
    exceeded = bound is Bound.EXACT and is_exceeded(text, item.quantity.start, item.quantity.end)
    return Bound.LOWER if exceeded else bound


def _taken_over(
    sentence: Squeezed, item: Item, marks: list[Mark], told: Observation, titled: Observation, made: Observation
) -> tuple[Because, ...]:
    """The rules of a figure that is of its item's title, of the task told before, or of what was asked for."""
    taken = [Because("of-the-title")] if titled is not told else []
    if made.names != titled.names:
        taken.append(Because("of-the-task"))
    facts = Facts(made.role, made.tense, made.period, made.bound, made.state, None)
    return (*taken, *of_a_figure(sentence, item, marks, facts))


def _of_the_title(made: Observation, text: str, item: Item, context: Context) -> Observation:
    """A sum without a name below an item's title: 4.第四幼儿园。计划投资1790万元，完成|1790万元."""
    if context.title is None or context.asked:
        return made
    unit = find_unit(item.quantity.unit or "")
    bare = item.after is None and (item.own is None or needs_name(text[slice(*item.own)]))
    if not bare or unit is None or unit.kind != "money":
        return made
    what = next((word for word in load("phrases")["sums of money"] if word in (made.indicator or "")), "")
    if not what or context.title in made.names:
        return made
    return replace(made, names=(context.title, *made.names[-1:]), indicator=context.title_text + what, inherited=())


def _as_asked(made: Observation, text: str, item: Item, context: Context) -> Observation:
    """A figure without a name, where a task was told before: of what the task counts."""
    words = "" if item.own is None else text[slice(*item.own)]
    behind = "" if item.after is None else text[slice(*item.after)]
    if context.asked and item.own is not None and not behind and len(made.names) == 1:
        made = of_the_short_name(made, words, context.asked)
    if not context.asked or not tells_no_name(words):
        return made
    if behind and not begins_with_a_predicate(behind) and not counts_what_was_asked(behind, context.asked):
        return made
    return of_what_was_asked(made, words, context.asked)


def _state(text: str, item: Item, context: Context) -> State:
    """What stands behind a figure, or behind the noun that it counts, says of it."""
    quantity = item.quantity
    if quantity.start > 1 and text[quantity.start - 1] == " " and text[quantity.start - 2].isdigit():
        return State.NOT_UNDERSTOOD  # 3 4处: two numbers, and nobody knows which
    if "|" in text:
        return State.NOT_UNDERSTOOD  # a row of a table that was none: nobody knows what its columns are
    if context.tense is Tense.PLAN or _is_done_part(text, item):
        return State.DONE  # nobody asks how far a plan has come
    if context.task is not None:
        words = item.indicator or "".join(text[a:b] for a, b in item.names)
        return state_of_task(said_of(context.task, words) if context.several else context.task)
    if item.own is not None and is_ahead_of(text, item.own[0]):
        return State.AHEAD
    end = quantity.end
    if item.after is not None and not begins_with_a_state(text, item.after[0]):
        end = max(end, head_after(text, item.after, True)[1])
    return state_behind(
        text,
        end,
        About(_year_of(context), _counted(text, quantity), quantity.value, asked=bool(context.asked)),
        context.following,
    )


_NO_COUNT = ("元", "%", "‰", "倍", "点", "吨", "斤", "度", "番")


def _counted(text: str, quantity: Quantity) -> str:
    """The unit of things that are built or done one by one; empty for a value."""
    unit = text[quantity.number_end : quantity.unit_end]
    return "" if not unit or unit.endswith(_NO_COUNT) else unit


def _year_of(context: Context) -> int | None:
    return None if context.period is None else context.period.last_year


def _is_wide(text: str, item: Item, bound: Bound) -> bool:
    """Whether a bound leaves open all on its side: 超10%, 7处以内. 4500余个 and 近60亿元 are nearly so many."""
    if bound not in (Bound.LOWER, Bound.UPPER):
        return False
    quantity = item.quantity
    nearly = load("quantities")["nearly"]
    inside = text[quantity.number_start : quantity.unit_end]
    head = text[quantity.start : quantity.number_start]
    near = head in (*nearly, "控制在") or any(word in inside for word in nearly)
    return not near or quantity.end > quantity.unit_end


def _scope_of(text: str, item: Item) -> str | None:
    """What restricts a figure: a bracket behind it, a word or a place in front of its name."""
    before = "" if item.own is None else text[: item.own[0]]
    return _narrowed_behind(text, item.quantity.end) or _scope("".join(text[a:b] for a, b in item.names), before)


def _narrowed_behind(text: str, end: int) -> str | None:
    """The narrower place that a bracket right behind a figure gives it: 消除比例100%(市本级); else None."""
    if not text.startswith("(", end):
        return None
    return next((word for word in listed("frame", "narrower") if text.startswith(f"({word})", end)), None)


def _scope(name: str, before: str) -> str | None:
    """The place that a name begins with, which restricts what is counted: 市区, 洮北区; 小区 and 贫困县 are none.

    Words such as 全市 are no part of the name and stand before it.
    """
    scopes = listed("phrases", "scopes")
    if name.startswith(scopes) or before.endswith(scopes):
        return next(word for word in scopes if name.startswith(word) or before.endswith(word))
    place = _PLACE.match(name)
    return None if place is None or place[0].endswith(listed("phrases", "not places")) else place[0]
