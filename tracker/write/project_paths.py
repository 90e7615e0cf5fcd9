"""Paths as a file that is handed on should show them: from the project, not from wherever the tool was run."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import PurePath

from tracker.model import Evidence, FileResult, TargetResult


def in_project(result: FileResult) -> FileResult:
    """The result with its paths as from the project, the folder above that of the targets file.

    The same bytes are then written from any folder, and no machine's own folders are told.
    """
    project = os.path.dirname(os.path.dirname(os.path.abspath(result.targets.path)))

    def shown(path: str) -> str:
        try:
            return PurePath(os.path.relpath(path, project)).as_posix()
        except ValueError:  # on another drive
            return path

    def quoted(evidence: Evidence) -> Evidence:
        return replace(evidence, report=shown(evidence.report))

    def judged(target: TargetResult) -> TargetResult:
        near = tuple(replace(each, evidence=quoted(each.evidence)) for each in target.candidates)
        return replace(target, evidence=tuple(map(quoted, target.evidence)), candidates=near)

    return FileResult(
        replace(result.targets, path=shown(result.targets.path)),
        tuple(replace(used, path=shown(used.path)) for used in result.reports),
        tuple(replace(each, targets=tuple(map(judged, each.targets))) for each in result.results),
    )
