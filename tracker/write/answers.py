"""Results as JSON, CSV, Markdown and a table for the terminal (format.md section 4)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from tracker.model import (
    Actual,
    CommitmentResult,
    Evidence,
    FileResult,
    NearMiss,
    Pair,
    Progress,
    Review,
    Stage,
    TargetResult,
    Value,
    Verdict,
)
from tracker.words.messages import say
from tracker.write.safe_text import display_width

SIGNS = {Verdict.MET: "✓", Verdict.UNMET: "✗", Verdict.UNVERIFIABLE: "?"}


def number(value: Decimal | None) -> int | float | None:
    """A JSON number: whole ones without a point."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def as_data(files: Sequence[FileResult]) -> dict[str, Any]:
    """The answer of ``--format json``, as plain values."""
    return {"version": 1, "results": [_commitment(file, each) for file in files for each in file.results]}


def write_json(files: Sequence[FileResult]) -> str:
    """The answer as JSON text, the same bytes for the same results."""
    return json.dumps(as_data(files), ensure_ascii=False, indent=1) + "\n"


def write_jsonl(files: Sequence[FileResult]) -> str:
    """JSON Lines: one commitment a line, as in ``results`` of the JSON."""
    results = as_data(files)["results"]
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in results)


def only_of(files: Iterable[FileResult], verdicts: Container[Verdict]) -> list[FileResult]:
    """The files with the commitments of these verdicts alone."""
    return [replace(file, results=tuple(each for each in file.results if each.verdict in verdicts)) for file in files]


def _commitment(file: FileResult, result: CommitmentResult) -> dict[str, Any]:
    period = file.targets.period
    commitment = result.commitment
    data: dict[str, Any] = {
        "locality": file.targets.locality.name,
        "period": period.first_year if period.is_year else str(period),
        "id": commitment.id,
        "title": commitment.title,
        "area": commitment.area,
        "verdict": result.verdict.value,
        "met": result.met,
        "of": result.of,
        "reviewed": result.review is not None,
        "targets": [_target(each) for each in result.targets],
    }
    if not result.targets:
        data["reason"] = None if result.reason is None else result.reason.value
    if result.review is not None:
        data["review"] = _review(result.review)
        data["checker"] = result.checker.value
    return data


def _review(review: Review) -> dict[str, Any]:
    return {
        "verdict": review.verdict.value,
        "by": review.by,
        "on": review.on.isoformat(),
        "why": review.why,
        "until": None if review.until is None else review.until.isoformat(),
    }


def _target(result: TargetResult) -> dict[str, Any]:
    data: dict[str, Any] = {
        "target": "" if result.target is None else result.target.written,
        "verdict": result.verdict.value,
        "reason": result.reason.value,
        "provisional": result.provisional,
        "actual": _actual(result.actual),
        "ratio": number(result.ratio),
        "comparison": result.comparison,
        "evidence": [_evidence(each) for each in result.evidence],
        "candidates": [_near(each) for each in result.candidates],
    }
    if result.progress is not None:
        data["progress"] = _progress(result.progress)
    return data


def _actual(actual: Actual | None) -> dict[str, Any] | None:
    if actual is None:
        return None
    if isinstance(actual, Stage):
        return {"stage": actual.value}
    if isinstance(actual, Pair):
        return {"left": _value(actual.left), "right": _value(actual.right)}
    return _value(actual)


def _value(value: Value) -> dict[str, Any]:
    data: dict[str, Any] = {"value": number(value.value), "unit": value.unit}
    if value.high is not None:
        data["high"] = number(value.high)
    return data


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "report": evidence.report,
        "title": evidence.title,
        "quote": evidence.quote,
        "start": evidence.start,
        "end": evidence.end,
        "section": evidence.section,
        "page": evidence.page,
    }


def _near(near: NearMiss) -> dict[str, Any]:
    return {"says": near.says, "differs": [each.value for each in near.differs], **_evidence(near.evidence)}


def _progress(progress: Progress) -> dict[str, Any]:
    return {
        "as_of": progress.as_of,
        "elapsed": number(progress.elapsed),
        "done": number(progress.done),
        "points": number(progress.points),
    }


# ── rows ──────────────────────────────────────────────────────────────────────────────────────────

COLUMNS = ("locality", "period", "id", "title", "area", "target", "verdict", "reason", "provisional", "actual",
           "comparison", "quote", "report", "start", "end",
           "commitment_verdict", "reviewed", "by", "on", "why")  # fmt: skip
"""The first are of the target, by the checker; the last of the whole commitment, by its reviewer where there is one."""


def rows(files: Iterable[FileResult]) -> Iterator[dict[str, Any]]:
    """One row a target (a commitment without targets has one too), for tables and data frames."""
    for file in files:
        for result in file.results:
            review = result.review
            for target in result.targets or (None,):
                evidence = target.evidence[0] if target is not None and target.evidence else None
                yield {
                    "locality": file.targets.locality.name,
                    "period": str(file.targets.period),
                    "id": result.commitment.id,
                    "title": result.commitment.title,
                    "area": result.commitment.area,
                    "target": target.target.written if target is not None and target.target is not None else None,
                    "verdict": (result.checker if target is None else target.verdict).value,
                    "reason": target.reason.value if target is not None else str(result.reason),
                    "provisional": target.provisional if target is not None else False,
                    "actual": None if target is None else _actual_text(target.actual),
                    "comparison": None if target is None else target.comparison,
                    "quote": None if evidence is None else evidence.quote,
                    "report": None if evidence is None else evidence.report,
                    "start": None if evidence is None else evidence.start,
                    "end": None if evidence is None else evidence.end,
                    "commitment_verdict": result.verdict.value,
                    "reviewed": review is not None,
                    "by": None if review is None else review.by,
                    "on": None if review is None else review.on.isoformat(),
                    "why": None if review is None else review.why,
                }


def _actual_text(actual: Actual | None) -> str | None:
    if actual is None:
        return None
    if isinstance(actual, Stage):
        return actual.value
    if isinstance(actual, Pair):
        return f"{_actual_text(actual.left)} / {_actual_text(actual.right)}"
    high = "" if actual.high is None else f"..{number(actual.high)}"
    return f"{number(actual.value)}{high} {actual.unit}"


def write_csv(files: Sequence[FileResult]) -> str:
    """Comma-separated values; what a spreadsheet would take for a formula is kept as text by a leading quote."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows(files):
        writer.writerow([_plain(row[column]) for column in COLUMNS])
    return out.getvalue()


def _plain(value: object) -> object:
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + value
    return "" if value is None else value


def write_markdown(files: Sequence[FileResult], lang: str) -> str:
    """A table a targets file, one row a target; a column for the reviewers' decisions where there are any."""
    lines: list[str] = []
    for file in files:
        lines += [f"## {_cell(file.targets.locality.name)} {file.targets.period}", ""]
        reviewed = any(each.review is not None for each in file.results)
        heads = [say(lang, each) for each in ("No.", "Commitment", "Target", "Verdict", "Reason", "Quote")]
        heads += [say(lang, "Review")] if reviewed else []
        lines += ["| " + " | ".join(heads) + " |", "| --- " * len(heads) + "|"]
        for row in rows([file]):
            verdict = Verdict(row["verdict"])
            cells = (row["id"], row["title"], row["target"], f"{SIGNS[verdict]} {say(lang, verdict.value)}",
                     say(lang, row["reason"]), row["quote"],
                     *([_decision(row, lang)] if reviewed else []))  # fmt: skip
            lines.append("| " + " | ".join(_cell(each) for each in cells) + " |")
        lines.append("")
    return "\n".join(lines)


def _decision(row: dict[str, Any], lang: str) -> str | None:
    """What a reviewer decided of the whole commitment, who, when and why."""
    if not row["reviewed"]:
        return None
    verdict = Verdict(row["commitment_verdict"])
    text = "{verdict}: {why} ({by}, {on})"
    said = f"{SIGNS[verdict]} {say(lang, verdict.value)}"
    return say(lang, text, verdict=said, why=row["why"], by=row["by"], on=row["on"])


_MARKDOWN = str.maketrans({**{letter: f"\\{letter}" for letter in "\\|`*_[]#"}, "<": "&lt;", ">": "&gt;", "&": "&amp;"})


def _cell(value: object) -> str:
    return "" if value is None else " ".join(str(value).split()).translate(_MARKDOWN)


# ── the terminal ──────────────────────────────────────────────────────────────────────────────────

_COLOURS = {Verdict.MET: "32", Verdict.UNMET: "31", Verdict.UNVERIFIABLE: "33"}


def write_table(
    files: Sequence[FileResult],
    lang: str,
    *,
    colour: bool,
    width: int,
    explain: bool = False,
    only: Container[Verdict] = tuple(Verdict),
) -> str:
    """Commitments with their targets and quotes, one below the other; ``width`` columns wide. Totals are of all."""
    lines: list[str] = []
    for file in files:
        lines += _head(file, lang)
        for result in file.results:
            lines += _lines(result, lang, colour, width, explain) if result.verdict in only else []
        lines += ["", *_totals(file, lang), ""]
    return "\n".join(lines)


def _head(file: FileResult, lang: str) -> list[str]:
    head = f"{file.targets.locality.name} {file.targets.period} · {file.targets.source.title}"
    reports = ", ".join(f"{each.path} ({say(lang, each.kind.value)})" for each in file.reports)
    return [head, say(lang, "reports: {reports}", reports=reports or say(lang, "none")), ""]


def _lines(result: CommitmentResult, lang: str, colour: bool, width: int, explain: bool) -> list[str]:
    sign = _painted(SIGNS[result.verdict], result.verdict, colour)
    score = f"  {result.met}/{result.of}" if result.of else ""
    review = "" if result.review is None else "  " + say(lang, "(reviewed by {by})", by=result.review.by)
    lines = [f"{sign} {result.commitment.id!s:>5}  {result.commitment.title}{score}{review}"]
    if not result.targets and result.reason is not None:
        lines[0] += f"  {say(lang, result.reason.value)}"
    for target in result.targets:
        written = "" if target.target is None else target.target.written
        told = say(lang, target.reason.value) + (f"  {target.comparison}" if target.comparison else "")
        note = "  " + say(lang, "(provisional)") if target.provisional else ""
        lines.append(f"         {_painted(SIGNS[target.verdict], target.verdict, colour)} {written}  · {told}{note}")
        for evidence in target.evidence:
            where = f"{evidence.report}:{evidence.start}"
            lines.append(_cut(f"           “{' '.join(evidence.quote.split())}” {where}", width))
        if target.progress is not None:
            lines.append("           " + _progress_text(target.progress, lang))
        if explain:
            lines += [_cut(each, width) for each in _explained(target, lang)]
    return lines


def _explained(target: TargetResult, lang: str) -> list[str]:
    lines = []
    for near in target.candidates:
        differs = ", ".join(say(lang, each.value) for each in near.differs) or say(lang, "nothing differs")
        quote = " ".join(near.evidence.quote.split())
        lines.append(f"           ~ {near.says}  [{differs}]  “{quote}” {near.evidence.report}:{near.evidence.start}")
    return lines


def _progress_text(progress: Progress, lang: str) -> str:
    elapsed = f"{progress.elapsed * 100:.0f}"
    if progress.done is not None:
        return say(lang, "by {as_of}: {done} % done, {elapsed} % of the time gone", as_of=progress.as_of,
                   done=f"{progress.done * 100:.0f}", elapsed=elapsed)  # fmt: skip
    if progress.points is not None:
        return say(lang, "by {as_of}: {points} points from the target, {elapsed} % of the time gone",
                   as_of=progress.as_of, points=f"{number(progress.points):+}", elapsed=elapsed)  # fmt: skip
    return say(
        lang,
        "by {as_of}: no figure of the time up to then, {elapsed} % of it gone",
        as_of=progress.as_of,
        elapsed=elapsed,
    )


def _totals(file: FileResult, lang: str) -> list[str]:
    verdicts = [each.verdict for each in file.results]
    counts = ", ".join(f"{SIGNS[each]} {say(lang, each.value)} {verdicts.count(each)}" for each in Verdict)
    return [say(lang, "{count} commitments: {counts}", count=len(verdicts), counts=counts)]


def _painted(text: str, verdict: Verdict, colour: bool) -> str:
    return f"\x1b[{_COLOURS[verdict]}m{text}\x1b[0m" if colour else text


def _cut(text: str, width: int) -> str:
    """The text in ``width`` columns, shortened with … where it is longer."""
    if display_width(text) <= width:
        return text
    while text and display_width(text) > width - 1:
        text = text[:-1]
    return text + "…"
