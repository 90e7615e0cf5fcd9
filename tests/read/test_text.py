"""Text files: their own characters, whatever they were written in."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.model import UnreadableReport
from tracker.read.document import read_document
from tracker.read.signs import glue
from tracker.read.text import decode

SIMPLIFIED = "一、2030年工作回顾\r\n全年新建绿地12处，改造管线3.5公里；地区生产总值增长5.2％，农民收入稳定增加。\n"
TRADITIONAL = "一、2030年工作回顧\n全年新建綠地12處，改造管線3.5公里；地區生產總值增長5.2％，農民收入穩定增加。\n"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (SIMPLIFIED, "utf-8"),
        (SIMPLIFIED, "utf-8-sig"),
        (SIMPLIFIED, "gb2312"),
        (SIMPLIFIED, "gbk"),
        (SIMPLIFIED + "𠮷林㐂", "gb18030"),
        (SIMPLIFIED, "utf-16"),
        (SIMPLIFIED, "utf-16-le"),
        (SIMPLIFIED, "utf-16-be"),
        (TRADITIONAL, "utf-8"),
        (TRADITIONAL, "big5"),
        (TRADITIONAL, "gbk"),
        (TRADITIONAL, "utf-16-be"),
        ("造林 4233 亩。\n", "gb18030"),
        ("總面積 4233 畝。\n", "big5"),
        ("2030: 12, 34\n", "utf-16-le"),
    ],
)
def test_every_encoding_gives_the_same_characters(tmp_path: Path, text: str, name: str) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(text.encode(name))
    document = read_document(str(path))
    assert document.text == text
    assert document.pages == ()
    assert document.title is None


def test_a_text_is_exactly_what_the_file_holds(tmp_path: Path) -> None:
    """Labels and editors count in it: no line end, space or sign is touched."""
    text = "# 标题\r\n\r\n　　段落  有 空格\t和*星号*。\n末尾没有换行"
    path = tmp_path / "report.txt"
    path.write_bytes(codecs.BOM_UTF8 + text.encode())
    assert read_document(str(path)).text == text


def test_what_steers_a_terminal_is_replaced_one_for_one(tmp_path: Path) -> None:
    """A lone CR goes back to the line's start, where a build's log would take ``::error::`` for a command."""
    path = tmp_path / "report.txt"
    path.write_text("造林\x1b[31m5亩。\r::error::x\u202e\x85::y\x07##[group]", encoding="utf-8", newline="")
    assert read_document(str(path)).text == "造林�[31m5亩。\n：：error::x�\n：：y�♯#[group]"


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_utf_8_is_always_taken_as_it_is(text: str) -> None:
    if not text.startswith("\ufeff"):
        assert decode(text.encode()) == text


@pytest.mark.parametrize("name", ["utf-8", "gb18030", "big5", "utf-16-le", "utf-16-be"])
def test_a_cut_download_is_read_but_for_its_last_character(name: str) -> None:
    text = TRADITIONAL * 20 + "完"
    assert (decode(text.encode(name)[:-1]) or "")[:-1].rstrip("\ufffd") == text[:-1].rstrip("\ufffd")


def test_what_stands_in_ascii_before_the_text_does_not_mislead() -> None:
    text = "<!-- " + "x" * 20_000 + " -->\n" + SIMPLIFIED
    assert decode(text.encode("gb18030")) == text


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 20, b"\x89PNG\r\n\x1a\n" + bytes(400), b"\xff" * 300, b"a\0b\0c\0\0\0"]
)
def test_what_is_no_text_is_told(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(data)
    with pytest.raises(UnreadableReport, match="no text in UTF-8"):
        read_document(str(path))


@pytest.mark.parametrize(
    ("before", "after", "between"),
    [
        ("全年新建", "绿地", ""),
        ("增长", "5.2%", ""),
        ("12", "34", " "),
        ("停车场4", "3处", " "),
        ("the", "plan", " "),
        ("GDP", "growth", " "),
        ("2030 plan", "of", " "),
        ("well-", "known", ""),
        ("", "甲", ""),
    ],
)
def test_what_stands_where_a_line_was_broken(before: str, after: str, between: str) -> None:
    assert glue(before, after) == between
