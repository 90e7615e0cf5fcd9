"""A workbook from rows of plain values: looks, tables, links, print setup; the same rows give the same bytes.

openpyxl in its write-only mode, so that a sheet of 100,000 rows takes no more memory than one of sixty. Nothing
becomes a formula: every text is written as text, whatever it begins with.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any, Literal
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tracker import __version__
from tracker.model import MissingLibrary, Verdict
from tracker.words.messages import say
from tracker.write.safe_text import lines_of, looks_like_formula, safe_link, safe_text, sheet_title
from tracker.write.scorecard_words import SIGNS, plain, verdict_word

INK = "1F2933"
FAINT = "5F6B7A"
NAVY = "1F3A5F"
PALE = "F2F5F9"
LINE = "D5DBE3"
AMBER = "B7791F"
CREAM = "FFFBEB"
FILLS = {Verdict.MET: "D6EFE3", Verdict.UNMET: "FBDDCB", Verdict.UNVERIFIABLE: "ECEEF1"}
INKS = {Verdict.MET: "0B5D41", Verdict.UNMET: "9A3412", Verdict.UNVERIFIABLE: "4B5563"}
SOLID = {Verdict.MET: "0F766E", Verdict.UNMET: "E07A3F", Verdict.UNVERIFIABLE: "C3CAD3"}
"""Apart in lightness as well as in colour: they differ in grey print, and for the colour-blind."""

UNTOUCHED = b"as written by commitment-tracker"
"""The zip's comment: a program that saves the workbook drops it, so that a file which bears it holds no edits."""

MAX_LINKS = 60_000  # Excel holds 65,530 links a sheet and calls the file damaged above that

Value = str | int | Decimal | date | None


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks; hashable, so that each is made once."""

    bold: bool = False
    italic: bool = False
    size: float = 10
    ink: str = INK
    fill: str | None = None
    across: Literal["left", "center", "right"] = "left"
    down: Literal["top", "center", "bottom"] = "top"
    wrap: bool = True
    border: Literal["all", "below", "none"] = "all"
    form: str = "General"
    underline: bool = False
    indent: int = 0


TEXT = Look()
CENTER = Look(across="center")
DATE = Look(across="center", form="yyyy-mm-dd", wrap=False)
NUMBER = Look(across="right", form="#", wrap=False, indent=1)
"""``#`` is replaced by a format with the decimals that the number has."""
PERCENT = Look(across="right", form="0.0%", wrap=False, indent=1)
WHOLE = Look(across="right", form="#,##0", wrap=False, indent=1)
HEAD = Look(bold=True, ink="FFFFFF", fill=NAVY, across="center", down="center")
PLAIN = Look(border="none")


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
    freeze: str | None = None
    tab: str | None = None
    zoom: int = 100
    widths: Sequence[float] = ()
    merged: Sequence[str] = ()
    print_area: str | None = None
    break_before: int | None = None  # a row that begins a page; Excel heeds it only where nothing is fitted to a width


def cell_name(column: int, row: int) -> str:
    """``(1, 1)`` is A1."""
    from openpyxl.utils import get_column_letter

    return f"{get_column_letter(column)}{row}"


def inside(sheet: str, cell: str) -> str:
    """A link to a cell of this workbook."""
    quoted = sheet_title(sheet).replace("'", "''")
    return f"#'{quoted}'!{cell}"


class _PinnedZip(ZipFile):
    """A zip whose members bear one date, so that the same content gives the same bytes."""

    def writestr(self, name: Any, data: Any, *_: Any, **__: Any) -> None:  # type: ignore[override]
        super().writestr(_pinned(str(name)), data)

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
        with open(filename, "rb") as source, self.open(_pinned(str(arcname)), "w") as member:
            while piece := source.read(1 << 20):
                member.write(piece)


def _pinned(name: str) -> ZipInfo:
    info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type = ZIP_DEFLATED
    info.create_system = 3  # the same on every system
    info.external_attr = 0o600 << 16
    return info


def import_openpyxl() -> None:
    """Load openpyxl so that it writes by the standard library, even where lxml is installed.

    With lxml it takes a tenth less time for 100,000 rows and twice as much to load, writes other bytes, and tells
    a full disk by exceptions of its own, some of them from where nobody can catch them.
    """
    if "openpyxl" in sys.modules:
        return
    before = os.environ.get("OPENPYXL_LXML")
    os.environ["OPENPYXL_LXML"] = "False"
    try:
        import openpyxl  # noqa: F401
    except ImportError as error:
        raise MissingLibrary("Excel needs openpyxl: {way}", way="pip install 'commitment-tracker[excel]'") from error
    finally:
        if before is None:
            del os.environ["OPENPYXL_LXML"]
        else:
            os.environ["OPENPYXL_LXML"] = before


class Book:
    """A workbook being written. ``lang`` is ``en`` or ``zh``; ``day`` stands in its properties as its date."""

    def __init__(self, title: str, lang: str, day: date, subject: str = "") -> None:
        import_openpyxl()
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell

        self.lang = lang
        self.mark = say(lang, "… [shortened: too long for Excel]")
        self.font = "Microsoft YaHei" if lang == "zh" else "Calibri"
        self.workbook = Workbook(write_only=True)
        self._cell = WriteOnlyCell
        self._links: dict[str, int] = {}
        self._styles: dict[tuple[Look, bool], Any] = {}
        properties = self.workbook.properties
        properties.title = safe_text(title)
        properties.subject = safe_text(subject)
        properties.creator = properties.lastModifiedBy = f"commitment-tracker {__version__}"
        properties.language = "zh-CN" if lang == "zh" else "en"
        properties.created = properties.modified = datetime(day.year, day.month, day.day)

    def __enter__(self) -> Book:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        """Close the sheets' streams after a failure: left alone they fail again, where nobody can catch it."""
        if kind is None:
            return
        sheets: list[Any] = self.workbook.worksheets
        for stream in [each for sheet in sheets for each in (sheet._rows, sheet._writer) if each is not None]:
            with suppress(Exception):
                stream.close()

    # ── looks ──

    def _style(self, sheet: Any, look: Look, quoted: bool) -> Any:
        held = self._styles.get((look, quoted))
        if held is None:
            from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

            model: Any = self._cell(sheet)
            model.font = Font(
                name=self.font,
                size=look.size,
                bold=look.bold,
                italic=look.italic,
                color=look.ink,
                underline="single" if look.underline else None,
            )
            if look.fill is not None:
                model.fill = PatternFill("solid", fgColor=look.fill)
            model.alignment = Alignment(look.across, look.down, wrap_text=look.wrap, indent=look.indent)
            line = Side("thin", LINE)
            if look.border == "all":
                model.border = Border(line, line, line, line)
            elif look.border == "below":
                model.border = Border(bottom=line)
            model.number_format = look.form
            model.quotePrefix = quoted
            held = self._styles[look, quoted] = model._style
        return held

    def _make(self, sheet: Any, value: Value, look: Look, link: str | None) -> Any:
        """One cell. Texts are typed as text here: openpyxl would take ``=…`` for a formula, ``#N/A`` for an error."""
        made: Any = self._cell(sheet)
        if isinstance(value, str):
            value = safe_text(value, self.mark)
            made._value, made.data_type = value, "s"
            style = self._style(sheet, look, looks_like_formula(value))
        elif isinstance(value, date):
            made._value, made.data_type = value, "d"
            style = self._style(sheet, look, False)
        else:
            made._value, made.data_type = value, "n"
            if look.form == "#":
                look = replace(look, form=number_form(value))
            style = self._style(sheet, look, False)
        made._style = style
        if link is not None and self._links.get(sheet.title, 0) < MAX_LINKS:
            self._links[sheet.title] = self._links.get(sheet.title, 0) + 1
            self._link(made, link)
        return made

    def _link(self, cell: Any, link: str) -> None:
        from openpyxl.worksheet.hyperlink import Hyperlink

        if link.startswith("#"):
            cell._hyperlink = Hyperlink(ref="", location=link[1:])
        else:
            cell._hyperlink = Hyperlink(ref="", target=link)

    # ── sheets ──

    def sheet(self, layout: Layout, rows: Iterable[Row], finish: Callable[[Any], None] | None = None) -> None:
        """Write a sheet of free rows; ``finish`` gets openpyxl's sheet for charts and the like."""
        sheet = self._new_sheet(layout, layout.widths)
        for number, row in enumerate(rows, 1):
            if row.height is not None:
                sheet.row_dimensions[number].height = row.height
            sheet.append(
                [
                    None if each is None else self._make(sheet, each.value, each.look or PLAIN, each.link)
                    for each in row.cells
                ]
            )
        for ref in layout.merged:
            sheet.merged_cells.add(ref)
        if finish is not None:
            finish(sheet)

    def table(
        self,
        layout: Layout,
        name: str,
        columns: Sequence[Column],
        rows: Iterable[Sequence[Value | Cell]],
        finish: Callable[[Any, int], None] | None = None,
        verdicts: Sequence[int] = (),
        tall: bool = True,
    ) -> int:
        """Write a sheet that is one Excel table, its header in row 1; the number of rows, header not counted.

        ``verdicts`` are the columns (from 1) whose words are coloured and signed; ``finish`` gets openpyxl's
        sheet and the last row. ``tall``: rows are as high as their text needs, which not every program finds
        out by itself.
        """
        from openpyxl.worksheet.table import Table, TableColumn

        sheet = self._new_sheet(layout, [each.width for each in columns], hidden=[each.hidden for each in columns])
        sheet.print_title_rows = "1:1"
        sheet.row_dimensions[1].height = 32
        sheet.append([self._make(sheet, each.header, each.head, None) for each in columns])
        looks = [each.look for each in columns]
        written = 0
        for number, row in enumerate(rows, 2):
            if tall and (points := row_height(row, columns)) is not None:
                sheet.row_dimensions[number].height = points
            sheet.append(list(self._cells(sheet, row, looks)))
            written += 1
        if not written:  # an Excel table has one row at least
            sheet.append(list(self._cells(sheet, [None] * len(columns), looks)))
        last = max(written, 1) + 1
        table: Any = Table(displayName=name, name=name, ref=f"A1:{cell_name(len(columns), last)}")
        table._initialise_columns()
        for held, column in zip(table.tableColumns, columns, strict=True):
            assert isinstance(held, TableColumn)
            held.name = column.header
        sheet._tables.add(table)  # add_table warns that the columns, which are above, have to be given
        for column_number in verdicts:
            first, end = cell_name(column_number, 2), cell_name(column_number, last)
            self.colour_verdicts(sheet, f"{first}:{end}")
        self._ignore_text_numbers(sheet, f"A2:{cell_name(len(columns), last)}")
        if finish is not None:
            finish(sheet, last)
        return written

    def _cells(self, sheet: Any, row: Sequence[Value | Cell], looks: Sequence[Look]) -> Iterator[Any]:
        for value, look in zip(row, looks, strict=True):
            if isinstance(value, Cell):
                yield self._make(sheet, value.value, value.look or look, value.link)
            else:
                yield self._make(sheet, value, look, None)

    def _new_sheet(self, layout: Layout, widths: Sequence[float], hidden: Sequence[bool] = ()) -> Any:
        sheet: Any = self.workbook.create_sheet(sheet_title(layout.title))
        sheet._values_to_row = placed
        sheet.sheet_view.showGridLines = False
        sheet.sheet_view.zoomScale = layout.zoom
        sheet.sheet_properties.tabColor = layout.tab
        if layout.freeze is not None:
            sheet.freeze_panes = layout.freeze
        for number, width in enumerate(widths, 1):
            dimension = sheet.column_dimensions[cell_name(number, 1)[:-1]]
            dimension.width = width
            if hidden and hidden[number - 1]:
                dimension.hidden = True
        setup = sheet.page_setup
        setup.paperSize = {"A4": 9, "A3": 8}[layout.paper]
        setup.orientation = "landscape" if layout.landscape else "portrait"
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        setup.fitToWidth, setup.fitToHeight = 1, 1 if layout.one_page else 0
        margins = sheet.page_margins
        margins.left = margins.right = 0.4
        margins.top, margins.bottom = (0.4, 0.4) if layout.one_page else (0.65, 0.6)
        margins.header = margins.footer = 0.3
        sheet.print_options.horizontalCentered = True
        if layout.break_before is not None:
            from openpyxl.worksheet.pagebreak import Break

            sheet.row_breaks.append(Break(id=layout.break_before - 1))
        if layout.print_area is not None:
            sheet.print_area = layout.print_area
        if layout.heading:
            sheet.oddHeader.left.text = safe_text(layout.heading, limit=120).replace("&", "&&")
            sheet.oddHeader.right.text = "&A"
        if not layout.one_page:
            sheet.oddFooter.left.text = f"commitment-tracker {__version__}"
            sheet.oddFooter.right.text = say(self.lang, "Page {page} of {pages}", page="&P", pages="&N")
        return sheet

    def _ignore_text_numbers(self, sheet: Any, ref: str) -> None:
        """No green corner on ids such as ``3.2``: they are text on purpose. openpyxl has no word for it."""
        from openpyxl.xml.functions import Element, SubElement

        element = Element("ignoredErrors")
        SubElement(element, "ignoredError", {"sqref": ref, "numberStoredAsText": "1"})
        writer = sheet._writer
        go_on = writer.write_drawings

        def write_drawings() -> None:
            writer.xf.send(element)  # its place in the schema is right before the drawings
            go_on()

        writer.write_drawings = write_drawings

    def colour_verdicts(self, sheet: Any, ref: str) -> None:
        """Colour and sign for the three words of verdicts: changed with the word, also in the reviewer's column."""
        from openpyxl.formatting.rule import Rule
        from openpyxl.styles import Font, PatternFill
        from openpyxl.styles.differential import DifferentialStyle
        from openpyxl.styles.numbers import NumberFormat

        for position, verdict in enumerate(Verdict):
            look = DifferentialStyle(
                font=Font(bold=verdict is not Verdict.UNVERIFIABLE, color=INKS[verdict]),
                numFmt=NumberFormat(180 + position, f'"{SIGNS[verdict]} "@'),
                fill=PatternFill(bgColor=FILLS[verdict], fill_type="solid"),
            )
            rule = Rule("cellIs", dxf=look, operator="equal", formula=[f'"{verdict_word(verdict, self.lang)}"'])
            sheet.conditional_formatting.add(ref, rule)

    def hide(self, title: str, rows: Iterable[Sequence[str]]) -> None:
        """A sheet that no menu shows, for what the way back has to know."""
        sheet: Any = self.workbook.create_sheet(title)
        sheet.sheet_state = "veryHidden"
        for row in rows:
            sheet.append([self._make(sheet, each, PLAIN, None) for each in row])

    def save(self, stream: IO[bytes]) -> None:
        """Write the workbook. It can be saved once."""
        from openpyxl.writer.excel import ExcelWriter

        # Workbook.save would set the date of change to now.
        with _PinnedZip(stream, "w", ZIP_DEFLATED, allowZip64=True) as archive:
            ExcelWriter(self.workbook, archive).write_data()
            archive.comment = UNTOUCHED


def placed(cells: Iterable[Any], row: int) -> Iterator[Any]:
    """Cells with their place. openpyxl's own way tries each as a value first, a quarter of all the time."""
    for column, cell in enumerate(cells, 1):
        if cell is not None:
            cell.column, cell.row = column, row
            if cell.hyperlink is not None:
                cell.hyperlink.ref = cell.coordinate
            yield cell


def row_height(row: Sequence[Value | Cell], columns: Sequence[Column]) -> float | None:
    """Points that the longest text of a row needs; ``None`` where one line is enough. Excel's limit is 409."""
    most = 0.0
    for value, column in zip(row, columns, strict=True):
        text = value.value if isinstance(value, Cell) else value
        if isinstance(text, str) and column.look.wrap and not column.hidden:
            lines = lines_of(text, column.width, column.look.size)
            most = max(most, lines * column.look.size * 1.45 if lines > 1 else 0)
    return min(most + 4, 409) if most else None


def number_form(value: object) -> str:
    """Thousands separated, with the decimals that the number has, four at most."""
    places = 0
    if isinstance(value, Decimal):
        places = min(len(plain(value).partition(".")[2]), 4)
    return "#,##0" + ("." + "0" * places if places else "")


def outside(address: str | None) -> str | None:
    """A link to the web, where the address is one."""
    return safe_link(address)
