"""What all formats share of single signs: which are wide, how broken lines are healed, what leads to a note."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.model import Message

# What is raised and only leads to a note: 国内生产总值[2]1210207亿元 has one figure.
NOTE_MARK = re.compile(r"\s*[\[［〔(（【]\s*(?:注\s*)?\d{1,3}\s*[\]］〕)）】]\s*|\s*[①-⑳]\s*")


GAP = "\ufdd0"
"""Stands, while a file is read, where text was left out: what was parted by it stays parted. No file may hold it."""

_FIGURES = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹", ",， ")
_NUMBERS = re.compile(r"[\d,， ]*\d[\d,， ]*", re.ASCII)
RAISED, LEVEL = "\ufdd1", "\ufdd2"
"""Stand, while a file is read, around text that is raised above its line."""

_GAPS = re.compile(rf"(?<=\d){GAP}+(?=\d)")
_RAISED_TEXT = re.compile(rf"{RAISED}([^{RAISED}{LEVEL}]*){LEVEL}?")


def shown_text(text: str) -> str:
    """Text without the signs that a reader put into it.

    Two numbers are not one, since something between them was left out. A raised number is written in raised figures
    (12万m², and 生产总值³ where it leads to a note), and the raised mark of a note ([3], ①) left out.
    """
    if RAISED in text:
        text = _RAISED_TEXT.sub(_raised, text.replace(LEVEL + RAISED, "")).replace(LEVEL, "")
    return _GAPS.sub(" ", text).replace(GAP, "") if GAP in text else text


def _raised(found: re.Match[str]) -> str:
    if NOTE_MARK.fullmatch(found[1]):
        return ""
    return raised(found[1])


def raised(text: str) -> str:
    """Raised text as it is written on a line: a number in raised figures, anything else as it is."""
    return text.translate(_FIGURES) if _NUMBERS.fullmatch(text) else text


def is_wide(character: str) -> bool:
    """Whether a character is hanzi or full-width punctuation, between which a line break means nothing."""
    return (
        "\u2e80" <= character <= "\u9fff"
        or "\uf900" <= character <= "\uffef"
        or character in "—…“”‘’·"
        or (character >= "\U00020000")
    )


def glue(before: str, after: str) -> str:
    """What stands between two parts of one sentence that a line break parted.

    A space between Latin words, and between digits: no printer breaks a number, so they are two.
    """
    if not before or not after:
        return ""
    last, first = before[-1], after[0]
    if last.isdecimal() and first.isdecimal():
        return " "
    return " " if last.isascii() and first.isascii() and (last.isalpha() or first.isalpha()) and last != "-" else ""


def is_title(title: str, text: str) -> bool:
    """Whether words from a file's properties are the title that its first lines show."""
    wanted = "".join(title.split())
    return len(wanted) >= 4 and wanted in "".join(text[:600].split())


def white_text(words: Sequence[str]) -> Message:
    """The note on white text that was read, since nobody can tell on what ground it stands."""
    first = words[0] if len(words[0]) <= 20 else f"{words[0][:19]}…"
    return Message(
        "{count} piece(s) of white text are read, on a ground that can't be told: “{words}”; compare with the page",
        {"count": len(words), "words": first},
    )
