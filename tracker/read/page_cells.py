"""Rows of pages to tables: which column each cell stands in, by the lines around it or by what stands above it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tracker.model import Cell, Table
from tracker.read.cells import make_table
from tracker.read.page_parts import Line
from tracker.read.page_tables import NEAR

SECTION = 40  # characters; a longer line between two rows is prose
EDGE = 12  # points by which the outer edges of two rows of one table may differ
AMISS = 0.2  # share of rows whose cells may fit no columns before rows are none of a table

Edges = list[tuple[float, float]]  # left and right of the columns
Placed = tuple[int, Line]


def find_page_tables(text: str, lines: Sequence[Placed]) -> tuple[Table, ...]:
    """The tables of a PDF: rows that follow each other, over the ends of pages too; ``lines`` with their offsets."""
    found = []
    for run in _runs(lines):
        edges = _ruled_edges(run) if run[0][1].is_ruled else _column_edges(run)
        cells = _cells(run, edges)
        table = make_table(text, cells) if cells is not None else None
        if table is not None:
            found.append(table)
    return tuple(found)


def _runs(lines: Sequence[Placed]) -> Iterator[list[Placed]]:
    """Rows that follow each other, with the names of groups that stand between two of them."""
    run: list[Placed] = []
    for number, (at, line) in enumerate(lines):
        if line.is_row:
            if run and not _belong_together(run, line):
                yield from _without_tail(run)
                run = []
            run.append((at, line))
        elif run and run[-1][1].is_row and _names_a_group(line, lines[number + 1 : number + 2], run):
            run.append((at, line))
        else:
            yield from _without_tail(run)
            run = []
    yield from _without_tail(run)


def _without_tail(run: list[Placed]) -> Iterator[list[Placed]]:
    if run and not run[-1][1].is_row:
        run = run[:-1]
    if len(run) > 1:
        yield run


def _belong_together(run: list[Placed], line: Line) -> bool:
    before = next(each for _, each in reversed(run) if each.is_row)
    if before.is_ruled != line.is_ruled:
        return False
    if not line.is_ruled:
        return True
    left, right = line.cells[0].x0 - before.cells[0].x0, line.cells[-1].x1 - before.cells[-1].x1
    return abs(left) <= EDGE or abs(right) <= EDGE


def _names_a_group(line: Line, following: Sequence[Placed], run: list[Placed]) -> bool:
    """Whether a line between two rows is the name of what stands below: 二、养老助残（4项）."""
    return (
        len(line.text) <= SECTION
        and line.text[-1] not in "。；：;:"
        and bool(following)
        and following[0][1].is_row
        and _belong_together(run, following[0][1])
    )


def _ruled_edges(run: list[Placed]) -> Edges:
    """Columns between the upright lines at which any cell begins."""
    lefts: list[float] = []
    for x in sorted(place.x0 for _, line in run if line.is_row for place in line.cells):
        if not lefts or x - lefts[-1] > NEAR:
            lefts.append(x)
    right = max(place.x1 for _, line in run if line.is_row for place in line.cells)
    return list(pairwise([*lefts, right]))


def _column_edges(run: list[Placed]) -> Edges:
    """Columns as wide as what stands in them, by the rows that have the number of cells that most rows have."""
    rows = [line.cells for _, line in run if line.is_row]
    counts = Counter(map(len, rows))
    width = max(counts, key=lambda count: (counts[count], count))
    edges: Edges = []
    for places in zip(*(row for row in rows if len(row) == width), strict=True):
        edges.append((min(place.x0 for place in places), max(place.x1 for place in places)))
    return edges


def _cells(run: list[Placed], edges: Edges) -> list[Cell] | None:
    """The cells in their columns; ``None`` where columns lap over each other, or too many rows fit none."""
    if any(a[1] > b[0] + NEAR for a, b in pairwise(edges)):
        return None
    found: list[Cell] = []
    amiss = 0
    for number, (at, line) in enumerate(run):
        if not line.is_row:
            found.append(Cell(at, at + len(line.text), number, 0, columns=len(edges)))
            continue
        row: list[Cell] = []
        for place in line.cells:
            first, last = _columns(place.x0, place.x1, edges)
            row.append(Cell(at + place.start, at + place.end, number, first, place.rows, last - first))
        if any(a.column + a.columns > b.column for a, b in pairwise(row)):
            amiss += 1
            continue
        found += row
    return found if amiss <= AMISS * len(run) else None


def _columns(left: float, right: float, edges: Edges) -> tuple[int, int]:
    """The first column that a stretch of a row lies in, and the one behind the last."""
    inside = [at for at, (a, b) in enumerate(edges) if min(right, b) - max(left, a) > min(NEAR, (b - a) / 2)]
    if inside:
        return inside[0], inside[-1] + 1
    middle = (left + right) / 2
    at = bisect_left([(a + b) / 2 for a, b in edges], middle)
    near = min(range(max(0, at - 1), min(len(edges), at + 1)), key=lambda each: abs(sum(edges[each]) / 2 - middle))
    return near, near + 1
