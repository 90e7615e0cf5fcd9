"""A report's file to its ``Document``, by what it holds and what it is called."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from importlib import import_module
from pathlib import PurePath

from tracker.model import Document, Message, UnreadableReport
from tracker.read.limits import LIMIT, read_bytes
from tracker.read.weighed import weigh, weighing
from tracker.words.dense import Dense, find_dense
from tracker.words.normal import normal_form
from tracker.words.visible import one_line, settled

TEXT_SUFFIXES = frozenset({"", ".txt", ".text", ".md", ".markdown"})
HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".shtml", ".mht", ".mhtml"})
HTML_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?>.*?-->)\s*+)*+<(?:!doctype\s+html|html|head)\b", re.I | re.S
)
SHOWN = 20  # letters of a stretch that name it
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OFFICE_SUFFIXES = frozenset({".doc", ".dot", ".wps", ".wpt", ".rtf", ".odt"})
_OTHER_SUFFIXES = frozenset({".docx", ".docm", ".xlsx", ".xlsm", ".pdf"})
_REPORTS = TEXT_SUFFIXES | HTML_SUFFIXES | OFFICE_SUFFIXES | _OTHER_SUFFIXES | {".yaml", ".yml"}


def read_document(path: str, *, limit: int = LIMIT) -> Document:
    """Read a report: text, Markdown, HTML, PDF, Excel (.xlsx), Word (.docx; .doc, .wps, .rtf, .odt by LibreOffice).

    ``limit`` is in bytes. The document's text is final: all offsets count its code points. Raises
    ``UnreadableReport`` where the file can't be turned into text, with a way out.
    """
    data = read_bytes(path, limit)
    with weighing(limit):
        return read_bytes_as(path, data)


def read_bytes_as(path: str, data: bytes) -> Document:
    """The document of a file's bytes; ``path`` is what the file is called. Raises ``UnreadableReport``."""
    document = _reader(path, data)(path, data)
    weigh(path, document.text)
    title = None if document.title is None else one_line(document.title)
    document = replace(document, text=settled(document.text), title=title, sha256=sha256(data).hexdigest())
    return replace(document, notes=(*document.notes, *_not_understood(document)))


def may_be_report(path: str) -> bool:
    """Whether a file of a folder is called as reports are: no picture, and not what systems leave there (Thumbs.db)."""
    return PurePath(path).suffix.lower() in _REPORTS


def _not_understood(document: Document) -> Iterator[Message]:
    """What is told of stretches that hold more numbers than a sentence does: nothing in them decides."""
    if not find_dense(document.text).spans:
        return
    tables = Dense(tuple((table.start, table.end) for table in document.tables))
    spans = [span for span in find_dense(normal_form(document.text)).spans if not tables.reaches(*span)]
    if spans:
        values = {"count": len(spans), "words": document.text[spans[0][0] :][:SHOWN]}
        text = "{count} stretch(es) with hundreds of numbers and no full stop are not understood, from “{words}…” on"
        yield Message(text, values)


def digest(path: str, *, limit: int = LIMIT) -> str:
    """The SHA-256 of what a file holds, as hexadecimal text. Raises ``UnreadableReport``."""
    return sha256(read_bytes(path, limit)).hexdigest()


def _reader(path: str, data: bytes) -> Callable[[str, bytes], Document]:
    """The reader for a file. What it holds comes first: a .doc from a government's page is often HTML or a .docx."""
    suffix = PurePath(path).suffix.lower()
    if b"%PDF-" in data[:1024]:
        return _load("limited", "read_pdf_limited")
    if data.startswith(b"PK\x03\x04"):
        if _is_open_document(data):
            return _load("office", "read_office")
        return _load("xlsx", "read_xlsx") if _is_workbook(path, data) else _load("docx", "read_docx")
    if data.startswith((OLE, b"{\\rtf")):
        return _load("office", "read_office")
    if suffix in HTML_SUFFIXES or HTML_START.match(data[:4096]) or _is_archive(suffix, data):
        return _load("html", "read_html")
    if suffix in TEXT_SUFFIXES:
        return _load("text", "read_text")
    if suffix in OFFICE_SUFFIXES | _OTHER_SUFFIXES:
        raise UnreadableReport("{path}: is damaged: what it holds is no {suffix} file", path=path, suffix=suffix)
    raise UnreadableReport(
        "{path}: no format that is read here; give .txt, .md, .html, .docx, .xlsx or .pdf, or observations in .yaml",
        path=path,
    )


def _is_open_document(data: bytes) -> bool:
    """An .odt: its first member is called mimetype and says so, uncompressed."""
    return data[30:38] == b"mimetype" and b"opendocument.text" in data[38:128]


def _is_archive(suffix: str, data: bytes) -> bool:
    """A page that was saved as an e-mail; a text that happens to begin like one is a text."""
    from tracker.read.mhtml import MIME_START

    return suffix not in TEXT_SUFFIXES and MIME_START.match(data[:4096]) is not None


def _is_workbook(path: str, data: bytes) -> bool:
    """Whether a zip file holds an Excel workbook; a Word file may have one inside it."""
    if b"xl/workbook." not in data:
        return False
    from tracker.read.package import Package

    return any(name.startswith("xl/workbook.") for name in Package(path, data).names())


def _load(module: str, function: str) -> Callable[[str, bytes], Document]:
    """A reader, imported when it is needed."""
    reader: Callable[[str, bytes], Document] = getattr(import_module(f"tracker.read.{module}"), function)
    return reader
