"""Through a Word file's body in reading order: paragraphs with what is seen of them, tables, text boxes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from tracker.model import Layout
from tracker.read.colours import WHITE, Colour
from tracker.read.docx_looks import PLAIN, Look, ground_of, look_of, table_ground
from tracker.read.docx_numbering import Counter, W, value_of
from tracker.read.docx_parts import (
    CHOICE,
    CONTROL,
    DRAWINGS,
    FIELD,
    GONE,
    LOOKS,
    MATH,
    PARAGRAPH,
    RUBY,
    RUN,
    SYMBOL,
    TABLE,
    TEXT,
    chosen,
    content,
    mark_deleted,
    text_boxes,
)
from tracker.read.docx_styles import Style
from tracker.read.docx_tables import read_table
from tracker.read.signs import GAP, LEVEL, RAISED, shown_text
from tracker.read.tables import Flow, Marked, RawTable

SIGNS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "",
}
# Signs of the Symbol font that could stand in a figure; others of the kind are ornaments.
SYMBOLS = {"B3": "≥", "A3": "≤", "B1": "±", "B4": "×", "BB": "≈", "B0": "°", "2D": "-", "25": "%"}


LEVELS = frozenset("012345678")  # 9 is body text
HEADING = 60  # characters; a longer one is body text in a heading's style


@dataclass(slots=True)
class Walk:
    """One pass over the body and the notes, in reading order: lists count on, and fields open and close."""

    counter: Counter | None
    styles: dict[str, Style]
    headings: dict[str | None, str]  # style → its w:outlineLvl
    hides: bool  # whether anything in the document is hidden
    shaded: frozenset[str] = frozenset()  # styles of tables that paint cells
    ground: Colour | None = WHITE  # under what is read now; None where it can't be told
    doubtful: list[str] = field(default_factory=list)  # white text on a ground that can't be told
    _in_code: list[bool] = field(default_factory=list)  # of the fields open at this point: still in their code?
    _carried: str = ""  # of paragraphs whose end was deleted: their text belongs to the next

    def blocks(self, parent: Element) -> Iterator[Flow]:
        """The lines and tables of a body, a cell, a box or a note."""
        for child in parent:
            tag = child.tag
            if tag == PARAGRAPH:
                yield from self._paragraph(child)
            elif tag == TABLE:
                yield self._table(child)
            elif tag == CONTROL:
                yield from self.blocks(content(child))
            elif tag == CHOICE:
                yield from self.blocks(chosen(child))
            elif tag not in GONE:
                yield from self.blocks(child)
        if self._carried:
            yield self._carried
            self._carried = ""

    def _table(self, table: Element) -> RawTable:
        around = self.ground
        own = table_ground(table.find(f"{W}tblPr"), self.shaded, around) if self.hides else around

        def cell(element: Element) -> Iterator[Flow]:
            self.ground = ground_of(element.find(f"{W}tcPr"), own) if self.hides else own
            yield from self.blocks(element)

        found = read_table(table, cell)
        self.ground = around
        return found

    def shown(self, parent: Element) -> Iterator[Flow]:
        """The lines and tables of a box or a note, without the empty lines."""
        for item in self.blocks(parent):
            if not isinstance(item, str):
                yield item
            elif item.strip():
                yield item.strip()

    def _paragraph(self, paragraph: Element) -> Iterator[Flow]:
        pieces: list[str] = []
        boxes: list[Element] = []
        self._in_code.clear()  # a field whose end is missing must not swallow the rest of the document
        looks = paragraph.find(f"{W}pPr")
        style = self._style(looks, "pStyle")
        around = self.ground
        self.ground = ground_of(looks, around) if self.hides else around
        self._inline(paragraph, pieces, boxes, PLAIN if style is None else style.look)
        self.ground = around
        text = shown_text("".join(pieces))
        end_deleted = looks is not None and mark_deleted(looks)
        label = None
        if self.counter is not None and (text or not end_deleted):
            label = self._label(looks, style)
            text = (label or "") + text if text.strip() else text
        if end_deleted:
            self._carried += text
        else:
            text, self._carried = self._carried + text, ""
            yield self._marked(text, looks, is_item=label is not None)
        for box in boxes:
            carried, self._carried, self.ground = self._carried, "", None  # what a shape is filled with isn't read
            yield from self.shown(box)
            self._carried, self.ground = carried, around

    def _marked(self, text: str, looks: Element | None, *, is_item: bool) -> Flow:
        """A paragraph with what Word says it is, if anything. Body text in a heading's style is none."""
        level = None if looks is None else value_of(looks, "outlineLvl") or self.headings.get(value_of(looks, "pStyle"))
        if level in LEVELS and 0 < len(text.strip()) <= HEADING:
            return Marked(text, Layout.HEADING, int(level) + 1)
        return Marked(text, Layout.ITEM) if is_item and text.strip() else text

    def _style(self, looks: Element | None, kind: str) -> Style | None:
        name = None if looks is None else value_of(looks, kind)
        return None if name is None else self.styles.get(name)

    def _label(self, looks: Element | None, style: Style | None) -> str | None:
        """The number before a paragraph of a list. Its own settings come before those of its style; list 0 is none."""
        assert self.counter is not None
        own = None if looks is None else looks.find(f"{W}numPr")
        list_id = None if own is None else value_of(own, "numId")
        level = None if own is None else value_of(own, "ilvl")
        if style is not None:
            list_id = list_id or style.list_id
            level = level or style.level
        if list_id is None or list_id == "0":
            return None
        if level is None or not level.isdecimal() or len(level) > 2:
            name = None if looks is None else value_of(looks, "pStyle")
            return self.counter.next_label(list_id, self.counter.level_of_style(list_id, name))
        return self.counter.next_label(list_id, int(level))

    def _inline(self, parent: Element, pieces: list[str], boxes: list[Element], look: Look) -> None:
        for child in parent:
            tag = child.tag
            if tag == RUN:
                self._run(child, pieces, boxes, look)
            elif tag == CONTROL:
                self._inline(content(child), pieces, boxes, look)
            elif tag == CHOICE:
                self._inline(chosen(child), pieces, boxes, look)
            elif tag == f"{MATH}t":
                pieces.append(child.text or "")
            elif tag not in GONE:
                self._inline(child, pieces, boxes, look)

    def _run(self, run: Element, pieces: list[str], boxes: list[Element], look: Look) -> None:
        if self.hides and not self._is_seen(run, look):
            pieces.append(GAP)
            for mark in run.iter(FIELD):
                self._field(mark.get(f"{W}fldCharType"))
            return
        level = ""
        for child in run:
            tag = child.tag
            if tag == TEXT:
                if not any(self._in_code):
                    pieces.append(child.text or "")
            elif tag == LOOKS:
                if value_of(child, "vertAlign") == "superscript":
                    pieces.append(RAISED)
                    level = LEVEL
            elif tag in SIGNS:
                if not any(self._in_code):
                    pieces.append(SIGNS[tag])
            elif tag == FIELD:
                self._field(child.get(f"{W}fldCharType"))
            elif tag in DRAWINGS:
                boxes.extend(text_boxes(child))
            elif tag == RUBY:
                base = child.find(f"{W}rubyBase")
                self._inline(Element("none") if base is None else base, pieces, boxes, look)
            elif tag == SYMBOL:
                pieces.append(SYMBOLS.get(child.get(f"{W}char", "").upper().removeprefix("F0"), ""))
            elif tag == f"{MATH}t":
                pieces.append(child.text or "")
        if level:
            pieces.append(level)

    def _is_seen(self, run: Element, look: Look) -> bool:
        """Whether a reader sees a run; white on a ground that can't be told is noted, and read."""
        looks = run.find(LOOKS)
        if looks is not None:
            style = self._style(looks, "rStyle")
            look = look_of(looks, look if style is None else _over(style.look, look))
        if look.is_doubtful_on(self.ground) and (words := "".join(run.itertext()).strip()):
            self.doubtful.append(words)
        return look.seen_on(self.ground)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._in_code.append(True)
        elif self._in_code and kind == "separate":
            self._in_code[-1] = False
        elif self._in_code and kind == "end":
            self._in_code.pop()


def _over(own: Look, below: Look) -> Look:
    """A character style's look over that of the paragraph's style."""
    return Look(
        hidden=own.hidden or below.hidden,
        struck=own.struck or below.struck,
        tiny=own.tiny or below.tiny,
        clear=own.clear or below.clear,
        colour=below.colour if own.colour is None else own.colour,
        ground=own.ground if own.paints else below.ground,
        paints=own.paints or below.paints,
    )
