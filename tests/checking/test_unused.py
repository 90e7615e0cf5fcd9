"""Where no report is in use for a targets file it is told why, with a way out; reports named for nothing are exit 2.

An office that names the wrong file would else read sixty `not-reported`, and take them for an answer.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import tracker
from tests.checking.test_batch import Capture, verdicts, write_project
from tracker.cli import main

EAST = "targets/东山区-2022.yaml"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_project(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def report(path: str, head: str = "海州市2023年政府工作报告\n\n一、2022年工作回顾") -> str:
    Path(path).write_text(f"{head}\n全年新建停车场9处。\n", encoding="utf-8")
    return path


def empty_reports() -> None:
    for each in Path("reports").iterdir():
        each.unlink()


def test_none_given(project: Path, capsys: Capture) -> None:
    empty_reports()
    code, found, told = verdicts(capsys, EAST)
    assert (code, found) == (0, {"东山区": "unverifiable"})
    assert told == (
        f"{EAST}:1:1: warning: no report in use: none given; put one into reports, or name it with --report [report]\n"
    )
    Path("reports").rmdir()
    assert verdicts(capsys, EAST) == (code, found, told)


@pytest.mark.parametrize(
    ("head", "why"),
    [
        ("海州市2023年政府工作报告\n\n一、2022年工作回顾", "it is of 海州市, not of 东山区"),
        ("东山区2020年政府工作报告\n\n一、2019年工作回顾", "it looks back on 2019, not on 2022"),
        ("东山区2025年政府工作报告\n\n一、2024年工作回顾", "it looks back on 2024, not on 2022"),
    ],
)
def test_put_aside(project: Path, capsys: Capture, head: str, why: str) -> None:
    empty_reports()
    report("reports/x.txt", head)
    code, found, told = verdicts(capsys, EAST)
    assert (code, found) == (0, {"东山区": "unverifiable"})
    assert told == (
        f"{EAST}:1:1: warning: no report in use; put aside: reports/x.txt ({why}); give one of 东山区 on 2022, or say"
        " with --report FILE --locality NAME --period PERIOD what one of these is [report]\n"
    )


def test_a_period_in_doubt_is_told_even_beside_a_report_in_use(project: Path, capsys: Capture) -> None:
    report("reports/a.txt", "东山区2024年政府工作报告\n\n一、2022年工作回顾")
    code, found, told = verdicts(capsys, EAST)
    assert (code, found) == (0, {"东山区": "unmet"})
    assert told == (
        f"reports/a.txt: note: decides nothing for {EAST}: its title, headings and dates speak for 2022, 2023;"
        " say which with --period [report]\n"
    )


def test_of_many_those_of_this_place_are_named_and_more_are_counted(project: Path, capsys: Capture) -> None:
    empty_reports()
    for number in range(4):
        report(f"reports/{number}.txt")
    report("reports/old.txt", "东山区2010年国民经济和社会发展统计公报\n\n一、综合")
    told = verdicts(capsys, EAST)[2]
    assert "put aside: reports/old.txt (it looks back on 2010, not on 2022), 4 of another place; give one of" in told
    for number in range(3):
        report(f"reports/old{number}.txt", f"东山区201{number}年国民经济和社会发展统计公报\n\n一、综合")
    assert "put aside: 4 of another period, 4 of another place; give one of" in verdicts(capsys, EAST)[2]


def test_a_report_that_is_of_no_use_is_no_success(project: Path, capsys: Capture) -> None:
    wrong = report("wrong.txt")
    code, found, told = verdicts(capsys, EAST, "--report", wrong)
    assert (code, found) == (0, {"东山区": "unverifiable"})  # a program reads that the answer rests on no report
    assert main(["check", EAST, "--report", wrong]) == 2
    capsys.readouterr()
    assert told == (
        f"tracker: {EAST}: none of the reports named can be used: wrong.txt (it is of 海州市, not of 东山区); name one"
        " of 东山区 on 2022, or say with --locality NAME --period PERIOD what one of these is\n"
    )
    assert verdicts(capsys, EAST, "--report", wrong, "--locality", "东山区")[:2] == (0, {"东山区": "met"})


@pytest.mark.parametrize(("of", "code"), [("长沙市", 0), ("湖南省", 0), ("株洲市", 2), ("岳麓区", 2)])
def test_a_report_of_the_place_around_is_no_mistake_of_the_call(
    project: Path, capsys: Capture, of: str, code: int
) -> None:
    text = Path(EAST).read_text(encoding="utf-8").replace("东山区", "芙蓉区")
    Path("targets/furong-2022.yaml").write_text(text, encoding="utf-8")
    around = report("around.txt", f"{of}2023年政府工作报告\n\n一、2022年工作回顾")
    assert main(["check", "targets/furong-2022.yaml", "--report", around, "--lang", "en"]) == code
    told = capsys.readouterr()
    assert "? unverifiable 1" in told.out
    assert ("warning: no report in use" in told.err) is (code == 0)


def test_no_scorecard_is_written_over_by_one_that_rests_on_nothing(project: Path, capsys: Capture) -> None:
    assert main(["score", EAST]) == 0
    before = Path("reports_out/东山区-2022.xlsx").read_bytes()
    assert main(["score", EAST, "--report", report("wrong.txt")]) == 2
    assert Path("reports_out/东山区-2022.xlsx").read_bytes() == before


def test_of_several_targets_files_one_use_is_enough(project: Path, capsys: Capture) -> None:
    named = ["--report", "reports/西山区-2022.txt"]
    code, found, told = verdicts(capsys, "targets", *named)
    assert (code, found["西山区"], found["东山区"]) == (0, "met", "unverifiable")
    assert told.count("warning: no report in use; put aside: reports/西山区-2022.txt") == 3
    code, found, told = verdicts(capsys, "targets", "--report", report("wrong.txt"))
    assert (code, set(found.values())) == (0, {"unverifiable"})
    assert main(["check", "targets", "--report", "wrong.txt"]) == 2
    told = capsys.readouterr().err
    assert told.splitlines() == [
        "wrong.txt: note: decides nothing for any of the 4 targets files: it is of 海州市, and looks back on 2022"
        " [report]",
        "tracker: none of the reports named can be used for any of the 4 targets files",
    ]


def test_a_later_report_is_of_use_for_what_was_reached_late(project: Path, capsys: Capture) -> None:
    later = report("later.txt", "东山区2024年政府工作报告\n\n一、2023年工作回顾")
    code, found, told = verdicts(capsys, EAST, "--report", later)
    assert (code, found) == (0, {"东山区": "unverifiable"})
    assert "warning: no report in use; put aside: later.txt (it looks back on 2023, not on 2022)" in told
    assert f"later.txt: note: is read for {EAST} only for what was reached late: it looks back on 2023" in told


def test_targets_with_errors_are_told_before_all_else(project: Path, capsys: Capture) -> None:
    Path(EAST).write_text(Path(EAST).read_text(encoding="utf-8").replace("version: 1\n", ""), encoding="utf-8")
    code, found, told = verdicts(capsys, EAST, "--report", report("wrong.txt"))
    assert (code, found) == (1, {})
    assert "none of the reports named" not in told


def test_in_python_it_is_raised(project: Path) -> None:
    with pytest.raises(tracker.UnusableCall, match="none of the reports named can be used"):
        tracker.check(EAST, report("wrong.txt"))
    empty_reports()
    assert "no report in use" in str(tracker.check(EAST).findings[0].message)


def test_the_answer_says_that_it_rests_on_nothing(project: Path, capsys: Capture) -> None:
    empty_reports()
    assert main(["check", EAST, "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["reports"] == []
    assert answer["results"][0]["targets"][0]["reason"] == "not-reported"
