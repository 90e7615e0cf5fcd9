"""``tracker draft`` on the command line: where it writes, what it refuses, what it compares."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.counting import calls_of
from tests.draft.run import run
from tracker.model import Severity
from tracker.validating.many import validate_paths

PLAN = ROOT / "tests" / "cases" / "drafts" / "points-in-groups.txt"


def test_without_a_file_it_writes_to_stdout() -> None:
    answer = run("draft", str(PLAN))
    assert answer.code == 0
    assert answer.out == PLAN.with_suffix(".yaml").read_text(encoding="utf-8")


def test_quotes_stand_above_their_targets() -> None:
    lines = run("draft", str(PLAN), "--with-quotes").out.splitlines()
    at = next(i for i, line in enumerate(lines) if "- 供水管网漏损率 下降" in line)
    assert lines[at - 1].startswith("      # “")
    assert "下降2个百分点" in lines[at - 1]


def test_a_file_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    out = tmp_path / "own.yaml"
    out.write_text("mine", encoding="utf-8")
    answer = run("draft", str(PLAN), "--out", str(out))
    assert answer.code == 2
    assert "--update" in answer.err
    assert out.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--update"], "--out"),
        (["--compare", "x.yaml", "--out", "y.yaml"], "--compare writes nothing"),
        (["--period", "soon"], "--period"),
    ],
)
def test_calls_that_make_no_sense_are_refused_in_one_line(arguments: list[str], said: str) -> None:
    answer = run("draft", str(PLAN), *arguments)
    assert answer.code == 2
    assert said in answer.err
    assert answer.err.count("\n") == 1


def test_a_folder_is_not_to_be_updated(tmp_path: Path) -> None:
    answer = run("draft", str(PLAN), "--out", str(tmp_path))
    assert (answer.code, answer.err) == (2, f"tracker: {tmp_path}: is a folder; name the file to write in it\n")


def test_a_locality_that_is_given_is_no_part_of_the_title(tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text("2023年政府工作报告\n\n2023年主要任务\n\n1.新建停车场5处以上。\n", encoding="utf-8")
    text = run("draft", str(plan), "--locality", "云溪县").out
    assert "name: 云溪县" in text
    assert "title: 2023年政府工作报告\n" in text


def test_what_is_no_plan_is_refused(tmp_path: Path) -> None:
    observations = tmp_path / "seen.yaml"
    observations.write_text(
        "version: 1\nlocality: 甲县\nperiod: 2022\ntitle: 公报\n"
        "observations:\n  - {indicator: 造林, value: 3, unit: 亩}\n",
        encoding="utf-8",
    )
    poem = tmp_path / "poem.txt"
    poem.write_text("白日依山尽，黄河入海流。\n", encoding="utf-8")
    for path in (observations, poem):
        answer = run("draft", str(path))
        assert answer.code == 2, path
        assert answer.out == ""


def test_compare_tells_what_either_side_lacks(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    text = PLAN.with_suffix(".yaml").read_text(encoding="utf-8")
    line = next(line for line in text.splitlines(keepends=True) if "城东职业学院 ->" in line)
    file.write_text(text.replace(line, "      - 青河五桥 -> 开工\n"), encoding="utf-8")
    answer = run("draft", str(PLAN), "--compare", str(file))
    assert answer.code == 1
    assert "  + 2.1  城东职业学院 -> 在建  # " in answer.out
    assert f"  - 2.1  青河五桥 -> 开工  # {file}:" in answer.out
    assert len(answer.out.splitlines()) == 4
    same = run("draft", str(PLAN), "--compare", str(PLAN.with_suffix(".yaml")))
    assert (same.code, same.out) == (0, "")


def test_the_caller_overrules_place_and_years() -> None:
    out = run("draft", str(PLAN), "--locality", "哈尔滨市呼兰区").out
    assert '  name: 呼兰区\n  code: "230111"\n  within: 哈尔滨市\n' in out


def test_comments_follow_the_language() -> None:
    from tracker.words.messages import catalogue

    said = PLAN.with_suffix(".yaml").read_text(encoding="utf-8")
    assert "Drafted from points-in-groups.txt" in said
    assert (
        "Drafted from {name}: {commitments} commitments, {targets} targets; figures behind # are places in its text."
        in catalogue()
    )


def test_every_seed_drafts_to_a_file_without_findings(shared: Path, tmp_path: Path) -> None:
    """As it is: no error and no warning; notes (no targets, a day after the period) may stand."""
    for report in sorted((shared / "reports" / "seeds").glob("*.txt")):
        out = tmp_path / f"{report.stem}.yaml"
        assert run("draft", str(report), "--out", str(out)).code == 0
        found = [each for each in validate_paths([str(out)]).findings if each.rule != "file-name"]
        assert [str(each.message) for each in found if each.severity is Severity.ERROR] == []
        assert len([each for each in found if each.severity is Severity.WARNING]) <= 2, report.stem


def test_provinces_and_years_draft_without_errors(shared: Path, tmp_path: Path) -> None:
    for report in [
        *sorted((shared / "reports" / "provinces-2025").glob("*.docx"))[:3],
        shared / "reports" / "national" / "2019.txt",
    ]:
        out = tmp_path / f"{report.stem}.yaml"
        assert run("draft", str(report), "--out", str(out)).code == 0
        errors = [each for each in validate_paths([str(out)]).findings if each.severity is Severity.ERROR]
        assert errors == [], report.stem


def test_work_grows_with_the_plan_and_not_faster(tmp_path: Path) -> None:
    """Calls, not seconds: a plan of four times the length takes four times the work, a little more for the joins."""
    body = "".join(
        f"（{number}）新建停车场{number}处，固定资产投资增长{number % 9 + 1}%，推进白塔路建设。\n"
        for number in range(1, 401)
    )

    def draft(count: int) -> int:
        plan = tmp_path / f"{count}.txt"
        head = "白塔县2024年工作计划\n一、2024年工作安排\n"
        plan.write_text(head + "".join(body.splitlines(keepends=True)[:count]), encoding="utf-8")
        return calls_of(lambda: run("draft", str(plan)))

    draft(10)  # what is compiled and read once
    short, long = draft(100), draft(400)
    assert short < long <= 4.5 * short
