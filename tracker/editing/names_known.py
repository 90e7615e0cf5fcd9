"""Names that a project has used already, and the ids of its commitments: what an editor completes and leads to."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from tracker.editing.opened import Opened
from tracker.model import MilestoneTarget, Target, TargetsFile, UnreadableReport
from tracker.read.files import files_of_folder
from tracker.read.nodes import read_yaml
from tracker.read.observations import parse_observations
from tracker.read.targets import parse_targets
from tracker.words.lexicon import load

MOST_FILES = 200
"""Files of a folder that are looked through for names."""


def names_in_project(opened: Opened) -> dict[str, str]:
    """Names of indicators and works, each with the file it stands in; the file's own first, the lexicon's last."""
    found: dict[str, str] = {}
    own = os.path.basename(opened.path)
    for commitment in () if opened.targets is None else opened.targets.commitments:
        for target in commitment.targets:
            found.setdefault(_name(target), own)
    for folder in ("reports", "targets"):
        for path in _files(os.path.join(opened.project, folder)):
            if path != opened.path:
                for name in _names_in(path, _changed(path)):
                    found.setdefault(name, os.path.basename(path))
    for group in load("names")["same"]:
        found.setdefault(group[0], "")
    return found


def ids_in(opened: Opened, *, beside: bool = False) -> dict[str, str]:
    """The ids of the targets file that a reviews file speaks of; or, ``beside``, ``file/id`` of the others."""
    found: dict[str, str] = {}
    if beside:
        for path in _files(os.path.join(opened.project, "targets")):
            name = Path(path).stem
            if path != opened.path:
                found |= {f"{name}/{each}": title for each, title in _ids(path, _changed(path)).items()}
        return found
    reviewed = reviewed_file(opened)
    return {} if reviewed is None else dict(_ids(reviewed, _changed(reviewed)))


def reviewed_file(opened: Opened) -> str | None:
    """The targets file that a reviews file names."""
    from tracker.read.fields import text_of
    from tracker.read.nodes import Map

    root = opened.sheet.root
    name = text_of(root, "targets") if isinstance(root, Map) else None
    if name is None:
        return None
    path = os.path.join(opened.project, "targets", os.path.basename(name))
    return path if os.path.isfile(path) else None


def line_of_id(path: str, number: str) -> int:
    """The line, from 0, of a commitment in a targets file; 0 where it is not there."""
    file = _targets_of(path, _changed(path))
    for commitment in () if file is None else file.commitments:
        if str(commitment.id) == number:
            return commitment.place.line - 1
    return 0


def _name(target: Target) -> str:
    return target.milestone if isinstance(target, MilestoneTarget) else target.indicator


def _files(folder: str) -> list[str]:
    return files_of_folder(Path(folder))[:MOST_FILES] if os.path.isdir(folder) else []


def _changed(path: str) -> int:
    try:
        return os.stat(path).st_mtime_ns
    except OSError:
        return 0


@lru_cache(maxsize=MOST_FILES)
def _targets_of(path: str, changed: int) -> TargetsFile | None:
    try:
        return parse_targets(read_yaml(path)).file
    except UnreadableReport:
        return None


@lru_cache(maxsize=2 * MOST_FILES)
def _names_in(path: str, changed: int) -> tuple[str, ...]:
    file = _targets_of(path, changed)
    if file is not None:
        return tuple(_name(target) for commitment in file.commitments for target in commitment.targets)
    try:
        document = parse_observations(read_yaml(path)).document
    except UnreadableReport:
        return ()
    observed = () if document is None else document.observations
    return tuple(each.indicator or each.milestone or "" for each in observed if each.indicator or each.milestone)


@lru_cache(maxsize=MOST_FILES)
def _ids(path: str, changed: int) -> dict[str, str]:
    file = _targets_of(path, changed)
    return {} if file is None else {str(each.id): each.title for each in file.commitments}
