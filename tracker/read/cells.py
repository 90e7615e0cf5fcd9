"""Cells with their places to a ``Table``: which rows are its head, and which are a title above it or a note below.

Every format ends here; what is told of a cell (``head``) comes before what the cells look like.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from tracker.model import Cell, Table
from tracker.words.patterns import pattern

PLACES = 2_000_000  # of a grid; a ledger of 5,000 rows and 40 columns has a tenth of that
NAMED = 16_000_000  # characters of cells, times the cells of their rows; 2,000 rows of 200 and ten cells have a quarter
HEAD_CELL = 60  # characters; the name of a column is shorter
NUMBER = re.compile(r"[-+－＋—]?[\d０-９][\d０-９,，.．]*[%％‰]?")
YEAR = re.compile(r"(?:19|20)\d\d")


def make_table(text: str, cells: Sequence[Cell]) -> Table | None:
    """The table of these cells, or ``None`` where fewer than two rows have two cells that hold anything."""
    rows = _by_row(cells)
    first, last = 0, len(rows)
    while first < last and _is_alone(rows[first], text):
        first += 1
    while last > first and _is_note(rows[last - 1], text):
        last -= 1
    rows = rows[first:last]
    if sum(sum(cell.end > cell.start for cell in row) > 1 for row in rows) < 2:
        return None
    placed = _collapsed([cell for row in rows for cell in row])
    if (placed[-1].row + 1) * _width(placed) > PLACES:
        return None
    rows = _by_row(placed)
    if _named(rows) > NAMED:
        return None
    depth = _head_depth(rows, text)
    heads = {tuple(text[c.start : c.end] for c in row) for row in rows[:depth] if len(row) > 1}
    whole = []
    for number, row in enumerate(rows):
        head = number < depth or tuple(text[c.start : c.end] for c in row) in heads  # on each page anew
        whole += [cell if cell.head is head else replace(cell, head=head) for cell in row]
    start = text.rfind("\n", 0, min(cell.start for cell in whole)) + 1
    end = text.find("\n", max(cell.end for cell in whole))
    return Table(start, len(text) if end < 0 else end, tuple(whole))


def _by_row(cells: Sequence[Cell]) -> list[list[Cell]]:
    rows: dict[int, list[Cell]] = defaultdict(list)
    for cell in cells:
        rows[cell.row].append(cell)
    return [rows[number] for number in sorted(rows)]


def _named(rows: Sequence[Sequence[Cell]]) -> int:
    """What it costs to understand a table: each cell may name all others of the rows that it reaches."""
    before = [0, *accumulate(map(len, rows))]
    last = len(rows)
    return sum(
        (cell.end - cell.start) * (before[min(at + cell.rows, last)] - before[at])
        for at, row in enumerate(rows)
        for cell in row
    )


def _width(cells: Sequence[Cell]) -> int:
    return max((cell.column + cell.columns for cell in cells), default=0)


def _is_alone(row: Sequence[Cell], text: str) -> bool:
    """Whether a row above the table is its title, its unit or its date: one cell is all there is."""
    full = [cell for cell in row if text[cell.start : cell.end].strip()]
    return not full or (len(full) == 1 and full[0].rows == 1)


def _is_note(row: Sequence[Cell], text: str) -> bool:
    """Whether a row below the table is a note to it."""
    full = [cell for cell in row if text[cell.start : cell.end].strip()]
    return not full or (
        len(full) == 1 and pattern("layout", "note below a table").match(text, full[0].start, full[0].end) is not None
    )


def _collapsed(cells: Sequence[Cell]) -> list[Cell]:
    """The cells with rows and columns counted anew from 0; one in which no cell begins is none."""
    rows = sorted({cell.row for cell in cells})
    columns = sorted({cell.column for cell in cells})

    def span(edges: list[int], start: int, length: int) -> tuple[int, int]:
        if length == 1:
            return bisect_left(edges, start), 1
        at = bisect_left(edges, start)
        return at, max(1, bisect_left(edges, start + length) - at)

    found = []
    for cell in cells:
        row, height = span(rows, cell.row, cell.rows)
        column, width = span(columns, cell.column, cell.columns)
        found.append(
            Cell(cell.start, cell.end, row, column, height, width, cell.head)
        )  # ``replace`` takes 6 times as long
    return found


def _head_depth(rows: Sequence[Sequence[Cell]], text: str) -> int:
    """How many rows at the top name the columns."""
    told = 0
    while told < len(rows) and all(cell.head for cell in rows[told]):
        told += 1
    if told >= len(rows):
        told = 0  # all cells are told to be heads: that says nothing
    depth = told or int(_names_columns(rows[0], text))
    if not depth:
        return 0
    while depth < len(rows) - 1:
        above = [cell for row in rows[:depth] for cell in row]
        reaches = max((cell.row + cell.rows for cell in above if cell.rows < len(rows)), default=0)
        is_split = any(cell.columns > 1 and cell.row + cell.rows == depth for cell in above)
        below = rows[depth]
        if not ((reaches > depth or is_split) and _names_columns(below, text)) and not _counts(below, text):
            break
        depth += 1
    return depth


def _names_columns(row: Sequence[Cell], text: str) -> bool:
    """Whether a row has words in its cells and no number; 2023 as the name of a column is a year."""
    words = ["".join(text[cell.start : cell.end].split()) for cell in row]
    full = [word for word in words if word]
    return len(full) > 1 and all(
        len(word) <= HEAD_CELL
        and (not NUMBER.fullmatch(word) or YEAR.fullmatch(word) is not None)
        and word[-1] not in "。；;"
        for word in full
    )


def _counts(row: Sequence[Cell], text: str) -> bool:
    """Whether a row under a head counts the columns: 甲, 1, 2, 3."""
    found = [
        pattern("layout", "number of a column").fullmatch(word)
        for cell in row
        if (word := "".join(text[cell.start : cell.end].split()))
    ]
    numbers = [int(match[1]) for match in found if match is not None and match[1]]
    return (
        len(found) > 2
        and all(found)
        and len(numbers) > 1
        and numbers[0] <= 1
        and all(b - a == 1 for a, b in pairwise(numbers))
    )
