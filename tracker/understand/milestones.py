"""What a sentence says of named works, documents and titles: which stage they have reached."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from tracker.model import Because, Observation, Period, Role, Stage, State, Tense
from tracker.understand.asked import said_of
from tracker.understand.because import because
from tracker.understand.clauses import clause_start
from tracker.understand.observe import Context, looks_ahead
from tracker.understand.periods import find_times
from tracker.understand.states import About, state_behind, state_of_stage, state_of_task
from tracker.words.lexicon import load, remember
from tracker.words.normal import Squeezed
from tracker.words.patterns import alternatives, pattern
from tracker.words.stages import is_document, is_work, stage_words
from tracker.words.states import DANGER, Sense, find_tokens, may_tell

MOST = 24
"""Stage words of one clause that are looked at: a clause of a real report has at most six."""

_CLAUSE = re.compile(r"[^，；：。！？]+")


@dataclass(frozen=True, slots=True)
class Claim:
    """A stage word in a sentence, as offsets into it, and the stretch of text that it speaks of."""

    start: int
    end: int
    stage: Stage
    document: Stage  # its stage where the name is that of a document, system or policy
    negated: bool
    about: tuple[int, int]
    name: tuple[int, int]  # of it, the name alone, where names and stages stand apart: A、B分别完工和开工


@remember
def _words() -> tuple[re.Pattern[str], dict[str, Stage], dict[str, Stage], dict[str, Stage]]:
    works, documents, awarded = stage_words("works"), stage_words("documents"), stage_words("awarded")
    listed = sorted({*works, *documents, *awarded}, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, listed))), works, documents, awarded


@remember
def _narrowed() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in load("stages")["narrowed"].items()}


@remember
def _nouns() -> re.Pattern[str]:
    """Stage words that are a part of a noun: 规划 in 发展规划, 运行 in 运行机制."""
    data = load("stages")
    return re.compile("|".join(sorted(map(re.escape, data["not stages"]), key=lambda word: (-len(word), word))))


def find_claims(text: str) -> list[Claim]:
    """Every stage word of a squeezed sentence, with what it speaks of: its clause, or its item of a list."""
    pattern, works, documents, awarded = _words()
    claims: list[Claim] = []
    if pattern.search(text) is None:
        return claims  # as in half of all sentences
    masked = _nouns().sub(lambda match: "□" * len(match[0]), text)
    for clause in _CLAUSE.finditer(masked):
        words = list(islice(pattern.finditer(masked, clause.start(), clause.end()), MOST))
        if not words:
            continue
        for about, name, own in _items(masked, clause.start(), clause.end(), words):
            for word in own:
                if word[0] in load("stages")["only leads"] and word is not own[-1]:
                    continue  # 实现|全面完工
                stage = works.get(word[0]) or awarded.get(word[0]) or documents.get(word[0])
                document = documents.get(word[0]) or awarded.get(word[0]) or works.get(word[0])
                assert stage is not None
                assert document is not None
                first, last = _run(words, word)  # 竣工通车 is one stage told in two words
                before, after = text[clause.start() : first], text[last : clause.end()]
                narrow = _narrow(stage, before, after)
                if narrow is None:
                    continue
                negated = _narrowed()["negated"].search(text[about[0] : word.start()]) is not None
                document = document if narrow is stage else narrow
                approved = word[0] in load("stages")["approvals"] or _narrowed()["approved behind"].search(after)
                if approved and _narrowed()["approved"].search(before):
                    document = Stage.BUILT
                claims.append(Claim(word.start(), word.end(), narrow, document, negated, about, name))
    return claims


def _run(words: list[re.Match[str]], word: re.Match[str]) -> tuple[int, int]:
    """Where the stage words begin and end that stand right beside one."""
    first, last = word.span()
    ends = [other for other in words if (_rank(other[0]) or 0) > 3]
    for other in reversed(ends):
        first = other.start() if other.end() == first else first
    for other in ends:
        last = other.end() if other.start() == last else last
    return first, last


def _rank(word: str) -> int | None:
    stage = _words()[1].get(word)
    return None if stage is None else stage.rank


def _narrow(stage: Stage, before: str, after: str) -> Stage | None:
    """The stage that a word tells among the words of its clause: 完成征地 is 前期; None where it tells none."""
    patterns = _narrowed()
    if any(patterns[name].search(before) for name in ("purpose", "ahead", "put off")):
        return None
    if patterns["not so"].search(after):
        return None
    if stage is Stage.AWARDED and patterns["into a plan"].search(after):
        return Stage.PREPARED
    if stage is Stage.AWARDED:
        told = patterns["others"].search(before) is None and patterns["striving"].search(before) is None
        return stage if told or patterns["negated"].search(before) else None
    if stage.rank is not None and stage.rank >= 2:
        if patterns["prepared before"].search(before) or patterns["prepared after"].search(after):
            return Stage.PREPARED
        part = patterns["under way before"].search(before) or patterns["under way after"].search(after)
        if stage.rank > 3 and (part or patterns["not yet"].search(before)):
            return Stage.UNDER_WAY
    return stage


def _items(text: str, start: int, end: int, words: list[re.Match[str]]) -> list[_Item]:
    """A clause cut at 、 where each item has its own stage word: 合湛高铁开工、平陆运河通航.

    Items without one go with the word that closes the list (A、B投产) or opened it (新建A、B).
    """

    cuts = [start, *(start + match.end() for match in re.finditer("、", text[start:end]))]
    bounds = [(one, two) for one, two in zip(cuts, [*cuts[1:], end], strict=True) if one < two]
    groups: list[_Group] = []
    open_start: int | None = None
    for one, two in bounds:
        own = [word for word in words if one <= word.start() < two]
        if not own:
            if groups and open_start is None and _opens(groups[-1]):
                groups[-1] = ((groups[-1][0][0], two), groups[-1][1])
            elif open_start is None:
                open_start = one
            continue
        first = one if open_start is None else open_start
        groups.append(((first, two), own))
        open_start = None
    if open_start is not None and groups and _opens(groups[-1]):
        groups[-1] = ((groups[-1][0][0], end), groups[-1][1])
    return [each for group in groups for each in _one_by_one(text, *group)]


_Group = tuple[tuple[int, int], list[re.Match[str]]]
_Item = tuple[tuple[int, int], tuple[int, int], list[re.Match[str]]]
_VERB_FIRST = 4
"""Characters before a stage word that opens a list: 全面建成A、B, but 1号机组并网、2号机组调试."""


def _opens(group: _Group) -> bool:
    """Whether a stage word stands before the names of its list (新建A、B), and not behind its own (A并网、B调试)."""
    (start, end), words = group
    return words[0].start() - start <= _VERB_FIRST and words[-1].end() < end


def _one_by_one(text: str, about: tuple[int, int], words: list[re.Match[str]]) -> list[_Item]:
    """甲、乙分别完工和开工: each name with its own stage; where they don't pair up, none of them is told."""
    found = re.search(r"分别(?:已|均)?", text[about[0] : words[0].start()])
    stages = [word for word in words if found is None or word.start() >= about[0] + found.end()]
    if found is None or len(stages) < 2:
        return [(about, about, words)]
    names = [
        (about[0] + each.start(), about[0] + each.end())
        for each in re.finditer(r"[^、和与及]+", text[about[0] : about[0] + found.start()])
    ]
    if len(names) != len(stages):
        return []
    return [(about, name, [word]) for name, word in zip(names, stages, strict=True)]


def observe_milestones(sentence: Squeezed, context: Context) -> Iterator[Observation]:
    """The milestones of one sentence: for each stretch of it, the stage that its words tell."""
    text = sentence.text
    claims = find_claims(text)
    if not claims:
        return
    marks = find_times(text, context.spoken, context.reviewed)
    for claim in claims:
        period, tense = context.period, context.tense
        for mark in marks:
            if mark.start >= claim.start:
                break
            if mark.kind in ("next",) or (mark.kind == "this" and not context.in_review and not context.own_year):
                period, tense = mark.period, Tense.PLAN
            elif mark.kind in ("year", "last", "before", "span", "part", "months", "five"):
                period = mark.period
        if context.runs_on and period is not None and period == context.period and context.spoken is not None:
            period = Period.of_years(period.first_year, context.spoken)
        if tense is Tense.PAST and looks_ahead(text[clause_start(text, claim.start) : claim.start]):
            tense = Tense.PLAN
        start, end = sentence.span(*claim.about)
        charge = pattern("phrases", "in charge").match(text, *claim.name)
        first = claim.name[0] if charge is None or charge.end() > claim.start else charge.end()
        name = text[first : claim.name[1]]
        role, state = Role.RESULT if context.task is None else Role.TASK, _state(text, claim, context)
        if context.title is not None and (names_nothing(name) or _is_of_a_part(claim, name, context.title_text)):
            stage = _stage(claim, context.title_text)
            yield Observation(
                start=start,
                end=end,
                tense=tense,
                period=period,
                milestone=context.title_text,
                stage=stage,
                negated=claim.negated,
                state=state,
                role=role,
                names=(context.title,),  # 4.第四幼儿园。7月竣工交付
                because=(Because("of-the-title"), *_because(sentence, claim, stage, role, tense, state)),
            )
            continue
        stage = _stage(claim, name)
        yield Observation(
            start=start,
            end=end,
            tense=tense,
            period=period,
            milestone=name.strip("、，的了“”"),
            stage=stage,
            negated=claim.negated,
            state=state,
            role=role,
            stage_word=sentence.span(claim.start, claim.end),
            names=(sentence.span(first, claim.name[1]),),
            inherited=tuple(sentence.span(a, b) for a, b in _around(text, claim.about) if a < b),
            because=_because(sentence, claim, stage, role, tense, state),
        )


def _because(
    sentence: Squeezed, claim: Claim, stage: Stage, role: Role, tense: Tense, state: State
) -> tuple[Because, ...]:
    """The rules that made an observation of a stage."""
    word = (claim.start, claim.end)
    found = [because(sentence, "stage-word", word)]
    if stage not in {table.get(sentence.text[claim.start : claim.end]) for table in _words()[1:]}:
        found.append(because(sentence, "stage-narrowed", claim.about))
    if claim.negated:
        found.append(because(sentence, "denied", claim.about))
    if role is Role.TASK:
        found.append(Because("task"))
    if tense is Tense.PLAN:
        found.append(Because("to-come"))
    if state is not State.DONE:
        found.append(because(sentence, "state", (claim.end, len(sentence.text))))
    return tuple(found)


@remember
def _no_name() -> re.Pattern[str]:
    """A time, and words that say how: 9月26日|全线."""
    how = alternatives(load("stages")["no name"])
    return re.compile(rf"(?:{pattern('behind', 'time').pattern}|{pattern('behind', 'on a day').pattern}|{how})*+")


def names_nothing(name: str) -> bool:
    """Whether a clause names nothing but a time and its stages: 该项目于7月|竣工交付."""
    return _no_name().fullmatch(_words()[0].sub("", name).strip("，、的了")) is not None


_PART = 8
"""Letters of the name of a part, beside its stage word; what is longer is a work of its own."""


def _is_of_a_part(claim: Claim, name: str, title: str) -> bool:
    """Whether a clause below a work's title tells how far a part of it is, and so that the whole is no farther."""
    early = claim.stage.rank is not None and claim.stage.rank < (Stage.BUILT.rank or 0)
    bare = _words()[0].sub("", name)
    return (early or claim.negated) and is_work(title) and len(bare) <= _PART and not is_work(bare)


def _end_of_run(text: str, end: int) -> int:
    """Where the stage words end that follow each other: 竣工|通车 are one stage told in two words."""
    pattern = _words()[0]
    while (found := pattern.match(text, end)) is not None and (_rank(found[0]) or 0) > 3:
        end = found.end()
    return end


def _state(text: str, claim: Claim, context: Context) -> State:
    """What stands round the stage says of it; 即将建成 already puts the stage lower."""
    if _is_dropped(text, claim):
        return State.WITHDRAWN
    if claim.negated or context.tense is Tense.PLAN:
        return State.DONE
    if context.task is not None:
        words = text[claim.name[0] : claim.name[1]]
        return state_of_task(said_of(context.task, words) if context.several else context.task)
    end, rank = _end_of_run(text, claim.end), claim.stage.rank
    year = None if context.period is None else context.period.last_year
    about = About(year, stage=True, beyond=() if rank is None else tuple(_beyond(rank)))
    if claim.stage not in (_words()[1].get(text[claim.start : claim.end]), Stage.AWARDED) or (rank or 9) <= 1:
        state = state_behind(text, end, about, context.following)
    else:
        state = state_of_stage(text, claim.start, end, about, context.following)
    if rank is not None and rank <= 1 and state is State.NOT_UNDERSTOOD:
        return State.DONE  # 前期|手续: nothing is prepared less for being a noun
    reached = STAGE_OF_STATE.get(state)
    if rank is not None and reached is not None and rank <= (reached.rank or 0):
        return State.DONE  # the stage is no farther than what is said of it: 完成可研批复和选址
    return state


def _is_dropped(text: str, claim: Claim) -> bool:
    """Whether a clause ends by saying that its work was dropped: 县水厂工程|不再实施, 取消; not 取消一批项目."""
    start, end = claim.about
    if not may_tell(Sense.WITHDRAW, text, start, end):
        return False  # as in nearly all
    tokens = [each for each in find_tokens(text, start, end) if each.sense is not Sense.PLAIN]
    at = next((number for number, each in enumerate(tokens) if each.sense is Sense.WITHDRAW), None)
    if at is None or any(each.sense in DANGER for each in tokens[:at]):
        return False
    ends = tokens[at].end
    for token in tokens[at + 1 :]:
        ends = token.end if token.start == ends else ends
    return text[ends:end] in ("", *load("claims")["ended behind"])


STAGE_OF_STATE = {State.PREPARED: Stage.PREPARED, State.BEGUN: Stage.STARTED, State.UNDER_WAY: Stage.UNDER_WAY}
"""The stage that a state means."""


@remember
def _beyond(rank: int) -> frozenset[str]:
    """The words of stages later than one."""
    return frozenset(word for word, stage in _words()[1].items() if (stage.rank or 0) > max(rank, 3))


def _around(text: str, about: tuple[int, int]) -> list[tuple[int, int]]:
    """What stands before in the sentence, and the clause after: 实施…政策，覆盖范围包括…."""
    after = min(about[1] + 1, len(text))
    stop = re.compile("[，；。！？]").search(text, after)
    return [(0, about[0]), (after, len(text) if stop is None else stop.start())]


def _stage(claim: Claim, name: str) -> Stage:
    return claim.document if is_document(name) else claim.stage
