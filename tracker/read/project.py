"""What a file may name: files of its own project. A stranger's file must not make us print one that lies elsewhere."""

from __future__ import annotations

import os
from pathlib import PurePath

from tracker.model import Message

TARGETS = "targets"


def tidy(path: str | os.PathLike[str]) -> str:
    """A path without detours, its folders parted by ``/``: the same on Windows, which takes it too."""
    return PurePath(os.path.normpath(path)).as_posix()


def path_from(folder: str, path: str) -> str:
    """A path as from a folder, parted by ``/``; as it is where that lies on another drive."""
    try:
        return PurePath(os.path.relpath(path, folder or ".")).as_posix()
    except ValueError:
        return PurePath(path).as_posix()


def project_of(path: str) -> str:
    """The folder of the project that a file belongs to, links resolved: that which holds the nearest ``targets/``
    above the file, else the file's own."""
    folder = os.path.realpath(os.path.dirname(path) or ".")
    above = folder
    while os.path.dirname(above) != above:
        if os.path.basename(above) == TARGETS:
            return os.path.dirname(above)
        above = os.path.dirname(above)
    return folder


def is_inside(project: str, path: str) -> bool:
    """Whether a path, links resolved, lies in the project's folder (as ``project_of`` gives it)."""
    try:
        real = os.path.realpath(path)
        return os.path.commonpath([project, real]) == project
    except (OSError, ValueError):  # a NUL in it; on another drive
        return False


def leads_out(path: str) -> Message:
    """What is said of a link in a project's folder that leads out of it."""
    text = "{path}: is a link that leads out of the project, and is not read; copy the file in, or name it by hand"
    return Message(text, {"path": path})
