"""The scripts round a release, and the way without make."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT
from tracker import __version__

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "tracker").mkdir()
    (tmp_path / "tracker" / "__init__.py").write_text('__version__ = "1.2.3"\n', encoding="utf-8")
    (tmp_path / "CHANGELOG.md").write_text(
        "# Changelog\n\n## 1.2.3 (2030-01-31)\n\n- new\n\n## 1.2.2 (2029-12-01)\n\n- old\n", encoding="utf-8"
    )
    (tmp_path / "pyproject.toml").write_text('[project]\nurls = {Homepage = "https://a.cn"}\n', encoding="utf-8")
    return tmp_path


def test_a_release_that_is_whole(project: Path) -> None:
    release = script("release")
    assert release.problems("v1.2.3", project) == []
    assert release.notes("v1.2.3", project) == "- new"


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("tracker/__init__.py", "1.2.3", "1.2.4", "the tag is v1.2.3, and tracker/__init__.py says 1.2.4"),
        ("CHANGELOG.md", "2030-01-31", "unreleased", "CHANGELOG.md has no section"),
        ("CHANGELOG.md", "- new", "", "CHANGELOG.md has no section"),
        ("pyproject.toml", "a.cn", "example.org/x", "pyproject.toml still names example.org, in line 2"),
    ],
)
def test_what_keeps_a_tag_from_being_released(project: Path, file: str, old: str, new: str, said: str) -> None:
    path = project / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    (problem,) = script("release").problems("v1.2.3", project)
    assert said in problem


def test_our_own_tag_waits_for_its_addresses_and_its_day() -> None:
    """Whoever publishes gives both; the version and the changelog's heading are one already."""
    told = " ".join(script("release").problems(f"v{__version__}"))
    assert "the tag is" not in told


def test_the_address_stands_in_one_place() -> None:
    """Whoever publishes replaces it in pyproject.toml; what is left elsewhere would lead nowhere for good."""
    address = "example.org/" + "commitment-tracker"
    pages = [*ROOT.glob("*.*"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/**/*"), *ROOT.glob("tracker/**/*")]
    files = [each for each in pages if each.is_file() and each.suffix not in (".pyc", ".png")]
    naming = [each.name for each in files if address in each.read_text(encoding="utf-8", errors="replace")]
    assert set(naming) <= {"pyproject.toml", "CONTRIBUTING.md"}


def jobs(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)["jobs"]
    return found


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_the_scripts_of_a_workflow_are_there(path: Path) -> None:
    runs = [step.get("run", "") for job in jobs(path).values() for step in job["steps"]]
    named = re.findall(r"(?:scripts|\.ci)/[\w.]+", "\n".join(runs))
    assert named
    assert [name for name in named if not (ROOT / name).is_file()] == []


def test_no_action_runs_on_a_node_that_is_gone() -> None:
    """GitHub took away what ran on Node 20 in September 2026: the oldest of each action that still runs."""
    oldest = {
        "actions/checkout": 5,
        "actions/setup-python": 6,
        "actions/cache": 5,
        "actions/upload-artifact": 6,
        "actions/download-artifact": 7,
        "actions/attest-build-provenance": 3,
        "github/codeql-action/upload-sarif": 4,
    }
    files = [
        *WORKFLOWS,
        ROOT / "action.yml",
        ROOT / "docs/ci.md",
        ROOT / "docs/zh/ci.md",
        ROOT / "tracker/write/project.py",
    ]
    used = [
        (path.name, name, int(version))
        for path in files
        for name, version in re.findall(r"uses: ([\w/-]+)@v(\d+)\b", path.read_text(encoding="utf-8"))
        if name in oldest or name.startswith(("actions/", "github/"))
    ]
    assert len(used) >= 12
    assert [each for each in used if each[2] < oldest[each[1]]] == []


def test_the_way_without_make_is_the_makefiles() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8").replace("$(BIN)/", "").replace("$(PYTEST_ARGS)", "")
    makefile = makefile.replace("$(PIP)", "python -m pip --disable-pip-version-check --quiet")
    recipes = {" ".join(line.partition("  #")[0].split()) for line in makefile.splitlines() if line.startswith("\t")}
    make = script("make")
    for target in ("scorecards", "test"):
        lock, steps = make.STEPS[target]
        for command in (*make.installed(lock), *steps):
            assert " ".join(command) in recipes, f"{target}: {command}"
