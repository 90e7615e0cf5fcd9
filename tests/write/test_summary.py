"""The summary over all scorecards: ranks with their denominators, and the two long lists."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.write.samples import MET, SHORT, SILENT, VAGUE, judged, sample
from tracker.model import FileResult, Late, Light, Period, Reason
from tracker.write.scorecard_counts import Line, Tally
from tracker.write.summary import stream_summary, write_summary
from tracker.write.summary_groups import Group, by_key, by_locality, over_all, ranked
from tracker.write.summary_years import chain_rows, links_of, year_row, year_rows


def three() -> list[FileResult]:
    east = [judged(1, "a", MET), judged(2, "b", MET), judged(3, "c", SHORT, area="城建", owner="住建局")]
    east += [judged(number, "d", MET) for number in (4, 5)]
    west = [judged(1, "a", MET, area="城建", owner="住建局"), judged(2, "b", SILENT)]
    north = [judged(1, "a", VAGUE)]
    return [
        sample(*north, path="targets/north.yaml", name="北区"),
        sample(*east, path="targets/east.yaml", name="东区"),
        sample(*west, path="targets/west 2022.yaml", name="西区"),
    ]


def book(lang: str = "zh") -> Any:
    stream = BytesIO()
    stream_summary(three(), stream, lang)
    return load_workbook(stream)


def rows(sheet: Any) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]


def test_localities_are_ranked_by_what_was_met_of_what_was_verified() -> None:
    assert [(rank, group.name) for rank, group in ranked(by_locality(three()))] == [
        (1, "东区"),
        (None, "西区"),  # 100 %, but of one
        (None, "北区"),
    ]
    found = rows(book()["地区"])
    assert [row[:7] for row in found] == [
        [1, "东区", "2022年", 0.8, "4 / 5", 1, "5 / 5"],
        ["—", "西区", "2022年", 1, "1 / 1", 0.5, "1 / 2"],
        ["—", "北区", "2022年", "—", "0 / 0", 0, "0 / 1"],
    ]


def test_equals_share_a_rank_and_the_next_one_counts_them() -> None:
    groups = [
        Group(name, Line(name, tally, Tally()))
        for name, tally in (
            ("a", Tally(5, 5)),
            ("b", Tally(5, 5)),
            ("c", Tally(6, 6)),
            ("d", Tally(0, 5)),
            ("e", Tally(4, 0, 9)),
        )
    ]
    assert [(rank, group.name) for rank, group in ranked(groups)] == [
        (1, "c"),
        (2, "a"),
        (2, "b"),
        (4, "d"),
        (None, "e"),
    ]


def test_areas_and_offices_are_counted_over_localities() -> None:
    groups = {group.name: group for group in by_key(three(), lambda each: each.owner)}
    assert groups["住建局"].line.commitments == Tally(1, 1, 0)
    assert groups["住建局"].line.commitments.kept == Decimal("0.5")
    assert groups["住建局"].places == {"东区", "西区"}
    assert groups["林草局"].line.commitments == Tally(4, 0, 2)
    found = {row[1]: row[2] for row in rows(book()["各责任单位"])}
    assert found == {"林草局": 3, "住建局": 2}


def test_no_sheet_without_an_area_or_an_office() -> None:
    stream = BytesIO()
    stream_summary([sample(judged(1, "a", MET, area=None, owner=None))], stream, "zh")
    assert load_workbook(stream).sheetnames[:4] == ["总览", "地区", "历年", "全部承诺"]


def test_a_locality_leads_to_its_scorecard() -> None:
    sheet = book()["地区"]
    links = {cell.hyperlink.target for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    assert links == {"north.xlsx", "east.xlsx", "west%202022.xlsx"}


def test_every_commitment_and_every_target_is_listed() -> None:
    held = book()
    assert [row[:4] for row in rows(held["全部承诺"])] == [
        ["北区", "2022年", 1, "a"],
        ["东区", "2022年", 1, "a"],
        ["东区", "2022年", 2, "b"],
        ["东区", "2022年", 3, "c"],
        ["东区", "2022年", 4, "d"],
        ["东区", "2022年", 5, "d"],
        ["西区", "2022年", 1, "a"],
        ["西区", "2022年", 2, "b"],
    ]
    targets = rows(held["全部目标"])
    assert len(targets) == 8
    assert targets[1][5:12] == ["造林面积 >= 1600 亩", "4233亩", "完成", "数值达标", 4233, "亩", 2.646]


def test_the_rule_stands_beside_the_ranks() -> None:
    said = "\n".join(str(cell.value) for row in book()["总览"].iter_rows() for cell in row if cell.value is not None)
    assert "无法核实的不计入完成或未完成" in said
    assert "目标文件3个 · 报告1份" in said


def test_sheets_in_english() -> None:
    assert book("en").sheetnames == [
        "Overview",
        "Localities",
        "Areas",
        "Responsible offices",
        "By year",
        "All commitments",
        "All targets",
        "Rules",
    ]


def test_nothing_at_all_still_makes_a_workbook(tmp_path: Path) -> None:
    write_summary([], tmp_path / "summary.xlsx", "en")
    assert load_workbook(tmp_path / "summary.xlsx")["Localities"].max_row == 2


def test_the_chart_shows_as_many_localities_as_can_be_read() -> None:
    results = [sample(judged(1, "a", MET), path=f"targets/{place}.yaml", name=f"{place}区") for place in range(26)]
    stream = BytesIO()
    stream_summary(results, stream, "zh")
    with zipfile.ZipFile(stream) as archive:
        charts = [archive.read(name).decode() for name in archive.namelist() if "charts/chart" in name]
    [bars] = [chart for chart in charts if "barChart>" in chart]
    assert set(re.findall(r'<(?:c:)?ptCount val="(\d+)"', bars)) == {"18", "1"}


def test_the_years_of_a_locality_stand_beside_each_other() -> None:
    late = Late(date(2022, 12, 31), "2023-05", MET.evidence[0])
    first = sample(
        judged(1, "a", MET),
        judged(2, "b", SHORT),
        replace(judged(3, "c", SILENT), late=late),
        path="targets/a-2021.yaml",
    )
    first = replace(first, targets=replace(first.targets, period=Period.of_year(2021)))
    second = sample(judged(1, "d", SILENT), path="targets/a-2022.yaml")
    assert list(year_rows([year_row(second, "zh"), year_row(first, "zh")])) == [
        ["某区", "2021年", 3, 1, 1, 1, 0, 0],
        ["某区", "2022年", 1, 0, 0, 0, 1, 0],
    ]


def test_commitments_are_linked_where_the_editor_says_so_and_offered_by_the_names_of_their_targets() -> None:
    first = sample(judged(1, "植树", MET), judged(2, "停车场", SHORT), path="targets/a-2021.yaml")
    first = replace(first, targets=replace(first.targets, period=Period.of_year(2021)))
    same_id, same_name = judged(1, "别的", VAGUE), judged(7, "停车", SHORT)
    carried = judged(8, "造林", VAGUE)
    carried = replace(carried, commitment=replace(carried.commitment, continues="a-2021/1"))
    files = [sample(same_id, same_name, carried), first]
    links = links_of(files, over_all(files, "zh").places)
    assert [(each.earlier.commitment.id, each.later.commitment.id, each.offered) for each in links] == [
        (2, 7, True), (1, 8, False),
    ]  # fmt: skip
    said = [row[-1] for row in chain_rows(links, "zh")]
    assert said == ["供确认：目标名称相同；确为同一事项请写“continues: a-2021/2”", "编者注明"]


def test_rows_that_excel_has_no_room_for_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from tracker.write import summary

    monkeypatch.setattr(summary, "ROWS", 4)
    for count in range(8):
        rows: list[list[object]] = [[number, "x"] for number in range(count)]
        shown = list(summary.as_many_as_fit(iter(rows), "en"))  # type: ignore[arg-type]
        assert len(shown) == min(count, 4)
        if count <= 4:
            assert shown == rows
        else:
            assert shown[:3] == rows[:3]
            assert str(shown[3][0]).startswith(f"… and {count - 3} more rows than Excel has")


def test_offices_that_help_are_counted_under_each_name() -> None:
    one, other = judged(1, "a", MET), judged(2, "b", SHORT)
    one = replace(one, commitment=replace(one.commitment, helpers=("城管局", "交警队")))
    other = replace(other, commitment=replace(other.commitment, helpers=("城管局",)))
    whole = over_all([sample(one, other)], "zh")
    assert {group.name: group.line.commitments.total for group in whole.helpers} == {"城管局": 2, "交警队": 1}
    stream = BytesIO()
    stream_summary([sample(one, other)], stream, "zh")
    assert "各配合单位" in load_workbook(stream).sheetnames


def heads(sheet: Any) -> list[object]:
    return [cell.value for cell in sheet[1]]


def test_what_was_withdrawn_is_counted_so_that_the_counts_add_up() -> None:
    dropped = replace(SILENT, reason=Reason.WITHDRAWN)
    held = sample(judged(1, "a", MET), judged(2, "b", SHORT), judged(3, "c", dropped))
    stream = BytesIO()
    stream_summary([held], stream, "zh")
    book = load_workbook(stream)
    for name in ("地区", "各领域", "各责任单位"):
        head = heads(book[name])
        counted = dict(zip(head, rows(book[name])[0], strict=True))
        assert [counted[word] for word in ("完成", "未完成", "无法核实", "退出")] == [1, 1, 0, 1], name
    sheet = book["总览"]
    [head] = [cell for row in sheet.iter_rows() for cell in row if cell.value == "退出"]
    below = [sheet.cell(head.row + line, head.column).value for line in (2, 3)]
    assert below == [1, 1], "of the locality and in all"
    assert any(cell.value == "另有退出1项" for row in sheet.iter_rows() for cell in row)


def test_no_column_for_what_was_withdrawn_where_nothing_was() -> None:
    assert not any(cell.value == "退出" for row in book()["总览"].iter_rows() for cell in row)


def test_lights_that_nobody_knows_are_a_dash() -> None:
    lit = replace(judged(1, "a", SHORT), light=Light.OVERDUE)
    stream = BytesIO()
    dark = sample(judged(1, "a", MET), path="targets/b-2022.yaml", name="西区")
    stream_summary([sample(lit, name="东区"), dark], stream, "zh")
    sheet = load_workbook(stream)["地区"]
    head = heads(sheet)
    shown = {row[1]: [row[head.index(word)] for word in ("逾期", "滞后", "临期")] for row in rows(sheet)}
    assert shown == {"东区": [1, 0, 0], "西区": ["—", "—", "—"]}
