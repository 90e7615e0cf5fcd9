"""A reviewer's decisions: ``reviews/<name>.yaml`` beside ``targets/``."""

from __future__ import annotations

from typing import NamedTuple

from tracker.model import Finding, LedgerEntry, Review, Severity, Verdict
from tracker.read.fields import choice_of, day_of, id_of, maps_of, text_of, texts_of
from tracker.read.limits import LIMIT
from tracker.read.nodes import Map, Sheet, read_yaml
from tracker.read.shape import check_shape


class ReviewsReading(NamedTuple):
    """A reviews file with its nodes."""

    sheet: Sheet
    reviews: tuple[Review, ...] = ()
    targets: str | None = None  # the targets file's name
    sha256: str | None = None  # that file's, when the decisions were taken
    ledger: tuple[LedgerEntry, ...] = ()


def read_reviews(path: str, *, limit: int = LIMIT) -> tuple[tuple[Review, ...], list[Finding]]:
    """The decisions of a reviews file and its findings; no decisions where one of these is an error.

    Raises UnreadableReport: no such file, a folder, unreadable, empty, or larger than ``limit`` bytes.
    """
    reading = parse_reviews(read_yaml(path, limit=limit))
    findings = sorted(reading.sheet.findings, key=lambda each: each.place.line)
    broken = any(each.severity is Severity.ERROR for each in findings)
    return (() if broken else reading.reviews), findings


def parse_reviews(sheet: Sheet) -> ReviewsReading:
    """The decisions in a sheet of nodes."""
    check_shape(sheet, "reviews")
    root = sheet.root
    if not isinstance(root, Map):
        return ReviewsReading(sheet)
    reviews = [_review(sheet, node) for _, node in maps_of(root, "decisions")]
    kept = tuple(each for each in reviews if each is not None)
    entries = [_entry(sheet, node) for _, node in maps_of(root, "progress")]
    ledger = tuple(each for each in entries if each is not None)
    return ReviewsReading(sheet, kept, text_of(root, "targets"), text_of(root, "sha256"), ledger)


def _entry(sheet: Sheet, node: Map) -> LedgerEntry | None:
    number = id_of(sheet, node)
    if number is None:
        return None
    return LedgerEntry(
        number,
        text_of(node, "problem"),
        text_of(node, "next"),
        day_of(sheet, node, "updated"),
        day_of(sheet, node, "closed"),
        sheet.place_of(node.entries["id"].value),
    )


def _review(sheet: Sheet, node: Map) -> Review | None:
    number, verdict, on = id_of(sheet, node), choice_of(Verdict, node, "verdict"), day_of(sheet, node, "on")
    by, why = text_of(node, "by"), text_of(node, "why")
    until = day_of(sheet, node, "until")
    if number is None or verdict is None or on is None or by is None or why is None:
        return None
    place = sheet.place_of(node.entries["id"].value)
    of = texts_of(node, "of") if "of" in node.entries else None
    return Review(number, verdict, by, on, why, until, choice_of(Verdict, node, "checker"), place, of)
