"""挂图: every commitment as a numbered, coloured cell, by area, on one A3 page to hang on a wall."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from tracker.model import CommitmentResult, FileResult, Light, Verdict
from tracker.words.messages import say
from tracker.write.safe_text import display_width, shorten
from tracker.write.scorecard_book import LEAST_PRINT, Layout, cell_name
from tracker.write.scorecard_canvas import Canvas
from tracker.write.scorecard_counts import Tally, count_commitments
from tracker.write.scorecard_looks import (
    FAINT,
    NAVY,
    SOLID,
    Look,
)
from tracker.write.scorecard_rows import WALL, WALL_PAGES, due_of, heading_of, is_overruled
from tracker.write.scorecard_words import LIGHT_SIGNS, SIGNS, light_word, percent, verdict_word

PAGE = (1132.0, 784.0)  # what a printer reaches of an A3 page on its side, in points
HEAD_POINTS = 122.0  # the title, its source, and the note on three lines
BAND_POINTS, BELOW_POINTS, BETWEEN_POINTS = 24.0, 4.0, 7.0
NUMBER_POINTS, TITLE_POINTS, FOOT_POINTS, GAP_POINTS = 25.0, 41.0, 31.0, 5.0
BLOCK = NUMBER_POINTS + TITLE_POINTS + FOOT_POINTS + GAP_POINTS
CELL, GAP = 16.0, 1.0  # widths in characters
CELL_POINTS, GAP_WIDE = 88.0, 9.0  # the same in points, where Excel's own letters are installed
WIDEST_CELL, WIDEST_GAP = 118.0, 8.0  # and where they are not (LibreOffice with DejaVu): the page is laid out for these
LEAST = 8  # cells in a row, or the title has no room beside the counts
WATCHED = (Light.OVERDUE, Light.BEHIND, Light.DUE_SOON)
FIRST_ROW = 4
PAGED_ACROSS, PAGED_SCALE, PAGED_POINTS = 6, 100, 470.0  # cells, per cent, and points of a page at that scale
STRETCH = 1.7  # how far cells may grow taller to fill the page
INK = {Verdict.MET: "FFFFFF", Verdict.UNMET: "FFFFFF", Verdict.UNVERIFIABLE: "374151"}
FILL = {Verdict.MET: SOLID[Verdict.MET], Verdict.UNMET: "7A1A12", Verdict.UNVERIFIABLE: "E7EAEE"}
"""Far apart in lightness too: in grey print unmet is nearly black, met a middle grey, unverifiable nearly white."""


@dataclass(frozen=True, slots=True)
class Group:
    """The commitments of one area."""

    name: str
    members: tuple[CommitmentResult, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a group stands: its shelf, its first cell, and how many cells it has in a row."""

    group: Group
    shelf: int
    first: int
    across: int

    @property
    def rows(self) -> int:
        """Rows of cells that the group takes."""
        return -(-len(self.group.members) // self.across)


def groups_of(result: FileResult, without: str) -> list[Group]:
    """The areas in the order of the source."""
    held: dict[str, list[CommitmentResult]] = {}
    for each in result.results:
        held.setdefault(each.commitment.area or without, []).append(each)
    return [Group(name, tuple(members)) for name, members in held.items()]


def place_groups(groups: list[Group], across: int) -> list[Spot]:
    """Groups side by side on shelves, in their order; one that is too long for a shelf gets several rows."""
    spots: list[Spot] = []
    shelf, free = -1, 0
    for group in groups:
        wide = min(max(len(group.members), 2), across)
        if wide > free:
            shelf, free = shelf + 1, across
        spots.append(Spot(group, shelf, across - free, wide))
        free -= wide
    return spots


def shelf_rows(spots: list[Spot]) -> list[int]:
    """How many rows of cells each shelf has."""
    shelves = range(spots[-1].shelf + 1 if spots else 0)
    return [max(spot.rows for spot in spots if spot.shelf == shelf) for shelf in shelves]


def size_of(spots: list[Spot], across: int) -> tuple[float, float]:
    """Width and height of the chart in points, before it is scaled to the page."""
    rows = shelf_rows(spots)
    tall = HEAD_POINTS + len(rows) * (BAND_POINTS + BELOW_POINTS + BETWEEN_POINTS) + sum(rows) * BLOCK
    return across * WIDEST_CELL + (across - 1) * WIDEST_GAP, tall


def best_across(groups: list[Group]) -> int:
    """Cells in a row with which they come out largest on the page."""

    def scale(across: int) -> float:
        wide, tall = size_of(place_groups(groups, across), across)
        return min(PAGE[0] / wide, PAGE[1] / tall)

    return max(range(LEAST, 31), key=scale)


def fitting(text: str, size: float, points: float) -> float:
    """The size, or as much less as the text needs to stand on a line of so many points: what goes over is cut off."""
    ems = display_width(text) / 2 * 1.15  # bold letters are wider than half a Chinese character
    return min(size, math.floor(points / ems * 2) / 2)


def put_head(
    canvas: Canvas, result: FileResult, tally: Tally, columns: int, lang: str, least: float = LEAST_PRINT
) -> None:
    """The title, the source, and what the colours mean with their counts."""
    points = (columns - 5) / 2 * (CELL_POINTS + GAP_WIDE)  # left of the counts
    heading = heading_of(result, lang)
    large = Look(bold=True, size=fitting(heading, 28, points), ink=NAVY, border="none", down="center", wrap=False)
    canvas.put(1, 1, heading, large, across=columns - 5)
    title = result.targets.source.title
    source = Look(size=max(fitting(title, 12, points), least), ink=FAINT, border="none", down="center", wrap=False)
    canvas.put(2, 1, title, source, across=columns - 5)
    canvas.put(
        3, 1, note_of(result, tally, lang), Look(size=max(11.5, least), ink=FAINT, border="none"), across=columns
    )
    for place, verdict in enumerate(Verdict):
        look = Look(
            True,
            size=24,
            ink=INK[verdict],
            fill=FILL[verdict],
            across="center",
            down="center",
            wrap=False,
            border="none",
        )
        canvas.put(1, columns - 4 + 2 * place, f"{SIGNS[verdict]} {tally.of(verdict)}", look)
        look = Look(
            True,
            size=max(12, least),
            ink=INK[verdict],
            fill=FILL[verdict],
            across="center",
            down="center",
            wrap=False,
            border="none",
        )
        canvas.put(2, columns - 4 + 2 * place, verdict_word(verdict, lang), look)
    for row, points in enumerate((46, 24, HEAD_POINTS - 70), 1):
        canvas.height(row, points)


def note_of(result: FileResult, tally: Tally, lang: str) -> str:
    """How many were verified and met, the day, and how a cell is read."""
    note = say(
        lang,
        "{verified} of {total} could be verified ({coverage}); of these, {met} were met ({kept})",
        verified=tally.verified,
        total=tally.total,
        coverage=percent(tally.coverage, lang),
        met=tally.met,
        kept=percent(tally.kept, lang),
    )
    if result.as_of is not None:
        note += " · " + say(lang, "as of {day}", day=result.as_of.isoformat())
        note += " · " + " ".join(light_word(light, lang) for light in WATCHED)
    return note + " · " + say(lang, "in a cell: office, due day, targets met/verified/all")


def put_cell(
    canvas: Canvas, row: int, column: int, each: CommitmentResult, result: FileResult, lang: str, least: float
) -> None:
    """One commitment: number, sign and light, title; its office, its day, and targets met, verified and in all.

    Letters have ``least`` points at least: where that is more than usual, a long title is cut to two lines.
    """
    number = _look(each.verdict, 16, bold=True, wrap=False)
    sign = f"{each.commitment.id}  {SIGNS[each.verdict]}"
    canvas.put(row, column, f"{sign}  {LIGHT_SIGNS[each.light]}" if each.light in WATCHED else sign, number)
    title = each.commitment.title
    if display_width(title) > 24:
        title = shorten(title, (13 if lang == "zh" else 26) if least > 10 else (24 if lang == "zh" else 46))
    size = 12 if display_width(title) <= 12 else 11 if display_width(title) <= 26 else 10
    canvas.put(row + 1, column, title, _look(each.verdict, max(size, least), bold=True))
    small = _look(each.verdict, max(11.0, least))
    canvas.put(row + 2, column, foot_of(each, result, lang, CELL * 10.2 / small.size), small)


@lru_cache
def _look(verdict: Verdict, size: float, bold: bool = False, wrap: bool = True) -> Look:
    """A part of a cell: one value for all cells alike, as a workbook finds its formats by it."""
    ink, fill, down = INK[verdict], FILL[verdict], "center" if bold else "top"
    return Look(bold=bold, size=size, ink=ink, fill=fill, down=down, border="none", wrap=wrap, indent=1)  # type: ignore[arg-type]


def foot_of(each: CommitmentResult, result: FileResult, lang: str, room: float) -> str:
    """The office on a line of so many letters, and below it the day and targets met, verified and in all."""
    whose = each.commitment.owner or ""
    while display_width(whose) > room:
        whose = whose.removesuffix("…")[:-1] + "…"
    day = due_of(each, result)
    parts = [f"{day.month}-{day.day}" if day.year == result.targets.period.last_year else day.isoformat()]
    if each.of and not is_overruled(each):
        parts.append(f"{each.met}/{each.verified}/{each.of}")
    if each.review is not None:
        parts.append(say(lang, "reviewed"))
    return "\n".join(filter(None, (whose, " · ".join(parts))))


def put_band(canvas: Canvas, row: int, spot: Spot) -> None:
    """An area's name and counts over its cells."""
    tally = count_commitments(spot.group.members)
    counts = "  ".join(f"{SIGNS[verdict]} {tally.of(verdict)}" for verdict in Verdict if tally.of(verdict))
    look = Look(bold=True, size=13, ink=NAVY, border="below", down="center", wrap=False)
    canvas.put(row, 1 + 2 * spot.first, f"{spot.group.name}   {counts}", look, across=2 * spot.across - 1)


def put_shelves(
    canvas: Canvas, spots: Sequence[Spot], stretch: float, result: FileResult, lang: str, least: float = LEAST_PRINT
) -> list[tuple[int, float]]:
    """The areas with their cells, shelf below shelf; the rows at which a page may begin, each with its points' height.

    A page may begin with a shelf, and with any row of cells of one.
    """
    row, starts = FIRST_ROW, []
    for shelf, count in enumerate(shelf_rows(list(spots))):
        canvas.height(row, BAND_POINTS)
        canvas.height(row + 1, BELOW_POINTS)
        for spot in (spot for spot in spots if spot.shelf == shelf):
            put_band(canvas, row, spot)
            for place, each in enumerate(spot.group.members):
                down, right = divmod(place, spot.across)
                put_cell(canvas, row + 2 + 4 * down, 1 + 2 * (spot.first + right), each, result, lang, least)
        for down in range(count):
            for offset, points in enumerate((NUMBER_POINTS, TITLE_POINTS, FOOT_POINTS)):
                canvas.height(row + 2 + 4 * down + offset, round(points * stretch, 1))
            canvas.height(row + 5 + 4 * down, GAP_POINTS)
            band = BAND_POINTS + BELOW_POINTS + BETWEEN_POINTS if not down else 0
            starts.append((row + 2 + 4 * down if down else row, BLOCK * stretch + band))
        row += 2 + 4 * count
        canvas.height(row - 1, GAP_POINTS + BETWEEN_POINTS)
    return starts


def widths_of(across: int) -> list[float]:
    """Cells and the gaps between them."""
    return [CELL if place % 2 == 0 else GAP for place in range(across * 2 - 1)]


def write_wall_pages(result: FileResult, lang: str) -> tuple[Layout, Canvas]:
    """The same in A4 pages to hang beside each other, at full size; no row of cells is cut in two."""
    canvas = Canvas()
    spots = place_groups(groups_of(result, say(lang, "(no area)")), PAGED_ACROSS)
    put_head(canvas, result, count_commitments(result.results), PAGED_ACROSS * 2 - 1, lang)
    breaks, used = [], HEAD_POINTS
    for row, points in put_shelves(canvas, spots, 1, result, lang):
        if used + points > PAGED_POINTS and used > HEAD_POINTS:
            breaks.append(row)
            used = 0
        used += points
    layout = Layout(
        say(lang, WALL_PAGES),
        widths=widths_of(PAGED_ACROSS),
        merged=canvas.merged,
        tab=SOLID[Verdict.MET],
        scale=PAGED_SCALE,
        breaks=breaks,
    )
    return layout, canvas


def write_wall(result: FileResult, lang: str) -> tuple[Layout, Canvas]:
    """The sheet's layout and its cells."""
    canvas = Canvas()
    groups = groups_of(result, say(lang, "(no area)"))
    across = best_across(groups)
    spots = place_groups(groups, across)
    wide, tall = size_of(spots, across)
    rows = shelf_rows(spots)
    # What is left of the page's height goes to the cells.
    spare = wide * PAGE[1] / PAGE[0] - tall
    stretch = min(1 + max(spare, 0) / max(sum(rows) * BLOCK, 1), STRETCH)
    least = math.ceil(2 * LEAST_PRINT / min(PAGE[0] / wide, PAGE[1] / tall, 1)) / 2
    put_head(canvas, result, count_commitments(result.results), across * 2 - 1, lang, least)
    put_shelves(canvas, spots, stretch, result, lang, least)
    widths = widths_of(across)
    area = f"A1:{cell_name(across * 2 - 1, max(canvas.last_row, 3))}"
    layout = Layout(
        say(lang, WALL),
        paper="A3",
        one_page=True,
        widths=widths,
        merged=canvas.merged,
        tab=SOLID[Verdict.MET],
        zoom=70,
        print_area=area,
    )
    return layout, canvas
