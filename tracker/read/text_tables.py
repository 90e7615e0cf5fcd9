"""Tables in plain text: with ``|`` or tabs between cells, cells that stand under each other, or one cell a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice, pairwise

from tracker.model import Cell, Table
from tracker.read.cells import NUMBER, make_table
from tracker.words.patterns import pattern

BARS = "|｜│┃║"
BAR = re.compile(rf"(?<!\\)[{BARS}]")
BORDER = re.compile(rf"(?=.*[-=—_─━═┄┈])[-=:—_+\s{BARS}─━═┄┈┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬╭╮╰╯╞╡╪┝┥┿]+")
GAP = re.compile(r"[ \u00a0]{2,}|\u3000+|\t")
EDGE = " \u00a0\u3000\r"
GAPS = ("\t", "\u3000", "  ", "\u00a0\u00a0", " \u00a0", "\u00a0 ")
LINES = 100_000  # of a text in which tables are looked for; a yearbook has some 50,000
ALIGNED = 3  # rows that must agree where only white space parts the cells
NARROWEST, WIDEST = 3, 8  # columns of a table that was copied with a cell a line
SHORT = 24  # characters of a cell that stands on its own line
SECTION = 40  # characters; a longer line between two rows is prose

Span = tuple[int, int]
Finder = Callable[[str, "Sequence[Line]"], "Iterator[list[Cell]]"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text, and where its cells are if it is a row."""

    start: int
    end: int
    cells: tuple[Span, ...] = ()
    border: bool = False


def find_tables(text: str, known: Sequence[Table] = ()) -> tuple[Table, ...]:
    """All tables of a text in their order: those that its format told, and those that its lines show."""
    finders = list(_finders(text)) if text.count("\n") < LINES else []
    if not finders:
        return tuple(known)
    found = list(known)
    for lines in _stretches(text, known):
        for run in (run for finder in finders for run in finder(text, lines)):
            table = make_table(text, run)
            if table is not None and all(table.end <= other.start or other.end <= table.start for other in found):
                found.append(table)
    return tuple(sorted(found, key=lambda each: each.start))


def _finders(text: str) -> Iterator[Finder]:
    """What may find a table in a text: most have nothing that could part two cells."""
    if any(bar in text for bar in BARS):
        yield _barred
    if "\t" in text:
        yield _tabbed
    if len(list(islice(_gaps(text), ALIGNED))) == ALIGNED:
        yield _aligned
    if text.count("\n") >= 3 * NARROWEST:
        yield _one_a_line


def _gaps(text: str) -> Iterator[int]:
    """Where white space stands inside a line that could part two cells; a regular expression takes 10 times as long."""
    for gap in GAPS:
        at = text.find(gap, 1)
        while at > 0:
            if not text[at - 1].isspace():
                yield at
            at = text.find(gap, at + len(gap))


def _stretches(text: str, known: Sequence[Table]) -> Iterator[list[Line]]:
    """Lines that follow each other without an empty one between, outside of the tables that are known."""
    lines: list[Line] = []
    inside = iter(known)
    table = next(inside, None)
    start = 0
    for raw in text.splitlines(keepends=True):
        end = start + len(raw.rstrip("\r\n"))
        while table is not None and table.end <= start:
            table = next(inside, None)
        if raw.isspace() or (table is not None and table.start < end):
            if len(lines) > 1:
                yield lines
            lines = []
        else:
            lines.append(Line(start, end))
        start += len(raw)
    if len(lines) > 1:
        yield lines


def _runs(lines: Sequence[Line], fewest: int) -> Iterator[list[Line]]:
    """Rows that follow each other."""
    run: list[Line] = []
    for line in lines:
        if line.cells or line.border:
            run.append(line)
            continue
        if len(run) >= fewest:
            yield run
        run = []
    if len(run) >= fewest:
        yield run


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip(EDGE + "\t"))
    return start + left, max(start + left, start + len(piece.rstrip(EDGE + "\t")))


def _cells(rows: Sequence[Line], heads: int = 0) -> list[Cell]:
    return [
        Cell(start, end, number, column, head=number < heads)
        for number, row in enumerate(rows)
        for column, (start, end) in enumerate(row.cells)
    ]


# ── bars ──────────────────────────────────────────────────────────────────────────────────────────


def _barred(text: str, lines: Sequence[Line]) -> Iterator[list[Cell]]:
    for run in _runs([_split_at_bars(text, line) for line in lines], 2):
        rows = [line for line in run if not line.border]
        if _has_broken_cells(run):
            continue
        framed = len(rows) < len(run) or all(text[row.start : row.end].strip()[0] in BARS for row in rows)
        if framed or len({len(row.cells) for row in rows}) == 1:
            heads = len(run) > 1 and not run[0].border and run[1].border
            yield _cells(rows, int(heads and any(start < end for start, end in rows[0].cells)))


def _has_broken_cells(run: Sequence[Line]) -> bool:
    """Whether lines are drawn between the rows, and some row is broken into several: its cells are no quotes then."""
    heights = [len(list(lines)) for is_border, lines in groupby(run, key=lambda line: line.border) if not is_border]
    return len(heights) > 2 and max(heights[1:]) > 1 and min(heights[1:]) < max(heights[1:])


def _split_at_bars(text: str, line: Line) -> Line:
    body = text[line.start : line.end]
    if BORDER.fullmatch(body):
        return replace(line, border=len(body.strip()) > 2)
    bars = [line.start + match.start() for match in BAR.finditer(body)]
    if not bars:
        return line
    edges = [line.start - 1, *bars, line.end]
    cells = [_trimmed(text, a + 1, b) for a, b in pairwise(edges)]
    if cells[0][0] == cells[0][1]:
        del cells[0]  # what stands before the first bar of a framed row
    if cells and cells[-1][0] >= cells[-1][1]:
        del cells[-1]
    return replace(line, cells=tuple(cells)) if len(bars) > 1 or len(cells) > 1 else line


# ── tabs ──────────────────────────────────────────────────────────────────────────────────────────


def _tabbed(text: str, lines: Sequence[Line]) -> Iterator[list[Cell]]:
    split = [_split_at_tabs(text, line) for line in lines]
    for before, at, after in zip(range(len(split)), range(1, len(split)), range(2, len(split)), strict=False):
        line = split[at]
        is_row = len(split[before].cells) > 1 and len(split[after].cells) > 1
        if not line.cells and is_row and line.end - line.start <= SECTION and text[line.end - 1] not in "。；;：:":
            split[at] = replace(line, cells=(_trimmed(text, line.start, line.end),))  # 一、教育医疗（6项）
    for run in _runs(split, 2):
        width = max(len(row.cells) for row in run)
        if width < 2 or (width == 2 and _is_list(text, run)):
            continue
        whole = [replace(cell, columns=width) if len(run[cell.row].cells) == 1 else cell for cell in _cells(run)]
        yield whole


def _split_at_tabs(text: str, line: Line) -> Line:
    body = text[line.start : line.end].strip(EDGE)
    if "\t" not in body.strip("\t"):
        return line
    at = line.start + text[line.start : line.end].index(body[0])
    cells = []
    for piece in body.split("\t"):
        cells.append(_trimmed(text, at, at + len(piece)))
        at += len(piece) + 1
    return replace(line, cells=tuple(cells))


def _is_list(text: str, rows: Sequence[Line]) -> bool:
    """Whether each row is an item's label and the item."""
    return all(
        len(row.cells) == 1 or pattern("layout", "number of a row").fullmatch(text, *row.cells[0]) for row in rows
    )


# ── cells under each other ────────────────────────────────────────────────────────────────────────


def _aligned(text: str, lines: Sequence[Line]) -> Iterator[list[Cell]]:
    run: list[Line] = []
    for line in [*(_split_at_gaps(text, line) for line in lines), Line(0, 0)]:
        if run and len(line.cells) != len(run[0].cells):
            if len(run) >= ALIGNED and _has_figures(text, run) and not _is_contents(text, run):
                yield _cells(run)
            run = []
        if len(line.cells) > 1:
            run.append(line)


def _split_at_gaps(text: str, line: Line) -> Line:
    start, end = _trimmed(text, line.start, line.end)
    gaps = [match.span() for match in GAP.finditer(text, start, end)]
    if not gaps or "。" in text[start:end]:
        return line
    edges = [(start, start), *gaps, (end, end)]
    return replace(line, cells=tuple(_trimmed(text, a[1], b[0]) for a, b in pairwise(edges)))


def _has_figures(text: str, rows: Sequence[Line]) -> bool:
    """Whether some column holds a number in half of the rows or more."""
    counts = [sum(NUMBER.match(text, *row.cells[at]) is not None for row in rows) for at in range(len(rows[0].cells))]
    return any(count * 2 >= len(rows) - 1 for count in counts)


def _is_contents(text: str, rows: Sequence[Line]) -> bool:
    """Whether chapters and their pages stand there: numbers that never fall."""
    pages = [text[slice(*row.cells[-1])] for row in rows]
    if not all(page.isdecimal() and len(page) < 5 for page in pages):
        return False
    numbers = list(map(int, pages))
    return (
        numbers == sorted(numbers)
        and sum(pattern("layout", "chapter").match(text, *row.cells[0]) is not None for row in rows) > 1
    )


# ── one cell a line ───────────────────────────────────────────────────────────────────────────────


def _one_a_line(text: str, lines: Sequence[Line]) -> Iterator[list[Cell]]:
    """Tables that were copied out of a page or Word so that each cell has its own line: heads, then row after row.

    A row is a name and numbers, and the first number tells how many heads there are.
    """
    at = 0
    while at + 3 * NARROWEST <= len(lines):
        width = _width(text, lines[at : at + WIDEST + 2])
        rows = [] if width is None else list(_whole_rows(text, lines, at + width, width))
        if width is None or len(rows) < 2:
            at += 1
            continue
        found = [lines[at : at + width], *rows]
        yield _cells(
            [Line(row[0].start, row[-1].end, tuple((each.start, each.end) for each in row)) for row in found], 1
        )
        at += width * len(found)


def _width(text: str, lines: Sequence[Line]) -> int | None:
    """How many heads stand before the name and the first number of a row; None for what can be no table."""
    for number, line in enumerate(lines):
        if line.end - line.start > SHORT or text[line.end - 1] in "。；，：":
            return None
        if _is_number(text, line):
            return number - 1 if number > NARROWEST else None
    return None


def _whole_rows(text: str, lines: Sequence[Line], first: int, width: int) -> Iterator[Sequence[Line]]:
    """The rows from a line on, as long as each is a name and numbers."""
    for at in range(first, len(lines) - width + 1, width):
        name, *numbers = lines[at : at + width]
        if _is_number(text, name) or not all(_is_number(text, line) for line in numbers):
            return
        yield lines[at : at + width]


def _is_number(text: str, line: Line) -> bool:
    found = NUMBER.match(text, line.start, line.end)
    return found is not None and line.end - found.end() <= 1
