"""What changed between answers, for people: a list of corrections and a history, as Markdown, a page, or a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import IO

from tracker import __version__
from tracker.words.messages import say
from tracker.write.page import document
from tracker.write.page_html import Child, Html, tag
from tracker.write.safe_text import markdown_cell
from tracker.write.scorecard_book import (
    Book,
    Column,
    Layout,
)
from tracker.write.scorecard_looks import (
    CENTER,
    Look,
)

WAYS = {-1: "for the worse", 1: "for the better", 0: "other"}


BLANK = Column("No.", 12)


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One commitment of which two answers differ, in words."""

    locality: str
    period: str
    id: str
    title: str
    old: str  # a verdict with its sign, and the light; — where the answer doesn't have it
    new: str
    way: int  # a key of ``WAYS``
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One commitment over several answers: what each said of it."""

    locality: str
    period: str
    id: str
    title: str
    said: tuple[str, ...]


def change_heads(lang: str, names: Sequence[str]) -> list[str]:
    """The words over a list of changes; ``names`` are those of the two answers."""
    heads = [say(lang, each) for each in ("Locality", "Period", "No.", "Commitment")]
    return [*heads, names[0], names[1], say(lang, "Moved"), say(lang, "Why")]


def change_cells(row: ChangeRow, lang: str, between: str) -> list[str]:
    """A row of a list of changes as texts, its reasons parted by ``between``."""
    return [
        row.locality,
        row.period,
        row.id,
        row.title,
        row.old,
        row.new,
        say(lang, WAYS[row.way]),
        between.join(row.why),
    ]


def history_heads(lang: str, names: Sequence[str]) -> list[str]:
    """The words over a history."""
    return [*(say(lang, each) for each in ("Locality", "Period", "No.", "Commitment")), *names]


def history_cells(row: HistoryRow) -> list[str]:
    """A row of a history as texts."""
    return [row.locality, row.period, row.id, row.title, *row.said]


def title_of(names: Sequence[str], lang: str) -> str:
    """What the list is: corrections between two answers, or a history over several."""
    if len(names) == 2:
        return say(lang, "Corrections: {old} → {new}", old=names[0], new=names[1])
    return say(lang, "History: {names}", names=" → ".join(names))


def none_words(lang: str) -> str:
    """Where nothing changed."""
    return say(lang, "Nothing changed between the two answers.")


def as_markdown(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], lang: str) -> str:
    """A heading and a table."""
    if not rows:
        return f"# {markdown_cell(title)}\n\n{none_words(lang)}\n"
    lines = [f"# {markdown_cell(title)}", "", _line(heads), "| --- " * len(heads) + "|", *map(_line, rows)]
    return "\n".join(lines) + "\n"


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(map(markdown_cell, cells)) + " |"


def as_page(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], lang: str) -> str:
    """A page to keep beside the scorecards: no network, no script but our own."""
    body: list[Child] = [tag("header", tag("h1", title))]
    if rows:
        table = tag("table", _row("th", heads), [_row("td", row) for row in rows])
        body.append(tag("main", tag("div", table, class_="scroll")))
    else:
        body.append(tag("main", tag("p", none_words(lang))))
    body.append(tag("footer", tag("p", f"{say(lang, 'Made by')} commitment-tracker {__version__}", class_="faint")))
    return document(title, body, lang)


def _row(kind: str, cells: Sequence[str]) -> Html:
    return tag("tr", [tag(kind, [[part, tag("br")] for part in cell.split("\n")]) for cell in cells])


def write_book(stream: IO[bytes], title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], lang: str) -> None:
    """A workbook of one sheet, as a table with filters."""
    last = say(lang, "Why")
    said = [16.0, 16.0, 10.0, 40.0] if heads[-1] == last else [18.0] * (len(heads) - 4)
    columns = [
        replace(BLANK, header=head, width=wide, look=CENTER if place in (1, 2) else Look(bold=place == 3))
        for place, (head, wide) in enumerate(zip(heads, [11.0, 9.0, 7.0, 22.0, *said], strict=True))
    ]
    book = Book(stream, title, lang, date(1980, 1, 1))
    name = say(lang, "Changes")
    book.table(Layout(name, title, freeze="E2"), "Changes", columns, rows)
    book.save()
