"""Lines of pages to paragraphs: sentences that a line, a column or a page parted are whole again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest
from statistics import median

from tracker.model import Page
from tracker.read.page_parts import Line, is_hyphen
from tracker.read.signs import glue, is_wide
from tracker.words.patterns import pattern

INDENT = 1.5  # em; Chinese paragraphs begin with two
SPACING = 1.6  # times the usual distance of lines; more parts two paragraphs
SURE = 8  # lines that tell a column's margins by themselves
SLACK = 9  # points
ENDS = frozenset("。！？；：:;!?”』」")
CLOSING = frozenset("，。、；：！？）》】〉」』”’％%…—,.;:!?)]")
OPENING = frozenset("（《【〈「『“‘([")


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the lines of a column begin and end, and how far they are apart."""

    left: float
    right: float
    spacing: float


@dataclass(frozen=True, slots=True)
class Joined:
    """The text of all pages, a paragraph a line, and what stands where in it."""

    text: str
    pages: tuple[Page, ...]
    lines: tuple[tuple[int, Line], ...]  # with the offset of each


def join_lines(pages: Sequence[Sequence[Line]]) -> Joined:
    """The text of all pages, with the places of pages and lines."""
    margins = _margins(pages)
    lines = [
        line if line.is_row else replace(line, text=line.text.strip())
        for page in pages
        for line in page
        if line.text.strip()
    ]
    pieces: list[str] = []
    length = 0
    starts: dict[int, int] = {}
    placed: list[tuple[int, Line]] = []
    paragraph: list[Line] = []
    for line, after in zip_longest(lines, lines[1:]):
        link = "\n" if pieces else ""
        if paragraph and _runs_on(paragraph, line, after, margins):
            link = glue(pieces[-1], line.text)
            if is_hyphen(pieces[-1], line.text):
                pieces[-1] = pieces[-1][:-1]
                length -= 1
            paragraph.append(line)
        else:
            paragraph = [line]
        starts.setdefault(line.page, length + len(link))
        placed.append((length + len(link), line))
        pieces += (link, line.text)
        length += len(link) + len(line.text)
    spans: list[Page] = []
    end = length
    for number in range(len(pages) - 1, -1, -1):  # a page without text lies where the next one begins
        start = 0 if number == 0 else starts.get(number, end)
        spans.append(Page(number + 1, start, end))
        end = start
    return Joined("".join(pieces), tuple(reversed(spans)), tuple(placed))


def _margins(pages: Sequence[Sequence[Line]]) -> dict[tuple[int, int], Margins]:
    """The margins of each column; a column of few lines has those of the narrowest full one that it fits into."""
    columns: dict[tuple[int, int], list[Line]] = defaultdict(list)
    whole_pages: list[Line] = []
    for lines in pages:
        prose = [line for line in lines if not line.is_row]
        for line in prose:
            columns[line.page, line.column].append(line)
        if len({line.column for line in prose}) == 1:
            whole_pages += prose
    found = {key: _margins_of(lines) for key, lines in columns.items()}
    known = [found[key] for key, lines in columns.items() if len(lines) >= SURE]
    known += [_margins_of(whole_pages)] if whole_pages else []
    for key, lines in columns.items():
        if len(lines) < SURE:
            left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
            fitting = [each for each in known if each.left - SLACK <= left and right <= each.right + SLACK]
            found[key] = min(fitting, key=lambda each: each.right - each.left, default=found[key])
    return found


def _margins_of(lines: list[Line]) -> Margins:
    """The outermost places where lines begin and end; of many lines, a few may stick out.

    On the right these are signs that hang over the edge; there lines of prose end together, or nearly so.
    """
    size = median(line.size for line in lines)
    needed = 1 if len(lines) < SURE else 2
    lefts, rights = sorted(line.x0 for line in lines), sorted((line.x1 for line in lines), reverse=True)
    left = next((x for x in lefts if sum(x <= other <= x + size / 2 for other in lefts) >= needed), lefts[0])
    together = max(needed, len(rights) * 3 // 20)
    right = next((x for x in rights if sum(x - 0.6 * size <= other <= x for other in rights) >= together), rights[0])
    steps = [b.y - a.y for a, b in pairwise(lines) if a.page == b.page and b.y > a.y]
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
    if ended and pattern("layout", "numbered").match(line.text):
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
