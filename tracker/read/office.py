"""Old Word, WPS, RTF and OpenDocument text: turned into .docx by LibreOffice, where it is installed."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from tracker.model import Document, UnreadableReport
from tracker.read.docx import read_docx
from tracker.read.limits import LIMIT, read_bytes
from tracker.read.package import Package

SECONDS = 120  # for one file; a first start on a slow disk takes 20
PROGRAMS = ("soffice", "libreoffice")
MAC = "/Applications/LibreOffice.app/Contents/MacOS/soffice"
TABLES = ("Workbook", "PowerPoint Document")  # streams of .xls and .ppt


def read_office(path: str, data: bytes) -> Document:
    """The document of a .doc, .wps, .rtf or .odt file's bytes.

    Raises ``UnreadableReport``: LibreOffice is missing, or can't convert it (damaged, protected, takes too long).
    """
    if _has_stream(data, "EncryptedPackage"):  # what Word makes of a .docx with a password
        raise UnreadableReport("{path}: is protected by a password; save it without one", path=path)
    if any(_has_stream(data, name) for name in TABLES) and not _has_stream(data, "WordDocument"):
        raise UnreadableReport(
            "{path}: no format that is read here; give .txt, .md, .html, .docx, .xlsx or .pdf, or observations "
            "in .yaml",
            path=path,
        )
    program = next(filter(None, map(shutil.which, (*PROGRAMS, MAC))), None)
    if program is None:
        raise UnreadableReport(
            "{path}: LibreOffice is needed to read this format, and not installed; save the file as .docx", path=path
        )
    if data.startswith(b"PK"):
        Package(path, data).part("content.xml")  # raises where it unpacks to too much for LibreOffice too
    return read_docx(path, _to_docx(program, path, data))


def _has_stream(data: bytes, name: str) -> bool:
    """Whether an OLE file (.doc) has a stream of this name: its directory keeps names in UTF-16."""
    return data.startswith(b"\xd0\xcf\x11\xe0") and name.encode("utf-16-le") in data


def _to_docx(program: str, path: str, data: bytes) -> bytes:
    """The bytes of the .docx that LibreOffice makes, in a folder and with a profile of its own."""
    with TemporaryDirectory(prefix="tracker-", ignore_cleanup_errors=True) as folder:
        source = Path(folder, f"report{_suffix(data)}")
        source.write_bytes(data)
        profile = Path(folder, "profile").as_uri()
        call = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", "docx"]
        _run([*call, "--outdir", folder, str(source)], path)
        made = source.with_suffix(".docx")
        if not made.exists():
            raise UnreadableReport(
                "{path}: LibreOffice can't convert it; it may be damaged or protected by a password", path=path
            )
        return read_bytes(str(made), 2 * LIMIT)


def _suffix(data: bytes) -> str:
    """By content: a .wps of Kingsoft is a Word 97 file, and only as .doc does LibreOffice take it for one."""
    if data.startswith(b"PK"):
        return ".odt"
    return ".rtf" if data.startswith(b"{\\rtf") else ".doc"


def _run(call: list[str], path: str) -> None:
    """Run LibreOffice to its end, and no longer than that: its children go with it."""
    quiet = subprocess.DEVNULL
    try:
        process = subprocess.Popen(call, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
    except OSError as error:
        why = error.strerror or str(error)
        raise UnreadableReport("{path}: LibreOffice can't be started ({why})", path=path, why=why) from error
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired as error:
        raise UnreadableReport(
            "{path}: LibreOffice took more than {seconds} s; save the file as .docx", path=path, seconds=SECONDS
        ) from error
    finally:
        if process.poll() is None:
            with contextlib.suppress(OSError):
                if hasattr(os, "killpg"):
                    os.killpg(process.pid, signal.SIGKILL)
                else:
                    process.kill()
            process.wait()
