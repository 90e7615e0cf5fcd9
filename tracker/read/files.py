"""The YAML files of folders: which belong to a project, and which lie where no command looks for them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from tracker.read.project import tidy

FOLDERS = {"targets": "targets", "reports": "report", "reviews": "reviews"}
"""The folders of a project, each with the kind of its YAML files."""
ENDINGS = (".yaml", ".yml")
_NOT_OURS = {"examples", "example", "docs", "tests", "node_modules", "site-packages", "build", "dist"}
"""Folders of a project whose files of commitments are shown, or somebody else's."""
_COMMITMENTS = re.compile(rb"^commitments[ \t]*:", re.MULTILINE)
_OTHER_KINDS = re.compile(
    rb"^(?:names|units|stages|indicators|states|observations|decisions|progress)[ \t]*:", re.MULTILINE
)
_OBSERVATIONS = re.compile(rb"^observations[ \t]*:", re.MULTILINE)
_NO_OBSERVATIONS = re.compile(rb"^(?:commitments|decisions|progress)[ \t]*:", re.MULTILINE)
_LARGEST = 1 << 20


def files_of_project(folder: Path) -> list[str]:
    """The YAML files in a project's targets/, reports/ and reviews/, sorted."""
    return sorted(each for name in FOLDERS if (folder / name).is_dir() for each in files_of_folder(folder / name))


def files_of_folder(folder: Path) -> list[str]:
    """The YAML files in a folder and the folders in it, hidden ones left out; a link that leads nowhere is one too."""
    return sorted(
        tidy(each)
        for each in folder.rglob("*")
        if each.suffix.lower() in ENDINGS
        and not any(part.startswith(".") for part in each.relative_to(folder).parts)
        and (each.is_file() or is_dangling(each))
    )


def is_dangling(path: Path) -> bool:
    """Whether it is a link that leads nowhere: to be told, never skipped in silence."""
    return path.is_symlink() and not path.exists()


def commitments_outside(folder: str) -> Iterator[tuple[str, int]]:
    """YAML files with commitments beside a project's targets/, or one folder down, each with the line of that key.

    Nothing where the folder is no project: then all its YAML files are meant.
    """
    project = Path(folder)
    if not (project / "targets").is_dir():
        return
    beside = [each for each in sorted(project.iterdir()) if each.is_dir() and _may_hold(each)]
    for place in (project, *beside):
        for path in sorted(place.iterdir()):
            if path.suffix.lower() in ENDINGS and path.name[0] != "." and path.is_file():
                line = _line_of_commitments(path)
                if line is not None:
                    yield tidy(path), line


def is_of_another_kind(path: str) -> bool:
    """Whether a YAML file is surely none of targets: a project's own words, observations or reviews, by its keys."""
    raw = _bytes_of(path)  # of one that can't be read that is told when it is opened
    return _OTHER_KINDS.search(raw) is not None and _COMMITMENTS.search(raw) is None


def is_targets_or_reviews(path: str) -> bool:
    """Whether a YAML file is surely none of observations, by its keys."""
    raw = _bytes_of(path) if path.lower().endswith(ENDINGS) else b""
    return _NO_OBSERVATIONS.search(raw) is not None and _OBSERVATIONS.search(raw) is None


def _bytes_of(path: str) -> bytes:
    try:
        with open(path, "rb") as stream:
            return stream.read(_LARGEST)
    except OSError:
        return b""


def _may_hold(folder: Path) -> bool:
    return folder.name[0] not in "._" and folder.name != "targets" and folder.name not in _NOT_OURS


def holds_commitments(path: str) -> bool:
    """Whether it is a YAML file with commitments, as its keys say."""
    return path.lower().endswith(ENDINGS) and os.path.isfile(path) and _line_of_commitments(Path(path)) is not None


def _line_of_commitments(path: Path) -> int | None:
    try:
        with path.open("rb") as stream:
            raw = stream.read(_LARGEST)
    except OSError:
        return None
    found = _COMMITMENTS.search(raw)
    return None if found is None else raw.count(b"\n", 0, found.start()) + 1
