"""How Word shows a text: what is hidden, struck out, too small to be read, or in the colour of its ground."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from tracker.read.colours import WHITE, Colour, is_pale, is_same, parse_colour
from tracker.read.docx_numbering import VAL, W, value_of
from tracker.read.docx_parts import OFF

SMALLEST = 2  # half points; nobody reads print of 1 point
NO_FILL = "{http://schemas.microsoft.com/office/word/2010/wordml}noFill"
SHADING = f"{W}shd"

# What a file without any of these, in whatever prefix, can't hide.
_SIGNS = (b"vanish", b"strike", b"webHidden", b"noFill", b'"solid"')
_SMALL = re.compile(rb'sz [^<>]*?val="[012]"')
_COLOURS = re.compile(rb'color [^<>]*?val="([0-9A-Fa-f]{6})"')
_FILLS = re.compile(rb'fill="([0-9A-Fa-f]{6})"')
_HIGHLIGHTS = re.compile(rb'highlight [^<>]*?val="([A-Za-z]+)"')


def is_shaded(xml: bytes) -> bool:
    """Whether anything in a document has a ground of its own."""
    return _FILLS.search(xml) is not None or b"highlight " in xml or b"<w:background " in xml


def may_hide(*parts: bytes | None) -> bool:
    """Whether anything in a document's text or styles could be invisible: most have nothing of the kind.

    What surely hides nothing may have been taken out of it before.
    """
    told = [part for part in parts if part is not None and b"rPr" in part]
    if any(sign in part for part in told for sign in _SIGNS) or any(map(_SMALL.search, told)):
        return True
    colours = {parse_colour(found.decode()) for part in told for found in _COLOURS.findall(part)}
    if not colours:
        return False
    grounds = {parse_colour(found.decode()) for part in told for found in _FILLS.findall(part)} | {WHITE}
    grounds |= {parse_colour(found.decode()) for part in told for found in _HIGHLIGHTS.findall(part)}
    return any(is_same(colour, ground) for colour in colours for ground in grounds)


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks, by its own properties and those of its styles."""

    hidden: bool = False
    struck: bool = False
    tiny: bool = False
    clear: bool = False
    colour: Colour | None = None  # None: automatic, which always stands out
    ground: Colour | None = None
    paints: bool = False  # whether ``ground`` is its own, which may be one that can't be told

    def seen_on(self, ground: Colour | None) -> bool:
        """Whether it can be seen on the ground around it."""
        if self.hidden or self.struck or self.tiny or self.clear:
            return False
        return not is_same(self.colour, self.ground if self.paints else ground)

    def is_doubtful_on(self, ground: Colour | None) -> bool:
        """Whether it is white on a ground that can't be told."""
        return is_pale(self.colour) and (self.ground if self.paints else ground) is None


PLAIN = Look()


def look_of(properties: Element, above: Look) -> Look:
    """The look that ``w:rPr`` gives, over that of the styles."""
    look = above
    for child in properties:
        name = child.tag
        on = child.get(VAL) not in OFF
        if name in (f"{W}vanish", f"{W}webHidden"):
            look = replace(look, hidden=on)
        elif name in (f"{W}strike", f"{W}dstrike"):
            look = replace(look, struck=on)
        elif name == f"{W}sz":
            size = child.get(VAL, "")
            look = replace(look, tiny=size.isdecimal() and len(size) < 5 and int(size) <= SMALLEST)
        elif name == f"{W}color":
            look = replace(look, colour=_colour(child))
        elif name == f"{W}highlight" and on:
            look = replace(look, ground=parse_colour(child.get(VAL, "")), paints=True)
        elif name == SHADING and _paints(child):
            look = replace(look, ground=_shade(child), paints=True)
        elif child.tag.endswith("}textFill"):
            look = replace(look, clear=child.find(NO_FILL) is not None)
    return look


def ground_of(properties: Element | None, around: Colour | None) -> Colour | None:
    """The ground that ``w:pPr``, ``w:tcPr`` or ``w:tblPr`` paints; else that of what is around."""
    shading = None if properties is None else properties.find(SHADING)
    return around if shading is None or not _paints(shading) else _shade(shading)


def page_ground(root: Element) -> Colour | None:
    """The ground of the pages: white, unless the document has a background."""
    background = root.find(f"{W}background")
    return WHITE if background is None else parse_colour(background.get(f"{W}color", ""))


def shaded_tables(styles: Element) -> frozenset[str]:
    """The styles of tables that paint any of their cells: nobody can tell which."""
    return frozenset(
        each.get(f"{W}styleId", "")
        for each in styles.iter(f"{W}style")
        if each.get(f"{W}type") == "table" and any(map(_paints, each.iter(SHADING)))
    )


def table_ground(properties: Element | None, shaded: frozenset[str], around: Colour | None) -> Colour | None:
    """The ground of a table's cells, where they have none of their own."""
    style = None if properties is None else value_of(properties, "tblStyle")
    return ground_of(properties, None if style in shaded else around)


def _paints(shading: Element) -> bool:
    return shading.get(VAL) not in ("nil", None) and (
        shading.get(VAL) != "clear" or shading.get(f"{W}fill", "auto") != "auto" or _is_themed(shading)
    )


def _is_themed(shading: Element) -> bool:
    return shading.get(f"{W}themeFill") is not None


def _shade(shading: Element) -> Colour | None:
    """The colour of a shading; ``None`` where it is a pattern, or told by the theme alone."""
    if shading.get(VAL) == "clear":
        return parse_colour(shading.get(f"{W}fill", ""))
    return parse_colour(shading.get(f"{W}color", "")) if shading.get(VAL) == "solid" else None


def _colour(element: Element) -> Colour | None:
    if element.get(VAL) is None and element.get(f"{W}themeColor") in ("background1", "light1"):
        return WHITE
    return parse_colour(element.get(VAL, ""))
