"""A baseline as JSON, in an order that leaves small differences between two of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from tracker.model import Mark
from tracker.write.shown import json_text


def write_baseline(marks: Iterable[Mark]) -> str:
    """The text of a baseline file, which ``read.baseline`` reads."""
    counted = sorted(Counter(marks).items())
    findings = [{"file": mark.file, "rule": mark.rule, "line": mark.line, "count": count} for mark, count in counted]
    return json_text({"version": 1, "findings": findings})
