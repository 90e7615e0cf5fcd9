"""YAML text to nodes that know where they stand: read as YAML 1.2 does, every problem a finding.

PyYAML's C parser gives events; the nodes are put together here, because its own composer follows aliases,
lets the last of two equal keys win, and reads `no`, `on` and dates as YAML 1.1 does.
"""

from __future__ import annotations

import gc
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from tracker.model import Finding, Fix, Message, Place, Severity, UnreadableReport
from tracker.read.yaml_errors import explain_syntax

MEBIBYTE = 1024 * 1024
LIMIT = 50 * MEBIBYTE
DEEPEST = 20
"""How deep lists and mappings may be nested; the format needs 6."""

Path_ = tuple[str | int, ...]
"""Keys and list positions from the top of a file, as JSON Schema's instance paths."""


class Scalar(NamedTuple):
    """A text, number, boolean or null, as it is written: ``start`` and ``end`` are offsets in the text."""

    start: int
    end: int
    text: str
    plain: bool  # without quotes: may be a number, a boolean or null


class Entry(NamedTuple):
    key: Scalar
    value: Node


class Map(NamedTuple):
    start: int
    end: int
    entries: dict[str, Entry]
    flow: bool


class List(NamedTuple):
    start: int
    end: int
    items: list[Node]
    flow: bool


Node = Scalar | Map | List

_NUMBER = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]{1,3})?")
_INTEGER = re.compile(r"[-+]?[0-9]+")
_OTHER_BASE = re.compile(r"0o[0-7]{1,20}|0x[0-9a-fA-F]{1,20}")
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_MAY_BE_NUMBER = frozenset("0123456789+-.")


def scalar_value(node: Scalar) -> str | int | Decimal | bool | None:
    """What YAML 1.2's core schema reads; `.inf` and `.nan` stay text, for no amount is either."""
    text = node.text
    if not node.plain:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in _MAY_BE_NUMBER:
        if _INTEGER.fullmatch(text):
            # int() of thousands of digits is slow, and refused by Python from 4,300 on
            return int(text) if len(text) <= 40 else Decimal(text)
        if _NUMBER.fullmatch(text):
            return Decimal(text)
        if _OTHER_BASE.fullmatch(text):
            return int(text, 0)
    return text


def plain_value(node: Node) -> Any:
    """The node as Python data, numbers as int or float: what a JSON Schema library takes."""
    if type(node) is Scalar:
        value = scalar_value(node)
        return float(value) if type(value) is Decimal else value
    if type(node) is Map:
        return {key: plain_value(entry.value) for key, entry in node.entries.items()}
    return [plain_value(item) for item in node.items]  # type: ignore[union-attr]


@dataclass(slots=True)
class Sheet:
    """A YAML file as it was read: its text, its nodes, and what is wrong with it as YAML."""

    path: str
    text: str  # as in the file, without a byte order mark
    root: Node | None = None  # None: not YAML, or nothing in it
    findings: list[Finding] = field(default_factory=list)
    raw: bytes = b""
    repairs: tuple[Fix, ...] = ()  # mends of the syntax under which the rest was read, in the order of the text
    _starts: list[int] | None = None

    def original(self, offset: int) -> int:
        """An offset of a node, counted in the text as it stands in the file."""
        shift = 0
        for repair in self.repairs:
            start = repair.start + shift
            grown = len(repair.new) - (repair.end - repair.start)
            if offset >= start + len(repair.new):
                shift += grown
            elif offset > start:
                return min(repair.start + (offset - start), repair.end)
            else:
                break
        return offset - shift

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset of the file's text, both from 1, in code points."""
        if self._starts is None:
            # only what editors take for a line's end; YAML would also count U+0085 and U+2028
            self._starts = [0, *(match.end() for match in re.finditer(r"\r\n|\n|\r", self.text))]
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def place(self, start: int, end: int | None = None) -> Place:
        """The place of a node's offsets; what goes over the line's end is cut there."""
        start = self.original(start)
        line, column = self.line_and_column(start)
        if end is None:
            return Place(self.path, line, column)
        length = self.original(end) - start
        written = re.split(r"[\r\n]", self.text[start : start + length], maxsplit=1)[0].rstrip()
        return Place(self.path, line, column, column + max(1, len(written)))

    def place_of(self, node: Node) -> Place:
        """The place of a value; of a mapping or a list in block style, that of its first word."""
        if type(node) is Scalar or node.flow:  # type: ignore[union-attr]
            return self.place(node.start, node.end)
        first = next(self._words(node), None)
        return self.place(node.start) if first is None else self.place(first.start, first.end)

    def _words(self, node: Node) -> Iterator[Scalar]:
        if type(node) is Scalar:
            yield node
        elif type(node) is Map:
            for entry in node.entries.values():
                yield entry.key
        else:
            for item in node.items:  # type: ignore[union-attr]
                yield from self._words(item)

    def fix(self, start: int, end: int, new: str) -> Fix:
        """A mend of a node's offsets, in offsets of the file's text."""
        return Fix(self.original(start), self.original(end), new)

    def add(
        self,
        place: Place,
        rule: str,
        text: str,
        /,
        *,
        severity: Severity = Severity.ERROR,
        fix: Fix | None = None,
        **values: object,
    ) -> None:
        """Note a finding."""
        self.findings.append(Finding(place, rule, Message(text, values), severity, fix))

    @property
    def sha256(self) -> str:
        import hashlib

        return hashlib.sha256(self.raw).hexdigest()

    def scalars(self) -> Iterator[Scalar]:
        """All keys and values, in the order of the file."""
        waiting: list[Node] = [] if self.root is None else [self.root]
        while waiting:
            node = waiting.pop()
            if type(node) is Scalar:
                yield node
            elif type(node) is Map:
                for entry in reversed(node.entries.values()):
                    waiting += (entry.value, entry.key)
            else:
                waiting.extend(reversed(node.items))  # type: ignore[union-attr]


def read_bytes(path: str, *, limit: int = LIMIT) -> bytes:
    """The bytes of a file, at most ``limit``.

    Raises UnreadableReport: no such file, a folder, unreadable, empty, or larger.
    """
    try:
        with open(path, "rb") as file:
            raw = file.read(limit + 1)
    except FileNotFoundError:
        raise UnreadableReport("{path}: no such file", path=path) from None
    except IsADirectoryError:
        raise UnreadableReport("{path}: a folder, not a file", path=path) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableReport("{path}: can't be read: {reason}", path=path, reason=reason) from None
    if len(raw) > limit:
        raise UnreadableReport("{path}: larger than {limit} MiB", path=path, limit=f"{limit / MEBIBYTE:g}")
    if not raw.strip(b"\xef\xbb\xbf \t\r\n"):
        raise UnreadableReport("{path}: nothing in it", path=path)
    return raw


def read_yaml(path: str | Path, *, limit: int = LIMIT) -> Sheet:
    """Read a YAML file to nodes; what is wrong with it as YAML is in ``findings``.

    Raises UnreadableReport as ``read_bytes``.
    """
    raw = read_bytes(str(path), limit=limit)
    return parse_yaml(raw, str(path))


def parse_yaml(raw: bytes, path: str) -> Sheet:
    """The nodes of a YAML file given as bytes."""
    sheet = Sheet(path, "", raw=raw)
    try:
        sheet.text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _add_encoding(sheet, error)
        return sheet
    # The nodes of a file live until it is judged: collecting garbage meanwhile only costs, a third of the time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        _build(sheet)
    finally:
        if collecting:
            gc.enable()
    return sheet


def _add_encoding(sheet: Sheet, error: UnicodeDecodeError) -> None:
    raw = sheet.raw
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        sheet.text = raw.decode("utf-16", errors="replace")
        sheet.add(Place(sheet.path), "encoding", "this is UTF-16; save it as UTF-8")
        return
    before = raw[: error.start].decode("utf-8-sig")
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    place = Place(sheet.path, line, column, column + 1)
    try:
        sheet.text = raw.decode("gb18030")
        sheet.add(place, "encoding", "not UTF-8, but it reads as GB18030 (GBK); save it as UTF-8")
    except UnicodeDecodeError:
        sheet.text = raw.decode("utf-8", errors="replace")
        sheet.add(place, "encoding", "not UTF-8 from here on; save the file as UTF-8")


def _build(sheet: Sheet) -> None:
    """Parse the text; where a known slip breaks the syntax, note it, mend it in mind and read on."""
    import yaml

    text = sheet.text
    repairs: list[Fix] = []
    for _ in range(50):
        try:
            sheet.root = _Builder(sheet, text).document()
            return
        except yaml.YAMLError as error:
            offset, rule, message, repair = explain_syntax(error, text)
            if any(repair is not None and done.start < repair.end and repair.start < done.end for done in repairs):
                return  # the mend did not mend it, and has been told
            end = repair.end if repair is not None else None
            start = repair.start if repair is not None else offset
            fix = None if repair is None else sheet.fix(repair.start, repair.end, repair.new)
            sheet.findings.append(Finding(sheet.place(start, end), rule, message, fix=fix))
            if repair is None or fix is None:
                return
            text = text[: repair.start] + repair.new + text[repair.end :]
            repairs.append(fix)
            sheet.repairs = tuple(sorted(repairs, key=lambda each: each.start))
            sheet.findings = [each for each in sheet.findings if each.rule in ("syntax", "tab")]


class _TooDeep(Exception):
    """Lists in lists in lists …"""


class _Builder:
    """Puts nodes together from the parser's events."""

    def __init__(self, sheet: Sheet, text: str) -> None:
        import yaml

        self.sheet = sheet
        # Without libyaml's bindings PyYAML has only its slow parser; it gives the same events.
        self.parser: Any = yaml._yaml.CParser(text) if yaml.__with_libyaml__ else yaml.Loader(text)
        self.kinds = {
            yaml.ScalarEvent: "scalar",
            yaml.MappingStartEvent: "map",
            yaml.SequenceStartEvent: "list",
            yaml.AliasEvent: "alias",
        }
        self.ends = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
        self.DocumentStart, self.StreamEnd = yaml.DocumentStartEvent, yaml.StreamEndEvent
        self.depth = 0

    def document(self) -> Node | None:
        """The one document of the file; a second is told and left out."""
        get = self.parser.get_event
        get()
        event = get()
        if isinstance(event, self.StreamEnd):
            self.sheet.add(Place(self.sheet.path), "syntax", "nothing but comments in this file")
            return None
        try:
            root = self.node(get())
        except _TooDeep:
            return None
        get()
        event = get()
        if not isinstance(event, self.StreamEnd):
            mark = event.start_mark
            self.sheet.add(
                self.sheet.place(mark.index), "syntax", "a second document begins here; one file holds one document"
            )
            while not isinstance(get(), self.StreamEnd):  # what follows must be YAML too
                pass
        return root

    def node(self, event: Any) -> Node:
        kind = self.kinds[type(event)]
        if kind == "scalar":
            if event.anchor is not None or event.tag is not None:
                self.refuse(event)
            return Scalar(event.start_mark.index, event.end_mark.index, event.value, event.style in (None, ""))
        if kind == "alias":
            return self.refuse_alias(event)
        if event.anchor is not None or event.tag is not None:
            self.refuse(event)
        self.depth += 1
        if self.depth > DEEPEST:
            place = self.sheet.place(event.start_mark.index)
            self.sheet.add(place, "nesting", "nested more than {deepest} deep; the format needs 6", deepest=DEEPEST)
            raise _TooDeep
        node = self.mapping(event) if kind == "map" else self.sequence(event)
        self.depth -= 1
        return node

    def sequence(self, start: Any) -> List:
        items: list[Node] = []
        get, ends, node = self.parser.get_event, self.ends, self.node
        event = get()
        while not isinstance(event, ends):
            items.append(node(event))
            event = get()
        return List(start.start_mark.index, event.end_mark.index, items, bool(start.flow_style))

    def mapping(self, start: Any) -> Map:
        entries: dict[str, Entry] = {}
        get, ends, node = self.parser.get_event, self.ends, self.node
        event = get()
        while not isinstance(event, ends):
            key = node(event)
            value = node(get())
            if type(key) is not Scalar:
                self.sheet.add(self.sheet.place(key.start), "syntax", "a key must be a word")
            elif key.text == "<<" and key.plain:
                self.sheet.add(
                    self.sheet.place(key.start, key.end),
                    "anchor",
                    "`<<` merges another mapping in; write the keys out here",
                )
            elif key.text in entries:
                self.repeat(key, entries[key.text].key)
            else:
                entries[key.text] = Entry(key, value)
            event = get()
        return Map(start.start_mark.index, event.end_mark.index, entries, bool(start.flow_style))

    def repeat(self, key: Scalar, first: Scalar) -> None:
        place = self.sheet.place(key.start, key.end)
        self.sheet.add(
            place,
            "duplicate-key",
            "{key}: is given twice, first at line {line}; YAML would keep one of them without a word",
            key=key.text,
            line=self.sheet.place(first.start).line,
        )

    def refuse(self, event: Any) -> None:
        start = event.start_mark.index
        if event.anchor is not None:
            place = self.sheet.place(start, start + len(event.anchor) + 1)
            text = "anchors are not used here: take &{name} out, and write the value wherever it is needed"
            self.sheet.add(place, "anchor", text, name=event.anchor)
        if event.tag is not None:
            text = "tags are not used here: take {tag} out, and put quotes round what must stay text"
            self.sheet.add(self.sheet.place(start), "anchor", text, tag=event.tag)

    def refuse_alias(self, event: Any) -> Scalar:
        start, end = event.start_mark.index, event.end_mark.index
        text = "aliases are not used here: write the value of *{name} out"
        self.sheet.add(self.sheet.place(start, end), "anchor", text, name=event.anchor)
        return Scalar(start, end, "*" + event.anchor, False)
