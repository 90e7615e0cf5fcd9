"""Text from reports and targets files, made fit for a cell or a page: it stays text, whatever it looks like."""

from __future__ import annotations

import math
import re
import unicodedata
from functools import lru_cache

from tracker.words.visible import printable as printable

CELL_LIMIT = 32_767  # Excel's, in UTF-16 units
LINK_LIMIT = 2_079  # characters of an address in Excel
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_LINK = re.compile(r"https?://[^\s\x00-\x20<>\"{}|\\^`]+", re.IGNORECASE)


def units(text: str) -> int:
    """Length as Excel counts it: a character outside the basic plane is two."""
    return len(text) + sum(each > "\uffff" for each in text)


def shorten(text: str, limit: int, mark: str = "…") -> str:
    """At most ``limit`` UTF-16 units; what was cut is marked by ``mark`` at the end."""
    if units(text) <= limit:
        return text
    room = max(limit - units(mark), 0)
    kept = text.encode("utf-16-le", "surrogatepass")[: room * 2].decode("utf-16-le", "ignore")
    return kept + mark


def safe_text(text: str, mark: str = "…", limit: int = CELL_LIMIT) -> str:
    """A cell's text: printable, within Excel's limit, ``_x0041_`` (which Excel would read as ``A``) escaped."""
    text = printable(text)
    if "_x" in text:
        text = _ESCAPE.sub("_x005F_", text)
    return shorten(text, limit, mark) if len(text) * 2 > limit else text


def cell_text(text: str, mark: str = "…", limit: int = CELL_LIMIT) -> str:
    """A cell's text for a writer that escapes ``_x0041_`` itself: printable, and within Excel's limit."""
    text = printable(text)
    return shorten(text, limit, mark) if len(text) * 2 > limit else text


def safe_link(address: str | None) -> str | None:
    """The address where it is a plain http or https one, else ``None``: only those become links."""
    if address is None or len(address) > LINK_LIMIT:
        return None
    return address if _LINK.fullmatch(address) else None


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet would read the text as a formula when a person edits the cell or saves it as CSV."""
    return text[:1] in ("=", "+", "-", "@", "\t", "\n")


def display_width(text: str) -> int:
    """Columns that the widest line of the text takes: a Chinese character two, a Latin letter one."""
    if text.isascii():
        return max(map(len, text.split("\n")))
    return max(map(_width, text.split("\n")))


_COMMON = re.compile(r"[ -~\u3001-\u303e\u4e00-\u9fff\uff01-\uff60]*")
"""Letters of one column, which are one byte in UTF-8, and of two, which are three."""


def _width(line: str) -> int:
    if _COMMON.fullmatch(line) is not None:
        return (len(line) + len(line.encode())) // 2
    return sum(map(_columns, line))


@lru_cache(8192)
def _columns(letter: str) -> int:
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def lines_of(text: str, width: float, size: float = 10) -> int:
    """Lines that a wrapped text takes in a column of so many characters; ``size`` is the font's, in points."""
    room = max(width * 10.2 / size, 2)
    if "\n" not in text and len(text) * 2 <= room:
        return 1
    return sum(max(1, math.ceil(display_width(line) / room)) for line in text.split("\n"))


_MARKDOWN = str.maketrans({**{letter: f"\\{letter}" for letter in "\\|`*_[]#"}, "<": "&lt;", ">": "&gt;", "&": "&amp;"})


def markdown_cell(value: object) -> str:
    """A value as a cell of a Markdown table: on one line, nothing of it read as markup; empty for ``None``."""
    return "" if value is None else " ".join(printable(str(value)).split()).translate(_MARKDOWN)


def sheet_title(text: str) -> str:
    """A name that Excel accepts for a sheet: no ``[]:*?/\\``, at most 31 units."""
    return shorten(re.sub(r"[\[\]:*?/\\]", " ", printable(text)).strip("' ") or "-", 31)
