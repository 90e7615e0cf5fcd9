"""Pages saved as one file are read as the page that they hold."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from tracker.model import UnreadableReport
from tracker.read.document import read_document

SEEN = "全年新建绿地12处，改造管线3公里。"
BODY = f"<h1>某县公报</h1><p>{SEEN}</p><p class=h>新建停车场7处。</p>"
PAGE = f"<html><head><title>公报</title></head><body>{BODY}</body></html>"


def archive(page: str, charset: str = "utf-8", cte: str = "quoted-printable") -> bytes:
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Subject"] = "=?utf-8?Q?=E5=85=AC=E6=8A=A5?="
    message.set_content(page, subtype="html", charset=charset, cte=cte)
    message.add_related(b".h { display: none }", "text", "css", cid="<a@b>")
    message.add_related(b"\x89PNG", "image", "png", cid="<c@d>")
    return bytes(message)


@pytest.mark.parametrize("name", ["a.mht", "a.mhtml", "a.html", "a.htm", "a.doc"])
@pytest.mark.parametrize(("charset", "cte"), [("utf-8", "quoted-printable"), ("gb2312", "base64")])
def test_an_archive_is_its_page(tmp_path: Path, name: str, charset: str, cte: str) -> None:
    path = tmp_path / name
    path.write_bytes(archive(PAGE, charset, cte))
    assert read_document(str(path)).text == f"某县公报\n{SEEN}"


def test_one_part_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.mht"
    path.write_bytes(f"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n<p>{SEEN}</p>".encode())
    assert read_document(str(path)).text == SEEN


def test_an_archive_without_a_page_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.mht"
    path.write_bytes(b"MIME-Version: 1.0\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0=\n")
    with pytest.raises(UnreadableReport, match="no text in this page"):
        read_document(str(path))


def test_a_text_that_begins_like_an_e_mail_is_a_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"MIME-Version: 1.0\n{SEEN}", encoding="utf-8")
    assert read_document(str(path)).text == f"MIME-Version: 1.0\n{SEEN}"


def test_archives_in_archives_end(tmp_path: Path) -> None:
    path = tmp_path / "a.mht"
    head = "".join(f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n' for n in range(3000))
    path.write_text(f"MIME-Version: 1.0\n{head}", encoding="utf-8")
    with pytest.raises(UnreadableReport):
        read_document(str(path))
