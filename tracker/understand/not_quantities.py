"""Where numerals stand that count nothing: dates, ordinals, item numbers, names. The words are data."""

from __future__ import annotations

import re

from tracker.words.lexicon import load, remember
from tracker.words.units import unit_names

_NUMERAL = r"(?:\d{1,12}|[零一二两三四五六七八九十百千万亿]{1,6})"
_CLAUSE_START = r"(?:^|(?<=[。；：，、！？\s]))"
_INSIDE = r"(?<=[\u4e00-\u9fff])"

_YEAR = r"(?:19|20)\d\d"
_JOIN = r"[-—–－~～至到]{1,2}"
_DATES = (
    rf"(?<!\d){_YEAR}年?(?:{_JOIN}{_YEAR})?年(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?",
    rf"(?<!\d)\d{{1,2}}月份?{_JOIN}\d{{1,2}}月份?",
    r"(?<!\d)\d{1,2}月(?:\d{1,2}日|份|底|初|末|中旬|上旬|下旬)?",
    rf"(?<!\d)\d{{1,2}}{_JOIN}\d{{1,2}}月",
    rf"(?<!\d){_YEAR}(?=、{_YEAR}年|{_JOIN}{_YEAR}年)",
    rf"(?<!\d){_YEAR}-\d{{1,2}}-\d{{1,2}}",
    r"(?<!\d)\d{1,2}[:：]\d\d(?!\d)",
    r"(?<!\d)\d{1,2}日(?!均)",
)
_QUOTED = r"[“\"‘'「『][^”\"’'」』，。；]{0,16}[”\"’'」』]|《[^《》。]{0,40}》"


@remember
def _placeholders() -> dict[str, str]:
    latin = sorted(
        (name for name in unit_names() if name.isascii() and name.isalpha()), key=lambda name: (-len(name), name)
    )
    letters = r"(?:[A-Za-z]{1,12}+)"
    return {
        "{n}": _NUMERAL,
        "{d}": r"(?:(?<!\d)\d{1,12}+(?:\.\d{1,6}+)?+)",
        "{h}": r"[零一二两三四五六七八九十百千万亿]{1,4}",
        "{l}": letters,
        "{w}": rf"(?:(?!(?:{'|'.join(latin)})(?![A-Za-z\d])){letters})",
    }


@remember
def _pattern() -> re.Pattern[str]:
    lines = [line for group in load("quantities")["never"].values() for line in group]
    ordered = sorted(lines, key=lambda line: (-len(line), line))
    return re.compile("|".join([*_DATES, _QUOTED, *map(_compiled, ordered)]))


def _compiled(line: str) -> str:
    """A line of ``never`` as a pattern."""
    for placeholder, pattern in _placeholders().items():
        line = line.replace(placeholder, pattern)
    if line.startswith("^"):
        return _CLAUSE_START + line[1:]
    return _INSIDE + line[1:] if line.startswith("~") else line


def find_not_quantities(text: str) -> list[tuple[int, int]]:
    """The spans of a squeezed sentence in which no quantity begins, in order."""
    return [match.span() for match in _pattern().finditer(text)]
