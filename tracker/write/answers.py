"""Results as JSON, CSV, Markdown and a table for the terminal (format.md section 4)."""

from __future__ import annotations

import csv
import io
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from tracker import __version__
from tracker.model import (
    Actual,
    Apart,
    CommitmentResult,
    Evidence,
    FileResult,
    Late,
    LedgerEntry,
    MilestoneTarget,
    NearMiss,
    Pair,
    Period,
    Progress,
    Review,
    Source,
    Stage,
    TargetResult,
    Used,
    Value,
    Verdict,
)
from tracker.words.messages import say
from tracker.words.rules import meaning_of
from tracker.words.visible import no_command
from tracker.write.paint import OF_VERDICT, paint
from tracker.write.rows import COLUMNS, due_of, number, rows, shown_actual
from tracker.write.safe_text import display_width, markdown_cell
from tracker.write.scorecard_counts import count_commitments
from tracker.write.scorecard_words import late_text, light_word
from tracker.write.shown import json_line, shown

SIGNS = {Verdict.MET: "✓", Verdict.UNMET: "✗", Verdict.UNVERIFIABLE: "?"}


def as_data(files: Sequence[FileResult]) -> dict[str, Any]:
    """The answer of ``--format json``, as plain values."""
    used = {each.path: each for file in files for each in file.reports}
    return {
        **_HEAD,
        "results": [_commitment(file, each) for file in files for each in file.results],
        "targets": [_file(file) for file in files],
        "reports": [_report(used[path]) for path in sorted(used)],
    }


_HEAD = {"version": 1, "tool": {"name": "commitment-tracker", "version": __version__}}


def stream_json(files: Iterable[FileResult]) -> Iterator[str]:
    """The answer as JSON text while the results come in, a commitment a line; what they rest on stands last."""
    yield _json(_HEAD)[:-1] + ', "results": ['
    targets: list[dict[str, Any]] = []
    used: dict[str, dict[str, Any]] = {}
    first = True
    for file in files:
        targets.append(_file(file))
        used.update({each.path: _report(each) for each in file.reports})
        lines = [_json(_commitment(file, each)) for each in file.results]
        if lines:
            yield ("\n" if first else ",\n") + ",\n".join(lines)
            first = False
    yield '],\n"targets": [' + _lines_of(targets) + "],\n"
    yield '"reports": [' + _lines_of([used[path] for path in sorted(used)]) + "]}\n"


def _json(value: object) -> str:
    return json_line(value)


def _lines_of(values: Iterable[object]) -> str:
    return ",".join("\n" + _json(value) for value in values)


def _file(file: FileResult) -> dict[str, Any]:
    as_of = None if file.as_of is None else file.as_of.isoformat()
    return {"path": file.targets.path, "sha256": file.targets.sha256, "as_of": as_of}


def _report(used: Used) -> dict[str, Any]:
    return {
        "path": used.path,
        "title": used.title,
        "kind": used.kind.value,
        "period": None if used.period is None else period_value(used.period),
        "locality": used.locality,
        "url": used.url,
        "sha256": used.sha256,
    }


def period_value(period: Period) -> int | str:
    """A year as a number, any other period as it is written."""
    return period.first_year if period.is_year else str(period)


def write_json(files: Sequence[FileResult]) -> str:
    """The answer as JSON text, the same bytes for the same results."""
    return "".join(stream_json(files))


def write_jsonl(files: Iterable[FileResult]) -> str:
    """JSON Lines: one commitment a line, as in ``results`` of the JSON."""
    return "".join(stream_jsonl(files))


def stream_jsonl(files: Iterable[FileResult]) -> Iterator[str]:
    """The same while the results come in."""
    for file in files:
        yield "".join(_json(_commitment(file, each)) + "\n" for each in file.results)


def only_of(files: Iterable[FileResult], verdicts: Container[Verdict]) -> Iterator[FileResult]:
    """The files with the commitments of these verdicts alone."""
    for file in files:
        yield replace(file, results=tuple(each for each in file.results if each.verdict in verdicts))


def _commitment(file: FileResult, result: CommitmentResult) -> dict[str, Any]:
    commitment = result.commitment
    data: dict[str, Any] = {
        "locality": file.targets.locality.name,
        "period": period_value(file.targets.period),
        "id": commitment.id,
        "title": commitment.title,
        "area": commitment.area,
        "owner": commitment.owner,
        "with": list(commitment.helpers),
        "lead": commitment.lead,
        "due": due_of(file, result).isoformat(),
        "continues": commitment.continues,
        "verdict": result.verdict.value,
        "met": result.met,
        "verified": result.verified,
        "of": result.of,
        "reviewed": result.review is not None,
        "light": None if result.light is None else result.light.value,
        "late": None if result.late is None else _late(result.late),
        "targets": [_target(each) for each in result.targets],
    }
    if not result.targets:
        data["reason"] = None if result.reason is None else result.reason.value
    if result.review is not None:
        data["review"] = _review(result.review)
        data["checker"] = result.checker.value
    if result.ledger is not None:
        data["progress"] = _entry(result.ledger)
    return data


def _entry(entry: LedgerEntry) -> dict[str, Any]:
    return {
        "problem": entry.problem,
        "next": entry.next,
        "updated": None if entry.updated is None else entry.updated.isoformat(),
        "closed": None if entry.closed is None else entry.closed.isoformat(),
    }


def _late(late: Late) -> dict[str, Any]:
    evidence = late.evidence
    return {
        "due": late.due.isoformat(),
        "reached": late.reached,
        "report": evidence.report,
        "quote": evidence.quote,
        "start": evidence.start,
        "end": evidence.end,
    }


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
        "actual": actual_value(shown_actual(result)),
        "ratio": number(result.ratio),
        "comparison": result.comparison,
        "because": list(result.because),
        "light": None if result.light is None else result.light.value,
        "late": None if result.late is None else _late(result.late),
        "evidence": [_evidence(each) for each in result.evidence],
        "candidates": [_near(each) for each in result.candidates],
    }
    if result.progress is not None:
        data["progress"] = _progress(result.progress)
    return data


def actual_value(actual: Actual | None) -> dict[str, Any] | None:
    """What was reported, as the JSON has it."""
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
        "source": None if evidence.source is None else _source(evidence.source),
    }


def _source(source: Source) -> dict[str, Any]:
    return {"title": source.title, "date": source.date, "url": source.url}


def _near(near: NearMiss) -> dict[str, Any]:
    apart = [{"slot": each.slot.value, "asked": list(each.asked), "said": list(each.said)} for each in near.apart]
    differs = [each.value for each in near.differs]
    return {"says": near.says, "differs": differs, "apart": apart, **_evidence(near.evidence)}


def _progress(progress: Progress) -> dict[str, Any]:
    return {
        "as_of": progress.as_of,
        "elapsed": number(progress.elapsed),
        "done": number(progress.done),
        "points": number(progress.points),
    }


# ── rows ──────────────────────────────────────────────────────────────────────────────────────────


def write_csv(files: Iterable[FileResult]) -> str:
    """Comma-separated values; what a spreadsheet would take for a formula is kept as text by a leading quote."""
    return "".join(stream_csv(files))


def stream_csv(files: Iterable[FileResult]) -> Iterator[str]:
    """The same while the results come in."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for file in files:
        for row in rows([shown(file)]):
            writer.writerow([_plain(row[column]) for column in COLUMNS])
        yield no_command(out.getvalue())
        out.seek(0)
        out.truncate()
    yield out.getvalue()


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + value
    return "" if value is None else value


def write_markdown(files: Iterable[FileResult], lang: str) -> str:
    """A table a targets file, one row a target; a column for the reviewers' decisions where there are any."""
    return "".join(stream_markdown(files, lang))


def stream_markdown(files: Iterable[FileResult], lang: str) -> Iterator[str]:
    """The same while the results come in."""
    for place, file in enumerate(map(shown, files)):
        lines = [""] if place else []
        lines += [f"## {markdown_cell(file.targets.locality.name)} {file.targets.period}", ""]
        reviewed = any(each.review is not None for each in file.results)
        heads = [say(lang, each) for each in ("No.", "Commitment", "Target", "Verdict", "Reason", "Quote")]
        heads += [say(lang, "Review")] if reviewed else []
        lines += ["| " + " | ".join(heads) + " |", "| --- " * len(heads) + "|"]
        for row in rows([file]):
            verdict = Verdict(row["verdict"])
            cells = (row["id"], row["title"], row["target"], f"{SIGNS[verdict]} {say(lang, verdict.value)}",
                     say(lang, row["reason"]), row["quote"],
                     *([_decision(row, lang)] if reviewed else []))  # fmt: skip
            lines.append("| " + " | ".join(markdown_cell(each) for each in cells) + " |")
        yield no_command("\n".join(lines) + "\n")


def _decision(row: dict[str, Any], lang: str) -> str | None:
    """What a reviewer decided of the whole commitment, who, when and why."""
    if not row["reviewed"]:
        return None
    verdict = Verdict(row["commitment_verdict"])
    text = "{verdict}: {why} ({by}, {on})"
    said = f"{SIGNS[verdict]} {say(lang, verdict.value)}"
    return say(lang, text, verdict=said, why=row["why"], by=row["by"], on=row["on"])


# ── the terminal ──────────────────────────────────────────────────────────────────────────────────


def write_table(
    files: Iterable[FileResult],
    lang: str,
    *,
    colour: bool,
    width: int,
    explain: bool = False,
    only: Container[Verdict] = tuple(Verdict),
) -> str:
    """Commitments with their targets and quotes, one below the other; ``width`` columns wide. Totals are of all."""
    return "".join(stream_table(files, lang, colour=colour, width=width, explain=explain, only=only))


def stream_table(
    files: Iterable[FileResult],
    lang: str,
    *,
    colour: bool,
    width: int,
    explain: bool = False,
    only: Container[Verdict] = tuple(Verdict),
) -> Iterator[str]:
    """The same while the results come in."""
    for place, file in enumerate(map(shown, files)):
        lines = [""] if place else []
        lines += _head(file, lang)
        for result in file.results:
            lines += _lines(result, lang, colour, width, explain) if result.verdict in only else []
        yield no_command("\n".join([*lines, "", *_totals(file, lang)]) + "\n")


def _head(file: FileResult, lang: str) -> list[str]:
    head = f"{file.targets.locality.name} {file.targets.period} · {file.targets.source.title}"
    reports = ", ".join(f"{each.path} ({say(lang, each.kind.value)})" for each in file.reports)
    return [head, say(lang, "reports: {reports}", reports=reports or say(lang, "none")), ""]


def _lines(result: CommitmentResult, lang: str, colour: bool, width: int, explain: bool) -> list[str]:
    sign = paint(SIGNS[result.verdict], OF_VERDICT[result.verdict], colour)
    score = f"  {result.met}/{result.of}" if result.of else ""
    review = "" if result.review is None else "  " + say(lang, "(reviewed by {by})", by=result.review.by)
    light = "" if result.light is None else "  " + light_word(result.light, lang)
    lines = [f"{sign} {result.commitment.id!s:>5}  {result.commitment.title}{score}{light}{review}"]
    if not result.targets and result.reason is not None:
        lines[0] += f"  {say(lang, result.reason.value)}"
    for target in result.targets:
        written = "" if target.target is None else target.target.written
        told = say(lang, target.reason.value) + (f"  {target.comparison}" if target.comparison else "")
        note = "  " + say(lang, "(provisional)") if target.provisional else ""
        sign = paint(SIGNS[target.verdict], OF_VERDICT[target.verdict], colour)
        lines.append(f"         {sign} {written}  · {told}{note}")
        for evidence in target.evidence:
            where = f"{evidence.report}:{evidence.start}"
            lines.append(_cut(f"           “{' '.join(evidence.quote.split())}” {where}", width))
        if target.progress is not None:
            lines.append("           " + _progress_text(target, target.progress, lang))
        if target.late is not None:
            late, quote = target.late, " ".join(target.late.evidence.quote.split())
            told = f"{late_text(late, lang)}  “{quote}” {late.evidence.report}:{late.evidence.start}"
            lines.append(_cut(f"           {say(lang, 'Late')}: {told}", width))
        if explain:
            lines += [_cut(each, width) for each in _explained(target, lang)]
    return lines


def _sides(apart: Apart) -> str:
    """What the target's name has alone, and the report's: 农村 / 城镇."""
    return " / ".join("、".join(side) or "-" for side in (apart.asked, apart.said))


def _explained(target: TargetResult, lang: str) -> list[str]:
    lines = []
    if target.because:
        told = "; ".join(f"{each} ({meaning_of(each, lang)})" for each in target.because)
        lines.append(f"           {say(lang, 'because')}: {told}")
    for near in target.candidates:
        differs = ", ".join(say(lang, each.value) for each in near.differs) or say(lang, "nothing differs")
        differs += "".join(f"; {say(lang, each.slot.value)}: {_sides(each)}" for each in near.apart)
        quote = " ".join(near.evidence.quote.split())
        lines.append(f"           ~ {near.says}  [{differs}]  “{quote}” {near.evidence.report}:{near.evidence.start}")
    return lines


def _progress_text(target: TargetResult, progress: Progress, lang: str) -> str:
    elapsed = f"{progress.elapsed * 100:.0f}"
    if isinstance(target.target, MilestoneTarget):  # its quote says how far it is
        return say(lang, "by {as_of}: {elapsed} % of the time gone", as_of=progress.as_of, elapsed=elapsed)
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
    tally = count_commitments(file.results)
    counts = ", ".join(f"{SIGNS[each]} {say(lang, each.value)} {tally.of(each)}" for each in Verdict)
    if tally.withdrawn:
        counts += f", {say(lang, 'withdrawn: {count}', count=tally.withdrawn)}"
    return [say(lang, "commitments: {count}; {counts}", count=len(file.results), counts=counts)]


def _cut(text: str, width: int) -> str:
    """The text in ``width`` columns, shortened with … where it is longer."""
    if display_width(text) <= width:
        return text
    text = text[:width]  # no letter takes less than a column
    while text and display_width(text) > width - 1:
        text = text[:-1]
    return text + "…"
