"""Items: a numbered line or a task told again, with what stands under it: who is in charge, how far it has come.

A task and its state are one statement: 1.新建停车场7处。(责任单位：住建局)⏎进展情况：正在选址 tells of no car park. The
figures of the task are goals, and the state decides. What an item's later sentences tell without a name is told of its
title: 4.第四幼儿园。7月竣工交付.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.understand.frame import said_in
from tracker.understand.paragraphs import Paragraph
from tracker.words.lexicon import load, remember
from tracker.words.normal import Squeezed, said, squeeze
from tracker.words.states import Sense, find_tokens

_BRACKET = re.compile(r"\([^()]*\)")
_TITLE = 40
"""Letters of an item's title; a longer first sentence tells for itself."""


@dataclass(frozen=True, slots=True)
class Item:
    """What holds for the sentences of one paragraph."""

    title: tuple[int, int] | None = None  # of the first sentence of a numbered line, its number left out
    task: str | None = None  # a task told again: what is said of its state, empty for nothing; None: no task
    several: bool = False  # more than one thing was asked for
    told_behind: bool = False  # the line's first sentence is the task, and those behind it tell its state


@remember
def _labels() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Labels of a state, with what is said behind them; all labels; and those of a task."""
    words = load("frame")
    states, tasks, others = words["labels of a state"], words["labels of a task"], words["labels"]
    some = rf"[^，。；：\d]{{0,4}}(?:{'|'.join(words['labels end in'])})"
    return (
        re.compile(rf"(?:{'|'.join(states)}|{some})：(?P<said>.*)", re.DOTALL),
        re.compile(rf"(?:{'|'.join([*states, *tasks, *others])}|{some})："),
        re.compile(rf"(?:{'|'.join(tasks)})："),
    )


def begins_with_a_label(text: str) -> bool:
    """Whether a line tells something of the item before it: 进展情况：…."""
    return _labels()[1].match(text.lstrip("(")) is not None


def begins_with_a_task(text: str) -> bool:
    """Whether a line tells what was asked for: 任务：新增托位260个."""
    return _labels()[2].match(text.lstrip("(")) is not None


def without_offices(sentence: Squeezed) -> Squeezed:
    """A sentence without the bracket at its front that says who is in charge: (责任单位：住建局)主管网铺设完成65%."""
    found = _OFFICES.match(sentence.text)
    if found is None or found.end() == len(sentence.text):
        return sentence
    return Squeezed(sentence.text[found.end() :], sentence.at[found.end() :], sentence.end)


def tells_of_tasks(title: str) -> bool:
    """Whether a title says that a text tells how far tasks have come: 重点任务落实情况的督查通报."""
    return said_in("progress").search(title) is not None and any(word in title for word in load("frame")["tasks"])


def find_items(form: str, paragraphs: Sequence[Paragraph], of_tasks: bool = False) -> list[Item]:
    """The item of each paragraph, in their order; ``of_tasks``: the text tells how far tasks have come.

    There a numbered line's first sentence is the task, and those behind it tell its state: 5.新建基站9个。已建成7个.
    """
    found: list[Item] = []
    title: tuple[int, int] | None = None
    for number, paragraph in enumerate(paragraphs):
        text = said(form, paragraph.start, paragraph.end)
        if begins_with_a_label(text):
            task = _task(form, paragraphs, number, text) if begins_with_a_task(text) else None
            found.append(Item(title, task, _asks_for_several(text)))
            continue
        title = _title(form, paragraph)
        task = _task(form, paragraphs, number, text)
        if task == "" and _tells_itself(text, None if title is None else said(form, *title)):
            task = None
        state = _behind_the_task(text) if of_tasks and not task else ""
        if state:
            found.append(Item(title, state, _asks_for_several(text.split("。")[0]), told_behind=True))
            continue
        found.append(Item(title, task, _asks_for_several(text)))
    return found


_ANY_LABEL = re.compile(r"[\u4e00-\u9fff]{2,6}：(?P<said>[^：]{1,60})")
_OFFICES = re.compile(r"\((?:[\u4e00-\u9fff]{2,5}：[^()：]{2,20}[；，]?)+\)")


def _is_a_state_line(line: str) -> bool:
    """Whether a line behind a short task has a label and tells a state, and no figure: 督查意见：亮红灯，未动工."""
    found = _ANY_LABEL.fullmatch(line.rstrip("。"))
    if found is None or said_in("figure in a label").search(found["said"]):
        return False
    return any(
        each.sense not in (Sense.PLAIN, Sense.ADVERB) for each in find_tokens(found["said"], 0, len(found["said"]))
    )


def _tells_itself(text: str, title: str | None) -> bool:
    """Whether an item tells how far it is in its own words, not by a label: (一)某公路。10月交工通车。(牵头单位：…)."""
    bare = _OFFICES.sub("", text)
    if said_in("told").search(bare):
        return True
    if title is None or re.search(r"\d", title) or bare.count("。") < 2:
        return False
    return not any(each.sense in (Sense.DONE, Sense.BEGIN) for each in find_tokens(title, 0, len(title)))


_WHO_AND_WHEN = re.compile(r"\([^()：]{2,6}：[^()]*\)")


def _behind_the_task(text: str) -> str:
    """What a numbered line says behind its first sentence, where that one is a task; else empty."""
    number = said_in("number of a line").match(text)
    stop = text.find("。")
    if number is None or stop < 0 or stop == len(text) - 1:
        return ""
    task = _OFFICES.sub("", text[number.end() : stop])
    asks = re.search(r"\d", task) is not None or any(
        each.sense in (Sense.DONE, Sense.BEGIN, Sense.GOING) for each in find_tokens(task, 0, len(task))
    )
    behind = _WHO_AND_WHEN.sub("", text[stop + 1 :])
    return behind if asks and said_in("told").search(task) is None else ""


def _asks_for_several(text: str) -> bool:
    """Whether a task's line has several clauses: 建成中心4个，适老化改造220户."""
    asked = text.partition("：")[2] if begins_with_a_task(text) else _before_the_labels(text)
    return re.search(r"[，；、]", _BRACKET.sub("", asked).rstrip("，；、。")) is not None


def _before_the_labels(text: str) -> str:
    """A line up to its first label: 清淤渠道95公里|。责任单位：水务局；进度：100%."""
    head, label, _ = text.partition("：")
    ends = [head.rfind(mark) for mark in "。；，("]
    return head[: max(0, *ends)] if label else text


def _title(form: str, paragraph: Paragraph) -> tuple[int, int] | None:
    line = form.find("\n", paragraph.start, paragraph.end)
    first = squeeze(form, paragraph.start, paragraph.end if line < 0 else line)
    number = said_in("number of a line").match(first.text)
    if number is None:
        return None
    stop = re.compile("[。：；]").search(first.text, number.end())
    end = len(first.text) if stop is None else stop.start()
    return first.span(number.end(), end) if 2 <= end - number.end() <= _TITLE else None


def _task(form: str, paragraphs: Sequence[Paragraph], number: int, text: str) -> str | None:
    """What is said of the state of a task: its labelled lines, and those inside its own line."""
    state, any_label, _ = _labels()
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
