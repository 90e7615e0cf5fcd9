"""What was asked, and what is told of it: 新建停车场7处 (the task) and 完工5处 (how far it has come) are one statement.

A figure in the words about a task's state that has no name of its own is one of the thing that the task counts in the
same unit: 改造老旧小区20个，惠及8000户 | 完工17个，惠及7026户. What a word of a state before it says is its state, and
no part of its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from tracker.model import Measure, Observation, Period, Role, State, Tense, replace
from tracker.understand.borrowed import count_alike
from tracker.understand.names import is_action, is_generic, needs_name
from tracker.understand.states import STATE_OF, has_subject
from tracker.words.lexicon import load
from tracker.words.states import Sense, find_tokens


def tells_no_name(words: str) -> bool:
    """Whether the words before a number name nothing: none, a verb, a word of a state (已投用, 实际完成)."""
    if not words or needs_name(words) or words in load("phrases")["before a bare number"]:
        return True
    at = 0
    for token in find_tokens(words, 0, len(words)):
        if at < token.start and not is_action(words[at : token.start]):
            return False
        at = token.end
    return at == len(words) or is_action(words[at:])


def counts_what_was_asked(noun: str, asked: Iterable[Observation]) -> bool:
    """Whether the noun behind a number stands in the name of what was asked: 9个|小区完工, of 改造老旧小区."""
    head = noun[: next((each.start for each in find_tokens(noun, 0, len(noun))), len(noun))]
    return len(head) > 1 and any(head in (each.indicator or "") for each in asked)


def begins_with_a_predicate(words: str) -> bool:
    """Whether what stands behind a number is no noun that it counts: 15家|全部开门迎客."""
    token = next(find_tokens(words, 0, len(words)), None)
    return token is not None and token.start == 0 and token.sense is not Sense.PLAIN


_PIECE = re.compile(r"[^。；，]+")
_SHARED = 3
"""Letters in a row that a clause shares with what was asked, at least, if it speaks of it."""


def said_of(status: str, words: str) -> str:
    """What the words about several tasks say of one: the clauses that speak of it, and those behind without a subject.

    任务：实验小学建成招生；宿舍楼开工。结果：实验小学9月开学；宿舍楼施工图审查通过，控制价正在审核.
    """
    told: list[str] = []
    here = False
    for match in _PIECE.finditer(status):
        goes_on = here and status[match.start() - 1 : match.start()] == "，" and not has_subject(match[0])
        here = _speaks_of(match[0], words) or goes_on
        if here:
            told.append(match[0])
    return "，".join(told)


def _speaks_of(clause: str, words: str) -> bool:
    return any(words[at : at + _SHARED] in clause for at in range(len(words) - _SHARED + 1))


def one_by_one(told: Sequence[Observation], asked: Sequence[Observation]) -> Iterator[Observation]:
    """``told`` with figures that share a name of their own given out in the order of what was asked.

    任务：就业3500人，培训1800人次。结果：两项指标分别为3867人、1712人次.
    """
    wanted = [each for each in asked if each.value is not None]
    figures = [each for each in told if each.value is not None]
    shared = len(figures) == len(wanted) > 1 and len({each.names for each in figures}) == 1
    if not shared or not all(count_alike(one.unit, two.unit) for one, two in zip(figures, wanted, strict=True)):
        yield from told
        return
    things = iter(wanted)
    for each in told:
        if each.value is None:
            yield each
            continue
        thing = next(things)
        yield replace(_as(each, thing), tense=Tense.PAST, period=thing.period)


def of_the_work_asked(told: Observation, asked: Sequence[Observation]) -> Observation:
    """A stage told below a task by a shorter name (二期工程11月完工), as one of the work that the task names."""
    if told.milestone is None or told.role is Role.TASK:
        return told
    works = [each for each in asked if each.milestone is not None and _is_short_for(told.milestone, each.milestone)]
    if len({each.names for each in works}) != 1:
        return told
    (first, last), *rest = told.names
    said_again = _in_common(told.milestone, works[0].milestone or "")
    return replace(
        told, names=(*works[0].names, (min(first + said_again, last), last), *rest), milestone=works[0].milestone
    )


def _in_common(clause: str, name: str) -> int:
    """How many letters a clause begins with that stand in a name."""
    return next((size for size in range(len(clause), 1, -1) if clause[:size] in name), 0)


def _is_short_for(clause: str, name: str) -> bool:
    """Whether a clause begins with a part of a name, from inside it on: 平台于11月上线, of 智慧草原监测平台."""
    size = _in_common(clause, name)
    return size >= _SHARED and not name.startswith(clause[:size])


def as_a_plan(told: Observation, planned: Period | None) -> Observation:
    """A figure that says what was asked for as one of a plan for its whole year; ``planned`` where nothing dates it.

    A task that is told as done is a result.
    """
    if told.milestone is not None or told.role is Role.RESULT:
        return told
    if told.role is Role.TASK and told.state is State.DONE:
        return replace(told, tense=Tense.PAST) if told.tense is Tense.PLAN else told
    period = planned if told.tense is Tense.NONE and told.period is None else told.period
    inside = period is not None and period.first_year == period.last_year
    year = Period.of_year(period.last_year) if period is not None and inside else period
    return replace(told, tense=Tense.PLAN, period=year)


def of_what_was_asked(told: Observation, words: str, asked: Iterable[Observation]) -> Observation:
    """``told`` as a figure of the one thing that was asked in its unit; as it is where none is, or several are.

    ``words`` are those before its number, which name nothing.
    """
    if words and is_generic(words) and words not in load("phrases")["sums"]:
        return told
    alike = [each for each in asked if each.value is not None and count_alike(each.unit, told.unit)]
    alike = [each for each in alike if _is_done_to(words, each.indicator or "")]
    things = {each.names for each in alike}
    if len(things) != 1 or {told.measure, alike[0].measure} & {Measure.GROWTH, Measure.FALL}:
        return told
    thing = alike[0]
    states = [
        STATE_OF[token.sense]
        for token in find_tokens(words, 0, len(words))
        if token.sense in STATE_OF and words[token.start : token.end] not in (thing.indicator or "")
    ]
    rest = told.state is State.PART and told.value is not None and thing.value is not None and told.value < thing.value
    state = State.DONE if rest else told.state  # 完工16个，5个正在施工: of the 21 asked for
    return replace(_as(told, thing), state=states[0] if states and state is State.DONE else state)


def of_the_short_name(told: Observation, words: str, asked: Iterable[Observation]) -> Observation:
    """``told`` as one of the thing asked for whose name its own is a part of: 集中供养, of 集中供养孤儿养育标准."""
    alike = [
        each
        for each in asked
        if each.value is not None and words in (each.indicator or "") and _unit_alone(each) == _unit_alone(told)
    ]
    levels = {told.measure, *(each.measure for each in alike)} == {Measure.LEVEL}
    if len(words) <= _SHARED or len({each.names for each in alike}) != 1 or not levels:
        return told
    return _as(told, alike[0])


def _unit_alone(told: Observation) -> str:
    return (told.unit or "").partition("/")[0]


def _is_done_to(verb: str, thing: str) -> bool:
    """Whether a verb is no other than that of the thing asked for, or a word of a state: 补植 is not 新建花椒基地."""
    return not is_action(verb) or verb in thing or next(find_tokens(verb, 0, len(verb)), None) is not None


def _as(told: Observation, thing: Observation) -> Observation:
    return replace(
        told,
        names=thing.names,
        inherited=thing.inherited,
        indicator=thing.indicator,
        measure=thing.measure,
        scope=thing.scope,
    )
