"""Patterns of the lexicon: written in its files under ``patterns``, compiled at first use.

In braces stands what they are made of: ``{measure/up}`` is any word of that list of the same file, the longest first
(``{phrases:scopes}`` of another file), ``{first of measure/up}`` any of their first letters; ``{year}`` another pattern
of the file, or of ``signs.yaml``, which all share.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, cast

from tracker.words.lexicon import load, remember

SHARED = "signs"
_PLACE = re.compile(r"\{([A-Za-z][\w ,/:]*)\}")
_DEEPEST = 8


class Patterns(dict[str, re.Pattern[str]]):
    """The patterns of a file by their names, each compiled when it is asked for first."""

    def __init__(self, file: str) -> None:
        super().__init__()
        self.file = file

    def __missing__(self, name: str) -> re.Pattern[str]:
        self[name] = found = re.compile(source(self.file, name))
        return found


@remember
def patterns(file: str) -> Patterns:
    """The patterns of a file: for what asks for several of them."""
    return Patterns(file)


@remember
def pattern(file: str, name: str) -> re.Pattern[str]:
    """The pattern of that name. Raises KeyError where the file, or what the pattern is made of, is not there."""
    return patterns(file)[name]


def source(file: str, name: str) -> str:
    """The text of that pattern with everything put in."""
    return _filled(file, load(file)["patterns"][name], _DEEPEST, {})


def filled(file: str, text: str, **given: str) -> str:
    """A piece of a pattern with the lists and patterns of a file put in, and those that are given."""
    return _filled(file, text, _DEEPEST, given)


def _filled(file: str, text: str, depth: int, given: Mapping[str, str]) -> str:
    if not depth:
        raise RecursionError(f"{file}.yaml: a pattern that holds itself: {text}")
    return _PLACE.sub(lambda place: f"(?:{_part(file, place[1], depth - 1, given)})", text)


def _part(file: str, name: str, depth: int, given: Mapping[str, str]) -> str:
    if name in given:
        return given[name]
    for where in (file, SHARED):
        known = load(where)
        if "patterns" in known and name in known["patterns"]:
            return _filled(where, known["patterns"][name], depth, given)
    other, _, name = name.rpartition(":")
    words = name.removeprefix("first of ")
    return _choice(other or file, name) if words == name else _first_of(other or file, words)


@remember
def _choice(file: str, name: str) -> str:
    """A list of a file as a choice: some stand in many patterns."""
    return alternatives(_words(file, name))


def _first_of(file: str, name: str) -> str:
    """The first letters of a list: a look at one costs little, and most letters of a text begin none of the words."""
    return f"[{''.join(sorted({re.escape(word[0]) for word in _words(file, name)}))}]"


def _words(file: str, name: str) -> Iterable[str]:
    value: Any = load(file)
    for key in name.split("/"):
        value = value[key]
    return cast(Iterable[str], value)


def alternatives(words: Iterable[str]) -> str:
    """The words as a choice of a pattern, longer ones first."""
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


@remember
def listed(file: str, *path: str) -> tuple[str, ...]:
    """The words of a list: for ``startswith``, ``endswith`` and ``in``."""
    value = load(file)
    for key in path:
        value = value[key]
    return tuple(value) if not isinstance(value, Mapping) else tuple(word for words in value.values() for word in words)
