"""The snippets of docs/ci.md and action.yml, run as a machine's shell would run their steps."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

from tests.conftest import ROOT
from tests.console import Terminal

if shutil.which("bash") is None:
    pytest.skip("the steps are written for bash", allow_module_level=True)

BLOCKS = re.findall(
    r"^```yaml\n(.*?)^```", (ROOT / "docs" / "ci.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
)
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """A project with one good file of targets, in a folder of its own."""
    terminal = Terminal(tmp_path, "C.UTF-8")
    shutil.rmtree(terminal.project)
    (terminal.project / "targets").mkdir(parents=True)
    shutil.copy(ROOT / "examples" / "yunxi-2023.yaml", terminal.project / "targets")
    return terminal


def spoil(terminal: Terminal) -> None:
    path = terminal.project / "targets" / "yunxi-2023.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(">= 5 处", "≥ 5 处"), encoding="utf-8")


def step(name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in ACTION["runs"]["steps"] if each["name"] == name)
    return found


def run_action(terminal: Terminal, **inputs: str) -> subprocess.CompletedProcess[str]:
    """The action's step as a runner has it: inputs put into its environment, ``bash -eo pipefail`` on a file."""
    where = terminal.project.parent / "temp"
    (where / "tracker").mkdir(parents=True, exist_ok=True)
    if not (where / "tracker" / "bin").exists():
        (where / "tracker" / "bin").symlink_to(terminal.project.parent / "bin")
    given = {name: str(value["default"]) for name, value in ACTION["inputs"].items()} | inputs
    environment = {}
    for name, value in step("Validate")["env"].items():
        value = re.sub(r"\$\{\{ inputs\.(\w+) \}\}", lambda found: given[found[1]], value)
        environment[name] = value.replace("${{ runner.temp }}", str(where))
    script = where / "script.sh"
    script.write_text(step("Validate")["run"], encoding="utf-8")
    summary = where / "summary.md"
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
        cwd=terminal.project,
        env={**terminal.environment, **environment, "GITHUB_STEP_SUMMARY": str(summary)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_action_passes_a_good_project(terminal: Terminal) -> None:
    done = run_action(terminal)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_action_annotates_and_fails(terminal: Terminal) -> None:
    spoil(terminal)
    done = run_action(terminal, lang="zh")
    assert done.returncode == 1
    assert "::error file=targets/yunxi-2023.yaml,line=11,col=15,endLine=11,endColumn=16,title=target::≥" in done.stdout
    summary = terminal.project.parent / "temp" / "summary.md"
    assert "targets/yunxi-2023.yaml:11:15" in summary.read_text(encoding="utf-8")


def test_the_action_takes_paths_a_line_each_and_no_command(terminal: Terminal) -> None:
    """A path from a workflow is a path, whatever is written in it."""
    spoil(terminal)
    shutil.copytree(terminal.project / "targets", terminal.project / "two words")
    done = run_action(terminal, paths="two words\n\n$(touch pwned)\n")
    assert done.returncode == 2
    assert "::error file=two words/yunxi-2023.yaml" in done.stdout
    assert "$(touch pwned): no such file" in done.stderr
    assert not (terminal.project / "pwned").exists()


def test_the_action_is_strict_where_asked(terminal: Terminal) -> None:
    path = terminal.project / "targets" / "yunxi-2023.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("5 处", "5 个处"), encoding="utf-8")
    assert run_action(terminal).returncode == 0
    assert run_action(terminal, strict="true").returncode == 1


def test_the_action_counts_notes_and_lists_them_where_asked(terminal: Terminal) -> None:
    path = terminal.project / "targets" / "yunxi-2023.yaml"
    path.write_text(f"{path.read_text(encoding='utf-8')}  - {{id: 9, title: 作风建设}}\n", encoding="utf-8")
    summed = run_action(terminal)
    assert "no-target" not in summed.stdout
    assert "1 × no-target" in summed.stderr
    assert "title=no-target::" in run_action(terminal, notes="true").stdout


def test_no_step_puts_an_expression_into_a_script() -> None:
    """An input that is pasted into a script is run; one in the environment is not."""
    assert not [each["name"] for each in ACTION["runs"]["steps"] if "${{" in each.get("run", "")]


def test_the_gitlab_snippet(terminal: Terminal) -> None:
    (block,) = [each for each in BLOCKS if ".gitlab-ci.yml" in each]
    script = yaml.safe_load(block)["validate"]["script"]
    assert script[0].startswith("pip install")
    reports = yaml.safe_load(block)["validate"]["artifacts"]["reports"]
    for spoilt in (False, True):
        if spoilt:
            spoil(terminal)
        terminal.run("set -e\n" + "\n".join(script[1:]))
        assert terminal.status == int(spoilt)
        issues = json.loads((terminal.project / reports["codequality"]).read_text(encoding="utf-8"))
        assert [issue["check_name"] for issue in issues] == ["target"] * spoilt
        suites = ElementTree.parse(terminal.project / reports["junit"]).getroot()
        assert [suite.get("failures") for suite in suites] == [str(int(spoilt))]


def test_the_sarif_step(terminal: Terminal) -> None:
    (block,) = [each for each in BLOCKS if "upload-sarif" in each]
    command = yaml.safe_load(block)[0]["run"]
    spoil(terminal)
    terminal.run(command)
    assert terminal.status == 0
    log = json.loads((terminal.project / "findings.sarif").read_text(encoding="utf-8"))
    assert [result["ruleId"] for result in log["runs"][0]["results"]] == ["target"]
    terminal.run(command.replace("validate", "validate none.yaml"))
    assert terminal.status != 0, "a file that can't be read is no finding to upload"


def test_the_workflow_and_the_hooks_name_what_is_there() -> None:
    (block,) = [each for each in BLOCKS if "runs-on" in each]
    steps = yaml.safe_load(block)["jobs"]["validate"]["steps"]
    (used,) = [each for each in steps if "commitment-tracker" in each.get("uses", "")]
    assert set(used["with"]) <= set(ACTION["inputs"])
    asked = re.findall(rf"steps\.{used['id']}\.outputs\.(\w+)", block)
    assert asked
    assert set(asked) <= set(ACTION["outputs"])
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    (block,) = [each for each in BLOCKS if "pre-commit-config" in each]
    named = yaml.safe_load(block)["repos"][0]["hooks"]
    assert {hook["id"] for hook in named} <= {hook["id"] for hook in hooks}


def test_the_hooks_look_at_the_right_files() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    looked_at = [
        "targets/a.yaml",
        "targets/old/a.yaml",
        "reports/b.yml",
        "data/reviews/c.yaml",
        "targets/x.YAML",
        "targets/x.Yml",
    ]
    left = ["targets/a.txt", "docs/targets.yaml", "mytargets/a.yaml", "targets/a.yaml.bak", ".github/workflows/a.yml"]
    for hook in hooks:
        assert [name for name in looked_at + left if re.search(hook["files"], name)] == looked_at
