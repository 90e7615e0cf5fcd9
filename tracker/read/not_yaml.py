"""Files that are no YAML, given where YAML is meant: each is told as what it is, with the way that leads on."""

from __future__ import annotations

import os
import re

from tracker.model import UnreadableReport

_BY_SIGNATURE = {b"PK\x03\x04": "package", b"%PDF": "pdf", b"\xd0\xcf\x11\xe0": "office"}
_REPORTS = {".txt": "text", ".md": "text", ".htm": "page", ".html": "page", ".mht": "page", ".mhtml": "page"}
_WAYS = {
    "workbook": "{path}: an Excel workbook, no YAML; `tracker review apply` takes a reviewed scorecard back, and "
    "--report reads a workbook of figures",
    "document": "{path}: a Word document, no YAML; `tracker draft` makes a targets file of a plan, and --report reads "
    "a report",
    "office": "{path}: a document of older Office, no YAML; save it as .docx, then `tracker draft` makes a targets "
    "file of a plan, and --report reads a report",
    "package": "{path}: a packed file (zip), no YAML; give the files that are in it",
    "pdf": "{path}: a PDF, no YAML; `tracker draft` makes a targets file of a plan, and --report reads a report",
    "text": "{path}: a text by its name, no YAML; `tracker draft` makes a targets file of a plan, and --report reads a "
    "report",
    "page": "{path}: a web page, no YAML; `tracker draft` makes a targets file of a plan, and --report reads a report",
}


def refuse_documents(path: str, raw: bytes) -> None:
    """Raise UnreadableReport where a file is a document, a workbook or a page by its first bytes or its name."""
    kind = _BY_SIGNATURE.get(raw[:4])
    if kind == "package":
        kind = "workbook" if b"xl/" in raw else "document" if b"word/" in raw else kind
    elif kind is None and raw[:1024].lstrip()[:9].lower().startswith((b"<!doctype", b"<html>", b"<html ")):
        kind = "page"
    elif kind is None and not re.search(rb"^\s*version\s*:", raw[:4096], re.MULTILINE):
        kind = _REPORTS.get(os.path.splitext(path)[1].lower())
    if kind is not None:
        raise UnreadableReport(_WAYS[kind], path=path)
