"""Characters that nobody sees: a name with one in it is another name to a program, and looks the same."""

from __future__ import annotations

import re

from tracker.model import Fix, Place, Severity
from tracker.read.nodes import INVISIBLE, TURNING, Sheet

_RUN = re.compile(rf"(?:(?![\u200c\u200d])[{INVISIBLE}]|[\u200c\u200d](?=\w|\s)|(?<=\w)[\u200c\u200d])+")
"""Joiners between emoji are a part of the picture."""
_TURNS = re.compile(f"[{TURNING}]")


def _place(sheet: Sheet, found: re.Match[str]) -> Place:
    line, column = sheet.line_and_column(found.start())
    return Place(sheet.path, line, column, column + len(found.group()))


def add_invisible(sheet: Sheet) -> None:
    """Add a finding for each run of them, wherever it stands, comments included.

    One that turns the direction of a text shows it otherwise than it is read: that is an error.
    """
    for found in _RUN.finditer(sheet.text):
        turns = _TURNS.search(found.group()) is not None
        text = "{codes} is a character that nobody sees; take it out"
        if turns:
            text = "{codes} turns the direction of the text, which then looks otherwise than it is read; take it out"
        sheet.add(
            _place(sheet, found),
            "invisible",
            text,
            severity=Severity.ERROR if turns else Severity.WARNING,
            fix=Fix(found.start(), found.end(), ""),
            codes=" ".join(dict.fromkeys(f"U+{ord(each):04X}" for each in found.group())),
        )
