"""Tables keep their rows, cells and heads, whatever format they came in, and each cell is a quote of the text."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.read.making import make_docx, paragraph, run
from tracker.model import Document, Table
from tracker.read.docx import read_docx
from tracker.read.html import read_html
from tracker.read.tables import RawCell, RawTable, settle
from tracker.read.text import read_text
from tracker.read.text_tables import find_tables


def shown(document: Document, table: Table) -> list[list[str | None]]:
    """A table's grid as its words; a head's cells in brackets."""
    words = document.text
    return [
        [None if c is None else f"[{words[c.start : c.end]}]" if c.head else words[c.start : c.end] for c in row]
        for row in table.grid()
    ]


def only(document: Document) -> list[list[str | None]]:
    assert len(document.tables) == 1
    return shown(document, document.tables[0])


def text(content: str) -> Document:
    return read_text("a.txt", content.encode())


def page(main: str) -> Document:
    return read_html("a.html", f"<body><p>各项任务进展顺利，现通报如下。</p>{main}</body>".encode())


HEAD = ["[项目]", "[年度目标]", "[完成情况]"]
ROW = ["新建停车场", "7处", "9处"]


# ── text ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "written",
    [
        "项目\t年度目标\t完成情况\n新建停车场\t7处\t9处",
        "| 项目 | 年度目标 | 完成情况 |\n| --- | :---: | --- |\n| 新建停车场 | 7处 | 9处 |",
        "项目 | 年度目标 | 完成情况\n---|---|---\n新建停车场 | 7处 | 9处",
        "项目|年度目标|完成情况\n新建停车场|7处|9处",
        "┌──┬──┬──┐\n│项目│年度目标│完成情况│\n├──┼──┼──┤\n│新建停车场│7处│9处│\n└──┴──┴──┘",
        "+---+---+\n| 项目 | 年度目标 | 完成情况 |\n+===+===+\n| 新建停车场 | 7处 | 9处 |\n+---+---+",
    ],
)
def test_a_table_in_plain_text(written: str) -> None:
    document = text(f"某县2030年民生实事完成情况\n\n{written}\n\n以上任务由各单位负责。")
    assert only(document) == [HEAD, ROW]
    assert document.text.startswith("某县2030年民生实事完成情况\n\n" + written)  # a text's own characters stay


def test_a_cell_that_is_broken_between_drawn_lines_makes_no_table() -> None:
    """Its lines stand between those of its neighbours: no stretch of the text is the cell, and half of one misleads."""
    rows = "| 项目 | 完成 |\n+--+--+\n| 养老 | 10张 |\n| 床位 | |\n+--+--+\n| 停车场 | 7处 |\n+--+--+"
    assert text(f"+--+--+\n{rows}").tables == ()
    assert len(text(f"+--+--+\n{rows.replace('| 床位 | |', '+--+--+')}").tables) == 1


def test_columns_that_only_white_space_parts_are_a_table_where_three_rows_agree() -> None:
    rows = ["指标            单位    实绩", "地区生产总值    亿元    118.6", "　　粮食产量　　万吨　　18.4"]
    assert only(text("\n".join(rows))) == [
        ["[指标]", "[单位]", "[实绩]"],
        ["地区生产总值", "亿元", "118.6"],
        ["粮食产量", "万吨", "18.4"],
    ]
    assert text("\n".join(rows[:2])).tables == ()


@pytest.mark.parametrize(
    "written",
    [
        "新建停车场3\t4处。\n其他任务完成。",
        "1.\t新建停车场7处。\n2.\t改造管线3公里。\n3.\t植树40亩。",
        "\t一是新建停车场7处。\n\t二是改造管线3公里。",
        "　　张三　　李四　　王五\n　　赵六　　钱七　　孙八\n　　周九　　吴十　　郑一",
        "一、综合    1\n二、农业    2\n三、工业    5",
        "来源：区政府办 | 打印\n新建停车场7处。",
        "----\n新建停车场7处。\n----",
        "|||\n|||",
    ],
)
def test_what_is_no_table(written: str) -> None:
    assert text(written).tables == ()


def test_a_name_of_a_group_between_the_rows_stands_in_all_columns() -> None:
    document = text("序号\t任务\t时限\n一、城建（1项）\n1\t建停车场7处\t6月\n二、教育（1项）\n2\t建学校2所\t9月")
    assert only(document) == [
        ["[序号]", "[任务]", "[时限]"],
        ["一、城建（1项）"] * 3,
        ["1", "建停车场7处", "6月"],
        ["二、教育（1项）"] * 3,
        ["2", "建学校2所", "9月"],
    ]


def test_a_title_in_the_table_and_notes_below_are_paragraphs() -> None:
    document = text(
        "2030年主要指标\t\t\n单位：亿元\n指标\t2029\t2030\n地区生产总值\t110\t118.6\n注：为初步核算数。\t\t"
    )
    assert only(document) == [["[指标]", "[2029]", "[2030]"], ["地区生产总值", "110", "118.6"]]


def test_a_row_that_counts_the_columns_belongs_to_the_head() -> None:
    document = text("指标\t计划\t实绩\n甲\t1\t2\n粮食（万吨）\t18\t18.4")
    assert [cell.head for cell in document.tables[0].cells] == [True] * 6 + [False] * 3


def test_a_head_that_each_page_repeats() -> None:
    document = text("指标\t实绩\n造林\t4.2\n指标\t实绩\n绿地\t12")
    assert only(document) == [["[指标]", "[实绩]"], ["造林", "4.2"], ["[指标]", "[实绩]"], ["绿地", "12"]]


def test_rows_of_figures_without_a_head_have_none() -> None:
    assert only(text("造林\t4.2\n绿地\t12")) == [["造林", "4.2"], ["绿地", "12"]]


# ── HTML ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_head_of_two_rows_with_merged_cells() -> None:
    document = page(
        "<table><caption>就业</caption><tr><th rowspan=2>地区</th><th colspan=2>新增就业（人）</th></tr>"
        "<tr><td>目标</td><td>完成</td></tr><tr><td>全市</td><td>27800</td><td>52242</td></tr></table><p>说明。</p>"
    )
    assert only(document) == [
        ["[地区]", "[新增就业（人）]", "[新增就业（人）]"],
        ["[地区]", "[目标]", "[完成]"],
        ["全市", "27800", "52242"],
    ]
    table = document.tables[0]
    assert document.text[: table.start].endswith("就业\n")
    assert document.text[table.end :] == "\n说明。"


def test_a_cell_that_reaches_down_stands_in_each_of_its_rows() -> None:
    document = page(
        "<table><thead><tr><td>大类</td><td>任务</td></tr></thead><tr><td rowspan=0>民生</td><td>建校2所</td></tr>"
        "<tr><td>修路3公里</td></tr></table>"
    )
    assert only(document) == [["[大类]", "[任务]"], ["民生", "建校2所"], ["民生", "修路3公里"]]


def test_a_head_that_reaches_down_the_whole_table() -> None:
    document = page("<table><tr><th rowspan=3>甲</th></tr><tr><td>乙<td>1</tr><tr><td>丙<td>2</tr></table>")
    assert only(document) == [["[甲]", None, None], ["[甲]", "乙", "1"], ["[甲]", "丙", "2"]]


def test_a_row_head_is_no_column_head() -> None:
    document = page("<table><tr><th>造林</th><td>4.2</td></tr><tr><th>绿地</th><td>12</td></tr></table>")
    assert only(document) == [["造林", "4.2"], ["绿地", "12"]]


def test_a_long_cell_is_one_quote() -> None:
    long = "<p>已完成。</p><p>其中：" + "新建停车场一处，" * 40 + "</p>"
    document = page(
        "<table><tr><td>序号</td><td>任务</td><td>落实进展</td></tr>"
        f"<tr><td>1</td><td>建停车场</td><td>{long}</td></tr></table>"
    )
    cell = document.tables[0].cells[-1]
    assert document.text[cell.start : cell.end].startswith("已完成。 其中：新建停车场一处，")
    assert cell.end - cell.start > 320
    assert "\n" not in document.text[cell.start : cell.end]


def test_a_table_that_lays_out_the_page_is_none_and_one_inside_it_is() -> None:
    inner = "<table><tr><th>指标</th><th>实绩</th></tr><tr><td>造林</td><td>4.2</td></tr></table>"
    article = f"<p>{'全年各项任务进展顺利。' * 30}</p>{inner}<p>谢谢大家。</p>"
    document = page(f"<table><tr><td>某县政府网</td><td>公报</td></tr><tr><td>导航</td><td>{article}</td></tr></table>")
    assert only(document) == [["[指标]", "[实绩]"], ["造林", "4.2"]]
    assert document.text.endswith("\n谢谢大家。")


def test_tables_without_end_are_lines() -> None:
    """Each cell holds one table more: no recursion, and each word once."""
    main = "<table><tr><td>甲</td><td>乙" * 300
    assert page(main).text.count("乙") == 300


def test_spans_without_bounds_make_no_grid() -> None:
    row = "<tr>" + "<td rowspan=60000 colspan=900>甲</td>" * 50 + "</tr>"
    document = page(f"<table>{row * 40}</table>")
    assert document.text.count("甲") == 2000
    assert sum(len(row) for table in document.tables for row in table.grid()) <= 2_000_000


# ── Word ──────────────────────────────────────────────────────────────────────────────────────────


def cell(words: str, looks: str = "") -> str:
    return f"<w:tc><w:tcPr>{looks}</w:tcPr>{''.join(map(paragraph, words.split('¶')))}</w:tc>"


def row(*cells: str, looks: str = "") -> str:
    return f"<w:tr>{f'<w:trPr>{looks}</w:trPr>' if looks else ''}{''.join(cells)}</w:tr>"


DOWN, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def test_word_merges_cells_across_and_down() -> None:
    body = (
        row(cell("大类", DOWN), cell("任务", '<w:gridSpan w:val="2"/>'), looks="<w:tblHeader/>")
        + row(cell("", ON), cell("目标"), cell("进展"), looks="<w:tblHeader/>")
        + row(cell("民生", DOWN), cell("7处"), cell("已完成。¶共9处。"))
        + row(cell("", ON), cell("2所"), cell("未开工"))
        + row(cell("在建", '<w:gridSpan w:val="2"/>'), looks='<w:gridBefore w:val="1"/>')
    )
    document = read_docx("a.docx", make_docx(paragraph("进展表") + f"<w:tbl>{body}</w:tbl>" + paragraph("说明。")))
    assert only(document) == [
        ["[大类]", "[任务]", "[任务]"],
        ["[大类]", "[目标]", "[进展]"],
        ["民生", "7处", "已完成。 共9处。"],
        ["民生", "2所", "未开工"],
        [None, "在建", "在建"],
    ]
    assert document.text.endswith("\n说明。")


def test_columns_in_which_no_cell_begins_are_none() -> None:
    """Word's grid has a column for every edge that is a hair off."""
    body = row(cell("指标", '<w:gridSpan w:val="3"/>'), cell("实绩", '<w:gridSpan w:val="2"/>'))
    body += row(cell("造林", '<w:gridSpan w:val="3"/>'), cell("4.2", '<w:gridSpan w:val="2"/>'))
    assert only(read_docx("a.docx", make_docx(f"<w:tbl>{body}</w:tbl>"))) == [["[指标]", "[实绩]"], ["造林", "4.2"]]


def test_lines_with_tabs_in_word_are_a_table_too() -> None:
    tab = "<w:r><w:tab/></w:r>"
    body = paragraph(run("指标"), tab, run("实绩")) + paragraph(run("造林"), tab, run("4.2"))
    assert only(read_docx("a.docx", make_docx(body))) == [["[指标]", "[实绩]"], ["造林", "4.2"]]


# ── whatever a table is like ──────────────────────────────────────────────────────────────────────

words = st.text("甲乙12.% ", max_size=4).map(lambda each: " ".join(each.split()))
raw_rows = st.lists(
    st.lists(st.tuples(words, st.integers(1, 4), st.integers(1, 3), st.booleans()), max_size=4), max_size=5
)


@given(raw_rows)
def test_every_cell_is_found_where_it_stands(rows: list[list[tuple[str, int, int, bool]]]) -> None:
    table = RawTable([[RawCell([said], down, across, head) for said, down, across, head in row] for row in rows])
    settled = settle(["前文", table, "后文"])
    whole, tables = settled.text, settled.tables
    given_words = {said for row in rows for said, *_ in row}
    for found in tables:
        assert {whole[each.start : each.end] for each in found.cells} <= given_words | {""}
        assert whole[found.start - 1 : found.start] in ("", "\n")
        for line in found.grid():
            assert len(line) == len(found.grid()[0])
        for each in found.cells:
            assert found.start <= each.start <= each.end <= found.end
            assert found.grid()[each.row][each.column] is not None


@given(st.text("甲乙12\t| 　-—\n。、", max_size=80))
def test_any_text_has_tables_that_lie_in_it(content: str) -> None:
    tables = find_tables(content)
    for before, after in pairwise(tables):
        assert before.end <= after.start
    for table in tables:
        assert all(table.start <= each.start <= each.end <= table.end for each in table.cells)
        assert all("\n" not in content[each.start : each.end] for each in table.cells)


@pytest.mark.parametrize("name", ["same.txt", "same.docx", "same.html"])
def test_the_same_table_in_every_format(name: str) -> None:
    from tracker.read.document import read_document

    document = read_document(str(Path(__file__).parent.parent / "cases" / "documents" / name))
    same = read_document(str(Path(__file__).parent.parent / "cases" / "documents" / "same.txt"))
    assert [shown(document, table) for table in document.tables] == [shown(same, table) for table in same.tables] != []
