"""Where numerals stand that count nothing: dates, ordinals, item numbers, names. The words are data."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.words.lexicon import load, remember
from tracker.words.patterns import source
from tracker.words.units import unit_names

_PLAIN = re.compile(r"[^\^~{}\[\]()?|\\.*+$]+")
_CLAUSE_START = r"(?:^|(?<=[。；：，、！？\s]))"
_INSIDE = r"(?<=[\u4e00-\u9fff])"

_OPENING = "“\"‘'「『《"
_QUOTED = r"[“\"‘'「『][^”\"’'」』，。；]{0,16}[”\"’'」』]|《[^《》。]{0,40}》"


@remember
def _placeholders() -> dict[str, str]:
    latin = sorted(
        (name for name in unit_names() if name.isascii() and name.isalpha()), key=lambda name: (-len(name), name)
    )
    letters = r"(?:[A-Za-z]{1,12}+)"
    return {
        "{n}": source("quantities", "any numeral"),
        "{d}": r"(?:(?<!\d)\d{1,12}+(?:\.\d{1,6}+)?+)",
        "{h}": source("quantities", "Chinese numeral"),
        "{l}": letters,
        "{w}": rf"(?:(?!(?:{'|'.join(latin)})(?![A-Za-z\d])){letters})",
    }


@remember
def _pattern() -> re.Pattern[str]:
    """One pattern of all, and each kind, behind a look at its first letter: most letters of a text begin none."""
    numerals = source("quantities", "first of a numeral")
    kinds: dict[str, list[str]] = {r"\d": [source("quantities", "dates")], numerals: [], "[A-Za-z]": [], "": []}
    words, letters = [], {r"\d", numerals[1:-1], "A-Za-z", _OPENING}
    lines = [line for group in load("quantities")["never"].values() for line in group]
    for line in sorted(lines, key=lambda line: (-len(line), line)):
        first = line.lstrip("^~")[:3]
        if _PLAIN.fullmatch(line):
            words.append(line)
        elif first in ("{n}", "{d}", "{h}"):
            kinds[numerals].append(_compiled(line))
        elif first in ("{l}", "{w}"):
            kinds["[A-Za-z]"].append(_compiled(line))
        else:
            kinds[""].append(_compiled(line))
            letters.add(_first_of(line))
    initials = "".join(sorted({word[0] for word in words}))
    parts = [_QUOTED, f"(?=[{re.escape(initials)}])(?:{'|'.join(map(re.escape, words))})"]
    parts += [f"(?={first})(?:{'|'.join(listed)})" if first else "|".join(listed) for first, listed in kinds.items()]
    return re.compile(f"(?=[{initials}{''.join(sorted(letters))}])(?:{'|'.join(parts)})")


_BEHIND = re.compile(r"\(\?<!(?:[^()\\]|\\d)*\)")
_LETTER = re.compile(r"(?:\[(?P<several>[^\]^]+)\]|(?P<one>[\w\u4e00-\u9fff]))(?P<optional>[?*])?")


def _first_of(line: str) -> str:
    """The letters that a line of ``never`` may begin with. Raises ValueError where they can't be told."""
    behind = _BEHIND.match(line)
    letter = _LETTER.match(line, 0 if behind is None else behind.end())
    if letter is None:
        raise ValueError(f"quantities.yaml, never: the first letter of {line} can't be told")
    first = letter["several"] or letter["one"]
    return first + _first_of(line[letter.end() :]) if letter["optional"] else first


def _compiled(line: str) -> str:
    """A line of ``never`` as a pattern."""
    for placeholder, pattern in _placeholders().items():
        line = line.replace(placeholder, pattern)
    if line.startswith("^"):
        return _CLAUSE_START + line[1:]
    return _INSIDE + line[1:] if line.startswith("~") else line


def find_not_quantities(text: str) -> Iterator[tuple[int, int]]:
    """The spans of a squeezed sentence in which no quantity begins, in order, each looked for when it is asked for."""
    return (match.span() for match in _pattern().finditer(text))
