"""Colours are alike in every command: asked for they are there and change no word, else there is none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.projects import TARGETS, make_project
from tracker.cli import main
from tracker.write.paint import CYAN, GREEN, RED, YELLOW

EAST, WEST = "targets/dongshan-2022.yaml", "targets/xishan-2021.yaml"
INK = re.compile("\x1b\\[(?:3\\d)?m|\x1b\\[0m")

CALLS = {
    "check": (["check", "targets"], {RED, GREEN, YELLOW}),
    "check, an unusable file": (["check", EAST, "--report", "absent.txt"], {RED}),
    "score": (["score", "-o", "cards"], {RED, GREEN, YELLOW}),
    "score, no report": (["score", WEST, "--report", "absent.txt"], {RED}),
    "validate": (["validate", "wrong.yaml", "--notes"], {RED, YELLOW}),
    "validate, for GitHub": (["validate", "wrong.yaml", "--format", "github"], {RED, YELLOW}),
    "validate --diff": (["validate", "wrong.yaml", "--diff"], {RED, GREEN, CYAN}),
    "validate, no such file": (["validate", "absent.yaml"], {RED}),
    "read": (["read", "wrong-report.yaml"], {RED}),
    "draft --compare": (["draft", "plan.txt", "--compare", EAST], {RED, GREEN}),
    "draft --update": (["draft", "plan.txt", "--update", "-o", "new.yaml"], {GREEN}),
    "review": (["review", "apply", "absent.xlsx"], {RED}),
    "diff": (["diff", "old.json", "new.json"], {RED, GREEN, YELLOW}),
    "rule": (["rule", "units"], {RED}),
    "reason": (["reason", "mett"], {RED}),
    "schema": (["schema", "target"], {RED}),
    "an option that there is not": (["check", "--reprot", "x"], {RED}),
    "a command that there is not": (["chekc"], {RED}),
    "settings with errors": (["-q", "config"], {RED}),
}


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Path:
    make_project(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    Path("wrong.yaml").write_text(
        TARGETS.replace("1600 亩", "1600 亩亩").replace("新建停车场 >=", "新建停车场 ≥"), encoding="utf-8"
    )
    Path("wrong-report.yaml").write_text("version: 1\nlocality: 东山区\nobservations: 3\n", encoding="utf-8")
    Path("plan.txt").write_text("东山区2022年工作计划\n\n新建停车场8处。改造小区3个。\n", encoding="utf-8")
    Path("new.yaml").write_text(TARGETS, encoding="utf-8")
    return tmp_path


def answers() -> None:
    """Two answers, of which the newer falls back."""
    assert main(["-q", "check", EAST, "--format", "json", "-o", "old.json"]) == 0
    held = Path("reports/dongshan-2022.yaml").read_text(encoding="utf-8")
    new = held.replace("4233", "1200").replace("value: 3\n", "value: 30\n")
    Path("reports/dongshan-2022.yaml").write_text(new, encoding="utf-8")
    assert main(["-q", "check", EAST, "--format", "json", "-o", "new.json"]) == 0
    gone = re.sub("- indicator: 新建停车场.*", "", new, flags=re.S)
    Path("reports/dongshan-2022.yaml").write_text(gone, encoding="utf-8")


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    capsys.readouterr()
    code = main(arguments)
    out, err = capsys.readouterr()
    return code, out + err


@pytest.mark.parametrize("name", CALLS)
def test_colours_change_no_word(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    call, colours = CALLS[name]
    if name == "diff":
        answers()
        newest = Path("new.json").read_text(encoding="utf-8")
        assert main(["-q", "check", EAST, "--format", "json", "-o", "new.json"]) == 0
        assert newest != Path("new.json").read_text(encoding="utf-8")
    if name == "settings with errors":
        Path("tracker.toml").write_text("langage = 'zh'\n", encoding="utf-8")
    if name == "draft --update":
        before = Path("new.yaml").read_bytes()
    plain = told(capsys, *call, "--color", "never")
    assert "\x1b" not in plain[1]
    assert plain == (told(capsys, *call) if name != "draft --update" else plain), "what is no terminal has no colours"
    if name == "draft --update":
        Path("new.yaml").write_bytes(before)
    painted = told(capsys, *call, "--color", "always")
    assert (painted[0], INK.sub("", painted[1])) == plain
    assert {each[2:4] for each in INK.findall(painted[1]) if each != "\x1b[0m"} >= colours


@pytest.mark.parametrize("command", ["validate", "check", "score"])
def test_the_environment_says_it_for_all(
    command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    call = [command, "wrong.yaml"] if command == "validate" else [command, "targets"]
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[3" in told(capsys, *call)[1]
    assert "\x1b" not in told(capsys, *call, "--color", "never")[1]
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in told(capsys, *call)[1]
    assert "\x1b[3" in told(capsys, *call, "--color", "always")[1]


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "markdown"])
def test_what_programs_read_has_none(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", EAST, "--format", form, "--color", "always"])
    assert "\x1b" not in capsys.readouterr().out
