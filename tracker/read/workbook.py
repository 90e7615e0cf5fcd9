"""Excel workbooks, cell by cell: what stands in them is counted while it is read, wherever it stands on the sheet.

A sheet is a list of the cells that hold something, never a rectangle: one cell at XFD1048576 is one cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from posixpath import join, normpath
from typing import Any, NamedTuple

from tracker.model import UnreadableReport
from tracker.read.package import Package
from tracker.read.workbook_styles import Styles, read_styles
from tracker.read.workbook_values import Texts, column_letters, column_number, number_text, unescaped, whole

# Of all sheets together: what takes the time may stand in one, or in 250.
CELLS = 100_000  # that hold something; a yearbook of 250 tables has some 80,000, and they take 1 s
STRINGS = 150_000  # that cells share
NODES = 1_200_000  # tags and attributes: rows and cells that are formatted, but empty, too
MERGED = 20_000  # ranges of merged cells in one sheet
SHEETS = 250

ROWS, COLUMNS = 1_048_576, 16_384  # Excel's
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_RELATION = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)


class Cell(NamedTuple):
    """A cell that holds something. Rows and columns count from 1.

    ``kind`` is ``text``, ``number``, ``bool``, ``error`` or ``date`` (ISO 8601); the value of a formula is the one that
    was saved with it. ``text`` of a number is the shortest that means it: ``3.2``, ``20``, never ``20.0``.
    """

    row: int
    column: int
    text: str
    kind: str
    style: int  # for ``Workbook.styles``

    @property
    def name(self) -> str:
        """As Excel calls it: ``O3``."""
        return f"{column_letters(self.column)}{self.row}"


class Area(NamedTuple):
    """A rectangle of cells, its ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Sheet:
    """What one sheet holds: its cells by rows, from left to right."""

    title: str
    hidden: bool
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)  # by row, then by column
    merged: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)  # first and last
    comments: dict[tuple[int, int], str] = field(default_factory=dict)  # by row and column

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell at a place, ``None`` where it is empty."""
        return self.rows.get(row, {}).get(column)


class Workbook:
    """A workbook of which sheets are read when they are asked for."""

    def __init__(self, path: str, data: bytes) -> None:
        """Raises ``UnreadableReport`` where it is damaged, no workbook, or holds more than one does."""
        self.path = path
        self._package = Package(path, data, "Excel")
        self._package.tags = NODES
        self._cells_left = CELLS
        self._parts: dict[str, tuple[str, bool]] = {}  # title: part, hidden
        self.date1904 = False
        main = self._related("", "officeDocument").get("") or "xl/workbook.xml"
        self._main = main
        targets = self._related(main)
        listed: list[tuple[str, str, bool]] = []

        def start(name: str, of: Mapping[str, str]) -> None:
            if name == "sheet":
                relation = next((of[f"{each} id"] for each in _RELATION if f"{each} id" in of), "")
                listed.append((of.get("name", ""), relation, of.get("state", "visible") != "visible"))
            elif name == "workbookPr":
                self.date1904 = of.get("date1904", "0") in ("1", "true")

        if not self._walk(main, start) or not listed:
            raise self._package.damaged()
        if len(listed) > SHEETS:
            raise self._package.too_much()
        for title, relation, hidden in listed:
            if relation in targets:
                self._parts.setdefault(unescaped(title), (targets[relation], hidden))
        self._held: dict[str, Sheet] = {}

    def too_much(self) -> UnreadableReport:
        """What is said of a workbook that holds more than one does."""
        return self._package.too_much()

    @property
    def titles(self) -> tuple[str, ...]:
        """The names of the sheets in their order, hidden ones too."""
        return tuple(self._parts)

    @property
    def epoch(self) -> date:
        """The day before the first that Excel counts: numbers of cells that are dates count from it."""
        return date(1904, 1, 1) if self.date1904 else date(1899, 12, 30)

    @cached_property
    def styles(self) -> Styles:
        """How cells are shown, by ``Cell.style``."""
        part = self._related(self._main, "styles").get("")
        data = None if part is None else self._package.part(part)
        return Styles() if data is None else read_styles(self._package.parse(data))

    def sheets(self) -> list[Sheet]:
        """All sheets in their order. Raises ``UnreadableReport`` as ``sheet`` does."""
        self._package.weigh_members([part for part, _ in self._parts.values()])
        return [self.sheet(title) for title in self._parts]

    def sheet(self, title: str) -> Sheet:
        """A sheet's cells. Raises ``UnreadableReport`` where it is damaged or holds more than a table does."""
        if title not in self._held:
            part, hidden = self._parts[title]
            self._held[title] = self._read_sheet(Sheet(title, hidden), part)
        return self._held[title]

    @cached_property
    def _strings(self) -> list[str]:
        part = self._related(self._main, "sharedStrings").get("")
        found: list[str] = []
        if part is None:
            return found
        texts = Texts(self._package.too_much)

        def start(name: str, of: Mapping[str, str]) -> None:
            if name == "si":
                texts.begin()
                if len(found) >= STRINGS:
                    raise self._package.too_much()
            else:
                texts.start(name, of)

        def end(name: str) -> None:
            texts.end(name)
            if name == "si":
                found.append(texts.whole())

        self._walk(part, start, end, texts.add)
        return found

    def _read_sheet(self, sheet: Sheet, part: str) -> Sheet:
        if self._walk_sheet(sheet, part):
            for target in self._related(part, "comments").values():
                self._read_comments(sheet, target)
        return sheet

    def _walk_sheet(self, sheet: Sheet, part: str) -> bool:
        texts = Texts(self._package.too_much)
        at = [0, 0]  # row and column
        now: dict[str, Any] = {"type": "n", "style": 0, "formula": False}

        def start(name: str, of: Mapping[str, str]) -> None:
            if name == "c":
                reference = of.get("r")
                at[0], at[1] = (at[0], at[1] + 1) if reference is None else self._place(reference)
                now["type"], now["style"] = of.get("t", "n"), whole(of.get("s", "0"))
                texts.begin()
            elif name in ("v", "t"):
                texts.start("t", of)
            elif name == "row":
                at[0], at[1] = whole(of.get("r", ""), at[0] + 1), 0
                if of.get("hidden", "0") in ("1", "true"):
                    sheet.hidden_rows.add(at[0])
            elif name == "mergeCell":
                if len(sheet.merged) >= MERGED:
                    raise self._package.too_much()
                sheet.merged.append(self._area(of.get("ref", "")))
            elif name == "col" and of.get("hidden", "0") in ("1", "true"):
                sheet.hidden_columns.append((whole(of.get("min", "")), whole(of.get("max", ""))))
            else:
                texts.start(name, of)

        def end(name: str) -> None:
            texts.end("t" if name == "v" else name)
            if name == "c" and (written := texts.whole()):
                self._cells_left -= 1
                if self._cells_left < 0:
                    raise self._package.too_much()
                text, kind = self._value(written, now["type"])
                if text:
                    sheet.rows.setdefault(at[0], {})[at[1]] = Cell(at[0], at[1], text, kind, now["style"])

        return self._walk(part, start, end, texts.add)

    def _value(self, written: str, kind: str) -> tuple[str, str]:
        """A cell's text and what it is."""
        if kind == "s":
            place = whole(written.strip(), -1)
            if not 0 <= place < len(self._strings):
                raise self._package.damaged()
            return self._strings[place], "text"
        if kind in ("inlineStr", "str"):
            return unescaped(written), "text"
        if kind == "b":
            return ("FALSE" if written.strip() in ("0", "false") else "TRUE"), "bool"
        if kind == "e":
            return written.strip(), "error"
        if kind == "d":
            return written.strip(), "date"
        return number_text(written.strip())

    def _read_comments(self, sheet: Sheet, part: str) -> None:
        texts = Texts(self._package.too_much)
        at = [0, 0]

        def start(name: str, of: Mapping[str, str]) -> None:
            if name == "comment":
                at[0], at[1] = self._place(of.get("ref", ""))
                texts.begin()
            else:
                texts.start(name, of)

        def end(name: str) -> None:
            texts.end(name)
            if name == "comment":
                sheet.comments[at[0], at[1]] = texts.whole()

        self._walk(part, start, end, texts.add)

    def _place(self, reference: str) -> tuple[int, int]:
        """Row and column of ``O3``. Raises ``UnreadableReport`` where Excel has no such cell."""
        found = _REFERENCE.fullmatch(reference)
        row = 0 if found is None else int(found[2])
        column = 0 if found is None else column_number(found[1])
        if not (1 <= row <= ROWS and 1 <= column <= COLUMNS):
            raise self._package.damaged()
        return row, column

    def _area(self, reference: str) -> Area:
        first, _, last = reference.partition(":")
        top, left = self._place(first)
        bottom, right = self._place(last or first)
        return Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right))

    def _related(self, part: str, kind: str | None = None) -> dict[str, str]:
        """The parts that a part names: by relation's id, or under an empty id the first of a kind."""
        folder, _, name = part.rpartition("/")
        data = self._package.part(join(folder, "_rels", f"{name}.rels"))
        found: dict[str, str] = {}
        if data is None:
            return found
        for each in self._package.parse(data):
            if each.get("TargetMode") == "External":
                continue
            target = each.get("Target", "")
            whole = normpath(target.lstrip("/") if target.startswith("/") else join(folder, target))
            if kind is None:
                found[each.get("Id", "")] = whole
            elif each.get("Type", "").endswith(f"/{kind}"):
                found.setdefault("", whole)
        return found

    def _walk(
        self,
        part: str,
        start: Callable[[str, Mapping[str, str]], None],
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
    ) -> bool:
        """Read a part's tags of the main namespace in their order; False where there is no such part."""
        return self._package.walk(part, _MAIN, start, end, text)


def cells_of(sheet: Sheet) -> Iterator[Cell]:
    """All cells of a sheet, row by row."""
    for row in sorted(sheet.rows):
        yield from (cell for _, cell in sorted(sheet.rows[row].items()))
