"""PDF: the text layer, as sentences. Needs pypdfium2 (the extra ``pdf``); pages without text go to ``ocr``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.model import Document, Message, UnreadableReport
from tracker.read.blocks import find_blocks
from tracker.read.ocr import has_ocr, read_picture
from tracker.read.page_cells import find_page_tables
from tracker.read.page_columns import find_lines
from tracker.read.page_lines import drop_page_lines
from tracker.read.page_parts import Line
from tracker.read.paragraphs import join_lines
from tracker.read.pdf_glyphs import page_segments
from tracker.read.pdf_rules import page_rules
from tracker.read.signs import is_title
from tracker.words.extras import way_to_get

if TYPE_CHECKING:
    import pypdfium2  # type: ignore[import-untyped]

PAGES = 3000  # a yearbook has a thousand


AtPage = Callable[[int | None], None]


def read_pdf(path: str, data: bytes, at_page: AtPage = lambda _: None) -> Document:
    """The document of a PDF's bytes: paragraphs, tables a row a line, the pages; without what each page repeats.

    ``at_page`` is called before each page, from 0, and with ``None`` behind the last.

    Raises ``UnreadableReport``: pypdfium2 is missing, protected, damaged, or no text and no ``ocr`` to read it.
    """
    try:
        import pypdfium2
    except ImportError as error:
        raise UnreadableReport(
            "{path}: PDF needs pypdfium2: {way}; or save it as text", path=path, way=way_to_get("pdf")
        ) from error
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableReport("{path}: is protected by a password; save it without one", path=path) from error
        raise UnreadableReport("{path}: is damaged: no PDF that can be opened", path=path) from error
    try:
        if len(pdf) > PAGES:
            raise UnreadableReport("{path}: has {pages} pages, more than a report; refused", path=path, pages=len(pdf))
        return _read_pages(path, pdf, at_page)
    except pypdfium2.PdfiumError as error:
        raise UnreadableReport("{path}: is damaged: no PDF that can be opened", path=path) from error
    finally:
        pdf.close()


def _read_pages(path: str, pdf: pypdfium2.PdfDocument, at_page: AtPage) -> Document:
    pages: list[list[Line]] = []
    pictures: list[int] = []  # pages without a text layer, but not empty
    for number in range(len(pdf)):
        at_page(number)
        page = pdf[number]
        segments = list(page_segments(page))
        pages.append(find_lines(segments, page_rules(page) if segments else (), number))
        if not segments and _has_content(page):
            pictures.append(number)
        page.close()
    at_page(None)
    by_ocr = False
    if pictures and has_ocr():
        by_ocr = True
        for number in pictures:
            pages[number] = find_lines(read_picture(pdf[number]), (), number)
    elif len(pictures) * 2 > len(pages) or not any(pages):
        raise _no_text(path, len(pages), len(pictures))
    joined = join_lines(drop_page_lines(pages))
    text = joined.text
    if not text.strip():
        raise _no_text(path, len(pages), len(pages))
    title = _title(pdf)
    tables = find_page_tables(text, joined.lines)
    blocks = find_blocks(text, tables)
    document = Document(path=path, text=text, pages=joined.pages, blocks=blocks, tables=tables, by_ocr=by_ocr)
    return replace(document, title=" ".join(title.split())) if is_title(title, text) else document


def _title(pdf: pypdfium2.PdfDocument) -> str:
    """The title that the file says it has; none where that is no text."""
    try:
        return str(pdf.get_metadata_dict().get("Title", ""))
    except UnicodeError:
        return ""


def _no_text(path: str, pages: int, pictures: int) -> UnreadableReport:
    way_out = Message("{way} reads scans; or give a text, or observations in YAML", {"way": way_to_get("ocr")})
    if has_ocr():
        way_out = Message("give a text file, or observations in YAML")
    if pages > pictures > 0:
        return UnreadableReport(
            "{path}: no text on {without} of {pages} pages, perhaps scans; {way_out}",
            path=path,
            without=pictures,
            pages=pages,
            way_out=way_out,
        )
    if pages == 1:
        return UnreadableReport("{path}: no text on its page, it may be a scan; {way_out}", path=path, way_out=way_out)
    return UnreadableReport(
        "{path}: no text on its {pages} pages, it may be a scan; {way_out}",
        path=path,
        pages=pages,
        way_out=way_out,
    )


def _has_content(page: pypdfium2.PdfPage) -> bool:
    """Whether anything is drawn on a page; one left blank is nothing to read."""
    return next(iter(page.get_objects(max_depth=1)), None) is not None
