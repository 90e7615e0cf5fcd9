"""The words by which works are known: verbs, stages, the nouns that end a name."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from tracker.model import Stage
from tracker.understand.plans.phrases import alternatives
from tracker.words.lexicon import load


@cache
def count() -> re.Pattern[str]:
    """A count in digits with its measure word: 3座."""
    return re.compile(rf"\d+(?:多|余)?(?:{_counters()})")


@cache
def worded_count() -> re.Pattern[str]:
    """A count in digits or Chinese letters with its measure word: 三座, 八大."""
    return re.compile(rf"(?:\d+|[一二两三四五六七八九十]+)(?:多|余)?(?:{_counters()}|大)")


def _counters() -> str:
    return alternatives(load("plans")["counters"])


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
def stage_at_end() -> re.Pattern[str]:
    """A stage word at the end of a text."""
    return re.compile(rf"(?:{alternatives(list(stage_words()))})$")


def _stages(name: str) -> dict[str, Stage]:
    return {word: Stage(stage) for stage, words in load("plans")[name].items() for word in words}


@cache
def ends(name: str) -> re.Pattern[str]:
    """A noun of that list of the lexicon at the end of a name, closed or numbered as it may be."""
    return re.compile(rf"(?:{alternatives(load('plans')[name])})[”》]?(?:[一二三四五六七八九十\d]+期)?(?:工程|项目)?$")


@lru_cache(maxsize=1024)
def kind_noun(name: str) -> str:
    """The noun by which a name is one of works, documents, events or processes; empty where it has none."""
    found = [
        match[0]
        for kind in ("site ends", "process ends", "document ends", "event ends")
        if (match := ends(kind).search(name)) is not None
    ]
    return max(found, key=len, default="")
