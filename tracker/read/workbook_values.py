"""What the cells of a workbook say: texts of several runs, numbers, the names of columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

CHARACTERS = 16_000_000  # of all the texts of one part
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Texts:
    """Puts a text together from its runs: struck-out ones and the reading aids of East Asian names are left out."""

    def __init__(self, too_much: Callable[[], Exception]) -> None:
        self._too_much = too_much
        self._left = CHARACTERS
        self._pieces: list[str] = []
        self._open = self._aside = self._struck = self._in_run = False

    def begin(self) -> None:
        """A new text."""
        self._pieces.clear()
        self._open = self._aside = self._struck = False

    def start(self, name: str, of: Mapping[str, str]) -> None:
        """A tag within a text."""
        if name == "t":
            self._open = not (self._aside or self._struck)
        elif name == "rPh":
            self._aside = True
        elif name == "r":
            self._struck = False
        elif name == "strike":
            self._struck = of.get("val", "1") not in ("0", "false")

    def end(self, name: str) -> None:
        """The end of a tag."""
        if name == "t":
            self._open = False
        elif name == "rPh":
            self._aside = False
        elif name == "r":
            self._struck = False

    def add(self, piece: str) -> None:
        """Characters, kept where they are a text's."""
        if self._open:
            self._left -= len(piece)
            if self._left < 0:
                raise self._too_much()
            self._pieces.append(piece)

    def whole(self) -> str:
        """The text."""
        return unescaped("".join(self._pieces))


def column_letters(number: int) -> str:
    """``O`` for 15."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """15 for ``O``."""
    number = 0
    for each in letters:
        number = number * 26 + ord(each) - 64
    return number


def whole(text: str, otherwise: int = 0) -> int:
    """A whole number of at most nine digits, ``otherwise`` for anything else."""
    return int(text) if len(text) <= 9 and text.isascii() and text.isdigit() else otherwise


def number_text(text: str) -> tuple[str, str]:
    """The shortest text that means the same number, and ``number``; what is none is an error of the file."""
    try:
        value = float(text)
    except ValueError:
        return text, "error"
    if value != value or value in (float("inf"), float("-inf")):
        return text, "error"
    if value == int(value) and abs(value) < 1e15:
        return str(int(value)), "number"
    return repr(value), "number"


def unescaped(text: str) -> str:
    """Without Excel's escapes (``_x000D_``); half a pair of surrogates becomes ``�``."""
    if "_x" not in text:
        return text
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").replace("\r\n", "\n")
