"""What people type into a scorecard's cells: ids, verdicts, dates, in the many shapes that programs make of them."""

from __future__ import annotations

import re
from datetime import date, timedelta

from tracker.model import Verdict
from tracker.read.workbook import Cell
from tracker.words.lexicon import load
from tracker.words.messages import catalogue

Id = int | str

VERDICT_WORDS = {"Met": Verdict.MET, "Unmet": Verdict.UNMET, "Unverifiable": Verdict.UNVERIFIABLE}
DAY_ZERO = date(1899, 12, 30)  # what Excel counts from
_DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))(?:[ T]00:00(?::00(?:\.0+)?)?)?", re.A)
_COUNT = re.compile(r"(\d{5})(?:\.\d{1,20})?", re.A)
_ID = re.compile(r"\d{1,9}(?:\.\d{1,9}){0,5}", re.A)


def words_of(english: str) -> set[str]:
    """A sheet's or a column's name in both languages."""
    return {english, catalogue().get(english, english)}


def text_of_cell(cell: Cell | None) -> str:
    """What a cell says, without spaces round it; nothing of an empty one."""
    return "" if cell is None else cell.text.strip(" \t\n\r\u3000\xa0")


def id_of_cell(cell: Cell | None) -> Id | None:
    """An id as the targets file has it: a number, or a text such as ``3.2`` (also where a program made it a number)."""
    text = text_of_cell(cell).lstrip("'")
    if not _ID.fullmatch(text):
        return None
    return text if "." in text else int(text)


def verdict_of(text: str) -> Verdict | None:
    """A verdict in either language or by its code, with or without its sign."""
    words: dict[str, Verdict] = {str(verdict): verdict for verdict in Verdict}
    for english, verdict in VERDICT_WORDS.items():
        words |= {word.casefold(): verdict for word in (*words_of(english), *load("cells")["verdicts"][verdict])}
    return words.get(text.strip(" ✓√×?？✗").casefold())


def day_of_cell(cell: Cell | None, zero: date = DAY_ZERO) -> date | None:
    """A date: a count of days since ``zero``, or text: 2023-03-15, 2023/3/15, 2023.3.15, 2023年3月15日, 20230315."""
    text = text_of_cell(cell)
    if cell is not None and cell.kind == "date":
        text = text.partition("T")[0]
    count = _COUNT.fullmatch(text)
    if count is not None and 25_000 < int(count[1]) < 80_000:
        return zero + timedelta(days=int(count[1]))
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2] or found[4]), int(found[3] or found[5]))
    except ValueError:
        return None
