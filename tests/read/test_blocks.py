"""Paragraphs, headings, items and labels are told apart before anybody looks for a sentence."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.read.making import make_docx, paragraph, table
from tracker.model import Document, Layout
from tracker.read.blocks import find_blocks
from tracker.read.docx import read_docx
from tracker.read.html import read_html
from tracker.read.text import read_text


def shown(document: Document) -> list[tuple[str, str]]:
    return [(each.layout.value, document.text[each.start : each.end]) for each in document.blocks]


def blocks(text: str) -> list[str]:
    return [text[each.start : each.end] for each in find_blocks(text)]


@pytest.mark.parametrize(
    "text",
    [
        "1.新建停车场7处。（责任单位：住建局）\n进展情况：未启动",
        "责任单位：县住建局\n完成情况：已建成7处\n备注：无",
        "新建停车场7处\n改造管线3公里",
        "（一）项目建设\n全年新建停车场7处。",
        "一、综合\n年末人口12万人",
        "各位代表：\n全年工作顺利",
        "全年新建停车场\n4\n3处。",
        "　　全年新建停车场7处，\n　　改造管线3公里。",
        "工作稳步推进，\n\n各项任务完成。",
        "新建停车场7处，\n1.改造管线3公里",
        "新建停车场7处。其中\n- 城北3处",
        "实施城北老旧小区改造，建设停车场七处，惠及居民五百户\n"
        "实施城南老旧小区改造，建设停车场八处，惠及居民三百户\n新建学校",
    ],
)
def test_each_line_is_a_block(text: str) -> None:
    assert blocks(text) == [line.strip() for line in text.splitlines() if line.strip()]


@pytest.mark.parametrize(
    "text",
    [
        "全年财政金融平稳。广义货币M\n2\n增长13.6%。",
        "细颗粒物（PM\n2.5\n）浓度下降5%。",
        "制定了《\n关于节水的意见\n》，实施农村供水保障工程。",
        "新建停车场7处，\n改造管线3公里。",
        "全县地区生产总值118.6亿元，\n增长5.2%。",
    ],
)
def test_a_sentence_that_runs_on_is_one_block(text: str) -> None:
    assert blocks(text) == [text]


WRAPPED = """某县政府工作报告
一、二〇三〇年工作回顾
一年来，我们坚持把项目建设放在首位，开工项目三十六个，
其中亿元以上项目十四个，完成投资二十七亿元，新建绿地十
二处，改造供热管线三公里，城镇新增就业四千人。
（一）民生持续改善。全年改造老旧小区九个，惠及居民两千
余户，建成停车场七处。
"""


def test_a_text_that_is_wrapped_at_a_width() -> None:
    lines = WRAPPED.splitlines()
    assert blocks(WRAPPED) == [lines[0], lines[1], "\n".join(lines[2:5]), "\n".join(lines[5:7])]


def test_page_numbers_between_the_lines_of_a_sentence_are_left_out() -> None:
    pages = "".join(
        f"第{word}件实事顺利完成。全年新建停车场\n— {number} —\n{word}处，改造管线{word}公里。\n"
        for number, word in enumerate("一二三四", 1)
    )
    document = read_text("a.txt", pages.encode())
    assert len(document.blocks) == 4
    for number, block in enumerate(document.blocks, 1):
        assert [document.text[start:end] for start, end in block.left_out] == [f"— {number} —"]
    assert [block.left_out for block in find_blocks("新建停车场\n— 4 —\n3处，\n改造。")] == [(), (), ()]


def test_what_html_says_of_its_lines() -> None:
    page = "<h1>某县民生实事</h1><h3>教育</h3><p>新建学校2所，<br>改造3所。</p><ul><li>食堂7家<li>床位40张</ul>"
    rows = "<tr><th>任务</th><th>完成</th></tr><tr><td>学位</td><td>900</td></tr>"
    document = read_html("a.html", f"<body>{page}<table>{rows}</table></body>".encode())
    assert shown(document) == [
        ("heading", "某县民生实事"),
        ("heading", "教育"),
        ("paragraph", "新建学校2所，\n改造3所。"),
        ("item", "食堂7家"),
        ("item", "床位40张"),
        ("table", "任务\t完成\n学位\t900"),
    ]
    assert [each.level for each in document.blocks] == [1, 3, 0, 0, 0, 0]


def test_what_word_says_of_its_paragraphs() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="a1"><w:name w:val="heading 2"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr>'
        '</w:style><w:style w:type="paragraph" w:styleId="a2"><w:name w:val="Normal"/></w:style>'
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    body = (
        paragraph("某县民生实事", looks='<w:jc w:val="center"/><w:outlineLvl w:val="0"/>')
        + paragraph("教育", looks='<w:pStyle w:val="a1"/>')
        + paragraph("新建学校" * 20, looks='<w:pStyle w:val="a1"/>')
        + paragraph("食堂7家", looks='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
        + table(["任务", "完成"], ["学位", "900"])
        + paragraph("完成时限：6月")
    )
    document = read_docx("a.docx", make_docx(body, styles=styles, numbering=numbering))
    assert [(each.layout, each.level) for each in document.blocks] == [
        (Layout.HEADING, 1),
        (Layout.HEADING, 2),
        (Layout.PARAGRAPH, 0),
        (Layout.ITEM, 0),
        (Layout.TABLE, 0),
        (Layout.LABEL, 0),
    ]


def test_what_markdown_says_of_its_lines() -> None:
    document = read_text("a.md", "# 某县民生实事\n\n## 教育\n\n- 新建学校2所\n- 改造3所\n".encode())
    assert [(each.layout, each.level) for each in document.blocks] == [
        (Layout.HEADING, 1),
        (Layout.HEADING, 2),
        (Layout.ITEM, 0),
        (Layout.ITEM, 0),
    ]


@given(st.text("甲乙，。一、（）1.\t \n：-|", max_size=120))
def test_blocks_hold_all_that_a_text_shows(text: str) -> None:
    document = read_text("a.txt", text.encode()) if text.strip() else None
    if document is None:
        return
    for before, after in pairwise(document.blocks):
        assert before.end <= after.start
    held = "".join(document.text[each.start : each.end] for each in document.blocks)
    assert sorted("".join(held.split())) == sorted("".join(text.split()))


@pytest.mark.parametrize("line", ["甲。乙\n", "甲，\n", "（甲，\n", "1\n", "责任单位：\n"])
def test_a_text_of_many_short_lines_is_read_in_one_pass(line: str) -> None:
    """It may be one block: none of its lines is looked at more than once."""
    assert sum(each.end - each.start for each in find_blocks(line * 50_000)) >= 50_000
