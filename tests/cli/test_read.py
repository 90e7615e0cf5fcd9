"""``tracker read`` of one report, of several, and of folders of them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.checking.test_batch import ENVIRONMENT, PLACES, write_project
from tracker.cli import main

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_project(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(capsys: Capture, *arguments: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = main(["read", *arguments, "--lang", "en"])
    return (code, *capsys.readouterr())


def test_one_report_is_its_text_alone(project: Path, capsys: Capture) -> None:
    text = Path("reports/东山区-2022.txt").read_text(encoding="utf-8")
    assert told(capsys, "reports/东山区-2022.txt") == (0, text, "")


def test_of_several_each_text_stands_under_its_name(project: Path, capsys: Capture) -> None:
    paths = sorted(map(str, Path("reports").iterdir()))
    texts = [f"==> {path} <==\n{Path(path).read_text(encoding='utf-8')}" for path in paths]
    assert told(capsys, "reports") == (0, "\n".join(texts), "")
    assert told(capsys, *paths) == told(capsys, "reports")


def test_several_as_data_are_what_each_is_by_itself(project: Path, capsys: Capture) -> None:
    code, out, _ = told(capsys, "reports", "--format", "json")
    assert code == 0
    answer = json.loads(out)
    assert [each["path"] for each in answer["reports"]] == sorted(map(str, Path("reports").iterdir()))
    assert {each["locality"] for each in answer["reports"]} == set(PLACES)
    for each in answer["reports"]:
        alone = json.loads(told(capsys, each["path"], "--format", "json")[1])
        assert each == {"path": each["path"], **alone}
    lines = told(capsys, "reports", "--format", "jsonl")[1].splitlines()
    assert [json.loads(line) for line in lines] == answer["reports"]


@pytest.mark.parametrize("form", ["text", "json", "jsonl"])
def test_two_workers_say_what_one_says(project: Path, form: str) -> None:
    Path("reports/西山区-2022.txt").write_bytes(b"%PDF-1.4 damaged")
    Path("reports/手.yaml").write_text("version: 1\nobservations: [{indicator: 造林}]\n", encoding="utf-8")
    call = [sys.executable, "-m", "tracker", "read", "reports", "--format", form, "--jobs"]
    alone, shared = (
        subprocess.run([*call, jobs], capture_output=True, env=ENVIRONMENT, check=False) for jobs in ("1", "2")
    )
    assert alone.stdout
    assert (alone.returncode, alone.stdout, alone.stderr) == (shared.returncode, shared.stdout, shared.stderr)
    assert alone.returncode == 2


def test_a_damaged_report_costs_no_other(project: Path, capsys: Capture) -> None:
    Path("reports/西山区-2022.txt").write_bytes(b"%PDF-1.4 damaged")
    code, out, err = told(capsys, "reports", "--format", "jsonl")
    assert (code, out.count("\n")) == (2, 3)
    assert err.splitlines()[-1].startswith("tracker: reports/西山区-2022.txt: ")


def test_observations_with_errors_have_no_answer(project: Path, capsys: Capture) -> None:
    Path("reports/手.yaml").write_text("version: 1\nobservations: [{indicator: 造林}]\n", encoding="utf-8")
    code, out, err = told(capsys, "reports", "--format", "jsonl")
    assert (code, out.count("\n")) == (1, 4)
    assert "reports/手.yaml:2:" in err


def test_of_nothing_there_is_no_answer(project: Path, capsys: Capture) -> None:
    Path("empty").mkdir()
    assert told(capsys, "empty") == (2, "", "tracker: empty: no report in it\n")
    assert told(capsys, "absent.txt", "-o", "out.txt")[:2] == (2, "")
    assert not Path("out.txt").exists()
