"""Clauses of plans and the names in them: what is cut off at the front and at the end, and where a list divides."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from tracker.words.lexicon import load
from tracker.words.patterns import alternatives, pattern

_PAIRS = ("“”", "《》", "()", "「」", "『』", "‘’", "（）")
_MARKED = re.compile("|".join(f"{re.escape(one)}[^{two}]{{0,39}}{re.escape(two)}" for one, two in map(tuple, _PAIRS)))


@cache
def construction(name: str) -> re.Pattern[str]:
    """The construction of a clause of that name, as the lexicon writes it."""
    return pattern("plans", name)


STOP = re.compile(r"[，；：。！？]")
"""What ends a clause."""

CLAUSE = re.compile(r"[^，；：。！？]+")
"""A clause, to be looked for in masked text."""


def phrase_start(text: str, end: int) -> int:
    """Where the phrase begins that reaches up to ``end``: behind the last comma, colon or full stop."""
    return max(text.rfind(mark, 0, end) for mark in "，；：。") + 1


@lru_cache(maxsize=64)
def mask(text: str) -> str:
    """The text with what stands in quotation marks or brackets blotted out, of the same length."""
    return _MARKED.sub(lambda found: f"{found[0][0]}{'□' * (len(found[0]) - 2)}{found[0][-1]}", text)


def split_list(text: str) -> list[tuple[int, int]]:
    """The members of an enumeration, as offsets: A、B和C; what stands in quotation marks stays whole."""
    masked = mask(text)
    pieces: list[tuple[int, int]] = []
    position = 0
    for found in construction("phrases list").finditer(masked, 1 if masked.startswith("和") else 0):
        if found.start() - position >= 1:
            pieces.append((position, found.start()))
        position = found.end()
    # “A”“B”: names in marks that stand side by side
    pieces.append((position, len(text)))
    divided: list[tuple[int, int]] = []
    for start, end in pieces:
        cut = start
        while (at := text.find("”“", cut + 1, end)) >= 0:
            divided.append((cut, at + 1))
            cut = at + 1
        divided.append((cut, end))
    return [(start, end) for start, end in divided if text[start:end].strip("、，。")]


@cache
def words_of(name: str) -> re.Pattern[str]:
    """A word of that list of the lexicon, anywhere."""
    return re.compile(alternatives(load("plans")[name]))


@cache
def word_set(name: str) -> frozenset[str]:
    """The words of that list of the lexicon."""
    return frozenset(load("plans")[name])


@cache
def words_at_start(name: str) -> re.Pattern[str]:
    """A word of that list of the lexicon, or several, at the front of a text."""
    return re.compile(rf"^(?:{alternatives(load('plans')[name])})+")


@cache
def words_at_end(name: str) -> re.Pattern[str]:
    """A word of that list of the lexicon, or several, at the end of a text."""
    return re.compile(rf"(?:{alternatives(load('plans')[name])})+$")


@cache
def word_at_end(name: str) -> re.Pattern[str]:
    """A word of that list of the lexicon at the end of a text."""
    return re.compile(rf"(?:{alternatives(load('plans')[name])})$")


def opening_end(text: str, start: int = 0) -> int:
    """Where the openings of a clause end: 力争, 年内, 全市, 到2025年, ….."""
    found = construction("all openings").match(text, start)
    return start if found is None else found.end()


def find_time(text: str) -> bool:
    """Whether a clause tells by when: 年内, 6月底前."""
    return construction("time").search(text) is not None


def opening_start(text: str, end: int) -> int:
    """Where the last of the openings begins that reach up to ``end``."""
    one = construction("opening")
    return next((at for at in reversed(range(end)) if opening_end(text, at) == end and one.match(text, at)), end)


def without_time(name: str) -> str:
    """A name without the time, the 再 and the means that stand in it: 水厂8月底前新增…, 利用旧厂房改造…."""
    name = construction("again inside").sub("", construction("inner time").sub("", name))
    name = construction("in the budget").sub("", name)
    return without_means(construction("in place").sub(r"\g<at>", name))


def without_means(name: str) -> str:
    """A name without what its work is done by, or in how many places: 利用旧厂房改造…, 在17个乡镇硬化…."""
    means = construction("means").match(name) or construction("means").match(name, opening_end(name))
    return name if means is None else name[means.end() :]


def kept_verb(text: str, start: int = 0) -> int:
    """Where a verb that names a flow (新建, 改造) ends at the front of a text, or ``start``."""
    found = words_of("kept verbs").match(text, start)
    return start if found is None else found.end()


def strip_joints(text: str) -> str:
    """A name without the words that join it to its number: 覆盖率达到 → 覆盖率."""
    while True:
        text = construction("time at end").sub("", text)
        found = word_at_end("joints").search(text)
        if found is None or found.start() == 0 or word_at_end("joint nouns").search(text):
            return text.rstrip("，、：的")
        text = text[: found.start()]


def strip_openings(text: str) -> str:
    """A name without the openings in front of it and without light verbs: 实施城建项目 → 城建项目."""
    position = opening_end(text)
    while True:
        light = words_of("light verbs").match(text, position)
        if light is None or light.end() >= len(text) - 1 or kept_verb(text, position) > light.end():
            break
        rest = text[light.end() :]
        if rest[0] in "的率量额度性化者区" or (light[0] in ("持有", "拥有") and "的" in rest):
            break
        if construction("noun of a light verb").match(rest):
            break
        position = opening_end(text, light.end())
    if len(text) - position == 1 and position >= 2:
        position = opening_start(text, position)  # 分类|池: a word of the name
    return text[position:].strip("，、：；的了“" if text.count("“") > text.count("”") else "，、：；的了")


_OPERATORS = dict.fromkeys(map(ord, "<>=~"))


def clean(name: str) -> str:
    """A name as it is written in a targets file: balanced marks, no stray punctuation, no operator."""
    name = (
        construction("number of a part")
        .sub("", name.translate(_OPERATORS), count=1)
        .strip("，、：；。！ 　")
        .lstrip("—─-–*·")
    )
    for opener, closer in (("“", "”"), ("《", "》"), ("(", ")")):
        if name.count(opener) > name.count(closer):
            name = name.replace(opener, "", 1) if not name.startswith(opener) else name[1:]
        elif name.count(closer) > name.count(opener):
            at = name.rfind(closer)
            name = name[:at] + name[at + 1 :]
    return name.strip("，、：；。！ 　")
