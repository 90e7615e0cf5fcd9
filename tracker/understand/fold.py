"""One spelling for analysis, letter by letter: full-width, traditional and spaced writings read alike.

The text itself is never changed. ``fold`` keeps its length, so offsets carry over; ``squeeze`` drops white
space and keeps, for each character left, where it stood.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

_WIDTHS = {0xFF01 + i: 0x21 + i for i in range(94)} | {ord("－"): "-", ord("−"): "-", ord("〇"): "零", ord("％"): "%"}
# After widths are one, the marks of a sentence take their Chinese form; a comma inside 1,402 stays.
_CHINESE = str.maketrans({";": "；", ":": "：", "!": "！", "?": "？", "`": "'"})
_COMMA = re.compile(r"(?<!\d),|,(?!\d{3}(?!\d))")
# Letters that only traditional texts have, frequent enough that one of them stands in every page of such a text.
_TRADITIONAL = re.compile(
    "[國會產長業與為於這個來時們經濟發開關點進對學應機場從現實單後見無電車東門問間話說區縣鄉農億萬]"
)
_WIDE_COMMA = re.compile(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")  # １２，３４５ is one number
_SPACE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]+")


@cache
def _simplified(letters: frozenset[str]) -> dict[int, str]:
    from opencc import OpenCC

    convert = OpenCC("t2s").convert
    pairs = {letter: convert(letter) for letter in letters}
    return {ord(old): new for old, new in pairs.items() if len(new) == 1 and old != new}


def fold(text: str) -> str:
    """The text in one spelling, of the same length: half-width letters and digits, simplified characters.

    A full-width comma never joins digits (100，200 are two numbers) but wide ones; a plain one inside 1,402 does.
    """
    folded = _WIDE_COMMA.sub(",", text) if "，" in text else text
    folded = folded.replace("，", "\ue000").translate(_WIDTHS).translate(_CHINESE)
    folded = _COMMA.sub("\ue000", folded).replace("\ue000", "，")
    if _TRADITIONAL.search(folded):
        folded = folded.translate(_simplified(frozenset(letter for letter in folded if "\u4e00" <= letter <= "\u9fff")))
    return folded


@dataclass(frozen=True, slots=True)
class Squeezed:
    """A stretch of text without its white space: ``at[i]`` is where ``text[i]`` stands in the document."""

    text: str
    at: tuple[int, ...]
    end: int  # where the stretch ends in the document

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The document's offsets of ``text[start:end]``, which must not be empty."""
        return self.at[start], self.at[end - 1] + 1


def squeeze(folded: str, start: int, end: int) -> Squeezed:
    """``folded[start:end]`` without white space and characters that show nothing."""
    piece = folded[start:end]
    if _SPACE.search(piece) is None:
        return Squeezed(piece, tuple(range(start, end)), end)
    kept = [(char, start + i) for i, char in enumerate(piece) if not _SPACE.match(char)]
    return Squeezed("".join(char for char, _ in kept), tuple(at for _, at in kept), end)
