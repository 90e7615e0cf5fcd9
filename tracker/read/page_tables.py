"""Tables on a page: each row one line, whether lines are drawn around its cells or not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tracker.read.page_parts import WIDE, Line, Rule, Segment, joined, line_of, rows_of

NEAR = 3  # points; lines nearer to each other than that are one
ROW_HEIGHT = 12  # em; a higher band between two rules is a framed page, no row of a table


@dataclass(frozen=True, slots=True)
class Box:
    """The drawn lines around a cell, in points."""

    top: int
    bottom: int
    left: int
    right: int


def ruled_rows(segments: Sequence[Segment], rules: Sequence[Rule]) -> tuple[list[Line], list[Segment]]:
    """The rows of tables drawn with lines both ways, and what stands outside of them.

    A cell belongs to the row that begins at the nearest line above it, so one that spans several rows is read with
    the first of them; the lines within a cell are one text.
    """
    flat = [rule for rule in rules if rule.y0 == rule.y1]
    upright = [rule for rule in rules if rule.x0 == rule.x1]
    if len(flat) < 2 or not upright:
        return [], list(segments)
    bands: dict[int, list[tuple[Box, Segment]]] = defaultdict(list)
    rest: list[Segment] = []
    for segment in segments:
        box = _box(segment, flat, upright)
        if box is None:
            rest.append(segment)
        else:
            bands[box.top].append((box, segment))
    merged = _merged(bands)
    tops = [top for top, _ in merged]
    lines = []
    for top, band in merged:
        cells: dict[int, list[tuple[Box, Segment]]] = defaultdict(list)
        for box, segment in band:
            cells[box.left].append((box, segment))
        if len(cells) < 2:
            rest.extend(segment for _, segment in band)
            continue
        row = []
        for left in sorted(cells):
            right, bottom = cells[left][0][0].right, cells[left][0][0].bottom
            rows = sum(top <= other < bottom - NEAR for other in tops)
            row.append((_cell_text([segment for _, segment in cells[left]]), left, right, rows))
        pieces = [segment for _, segment in band]
        lines.append(replace(line_of(pieces, row), y=top + pieces[0].size, is_ruled=True))
    return lines, rest


def _box(segment: Segment, flat: Sequence[Rule], upright: Sequence[Rule]) -> Box | None:
    """The lines around a piece of text; ``None`` where it stands in no cell."""
    middle, height = (segment.x0 + segment.x1) / 2, segment.y - segment.size * 0.35
    above = max((rule.y0 for rule in flat if rule.y0 <= height and rule.x0 <= middle <= rule.x1), default=None)
    below = min((rule.y0 for rule in flat if rule.y0 > height and rule.x0 <= middle <= rule.x1), default=None)
    if above is None or below is None or below - above > ROW_HEIGHT * segment.size:
        return None
    beside = [rule.x0 for rule in upright if rule.y0 <= height <= rule.y1]
    left = max((x for x in beside if x <= middle), default=0.0)
    right = min((x for x in beside if x > middle), default=segment.x1)
    return Box(round(above), round(below), round(left), round(right))


def _merged(bands: dict[int, list[tuple[Box, Segment]]]) -> list[tuple[int, list[tuple[Box, Segment]]]]:
    """Bands in order of height; those that begin near each other are one, drawn cell by cell."""
    merged: list[tuple[int, list[tuple[Box, Segment]]]] = []
    for top in sorted(bands):
        if merged and top - merged[-1][0] <= NEAR:
            merged[-1][1].extend(bands[top])
        else:
            merged.append((top, list(bands[top])))
    return merged


def _cell_text(pieces: list[Segment]) -> str:
    return joined([line.text for line in rows_of(pieces)])


def unwrapped(pieces: list[Segment]) -> list[Segment]:
    """Pieces in the file's order, where the lines of a cell that is broken in a table without lines are one piece.

    They stand under each other, and what follows in the file stands right of them, at a height between them.
    """
    whole: list[Segment] = []
    at = 0
    while at < len(pieces):
        count = next((n for n in range(1, 5) if _is_cell(pieces[at : at + n], pieces[at + n : at + n + 1])), 0)
        if count == 0:
            whole.append(pieces[at])
            at += 1
            continue
        cells = [pieces[at : at + count]]
        at += count
        while at < len(pieces) and _place_in_row(cells, pieces[at]):
            at += 1
        if len(cells) > 1:
            base = cells[-1][0].y if len(cells[-1]) == 1 else cells[0][0].y
            whole += [
                Segment(
                    joined([p.text for p in cell]),
                    min(p.x0 for p in cell),
                    max(p.x1 for p in cell),
                    base,
                    cell[0].size,
                )
                for cell in cells
            ]
        else:
            whole += cells[0]
    return whole


def _is_cell(lines: list[Segment], following: list[Segment]) -> bool:
    """Whether lines under each other are one cell, as the piece that follows beside them tells."""
    if not following:
        return False
    beside = following[0]
    if beside.x1 - beside.x0 > WIDE * beside.size < max(line.x1 - line.x0 for line in lines):
        return False  # prose beside prose: two columns, with too few lines to be seen as such
    for upper, lower in pairwise(lines):
        if not (0 < lower.y - upper.y < 1.8 * upper.size and lower.x0 < upper.x1 and upper.x0 < lower.x1):
            return False
    slack = beside.size if len(lines) == 1 else 0.3 * beside.size
    return lines[0].y - slack <= beside.y <= lines[-1].y + slack and beside.x0 >= max(line.x1 for line in lines)


def _place_in_row(cells: list[list[Segment]], piece: Segment) -> bool:
    """Put a piece into a row if it belongs there: in a new cell at the right end, or as a further line of one."""
    top, bottom = min(p.y for cell in cells for p in cell), max(p.y for cell in cells for p in cell)
    if not top - piece.size <= piece.y <= bottom + piece.size:
        return False
    if piece.x0 >= max(p.x1 for cell in cells for p in cell):
        cells.append([piece])
        return True
    for cell in cells:
        if all(piece.y > p.y + 0.8 * p.size and piece.x0 < p.x1 and p.x0 < piece.x1 for p in cell):
            cell.append(piece)
            return True
    return False
