"""The lines of a page in the order in which they are read: columns after one another, tables row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from tracker.read.page_parts import WIDE, Line, Rule, Segment, rows_of
from tracker.read.page_tables import ruled_rows, unwrapped

FEWEST = 4  # lines that make a column
FULL = 0.4  # share of a column's lines that reach its right edge: two thirds in prose; cells of a table are ragged
RAGGED = 2.5  # em by which a full line may be short: a number at its end goes to the next line as a whole
CROSSING = 0.25  # share of lines that may run over both columns, as titles do


def find_lines(segments: Sequence[Segment], rules: Sequence[Rule] = (), page: int = 0) -> list[Line]:
    """The lines of a page in the order in which they are read."""
    rows, rest = ruled_rows(segments, rules)
    regions = _columns([segment for segment in rest if segment.text.strip()], rows)
    columns = [column for pieces, whole in regions for column in _in_order(pieces, whole)]
    return [replace(line, page=page, column=number) for number, lines in enumerate(columns) for line in lines]


def _columns(segments: list[Segment], rows: list[Line]) -> list[tuple[list[Segment], list[Line]]]:
    """The parts of a page in reading order, each with its pieces and its rows of tables."""
    gutter = _gutter(segments)
    if gutter is None:
        return [(segments, rows)]
    crossing = [(each.y, each) for each in segments if each.x0 < gutter < each.x1]
    heights = sorted({y for y, _ in crossing} | {row.y for row in rows})
    regions: list[tuple[list[Segment], list[Line]]] = []
    for above, below in pairwise([float("-inf"), *heights, float("inf")]):
        band = [each for each in segments if above < each.y < below]
        for side in ([s for s in band if s.x1 <= gutter], [s for s in band if s.x0 >= gutter]):
            if side:
                regions += _columns(side, [])
        regions.append(([each for y, each in crossing if y == below], [row for row in rows if row.y == below]))
    return [region for region in regions if any(region)]


def _gutter(segments: list[Segment]) -> float | None:
    """Where the space right of the first column of prose runs, or ``None`` on a page of one column."""
    if len(segments) < 2 * FEWEST:
        return None
    starts = Counter(round(each.x0 / 2) * 2 for each in segments)
    best: tuple[int, int] | None = None
    found = None
    for start in sorted(start for start, times in starts.items() if times >= FEWEST - 1)[1:]:
        edge = start - 2
        left = [each for each in segments if each.x1 <= edge]
        right = [each for each in segments if each.x0 >= edge]
        crossing = len(segments) - len(left) - len(right)
        rank = (-crossing, min(len(left), len(right)))
        if crossing > CROSSING * len(segments) or (best is not None and rank <= best) or not _is_column(left):
            continue
        if _is_column(right) or _gutter(right) is not None:
            best = rank
            found = (max(each.x1 for each in left) + min(each.x0 for each in right)) / 2
    return found


def _is_column(segments: list[Segment]) -> bool:
    """Whether pieces are lines of prose under each other: many reach the right edge, none stand side by side."""
    if len(segments) < FEWEST:
        return False
    size = median(each.size for each in segments)
    edge = sorted(each.x1 for each in segments)[int(0.95 * len(segments))]  # a page number may stand further right
    full = sum(each.x1 >= edge - RAGGED * size and each.x1 - each.x0 >= WIDE * size for each in segments)
    return full >= FULL * len(segments) and len(rows_of(segments)) >= 0.9 * len(segments)


def _in_order(pieces: list[Segment], rows: list[Line]) -> list[list[Line]]:
    """A region's lines from top to bottom, as one column; but in the file's own order, and as the columns it makes,
    where that has whole lines of prose one after another which stand side by side on the page: a last page may have
    two lines in its second column, too few to see one."""
    pieces = unwrapped(pieces)
    lines = sorted([*rows_of(pieces), *rows], key=lambda each: each.y)
    at = {id(piece): number for number, piece in enumerate(pieces)}
    beside = together = 0
    for line in lines:
        side = [p for p in pieces if line.is_row and abs(p.y - line.y) < 0.45 * p.size and p.x1 - p.x0 >= WIDE * p.size]
        if len(side) > 1:
            beside += 1
            together += all(abs(at[id(a)] - at[id(b)]) == 1 for a, b in pairwise(side))
    if together >= beside / 2:
        return [lines]
    columns: list[list[Segment]] = [[]]
    for piece in pieces:
        if columns[-1] and piece.y < columns[-1][-1].y - piece.size:
            columns.append([])
        columns[-1].append(piece)
    ordered = [rows_of(column) for column in columns]
    return [*ordered, rows] if rows else ordered
