"""Pieces of text on a page to sentences: columns, rows of tables, page lines, and paragraphs healed of line breaks.

Pure geometry, shared by the text layer of a PDF and by OCR. Lengths are in points; y counts downwards from the top.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from tracker.model import Page
from tracker.read.text import glue, is_wide

WIDE = 8  # em; a piece of prose is wider, a cell of figures narrower
FEWEST = 4  # lines that make a column
FULL = 0.6  # share of a column's lines that reach its right edge; cells of a table are ragged
CROSSING = 0.25  # share of lines that may run over both columns, as titles do
ROW_HEIGHT = 12  # em; a higher band between two rules is a framed page, no row of a table
INDENT = 1.5  # em; Chinese paragraphs begin with two
SPACING = 1.6  # times the usual distance of lines; more parts two paragraphs
EDGE = 3  # lines at the top and the bottom of a page, among which are its header and footer
DRIFT = 6  # points by which a header may stand higher or lower from page to page
OFTEN = 0.3  # share of the pages that show it; even and odd pages may differ, and chapters
ENDS = frozenset("。！？；：:;!?”』」")
CLOSING = frozenset("，。、；：！？）》】〉」』”’％%…—,.;:!?)]")
OPENING = frozenset("（《【〈「『“‘([")
NUMBERED = re.compile(
    r"(?:第?[一二三四五六七八九十百]{1,4}[、，章节条]|[（(][一二三四五六七八九十\d]{1,4}[)）]|\d{1,3}[、．]|[①-⑳]|[—–-]{2}|附[件注表])"
)
LEADERS = re.compile(r"(?:[.…·⋯．]\s*){3,}\d{1,4}$")  # a line of a table of contents
PAGE_LINE = re.compile(
    r"(?:[-—–－·•~]+\s*\d{1,4}\s*[-—–－·•~]+|第\s*\d{1,4}\s*页(?:[,，/\s]*共\s*\d{1,4}\s*页)?|Page\s*\d+.*)", re.I
)
NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text that stands together on one line: a line of prose, or a cell of a row."""

    text: str
    x0: float
    x1: float
    y: float  # the baseline
    size: float  # one em


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line; horizontal ones have ``y0 == y1``."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page in reading order."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    page: int = 0  # from 0
    column: int = 0  # of the page, counted through its bands
    is_row: bool = False  # cells of a table, with tabs between them


def find_lines(segments: Sequence[Segment], rules: Sequence[Rule] = (), page: int = 0) -> list[Line]:
    """The lines of a page in the order in which they are read."""
    rows, rest = _ruled_rows(segments, rules)
    regions = _columns([segment for segment in rest if segment.text.strip()], rows)
    return [
        replace(line, page=page, column=number)
        for number, (pieces, whole) in enumerate(regions)
        for line in _in_order(pieces, whole)
    ]


# ── tables ────────────────────────────────────────────────────────────────────────────────────────


def _ruled_rows(segments: Sequence[Segment], rules: Sequence[Rule]) -> tuple[list[Line], list[Segment]]:
    """The rows of tables drawn with lines both ways, and what stands outside of them.

    A cell belongs to the row that begins at the nearest line above it, so one that spans several rows is read with
    the first of them; the lines within a cell are one text.
    """
    flat = [rule for rule in rules if rule.y0 == rule.y1]
    upright = [rule for rule in rules if rule.x0 == rule.x1]
    if len(flat) < 2 or not upright:
        return [], list(segments)
    bands: dict[int, list[tuple[int, Segment]]] = defaultdict(list)
    rest: list[Segment] = []
    for segment in segments:
        middle, height = (segment.x0 + segment.x1) / 2, segment.y - segment.size * 0.35
        above = max((rule.y0 for rule in flat if rule.y0 <= height and rule.x0 <= middle <= rule.x1), default=None)
        below = min((rule.y0 for rule in flat if rule.y0 > height and rule.x0 <= middle <= rule.x1), default=None)
        if above is None or below is None or below - above > ROW_HEIGHT * segment.size:
            rest.append(segment)
            continue
        left = max((rule.x0 for rule in upright if rule.x0 <= middle and rule.y0 <= height <= rule.y1), default=0.0)
        bands[round(above)].append((round(left), segment))
    lines = []
    for top, band in _merged(bands):
        cells: dict[int, list[Segment]] = defaultdict(list)
        for left, segment in band:
            cells[left].append(segment)
        if len(cells) < 2:
            rest.extend(segment for _, segment in band)
            continue
        texts = [_cell_text(cells[left]) for left in sorted(cells)]
        pieces = [segment for _, segment in band]
        lines.append(replace(_line(pieces, "\t".join(texts)), y=top + pieces[0].size, is_row=True))
    return lines, rest


def _merged(bands: dict[int, list[tuple[int, Segment]]]) -> list[tuple[int, list[tuple[int, Segment]]]]:
    """Bands in order of height; those that begin within 3 points of each other are one, drawn cell by cell."""
    merged: list[tuple[int, list[tuple[int, Segment]]]] = []
    for top in sorted(bands):
        if merged and top - merged[-1][0] <= 3:
            merged[-1][1].extend(bands[top])
        else:
            merged.append((top, list(bands[top])))
    return merged


def _cell_text(pieces: list[Segment]) -> str:
    return _joined([line.text for line in _rows(pieces)])


def _rows(pieces: Iterable[Segment]) -> list[Line]:
    """Pieces as lines from top to bottom: what stands on one baseline is one line, its pieces parted by tabs."""
    rows: list[list[Segment]] = []
    for piece in sorted(pieces, key=lambda each: (each.y, each.x0)):
        if rows and abs(piece.y - rows[-1][0].y) <= 0.45 * min(piece.size, rows[-1][0].size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    lines = []
    for row in rows:
        row.sort(key=lambda each: each.x0)
        lines.append(replace(_line(row, "\t".join(each.text for each in row)), is_row=len(row) > 1))
    return lines


def _line(pieces: list[Segment], text: str) -> Line:
    longest = max(pieces, key=lambda each: len(each.text))
    return Line(text, min(p.x0 for p in pieces), max(p.x1 for p in pieces), longest.y, longest.size)


# ── columns ───────────────────────────────────────────────────────────────────────────────────────


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
    """Where the space between two columns of prose runs, or ``None`` on a page of one column."""
    if len(segments) < 2 * FEWEST:
        return None
    best, found = 0, None
    starts = sorted({round(each.x0) for each in segments})
    for start in starts[1:]:
        edge = start - 1
        left = [each for each in segments if each.x1 <= edge]
        right = [each for each in segments if each.x0 >= edge]
        if len(segments) - len(left) - len(right) > CROSSING * len(segments):
            continue
        if _is_column(left) and _is_column(right) and min(len(left), len(right)) > best:
            best = min(len(left), len(right))
            found = (max(each.x1 for each in left) + min(each.x0 for each in right)) / 2
    return found


def _is_column(segments: list[Segment]) -> bool:
    """Whether pieces are lines of prose under each other: most reach the right edge, none stand side by side."""
    if len(segments) < FEWEST:
        return False
    size = median(each.size for each in segments)
    edge = max(each.x1 for each in segments)
    full = sum(each.x1 >= edge - 1.6 * size and each.x1 - each.x0 >= WIDE * size for each in segments)
    return full >= FULL * len(segments) and len(_rows(segments)) >= 0.9 * len(segments)


def _in_order(pieces: list[Segment], rows: list[Line]) -> list[Line]:
    """From top to bottom; but in the file's own order where that has whole lines of prose, which stand side by side
    on the page, one column after the other: a last page may have two lines of the second, too few to see a column."""
    lines = sorted([*_rows(pieces), *rows], key=lambda each: each.y)
    at = {id(piece): number for number, piece in enumerate(pieces)}
    beside = together = 0
    for line in lines:
        side = [p for p in pieces if line.is_row and abs(p.y - line.y) < 0.45 * p.size and p.x1 - p.x0 >= WIDE * p.size]
        if len(side) > 1:
            beside += 1
            together += all(abs(at[id(a)] - at[id(b)]) == 1 for a, b in pairwise(side))
    if together >= beside / 2:
        return lines
    runs: list[list[Segment]] = []
    for piece in pieces:
        last = runs[-1][-1] if runs else None
        if last is not None and abs(piece.y - last.y) <= 0.45 * piece.size and piece.x0 >= last.x1:
            runs[-1].append(piece)
        else:
            runs.append([piece])
    ordered = [_rows(run)[0] for run in runs]
    for row in rows:
        ordered.insert(next((n for n, line in enumerate(ordered) if line.y > row.y), len(ordered)), row)
    return ordered


# ── headers, footers, page numbers ────────────────────────────────────────────────────────────────


def drop_page_lines(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Pages without what is printed on each of them: running titles, page numbers, watermarks.

    A number alone is a page number only where it counts up with the pages at the same height: in one report a figure
    stood alone on a line, and was lost to a simpler rule.
    """
    seen: dict[tuple[str, bool], list[Line]] = defaultdict(list)
    for lines in pages:
        for line, at_top in _edges(lines):
            seen[NUMBER.sub("#", "".join(line.text.split())), at_top].append(line)
    dropped: set[int] = set()
    for (key, _), lines in seen.items():
        dropped |= {id(line) for line in _furniture(key, lines, len(pages))}
    return [
        [
            line
            for line in lines
            if id(line) not in dropped and not PAGE_LINE.fullmatch(line.text.strip()) and not LEADERS.search(line.text)
        ]
        for lines in pages
    ]


def _edges(lines: Sequence[Line]) -> list[tuple[Line, bool]]:
    """The lines among which headers and footers are, and whether they stand at the top."""
    by_height = sorted(lines, key=lambda each: each.y)
    middle = len(by_height) // 2
    top, bottom = by_height[: min(EDGE, middle)], by_height[max(len(by_height) - EDGE, middle) :]
    return [(line, True) for line in top] + [(line, False) for line in bottom]


def _furniture(key: str, lines: list[Line], pages: int) -> list[Line]:
    """Of lines that are equal but for their numbers, those that belong to the paper and not to the text."""
    height = median(line.y for line in lines)
    level = [line for line in lines if abs(line.y - height) <= DRIFT]
    if len(level) < 2 or len({line.page for line in level}) < max(2, OFTEN * pages):
        return []
    if "#" in key:
        numbers = [[int(digits[:6]) for digits in NUMBER.findall(line.text)] for line in level]
        for which in range(min(map(len, numbers))):
            steps = Counter(values[which] - line.page for values, line in zip(numbers, level, strict=True))
            if steps.most_common(1)[0][1] >= 0.8 * len(level):
                return level
        if len({line.text for line in level}) > 1 or key.strip("#.%,") == "":
            return []
    same = [line for line in level if line.text == level[0].text] if "#" in key else level
    if len({line.page for line in same}) < max(2 if pages == 2 else 3, OFTEN * pages):
        return []
    return same[1:] if any(line.is_row for line in same) else same  # a table's head, repeated: it is read once


# ── paragraphs ────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the lines of a column begin and end, and how far they are apart."""

    left: float
    right: float
    spacing: float


def join_lines(pages: Sequence[Sequence[Line]]) -> tuple[str, tuple[Page, ...]]:
    """The text of all pages, a paragraph a line, and where each page begins and ends in it."""
    margins = _margins(pages)
    lines = [replace(line, text=line.text.strip()) for page in pages for line in page if line.text.strip()]
    pieces: list[str] = []
    length = 0
    starts: dict[int, int] = {}
    paragraph: list[Line] = []
    for line, after in zip(lines, [*lines[1:], None], strict=True):
        link = "\n" if pieces else ""
        if paragraph and _runs_on(paragraph, line, after, margins):
            link = glue(pieces[-1], line.text)
            if _is_hyphen(pieces[-1], line.text):
                pieces[-1] = pieces[-1][:-1]
                length -= 1
            paragraph.append(line)
        else:
            paragraph = [line]
        starts.setdefault(line.page, length + len(link))
        pieces += (link, line.text)
        length += len(link) + len(line.text)
    spans: list[Page] = []
    end = length
    for number in range(len(pages) - 1, -1, -1):  # a page without text lies where the next one begins
        start = 0 if number == 0 else starts.get(number, end)
        spans.append(Page(number + 1, start, end))
        end = start
    return "".join(pieces), tuple(reversed(spans))


def _margins(pages: Sequence[Sequence[Line]]) -> dict[tuple[int, int], Margins]:
    """The margins of each column; of one with few lines, those that are usual in the document."""
    columns: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for lines in pages:
        for line in lines:
            if not line.is_row:
                columns[line.page, line.column].append(line)
    found = {key: _margins_of(lines) for key, lines in columns.items()}
    firm = [found[key] for key, lines in columns.items() if len(lines) >= 6]
    if firm:
        usual = Margins(
            median(each.left for each in firm),
            median(each.right for each in firm),
            median(each.spacing for each in firm),
        )
        for key, lines in columns.items():
            inside = all(usual.left - 9 <= line.x0 and line.x1 <= usual.right + 9 for line in lines)
            if len(lines) < 6 and inside:
                found[key] = usual
    return found


def _margins_of(lines: list[Line]) -> Margins:
    size = median(line.size for line in lines)
    needed = 1 if len(lines) < 4 else 2  # one line alone may stick out
    left = next(
        x for x in sorted(line.x0 for line in lines) if sum(x <= other.x0 <= x + size / 2 for other in lines) >= needed
        or x == max(line.x0 for line in lines)
    )  # fmt: skip
    right = next(
        x for x in sorted((line.x1 for line in lines), reverse=True)
        if sum(x - 1.2 * size <= other.x1 <= x for other in lines) >= needed or x == min(line.x1 for line in lines)
    )  # fmt: skip
    steps = [b.y - a.y for a, b in pairwise(lines) if b.y > a.y]
    return Margins(left, right, median(steps) if steps else 2 * size)


def _runs_on(paragraph: list[Line], line: Line, after: Line | None, margins: dict[tuple[int, int], Margins]) -> bool:
    """Whether a line continues the paragraph before it; ``after`` is the line that follows."""
    before = paragraph[-1]
    if before.is_row or line.is_row or not 0.88 <= line.size / before.size <= 1.14:
        return False
    here, there = margins[before.page, before.column], margins[line.page, line.column]
    if here.right - before.x1 > _first_width(line) + before.size:
        return False  # what follows would have had room: the paragraph ends here
    ended = before.text[-1] in ENDS
    if ended and NUMBERED.match(line.text):
        return False
    if line.x0 - there.left >= INDENT * line.size:
        # A paragraph begins, unless a whole block stands in: a heading, too, may fill its line without a full stop.
        block = [*paragraph[-2:], line] if len(paragraph) > 1 or after is None else [before, line, after]
        return not ended and len(block) > 2 and all(abs(each.x0 - line.x0) < 0.4 * line.size for each in block)
    same_column = (before.page, before.column) == (line.page, line.column)
    apart = same_column and (line.y - before.y > SPACING * here.spacing or line.y <= before.y)
    return not (ended and apart)


def _first_width(line: Line) -> float:
    """How much room the first word of a line needs, with the signs that may not be parted from it."""
    text = line.text.lstrip()
    ems = 0.0
    for place, character in enumerate(text[:24]):
        if place and not (
            character in CLOSING
            or text[place - 1] in OPENING
            or (character.isascii() and text[place - 1].isascii() and not character.isspace())
        ):
            break
        ems += 1 if is_wide(character) else 0.55
    return ems * line.size


def _joined(texts: Iterable[str]) -> str:
    """Lines of one sentence as one."""
    whole = ""
    for text in texts:
        part = " ".join(text.split())
        link = glue(whole, part)
        whole = (whole[:-1] if _is_hyphen(whole, part) else whole) + link + part
    return whole


def _is_hyphen(before: str, after: str) -> bool:
    """Whether a line ends in a hyphen that only parts a Latin word; 6%- before 6.5% is a range."""
    return (
        len(before) > 1
        and before[-1] in "-\u2010"
        and before[-2].isascii()
        and before[-2].isalpha()
        and after[:1].islower()
    )
