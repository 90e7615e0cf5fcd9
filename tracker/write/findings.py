"""Findings for a person and for programs: lines with a caret, and JSON."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from tracker.model import Finding, Fix, Message, Severity
from tracker.words.messages import say, translate
from tracker.words.visible import shown_path
from tracker.write.paint import OF_SEVERITY, paint
from tracker.write.safe_text import display_width, printable
from tracker.write.shown import json_text

WIDEST = 120
"""Columns of a source line that are shown; of a longer one, the part round the caret."""

_LABELS = {Severity.WARNING: Message("warning"), Severity.NOTE: Message("note")}


def write_text(findings: Iterable[Finding], texts: Mapping[str, str], lang: str, *, colour: bool = False) -> str:
    """Each finding with its place, its line and a caret. ``texts`` are the files' texts by their paths."""
    lines = {path: re.split(r"\r\n|\n|\r", text) for path, text in texts.items()}
    return "".join(_finding(finding, lines.get(finding.place.file, []), lang, colour) for finding in findings)


def _finding(finding: Finding, lines: Sequence[str], lang: str, colour: bool) -> str:
    place = finding.place
    label = "" if finding.severity is Severity.ERROR else translate(_LABELS[finding.severity], lang) + ": "
    ink = OF_SEVERITY[finding.severity]
    rule = paint(f"[{finding.rule}]", ink, colour)
    message = translate(finding.message, lang)
    head = f"{shown_path(place.file)}:{place.line}:{place.column}: {paint(label, ink, colour)}{message} {rule}\n"
    if not 0 < place.line <= len(lines):
        return head
    source, marks = _snippet(lines[place.line - 1], place.column, place.end_column)
    indent = marks[: len(marks) - len(marks.lstrip())]
    marks = indent + paint(marks.lstrip(), ink, colour)
    gutter = f"{place.line:>5}"
    return f"{head}{gutter} | {source}\n{' ' * len(gutter)} | {marks}\n"


def _snippet(line: str, column: int, end_column: int | None) -> tuple[str, str]:
    """A line and the caret under it, both cut to what a terminal shows; columns count code points from 1."""
    start = min(column - 1, len(line))
    end = start + 1 if end_column is None else min(max(end_column - 1, start + 1), max(len(line), start + 1))
    first = 0
    if len(line) > WIDEST or display_width(line) > WIDEST:
        first = max(0, start - WIDEST // 4)
        last = min(len(line), first + WIDEST // 2)
        line = ("…" if first else "") + line[first:last] + ("…" if last < len(line) else "")
        first -= 1 if first else 0
        start, end = start - first, min(end - first, len(line))
    shown = printable(line.replace("\t", " "))
    under = "^" + "~" * (display_width(shown[start:end]) - 1)
    return shown, " " * display_width(shown[:start]) + under


def write_summary(findings: Sequence[Finding], files: int, lang: str, unreadable: int = 0) -> str:
    """How many of which kind, in how many of the files, and how many a fix would mend; files beside the unreadable."""
    if not findings and unreadable:
        return say(lang, "nothing wrong in those that could be read; files: {files}", files=files) + "\n"
    if not findings:
        return say(lang, "nothing wrong; files: {files}", files=files) + "\n"
    count = Counter(finding.severity for finding in findings)
    text = say(
        lang,
        "errors: {errors}, warnings: {warnings}, notes: {notes}; files: {files}, with findings: {touched}",
        errors=count[Severity.ERROR],
        warnings=count[Severity.WARNING],
        notes=count[Severity.NOTE],
        files=files,
        touched=len({finding.place.file for finding in findings}),
    )
    fixable = sum(finding.fix is not None for finding in findings)
    if fixable:
        text += say(lang, "; --fix would mend {fixable}", fixable=fixable)
    return text + "\n"


def sum_up_notes(findings: Iterable[Finding], lang: str) -> str:
    """``notes: 53 × no-target; --notes shows them``; empty where there are none."""
    count = Counter(finding.rule for finding in findings if finding.severity is Severity.NOTE)
    if not count:
        return ""
    listed = ", ".join(
        f"{number} × {rule}" for rule, number in sorted(count.items(), key=lambda each: (-each[1], each[0]))
    )
    return say(lang, "notes: {listed}; --notes shows them", listed=listed) + "\n"


def write_jsonl(findings: Iterable[Finding], lang: str) -> str:
    """JSON Lines: one finding a line, as in ``write_json``."""
    return "".join(json_text(_as_json(each, lang), indent=None) for each in findings)


def write_json(findings: Iterable[Finding], files: Iterable[str], lang: str) -> str:
    """All findings as JSON, version 1; lines and columns from 1, offsets of fixes from 0, all in code points."""
    answer = {"version": 1, "files": list(files), "findings": [_as_json(finding, lang) for finding in findings]}
    return json_text(answer)


def _as_json(finding: Finding, lang: str) -> dict[str, object]:
    place = finding.place
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "end_column": place.end_column,
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": translate(finding.message, lang),
        "fix": _fix_as_json(finding.fix),
        "offer": _fix_as_json(finding.offer),
    }


def _fix_as_json(fix: Fix | None) -> dict[str, object] | None:
    return None if fix is None else {"start": fix.start, "end": fix.end, "new": fix.new}


def counts(finding: Finding, *, strict: bool) -> bool:
    """Whether a finding makes the run fail: errors do, and warnings where one is strict."""
    return finding.severity is Severity.ERROR or (strict and finding.severity is Severity.WARNING)
