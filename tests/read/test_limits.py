"""Hostile and hopeless files: one line each, soon, and in little memory."""

from __future__ import annotations

import contextlib
import os
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.counting import calls_of
from tests.read.making import NAMES, make_docx, make_zip, paragraph
from tracker.model import UnreadableReport
from tracker.read.document import read_document
from tracker.read.limits import LIMIT, MIB, read_bytes
from tracker.read.package import Package
from tracker.read.weighed import weighing


def refusal(path: Path, **options: int) -> str:
    with pytest.raises(UnreadableReport) as caught:
        read_document(str(path), **options)
    said = str(caught.value)
    assert said.startswith(f"{path}: ")
    assert "\n" not in said
    return said.removeprefix(f"{path}: ")


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


# ── files ─────────────────────────────────────────────────────────────────────────────────────────


def test_missing(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.txt") == "no such file"


def test_below_a_file(tmp_path: Path) -> None:
    assert "can't be read" in refusal(written(tmp_path, "a.txt", b"x") / "b.txt")


def test_a_folder(tmp_path: Path) -> None:
    assert "is a folder" in refusal(tmp_path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_no_permission(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", b"x")
    path.chmod(0)
    assert "no permission" in refusal(path)


def test_no_permission_as_the_system_says_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(UnreadableReport, match="no permission"):
        read_bytes(str(tmp_path / "a.txt"))


@pytest.mark.parametrize("name", ["a.txt", "a.docx", "a.pdf", "a.html", "a"])
def test_empty(tmp_path: Path, name: str) -> None:
    assert refusal(written(tmp_path, name, b"")) == "is empty"


def test_white_space_only(tmp_path: Path) -> None:
    assert refusal(written(tmp_path, "a.txt", " \n\u3000".encode())) == "is empty"


def test_a_name_that_no_system_allows() -> None:
    with pytest.raises(UnreadableReport, match="can't be read"):
        read_document("a\0b.txt")


def test_over_the_limit(tmp_path: Path) -> None:
    path = written(tmp_path, "a.html", "<p>甲</p><!--".encode() + b"-" * 2_200_000 + b"-->")
    assert "over the limit of 2 MiB" in refusal(path, limit=2 * MIB)
    assert read_document(str(path), limit=3 * MIB).text.startswith("甲")


def test_a_huge_file_is_not_even_opened_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as stream:
        stream.truncate(1 << 40)
    assert "over the limit of 20 MiB" in refusal(path)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no /dev/zero")
def test_a_device_without_end() -> None:
    with pytest.raises(UnreadableReport, match="over the limit"):
        read_document("/dev/zero", limit=MIB)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.xlsx", make_zip({"xl/workbook.xml": "<x/>"}), "no Excel workbook"),
        ("a.zip", make_zip({"a.xml": "<x/>"}), "no Word file"),
        ("a.docx", b"not a zip file at all", "damaged"),
        ("a.pdf", "不是PDF".encode(), "damaged"),
        ("a.jpg", b"\xff\xd8\xff\xe0" + bytes(50), "no format"),
        ("a.csv", "甲,乙\n".encode(), "no format"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "no format"),
    ],
)
def test_what_is_not_read(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    assert says in refusal(written(tmp_path, name, data))


# ── bombs ─────────────────────────────────────────────────────────────────────────────────────────


def deflated(piece: bytes, times: int) -> bytes:
    """Raw deflate data that unpacks to a piece many times over."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    once = squeeze.compress(piece) + squeeze.flush(zlib.Z_FULL_FLUSH)  # stands alone, so it can be repeated
    return once * times + squeeze.flush()


def zip_of(name: bytes, data: bytes, crc: int, says: int) -> bytes:
    """A zip of one member that claims to unpack to ``says`` bytes."""
    facts = struct.pack("<HHHHHIII", 20, 0, 8, 0, 33, crc, len(data), says)
    local = b"PK\x03\x04" + facts + struct.pack("<HH", len(name), 0) + name + data
    entry = b"PK\x01\x02" + struct.pack("<H", 20) + facts + struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, 0) + name
    return local + entry + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(entry), len(local), 0)


def bomb(*, honest: bool) -> bytes:
    """2 GiB of XML in 2 MiB, with its size told or hidden."""
    data = deflated(b"<w:p><w:r><w:t>" + b"x" * MIB, 2048)
    return zip_of(b"word/document.xml", data, 0, 2048 * (MIB + 15) if honest else 5000)


ENTITIES = "<!DOCTYPE a [<!ENTITY a 'xxxxxxxxxx'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(12)
) + "]>"  # fmt: skip
XML = f"<w:document {NAMES}><w:body><w:p><w:r><w:t>{{}}</w:t></w:r></w:p></w:body></w:document>"

NESTED = ("<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>")

BOMBS = {
    "told": lambda: bomb(honest=True),
    "hidden": lambda: bomb(honest=False),
    "pictures": lambda: zip_of(b"word/media/a.png", deflated(bytes(MIB), 1024), 0, 1 << 30),
    "entities": lambda: make_zip({"word/document.xml": ENTITIES + XML.format("&m;")}),
    "utf-16 entities": lambda: make_zip({"word/document.xml": (ENTITIES + XML.format("&m;")).encode("utf-16")}),
    "tags": lambda: make_docx("<w:p/>" * 3_500_000),
    "attributes": lambda: make_docx("<w:p " + " ".join(f"a{n}=''" for n in range(1_200_000)) + "/>"),
    "members": lambda: b"PK\x03\x04" + (b"PK\x01\x02" + bytes(42)) * 20_000,
    "depth": lambda: make_docx("<w:ins>" * 40_000 + "</w:ins>" * 40_000),
    "nested boxes": lambda: make_docx(NESTED[0] * 9_000 + NESTED[1] * 9_000),
    "notes": lambda: make_docx(paragraph("甲"), footnotes=f"<w:footnote>{'<w:p/>' * 3_000_000}</w:footnote>"),
    "page": lambda: b"<html><body>" + b"<div>" * 400_000,
}  # fmt: skip
SUFFIXES = {"page": "html"}


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is measured as Linux tells it")
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_after_little_work_and_in_little_memory(tmp_path: Path, name: str) -> None:
    """In a process of its own: few calls, and 200 MiB beside the interpreter's start."""
    path = written(tmp_path, f"a.{SUFFIXES.get(name, 'docx')}", BOMBS[name]())
    script = (
        "import sys\n"
        "from tests.counting import calls_of\n"
        "from tracker.model import UnreadableReport\n"
        "from tracker.read.document import read_document\n"
        "def work():\n"
        "    global said\n"
        "    try:\n"
        "        read_document(sys.argv[1]); said = 'read'\n"
        "    except UnreadableReport:\n"
        "        said = 'refused'\n"
        "calls = calls_of(work)\n"
        "status = open('/proc/self/status').read()\n"
        "print(said, calls, status.split('VmHWM:')[1].split()[0])\n"
    )
    call = [sys.executable, "-c", script, str(path)]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    said, calls, kibibytes = done.stdout.split()
    assert said == "refused"
    assert int(calls) < 200_000  # 52,000 of them import what reads it
    assert int(kibibytes) < 200 * 1024


def test_parts_are_bounded_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.read.package.UNPACKED", 1000)
    package = Package("a.docx", make_zip({"a": b"x" * 600, "b": b"x" * 600}))
    assert package.part("a") == b"x" * 600
    with pytest.raises(UnreadableReport, match="unpacks to far more"):
        package.part("b")


def test_a_wrong_checksum_is_damage() -> None:
    data = zip_of(b"word/document.xml", deflated(b"<a/>", 1), 1, 4)
    with pytest.raises(UnreadableReport, match="damaged"):
        Package("a.docx", data).part("word/document.xml")


def test_an_encrypted_member_is_told() -> None:
    data = bytearray(make_zip({"word/document.xml": "<a/>"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(UnreadableReport, match="password"):
        Package("a.docx", bytes(data)).part("word/document.xml")


# ── large but honest ──────────────────────────────────────────────────────────────────────────────


def test_a_long_report_takes_work_that_grows_with_it() -> None:
    """A million characters in Word; the collector of garbage is on again after it."""
    import gc

    from tracker.read.docx import read_docx

    def work(paragraphs: int) -> int:
        data = make_docx(paragraph("全年新建绿地12处，改造管线3.5公里。" * 5) * paragraphs)
        assert len(read_docx("a.docx", data).text) >= 100 * paragraphs
        return calls_of(lambda: read_docx("a.docx", data))

    with weighing(50 * LIMIT):
        work(1)  # what is compiled once
        assert work(10_000) <= 10.5 * work(1_000)
    assert gc.isenabled()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", b"<!---->" * 500 + b"x" + "甲".encode()),
        ("a.html", ("<title>" + "\u3000" * 400_000 + "</title><p>全年新建绿地12处。" + "…" * 400_000).encode()),
        ("a.html", b"<p>" + b" " * 1_000_000 + "全年新建绿地12处。".encode()),
        ("a.docx", make_docx("<w:p><w:r><w:rPr>" + "<w:b/>" * 60_000 + "</w:x></w:p>")),
        ("a.docx", make_docx(paragraph("9" * 1_000_000))),
        ("a.txt", "（".encode("gb18030") * 500_000),
    ],
)
def test_no_pattern_runs_away(tmp_path: Path, name: str, data: bytes) -> None:
    """It ends: a pattern that begins anew at each of a million characters would take days."""
    path = written(tmp_path, name, data)
    with contextlib.suppress(UnreadableReport):
        assert read_document(str(path)).text
