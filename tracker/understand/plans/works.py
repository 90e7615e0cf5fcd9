"""The milestones a plan asks for: named works, documents, events and titles, and the stage each is to reach."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.model import Message, MilestoneTarget, Stage, replace
from tracker.understand.plans.phrases import (
    CLAUSE,
    clean,
    construction,
    find_time,
    mask,
    opening_end,
    word_set,
    words_at_end,
    words_of,
)
from tracker.understand.plans.work_lists import Member, members_of
from tracker.understand.plans.work_targets import is_known, milestone, milestone_of
from tracker.understand.plans.work_words import (
    Verb,
    ends,
    find_verb,
    kind_noun,
    reach_of_verb,
    stage_alone,
    stage_words,
    trailing_stage,
)

_UNKNOWN = Message("its noun is in no list of works or documents")
_HEADLESS = Message("what ends its list is no name, and may belong to it too")
_FIELD = Message("it may name a field of work, not a piece of it")


def doubts_of(target: MilestoneTarget, verb: Verb | None, stage_word: str | None, tail: str) -> tuple[Message, ...]:
    """Why a milestone may be none. ``verb`` and ``stage_word`` told its stage, ``tail`` is the noun of its list."""
    doubts: list[Message] = []
    if stage_word is None and verb is not None and verb.word in word_set("weak verbs"):
        doubts.append(Message("no word of a stage; {word} is read so", {"word": verb.word}))
    name = target.milestone
    if not is_known(name) and "”" not in name and not tail:
        doubts.append(_UNKNOWN)
    elif _may_be_field(target) or _goes_on(name, verb):
        doubts.append(_FIELD)
    return tuple(doubts)


def _may_be_field(target: MilestoneTarget) -> bool:
    """Whether nothing in a name is its own, or what it ends in is a way of working rather than a thing."""
    name = target.milestone
    if target.stage is Stage.AWARDED:
        return False
    if "的" in name or construction("counted").match(name) or construction("any event").match(name):
        return True
    if construction("marked").search(name):
        return False
    if words_at_end("ways of working").search(name):
        return True
    treated = ends("process ends").search(name) is not None and not construction("project at end").search(name)
    if treated and words_of("place words").search(name) is None:
        return True
    return len(_own_letters(name)) < 2


def _goes_on(name: str, verb: Verb | None) -> bool:
    """Whether a name is that of what is carried on, however it is marked: 实施“光盘行动”, 开展“云山日”活动."""
    carried = verb is not None and verb.word in word_set("run") | word_set("weak verbs") | word_set("verbs that go on")
    return carried and construction("what goes on").search(name) is not None


def _own_letters(name: str) -> str:
    """What is left of a name without its last noun and the words that any plan uses."""
    left = name.removesuffix(kind_noun(name))
    for words in ("common words", "generic words"):
        left = words_of(words).sub("", left)
    return construction("plain").sub("", left)


def is_field(target: MilestoneTarget) -> bool:
    """Whether a name in the plan of a province or the nation is that of a field: 智慧机场, 煤电节能改造.

    In a county's plan the same words (创业大厦, 污水管网改造) name one thing.
    """
    name = target.milestone
    if (
        target.stage is not Stage.UNDER_WAY
        or construction("marked").search(name)
        or words_at_end("single works").search(name)
    ):
        return False
    return not _own_letters(name)


@dataclass(frozen=True, slots=True)
class FoundWork:
    """A milestone and the clause it rests on, as offsets into the sentence."""

    target: MilestoneTarget
    start: int
    end: int
    doubts: tuple[Message, ...] = ()
    clause: tuple[int, int] = (0, 0)


def find_works(text: str, skip: Sequence[tuple[int, int]] = (), *, wide: bool = False) -> Iterator[FoundWork]:
    """The milestones of a squeezed sentence, in order. ``skip``: numbers that figure targets have used up.

    ``wide``: the plan is a province's or the nation's, where common words name fields of work, not one of them.
    """
    masked = mask(text)
    last: list[FoundWork] = []
    pending: list[FoundWork] = []
    staged: list[FoundWork] = []  # those whose stage a clause of its own has told: 3月开工，7月完工
    for clause in CLAUSE.finditer(masked):
        start, end = clause.span()
        alone = stage_alone(masked[start:end])
        if alone is not None:
            staged = list(last or pending or staged)
            yield from _later(staged, alone, text, (start, end), last)
            continue
        yield from last
        found = [each for each in _clause(text, masked, start, end) if not _uses(each, skip)]
        if wide:
            found = [each for each in found if not is_field(each.target)]
        last, staged = found, []
        pending = [] if found else [each for each in _unstaged(text, masked, start, end) if not _uses(each, skip)]
    yield from last


def _uses(found: FoundWork, skip: Sequence[tuple[int, int]]) -> bool:
    return any(found.start <= one < found.end for one, _ in skip)


def _later(
    found: list[FoundWork], word: str, text: str, clause: tuple[int, int], last: list[FoundWork]
) -> Iterator[FoundWork]:
    """What a clause of a stage alone says of the works before it: that stage, beside a start if only hoped for."""
    stage = stage_words()[word]
    said = text[clause[0] : clause[1]]
    hoped = "力争" in said or "争取" in said
    for each in found:
        target = replace(each.target, stage=stage, written=f"{each.target.milestone} -> {stage.value}")
        if hoped and each in last and each.target.stage in (Stage.STARTED, Stage.PREPARED):
            yield each
        yield replace(each, target=target, clause=clause if find_time(said) else each.clause)
    last.clear()


def _unstaged(text: str, masked: str, start: int, end: int) -> Iterator[FoundWork]:
    """The names of a clause whose verb says no stage (紧盯A、B等16个储备项目), for a clause that follows to tell."""
    if construction("etc").search(masked, start, end) is None:
        return
    position = opening_end(text[:end], start)
    if position >= end or construction("etc").search(masked, position, end) is None:
        return
    for member in members_of(text, masked, position, end):
        name = clean(member.own or text[member.start : member.end])
        if 4 <= len(name) <= 30 and ends("site ends").search(name):
            yield FoundWork(MilestoneTarget(name, Stage.PREPARED), member.start, member.end, (), (start, end))


def _clause(text: str, masked: str, start: int, end: int) -> Iterator[FoundWork]:
    """The milestones of one clause: a verb, the names that it governs, and the stage behind them."""
    position = _front(text, masked, start, end)
    if construction("already").search(text, start, position):
        return
    treated = construction("treated").match(text, position, end)
    if treated is not None:
        target = milestone_of(treated["what"] + treated["how"], Verb("实施", Stage.UNDER_WAY, position), None, "")
        if target is not None:
            yield FoundWork(target, start, end, (), (start, end))
        return
    verb = find_verb(masked, position, end) or _verb_of_opening(text, start, position)
    body = position if verb is None else verb.end
    described = construction("described").match(masked, body, end)
    body = body if described is None else described.end()
    if body >= end or construction("several").search(masked, max(start, body - 1), body + 6):
        return
    raised = construction("for title").match(text[body:end])
    if raised is not None and (verb is None or verb.word in ("推动", "加快")):
        name = clean(raised["who"] + raised["title"])
        yield FoundWork(milestone(name, Stage.AWARDED), body, end, (), (start, end))
        return
    stop = reach_of_verb(masked, body, end)
    trailing, core_end = trailing_stage(masked, body, stop)
    beyond = construction("and then").match(masked, stop, end)
    if beyond is not None and trailing is None and (alone := stage_alone(masked[beyond.end() : end])) is not None:
        trailing = alone  # 建成…校区并投入使用
    if verb is None and trailing is None:
        return
    if verb is not None and verb.word in word_set("adopted") and construction("goes on").search(text, start, position):
        return  # what goes on is not new
    members = members_of(text, masked, body, core_end, staged=trailing is not None)
    named = [_member(text, masked, each, verb, trailing, body) for each in members]
    last = members[-1] if len(members) > 1 and named[-1] is None and trailing is None else None
    # 推进甲集团、乙集团战略性重组: what ends the list may be said of all of it
    headless = last is not None and (text[last.start - 1], last.end, last.tail) == ("、", core_end, "")
    for member, found in zip(members, named, strict=True):
        if found is not None:
            doubts = (*found[1], _HEADLESS) if headless else found[1]
            yield FoundWork(found[0], member.start if member.start > body else start, member.end, doubts, (start, end))


def _front(text: str, masked: str, start: int, end: int) -> int:
    """Where a clause's verb may stand: behind its openings, those it is done with, and what is paid for it."""
    position = opening_end(text[:end], start)
    for before in (construction("with"), construction("invested")):
        found = before.match(masked, position, end)
        if found is not None:
            position = opening_end(text[:end], found.end())
    return position


def _verb_of_opening(text: str, start: int, position: int) -> Verb | None:
    """A verb that is an opening too: 加快|嘉闵线建设."""
    said = re.search(rf"(?:{words_of('opening verbs').pattern})$", text[start:position])
    return None if said is None else Verb("加快", Stage.UNDER_WAY, position)


def _member(
    text: str, masked: str, member: Member, verb: Verb | None, trailing: str | None, body: int
) -> tuple[MilestoneTarget, tuple[Message, ...]] | None:
    """The milestone of one name of a list, by its own verb and stage where it has them, else by the list's."""
    one, two = member.start, member.end
    own = find_verb(masked, opening_end(text[:two], one), two) if one > body else None
    if own is not None and own.end < two:
        inner, name_end = trailing_stage(masked, own.end, two)
        verb, name, stage_word = own, text[own.end : name_end], inner
    else:
        inner, name_end = trailing_stage(masked, one, two)
        name = member.own if member.own is not None and inner is None else text[one:name_end]
        stage_word = inner if inner is not None else trailing
    target = milestone_of(name, verb, stage_word, member.tail)
    return None if target is None else (target, doubts_of(target, verb, stage_word, member.tail))
