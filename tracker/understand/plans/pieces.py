"""Stretches of a plan without numbers, cut at their paragraphs and run-in headings; goals cut by clause."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice, pairwise

from tracker.model import DraftTarget
from tracker.understand.paragraphs import Paragraph
from tracker.understand.plans.phrases import construction

Outside = tuple[int, int, str]
"""A stretch that stands outside the commitments, and its heading."""


def unnumbered_pieces(folded: str, paragraphs: list[Paragraph], start: int, end: int) -> list[tuple[int, int, str]]:
    """A stretch without numbers cut at its paragraphs and run-in headings (加强国土资源保护利用。…)."""
    pieces: list[tuple[int, int, str]] = []
    pending = ""
    headed = _headed(folded, paragraphs, start, end)
    for each in _reaching(paragraphs, start, end):
        one, two = max(start, each.start), min(end, each.end)
        if one >= two or not folded[one:two].strip(" \n　。，；："):
            continue
        text = folded[one:two]
        bare = "".join(text.split())
        if pieces and construction("label line").match(text):
            pieces[-1] = (pieces[-1][0], two, pieces[-1][2])
            continue
        if construction("lost cell").fullmatch(bare):
            pending = ""  # a cell of a table whose rows were lost
            continue
        if len(bare) <= 20 and bare[-1:] not in "。；：！？，":
            pending = bare  # a heading on a line of its own
            continue
        if construction("address").fullmatch(bare):
            continue
        pieces += [(one + left, one + right, head or pending) for left, right, head in _cut(text, headed)]
        pending = ""
    return pieces


def _cut(text: str, headed: bool) -> Iterator[tuple[int, int, str]]:
    """A paragraph cut at the headings run into it and where its sentences open alike; with its heading, or none."""
    named = [found.start() for found in construction("run in heading").finditer(text) if _is_run_in(text, found)]
    if headed:
        named = [cut for cut in named if not text[:cut].strip()]
    cuts = sorted({*named, *([] if headed else _alike(text))})
    if len(cuts) < 2 and cuts != [0]:
        yield 0, len(text), ""
        return
    for left, right in pairwise([0, *filter(None, cuts), len(text)]):
        if text[left:right].strip(" \n　。"):
            head = construction("run in heading").match(text[left:right].lstrip()) if left in named else None
            yield left, right, "" if head is None else head[0].rstrip("。")


def _reaching(paragraphs: list[Paragraph], start: int, end: int) -> Iterator[Paragraph]:
    """The paragraphs that reach into a stretch; they are in order."""
    for each in islice(paragraphs, bisect_right(paragraphs, start, key=lambda each: each.end), None):
        if each.start >= end:
            return
        yield each


def _headed(folded: str, paragraphs: list[Paragraph], start: int, end: int) -> bool:
    """Whether the paragraphs of a group begin each with its heading: then no other short sentence is one."""
    found = []
    for each in _reaching(paragraphs, start, end):
        one, two = max(start, each.start), min(end, each.end)
        if one < two and len(folded[one:two].strip()) > 30:
            found.append(construction("run in heading").match(folded[one:two].lstrip()) is not None)
    return len(found) >= 2 and sum(found) >= 2 and sum(found) * 5 >= len(found) * 3


def _alike(text: str) -> list[int]:
    """Where sentences open alike, three times or more: 在航空领域，… 在汽车领域，…."""
    found = [match.start() + len(match[0]) - len(match[0].lstrip()) for match in construction("field").finditer(text)]
    return found if len(found) >= 3 else []


def _is_run_in(text: str, found: re.Match[str]) -> bool:
    """A short sentence without figure, list or comma, at a sentence's start, with a longer one behind it."""
    before, following = text[: found.start()].rstrip(), text[found.end() :]
    stop = following.find("。")
    inside = before[-1:] not in ("", "。", "！", "？")
    if inside or stop < 0 or construction("task of its own").match(found[0]):
        return False
    return stop + 1 > len(found[0]) or "，" in following[:stop]


def asks_for_works(heading: str) -> bool:
    """A part on general lines (总体要求) names no works of its own."""
    return bool(heading) and construction("general heading").search(heading) is None


def joined(outside: list[Outside]) -> list[Outside]:
    """Stretches in the order of the text, neighbours under one heading as one."""
    found: list[Outside] = []
    for start, end, heading in sorted(outside):
        if start >= end:
            continue
        if found and heading and found[-1][2] == heading:
            found[-1] = (found[-1][0], end, heading)
        else:
            found.append((start, end, heading))
    return found


_PARTS = re.compile("[，；。：]")


def by_clause(targets: list[DraftTarget], text: str) -> list[list[DraftTarget]]:
    """Headline goals by clause: those that share one (A和B分别…) stay together."""
    groups: list[list[DraftTarget]] = []
    for each in targets:
        if groups and (each.start < groups[-1][-1].end or not _PARTS.search(text, groups[-1][-1].end, each.start)):
            groups[-1].append(each)
        else:
            groups.append([each])
    return groups
