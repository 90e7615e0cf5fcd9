"""The rules for targets files."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tracker.model import Finding
from tracker.rules import (
    TargetsSubject,
    alias,
    comparison,
    continues,
    contradiction,
    due,
    expects,
    file_name,
    id_gap,
    id_order,
    ids,
    measure,
    missing_file,
    no_target,
    range_,
    repeat,
    title,
    unit,
    unit_kind,
)

RULES: tuple[Callable[[TargetsSubject], Iterator[Finding]], ...] = (
    alias.check, comparison.check, continues.check, contradiction.check, due.check, expects.check, file_name.check,
    id_gap.check, id_order.check, ids.check, measure.check, missing_file.check, no_target.check, range_.check,
    repeat.check, title.check, unit.check, unit_kind.check,
)  # fmt: skip
