"""One text in every format reads the same; a file is read for what it holds."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT
from tests.read.making import make_docx, make_pdf, make_zip, paragraph, set_lines, set_page
from tracker.model import Kind, UnreadableReport
from tracker.read import office
from tracker.read.document import read_document
from tracker.read.page_columns import find_lines
from tracker.read.page_lines import drop_page_lines
from tracker.read.page_parts import Rule, Segment
from tracker.read.paragraphs import join_lines

CASES = ROOT / "tests" / "cases" / "documents"
NEEDS_OFFICE = pytest.mark.skipif(
    shutil.which("soffice") is None and shutil.which("libreoffice") is None,
    reason="LibreOffice is not installed: .doc, .wps, .rtf and .odt are not tried for real",
)


def shown(text: str) -> list[str]:
    """The lines of a text without white space."""
    return ["".join(line.split()) for line in text.splitlines() if line.strip()]


@pytest.fixture(scope="module")
def same() -> list[str]:
    return shown((CASES / "same.txt").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["same.txt", "same.docx", "same.html", "same.pdf", "gb18030.txt", "utf-16.txt"])
def test_one_text_in_every_format(same: list[str], name: str) -> None:
    path = CASES / name
    document = read_document(str(path))
    assert shown(document.text) == same
    assert document.path == str(path)
    assert document.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert document.kind is Kind.REPORT
    assert not document.by_ocr
    assert document.title in (None, same[0])


def test_traditional_text_in_its_old_encoding(same: list[str]) -> None:
    text = shown(read_document(str(CASES / "big5.txt")).text)
    assert list(map(len, text)) == list(map(len, same))
    assert text[0] == "某區2030年國民經濟和社會發展統計公報"


def test_the_files_are_what_the_script_makes(same: list[str]) -> None:
    """Edited by hand, or same.txt edited without the script, they would drift apart."""
    from tests.read.make_documents import as_docx, as_html, as_pdf, lines
    from tracker.read.docx import read_docx

    text = lines()
    assert (CASES / "same.html").read_bytes() == as_html(text)
    assert (CASES / "same.pdf").read_bytes() == as_pdf(text)
    made = read_docx("same.docx", as_docx(text)).text  # its bytes depend on the version of zlib
    assert made == read_document(str(CASES / "same.docx")).text


# ── what it holds, and what it is called ──────────────────────────────────────────────────────────

WORD = make_docx(paragraph("全年新建绿地12处。"))
PDF = make_pdf([set_page(set_lines(["全年新建绿地12处。"], 396))])
HTML = "<html><body><p>全年新建绿地12处。</p></body></html>".encode()
TEXT = "全年新建绿地12处。".encode()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", WORD),
        ("a.DOCX", WORD),
        ("a.docm", WORD),
        ("a.doc", WORD),
        ("a.wps", WORD),
        ("a", WORD),
        ("a.txt", WORD),
        ("a.pdf", PDF),
        ("a", PDF),
        ("a.doc", PDF),
        ("a.pdf", b"\n\n" + PDF),
        ("a.html", HTML),
        ("a.shtml", HTML),
        ("a.HTM", HTML.replace(b"<html><body>", b"").replace(b"</body></html>", b"")),
        ("a.jsp", HTML),
        ("a.doc", b"\xef\xbb\xbf <!-- made by hand -->\n<!DOCTYPE HTML PUBLIC x>" + HTML),
        ("a.txt", TEXT),
        ("a.TXT", TEXT),
        ("a.md", TEXT),
        ("a", TEXT),
        ("2030.年报", None),
        ("a.txt", b"a < b, <html> in prose: " + TEXT),
    ],
)
def test_content_comes_before_the_name(tmp_path: Path, name: str, data: bytes | None) -> None:
    path = tmp_path / name
    path.write_bytes(TEXT if data is None else data)
    if data is None:
        with pytest.raises(UnreadableReport, match="no format"):
            read_document(str(path))
    else:
        assert "全年新建绿地12处。" in read_document(str(path)).text


def test_the_path_is_kept_as_it_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT)
    monkeypatch.chdir(tmp_path)
    assert read_document("./a.txt").path == "./a.txt"


@pytest.mark.parametrize(
    ("name", "unneeded"),
    [("same.txt", "lxml pypdfium2 zipfile"), ("same.docx", "lxml pypdfium2"), ("same.pdf", "lxml numpy")],
)
def test_only_what_a_format_needs_is_imported(name: str, unneeded: str) -> None:
    script = (
        "import sys\nfrom tracker.read.document import read_document\nread_document(sys.argv[1])\n"
        "print(*(set(sys.argv[2].split()) & set(sys.modules)))"
    )
    call = [sys.executable, "-c", script, str(CASES / name), unneeded]
    assert subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip() == ""


# ── older formats ─────────────────────────────────────────────────────────────────────────────────


@NEEDS_OFFICE
@pytest.mark.parametrize("name", ["same.doc", "report.wps"])
def test_old_word_and_wps_by_libreoffice(tmp_path: Path, same: list[str], name: str) -> None:
    path = tmp_path / name
    shutil.copyfile(CASES / "same.doc", path)
    assert shown(read_document(str(path)).text) == same


RTF = r"{\rtf1\ansi\ansicpg936\uc1 \u26032?\u24314?\u32511?\u22320?12\u22788?\par}"


@NEEDS_OFFICE
def test_rtf_by_libreoffice(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_text(RTF, encoding="ascii")
    assert read_document(str(path)).text.strip() == "新建绿地12处"


@NEEDS_OFFICE
def test_what_libreoffice_cannot_convert_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))
    with pytest.raises(UnreadableReport, match=r"LibreOffice can't convert it|no text"):
        read_document(str(path))


def test_without_libreoffice_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(UnreadableReport, match="LibreOffice is needed to read this format"):
        read_document(str(CASES / "same.doc"))


@pytest.mark.skipif(os.name != "posix", reason="a shell script stands in for LibreOffice")
def test_a_program_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nsleep 60 & wait\n", encoding="ascii")
    program.chmod(0o755)
    monkeypatch.setattr(office, "SECONDS", 0.2)
    monkeypatch.setattr(shutil, "which", lambda _: str(program))
    with pytest.raises(UnreadableReport, match=r"took more than 0\.2 s"):
        read_document(str(CASES / "same.doc"))


@pytest.mark.skipif(os.name != "posix", reason="a file without the right to run stands in for LibreOffice")
def test_a_program_that_cannot_be_started_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "soffice"
    program.write_bytes(b"\x7fELF nothing")
    program.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda _: str(program))
    with pytest.raises(UnreadableReport, match="LibreOffice can't be started"):
        read_document(str(CASES / "same.doc"))


def test_an_open_document_that_unpacks_to_too_much_never_reaches_libreoffice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.read.package.PACKAGE", 1000)
    monkeypatch.setattr(shutil, "which", lambda _: "/nowhere/soffice")
    data = make_zip({"content.xml": "x" * 2000})
    mimetype = b"application/vnd.oasis.opendocument.text"
    head = b"PK\x03\x04" + bytes(22) + b"\x08\x00\x00\x00" + b"mimetype" + mimetype
    path = tmp_path / "a.odt"
    path.write_bytes(head + data)
    with pytest.raises(UnreadableReport, match="unpacks to far more"):
        read_document(str(path))


# ── geometry on anything ──────────────────────────────────────────────────────────────────────────

numbers = st.floats(0, 600, allow_nan=False)
segments = st.lists(
    st.builds(
        lambda text, x, wide, y, size: Segment(text, x, x + wide, y, size),
        st.text("甲乙丙丁12.，。 ab", min_size=1, max_size=12),
        numbers,
        st.floats(1, 300),
        st.sampled_from([90.0, 100.0, 105.0, 120.0, 140.0, 160.0, 700.0]),
        st.sampled_from([9.0, 12.0, 22.0]),
    ),
    max_size=25,
)
rules = st.lists(
    st.one_of(
        st.builds(lambda x, y, wide: Rule(x, y, x + wide, y), numbers, numbers, numbers),
        st.builds(lambda x, y, high: Rule(x, y, x, y + high), numbers, numbers, numbers),
    ),
    max_size=8,
)


@given(st.lists(st.tuples(segments, rules), max_size=3))
def test_no_sign_of_a_page_is_lost_or_doubled(pages: list[tuple[list[Segment], list[Rule]]]) -> None:
    """Wherever pieces and lines stand: all text comes out once, and pages lie one after the other in it."""
    lines = [find_lines(pieces, drawn, number) for number, (pieces, drawn) in enumerate(pages)]
    joined = join_lines(lines)
    text, spans = joined.text, joined.pages
    given_signs = sorted("".join("".join(piece.text.split()) for pieces, _ in pages for piece in pieces))
    assert sorted("".join(text.split())) == given_signs
    assert [page.number for page in spans] == list(range(1, len(pages) + 1))
    for page, following in pairwise(spans):
        assert page.start <= page.end == following.start
    if spans:
        assert (spans[0].start, spans[-1].end) == (0, len(text))


@given(st.lists(segments, min_size=1, max_size=3))
def test_dropping_page_lines_never_fails(pages: list[list[Segment]]) -> None:
    kept = drop_page_lines([find_lines(pieces, (), number) for number, pieces in enumerate(pages)])
    assert len(kept) == len(pages)
