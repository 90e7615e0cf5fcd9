"""Which reports a command reads, and the years it is given for them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.projects import make_project
from tracker.cli import main

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
