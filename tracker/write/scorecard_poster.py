"""大挂图: every commitment as a card with its targets and what came of them, for A1 or A2 paper or A3 pages together.

A card is one cell, so that no page ends inside it. All these papers have one shape: what fills two by two A3 pages
fills A1, and A2 at seven tenths.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from tracker.model import CommitmentResult, FileResult, Verdict
from tracker.words.messages import say
from tracker.write.safe_text import lines_of, shorten
from tracker.write.scorecard_book import LEAST_PRINT, ROOM, Layout, Rich, cell_name
from tracker.write.scorecard_canvas import Canvas
from tracker.write.scorecard_counts import count_commitments
from tracker.write.scorecard_looks import FAINT, NAVY, SOLID, Look
from tracker.write.scorecard_rows import POSTER, due_of, heading_of, results_of
from tracker.write.scorecard_wall import FILL, INK, WATCHED, fitting, note_of
from tracker.write.scorecard_words import LIGHT_SIGNS, SIGNS, outcome_text, target_text, verdict_word

PAGE_POINTS = 770.0  # what a printer reaches of an A3 page on its side, from top to bottom
CARD, GAP = 46.0, 1.5  # widths in characters
NUMBER, TITLE, REST = 22.0, 17.0, 12.0  # sizes of letters
SHOWN, LONGEST = 4, 50  # targets of a card, and characters of each
CARD_POINTS = 250.0  # the width in points, where Excel's own letters are installed
HEAD_POINTS = 140.0
BETWEEN = 8.0
FIRST_ROW = 4
LEAST_ACROSS, MOST_ACROSS = 4, 40
LEAST_TILES, MOST_TILES = 1, 7


def card_lines(each: CommitmentResult, lang: str) -> list[str]:
    """The targets of a card, each with its sign and what came of it."""
    results = results_of(each)
    lines = [
        f"{SIGNS[one.verdict]} {target_text(one)}: {outcome_text(one, lang)}" if one.target else outcome_text(one, lang)
        for one in results[:SHOWN]
    ]
    more = len(results) - SHOWN
    return [shorten(line, LONGEST) for line in lines] + ([say(lang, "… {count} more", count=more)] if more > 0 else [])


def card_of(each: CommitmentResult, result: FileResult, lang: str) -> tuple[Rich, float]:
    """A commitment's card, and the points that it needs."""
    held = each.commitment
    number, title, rest = _looks(each.verdict)
    light = f"  {LIGHT_SIGNS[each.light]}" if each.light in WATCHED else ""
    foot = " · ".join(filter(None, (held.area, held.owner, held.lead, due_of(each, result).isoformat())))
    parts = (
        (f"{held.id}  {SIGNS[each.verdict]}{light}\n", number),
        (f"{shorten(held.title, 60)}\n", title),
        ("\n".join((foot, *card_lines(each, lang))), rest),
    )
    points = sum(lines_of(text.rstrip("\n"), CARD - 1, look.size) * look.size * 1.45 for text, look in parts)
    return Rich(parts), min(points + 8, 409)


@lru_cache
def _looks(verdict: Verdict) -> tuple[Look, Look, Look]:
    """A card's number, title and the rest."""
    ink = INK[verdict]
    return Look(bold=True, size=NUMBER, ink=ink), Look(bold=True, size=TITLE, ink=ink), Look(size=REST, ink=ink)


@lru_cache
def _card_look(verdict: Verdict) -> Look:
    return Look(size=REST, ink=INK[verdict], fill=FILL[verdict], border="none", indent=1)


def rows_of(points: Sequence[float], across: int) -> list[float]:
    """The height of each row of cards: as many points as its fullest card needs."""
    return [max(points[first : first + across]) for first in range(0, len(points), across)]


def scale_of(rows: Sequence[float], across: int, tiles: int) -> float:
    """The largest scale at which the cards fill no more than so many A3 pages each way; no row is cut in two."""
    scale = min(tiles * ROOM["A3"] / (across * (CARD + GAP)), 1.0)
    while pages_of(rows, PAGE_POINTS / scale) > tiles:
        scale *= 0.98
    return scale


def pages_of(rows: Sequence[float], room: float) -> int:
    """Pages below each other that the head and the rows of cards take, each page with room for so many points."""
    pages, used = 1, HEAD_POINTS
    for row in rows:
        if used + row > room and used > 0:
            pages, used = pages + 1, 0.0
        used += row + BETWEEN
    return pages


def best_across(points: Sequence[float], tiles: int) -> int:
    """Cards in a row with which they come out largest on so many pages: as many on each of them."""
    return max(range(LEAST_ACROSS, MOST_ACROSS, 2), key=lambda across: scale_of(rows_of(points, across), across, tiles))


def arranged(points: Sequence[float]) -> tuple[int, int]:
    """Cards in a row, and A3 pages each way: as few as let the smallest letters be read."""
    for tiles in range(LEAST_TILES, MOST_TILES):
        across = best_across(points, tiles)
        if scale_of(rows_of(points, across), across, tiles) * REST >= LEAST_PRINT:
            break
    return across, tiles


def write_poster(result: FileResult, lang: str) -> tuple[Layout, Canvas]:
    """The sheet's layout and its cells."""
    canvas = Canvas()
    cards = [card_of(each, result, lang) for each in result.results]
    points = [needed for _, needed in cards]
    across, tiles = arranged(points)
    put_head(canvas, result, across, lang)
    for place, (each, (card, _)) in enumerate(zip(result.results, cards, strict=True)):
        down, right = divmod(place, across)
        canvas.put(FIRST_ROW + 2 * down, 1 + 2 * right, card, _card_look(each.verdict))
    for down, height in enumerate(rows_of(points, across)):
        canvas.height(FIRST_ROW + 2 * down, height)
        canvas.height(FIRST_ROW + 2 * down + 1, BETWEEN)
    layout = Layout(
        say(lang, POSTER),
        paper="A3",
        tiles=tiles,
        widths=[CARD if place % 2 == 0 else GAP for place in range(across * 2 - 1)],
        merged=canvas.merged,
        tab=SOLID[Verdict.MET],
        zoom=60,
        print_area=f"A1:{cell_name(across * 2 - 1, max(canvas.last_row, FIRST_ROW))}",
    )
    return layout, canvas


def put_head(canvas: Canvas, result: FileResult, across: int, lang: str) -> None:
    """The title, how many were verified and met, and what the colours mean with their counts.

    What is read in one go stands over the left half, so that the page's edge does not cut through it.
    """
    tally = count_commitments(result.results)
    heading, own = heading_of(result, lang), across * 2 - 7  # left of the counts
    size = fitting(heading, 36, (own + 1) / 2 * CARD_POINTS)
    canvas.put(1, 1, heading, Look(bold=True, size=size, ink=NAVY, border="none", down="center"), across=own)
    note = f"{result.targets.source.title} · {note_of(result, tally, lang)}"
    canvas.put(2, 1, note, Look(size=14, ink=FAINT, border="none"), across=across // 2 * 2 - 1)
    for place, verdict in enumerate(Verdict):
        word = f"{SIGNS[verdict]} {verdict_word(verdict, lang)} {tally.of(verdict)}"
        look = Look(True, size=24, ink=INK[verdict], fill=FILL[verdict], across="center", down="center", border="none")
        canvas.put(1, across * 2 - 5 + 2 * place, word, look)
    for row, points in enumerate((60, 66, HEAD_POINTS - 126), 1):
        canvas.height(row, points)
