"""The rules for observations files."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tracker.model import Finding
from tracker.rules import ReportSubject, conflict, measure, range_, unit, unit_kind

RULES: tuple[Callable[[ReportSubject], Iterator[Finding]], ...] = (
    conflict.check_report, measure.check_report, range_.check_report, unit.check_report, unit_kind.check_report,
)  # fmt: skip
