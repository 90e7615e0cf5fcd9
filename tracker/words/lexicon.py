"""Reads the lexicon files beside it: YAML 1.2 text to plain values, each file once.

A user's own words (``words:`` of a targets file) are laid over them for the time of a ``with`` block.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache, wraps
from inspect import signature
from typing import Any, ParamSpec, TypeVar, cast
from weakref import WeakValueDictionary

from tracker.words.typed import load_file

P = ParamSpec("P")
R = TypeVar("R")

EXTENSIBLE = ("names", "stages", "units", "indicators", "states")
"""The lexicon files that a user's own words may add to."""


@dataclass(frozen=True, eq=False)
class Words:
    """Words beside the lexicon's own: for each of its files, what is added in the same form."""

    added: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Their content as one text, the same on every machine."""
        return json.dumps(self.added, ensure_ascii=False)

    def __reduce__(self) -> tuple[Callable[[Mapping[str, Any]], Words], tuple[Mapping[str, Any]]]:
        """By content to another process, where what was compiled from the same words is found again."""
        return words_of, (self.added,)


def words_of(added: Mapping[str, Any]) -> Words:
    """The words of this content, one value for all files that name them: what is remembered goes by identity."""
    words = Words(added)
    return _KNOWN.setdefault(words.key, words)


_KNOWN: WeakValueDictionary[str, Words] = WeakValueDictionary()
_OWN = Words()
_laid: ContextVar[Words] = ContextVar("words", default=_OWN)


@contextmanager
def using(words: Words | None) -> Iterator[None]:
    """Read and match with these words beside the lexicon's own."""
    token = _laid.set(words or _OWN)
    try:
        yield
    finally:
        _laid.reset(token)


def words_in_use() -> Words:
    """The words that are laid over the lexicon now."""
    return _laid.get()


def remember(function: Callable[P, R]) -> Callable[P, R]:
    """Like ``functools.cache``, with answers apart for each lexicon: for what is compiled from its words."""
    # A report asks 70,000 times, so what takes at most two things has a way of its own: half the time.
    answers: dict[Any, Any] = {}
    laid, compute = _laid.get, cast(Callable[..., Any], function)

    def keep(key: Any, answer: Any) -> Any:
        if len(answers) >= LARGEST:
            answers.clear()
        answers[key] = answer
        return answer

    def of_nothing() -> Any:
        try:
            return answers[laid()]  # nearly always there
        except KeyError:
            return keep(laid(), compute())

    def of_one(one: Any) -> Any:
        try:
            return answers[laid(), one]
        except KeyError:
            return keep((laid(), one), compute(one))

    def of_two(one: Any, two: Any) -> Any:
        try:
            return answers[laid(), one, two]
        except KeyError:
            return keep((laid(), one, two), compute(one, two))

    def of_more(*args: Any, **named: Any) -> Any:
        key = (laid(), args, *named.items()) if named else (laid(), args)
        try:
            return answers[key]
        except KeyError:
            return keep(key, compute(*args, **named))

    takes = signature(function).parameters.values()
    plain = all(each.kind is each.POSITIONAL_OR_KEYWORD and each.default is each.empty for each in takes)
    ways: dict[int, Callable[..., Any]] = {0: of_nothing, 1: of_one, 2: of_two} if plain else {}
    return cast(Callable[P, R], wraps(function)(ways.get(len(takes), of_more)))


LARGEST = 8_000
"""Answers kept at most of each function: the names of a few reports. A long run forgets, and its memory is flat."""


@remember
def load(name: str) -> Any:
    """The values of ``words/<name>.yaml`` with the user's own: mappings, lists, text; numbers stay text."""
    return _merged(_file(name), _laid.get().added.get(name))


@cache
def _file(name: str) -> Any:
    return load_file(name)


def _merged(own: Any, added: Any) -> Any:
    """Lists are joined, mappings merged; what is no list or mapping is replaced."""
    if added is None:
        return own
    if isinstance(own, Mapping) and isinstance(added, Mapping):
        return {**own, **{key: _merged(own.get(key), value) for key, value in added.items()}}
    if isinstance(own, list) and isinstance(added, list):
        return [*own, *added]
    return added
