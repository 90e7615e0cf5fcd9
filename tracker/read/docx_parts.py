"""The elements of Word's XML that modules share, and how to step over what only wraps others."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from tracker.read.docx_numbering import VAL, W

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
PARAGRAPH, RUN, TEXT, TABLE, CONTROL = (f"{W}{name}" for name in ("p", "r", "t", "tbl", "sdt"))
LOOKS, FIELD, RUBY, SYMBOL, BOX = (f"{W}{name}" for name in ("rPr", "fldChar", "ruby", "sym", "txbxContent"))
CHOICE = f"{MC}AlternateContent"
DRAWINGS = frozenset({f"{W}drawing", f"{W}pict", f"{W}object", CHOICE})
GONE = frozenset(f"{W}{name}" for name in ("pPr", "del", "moveFrom", "sdtPr", "tcPr", "trPr", "tblPr", "sectPr"))
OFF = ("0", "false", "off", "none")


def within(parent: Element, tag: str) -> Iterator[Element]:
    """The rows of a table, or the cells of a row, also where a content control or a tracked change wraps them."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag == CONTROL:
            yield from within(content(child), tag)
        elif child.tag not in GONE and child.tag != TABLE:
            yield from within(child, tag)


def content(control: Element) -> Element:
    """What a content control holds; nothing for a placeholder (单击此处输入文字) or a table of contents."""
    looks = control.find(f"{W}sdtPr")
    content = control.find(f"{W}sdtContent")
    if content is None:
        return Element("none")
    if looks is not None:
        part = looks.find(f"{W}docPartObj/{W}docPartGallery")
        if looks.find(f"{W}showingPlcHdr") is not None or (part is not None and part.get(VAL) == "Table of Contents"):
            return Element("none")
    return content


def chosen(choice: Element) -> Element:
    """Of two renderings of one thing the newer; the fallback says the same again."""
    return next(iter(choice), Element("none"))


def text_boxes(drawing: Element) -> Iterator[Element]:
    """The text boxes in a drawing, outermost ones, each once."""
    for child in (chosen(drawing),) if drawing.tag == CHOICE else drawing:
        if child.tag == BOX:
            yield child
        else:
            yield from text_boxes(child)


def mark_deleted(looks: Element) -> bool:
    """Whether the end of the paragraph was deleted or moved away, so that it runs on into the next."""
    mark = looks.find(LOOKS)
    return mark is not None and any(mark.find(f"{W}{gone}") is not None for gone in ("del", "moveFrom"))
