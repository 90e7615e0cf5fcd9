"""Targets files, reports and their answers made from values, without any file: for tests that need hundreds."""

from __future__ import annotations

import json
from collections.abc import Sequence

from tracker.checking import check
from tracker.model import Document, FileResult, Kind, Reading, TargetResult, TargetsFile
from tracker.read.nodes import parse_yaml
from tracker.read.targets import parse_targets
from tracker.understand import understand

PLACE, YEAR = "呼兰区", 2022


def file_of(targets: Sequence[object]) -> TargetsFile:
    """A targets file with one commitment for each target, written on one line or in full."""
    data = {
        "version": 1,
        "locality": {"name": PLACE},
        "period": YEAR,
        "source": {"title": f"{PLACE}{YEAR}年政府工作计划"},
        "commitments": [{"id": i, "title": "一项", "targets": [each]} for i, each in enumerate(targets, 1)],
    }
    reading = parse_targets(parse_yaml(json.dumps(data, ensure_ascii=False).encode(), "targets.yaml"))
    assert reading.file is not None
    assert reading.complete, [str(each.message) for each in reading.sheet.findings]
    return reading.file


def reading_of(text: str, *, title: str | None = None, path: str = "report.txt", kind: Kind = Kind.REPORT) -> Reading:
    """A report with its title above its text: by default a summary of the year."""
    return understand(Document(path, f"{title or f'{PLACE}{YEAR}年工作总结'}\n\n{text}\n", kind))


def answer(targets: Sequence[object], *readings: Reading) -> FileResult:
    return check(file_of(targets), readings)


def judge(target: object, text: str) -> TargetResult:
    """The answer for one target by one summary of the year."""
    [result] = answer([target], reading_of(text)).results
    [judged] = result.targets
    return judged
