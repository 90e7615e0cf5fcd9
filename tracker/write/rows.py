"""One row a target, typed: what CSV, data frames and Parquet hold (format.md section 4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from tracker.model import (
    Actual,
    CommitmentResult,
    ComparisonTarget,
    FigureTarget,
    FileResult,
    MilestoneTarget,
    Pair,
    Stage,
    TargetResult,
    Value,
)

COLUMNS: dict[str, type] = {
    "locality": str,
    "period": str,
    "id": str,
    "title": str,
    "area": str,
    "owner": str,
    "with": str,
    "lead": str,
    "due": date,
    "target": str,
    "indicator": str,
    "measure": str,
    "op": str,
    "target_value": float,
    "target_high": float,
    "unit": str,
    "stage_asked": str,
    "verdict": str,
    "reason": str,
    "provisional": bool,
    "actual": str,
    "actual_value": float,
    "actual_high": float,
    "stage_found": str,
    "ratio": float,
    "comparison": str,
    "light": str,
    "late": str,
    "quote": str,
    "report": str,
    "start": int,
    "end": int,
    "section": str,
    "page": int,
    "commitment_verdict": str,
    "reviewed": bool,
    "by": str,
    "on": date,
    "why": str,
}
"""Each column with the type of its values, any of which but the booleans may be absent (``None``).

The first are of the commitment and its target, then what the checker found; the last are of the whole commitment, by
its reviewer where there is one. Values stand in ``unit``, the target's own (亿元). An id is text: 0.10 is not 0.1.
"""


def number(value: Decimal | None) -> int | float | None:
    """A JSON number: whole ones without a point."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def due_of(file: FileResult, result: CommitmentResult, target: TargetResult | None = None) -> date:
    """The day by which a target, or a whole commitment, is to be reached: the end of the period where none is said."""
    own = target.target.due if target is not None and target.target is not None else None
    return own or result.commitment.due or file.targets.period.last_day


def rows(files: Iterable[FileResult]) -> Iterator[dict[str, Any]]:
    """The rows of all files, keyed by ``COLUMNS``; a commitment without targets has one too."""
    for file in files:
        for result in file.results:
            for target in result.targets or (None,):
                yield {
                    **_asked(file, result, target),
                    **_found(result, target),
                    **_decided(result),
                }


def _asked(file: FileResult, result: CommitmentResult, judged: TargetResult | None) -> dict[str, Any]:
    held, target = result.commitment, None if judged is None else judged.target
    figure = target if isinstance(target, FigureTarget) else None
    named = target if isinstance(target, FigureTarget | ComparisonTarget) else None
    return {
        "locality": file.targets.locality.name,
        "period": str(file.targets.period),
        "id": str(held.id),
        "title": held.title,
        "area": held.area,
        "owner": held.owner,
        "with": "、".join(held.helpers) or None,
        "lead": held.lead,
        "due": due_of(file, result, judged),
        "target": None if target is None else target.written,
        "indicator": named.indicator if named is not None else getattr(target, "milestone", None),
        "measure": None if named is None else named.measure.value,
        "op": None if named is None else named.op.value,
        "target_value": None if figure is None else number(figure.shown(figure.value)),
        "target_high": None if figure is None or figure.high is None else number(figure.shown(figure.high)),
        "unit": None if figure is None else figure.shown_unit or figure.unit,
        "stage_asked": target.stage.value if isinstance(target, MilestoneTarget) else None,
    }


def _found(result: CommitmentResult, judged: TargetResult | None) -> dict[str, Any]:
    evidence = judged.evidence[0] if judged is not None and judged.evidence else None
    actual = None if judged is None else shown_actual(judged)
    value = actual if isinstance(actual, Value) else None
    light = result.light if judged is None else judged.light
    return {
        "verdict": (result.checker if judged is None else judged.verdict).value,
        "reason": str(result.reason if judged is None else judged.reason),
        "provisional": judged is not None and judged.provisional,
        "actual": actual_text(actual),
        "actual_value": None if value is None else number(value.value),
        "actual_high": None if value is None else number(value.high),
        "stage_found": actual.value if isinstance(actual, Stage) else None,
        "ratio": None if judged is None else number(judged.ratio),
        "comparison": None if judged is None else judged.comparison,
        "light": None if light is None else light.value,
        "late": None if judged is None or judged.late is None else judged.late.reached,
        "quote": None if evidence is None else evidence.quote,
        "report": None if evidence is None else evidence.report,
        "start": None if evidence is None else evidence.start,
        "end": None if evidence is None else evidence.end,
        "section": None if evidence is None else evidence.section,
        "page": None if evidence is None else evidence.page,
    }


def _decided(result: CommitmentResult) -> dict[str, Any]:
    review = result.review
    return {
        "commitment_verdict": result.verdict.value,
        "reviewed": review is not None,
        "by": None if review is None else review.by,
        "on": None if review is None else review.on,
        "why": None if review is None else review.why,
    }


def shown_actual(judged: TargetResult) -> Actual | None:
    """What was reported, an amount in the target's unit as the target is written: 4.31 亿元 for ``>= 4.08 亿元``."""
    actual, target = judged.actual, judged.target
    if isinstance(actual, Value) and isinstance(target, FigureTarget) and actual.unit == target.unit:
        high = None if actual.high is None else target.shown(actual.high)
        return Value(target.shown(actual.value), target.shown_unit or target.unit, high)
    return actual


def actual_text(actual: Actual | None) -> str | None:
    """``4233 亩``, ``10..12 %``, ``在建``, ``5.2 % / 4.8 %``; ``None`` where nothing was found."""
    if actual is None:
        return None
    if isinstance(actual, Stage):
        return actual.value
    if isinstance(actual, Pair):
        return f"{actual_text(actual.left)} / {actual_text(actual.right)}"
    high = "" if actual.high is None else f"..{number(actual.high)}"
    return f"{number(actual.value)}{high} {actual.unit}"
