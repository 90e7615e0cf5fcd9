"""Where in a file the cursor stands while a line is being written, told by the lines and their indents alone.

The YAML is broken at that moment nearly always (`stage:` without a value, half a key), so nodes can't tell it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from tracker.editing.schema_parts import ITEM

_LINE = re.compile(r"(?P<indent> *)(?P<dashes>(?:- +)*)(?P<rest>.*)")
_KEY = re.compile(r"(?P<key>[A-Za-z_0-9\u4e00-\u9fff]+):(?:\s+(?P<value>.*)|$)")


class Cursor(NamedTuple):
    """The mapping or the list that the cursor is in, and what is written there so far."""

    keys: tuple[str, ...]  # to the mapping, ``[]`` for a step into a list
    present: tuple[str, ...]  # the keys that stand beside it
    key: str | None  # of the value that is being written; None: a key, or an item of a list
    written: str  # of the key, the value or the item, up to the cursor
    is_item: bool  # it is an item of a list that has no key yet


class _Line(NamedTuple):
    dash: int | None  # the column of the last dash
    column: int  # where its content begins
    key: str | None
    empty: bool  # nothing behind the key: what follows is its value


def _parse(line: str) -> _Line | None:
    if not line.strip() or line.lstrip().startswith("#"):
        return None
    found = _LINE.match(line)
    assert found is not None  # every part of it may be empty
    column = len(found["indent"]) + len(found["dashes"])
    dash = column - 2 if found["dashes"] else None
    key = _KEY.match(found["rest"])
    value = "" if key is None else re.sub(r"(?:^|\s)#.*", "", key["value"] or "").strip()
    return _Line(dash if dash is None else line.rindex("-", 0, column), column, key and key["key"], not value)


def cursor_at(lines: Sequence[str], number: int, column: int) -> Cursor:
    """What is being written at a column (from 0) of a line (from 0)."""
    before = lines[number][:column] if number < len(lines) else ""
    found = _LINE.match(before)
    assert found is not None
    here = len(found["indent"]) + len(found["dashes"])
    keys, present = _above(lines, number, here, bool(found["dashes"]), before)
    present += _below(lines, number, here)
    rest = found["rest"]
    if "{" in rest and rest.rfind("{") > rest.rfind("}"):
        return _in_braces(rest, keys, found["dashes"] != "")
    key = _KEY.match(rest) if ":" in rest else None
    if key is not None:
        return Cursor(keys, tuple(present), key["key"], key["value"] or "", False)
    return Cursor(keys, tuple(present), None, rest, bool(found["dashes"]))


def _above(
    lines: Sequence[str], number: int, column: int, is_item: bool, before: str
) -> tuple[tuple[str, ...], list[str]]:
    """The way to the mapping at a column, and the keys in it above the line."""
    keys: list[str] = []
    present: list[str] = []
    innermost, in_list = column, False
    if is_item:
        keys, column, in_list = [ITEM], before.rindex("-", 0, column), True
    for line in map(_parse, reversed(lines[:number])):
        if line is None:
            continue
        if not in_list and line.column == column:
            if line.key is not None and not keys and column == innermost:
                present.append(line.key)
            if line.dash is not None:
                keys, column, in_list = [ITEM, *keys], line.dash, True
        elif line.key is not None and line.empty and (line.column < column or (in_list and line.column == column)):
            keys, column, in_list = [line.key, *keys], line.column, False
            if line.dash is not None:
                keys, column, in_list = [ITEM, *keys], line.dash, True
    return tuple(keys), present


def _below(lines: Sequence[str], number: int, column: int) -> list[str]:
    """The keys of the same mapping in the lines that follow."""
    present: list[str] = []
    for line in map(_parse, lines[number + 1 :]):
        if line is None:
            continue
        if line.column < column or (line.dash is not None and line.dash < column):
            break
        if line.column == column and line.key is not None:
            present.append(line.key)
    return present


def _in_braces(rest: str, keys: tuple[str, ...], is_item: bool) -> Cursor:
    """In a mapping in braces, of which all keys stand on the line."""
    outer, _, inner = rest.rpartition("{")
    owner = re.search(r"([A-Za-z_]+):\s*$", outer)
    if owner is not None:
        keys = (*keys, owner[1])
    pieces = inner.split(",")
    present = tuple(found["key"] for each in pieces[:-1] if (found := _KEY.match(each.strip())))
    last = pieces[-1].lstrip()
    key = _KEY.match(last) if ":" in last else None
    if key is not None:
        return Cursor(keys, present, key["key"], key["value"] or "", False)
    return Cursor(keys, present, None, last, False)
