"""A Word file is read as its reader sees it: nothing struck out, hidden, or in the colour of its ground."""

from __future__ import annotations

import pytest

from tests.conftest import SHARED
from tests.read.making import make_docx, paragraph, run, table
from tracker.model import Document
from tracker.read.document import read_document
from tracker.read.docx import read_docx

WHITE = '<w:color w:val="FFFFFF"/>'
BLUE = '<w:shd w:val="clear" w:color="auto" w:fill="1F4E79"/>'


def read(body: str, **parts: str) -> Document:
    return read_docx("a.docx", make_docx(body, **parts))


def style(name: str, looks: str = "", kind: str = "paragraph", more: str = "") -> str:
    return f'<w:style w:type="{kind}" w:styleId="{name}">{more}<w:rPr>{looks}</w:rPr></w:style>'


@pytest.mark.parametrize(
    "looks",
    [
        "<w:strike/>",
        '<w:dstrike w:val="true"/>',
        "<w:vanish/>",
        "<w:webHidden/>",
        '<w:sz w:val="2"/>',
        WHITE,
        '<w:color w:val="FDFDFE"/>',
        '<w:color w:val="FFFFFF" w:themeColor="background1"/>',
        '<w:color w:val="1F4E79"/><w:shd w:val="clear" w:color="auto" w:fill="1F4E79"/>',
        '<w:color w:val="FFFF00"/><w:highlight w:val="yellow"/>',
        '<w:color w:val="000000"/><w:shd w:val="solid" w:color="000000" w:fill="auto"/>',
        "<w14:textFill><w14:noFill/></w14:textFill>",
    ],
)
def test_what_nobody_sees_is_not_read(looks: str) -> None:
    document = read(paragraph("新建停车场", run("7", looks), "9处，绿地1", run("2", looks), "3处"))
    assert document.text == "新建停车场9处，绿地1 3处"
    assert document.notes == ()


@pytest.mark.parametrize(
    "looks",
    [
        '<w:strike w:val="0"/>',
        '<w:vanish w:val="false"/>',
        '<w:sz w:val="20"/><w:strike w:val="off"/>',
        '<w:color w:val="auto"/><w:shd w:val="clear" w:color="auto" w:fill="000000"/>',
        '<w:color w:val="FF0000"/>',
        WHITE + BLUE,
        WHITE + '<w:highlight w:val="darkBlue"/>',
        WHITE + '<w:shd w:val="solid" w:color="000000" w:fill="auto"/>',
    ],
)
def test_what_can_be_seen_is_read(looks: str) -> None:
    document = read(paragraph("新建停车场", run("7处", looks)))
    assert document.text == "新建停车场7处"
    assert document.notes == ()


def test_styles_hide_and_a_run_shows_again() -> None:
    styles = style("old", "<w:strike/>") + style("pale", WHITE, "character")
    styles += style("older", more='<w:basedOn w:val="old"/>')
    body = paragraph("旧目标7处", looks='<w:pStyle w:val="older"/>')
    body += paragraph(run("仍有效", '<w:strike w:val="0"/>'), "作废", looks='<w:pStyle w:val="old"/>')
    body += paragraph("新建", run("停车场", '<w:rStyle w:val="pale"/>'), "绿地")
    assert read(body, styles=styles).text == "\n仍有效\n新建绿地"


def test_a_white_head_of_a_table_on_blue_is_text() -> None:
    def cell(words: str, shade: str) -> str:
        return f"<w:tc><w:tcPr>{shade}</w:tcPr>{paragraph(run(words, WHITE))}</w:tc>"

    head = f"<w:tr>{cell('任务', BLUE)}{cell('完成', BLUE)}</w:tr>"
    rows = f"<w:tr>{cell('停车场', BLUE)}{cell('7处', '')}</w:tr>"
    document = read(f"<w:tbl>{head}{rows}</w:tbl>{paragraph(run('白字', WHITE))}")
    assert document.text == "任务\t完成\n停车场\n"
    shaded = f"<w:tbl><w:tblPr>{BLUE}</w:tblPr><w:tr>{cell('任务', '')}{cell('完成', '')}</w:tr></w:tbl>"
    assert read(shaded).text == "任务\t完成"
    assert read(paragraph(run("白字", WHITE), looks=BLUE)).text == "白字"


def test_white_text_on_an_unknown_ground_is_read_with_a_note() -> None:
    styles = (
        '<w:style w:type="table" w:styleId="T"><w:tblStylePr w:type="firstRow"><w:tcPr>'
        '<w:shd w:val="clear" w:fill="4472C4"/></w:tcPr></w:tblStylePr></w:style>'
    )
    rows = table([paragraph(run("任务", WHITE)), paragraph(run("完成", WHITE))], ["停车场", "7处"])
    document = read(rows.replace("<w:tblPr>", '<w:tblPr><w:tblStyle w:val="T"/>'), styles=styles)
    assert document.text == "任务\t完成\n停车场\t7处"
    assert [str(note) for note in document.notes] == [
        "2 piece(s) of white text are read, on a ground that can't be told: “任务”; compare with the page"
    ]
    held = f"<w:txbxContent>{paragraph(run('框内', WHITE))}</w:txbxContent>"
    box = f"<w:r><w:pict><v:shape><v:textbox>{held}</v:textbox></v:shape></w:pict></w:r>"
    document = read(paragraph("正文", box))
    assert (document.text, len(document.notes)) == ("正文\n框内", 1)
    ground = '</w:body><w:background w:color="1F4E79"/><w:body>'
    assert read(paragraph("正文", run("白字", WHITE)) + ground).text == "正文白字"


def test_notes_are_looked_through_too() -> None:
    footnotes = f'<w:footnote w:id="2">{paragraph("注：", run("7处", "<w:strike/>"), "9处")}</w:footnote>'
    assert read(paragraph("正文"), footnotes=footnotes).text == "正文\n注：9处"


def test_a_field_in_a_struck_out_run_is_closed() -> None:
    def mark(kind: str, looks: str = "") -> str:
        return f'<w:r><w:rPr>{looks}</w:rPr><w:fldChar w:fldCharType="{kind}"/></w:r>'

    struck = "<w:strike/>"
    body = paragraph("共", mark("begin", struck), mark("separate", struck), run("7", struck), mark("end"), "9处")
    assert read(body).text == "共9处"


def test_raised_figures_are_written_raised() -> None:
    high = '<w:vertAlign w:val="superscript"/>'
    body = paragraph("绿地12万m", run("2", high), "，总值", run("3", high), "118亿元", run("[", high), run("4]", high))
    assert read(body).text == "绿地12万m²，总值³118亿元"


def test_readings_of_rare_characters_stand_beside_the_text() -> None:
    ruby = f"<w:r><w:ruby><w:rubyPr/><w:rt>{run('hù')}</w:rt><w:rubyBase>{run('鄠')}</w:rubyBase></w:ruby></w:r>"
    assert read(paragraph(ruby, "邑区新建停车场7处")).text == "鄠邑区新建停车场7处"


@pytest.mark.skipif(not (SHARED / "hostile").is_dir(), reason="../shared is absent")
@pytest.mark.parametrize("name", ["v_strike.docx", "v_white.docx"])
def test_the_files_of_a_stranger(name: str) -> None:
    assert "停车场" not in read_document(str(SHARED / "hostile" / name)).text
