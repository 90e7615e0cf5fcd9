"""The words by which works are known: verbs, stages, the nouns that end a name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from tracker.model import Stage
from tracker.understand.plans.phrases import construction, opening_end, word_set
from tracker.words.lexicon import load
from tracker.words.patterns import alternatives, filled


@cache
def verb_stages() -> dict[str, Stage]:
    """The stage that each verb before a name asks for."""
    return _stages("before")


@cache
def verbs() -> re.Pattern[str]:
    """A verb before a name."""
    return re.compile(alternatives(list(verb_stages())))


@cache
def stage_words() -> dict[str, Stage]:
    """The stage that each word behind a name says."""
    return _stages("after")


@cache
def _stage_ends() -> tuple[str, ...]:
    return tuple(stage_words())


@cache
def stage_at_end() -> re.Pattern[str]:
    """A stage word at the end of a text."""
    return re.compile(rf"(?:{alternatives(list(stage_words()))})$")


def _stages(name: str) -> dict[str, Stage]:
    return {word: Stage(stage) for stage, words in load("plans")[name].items() for word in words}


@cache
def ends(name: str) -> re.Pattern[str]:
    """A noun of that list of the lexicon at the end of a name, closed or numbered as it may be."""
    return re.compile(filled("plans", f"{{{name}}}{{behind an end}}"))


@lru_cache(maxsize=1024)
def kind_nouns(name: str) -> dict[str, str]:
    """The nouns of works, processes, documents or events that a name ends in, by kind."""
    kinds = ("site", "process", "document", "event")
    found = ((kind, ends(f"{kind} ends").search(name)) for kind in kinds)
    return {kind: match[0] for kind, match in found if match is not None}


def kind_noun(name: str) -> str:
    """The longest of these; empty where it has none."""
    return max(kind_nouns(name).values(), key=len, default="")


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb before a name, the stage it asks for, and where it ends."""

    word: str
    stage: Stage
    end: int


def find_verb(masked: str, position: int, end: int) -> Verb | None:
    """The verb at a place; of two that are joined (改造并启用) the second."""
    found = verbs().match(masked, position, end)
    if found is None:
        return None
    word, at = found[0], found.end()
    stage = verb_stages()[word]
    joint = construction("joined verbs").match(masked, at, end)
    behind = at if joint is None else joint.end()
    following = verbs().match(masked, behind, end)
    if following is None or following.end() >= end or stage is Stage.PLANNED:
        return Verb(word, stage, at)
    if construction("no second verb").match(masked, following.end(), end) or (behind == at and len(following[0]) == 1):
        return Verb(word, stage, at)
    then = verb_stages()[following[0]]
    if behind == at and word in word_set("telling verbs") and then is Stage.UNDER_WAY:
        return Verb(word, stage, following.end())  # 开工新建, 完成改造: the first says how far
    return Verb(following[0], then, following.end())


def reach_of_verb(masked: str, body: int, end: int) -> int:
    """Where what a verb governs ends: before 并…, 为…提供, 纳入… and other second predicates."""
    found = construction("second predicate").search(masked, body + 2, end)
    return end if found is None else found.start()


def trailing_stage(masked: str, start: int, end: int) -> tuple[str | None, int]:
    """The stage word a stretch ends in, and where the name before it ends."""
    if not masked.endswith(_stage_ends(), start, end):  # as most, and the search would be slow
        return None, end
    found = stage_at_end().search(masked, start, end)
    if found is None or found.start() <= start:
        return None, end
    cut = found.start()
    adverb = construction("how and when").search(masked, start, cut)
    return found[0], cut if adverb is None or adverb.start() <= start else adverb.start()


def stage_alone(clause: str) -> str | None:
    """A clause that is nothing but a stage: 确保年内建成投产, 力争实现当年投产."""
    if not clause.endswith(_stage_ends()):
        return None
    rest = construction("before stage").sub("", clause[opening_end(clause) :])
    found = stage_at_end().search(rest)
    return found[0] if found is not None and found.start() == 0 and rest != "" else None
