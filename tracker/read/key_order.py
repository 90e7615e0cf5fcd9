"""``key-order``: the keys of a mapping stand as the format has them; a fix moves lines, comments and all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from tracker.model import Finding, Fix, Message, Severity
from tracker.read.nodes import Entry, List, Map, Node, Scalar, Sheet
from tracker.read.shape import load_schema


def check_key_order(sheet: Sheet, name: str) -> None:
    """Note mappings of a rightly shaped file whose keys stand in another order."""
    if isinstance(sheet.root, Map):
        schema = load_schema(name)
        sheet.findings.extend(_check(sheet, sheet.root, schema, schema["$defs"]))


def _check(sheet: Sheet, node: Node, schema: Mapping[str, Any], parts: Mapping[str, Any]) -> Iterator[Finding]:
    if isinstance(node, List):
        items = _resolve(schema.get("items", {}), parts)
        for item in node.items:
            if not isinstance(item, Scalar):
                yield from _check(sheet, item, items, parts)
    elif isinstance(node, Map):
        properties = schema.get("properties", {})
        if not _in_turn(tuple(properties), tuple(node.entries)):
            yield _tell(sheet, node, {key: position for position, key in enumerate(properties)})
        for key, entry in node.entries.items():
            if not isinstance(entry.value, Scalar) and key in properties:
                yield from _check(sheet, entry.value, _resolve(properties[key], parts), parts)


@lru_cache
def _in_turn(known: tuple[str, ...], keys: tuple[str, ...]) -> bool:
    """Whether each key stands further on than the one before; most mappings of a file have the same keys."""
    turns = iter(known)
    return all(key in turns for key in keys if key in known)


def _resolve(schema: Any, parts: Mapping[str, Any]) -> Mapping[str, Any]:
    if not isinstance(schema, dict):
        return {}
    reference = schema.get("$ref")
    found: Mapping[str, Any] = schema if reference is None else parts[reference.rsplit("/", 1)[1]]
    return found


def _tell(sheet: Sheet, node: Map, order: Mapping[str, int]) -> Finding:
    keys = list(node.entries)
    wanted = sorted(keys, key=lambda key: order.get(key, len(order)))
    strayed = next(node.entries[one] for one, other in zip(keys, wanted, strict=True) if one != other)
    message = Message("`{key}:` stands before its turn; the order is {order}",
                      {"key": strayed.key.text, "order": ", ".join(wanted)})  # fmt: skip
    place = sheet.place(strayed.key.start, strayed.key.end)
    return Finding(place, "key-order", message, Severity.NOTE, _reorder(sheet, node, wanted))


class _Chunk(NamedTuple):
    """The lines of one entry: from its key, or a comment above it, to the end of its last line."""

    start: int
    key: int
    end: int


def _reorder(sheet: Sheet, node: Map, wanted: list[str]) -> Fix | None:
    """A fix that moves whole lines; None where an entry does not fill lines of its own."""
    if node.flow or sheet.repairs:
        return None
    text = sheet.text
    entries = list(node.entries.values())
    chunks: dict[str, _Chunk] = {}
    column = sheet.line_and_column(entries[0].key.start)[1]
    for position, entry in enumerate(entries):
        begin = entry.key.start
        line_start = text.rfind("\n", 0, begin) + 1
        before = text[line_start:begin]
        if before.strip() and (position or set(before) - set(" -")):
            return None
        start = begin if position == 0 else chunks[entries[position - 1].key.text].end
        if position and text[start:line_start].strip() and not _only_comments(text[start:line_start]):
            return None
        end = _line_end(text, _last(entry))
        if position and sheet.line_and_column(begin)[1] != column:
            return None
        chunks[entry.key.text] = _Chunk(start, begin, end)
    whole_start, whole_end = entries[0].key.start, chunks[entries[-1].key.text].end
    indent = " " * (column - 1)
    pieces = []
    for key in wanted:
        chunk = chunks[key]
        piece = text[chunk.start : chunk.end]
        if chunk.start == whole_start:
            piece = indent + piece
        if not piece.endswith("\n"):
            piece += "\r\n" if "\r\n" in text else "\n"
        pieces.append(piece)
    new = "".join(pieces)
    if new[: len(indent)] != indent or new.lstrip(" ").startswith(("#", "\n", "\r")):
        return None  # a comment would come to stand behind the list's dash
    new = new[len(indent) :]
    if not text[whole_start:whole_end].endswith("\n"):
        new = new.rstrip("\r\n")
    return Fix(whole_start, whole_end, new)


def _only_comments(text: str) -> bool:
    return all(not line.strip() or line.lstrip().startswith("#") for line in text.splitlines())


def _last(entry: Entry) -> int:
    """The offset after the last character of an entry."""
    value: Node = entry.value
    last = entry.key.end
    waiting: list[Node] = [value]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Scalar):
            last = max(last, node.end)
        elif isinstance(node, Map):
            last = max(last, node.end) if node.flow else last
            waiting += (each.value for each in node.entries.values())
            waiting += (each.key for each in node.entries.values())
        else:
            last = max(last, node.end) if node.flow else last
            waiting += node.items
    return last


def _line_end(text: str, offset: int) -> int:
    """Past the end of the line that holds the character before an offset."""
    if offset and text[offset - 1] == "\n":
        return offset  # a block of text ends with its line
    end = text.find("\n", offset)
    return len(text) if end < 0 else end + 1
