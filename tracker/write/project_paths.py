"""Paths as a file that is handed on should show them: from the project, not from wherever the tool was run."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import PurePath

from tracker.model import CommitmentResult, Evidence, FileResult, TargetResult


def in_project(result: FileResult) -> FileResult:
    """The result with its paths as from the project, the folder above that of the targets file.

    The same bytes are then written from any folder, and no machine's own folders are told.
    """
    project = os.path.dirname(os.path.dirname(os.path.abspath(result.targets.path)))

    def shown(path: str) -> str:
        try:
            found = PurePath(os.path.relpath(path, project))
        except ValueError:  # on another drive
            return PurePath(path).name
        return found.name if found.parts[:1] == ("..",) else found.as_posix()

    def quoted(evidence: Evidence) -> Evidence:
        return replace(evidence, report=shown(evidence.report))

    def judged(target: TargetResult) -> TargetResult:
        near = tuple(replace(each, evidence=quoted(each.evidence)) for each in target.candidates)
        late = target.late and replace(target.late, evidence=quoted(target.late.evidence))
        return replace(target, evidence=tuple(map(quoted, target.evidence)), candidates=near, late=late)

    def whole(each: CommitmentResult) -> CommitmentResult:
        late = each.late and replace(each.late, evidence=quoted(each.late.evidence))
        return replace(each, targets=tuple(map(judged, each.targets)), late=late)

    return FileResult(
        replace(result.targets, path=shown(result.targets.path)),
        tuple(replace(used, path=shown(used.path)) for used in result.reports),
        tuple(map(whole, result.results)),
        result.as_of,
        result.lights,
    )
