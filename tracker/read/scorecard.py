"""A reviewed scorecard: the reviewer's columns, by id, from a workbook that Excel, LibreOffice or WPS saved."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tracker.model import Finding, LedgerEntry, TrackerError, UnusableCall, Verdict
from tracker.read.limits import read_bytes
from tracker.read.scorecard_cells import Id, words_of
from tracker.read.scorecard_list import (
    Before,
    Decision,
    Page,
    ReviewedRow,
    decisions_elsewhere,
    find_header,
    reviewed_rows,
)
from tracker.read.workbook import Sheet, Workbook

LIST_SHEET = "Commitments"
STATE_SHEET = "_tracker"
STATES = 20_000  # rows of the hidden sheet; a city's file of 500 commitments with 1,500 targets has some 2,000
UNTOUCHED = b"as written by commitment-tracker"


@dataclass(frozen=True, slots=True)
class ReviewedScorecard:
    """What a scorecard says of its reviews, and what is wrong with its cells."""

    path: str
    targets: str  # path of the targets file as it was given to score
    sha256: str
    rows: tuple[ReviewedRow, ...]
    before: Mapping[Id, Before]
    findings: tuple[Finding, ...] = ()
    of: frozenset[tuple[str, str]] = frozenset()  # locality and period, as the answers had them


def read_reviewed(path: str) -> ReviewedScorecard:
    """Read the review columns and what the scorecard remembers.

    A cell that can't be understood, half a decision, and one that stands where none is taken from (a copied sheet,
    merged cells, a comment) are findings, each at its cell; so, as a warning, is a verdict typed over the checker's.
    Raises UnreadableReport: no workbook, or damaged; UnusableCall: no such sheet or column (it is named).
    """
    book = Workbook(path, read_bytes(path))
    state = _state(book)
    facts = {kind: text for kind, text in state if kind not in ("commitment", "target")}
    try:
        answers = [json.loads(text) for kind, text in state if kind == "commitment"]
        before = dict(map(_before, answers))
        of = frozenset((str(each["locality"]), str(each["period"])) for each in answers)
    except _NOT_OURS as error:
        raise _changed_state(path) from error
    if not _SUM.fullmatch(facts.get("sha256", "")):
        raise _changed_state(path)
    sheet = _list_sheet(book)
    page = Page(book, sheet)
    rows = tuple(reviewed_rows(page, before))
    held = {(row.id, row.decision) for row in rows} | {(number, each.decision) for number, each in before.items()}
    findings = [*page.findings, *decisions_elsewhere(book, sheet, held)]
    return ReviewedScorecard(path, facts["targets"], facts.get("sha256", ""), rows, before, tuple(findings), of)


_SUM = re.compile(r"[0-9a-f]{64}")
_NOT_OURS = (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError)
"""What reading the hidden sheet's JSON raises where it was changed."""


def read_answers(path: str, data: bytes) -> dict[str, Any]:
    """The answers that a scorecard was made from, in the shape of ``check --format json`` (without the evidence).

    ``data`` is the workbook. Raises UnreadableReport, UnusableCall.
    """
    results: list[dict[str, Any]] = []
    try:
        for kind, text in _state(Workbook(path, data)):
            if kind == "commitment":
                results.append({**json.loads(text), "targets": []})
            elif kind == "target":
                results[-1]["targets"].append({**json.loads(text), "evidence": []})
    except _NOT_OURS as error:
        raise _changed_state(path) from error
    return {"version": 1, "results": results}


def _state(book: Workbook) -> list[tuple[str, str]]:
    """Kind and text of each row of the hidden sheet."""
    if STATE_SHEET not in book.titles:
        raise _no_sheet(book.path, {STATE_SHEET})
    sheet = book.sheet(STATE_SHEET)
    cells = [[cell.text for _, cell in sorted(row.items())] for _, row in sorted(sheet.rows.items())]
    rows = [(row[0], row[1]) for row in cells if len(row) > 1]
    if len(rows) > STATES or ("format", "1") not in rows or "targets" not in {kind for kind, _ in rows}:
        raise _changed_state(book.path)
    return rows


def _changed_state(path: str) -> TrackerError:
    return UnusableCall(
        "{path}: the hidden sheet {sheet} was changed; apply the reviews in a scorecard as “tracker score” wrote it",
        path=path,
        sheet=STATE_SHEET,
    )


def _no_sheet(path: str, words: set[str]) -> TrackerError:
    return UnusableCall(
        "{path}: there is no sheet {sheet}; apply the reviews in a scorecard that “tracker score” wrote",
        path=path,
        sheet="/".join(sorted(words)),
    )


def _list_sheet(book: Workbook) -> Sheet:
    """The list of commitments, by its name; where it was renamed, the first sheet that has the review columns."""
    words = words_of(LIST_SHEET)
    for title in book.titles:
        if title.strip() in words:
            return book.sheet(title)
    for title in book.titles:
        if find_header(book.sheet(title)) is not None:
            return book.sheet(title)
    raise _no_sheet(book.path, words)


def _before(state: dict[str, Any]) -> tuple[Id, Before]:
    review = state.get("review")
    decision = None
    number = state["id"]
    if not isinstance(number, int | str) or isinstance(number, bool):
        raise TypeError(number)
    if review is not None:
        until = review.get("until") or None
        decision = Decision(
            number,
            Verdict(review["verdict"]),
            str(review["why"]),
            str(review["by"]),
            date.fromisoformat(review["on"]),
            date.fromisoformat(until) if until else None,
        )
    title = state.get("title")
    return number, Before(
        Verdict(state["checker"]),
        decision,
        Verdict(state["verdict"]),
        state.get("asked"),
        title if isinstance(title, str) else None,
        _ledger(number, state.get("ledger")),
    )


def _ledger(number: Id, state: dict[str, Any] | None) -> LedgerEntry | None:
    if state is None:
        return None
    updated, closed = (date.fromisoformat(state[key]) if state.get(key) else None for key in ("updated", "closed"))
    return LedgerEntry(number, str(state["problem"]) or None, str(state["next"]) or None, updated, closed)


def is_untouched(path: Path) -> bool:
    """Whether the workbook is as the tool wrote it: no program has saved it since. Never raises."""
    from zipfile import BadZipFile, ZipFile

    try:
        with ZipFile(path) as archive:
            return archive.comment == UNTOUCHED
    except (OSError, BadZipFile):
        return False
