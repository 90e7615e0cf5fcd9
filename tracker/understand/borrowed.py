"""What a short name borrows from a longer one before it: 省级家庭农场…，县级|26家; 新增学位…，其中小学|3800个."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.understand.names import Span, leading_action, without_verbs
from tracker.understand.quantity import alternatives
from tracker.words.lexicon import load, remember
from tracker.words.patterns import pattern, source
from tracker.words.units import find_unit


@dataclass(frozen=True, slots=True)
class _Patterns:
    rank: re.Pattern[str]  # 省级, 护理型: which one of a kind, without the noun
    row: dict[str, re.Pattern[str]]  # for each such word those that stand in its place
    figure: re.Pattern[str]  # an ending that says what is measured: 面积, 产量
    whole: re.Pattern[str]
    total: re.Pattern[str]
    behind: re.Pattern[str]


@remember
def _patterns() -> _Patterns:
    words = load("phrases")
    rows = {word: re.compile(rf"(?:{alternatives(row)})(?:及?以[上下])?") for row in words["ranks"] for word in row}
    growths = load("quantities")["growth nouns"]
    figures = [each for each in (*words["shared endings"], *words["figures of things"]) if each not in growths]
    sums = source("phrases", "sum or more")
    wholes = words["whole endings"]
    return _Patterns(
        re.compile(rf"(?:{alternatives(rows)}|{sums}|[\u4e00-\u9fff]{{1,6}}[{words['rank letters']}])"),
        rows,
        re.compile(rf"总?(?:{alternatives(figures)})$"),
        re.compile(rf"(?:{alternatives([*figures, *wholes])})$"),
        re.compile(rf"(?:{alternatives(words['totals'])})$"),
        re.compile(rf"(?:{alternatives(words['action verbs'])})$"),
    )


def is_rank(name: str) -> bool:
    """Whether a name says only which one of a kind: 省级, 护理型, 小学."""
    return _patterns().rank.fullmatch(name) is not None


def measures_things(name: str) -> bool:
    """Whether a name ends with what is measured of things: 完成投资, 总产量; not 完成率, 总数."""
    return _patterns().figure.search(name) is not None


def _sums(text: str, own: Span) -> re.Pattern[str] | None:
    """The pattern of sums, where ``own`` is one that tells of which kind something is: 亿元以上."""
    sums = pattern("phrases", "sum or more")
    return None if sums.fullmatch(text, *own) is None else sums


def in_place_of(text: str, own: Span, names: list[Span]) -> list[Span]:
    """The names with the word of ``own`` in place of one of its row: 培育|县级|家庭农场; [] where they have none."""
    row = _patterns().row.get(text[slice(*own)]) or _sums(text, own)
    for number, (start, end) in enumerate(names):
        found = None if row is None else row.search(text, start, end)
        if found is not None:
            pieces = [*names[:number], (start, found.start()), own, (found.end(), end), *names[number + 1 :]]
            return [piece for piece in pieces if piece[0] < piece[1]]
    return []


def of_the_whole(text: str, own: Span, names: list[Span], done: bool = True) -> list[Span]:
    """The name of a part, with what it lacks of the name of the whole: its verb, its noun, or what is measured.

    新增学位…其中|小学: 新增|小学|学位; 新增企业…其中|规上工业企业: 新增|规上工业企业; 粮食面积…其中|大豆: 大豆|面积.
    What is not ``done``, but has been reached (其中规上企业达到138家), has no verb.
    """
    if not names:
        return [own]
    first = names[0]
    verb_end = leading_action(text, first) if done else first[0]
    verb = [(first[0], verb_end)] if verb_end > first[0] and leading_action(text, own) == own[0] else []
    rest = without_verbs(text, names)
    if is_rank(text[slice(*own)]):
        if not verb and done and (told := _patterns().behind.search(text, *names[-1])) is not None:
            verb = [told.span()] if told.start() > names[-1][0] else []  # 孵化载体新增53个，其中国家级|9家
        return [*verb, *(in_place_of(text, own, rest) or [own, *rest])]
    ending = _patterns().figure.search(text, *rest[-1]) if rest else None
    if ending is None or _patterns().whole.search(text, *own):
        behind = None if verb or not done else _patterns().behind.search(text, *names[-1])
        if behind is None or behind.start() <= names[-1][0] or _patterns().behind.search(text, *own):
            return [*verb, own]
        return [own, behind.span()]  # 居家适老化改造…其中困难家庭: 困难家庭|改造
    return [*verb, own, ending.span()]


def without_figure(text: str, own: Span, names: list[Span]) -> list[Span]:
    """The names without what they measure, where ``own`` measures another thing of them: 粮食播种面积…，总产量."""
    patterns = _patterns()
    other = patterns.figure.fullmatch(text, *own)
    ending = patterns.figure.search(text, *names[-1]) if names else None
    if other is None or ending is None or ending[0].removeprefix("总") == other[0].removeprefix("总"):
        return names
    kept = [*names[:-1], (names[-1][0], ending.start())]
    return without_verbs(text, [piece for piece in kept if piece[0] < piece[1]])


def without_total(text: str, names: list[Span]) -> list[Span]:
    """The names without the noun for the whole of them, where a verb tells what was done: 市场主体总量…，新登记."""
    found = _patterns().total.search(text, *names[-1]) if names else None
    if found is None or found.start() <= names[-1][0]:
        return names
    return [*names[:-1], (names[-1][0], found.start())]


def count_alike(one: str | None, other: str | None) -> bool:
    """Whether two amounts may count the same kind of thing."""
    if one == other:
        return True
    first, second = find_unit(one or ""), find_unit(other or "")
    if first is None or second is None:
        return False
    return bool(first.groups & second.groups) or (first.kind is not None and first.kind == second.kind)
