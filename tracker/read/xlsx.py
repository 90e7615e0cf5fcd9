"""Excel: the sheets of a workbook as tables, each row a line. Hidden sheets, rows and columns are not read.

Titles above a table and notes below it are lines of their own, and so is the name of a sheet where there are several.
A sheet may hold tables below each other: each begins with its own head.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tracker.model import Cell, Document, Layout, UnreadableReport
from tracker.read.blocks import find_blocks
from tracker.read.cells import HEAD_CELL, NUMBER, make_table
from tracker.read.weighed import weigh
from tracker.read.workbook import Sheet, Workbook
from tracker.read.workbook_shown import shown

OURS = "_tracker"  # the hidden sheet of a scorecard
UNNAMED = re.compile(r"(?:Sheet|工作表|表)\s*\d*", re.I)
MERGES = 500_000  # rows with anything in them that merged ranges may cover, taken together
SHOWN = 4_000_000  # characters of all sheets, however often cells share a text


class Place(NamedTuple):
    """A cell that shows something: its column, its text, and how far it is merged."""

    column: int
    text: str
    rows: int = 1
    columns: int = 1


Row = tuple[int, list[Place]]  # its number on the sheet, and its cells


def read_xlsx(path: str, data: bytes) -> Document:
    """The document of an Excel workbook's bytes.

    Raises ``UnreadableReport``: damaged, protected, more than a report holds, without text, or a scorecard of ours.
    """
    book = Workbook(path, data)
    if OURS in book.titles:
        raise UnreadableReport("{path}: is a scorecard that “tracker score” wrote, no report", path=path)
    left = [SHOWN]
    sheets = [(sheet.title, rows) for sheet in book.sheets() if (rows := _rows(book, sheet, left))]
    page = _Page()
    for title, rows in sheets:
        if len(sheets) > 1 and not UNNAMED.fullmatch(title.strip()):
            page.add_line(" ".join(title.split()))
        for part in _parts(rows):
            page.add_rows(part)
    text = "\n".join(page.lines)
    if not text.strip():
        raise UnreadableReport("{path}: no text in it, perhaps only pictures; give a text file", path=path)
    weigh(path, text)
    tables = tuple(table for cells in page.tables if (table := make_table(text, cells)) is not None)
    blocks = find_blocks(text, tables, page.marks)
    return Document(path=path, text=text, blocks=blocks, tables=tables)


class _Page:
    """The lines of all sheets, and where the cells of each table stand in them."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.tables: list[list[Cell]] = []
        self.marks: dict[int, tuple[Layout, int]] = {}
        self._at = 0

    def add_line(self, line: str) -> None:
        self.marks[self._at] = (Layout.HEADING, 0)
        self._add(line)

    def add_rows(self, rows: Sequence[Row]) -> None:
        cells: list[Cell] = []
        for number, places in rows:
            at = self._at
            for place in places:
                cells.append(Cell(at, at + len(place.text), number, place.column, place.rows, place.columns))
                at += len(place.text) + 1
            self._add("\t".join(place.text for place in places))
        self.tables.append(cells)

    def _add(self, line: str) -> None:
        self.lines.append(line)
        self._at += len(line) + 1


def _rows(book: Workbook, sheet: Sheet, left: list[int]) -> list[Row]:
    """The rows that show anything; ``left`` is how many characters may still be shown."""
    if sheet.hidden:
        return []
    spans, covered = _merged(book, sheet)
    hidden = {column for first, last in sheet.hidden_columns for column in range(first, min(last, 16_384) + 1)}
    found: list[Row] = []
    for number in sorted(sheet.rows):
        if number in sheet.hidden_rows:
            continue
        row = []
        for column, cell in sorted(sheet.rows[number].items()):
            if column in hidden or (number, column) in covered:
                continue
            if text := shown(book, cell):
                left[0] -= len(text)
                if left[0] < 0:
                    raise book.too_much()
                row.append(Place(column, text, *spans.get((number, column), (1, 1))))
        if row:
            found.append((number, row))
    return found


def _merged(book: Workbook, sheet: Sheet) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    """How far the first cell of each merged range reaches, and the cells below it, which nobody sees."""
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    numbers = sorted(sheet.rows)
    work = 0
    for area in sheet.merged:
        spans[area.top, area.left] = (area.bottom - area.top + 1, area.right - area.left + 1)
        rows = numbers[bisect_left(numbers, area.top) : bisect_right(numbers, area.bottom)]
        work += len(rows)
        if work > MERGES:
            raise book.too_much()
        covered |= {
            (number, column)
            for number in rows
            for column in sheet.rows[number]
            if area.left <= column <= area.right and (number, column) != (area.top, area.left)
        }
    return spans, covered


def _parts(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """The tables of a sheet: a new one begins with a head of its own, behind an empty row or a title."""
    start = 0
    figures = False  # whether the table has had rows with numbers
    for at, (_, row) in enumerate(rows):
        if figures and _names_columns(row) and at + 1 < len(rows) and _has_number(rows[at + 1][1]):
            title = at
            while title - 1 > start and len(rows[title - 1][1]) == 1:
                title -= 1
            if title < at or rows[at][0] - rows[at - 1][0] > 1:
                yield rows[start:title]
                start, figures = title, False
        figures = figures or _has_number(row)
    yield rows[start:]


def _names_columns(row: Sequence[Place]) -> bool:
    return len(row) > 1 and not _has_number(row) and all(len(place.text) <= HEAD_CELL for place in row)


def _has_number(row: Sequence[Place]) -> bool:
    return any(NUMBER.fullmatch(place.text) for place in row)
