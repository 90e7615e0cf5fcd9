"""Word files: everything that a reader sees, each once, and nothing that he doesn't."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from tests.conftest import SHARED
from tests.read.making import make_docx, make_zip, paragraph, run, table
from tracker.model import UnreadableReport
from tracker.read.document import read_document
from tracker.read.docx import read_docx
from tracker.read.docx_numbering import write_number


def text_of(body: str, **parts: str) -> str:
    return read_docx("report.docx", make_docx(body, **parts)).text


def box(content: str) -> str:
    """A text box as Word writes it: the same twice, for new readers and for old ones."""
    inside = f"<w:txbxContent>{content}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>{inside}</wps:txbx></wps:wsp></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def control(content: str, looks: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{looks}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def field(code: str, result: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    return f"{mark('begin')}<w:r><w:instrText>{code}</w:instrText></w:r>{mark('separate')}{run(result)}{mark('end')}"


DELETED = '<w:del w:id="1"><w:r><w:delText>删去的七处</w:delText></w:r></w:del>'
INSERTED = f'<w:ins w:id="2">{run("插入的八处")}</w:ins>'


# ── the whole file ────────────────────────────────────────────────────────────────────────────────


def test_everything_at_once_is_read_once() -> None:
    """The file of measurements.md, section 6, on which every other reader loses or doubles something."""
    body = (
        paragraph("全年建成", INSERTED, DELETED, run("隐藏的九处", "<w:vanish/>"), "停车场。")
        + table(["指标", "实绩"], ["造林面积", "4.2万亩"])
        + control(paragraph("内容控件里的一段。"))
        + paragraph("旁有文本框", box(paragraph("文本框里的一句。")), "。")
        + paragraph("有脚注的一句", '<w:r><w:footnoteReference w:id="2"/></w:r>', "。")
        + paragraph("修路八条。", looks='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    )
    footnotes = (
        f'<w:footnote w:type="separator" w:id="0">{paragraph("————")}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph(" 脚注里的一句。")}</w:footnote>'
    )
    assert text_of(body, footnotes=footnotes, numbering=numbering(level("decimal", "（%1）", start=18))) == (
        "全年建成插入的八处停车场。\n"
        "指标\t实绩\n造林面积\t4.2万亩\n"
        "内容控件里的一段。\n"
        "旁有文本框。\n文本框里的一句。\n"
        "有脚注的一句。\n"
        "（18）修路八条。\n"
        "脚注里的一句。"
    )


@pytest.mark.parametrize("name", sorted(p.name for p in (SHARED / "reports/provinces-2025").glob("*.docx")) or ["none"])
def test_real_reports_are_read_letter_for_letter_as_they_are_labelled(shared: Path, name: str) -> None:
    """Labels count in the text that the scorer extracts: ours is the same, or every offset is off."""
    spec = importlib.util.spec_from_file_location("score", shared / "bench" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    path = shared / "reports" / "provinces-2025" / name
    text = read_document(str(path)).text
    assert text == score.plain(path, text)


# ── what a paragraph holds ────────────────────────────────────────────────────────────────────────


def test_tabs_breaks_and_hyphens() -> None:
    assert text_of(
        "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>A</w:t><w:noBreakHyphen/><w:t>B</w:t></w:r></w:p>"
    ) == ("甲\t乙\nA-B")


def test_an_empty_paragraph_is_an_empty_line() -> None:
    assert text_of(paragraph("甲") + "<w:p/>" + paragraph("乙")) == "甲\n\n乙"


def test_links_smart_tags_and_moved_text_are_read_where_they_stand_now() -> None:
    away = f'<w:moveFrom w:id="1">{run("旧处")}</w:moveFrom>'
    here = f'<w:moveTo w:id="2">{run("新处")}</w:moveTo>'
    link = f"<w:hyperlink>{run('链接')}</w:hyperlink>"
    tag = f"<w:smartTag>{run('标记')}</w:smartTag>"
    assert text_of(paragraph(away, link, tag, here)) == "链接标记新处"


def test_the_code_of_a_field_is_left_out_and_its_result_read() -> None:
    assert text_of(paragraph("第", field(" PAGE ", "3"), "页")) == "第3页"


def test_a_field_that_never_ends_does_not_swallow_the_rest() -> None:
    begun = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>'
    assert text_of(paragraph("前", begun) + paragraph("后面的一段")) == "前\n后面的一段"


def test_hidden_by_a_style_and_shown_again_by_a_run() -> None:
    styles = (
        '<w:style w:styleId="base"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="child"><w:basedOn w:val="base"/></w:style>'
    )
    body = paragraph(
        run("看不见", '<w:rStyle w:val="child"/>'), run("看得见", '<w:rStyle w:val="child"/><w:vanish w:val="0"/>')
    )
    assert text_of(body, styles=styles) == "看得见"


def test_a_paragraph_whose_end_was_deleted_runs_on() -> None:
    """With the deletion accepted, Word shows one paragraph: 新建8处 must not become two lines."""
    mark = '<w:rPr><w:del w:id="1"/></w:rPr>'
    assert text_of(paragraph("全年新建", looks=mark) + paragraph("绿地8处。")) == "全年新建绿地8处。"
    gone = '<w:del w:id="3"><w:r><w:delText>整段删去</w:delText></w:r></w:del>'
    assert text_of(paragraph("甲") + paragraph(gone, looks=mark) + paragraph("乙")) == "甲\n乙"


def test_the_mark_of_a_note_written_by_hand_is_no_part_of_a_figure() -> None:
    raised = run("[2]", '<w:vertAlign w:val="superscript"/>')
    assert text_of(paragraph("地区生产总值", raised, "118.6亿元")) == "地区生产总值118.6亿元"
    assert text_of(paragraph("12万m", run("2", '<w:vertAlign w:val="superscript"/>'))) == "12万m²"


def test_a_reading_aid_above_hanzi_is_not_read_twice() -> None:
    aid = f"<w:ruby><w:rt>{run('hā')}</w:rt><w:rubyBase>{run('哈')}</w:rubyBase></w:ruby>"
    assert text_of(paragraph(f"<w:r>{aid}</w:r>", "南")) == "哈南"


def test_formatting_is_skipped_but_never_text() -> None:
    """What is cut away before parsing for speed leaves every letter, also where a group is unusual."""
    looks = '<w:rFonts w:ascii="仿宋"/><w:b/><w:sz w:val="32"/>'
    odd = looks + '<w:rPrChange w:id="1"><w:rPr><w:b/></w:rPr></w:rPrChange>'
    body = paragraph(run("甲", looks), '<w:proofErr w:type="spellStart"/>', run("乙", odd), run("", looks), run("丙"))
    assert text_of(body) == "甲乙丙"
    assert text_of("<w:p><w:r><w:t><![CDATA[<w:rPr><w:b/></w:rPr>]]></w:t></w:r></w:p>") == "<w:rPr><w:b/></w:rPr>"
    ids = '<w:p w14:paraId="1A" w:rsidR="00AA" w:rsidP="00BB"><w:r w:rsidR="00CC"><w:t>丁</w:t></w:r></w:p>'
    assert text_of(ids + paragraph("文中的 w:rsidR=&quot;1&quot; 是字")) == '丁\n文中的 w:rsidR="1" 是字'


def test_symbols_that_matter_in_figures() -> None:
    assert text_of(paragraph("噪声", '<w:r><w:sym w:font="Symbol" w:char="F0A3"/></w:r>', "55分贝")) == "噪声≤55分贝"


# ── tables, boxes, controls ───────────────────────────────────────────────────────────────────────


def test_a_deleted_row_and_a_hidden_one_are_left_out() -> None:
    rows = "".join(
        f"<w:tr><w:trPr>{looks}</w:trPr><w:tc>{paragraph(name)}</w:tc><w:tc>{paragraph('1')}</w:tc></w:tr>"
        for name, looks in (("甲", ""), ("乙", '<w:del w:id="1"/>'), ("丙", "<w:hidden/>"))
    )
    assert text_of(f"<w:tbl>{rows}</w:tbl>") == "甲\t1"


def test_cells_keep_their_place_and_paragraphs_in_a_cell_are_parted() -> None:
    assert text_of(table(["项目", "", "实绩"], [paragraph("新建") + paragraph("道路"), "条", "8"])) == (
        "项目\t\t实绩\n新建 道路\t条\t8"
    )


def test_a_table_that_only_lays_out_prose_keeps_its_paragraphs() -> None:
    long = "我们坚持把项目建设作为头等大事来抓，" * 12
    assert text_of(table(["左栏", paragraph(long) + paragraph("第二段。")])) == f"左栏\n{long}\n第二段。"


def test_a_table_in_a_cell_is_read_once() -> None:
    assert text_of(table(["外", table(["内一", "内二"])])) == "外\t内一 内二"


def test_a_box_in_a_box_and_an_old_box_are_read_once() -> None:
    old = "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    assert text_of(
        paragraph("段", box(paragraph("外框", box(paragraph("内框"))))) + paragraph(old.format(paragraph("旧框")))
    ) == ("段\n外框\n内框\n\n旧框")


def test_a_placeholder_and_a_table_of_contents_are_no_text() -> None:
    toc = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    body = (
        control(paragraph("目录 1"), toc)
        + control(paragraph("单击此处输入文字"), "<w:showingPlcHdr/>")
        + paragraph("正文")
    )
    assert text_of(body) == "正文"


def test_endnotes_stand_last() -> None:
    note = '<w:endnote w:id="1">{}</w:endnote>'
    foot = '<w:footnote w:id="1">{}</w:footnote>'
    assert text_of(
        paragraph("正文"), endnotes=note.format(paragraph("尾注")), footnotes=foot.format(paragraph("脚注"))
    ) == ("正文\n脚注\n尾注")


# ── numbers that Word makes ───────────────────────────────────────────────────────────────────────


def level(style: str, text: str, at: int = 0, start: int = 1, more: str = "") -> str:
    counts = f'<w:start w:val="{start}"/><w:numFmt w:val="{style}"/>'
    return f'<w:lvl w:ilvl="{at}">{counts}{more}<w:lvlText w:val="{text}"/></w:lvl>'


def numbering(*levels: str, lists: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{lists}'


def item(text: str, at: int = 0, number: int = 1) -> str:
    return paragraph(text, looks=f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>')


def test_levels_count_and_begin_again() -> None:
    levels = (
        level("chineseCounting", "%1、"),
        level("chineseCounting", "（%2）", at=1),
        level("decimal", "%1.%3", at=2, more="<w:isLgl/>"),
    )
    body = item("总体") + item("甲", 1) + item("乙", 1) + item("丙", 2) + item("民生") + item("丁", 1)
    assert text_of(body, numbering=numbering(*levels)).split("\n") == [
        "一、总体", "（一）甲", "（二）乙", "1.1 丙", "二、民生", "（一）丁",
    ]  # fmt: skip


def test_lists_of_one_kind_count_on_until_one_begins_anew() -> None:
    lists = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
        "</w:lvlOverride></w:num>"
    )
    body = item("甲") + item("乙", number=2) + item("丙", number=3) + item("丁", number=3) + item("戊", number=9)
    assert text_of(body, numbering=numbering(level("decimal", "(%1)"), lists=lists)).split("\n") == [
        "(1)甲", "(2)乙", "(5)丙", "(6)丁", "戊",
    ]  # fmt: skip


def test_a_number_never_grows_together_with_a_figure() -> None:
    """1. before 5公里 is not 1.5公里."""
    assert text_of(item("5公里道路改造"), numbering=numbering(level("decimal", "%1."))) == "1. 5公里道路改造"


def test_a_level_that_never_begins_again() -> None:
    levels = (level("decimal", "%1、"), level("decimal", "(%2)", at=1, more='<w:lvlRestart w:val="0"/>'))
    body = item("甲") + item("子", 1) + item("乙") + item("丑", 1)
    assert text_of(body, numbering=numbering(*levels)).split("\n") == ["1、甲", "(1)子", "2、乙", "(2)丑"]


def test_numbers_by_style_and_none_by_wish() -> None:
    styles = (
        '<w:style w:styleId="h1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="h2"><w:basedOn w:val="h1"/></w:style>'
    )
    levels = (level("chineseCountingThousand", "第%1条"), level("decimal", "%2)", at=1, more='<w:pStyle w:val="h2"/>'))
    body = (
        paragraph("总则", looks='<w:pStyle w:val="h1"/>')
        + paragraph("细则", looks='<w:pStyle w:val="h2"/>')
        + paragraph("无号", looks='<w:pStyle w:val="h1"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    )
    assert text_of(body, numbering=numbering(*levels), styles=styles).split("\n") == ["第一条 总则", "1)细则", "无号"]


def test_bullets_are_no_text_and_empty_items_count() -> None:
    assert text_of(item("甲"), numbering=numbering(level("bullet", "\uf06c"))) == "甲"
    assert (
        text_of(item("甲") + item("") + item("乙"), numbering=numbering(level("decimal", "%1、"))) == "1、甲\n\n3、乙"
    )


def test_a_linked_list_style() -> None:
    stems = level("ideographTraditional", "%1、")
    parts = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="liste"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="liste"/>{stems}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    assert text_of(item("事项"), numbering=parts) == "甲、事项"


@pytest.mark.parametrize(
    ("style", "number", "written"),
    [
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 18, "十八"),
        ("chineseCounting", 20, "二十"),
        ("chineseCounting", 99, "九十九"),
        ("chineseCounting", 101, "一〇一"),
        ("chineseCountingThousand", 101, "一百〇一"),
        ("chineseCountingThousand", 1110, "一千一百一十"),
        ("chineseLegalSimplified", 18, "壹拾捌"),
        ("ideographDigital", 18, "一八"),
        ("ideographTraditional", 11, "甲"),
        ("ideographZodiac", 3, "寅"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircle", 21, "21"),
        ("decimalEnclosedParen", 2, "⑵"),
        ("decimalFullWidth", 18, "１８"),
        ("decimalZero", 8, "08"),
        ("upperRoman", 1994, "MCMXCIV"),
        ("lowerLetter", 27, "aa"),
        ("upperLetter", 2, "B"),
        ("noSuchFormat", 7, "7"),
        ("upperRoman", 0, ""),
    ],
)
def test_number_formats(style: str, number: int, written: str) -> None:
    assert write_number(number, style) == written


# ── the package ───────────────────────────────────────────────────────────────────────────────────


def test_the_newer_standard_and_utf_16_are_the_same_text() -> None:
    plain = f"<w:document {{}}><w:body>{paragraph('同一句话')}</w:body></w:document>"
    strict = plain.format('xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"')
    usual = plain.format('xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"')
    for xml in (strict.encode(), f'<?xml version="1.0" encoding="UTF-16"?>{usual}'.encode("utf-16")):
        assert read_docx("a.docx", make_zip({"word/document.xml": xml})).text == "同一句话"


def test_the_text_may_stand_in_a_part_of_another_name() -> None:
    from tests.read.making import NAMES, RELATIONS

    xml = f"<w:document {NAMES}><w:body>{paragraph('甲')}</w:body></w:document>"
    package = make_zip({"_rels/.rels": RELATIONS.format(main="/word/document2.xml"), "word/document2.xml": xml})
    assert read_docx("a.docx", package).text == "甲"


@pytest.mark.parametrize(
    ("title", "expected"),
    [("某区2030年 工作报告", "某区2030年 工作报告"), ("Microsoft Word - 文档1", None), ("某区", None)],
)
def test_a_title_counts_if_the_text_begins_with_it(title: str, expected: str | None) -> None:
    core = f'<c xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></c>'
    package = make_zip(
        {
            "word/document.xml": f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            f"<w:body>{paragraph('某区2030年工作报告')}</w:body></w:document>",
            "docProps/core.xml": core,
        }
    )
    assert read_docx("a.docx", package).title == expected


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (make_docx(paragraph("")), "no text in it"),
        (make_zip({"a.txt": "甲"}), "no Word file"),
        (make_zip({"word/document.xml": "<w:document"}), "damaged"),
        (make_docx(paragraph("甲"))[:-40], "damaged"),
        (b"PK\x03\x04" + bytes(60), "damaged"),
    ],
)
def test_what_is_no_report_is_told_in_one_line(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableReport, match=says):
        read_docx("report.docx", data)
