"""What the modules that read HTML share: which elements end a line, and text as it is shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tracker.read.signs import is_wide

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# fmt: off
BLOCKS = frozenset((
    "address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "ol", "p",
    "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))
# fmt: on
CONTAINERS = BLOCKS - {"p", "pre", "li", "dd", "dt", "tr", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "ul"}
SPACE = re.compile(r"[ \t\r\n\f\v]+")
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
EDGES = " \t\u00a0\u3000\n\r"

UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # no XML has it, and no tree takes it


def collapsed(text: str) -> str:
    """White space that a browser shows as one space as one, and none between hanzi."""

    def one(space: re.Match[str]) -> str:
        before, after = text[space.start() - 1 : space.start()], text[space.end() : space.end() + 1]
        wraps = "\n" in space[0] and before and after and (is_wide(before) or is_wide(after))
        return "" if wraps else " "

    return SPACE.sub(one, text)


def text_in(element: Element) -> str:
    """All text of an element, as it stands in the source."""
    return "".join(map(str, element.itertext()))


def bare(text: str) -> str:
    """Text as it is shown on a line of its own."""
    return collapsed(text.translate(INVISIBLE)).strip(EDGES)


def drop(element: Element) -> None:
    """Take what an element holds out of the tree, and leave what follows it.

    An empty ``span`` stays in its place: put behind what stands before it, what follows thousands of them would be
    copied thousands of times.
    """
    if element.getparent() is None:
        return
    was_block = element.tag in BLOCKS
    del element[:]
    element.text = None
    element.attrib.clear()
    element.tag = "span"
    if was_block:
        # what &#1; made there can be read from a tree, and not be put into one
        element.tail = "\n" + UNFIT.sub("\ufffd", element.tail or "")
