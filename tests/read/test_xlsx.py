"""Excel workbooks as reports: a sheet is a table, its cells say what a reader sees in them."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font

from tests.read.making import make_docx, make_zip, paragraph
from tracker.model import Document, Layout, UnreadableReport
from tracker.read.document import read_document
from tracker.read.xlsx import read_xlsx


def saved(book: openpyxl.Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def workbook(*rows: list[Any], merged: tuple[str, ...] = ()) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            if value is not None:
                sheet.cell(number, column, value)
    for each in merged:
        sheet.merge_cells(each)
    return book


def read(book: openpyxl.Workbook) -> Document:
    return read_xlsx("a.xlsx", saved(book))


def grids(document: Document) -> list[list[list[str | None]]]:
    return [
        [[None if c is None else "*" * c.head + document.text[c.start : c.end] for c in row] for row in table.grid()]
        for table in document.tables
    ]


def test_a_ledger_with_its_title_its_merged_head_and_a_note() -> None:
    document = read(
        workbook(
            ["某县2030年民生实事台账"],
            ["序号", "任务", "进展", None],
            [None, None, "目标", "完成"],
            [1, "新建停车场", "7处", "9处"],
            [2, "改造管线", "3公里", None],
            ["注：截至12月底。"],
            merged=("A1:D1", "A2:A3", "B2:B3", "C2:D2"),
        )
    )
    assert document.text.split("\n") == [
        "某县2030年民生实事台账",
        "序号\t任务\t进展",
        "目标\t完成",
        "1\t新建停车场\t7处\t9处",
        "2\t改造管线\t3公里",
        "注：截至12月底。",
    ]
    assert grids(document) == [
        [
            ["*序号", "*任务", "*进展", "*进展"],
            ["*序号", "*任务", "*目标", "*完成"],
            ["1", "新建停车场", "7处", "9处"],
            ["2", "改造管线", "3公里", None],
        ]
    ]
    assert document.blocks[0].layout is Layout.PARAGRAPH


def test_a_merged_cell_holds_for_all_its_rows_and_groups_stand_in_all_columns() -> None:
    rows = [
        ["大类", "任务", "完成"],
        ["民生", "学校", 2],
        [None, "食堂", 7],
        ["二、城建", None, None],
        ["路", "管线", 3],
    ]
    assert grids(read(workbook(*rows, merged=("A2:A3", "A4:C4")))) == [
        [
            ["*大类", "*任务", "*完成"],
            ["民生", "学校", "2"],
            ["民生", "食堂", "7"],
            ["二、城建"] * 3,
            ["路", "管线", "3"],
        ]
    ]


def test_tables_below_each_other_have_heads_of_their_own() -> None:
    document = read(
        workbook(
            ["指标", "实绩"],
            ["造林", 4.2],
            [],
            ["绿地", 12],
            [],
            ["城建情况"],
            ["任务", "目标"],
            ["停车场", 7],
            ["路", 3],
        )
    )
    assert grids(document) == [
        [["*指标", "*实绩"], ["造林", "4.2"], ["绿地", "12"]],
        [["*任务", "*目标"], ["停车场", "7"], ["路", "3"]],
    ]


def test_several_sheets_have_their_names_above_them_and_hidden_ones_are_not_read() -> None:
    book = workbook(["指标", "实绩"], ["造林", 4.2])
    book.active.title = "城区"
    second = book.create_sheet("乡镇")
    for row in (["指标", "实绩"], ["造林", 8]):
        second.append(row)
    hidden = book.create_sheet("底稿")
    hidden.append(["造林", 99])
    hidden.sheet_state = "hidden"
    document = read(book)
    assert document.text == "城区\n指标\t实绩\n造林\t4.2\n乡镇\n指标\t实绩\n造林\t8"
    assert [each.layout.value for each in document.blocks] == ["heading", "table", "heading", "table"]


def test_hidden_rows_and_columns_and_struck_out_cells_are_not_read() -> None:
    book = workbook(["指标", "旧值", "实绩"], ["造林", 3, 4.2], ["绿地", 5, 12], ["湿地", 1, 8])
    book.active.row_dimensions[3].hidden = True
    book.active.column_dimensions["B"].hidden = True
    book.active["C4"].font = Font(strike=True)
    assert read(book).text == "指标\t实绩\n造林\t4.2\n湿地"


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (0.052, "0.0%", "5.2%"),
        (0.9988, "0%", "100%"),
        (118.5678, "0.00", "118.57"),
        (118.5, "0.00", "118.50"),
        (13542.4, "#,##0.0", "13,542.4"),
        (13542, "#,##0", "13,542"),
        (0.1 + 0.2, "General", "0.3"),
        (1 / 3, "General", "0.3333333333"),
        (20.0, "General", "20"),
        (6.5, '0.0"亿元"', "6.5亿元"),
        (7, 'General"处"', "7处"),
        (-18.9, "0.0;[Red]-0.0", "-18.9"),
        (-18.9, "0.0;[Red]0.0", "-18.9"),
        (-1402, "#,##0_);(#,##0)", "-1,402"),
        (0, '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', "-"),
        (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (5, ";;;", ""),
        (118000, "#,##0,", "118"),
        (2.5, "0.##", "2.5"),
        (3, "0.##", "3"),
        (12345, "0\\.0,", "#"),
        (0.5, "# ?/?", "#"),
        (12345, "0.0E+00", "#"),
        (12, '[>=10]"多";0', "#"),
        (date(2030, 12, 31), "yyyy/m/d", "2030年12月31日"),
        (date(2030, 12, 31), 'yyyy"年"m"月"', "2030年12月"),
        (date(2030, 12, 31), '[$-804]m"月"d"日"', "12月31日"),
        (True, "General", "TRUE"),
        ("第一行\n第二行", "General", "第一行 第二行"),
    ],
)
def test_a_cell_says_what_it_shows(value: Any, code: str, text: str) -> None:
    book = workbook(["指标", value], ["造林", 1])
    book.active["B1"].number_format = code
    assert read(book).text.split("\n")[0] == f"指标\t{text}".rstrip()


def test_days_of_the_first_two_months_of_excels_calendar() -> None:
    book = workbook([1, 59, 61])
    for cell in book.active[1]:
        cell.number_format = "yyyy/m/d"
    assert read(book).text == "1900年1月1日\t1900年2月28日\t1900年3月1日"


def test_a_cell_at_the_far_corner_is_one_cell() -> None:
    book = workbook(["指标", "实绩"], ["造林", 4.2])
    book.active["XFD1048576"] = "远"
    document = read(book)
    assert document.text.endswith("\n远")
    assert len(document.tables[0].grid()) <= 3


def test_a_scorecard_is_no_report() -> None:
    book = workbook(["指标", "实绩"])
    book.create_sheet("_tracker")
    with pytest.raises(UnreadableReport, match="is a scorecard"):
        read(book)


def test_an_empty_workbook_is_told() -> None:
    with pytest.raises(UnreadableReport, match="no text in it"):
        read(workbook())


def test_workbooks_are_told_by_what_they_hold(tmp_path: Path) -> None:
    data = saved(workbook(["指标", "实绩"], ["造林", 4.2]))
    for name in ("a.xlsx", "台账.et", "a.doc", "a"):
        (tmp_path / name).write_bytes(data)
        assert read_document(str(tmp_path / name)).text == "指标\t实绩\n造林\t4.2"
    word = make_docx(paragraph("全年新建绿地12处。"))
    (tmp_path / "b.docx").write_bytes(word + b"xl/workbook.xml")
    assert read_document(str(tmp_path / "b.docx")).text == "全年新建绿地12处。"
    (tmp_path / "c.xlsx").write_bytes(make_zip({"xl/workbook.xml": "<workbook"}))
    with pytest.raises(UnreadableReport, match="no Excel workbook"):
        read_document(str(tmp_path / "c.xlsx"))
    (tmp_path / "d.xlsx").write_bytes(b"no workbook")
    with pytest.raises(UnreadableReport, match=r"no \.xlsx file"):
        read_document(str(tmp_path / "d.xlsx"))
