"""What holds of every text: spans lie in it, writings don't matter, and no text takes long."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from tests.counting import calls_of
from tracker.model import Document, Period
from tracker.understand import understand
from tracker.understand.observe import LONGEST
from tracker.understand.quantities import _pattern
from tracker.words.normal import last_of, normal_form
from tracker.words.numerals import parse_numeral

from .reading import observe, said

# ── texts ──

NAMES = [
    "固定资产投资",
    "社会消费品零售总额",
    "居民人均可支配收入",
    "粮食产量",
    "旅游收入",
    "贷款余额",
    "用电量",
    "绿化覆盖率",
]
COUNTED = [
    ("新建停车场", "处"),
    ("改造老旧小区", "个"),
    ("培育企业", "家"),
    ("新增就业", "人"),
    ("硬化道路", "公里"),
    ("造林", "亩"),
]
NUMBERS = st.one_of(
    st.integers(1, 99999).map(str),
    st.decimals("0.1", "999.9", places=1).map(str),
    st.integers(2, 98).map(lambda value: f"{value}.{value % 10}万"),
)
RATES = st.decimals("0.1", "99.9", places=1).map(lambda value: f"{value}%")
BOUNDS = st.sampled_from(["{}", "超{}", "近{}", "{}以上", "{}左右", "约{}"])


@st.composite
def clauses(draw: st.DrawFn) -> str:
    """A clause with a figure, as reports have them."""
    if draw(st.booleans()):
        name, verb = (
            draw(st.sampled_from(NAMES)),
            draw(st.sampled_from(["增长", "下降", "同比增长", "达到", "比上年增长"])),
        )
        return name + verb + draw(BOUNDS).format(draw(RATES))
    name, unit = draw(st.sampled_from(COUNTED))
    return name + draw(BOUNDS).format(draw(NUMBERS) + unit)


SENTENCES = st.lists(clauses(), min_size=1, max_size=4).map(lambda parts: "，".join(parts) + "。")
LETTERS = st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"))
WORDS = (
    "增长 下降 到 由 从 至 - — 、 ， ； 。 （ ） “ ” % 个百分点 亿元 万 亿 近 超 以上 左右 分别 其中 新建 第 一 两 "
    "十 百 2022年 1—11月 "
    "翻番 全覆盖 清零 三分之一 1/3 占 的 个 项 每 比上年 1,402 9 0.5 人 为 和"
)
PIECES = st.sampled_from([*WORDS.split(" "), " ", "\n"])
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(LETTERS, max_size=120), SENTENCES)


# ── spans ──


@given(TEXTS)
def test_every_span_lies_in_the_text_and_the_number_in_its_quote(text: str) -> None:
    for each in observe(text):
        assert each.number_start is not None
        assert each.number_end is not None
        assert 0 <= each.start <= each.number_start < each.number_end <= each.end <= len(text)
        for start, end in (*each.names, *each.inherited):
            assert 0 <= start < end <= len(text)


@given(TEXTS)
def test_a_quote_stands_where_we_say(text: str) -> None:
    document = Document("a.txt", text, period=Period.of_year(2022))
    reading = understand(document)
    assert reading.document.text == text
    for each in reading.observations:
        assert reading.quote(each.start, each.end) == text[each.start : each.end] != ""


@given(SENTENCES)
def test_the_number_of_a_quote_is_its_value(sentence: str) -> None:
    found = observe(sentence)
    assert len(found) == sentence.count("，") + 1
    for each in found:
        assert parse_numeral(sentence[each.number_start : each.number_end]) == each.value


# ── writings ──

TO_TRADITIONAL = OpenCC("s2t")


def full_width(text: str) -> str:
    wide = {ord(letter): ord(letter) + 0xFEE0 for letter in "0123456789%."}
    return text.translate(wide)


def traditional(text: str) -> str:
    """In traditional letters; 經濟發展 stands before it, as a page is known by its commonest letters."""
    return "經濟發展。" + TO_TRADITIONAL.convert(text)


def spaced(text: str) -> str:
    """A space between all letters, but none inside a number: two numbers parted by white space are two."""
    return re.sub(r"(?<=.)(?=.)(?<!\d(?=\d))(?<![\d.](?=[\d.]))", " ", text)


def broken(text: str) -> str:
    """A line break behind every seventh letter, but none inside a number."""
    return re.sub(r"(?s)(.{7}(?<!\d(?=[\d.,]))(?<![.,](?=\d)))", r"\1\n", text)


@pytest.mark.parametrize("write", [full_width, traditional, spaced, broken])
@given(sentence=SENTENCES)
def test_a_writing_says_the_same(write: Callable[[str], str], sentence: str) -> None:
    assert said(write(sentence)) == said(sentence)


@given(TEXTS)
def test_folding_keeps_every_letter_in_its_place(text: str) -> None:
    assert len(normal_form(text)) == len(text)


@given(st.integers(1, 99_999_999))
def test_a_thousands_comma_changes_nothing(value: int) -> None:
    assert [each.value for each in observe(f"新增就业{value:,}人")] == [Decimal(value)]


# ── hostile texts ──

HOSTILE = [
    "9",
    "、",
    "(",
    "（",
    "亿",
    "近",
    "万",
    "一",
    "百分之",
    "9、",
    "1/",
    "数量",
    "减少",
    "“",
    "从1万",
    "1人",
    "A1",
    "1+",
    "9,",
    "3.",
]


def steps_of(text: str) -> int:
    """Function calls that a text takes to be read."""
    observe("新增就业3人")  # what is compiled once
    return calls_of(lambda: observe(text))


@pytest.mark.parametrize("piece", HOSTILE)
def test_steps_grow_with_the_length_of_a_text_alone(piece: str) -> None:
    short = (piece * LONGEST)[: 2 * LONGEST]
    assert steps_of(short * 4) <= 5 * steps_of(short) + 500


@pytest.mark.parametrize("piece", HOSTILE)
def test_no_piece_of_a_text_takes_more_steps_than_letters(piece: str) -> None:
    """A sentence is cut at LONGEST, so what one piece may cost bounds what any text may cost."""
    assert steps_of((piece * LONGEST)[:LONGEST]) <= 500 * LONGEST


_LETTERS = [*sorted(set(_pattern().pattern)), *"０７٣", "百分之", "分之", "2022年", "万", "亿元"]


@given(st.lists(st.sampled_from(_LETTERS), min_size=1, max_size=14).map("".join))
def test_the_look_at_a_figures_first_letter_hides_none(text: str) -> None:
    look, _, forms = _pattern().pattern.partition("(?:")
    assert look.startswith("(?=[")
    bare = re.compile("(?:" + forms)
    assert [found.span() for found in _pattern().finditer(text)] == [found.span() for found in bare.finditer(text)]


@given(st.text("，；。甲乙", max_size=12), st.integers(0, 12), st.integers(0, 14))
def test_the_last_of_several_marks(text: str, start: int, end: int) -> None:
    assert last_of("，；。", text, start, end) == max(
        (at for at in range(start, min(end, len(text))) if text[at] in "，；。"), default=-1
    )
