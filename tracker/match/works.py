"""A milestone target and the stages that reports tell of the work it names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from tracker.match.compare import cover
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
from tracker.match.slots import Slots, canonical, take_apart
from tracker.model import Candidate, Difference, Observation, Period, Role, Stage, State, Tense, replace
from tracker.words.lexicon import load
from tracker.words.normal import said
from tracker.words.stages import is_work, stage_words
from tracker.words.states import DANGER, Sense, find_tokens

SAME_WORK = 0.85
"""Share of a work's name that a sentence must hold to speak of it. Tuned on tests/labels: at 0.7 国有林场改革 is
answered by 国有农场改革; at 0.9 a work under a longer name is no longer found."""

SURELY_SAME = 0.9
"""The same where a whole word is missing, not single letters: 病险 of 病险水库除险加固."""

MOSTLY_HERE = 0.8
"""Share of a name that its own clause must hold, where the name is short or the answer would be unmet."""

_CLAUSE = 60
"""Letters behind a clause in which the next one is looked for."""

SHORT = 5
"""Up to so many letters a name is short: 绩效管理 is not to be put together from two clauses."""


def works_of(milestone: str) -> tuple[str, ...]:
    """The works that one target names (东湖路、西湖路), () where it names one (国有企业、集体企业职工参保)."""
    items = [item for item in milestone.split("、") if item]
    endings = tuple(load("stages")["work endings"])
    return tuple(items) if len(items) > 1 and all(len(item) >= 3 and item.endswith(endings) for item in items) else ()


@dataclass(frozen=True, slots=True, order=True)
class _Found:
    """How much of a work's name a clause holds, and with the sentence round it; the order is that of sureness."""

    covered: float  # share of the name in the sentence
    here: float  # share of it in the clause itself
    together: bool  # not just short pieces with other words between them (运河公园 in 大运河国家文化公园)
    gap: int  # letters of the longest piece that is missing, below 0

    @property
    def same(self) -> bool:
        """Whether the sentence speaks of this very work."""
        enough = SAME_WORK if self.gap >= -1 else SURELY_SAME
        return self.together and self.covered >= enough


def _find(name: Slots, entry: Entry, clause: Clause | None) -> _Found:
    if name.text in entry.name.text or _told_of_before(name, entry, clause):
        return _Found(1, 1, together=True, gap=0)
    missing, used = cover(name.content, entry.name.text)
    here = 1 - sum(map(len, missing)) / max(1, name.size)
    if missing and entry.around:
        missing, _ = cover(missing, entry.around)
    covered = 1 - sum(map(len, missing)) / max(1, name.size)
    longest = max((end - start for start, end in used), default=0)
    ordered = sorted(used)
    scattered = longest < 3 and any(after[0] - before[1] > 1 for before, after in pairwise(ordered))
    own = here >= (MOSTLY_HERE if name.size <= SHORT else 0.5)
    return _Found(covered, here, own and not scattered, -max(map(len, missing), default=0))


def match_work(
    names: tuple[str, ...], stage: Stage, period: Period, corpus: Corpus, least: float = 0
) -> tuple[Candidate, ...]:
    """The stages that reports tell of a named work, the surest first.

    ``stage``: the one asked for; ``least``: the share of the name that the clause itself must hold.
    """
    asked = [take_apart(name) for name in names]
    work = is_work(names[0])
    found: list[tuple[float, Candidate]] = []
    for entry in corpus.find_milestones([name.text for name in asked]):
        clause = clause_of(entry.reading.normal, entry.observation)
        best = max(_find(name, entry, clause) for name in asked)
        if best.covered < 0.5:
            continue
        # 推进 says nothing of a policy, nor of what may be one; and an earlier stage is told only of a work that
        # its own clause names
        told = entry.observation
        done = told.state is State.DONE
        words = entry.name.text + said(entry.reading.normal, told.start, told.end)
        built = work or any(word in words for word in load("stages")["built by"])
        vague = (not built and entry.observation.stage is Stage.UNDER_WAY) or best.here < MOSTLY_HERE
        if clause is not None and _is_earlier(told, stage) and done:
            vague = vague or (told.stage is Stage.BUILT and says_more(clause)) or _goes_farther(entry, stage)
        vague = vague or entry.observation.role is Role.TASK  # what was asked for places no work at an earlier stage
        same = best.same and best.here >= least and _tells_of_it(asked, clause, told.state)
        differs = _differs(entry, same, _tells_of_a_part(asked, entry, clause, stage), period, stage)
        if told.state is State.WITHDRAWN and _asks_to_undo(asked):
            differs = tuple(each for each in differs if each is not Difference.STATE)
        observation = _as_asked(entry.observation, clause, stage, built)
        found.append((best.here, Candidate(entry.reading, observation, differs, best.covered, vague=vague)))
    found.sort(
        key=lambda each: (
            Difference.TENSE in each[1].differs, len(each[1].differs), -each[1].covered, -each[0],
            each[1].reading.document.path, each[1].observation.start,
        )
    )  # fmt: skip
    return tuple(candidate for _, candidate in found)


def _is_earlier(told: Observation, asked: Stage) -> bool:
    return told.stage is not None and (told.stage.rank or 0) < (asked.rank or 0)


def _goes_farther(entry: Entry, asked: Stage) -> bool:
    """Whether the next clause tells the stage asked for without a subject, or of people in it: 8月交付，学生|迁入."""
    text, at = entry.reading.normal, entry.observation.end
    behind = next((each for each in re.split("[，；。\\n]", said(text, at, at + _CLAUSE)) if each), "")
    for words, stage in stage_words("works").items():
        spot = behind.find(words) if (stage.rank or 0) >= (asked.rank or 9) else -1
        if spot >= 0 and says_nothing(behind[:spot]) and _is_not_denied(behind, spot):
            return True
    signs = load("stages")["signs of use"] if asked is Stage.IN_USE else []
    return any((spot := behind.find(word)) >= 0 and _is_not_denied(behind, spot) for word in signs)


def _is_not_denied(text: str, end: int) -> bool:
    return all(each.sense not in {*DANGER, Sense.AHEAD} for each in find_tokens(text, 0, end))


def _told_of_before(name: Slots, entry: Entry, clause: Clause | None) -> bool:
    """Whether a clause without a subject goes on about the work of the clause before."""
    text, told = entry.reading.normal, entry.observation
    if clause is None or not told.inherited or told.inherited[0][1] > told.start:
        return False
    if not names_nothing(clause, part=told.stage is not None and (told.stage.rank or 9) < (Stage.BUILT.rank or 0)):
        return False
    before = [each for each in re.split("[，；。]", said(text, *told.inherited[0])) if each.strip()]
    while len(before) > 1 and gives_a_reason(before[-1]):
        before.pop()
    return bool(before) and is_subject(name, before[-1])


def _asks_to_undo(names: list[Slots]) -> bool:
    """Whether a target asks to do away with something: 取消收费项目."""
    return any(word in name.text for name in names for word in load("stages")["undoing"])


def _tells_of_it(names: list[Slots], clause: Clause | None, state: State) -> bool:
    """Whether the clause tells of the work itself, not of one beside it; 取消 only where the target asks for that,
    or where it says that the work itself was dropped."""
    if clause is None:
        return True
    undone = any(word in clause.word or word in clause.text for word in load("stages")["undoing"])
    if undone and state is not State.WITHDRAWN and not _asks_to_undo(names):
        return False
    return any(not another_work(name, clause) for name in names)


def _tells_of_a_part(names: list[Slots], entry: Entry, clause: Clause | None, stage: Stage) -> bool:
    """Whether 一期, 首批, 引桥 or 选址 stands in what is told, and not in the name."""
    parts = load("stages")["parts"]
    own = _own_items(names, entry)
    if stage is Stage.AWARDED and not any(_of_one_grade(name.text, own) for name in names):
        return True
    if any(part in own and all(part not in name.text for name in names) for part in parts):
        return True
    lesser = load("stages")["lesser titles"] if stage is Stage.AWARDED else []
    if any(word in entry.name.text and all(word not in name.text for name in names) for word in lesser):
        return True
    told = entry.observation.stage
    if clause is None or entry.observation.negated or _is_narrowed(told, clause.word):
        return False
    reached = told is stage or (told is not None and (told.rank or 0) >= (stage.rank or 0))
    return all(only_a_part(name, clause, stage, reached) for name in names)


def _of_one_grade(asked: str, told: str) -> bool:
    """Whether a title is told at the level that is asked for: 全国文化先进旗 is not 自治区文化先进旗."""
    rows = [tuple(row) for row in load("stages")["grades of titles"]]
    wanted = [row for row in rows if any(word in asked for word in row)]
    given = [row for row in rows if any(word in told for word in row)]
    return not wanted or not given or bool(set(wanted) & set(given))


def _own_items(names: list[Slots], entry: Entry) -> str:
    """Of a list of works the items that hold a piece of the name: 甲路改造、乙公园二期竣工 tells of all of 甲路."""
    text = said(entry.reading.normal, *entry.observation.names[0]) if entry.observation.names else ""
    items = [canonical(item) for item in text.split("、")]
    own = [item for item in items if any(cover(name.content, item)[1] for name in names)]
    return "、".join(own) if len(items) > 1 and own else entry.name.text


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


_REACHES = {
    State.PREPARED: Stage.PREPARED,
    State.BEGUN: Stage.STARTED,
    State.UNDER_WAY: Stage.UNDER_WAY,
    State.DONE: Stage.IN_USE,
}
"""How far a work is at least that is said to be in a state; no other state decides."""


def _is_as_far(state: State, asked: Stage) -> bool:
    """Whether what is said of the work leaves the stage asked for as it is told."""
    reached = _REACHES.get(state)
    if state is State.DONE or reached is None or asked.rank is None:
        return state is State.DONE
    return (reached.rank or 0) >= asked.rank


def _differs(entry: Entry, same: bool, part: bool, period: Period, asked: Stage) -> tuple[Difference, ...]:
    observation = entry.observation
    differs: list[Difference] = []
    if not same:
        differs.append(Difference.NAME)
    if entry.observation.elsewhere or part:
        differs.append(Difference.SCOPE)
    if not _is_as_far(observation.state, asked):
        differs.append(Difference.STATE)
    if observation.tense is not Tense.PAST:
        differs.append(Difference.TENSE)
    elif observation.period is not None and not _in_time(observation.period, period):
        differs.append(Difference.PERIOD)
    return tuple(differs)


def _in_time(said: Period, period: Period) -> bool:
    """A stage reached holds on: told of the year itself, of a longer time that ends with it, or of its part."""
    return said.overlaps(period) and (said.last_year, said.last_month) <= (period.last_year, period.last_month)
