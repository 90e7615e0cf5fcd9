"""A draft as a workbook for a clerk: a row a target, its words beside it, columns to accept, correct or drop it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import IO, Any

from tracker.model import Draft, DraftCommitment, DraftTarget
from tracker.words.messages import say, translate
from tracker.write.scorecard_book import (
    Book,
    Cell,
    Column,
    Layout,
    Row,
)
from tracker.write.scorecard_book import Value as CellValue
from tracker.write.scorecard_looks import (
    CENTER,
    CREAM,
    DATE,
    FAINT,
    HEAD,
    TEXT,
    Look,
)
from tracker.write.targets import anchor_of, ledger_lines, marks_of, place_of, write_head, yaml_of

SHEET = "Draft"
STATE_SHEET = "_tracker"
DECISIONS = ("Accept", "Correct", "Drop")
_UNSURE = Look(fill="FEF3C7")
_ENTRY = Look(fill=CREAM)
_ENTRY_HEAD = Look(bold=True, ink="FFFFFF", fill="B7791F", across="center", down="center")
_SMALL = Look(size=9, ink=FAINT)
_STEPS = (
    "Each row is one target that the draft found. Look at the yellow ones first: the tool is unsure of them.",
    "Decision: Accept keeps the drafted target, Correct takes what you write under “Corrected target”, Drop leaves it"
    " out. An empty one keeps the target, and its mark where it is unsure.",
    "A missing target: copy a row of its commitment, empty the first cell, and write it under “Corrected target”.",
    "Commitment, Area, Office, Due and Scope may be corrected in place. The order of rows is free.",
    "Then: tracker review apply FILE.xlsx --targets targets/NAME.yaml writes the targets file.",
)


def stream_draft_book(draft: Draft, stream: IO[bytes], lang: str, targets: str, epoch: int | None = None) -> None:
    """Write the workbook. ``targets`` is the path of the file that it is to become, empty where none was named.

    ``epoch`` is SOURCE_DATE_EPOCH; without it the workbook bears the last day of the plan's period, so that the same
    draft gives the same bytes.
    """
    title = draft.source.title
    day = draft.period.last_day if epoch is None else datetime.fromtimestamp(epoch, UTC).date()
    book = Book(stream, title, lang, day, subject=draft.locality.name)
    columns = [
        Column("#", 5, CENTER),
        Column(say(lang, "No."), 7, CENTER),
        Column(say(lang, "Commitment"), 20, _ENTRY, head=_ENTRY_HEAD),
        Column(say(lang, "Area"), 14, _ENTRY, head=_ENTRY_HEAD),
        Column(say(lang, "Office"), 14, _ENTRY, head=_ENTRY_HEAD),
        Column(say(lang, "Source words"), 46, TEXT),
        Column(say(lang, "Drafted target"), 34, TEXT),
        Column(say(lang, "Sure"), 26, TEXT),
        Column(say(lang, "Decision"), 11, Look(fill=CREAM, across="center"), head=_ENTRY_HEAD),
        Column(say(lang, "Corrected target"), 34, _ENTRY, head=_ENTRY_HEAD),
        Column(say(lang, "Due"), 12, Look(across="center", form=DATE.form, fill=CREAM), head=_ENTRY_HEAD),
        Column(say(lang, "Scope"), 14, _ENTRY, head=_ENTRY_HEAD),
        Column(say(lang, "Place"), 16, _SMALL),
    ]
    layout = Layout(say(lang, SHEET), title, paper="A3", freeze="C2", tab="B7791F")
    book.table(layout, "Draft", columns, _rows(draft, lang), lambda sheet, last: _add_rules(book, sheet, last))
    steps = [Row([Cell(say(lang, "How to correct the draft"), HEAD)], 28)]
    steps += [Row([Cell(f"{number}. {say(lang, step)}", TEXT)], 34) for number, step in enumerate(_STEPS, 1)]
    book.sheet(Layout(say(lang, "How to"), widths=(110,)), steps)
    book.hide(STATE_SHEET, _state(draft, lang, targets))
    book.save()


def _add_rules(book: Book, sheet: Any, last: int) -> None:
    """A list of decisions to choose from; days alone under Due. Some rows more, for what a clerk adds."""
    reach = last + 200
    sheet.data_validation(
        f"I2:I{reach}",
        {
            "validate": "list",
            "source": [say(book.lang, each) for each in DECISIONS],
            "error_title": say(book.lang, "Not a decision"),
            "error_message": say(book.lang, "Choose one of the list."),
        },
    )


def _numbered(draft: Draft) -> Iterator[tuple[int, DraftCommitment, DraftTarget | None]]:
    number = 0
    for commitment in draft.commitments:
        for each in commitment.targets or (None,):
            number += 1
            yield number, commitment, each


def _rows(draft: Draft, lang: str) -> Iterator[Sequence[CellValue | Cell]]:
    text = draft.document.text
    for number, commitment, each in _numbered(draft):
        start, end = (commitment.start, commitment.end) if each is None else (each.start, each.end)
        words = " ".join(text[start:end].split())
        head: list[CellValue | Cell] = [number, str(commitment.id), commitment.title, commitment.area, commitment.owner]
        if each is None:
            nothing = say(lang, "nothing in it can be measured")
            yield [*head, words[:300], None, nothing, None, None, commitment.due, None, _place(draft, start, end)]
            continue
        unsure = "; ".join(translate(doubt, lang) for doubt in each.doubts)
        look = _UNSURE if unsure else None
        yield [
            *head,
            words,
            Cell(" ".join(each.target.written.split()), look),
            Cell(say(lang, "unsure: {why}", why=unsure) if unsure else say(lang, "sure"), look),
            None,
            None,
            each.target.due or commitment.due,
            each.target.scope,
            _place(draft, start, end),
        ]


def _place(draft: Draft, start: int, end: int) -> str:
    return place_of(draft.document, start, end)


def _state(draft: Draft, lang: str, targets: str) -> Iterator[list[str]]:
    """What the way back has to know: the file's head, each commitment and row as drafted, what was offered."""
    yield ["draft", "1"]
    yield ["targets", targets]
    yield ["head", "\n".join(write_head(draft, lang))]
    yield ["ledger", "\n".join(ledger_lines(marks_of(draft), lang))]
    for commitment in draft.commitments:
        place = f"{_place(draft, commitment.start, commitment.end)} {anchor_of(draft, commitment)}".rstrip()
        own = {"id": commitment.id, "due": _iso(commitment.due), "place": place}
        yield ["commitment", _compact(own | {"with": commitment.helpers, "lead": commitment.lead})]
    for number, commitment, each in _numbered(draft):
        row: dict[str, Any] = {"row": number, "id": commitment.id, "title": commitment.title, "area": commitment.area,
                               "owner": commitment.owner}  # fmt: skip
        if each is not None:
            comment = _place(draft, each.start, each.end)
            if each.doubts:
                why = "; ".join(translate(doubt, lang) for doubt in each.doubts)
                row["unsure"] = say(lang, "unsure: {why}", why=why)
            row |= {"line": " ".join(each.target.written.split()), "yaml": yaml_of(each), "place": comment}
            row |= {"due": _iso(each.target.due), "scope": each.target.scope}
        yield ["row", _compact(row)]


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _compact(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
