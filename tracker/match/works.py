"""A milestone target and the stages that reports tell of the work it names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from tracker.match.compare import cover, share_of
from tracker.match.index import Corpus, Entry
from tracker.match.same_work import (
    Clause,
    another_work,
    clause_of,
    gives_a_reason,
    is_subject,
    names_nothing,
    only_a_part,
    says_more,
    says_nothing,
)
from tracker.match.slots import LIST, Slots, canonical, of_the_work, slot_of, take_apart
from tracker.model import Apart, Candidate, Difference, Observation, Period, Role, Stage, State, Tense, replace
from tracker.words.lexicon import load
from tracker.words.normal import said
from tracker.words.patterns import listed, pattern
from tracker.words.stages import is_work, stage_words
from tracker.words.states import DANGER, Sense, find_tokens

SAME_WORK = 0.85
"""Share of a work's name that a sentence must hold to speak of it. Tuned on tests/labels: at 0.7 国有林场改革 is
answered by 国有农场改革; at 0.9 a work under a longer name is no longer found."""

SURELY_SAME = 0.9
"""The same where a whole word is missing, not single letters: 病险 of 病险水库除险加固."""

SPOKEN_OF = 0.5
"""Share of a name from which on a stage is near enough to be shown."""

MOSTLY_HERE = 0.8
"""Share of a name that its own clause must hold, where the name is short or the answer would be unmet."""

_CLAUSE = 60
"""Letters behind a clause in which the next one is looked for."""

SHORT = 5
"""Up to so many letters a name is short: 绩效管理 is not to be put together from two clauses."""


def works_of(milestone: str) -> tuple[str, ...]:
    """The works that one target names (东湖路、西湖路), () where it names one (国有企业、集体企业职工参保)."""
    items = tuple(filter(None, milestone.split(LIST)))
    works = all(len(item) >= 3 and item.endswith(listed("stages", "work endings")) for item in items)
    return items if len(items) > 1 and works else ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a milestone target asks for."""

    names: tuple[Slots, ...]
    stage: Stage
    period: Period
    work: bool  # something that is built
    undoes: bool  # asks to do away with something: 取消收费项目


@dataclass(frozen=True, slots=True, order=True)
class _Found:
    """How much of a work's name a clause holds, and with the sentence round it; the order is that of sureness."""

    covered: float  # share of the name in the sentence
    here: float  # share of it in the clause itself
    together: bool  # not just short pieces with other words between them (运河公园 in 大运河国家文化公园)
    gap: int  # letters of the longest piece that is missing, below 0
    missing: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        """Whether the sentence speaks of this very work."""
        return self.together and self.covered >= (SAME_WORK if self.gap >= -1 else SURELY_SAME)


def match_work(
    names: tuple[str, ...], stage: Stage, period: Period, corpus: Corpus, least: float = 0
) -> tuple[Candidate, ...]:
    """The stages that reports tell of a named work, the surest first.

    ``stage``: the one asked for; ``least``: the share of the name that the clause itself must hold.
    """
    taken = tuple(take_apart(of_the_work(name)) for name in names)
    undoes = any(word in name.text for name in taken for word in listed("stages", "undoing"))
    asked = Asked(taken, stage, period, is_work(names[0]), undoes)
    found = []
    for entry in corpus.find_milestones([name.text for name in taken]):
        clause = clause_of(entry.reading.normal, entry.observation)
        best = max(_find(name, entry, clause) for name in taken)
        if best.covered >= SPOKEN_OF:
            found.append((best.here, _candidate(asked, entry, clause, best, least)))
    found.sort(key=_nearness)
    return tuple(candidate for _, candidate in found)


def _nearness(found: tuple[float, Candidate]) -> tuple[bool, int, float, float, str, int]:
    here, each = found
    late = Difference.TENSE in each.differs
    return late, len(each.differs), -each.covered, -here, each.reading.document.path, each.observation.start


def _candidate(asked: Asked, entry: Entry, clause: Clause | None, best: _Found, least: float) -> Candidate:
    told = entry.observation
    words = entry.name.text + said(entry.reading.normal, told.start, told.end)
    built = asked.work or any(word in words for word in listed("stages", "built by"))
    # 推进 says nothing of a policy, nor of what may be one; an earlier stage is told only of a work that its own clause
    # names, and what was asked for places none
    vague = (not built and told.stage is Stage.UNDER_WAY) or best.here < MOSTLY_HERE or told.role is Role.TASK
    vague = vague or (clause is not None and _may_be_farther(entry, clause, asked.stage))
    same = best.same and best.here >= least and _tells_of_it(asked, clause, told.state)
    part = told.elsewhere or _tells_of_a_part(asked, entry, clause)
    differs = tuple(_differences(asked, told, same, part))
    apart = tuple(Apart(slot_of(words), (words,), ()) for words in best.missing)
    observation = _as_asked(told, clause, asked.stage, built)
    return Candidate(entry.reading, observation, differs, best.covered, vague=vague, apart=apart)


def _find(name: Slots, entry: Entry, clause: Clause | None) -> _Found:
    if name.text in entry.name.text or _told_of_before(name, entry, clause):
        return _Found(1, 1, together=True, gap=0)
    missing, used = cover(name.content, entry.name.text)
    here = share_of(name, entry.name.text)
    if missing and entry.around:
        missing, _ = cover(missing, entry.around)
    covered = 1 - sum(map(len, missing)) / max(1, name.size)
    longest = max((end - start for start, end in used), default=0)
    scattered = longest < 3 and any(after[0] - before[1] > 1 for before, after in pairwise(sorted(used)))
    own = here >= (MOSTLY_HERE if name.size <= SHORT else SPOKEN_OF)
    return _Found(covered, here, own and not scattered, -max(map(len, missing), default=0), tuple(missing))


def _may_be_farther(entry: Entry, clause: Clause, asked: Stage) -> bool:
    """Whether a work that is told as less far may be as far as was asked for all the same: 建成|供水."""
    told = entry.observation
    if told.state is not State.DONE or told.stage is None or (told.stage.rank or 0) >= (asked.rank or 0):
        return False
    return (told.stage is Stage.BUILT and says_more(clause)) or _goes_farther(entry, asked)


def _goes_farther(entry: Entry, asked: Stage) -> bool:
    """Whether the next clause tells the stage asked for without a subject, or of people in it: 8月交付，学生|迁入."""
    at = entry.observation.end
    text = said(entry.reading.normal, at, at + _CLAUSE)
    behind = next(filter(None, pattern("stages", "between lines").split(text)), "")
    for words, stage in stage_words("works").items():
        spot = behind.find(words) if (stage.rank or 0) >= (asked.rank or 9) else -1
        if spot >= 0 and says_nothing(behind[:spot]) and _is_not_denied(behind):
            return True
    signs = listed("stages", "signs of use") if asked is Stage.IN_USE else ()
    return any(word in behind for word in signs) and _is_not_denied(behind)


def _is_not_denied(clause: str) -> bool:
    return all(each.sense not in {*DANGER, Sense.AHEAD} for each in find_tokens(clause, 0, len(clause)))


def _told_of_before(name: Slots, entry: Entry, clause: Clause | None) -> bool:
    """Whether a clause without a subject goes on about the work of the clause before."""
    told = entry.observation
    if clause is None or not told.inherited or told.inherited[0][1] > told.start:
        return False
    early = told.stage is not None and (told.stage.rank or 9) < (Stage.BUILT.rank or 0)
    if not names_nothing(clause, part=early):
        return False
    words = said(entry.reading.normal, *told.inherited[0])
    before = list(filter(str.strip, pattern("stages", "between clauses").split(words)))
    while len(before) > 1 and gives_a_reason(before[-1]):
        before.pop()
    return bool(before) and is_subject(name, before[-1])


def _tells_of_it(asked: Asked, clause: Clause | None, state: State) -> bool:
    """Whether the clause tells of the work itself, not of one beside it; 取消 only where the target asks for that,
    or where it says that the work itself was dropped."""
    if clause is None:
        return True
    undone = any(word in clause.word or word in clause.text for word in listed("stages", "undoing"))
    if undone and state is not State.WITHDRAWN and not asked.undoes:
        return False
    return any(not another_work(name, clause) for name in asked.names)


def _tells_of_a_part(asked: Asked, entry: Entry, clause: Clause | None) -> bool:
    """Whether 一期, 首批, 引桥 or 选址 stands in what is told, and not in the name."""
    lesser = listed("stages", "lesser titles") if asked.stage is Stage.AWARDED else ()
    own = _own_items(asked, entry)
    if asked.stage is Stage.AWARDED and not any(_are_of_one_grade(name.text, own) for name in asked.names):
        return True
    apart = own if clause is None else own.replace(clause.word, "")  # 迎来首批|学生 is no part of the school
    if _has_besides(asked, apart, listed("stages", "parts")):
        return True
    if _has_besides(asked, entry.name.text, lesser):
        return True
    told = entry.observation.stage
    if clause is None or entry.observation.negated or _is_narrowed(told, clause.word):
        return False
    reached = told is asked.stage or (told is not None and (told.rank or 0) >= (asked.stage.rank or 0))
    return all(only_a_part(name, clause, asked.stage, reached) for name in asked.names)


def _are_of_one_grade(asked: str, told: str) -> bool:
    """Whether a title is told at the level that is asked for: 全国文化先进旗 is not 自治区文化先进旗."""
    rows = [tuple(row) for row in load("stages")["grades of titles"]]
    wanted, given = ({row for row in rows if any(word in text for word in row)} for text in (asked, told))
    return not wanted or not given or bool(wanted & given)


def _has_besides(asked: Asked, text: str, words: tuple[str, ...]) -> bool:
    return any(word in text and all(word not in name.text for name in asked.names) for word in words)


def _own_items(asked: Asked, entry: Entry) -> str:
    """Of a list of works the items that hold a piece of the name: 甲路改造、乙公园二期竣工 tells of all of 甲路."""
    text = said(entry.reading.normal, *entry.observation.names[0]) if entry.observation.names else ""
    items = [canonical(item) for item in text.split(LIST)]
    own = [item for item in items if any(cover(name.content, item)[1] for name in asked.names)]
    return LIST.join(own) if len(items) > 1 and own else entry.name.text


def _as_asked(told: Observation, clause: Clause | None, asked: Stage, work: bool) -> Observation:
    """The milestone with its stage as what was asked for has it, where one word tells two.

    获批 is an approval of a work, but of a title its award; 实施 puts in force what nothing shows to be a building.
    """
    if clause is None or _is_narrowed(told.stage, clause.word):
        return told
    if asked is Stage.AWARDED and clause.word in stage_words("awarded"):
        return replace(told, stage=Stage.AWARDED)
    if asked is Stage.IN_USE and not work and stage_words("documents").get(clause.word) is Stage.IN_USE:
        return replace(told, stage=Stage.IN_USE)
    return told


def _is_narrowed(told: Stage | None, word: str) -> bool:
    """Whether the words round the stage word already put it lower: 主体完工 is 在建, and so told of the whole."""
    return told not in (stage_words("works").get(word), stage_words("documents").get(word), Stage.AWARDED)


def _differences(asked: Asked, told: Observation, same: bool, part: bool) -> Iterator[Difference]:
    if not same:
        yield Difference.NAME
    if part:
        yield Difference.SCOPE
    if told.tense is not Tense.PAST:
        yield Difference.TENSE
    elif told.period is not None and not holds_in(told.period, asked.period):
        yield Difference.PERIOD
    if not _is_as_far(told.state, asked):
        yield Difference.STATE


_REACHES = {State.PREPARED: Stage.PREPARED, State.BEGUN: Stage.STARTED, State.UNDER_WAY: Stage.UNDER_WAY}
"""How far a work is at least that is said to be in a state; but for what is done, no other state decides."""


def _is_as_far(state: State, asked: Asked) -> bool:
    """Whether what is said of the work leaves the stage asked for as it is told."""
    if state is State.DONE or (state is State.WITHDRAWN and asked.undoes):
        return True
    reached, wanted = _REACHES.get(state), asked.stage.rank
    return reached is not None and wanted is not None and (reached.rank or 0) >= wanted


def holds_in(said: Period, period: Period) -> bool:
    """A stage reached holds on: told of the year itself, of a longer time that ends with it, or of its part."""
    return said.overlaps(period) and (said.last_year, said.last_month) <= (period.last_year, period.last_month)
