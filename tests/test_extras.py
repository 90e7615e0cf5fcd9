"""The bare install: what needs no extra works without them, and what needs one names it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.projects import make_project
from tests.conftest import ROOT

BROUGHT_BY_EXTRAS = [
    "pandas",
    "numpy",
    "openpyxl",
    "xlsxwriter",
    "lxml",
    "pypdfium2",
    "shtab",
    "docx",
    "pyarrow",
    "pygls",
    "dask",
]


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """As where no extra is installed: first on the path, for children too, modules that say they are not there."""
    site = folder / "site"
    site.mkdir()
    for name in BROUGHT_BY_EXTRAS:
        (site / f"{name}.py").write_text(f"raise ModuleNotFoundError({name!r})\n", encoding="utf-8")
    environment = {"PYTHONPATH": f"{site}{os.pathsep}{ROOT}", "PATH": "", "LANG": "C.UTF-8"}
    call = [sys.executable, "-m", "tracker", *arguments]
    return subprocess.run(call, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize(
    "call",
    [
        ["validate"],
        ["validate", "--format", "sarif"],
        ["check", "targets", "--format", "json"],
        ["check", "targets", "--format", "csv"],
        ["read", "reports/dongshan-2022.yaml"],
        ["draft", "plan.txt"],
    ],
)
def test_the_bare_install_does_it(tmp_path: Path, call: list[str]) -> None:
    make_project(tmp_path)
    (tmp_path / "plan.txt").write_text("东山区2023年政府工作安排\n\n1. 新建停车场5处。\n", encoding="utf-8")
    done = run(tmp_path, *call)
    assert (done.returncode, "needs" in done.stderr) == (0, False), done.stderr


@pytest.mark.parametrize(
    ("call", "extra"),
    [
        (["score"], "excel"),
        (["score", "--word", "-o", "cards"], "excel"),
        (["read", "a.html"], "html"),
        (["read", "a.pdf"], "pdf"),
        (["--print-completion", "bash"], "completion"),
    ],
)
def test_what_is_missing_names_itself(tmp_path: Path, call: list[str], extra: str) -> None:
    make_project(tmp_path)
    (tmp_path / "a.html").write_text("<html><p>新建停车场5处。", encoding="utf-8")
    (tmp_path / "a.pdf").write_bytes((ROOT / "tests/cases/documents/same.pdf").read_bytes())
    done = run(tmp_path, *call)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"pip install 'commitment-tracker[{extra}]'" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "reports_out").exists()
    assert not (tmp_path / "cards").exists()


def test_in_python_what_is_missing_is_raised_as_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import tracker

    monkeypatch.chdir(make_project(tmp_path))
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(tracker.MissingLibrary, match=r"commitment-tracker\[excel\]"):
        tracker.score("targets")


def test_a_frame_names_pandas(monkeypatch: pytest.MonkeyPatch) -> None:
    from tracker.model import MissingLibrary
    from tracker.write.frame import frame_of

    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(MissingLibrary, match=r"commitment-tracker\[frame\]"):
        frame_of([])
