"""The colours of a terminal, the same meaning in every command: green is kept, red is not, yellow is open."""

from __future__ import annotations

from tracker.model import Severity, Verdict

RED, GREEN, YELLOW, CYAN = "31", "32", "33", "36"
OF_SEVERITY = {Severity.ERROR: RED, Severity.WARNING: YELLOW, Severity.NOTE: CYAN}
OF_VERDICT = {Verdict.MET: GREEN, Verdict.UNMET: RED, Verdict.UNVERIFIABLE: YELLOW}
OF_CHANGE = {"+": GREEN, "-": RED, "@": CYAN}
"""Of the lines of a diff, by how they begin."""


def paint(text: str, colour: str | None, wanted: bool) -> str:
    """The text in a colour, where one is wanted and there is text."""
    return f"\x1b[{colour}m{text}\x1b[0m" if wanted and colour is not None and text else text


def paint_diff(diff: str) -> str:
    """The lines of a diff, each in the colour of what it does."""
    return "".join(paint(line, OF_CHANGE.get(line[:1]), True) + "\n" for line in diff.split("\n")[:-1])
