"""``tracker review apply``: the reviewer's columns back into the project, merged, and refused where they clash."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.projects import TARGETS, make_project
from tracker.cli import main

CARD = Path("reports_out/dongshan-2022.xlsx")
REVIEWS = Path("reviews/dongshan-2022.yaml")
HELD = """\
# decisions of the office
version: 1
targets: dongshan-2022.yaml
decisions:
  - id: 2   # the car parks
    verdict: met
    by: 王芳
    on: 2023-03-15
    why: 验收单已核对
    until: 2023-12-31
    checker: unmet
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(make_project(tmp_path))
    return tmp_path


def fill(cells: Mapping[int, tuple[object, ...]], card: Path = CARD) -> None:
    """Write the review columns of rows (verdict, reason, reviewer, date, until)."""
    book = load_workbook(card)
    sheet = book["承诺清单"]
    head = {cell.value: cell.column for cell in sheet[1]}
    for row, values in cells.items():
        for name, value in zip(("复核结论", "复核说明", "复核人", "复核日期", "有效期至"), values, strict=False):
            sheet.cell(row, head[name]).value = value
    book.save(card)


def apply(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """The exit code and everything that was said."""
    capsys.readouterr()
    code = main(["review", "apply", *(arguments or (str(CARD),))])
    told = capsys.readouterr()
    return code, told.out + told.err


LEDGER = ("存在问题", "下步措施", "更新日期", "销号")


def keep_up(row: int, *values: object) -> None:
    """Write the columns of the office's ledger (problem, next steps, updated, closed)."""
    book = load_workbook(CARD)
    sheet = book["承诺清单"]
    head = {cell.value: cell.column for cell in sheet[1]}
    for name, value in zip(LEDGER, values, strict=True):
        sheet.cell(row, head[name]).value = value
    book.save(CARD)


GONE = (None, None, None, None, None)
SEEN = ("完成", "现场查看", "赵敏", date(2023, 4, 1))


def test_a_first_decision_makes_the_file(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["score"])
    fill({3: SEEN, 4: (*SEEN, "2024年1月1日")})
    assert apply(capsys) == (0, f"{REVIEWS}: 2 new, 0 changed, 0 taken out\n")
    assert REVIEWS.read_text(encoding="utf-8") == (
        "# yaml-language-server: $schema=../schemas/reviews.schema.json\n"
        "version: 1\n"
        "targets: dongshan-2022.yaml\n"
        "decisions:\n"
        "  - id: 2\n    verdict: met\n    by: 赵敏\n    on: 2023-04-01\n    why: 现场查看\n    checker: unmet\n"
        '    of:\n      - "新建停车场 >= 5 处"\n'
        '  - id: "3.1"\n    verdict: met\n    by: 赵敏\n    on: 2023-04-01\n    why: 现场查看\n    until: 2024-01-01\n'
        "    checker: unverifiable\n    of: []\n"
    )
    assert main(["validate", "targets/dongshan-2022.yaml", str(REVIEWS)]) == 0


def test_an_unedited_workbook_changes_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    REVIEWS.parent.mkdir()
    REVIEWS.write_text(HELD, encoding="utf-8")
    main(["score"])
    before = REVIEWS.stat().st_mtime_ns
    assert apply(capsys) == (0, f"{CARD}: nothing to take back\n")
    fill({})  # saved by another program, unedited
    assert apply(capsys) == (0, f"{CARD}: nothing to take back\n")
    assert REVIEWS.read_text(encoding="utf-8") == HELD
    assert REVIEWS.stat().st_mtime_ns == before


def test_one_change_touches_one_decision(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    REVIEWS.parent.mkdir()
    REVIEWS.write_text(HELD, encoding="utf-8")
    main(["score"])
    fill({2: ("无法核实", "数字存疑", "赵敏", date(2023, 4, 1))})
    assert apply(capsys, "--dry-run", str(CARD)) == (0, f"{REVIEWS}: 1 new, 0 changed, 0 taken out\n")
    assert REVIEWS.read_text(encoding="utf-8") == HELD
    assert apply(capsys)[0] == 0
    assert REVIEWS.read_text(encoding="utf-8").startswith(HELD)
    assert apply(capsys) == (0, f"{CARD}: nothing to take back\n"), "what is there already is not taken twice"


def test_a_change_made_meanwhile_is_merged(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["score"])
    fill({3: SEEN})
    REVIEWS.parent.mkdir()
    other = HELD.replace("id: 2   # the car parks", "id: 1")
    REVIEWS.write_text(other, encoding="utf-8")
    assert apply(capsys)[0] == 0
    assert REVIEWS.read_text(encoding="utf-8").startswith(other)
    assert "- id: 2\n" in REVIEWS.read_text(encoding="utf-8")


def test_a_decision_emptied_is_taken_out(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    REVIEWS.parent.mkdir()
    REVIEWS.write_text(HELD, encoding="utf-8")
    main(["score"])
    fill({3: GONE})
    assert apply(capsys) == (0, f"{REVIEWS}: 0 new, 0 changed, 1 taken out\n")
    assert "decisions: []" in REVIEWS.read_text(encoding="utf-8")


@pytest.mark.parametrize("change", [SEEN, GONE])
def test_a_conflict_is_refused_with_cell_and_line(
    project: Path, capsys: pytest.CaptureFixture[str], change: tuple[object, ...]
) -> None:
    REVIEWS.parent.mkdir()
    REVIEWS.write_text(HELD, encoding="utf-8")
    main(["score"])
    fill({3: change})
    changed = HELD.replace("verdict: met", "verdict: unverifiable")
    REVIEWS.write_text(changed, encoding="utf-8")
    code, said = apply(capsys)
    assert code == 1
    assert f"{CARD}:承诺清单!" in said
    assert f"commitment 2 was decided differently at {REVIEWS}:5" in said
    assert said.endswith("[conflict]\n")
    assert REVIEWS.read_text(encoding="utf-8") == changed


def test_a_decision_changed_here_and_taken_out_there_is_a_conflict(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    REVIEWS.parent.mkdir()
    REVIEWS.write_text(HELD, encoding="utf-8")
    main(["score"])
    fill({3: SEEN})
    REVIEWS.write_text(HELD[: HELD.index("decisions:")] + "decisions: []\n", encoding="utf-8")
    code, said = apply(capsys)
    assert code == 1
    assert "the decision on commitment 2 was taken out" in said


def test_two_rows_of_one_commitment_that_disagree(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["score"])
    fill({3: SEEN})
    book = load_workbook(CARD)
    book["承诺清单"]["A2"].value = 2
    book.save(CARD)
    code, said = apply(capsys)
    assert code == 1
    assert "承诺清单!T3: commitment 2 stands here and in 承诺清单!A2" in said
    assert not REVIEWS.exists()


def test_a_commitment_that_no_longer_exists(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["score"])
    fill({3: SEEN})
    Path("targets/dongshan-2022.yaml").write_text(TARGETS.replace("id: 2", "id: 7"), encoding="utf-8")
    code, said = apply(capsys)
    assert code == 1
    assert "承诺清单!T3: there is no commitment 2 in targets/dongshan-2022.yaml" in said


def test_another_version_of_the_targets(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["score"])
    fill({3: SEEN})
    Path("targets/dongshan-2022.yaml").write_text(TARGETS.replace(">= 5 处", ">= 6 处"), encoding="utf-8")
    code, said = apply(capsys)
    assert code == 1
    assert "commitment 2 (targets/dongshan-2022.yaml:12) said something else when it was reviewed" in said
    assert not REVIEWS.exists()
    assert apply(capsys, "--accept-changed-targets", str(CARD))[0] == 0
    assert REVIEWS.exists()


def test_a_comment_or_another_commitment_may_change(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["score"])
    fill({3: SEEN})
    changed = "# 已核对\n" + TARGETS.replace(">= 1600 亩", ">= 1700 亩")
    Path("targets/dongshan-2022.yaml").write_text(changed, encoding="utf-8")
    assert apply(capsys) == (0, f"{REVIEWS}: 1 new, 0 changed, 0 taken out\n")


def test_all_bad_cells_of_all_workbooks_are_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["score"])
    other = Path("reports_out/xishan-2021.xlsx")
    fill({2: ("完成",), 3: ("也许", "看过", "赵敏", "昨天"), 4: (None, "看过")})
    fill({2: SEEN}, other)
    Path("notes.xlsx").write_text("no workbook", encoding="utf-8")
    code, said = apply(capsys, str(CARD), "notes.xlsx", str(other))
    assert code == 2
    for cell in ("U2: a decision needs", "T3: “也许” is no verdict", "W3: “昨天” is no date", "T4: the verdict is mis"):
        assert f"{CARD}:承诺清单!{cell}" in said
    assert "tracker: notes.xlsx: is no Excel workbook" in said
    assert not REVIEWS.exists()
    assert Path("reviews/xishan-2021.yaml").exists(), "one bad workbook does not hold up the next"


def test_a_decision_that_ends_before_it_begins_is_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Written into the file, every later check would refuse it."""
    main(["score"])
    fill({3: (*SEEN, date(2020, 1, 1))})
    code, said = apply(capsys)
    assert code == 1
    assert f"{CARD}:承诺清单!X3: it would end on 2020-01-01, before it was made on 2023-04-01" in said
    assert not REVIEWS.exists()


def test_a_verdict_typed_over_the_checkers_is_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["score"])
    book = load_workbook(CARD)
    book["承诺清单"]["M3"].value = "完成"
    book.save(CARD)
    code, said = apply(capsys)
    assert code == 0
    assert f"{CARD}:承诺清单!M3: warning: “完成” is typed over the checker's verdict" in said
    assert "decide in the column 复核结论, at T3" in said
    assert "nothing to take back" in said


def test_the_answers_say_whose_verdict_it_is(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The checker's verdict of each target stays; that of the commitment is the reviewer's, with name and reason."""
    import csv

    REVIEWS.parent.mkdir()
    bare = HELD.replace("id: 2   # the car parks", 'id: "3.1"').replace("checker: unmet", "checker: unverifiable")
    REVIEWS.write_text(HELD + bare[bare.index("  - id") :], encoding="utf-8")
    capsys.readouterr()
    main(["check", "targets/dongshan-2022.yaml", "--format", "csv"])
    rows = {row["id"]: row for row in csv.DictReader(capsys.readouterr().out.splitlines())}
    told = ("verdict", "reason", "commitment_verdict", "reviewed", "by", "on", "why")
    assert [rows["1"][key] for key in told] == ["met", "value-meets", "met", "False", "", "", ""]
    held = ["met", "True", "王芳", "2023-03-15", "验收单已核对"]
    assert [rows["2"][key] for key in told] == ["unmet", "value-falls-short", *held]
    assert [rows["3.1"][key] for key in told] == ["unverifiable", "not-measurable", *held]
    main(["check", "targets/dongshan-2022.yaml", "--format", "markdown", "--lang", "zh"])
    lines = capsys.readouterr().out.splitlines()
    assert lines[2].endswith("| 复核 |")
    assert lines[5].startswith("| 2 | 停车场 | 新建停车场 &gt;= 5 处 | ✗ 未完成 |")
    assert lines[5].endswith("| ✓ 完成：验收单已核对（王芳，2023-03-15） |")
    assert lines[4].endswith("|  |")


def test_the_targets_file_is_found_from_elsewhere(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    main(["score"])
    fill({3: SEEN})
    monkeypatch.chdir(project / "reports_out")
    code, said = apply(capsys, "dongshan-2022.xlsx")
    assert (code, (project / REVIEWS).exists()) == (0, True), said
    monkeypatch.chdir("/")
    (project / "targets").rename(project / "goals")
    code, said = apply(capsys, str(project / CARD))
    assert code == 2
    assert "its targets file targets/dongshan-2022.yaml is not here; say where with --targets" in said
    code, said = apply(capsys, str(project / CARD), "--targets", str(project / "goals/dongshan-2022.yaml"))
    assert (code, said) == (0, f"{project / CARD}: nothing to take back\n")


def test_a_targets_file_without_a_folder_of_its_own(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "flat").mkdir()
    monkeypatch.chdir(project / "flat")
    (project / "targets/dongshan-2022.yaml").rename("dongshan-2022.yaml")
    main(["score", "dongshan-2022.yaml", "--report", "../reports/dongshan-2022.yaml"])
    fill({3: SEEN})
    assert apply(capsys) == (0, f"../{REVIEWS}: 1 new, 0 changed, 0 taken out\n")


def test_a_file_written_on_one_line_is_not_torn_apart(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    REVIEWS.parent.mkdir()
    flow = (
        "version: 1\ntargets: dongshan-2022.yaml\ndecisions: [{id: 1, verdict: met, by: a, on: 2023-01-02, why: b}]\n"
    )
    REVIEWS.write_text(flow, encoding="utf-8")
    main(["score"])
    fill({3: SEEN})
    code, said = apply(capsys)
    assert code == 2
    assert "write its decisions one below another" in said
    assert REVIEWS.read_text(encoding="utf-8") == flow


def test_a_broken_reviews_file_is_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["score"])
    fill({3: SEEN})
    REVIEWS.parent.mkdir()
    REVIEWS.write_text("version: 1\ntargets: dongshan-2022.yaml\ndecisions: soon\n", encoding="utf-8")
    code, said = apply(capsys)
    assert code == 1
    assert f"{REVIEWS}:3:" in said


def test_chinese_words_for_a_refusal(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["score"])
    fill({3: ("完成",)})
    code, said = apply(capsys, str(CARD), "--lang", "zh")
    assert code == 1
    assert "承诺清单!U3: 复核须有说明、复核人和日期" in said


def test_decisions_that_no_longer_hold_are_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    REVIEWS.parent.mkdir()
    REVIEWS.write_text(HELD.replace("2023-12-31", "2022-06-30").replace("2023-03-15", "2022-03-15"), encoding="utf-8")
    capsys.readouterr()
    assert main(["score"]) == 0
    assert f"{REVIEWS}:5:9: warning: decides nothing any more: it held until 2022-06-30" in capsys.readouterr().err


def test_what_the_office_keeps_up_comes_back_and_changes_no_verdict(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", "targets/dongshan-2022.yaml", "--format", "csv"])
    before = capsys.readouterr().out
    main(["score"])
    keep_up(3, "征地未完成", "月底前签约", date(2023, 4, 1), None)
    assert apply(capsys) == (0, f"{REVIEWS}: kept up: 1\n")
    assert REVIEWS.read_text(encoding="utf-8").endswith(
        "progress:\n  - id: 2\n    problem: 征地未完成\n    next: 月底前签约\n    updated: 2023-04-01\n"
    )
    assert main(["validate", str(REVIEWS)]) == 0
    capsys.readouterr()
    main(["check", "targets/dongshan-2022.yaml", "--format", "csv"])
    assert capsys.readouterr().out == before


def test_the_ledger_stands_in_the_next_scorecard_and_is_closed_there(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    REVIEWS.parent.mkdir(exist_ok=True)
    REVIEWS.write_text(HELD + "progress:   # of the week\n  - {id: 2, problem: 征地未完成}\n", encoding="utf-8")
    main(["score"])
    sheet = load_workbook(CARD)["承诺清单"]
    head = {cell.value: cell.column for cell in sheet[1]}
    assert sheet.cell(3, head["存在问题"]).value == "征地未完成"
    keep_up(3, None, None, None, date(2023, 6, 1))
    assert apply(capsys) == (0, f"{REVIEWS}: kept up: 1\n")
    assert (
        REVIEWS.read_text(encoding="utf-8") == f"{HELD}progress:   # of the week\n  - id: 2\n    closed: 2023-06-01\n"
    )


def test_a_ledger_changed_on_both_sides_is_refused_and_a_day_that_is_none_is_told(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["score"])
    keep_up(3, "征地未完成", None, "下周", None)
    code, said = apply(capsys)
    assert code == 1
    assert "“下周” is no date" in said
    keep_up(3, "征地未完成", None, None, None)
    REVIEWS.parent.mkdir(exist_ok=True)
    text = "version: 1\ntargets: dongshan-2022.yaml\ndecisions: []\nprogress:\n  - {id: 2, problem: 资金未到位}\n"
    REVIEWS.write_text(text, encoding="utf-8")
    code, said = apply(capsys)
    assert code == 1
    assert "what is kept up of commitment 2 was changed in" in said
    assert REVIEWS.read_text(encoding="utf-8") == text


def test_a_ledger_that_was_not_taken_back_is_not_written_over(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["score"])
    keep_up(3, "征地未完成", None, None, None)
    assert main(["score"]) == 2
    assert "holds 1 decisions that were not taken back" in capsys.readouterr().err
