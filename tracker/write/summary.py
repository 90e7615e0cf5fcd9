"""The summary over all scorecards: localities, areas and responsible offices ranked side by side."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

from tracker import __version__
from tracker.model import FileResult, Light, TargetResult, Value
from tracker.words.messages import say
from tracker.write.atomic import replacing
from tracker.write.rows import shown_actual
from tracker.write.safe_text import shorten
from tracker.write.scorecard import epoch_day, write_rules
from tracker.write.scorecard_book import (
    Book,
    Cell,
    Column,
    Layout,
)
from tracker.write.scorecard_book import Value as Plain
from tracker.write.scorecard_canvas import Canvas
from tracker.write.scorecard_counts import Line
from tracker.write.scorecard_looks import (
    CENTER,
    NAVY,
    NUMBER,
    PERCENT,
    WHOLE,
    Look,
)
from tracker.write.scorecard_overview import (
    COLUMNS,
    NOTE,
    SECTION,
    SUBTITLE,
    TITLE,
    count_table,
    how_to_read,
    put_charts,
    put_note,
    rows_for,
    tiles,
    widths_for,
)
from tracker.write.scorecard_rows import (
    OVERVIEW,
    day_of,
    due_of,
    light_cell,
    name_of,
    origin_word,
    period_words,
    report_name,
    results_of,
    score_of,
    translated,
    verified_text,
)
from tracker.write.scorecard_targets import (
    number_or_range,
    reported_share,
)
from tracker.write.scorecard_words import LIGHTS, actual_text, late_text, reason_word, target_text, verdict_word
from tracker.write.summary_groups import RANK_FLOOR, Group, Overall, over_all, ranked
from tracker.write.summary_years import CHAINS, YEARS, chain_columns, chain_rows, links_of, year_columns, year_rows

LOCALITIES, AREAS, OFFICES = "Localities", "Areas", "Responsible offices"
ALL_COMMITMENTS, ALL_TARGETS = "All commitments", "All targets"
LEADS, HELPERS = "Answerable persons", "Offices that help"
HEADS = {LOCALITIES: "Locality", AREAS: "Area", OFFICES: "Office", LEADS: "Lead", HELPERS: "With"}
RANKS_PRINTED = 11
"""Columns of a ranking that are printed: up to the commitments counted."""

QUOTE_SHOWN = 200

LINE_TEXT = Look(wrap=False)
LINE_CENTER = Look(across="center", wrap=False)
LINE_DATE = Look(across="center", form="yyyy-mm-dd", wrap=False)
LINE_LINK = Look(ink="1D4ED8", underline=True, wrap=False)
WATCHED = (Light.OVERDUE, Light.BEHIND, Light.DUE_SOON)
LINE_SCORE = Look(across="center", form="0%", wrap=False)


def write_summary(results: Sequence[FileResult], path: Path, lang: str, epoch: int | None = None) -> None:
    """Write the workbook, whole or not at all. ``epoch`` is SOURCE_DATE_EPOCH (seconds). Raises TrackerError."""
    with replacing(path) as stream:
        stream_summary(results, stream, lang, epoch)


def stream_summary(results: Sequence[FileResult], stream: IO[bytes], lang: str, epoch: int | None = None) -> None:
    """Write the summary into an open file. ``lang`` is ``en`` or ``zh``."""
    heading = say(lang, "Scorecards of commitments: summary")
    whole = over_all(results, lang)
    day = whole.day if epoch is None else day_of((), epoch)
    book = Book(stream, heading, lang, day, big=True)
    layout, canvas, charts = overview(whole, heading, lang, epoch_day(epoch))
    book.sheet(layout, canvas.rows(), lambda sheet: charts(book, sheet))
    rank_sheet(book, LOCALITIES, "Localities", whole.localities, heading)
    if whole.areas:  # a sheet of nothing but its header would only be in the way
        rank_sheet(book, AREAS, "Areas", whole.areas, heading)
    if whole.offices:
        rank_sheet(book, OFFICES, "Offices", whole.offices, heading)
    if whole.leads:
        rank_sheet(book, LEADS, "Leads", whole.leads, heading)
    if whole.helpers:
        rank_sheet(book, HELPERS, "Helpers", whole.helpers, heading)
    book.table(Layout(say(lang, YEARS), heading, freeze="B2"), "Years", year_columns(lang), year_rows(whole.years))
    links = links_of(results, whole.places)
    if links:
        layout = Layout(say(lang, CHAINS), heading, freeze="B2")
        book.table(layout, "Chains", chain_columns(lang), chain_rows(links, lang))
    book.table(
        Layout(say(lang, ALL_COMMITMENTS), heading, paper="A3", freeze="D2", printed=COMMITMENTS_PRINTED),
        "AllCommitments",
        commitment_columns(whole, lang),
        as_many_as_fit(commitment_rows(results, lang), lang),
        verdicts=[12],
        long=True,
    )
    book.table(
        Layout(say(lang, ALL_TARGETS), heading, paper="A3", freeze="D2", printed=TARGETS_PRINTED),
        "AllTargets",
        target_columns(lang),
        as_many_as_fit(target_rows(results, lang), lang),
        verdicts=[8],
        long=True,
    )
    write_rules(book)
    book.save()


# ── ranks ──


def rank_sheet(book: Book, sheet: str, table: str, groups: Sequence[Group], heading: str) -> None:
    """One ranking, with its denominators and the share that could be verified at all."""
    lang = book.lang
    of_localities = sheet == LOCALITIES
    lit = any(group.lights for group in groups)
    columns = [
        Column("Rank", 7, CENTER),
        Column(HEADS[sheet], 24, Look(bold=True)),
        Column("Period" if of_localities else "In localities", 12, CENTER),
        Column("Met, of those verified", 13, PERCENT),
        Column("Met / verified", 11, CENTER),
        Column("Could be verified", 13, PERCENT),
        Column("Verified / all", 11, CENTER),
        Column("Met", 9, WHOLE),
        Column("Unmet", 9, WHOLE),
        Column("Unverifiable", 12, WHOLE),
        Column("Withdrawn", 9, WHOLE),
        Column("Targets counted", 9, WHOLE),
        Column("Targets met", 10, WHOLE),
        Column("Targets unmet", 10, WHOLE),
        *(Column(LIGHTS[light], 8.5, WHOLE, hidden=not lit) for light in WATCHED),
        Column("Scorecard", 26, LINE_LINK, hidden=not of_localities),
    ]

    def rows() -> Iterator[list[Plain | Cell]]:
        for rank, group in ranked(groups):
            tally, targets = group.line.commitments, group.line.targets
            link = None
            if group.result is not None:
                name = f"{name_of(group.result)}.xlsx"
                link = Cell(name, LINE_LINK, quote(os.fsencode(name)))
            yield [
                rank if rank is not None else "—",
                group.name,
                period_words(group.result, lang) if group.result is not None else len(group.places),
                tally.kept if tally.kept is not None else "—",
                f"{tally.met} / {tally.verified}",
                tally.coverage if tally.coverage is not None else "—",
                f"{tally.verified} / {tally.total}",
                tally.met,
                tally.unmet,
                tally.unverifiable,
                tally.withdrawn,
                targets.total,
                targets.met,
                targets.unmet,
                *(group.lights[light] if group.lights else "—" for light in WATCHED),
                link,
            ]

    def finish(page: Any, last: int) -> None:
        add_bars(page, f"D2:D{last}", "5BAF9A")
        add_bars(page, f"F2:F{last}", "9DB4D3")

    layout = Layout(say(lang, sheet), heading, freeze="C2", tab=NAVY, printed=RANKS_PRINTED)
    book.table(layout, table, [translated(column, lang) for column in columns], rows(), finish)


def add_bars(sheet: Any, ref: str, colour: str) -> None:
    """Solid bars behind shares, from 0 to 1; none at 0."""
    bar = {"bar_color": f"#{colour}", "bar_solid": True, "bar_border_color": f"#{colour}"}
    ends = {"min_type": "num", "min_value": 0, "max_type": "num", "max_value": 1, "min_length": 0, "max_length": 100}
    sheet.conditional_format(ref, {"type": "data_bar", **bar, **ends})


# ── everything in two lists ──


def commitment_columns(whole: Overall, lang: str) -> list[Column]:
    """One row a commitment, over all localities. What no file fills in is hidden."""
    columns = [
        Column("Locality", 10, LINE_TEXT),
        Column("Period", 10.5, LINE_CENTER),
        Column("No.", 6.5, LINE_CENTER),
        Column("Commitment", 24, LINE_TEXT),
        Column("Area", 14, LINE_TEXT),
        Column("Office", 12, LINE_TEXT, hidden=not whole.offices),
        Column("Lead", 10, LINE_TEXT, hidden=not whole.leads),
        Column("Due", 11.5, LINE_DATE),
        Column("Light", 10, LINE_CENTER),
        Column("Verified", 8, LINE_CENTER),
        Column("Met, of those verified", 8, LINE_SCORE),
        Column("Verdict", 12, LINE_CENTER),
        Column("Grounds", 18, LINE_TEXT),
        Column("Late", 26, LINE_TEXT),
        Column("Verdict by", 20, LINE_TEXT),
    ]
    return [translated(column, lang) for column in columns]


COMMITMENTS_PRINTED, TARGETS_PRINTED = 13, 9
"""Columns of the two lists that are printed, at nine points on A3: up to the grounds."""


ROWS = 1_048_576 - 1
"""Rows below its head that a sheet of Excel has."""


def as_many_as_fit(rows: Iterator[list[Plain | Cell]], lang: str) -> Iterator[list[Plain | Cell]]:
    """The rows that a sheet has room for; where there are more, the last says how many, and where they are."""
    yield from islice(rows, ROWS - 1)
    last = next(rows, None)
    if last is None:
        return
    more = sum(1 for _ in rows)
    if more:
        text = "… and {count} more rows than Excel has: “tracker check --format parquet” (or csv) writes them all"
        last = [say(lang, text, count=more + 1), *[None] * (len(last) - 1)]
    yield last


def commitment_rows(results: Sequence[FileResult], lang: str) -> Iterator[list[Plain | Cell]]:
    """The rows of all commitments, file by file."""
    for result in results:
        place, period = result.targets.locality.name, period_words(result, lang)
        for each in result.results:
            held = each.commitment
            reasons = dict.fromkeys(target.reason for target in results_of(each) if target.verdict is each.checker)
            reason = ("；" if lang == "zh" else "; ").join(reason_word(one, lang) for one in reasons)
            yield [
                place,
                period,
                held.id,
                held.title,
                held.area,
                held.owner,
                held.lead,
                due_of(each, result),
                light_cell(each.light, lang),
                verified_text(each),
                score_of(each),
                verdict_word(each.verdict, lang),
                reason,
                late_text(each.late, lang) or None,
                origin_word(each, lang),
            ]


def target_columns(lang: str) -> list[Column]:
    """One row a target, over all localities."""
    columns = [
        Column("Locality", 10, LINE_TEXT),
        Column("Period", 10.5, LINE_CENTER),
        Column("No.", 6.5, LINE_CENTER),
        Column("Commitment", 22, LINE_TEXT),
        Column("Area", 14, LINE_TEXT),
        Column("Target", 36, LINE_TEXT),
        Column("Reported", 16, Look(across="right", wrap=False)),
        Column("Verdict", 12, LINE_CENTER),
        Column("Grounds", 20, LINE_TEXT),
        Column("Reported value", 18, NUMBER),
        Column("Unit", 9, LINE_CENTER),
        Column("Reported ÷ target", 11, PERCENT),
        Column("Quote", 60, LINE_TEXT),
        Column("Report", 30, LINE_TEXT),
    ]
    return [translated(column, lang) for column in columns]


def target_rows(results: Sequence[FileResult], lang: str) -> Iterator[list[Plain | Cell]]:
    """The rows of all targets, file by file; commitments without any are in the other list."""
    for result in results:
        place, period = result.targets.locality.name, period_words(result, lang)
        for each in result.results:
            for target in each.targets:
                if target.target is not None:
                    held = each.commitment
                    yield [place, period, held.id, held.title, held.area, *found(target, lang)]


def found(target: TargetResult, lang: str) -> list[Plain | Cell]:
    """What was found of one target."""
    first = target.evidence[0] if target.evidence else None
    actual = shown_actual(target)
    return [
        target_text(target),
        actual_text(actual, lang) or None,
        verdict_word(target.verdict, lang),
        reason_word(target.reason, lang),
        number_or_range(actual.value, actual.high) if isinstance(actual, Value) else None,
        actual.unit if isinstance(actual, Value) else None,
        reported_share(target),
        shorten(" ".join(first.quote.split()), QUOTE_SHOWN) if first else None,
        report_name(first) if first else None,
    ]


# ── 总览 ──


def overview(
    whole: Overall, heading: str, lang: str, day: str | None
) -> tuple[Layout, Canvas, Callable[[Book, Any], None]]:
    """The first sheet: the figures over all, the localities in the order of their rank, and how to read them."""
    canvas = Canvas()
    groups = [group for _, group in ranked(whole.localities)]
    lines = [
        Line(f"{group.name} {period_words(group.result, lang)}", group.line.commitments, group.line.targets)
        for group in groups
        if group.result is not None
    ]
    total = whole.total
    canvas.put(1, 1, heading, TITLE, across=COLUMNS)
    canvas.height(1, 36)
    note = say(lang, "targets files: {files} · reports: {reports}", files=len(groups), reports=len(whole.reports))
    canvas.put(
        2, 1, note + f" · commitment-tracker {__version__}" + (f" · {day}" if day else ""), SUBTITLE, across=COLUMNS
    )
    withdrawn = total.commitments.withdrawn
    apart = say(lang, "withdrawn: {count}", count=withdrawn) if withdrawn else " "
    tiles(canvas, 4, total.commitments, say(lang, "Commitments made"), apart, lang)
    canvas.height(7, 12)
    rule = say(
        lang,
        "The rank is by the share met of the commitments that could be verified; what is unverifiable counts neither"
        " way."
        " So look at the share that could be verified at all, which stands beside it, and at the numbers: a share of"
        " few says little. With fewer than {floor} verified there is no rank.",
        floor=RANK_FLOOR,
    )
    chart_rows = rows_for(len(groups))
    row = 8 + chart_rows
    table_row = row + 1
    canvas.height(row, 36)
    canvas.put(row + 1, 1, say(lang, "By locality"), SECTION, across=COLUMNS)
    canvas.height(row + 1, 24)
    put_note(canvas, row + 2, 1, rule, NOTE, COLUMNS)
    head = row + 4
    row = count_table(canvas, row + 3, say(lang, "Locality"), lines, total, lang)
    how_to_read(canvas, row + 1, lang)

    def finish(book: Book, sheet: Any) -> None:
        put_charts(book, sheet, head, lines, total, say(lang, "Commitments by locality"), chart_rows)

    return (
        Layout(say(lang, OVERVIEW), tab=NAVY, widths=widths_for(total), merged=canvas.merged, break_before=table_row),
        canvas,
        finish,
    )
