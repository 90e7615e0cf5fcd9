"""Paths as answers tell them: without detours, parted by ``/``, on every machine."""

from __future__ import annotations

import ntpath
from pathlib import PurePath, PureWindowsPath

import pytest

from tracker.read import project
from tracker.read.project import path_from, tidy


class _Windows:
    """What the module asks of ``os``, as Windows answers it."""

    path = ntpath
    PathLike = object


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(project, "os", _Windows)
    monkeypatch.setattr(project, "PurePath", PureWindowsPath)


def test_here() -> None:
    assert tidy("./targets/../reports//a.txt") == "reports/a.txt"
    assert tidy(PurePath("a", "b.yaml")) == "a/b.yaml"
    assert path_from("a/b", "a/c.yaml") == "../c.yaml"
    assert path_from("", "c.yaml") == "c.yaml"


@pytest.mark.usefixtures("windows")
def test_on_windows() -> None:
    assert tidy(r".\targets\..\reports\a.txt") == "reports/a.txt"
    assert tidy("targets/呼兰区-2022.yaml") == "targets/呼兰区-2022.yaml"
    assert path_from(r"C:\project", r"C:\project\targets\a.yaml") == "targets/a.yaml"
    assert path_from(r"C:\project", r"D:\else\a.yaml") == "D:/else/a.yaml"
