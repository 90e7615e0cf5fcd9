"""A draft's workbook that a clerk has corrected: what each row says now, and what was drafted there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from tracker.model import Finding, Message, Place, UnusableCall
from tracker.read.limits import read_bytes
from tracker.read.scorecard_cells import Id, day_of_cell, id_of_cell, text_of_cell, words_of
from tracker.read.workbook import Sheet, Workbook
from tracker.read.workbook_values import column_letters
from tracker.words.lexicon import load

STATE_SHEET = "_tracker"
COLUMNS = {
    "row": "#",
    "id": "No.",
    "title": "Commitment",
    "area": "Area",
    "owner": "Office",
    "line": "Drafted target",
    "decision": "Decision",
    "corrected": "Corrected target",
    "due": "Due",
    "scope": "Scope",
}
NEEDED = ("row", "id", "title", "decision", "corrected")
HEADER_ROWS = 20
LONG = 8  # digits; no row of a sheet has so many


@dataclass(frozen=True, slots=True)
class Drafted:
    """What stood in a row when the workbook was written; ``line`` is empty where nothing could be measured."""

    id: Id
    title: str
    area: str | None
    owner: str | None
    line: str
    yaml: tuple[str, ...]
    place: str
    unsure: str
    due: date | None
    scope: str | None


@dataclass(frozen=True, slots=True)
class CorrectedRow:
    """A row as it is now. ``drafted`` is ``None`` where a clerk has added it."""

    row: int  # of the sheet
    id: Id
    title: str
    area: str | None
    owner: str | None
    decision: str | None  # Accept, Correct, Drop
    corrected: str
    due: date | None
    scope: str | None
    drafted: Drafted | None


@dataclass(frozen=True, slots=True)
class Own:
    """What a commitment has besides the columns, as drafted."""

    due: date | None = None
    place: str = ""
    helpers: tuple[str, ...] = ()
    lead: str | None = None


@dataclass(frozen=True, slots=True)
class DraftBook:
    """A corrected workbook. ``cells`` tells for a row and a column's key how Excel calls the cell."""

    path: str
    targets: str
    head: str
    ledger: str
    commitments: dict[Id, Own]
    rows: tuple[CorrectedRow, ...]
    findings: tuple[Finding, ...]
    sheet: str
    columns: dict[str, int]

    def place(self, row: int, key: str) -> Place:
        """Where a cell stands: ``draft.xlsx:草稿!J12``."""
        return Place(f"{self.path}:{self.sheet}!{column_letters(self.columns.get(key, 1))}{row}")


def is_draft_book(path: str) -> bool:
    """Whether a workbook is a draft's. Raises UnreadableReport."""
    book = Workbook(path, read_bytes(path))
    return STATE_SHEET in book.titles and ("draft", "1") in _state(book)


def read_draft_book(path: str) -> DraftBook:
    """Read the rows. Raises UnreadableReport; UnusableCall where sheets or columns are gone."""
    book = Workbook(path, read_bytes(path))
    state = _state(book)
    facts = {kind: text for kind, text in state if kind not in ("row", "commitment")}
    try:
        drafted = {int(each["row"]): _drafted(each) for each in (json.loads(t) for kind, t in state if kind == "row")}
        held = [json.loads(text) for kind, text in state if kind == "commitment"]
        commitments = {_id(each): _own(each) for each in held}
        targets, head, ledger = facts["targets"], facts["head"], facts["ledger"]
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise UnusableCall(
            "{path}: the hidden sheet {sheet} was changed; correct a workbook as “tracker draft --review” wrote it",
            path=path,
            sheet=STATE_SHEET,
        ) from error
    sheet, header, columns = _list_sheet(book)
    findings: list[Finding] = []
    rows = tuple(_rows(book, sheet, header, columns, drafted, findings))
    return DraftBook(path, targets, head, ledger, commitments, rows, tuple(findings), sheet.title, columns)


def _state(book: Workbook) -> list[tuple[str, str]]:
    if STATE_SHEET not in book.titles:
        return []
    rows = book.sheet(STATE_SHEET).rows
    cells = [[cell.text for _, cell in sorted(row.items())] for _, row in sorted(rows.items())]
    return [(row[0], row[1] if len(row) > 1 else "") for row in cells if row]


def _text(of: dict[str, Any], key: str) -> str:
    """A text of the hidden sheet, empty where there is none; TypeError where a hand put something else there."""
    text = of.get(key, "")
    if not isinstance(text, str):
        raise TypeError(key)
    return text


def _text_or_none(of: dict[str, Any], key: str) -> str | None:
    return None if of[key] is None else _text(of, key)


def _texts(of: dict[str, Any], key: str) -> tuple[str, ...]:
    held = of.get(key, [])
    if not isinstance(held, list) or not all(isinstance(each, str) for each in held):
        raise TypeError(key)
    return tuple(held)


def _id(of: dict[str, Any]) -> Id:
    number = of["id"]
    if type(number) not in (int, str):
        raise TypeError("id")
    return cast("Id", number)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _own(of: dict[str, Any]) -> Own:
    return Own(_day(of["due"]), _text(of, "place"), _texts(of, "with"), _text_or_none(of, "lead"))


def _drafted(of: dict[str, Any]) -> Drafted:
    line, yaml = _text(of, "line"), _texts(of, "yaml")
    if line and not yaml:  # what is measured is written by these
        raise ValueError("yaml")
    return Drafted(
        _id(of), _text(of, "title"), _text_or_none(of, "area"), _text_or_none(of, "owner"), line, yaml,
        _text(of, "place"), _text(of, "unsure"), _day(of.get("due")), _text_or_none({"scope": None, **of}, "scope"),
    )  # fmt: skip


def _list_sheet(book: Workbook) -> tuple[Sheet, int, dict[str, int]]:
    """The sheet that has our columns, the row of its header, and where they are."""
    names = {word: key for key, english in COLUMNS.items() for word in words_of(english)}
    for title in book.titles:
        if title == STATE_SHEET:
            continue
        sheet = book.sheet(title)
        for number in range(1, HEADER_ROWS + 1):
            cells = sheet.rows.get(number, {})
            found = {names[text]: place for place, cell in cells.items() if (text := text_of_cell(cell)) in names}
            if {"decision", "corrected"} <= found.keys():
                missing = [COLUMNS[key] for key in NEEDED if key not in found]
                if not missing:
                    return sheet, number, found
                raise UnusableCall(
                    "{path}: sheet {sheet} has no column {column}; its header has to stay as it was",
                    path=book.path,
                    sheet=title,
                    column="/".join(sorted(words_of(missing[0]))),
                )
    raise UnusableCall("{path}: no sheet has the columns of a draft; its header has to stay as it was", path=book.path)


def _rows(
    book: Workbook,
    sheet: Sheet,
    header: int,
    columns: dict[str, int],
    drafted: dict[int, Drafted],
    findings: list[Finding],
) -> Iterator[CorrectedRow]:
    seen: dict[int, int] = {}

    def tell(row: int, key: str, text: str, /, **values: object) -> None:
        place = Place(f"{book.path}:{sheet.title}!{column_letters(columns.get(key, 1))}{row}")
        findings.append(Finding(place, "draft", Message(text, values)))

    for row in sorted(number for number in sheet.rows if number > header):
        cells = {key: sheet.cell(row, column) for key, column in columns.items()}
        said = {key: text_of_cell(cell) for key, cell in cells.items()}
        if not any(said.values()):
            continue
        number = id_of_cell(cells["id"])
        if number is None:
            tell(row, "id", "a commitment's number is expected here: 7, or 3.2")
            continue
        own = int(said["row"]) if said["row"].isdecimal() and len(said["row"]) < LONG else None
        if said["row"] and own not in drafted:
            tell(row, "row", "no row of the draft bears this number; leave it empty for a target that you add")
            continue
        if own is not None and own in seen:
            twice = "row {number} of the draft is here and in line {line}; empty this cell for a target that you add"
            tell(row, "row", twice, number=own, line=seen[own])
            continue
        decision = _decision(said["decision"])
        if said["decision"] and decision is None:
            tell(row, "decision", "no decision; choose one of the list")
            continue
        due = day_of_cell(cells.get("due"), book.epoch)
        if said.get("due") and due is None:
            tell(row, "due", "a day is expected, such as 2024-09-30")
            continue
        if own is not None:
            seen[own] = row
        yield CorrectedRow(
            row, number, said["title"], said.get("area") or None, said.get("owner") or None, decision,
            " ".join(said["corrected"].split()), due, said.get("scope") or None,
            None if own is None else drafted[own],
        )  # fmt: skip


def _decision(text: str) -> str | None:
    for english, also in load("cells")["drafts"].items():  # what people type instead of choosing
        if text.casefold() in {word.casefold() for word in (*words_of(english), *also)}:
            return str(english)
    return None
