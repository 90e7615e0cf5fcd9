"""Which reports a command reads, and the years it is given for them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import tracker
from tests.cli.projects import make_project
from tracker.cli import main
from tracker.model import Severity

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(make_project(tmp_path))
    Path("r.txt").write_text("东山区2022年工作总结\n\n全年新建停车场6处。\n", encoding="utf-8")
    return tmp_path


def test_a_report_named_twice_is_read_once(project: Path, capsys: Capture) -> None:
    """Its evidence would stand there twice."""
    paths = ["r.txt", "./r.txt", str(project / "r.txt")]
    assert main(["check", "targets/dongshan-2022.yaml", "--format", "json", "--report", *paths]) == 0
    result = json.loads(capsys.readouterr().out)["results"][1]
    assert result["verdict"] == "met"
    assert [each["report"] for each in result["targets"][0]["evidence"]] == ["r.txt"]


@pytest.mark.parametrize("command", [["read", "r.txt"], ["check", "targets/dongshan-2022.yaml"]])
def test_years_that_run_backwards_are_refused(project: Path, capsys: Capture, command: list[str]) -> None:
    assert main([*command, "--period", "2022..2020"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == "tracker: --period 2022..2020: expected 2022, 2018..2022 or 2019-01..2019-11\n"


# ── what stands in a folder of reports and is none ────────────────────────────────────────────────

JUNK = {"foto.jpg": b"\xff\xd8\xff\xe0", "Thumbs.db": b"", "tracker.toml": b'language = "en"\n'}


@pytest.fixture
def junk(project: Path) -> list[str]:
    """Files beside the report that are none; the notes on them."""
    for name, raw in JUNK.items():
        Path("reports", name).write_bytes(raw)
    why = "note: is no report, by its name, and is passed over; name the file itself to have it read [report]"
    return [f"reports/{name}: {why}" for name in sorted(JUNK)]


@pytest.mark.parametrize("given", [[], ["--report", "reports"]])
@pytest.mark.parametrize("command", ["check", "score"])
def test_what_is_no_report_by_its_suffix_is_told_once(
    junk: list[str], capsys: Capture, command: str, given: list[str]
) -> None:
    assert main([command, "targets", *given, "--lang", "en"]) == 0
    told = capsys.readouterr()
    assert "✗ 1" in told.out or "✗ unmet 1" in told.out
    assert sorted(line for line in told.err.splitlines() if "passed over" in line) == junk


def test_read_passes_over_it_too(junk: list[str], capsys: Capture) -> None:
    assert main(["read", "reports", "--lang", "en"]) == 0
    assert capsys.readouterr().err.splitlines() == junk


def test_one_that_is_named_by_hand_is_an_error(junk: list[str], capsys: Capture) -> None:
    call = ["check", "targets/dongshan-2022.yaml", "--format", "json", "--lang", "en", "--report", "reports"]
    assert main([*call, "reports/foto.jpg"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "tracker: reports/foto.jpg: no format that is read here" in told.err
    assert "foto.jpg: note" not in told.err


def test_a_damaged_one_of_a_folder_costs_itself(project: Path, capsys: Capture) -> None:
    Path("reports/2023.pdf").write_bytes(b"%PDF-1.4 damaged")
    call = ["check", "targets/dongshan-2022.yaml", "--format", "json", "--lang", "en", "--report"]
    assert main([*call, "reports"]) == 2
    told = capsys.readouterr()
    assert [each["verdict"] for each in json.loads(told.out)["results"]] == ["met", "unmet", "unverifiable"]
    assert told.err == "tracker: reports/2023.pdf: is damaged: no PDF that can be opened\n"
    assert main([*call, "reports", "reports/2023.pdf"]) == 2
    assert capsys.readouterr().out == ""


def test_a_folder_of_other_files_holds_no_report(project: Path, capsys: Capture) -> None:
    Path("photos").mkdir()
    Path("photos/foto.jpg").write_bytes(b"")
    assert main(["check", "targets", "--report", "photos", "targets", "--lang", "en"]) == 2
    assert capsys.readouterr().err == "tracker: photos: no report in it\n"


def test_in_python_the_notes_are_findings(junk: list[str]) -> None:
    answer = tracker.check("targets/dongshan-2022.yaml", reports=".")
    assert [result.verdict for result in answer.files[0].results] == ["met", "unmet", "unverifiable"]
    assert {each.severity for each in answer.findings} == {Severity.NOTE}
    assert {each.place.file for each in answer.findings if "passed over" in str(each.message)} == {
        *(f"reports/{name}" for name in JUNK), "targets/dongshan-2022.yaml", "targets/xishan-2021.yaml",
    }  # fmt: skip


def test_what_came_near_tells_which_words_of_the_names_are_apart(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "r.txt").write_text("东山区2022年政府工作总结\n\n2022年，新建地下停车场7处。\n", encoding="utf-8")
    call = ["check", "targets/dongshan-2022.yaml", "--report", "r.txt", "--lang", "zh"]
    main([*call, "--explain"])
    assert "[范围; 种类: - / 地下]" in capsys.readouterr().out
    main([*call, "--format", "json"])
    told = json.loads(capsys.readouterr().out)["results"][1]["targets"][0]["candidates"][0]
    assert told["apart"] == [{"slot": "sort", "asked": [], "said": ["地下"]}]
