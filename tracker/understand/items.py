"""Items: a numbered line or a task told again, with what stands under it: who is in charge, how far it has come.

A task and its state are one statement: 1.新建停车场7处。(责任单位：住建局)⏎进展情况：正在选址 tells of no car park. The
figures of the task are goals, and the state decides. What an item's later sentences tell without a name is told of its
title: 4.第四幼儿园。7月竣工交付.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.understand.paragraphs import Paragraph
from tracker.words.lexicon import load, remember
from tracker.words.normal import said
from tracker.words.states import Sense, find_tokens

_NUMBER = re.compile(
    r"(?:\d{1,3}[.、．](?!\d)|\(\d{1,3}\)|[①-⑳]|\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}、)"
)
_BRACKET = re.compile(r"\([^()]*\)")
_TITLE = 40
"""Letters of an item's title; a longer first sentence tells for itself."""


@dataclass(frozen=True, slots=True)
class Item:
    """What holds for the sentences of one paragraph."""

    title: tuple[int, int] | None = None  # of the first sentence of a numbered line, its number left out
    task: str | None = None  # a task told again: what is said of its state, empty for nothing; None: no task


@remember
def _labels() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load("frame")
    states, others = words["labels of a state"], words["labels"]
    some = rf"[^，。；：\d]{{0,4}}(?:{'|'.join(words['labels end in'])})"
    return (
        re.compile(rf"(?:{'|'.join(states)}|{some})：(?P<said>.*)", re.DOTALL),
        re.compile(rf"(?:{'|'.join([*states, *others])}|{some})："),
    )


def begins_with_a_label(text: str) -> bool:
    """Whether a line tells something of the item before it: 进展情况：…."""
    return _labels()[1].match(text.lstrip("(")) is not None


def find_items(form: str, paragraphs: Sequence[Paragraph]) -> list[Item]:
    """The item of each paragraph, in their order."""
    found: list[Item] = []
    title: tuple[int, int] | None = None
    for number, paragraph in enumerate(paragraphs):
        text = said(form, paragraph.start, paragraph.end)
        if _labels()[1].match(text):
            found.append(Item(title))
            continue
        title = _title(form, paragraph)
        found.append(Item(title, _task(form, paragraphs, number, text)))
    return found


_ANY_LABEL = re.compile(r"[\u4e00-\u9fff]{2,6}：(?P<said>[^：]{1,60})")
_OFFICES = re.compile(r"\((?:[\u4e00-\u9fff]{2,5}：[^()：]{2,20}[；，]?)+\)")


def _is_a_state_line(line: str) -> bool:
    """Whether a line behind a short task has a label and tells a state, and no figure: 督查意见：亮红灯，未动工."""
    found = _ANY_LABEL.fullmatch(line.rstrip("。"))
    if found is None or re.search(r"\d+[^\d%年月日号]", found["said"]):
        return False
    return any(
        each.sense not in (Sense.PLAIN, Sense.ADVERB) for each in find_tokens(found["said"], 0, len(found["said"]))
    )


def _title(form: str, paragraph: Paragraph) -> tuple[int, int] | None:
    text = form[paragraph.start : paragraph.end]
    number = _NUMBER.match(text)
    if number is None:
        return None
    start = number.end() + len(text[number.end() :]) - len(text[number.end() :].lstrip())
    stop = re.compile("[。：；\n]").search(text, start)
    end = len(text) if stop is None else stop.start()
    return (paragraph.start + start, paragraph.start + end) if 2 <= end - start <= _TITLE else None


def _task(form: str, paragraphs: Sequence[Paragraph], number: int, text: str) -> str | None:
    """What is said of the state of a task: its labelled lines, and those inside its own line."""
    state, any_label = _labels()
    lines = re.split(r"(?<=[。；])|(?=\()|(?<=\))", text)
    for following in map(paragraphs.__getitem__, range(number + 1, len(paragraphs))):  # a slice copies all that follow
        line = said(form, following.start, following.end)
        if any_label.match(line) is None and not (len(text) <= _TITLE and _is_a_state_line(line)):
            break
        lines.append(line)
    told: list[str] = []
    labelled = False
    for line in lines[1:]:
        bare = line.strip("()")
        found = state.match(bare)
        if found is None and _is_a_state_line(bare):
            found = _ANY_LABEL.match(bare)
        if found is None and any_label.match(bare) is None and _OFFICES.fullmatch(line) is None:
            continue
        labelled = True
        if found is not None:
            told.append(found["said"])
    return "".join(told) if labelled else None
