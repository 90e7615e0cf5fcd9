"""What all formats share of single signs: which are wide, how broken lines are healed, what leads to a note."""

from __future__ import annotations

import re

# What is raised and only leads to a note: 国内生产总值[2]1210207亿元 has one figure.
NOTE_MARK = re.compile(r"\s*[\[［〔(（【]\s*(?:注\s*)?\d{1,3}\s*[\]］〕)）】]\s*|\s*[①-⑳]\s*")


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
