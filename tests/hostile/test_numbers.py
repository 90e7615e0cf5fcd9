"""Numbers that nobody counts: in a report, a plan, an answer, a hidden sheet. Each once took a command down."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.fuzz.surfaces import ANSWER, SURFACES
from tracker.cli import main
from tracker.judge.values import in_thousandths
from tracker.model import Document
from tracker.read.answers import read_last_verdicts
from tracker.understand import understand
from tracker.words.numerals import is_amount

FAR = ["9" * 5000, "9" * 400, "9" * 30, "0." + "0" * 30 + "1", "９" * 30, "一" * 30, "²", "①", "①②", "٣"]
HEAD = "version: 1\nlocality: {name: 某县}\nperiod: 2022\nsource: {title: x}\ncommitments:\n"
HEAD += "  - id: 1\n    title: x\n    targets:\n"
TARGETS = [
    "粮食产量 >= 5 万吨",
    "粮食产量 增长 >= 5 %",
    "粮食产量 提高 >= 1 万吨",
    "粮食产量 增长 >= 地区生产总值 增长",
    "失业率 <= 0.000000000001 %",
]


@pytest.mark.parametrize("far", FAR, ids=lambda each: each[:6])
def test_a_report_may_say_any_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], far: str
) -> None:
    monkeypatch.chdir(tmp_path)
    lines = "".join(f"      - {each}\n" for each in TARGETS)
    Path("t.yaml").write_text(HEAD + lines, encoding="utf-8")
    text = "某县2022年国民经济和社会发展统计公报\n"
    for one, other in ((far, "3"), ("3", far), (far, far)):
        text += (
            f"全年粮食产量{one}万吨，增长{other}%，由{one}吨增加到{other}吨。地区生产总值{one}亿元，增长{other}%。\n"
        )
        text += f"失业率{one}%。\n"
        text += f"| 指标 | 2022年 | 2021年 |\n| 粮食产量（万吨） | {one} | {other} |\n"
    Path("r.txt").write_text(text, encoding="utf-8")
    for form in ("json", "table"):
        assert main(["check", "t.yaml", "--report", "r.txt", "--no-cache", "--format", form]) == 0
    capsys.readouterr()


@pytest.mark.parametrize("far", FAR, ids=lambda each: each[:6])
def test_a_plan_may_number_its_tasks_with_anything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], far: str
) -> None:
    monkeypatch.chdir(tmp_path)
    head = "某县2023年政府工作报告\n二、2023年工作安排\n"
    rows = f"| 1 | 新建停车场5处 | 住建局 |\n| {far} | 新建公园{far}处 | 住建局 |\n"
    table = f"{head}| 序号 | 任务 | 责任单位 |\n|--|--|--|\n{rows}"
    listed = f"{head}1.新建停车场5处。\n{far}.新建公园{far}处，完成{far}%。\n（{far}）建成{far}公里。\n"
    for text in (table, listed):
        Path("plan.md").write_text(text, encoding="utf-8")
        assert main(["draft", "plan.md"]) == 0
        assert "新建停车场 >= 5 处" in capsys.readouterr().out


def test_a_circled_number_of_a_row_is_its_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    rows = "| ① | 新建停车场5处 | 住建局 |\n| ③ | 新建公园8处 | 住建局 |\n"
    table = f"某县2023年政府工作报告\n| 序号 | 任务 | 责任单位 |\n|--|--|--|\n{rows}"
    Path("plan.md").write_text(table, encoding="utf-8")
    assert main(["draft", "plan.md"]) == 0
    out = capsys.readouterr().out
    assert re.search(r"- id: 1\b", out)
    assert re.search(r"- id: 3\b", out)


def test_what_nobody_counts_is_no_amount() -> None:
    assert is_amount(Decimal("999999999999999999.999999999999"))
    assert not is_amount(Decimal(10) ** 18)
    assert not is_amount(Decimal("0.0000000000001"))
    told = understand(Document("a", f"某县2022年公报\n全年新建停车场{'9' * 20}处，新建公园7处。")).observations
    assert [each.value for each in told] == [7]
    assert in_thousandths(Decimal(7), Decimal(5)) == Decimal("1.400")
    assert in_thousandths(Decimal(10) ** 17, Decimal("1e-12")) is None


@pytest.mark.parametrize("form", ["text", "json", "markdown"])
def test_an_answer_may_hold_any_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = json.loads(ANSWER)
    answer["results"][0]["period"] = answer["results"][0]["id"] = "9" * 5000
    Path("a.json").write_text(json.dumps(answer), encoding="utf-8")
    Path("b.json").write_text('{"version": 1, "results": []}', encoding="utf-8")
    assert main(["diff", "b.json", "a.json", "--format", form]) == 0
    capsys.readouterr()


def test_an_answer_of_lists_in_lists_tells_an_editor_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("[" * 100_000, encoding="utf-8")
    assert not read_last_verdicts(str(tmp_path))


def with_key(key: str, value: object) -> Callable[[str], str]:
    return lambda text: json.dumps(json.loads(text) | {key: value}).replace('"@"', "1e999")


CHANGED = {
    "lists in lists": ("row", lambda _: "[" * 30_000),
    "an infinite row": ("row", with_key("row", "@")),
    "no line": ("row", with_key("yaml", [])),
    "a line of numbers": ("row", with_key("yaml", [5])),
    "a number for a title": ("row", with_key("title", 5)),
    "a list for an id": ("row", with_key("id", [1])),
    "a number for an office": ("commitment", with_key("lead", 5)),
    "a mapping for offices": ("commitment", with_key("with", {"a": 1})),
    "numbers for offices": ("commitment", with_key("with", [5])),
    "truth for an id": ("commitment", with_key("id", True)),
}


@pytest.mark.parametrize("kind", CHANGED)
def test_a_drafts_hidden_sheet_of_another_shape_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("targets").mkdir()
    book = load_workbook(io.BytesIO(SURFACES["books"].seeds()[0]))
    which, change = CHANGED[kind]
    row = next(row for row in book["_tracker"].iter_rows() if row[0].value == which)
    row[1].value = change(str(row[1].value))
    book.save("a.xlsx")
    assert main(["review", "apply", "a.xlsx"]) == 2
    assert "the hidden sheet _tracker was changed" in capsys.readouterr().err
    assert not list(Path("targets").iterdir())
