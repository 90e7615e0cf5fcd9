"""A workbook from rows of plain values: looks, tables, links, print setup; the same rows give the same bytes.

XlsxWriter writes it. Nothing becomes a formula: every text is written as text, whatever it begins with.
"""

from __future__ import annotations

import math
import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from importlib import import_module
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Literal

from tracker import __version__
from tracker.model import MissingLibrary, Verdict
from tracker.words.extras import way_to_get
from tracker.words.messages import say
from tracker.write.safe_text import cell_text, lines_of, looks_like_formula, safe_link, sheet_title, shorten
from tracker.write.scorecard_looks import FILLS, HEAD, INKS, LINE, PLAIN, TEXT, Formats, Look
from tracker.write.scorecard_words import SIGNS, verdict_word

UNTOUCHED = b"as written by commitment-tracker"
"""The zip's comment: a program that saves the workbook drops it, so that a file which bears it holds no edits."""

IN_MEMORY = 32 * 1024 * 1024
"""Bytes of a workbook up to which it is put together in memory."""

MAX_LINKS = 60_000  # Excel holds 65,530 links a sheet and calls the file damaged above that


@dataclass(frozen=True, slots=True)
class Rich:
    """Text in several looks, two or more; of a look its letters count."""

    runs: tuple[tuple[str, Look], ...]


Value = str | int | Decimal | date | Rich | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A value, its look, and where a click leads: ``'Sheet'!A1`` of this workbook, a file beside it, or http(s)."""

    value: Value
    look: Look | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a sheet that is laid out freely."""

    cells: Sequence[Cell | None]
    height: float | None = None  # in points; None: as the text needs


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table sheet."""

    header: str
    width: float  # in characters
    look: Look = TEXT
    hidden: bool = False
    head: Look = HEAD


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet's name, print setup and view."""

    title: str
    heading: str = ""  # printed above each page
    paper: Literal["A4", "A3"] = "A4"
    landscape: bool = True
    one_page: bool = False
    tiles: int = 0  # printed on so many pages side by side and below each other, to be put together; 0: as rows need
    freeze: str | None = None
    tab: str | None = None
    zoom: int = 100
    widths: Sequence[float] = ()
    merged: Sequence[tuple[str, Look]] = ()  # cells joined to one, and their look
    print_area: str | None = None
    printed: int | None = None  # of a table: so many columns are printed, None: all
    scale: int | None = None  # per cent at which it is printed; None: fitted to the paper's width
    breaks: Sequence[int] = ()  # rows that begin a page, where ``scale`` is given
    break_before: int | None = None  # a row that begins a page; Excel heeds it only where nothing is fitted to a width


def cell_name(column: int, row: int) -> str:
    """``(1, 1)`` is A1."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def inside(sheet: str, cell: str) -> str:
    """A link to a cell of this workbook."""
    quoted = sheet_title(sheet).replace("'", "''")
    return f"#'{quoted}'!{cell}"


PAPERS = {"A4": 9, "A3": 8}
ROOM = {"A4": 106.0, "A3": 153.0}
"""Characters (of a column's width) that a page on its side holds at full size; measured on LibreOffice's PDF."""
LEAST_PRINT = 9.25  # points on paper: nine are asked, and programs round the scale down
LARGEST = 20.0
AS_IT_COMES = 10.0  # points of letters for which a row is high enough by itself


def readable(columns: Sequence[Column], layout: Layout) -> list[Column]:
    """The columns with letters that are nine points large where the sheet is fitted to its paper's width.

    A column whose text can't be wrapped (a day, a number, a light) grows with its letters: it would show ###.
    """
    shown = [each for each in columns[: layout.printed] if not each.hidden]
    wrapped = sum(each.width for each in shown if not is_rigid(each))
    rigid = sum(each.width for each in shown) - wrapped
    # room / (wrapped + rigid * size / 10) is the scale, and the size is what is asked over the scale
    room = ROOM[layout.paper] - LEAST_PRINT * rigid / 10
    size = LEAST_PRINT * wrapped / room if room > 0 else LARGEST
    least = min(math.ceil(max(size, LEAST_PRINT) * 2) / 2, LARGEST)
    return [grown(each, least) for each in columns]


def is_rigid(column: Column) -> bool:
    """Whether what the column holds is of no use where it is cut off."""
    return not column.look.wrap and column.look.across != "left"


def grown(column: Column, least: float) -> Column:
    """The column with letters of so many points at least, and its head's too."""
    look, head = (replace(each, size=max(each.size, least)) for each in (column.look, column.head))
    width = column.width * look.size / column.look.size if is_rigid(column) else column.width
    return replace(column, width=width, look=look, head=head)


def needs_xlsxwriter() -> None:
    """Raise MissingLibrary without the extra ``excel``."""
    try:
        import_module("xlsxwriter")
    except ImportError as error:
        raise MissingLibrary("Excel needs XlsxWriter: {way}", way=way_to_get("excel")) from error


class Book:
    """A workbook being written into an open file. ``lang`` is ``en`` or ``zh``; ``day`` stands as its date.

    ``big``: it will hold long lists, and is put together on disk instead of in memory.
    """

    def __init__(
        self,
        stream: IO[bytes],
        title: str,
        lang: str,
        day: date,
        subject: str = "",
        *,
        big: bool = False,
        footer: str | None = None,
    ) -> None:
        needs_xlsxwriter()
        from xlsxwriter import Workbook

        self.lang = lang
        self.footer = footer or f"commitment-tracker {__version__}"
        self.mark = say(lang, "… [shortened: too long for Excel]")
        self.font = "Microsoft YaHei" if lang == "zh" else "Calibri"
        # A file that can't be written to its end would be tried again by the zip, where nobody can catch it.
        self._whole = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115
        self.workbook = Workbook(self._whole, {"in_memory": not big})
        self.workbook.calc_on_load = False  # there is nothing to calculate, and Excel would ask whether to save
        self._stream = stream
        self._links: dict[str, int] = {}
        self._formats = Formats(self.workbook, self.font)
        maker = f"commitment-tracker {__version__}"
        self.workbook.set_properties(
            {
                "title": cell_text(title, limit=255),
                "subject": cell_text(subject, limit=255),
                "author": maker,
                "created": datetime(day.year, day.month, day.day),
            }
        )

    # ── cells ──

    def _write(self, sheet: Any, row: int, column: int, value: Value, look: Look, link: str | None) -> None:
        """One cell; ``row`` and ``column`` count from 0."""
        if isinstance(value, str):
            text = cell_text(value, self.mark)
            form = self._formats.of(look, looks_like_formula(text))
            if link is not None and self._may_link(sheet):
                sheet.write_url(row, column, _address(link), form, text)
            elif text:
                sheet.write_string(row, column, text, form)
            else:
                sheet.write_blank(row, column, None, form)
        elif value is None:
            sheet.write_blank(row, column, None, self._formats.of(look))
        elif isinstance(value, Rich):
            runs = [part for text, own in value.runs for part in (self._formats.of(own), cell_text(text, self.mark))]
            sheet.write_rich_string(row, column, *runs, self._formats.of(look))
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, self._formats.of(look))
        else:
            form = self._formats.of(self._formats.number(look, value))
            if link is not None and self._may_link(sheet):
                sheet.write_url(row, column, _address(link), form, str(value))
            sheet.write_number(row, column, value, form)

    def _may_link(self, sheet: Any) -> bool:
        """Whether the sheet holds another link; it is counted."""
        self._links[sheet.name] = count = self._links.get(sheet.name, 0) + 1
        return count <= MAX_LINKS

    # ── sheets ──

    def sheet(self, layout: Layout, rows: Iterable[Row], finish: Callable[[Any], None] | None = None) -> Any:
        """Write a sheet of free rows; ``finish`` gets XlsxWriter's sheet for charts and the like."""
        sheet = self._new_sheet(layout, layout.widths)
        for ref, look in layout.merged:
            sheet.merge_range(ref, "", self._formats.of(look))
        for number, row in enumerate(rows):
            if row.height is not None:
                sheet.set_row(number, row.height)
            for place, each in enumerate(row.cells):
                if each is not None:
                    self._write(sheet, number, place, each.value, each.look or PLAIN, each.link)
        if finish is not None:
            finish(sheet)
        return sheet

    def table(
        self,
        layout: Layout,
        name: str,
        columns: Sequence[Column],
        rows: Iterable[Sequence[Value | Cell]],
        finish: Callable[[Any, int], None] | None = None,
        verdicts: Sequence[int] = (),
        long: bool = False,
    ) -> int:
        """Write a sheet that is one Excel table, its header in row 1; the number of rows, header not counted.

        ``verdicts`` are the columns (from 1) whose words are coloured and signed; ``finish`` gets XlsxWriter's
        sheet and the last row. Rows are as high as their text needs, which not every program finds out by itself.
        ``long``: of many rows, one line each and written one by one; it takes no memory, and has filters, but is no
        Excel table, which would have to be known whole.
        """
        columns = readable(columns, layout)
        looks = [each.look for each in columns]
        self.workbook.constant_memory = long
        sheet = self._new_sheet(layout, [each.width for each in columns], hidden=[each.hidden for each in columns])
        self.workbook.constant_memory = False
        sheet.repeat_rows(0)
        for place, each in enumerate(columns):
            self._write(sheet, 0, place, each.header, each.head, None)
        tallest = max(
            (lines_of(each.header, each.width, each.head.size) for each in columns if not each.hidden), default=1
        )
        sheet.set_row(0, max(32, tallest * columns[0].head.size * 1.45 + 4))
        rooms = rooms_of(columns)
        largest = max(each.size for each in looks)
        line = largest * 1.45 + 4 if largest > AS_IT_COMES else None  # what no program finds out by itself
        written = 0
        for number, row in enumerate(rows, 1):
            if not long:
                sheet.set_row(number, row_height(row, rooms) or line)
            elif line is not None:
                sheet.set_row(number, line)
            self._write_row(sheet, number, row, looks)
            written += 1
        if not written:  # an Excel table has one row at least
            sheet.write_blank(1, 0, None, self._formats.of(looks[0]))
        last = max(written, 1) + 1
        whole = f"A1:{cell_name(len(columns), last)}"
        self._rule_empty_cells(sheet, f"A2:{cell_name(len(columns), last)}")
        if layout.printed is not None:
            sheet.print_area(f"A1:{cell_name(layout.printed, last)}")
        if long:
            sheet.autofilter(whole)
        else:
            named = [{"header": each.header, "header_format": self._formats.of(each.head)} for each in columns]
            sheet.add_table(whole, {"name": name, "style": None, "columns": named})
        for column_number in verdicts:
            first, end = cell_name(column_number, 2), cell_name(column_number, last)
            self.colour_verdicts(sheet, f"{first}:{end}")
        # no green corner on ids such as 3.2: they are text on purpose
        sheet.ignore_errors({"number_stored_as_text": f"A2:{cell_name(len(columns), last)}"})
        if finish is not None:
            finish(sheet, last)
        return written

    def _write_row(self, sheet: Any, number: int, row: Sequence[Value | Cell], looks: Sequence[Look]) -> None:
        for place, (value, look) in enumerate(zip(row, looks, strict=True)):
            if isinstance(value, Cell):
                own = look if value.look is None else self._formats.at_least(value.look, look.size)
                self._write(sheet, number, place, value.value, own, value.link)
            elif value is not None or look.fill is not None:  # lines of empty cells: _rule_empty_cells
                self._write(sheet, number, place, value, look, None)

    def _rule_empty_cells(self, sheet: Any, ref: str) -> None:
        """The lines round cells that hold nothing, by one rule for all of them: they were a third of the file."""
        lines = self.workbook.add_format({"border": 1, "border_color": f"#{LINE}"})
        sheet.conditional_format(ref, {"type": "blanks", "format": lines})

    def _new_sheet(self, layout: Layout, widths: Sequence[float], hidden: Sequence[bool] = ()) -> Any:
        sheet = self.workbook.add_worksheet(sheet_title(layout.title))
        sheet.hide_gridlines(2)
        sheet.set_zoom(layout.zoom)
        if layout.tab is not None:
            sheet.set_tab_color(f"#{layout.tab}")
        if layout.freeze is not None:
            sheet.freeze_panes(layout.freeze)
        for number, width in enumerate(widths):
            sheet.set_column(number, number, width, None, {"hidden": bool(hidden) and hidden[number]})
        shown = sum(each for place, each in enumerate(widths[: layout.printed]) if not (hidden and hidden[place]))
        self._set_up_print(sheet, layout, min(ROOM[layout.paper] / shown, 1.0) if shown else 1.0)
        return sheet

    def _set_up_print(self, sheet: Any, layout: Layout, scale: float) -> None:
        size = math.ceil(max(LEAST_PRINT / scale, 10))  # LibreOffice scales what stands above and below a page too
        sheet.set_paper(PAPERS[layout.paper])
        if layout.landscape:
            sheet.set_landscape()
        if layout.tiles:
            sheet.fit_to_pages(layout.tiles, layout.tiles)
        elif layout.scale is None:
            sheet.fit_to_pages(1, 1 if layout.one_page else 0)
        else:
            sheet.set_print_scale(layout.scale)
            sheet.set_h_pagebreaks([row - 1 for row in layout.breaks])
        margin = (0.4, 0.4) if layout.one_page or layout.tiles else (0.65, 0.6)
        sheet.set_margins(0.4, 0.4, *margin)
        if not layout.tiles:  # pages that are put together meet at their edges
            sheet.center_horizontally()
        if layout.break_before is not None:
            sheet.set_h_pagebreaks([layout.break_before - 1])
        if layout.print_area is not None:
            sheet.print_area(layout.print_area)
        if layout.heading:
            heading = shorten(cell_text(layout.heading), 120).replace("&", "&&").replace("\n", " ")
            sheet.set_header(f"&L&{size} {heading}&R&{size}&A", {"margin": 0.3, "scale_with_doc": False})
        if not layout.one_page and not layout.tiles:
            page = say(self.lang, "Page {page} of {pages}", page="&P", pages="&N")
            foot = shorten(cell_text(self.footer), 120).replace("&", "&&").replace("\n", " ")
            sheet.set_footer(f"&L&{size} {foot}&R&{size} {page}", {"margin": 0.3, "scale_with_doc": False})

    def colour_verdicts(self, sheet: Any, ref: str) -> None:
        """Colour and sign for the three words of verdicts: changed with the word, also in the reviewer's column."""
        for verdict in Verdict:
            look = self.workbook.add_format(
                {
                    "bold": verdict is not Verdict.UNVERIFIABLE,
                    "font_color": f"#{INKS[verdict]}",
                    "bg_color": f"#{FILLS[verdict]}",
                    "num_format": f'"{SIGNS[verdict]} "@',
                }
            )
            word = f'"{verdict_word(verdict, self.lang)}"'
            sheet.conditional_format(ref, {"type": "cell", "criteria": "==", "value": word, "format": look})

    def hide(self, title: str, rows: Iterable[Sequence[str]]) -> None:
        """A sheet that no menu shows, for what the way back has to know."""
        sheet = self.workbook.add_worksheet(title)
        sheet.very_hidden()
        for number, row in enumerate(rows):
            for place, each in enumerate(row):
                sheet.write_string(number, place, cell_text(each, self.mark))

    def save(self) -> None:
        """Write the workbook. It can be saved once. Raises OSError."""
        from xlsxwriter.exceptions import FileCreateError

        try:
            self.workbook.close()
        except FileCreateError as error:  # it wraps what the system said
            if error.args and isinstance(error.args[0], OSError):
                raise error.args[0] from error
            raise
        self._whole.seek(-2, os.SEEK_END)  # the zip's comment is its end: the length of it, then the words
        self._whole.write(len(UNTOUCHED).to_bytes(2, "little") + UNTOUCHED)
        self._whole.seek(0)
        shutil.copyfileobj(self._whole, self._stream)
        self._whole.close()
        # Workbook and sheets hold each other: 10 MiB that would lie about until somebody looks for rings of garbage.
        for each in (*self.workbook.worksheets_objs, self.workbook):
            vars(each).clear()


def _address(link: str) -> str:
    """A link as XlsxWriter takes it: to a cell of this workbook, to the web, or to a file beside this one."""
    if link.startswith("#"):
        return f"internal:{link[1:]}"
    return link if safe_link(link) is not None else f"external:{link}"


Room = tuple[int, float, float, float]
"""Of a column whose text is wrapped: its place, the characters that surely fit a line, its width, its letters' size."""


def rooms_of(columns: Sequence[Column]) -> list[Room]:
    """The columns that make a row higher: shown ones with wrapped text."""
    return [
        (place, each.width * 5.1 / each.look.size, each.width, each.look.size)
        for place, each in enumerate(columns)
        if each.look.wrap and not each.hidden
    ]


def row_height(row: Sequence[Value | Cell], rooms: Sequence[Room]) -> float | None:
    """Points that the longest text of a row needs; ``None`` where one line is enough. Excel's limit is 409."""
    most = 0.0
    for place, short, width, size in rooms:
        value = row[place]
        text = value.value if isinstance(value, Cell) else value
        if isinstance(text, str) and (len(text) > short or "\n" in text):
            lines = lines_of(text, width, size)
            most = max(most, lines * size * 1.45 if lines > 1 else 0)
    return min(most + 4, 409) if most else None


def outside(address: str | None) -> str | None:
    """A link to the web, where the address is one."""
    return safe_link(address)
