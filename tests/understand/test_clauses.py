"""Where a clause, a part of a sentence or an item of a list begins and ends."""

from __future__ import annotations

import pytest

from tests.understand.reading import observe
from tracker.model import Tense
from tracker.understand.clauses import (
    LONGEST,
    MOST,
    clause_end,
    clause_start,
    clauses,
    ends_at,
    in_a_title,
    in_one_clause,
    item_start,
    part_start,
)

SENTENCE = "新建公园3个，改造小区5个(目标：6个)；栽树、种草8亩。"


@pytest.mark.parametrize(
    ("at", "clause", "bracket", "part", "item"),
    [
        ("3个", "新建公园3个", "新建公园3个", "新建公园3个", "新建公园3个"),
        ("5个", "改造小区5个", "改造小区5个", "新建公园3个", "改造小区5个"),
        ("目标", "改造小区5个(目标", "目标", "新建公园3个", "改造小区5个"),
        ("6个", "6个", "6个", "新建公园3个", "6个"),
        ("8亩", "栽树、种草8亩", "栽树、种草8亩", "栽树", "种草8亩"),
    ],
)
def test_where_what_reaches_up_to_an_offset_begins(at: str, clause: str, bracket: str, part: str, item: str) -> None:
    here = SENTENCE.index(at)
    assert SENTENCE[clause_start(SENTENCE, here) :].startswith(clause)
    assert SENTENCE[clause_start(SENTENCE, here, brackets=True) :].startswith(bracket)
    assert SENTENCE[part_start(SENTENCE, here) :].startswith(part)
    assert SENTENCE[item_start(SENTENCE, here) :].startswith(item)


def test_a_mark_at_the_offset_itself_ends_what_reaches_up_to_it() -> None:
    assert clause_start(SENTENCE, SENTENCE.index("，")) == 0
    assert clause_start(SENTENCE, SENTENCE.index("，") + 1) == SENTENCE.index("改造")


def test_the_end_of_a_clause() -> None:
    end = clause_end(SENTENCE, 2)
    assert SENTENCE[:end] == "新建公园3个"
    assert ends_at(SENTENCE, end)
    assert ends_at(SENTENCE, len(SENTENCE))
    assert clause_end(SENTENCE, end) == end
    long = "路" * (LONGEST + 9)
    assert clause_end(long, 3) == LONGEST + 3
    assert not ends_at(long, LONGEST + 3)


def test_clauses_in_their_order_and_not_too_many() -> None:
    assert [SENTENCE[slice(*each)] for each in clauses(SENTENCE, 0)] == [
        "新建公园3个",
        "改造小区5个(目标",
        "6个)",
        "栽树、种草8亩",
    ]
    assert len(list(clauses("路，" * 40, 0))) == MOST


@pytest.mark.parametrize(
    ("text", "one"),
    [("2019年新建3所", True), ("2019年：新建3所", True), ("2019年，新建3所", False), ("2019年；新建3所", False)],
)
def test_a_colon_leads_on(text: str, one: bool) -> None:
    assert in_one_clause(text, 5, text.index("3")) is one


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("《总体规划2035年", True),
        ("《总体规划》2035年", False),
        ("》2035年", False),
        ("《甲》《乙2035年", True),
        ("2035年", False),
    ],
)
def test_a_title_goes_on_up_to_its_sign(text: str, inside: bool) -> None:
    assert in_a_title(text, text.index("2")) is inside


def test_what_was_done_outside_a_bracket_says_nothing_of_the_plan_in_it() -> None:
    """完成 before the bracket doesn't reach the task in it: seven millions were asked for, and not spent."""
    told = {int(each.value): each.tense for each in observe("完成投资640万元(目标任务700万元)。")}
    assert told == {6_400_000: Tense.PAST, 7_000_000: Tense.PLAN}
