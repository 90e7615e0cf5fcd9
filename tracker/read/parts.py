"""Where the parts of a file stand, for who knows only the places of its things: findings and fixes of rules."""

from __future__ import annotations

from functools import cached_property

from tracker.model import Fix, Place
from tracker.read.nodes import Keys, Map, Node, Scalar, Sheet
from tracker.read.shape import value_at
from tracker.read.target_line import TargetLine, parse_target_line

_NEEDS_QUOTES = "%@`&*!|>~#-?:,[]{}\"'"


def text_offset(sheet: Sheet, node: Scalar) -> int | None:
    """The offset at which a scalar's text stands letter for letter; None where it is folded or escaped."""
    start = node.start if node.plain else node.start + 1
    written = sheet.text[sheet.original(start) : sheet.original(start) + len(node.text)]
    return start if written == node.text else None


def place_in(sheet: Sheet, node: Scalar, span: tuple[int, int] | None) -> Place:
    """The place of a part of a scalar's text."""
    shift = None if span is None else text_offset(sheet, node)
    if span is None or shift is None:
        return sheet.place_of(node)
    return sheet.place(shift + span[0], shift + span[1])


class SheetParts:
    """Finds parts by the place of the thing they belong to, and their key in the full form."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    @cached_property
    def _keys(self) -> dict[tuple[int, int], Keys]:
        """The keys of each scalar, by the line and column where it begins."""
        found: dict[tuple[int, int], Keys] = {}
        waiting: list[tuple[Keys, Node]] = [] if self.sheet.root is None else [((), self.sheet.root)]
        while waiting:
            keys, node = waiting.pop()
            if isinstance(node, Scalar):
                found[self.sheet.line_and_column(self.sheet.original(node.start))] = keys
            elif isinstance(node, Map):
                waiting += (((*keys, key), entry.value) for key, entry in node.entries.items())
            else:
                waiting += (((*keys, index), item) for index, item in enumerate(node.items))
        return found

    def _find(self, thing: Place | None, part: str) -> tuple[Node | None, tuple[int, int] | None]:
        """The node of a part; or that of the line which holds it, with its span in the line."""
        if thing is None:
            keys: Keys = tuple(int(step) if step.isdecimal() else step for step in part.split("."))
            return value_at(self.sheet.root, keys), None
        at = self._keys.get((thing.line, thing.column))
        node = None if at is None else value_at(self.sheet.root, at)
        if at is None or not part:
            return node, None
        if at and isinstance(at[-1], str):
            return value_at(self.sheet.root, (*at[:-1], part)) or node, None
        line = parse_target_line(node.text) if isinstance(node, Scalar) else None
        return node, line.spans.get(part) if isinstance(line, TargetLine) else None

    def place(self, thing: Place | None, part: str) -> Place:
        """The place of a part; that of the thing itself, or the file's top, where there is no such part."""
        node, span = self._find(thing, part)
        if node is None:
            return thing or Place(self.sheet.path)
        return place_in(self.sheet, node, span) if isinstance(node, Scalar) else self.sheet.place_of(node)

    def text(self, thing: Place | None, part: str) -> str | None:
        """What is written there."""
        node, span = self._find(thing, part)
        if isinstance(node, Scalar):
            return node.text if span is None else node.text[slice(*span)]
        return None

    def fix(self, thing: Place | None, part: str, new: str) -> Fix | None:
        """A mend that writes a part anew, in quotes where YAML wants them; None where its offsets can't be told."""
        node, span = self._find(thing, part)
        if not isinstance(node, Scalar):
            return None
        if span is None:
            quoted = not node.plain or new[:1] in _NEEDS_QUOTES
            return self.sheet.fix(node.start, node.end, f'"{new}"' if quoted else new)
        shift = text_offset(self.sheet, node)
        return None if shift is None else self.sheet.fix(shift + span[0], shift + span[1], new)
