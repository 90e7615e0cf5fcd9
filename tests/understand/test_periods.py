"""Words of time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.model import Period
from tracker.understand.periods import _PERIOD_OF, find_marks, find_years, five_year_plan
from tracker.words.lexicon import load
from tracker.words.patterns import filled, pattern


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2022年完成", "2022"),
        ("2018—2022年累计", "2018..2022"),
        ("2018年至2022年", "2018..2022"),
        ("2019年1—11月完成", "2019-01..2019-11"),
        ("1-11月完成", "2022-01..2022-11"),
        ("前三季度完成", "2022-01..2022-09"),
        ("2021年上半年完成", "2021-01..2021-06"),
        ("去年完成", "2022"),
        ("前年完成", "2021"),
        ("今年完成", "2023"),
        ("明年完成", "2024"),
        ("五年来完成", "2018..2022"),
        ("近三年累计完成", "2020..2022"),
        ("近三年，完成", "2020..2022"),
        ("2019年以来，完成", "2019..2022"),
        ("今后三年完成", "2023..2025"),
        ("未来5年完成", "2023..2027"),
        ("今明两年完成", "2023..2024"),
        ("用两年时间完成", "2023..2024"),
        ("三年内完成", "2023..2025"),
        ("近年来，完成", "None"),
        ("建县以来，完成", "None"),
        ("连续两年完成", "2022"),
        ("“十三五”时期完成", "2016..2020"),
        ("全年完成", "2022"),
    ],
)
def test_a_word_of_time_names_its_period(text: str, period: str) -> None:
    """In a report of 2023 that looks back on 2022."""
    [mark] = find_marks(text, 2023, Period.of_year(2022))
    assert str(mark.period) == period
    assert text[mark.start : mark.end] in text


@pytest.mark.parametrize(
    "text", ["比2021年提高", "从2017年的", "由2017年的", "1985年以来最高", "2010年代", "较去年增长"]
)
def test_what_a_figure_is_compared_with_is_no_time_of_its_own(text: str) -> None:
    assert find_marks(text, 2023, Period.of_year(2022)) == []


def test_growth_over_an_earlier_year_is_of_all_years_since() -> None:
    [mark] = find_marks("比2017年增长", 2023, Period.of_year(2022))
    assert (mark.kind, str(mark.period)) == ("since", "2018..2022")


def test_five_year_plans_count_from_the_sixth() -> None:
    assert str(five_year_plan("十一")) == "2006..2010"
    assert str(five_year_plan("十")) == "2001..2005"
    assert str(five_year_plan("十四")) == "2021..2025"


def test_years_are_found_in_lists_too() -> None:
    assert find_years("1998、1999年连续丰收，2001年歉收") == [1998, 1999, 2001]


def test_every_kind_of_mark_has_its_period() -> None:
    """A kind that is added to periods.yaml needs a line in the table, or reading it would end in a KeyError."""
    assert set(_PERIOD_OF) == set(load("periods")["marks"])


@pytest.mark.parametrize("kind", load("periods")["marks"])
def test_every_mark_has_a_letter_without_which_none_is_looked_for(kind: str) -> None:
    @given(st.from_regex(filled("periods", load("periods")["marks"][kind])))
    def look(text: str) -> None:
        assert pattern("periods", "in every mark").search(text) is not None

    look()
