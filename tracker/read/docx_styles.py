"""The styles of a Word file: numbers, headings and looks that paragraphs take from them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from tracker.read.docx_looks import PLAIN, Look, look_of
from tracker.read.docx_numbering import W, value_of

OUTLINE = re.compile(rb'<w:outlineLvl w:val="(\d)"')
STYLE_ID = re.compile(rb' w:styleId="([^"<>]*)"')


def read_headings(styles: bytes) -> dict[str | None, str]:
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
    """What a paragraph or character style says of numbers and looks, its ancestors included."""

    list_id: str | None = None
    level: str | None = None
    look: Look = PLAIN


def read_styles(root: Element) -> dict[str, Style]:
    """The styles of styles.xml by their ids."""
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
            looks = elements[each].find(f"{W}rPr")
            style = Style(
                list_id=style.list_id if number is None else value_of(number, "numId") or style.list_id,
                level=style.level if number is None else value_of(number, "ilvl") or style.level,
                look=style.look if looks is None else look_of(looks, style.look),
            )
            found[each] = style
    return found
