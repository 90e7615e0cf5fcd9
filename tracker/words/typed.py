"""The typed loader of the lexicon: the roles that its words can have (``roles.yaml``), and how each list is written.

A role is the place of a list: ``states/short``, ``tense/tasks/begun``. Nothing is taken that ``roles.yaml`` does not
know, and no word twice in one role; so a word that has a role has it at one place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from tracker.model import Stage

ROLES, RULES = "roles", "rules"
"""The files beside the lexicon that are no lists of words."""


ONE_ROLE = frozenset({"states"})
"""Files in which a word may have one role alone: no order of lists decides between two."""


class LexiconError(ValueError):
    """A lexicon file is not what ``roles.yaml`` says: our own mistake, told with the list and the word."""


class Form(StrEnum):
    """How a list is written."""

    WORDS = "words"
    PATTERNS = "patterns"  # regular expressions, which are compiled at first use; {n} and the like stand for numerals
    LETTERS = "letters"  # a text of single letters
    GROUPS = "groups"  # lists of words that mean the same, the first of which stands for all
    ROWS = "rows"  # lists of words of which one may stand for another; a word may be in several
    NUMBER = "number"
    TEXT_BY_KEY = "text by key"
    WORD_BY_WORD = "word by word"  # the second stands for the first, and not the other way round
    WORDS_BY_KEY = "words by key"
    WORDS_BY_STAGE = "words by stage"
    TEMPLATES_BY_STAGE = "templates by stage"  # {} stands for the name
    PATTERN_BY_KEY = "pattern by key"
    PATTERNS_BY_KEY = "patterns by key"
    LETTERS_BY_KEY = "letters by key"
    LETTERS_OR_WORDS_BY_KEY = "letters or words by key"
    FACTORS = "factors"  # kind, then unit and factor


@dataclass(frozen=True, slots=True)
class Role:
    """What the words of one list do."""

    file: str
    path: tuple[str, ...]
    form: Form
    english: str
    chinese: str

    @property
    def name(self) -> str:
        """As it is shown: ``states/short``."""
        return "/".join((self.file, *self.path))

    def meaning(self, lang: str) -> str:
        """What a word of it does, in ``en`` or ``zh``."""
        return self.chinese if lang == "zh" else self.english


def read_file(name: str) -> Any:
    """The values of ``<name>.yaml``: mappings, lists, text; every scalar stays text, there are no YAML 1.1 types."""
    import yaml

    text = Path(__file__).with_name(f"{name}.yaml").read_text(encoding="utf-8")  # importlib.resources takes 5 ms
    loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return yaml.load(text, Loader=loader)


@cache
def roles() -> dict[str, tuple[Role, ...]]:
    """All roles, by the file in which their words stand."""
    return {file: tuple(_below(file, (), lists)) for file, lists in read_file(ROLES).items()}


def _below(file: str, path: tuple[str, ...], value: Any) -> Iterator[Role]:
    if isinstance(value, Mapping):
        for key, below in value.items():
            yield from _below(file, (*path, key), below)
        return
    try:
        form, english, chinese = value
        if not isinstance(english, str) or not isinstance(chinese, str):
            raise ValueError("put what has a colon or a comma in it into quotes")
        yield Role(file, path, Form(form), english, chinese)
    except ValueError as error:
        raise LexiconError(f"roles.yaml: {file}/{'/'.join(path)}: {error}") from error


def load_file(name: str) -> Any:
    """The values of a lexicon file, looked over. Raises LexiconError for what no role allows."""
    values = read_file(name)
    if name not in roles():
        raise LexiconError(f"{name}.yaml: roles.yaml knows no such file")
    check(name, values)
    return values


def check(name: str, values: Any) -> None:
    """Raise LexiconError where the values are not what the roles of that file allow."""
    known = {role.path: role for role in roles()[name]}
    found = set()
    for path, value in _lists(values, known, ()):
        role = known.get(path)
        where = f"{name}.yaml: {' / '.join(path)}"
        if role is None:
            raise LexiconError(
                f"{where}: no such role; say in roles.yaml how the list is written and what a word of it does"
            )
        found.add(path)
        for problem in CHECKS[role.form](value):
            raise LexiconError(f"{where}: {problem}")
    if name in ONE_ROLE:
        once = Counter(word for path in found for word in values[path[0]])
        for word, times in once.items():
            if times > 1:
                raise LexiconError(f"{name}.yaml: {word} stands in {times} lists, and may have one role")
    missing = sorted(known.keys() - found)
    if missing:
        raise LexiconError(f"{name}.yaml: {' / '.join(missing[0])}: a role without its list; take it out of roles.yaml")


def _lists(value: Any, known: Mapping[tuple[str, ...], Role], path: tuple[str, ...]) -> Iterator[tuple[Any, Any]]:
    """Each list of a file with its path: down to where a role is known, or where no mapping goes further."""
    if path in known or not isinstance(value, Mapping):
        yield path, value
        return
    for key, below in value.items():
        yield from _lists(below, known, (*path, key))


# ── what a list of each form must look like ───────────────────────────────────────────────────────

Check = Callable[[Any], Iterator[str]]
"""Tells what is wrong with a list."""


def _words(value: Any) -> Iterator[str]:
    if not isinstance(value, list) or not value:
        yield "a list of words was expected"
        return
    for word in value:
        if not isinstance(word, str) or not word or word != word.strip():
            yield f"{word!r} is no word"
    if all(isinstance(word, str) for word in value):
        yield from (f"{word} stands there twice" for word, count in Counter(value).items() if count > 1)


def _letters(value: Any) -> Iterator[str]:
    if not isinstance(value, str) or not value:
        yield "letters were expected, as one text"
    else:
        yield from (f"{letter} stands there twice" for letter, count in Counter(value).items() if count > 1)


def _letters_or_words(value: Any) -> Iterator[str]:
    yield from (_letters if isinstance(value, str) else _words)(value)


def _rows(value: Any) -> Iterator[str]:
    if not isinstance(value, list) or not value:
        yield "lists of words were expected"
        return
    for row in value:
        yield from _words(row)


def _groups(value: Any) -> Iterator[str]:
    yield from _rows(value)
    count = Counter(word for group in value if isinstance(group, list) for word in group)
    yield from (f"{word} stands in two groups" for word, times in count.items() if times > 1)


def _text(value: Any) -> Iterator[str]:
    if not isinstance(value, str) or not value:
        yield f"text was expected, not {value!r}"


def _number(value: Any) -> Iterator[str]:
    try:
        if Decimal(value) <= 0:
            yield f"{value} is not above 0"
    except (InvalidOperation, TypeError, ValueError):
        yield f"{value!r} is no number"


def _templates(value: Any) -> Iterator[str]:
    yield from _words(value)
    yield from (f"{each} has no {{}} for the name" for each in value if "{}" not in each)


def _by_key(below: Check, keys: frozenset[str] | None = None) -> Check:
    def checked(value: Any) -> Iterator[str]:
        if not isinstance(value, Mapping) or not value:
            yield "a mapping was expected"
            return
        for key, each in value.items():
            if keys is not None and key not in keys:
                yield f"{key} is none of {', '.join(sorted(keys))}"
            yield from (f"{key}: {problem}" for problem in below(each))

    return checked


_STAGES = frozenset(str(stage) for stage in Stage)

CHECKS: dict[Form, Check] = {
    Form.WORDS: _words,
    Form.PATTERNS: _words,
    Form.LETTERS: _letters,
    Form.GROUPS: _groups,
    Form.ROWS: _rows,
    Form.NUMBER: _number,
    Form.TEXT_BY_KEY: _by_key(_text),
    Form.WORD_BY_WORD: _by_key(_text),
    Form.WORDS_BY_KEY: _by_key(_words),
    Form.WORDS_BY_STAGE: _by_key(_words, _STAGES),
    Form.TEMPLATES_BY_STAGE: _by_key(_templates, _STAGES),
    Form.PATTERN_BY_KEY: _by_key(_text),
    Form.PATTERNS_BY_KEY: _by_key(_words),
    Form.LETTERS_BY_KEY: _by_key(_letters),
    Form.LETTERS_OR_WORDS_BY_KEY: _by_key(_letters_or_words),
    Form.FACTORS: _by_key(_by_key(_number)),
}
