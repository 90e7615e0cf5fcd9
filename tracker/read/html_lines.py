"""The lines that a web page shows: blocks and breaks end them, a row of a table is one, lists have their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tracker.read.docx_numbering import write_number
from tracker.read.html_parts import BLOCKS, EDGES, INVISIBLE, collapsed, text_in
from tracker.read.text import NOTE_MARK, row_lines

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# Lines that hold no words of a report, but sometimes a figure: 浏览次数：1402.
NOISE_LINE = re.compile(
    r"(?:您?(?:的|现在的?|当前)?所?在?位置|当前位置|首页)\s*[:：>＞»›]|浏览(?:次数|量)|阅读(?:次数|量)|点击(?:次数|量|数|率)?\s*[:：]|访问量"
    r"|字[号体]\s*[:：【[(（]|打印本?[页文]|关闭(?:本页|窗口)|分享(?:到|至)|扫一扫|上一[篇条]|下一[篇条]|返回(?:顶部|首页|列表)|版权所有|ICP备"
    r"|公网安备|网站标识码|技术支持\s*[:：]|^(?:相关(?:链接|新闻|阅读|稿件)|责任编辑\s*[:：].*|【?(?:打印|关闭|收藏|分享)】?)$"
)
NOISE_LENGTH = 80  # characters; a longer line is prose, whatever words are in it
ORDERS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


@dataclass(slots=True)
class Sink:
    """Where text goes: the page, or a cell of a table."""

    lines: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    rows: list[list[list[str]]] = field(default_factory=list)  # of the tables that are open in it

    def end_line(self, *, as_written: bool = False) -> None:
        """Close the line: white space that a browser would show as one space is one, and none between hanzi."""
        raw = "".join(self.pieces).translate(INVISIBLE)
        self.pieces.clear()
        for line in raw.splitlines() if as_written else (collapsed(raw),):
            shown = line.strip(EDGES)
            if shown:
                self.lines.append(shown)


def page_lines(main: list[Element]) -> Iterator[str]:
    """The lines that the parts of the text show."""
    for line in [line for part in main for line in _walk(part).lines]:
        if len(line) > NOISE_LENGTH or not NOISE_LINE.search(line):
            yield line


def _walk(main: Element) -> Sink:
    """One pass without recursion: a page may be nested a thousand deep where tags were never closed."""
    from lxml import etree

    sinks = [Sink()]
    cells: list[Element] = []  # that are open, each with a sink of its own
    counts: list[int | None] = []  # of the lists that are open: the next number, or None for bullets
    pre = 0
    for event, element in etree.iterwalk(main, events=("start", "end")):
        tag = element.tag
        sink = sinks[-1]
        if event == "start":
            if tag in BLOCKS:
                sink.end_line(as_written=pre > 0)
            if tag == "br":
                sink.end_line(as_written=pre > 0)
            elif tag == "pre":
                pre += 1
            elif tag in ("ol", "ul"):
                counts.append(_first_number(element) if tag == "ol" else None)
            elif tag == "li" and counts and counts[-1] is not None:
                sink.pieces.append(f"{write_number(counts[-1], _order(element))}. ")
                counts[-1] += 1
            elif tag == "tr":
                sink.rows.append([])
            elif tag in ("td", "th") and sink.rows:
                sink = Sink()
                sinks.append(sink)
                cells.append(element)
            if element.text and not _is_note_mark(element):
                sink.pieces.append(element.text)
            continue
        if tag in BLOCKS:
            sink.end_line(as_written=pre > 0)
        if tag == "pre":
            pre -= 1
        elif tag in ("ol", "ul"):
            counts.pop()
        elif cells and cells[-1] is element:
            cells.pop()
            cell = sinks.pop()
            sink = sinks[-1]
            sink.rows[-1].append(cell.lines)
        elif tag == "tr" and sink.rows:
            sink.lines.extend(row_lines(sink.rows.pop()))
        if element.tail and element is not main:
            sink.pieces.append(element.tail)
    sinks[0].end_line()
    return sinks[0]


def _is_note_mark(element: Element) -> bool:
    """Whether a raised number only leads to a note: 国内生产总值[2]1210207亿元 has one figure."""
    parent = element.getparent()
    raised = element.tag == "sup" or (parent is not None and parent.tag == "sup")
    return raised and NOTE_MARK.fullmatch(text_in(element)) is not None


def _first_number(element: Element) -> int | None:
    """The number that an ordered list begins with; ``None`` where its style shows none."""
    if "none" in (element.get("style") or ""):
        return None
    start = (element.get("start") or "1").strip()
    return int(start) if start.isdecimal() and len(start) < 6 else 1


def _order(item: Element) -> str:
    parent = item.getparent()
    return ORDERS.get("" if parent is None else parent.get("type") or "", "decimal")
