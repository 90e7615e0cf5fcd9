"""The target on one line: what is read, and where an error points."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.model import Measure, Op
from tracker.read.target_line import ENDING_MARK, STRAY, SUSPICIOUS, LineError, TargetLine, parse_target_line

D = Decimal


def read(text: str) -> TargetLine:
    line = parse_target_line(text)
    assert isinstance(line, TargetLine), line
    return line


@pytest.mark.parametrize(
    ("text", "subject", "measure", "op", "low", "unit"),
    [
        # format.md section 1
        ("新建停车场 >= 5 处", "新建停车场", Measure.LEVEL, Op.AT_LEAST, D(5), "处"),
        ("地区生产总值 增长 ~ 7 %", "地区生产总值", Measure.GROWTH, Op.ABOUT, D(7), "%"),
        ("固定资产投资 增长 >= 10 %", "固定资产投资", Measure.GROWTH, Op.AT_LEAST, D(10), "%"),
        ("秸秆还田率 提高 >= 3 个百分点", "秸秆还田率", Measure.CHANGE, Op.AT_LEAST, D(3), "个百分点"),
        ("单位GDP能耗 下降 >= 2.85 %", "单位GDP能耗", Measure.FALL, Op.AT_LEAST, D("2.85"), "%"),
        ("城镇登记失业率 <= 4.5 %", "城镇登记失业率", Measure.LEVEL, Op.AT_MOST, D("4.5"), "%"),
        ("安全事故 < 3 起", "安全事故", Measure.LEVEL, Op.LESS, D(3), "起"),
        ("居民收入 增长 > 0 %", "居民收入", Measure.GROWTH, Op.MORE, D(0), "%"),
        ("赤字率 = 2.6 %", "赤字率", Measure.LEVEL, Op.EQUAL, D("2.6"), "%"),
        # 万 and 亿 belong to the number
        ("改造面积 >= 28万平方米", "改造面积", Measure.LEVEL, Op.AT_LEAST, D(280000), "平方米"),
        ("改造面积 >= 28 万平方米", "改造面积", Measure.LEVEL, Op.AT_LEAST, D(280000), "平方米"),
        ("改造面积 >= 28万 平方米", "改造面积", Measure.LEVEL, Op.AT_LEAST, D(280000), "平方米"),
        ("财政收入 >= 3.33 亿元", "财政收入", Measure.LEVEL, Op.AT_LEAST, D(333000000), "元"),
        ("投资 >= 1.55 万亿元", "投资", Measure.LEVEL, Op.AT_LEAST, D(1550000000000), "元"),
        ("光伏 >= 300 万千瓦", "光伏", Measure.LEVEL, Op.AT_LEAST, D(3000000), "千瓦"),
        ("光伏 >= 300 千瓦", "光伏", Measure.LEVEL, Op.AT_LEAST, D(300), "千瓦"),
        ("稻谷收购价 提高 >= 16 元/50公斤", "稻谷收购价", Measure.CHANGE, Op.AT_LEAST, D(16), "元/50公斤"),
        # names may hold spaces, digits, signs that are no operators
        ("PM2.5 平均浓度 <= 30 微克/立方米", "PM2.5 平均浓度", Measure.LEVEL, Op.AT_MOST, D(30), "微克/立方米"),
        ("1:500地形图 >= 30 幅", "1:500地形图", Measure.LEVEL, Op.AT_LEAST, D(30), "幅"),
        ("“8+4”政策资金 >= 5 亿元", "“8+4”政策资金", Measure.LEVEL, Op.AT_LEAST, D(500000000), "元"),
        ("10亿级企业 >= 3 家", "10亿级企业", Measure.LEVEL, Op.AT_LEAST, D(3), "家"),
        ("增长极 >= 3 个", "增长极", Measure.LEVEL, Op.AT_LEAST, D(3), "个"),
        # spaces are not what matters
        ("新建停车场>=5处", "新建停车场", Measure.LEVEL, Op.AT_LEAST, D(5), "处"),
        ("  新建停车场  >=  5  处  ", "新建停车场", Measure.LEVEL, Op.AT_LEAST, D(5), "处"),
        ("赤字 <= -3 亿元", "赤字", Measure.LEVEL, Op.AT_MOST, D(-300000000), "元"),
        # spellings of units are settled
        ("固定资产投资 增长 >= 10 ％", "固定资产投资", Measure.GROWTH, Op.AT_LEAST, D(10), "%"),
    ],
)
def test_an_amount(text: str, subject: str, measure: Measure, op: Op, low: Decimal, unit: str) -> None:
    line = read(text)
    assert (line.subject, line.measure, line.op, line.low, line.high, line.unit) == (
        subject, measure, op, low, None, unit,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("地区生产总值 增长 6..6.5 %", "6", "6.5", "%"),
        ("地区生产总值 增长 6 .. 6.5 %", "6", "6.5", "%"),
        ("地区生产总值 增长 6..6.5%", "6", "6.5", "%"),
        ("粮食产量 110..120 亿斤", "11000000000", "12000000000", "斤"),  # the scale belongs to both
        ("粮食产量 9000万..1.2亿斤", "90000000", "120000000", "斤"),
        ("温差 -3..3 ℃", "-3", "3", "℃"),
        ("投资 0..5 亿元", "0", "500000000", "元"),
    ],
)
def test_a_range(text: str, low: str, high: str, unit: str) -> None:
    line = read(text)
    assert (line.op, line.low, line.high, line.unit) == (Op.RANGE, D(low), D(high), unit)


@pytest.mark.parametrize("stage", ["谋划", "前期", "开工", "在建", "完工", "投用", "获评", "竣工", "起飞"])
def test_a_stage(stage: str) -> None:
    """Which word is a stage is for the reader of targets to say."""
    line = read(f"南二道街 -> {stage}")
    assert (line.subject, line.stage, line.op) == ("南二道街", stage, None)


def test_a_comparison() -> None:
    line = read("城乡居民人均可支配收入 增长 >= 地区生产总值 增长")
    assert (line.subject, line.measure, line.op) == ("城乡居民人均可支配收入", Measure.GROWTH, Op.AT_LEAST)
    assert (line.than, line.than_measure) == ("地区生产总值", Measure.GROWTH)
    line = read("财政收入 ~ 税收")
    assert (line.than, line.than_measure, line.measure) == ("税收", Measure.LEVEL, Measure.LEVEL)


@pytest.mark.parametrize(
    ("text", "part", "says"),
    [
        ("", "", "an empty target"),
        ("   ", "   ", "an empty target"),
        ("新建停车场", "新建停车场", "neither an amount nor a stage"),
        ("新建停车场 5 处", "5 处", "no operator before 5 处"),
        (">= 5 处", ">=", "nothing before >="),
        ("新建停车场 >=", ">=", "nothing after >="),
        ("新建停车场 >= 5", "5", "no unit after 5"),
        ("新建停车场 >= 5万", "5万", "no unit after 5万"),
        ("新建停车场 >= 五处", "五处", "digits"),
        ("失业率 下降 >= 两个百分点", "两个百分点", "digits"),
        ("新建停车场 >= 5 处 <= 8 处", "<=", "a second operator, <="),
        ("新建停车场 >= 5..8 处", ">=", "without an operator"),
        ("南二道街 ->", "->", "no stage after ->"),
        ("-> 完工", "->", "nothing before ->"),
        ("南二道街 -> 全部 完工", "全部 完工", "one word"),
        ("停车场 >= 1.2.3 处", "1.2.3 处", "no number with a unit"),
        ("新建停车场 >= 1:30 处", "1:30", "1:30 is a time of day or a ratio, no number; write one in digits, as in"),
        ("新建停车场 >= 5：30 处", "5：30", "5：30 is a time of day or a ratio, no number"),
        ("新建停车场 >= 1_5 处", "1_5", "1_5 is no number; one stands there, in digits alone, as in"),
        ("新建停车场 >= 1/3 处", "1/3", "1/3 is no number"),
        ("新建停车场 >= 0x1F 处", "0x1F 处", "no number with a unit"),
        ("新建停车场 >= 5万3千 处", "5万3千 处", "no number with a unit"),
        ("地区生产总值 增长 6..6:30 %", "6:30", "6:30 is a time of day or a ratio, no number"),
        ("地区生产总值 增长 6:30..7 %", "6:30", "as in `地区生产总值 增长 6..6.5 %`"),
        ("地区生产总值 增长 6..6.5", "6..6.5", "a range stands"),
        ("一" * 201, "一" * 201, "201 characters"),
    ],
)
def test_an_error_points_at_what_is_wrong(text: str, part: str, says: str) -> None:
    line = parse_target_line(text)
    assert isinstance(line, LineError)
    assert text[line.start : line.end] == part
    assert says in str(line.message)
    assert line.mended is None


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("新建停车场 ≥ 5 处", "新建停车场 >= 5 处"),
        ("新建停车场 ≤ 5 处", "新建停车场 <= 5 处"),
        ("新建停车场 ＞ 5 处", "新建停车场 > 5 处"),
        ("新建停车场 => 5 处", "新建停车场 >= 5 处"),
        ("地区生产总值 增长 ～ 7 %", "地区生产总值 增长 ~ 7 %"),
        ("南二道街 → 完工", "南二道街 -> 完工"),
        ("新建停车场 >= ５ 处", "新建停车场 >= 5 处"),
        ("新建停车场 >= ２．５ 处", "新建停车场 >= 2.5 处"),
        ("植树 >= 1,600 亩", "植树 >= 1600 亩"),
        ("植树 >= 1，600，000 亩", "植树 >= 1600000 亩"),
        ("植树 >= 1_600_000 亩", "植树 >= 1600000 亩"),
        ("地区生产总值 增长 6-6.5 %", "地区生产总值 增长 6..6.5 %"),
        ("地区生产总值 增长 6%-6.5%", "地区生产总值 增长 6..6.5%"),
        ("地区生产总值 增长 6至6.5 %", "地区生产总值 增长 6..6.5 %"),
    ],
)
def test_what_has_one_right_writing_is_mended(text: str, mended: str) -> None:
    line = parse_target_line(text)
    assert isinstance(line, LineError)
    assert line.mended is not None
    assert text[: line.start] + line.mended + text[line.end :] == mended
    read(mended)


MISTYPED = {
    ">=": "≥ ⩾ ≧ ≮ => ＞＝ ＞= >＝ 》= 〉= ﹥= ﹥﹦ 》＝ =＞",
    "<=": "≤ ⩽ ≦ ≯ =< ＜＝ ＜= <＝ 《= 〈= ﹤= 《＝",
    "=": "＝ == ﹦ ＝＝",
    "~": "～ ≈ ∼ 〜",
    "->": "→ ⇒ －> —> ——> -＞ –> －＞ -》 —》 --> ﹣> −>",
    "..": "… ‥ ．． …… ... 。。",
    ">": "＞ ﹥",
    "<": "＜ ﹤",
}
SIGNS = [(sign, right) for right, signs in MISTYPED.items() for sign in signs.split()]
SPACED = [("> =", ">="), ("》 =", ">="), ("－ >", "->"), ("- >", "->"), ("< ＝", "<=")]


def mended(text: str) -> str:
    """The line after as many mends as it takes, each of which must be certain."""
    for _ in range(4):
        line = parse_target_line(text)
        if isinstance(line, TargetLine):
            return text
        assert line.mended is not None, (text, str(line.message))
        text = text[: line.start] + line.mended + text[line.end :]
    raise AssertionError(text)


@pytest.mark.parametrize(("sign", "right"), [*SIGNS, *SPACED])
def test_a_mistyped_operator_is_mended(sign: str, right: str) -> None:
    """None of them may pass as a part of the name: `幼儿园 》= 3 所` was read as `= 3 所`."""
    forms = {"->": "净水厂 {} 完工", "..": "车速 6{}7 公里"}
    form = forms.get(right, "幼儿园 {} 3 所")
    for text in (form.format(sign), form.format(sign).replace(f" {sign} ", sign)):
        assert isinstance(parse_target_line(text), LineError)
        assert mended(text).replace(" ", "") == form.format(right).replace(" ", "")


@pytest.mark.parametrize(
    "text",
    [
        "《湿地条例》 = 1 部",
        "《湿地条例》= 1 部",
        "《关于〈湿地条例〉的说明》 -> 出台",
        "甲镇—乙镇公路 -> 开工",
        "2021－2025年规划 -> 印发",
        "A－B 线 >= 3 公里",
    ],
)
def test_signs_within_a_name_are_a_part_of_it(text: str) -> None:
    read(text)


@pytest.mark.parametrize(
    ("text", "part", "says"),
    [
        ("校门 >= 十二 扇", "十二 扇", "written in digits"),
        ("校门 >= 十二扇", "十二扇", "written in digits"),
        ("用电量 >= nan 度", "nan 度", "neither a number with a unit nor an indicator"),
        ("用电量 >= NaN 度", "NaN 度", "neither a number with a unit nor an indicator"),
        ("厕所 >= 约5座", "约5座", "neither a number with a unit nor an indicator"),
        ("厕所 >= 若干 座", "若干 座", "neither a number with a unit nor an indicator"),
        ("厕所 >= 1e5 座", "1e5 座", "no number with a unit"),
        ("厕所 ≠= 5 座", "≠", "no operator"),
    ],
)
def test_what_is_no_amount_is_no_indicator_either(text: str, part: str, says: str) -> None:
    """It would be a comparison with something that nobody reports."""
    line = parse_target_line(text)
    assert isinstance(line, LineError)
    assert text[line.start : line.end] == part
    assert says in str(line.message)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("净水厂 > 开工", "净水厂 -> 开工"),
        ("净水厂 => 竣工", "净水厂 -> 竣工"),
        ("幼儿园 >= 5 所 。", "幼儿园 >= 5 所"),
        ("幼儿园 >= 5 所；", "幼儿园 >= 5 所"),
        ("净水厂 -> 开工。", "净水厂 -> 开工"),
        ("税收 > 非税收入，", "税收 > 非税收入"),
        ("GDP 增长 6~6.5 %", "GDP 增长 6..6.5 %"),
        ("GDP 增长 6－6.5 %", "GDP 增长 6..6.5 %"),
    ],
)
def test_slips_at_the_end_and_in_a_range_are_mended(text: str, right: str) -> None:
    assert mended(text) == right


def test_a_range_behind_an_operator_is_no_unit() -> None:
    line = parse_target_line("幼儿园 >= 3至5 所")
    assert isinstance(line, LineError)
    assert line.mended == "3..5"


# ── properties ────────────────────────────────────────────────────────────────────────────────────

names = st.text("新建停车场道路公园改造A", min_size=1, max_size=12)
numbers = st.decimals(-(10**9), 10**9, places=2).map(lambda number: f"{number:f}")
units = st.sampled_from(["处", "%", "个百分点", "万平方米", "亿元", "亩", "元/50公斤"])
operators = st.sampled_from([">=", "<=", ">", "<", "=", "~"])
measures = st.sampled_from(["", "增长 ", "提高 ", "下降 "])


@given(names, measures, operators, numbers, units)
def test_every_part_stands_where_its_span_says(name: str, measure: str, op: str, number: str, unit: str) -> None:
    text = f"{name} {measure}{op} {number} {unit}"
    line = read(text)
    parts = {part: text[slice(*span)] for part, span in line.spans.items()}
    assert parts.pop("measure", "") == measure.strip()
    assert parts == {"indicator": name, "op": op, "value": number, "unit": unit}


@given(names, operators, numbers, numbers)
def test_a_larger_number_is_a_larger_value(name: str, op: str, one: str, other: str) -> None:
    left, right = (read(f"{name} {op} {number} 万亩").low for number in (one, other))
    assert left is not None
    assert right is not None
    assert (left < right) == (Decimal(one) < Decimal(other))


SIGNED = st.text("新停 >=<~-.05１万处%→≥≠至,》《〉—－＞﹥＝…。；\u3000", max_size=40)


@given(SIGNED)
def test_mending_ends(text: str) -> None:
    """Each mend is another text, and after some there is none left."""
    seen = set()
    while isinstance(line := parse_target_line(text), LineError) and line.mended is not None:
        assert text not in seen
        seen.add(text)
        text = text[: line.start] + line.mended + text[line.end :]


@given(st.text(max_size=60) | SIGNED)
def test_every_text_is_a_target_or_an_error_in_it(text: str) -> None:
    line = parse_target_line(text)
    if isinstance(line, LineError):
        assert 0 <= line.start <= line.end <= len(text)
        assert str(line.message)
    else:
        assert line.subject in text


def test_the_quick_look_for_stray_signs_overlooks_none() -> None:
    """A line without any of them is taken for clean at once."""
    signs = [
        chr(code)
        for code in (*range(0x20, 0x7F), *range(0x2000, 0x2E80), *range(0x3000, 0x3040), *range(0xFE00, 0x10000))
    ]
    stray = {sign for sign in signs if STRAY.search(sign) or ENDING_MARK.search(sign)}
    assert {"》", "—", "≥", "。", "-"} <= stray
    assert {sign for sign in stray if not SUSPICIOUS.search(sign)} == set()
