"""A draft that a clerk has corrected in Excel, to the targets file that it is now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from tracker.model import DraftCommitment, DraftTarget, Finding, Message, Severity, Target
from tracker.read.draft_book import CorrectedRow, DraftBook, Own
from tracker.read.nodes import parse_yaml
from tracker.read.scorecard_cells import Id
from tracker.read.target_line import LineError, parse_target_line
from tracker.read.targets import parse_targets
from tracker.validating import validate_sheet
from tracker.words.messages import say
from tracker.write.targets import keys_of, scalar, yaml_of

_HEAD = "version: 1\nlocality: {name: 甲}\nperiod: 2024\nsource: {title: 甲}\ncommitments:\n  - id: 1\n    title: 甲\n"


@dataclass(frozen=True, slots=True)
class Corrected:
    """The file's text, what is wrong in the workbook (with an error nothing is to be written), and the rows counted."""

    text: str
    findings: tuple[Finding, ...]
    counts: dict[str, int]


def correct_draft(book: DraftBook, lang: str) -> Corrected:
    """The targets file that a corrected workbook says. Findings stand at its cells."""
    findings = list(book.findings)
    counts = {"accepted": 0, "corrected": 0, "dropped": 0, "added": 0, "open": 0}
    lines = book.head.split("\n")
    at: dict[int, int] = {}  # the line of the text that a row of the sheet became
    groups = _by_commitment(book.rows)
    lines.append("commitments:" if groups else "commitments: []")
    area: str | None = ""
    for id_, rows in groups:
        targets: list[tuple[int, list[str]]] = []
        for row in rows:
            block = _block(book, row, findings, counts)
            if block is not None:
                targets.append((row.row, block))
        if not targets and all(row.decision == "Drop" and not (row.drafted and row.drafted.line) for row in rows):
            continue  # a commitment without targets that was dropped
        said, keys = _keys(book, id_, rows, findings)
        if said != area:
            area = said
            lines += [""] * (lines[-1] != "commitments:") + ([f"  # ── {area} ──"] if area else [])
        lines += keys
        if targets:
            lines.append("    targets:")
        for number, block in targets:
            at[len(lines) + 1] = number
            lines += block
    lines += book.ledger.split("\n") if book.ledger else []
    text = "\n".join(lines) + "\n"
    if not findings:
        findings += _wrong(book, text, at, {row.row for row in book.rows if row.corrected})
    return Corrected(marked(text, book.path, lang), tuple(findings), counts)


def _by_commitment(rows: Iterable[CorrectedRow]) -> list[tuple[Id, list[CorrectedRow]]]:
    """Rows by their commitment, in the order of the numbers; inside it in the order of the sheet."""
    groups: dict[Id, list[CorrectedRow]] = {}
    for row in rows:
        groups.setdefault(row.id, []).append(row)
    return sorted(groups.items(), key=lambda each: tuple(int(part) for part in str(each[0]).split(".")))


def _keys(
    book: DraftBook, id_: Id, rows: Sequence[CorrectedRow], findings: list[Finding]
) -> tuple[str | None, list[str]]:
    """A commitment's area and its own keys; what a clerk has changed in one of its rows holds for it."""
    drafted = book.commitments.get(id_, Own())
    said: dict[str, str | None] = {}
    for key in ("title", "area", "owner"):
        own = [(row, getattr(row, key)) for row in rows]
        new = [(row, value) for row, value in own if row.drafted is None or value != getattr(row.drafted, key)]
        old = [value for row, value in own if row.drafted is not None and value == getattr(row.drafted, key)]
        told = {value for row, value in new if row.drafted is not None}
        if len(told) > 1:
            row = new[-1][0]
            message = Message(
                "commitment {id} is corrected differently in two rows; write the same in both", {"id": id_}
            )
            findings.append(Finding(book.place(row.row, key), "draft", message))
        said[key] = next(iter(told)) if told else old[0] if old else new[0][1]
    title = said["title"]
    if not title:
        message = Message("commitment {id} has no title", {"id": id_})
        findings.append(Finding(book.place(rows[0].row, "title"), "draft", message))
    made = DraftCommitment(
        id_, title or "-", 0, 0, said["area"], said["owner"], drafted.due, (), drafted.helpers, drafted.lead
    )
    return said["area"], keys_of(made, drafted.place)


def _block(book: DraftBook, row: CorrectedRow, findings: list[Finding], counts: dict[str, int]) -> list[str] | None:
    """The lines of a row's target; None where it has none, or was dropped."""
    drafted = row.drafted
    has_line = drafted is not None and bool(drafted.line)
    if row.decision == "Drop":
        counts["dropped"] += has_line
        return None
    if row.decision == "Accept" and row.corrected and has_line:
        said = Message("Accept, and a corrected target; leave one of the two")
        findings.append(Finding(book.place(row.row, "decision"), "draft", said))
        return None
    due, own = row.due, None if drafted is None else drafted.due
    if row.due == (own or book.commitments.get(row.id, Own()).due):
        due = own  # as it was shown
    moved = has_line and drafted is not None and (due, row.scope) != (own, drafted.scope)
    if not row.corrected and not has_line:
        if row.decision == "Correct":
            findings.append(_nothing_written(book, row))
        return None
    if row.decision == "Correct" and not row.corrected and not moved:
        findings.append(_nothing_written(book, row))
        return None
    place = drafted.place if drafted is not None else ""
    if not row.corrected and not moved:
        assert drafted is not None
        counts["accepted" if row.decision == "Accept" else "open"] += 1
        comment = place if row.decision == "Accept" or not drafted.unsure else f"{place}; {drafted.unsure}"
        return _written(drafted.yaml, comment)
    counts["corrected" if has_line else "added"] += 1
    line = row.corrected or (drafted.line if drafted is not None else "")
    target = _target(book, row, line, findings)
    if target is None:
        return None
    if due is None and row.scope is None:
        return _written([scalar(line)], place)
    return _written(yaml_of(DraftTarget(_placed(target, due, row.scope), 0, 0)), place)


def _nothing_written(book: DraftBook, row: CorrectedRow) -> Finding:
    said = Message("Correct, but nothing is written here; write the target, or choose another decision")
    return Finding(book.place(row.row, "corrected"), "draft", said)


def _placed(target: Target, due: date | None, scope: str | None) -> Target:
    return replace(target, due=due, scope=scope)


def _written(lines: Sequence[str], comment: str) -> list[str]:
    first = f"      - {lines[0]}" + (f"   # {comment}" if comment else "")
    return [first, *(f"        {line}" for line in lines[1:])]


def _target(book: DraftBook, row: CorrectedRow, line: str, findings: list[Finding]) -> Target | None:
    """The target that a line writes; what is wrong with it is told at the cell."""
    parsed = parse_target_line(line)
    if isinstance(parsed, LineError):
        findings.append(Finding(book.place(row.row, "corrected"), "draft", parsed.message))
        return None
    sheet = parse_yaml(f"{_HEAD}    targets:\n      - {scalar(line)}\n".encode(), book.path)
    file = parse_targets(sheet).file
    wrong = [each for each in sheet.findings if each.severity is Severity.ERROR]
    if wrong or file is None or not file.commitments or not file.commitments[0].targets:
        message = wrong[0].message if wrong else Message("no target can be read from this")
        findings.append(Finding(book.place(row.row, "corrected"), "draft", message))
        return None
    return file.commitments[0].targets[0]


def _wrong(book: DraftBook, text: str, at: dict[int, int], corrected: set[int]) -> list[Finding]:
    """What a check of the whole file finds, each at its cell; warnings only of what a clerk has written."""
    found = validate_sheet(parse_yaml(text.encode(), "targets.yaml"), kind="targets").findings
    told = []
    for each in found:
        line = max((number for number in at if number <= each.place.line), default=0)
        if each.severity is not Severity.ERROR and (each.severity is Severity.NOTE or at.get(line) not in corrected):
            continue
        where = book.place(at[line], "corrected") if line else book.place(1, "row")
        told.append(replace(each, place=where))
    return told


# ── written before ────────────────────────────────────────────────────────────────────────────────

_MARK = "# ── applied "


def marked(text: str, path: str, lang: str) -> str:
    """The text with a last line that tells whether somebody has edited it since."""
    note = say(lang, "from {name}; gone where edited by hand", name=path.replace("\\", "/").rsplit("/", 1)[-1])
    return f"{text}{_MARK}{_sum(text)} ── {note}\n"


def is_unedited(text: str) -> bool:
    """Whether a file is as ``review apply`` wrote it from a draft: then it may be written anew."""
    body, _, mark = text.replace("\r\n", "\n").rpartition(_MARK)
    return bool(body) and mark.startswith(_sum(body))


def _sum(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:12]
