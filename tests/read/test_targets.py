"""Targets files to frozen values."""

from __future__ import annotations

import json
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tracker.model import (
    Better,
    ComparisonTarget,
    FigureTarget,
    Measure,
    MilestoneTarget,
    Named,
    Op,
    Period,
    Severity,
    Stage,
    Target,
    TargetsFile,
    UnreadableReport,
)
from tracker.read.targets import read_targets

CASES = ROOT / "tests" / "cases" / "targets"


@pytest.fixture
def every_form() -> TargetsFile:
    file, findings = read_targets(str(CASES / "ok" / "every-form.yaml"))
    assert findings == []
    assert file is not None
    return file


def one(tmp_path: Path, target: str, *, commitment: str = "") -> Target:
    """The target of a file that holds just this one."""
    path = tmp_path / "one.yaml"
    path.write_text(
        "version: 1\nlocality: {name: 呼兰区}\nperiod: 2022\nsource: {title: 计划}\n"
        f"commitments:\n  - id: 1\n    title: 项目\n{commitment}    targets:\n      - {target}\n",
        encoding="utf-8",
    )
    file, findings = read_targets(str(path))
    assert file is not None, [str(finding.message) for finding in findings]
    (commitment_read,) = file.commitments
    (found,) = commitment_read.targets
    return found


def test_the_head_of_a_file(every_form: TargetsFile) -> None:
    assert every_form.locality.name == "呼兰区"
    assert every_form.locality.code == "230111"
    assert every_form.locality.within == "哈尔滨市"
    assert every_form.period == Period.of_year(2022)
    assert every_form.source.title == "呼兰区2022年工作计划"
    assert every_form.source.date == "2021-12"
    assert every_form.expects == 3
    assert len(every_form.sha256) == 64
    assert [commitment.id for commitment in every_form.commitments] == ["0.1", 1, 2, "3.1", "3.2"]
    first = every_form.commitments[0]
    assert (first.area, first.owner, first.due) == ("目标", "区政府", date(2022, 12, 31))
    assert (first.place.line, first.place.column) == (14, 9)


def test_a_due_date_is_handed_down_to_targets(every_form: TargetsFile) -> None:
    assert {target.due for target in every_form.commitments[0].targets} == {date(2022, 12, 31)}
    assert [target.due for target in every_form.commitments[2].targets] == [None, None, date(2022, 6, 30), None]


def test_a_figure_in_full(every_form: TargetsFile) -> None:
    first, second, third, fourth = every_form.commitments[3].targets
    assert isinstance(first, FigureTarget)
    assert (first.indicator, first.op, first.value, first.unit) == ("公厕", Op.AT_LEAST, Decimal(5), "座")
    assert (first.aliases, first.scope, first.due) == (("公共厕所",), "老城区", date(2022, 9, 30))
    assert first.written == "公厕 >= 5 座"
    assert isinstance(second, FigureTarget)
    assert (second.measure, second.better, second.tolerance) == (Measure.GROWTH, Better.LOWER, Decimal("0.1"))
    assert second.written == "居民消费价格 增长 ~ 3 %"
    assert isinstance(third, FigureTarget)
    assert (third.op, third.value, third.high) == (Op.RANGE, Decimal(11_000_000_000), Decimal(12_000_000_000))
    assert third.written == "粮食产量 110..120 亿斤"
    assert isinstance(fourth, ComparisonTarget)
    assert fourth.than == Named("地区生产总值", Measure.GROWTH, ("生产总值",))
    assert fourth.written == "居民收入 增长 >= 地区生产总值 增长"


def test_milestones(every_form: TargetsFile) -> None:
    found = every_form.commitments[2].targets
    assert [target.milestone for target in found if isinstance(target, MilestoneTarget)] == [
        "南二道街", "国家安全发展示范城市", "北环路", "西环路",
    ]  # fmt: skip
    assert [target.stage for target in found if isinstance(target, MilestoneTarget)] == [
        Stage.STARTED, Stage.AWARDED, Stage.IN_USE, Stage.BUILT,
    ]  # fmt: skip
    assert [target.written for target in found][2:] == ["北环路 -> 投用", "西环路 -> 完工"]


@pytest.mark.parametrize(
    ("op", "better"),
    [(">=", Better.HIGHER), (">", Better.HIGHER), ("~", Better.HIGHER), ("<=", Better.LOWER), ("<", Better.LOWER)],
)
def test_the_good_side_follows_from_the_operator(tmp_path: Path, op: str, better: Better) -> None:
    for text in (f"停车场 {op} 5 处", f'{{indicator: 停车场, op: "{op}", value: 5, unit: 处}}'):
        target = one(tmp_path, text)
        assert isinstance(target, FigureTarget)
        assert target.better is better


@pytest.mark.parametrize(
    ("line", "full"),
    [
        ("新建停车场 >= 5 处", '{indicator: 新建停车场, op: ">=", value: 5, unit: 处}'),
        ("地区生产总值 增长 ~ 7.50 %", '{indicator: 地区生产总值, measure: growth, op: "~", value: 7.50, unit: "%"}'),
        (
            "地区生产总值 增长 6..6.5 %",
            '{indicator: 地区生产总值, measure: growth, op: "..", value: [6, 6.5], unit: "%"}',
        ),
        ("棚改面积 >= 28 万平方米", '{indicator: 棚改面积, op: ">=", value: 28, unit: 万平方米}'),
        ("能耗 下降 >= 2.85 %", '{indicator: 能耗, measure: fall, op: ">=", value: 2.85, unit: "%"}'),
        ("南二道街 -> 开工", "{milestone: 南二道街, stage: 开工}"),
        (
            "收入 增长 ~ 总值 增长",
            '{indicator: 收入, measure: growth, op: "~", than: {indicator: 总值, measure: growth}}',
        ),
    ],
)
def test_both_forms_are_one_target(tmp_path: Path, line: str, full: str) -> None:
    from dataclasses import replace

    left, right = one(tmp_path, line), one(tmp_path, full)
    assert replace(left, place=right.place) == right
    assert left.written == line


def test_what_is_written_keeps_its_scale(tmp_path: Path) -> None:
    target = one(tmp_path, "改造面积 >= 28万平方米   # 约")
    assert isinstance(target, FigureTarget)
    assert (target.written, target.value, target.unit) == ("改造面积 >= 28万平方米", Decimal(280000), "平方米")
    assert str(target.value) == "280000"


def test_a_value_of_0_is_a_value(tmp_path: Path) -> None:
    for text in ("投资 增长 >= 0 %", '{indicator: 投资, measure: growth, op: ">=", value: 0, unit: "%"}'):
        target = one(tmp_path, text)
        assert isinstance(target, FigureTarget)
        assert target.value == 0


def test_the_place_of_a_target(tmp_path: Path) -> None:
    line = one(tmp_path, "新建停车场 >= 5 处")
    assert (line.place.line, line.place.column, line.place.end_column) == (9, 9, 21)
    full = one(tmp_path, '{op: ">=", indicator: 新建停车场, value: 5, unit: 处}')
    assert (full.place.line, full.place.column) == (9, 31)


def test_paths_count_from_the_files_folder(tmp_path: Path) -> None:
    folder = tmp_path / "targets"
    folder.mkdir()
    path = folder / "a.yaml"
    text = (CASES / "ok" / "one-line.json.yaml").read_text(encoding="utf-8")
    path.write_text(json.dumps(json.loads(text) | {"reports": ["../reports/a.yaml"], "words": "w.yaml"}), "utf-8")
    file, _ = read_targets(str(path))
    assert file is not None
    assert file.reports == (str(tmp_path / "reports" / "a.yaml"),)
    assert file.words == str(folder / "w.yaml")


def test_a_file_with_errors_is_none_with_all_its_findings() -> None:
    file, findings = read_targets(str(CASES / "bad" / "target.yaml"))
    assert file is None
    assert len(findings) > 15
    assert [finding.place.line for finding in findings] == sorted(finding.place.line for finding in findings)


def test_a_file_with_warnings_is_read() -> None:
    file, findings = read_targets(str(CASES / "bad" / "unit.yaml"))
    assert file is not None
    assert not any(finding.severity is Severity.ERROR for finding in findings)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableReport):
        read_targets(str(tmp_path / "none.yaml"))


def test_files_that_the_scoring_writes_are_read(shared: Path, tmp_path: Path) -> None:
    """One line of JSON a file, with units such as 万列, 元/50公斤 and 万吨标准煤: each must load, and all of it."""
    sys.path.insert(0, str(shared / "bench"))
    try:
        import score  # type: ignore[import-not-found]
    finally:
        sys.path.pop(0)
    count = 0
    for labels in sorted((shared / "bench" / "labels").glob("*.jsonl")):
        rows = [json.loads(line) for line in labels.read_text(encoding="utf-8").splitlines()]
        path = tmp_path / "labels.yaml"
        path.write_text(json.dumps(score.targets_file(rows), ensure_ascii=False), encoding="utf-8")
        file, findings = read_targets(str(path))
        assert file is not None, [str(finding.message) for finding in findings]
        assert [len(commitment.targets) for commitment in file.commitments] == [
            int(bool(row["target"])) for row in rows
        ]
        for commitment, row in zip(file.commitments, rows, strict=True):
            if row["target"] and isinstance(row["target"].get("value"), int | float):
                (target,) = commitment.targets
                assert isinstance(target, FigureTarget)
                assert target.written.endswith(f"{row['target']['value']} {row['target']['unit']}")
        count += len(rows)
    assert count > 150


@pytest.mark.parametrize(
    "period", ["20262022", "0", "-3", "{from: 1, to: 2}", "{from: 2022, to: 99999}", "1948", "2101"]
)
def test_a_year_that_no_calendar_has_is_told_once(tmp_path: Path, period: str) -> None:
    """Found by atheris: rules made dates of it."""
    path = tmp_path / "a.yaml"
    path.write_text(
        f"version: 1\nlocality: {{name: 呼兰区}}\nperiod: {period}\nsource: {{title: 计划}}\n"
        "commitments:\n  - {id: 1, title: 项目, due: 2022-12-31, targets: [路 -> 完工]}\n",
        encoding="utf-8",
    )
    from tracker.validating import validate_file

    findings = validate_file(str(path)).findings
    assert {finding.rule for finding in findings} == {"value"}


@pytest.mark.parametrize("date_", ["0000-01-01", "9999年12月", "9999-12-31", "99999999999999999999", "2022-13"])
def test_a_date_that_no_calendar_has_is_no_traceback(tmp_path: Path, date_: str) -> None:
    from tracker.validating import validate_file

    path = tmp_path / "a.yaml"
    for source, due in ((date_, "2022-12-31"), ("2021", date_)):
        path.write_text(
            f"version: 1\nlocality: {{name: 呼兰区}}\nperiod: 2022\nsource: {{title: 计划, date: {source}}}\n"
            f"commitments:\n  - {{id: 1, title: 项目, due: {due}, targets: [路 -> 完工]}}\n",
            encoding="utf-8",
        )
        assert validate_file(str(path)).findings


def test_who_answers_who_helps_and_what_is_carried_on(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    head = "version: 1\nlocality: {name: 呼兰区}\nperiod: 2023\nsource: {title: 计划}\ncommitments:\n"
    who = "owner: 住建局, with: [城管局, 交警队], lead: 分管副区长"
    item = f"  - {{id: 1, title: 停车场, {who}, continues: hulan-2022/3.2}}\n"
    path.write_text(head + item + "  - {id: 2, title: 公园}\n", encoding="utf-8")
    file, findings = read_targets(str(path))
    assert not findings
    assert file is not None
    first, second = file.commitments
    assert (first.owner, first.helpers, first.lead, first.continues) == (
        "住建局", ("城管局", "交警队"), "分管副区长", "hulan-2022/3.2",
    )  # fmt: skip
    assert (second.helpers, second.lead, second.continues) == ((), None, None)


@pytest.mark.parametrize(
    ("unit", "shown", "asked"), [("亿元", "亿元", "4.08"), ("万 ㎡", "万平方米", "4.08"), ("元", "元", "4.08")]
)
def test_an_amount_is_told_in_the_unit_that_was_written(tmp_path: Path, unit: str, shown: str, asked: str) -> None:
    for line in (f"投资 >= {asked} {unit}", f'{{indicator: 投资, op: ">=", value: {asked}, unit: {unit}}}'):
        target = one(tmp_path, line)
        assert isinstance(target, FigureTarget)
        assert target.shown_unit == shown
        assert target.shown(target.value) == Decimal(asked)
