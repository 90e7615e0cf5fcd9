"""``tracker validate`` as a person or a machine calls it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.conftest import ROOT
from tracker.cli import main

GOOD = (ROOT / "tests" / "cases" / "targets" / "ok" / "every-form.yaml").read_text(encoding="utf-8")
WARNED = GOOD.replace("新建停车场 >= 5 处", "新建停车场 >= 5 个处")
BROKEN = GOOD.replace("新建停车场 >= 5 处", "新建停车场 ≥ 5 处")

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with targets/, to which a test adds files."""
    (tmp_path / "targets").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(project: Path, text: str, name: str = "targets/hulan-2022.yaml") -> Path:
    path = project / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


@pytest.mark.parametrize(
    ("text", "options", "code"),
    [
        (GOOD, [], 0),
        (GOOD, ["--strict"], 0),
        (WARNED, [], 0),
        (WARNED, ["--strict"], 1),
        (BROKEN, [], 1),
        (BROKEN, ["--fix"], 0),
        (BROKEN, ["--diff"], 1),
        (GOOD.replace("- id: 1\n", "- id: 1\n    # 注\n"), ["--strict"], 0),
    ],
)
def test_exit_codes(project: Path, text: str, options: list[str], code: int) -> None:
    put(project, text)
    assert main(["validate", *options]) == code


def test_nothing_wrong_prints_nothing_on_stdout(project: Path, capsys: Capture) -> None:
    put(project, GOOD)
    assert main(["validate"]) == 0
    out, err = capsys.readouterr()
    assert (out, err) == ("", "nothing wrong; files: 1\n")


def test_findings_go_to_stdout_and_the_summary_to_stderr(project: Path, capsys: Capture) -> None:
    put(project, WARNED)
    main(["validate"])
    out, err = capsys.readouterr()
    place = f"targets{os.sep}hulan-2022.yaml:33:20"
    assert out.splitlines()[0] == f'{place}: warning: no unit "个处"; did you mean "处" or "个"? [unit]'
    assert err == "errors: 0, warnings: 1, notes: 0; files: 1, with findings: 1\n"


def test_in_chinese(project: Path, capsys: Capture) -> None:
    put(project, WARNED)
    main(["validate", "--lang", "zh"])
    assert "没有“个处”这个单位；是不是“处”或“个”？ [unit]" in capsys.readouterr().out


# ── which files ───────────────────────────────────────────────────────────────────────────────────


def test_without_paths_the_folders_of_the_project(project: Path, capsys: Capture) -> None:
    report = "version: 1\nlocality: 呼兰区\nperiod: 2022\ntitle: 报告\nobservations: [{milestone: 路, stage: 完工}]\n"
    put(project, GOOD)
    put(project, report, "reports/hulan-2022.yml")
    put(project, "a report as text", "reports/hulan-2022.txt")
    put(project, "x: 1", ".hidden/a.yaml")
    put(project, "x: 1", "targets/.b.yaml")
    put(project, "x: 1", "elsewhere.yaml")
    main(["validate", "--format", "json"])
    files = json.loads(capsys.readouterr().out)["files"]
    assert [Path(file).as_posix() for file in files] == ["reports/hulan-2022.yml", "targets/hulan-2022.yaml"]


def test_a_folder_stands_for_its_files_and_a_project_for_its_folders(project: Path, capsys: Capture) -> None:
    put(project, GOOD)
    put(project, GOOD, "targets/older/hulan-2022.yaml")
    for paths, count in (
        (["targets"], 2),
        (["."], 2),
        (["targets/older"], 1),
        (["targets", "targets/hulan-2022.yaml"], 2),
    ):
        main(["validate", "--format", "json", *paths])
        assert len(json.loads(capsys.readouterr().out)["files"]) == count


def test_nothing_to_validate_is_told(project: Path, capsys: Capture) -> None:
    assert main(["validate"]) == 2
    assert "name the files to validate" in capsys.readouterr().err


@pytest.mark.parametrize("options", [[], ["--fix"], ["--format", "json"]])
def test_a_folder_without_yaml_does_not_pass(project: Path, capsys: Capture, options: list[str]) -> None:
    """CI would pass on a folder that was renamed."""
    put(project, BROKEN)
    (project / "empty").mkdir()
    assert main(["validate", "empty", *options]) == 2
    assert capsys.readouterr().err == (
        "tracker: empty: no YAML files in this folder; name the files to validate, or the folder that holds them\n"
    )
    assert main(["validate", "empty", "targets"]) == 2
    out, err = capsys.readouterr()
    assert "[target]" in out, "the rest is looked over all the same"
    assert "empty: no YAML files" in err


def test_nothing_is_said_to_be_right_beside_a_file_that_could_not_be_read(project: Path, capsys: Capture) -> None:
    put(project, GOOD)
    assert main(["validate", "none.yaml"]) == 2
    assert capsys.readouterr().err.startswith("tracker: none.yaml: no such file")
    assert main(["validate", "targets", "none.yaml"]) == 2
    assert capsys.readouterr().err.startswith("nothing wrong in those that could be read; files: 1\ntracker: none.yaml")


def test_what_cannot_be_read_is_told_beside_the_findings_of_the_rest(project: Path, capsys: Capture) -> None:
    put(project, BROKEN)
    put(project, "", "targets/empty.yaml")
    assert main(["validate", "targets", "none.yaml"]) == 2
    out, err = capsys.readouterr()
    assert "[target]" in out
    assert "none.yaml: no such file" in err
    assert "empty.yaml" in err


def test_the_order_of_arguments_does_not_matter(project: Path, capsys: Capture) -> None:
    put(project, BROKEN, "targets/a.yaml")
    put(project, WARNED, "targets/b.yaml")
    outputs = []
    for paths in (["targets/a.yaml", "targets/b.yaml"], ["targets/b.yaml", "targets/a.yaml"], ["targets"]):
        main(["validate", *paths])
        outputs.append(capsys.readouterr().out)
    assert outputs[0] == outputs[1] == outputs[2]


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("targets/x.yaml", "version: 1\n", "missing-key"),
        ("reports/x.yaml", "version: 1\n", "missing-key"),
        ("reviews/x.yaml", "version: 1\n", "missing-key"),
        ("x.yaml", "# yaml-language-server: $schema=../schemas/report.schema.json\nversion: 1\n", "missing-key"),
    ],
)
def test_the_kind_of_a_file_without_its_main_key(
    project: Path, capsys: Capture, name: str, text: str, code: str
) -> None:
    put(project, text, name)
    main(["validate", name, "--format", "json"])
    messages = [finding["message"] for finding in json.loads(capsys.readouterr().out)["findings"]]
    key = {"targets": "commitments", "reports": "observations", "reviews": "decisions"}.get(
        name.split("/")[0], "observations"
    )
    assert f"`{key}:` is missing at the top of the file" in messages


# ── mending ───────────────────────────────────────────────────────────────────────────────────────


def test_fix_writes_and_diff_does_not(project: Path, capsys: Capture) -> None:
    path = put(project, BROKEN)
    assert main(["validate", "--diff"]) == 1
    out, _ = capsys.readouterr()
    assert path.read_bytes().decode() == BROKEN
    assert "-      - 新建停车场 ≥ 5 处\n+      - 新建停车场 >= 5 处\n" in out
    assert main(["validate", "--fix"]) == 0
    assert path.read_bytes().decode() == GOOD
    assert "mended, places: 1" in capsys.readouterr().err


def test_a_diff_is_applied_by_git(project: Path, capsys: Capture) -> None:
    import shutil
    import subprocess

    if shutil.which("git") is None:
        pytest.skip("git is not here to apply the diff")
    text = BROKEN.replace("\n", "\r\n").rstrip()
    path = put(project, text)
    main(["validate", "--diff"])
    (project / "fix.diff").write_bytes(capsys.readouterr().out.encode())
    subprocess.run(["git", "apply", "--whitespace=nowarn", "fix.diff"], cwd=project, check=True)
    assert path.read_bytes().decode() == text.replace("≥", ">=")


def test_a_file_with_nothing_to_mend_is_not_written(project: Path) -> None:
    path = put(project, WARNED)
    os.utime(path, (1, 1))
    main(["validate", "--fix"])
    assert path.stat().st_mtime == 1


# ── formats ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("form", ["json", "sarif", "junit", "gitlab"])
def test_every_format_is_whole(project: Path, capsys: Capture, form: str, lang: str) -> None:
    for text in (GOOD, BROKEN, WARNED, "a: [", "a：1"):
        put(project, text)
        main(["validate", "--format", form, "--lang", lang])
        out = capsys.readouterr().out
        assert out.endswith("\n")
        if form == "junit":
            ElementTree.fromstring(out)
        else:
            json.loads(out)


def test_github_gets_annotations_the_list_and_a_summary(
    project: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(project, BROKEN)
    summary = project / "summary.md"
    summary.write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    monkeypatch.setenv("GITHUB_OUTPUT", str(project / "outputs"))
    main(["validate", "--format", "github"])
    out = capsys.readouterr().out
    assert "≥ is not read here; write >= [target]\n   33 |" in out
    assert "::error file=targets/hulan-2022.yaml,line=33,col=15,endLine=33,endColumn=16,title=target::" in out
    assert (project / "outputs").read_text().split() == ["errors=1", "warnings=0", "notes=0", "files=1"]
    assert summary.read_text(encoding="utf-8").startswith("before\n| place | severity | finding | rule |\n")


def test_colour_only_where_it_is_wanted(project: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    put(project, BROKEN)
    main(["validate"])
    assert "\x1b[" not in capsys.readouterr().out
    main(["validate", "--colour", "always"])
    assert "\x1b[31m" in capsys.readouterr().out
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    main(["validate"])
    assert "\x1b[31m" in capsys.readouterr().out
    monkeypatch.setenv("NO_COLOR", "1")
    main(["validate"])
    assert "\x1b[" not in capsys.readouterr().out


def test_the_same_run_twice_gives_the_same_bytes(project: Path, capsys: Capture) -> None:
    put(project, BROKEN)
    outputs = set()
    for _ in range(2):
        for form in ("text", "json", "github", "sarif", "junit", "gitlab"):
            main(["validate", "--format", form])
        outputs.add(capsys.readouterr().out)
    assert len(outputs) == 1


# ── which findings are told ───────────────────────────────────────────────────────────────────────


def rules(out: str) -> list[str]:
    return [json.loads(line)["rule"] for line in out.splitlines()]


def told(capsys: Capture, *options: str) -> list[str]:
    main(["validate", "--format", "jsonl", *options])
    return rules(capsys.readouterr().out)


def test_notes_are_summed_up_unless_asked_for(project: Path, capsys: Capture) -> None:
    text = GOOD.replace("commitments:\n", "commitments:\n  - id: 0\n    title: 持续推进改革\n")
    put(project, text)
    assert main(["validate"]) == 0
    out, err = capsys.readouterr()
    assert "[no-target]" not in out
    assert err.splitlines()[0] == "notes: 1 × no-target; --notes shows them"
    main(["validate", "--notes"])
    out, err = capsys.readouterr()
    assert "[no-target]" in out
    assert "--notes shows" not in err
    main(["validate", "--quiet"])
    assert capsys.readouterr() == ("", "")
    assert told(capsys) == ["no-target"]


def test_select_ignore_and_severity(project: Path, capsys: Capture) -> None:
    put(project, WARNED)
    put(project, BROKEN.replace("id: 1\n", "id: 3\n", 1), "targets/b.yaml")
    every = told(capsys)
    assert {"unit", "target"} < set(every)
    assert set(told(capsys, "--select", "unit")) == {"unit", "target"}, "an error is always told"
    assert "unit" not in told(capsys, "--ignore", "unit,target")
    assert "target" in told(capsys, "--ignore", "unit,target")
    assert main(["validate", "targets/hulan-2022.yaml", "--severity", "unit=error"]) == 1
    assert "warning: " not in capsys.readouterr().out
    assert main(["validate", "--ignore", "uint"]) == 2
    assert "did you mean unit?" in capsys.readouterr().err
    assert main(["validate", "--severity", "unit"]) == 2
    assert "expected CODE=error" in capsys.readouterr().err


def test_settings_of_rules_and_files(project: Path, capsys: Capture) -> None:
    put(project, WARNED)
    put(project, WARNED, "targets/old/hulan-2021.yaml")
    put(project, '[per-file-ignores]\n"targets/old/*" = ["unit", "file-name"]\n', "tracker.toml")
    main(["validate", "--format", "json"])
    found = {(Path(each["file"]).name, each["rule"]) for each in json.loads(capsys.readouterr().out)["findings"]}
    assert found == {("hulan-2022.yaml", "unit")}
    put(project, '[rules]\nignore = ["unit", "file-name"]\n', "tracker.toml")
    assert told(capsys) == []


def test_no_setting_silences_an_error(project: Path, capsys: Capture) -> None:
    put(project, BROKEN)
    put(project, '[rules]\nselect = []\nignore = ["target"]\nseverity = {target = "note"}\n', "tracker.toml")
    assert main(["validate"]) == 1
    assert "[target]" in capsys.readouterr().out


def test_what_a_baseline_holds_is_not_told_again(project: Path, capsys: Capture) -> None:
    path = put(project, WARNED)
    assert main(["validate", "--strict", "--write-baseline"]) == 0
    assert "tracker-baseline.json: holds 1 findings now" in capsys.readouterr().err
    assert told(capsys, "--baseline", "tracker-baseline.json") == []
    put(project, 'baseline = "tracker-baseline.json"\n', "tracker.toml")
    assert told(capsys) == []
    path.write_text("# 一行新的注释\n" + WARNED, encoding="utf-8")
    assert told(capsys) == [], "the lines have moved"
    line = "      - 新建停车场 >= 5 个处\n"
    path.write_text(WARNED.replace(line, line + line.replace("停车场", "停车楼")), encoding="utf-8")
    assert told(capsys) == ["unit"], "a new one of the same rule"
    put(project, "{}", "tracker-baseline.json")
    assert main(["validate"]) == 2
    assert "is no baseline; write one with" in capsys.readouterr().err


def test_paths_of_the_settings(project: Path, capsys: Capture) -> None:
    put(project, WARNED, "years/2022/targets/hulan-2022.yaml")
    put(project, 'paths.targets = ["years/2022/targets"]\n', "tracker.toml")
    assert told(capsys) == ["unit"]


# ── where from, where to ──────────────────────────────────────────────────────────────────────────


def test_stdin_and_a_file_for_the_answer(project: Path, capsys: Capture) -> None:
    call = [sys.executable, "-m", "tracker", "validate", "-", "-o", "found.txt"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(call, input=WARNED.encode(), env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (0, b"")
    assert (project / "found.txt").read_text(encoding="utf-8").startswith("-:33:20: warning: no unit")
    assert main(["validate", "-o", "targets"]) == 2
    put(project, GOOD)
    assert main(["validate", "-o", "targets"]) == 2
    assert "targets: is a folder; name the file to write in it" in capsys.readouterr().err


# ── many files ──


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "github", "sarif", "junit", "gitlab"])
def test_two_workers_find_what_one_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    """Findings of every kind, a file that can't be read, words that a targets file names: the same bytes."""
    for name in ("targets", "reports", "reviews", "words"):
        shutil.copytree(ROOT / "tests" / "cases" / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "targets" / "empty.yaml").write_bytes(b"")
    call = [sys.executable, "-m", "tracker", "validate", "--notes", "--format", form, "--jobs"]
    alone, shared = (
        subprocess.run([*call, jobs], capture_output=True, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False)
        for jobs in ("1", "2")
    )
    assert alone.stdout
    assert alone.returncode == 2
    assert (alone.returncode, alone.stdout, alone.stderr) == (shared.returncode, shared.stdout, shared.stderr)


def test_two_workers_mend_what_one_mends(tmp_path: Path) -> None:
    told = []
    for jobs in "12":
        folder = tmp_path / jobs
        (folder / "targets").mkdir(parents=True)
        for number in range(40):
            (folder / "targets" / f"t{number}.yaml").write_text(
                "version: 1\nlocality: {name: 东山区}\nperiod: 2022\nsource: {title: 计划}\n"
                f"commitments:\n- {{id: 1, title: 停车场, targets: ['新建停车场 ≥ {number + 1} 处']}}\n",
                encoding="utf-8",
            )
        call = [sys.executable, "-m", "tracker", "validate", "--jobs", jobs]
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        for how in ("--diff", "--fix"):
            done = subprocess.run([*call, how], cwd=folder, env=environment, capture_output=True, check=False)
            told.append((jobs, how, done.returncode, done.stdout, done.stderr))
        files = sorted((folder / "targets").iterdir())
        assert all(">=" in each.read_text(encoding="utf-8") for each in files)
        told.append((jobs, "files", 0, b"".join(each.read_bytes() for each in files), b""))
    assert [each[1:] for each in told[:3]] == [each[1:] for each in told[3:]]
    assert told[0][3].count(b"+++ ") == 40
