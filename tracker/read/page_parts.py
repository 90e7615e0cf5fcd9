"""What stands on a page, whether a PDF's text layer or OCR tells it: pieces of text, drawn lines, lines to read.

Lengths are in points; y counts downwards from the top.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.read.signs import glue

WIDE = 8  # em; a piece of prose is wider, a cell of figures narrower


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
class Place:
    """Where a cell of a row stands: in the row's text, and on the page."""

    start: int
    end: int
    x0: float
    x1: float
    rows: int = 1  # that it reaches down, where lines are drawn around it


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
    cells: tuple[Place, ...] = ()  # of a row of a table, with tabs between them
    is_ruled: bool = False  # its cells have drawn lines around them; else they are as wide as their words

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table."""
        return len(self.cells) > 1


def rows_of(pieces: Iterable[Segment]) -> list[Line]:
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
        lines.append(line_of(row, [(each.text, each.x0, each.x1, 1) for each in row]))
    return lines


def line_of(pieces: list[Segment], cells: Iterable[tuple[str, float, float, int]]) -> Line:
    """One line with the extent of its pieces; the longest of them gives its height and size.

    ``cells`` are told as text, left, right, rows.
    """
    longest = max(pieces, key=lambda each: len(each.text))
    places: list[Place] = []
    words: list[str] = []
    at = 0
    for text, x0, x1, rows in cells:
        places.append(Place(at, at + len(text), x0, x1, rows))
        words.append(text)
        at += len(text) + 1
    left, right = min(p.x0 for p in pieces), max(p.x1 for p in pieces)
    return Line("\t".join(words), left, right, longest.y, longest.size, cells=tuple(places))


def joined(texts: Iterable[str]) -> str:
    """Lines of one sentence as one."""
    whole = ""
    for text in texts:
        part = " ".join(text.split())
        link = glue(whole, part)
        whole = (whole[:-1] if is_hyphen(whole, part) else whole) + link + part
    return whole


def is_hyphen(before: str, after: str) -> bool:
    """Whether a line ends in a hyphen that only parts a Latin word; 6%- before 6.5% is a range."""
    return (
        len(before) > 1
        and before[-1] in "-\u2010"
        and before[-2].isascii()
        and before[-2].isalpha()
        and after[:1].islower()
    )
