"""The list of commitments in a reviewed scorecard: its rows, and what the reviewer's columns say in each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from tracker.model import Finding, LedgerEntry, Message, Place, Severity, UnusableCall, Verdict
from tracker.read.scorecard_cells import Id, day_of_cell, id_of_cell, text_of_cell, verdict_of, words_of
from tracker.read.workbook import Cell, Sheet, Workbook
from tracker.read.workbook_values import column_letters

COLUMNS = {
    "id": "No.",
    "title": "Commitment",
    "checker": "Verdict",
    "verdict": "Review verdict",
    "why": "Review reason",
    "by": "Reviewer",
    "on": "Review date",
    "until": "Valid until",
    "problem": "Problem",
    "next": "Next steps",
    "updated": "Updated",
    "closed": "Closed",
}
NEEDED = ("id", "verdict", "why", "by", "on")
REVIEW = ("verdict", "why", "by", "on", "until")
LEDGER = ("problem", "next", "updated", "closed")

HEADER_ROWS = 20  # a header is looked for in these: a person may have put lines above it


@dataclass(frozen=True, slots=True)
class Decision:
    """What the review columns say of one commitment; ``cell`` is where, for messages."""

    id: Id
    verdict: Verdict
    why: str
    by: str
    on: date | None
    until: date | None
    cell: str = field(compare=False, default="")


@dataclass(frozen=True, slots=True)
class ReviewedRow:
    """One row of the list of commitments; ``decision`` is ``None`` where the review columns are empty."""

    id: Id
    cell: str
    decision: Decision | None
    title: str | None = None  # as the row has it now; ``None`` where the column is gone
    ledger: LedgerEntry | None = None  # what the office keeps up; ``None`` where its columns are gone


@dataclass(frozen=True, slots=True)
class Before:
    """What the scorecard said of a commitment when it was written: verdicts, the decision, what was asked."""

    checker: Verdict
    decision: Decision | None
    shown: Verdict | None = None  # in the column that a reviewer is not to fill
    asked: str | None = None  # the sum of the commitment's text and targets
    title: str | None = None
    ledger: LedgerEntry | None = None  # ``None``: nothing was kept up


def find_header(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """The row of the header and the columns by our names, wherever they were moved to."""
    names = {word: key for key, english in COLUMNS.items() for word in words_of(english)}
    best: tuple[int, dict[str, int]] | None = None
    for number in range(1, HEADER_ROWS + 1):
        cells = sheet.rows.get(number, {})
        found = {names[text]: place for place, cell in cells.items() if (text := text_of_cell(cell)) in names}
        if "id" in found and found.keys() - {"id", "checker", "title"} and (best is None or len(found) > len(best[1])):
            best = number, found
    return best


class Page:
    """The sheet that is being read, and what is wrong on it."""

    def __init__(self, book: Workbook, sheet: Sheet) -> None:
        self.book = book
        self.path = book.path
        self.sheet = sheet
        self.findings: list[Finding] = []

    def address(self, row: int, column: int) -> str:
        """``承诺清单!O3``."""
        return f"{self.sheet.title}!{column_letters(column)}{row}"

    def tell_cell(
        self, row: int, column: int, text: str, /, *, severity: Severity = Severity.ERROR, **values: object
    ) -> None:
        """Note a finding at a cell."""
        place = Place(f"{self.path}:{self.address(row, column)}")
        self.findings.append(Finding(place, "review", Message(text, values), severity))


def reviewed_rows(page: Page, before: Mapping[Id, Before]) -> Iterator[ReviewedRow]:
    """The rows below the header; those that can't be understood are told and left out. Raises UnusableCall."""
    header = find_header(page.sheet)
    columns = header[1] if header else {}
    for key in NEEDED:
        if key not in columns:
            raise UnusableCall(
                "{path}: sheet {sheet} has no column {column}; its header has to stay as it was",
                path=page.path,
                sheet=page.sheet.title,
                column="/".join(sorted(words_of(COLUMNS[key]))),
            )
    assert header is not None
    _look_at_merged(page, header[0], columns)
    for row in sorted(number for number in page.sheet.rows if number > header[0]):
        line = _Line(page, row, columns)
        number = id_of_cell(line.cell("id"))
        if number is None:
            if line.said:
                line.tell_column("id", "a review stands in a row without a number")
            continue
        if "checker" in columns and number in before:
            _look_at_checker(line, header[0], before[number])
        known = len(page.findings)
        decision = _decision(line, number) if line.said else None
        was = before[number].decision if number in before else None
        _look_at_comments(line, changed=decision is not None and decision != was)
        if len(page.findings) == known or all(each.severity is not Severity.ERROR for each in page.findings[known:]):
            title = line.text("title") if "title" in columns else None  # else nobody knows what the row is to say
            ledger = _entry(line, number) if set(LEDGER) <= columns.keys() else None
            yield ReviewedRow(number, line.address("id"), decision, title, ledger)


class _Line:
    """A row of the list, its cells by what their columns are called."""

    def __init__(self, page: Page, row: int, columns: Mapping[str, int]) -> None:
        self.page = page
        self.row = row
        self.columns = columns

    def cell(self, key: str) -> Cell | None:
        """A cell, ``None`` where it is empty or its column is gone."""
        return self.page.sheet.cell(self.row, self.columns[key]) if key in self.columns else None

    def text(self, key: str) -> str:
        """What a cell says."""
        return text_of_cell(self.cell(key))

    @property
    def said(self) -> bool:
        """Whether the review columns say anything."""
        return any(self.text(key) for key in REVIEW)

    def address(self, key: str) -> str:
        """``承诺清单!O3``."""
        return self.page.address(self.row, self.columns[key])

    def tell_column(self, key: str, text: str, /, *, severity: Severity = Severity.ERROR, **values: object) -> None:
        """Note a finding at a cell."""
        self.page.tell_cell(self.row, self.columns[key], text, severity=severity, **values)


def _look_at_merged(page: Page, header: int, columns: Mapping[str, int]) -> None:
    """One verdict over several rows would be that of the first alone."""
    watched = {place for key, place in columns.items() if key in REVIEW}
    for area in page.sheet.merged:
        over = any(area.left <= column <= area.right for column in watched)
        if over and area.bottom > max(area.top, header) and page.sheet.cell(area.top, area.left) is not None:
            text = "is merged over the rows {first} to {last}; unmerge it, and decide in each row"
            page.tell_cell(area.top, area.left, text, first=area.top, last=area.bottom)


def _look_at_comments(line: _Line, *, changed: bool) -> None:
    """A note pinned to a cell decides nothing: where the row decides nothing new, it may be meant to."""
    for key in ("checker", *REVIEW):
        comment = line.page.sheet.comments.get((line.row, line.columns.get(key, 0)), "").strip()
        if comment:
            text = "a comment (“{comment}”) is not taken; put a decision into the review columns, or delete the comment"
            severity = Severity.WARNING if changed else Severity.ERROR
            line.tell_column(key, text, severity=severity, comment=comment[:60])


def _look_at_checker(line: _Line, header: int, before: Before) -> None:
    """完成 typed into 结论 would be lost: a decision stands in 复核结论."""
    said = line.text("checker")
    if verdict_of(said) is before.shown or (not said and before.shown is not None):
        return
    text = "“{value}” is typed over the checker's verdict and is not taken; decide in the column {column}, at {cell}"
    column = text_of_cell(line.page.sheet.cell(header, line.columns["verdict"]))
    there = f"{column_letters(line.columns['verdict'])}{line.row}"
    line.tell_column("checker", text, severity=Severity.WARNING, value=said[:60], column=column, cell=there)


def _decision(line: _Line, number: Id) -> Decision | None:
    """The decision of a row; what is missing or wrong in it is told."""
    said = line.text("verdict")
    verdict = verdict_of(said)
    if not said:
        line.tell_column("verdict", "the verdict is missing; choose one, or empty the row's review columns")
    elif verdict is None:
        line.tell_column("verdict", "“{value}” is no verdict; choose one of the list", value=said[:60])
    for key in ("why", "by", "on"):
        if not line.text(key):
            line.tell_column(key, "a decision needs its reason, its reviewer and its date")
            break
    days: dict[str, date | None] = {}
    for key in ("on", "until"):
        days[key] = day_of_cell(line.cell(key), line.page.book.epoch)
        if line.text(key) and days[key] is None:
            line.tell_column(key, "“{value}” is no date; write it as 2023-03-15", value=line.text(key)[:60])
    on, until = days["on"], days["until"]
    if on is not None and until is not None and until < on:
        problem = "it would end on {until}, before it was made on {on}; mend one of the two, or leave this cell empty"
        line.tell_column("until", problem, until=until, on=on)
    if verdict is None:
        return None
    return Decision(number, verdict, line.text("why"), line.text("by"), on, until, line.address("verdict"))


def _entry(line: _Line, number: Id) -> LedgerEntry:
    """What the office's columns say of a commitment; a day that is none is told."""
    days: dict[str, date | None] = {}
    for key in ("updated", "closed"):
        days[key] = day_of_cell(line.cell(key), line.page.book.epoch)
        if line.text(key) and days[key] is None:
            line.tell_column(key, "“{value}” is no date; write it as 2023-03-15", value=line.text(key)[:60])
    return LedgerEntry(number, line.text("problem") or None, line.text("next") or None, days["updated"], days["closed"])


def decisions_elsewhere(book: Workbook, taken: Sheet, held: set[tuple[Id, Decision | None]]) -> Iterator[Finding]:
    """Decisions in other sheets that have the review columns, where they say something else than the list does."""
    for title in book.titles:
        header = None if title == taken.title else find_header(book.sheet(title))
        if header is None or not header[1].keys() >= {"id", "verdict"}:
            continue
        page = Page(book, book.sheet(title))
        for row in sorted(number for number in page.sheet.rows if number > header[0]):
            line = _Line(Page(book, page.sheet), row, header[1])
            number = id_of_cell(line.cell("id"))
            if not line.said or (number is not None and (number, _in_copy(line, number)) in held):
                continue
            text = "a decision stands in another sheet than {sheet}, and is not taken; move it there, or delete it"
            page.tell_cell(row, header[1]["verdict"], text, sheet=taken.title)
        yield from page.findings


def _in_copy(line: _Line, number: Id) -> Decision | None:
    return _decision(line, number) if all(key in line.columns for key in NEEDED) else None
