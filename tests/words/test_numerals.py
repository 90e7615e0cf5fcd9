"""Numerals: written out and read again they are the same."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.words.numerals import LONGEST, parse_approximate, parse_numeral, write_numeral


@given(st.integers(0, 10**12 - 1))
def test_a_numeral_written_out_and_read_again_is_the_same(value: int) -> None:
    assert parse_numeral(write_numeral(value)) == value


@given(st.integers(0, 10**9), st.sampled_from(["", "万", "亿"]))
def test_digits_with_a_scale(value: int, scale: str) -> None:
    factor = {"": 1, "万": 10**4, "亿": 10**8}[scale]
    assert parse_numeral(f"{value}{scale}") == value * factor
    assert parse_numeral(f"{value:,}{scale}") == value * factor


@given(st.decimals("0.01", "9999", places=2))
def test_a_scale_leaves_no_zeros_behind_the_point(value: Decimal) -> None:
    read = parse_numeral(f"{value}万")
    assert read == value * 10_000
    assert read is not None
    assert read.as_tuple().exponent == 0


WRITTEN = [
    ("两千", 2000), ("一万五", 15000), ("一百五", 150), ("三千零五", 3005), ("二〇二二", 2022), ("一九九八", 1998),
    ("百", 100), ("万亿", 10**12), ("五点三", Decimal("5.3")), ("一点二亿", 120_000_000), ("1万6千", 16000),
    ("1亿2000万", 120_000_000), ("零", 0),
]  # fmt: skip


@pytest.mark.parametrize(("written", "value"), WRITTEN)
def test_how_texts_write_numbers(written: str, value: Decimal) -> None:
    assert parse_numeral(written) == value


NONE = ["", "三四", "两三百", "五点", "点五", "abc", "9" * (LONGEST + 1), "亿" * 10_000, "1万6亿"]


@pytest.mark.parametrize("written", NONE)
def test_what_is_no_number(written: str) -> None:
    assert parse_numeral(written) is None


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [("三四", 3, 4), ("两三百", 200, 300), ("七八十万", 700_000, 800_000), ("三十", None, None)],
)
def test_two_neighbouring_digits_are_a_range(written: str, low: int | None, high: int | None) -> None:
    assert parse_approximate(written) == (None if low is None or high is None else (Decimal(low), Decimal(high)))


def test_only_what_can_be_written_is_written() -> None:
    with pytest.raises(ValueError, match="is not from 0"):
        write_numeral(10**12)
