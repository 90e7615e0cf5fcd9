"""Patterns that look at the first letter: they find what they would find without that look, only sooner."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.understand import goals, not_quantities, quantities
from tracker.understand.basis import clause_start
from tracker.understand.not_quantities import _first_of
from tracker.words.patterns import pattern

LETTERS = (
    "零〇一二两三四五六七八九十百千万亿壹贰叁拾佰点多余几来半数过成翻番倍全覆盖清归零第届次中会新条头年名强位排"
    "其劣Ⅲ类大时期间规划计元人亩处个家公里米吨户%0123456789.,-−+:()（）A级GDP“”《》、，。负为达长分之至和比目标任务应完成计划年度安排下达全年"
)
TEXTS = st.text(alphabet=LETTERS, max_size=24)
BEHIND_A_LOOK = {
    "quantities": quantities._pattern,
    "not quantities": not_quantities._pattern,
    "before an object": lambda: pattern("phrases", "before an object"),
}


def found(pattern: str, text: str) -> list[tuple[int, int]]:
    """Every match, also those that overlap."""
    compiled = re.compile(pattern)
    matches = [compiled.match(text, at) for at in range(len(text) + 1)]
    return [match.span() for match in matches if match is not None]


@pytest.mark.parametrize("name", BEHIND_A_LOOK)
@given(text=TEXTS)
def test_the_look_at_the_first_letter_takes_nothing_out(name: str, text: str) -> None:
    """A word or a form that is added to the lexicon and begins otherwise would be lost in silence."""
    whole = BEHIND_A_LOOK[name]().pattern
    bare = re.sub(r"^\(\?=(?:\(\?:)?\[(?:\\.|[^\]\\])*\]\)+", "", whole)
    assert bare != whole
    assert found(whole, text) == found(bare, text)


@given(text=TEXTS)
def test_a_sentence_without_the_words_of_a_goal_has_none(text: str) -> None:
    patterns = goals._patterns()
    assert patterns["goal"].search(text) is None or patterns["any goal"].search(text) is not None


@pytest.mark.parametrize(
    ("line", "first"),
    [("第{n}", "第"), ("[居列排]{n}位", "居列排"), ("劣?Ⅲ+类", "劣Ⅲ"), (r"(?<!\d)96", "9"), ("(?<!同比)[+]{d}", "+")],
)
def test_what_a_line_begins_with(line: str, first: str) -> None:
    assert _first_of(line) == first


def test_what_can_not_be_told_is_refused() -> None:
    with pytest.raises(ValueError, match="first letter"):
        _first_of("(?:第|头){n}")


@given(text=TEXTS, end=st.integers(0, 24))
def test_a_clause_begins_behind_the_last_mark_before(text: str, end: int) -> None:
    cuts = re.finditer(r"[，；。：！？、,;:!?\n]|\d(?=[^年月日季度\d.])", text[:end])
    assert clause_start(text, min(end, len(text))) == max((cut.end() for cut in cuts), default=0)
