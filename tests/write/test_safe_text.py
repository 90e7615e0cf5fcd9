"""Text made fit for cells: it stays text, and nothing of it is lost in silence."""

from __future__ import annotations

import unicodedata
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.write.safe_text import (
    CELL_LIMIT,
    display_width,
    lines_of,
    looks_like_formula,
    printable,
    safe_link,
    safe_text,
    sheet_title,
    shorten,
    units,
)

ANY_TEXT = st.text(st.characters(), max_size=200)  # surrogates too


@given(ANY_TEXT)
def test_every_text_can_be_written_as_xml(text: str) -> None:
    written = f"<t>{escape(safe_text(text))}</t>".encode()
    assert ElementTree.fromstring(written).text == (safe_text(text).replace("\r", "\n") or None)


def test_control_characters_are_shown() -> None:
    assert printable("a\x00b\x1b\x7f") == "a␀b␛␡"
    assert printable("a\tb\r\nc\rd") == "a\tb\nc\nd"
    assert printable("x\ud800y\uffff") == "x\ufffdy\ufffd"


def test_what_excel_reads_as_an_escape_is_escaped() -> None:
    assert safe_text("_x0041_ and _x00g1_") == "_x005F_x0041_ and _x00g1_"


@pytest.mark.parametrize("length", [CELL_LIMIT - 1, CELL_LIMIT, CELL_LIMIT + 1, 33_000])
def test_long_texts_are_cut_with_a_mark(length: int) -> None:
    text = safe_text("字" * length, "…［截短］")
    assert units(text) <= CELL_LIMIT
    assert text.endswith("…［截短］") == (length > CELL_LIMIT)


@given(st.text(st.characters(min_codepoint=0x1F300, max_codepoint=0x1F5FF), max_size=30), st.integers(1, 40))
def test_a_pair_is_never_cut_in_two(text: str, limit: int) -> None:
    cut = shorten(text, limit)
    assert units(cut) <= limit
    cut.encode("utf-8")
    assert cut == text or cut.endswith("…")


@pytest.mark.parametrize("text", ["=1+1", "+86", "-5", "@SUM(A1)", "\t=1", "\n=1"])
def test_what_a_spreadsheet_would_calculate_is_known(text: str) -> None:
    assert looks_like_formula(text)


def test_only_plain_web_addresses_become_links() -> None:
    assert safe_link("https://example.org/文件?a=1&b=2") == "https://example.org/文件?a=1&b=2"
    for bad in (None, "", "javascript:alert(1)", "file:///etc/passwd", "\\\\host\\share", "https://a b", 'https://a"b',
                "https://example.org/" + "x" * 2100, "mailto:a@b.c", "https://a\nb"):  # fmt: skip
        assert safe_link(bad) is None, bad


def test_width_is_that_of_the_widest_line() -> None:
    assert display_width("ab\n指标") == 4
    assert display_width("") == 0
    assert lines_of("指" * 10, 10) == 2
    assert lines_of("a\nb\n", 10) == 3


def test_common_letters_are_as_wide_as_unicode_has_them() -> None:
    """Lines of them alone are measured another way."""
    for letter in map(
        chr, [*range(0x20, 0x7F), *range(0x3000, 0x3040), *range(0x4E00, 0xA000), *range(0xFF00, 0xFFE8)]
    ):
        wide = unicodedata.east_asian_width(letter) in "WF"
        assert display_width(f"中{letter}") == 3 + wide, hex(ord(letter))


def test_names_of_sheets_are_valid() -> None:
    assert sheet_title("a/b:c?" + "字" * 40) == "a b c " + "字" * 24 + "…"
    assert sheet_title("''") == "-"
