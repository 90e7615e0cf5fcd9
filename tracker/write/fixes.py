"""Fixes of findings put into a text: nothing else of it changes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath

from tracker.model import Fix
from tracker.words.visible import settled


def apply_fixes(text: str, fixes: Iterable[Fix]) -> tuple[str, int]:
    """The text with fixes put in, and how many were; of fixes that touch, the smaller goes first and alone."""
    taken: list[Fix] = []
    for fix in sorted(fixes, key=lambda each: (each.end - each.start, each.start)):
        if not any((fix.start < other.end and other.start < fix.end) or fix == other for other in taken):
            taken.append(fix)
    for fix in sorted(taken, key=lambda each: each.start, reverse=True):
        text = text[: fix.start] + fix.new + text[fix.end :]
    return text, len(taken)


def write_diff(before: str, after: str, path: str) -> str:
    """What changed, as ``diff -u`` tells it; empty where nothing did."""
    from difflib import unified_diff

    name = PurePath(path).as_posix()
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    lines = unified_diff(old, new, f"a/{name}", f"b/{name}")
    ended = "".join(line if line.endswith("\n") else line + "\n\\ No newline at end of file\n" for line in lines)
    return settled(ended)
