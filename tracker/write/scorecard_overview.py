"""总览: what came of the commitments, on one sheet: figures, charts, how to read it, and what it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from pathlib import PurePath
from typing import Any

from tracker import __version__
from tracker.model import FileResult, Kind, Light, Used, Verdict
from tracker.words.messages import say
from tracker.write.safe_text import display_width, lines_of
from tracker.write.scorecard_book import (
    Book,
    Cell,
    Layout,
    Value,
    outside,
)
from tracker.write.scorecard_canvas import Canvas
from tracker.write.scorecard_charts import AT_EASE, Strip, doughnut, put, stacked_bars
from tracker.write.scorecard_counts import Line, Tally, by_area, count
from tracker.write.scorecard_looks import (
    AMBER,
    FAINT,
    FILLS,
    HEAD,
    INKS,
    NAVY,
    PALE,
    Look,
)
from tracker.write.scorecard_rows import LIGHT_COLOURS, OVERVIEW, heading_of
from tracker.write.scorecard_words import (
    KINDS,
    REASONS,
    SIGNS,
    VERDICT_MEANINGS,
    light_rule,
    light_word,
    percent,
    verdict_word,
)

COLUMNS = 11
WIDTHS = (19, 6.9, 6.9, 6.9, 12.5, 8.5, 8.5, 6.9, 6.9, 6.9, 12.5)
"""One A4 page on its side at full size; the widest count is that of what is “unverifiable”."""
NAME_BESIDE, APART = 17.0, 9.0
"""The widths of the name and of one more column at the end, for what was withdrawn: only where anything was."""
TITLE = Look(bold=True, size=20, ink=NAVY, border="none", down="center", wrap=False)
SUBTITLE = Look(size=10, ink=FAINT, border="none", down="center")
SECTION = Look(bold=True, size=12, ink=NAVY, border="below", down="center", wrap=False)
NOTE = Look(size=10, border="none", down="top")
KEY = Look(size=10, ink=FAINT, border="below", down="center")
CODE = Look(size=10, ink=FAINT, border="below", down="center")
VALUE = Look(size=10, border="below", down="center")
UNRULED = Look(size=10, border="none", down="center")
VALUE_LINK = Look(size=10, border="none", down="center", ink="1D4ED8", underline=True)
FIRST_PAGE_ROWS = 19  # charts down to the end of the first A4 page: the table begins on the second
MOST_ROWS = 22  # of charts on the first page
BARS_A_PAGE = 18  # whose names can be read in those, at nine points
LOGO_HIGH = 44.0  # pixels
ROW_POINTS = 15.0
CM_A_POINT = 2.54 / 72


def tile(
    canvas: Canvas, row: int, column: int, across: int, name: str, value: Value, note: str, fill: str, ink: str
) -> None:
    """A big figure with its name above and a note below, on three rows."""
    form = "0.0%" if name.endswith("%") else "#,##0"
    canvas.put(
        row,
        column,
        name.rstrip("%"),
        Look(size=10, ink=ink, fill=fill, across="center", down="bottom", border="none"),
        across=across,
    )
    big = Look(
        bold=True, size=22, ink=ink, fill=fill, across="center", down="center", border="none", form=form, wrap=False
    )
    canvas.put(row + 1, column, value if value is not None else "—", big, across=across)
    canvas.put(
        row + 2,
        column,
        note,
        Look(size=10, ink=ink, fill=fill, across="center", down="top", border="none"),
        across=across,
    )


def tiles(canvas: Canvas, row: int, tally: Tally, total_name: str, total_note: str, lang: str) -> None:
    """The figures that matter: all, the three verdicts, and the two shares."""
    tile(canvas, row, 1, 1, total_name, tally.total, total_note, PALE, NAVY)
    for place, verdict in enumerate(Verdict):
        note = say(lang, "{share} of all", share=percent(tally.share(verdict), lang))
        name = f"{SIGNS[verdict]} {verdict_word(verdict, lang)}"
        tile(canvas, row, 2 + 2 * place, 2, name, tally.of(verdict), note, FILLS[verdict], INKS[verdict])
    note = f"{tally.verified}/{tally.total}"
    tile(canvas, row, 8, 2, say(lang, "Could be verified") + "%", tally.coverage, note, PALE, NAVY)
    note = f"{tally.met}/{tally.verified}"
    tile(canvas, row, 10, 2, say(lang, "Met, of those verified") + "%", tally.kept, note, PALE, NAVY)
    for offset, points in enumerate((20, 34, 20)):
        canvas.height(row + offset, points)


def count_headers(lang: str) -> list[str]:
    """The second line of the header; above it stands what is counted."""
    words = [verdict_word(verdict, lang) for verdict in Verdict]
    return [
        say(lang, "Total"),
        *words,
        say(lang, "Could be verified"),
        say(lang, "Met, of those verified"),
        say(lang, "Total"),
        *words,
    ]


@lru_cache
def _count_looks(bold: bool) -> tuple[Look, Look, Look, Look]:
    """Of a line's name, its figures, its zeros, its shares."""
    name = Look(bold=bold, down="center", fill=PALE if bold else None)
    share = replace(name, across="right", form="0.0%", wrap=False)
    figure = replace(share, form="#,##0")
    return name, figure, replace(figure, ink=INKS[Verdict.UNVERIFIABLE]), share


def widths_for(total: Line) -> tuple[float, ...]:
    """The columns of the sheet, with one for what was withdrawn where anything was."""
    return (NAME_BESIDE, *WIDTHS[1:], APART) if total.commitments.withdrawn else WIDTHS


def count_cells(line: Line, bold: bool, apart: bool) -> list[Cell]:
    """The figures of one line, zeros faint; ``apart``: with the commitments that were withdrawn behind them."""

    name, figure, zero, share = _count_looks(bold)

    def number(value: int) -> Cell:
        return Cell(value, figure if value else zero)

    held, targets = line.commitments, line.targets
    return [
        Cell(line.name, name),
        number(held.total),
        *(number(held.of(verdict)) for verdict in Verdict),
        Cell(held.coverage if held.coverage is not None else "—", share),
        Cell(held.kept if held.kept is not None else "—", share),
        number(targets.total),
        *(number(targets.of(verdict)) for verdict in Verdict),
        *([number(held.withdrawn)] if apart else []),
    ]


def count_table(canvas: Canvas, row: int, first: str, lines: Sequence[Line], total: Line, lang: str) -> int:
    """A table of counts with its total on the last line; the row after it. What was withdrawn is in no total."""
    canvas.put(row, 1, first, HEAD, down=2)
    canvas.put(row, 2, say(lang, "Commitments made"), HEAD, across=6)
    canvas.put(row, 8, say(lang, "Targets counted"), HEAD, across=4)
    canvas.height(row, 20)
    row += 1
    for place, text in enumerate(count_headers(lang), 2):
        canvas.put(row, place, text, HEAD)
    canvas.height(row, 42)
    apart = total.commitments.withdrawn > 0
    if apart:
        canvas.put(row - 1, COLUMNS + 1, say(lang, "Withdrawn"), HEAD, down=2)
    for offset, line in enumerate([*lines, total], 1):
        for place, cell in enumerate(count_cells(line, bold=line is total, apart=apart), 1):
            canvas.cells[row + offset, place] = cell
        canvas.height(row + offset, 16.5 if display_width(line.name) <= widths_for(total)[0] else 30)
    return row + len(lines) + 2


def rows_for(bars: int) -> int:
    """Rows that the charts take: the rest of the first page, all of it where there are many bars."""
    return FIRST_PAGE_ROWS if bars <= AT_EASE else MOST_ROWS


def put_note(canvas: Canvas, row: int, column: int, text: str, look: Look, across: int) -> None:
    """A text over several columns, with the height that it needs."""
    canvas.put(row, column, text, look, across=across)
    lines = lines_of(text, sum(WIDTHS[column - 1 : column - 1 + across]), look.size)
    canvas.height(row, max(canvas.heights.get(row, 0), lines * look.size * 1.45 + 4))


def write_overview(
    result: FileResult, lang: str, epoch_day: str | None
) -> tuple[Layout, Canvas, Callable[[Book, Any], None]]:
    """The sheet's layout, its cells, and what puts the charts on it (given the book and its sheet)."""
    canvas = Canvas()
    targets = result.targets
    areas = by_area(result, say(lang, "(no area)"))
    total = count(say(lang, "In all"), result.results)
    canvas.put(1, 1, heading_of(result, lang), TITLE, across=COLUMNS)
    canvas.height(1, 36)
    where = [targets.locality.within, targets.locality.name, targets.locality.code]
    source = " · ".join(
        part
        for part in (result.masthead.issuer, targets.source.title, targets.source.date, " ".join(filter(None, where)))
        if part
    )
    link = outside(targets.source.url)
    look = Look(size=10, ink="1D4ED8", underline=True, border="none") if link else SUBTITLE
    canvas.put(2, 1, say(lang, "Source: {source}", source=source), look, link, across=COLUMNS)
    canvas.height(2, 20)
    noted = [say(lang, "{count} announced", count=targets.expects)] if targets.expects else []
    if total.commitments.withdrawn:
        noted.append(say(lang, "withdrawn: {count}", count=total.commitments.withdrawn))
    announced = " · ".join(noted) or " "
    tiles(canvas, 4, total.commitments, say(lang, "Commitments made"), announced, lang)
    canvas.height(7, 12)
    chart_rows = rows_for(len(areas))
    table_row = 8 + chart_rows + 1
    canvas.height(table_row - 1, 36)
    canvas.put(table_row, 1, say(lang, "By area"), SECTION, across=COLUMNS)
    canvas.height(table_row, 24)
    row = count_table(canvas, table_row + 1, say(lang, "Area"), areas, total, lang)
    row = how_to_read(canvas, row + 1, lang)
    row = light_table(canvas, row + 1, result, lang)
    inputs(canvas, row + 1, result, lang, epoch_day)

    def finish(book: Book, sheet: Any) -> None:
        head = table_row + 2
        if result.masthead.picture is not None:
            put_logo(sheet, result.masthead.picture, result.masthead.issuer or "")
        put_charts(book, sheet, head, areas, total, say(lang, "Commitments by area"), chart_rows)

    return (
        Layout(say(lang, OVERVIEW), tab=NAVY, widths=widths_for(total), merged=canvas.merged, break_before=table_row),
        canvas,
        finish,
    )


def put_logo(sheet: Any, logo: bytes, issuer: str) -> None:
    """The office's picture at the right of the title."""
    options = {"image_data": BytesIO(logo), "description": issuer, "object_position": 2}
    # as high as the title, whatever its own size
    sheet.insert_image(0, COLUMNS - 1, "logo", options | {"y_scale": 1, "x_scale": 1} | scaled_to(logo, LOGO_HIGH))


def scaled_to(picture: bytes, high: float) -> dict[str, float]:
    """The scale at which a PNG is so many pixels high; a JPEG stays as it is."""
    if picture[:8] != b"\x89PNG\r\n\x1a\n":
        return {}
    scale = high / max(int.from_bytes(picture[20:24], "big"), 1)
    return {"x_scale": scale, "y_scale": scale}


def put_charts(
    book: Book,
    sheet: Any,
    head: int,
    lines: Sequence[Line],
    total: Line,
    title: str,
    chart_rows: int,
) -> None:
    """The ring of all and the bars of each line, beside each other; ``head`` is the row of the table's words.

    The charts follow the table's cells: the lines below its header, as many as a page has room for, and its last line.
    """
    lang, name = book.lang, say(book.lang, OVERVIEW)
    words = [verdict_word(verdict, lang) for verdict in Verdict]
    first, last, lines_shown = head + 1, head + 1 + len(lines), lines[:BARS_A_PAGE]
    if len(lines) > len(lines_shown):
        title = say(lang, "{title} (the first {count} of {all})", title=title, count=len(lines_shown), all=len(lines))
    end = head + len(lines_shown)
    tall = chart_rows * ROW_POINTS * CM_A_POINT
    counts = [total.commitments.of(verdict) for verdict in Verdict]
    said = ("；" if lang == "zh" else "; ").join(f"{word} {value}" for word, value in zip(words, counts, strict=True))
    ring_title = say(lang, "Commitments by verdict")
    names, values = Strip(f"$C${head}:$E${head}", words), Strip(f"$C${last}:$E${last}", counts)
    put(sheet, "A8", doughnut(book, ring_title, name, names, values, (7.9, min(tall, 11.6))), f"{ring_title}: {said}")
    if not lines:
        return
    series = [
        (
            verdict,
            Strip(f"${letter}${head}", [word]),
            Strip(f"${letter}${first}:${letter}${end}", [line.commitments.of(verdict) for line in lines_shown]),
        )
        for verdict, letter, word in zip(Verdict, "CDE", words, strict=True)
    ]
    names = Strip(f"$A${first}:$A${end}", [line.name for line in lines_shown])
    put(sheet, "E8", stacked_bars(book, title, name, names, series, (11.8, tall)), alt_of(title, lines_shown, lang))


def alt_of(title: str, lines: Sequence[Line], lang: str) -> str:
    """What the bars say, in words."""
    told = [
        line.name + " " + " ".join(f"{SIGNS[each]}{line.commitments.of(each)}" for each in Verdict) for line in lines
    ]
    return f"{title}: " + ("；" if lang == "zh" else "; ").join(told)


def light_table(canvas: Canvas, row: int, result: FileResult, lang: str) -> int:
    """The lights of each responsible office, their day and their rule; the row after them. Nothing without a day."""
    if result.as_of is None:
        return row
    title = say(lang, "Standing on {day}", day=result.as_of.isoformat())
    canvas.put(row, 1, title, SECTION, across=COLUMNS)
    canvas.height(row, 24)
    row += 1
    canvas.put(row, 1, say(lang, "Office"), HEAD)
    for place, light in enumerate(Light, 2):
        canvas.put(row, place, light_word(light, lang), HEAD)
    canvas.height(row, 32)
    groups: dict[str, Counter[Light]] = {}
    whole: Counter[Light] = Counter()
    for each in result.results:
        if each.light is not None:
            groups.setdefault(each.commitment.owner or "", Counter())[each.light] += 1
            whole[each.light] += 1
    named = sorted((name for name in groups if name), key=lambda name: (-concern(groups[name]), name))
    lines = [(name, groups[name]) for name in named] if named else []
    for name, lights in [*lines, (say(lang, "In all"), whole)]:
        row += 1
        canvas.put(row, 1, name, Look(bold=lights is whole, fill=PALE if lights is whole else None))
        for place, light in enumerate(Light, 2):
            fill, ink = LIGHT_COLOURS[light] if lights[light] else (None, "9CA3AF")
            look = Look(bold=lights is whole, across="center", form="#,##0", fill=fill, ink=ink)
            canvas.put(row, place, lights[light], look)
    put_note(canvas, row + 1, 1, light_rule(result.lights, lang), NOTE, COLUMNS)
    return row + 2


def concern(lights: Counter[Light]) -> int:
    """How many of an office's commitments are overdue or behind."""
    return lights[Light.OVERDUE] + lights[Light.BEHIND]


def how_to_read(canvas: Canvas, row: int, lang: str) -> int:
    """The legend: verdicts with their signs, meanings and reasons."""
    canvas.put(row, 1, say(lang, "How to read this"), SECTION, across=COLUMNS)
    canvas.height(row, 24)
    row += 1
    decisive = {Verdict.MET: slice(0, 4), Verdict.UNMET: slice(4, 8), Verdict.UNVERIFIABLE: slice(8, None)}
    for verdict in Verdict:
        sign = Look(bold=True, ink=INKS[verdict], fill=FILLS[verdict], across="center", down="center")
        canvas.put(row, 1, f"{SIGNS[verdict]} {verdict_word(verdict, lang)}", sign)
        names = ("、" if lang == "zh" else ", ").join(
            say(lang, words.name) for words in list(REASONS.values())[decisive[verdict]]
        )
        text = say(lang, VERDICT_MEANINGS[verdict]) + "\n" + say(lang, "Reasons: {names}", names=names)
        put_note(canvas, row, 2, text, VALUE, COLUMNS - 1)
        row += 1
    for text in (
        "A commitment with several targets is met if all are met, unmet if any is unmet, else unverifiable; its share"
        " is of those of its targets that were verified, and says of how many.",
        "What is unverifiable counts neither way: the share met is of those verified, with the number of both beside"
        " it.",
        "Reported ÷ target is the reported amount over the target's as it is: 2.1 of at most 3 is 70 %. The column"
        " ratio of CSV, Parquet and JSON is the target over the reported where less is better: 1.429, and 1 or more is"
        " the good side.",
        "Every verdict rests on a quote, which is found letter for letter in the report; a reviewer's decision replaces"
        " a verdict and says so.",
    ):
        put_note(canvas, row, 1, "· " + say(lang, text), NOTE, COLUMNS)
        row += 1
    return row


def inputs(canvas: Canvas, row: int, result: FileResult, lang: str, epoch_day: str | None) -> None:
    """What the scorecard rests on: each file with its hash, and the version of the tool."""
    canvas.put(row, 1, say(lang, "What it rests on"), SECTION, across=COLUMNS)
    canvas.height(row, 24)
    row += 1
    files = [
        (
            say(lang, "Targets file"),
            result.targets.source.title,
            outside(result.targets.source.url),
            result.targets.path,
            result.targets.sha256,
        )
    ]
    files += [
        (say(lang, KINDS[used.kind]), report_line(used, result, lang), outside(used.url), used.path, used.sha256)
        for used in result.reports
    ]
    for missing in what_is_missing(result, lang):
        put_note(canvas, row, 1, missing, Look(size=10, border="none", ink=AMBER, bold=True), COLUMNS)
        row += 1
    for kind, title, link, path, digest in files:
        canvas.put(row, 1, kind, KEY, down=2 if digest else 1)
        canvas.put(row, 2, title, UNRULED if digest else VALUE, across=6)
        canvas.put(
            row, 8, path, Look(size=10, ink=FAINT, border="none" if digest else "below", down="center"), across=3
        )
        # in a cell of its own: LibreOffice doesn't wrap the text of a link
        canvas.put(row, COLUMNS, say(lang, "open") if link else None, VALUE_LINK, link)
        lines = max(lines_of(title, sum(WIDTHS[1:7]), 10), lines_of(path, sum(WIDTHS[7:-1]), 10))
        canvas.height(row, 14.5 * lines + 2)
        if digest:
            canvas.put(row + 1, 2, f"SHA-256 {digest}", CODE, across=COLUMNS - 1)
            canvas.height(row + 1, 16)
        row += 2 if digest else 1
    canvas.put(row, 1, say(lang, "Made by"), KEY)
    canvas.put(row, 2, f"commitment-tracker {__version__}" + (f" · {epoch_day}" if epoch_day else ""), VALUE, across=10)
    canvas.height(row, 18)


def report_line(used: Used, result: FileResult, lang: str) -> str:
    """What a place published: title, time, and of how many targets it speaks."""
    cited = sum(
        any(evidence.report == used.path for evidence in target.evidence)
        for each in result.results
        for target in each.targets
    )
    parts = [used.title or PurePath(used.path).name]
    if used.period is not None:
        parts.append(str(used.period))
    if used.later:
        parts.append(say(lang, "of a later period: for what was reached late"))
    else:
        parts.append(say(lang, "targets it decides or speaks of: {count}", count=cited))
    return " · ".join(parts)


def what_is_missing(result: FileResult, lang: str) -> list[str]:
    """What no report is known of, and what to do."""
    own = [used for used in result.reports if not used.later]
    if not own and result.reports:
        text = "No report of the period itself is known; add one with --report FILE, or put it into reports/."
        return [say(lang, text)]
    if not own:
        text = "No later report is known; add one with --report FILE, or put it into reports/."
        return [say(lang, text)]
    if all(used.kind is Kind.OBSERVATIONS for used in own):
        text = "Only facts transcribed by hand are known, no whole report; what is unverifiable may yet be told in one."
        return [say(lang, text)]
    return []
