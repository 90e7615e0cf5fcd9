"""Tabs at the begin of lines, which YAML refuses: how many spaces each line wants, told by the lines above it."""

from __future__ import annotations

import re

_LINE = re.compile(r"(?P<indent>[ \t]*)(?P<dashes>(?:-[ \t]+)*)(?P<key>[^\s:#\"'\[{][^:#]*:(?=\s|$))?(?P<rest>.*)")
_WIDTHS = (2, 4, 8)
"""How wide editors show a tab."""


def indent_of(text: str, start: int) -> str | None:
    """The spaces that the line at ``start`` is to begin with; None where the lines above do not tell it.

    Its indent is that of an open list or mapping above, or one step below a key that opens one: by the width that an
    editor may show a tab in, else by there being but one such list.
    """
    lines = text[:start].splitlines()
    end = text.find("\n", start)
    line = _LINE.match(text[start:] if end < 0 else text[start:end])
    assert line is not None  # every part of it may be empty
    is_item, has_key = bool(line["dashes"]), line["key"] is not None
    open_columns, opened = _open_levels(lines)
    fitting = []
    for width in _WIDTHS:
        column = len(line["indent"].expandtabs(width))
        below = opened is not None and (column > opened or (is_item and column == opened))
        if below or open_columns.get(column) == (is_item, has_key or not is_item):
            fitting.append(column)
    alike = [column for column, kind in open_columns.items() if kind == (is_item, has_key or not is_item)]
    if not fitting and is_item and len(alike) == 1:
        fitting = alike
    return " " * min(fitting) if fitting else None


def _open_levels(lines: list[str]) -> tuple[dict[int, tuple[bool, bool]], int | None]:
    """The columns of what is open behind these lines: a list or not, of keys or of texts; and the last line's key."""
    levels: dict[int, tuple[bool, bool]] = {}
    opened: int | None = None
    for written in lines:
        found = _LINE.match(written)
        if found is None or not written.strip() or written.lstrip().startswith("#") or "\t" in found["indent"]:
            continue
        column = len(found["indent"])
        levels = {each: kind for each, kind in levels.items() if each <= column}
        has_key = found["key"] is not None
        for dash in re.finditer("-", found["dashes"]):
            levels[column + dash.start()] = True, has_key
        content = column + len(found["dashes"])
        if has_key:
            levels[content] = False, True
        opened = content if has_key and not re.sub(r"#.*", "", found["rest"]).strip() else None
    return levels, opened
