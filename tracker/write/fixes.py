"""Fixes of findings put into a text: nothing else of it changes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from pathlib import PurePath

from tracker.model import Fix
from tracker.words.visible import settled


def apply_fixes(text: str, fixes: Iterable[Fix]) -> tuple[str, int]:
    """The text with fixes put in, and how many were; of fixes that touch, the smaller goes first and alone."""
    taken: list[Fix] = []  # in the order of the text
    known: set[Fix] = set()
    for fix in sorted(fixes, key=lambda each: (each.end - each.start, each.start)):
        at = bisect_left(taken, fix.end, key=lambda each: each.start)
        beside = bisect_right(taken, (fix.start, fix.end), key=lambda each: (each.start, each.end))
        if fix not in known and (at == 0 or taken[at - 1].end <= fix.start):
            taken.insert(beside, fix)
            known.add(fix)
    pieces, last = [], 0
    for fix in taken:
        pieces += [text[last : fix.start], fix.new]
        last = fix.end
    return "".join([*pieces, text[last:]]), len(taken)


def write_diff(before: str, after: str, path: str) -> str:
    """What changed, as ``diff -u`` tells it; empty where nothing did."""
    from difflib import unified_diff

    name = PurePath(path).as_posix()
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    lines = unified_diff(old, new, f"a/{name}", f"b/{name}")
    ended = "".join(line if line.endswith("\n") else line + "\n\\ No newline at end of file\n" for line in lines)
    return settled(ended)
