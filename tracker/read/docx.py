"""Word: the paragraphs of a .docx, each once, with the standard library.

Read are: paragraphs, tables (a row a line, tabs between cells), content controls, inserted and moved-to text, text
boxes after the paragraph that holds them, numbers that Word makes itself, footnotes and endnotes at the end. Left out:
deleted, moved-away and hidden text, field codes, placeholders, a table of contents, headers and footers, comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from tracker.model import Document, Layout, UnreadableReport
from tracker.read.blocks import find_blocks
from tracker.read.docx_numbering import VAL, Counter, W, read_lists, value_of
from tracker.read.docx_parts import (
    CHOICE,
    CONTROL,
    DRAWINGS,
    FIELD,
    GONE,
    LOOKS,
    MATH,
    OFF,
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
from tracker.read.docx_tables import read_table
from tracker.read.limits import collector_off
from tracker.read.package import NODES, Package
from tracker.read.signs import NOTE_MARK, is_title
from tracker.read.tables import Flow, Marked, Settled, settle
from tracker.read.text_tables import find_tables

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

# Formatting is two thirds of the tags of a real document.xml and says nothing here: dropped before parsing, a report
# takes half the time. What matters in it (w:vanish, w:rStyle, w:numPr, tracked changes) is not on the list, and a group
# that holds more than the list names stays whole. Only within CDATA, which Word never writes, could it be text.
RUN_LOOKS = (
    rb"(?:<w:rPr>(?:<w(?:14)?:(?:rFonts|szCs|sz|lang|bCs|b|iCs|i|u|color|kern|spacing|ligatures|highlight|shd|w|position"
    rb"|snapToGrid|textAlignment|numForm|numSpacing|cntxtAlts)(?: [^<>]*)?/>)*+</w:rPr>)"
)
PARAGRAPH_LOOKS = (
    rb"<w:pPr>(?:<w:(?:ind|jc|spacing|keepNext|keepLines|pageBreakBefore|widowControl|kinsoku|wordWrap|overflowPunct"
    rb"|topLinePunct|autoSpaceDE|autoSpaceDN|adjustRightInd|snapToGrid|textAlignment|shd)(?: [^<>]*)?/>)*+"
    + RUN_LOOKS + rb"?+</w:pPr>"
)  # fmt: skip
FORMATTING = re.compile(PARAGRAPH_LOOKS + b"|" + RUN_LOOKS + rb"|<w:(?:proofErr [^<>]*|lastRenderedPageBreak)/>")
REVISION_IDS = re.compile(rb'<w:([pr]) (?:w(?:14)?:(?:rsid\w*|paraId|textId)="[^"<>]*" ?)++>')

OUTLINE = re.compile(rb'<w:outlineLvl w:val="(\d)"')
STYLE_ID = re.compile(rb' w:styleId="([^"<>]*)"')
LEVELS = frozenset("012345678")  # 9 is body text
HEADING = 60  # characters; a longer one is body text in a heading's style


def read_docx(path: str, data: bytes) -> Document:
    """The document of a Word file's bytes.

    Raises ``UnreadableReport``: damaged, no Word file, protected, more than a report holds, or without text.
    """
    package = Package(path, data)
    main = _main_part(package)
    xml = package.part(main)
    if xml is None:
        raise UnreadableReport("{path}: a zip file, but no Word file; give a text, Word, PDF or HTML file", path=path)
    try:
        with collector_off():
            settled = _read_body(package, main, xml)
            text = settled.text
        title = _core_title(package, text)
    except RecursionError as error:
        raise UnreadableReport("{path}: tables or boxes nested too deeply; refused", path=path) from error
    if not text.strip():
        raise UnreadableReport("{path}: no text in it, perhaps only pictures; give a text file", path=path)
    tables = find_tables(text, settled.tables)
    blocks = find_blocks(text, tables, settled.marks)
    return Document(path=path, text=text, title=title, blocks=blocks, tables=tables)


def _main_part(package: Package) -> str:
    """Where the text stands: word/document.xml, unless the package says otherwise."""
    if "word/document.xml" in package.names():
        return "word/document.xml"
    relations = package.tree("_rels/.rels")
    for each in () if relations is None else relations:
        if each.get("Type", "").endswith("/officeDocument"):
            return each.get("Target", "").lstrip("/")
    return "word/document.xml"


def _read_body(package: Package, main: str, xml: bytes) -> Settled:
    folder = main.rpartition("/")[0]
    numbering = package.part(f"{folder}/numbering.xml")
    styles = package.part(f"{folder}/styles.xml") if b"Style w:val=" in xml else None  # else nothing refers to one
    hides = b"<w:vanish" in xml or (styles is not None and b"<w:vanish" in styles)
    walk = Walk(
        counter=None if numbering is None else Counter(read_lists(package.parse(numbering))),
        styles=_styles(package.parse(styles)) if styles is not None and (numbering is not None or hides) else {},
        headings={} if styles is None else _headings(styles),
        hides=hides,
    )
    package.weigh(xml, 3 * NODES)  # two thirds are formatting, which goes before the rest is parsed
    if b"<![CDATA[" not in xml:
        xml = FORMATTING.sub(b"", xml)
        if b" w:rsidR=" in xml:
            xml = REVISION_IDS.sub(rb"<w:\1>", xml)
    root = package.parse(xml)
    body = root.find(f"{W}body")
    flow = [] if body is None else list(walk.blocks(body))
    for name in ("footnotes", "endnotes"):
        notes = package.part(f"{folder}/{name}.xml")
        for note in () if notes is None else package.parse(notes):
            if note.get(f"{W}type") is None:  # else a separator line
                flow.extend(walk.shown(note))
    return settle(flow, lambda _: True)


def _headings(styles: bytes) -> dict[str | None, str]:
    """The styles of headings with their levels, "0" the highest; without parsing, since most files need no more."""
    found: dict[str | None, str] = {}
    for style in styles.split(b"</w:style>"):
        level = OUTLINE.search(style)
        name = STYLE_ID.search(style) if level is not None else None
        if level is not None and name is not None:
            found[name[1].decode(errors="replace")] = level[1].decode()
    return found


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph or character style says of numbers and visibility, its ancestors included."""

    list_id: str | None = None
    level: str | None = None
    hidden: bool = False


def _styles(root: Element) -> dict[str, Style]:
    elements = {each.get(f"{W}styleId", ""): each for each in root.iter(f"{W}style")}
    found: dict[str, Style] = {}
    for name in elements:
        chain: list[str] = []
        at: str | None = name
        seen: set[str] = set()
        while at is not None and at in elements and at not in seen and at not in found:
            chain.append(at)
            seen.add(at)
            at = value_of(elements[at], "basedOn")
        style = found[at] if at is not None and at in found else Style()
        for each in reversed(chain):
            number = elements[each].find(f"{W}pPr/{W}numPr")
            looks = elements[each].find(f"{W}rPr/{W}vanish")
            style = Style(
                list_id=style.list_id if number is None else value_of(number, "numId") or style.list_id,
                level=style.level if number is None else value_of(number, "ilvl") or style.level,
                hidden=style.hidden if looks is None else looks.get(VAL) not in OFF,
            )
            found[each] = style
    return found


@dataclass(slots=True)
class Walk:
    """One pass over the body and the notes, in reading order: lists count on, and fields open and close."""

    counter: Counter | None
    styles: dict[str, Style]
    headings: dict[str | None, str]  # style → its w:outlineLvl
    hides: bool  # whether anything in the document is hidden
    _in_code: list[bool] = field(default_factory=list)  # of the fields open at this point: still in their code?
    _carried: str = ""  # of paragraphs whose end was deleted: their text belongs to the next

    def blocks(self, parent: Element) -> Iterator[Flow]:
        """The lines and tables of a body, a cell, a box or a note."""
        for child in parent:
            tag = child.tag
            if tag == PARAGRAPH:
                yield from self._paragraph(child)
            elif tag == TABLE:
                yield read_table(child, self.blocks)
            elif tag == CONTROL:
                yield from self.blocks(content(child))
            elif tag == CHOICE:
                yield from self.blocks(chosen(child))
            elif tag not in GONE:
                yield from self.blocks(child)
        if self._carried:
            yield self._carried
            self._carried = ""

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
        self._inline(paragraph, pieces, boxes, hidden=style is not None and style.hidden)
        text = "".join(pieces)
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
            carried, self._carried = self._carried, ""
            yield from self.shown(box)
            self._carried = carried

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

    def _inline(self, parent: Element, pieces: list[str], boxes: list[Element], *, hidden: bool) -> None:
        for child in parent:
            tag = child.tag
            if tag == RUN:
                self._run(child, pieces, boxes, hidden=hidden)
            elif tag == CONTROL:
                self._inline(content(child), pieces, boxes, hidden=hidden)
            elif tag == CHOICE:
                self._inline(chosen(child), pieces, boxes, hidden=hidden)
            elif tag == f"{MATH}t":
                pieces.append(child.text or "")
            elif tag not in GONE:
                self._inline(child, pieces, boxes, hidden=hidden)

    def _run(self, run: Element, pieces: list[str], boxes: list[Element], *, hidden: bool) -> None:
        for child in run:
            tag = child.tag
            if tag == TEXT:
                if not any(self._in_code):
                    pieces.append(child.text or "")
            elif tag == LOOKS:
                if self.hides and self._is_hidden(child, hidden):
                    return
                if value_of(child, "vertAlign") == "superscript" and NOTE_MARK.fullmatch("".join(run.itertext())):
                    return
            elif tag in SIGNS:
                if not any(self._in_code):
                    pieces.append(SIGNS[tag])
            elif tag == FIELD:
                self._field(child.get(f"{W}fldCharType"))
            elif tag in DRAWINGS:
                boxes.extend(text_boxes(child))
            elif tag == RUBY:
                base = child.find(f"{W}rubyBase")
                self._inline(Element("none") if base is None else base, pieces, boxes, hidden=hidden)
            elif tag == SYMBOL:
                pieces.append(SYMBOLS.get(child.get(f"{W}char", "").upper().removeprefix("F0"), ""))
            elif tag == f"{MATH}t":
                pieces.append(child.text or "")

    def _is_hidden(self, looks: Element, inherited: bool) -> bool:
        own = looks.find(f"{W}vanish")
        if own is not None:
            return own.get(VAL) not in OFF
        style = self._style(looks, "rStyle")
        return inherited if style is None else style.hidden or inherited

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._in_code.append(True)
        elif self._in_code and kind == "separate":
            self._in_code[-1] = False
        elif self._in_code and kind == "end":
            self._in_code.pop()


def _core_title(package: Package, text: str) -> str | None:
    """The title in the file's properties, where the text itself begins with it: else it is a template's or a scan's."""
    core = package.part("docProps/core.xml")
    if core is None or b"title>" not in core:
        return None
    title = package.parse(core).findtext("{http://purl.org/dc/elements/1.1/}title") or ""
    return " ".join(title.split()) if is_title(title, text) else None
