"""Totals of all the time so far: 累计发放贷款3.6亿元 is no figure of the year."""

from __future__ import annotations

import re

from tracker.understand.clauses import part_start
from tracker.understand.periods import Mark
from tracker.understand.quantity import alternatives
from tracker.words.lexicon import load, remember
from tracker.words.patterns import listed


@remember
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """累计 with a verb, and a verb at the head of a clause."""
    words = load("tense")
    before = f"(?:{alternatives(words['before a verb'])})*"
    verb = f"{before}(?:{alternatives([*words['running verbs'], *load('phrases')['action verbs']])})"
    return re.compile(f"(?:{alternatives(words['running total words'])}){verb}"), re.compile(verb)


def is_running_total(text: str, at: int, marks: list[Mark]) -> bool:
    """Whether the figure at ``at`` is a total so far; a word of time may say of which time it is (全年累计…)."""
    running, verb = _patterns()
    sentence = part_start(text, at)
    found = list(running.finditer(text, sentence, at))
    if not found:
        return False
    start, end = found[-1].span()
    for mark in marks:
        by_then = mark.kind == "upto" or text[mark.start : mark.end] in listed("periods", "ends of a year")
        if mark.period is None or by_then or not sentence <= mark.start < at:
            continue
        # 全年新建公园8个，累计建成86个 are two; 去年，…受灾，累计救助6万人 is of that year
        if mark.start >= end or re.search(r"\d", text[mark.end : start]) is None:
            return False
    # the list of a total goes on in clauses without a verb of their own
    return all(verb.match(clause) is None for clause in text[end:at].split("，")[1:])
