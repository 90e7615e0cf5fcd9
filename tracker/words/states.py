"""The words of a state, each once with its role (``words/states.yaml``); the loader refuses anything else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tracker.words.lexicon import load, remember, words_in_use
from tracker.words.patterns import alternatives
from tracker.words.scan import Scan


class Sense(StrEnum):
    """What a word says of the figure or stage before it; the values are the headings of ``states.yaml``."""

    DONE = "done"
    BEGIN = "begin"
    GOING = "going"
    PREPARE = "prepare"
    AHEAD = "ahead"
    DENY = "deny"
    SHORT = "short"
    LESS = "less"
    STOP = "stop"
    UNDO = "undo"
    WITHDRAW = "withdraw"
    DOUBT = "doubt"
    GOAL = "goal"
    PART = "part"
    REST = "rest"
    CHECK = "check"
    PRAISE = "praise"
    ADVERB = "adverb"
    SOLVE = "solve"
    TURN = "turn"
    PLAIN = "plain"


DANGER = frozenset({Sense.DENY, Sense.SHORT, Sense.STOP, Sense.UNDO, Sense.WITHDRAW, Sense.DOUBT})
"""What takes a figure or a stage back."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the lexicon in a stretch of normal text."""

    start: int
    end: int
    sense: Sense


@remember
def _entries() -> dict[str, Sense]:
    """Every word with its role; a user's own words have the role that they are given there."""
    entries = {word: sense for sense in Sense for word in load("states")[sense]}
    added = words_in_use().added.get("states", {})
    return entries | {word: Sense(name) for name, words in added.items() for word in words}


@remember
def _scan() -> Scan:
    return Scan(_entries())


@remember
def _words_of(sense: Sense) -> re.Pattern[str]:
    return re.compile(alternatives(word for word, each in _entries().items() if each is sense))


def may_tell(sense: Sense, text: str, start: int, end: int) -> bool:
    """Whether letters of a word of that sense stand in ``text[start:end]``, if only inside a longer word."""
    return _words_of(sense).search(text, start, end) is not None


def find_tokens(text: str, start: int, end: int) -> Iterator[Token]:
    """The words of ``text[start:end]`` in order, the longest first; what lies between them is unknown."""
    entries = _entries()
    for first, last in _scan()(text, start, end):
        yield Token(first, last, entries[text[first:last]])
