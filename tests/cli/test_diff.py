"""``tracker diff``: what changed between two answers, why, and whether for the worse."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.projects import OBSERVED, TARGETS, make_project
from tracker.cli import main
from tracker.cli.diffing import as_data
from tracker.diff import Answer, compare
from tracker.model import Light, Verdict


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(make_project(tmp_path))
    return tmp_path


def answer(path: str, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert main(["check", "targets/dongshan-2022.yaml", "--format", "json"]) == 0
    Path(path).write_text(capsys.readouterr().out, encoding="utf-8")
    return path


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    capsys.readouterr()
    code = main(["diff", *arguments])
    told = capsys.readouterr()
    return code, told.out + told.err


def observe(text: str) -> None:
    Path("reports/dongshan-2022.yaml").write_text(text, encoding="utf-8")


def test_no_change(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = answer("old.json", capsys)
    assert said(capsys, old, old, "--fail-on", "change") == (
        0, "verdicts changed: 0, of these for the worse (!): 0; only reasons changed: 0\n",
    )  # fmt: skip


def test_a_new_figure_changes_a_verdict(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = answer("old.json", capsys)
    observe(OBSERVED.replace("value: 3", "value: 6").replace("4233", "1200"))
    new = answer("new.json", capsys)
    code, text = said(capsys, old, new, "--fail-on", "regression")
    assert code == 1
    assert text.splitlines() == [
        "东山区 2022 1  植树造林: ✓ Met → × Unmet !",
        "    造林面积 >= 1600 亩: The figure meets the target → The figure falls short; reported 4233 亩, now 1200 亩",
        "东山区 2022 2  停车场: × Unmet → ✓ Met",
        "    新建停车场 >= 5 处: The figure falls short → The figure meets the target; reported 3 处, now 6 处",
        "verdicts changed: 2, of these for the worse (!): 1; only reasons changed: 0",
    ]
    code, text = said(capsys, old, new, "--lang", "zh")
    assert code == 0
    assert "东山区 2022 1  植树造林: ✓ 完成 → × 未完成 !" in text


def test_a_verdict_lost_is_a_regression_and_one_won_is_not(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = answer("old.json", capsys)
    Path("reports/dongshan-2022.yaml").unlink()
    new = answer("new.json", capsys)
    assert said(capsys, old, new, "--fail-on", "regression")[0] == 1
    assert said(capsys, new, old, "--fail-on", "regression")[0] == 0
    assert said(capsys, new, old, "--fail-on", "change")[0] == 1
    assert "no longer reported: 4233 亩" in said(capsys, old, new)[1]


def test_commitments_and_targets_that_came_and_went(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = answer("old.json", capsys)
    changed = TARGETS.replace("id: 1\n", "id: 8\n").replace("新建停车场 >= 5 处", "新建停车场 >= 2 处")
    Path("targets/dongshan-2022.yaml").write_text(changed, encoding="utf-8")
    new = answer("new.json", capsys)
    code, text = said(capsys, old, new, "--fail-on", "regression")
    assert code == 1, "a commitment that was met is gone"
    assert "东山区 2022 8  植树造林: — → ✓ Met\n    new commitment\n" in text
    assert "东山区 2022 1  植树造林: ✓ Met → — !\n    no longer there\n" in text
    assert "target added: 新建停车场 >= 2 处" in text
    assert "target taken out: 新建停车场 >= 5 处" in text


def test_scorecards_compare_like_json(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = answer("old.json", capsys)
    assert main(["score", "targets/dongshan-2022.yaml"]) == 0
    assert said(capsys, old, "reports_out/dongshan-2022.xlsx", "--fail-on", "change")[0] == 0
    observe(OBSERVED.replace("4233", "1200"))
    new = answer("new.json", capsys)
    by_json, by_card = said(capsys, old, new), said(capsys, "reports_out/dongshan-2022.xlsx", new)
    assert by_json == by_card


def test_a_revision_of_git(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if shutil.which("git") is None:
        pytest.skip("not tried with a git revision: git is not installed")
    answer("answers.json", capsys)
    for arguments in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-qm", "x"],
    ):
        subprocess.run(["git", *arguments], check=True)
    observe(OBSERVED.replace("4233", "1200"))
    answer("answers.json", capsys)
    code, text = said(capsys, "HEAD:answers.json", "answers.json", "--fail-on", "regression")
    assert code == 1
    assert "× Unmet !" in text
    code, text = said(capsys, "HEAD:absent.json", "answers.json")
    assert code == 2
    assert "HEAD:absent.json: no such file, nor in git" in text


def test_json_of_the_changes(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = answer("old.json", capsys)
    observe(OBSERVED.replace("4233", "1200"))
    new = answer("new.json", capsys)
    data = json.loads(said(capsys, old, new, "--format", "json")[1])
    assert data["changes"][0]["old"] == "met"
    assert data["changes"][0]["new"] == "unmet"
    assert data["changes"][0]["regression"] is True
    assert (data["changes"][0]["id"], data["changes"][0]["period"]) == (1, 2022), "as check --format json has them"


def test_ids_that_are_no_numbers_stay_texts() -> None:
    one = Answer("a", "2018..2022", "3.1", "x", Verdict.MET, False)
    [change] = as_data(compare([one], []))["changes"]
    assert (change["id"], change["period"]) == ("3.1", "2018..2022")


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"version": 2, "results": []}', "not json", '{"version": 1, "results": [{}]}']
)
def test_what_is_no_answer_is_refused(project: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    Path("bad.json").write_text(text, encoding="utf-8")
    code, told = said(capsys, "bad.json", "bad.json")
    assert code == 2
    assert told.startswith("tracker: bad.json: ")
    assert told.count("\n") == 1


def test_a_review_is_a_reason() -> None:
    before = Answer("a", "2022", "1", "x", Verdict.UNVERIFIABLE, False)
    after = Answer("a", "2022", "1", "x", Verdict.MET, True)
    [change] = compare([before], [after])
    assert [str(each) for each in change.why] == ["a reviewer decided"]
    assert not change.is_regression
    [back] = compare([after], [before])
    assert [str(each) for each in back.why] == ["a reviewer's decision no longer holds"]
    assert back.is_regression


def quarters(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Three answers, as a year goes on."""
    paths = [answer("q1.json", capsys)]
    observe(OBSERVED.replace("value: 3", "value: 6"))
    paths.append(answer("q2.json", capsys))
    observe(OBSERVED.replace("4233", "1200"))
    return [*paths, answer("q3.json", capsys)]


def test_corrections_as_a_page_a_table_and_a_sheet(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second, third = quarters(capsys)
    code, text = said(capsys, second, third, "--format", "markdown", "--lang", "zh")
    assert code == 0
    assert text.splitlines()[0] == "# 更正：q2 → q3"
    assert "| 东山区 | 2022 | 1 | 植树造林 | ✓ 完成 ● 已完成 | × 未完成 ■ 逾期 | 退步 |" in text
    assert said(capsys, first, second, "--format", "html", "--out", "out/changes.html") == (0, "")
    page = Path("out/changes.html").read_text(encoding="utf-8")
    assert "for the better" in page
    assert "<script src" not in page
    assert said(capsys, first, second, "--format", "xlsx", "--out", "out/changes.xlsx") == (0, "")
    sheet = load_workbook("out/changes.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[2]][:4] == ["东山区", "2022", "2", "停车场"]
    assert said(capsys, first, second, "--format", "xlsx")[0] == 2


def test_no_change_is_said_in_every_form(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = answer("old.json", capsys)
    for form in ("markdown", "html"):
        assert "Nothing changed between the two answers." in said(capsys, old, old, "--format", form)[1]


def test_the_history_of_a_commitment_over_several_answers(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = quarters(capsys)
    code, text = said(capsys, *given, "--lang", "zh")
    assert code == 0
    assert text.splitlines()[0] == "# 沿革：q1 → q2 → q3"
    assert "| 东山区 | 2022 | 2 | 停车场 | × 未完成 ■ 逾期 | ✓ 完成 ● 已完成 | × 未完成 ■ 逾期 |" in text
    data = json.loads(said(capsys, *given, "--format", "json")[1])
    assert data["answers"] == ["q1", "q2", "q3"]
    assert data["history"][1]["verdicts"] == ["unmet", "met", "unmet"]
    assert data["history"][1]["lights"] == ["overdue", "done", "overdue"]
    assert said(capsys, *given, "--fail-on", "regression")[0] == 1, "between the last two"


def test_a_light_that_fell_back_is_told_under_the_same_verdict() -> None:
    before, after = (
        Answer("某区", "2022", "1", "路", Verdict.UNVERIFIABLE, False, (), light)
        for light in (Light.ON_TIME, Light.BEHIND)
    )
    [change] = compare([before], [after])
    assert (change.fell_back, change.is_gain, change.is_regression) == (True, False, False)
    assert [str(each) for each in change.why] == ["light: On time → Behind"]
    [change] = compare([after], [before])
    assert (change.fell_back, change.is_gain) == (False, True)
