"""A project's own words (``words:`` of a targets file), to be laid over the lexicon."""

from __future__ import annotations

from typing import Any

from tracker.model import Finding, Severity
from tracker.read.limits import LIMIT
from tracker.read.nodes import List, Map, Node, Scalar, Sheet, read_yaml
from tracker.read.shape import check_shape
from tracker.words.lexicon import EXTENSIBLE, Words


def read_words(path: str, *, limit: int = LIMIT) -> tuple[Words | None, list[Finding]]:
    """The words of a file and its findings; None instead of them where one of these is an error.

    Raises UnreadableReport: no such file, a folder, unreadable, empty, or larger than ``limit`` bytes.
    """
    sheet = read_yaml(path, limit=limit)
    words = parse_words(sheet)
    findings = sorted(sheet.findings, key=lambda each: each.place.line)
    broken = any(each.severity is Severity.ERROR for each in findings)
    return (None if broken else words), findings


def parse_words(sheet: Sheet) -> Words:
    """The words in a sheet of nodes; its shape is checked on the way."""
    check_shape(sheet, "words")
    if not isinstance(sheet.root, Map):
        return Words()
    held = {key: _data(entry.value) for key, entry in sheet.root.entries.items() if key in EXTENSIBLE}
    return Words(held)


def _data(node: Node) -> Any:
    """The node as the lexicon holds it: every scalar is text."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, List):
        return [_data(item) for item in node.items]
    return {key: _data(entry.value) for key, entry in node.entries.items()}
