"""What is said behind a figure or a stage: that it is done, or only begun, prepared, denied, undone again, or in part.

Doubt is the default. Behind the figure in its own clause, and in clauses after it that have no subject, what no word
explains leaves the figure open (``State.NOT_UNDERSTOOD``). A clause with a subject of its own (，群众满意) can't be
doubted so: there only danger counts, a denial, a reversal, doubt, failure, or a check (验收, 手续, 工期) that has not
come to its end. Of several words in a clause the order of ``_verdict_of`` decides, not the list they stand in.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tracker.model import State
from tracker.understand.clauses import clause_end as clause_end
from tracker.understand.clauses import clause_start, clauses, ends_at
from tracker.words.lexicon import load
from tracker.words.patterns import listed, pattern, source
from tracker.words.stages import is_work
from tracker.words.states import DANGER, Sense, Token, find_tokens

_BRACKET = re.compile(r"\(([^()]*)\)")
_OF_WHAT = re.compile(r"[\u4e00-\u9fff“”]")

_EXPLAINS = frozenset({Sense.PRAISE, Sense.SOLVE, Sense.DONE, Sense.TURN})
_MISSES = frozenset({Sense.DENY, Sense.SHORT, Sense.LESS})
_GRAVER = frozenset({Sense.STOP, Sense.UNDO, Sense.WITHDRAW, Sense.DOUBT, Sense.AHEAD, Sense.PART, Sense.REST})
"""Beside a goal that was missed these say more than that: 任务未完成，部分取消."""
_SOME = frozenset({Sense.PART, Sense.REST})
_REACHED = frozenset({Sense.DONE, Sense.PRAISE})
_OPEN = frozenset({Sense.BEGIN, Sense.GOING, Sense.PREPARE, Sense.AHEAD})


@dataclass(frozen=True, slots=True)
class About:
    """What is known of the figure or stage that a sentence goes on about."""

    year: int | None = None  # that the report looks back on: what is told of a later one is to come
    unit: str = ""  # of counted things, which a smaller number of them parts; empty for a stage or a value
    value: Decimal | None = None  # how many: more than these is another figure, and parts nothing
    asked: bool = False  # what is told of a task: how much of it that is says nothing against the figure
    stage: bool = False  # a word of a stage, whose object may follow (建成南环路): unknown words are no doubt then
    beyond: Collection[str] = ()  # words of later stages: a clause with one tells how far it is (竣工，但尚未投运)


def state_behind(text: str, end: int, about: About, following: str = "") -> State:
    """What the rest of a sentence, and the next one where it has no subject, say of what ends at ``end``."""
    if text[end : end + 1].isdigit():
        return State.DONE  # another number stands right there
    own = clause_end(text, end)
    said = _own_state(text, end, own, about)
    if said is not State.DONE or not ends_at(text, own):
        return said  # a clause that goes on so long is no clause
    for start, stop in clauses(text, own):
        if text[start - 1] == "；" and pattern("frame", "goes on").match(text, start) is None:
            return State.DONE  # another matter begins
        if any(word in text[start:stop] for word in about.beyond):
            continue
        told = _clause_state(text, start, stop, about)
        if told is None:
            return State.DONE
        if told is not State.DONE:
            return told
    return _following_state(following, about)


def state_of_stage(text: str, start: int, end: int, about: About, following: str = "") -> State:
    """The state of a stage told by ``text[start:end]``: what stands behind it, unless it is to come (确保如期|建成)."""
    clause = clause_start(text, start)
    at = start - clause
    for token in reversed(_tokens(text[clause:start])):
        if token.end != at:
            break
        if token.sense is Sense.AHEAD:
            return State.AHEAD
        if token.sense not in (Sense.ADVERB, Sense.DONE):  # 待|移交|开放
            break
        at = token.start
    return state_behind(text, end, about, following)


def missing_from(text: str) -> int:
    """Where a list of what is missing begins (没有达到的11项，包括：新建安置区5个); the text's end for none."""
    found = pattern("behind", "missing").search(text)
    return len(text) if found is None else found.end()


def is_ahead_of(text: str, start: int) -> bool:
    """Whether what begins at ``start`` is to come: 确保|新建停车场6处."""
    return text.endswith(tuple(load("tense")["striving"]), 0, start)


def without_done(text: str, start: int, end: int) -> int:
    """Where a noun behind a number ends, before words that say that all of it is done: 5所新建幼儿园|全部投入使用."""
    at, done = end, 0
    for token in reversed(list(find_tokens(text, start, end))):
        if token.end != at or token.sense not in (Sense.DONE, Sense.ADVERB):
            break
        done += token.sense is Sense.DONE
        at = token.start
    whole = done > 1 or (done and text.startswith(listed("behind", "all done"), at))  # 建成开园 are two
    return at if whole and at > start + 1 else end


def begins_with_a_state(text: str, start: int) -> bool:
    """Whether a word of a state stands there, and no noun that a figure counts: 7处|计划2025年完成."""
    token = next(find_tokens(text, start, min(len(text), start + 8)), None)
    return token is not None and token.start == start and token.sense in {*DANGER, Sense.AHEAD, Sense.GOING}


# ── the figure's own clause ───────────────────────────────────────────────────────────────────────


def _own_state(text: str, start: int, end: int, about: About) -> State:
    rest = text[start:end]
    if "(" in rest:
        told = map(_bracket_state, _BRACKET.findall(rest))
        first = next((each for each in told if each is not State.DONE), State.DONE)
        if first is not State.DONE:
            return first
        rest = _BRACKET.sub("", rest)
    if _is_of_a_later_year(rest, about):
        return State.AHEAD
    head, _, tail = rest.partition("、")
    rest = head if head or about.stage else _behind_last_number(tail)
    if not rest:
        return State.DONE
    return _state_behind_a_stage(rest, _tokens(rest)) if about.stage else _state_behind_a_figure(rest)


def _state_behind_a_figure(rest: str) -> State:
    """24个|城镇老旧小区: its noun; 5%|的较低水平: a description; 7处|正在施工: what is told of it."""
    number = pattern("behind", "number").search(_timeless(rest))
    if number is not None and not pattern("behind", "share").search(rest):
        # the name of the next figure: 规上企业30家产值5亿元; only danger before it counts
        rest = rest[: number.start()]
        return _danger(rest, _tokens(rest)) or State.DONE
    tokens = _tokens(rest)
    if not tokens and len(rest) <= _NOUN:
        return State.DONE
    if rest.startswith(listed("behind", "describes")) and not {each.sense for each in tokens} & {*DANGER, Sense.GOAL}:
        return State.DONE
    found = State.AHEAD if pattern("behind", "put into a plan").search(rest) else _verdict_of(rest, tokens)
    if found is not None:
        return found
    return State.DONE if _is_explained(rest, tokens) else State.NOT_UNDERSTOOD


_NOUN = 14
"""Letters of a counted noun of which the lexicon knows nothing; what is longer is a clause."""


def _behind_last_number(items: str) -> str:
    """The predicate behind the last figure of a list, in which every figure before has none."""
    numbers = list(pattern("behind", "item of a list").finditer(items)) if items else []
    return items[numbers[-1].end() :] if numbers else ""


def _state_behind_a_stage(rest: str, tokens: Sequence[Token]) -> State:
    """竣工|验收未通过, 通车|时间未定, 完工|率不高: the stage is in a noun, of which something else is told."""
    found = _danger(rest, tokens)
    if found is not None:
        return found
    share = _share(rest)
    if share is not None and share < 100:
        return State.UNDER_WAY
    if pattern("behind", "noun behind a stage").match(rest):
        done = any(each.sense in (Sense.DONE, Sense.PRAISE) for each in tokens)
        open_ = any(each.sense in _OPEN for each in tokens)
        return State.DONE if done and not open_ else State.NOT_UNDERSTOOD
    if pattern("behind", "put into a plan").search(rest) or any(_is_to_come(rest, each) for each in tokens):
        return State.AHEAD
    first = next((each for each in tokens if each.sense is not Sense.ADVERB), None)
    if first is not None and first.sense in (Sense.AHEAD, Sense.GOING, Sense.PREPARE) and _leads(rest, first):
        return STATE_OF[first.sense]
    return State.DONE


def _is_to_come(rest: str, token: Token) -> bool:
    """Whether a word of what is to come stands before a day or a word of an end: 计划2025年完成, 确保如期建成."""
    if token.sense is not Sense.AHEAD:
        return False
    small = pattern("behind", "small words").match(rest, token.end)
    at = token.end if small is None else small.end()
    if pattern("behind", "time").match(rest, at) is not None:
        return True
    return any(each.start == at and each.sense is Sense.DONE for each in find_tokens(rest, at, len(rest)))


def _leads(rest: str, token: Token) -> bool:
    """Whether nothing but adverbs stands before a word: 建成通车|进入冲刺阶段, but 建成|南环路施工便道."""
    return all(each.sense is Sense.ADVERB for each in find_tokens(rest, 0, token.start)) and not _unknown(
        rest[: token.start], list(find_tokens(rest, 0, token.start))
    )


def _bracket_state(inside: str) -> State:
    """(含在建4处), (其中2处未建成): a part; (完成率140%), (责任单位：住建局) leave it as it is."""
    tokens = _tokens(inside)
    senses = {each.sense for each in tokens}
    if "：" in inside and not senses & DANGER:
        return State.DONE
    if pattern("behind", "growth of its own").search(inside):
        return State.DONE  # (剔除留抵退税因素后增长6.8%): another figure
    if pattern("behind", "number").search(_timeless(inside)) and senses & _SOME and senses & (_OPEN | DANGER):
        return State.PART
    share = _share(inside)
    if share is not None:
        return State.UNDER_WAY if share < 100 and Sense.PRAISE not in senses and Sense.DONE in senses else State.DONE
    return _danger(inside, tokens) or State.DONE


# ── clauses behind it ─────────────────────────────────────────────────────────────────────────────


def _clause_state(text: str, start: int, end: int, about: About) -> State | None:
    """What a later clause of the sentence says of the figure; None where another matter begins."""
    clause = text[start:end]
    tokens = _tokens(clause)
    if tokens and tokens[0].start == 0 and tokens[0].sense is Sense.TURN:
        return None
    timeless = _timeless(clause)
    number = pattern("behind", "number").search(timeless)
    if number is not None:
        return _state_by_a_number(clause, number.start(), tokens, about)
    if _is_of_a_later_year(clause, about):
        return State.AHEAD
    senses = {each.sense for each in tokens}
    if not about.stage and Sense.GOAL in senses and senses & _MISSES and not senses & _GRAVER:
        return State.SHORT  # 培训2280人次，未完成年度任务
    if _has_subject(timeless, tokens):
        return _state_of_a_subject(clause, tokens, about)
    if Sense.PART in senses and senses & (_OPEN | DANGER | {Sense.DONE}):
        return State.PART
    if _has_object(timeless, tokens):
        # a verb with an object of its own: 推进老旧小区改造, 取消一批审批项目
        if about.unit and _begins(clause, "under way") and not _has(clause, "manages"):
            return State.NOT_UNDERSTOOD  # 正浇筑二层楼板
        return None if tokens[0].sense in _TAKES_BACK else _danger(clause, tokens)
    found = _verdict_of(clause, tokens)
    if found is not None:
        return found
    return State.DONE if _begins(clause, "says what it is") or _is_explained(timeless, tokens) else State.NOT_UNDERSTOOD


def _state_by_a_number(clause: str, at: int, tokens: Sequence[Token], about: About) -> State | None:
    """What a clause with a number, ``at`` there, says: of a part of the things, or how much of the plan is done."""
    if _reaches_a_goal(clause, tokens):
        return State.DONE  # 提前完成全年8家的任务, 已超过全年30户的目标
    if _parts_it(clause, tokens, about) or clause.startswith(listed("behind", "left out")):
        return State.PART
    senses = {each.sense for each in tokens}
    if (tokens and tokens[0].start == 0 and tokens[0].sense in _SOME) or at == 0:
        told = senses if about.unit or about.stage else senses - {Sense.PREPARE}  # 其中省外|资金2亿元
        return State.PART if told & (_OPEN | DANGER) else State.DONE
    share = _share(clause)
    if share is not None and about.asked:
        return State.DONE
    if share is not None and share < 100 and Sense.GOAL not in senses and not _has(clause, "of a plan"):
        if senses & {Sense.DONE, Sense.GOING, Sense.CHECK}:
            return State.UNDER_WAY if about.stage else State.SHORT  # 2280人次，完成率91.2%: no more than that
        return None
    if share is not None or Sense.GOAL in senses:
        return State.DONE  # a goal's own figure, or how much of the plan it is: 增长10%的目标未能实现
    return None  # a figure of its own


def _reaches_a_goal(clause: str, tokens: Sequence[Token]) -> bool:
    """Whether a clause says that a goal was reached, and nothing against it: 已超过年初确定的|40家目标."""
    senses = {each.sense for each in tokens if not clause.startswith(listed("behind", "describes"), each.end)}
    if clause.endswith(listed("behind", "of a plan")):
        senses = (senses - {Sense.AHEAD}) | {Sense.GOAL}  # 超过年初的500张计划
    return Sense.GOAL in senses and bool(senses & _REACHED) and senses <= {Sense.GOAL, Sense.ADVERB, *_REACHED}


def _state_of_a_subject(clause: str, tokens: Sequence[Token], about: About) -> State | None:
    """What a clause with a subject of its own says: only danger counts, and of things counted what is unfinished."""
    if is_work(clause[: tokens[0].start if tokens else len(clause)]):
        return None  # another work: 县医院迁建因手续未办结
    senses = {each.sense for each in tokens}
    if about.unit and (not tokens or (senses & {*_OPEN, Sense.CHECK, Sense.PART} and not senses & _EXPLAINS)):
        return _danger(clause, tokens) or State.NOT_UNDERSTOOD  # 台账与现场对不上
    return _danger(clause, tokens) or _unfinished_check(tokens) or State.DONE


def _is_of_a_later_year(clause: str, about: About) -> bool:
    """Whether a clause names a year after the one that is looked back on, and no amount: 要等到2025年春季."""
    years = pattern("behind", "a year").findall(clause)
    if about.year is None or not any(int(each) > about.year for each in years):
        return False
    return pattern("behind", "number").search(_timeless(clause)) is None


def _parts_it(clause: str, tokens: Sequence[Token], about: About) -> bool:
    """Whether so many of the things counted are told to be otherwise: 当中5处还在等施工图, 有5处烂尾.

    A noun before the number makes it a figure of its own; where they stand, or what they are good for, parts nothing.
    """
    if not about.unit:
        return False
    found = re.search(source("behind", "number of") + re.escape(about.unit), clause)
    number = None if found is None else re.search(r"\d+(?:\.\d+)?", found[0])
    if about.value is not None and number is not None and Decimal(number[0]) > about.value:
        return False  # 仅完成17部，距计划的|40部差距明显
    if found is None or _letters_unknown(clause[: found.start()], tokens) > 2:
        return False
    behind = [each.sense for each in tokens if each.start >= found.end()]
    before = [each.sense for each in tokens if each.end <= found.start()]
    if set(before) & DANGER:
        return True  # 验收时剔除5处
    return found.end() < len(clause) and not (behind and set(behind) <= {Sense.PRAISE, Sense.ADVERB, Sense.SOLVE})


def _letters_unknown(text: str, tokens: Sequence[Token]) -> int:
    known = sum(min(each.end, len(text)) - each.start for each in tokens if each.start < len(text))
    return len(text) - known


_STEP = 6
"""Letters of what was completed, if it may be a step of the work itself: 完成|管线迁改."""


def has_subject(clause: str) -> bool:
    """Whether a clause begins with words that the lexicon does not know: they name what it speaks of."""
    return _has_subject(_timeless(clause), _tokens(clause))


def _has_subject(clause: str, tokens: Sequence[Token]) -> bool:
    """Whether a clause begins with words that the lexicon does not know: they name what it speaks of."""
    at = len(clause) - len(clause.lstrip("□"))
    if clause.startswith((*listed("behind", "aspects"), *listed("behind", "stands")), at):
        return False  # 已取得用地批复: what stands behind such a word is the predicate
    for token in tokens:
        if token.start > at:
            break
        if token.sense not in (Sense.ADVERB, Sense.PART, Sense.REST):
            return False
        at = token.end
    return at < len(clause) and not any(token.start == at for token in tokens)


_TAKES_BACK = (Sense.WITHDRAW, Sense.UNDO, Sense.STOP)
_ACTS = (Sense.GOING, Sense.BEGIN, Sense.DONE, *_TAKES_BACK)


def _has_object(clause: str, tokens: Sequence[Token]) -> bool:
    """Whether a clause begins with a verb and ends with words that the lexicon does not know."""
    if not tokens or tokens[0].start or tokens[0].sense not in _ACTS or _begins(clause, "stands"):
        return False
    at = 0
    for token in tokens:
        if token.start != at:
            break
        at = token.end
    if _OF_WHAT.match(clause, at) is None:
        return False
    return not _begins(clause, "takes a step") or len(clause) - at > _STEP


def _unfinished_check(tokens: Sequence[Token]) -> State | None:
    senses = {each.sense for each in tokens}
    if Sense.CHECK in senses and senses & _OPEN and not senses & {Sense.DONE, Sense.PRAISE}:
        return State.NOT_UNDERSTOOD
    return None


def state_of_task(status: str) -> State:
    """How far a task has come that is told again: done only where that is said of all of it and nothing else is.

    已完成, 已全部建成, 完成率100% are; 已建成3处 is not, nor is a state line that no word explains.
    """
    if not status:
        return State.NOT_UNDERSTOOD
    told: list[State] = []
    for start, end in clauses(status, 0):
        clause = status[start:end]
        tokens = _tokens(clause)
        senses = {each.sense for each in tokens}
        share = _share(clause)
        if senses & (_OPEN | DANGER | _SOME):
            told.append(_verdict_of(clause, tokens) or State.NOT_UNDERSTOOD)
        elif share is not None:
            told.append(State.DONE if share >= 100 else State.UNDER_WAY)
        elif Sense.DONE in senses and not pattern("behind", "number").search(_timeless(clause)):
            told.append(State.DONE)
    left = [each for each in told if each is not State.DONE]
    if left and len(left) < len(told):
        return State.PART  # 已完成招标，路基已建成，路面正在施工
    return left[0] if left else State.DONE if told else State.NOT_UNDERSTOOD


def _following_state(following: str, about: About) -> State:
    """The next sentence, where it has a label of a state or a subject that means the same: 目前正在施工."""
    label = pattern("behind", "label of a state").match(following)
    subject = pattern("behind", "same subject").match(following)
    if label is None and subject is None:
        return State.DONE
    text = following[label.end() if label is not None else 0 :]
    for start, end in clauses(text, 0):
        told = _clause_state(text, start, end, about)
        if told is None:
            return State.DONE
        if told is not State.DONE:
            return told
    return State.DONE


# ── words ─────────────────────────────────────────────────────────────────────────────────────────


def _begins(clause: str, name: str) -> bool:
    return clause.startswith(listed("behind", name))


def _has(clause: str, name: str) -> bool:
    return any(word in clause for word in listed("behind", name))


def _tokens(text: str) -> list[Token]:
    return [each for each in find_tokens(text, 0, len(text)) if each.sense is not Sense.PLAIN]


def _timeless(text: str) -> str:
    """The text with its words of time blank, so that their numbers are no amounts."""
    return pattern("behind", "time").sub(_blank, text) if pattern("behind", "of time").search(text) else text


def _blank(match: re.Match[str]) -> str:
    return "□" * len(match[0])


STATE_OF = {
    Sense.BEGIN: State.BEGUN,
    Sense.GOING: State.UNDER_WAY,
    Sense.PREPARE: State.PREPARED,
    Sense.AHEAD: State.AHEAD,
    Sense.UNDO: State.UNDONE,
    Sense.WITHDRAW: State.WITHDRAWN,
    Sense.STOP: State.NOT_DONE,
    Sense.DENY: State.NOT_DONE,
    Sense.SHORT: State.NOT_DONE,
    Sense.DOUBT: State.NOT_UNDERSTOOD,
}
_UNFINISHED = (Sense.PREPARE, Sense.GOING, Sense.BEGIN)
_ORDER = (Sense.DOUBT, Sense.DENY, Sense.UNDO, Sense.STOP, Sense.AHEAD, Sense.SHORT, *_UNFINISHED)


def _danger(text: str, tokens: Sequence[Token]) -> State | None:
    """The first danger of a clause; a lack that is told as overcome is none: 解决了车位不足问题."""
    overcome = False
    for token in tokens:
        overcome = overcome or token.sense in (Sense.PRAISE, Sense.SOLVE)
        if token.sense in DANGER and not (overcome and token.sense is Sense.SHORT):
            return STATE_OF[token.sense]
    return None


def _verdict_of(text: str, tokens: Sequence[Token]) -> State | None:
    """What the words of a clause without a subject say, the gravest first; None where they say nothing."""
    senses = [each.sense for each in tokens]
    if _begins(text, "what for") and Sense.PRAISE in senses:
        return State.DONE  # 为下一步工作打下基础
    if not senses and not text[:1].isdigit() and pattern("behind", "share").search(text) is None:
        return None
    if tokens and tokens[0].sense in (Sense.PRAISE, Sense.SOLVE) and tokens[0].start == 0:
        return State.DONE
    share = _share(text)
    if share is not None:
        return State.DONE if share >= 100 and not DANGER & set(senses) else State.UNDER_WAY
    return _gravest(tokens, senses)


def _gravest(tokens: Sequence[Token], senses: Collection[Sense]) -> State | None:
    """The state of the gravest word; None where none of them tells one."""
    if Sense.WITHDRAW in senses:
        return State.WITHDRAWN
    if Sense.GOAL in senses and not {*DANGER, *_OPEN, Sense.LESS}.isdisjoint(senses):
        return State.NOT_DONE
    for sense in _ORDER:
        if sense in senses and not (sense in _UNFINISHED and _ends_done(tokens, sense)):
            return STATE_OF[sense]
    if not {Sense.DONE, Sense.PRAISE, Sense.SOLVE, Sense.GOAL}.isdisjoint(senses):
        return State.DONE  # 完成…3000人|的目标任务
    return State.DONE if tokens and tokens[0].sense is Sense.LESS else None  # ，低于上年


def _ends_done(tokens: Sequence[Token], sense: Sense) -> bool:
    """Whether an unfinished step is told as behind: 招标完成后建成, 建设完成, 施工完毕; 完成招标 is not."""
    last = max((at for at, each in enumerate(tokens) if each.sense is sense), default=-1)
    behind = [each.sense for each in tokens[last + 1 :]]
    return Sense.DONE in behind and (sense is not Sense.PREPARE or behind.count(Sense.DONE) > 1)


def _share(text: str) -> int | None:
    """A share of the whole that is told as done, in per cent."""
    found = pattern("behind", "share").search(text)
    if found is None:
        return None
    if found["share"]:
        return int(float(found["share"]))
    if found["tenths"] or found["half"] or (found["han"] and found["han"] not in listed("behind", "all of it")):
        return 50
    return 100


def _is_explained(text: str, tokens: Sequence[Token]) -> bool:
    return not _unknown(text, tokens)


def _unknown(text: str, tokens: Sequence[Token]) -> bool:
    """Whether letters stand in it that no word explains."""
    at = 0
    for token in [*tokens]:
        if _OF_WHAT.search(text, at, token.start):
            return True
        at = token.end
    return _OF_WHAT.search(text, at) is not None
