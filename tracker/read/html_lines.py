"""The lines that a web page shows: blocks and breaks end them, a row of a table is one, lists have their numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tracker.model import Layout
from tracker.read.docx_numbering import write_number
from tracker.read.html_parts import BLOCKS, EDGES, INVISIBLE, collapsed
from tracker.read.signs import LEVEL, RAISED, shown_text
from tracker.read.tables import Flow, Marked, RawCell, RawTable
from tracker.words.patterns import pattern

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

ROWS = 1000  # that a cell reaches down, and columns: as browsers bound it
DEEPEST = 16  # tables in tables; in one that is deeper each cell is a line
NOISE_LENGTH = 80  # characters; a longer line is prose, whatever words are in it
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
ORDERS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


@dataclass(slots=True)
class Sink:
    """Where text goes: the page, or a cell of a table."""

    flow: list[Flow] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    tables: list[RawTable] = field(default_factory=list)  # that are open in it
    mark: tuple[Layout, int] | None = None  # of the next line
    loose: bool = False  # its rows stand in no table: the next line ends them

    def end_line(self, *, as_written: bool = False) -> None:
        """Close the line: white space that a browser would show as one space is one, and none between hanzi."""
        raw = shown_text("".join(self.pieces)).translate(INVISIBLE)
        self.pieces.clear()
        for line in raw.splitlines() if as_written else (collapsed(raw),):
            shown = line.strip(EDGES)
            if shown:
                if self.loose:
                    self.close_table()
                self.flow.append(shown if self.mark is None else Marked(shown, *self.mark))
                self.mark = None

    def close_table(self) -> None:
        """What the innermost open table holds belongs to what is around it."""
        if self.tables:
            self.flow.append(self.tables.pop())
            self.loose = False


def page_flow(main: list[Element]) -> list[Flow]:
    """The lines and tables that the parts of the text show."""
    return [item for part in main for item in _walk(part).flow]


def is_shown(line: str) -> bool:
    """Whether a line is one of the text, and none that pages have around it."""
    return len(line) > NOISE_LENGTH or not pattern("layout", "of the page").search(line)


def _walk(main: Element) -> Sink:
    """One pass without recursion: a page may be nested a thousand deep where tags were never closed."""
    from lxml import etree

    sinks = [Sink()]
    cells: list[Element] = []  # that are open, each with a sink of its own
    counts: list[tuple[int, int] | None] = []  # of the lists that are open: next number and step; None for bullets
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
            elif tag == "li":
                sink.mark = (Layout.ITEM, 0)
                if counts and counts[-1] is not None:
                    number = _whole(element.get("value"), counts[-1][0])
                    sink.pieces.append(f"{write_number(number, _order(element))}. ")
                    counts[-1] = (number + counts[-1][1], counts[-1][1])
            elif tag in HEADINGS:
                sink.mark = (Layout.HEADING, int(tag[1]))
            elif len(cells) > DEEPEST:
                pass
            elif tag == "table":
                sink.tables.append(RawTable())
            elif tag == "tr":
                if not sink.tables:  # the main part is the inside of a table, or the page was cut from one
                    sink.loose = True
                    sink.tables.append(RawTable())
                sink.tables[-1].rows.append([])
            elif tag in ("td", "th") and sink.tables and sink.tables[-1].rows:
                sink = Sink()
                sinks.append(sink)
                cells.append(element)
            if tag == "sup":
                sink.pieces.append(RAISED)
            if element.text:
                sink.pieces.append(element.text)
            continue
        if tag in BLOCKS:
            sink.end_line(as_written=pre > 0)
        if tag == "sup":
            sink.pieces.append(LEVEL)
        elif tag in HEADINGS:
            sink.mark = None
        elif tag == "pre":
            pre -= 1
        elif tag in ("ol", "ul"):
            counts.pop()
        elif cells and cells[-1] is element:
            cells.pop()
            cell = sinks.pop()
            cell.close_table()
            sink = sinks[-1]
            sink.tables[-1].rows[-1].append(_raw_cell(element, cell.flow))
        elif tag == "table" and len(cells) <= DEEPEST:
            sink.close_table()
        if element.tail and element is not main:
            sink.pieces.append(element.tail)
    sinks[0].end_line()
    sinks[0].close_table()
    return sinks[0]


def _raw_cell(element: Element, flow: list[Flow]) -> RawCell:
    """A cell with its spans; all rows to the end of the table where it says 0."""
    is_head = element.tag == "th" and element.get("scope") != "row"
    within = element.getparent()
    group = None if within is None else within.getparent()
    is_head = is_head or (group is not None and group.tag == "thead")
    return RawCell(flow, _span(element, "rowspan") or ROWS, _span(element, "colspan") or 1, is_head)


def _span(element: Element, name: str) -> int:
    said = (element.get(name) or "1").strip()
    return min(int(said), ROWS) if said.isdecimal() and len(said) < 8 else 1


def _first_number(element: Element) -> tuple[int, int] | None:
    """The number that an ordered list begins with, and its step; ``None`` where its style shows none."""
    if "none" in (element.get("style") or ""):
        return None
    back = element.get("reversed") is not None
    return _whole(element.get("start"), len(element.findall("li")) if back else 1), -1 if back else 1


def _whole(text: str | None, default: int) -> int:
    said = (text or "").strip()
    return int(said) if said.removeprefix("-").isdecimal() and len(said) < 6 else default


def _order(item: Element) -> str:
    parent = item.getparent()
    own = item.get("type") or ("" if parent is None else parent.get("type") or "")
    return ORDERS.get(own, "decimal")
