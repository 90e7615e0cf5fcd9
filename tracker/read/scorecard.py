"""A reviewed scorecard: the reviewer's columns, by id, from a workbook that Excel, LibreOffice or WPS saved."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from tracker.model import Finding, Message, MissingLibrary, Place, Severity, TrackerError, UnusableCall, Verdict
from tracker.read.limits import read_bytes
from tracker.words.messages import catalogue

Id = int | str

LIST_SHEET = "Commitments"
COLUMNS = {
    "id": "No.",
    "checker": "Verdict",
    "verdict": "Review verdict",
    "why": "Review reason",
    "by": "Reviewer",
    "on": "Review date",
    "until": "Valid until",
}
NEEDED = ("id", "verdict", "why", "by", "on")
VERDICT_WORDS = {"Met": Verdict.MET, "Unmet": Verdict.UNMET, "Unverifiable": Verdict.UNVERIFIABLE}
ALSO = {
    Verdict.MET: ("已完成", "达成", "已达成", "达标"),
    Verdict.UNMET: ("没有完成", "未达成", "未达标", "not met"),
    Verdict.UNVERIFIABLE: ("未核实", "不能核实", "unverified"),
}
"""What people type instead of choosing from the list."""

STATE_SHEET = "_tracker"
UNTOUCHED = b"as written by commitment-tracker"
EMPTY_ROWS = 1000  # after so many, formats reach further down than the list
UNPACKED = 256 * 1024 * 1024
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


@dataclass(frozen=True, slots=True)
class Before:
    """What the scorecard said of a commitment when it was written: verdicts, the decision, what was asked."""

    checker: Verdict
    decision: Decision | None
    shown: Verdict | None = None  # in the column that a reviewer is not to fill
    asked: str | None = None  # the sum of the commitment's text and targets


@dataclass(frozen=True, slots=True)
class ReviewedScorecard:
    """What a scorecard says of its reviews, and what is wrong with its cells."""

    path: str
    targets: str  # path of the targets file as it was given to score
    sha256: str
    rows: tuple[ReviewedRow, ...]
    before: Mapping[Id, Before]
    findings: tuple[Finding, ...] = ()


def read_reviewed(path: str) -> ReviewedScorecard:
    """Read the review columns and what the scorecard remembers.

    A cell that can't be understood and half a decision are findings, each at its cell; so, as a warning, is a
    verdict typed over the checker's. Raises UnusableCall: no workbook, no such sheet or column (it is named).
    """
    book = open_book(path, read_bytes(path))
    state = _state(book, path)
    facts = {kind: text for kind, text in state if kind not in ("commitment", "target")}
    try:
        before = dict(_before(json.loads(text)) for kind, text in state if kind == "commitment")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _changed_state(path) from error
    sheet = _sheet(book, path, LIST_SHEET, words_of(LIST_SHEET))
    page = _Page(path, sheet)
    rows = tuple(_reviewed_rows(page, before))
    return ReviewedScorecard(path, facts["targets"], facts.get("sha256", ""), rows, before, tuple(page.findings))


def read_answers(path: str, data: bytes) -> dict[str, Any]:
    """The answers that a scorecard was made from, in the shape of ``check --format json`` (without the evidence).

    ``data`` is the workbook. Raises UnusableCall.
    """
    results: list[dict[str, Any]] = []
    try:
        for kind, text in _state(open_book(path, data), path):
            if kind == "commitment":
                results.append({**json.loads(text), "targets": []})
            elif kind == "target":
                results[-1]["targets"].append({**json.loads(text), "evidence": []})
    except (ValueError, TypeError, IndexError) as error:
        raise _changed_state(path) from error
    return {"version": 1, "results": results}


def _state(book: Any, path: str) -> list[tuple[str, str]]:
    """Kind and text of each row of the hidden sheet."""
    rows = [row for row in _rows(_sheet(book, path, STATE_SHEET, {STATE_SHEET})) if len(row) > 1]
    if not {("format", "1")} <= {(row[0], row[1]) for row in rows} or "targets" not in {row[0] for row in rows}:
        raise _changed_state(path)
    return [(row[0], row[1]) for row in rows]


def _changed_state(path: str) -> TrackerError:
    return UnusableCall(
        "{path}: the hidden sheet {sheet} was changed; apply the reviews in a scorecard as “tracker score” wrote it",
        path=path,
        sheet=STATE_SHEET,
    )


def open_book(path: str, data: bytes) -> Any:
    """The workbook with values instead of formulas. Raises UnusableCall when it is none."""
    from zipfile import BadZipFile, ZipFile

    try:
        from openpyxl import load_workbook
        from openpyxl.utils.exceptions import InvalidFileException
    except ImportError as error:
        raise MissingLibrary("Excel needs openpyxl: {way}", way="pip install 'commitment-tracker[excel]'") from error

    try:
        with ZipFile(BytesIO(data)) as archive:
            size = sum(member.file_size for member in archive.infolist())
        if size > UNPACKED:
            raise UnusableCall("{path}: unpacks to far more than a scorecard holds; refused", path=path)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl can't keep (a drawing, say) is not our subject
            return load_workbook(BytesIO(data), data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError, TypeError) as error:
        raise UnusableCall(
            "{path}: is no Excel workbook (.xlsx); save it as one in Excel, LibreOffice or WPS", path=path
        ) from error


def words_of(english: str) -> set[str]:
    """A sheet's or a column's name in both languages."""
    return {english, catalogue().get(english, english)}


def _sheet(book: Any, path: str, name: str, words: set[str]) -> Any:
    for sheet in book.worksheets:
        if sheet.title.strip() in words:
            return sheet
    if name == LIST_SHEET:  # renamed: the sheet that has the review columns
        for sheet in book.worksheets:
            if _find_header(sheet) is not None:
                return sheet
    raise UnusableCall(
        "{path}: there is no sheet {sheet}; apply the reviews in a scorecard that “tracker score” wrote",
        path=path,
        sheet="/".join(sorted(words)),
    )


def _rows(sheet: Any) -> Iterator[list[str]]:
    for row in sheet.iter_rows(values_only=True):
        yield [_text(value) for value in row if value is not None]


def _before(state: dict[str, Any]) -> tuple[Id, Before]:
    review = state.get("review")
    decision = None
    if review is not None:
        until = review.get("until") or None
        decision = Decision(
            state["id"],
            Verdict(review["verdict"]),
            review["why"],
            review["by"],
            date.fromisoformat(review["on"]),
            date.fromisoformat(until) if until else None,
        )
    return state["id"], Before(Verdict(state["checker"]), decision, Verdict(state["verdict"]), state.get("asked"))


def _find_header(sheet: Any) -> tuple[int, dict[str, int]] | None:
    """The row of the header and the columns by our names, wherever they were moved to."""
    names = {word: key for key, english in COLUMNS.items() for word in words_of(english)}
    best: tuple[int, dict[str, int]] | None = None
    for number, row in enumerate(sheet.iter_rows(max_row=HEADER_ROWS, values_only=True), 1):
        found = {names[text]: place for place, value in enumerate(row) if (text := _text(value)) in names}
        if "id" in found and found.keys() - {"id", "checker"} and (best is None or len(found) > len(best[1])):
            best = number, found
    return best


class _Page:
    """The sheet that is being read, and what is wrong on it."""

    def __init__(self, path: str, sheet: Any) -> None:
        self.path = path
        self.sheet = sheet
        self.header = 1
        self.findings: list[Finding] = []

    def address(self, cell: Any) -> str:
        """``承诺清单!O3``."""
        return f"{self.sheet.title}!{cell.coordinate}"

    def tell(self, cell: Any, text: str, /, *, severity: Severity = Severity.ERROR, **values: object) -> None:
        """Note a finding at a cell."""
        place = Place(f"{self.path}:{self.address(cell)}")
        self.findings.append(Finding(place, "review", Message(text, values), severity))


def _reviewed_rows(page: _Page, before: Mapping[Id, Before]) -> Iterator[ReviewedRow]:
    header = _find_header(page.sheet)
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
    page.header = header[0]
    empty = 0
    for row in page.sheet.iter_rows(min_row=header[0] + 1):
        if empty > EMPTY_ROWS:
            break
        empty = empty + 1 if all(cell.value is None for cell in row) else 0
        cells = {key: row[place] for key, place in columns.items() if place < len(row)}
        number = id_of_cell(cells["id"].value)
        said = any(_text(cell.value) for key, cell in cells.items() if key not in ("id", "checker"))
        if number is None:
            if said:
                page.tell(cells["id"], "a review stands in a row without a number")
            continue
        if "checker" in cells and number in before:
            _look_at_checker(page, cells, before[number])
        known = len(page.findings)
        decision = _decision(page, number, cells) if said else None
        if len(page.findings) == known:  # else nobody knows what the row is to say
            yield ReviewedRow(number, page.address(cells["id"]), decision)


def _look_at_checker(page: _Page, cells: Mapping[str, Any], before: Before) -> None:
    """完成 typed into 结论 would be lost: a decision stands in 复核结论."""
    cell = cells["checker"]
    if verdict_of(_text(cell.value)) is before.shown or (not _text(cell.value) and before.shown is not None):
        return
    text = "“{value}” is typed over the checker's verdict and is not taken; decide in the column {column}, at {cell}"
    there = cells["verdict"]
    column = page.sheet.cell(page.header, there.column).value
    value = _text(cell.value)[:60]
    page.tell(cell, text, severity=Severity.WARNING, value=value, column=column, cell=there.coordinate)


def _decision(page: _Page, number: Id, cells: Mapping[str, Any]) -> Decision | None:
    """The decision of a row; what is missing or wrong in it is told."""
    text = {key: _text(cell.value) for key, cell in cells.items()}
    verdict = verdict_of(text["verdict"])
    if not text["verdict"]:
        page.tell(cells["verdict"], "the verdict is missing; choose one, or empty the row's review columns")
    elif verdict is None:
        page.tell(cells["verdict"], "“{value}” is no verdict; choose one of the list", value=text["verdict"][:60])
    for key in ("why", "by", "on"):
        if not text[key]:
            page.tell(cells[key], "a decision needs its reason, its reviewer and its date")
            break
    days: dict[str, date | None] = {}
    for key in ("on", "until"):
        cell = cells.get(key)
        days[key] = None if cell is None or not _text(cell.value) else day_of_cell(cell.value)
        if cell is not None and _text(cell.value) and days[key] is None:
            page.tell(cell, "“{value}” is no date; write it as 2023-03-15", value=text[key][:60])
    on, until = days["on"], days["until"]
    if on is not None and until is not None and until < on:
        problem = "it would end on {until}, before it was made on {on}; mend one of the two, or leave this cell empty"
        page.tell(cells["until"], problem, until=until, on=on)
    if verdict is None:
        return None
    return Decision(number, verdict, text["why"], text["by"], on, until, page.address(cells["verdict"]))


_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def _text(value: object) -> str:
    """What a cell says, as text, without Excel's escapes and without spaces round it."""
    if value is None:
        return ""
    text = str(value) if not isinstance(value, float) or value != int(value) else str(int(value))
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return text.replace("\r\n", "\n").strip(" \t\n\r\u3000\xa0")


def id_of_cell(value: object) -> Id | None:
    """An id as the targets file has it: a number, or a text such as ``3.2`` (also where a program made it a number)."""
    if isinstance(value, bool):
        return None
    text = _text(value).lstrip("'")
    if re.fullmatch(r"\d+", text):
        return int(text)
    return text if re.fullmatch(r"\d+(\.\d+)+", text) else None


def verdict_of(text: str) -> Verdict | None:
    """A verdict in either language or by its code, with or without its sign."""
    words: dict[str, Verdict] = {str(verdict): verdict for verdict in Verdict}
    for english, verdict in VERDICT_WORDS.items():
        words |= {word.casefold(): verdict for word in (*words_of(english), *ALSO[verdict])}
    return words.get(text.strip(" ✓√×?？✗").casefold())


def day_of_cell(value: object) -> date | None:
    """A date: a real one, Excel's count of days, or text: 2023-03-15, 2023/3/15, 2023.3.15, 2023年3月15日, 20230315."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = _text(value)
    if (isinstance(value, int | float) and not isinstance(value, bool)) or re.fullmatch(r"\d{5}", text):
        days = int(float(text))
        if 30_000 < days < 80_000:
            return date(1899, 12, 30) + timedelta(days=days)
    found = re.fullmatch(
        r"(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))(?:[ T]00:00(?::00(?:\.0+)?)?)?", text
    )
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2] or found[4]), int(found[3] or found[5]))
    except ValueError:
        return None


def is_untouched(path: Path) -> bool:
    """Whether the workbook is as the tool wrote it: no program has saved it since. Never raises."""
    from zipfile import BadZipFile, ZipFile

    try:
        with ZipFile(path) as archive:
            return archive.comment == UNTOUCHED
    except (OSError, BadZipFile):
        return False
