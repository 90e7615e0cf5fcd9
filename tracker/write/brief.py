"""An answer in a line, and as a small table for notebooks: what a person sees who types its name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape

from tracker.model import FileResult, Finding, Severity, Verdict
from tracker.write.rows import rows

SHOWN_FILES, SHOWN_ROWS = 20, 20
SHOWN = ("id", "title", "target", "verdict", "reason", "quote")


def in_a_line(files: Sequence[FileResult], findings: Sequence[Finding]) -> str:
    """``<Answer: 1 file, 60 commitments: 20 met, 5 unmet, 35 unverifiable; 2 findings>``."""
    counted = Counter(each.verdict for file in files for each in file.results)
    verdicts = ", ".join(f"{counted[each]} {each.value}" for each in Verdict)
    text = f"{_many(len(files), 'file')}, {_many(counted.total(), 'commitment')}: {verdicts}"
    errors = sum(each.severity is Severity.ERROR for each in findings)
    if findings:
        text += f"; {_many(len(findings), 'finding')}" + (f", {_many(errors, 'error')} among them" if errors else "")
    return f"<Answer: {text}>"


def _many(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def as_html(files: Sequence[FileResult], findings: Sequence[Finding]) -> str:
    """The counts of each file, the first targets, and the findings; of a large answer the beginning."""
    parts = [f"<p>{escape(in_a_line(files, findings))}</p>", _table(("locality", "period", *Verdict), _counts(files))]
    listed = [[row[name] for name in SHOWN] for row in rows(files[:SHOWN_FILES])][: SHOWN_ROWS + 1]
    parts.append(_table(SHOWN, listed[:SHOWN_ROWS]))
    if len(listed) > SHOWN_ROWS or len(files) > SHOWN_FILES:
        parts.append("<p>… <code>to_frame()</code> has them all.</p>")
    if findings:
        lines = [f"{each.place.file}:{each.place.line}: {each.message} [{each.rule}]" for each in findings[:SHOWN_ROWS]]
        parts.append("<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>")
    return "".join(parts)


def _counts(files: Sequence[FileResult]) -> list[list[object]]:
    return [
        [
            file.targets.locality.name,
            file.targets.period,
            *(sum(each.verdict is verdict for each in file.results) for verdict in Verdict),
        ]
        for file in files[:SHOWN_FILES]
    ]


def _table(heads: Sequence[str], lines: Sequence[Sequence[object]]) -> str:
    head = "".join(f"<th>{escape(each)}</th>" for each in heads)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape('' if cell is None else str(cell)[:200])}</td>" for cell in line) + "</tr>"
        for line in lines
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
