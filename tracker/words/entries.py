"""Where each word of the lexicon stands, and what it does there: for people who look a word up, not for the reading."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from tracker.words.typed import Form, Role, roles

FOLDER = "tracker/words"


@dataclass(frozen=True, slots=True)
class Spot:
    """A text of a YAML file, with its line and column from 1."""

    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Pairs:
    """A mapping of a YAML file, in its order."""

    items: tuple[tuple[Spot, Tree], ...]


Tree = Spot | tuple["Tree", ...] | Pairs


class Way(StrEnum):
    """Which of two words stands for the other."""

    SAME = "same"  # each for the other
    ROW = "row"  # each for the other, as one verb of a row
    STANDS_FOR = "stands-for"  # this one for the other, not the other way round
    COVERED_BY = "covered-by"  # the other for this one


@dataclass(frozen=True, slots=True)
class Synonym:
    """A word to which another has a relation."""

    word: str
    way: Way


@dataclass(frozen=True, slots=True)
class Entry:
    """A word at one place of the lexicon, or of a user's own words."""

    word: str
    role: Role
    key: str | None  # the stage, kind or unit under which it stands
    path: str
    line: int
    column: int
    synonyms: tuple[Synonym, ...] = ()
    pattern: str | None = None  # the pattern that the word asked for fits


@cache
def lexicon() -> tuple[Entry, ...]:
    """Every word of the lexicon, in the order of the files. Patterns stand as they are written."""
    return tuple(entry for file in roles() for entry in entries_in(file, f"{FOLDER}/{file}.yaml", _tree(file)))


def _tree(file: str) -> Tree:
    import yaml

    text = Path(__file__).with_name(f"{file}.yaml").read_text(encoding="utf-8")
    loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return _settled(yaml.compose(text, Loader=loader))


def _settled(node: Any) -> Tree:
    if node.id == "scalar":
        return Spot(node.value, node.start_mark.line + 1, node.start_mark.column + 1)
    if node.id == "sequence":
        return tuple(_settled(item) for item in node.value)
    settled = ((_settled(key), _settled(value)) for key, value in node.value)
    return Pairs(tuple((key, value) for key, value in settled if isinstance(key, Spot)))


def entries_in(file: str, path: str, tree: Tree) -> Iterator[Entry]:
    """The words of a tree that has the form of the lexicon file ``file``; what it may not hold is passed over."""
    for role in roles()[file]:
        found = _at(tree, role.path)
        if found is not None:
            for word, key, synonyms in _words(role.form, found):
                yield Entry(word.text, role, key, path, word.line, word.column, tuple(synonyms))


def _at(tree: Tree, path: tuple[str, ...]) -> Tree | None:
    for name in path:
        below = {key.text: value for key, value in tree.items} if isinstance(tree, Pairs) else {}
        if name not in below:
            return None
        tree = below[name]
    return tree


Found = tuple[Spot, str | None, list[Synonym]]


def _words(form: Form, tree: Tree) -> Iterator[Found]:
    if form in (Form.GROUPS, Form.ROWS):
        way = Way.SAME if form is Form.GROUPS else Way.ROW
        for group in tree if isinstance(tree, tuple) else ():
            words = list(_spots(group))
            same = [Synonym(each.text, way) for each in words]
            for at, word in enumerate(words):
                yield word, None, same[:at] + same[at + 1 :]
    elif form is Form.WORD_BY_WORD and isinstance(tree, Pairs):
        for key, value in tree.items:
            if isinstance(value, Spot):
                yield key, None, [Synonym(value.text, Way.STANDS_FOR)]
                yield value, None, [Synonym(key.text, Way.COVERED_BY)]
    elif isinstance(tree, Pairs):
        for key, value in tree.items:
            if form is Form.FACTORS and isinstance(value, Pairs):
                yield from ((unit, key.text, []) for unit, _ in value.items)
            elif isinstance(value, tuple):
                yield from ((spot, key.text, []) for spot in _spots(value))
            elif form in (Form.LETTERS_BY_KEY, Form.LETTERS_OR_WORDS_BY_KEY):
                yield key, None, []
    else:
        yield from ((spot, None, []) for spot in _spots(tree))


def _spots(tree: Tree) -> Iterator[Spot]:
    if isinstance(tree, Spot):
        yield tree
    elif isinstance(tree, tuple):
        for each in tree:
            yield from _spots(each)


# ── looking for a word ────────────────────────────────────────────────────────────────────────────

_WRITTEN_AS_PATTERNS = frozenset({Form.PATTERNS, Form.PATTERNS_BY_KEY, Form.PATTERN_BY_KEY})
_NO_WORDS = frozenset({Form.LETTERS, Form.NUMBER, Form.TEXT_BY_KEY})


def find_entries(word: str, all_entries: Iterable[Entry]) -> list[Entry]:
    """The places of a word: where it is written, and the patterns that it fits from end to end."""
    found = []
    for entry in all_entries:
        if entry.word == word and entry.role.form not in _NO_WORDS:
            found.append(entry)
        elif entry.role.form in _WRITTEN_AS_PATTERNS and _fits(entry.word, word):
            found.append(replace(entry, word=word, pattern=entry.word))
    return found


def _fits(pattern: str, word: str) -> bool:
    """Whether a word fits a pattern from end to end; one with {n} or {year} in it is no whole pattern yet."""
    return re.search(r"\{[A-Za-z]", pattern) is None and re.fullmatch(pattern, word) is not None


def words_inside(text: str, all_entries: Iterable[Entry]) -> list[str]:
    """The words of the lexicon in a longer text, from left to right, the longest first; of two letters or more."""
    known = defaultdict(set)
    for entry in all_entries:
        if len(entry.word) > 1 and entry.role.form not in _WRITTEN_AS_PATTERNS | _NO_WORDS:
            known[entry.word[0]].add(entry.word)
    found, at = [], 0
    while at < len(text):
        word = max((each for each in known[text[at]] if text.startswith(each, at)), key=len, default="")
        if word and word != text:
            found.append(word)
        at += len(word) or 1
    return found


def words_near(word: str, all_entries: Iterable[Entry], most: int = 8) -> list[str]:
    """Words of the lexicon that hold this one, or are written nearly like it: the shortest and the nearest first."""
    from difflib import get_close_matches

    known = {entry.word for entry in all_entries if entry.role.form not in _WRITTEN_AS_PATTERNS | _NO_WORDS}
    holding = sorted((each for each in known if word in each and each != word), key=lambda each: (len(each), each))
    close = get_close_matches(word, sorted(known - {word}), n=most, cutoff=0.6)
    return list(dict.fromkeys([*holding[: most // 2], *close, *holding]))[:most]
