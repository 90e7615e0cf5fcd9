"""The Excel scorecard of one targets file: 总览, 承诺清单, 目标明细, 未核实, 规则, 挂图, 挂图分页, 大挂图."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, Any

from tracker.model import FileResult, LedgerEntry, Light, Review, TargetResult, Verdict
from tracker.words.messages import say
from tracker.write.answers import actual_value, period_value
from tracker.write.atomic import replacing
from tracker.write.rows import number, shown_actual
from tracker.write.safe_text import lines_of, printable
from tracker.write.scorecard_book import (
    Book,
    Cell,
    Layout,
    Row,
    cell_name,
)
from tracker.write.scorecard_follow import (
    follow_up_columns,
    follow_up_rows,
)
from tracker.write.scorecard_looks import (
    FILLS,
    HEAD,
    INKS,
    Look,
)
from tracker.write.scorecard_overview import write_overview
from tracker.write.scorecard_poster import write_poster
from tracker.write.scorecard_rows import (
    COMMITMENTS,
    FOLLOW_UP,
    HANDED_OUT,
    LIGHT_COLOURS,
    REVIEW_COLUMNS,
    RULES,
    TARGETS,
    UNVERIFIED,
    commitment_columns,
    commitment_rows,
    day_of,
    heading_of,
    sum_of,
)
from tracker.write.scorecard_targets import (
    TARGETS_PRINTED,
    UNVERIFIED_PRINTED,
    target_columns,
    target_rows,
    unverified_columns,
    unverified_rows,
)
from tracker.write.scorecard_wall import write_wall, write_wall_pages
from tracker.write.scorecard_words import REASONS, SIGNS, VERDICT_MEANINGS, date_text, target_text, verdict_word

RULE_WIDTHS = (12, 15, 13, 38, 28)
STATE_SHEET = "_tracker"
"""What the way back has to know: which targets file (path, hash), and the decisions as they stood."""


def write_scorecard(result: FileResult, path: Path, lang: str, epoch: int | None = None) -> None:
    """Write the workbook, whole or not at all. ``epoch`` is SOURCE_DATE_EPOCH (seconds). Raises TrackerError."""
    with replacing(path) as stream:
        stream_scorecard(result, stream, lang, epoch)


def stream_scorecard(result: FileResult, stream: IO[bytes], lang: str, epoch: int | None = None) -> None:
    """Write the workbook into an open file. ``lang`` is ``en`` or ``zh``."""
    heading = heading_of(result, lang)
    book = Book(
        stream,
        heading,
        lang,
        day_of([result], epoch),
        subject=result.targets.source.title,
        footer=result.masthead.footer,
    )
    layout, canvas, charts = write_overview(result, lang, epoch_day(epoch))
    book.sheet(layout, canvas.rows(), lambda sheet: charts(book, sheet))
    write_commitments(book, result, heading)
    followed = follow_up_rows(result, lang)
    if followed:
        layout = Layout(say(lang, FOLLOW_UP), heading, freeze="B2", tab=LIGHT_COLOURS[Light.OVERDUE][0])
        book.table(layout, "FollowUp", follow_up_columns(result, lang), followed)
    book.table(
        Layout(say(lang, TARGETS), heading, paper="A3", freeze="C2", printed=TARGETS_PRINTED),
        "Targets",
        target_columns(result, lang),
        target_rows(result, lang),
        verdicts=[6],
    )
    tab = INKS[Verdict.UNVERIFIABLE]
    book.table(
        Layout(say(lang, UNVERIFIED), heading, freeze="B2", tab=tab, printed=UNVERIFIED_PRINTED),
        "Unverified",
        unverified_columns(result, lang),
        unverified_rows(result, lang),
    )
    write_rules(book)
    wall, cells = write_wall(result, lang)
    book.sheet(wall, cells.rows())
    pages, cells = write_wall_pages(result, lang)
    book.sheet(pages, cells.rows())
    poster, cells = write_poster(result, lang)
    book.sheet(poster, cells.rows())
    book.hide(STATE_SHEET, state_rows(result))
    book.save()


def epoch_day(epoch: int | None) -> str | None:
    """The day of SOURCE_DATE_EPOCH, YYYY-MM-DD; ``None`` without it."""
    return None if epoch is None else datetime.fromtimestamp(epoch, UTC).date().isoformat()


def write_commitments(book: Book, result: FileResult, heading: str) -> None:
    """承诺清单, with a list to choose from and a date to enter in the reviewer's columns."""
    columns = commitment_columns(result, book.lang)
    headers = [column.header for column in columns]
    review = headers.index(say(book.lang, REVIEW_COLUMNS[0])) + 1

    def finish(sheet: Any, last: int) -> None:
        add_review_rules(book, sheet, review, last)

    layout = Layout(say(book.lang, COMMITMENTS), heading, freeze="C2", tab="B7791F", printed=HANDED_OUT)
    book.table(layout, "Commitments", columns, commitment_rows(result, book.lang), finish, [13, review])


def add_review_rules(book: Book, sheet: Any, first: int, last: int) -> None:
    """What may be entered in the review columns, and a mark where a decision lacks its reason, name or date."""
    lang = book.lang
    verdict, why, _, on, until = (cell_name(first + place, 1)[:-1] for place in range(5))
    sheet.data_validation(
        f"{verdict}2:{verdict}{last}",
        {
            "validate": "list",
            "source": [verdict_word(each, lang) for each in Verdict],
            "input_title": say(lang, "Review verdict"),
            "input_message": say(
                lang, "Choose a verdict; reason, reviewer and date are needed with it. Empty: the checker's stands."
            ),
            "error_title": say(lang, "Not a verdict"),
            "error_message": say(lang, "Choose one of the list."),
        },
    )
    add_day_rule(book, sheet, f"{on}2:{until}{last}")
    updated, closed = (cell_name(first + len(REVIEW_COLUMNS) + place, 1)[:-1] for place in (2, 3))
    add_day_rule(book, sheet, f"{updated}2:{closed}{last}")
    missing = book.workbook.add_format({"bg_color": "#FCA5A5"})
    formula = f'=AND(${verdict}2<>"",{why}2="")'
    sheet.conditional_format(f"{why}2:{on}{last}", {"type": "formula", "criteria": formula, "format": missing})


def add_day_rule(book: Book, sheet: Any, ref: str) -> None:
    """Only days may be entered."""
    sheet.data_validation(
        ref,
        {
            "validate": "date",
            "criteria": ">",
            "value": date(2000, 1, 1),
            "error_title": say(book.lang, "Not a date"),
            "error_message": say(book.lang, "Enter a date such as 2023-03-15."),
        },
    )


def write_rules(book: Book) -> None:
    """规则: what each verdict and each reason means, and what to do about it."""
    lang = book.lang
    rows = [
        Row([Cell(say(lang, head), HEAD) for head in ("Verdict", "Grounds", "Code", "What it means", "What to do")], 28)
    ]
    order = {0: Verdict.MET, 4: Verdict.UNMET, 8: Verdict.UNVERIFIABLE}
    verdict = Verdict.MET
    for place, (reason, words) in enumerate(REASONS.items()):
        verdict = order.get(place, verdict)
        mark = Look(bold=True, ink=INKS[verdict], fill=FILLS[verdict], across="center", down="center")
        if place in order:
            text = f"{SIGNS[verdict]} {verdict_word(verdict, lang)}"
            rows.append(
                Row(
                    [
                        Cell(text, mark),
                        None,
                        None,
                        Cell(say(lang, VERDICT_MEANINGS[verdict]), Look(bold=True, down="center")),
                    ],
                    34,
                )
            )
        cells = [
            Cell(f"{SIGNS[verdict]} {verdict_word(verdict, lang)}", mark),
            Cell(say(lang, words.name), Look(bold=True, down="center")),
            Cell(str(reason), Look(size=9, ink="5F6B7A", down="center")),
            Cell(say(lang, words.meaning), Look(down="center")),
            Cell(say(lang, words.advice) if words.advice else None, Look(down="center")),
        ]
        lines = max(lines_of(str(cell.value or ""), wide) for cell, wide in zip(cells, RULE_WIDTHS, strict=True))
        rows.append(Row(cells, max(14.5 * lines + 4, 20)))
    layout = Layout(say(lang, RULES), freeze="A2", widths=RULE_WIDTHS)
    book.sheet(layout, rows)


def state_rows(result: FileResult) -> Iterator[list[str]]:
    """Rows of the hidden sheet: the targets file, the decisions in force and the answers, as JSON."""
    yield ["format", "1"]
    yield ["targets", result.targets.path]
    yield ["sha256", result.targets.sha256]
    for each in result.results:
        held = each.commitment
        state: dict[str, object] = {
            "locality": result.targets.locality.name,
            "period": period_value(result.targets.period),
            "id": held.id,
            "title": held.title,
            "verdict": each.verdict,
            "reviewed": each.review is not None,
            "light": each.light,
            "checker": each.checker,
            "asked": sum_of(held),
        }
        if each.review is not None:
            state["review"] = review_state(each.review)
        if each.ledger is not None:
            state["ledger"] = ledger_state(each.ledger)
        yield ["commitment", compact(state)]
        for target in each.targets:
            yield ["target", compact(target_state(target))]


def target_state(result: TargetResult) -> dict[str, object]:
    """A target and what came of it, as ``tracker diff`` compares it."""
    state: dict[str, object] = {
        "target": target_text(result),
        "verdict": result.verdict,
        "reason": result.reason,
        "actual": actual_value(shown_actual(result)),
    }
    if result.progress is not None and result.progress.done is not None:
        state["progress"] = {"done": number(result.progress.done)}
    return state


def compact(data: object) -> str:
    """JSON on one line, the same each time."""
    return _COMPACT.encode(data)


_COMPACT = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def ledger_state(entry: LedgerEntry) -> dict[str, str]:
    """What the office keeps up, as its columns hold it."""
    return {
        "problem": printable(entry.problem or ""),
        "next": printable(entry.next or ""),
        "updated": date_text(entry.updated),
        "closed": date_text(entry.closed),
    }


def review_state(review: Review) -> dict[str, str]:
    """A decision as the review columns hold it."""
    return {
        "verdict": str(review.verdict),
        "why": printable(review.why),
        "by": printable(review.by),
        "on": date_text(review.on),
        "until": date_text(review.until),
    }
