"""Writes tests/cases/documents/same.*: one text as a Word, an HTML and a PDF file, and in older encodings.

Run ``python -m tests.read.make_documents`` after same.txt was edited. A line with tabs is a row of a table. Where
LibreOffice is installed, same.doc is written too.
"""

from __future__ import annotations

import shutil
import subprocess
from html import escape
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

import opencc

from tests.conftest import ROOT
from tests.read.making import Piece, Stroke, make_docx, make_pdf, paragraph, set_lines, table, width

FOLDER = ROOT / "tests" / "cases" / "documents"


def lines() -> list[str]:
    """The text that all files hold."""
    return (FOLDER / "same.txt").read_text(encoding="utf-8").splitlines()


def as_docx(text: list[str]) -> bytes:
    """Word: headings are numbered by Word itself, the note is a footnote."""
    body = ""
    for is_table, group in groupby(text[:-1], key=lambda line: "\t" in line):
        if is_table:
            body += table(*(line.split("\t") for line in group))
            continue
        for line in group:
            level = 0 if line[1:2] == "、" else 1 if line[0] == "（" else None
            looks = "" if level is None else f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
            note = ['<w:r><w:footnoteReference w:id="2"/></w:r>'] if line is text[1] else []
            body += paragraph(line if level is None else line[2 if level == 0 else 3 :], *note, looks=looks)
    counting = '<w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
    levels = "".join(
        f'<w:lvl w:ilvl="{at}">{counting}<w:lvlText w:val="{label}"/></w:lvl>'
        for at, label in enumerate(("%1、", "（%2）"))
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    return make_docx(body, numbering=numbering, footnotes=f'<w:footnote w:id="2">{paragraph(text[-1])}</w:footnote>')


def as_html(text: list[str]) -> bytes:
    """HTML in GB2312, with the surroundings that a government's page has."""
    main = ""
    for is_table, group in groupby(text[1:], key=lambda line: "\t" in line):
        if is_table:
            rows = ("".join(f"<td>{escape(cell)}</td>" for cell in line.split("\t")) for line in group)
            main += f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>\n"
        else:
            main += "".join(f"<p>　　{escape(line)}</p>\n" for line in group)
    return f"""<!DOCTYPE html>
<html><head><meta charset="gb2312"><title>{text[0]}_某区统计局</title></head>
<body><ul class="nav"><li><a href="/">首页</a></li><li><a href="/tjgb">统计公报</a></li></ul>
<div class="crumbs">当前位置：<a href="/">首页</a> &gt; 统计公报</div>
<div class="article"><h1>{text[0]}</h1>
{main}</div>
<div class="share">分享到：<a href="/wx">微信</a></div>
<div class="footer">版权所有：某区统计局　浏览次数：1402</div></body></html>
""".encode("gb2312")


def as_pdf(text: list[str]) -> bytes:
    """PDF: three pages with a running title, page numbers and a drawn table."""
    drawn: list[list[Piece | Stroke]] = [[]]
    y = 90.0
    for line in text:
        if "\t" in line:
            edges = [90, 190, 260, 330, 420]
            drawn[-1] += [Piece(cell, x + 5, y, 12) for cell, x in zip(line.split("\t"), edges, strict=False)]
            drawn[-1] += [Stroke(90, at, 420, at) for at in (y - 15, y + 6)] + [
                Stroke(x, y - 15, x, y + 6) for x in edges
            ]
            y += 21
            continue
        if line is text[0]:
            drawn[-1].append(Piece(line, 297 - width(line, 16) / 2, y, 16))
            y += 40
            continue
        for left, part in set_lines([line], 396):
            if y > 230:
                drawn.append([])
                y = 90
            drawn[-1].append(Piece(part, 90 + left, y))
            y += 22
    for number, page in enumerate(drawn, 1):
        page += [Piece("统计公报", 90, 50, 9), Piece(f"— {number} —", 285, 800, 9)]
    return make_pdf(drawn, title=text[0])


def main() -> None:
    """Write all files."""
    text = lines()
    whole = "\n".join(text) + "\n"
    (FOLDER / "same.docx").write_bytes(as_docx(text))
    (FOLDER / "same.html").write_bytes(as_html(text))
    (FOLDER / "same.pdf").write_bytes(as_pdf(text))
    (FOLDER / "gb18030.txt").write_bytes(whole.encode("gb18030"))
    (FOLDER / "utf-16.txt").write_bytes(whole.encode("utf-16-le"))
    (FOLDER / "big5.txt").write_bytes(opencc.OpenCC("s2tw").convert(whole).encode("big5hkscs"))
    if program := shutil.which("soffice"):
        with TemporaryDirectory() as folder:
            profile = Path(folder, "profile").as_uri()
            call = [
                program,
                f"-env:UserInstallation={profile}",
                "--headless",
                "--convert-to",
                "doc",
                "--outdir",
                folder,
            ]
            subprocess.run([*call, str(FOLDER / "same.docx")], check=True, capture_output=True)
            shutil.copyfile(Path(folder, "same.doc"), FOLDER / "same.doc")


if __name__ == "__main__":
    main()
