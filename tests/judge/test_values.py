"""An amount against a target: operators, bounds and ratios, at their edges."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.judge.making import judge
from tracker.judge.amounts import written_amount
from tracker.judge.values import judge_value, ratio_of, satisfies
from tracker.model import Better, Bound, FigureTarget, Op

HIGHER, LOWER = Better.HIGHER, Better.LOWER
TOLERANCE = Decimal("0.05")


@pytest.mark.parametrize(
    ("op", "asked", "better", "good", "bad"),
    [
        (Op.AT_LEAST, "5", HIGHER, ["5", "5.1", "900"], ["4.99", "0", "-5"]),
        (Op.AT_MOST, "5", LOWER, ["5", "0", "-1"], ["5.01", "6"]),
        (Op.MORE, "5", HIGHER, ["5.01"], ["5", "4"]),
        (Op.LESS, "5", LOWER, ["4.99"], ["5", "6"]),
        (Op.EQUAL, "5", HIGHER, ["5", "5.0"], ["4.9", "5.1"]),
        (Op.ABOUT, "7", HIGHER, ["6.65", "6.7", "9"], ["6.6", "0"]),
        (Op.ABOUT, "3", LOWER, ["3.15", "2", "-1"], ["3.16", "4"]),
        (Op.ABOUT, "-4", HIGHER, ["-4.2", "-4", "0"], ["-4.3"]),
        (Op.AT_LEAST, "0", HIGHER, ["0", "0.1"], ["-0.1"]),
    ],
)
def test_operators(op: Op, asked: str, better: Better, good: list[str], bad: list[str]) -> None:
    for value, expected in [*((each, True) for each in good), *((each, False) for each in bad)]:
        assert satisfies(Decimal(value), op, Decimal(asked), None, better, TOLERANCE) is expected, value


def test_a_range_is_met_on_its_good_side() -> None:
    low, high = Decimal(6), Decimal("6.5")
    assert [satisfies(Decimal(v), Op.RANGE, low, high, HIGHER, TOLERANCE) for v in ("5.9", "6", "6.5", "7")] == [
        False, True, True, True,
    ]  # fmt: skip
    assert [satisfies(Decimal(v), Op.RANGE, low, high, LOWER, TOLERANCE) for v in ("5.9", "6.5", "6.6")] == [
        True, True, False,
    ]  # fmt: skip


def target(op: Op, value: str, better: Better = HIGHER) -> FigureTarget:
    return FigureTarget("甲", op, Decimal(value), "处", better=better)


@pytest.mark.parametrize(
    ("op", "asked", "said", "bound", "expected"),
    [
        (Op.AT_LEAST, "1400", "1400", Bound.UPPER, False),  # 近1400万 falls short of 1400万
        (Op.AT_LEAST, "1300", "1400", Bound.UPPER, True),
        (Op.AT_LEAST, "1390", "1400", Bound.UPPER, None),
        (Op.AT_LEAST, "6500", "6600", Bound.LOWER, True),
        (Op.AT_LEAST, "20", "20", Bound.LOWER, True),
        (Op.AT_LEAST, "20.5", "20", Bound.LOWER, None),
        (Op.AT_LEAST, "40", "20", Bound.LOWER, False),
        (Op.MORE, "20", "20", Bound.LOWER, True),
        (Op.MORE, "20", "20", Bound.EXACT, False),
        (Op.AT_MOST, "8000", "8000", Bound.LOWER, False),  # 超过8000人
        (Op.AT_MOST, "8000", "8000", Bound.UPPER, True),
        (Op.AT_MOST, "8000", "9000", Bound.LOWER, False),
        (Op.AT_LEAST, "5", "5", Bound.ABOUT, True),
    ],
)
def test_bounds(op: Op, asked: str, said: str, bound: Bound, expected: bool | None) -> None:
    better = LOWER if op in (Op.AT_MOST, Op.LESS) else HIGHER
    assert judge_value(target(op, asked, better), Decimal(said), None, bound) is expected


def test_a_range_in_the_report_decides_from_one_side_alone() -> None:
    asked = target(Op.AT_LEAST, "10")
    assert judge_value(asked, Decimal(11), Decimal(12), Bound.EXACT) is True
    assert judge_value(asked, Decimal(8), Decimal(9), Bound.EXACT) is False
    assert judge_value(asked, Decimal(9), Decimal(12), Bound.EXACT) is None


@pytest.mark.parametrize(
    ("op", "better", "asked", "said", "ratio"),
    [
        (Op.AT_LEAST, HIGHER, "1600", "4233", "2.646"),
        (Op.AT_LEAST, HIGHER, "120", "118.45", "0.987"),
        (Op.AT_MOST, LOWER, "4.5", "4.9", "0.918"),  # the sensible way round: more than 1 is good
        (Op.AT_MOST, LOWER, "4.5", "3.8", "1.184"),
        (Op.AT_MOST, LOWER, "4.5", "0", None),
        (Op.AT_LEAST, HIGHER, "0", "5", None),
        (Op.AT_LEAST, HIGHER, "10", "0", "0.000"),
        (Op.AT_LEAST, HIGHER, "10", "-4", None),
    ],
)
def test_ratios(op: Op, better: Better, asked: str, said: str, ratio: str | None) -> None:
    found = ratio_of(target(op, asked, better), Decimal(said))
    assert found == (None if ratio is None else Decimal(ratio))


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        ("11845000000", "斤", "118.45亿斤"), ("7", "处", "7处"), ("630000", "吨", "63万吨"), ("7.50", "%", "7.5 %"),
        ("100000", "%", "100000 %"), ("0", "起", "0起"), ("-4300", "人", "-4300人"), ("2.5", "个百分点", "2.5个百分点"),
    ],
)  # fmt: skip
def test_amounts_as_people_write_them(value: str, unit: str, written: str) -> None:
    assert written_amount(Decimal(value), unit) == written


@pytest.mark.parametrize(
    ("target", "text", "verdict", "comparison"),
    [
        ("新建幼儿园 >= 3 所", "新建幼儿园3所。", "met", "3所 = 3所, 100.0 %"),
        ("新建幼儿园 >= 3 所", "新建幼儿园近3所。", "unmet", "近3所 < 3所"),
        ("新建幼儿园 >= 3 所", "新建幼儿园不足3所。", "unmet", "近3所 < 3所"),
        ("新建幼儿园 > 3 所", "新建幼儿园超3所。", "met", "超3所 > 3所"),
        ("新建幼儿园 >= 2 所", "新建幼儿园近3所。", "met", "近3所 > 2所, 150.0 %"),
        ("新建幼儿园 >= 3 所", "新建幼儿园3-4所。", "met", "3..4所 >= 3所, 100.0 %"),
        ("新建幼儿园 >= 3 所", "新建幼儿园4-5所。", "met", "4..5所 > 3所, 133.3 %"),
        ("地区生产总值 增长 10..12 %", "地区生产总值增长11%。", "met", "11 % ∈ 10..12 %, 110.0 %"),
        ("地区生产总值 增长 10..12 %", "地区生产总值增长13%。", "met", "13 % > 10..12 %, 130.0 %"),
        ("地区生产总值 增长 10..12 %", "地区生产总值增长9%。", "unmet", "9 % < 10..12 %, 90.0 %"),
    ],
)
def test_what_is_printed_goes_with_the_verdict(target: str, text: str, verdict: str, comparison: str) -> None:
    """近3所 was told as unmet with “3所 = 3所, 100.0 %”."""
    result = judge(target, text)
    assert (str(result.verdict), result.comparison) == (verdict, comparison)
