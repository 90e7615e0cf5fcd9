"""The workbook: tested as rows, then opened once, as a reader, a reviewer and a printer would."""

from __future__ import annotations

import gc
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from tests.conftest import ROOT
from tests.write.samples import DECISION, MET, PARKING, REPORT, SHORT, SILENT, VAGUE, halfway, judged, quoted, sample
from tests.write.test_notice import picture
from tracker.judge.light import light_of
from tracker.model import (
    Better,
    CommitmentResult,
    FigureTarget,
    FileResult,
    Late,
    Light,
    Lights,
    Locality,
    Masthead,
    Matches,
    Op,
    Period,
    Reason,
    Stage,
    TargetResult,
    Value,
    Verdict,
)
from tracker.write.safe_text import display_width
from tracker.write.scorecard import stream_scorecard, write_scorecard
from tracker.write.scorecard_book import Cell, Rich
from tracker.write.scorecard_counts import Tally, by_area, count_commitments
from tracker.write.scorecard_follow import follow_up_columns, follow_up_rows
from tracker.write.scorecard_poster import arranged, card_of, pages_of, write_poster
from tracker.write.scorecard_rows import (
    commitment_columns,
    commitment_rows,
)
from tracker.write.scorecard_targets import (
    target_columns,
    target_rows,
    unverified_rows,
)
from tracker.write.scorecard_wall import best_across, groups_of, place_groups
from tracker.write.scorecard_words import actual_text, amount

SHEETS = ["总览", "承诺清单", "目标明细", "未核实", "规则", "挂图", "挂图分页", "大挂图", "_tracker"]
HOSTILE = [
    '=HYPERLINK("https://evil.example","x")',
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "\t=1",
    "a\x00b\x07c",
    "半个\ud83d字",
    "_x0041_",
    "#N/A",
    "<b>&amp;",
    "'quoted",
    "x" * 33_000,
    "多行\r\n文字\n=1",
    "https://example.org/not-a-link",
]


def plain(row: list[Any]) -> list[Any]:
    """Values without looks and links."""
    return [each.value if isinstance(each, Cell) else each for each in row]


def listed(result: FileResult) -> list[dict[str, Any]]:
    """The rows of 承诺清单 by the words of its header."""
    heads = [column.header for column in commitment_columns(result, "zh")]
    return [dict(zip(heads, plain(row), strict=True)) for row in commitment_rows(result, "zh")]


def detailed(result: FileResult) -> list[dict[str, Any]]:
    """The rows of 目标明细 by the words of its header."""
    heads = [column.header for column in target_columns(result, "zh")]
    return [dict(zip(heads, plain(row), strict=True)) for row in target_rows(result, "zh")]


def workbook(result: FileResult, lang: str = "zh", epoch: int | None = None) -> bytes:
    stream = BytesIO()
    stream_scorecard(result, stream, lang, epoch)
    return stream.getvalue()


def opened(data: bytes) -> Any:
    from openpyxl import load_workbook

    return load_workbook(BytesIO(data))


@pytest.fixture(scope="module")
def book() -> Any:
    return opened(workbook(sample()))


# ── rows ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_commitment_has_one_row() -> None:
    rows = listed(sample())
    assert [row["序号"] for row in rows] == [1, 2, "3.2", 4, 5, 6]
    first, second = rows[0], rows[1]
    assert first["完成时限"] == date(2022, 12, 31), "due at the end of the period where the commitment doesn't say"
    assert second["完成时限"] == date(2022, 6, 30)
    assert (first["目标"], first["完成情况"]) == ("造林面积 >= 1600 亩", "4233亩 >= 1600亩（预计数）")
    assert (first["已核实"], first["已核实项完成率"], first["结论"]) == ("1/1", Decimal(1), "完成")
    assert (first["结论来源"], first["原因"]) == ("自动", "数值达标")
    assert second["目标"] == "(1) 新建停车场 >= 5 处\n(2) 𠮷祥路 -> 开工"
    assert (second["已核实"], second["已核实项完成率"]) == ("2/2", Decimal("0.5"))
    assert second["结论"] == "未完成"
    assert second["出处"] == "某区2023年报告 · 一、过去一年 · 第2页\n某区2023年报告 · 一、过去一年"


def test_what_is_unknown_is_no_share_of_nothing() -> None:
    """0 % of what nobody could verify would read as a failure."""
    silent, bare = listed(sample())[5], listed(sample())[4]
    assert (silent["已核实"], silent["已核实项完成率"]) == ("0/2", "—")
    assert (bare["已核实"], bare["已核实项完成率"]) == (None, None)


def test_a_review_stands_beside_the_checkers_own_verdict() -> None:
    row = listed(sample())[3]
    assert (row["结论"], row["结论来源"], row["原因"]) == ("完成", "复核（自动：无法核实）", "验收单已核对")
    assert list(row.values())[-9:-4] == ["完成", "验收单已核对", "王芳", date(2023, 3, 15), None]


def test_a_target_has_one_row_and_a_commitment_without_any_has_one_too() -> None:
    rows = detailed(sample())
    assert [row["序号"] for row in rows] == [1, 2, 2, "3.2", 4, 5, 6, 6]
    evidence = MET.evidence[0]
    asked = ("目标", "要求", "目标值", "实际值", "单位", "实际／目标", "结论", "原因", "预计数")
    assert {key: rows[0][key] for key in asked} == {
        "目标": "造林面积 >= 1600 亩", "要求": "不少于", "目标值": Decimal(1600), "实际值": Decimal(4233), "单位": "亩",
        "实际／目标": Decimal("2.646"), "结论": "完成", "原因": "数值达标", "预计数": "是",
    }  # fmt: skip
    assert (rows[0]["起"], rows[0]["止"]) == (evidence.start, evidence.end)
    assert rows[2]["实际"] == "开工"
    assert rows[3]["实际"] == "4.8% | 5.2%"
    assert rows[5]["目标"] == "（没有可衡量的目标）"


def test_a_share_of_an_upper_limit_reads_as_it_is() -> None:
    """2.1 of at most 3 is 70 % of it, and not 142.9 %."""
    asked = FigureTarget("物价", Op.AT_MOST, Decimal(3), "%", better=Better.LOWER, written="物价 增长 <= 3 %")
    held = TargetResult(asked, Verdict.MET, Reason.VALUE_MEETS, False, Value(Decimal("2.1"), "%"), Decimal("1.429"))
    [row] = detailed(sample(judged(1, "a", held)))
    assert (row["要求"], row["实际／目标"]) == ("不超过", Decimal("0.7"))


def test_money_stands_in_the_targets_own_unit() -> None:
    asked = FigureTarget(
        "投资", Op.AT_LEAST, Decimal(6_000_000_000), "元", written="投资 >= 60 亿元", shown_unit="亿元",
        scale=Decimal(100_000_000),
    )  # fmt: skip
    held = TargetResult(asked, Verdict.MET, Reason.VALUE_MEETS, actual=Value(Decimal(6_600_000_000), "元"))
    [row] = detailed(sample(judged(1, "a", held)))
    assert (row["目标值"], row["实际值"], row["单位"], row["实际"]) == (60, 66, "亿元", "66亿元")


def test_a_source_is_named_by_its_title_never_by_a_path() -> None:
    bare = replace(MET, evidence=(replace(MET.evidence[0], title=None, report="elsewhere/deep/r.txt"),))
    [row] = listed(sample(judged(1, "a", bare)))
    assert row["出处"].startswith("r.txt")


def test_lights_lead_helpers_and_what_is_late_have_columns() -> None:
    late = Late(date(2022, 12, 31), "2023-05", quoted("造林4233亩"))
    one = judged(1, "a", replace(SILENT, light=Light.OVERDUE, late=late))
    one = replace(one, light=Light.OVERDUE, late=late,
                  commitment=replace(one.commitment, lead="副区长", helpers=("交警队", "城管局")))  # fmt: skip
    [row] = listed(sample(one))
    assert (row["亮灯"], row["责任领导"], row["配合单位"]) == ("■ 逾期", "副区长", "交警队、城管局")
    assert row["逾期完成"] == "2023-05达到（应于2022-12-31）"
    assert not [column.header for column in commitment_columns(sample(one), "zh")[:15] if column.hidden]
    assert detailed(sample(one))[0]["亮灯"] == "■ 逾期"


def test_what_has_to_be_followed_up_is_listed_by_office_the_worst_first() -> None:
    held = [
        replace(judged(number, "a", SILENT, owner=owner), light=light)
        for number, owner, light in (
            (1, "住建局", Light.BEHIND), (2, "住建局", Light.OVERDUE), (3, "教育局", Light.DUE_SOON),
            (4, "教育局", Light.DONE), (5, None, Light.BEHIND),
        )
    ]  # fmt: skip
    rows = [plain(row)[:3] for row in follow_up_rows(sample(*held), "zh")]
    assert rows == [
        ["（未明确单位）", "▲ 滞后", 5], ["住建局", "■ 逾期", 2], ["住建局", "▲ 滞后", 1], ["教育局", "◆ 临期", 3],
    ]  # fmt: skip


def test_links_lead_from_a_commitment_to_its_first_target_and_back() -> None:
    result = sample()
    there = [row[0].link for row in commitment_rows(result, "zh") if isinstance(row[0], Cell)]
    assert there == [f"#'目标明细'!A{row}" for row in (2, 3, 5, 6, 7, 8)]
    back = [row[0].link for row in target_rows(result, "zh") if isinstance(row[0], Cell)]
    assert back == [f"#'承诺清单'!A{row}" for row in (2, 3, 3, 4, 5, 6, 7, 7)]


def test_what_nobody_could_verify_is_listed_by_reason_nearest_first() -> None:
    rows = [plain(row) for row in unverified_rows(sample(), "zh")]
    assert [(row[0], row[1]) for row in rows] == [("提及但无数据", 6), ("报告未提及", 6), ("不可衡量", 5)]
    assert rows[0][5:7] == ["医保覆盖面继续扩大", "口径、名称"]
    assert rows[1][5] is None


def test_amounts_read_as_people_write_them_and_lose_nothing() -> None:
    assert amount(Decimal(299300), "亩", "zh") == "29.93万亩"
    assert amount(Decimal("11845000000"), "斤", "zh") == "118.45亿斤"
    assert amount(Decimal("123456789.5"), "元", "zh") == "123456789.5元"
    assert amount(Decimal("6.50"), "%", "zh") == "6.5%"
    assert amount(Decimal("1E+4"), "人", "en") == "10,000 人"
    assert actual_text(Value(Decimal(6), "%", Decimal("6.5")), "zh") == "6%–6.5%"
    assert actual_text(Stage.UNDER_WAY, "zh") == "在建"


@given(st.decimals(min_value=-(10**14), max_value=10**14, places=3))
def test_an_amount_is_exact(value: Decimal) -> None:
    text = amount(value, "元", "zh").removesuffix("元")
    scale = {"万": 10_000, "亿": 100_000_000}.get(text[-1], 1)
    assert Decimal(text.rstrip("万亿")) * scale == value


def test_unverified_counts_neither_way() -> None:
    tally = Tally(met=8, unmet=2, unverifiable=30)
    assert (tally.kept, tally.coverage) == (Decimal("0.8"), Decimal("0.25"))
    assert Tally(0, 0, 3).kept is None
    assert [line.name for line in by_area(sample(), "无")] == ["生态", "城建", "民生", "无"]


def test_a_range_keeps_both_ends() -> None:
    """Its lower end alone is another target: 10..12 % is not 10 %."""
    asked = FigureTarget("甲", Op.RANGE, Decimal(10), "%", Decimal("12.50"), written="甲 增长 10..12.5 %")
    held = TargetResult(asked, Verdict.MET, Reason.VALUE_MEETS, actual=Value(Decimal(11), "%", Decimal(12)))
    [row] = detailed(sample(judged(1, "a", held)))
    assert (row["目标值"], row["实际值"]) == ("10..12.5", "11..12")


@given(st.lists(st.integers(1, 40), min_size=1, max_size=30))
def test_the_wall_chart_has_a_place_for_every_commitment(sizes: list[int]) -> None:
    held = [
        judged(f"{group}.{place}", "名", area=f"组{group}") for group, size in enumerate(sizes) for place in range(size)
    ]
    groups = groups_of(sample(*held), "")
    across = best_across(groups)
    spots = place_groups(groups, across)
    taken: set[tuple[int, int]] = set()
    for spot in spots:
        cells = {(spot.shelf, spot.first + place % spot.across) for place in range(len(spot.group.members))}
        assert not taken & cells
        assert spot.first + spot.across <= across
        taken |= cells
    assert sum(len(spot.group.members) for spot in spots) == len(held)


@pytest.mark.parametrize("name", ["溪县", "呼伦贝尔市海拉尔经济技术开发区管理委员会"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_title_of_a_small_wall_chart_has_room_beside_the_counts(name: str, lang: str) -> None:
    """It was cut off by the coloured counts: a merged cell ends where the next one begins."""
    result = sample(judged(1, "a", MET))
    result = replace(result, targets=replace(result.targets, locality=Locality(name)))
    sheet = opened(workbook(result, lang))["Wall chart" if lang == "en" else "挂图"]
    span = next(each for each in sheet.merged_cells.ranges if (each.min_row, each.min_col) == (1, 1))
    characters = sum(sheet.column_dimensions[get_column_letter(each)].width for each in range(1, span.max_col + 1))
    room = characters * 5.5  # points: a column as wide as 16 characters takes 88
    for cell, lines in ((sheet["A1"], 1), (sheet["A2"], 2)):
        assert display_width(cell.value) / 2 * cell.font.size <= room * lines
    assert sheet["A1"].font.size >= 11


# ── the workbook, opened ──────────────────────────────────────────────────────────────────────────


def test_sheets_and_properties(book: Any) -> None:
    assert book.sheetnames == SHEETS
    assert book["_tracker"].sheet_state == "veryHidden"
    assert book.properties.title == "某区2022年承诺兑现记分卡"
    assert book.properties.creator.startswith("commitment-tracker ")
    assert book.properties.created == datetime(2023, 3, 15), "the latest date of the inputs, not the clock"


def test_tables_filters_frozen_header_and_print_setup(book: Any) -> None:
    for name, table in (("承诺清单", "Commitments"), ("目标明细", "Targets"), ("未核实", "Unverified")):
        sheet = book[name]
        held = sheet.tables[table]
        assert held.ref.startswith("A1:")
        assert held.autoFilter.ref == held.ref
        assert [column.name for column in held.tableColumns] == [cell.value for cell in sheet[1]]
        assert sheet.freeze_panes in ("C2", "B2")
        assert sheet.print_title_rows == "$1:$1"
    for sheet in book.worksheets[:6]:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.fitToWidth in (1, None), "which is one page wide"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage is True
        assert sheet.page_setup.paperSize == (8 if sheet.title in ("挂图", "目标明细") else 9)
    assert "&P" in book["承诺清单"].oddFooter.right.text
    assert book["挂图"].page_setup.fitToHeight in (1, None), "and one page high"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_table_has_no_two_columns_of_one_name(lang: str) -> None:
    for sheet in opened(workbook(sample(), lang)).worksheets:
        for table in sheet.tables.values():
            names = [column.name.casefold() for column in table.tableColumns]
            assert len(set(names)) == len(names), "Excel would call the file damaged"


def test_numbers_are_numbers_and_dates_are_dates(book: Any) -> None:
    sheet = book["目标明细"]
    head = {cell.value: cell.column for cell in sheet[1]}
    value = sheet.cell(2, head["实际值"])
    assert (value.value, value.number_format) == (4233, "#,##0")
    ratio = sheet.cell(2, head["实际／目标"])
    assert (ratio.value, ratio.number_format) == (2.646, "0.0%")
    due = next(cell for cell in book["承诺清单"][2] if cell.is_date)
    assert due.is_date
    assert due.value.date() == date(2022, 12, 31)
    assert book["承诺清单"]["A2"].value == 1
    assert book["承诺清单"]["A4"].value == "3.2"


def test_colour_and_sign_follow_the_word(book: Any) -> None:
    rules = {
        rule.formula[0]: rule.dxf
        for block in book["承诺清单"].conditional_formatting
        for rule in block.rules
        if rule.operator == "equal"
    }
    assert {word: dxf.numFmt.formatCode for word, dxf in rules.items()} == {
        '"完成"': '"✓ "@',
        '"未完成"': '"× "@',
        '"无法核实"': '"? "@',
    }
    assert len({dxf.fill.bgColor.rgb for dxf in rules.values()}) == 3


def test_the_reviewer_chooses_from_a_list(book: Any) -> None:
    held = {each.type: each for each in book["承诺清单"].data_validations.dataValidation}
    assert held["list"].formula1 == '"完成,未完成,无法核实"'
    assert str(held["list"].sqref) == "T2:T7"
    days = [each for each in book["承诺清单"].data_validations.dataValidation if each.type == "date"]
    assert [str(each.sqref) for each in days] == ["W2:X7", "AA2:AB7"]


def test_charts_follow_cells_that_hold_the_counts() -> None:
    data = workbook(sample())
    with zipfile.ZipFile(BytesIO(data)) as archive:
        charts = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/charts/")]
    sheet = opened(data)["总览"]
    assert len(charts) == 2
    for chart in charts:
        for formula, cache in re.findall(r"<(?:c:)?numRef><(?:c:)?f>(.*?)</(?:c:)?f><(?:c:)?numCache>(.*?)</", chart):
            del cache
            cells = sheet[formula.split("!")[1].replace("$", "")]
            assert all(
                isinstance(cell.value, int) for row in cells for cell in (row if isinstance(row, tuple) else (row,))
            )


def test_hostile_text_stays_text() -> None:
    results = [
        judged(number, text[:200], replace(MET, evidence=(replace(quoted("造林4233亩"), quote=text),)), area=text[:80])
        for number, text in enumerate(HOSTILE, 1)
    ]
    result = sample(*results)
    result = replace(result, reports=(replace(REPORT, url="javascript:alert(1)", title=HOSTILE[0]),))
    data = workbook(result)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith((".xml", ".rels"))}
    for name, xml in parts.items():
        if name.startswith("xl/worksheets/sheet"):
            assert "<f>" not in xml, "no cell is a formula"
            assert "<f " not in xml
        assert "javascript:" not in xml or name.startswith("xl/worksheets/sheet")
    assert not [name for name in parts if "externalLink" in name]
    targets = re.findall(
        r'Target="([^"]*)" TargetMode="External"|TargetMode="External"[^>]*Target="([^"]*)"', "".join(parts.values())
    )
    assert {a or b for a, b in targets} <= {"https://example.org/plan"}
    sheet = opened(data)["目标明细"]
    column = next(cell.column for cell in sheet[1] if cell.value == "依据原文")
    quotes = [sheet.cell(row, column) for row in range(2, 2 + len(HOSTILE))]
    assert all(cell.data_type == "s" for cell in quotes)
    assert quotes[0].value == HOSTILE[0]
    assert quotes[0].quotePrefix, "or a person who edits the cell would make a formula of it"
    assert quotes[5].value == "a␀b␇c"
    assert quotes[6].value == "半个\ufffd字"
    assert quotes[11].value.endswith("［超出 Excel 单元格上限，已截短］")
    assert len(quotes[11].value) == 32_767


@settings(max_examples=25)
@given(st.text(st.characters(), min_size=1, max_size=60))
def test_any_text_can_be_written_and_read(text: str) -> None:
    result = sample(judged(1, text, replace(MET, comparison=text), area=text, owner=text))
    book = opened(
        workbook(replace(result, targets=replace(result.targets, locality=replace(result.targets.locality, name=text))))
    )
    assert book["承诺清单"].max_row == 2


def test_the_same_input_gives_the_same_bytes() -> None:
    script = (
        "import sys; from tests.write.samples import sample; from tests.write.test_scorecard import workbook\n"
        "sys.stdout.buffer.write(workbook(sample()))"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "PATH": "", "TZ": zone},
            check=True,
            capture_output=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai"))
    ]
    assert runs[0] == runs[1]


def test_the_date_is_that_of_the_environment_where_it_has_one() -> None:
    data = workbook(sample(), epoch=1_700_000_000)
    book = opened(data)
    assert book.properties.created == datetime(2023, 11, 14)
    assert any("2023-11-14" in str(cell.value) for row in book["总览"].iter_rows() for cell in row)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_english_throughout() -> None:
    book = opened(workbook(sample(), "en"))
    assert book.sheetnames[:6] == ["Overview", "Commitments", "Targets", "Not verified", "Rules", "Wall chart"]
    theirs = {"某", "植", "停", "居", "医", "作", "湿", "生", "城", "民"}
    for name in ("Rules", "Overview"):
        for text in texts(book[name]):
            left = re.sub(r"某区2022年工作计划|某区2023年报告|某市|某区", "", text)
            assert not re.search(r"[\u4e00-\u9fff]", left) or left[0] in theirs, text


def texts(sheet: Any) -> Iterator[str]:
    return (cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str))


def test_every_kind_of_input_is_named_with_its_hash(book: Any) -> None:
    said = "\n".join(texts(book["总览"]))
    for path, digest in (("targets/a-2022.yaml", "b" * 64), ("reports/a.txt", "a" * 64)):
        assert f"{path}\n打开\nSHA-256 {digest}\n" in said, "the hash on one line, to be looked for"
    for verdict in ("✓ 完成", "× 未完成", "? 无法核实"):
        assert verdict in said


def test_progress_is_shown_where_there_is_some() -> None:
    book = opened(workbook(sample(judged(1, "造林", halfway(SILENT)))))
    head = {cell.value: cell.column_letter for cell in book["目标明细"][1]}
    assert book["目标明细"][f"{head['进度']}2"].value == "时间进度50%，完成62%"
    assert not book["目标明细"].column_dimensions[head["进度"]].hidden


def test_pandas_reads_it() -> None:
    import pandas as pd

    frame = pd.read_excel(BytesIO(workbook(sample())), sheet_name="承诺清单")
    assert list(frame["结论"]) == ["完成", "未完成", "未完成", "完成", "无法核实", "无法核实"]
    assert str(frame["完成时限"].dtype).startswith("datetime64")
    frame = pd.read_excel(BytesIO(workbook(sample())), sheet_name="目标明细")
    assert frame["实际值"].dropna().tolist() == [4233, 3]


def test_an_empty_list_still_makes_a_workbook_that_opens() -> None:
    result = sample(judged(1, "造林", MET))
    book = opened(workbook(result))
    assert book["未核实"].max_row == 2
    empty = replace(result, results=(), reports=())
    assert opened(workbook(empty)).sheetnames == SHEETS


def test_sixty_links_and_more_than_excel_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    from tracker.write import scorecard_book

    monkeypatch.setattr(scorecard_book, "MAX_LINKS", 3)
    sheet = opened(workbook(sample()))["承诺清单"]
    assert sum(cell.hyperlink is not None for row in sheet.iter_rows() for cell in row) == 3


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_libreoffice_prints_it_without_complaint(tmp_path: Path, lang: str) -> None:
    office, reader = shutil.which("soffice"), shutil.which("pdftotext")
    if office is None or reader is None:
        pytest.skip("not looked at as a printed page: LibreOffice (soffice) or pdftotext is not installed")
    path = tmp_path / "a.xlsx"
    results = [
        everywhere(judged(number, f"任务{number}", (DROPPED, SHORT, VAGUE, MET)[number % 4], area=f"领域{number % 5}"))
        for number in range(1, 61)
    ]
    write_scorecard(replace(sample(*results), as_of=date(2022, 7, 1)), path, lang)
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    run = subprocess.run(
        [office, home, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, path],
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert run.returncode == 0, run.stderr
    said = subprocess.run([reader, tmp_path / "a.pdf", "-"], capture_output=True, text=True, check=True).stdout
    pages = said.rstrip("\f").split("\f")
    assert ("承诺兑现记分卡" if lang == "zh" else "scorecard") in pages[0]
    walls = [page for page in pages if all(f"任务{number}" in page for number in range(1, 61))]
    assert len(walls) == 1, "the wall chart is one page and holds them all"
    paged, poster = pages[pages.index(walls[0]) + 1 : -4], pages[-4:]
    assert len(paged) > 1, "and once more in pages"
    for parts in (paged, poster):  # the poster is A1: two by two A3 pages
        assert all(f"任务{number}" in "".join(parts) for number in range(1, 61))
    assert not re.search(r"Err:\d+|#REF!|#NAME\?|###", said)
    assert sizes_on_paper(tmp_path / "a.pdf") >= 9, "points of the smallest letter of any page"


DROPPED = replace(SILENT, reason=Reason.WITHDRAWN)


def everywhere(each: CommitmentResult) -> CommitmentResult:
    """A commitment that fills every column: then they are narrow, and no day or number may turn into ###."""
    commitment = replace(each.commitment, lead="分管副区长", helpers=("区发展和改革局", "区公安分局"))
    return replace(each, commitment=commitment, light=list(Light)[int(each.commitment.id) % len(Light)])


def sizes_on_paper(path: Path) -> float:
    """The size in points of the smallest letter that is printed."""
    from pypdfium2 import PdfDocument, raw

    least = 99.0
    for page in PdfDocument(path):
        letters = page.get_textpage()
        for place in range(letters.count_chars()):
            if raw.FPDFText_GetUnicode(letters, place) > ord(" "):
                matrix = raw.FS_MATRIX()
                raw.FPDFText_GetMatrix(letters, place, matrix)
                least = min(least, raw.FPDFText_GetFontSize(letters, place) * abs(matrix.d))
    return least


@pytest.mark.parametrize("many", [1, 7, 60, 300])
def test_the_poster_has_a_readable_card_for_every_commitment(many: int) -> None:
    kinds = (MET, SHORT, VAGUE, SILENT)
    results = [judged(number, f"任务{number}", kinds[number % 4], kinds[number % 3]) for number in range(1, many + 1)]
    layout, canvas = write_poster(sample(*results), "zh")
    cards = [cell.value for cell in canvas.cells.values() if isinstance(cell.value, Rich)]
    assert [card.runs[0][0].split()[0] for card in cards] == [str(number) for number in range(1, many + 1)]
    assert [card.runs[1][0].strip() for card in cards] == [f"任务{number}" for number in range(1, many + 1)]
    across, tiles = arranged([card_of(each, sample(*results), "zh")[1] for each in results])
    assert layout.tiles == tiles == {1: 1, 7: 1, 60: 2, 300: 4}[many]
    assert across % tiles == 0, "as many cards on each page"


def test_a_page_of_the_poster_ends_between_rows() -> None:
    assert pages_of([400.0, 400.0], 1000.0) == 1
    assert pages_of([400.0, 400.0, 400.0], 1000.0) == 2
    assert pages_of([900.0, 900.0], 1000.0) == 3, "the head stands alone where no row fits below it"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_card_says_how_many_targets_it_leaves_out(lang: str) -> None:
    each = judged(1, "造林", MET, MET, MET, MET, SHORT, VAGUE)
    card, points = card_of(each, sample(each), lang)
    assert card.runs[-1][0].endswith("…另有2项" if lang == "zh" else "… 2 more")
    assert points > card_of(judged(1, "造林", MET), sample(each), lang)[1]


def test_a_target_result_without_target_is_said(book: Any) -> None:
    sheet = book["承诺清单"]
    row = {head.value: cell.value for head, cell in zip(sheet[1], sheet[6], strict=True)}
    assert (row["完成情况"], row["结论"]) == ("不可衡量", "无法核实")


def test_verdicts_of_targets_and_commitments_are_counted_apart() -> None:
    line = by_area(sample(judged(1, "a", MET, SHORT), judged(2, "b", VAGUE)), "")[0]
    assert line.commitments == Tally(0, 1, 1)
    assert line.targets == Tally(1, 1, 1)
    assert TargetResult(None, Verdict.UNVERIFIABLE, VAGUE.reason).target is None


def test_an_office_puts_its_own_words_over_and_under_it() -> None:
    head = Masthead("重点工作完成情况", "某区政府督查室", picture().hex(), "内部资料 & 勿传")
    data = workbook(replace(sample(), masthead=head))
    book = opened(data)
    assert book["总览"]["A1"].value == "某区2022年重点工作完成情况"
    assert "某区政府督查室" in book["总览"]["A2"].value
    assert book["承诺清单"].oddFooter.left.text == "内部资料 && 勿传", "as Excel wants it"
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert [name for name in archive.namelist() if name.startswith("xl/media/")]


def test_what_was_withdrawn_is_counted_by_itself() -> None:
    """Never among the unknown: not in the counts, nor in the list of what is still to be verified."""
    dropped = replace(VAGUE, reason=Reason.WITHDRAWN)
    result = sample(judged(1, "a", dropped), judged(2, "b", MET), judged(3, "c", SILENT))
    assert count_commitments(result.results) == Tally(1, 0, 1, 1)
    assert [plain(row)[1] for row in unverified_rows(result, "zh")] == [3]
    said = "\n".join(texts(opened(workbook(result))["总览"]))
    assert "另有退出1项" in said
    assert light_of(dropped, Matches(), Period.of_year(2022), date(2022, 12, 31), date(2023, 1, 1), Lights()) is None


def test_a_written_workbook_is_let_go_at_once() -> None:
    """A run writes thousands: what each leaves for the search of garbage would lie in memory."""
    stream_scorecard(sample(judged(1, "停车场", MET)), BytesIO(), "zh")
    gc.collect()
    gc.disable()
    try:
        stream_scorecard(sample(judged(1, "停车场", MET)), BytesIO(), "zh")
        assert gc.collect() == 0
    finally:
        gc.enable()


def due_in_july() -> FileResult:
    """A commitment due at the year's end with a target that is due in July, and overdue."""
    early = replace(SHORT, target=replace(PARKING, due=date(2022, 7, 20)), light=Light.OVERDUE)
    held = replace(judged(2, "停车场", early, replace(MET, light=Light.DONE), owner="住建局"), light=Light.OVERDUE)
    return replace(sample(held), as_of=date(2022, 9, 30))


def test_the_day_of_a_target_that_is_due_before_its_commitment() -> None:
    result = due_in_july()
    assert [row["完成时限"] for row in detailed(result)] == [date(2022, 7, 20), date(2022, 12, 31)]
    [row] = listed(result)
    assert row["完成时限"] == date(2022, 12, 31)
    assert row["目标"] == "(1) 新建停车场 >= 5 处（2022-07-20前）\n(2) 造林面积 >= 1600 亩"
    heads = [column.header for column in follow_up_columns(result, "zh")]
    [followed] = [dict(zip(heads, plain(each), strict=True)) for each in follow_up_rows(result, "zh")]
    assert followed["完成时限"] == date(2022, 7, 20), "the day that the light is about"


def test_a_decision_that_overrules_the_checker_has_no_share_of_its_count() -> None:
    decision = replace(DECISION, id=1, verdict=Verdict.UNVERIFIABLE)
    [row] = listed(sample(judged(1, "造林", MET, review=decision)))
    assert (row["结论"], row["已核实"], row["已核实项完成率"]) == ("无法核实", "—", "—")
    [row] = listed(sample(judged(1, "造林", MET, review=replace(decision, verdict=Verdict.MET))))
    assert (row["已核实"], row["已核实项完成率"]) == ("1/1", Decimal(1)), "where both say the same it stands"


def test_both_ways_to_say_reported_against_target_are_explained() -> None:
    said = [cell.value for row in opened(workbook(sample()))["总览"].iter_rows() for cell in row]
    assert any(str(text).startswith("· 实际／目标是报告的数除以目标的数") for text in said)
