"""What a reader of a page sees: without what is struck out, hidden, off the page, or in the colour of its ground."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tracker.read.colours import BLACK, WHITE, Colour, is_clear, is_pale, is_same, parse_colour
from tracker.read.html_parts import CONTAINERS, drop
from tracker.read.html_rules import Declarations, Rules, read_rules
from tracker.read.signs import GAP

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

STRUCK = frozenset({"s", "strike", "del"})
UNVEILED = 0.5  # of a page's text: a hidden part that holds more is the page, which a script shows
OFF = -300  # pixels or points to the left of the page, or above it
TINY = 1  # pixel or point; print that small is not there to be read
_LENGTH = re.compile(r"(-?[\d.]+)\s*(px|pt|em|rem|%|cm|mm|in|vw|vh|)")
_IN_PIXELS = {"em": 16.0, "rem": 16.0, "%": 10.0, "cm": 38.0, "mm": 3.8, "in": 96.0, "vw": 10.0, "vh": 10.0}
_NOT_DRAWN = re.compile(r"scale[xy]?\(\s*0?\.?0*\s*[,)]|translate[xy3d]*\([^()]*-\d{3,}")
_CLIPPED = re.compile(
    r"rect\(\s*[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?\s*\)|inset\((?:50|100)%"
)
_PICTURE = re.compile(r"url\(|gradient\(")


@dataclass(frozen=True, slots=True)
class Look:
    """How the text of an element is shown."""

    colour: Colour | None  # None: not known
    ground: Colour | None
    gone: bool = False  # its children too, whatever they say
    veiled: bool = False  # a child may say otherwise
    struck: bool = False
    tiny: bool = False
    clear: bool = False  # as glass

    @property
    def is_seen(self) -> bool:
        """Whether anybody can read it."""
        return not (
            self.gone or self.veiled or self.struck or self.tiny or self.clear or is_same(self.colour, self.ground)
        )


def drop_unseen(root: Element, body: Element) -> list[Element]:
    """Take out of a page what its reader doesn't see.

    Gives the elements whose text is white on a ground that isn't known: they stay.
    """
    rules = read_rules(root)
    looks = _looks(body, rules, frozenset())
    unveiled = _unveiled(body, looks)
    if unveiled:
        looks = _looks(body, rules, unveiled)
    doubtful = []
    for element in list(body.iter()):
        look, around = looks[element], looks[None if element is body else element.getparent()]
        if look.gone:
            if not around.gone:
                drop(element)
            continue
        if not look.is_seen and element.text:
            element.text = GAP
        if not around.is_seen and element.tail and element is not body:
            element.tail = GAP
        if look.colour != around.colour and look.ground is None and is_pale(look.colour) and look.is_seen:
            doubtful.append(element)
    return doubtful


def _looks(body: Element, rules: Rules, unveiled: frozenset[Element]) -> dict[Element | None, Look]:
    """How each element of a page looks; under ``None`` the page itself."""
    plain = Look(None, None) if rules.paints else Look(BLACK, WHITE)
    top = body.getparent()
    looks: dict[Element | None, Look] = {None: plain if top is None else _look(plain, top, rules)}
    for element in body.iter():
        look = _look(looks[None if element is body else element.getparent()], element, rules)
        looks[element] = replace(look, gone=False, veiled=False) if element in unveiled else look
    return looks


def _unveiled(body: Element, looks: dict[Element | None, Look]) -> frozenset[Element]:
    """The hidden parts that hold most of a page's words: a script shows them."""
    hidden = []
    for element, look in looks.items():
        if element is not None and element.tag in CONTAINERS and (look.gone or look.veiled):
            around = looks[None if element is body else element.getparent()]
            if not (around.gone or around.veiled):
                hidden.append(element)
    least = UNVEILED * _length(body) if hidden else 0
    return frozenset(element for element in hidden if _length(element) >= least)


def _length(element: Element) -> int:
    return sum(len("".join(str(each).split())) for each in element.itertext())


def _look(above: Look, element: Element, rules: Rules) -> Look:
    """How an element looks, given what is around it."""
    tag = element.tag
    if not rules.by_key and not element.attrib and tag not in STRUCK:
        return above
    declared = rules.declared(element)
    get = element.get
    look = above
    if tag in STRUCK or "line-through" in declared.get("text-decoration", declared.get("text-decoration-line", "")):
        look = replace(look, struck=True)
    if get("hidden") is not None and "display" not in declared:
        look = replace(look, gone=True)
    if tag == "a" and get("href") is not None:
        look = replace(look, colour=None)  # links have a colour of their own
    if get("bgcolor"):
        look = replace(look, ground=parse_colour(get("bgcolor") or ""))
    if get("background"):
        look = replace(look, ground=None)
    if tag == "font" and get("color"):
        look = replace(look, colour=parse_colour(get("color") or ""))
    return _declared_look(look, declared) if declared else look


def _declared_look(look: Look, declared: Declarations) -> Look:
    if _is_gone(declared):
        look = replace(look, gone=True)
    visibility = declared.get("visibility")
    if visibility is not None:
        look = replace(look, veiled=visibility in ("hidden", "collapse"))
    size = declared.get("font-size")
    if size is not None:
        look = replace(look, tiny=_is_tiny(size, look.tiny))
    for name in ("background", "background-color"):
        if name in declared:
            look = replace(look, ground=_ground(declared[name], look.ground))
    colour = declared.get("color")
    if colour is not None and colour not in ("inherit", "unset", "currentcolor"):
        look = replace(look, colour=parse_colour(colour), clear=is_clear(colour))
    return look


def _is_gone(declared: Declarations) -> bool:
    """Whether an element and all in it are not on the page."""
    get = declared.get
    if get("display") == "none" or get("mso-hide") == "all" or get("content-visibility") == "hidden":
        return True
    if _pixels(get("opacity", "1")) == 0:
        return True
    placed = get("position") in ("absolute", "fixed")
    if placed and (any(map(_is_off, map(get, ("left", "right", "top", "bottom")))) or _CLIPPED.match(get("clip", ""))):
        return True
    if _is_off(get("text-indent")) or _is_off(get("margin-left")) or _CLIPPED.match(get("clip-path", "")):
        return True
    shut = get("overflow", "").startswith(("hidden", "clip"))
    if shut and any(_pixels(get(side)) == 0 for side in ("height", "max-height", "width")):
        return True
    return _NOT_DRAWN.search(get("transform", "")) is not None


def _is_off(text: str | None) -> bool:
    pixels = _pixels(text)
    return pixels is not None and pixels <= OFF


def _pixels(text: str | None) -> float | None:
    """A length, roughly, in pixels; ``None`` where it can't be told."""
    found = None if text is None else _LENGTH.fullmatch(text.strip())
    try:
        return None if found is None else float(found[1]) * _IN_PIXELS.get(found[2], 1.0)
    except ValueError:
        return None


def _is_tiny(size: str, above: bool) -> bool:
    if size.endswith(("em", "%")) and not size.endswith("rem"):
        return above or _pixels(size) == 0
    pixels = _pixels(size)
    return above if size in ("inherit", "unset") else pixels is not None and pixels <= TINY


def _ground(text: str, above: Colour | None) -> Colour | None:
    """The ground that a declaration paints; that of what is around where it paints none."""
    if _PICTURE.search(text):
        return None
    if text in ("none", "inherit", "initial", "unset") or is_clear(text):
        return above
    colours = [
        found for word in re.findall(r"rgba?\([^()]*\)|[^\s]+", text) if (found := parse_colour(word)) is not None
    ]
    return colours[0] if colours else None
