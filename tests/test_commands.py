"""The console scripts: two names for one tool, and a clear word where another ``tracker`` stands in the way."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tracker import __version__

START = ROOT / "scripts" / "commitment_tracker.py"


def start(path: list[Path], *arguments: str) -> subprocess.CompletedProcess[str]:
    search = ":".join(map(str, path)) if sys.platform != "win32" else ";".join(map(str, path))
    call = [sys.executable, "-P", str(START), *arguments]
    return subprocess.run(
        call, env={"PYTHONPATH": search, "PATH": ""}, capture_output=True, encoding="utf-8", check=False
    )


def test_both_scripts_begin_there() -> None:
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    assert scripts == dict.fromkeys(("tracker", "commitment-tracker"), "commitment_tracker:main")


def test_it_runs_the_tool() -> None:
    done = start([ROOT], "--version")
    assert (done.returncode, done.stdout) == (0, f"tracker {__version__}\n")


@pytest.mark.parametrize("shape", ["package", "module", "package with a cli"])
def test_another_tracker_is_named(tmp_path: Path, shape: str) -> None:
    if shape == "module":
        (tmp_path / "tracker.py").write_text("", encoding="utf-8")
    else:
        (tmp_path / "tracker").mkdir()
        (tmp_path / "tracker" / "__init__.py").write_text("", encoding="utf-8")
        if shape == "package with a cli":
            (tmp_path / "tracker" / "cli.py").write_text("", encoding="utf-8")
    done = start([tmp_path, ROOT], "--version")
    assert (done.returncode, done.stdout) == (2, "")
    assert f"another package named “tracker” ({tmp_path / 'tracker'}" in done.stderr
    assert "Traceback" not in done.stderr


def test_something_else_that_is_missing_keeps_its_traceback(tmp_path: Path) -> None:
    (tmp_path / "tracker").mkdir()
    (tmp_path / "tracker" / "__init__.py").write_text("", encoding="utf-8")
    (tmp_path / "tracker" / "cli.py").write_text("import a_library_that_is_missing", encoding="utf-8")
    done = start([tmp_path], "--version")
    assert done.returncode == 1
    assert "No module named 'a_library_that_is_missing'" in done.stderr
