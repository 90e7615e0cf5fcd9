"""YAML text to nodes that know where they stand: read as YAML 1.2 does, every problem a finding.

PyYAML's C parser gives events; the nodes are put together here, because its own composer follows aliases,
lets the last of two equal keys win, and reads `no`, `on` and dates as YAML 1.1 does.
"""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tracker.model import Finding, Fix, Message, Place, Severity
from tracker.read.limits import LIMIT, YAML_LIMIT, collector_off, raised, read_bytes
from tracker.read.not_yaml import refuse_documents

if TYPE_CHECKING:
    from tracker.read.yaml_errors import Slip

DEEPEST = 20
"""How deep lists and mappings may be nested; the format needs 6."""

ROUNDS = 400_000
"""Characters read again, in all, to find slips of the syntax behind the first: 50 rounds over a common file."""

Keys = tuple[str | int, ...]
"""Keys and list positions from the top of a file, as JSON Schema's instance paths."""


class Scalar(NamedTuple):
    """A text, number, boolean or null, as it is written: ``start`` and ``end`` are offsets in the text."""

    start: int
    end: int
    text: str
    plain: bool  # without quotes: may be a number, a boolean or null


class Entry(NamedTuple):
    """A key and its value."""

    key: Scalar
    value: Node


class Map(NamedTuple):
    """A mapping; ``flow`` is that in braces."""

    start: int
    end: int
    entries: dict[str, Entry]
    flow: bool


class List(NamedTuple):
    """A list; ``flow`` is that in brackets."""

    start: int
    end: int
    items: list[Node]
    flow: bool


Node = Scalar | Map | List

TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
INVISIBLE = (
    f"\xad\u180e\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\u206a\u206b\u206c\u206d\u206e\u206f\ufeff{TURNING}"
)
"""Characters that nobody sees: of no width, soft hyphens, and those that turn the direction of a text."""
_NUMBER = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]{1,3})?")
_OTHER_BASE = r"0o[0-7]{1,20}|0x[0-9a-fA-F]{1,20}"
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_MAY_BE_NUMBER = frozenset("0123456789+-.")


def brief(text: str, longest: int = 40) -> str:
    """A text as a message quotes it: on one line, and not all of it."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def scalar_value(node: Scalar) -> str | int | Decimal | bool | None:
    """What YAML 1.2's core schema reads; `.inf` and `.nan` stay text, for no amount is either."""
    text = node.text
    if not node.plain:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in _MAY_BE_NUMBER:
        digits = text[1:] if text[0] in "+-" else text
        if digits.isdigit() and digits.isascii():
            # int() of thousands of digits is slow, and refused by Python from 4,300 on
            return int(text) if len(text) <= 40 else Decimal(text)
        if _NUMBER.fullmatch(text):
            return Decimal(text)
        if text[:2] in ("0o", "0x") and re.fullmatch(_OTHER_BASE, text):
            return int(text, 0)
    return text


def plain_value(node: Node) -> Any:
    """The node as Python data, numbers as int or float: what a JSON Schema library takes."""
    if isinstance(node, Scalar):
        value = scalar_value(node)
        return float(value) if isinstance(value, Decimal) else value
    if isinstance(node, Map):
        return {key: plain_value(entry.value) for key, entry in node.entries.items()}
    return [plain_value(item) for item in node.items]


class Sheet:
    """A YAML file as it was read: its text, its nodes, and what is wrong with it as YAML.

    ``text`` is that of the file without a byte order mark; ``root`` is None where it is not YAML, or empty;
    ``repairs`` are mends of the syntax under which the rest was read, in the order of the text. ``recoded``: it is
    not UTF-8, and ``text`` is what it says in the encoding that it has beyond doubt; nothing more was read.
    """

    def __init__(self, path: str, raw: bytes) -> None:
        self.path = path
        self.raw = raw
        self.text = ""
        self.root: Node | None = None
        self.findings: list[Finding] = []
        self.repairs: tuple[Fix, ...] = ()
        self.recoded = False
        self._starts: list[int] | None = None
        self._begins: list[int] = []  # of the repairs, in the text that was read
        self._ends: list[int] = []
        self._shifts = [0]  # by how much what stands behind so many of them has moved

    def mend(self, repairs: Sequence[Fix]) -> None:
        """Note the mends under which the rest is read; none of them touches another."""
        self.repairs = tuple(sorted(repairs, key=lambda each: each.start))
        self._begins, self._ends, self._shifts = [], [], [0]
        for repair in self.repairs:
            begin = repair.start + self._shifts[-1]
            self._begins.append(begin)
            self._ends.append(begin + len(repair.new))
            self._shifts.append(self._shifts[-1] + len(repair.new) - (repair.end - repair.start))

    def original(self, offset: int) -> int:
        """An offset of a node, counted in the text as it stands in the file."""
        passed = bisect_right(self._ends, offset)
        if passed < len(self.repairs) and offset > self._begins[passed]:
            repair = self.repairs[passed]
            return min(repair.start + (offset - self._begins[passed]), repair.end)
        return offset - self._shifts[passed]

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset of the file's text, both from 1, in code points."""
        if self._starts is None:
            # only what editors take for a line's end; YAML would also count U+0085 and U+2028
            self._starts = [0, *(match.end() for match in re.finditer(r"\r\n|\n|\r", self.text))]
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def place(self, start: int, end: int | None = None) -> Place:
        """The place of a node's offsets; what goes over the line's end is cut there."""
        if self.repairs:
            start, end = self.original(start), None if end is None else self.original(end)
        line, column = self.line_and_column(start)
        if end is None:
            return Place(self.path, line, column)
        assert self._starts is not None
        if line < len(self._starts) and start < end < self._starts[line] and not self.text[end - 1].isspace():
            return Place(self.path, line, column, column + end - start)  # on one line, as nearly all are
        written = self.text[start:end]
        if "\n" in written or "\r" in written:
            written = re.split(r"[\r\n]", written, maxsplit=1)[0]
        return Place(self.path, line, column, column + max(1, len(written.rstrip())))

    def place_of(self, node: Node) -> Place:
        """The place of a value; of a mapping or a list in block style, that of its first word."""
        if isinstance(node, Scalar) or node.flow:
            return self.place(node.start, node.end)
        first = next(self._words(node), None)
        return self.place(node.start) if first is None else self.place(first.start, first.end)

    def _words(self, node: Node) -> Iterator[Scalar]:
        if isinstance(node, Scalar):
            yield node
        elif isinstance(node, Map):
            yield from (entry.key for entry in node.entries.values())
        else:
            for item in node.items:
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
        """Of the file's bytes, in hexadecimal."""
        import hashlib

        return hashlib.sha256(self.raw).hexdigest()

    def scalars(self) -> Iterator[Scalar]:
        """All keys and values, in the order of the file."""
        waiting: list[Node] = [] if self.root is None else [self.root]
        while waiting:
            node = waiting.pop()
            if isinstance(node, Scalar):
                yield node
            elif isinstance(node, Map):
                for entry in reversed(node.entries.values()):
                    waiting += (entry.value, entry.key)
            else:
                waiting.extend(reversed(node.items))


def read_yaml(path: str | Path, *, limit: int = LIMIT) -> Sheet:
    """Read a YAML file to nodes; what is wrong with it as YAML is in ``findings``.

    Raises UnreadableReport as ``read_bytes``, and for a document, a workbook or an address where YAML is meant.
    """
    raw = read_bytes(str(path), limit=min(limit, raised(YAML_LIMIT, limit)))
    refuse_documents(str(path), raw)
    return parse_yaml(raw, str(path))


def parse_yaml(raw: bytes, path: str) -> Sheet:
    """The nodes of a YAML file given as bytes."""
    sheet = Sheet(path, raw)
    try:
        sheet.text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _add_encoding(sheet, error)
        return sheet
    with collector_off():  # a third of the time
        _build(sheet)
    if any(sign in sheet.text for sign in INVISIBLE):
        from tracker.read.invisible import add_invisible

        add_invisible(sheet)
    return sheet


def _add_encoding(sheet: Sheet, error: UnicodeDecodeError) -> None:
    raw = sheet.raw
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        sheet.text = raw.decode("utf-16", errors="replace")
        sheet.recoded = "\ufffd" not in sheet.text
        sheet.add(Place(sheet.path), "encoding", "this is UTF-16; save it as UTF-8", fix=_anew(sheet))
        return
    before = raw[: error.start].decode("utf-8-sig")
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    place = Place(sheet.path, line, column, column + 1)
    try:
        sheet.text = raw.decode("gb18030")
        sheet.recoded = True
        text = "not UTF-8, but it reads as GB18030 (GBK); save it as UTF-8"
        sheet.add(place, "encoding", text, fix=_anew(sheet))
    except UnicodeDecodeError:
        sheet.text = raw.decode("utf-8", errors="replace")
        sheet.add(place, "encoding", "not UTF-8 from here on; save the file as UTF-8")


def _anew(sheet: Sheet) -> Fix | None:
    """The mend of a file in another encoding: no letter of it changes, only its bytes are to be written anew."""
    return Fix(0, 0, "") if sheet.recoded else None


def _build(sheet: Sheet) -> None:
    """Parse the text; where a known slip breaks the syntax, note it, mend it in mind and read on."""
    import yaml

    text = sheet.text
    repairs: list[Fix] = []
    for _ in range(max(3, min(50, ROUNDS // (len(text) + 1)))):  # each round reads the whole file again
        try:
            sheet.root = _Builder(sheet, text).document()
            slips = _misread(sheet, text)
            if not slips:
                return
        except yaml.YAMLError as error:
            from tracker.read.yaml_errors import explain_syntax  # its patterns cost as much as a file

            slips = [explain_syntax(error, text)]
        found: list[Finding] = []
        for offset, rule, message, repair in reversed(slips):  # from the end, so that offsets stay right
            fix = None if repair is None else sheet.fix(repair.start, repair.end, repair.new)
            if repair is None or fix is None or _touches(fix, repairs):
                sheet.findings.append(Finding(sheet.place(offset), rule, message))
                return
            found.append(Finding(sheet.place(repair.start, repair.end), rule, message, fix=fix))
            text = text[: repair.start] + repair.new + text[repair.end :]
            insort(repairs, fix, key=lambda each: each.start)
        sheet.mend(repairs)
        sheet.findings = [*(each for each in sheet.findings if each.rule in ("syntax", "tab")), *reversed(found)]


def _misread(sheet: Sheet, text: str) -> list[Slip]:
    """What YAML reads without complaint, and not as it looks; nothing is looked for in a text without such signs."""
    if not any(sign in text for sign in "\u3000\xa0－—–−﹣：｛"):
        return []
    from tracker.read.yaml_errors import find_misread

    return find_misread(text, sheet.scalars())


def _touches(fix: Fix, others: Sequence[Fix]) -> bool:
    """Whether a mend touches one of others, which are in their order and don't touch each other."""
    at = bisect_right(others, fix.start, key=lambda each: each.start)
    return (at > 0 and others[at - 1].end >= fix.start) or (at < len(others) and others[at].start <= fix.end)


new = tuple.__new__


class _TooDeep(Exception):
    """Lists in lists in lists …"""


class _Builder:
    """Puts nodes together from the parser's events: the one hot loop of ``validate``, so written tight."""

    def __init__(self, sheet: Sheet, text: str) -> None:
        import yaml

        self.sheet = sheet
        # Without libyaml's bindings PyYAML has only its slow parser; it gives the same events.
        parser: Any = yaml._yaml.CParser(text) if yaml.__with_libyaml__ else yaml.Loader(text)
        self.get = parser.get_event
        self.ScalarEvent, self.AliasEvent = yaml.ScalarEvent, yaml.AliasEvent
        self.MapStart = yaml.MappingStartEvent
        self.MapEnd: Any = yaml.MappingEndEvent
        self.ListEnd: Any = yaml.SequenceEndEvent
        self.StreamEnd = yaml.StreamEndEvent
        self.depth = 0

    def document(self) -> Node | None:
        """The one document of the file; a second is told and left out."""
        get, sheet = self.get, self.sheet
        get()
        if isinstance(get(), self.StreamEnd):
            sheet.add(Place(sheet.path), "syntax", "nothing but comments in this file")
            return None
        try:
            root = self.node(get())
        except _TooDeep:
            return None
        get()
        event = get()
        if not isinstance(event, self.StreamEnd):
            place = sheet.place(event.start_mark.index)
            sheet.add(place, "syntax", "a second document begins here; one file holds one document")
            while not isinstance(get(), self.StreamEnd):  # what follows must be YAML too
                pass
        return root

    def node(self, event: Any) -> Node:
        """The node that begins with an event."""
        kind = type(event)
        if kind is self.AliasEvent:
            return self.refuse_alias(event)
        if event.anchor is not None or event.tag is not None:
            self.refuse(event)
        if kind is self.ScalarEvent:
            # as ``Scalar(…)``, which is a call of Python's more
            return new(Scalar, (event.start_mark.index, event.end_mark.index, event.value, not event.style))
        self.depth += 1
        if self.depth > DEEPEST:
            place = self.sheet.place(event.start_mark.index)
            self.sheet.add(place, "nesting", "nested more than {deepest} deep; the format needs 6", deepest=DEEPEST)
            raise _TooDeep
        node = self.mapping(event) if kind is self.MapStart else self.sequence(event)
        self.depth -= 1
        return node

    def sequence(self, start: Any) -> List:
        """The list that begins with an event."""
        items: list[Node] = []
        get, end, node = self.get, self.ListEnd, self.node
        event = get()
        while type(event) is not end:
            items.append(node(event))
            event = get()
        return List(start.start_mark.index, event.end_mark.index, items, bool(start.flow_style))

    def mapping(self, start: Any) -> Map:
        """The mapping that begins with an event; keys that can't be are told and left out."""
        entries: dict[str, Entry] = {}
        get, end, node = self.get, self.MapEnd, self.node
        event = get()
        while type(event) is not end:
            key = node(event)
            value = node(get())
            if type(key) is Scalar and key.text not in entries and key.text != "<<":
                entries[key.text] = new(Entry, (key, value))
            else:
                self.refuse_key(key, entries)
            event = get()
        return Map(start.start_mark.index, event.end_mark.index, entries, bool(start.flow_style))

    def refuse_key(self, key: Node, entries: dict[str, Entry]) -> None:
        """Say why a key is none: a list, a merge, or one that was there already."""
        place = self.sheet.place_of(key)
        if not isinstance(key, Scalar):
            self.sheet.add(place, "syntax", "a key must be a word")
        elif key.text == "<<":
            self.sheet.add(place, "anchor", "`<<` merges another mapping in; write its keys out here")
        else:
            first = self.sheet.place(entries[key.text].key.start)
            text = "{key}: is given twice, first at line {line}; YAML would drop one of the two without a word"
            self.sheet.add(place, "duplicate-key", text, key=key.text, line=first.line)

    def refuse(self, event: Any) -> None:
        """Say what to write in place of an anchor or a tag."""
        start = event.start_mark.index
        if event.anchor is not None:
            place = self.sheet.place(start, start + len(event.anchor) + 1)
            text = "anchors are not used here: take &{name} out, and write the value wherever it is needed"
            self.sheet.add(place, "anchor", text, name=event.anchor)
        if event.tag is not None:
            text = "tags are not used here: take {tag} out, and put quotes round what must stay text"
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.sheet.add(self.sheet.place(start), "anchor", text, tag=tag)

    def refuse_alias(self, event: Any) -> Scalar:
        """Say what to write in place of an alias, which stands as a text meanwhile."""
        start, end = event.start_mark.index, event.end_mark.index
        text = "aliases are not used here: write the value of *{name} out"
        self.sheet.add(self.sheet.place(start, end), "anchor", text, name=event.anchor)
        return Scalar(start, end, "*" + event.anchor, False)
