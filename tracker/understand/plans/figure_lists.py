"""Lists of names that share figures: A、B增长5%, A、B分别增长5%和6%."""

from __future__ import annotations

from tracker.understand.plans.descriptive import without_base
from tracker.understand.plans.figure_places import Figure, Place
from tracker.understand.plans.phrases import (
    construction,
    phrase_start,
    split_list,
    strip_joints,
    strip_openings,
)
from tracker.words.lexicon import load


def run_of(place: Place) -> tuple[int, int]:
    """The first and the last figure of the run that a figure stands in (15%、33%): its own index twice without one."""
    first = last = place.index
    while first and _runs_on(place, first - 1):
        first -= 1
    while last + 1 < len(place.figures) and _runs_on(place, last):
        last += 1
    return first, last


def _runs_on(place: Place, index: int) -> bool:
    between = place.text[place.figures[index].end : place.figures[index + 1].start]
    return construction("run of figures").fullmatch(between) is not None


def head_of_run(place: Place) -> str:
    """The words before a run of figures, from the figure before it or the clause's start on."""
    first = run_of(place)[0]
    before = place.figures[first - 1].end if first else 0
    return place.text[max(before, place.clause[0]) : place.figures[first].start].lstrip("、")


def name_in_run(place: Place) -> list[str]:
    """A、B分别增长a和b: the index-th figure of a run has the index-th name."""
    first, last = run_of(place)
    head = head_of_run(place)
    found = construction("change verb").search(head)
    stem = strip_joints(strip_openings(without_base(head if found is None else head[: found.start()])))
    if stem in ("", "分别") and place.clause[0]:
        # 甲补贴、乙补贴，分别由60元、80元提高到90元、120元
        stem = strip_openings(place.text[phrase_start(place.text, place.clause[0] - 1) : place.clause[0] - 1])
    names = spread_list(stem, force=True)
    count = last - first + 1
    if len(names) == count:
        return [names[place.index - first]]
    goods = construction("goods").match(stem)
    if goods is not None and len(goods[0]) == count:
        return [goods[0][place.index - first] + stem[goods.end() :]]
    if count == 2 and construction("town and country").match(stem):
        return [("城镇" if place.index == first else "农村") + stem[2:]]
    return [stem]


def spread_list(stem: str, force: bool = False) -> list[str]:
    """A list of indicators that share a figure, each with the noun that the last one ends in."""
    stem = construction("list with its kind").sub("", stem) if "、" in stem else stem
    pieces = [stem[start:end] for start, end in split_list(stem)]
    if len(pieces) < 2:
        return [stem]
    tails = load("plans")["rate tails"]
    tail = max((word for word in tails if pieces[-1].endswith(word)), key=len, default="")
    if not force and len(pieces) > 6:
        return [stem]
    area = construction("kind of area").match(pieces[-1])
    if area is not None and construction("whole kind of area").fullmatch(pieces[0]):
        tail = pieces[-1][area.end() :]  # 城镇和农村居民人均可支配收入
    if tail and len(pieces[-1]) == len(tail):
        tail = ""  # 工业用电、税收: a name of its own
    own = (tail, *tails)
    return [piece if not tail or piece.endswith(own) else piece + tail for piece in pieces]


def names_before(text: str, count: Figure) -> list[str]:
    """…招投标、…划分、…备案3项指标要全部达到100%: the rate of each of those named before the count."""
    head = strip_openings(text[phrase_start(text, count.start) : count.start])
    return [head[one:two] + "率" for one, two in split_list(head)]
