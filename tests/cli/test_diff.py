"""``tracker diff``: what changed between two answers, why, and whether for the worse."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.projects import OBSERVED, TARGETS, make_project
from tests.write.samples import SILENT, halfway, judged, sample
from tracker.cli import main
from tracker.cli.diff import answers_in
from tracker.cli.diffing import as_data
from tracker.diff import Answer, TargetAnswer, compare
from tracker.model import Light, Verdict
from tracker.words.messages import translate
from tracker.write.scorecard import write_scorecard


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
    assert "| 停车场 | × 未完成 ■ 逾期 (3 处) | ✓ 完成 ● 已完成 (6 处) | × 未完成 ■ 逾期 (3 处) |" in text
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


def in_the_year(done: str, light: Light, target: str = "新建停车场 >= 10 处") -> Answer:
    told = TargetAnswer(target, "unverifiable", "not-due", "", Decimal(done))
    return Answer("某区", "2024", "1", "停车场", Verdict.UNVERIFIABLE, False, (told,), light)


def test_what_moved_between_two_quarters_is_told_though_no_verdict_changed() -> None:
    before, after = in_the_year("0.4", Light.ON_TIME), in_the_year("0.6", Light.ON_TIME)
    [change] = compare([before], [after])
    assert [translate(each, "en") for each in change.why] == ["新建停车场 >= 10 处: 40 % done, now 60 %"]
    assert (change.is_gain, change.fell_back, change.is_verdict) == (True, False, False)
    [change] = compare([after], [before])
    assert (change.is_gain, change.fell_back, change.is_regression) == (False, True, False)
    ceiling = [in_the_year(done, Light.ON_TIME, "事故 <= 10 起") for done in ("0.4", "0.6")]
    [change] = compare(ceiling[:1], ceiling[1:])
    assert (change.is_gain, change.fell_back) == (False, False), "of a ceiling more is not better"


def test_silence_is_no_progress() -> None:
    behind, silent = in_the_year("0.4", Light.BEHIND), in_the_year("0.4", Light.NO_WORD)
    [change] = compare([behind], [silent])
    assert (change.is_gain, change.fell_back) == (False, False)
    overdue = replace(silent, light=Light.OVERDUE)
    [change] = compare([overdue], [silent])
    assert (change.is_gain, change.fell_back) == (False, False)
    [change] = compare([behind], [in_the_year("0.4", Light.ON_TIME)])
    assert (change.is_gain, change.fell_back) == (True, False)


def test_more_done_is_progress_under_another_light_too() -> None:
    silent, told = in_the_year("0.35", Light.NO_WORD), in_the_year("0.65", Light.ON_TIME)
    [change] = compare([silent], [told])
    assert (change.is_gain, change.fell_back) == (True, False)
    [change] = compare([told], [silent])
    assert (change.is_gain, change.fell_back) == (False, True), "less of it is done"
    [change] = compare([silent], [in_the_year("0.65", Light.BEHIND)])
    assert (change.is_gain, change.fell_back) == (False, True), "more of it, but it keeps up no longer"


def test_a_figure_that_was_corrected_is_told_under_the_same_verdict() -> None:
    old, new = (
        Answer("某区", "2024", "1", "a", Verdict.MET, False, (TargetAnswer("a >= 4", "met", "value-meets", said),))
        for said in ("5 处", "6 处")
    )
    [change] = compare([old], [new])
    assert [translate(each, "en") for each in change.why] == ["a >= 4: reported 5 处, now 6 处"]


def test_a_day_that_comes_near_is_no_step_back_and_overdue_is() -> None:
    told, near = in_the_year("0.4", Light.NO_WORD), in_the_year("0.4", Light.DUE_SOON)
    [change] = compare([told], [near])
    assert (change.is_gain, change.fell_back) == (False, False)
    missed = replace(told, verdict=Verdict.UNMET, light=Light.OVERDUE)
    [change] = compare([told], [missed])
    assert (change.is_gain, change.fell_back) == (False, True), "found unmet, which is no progress"


def test_a_scorecard_holds_how_much_was_done(project: Path) -> None:
    write_scorecard(sample(judged(1, "造林", halfway(SILENT))), Path("a.xlsx"), "zh")
    [answer] = answers_in("a.xlsx")
    assert [each.standing for each in answer.targets] == ["62 %"]


def test_answers_of_one_name_are_told_apart(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A scorecard of each quarter has the same name, in a folder of its own."""
    answer("a.json", capsys)
    for folder in ("q1", "q2"):
        Path(folder).mkdir()
        shutil.copy("a.json", f"{folder}/a.json")
    assert said(capsys, "q1/a.json", "q2/a.json", "a.json", "--format", "xlsx", "--out", "h.xlsx") == (0, "")
    heads = [cell.value for cell in load_workbook("h.xlsx").worksheets[0][1]]
    assert heads[4:] == ["a", "a (2)", "a (3)"]
