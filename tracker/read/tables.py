"""What a reader finds, paragraphs and tables as they follow each other, to the text and its ``Table`` values.

A row of a table is one line, with a tab between its cells; white space inside a cell, its line breaks too, is one
space. So ``text[start:end]`` of a cell is the whole cell. A table that only lays out a page is its cells' lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from tracker.model import Cell, Layout, Table
from tracker.read.cells import PLACES, make_table

LONG_CELL = 200  # characters; a longer one is prose, in a table that lays out the page or in one of words
LONGEST_CELL = 2000  # characters; a longer one is a text of its own, whatever stands beside it
NAME = 30  # characters; a first row of shorter cells names the columns of a table of words


@dataclass(slots=True)
class RawCell:
    """A cell as a reader found it."""

    flow: Sequence[Flow]
    rows: int = 1
    columns: int = 1
    head: bool = False
    column: int | None = None  # None: the next that is free
    continues: bool = False  # it belongs to the cell above, which counts it among its rows


@dataclass(slots=True)
class RawTable:
    """A table as a reader found it, row by row."""

    rows: list[list[RawCell]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Marked:
    """A line of which the format says what it is: a heading and its level, or an item of a list."""

    text: str
    layout: Layout
    level: int = 0


Flow = str | Marked | RawTable  # a line, or a table between lines


@dataclass(frozen=True, slots=True)
class Settled:
    """The text of a document, its tables, and what its format says of lines, by the offset at which each begins."""

    text: str
    tables: tuple[Table, ...]
    marks: dict[int, tuple[Layout, int]]


def settle(flow: Sequence[Flow], keep: Callable[[str], bool] = bool) -> Settled:
    """The text of a document and its tables. Lines that ``keep`` refuses are left out, but for rows of tables."""
    lines: list[str] = []
    tables: list[list[Cell]] = []
    marks: dict[int, tuple[Layout, int]] = {}
    at = 0
    for item in _in_order(flow):
        if not isinstance(item, list):
            line = item if isinstance(item, str) else item.text
            if keep(line):
                if not isinstance(item, str):
                    marks[at + len(line) - len(line.lstrip())] = (item.layout, item.level)
                lines.append(line)
                at += len(line) + 1
            continue
        cells: list[Cell] = []
        for number, line, row in item:
            cells += [
                Cell(at + min(start, len(line)), at + min(end, len(line)), number, column, rows, raw.columns, raw.head)
                for start, end, column, rows, raw in row
            ]
            lines.append(line)
            at += len(line) + 1
        tables.append(cells)
    text = "\n".join(lines)
    found = tuple(table for cells in tables if (table := make_table(text, cells)) is not None)
    return Settled(text, found, marks)


Placed = tuple[int, int, int, int, RawCell]  # start and end in its row's line, column, rows
Rows = list[tuple[int, str, list[Placed]]]  # number, line, cells


def _in_order(flow: Sequence[Flow]) -> Iterator[str | Marked | Rows]:
    """Lines, and tables that hold data as their rows."""
    for item in flow:
        if not isinstance(item, RawTable):
            yield item
        else:
            texts = [[_cell_text(cell.flow) for cell in row] for row in item.rows]
            rows = _rows(item, texts) if _is_data(item, texts) else None
            if rows is not None:
                yield rows
                continue
            for row, words in zip(item.rows, texts, strict=True):
                if len(row) > 1 and all(len(each) <= LONG_CELL for each in words) and not any(map(_holds_data, row)):
                    if line := "\t".join(words).rstrip():
                        yield line
                else:
                    inside = (each for cell in row for each in _in_order(cell.flow))
                    yield from (each for each in inside if not isinstance(each, str) or each.strip())


def _cell_text(flow: Sequence[Flow]) -> str:
    """All words of a cell on one line."""
    words: list[str] = []
    for item in flow:
        if not isinstance(item, RawTable):
            words += (item if isinstance(item, str) else item.text).split()
        else:
            words += (_cell_text(cell.flow) for row in item.rows for cell in row)
    return " ".join(filter(None, words))


def _is_data(table: RawTable, texts: Sequence[Sequence[str]]) -> bool:
    """Whether rows and columns mean something, as they don't where a table only lays out a page."""
    full = [[words for words in row if words] for row in texts]
    if sum(len(row) > 1 for row in full) < 2 or any(map(_holds_data, (cell for row in table.rows for cell in row))):
        return False
    longest = max(len(words) for row in full for words in row)
    if longest <= LONG_CELL:
        return True
    first = next(row for row in full if len(row) > 1)
    several = len(first) > 2 or len(full) > 2
    return longest <= LONGEST_CELL and several and all(len(words) <= NAME for words in first)


def _holds_data(cell: RawCell) -> bool:
    """Whether a table inside a cell has rows and columns of its own."""
    return any(isinstance(item, RawTable) and sum(len(row) > 1 for row in item.rows) > 1 for item in cell.flow)


def _rows(table: RawTable, texts: Sequence[Sequence[str]]) -> Rows | None:
    """The lines of a table with the places of its cells; ``None`` where they would be more than a table has."""
    found: Rows = []
    below: dict[int, int] = {}  # column → rows that a cell above still reaches down
    work = 0
    for number, (row, words) in enumerate(zip(table.rows, texts, strict=True)):
        line = "\t".join(words).rstrip()
        placed: list[Placed] = []
        column = start = 0
        reaching: dict[int, int] = {}
        for cell, word in zip(row, words, strict=True):
            if cell.column is not None:
                column = cell.column
            else:
                while column in below:
                    column += 1
            if not cell.continues:
                placed.append((start, start + len(word), column, cell.rows, cell))
                if cell.rows > 1:
                    reaching |= dict.fromkeys(range(column, column + cell.columns), cell.rows)
            start += len(word) + 1
            column += cell.columns
            work += cell.columns
        work += len(below)
        if work > PLACES:
            return None
        below = {at: left - 1 for at, left in (below | reaching).items() if left > 1}
        if line:
            found.append((number, line, placed))
    return found
