"""Colours as pages and Word files write them, and whether two are as good as one."""

from __future__ import annotations

import re

Colour = tuple[int, int, int]

WHITE: Colour = (255, 255, 255)
BLACK: Colour = (0, 0, 0)
NEAR = 16  # of 255, in each of the three parts: #fafafa on white is not seen

_NAMES = {
    "white": "ffffff", "black": "000000", "red": "ff0000", "blue": "0000ff", "green": "008000", "yellow": "ffff00",
    "gray": "808080", "grey": "808080", "silver": "c0c0c0", "maroon": "800000", "purple": "800080", "fuchsia": "ff00ff",
    "lime": "00ff00", "olive": "808000", "navy": "000080", "teal": "008080", "aqua": "00ffff", "orange": "ffa500",
    "snow": "fffafa", "ivory": "fffff0", "whitesmoke": "f5f5f5", "ghostwhite": "f8f8ff", "floralwhite": "fffaf0",
    "cyan": "00ffff", "magenta": "ff00ff", "darkred": "8b0000", "darkblue": "00008b", "darkgreen": "006400",
    "darkgray": "a9a9a9", "darkgrey": "a9a9a9", "lightgray": "d3d3d3", "lightgrey": "d3d3d3", "darkyellow": "808000",
    "darkcyan": "008b8b", "darkmagenta": "8b008b",
}  # fmt: skip
_HEX = re.compile(r"#?([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})")
_FUNCTION = re.compile(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})(?:[\s,/]+(\d{0,9}\.?\d{1,9})(%?))?\s*\)")


def parse_colour(text: str) -> Colour | None:
    """A colour of ``#fff``, ``rgb(255, 255, 255)``, ``white``; ``None`` where it can't be told."""
    text = text.strip().lower()
    text = _NAMES.get(text, text)
    found = _HEX.fullmatch(text)
    if found is not None:
        digits = found[1] if len(found[1]) >= 6 else "".join(2 * each for each in found[1])
        return (int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)) if digits[6:8] in ("", "ff") else None
    given = _FUNCTION.fullmatch(text)
    if given is None or (given[4] is not None and float(given[4]) != (100 if given[5] else 1)):
        return None
    return (min(int(given[1]), 255), min(int(given[2]), 255), min(int(given[3]), 255))


def is_clear(text: str) -> bool:
    """Whether a colour is none at all: transparent, or with no part of it opaque."""
    text = text.strip().lower()
    found = _FUNCTION.fullmatch(text)
    if found is not None:
        return found[4] is not None and float(found[4]) == 0
    return text == "transparent" or (
        len(text) in (5, 9) and text[0] == "#" and not text[-(len(text) // 4) :].strip("0")
    )


def is_same(one: Colour | None, other: Colour | None) -> bool:
    """Whether text in one colour can't be seen on the other; never where one of them isn't known."""
    return one is not None and other is not None and all(abs(a - b) <= NEAR for a, b in zip(one, other, strict=True))


def is_pale(colour: Colour | None) -> bool:
    """Whether a colour is white or nearly so."""
    return is_same(colour, WHITE)
