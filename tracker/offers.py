"""For a line that is no target, the target that ``draft`` would write of it: offered, never put in by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from tracker.model import Document, Finding, Message, Period
from tracker.read.nodes import List, Map, Scalar, Sheet
from tracker.read.target_line import TargetLine, parse_target_line

MOST = 50
"""Lines of one file that are drafted: who pastes a plan into a file wants ``tracker draft``."""


_LIKE_A_TARGET = re.compile(r"[-=]?>|[<=~≥≤]|\.\.")
"""Signs of a target that was begun: of it the finding itself says what it lacks, and no plan is written so."""


def offer_lines(sheet: Sheet, period: Period) -> None:
    """Add to the findings of lines that are no targets what draft makes of each."""
    waiting = {
        (finding.place.line, finding.place.column): position
        for position, finding in enumerate(sheet.findings)
        if finding.rule == "target" and finding.fix is None
    }
    for node in list(_lines(sheet))[:MOST]:
        start = sheet.line_and_column(sheet.original(node.start))
        end = sheet.line_and_column(sheet.original(node.end))
        found = [position for place, position in waiting.items() if start <= place < end]
        if len(found) == 1:
            sheet.findings[found[0]] = _offered(sheet, node, sheet.findings[found[0]], period)


def _lines(sheet: Sheet) -> Iterator[Scalar]:
    root = sheet.root
    commitments = root.entries["commitments"].value if isinstance(root, Map) and "commitments" in root.entries else None
    for commitment in commitments.items if isinstance(commitments, List) else ():
        targets = commitment.entries.get("targets") if isinstance(commitment, Map) else None
        for item in targets.value.items if targets is not None and isinstance(targets.value, List) else ():
            if isinstance(item, Scalar) and not _LIKE_A_TARGET.search(item.text) and item.text.strip():
                yield item


def _offered(sheet: Sheet, node: Scalar, finding: Finding, period: Period) -> Finding:
    lines = drafted_lines(node.text, period)
    if not lines:
        return finding
    message = Message("{problem}; draft would write {lines}", {"problem": finding.message, "lines": _quoted(lines)})
    offer = None
    if node.plain and len(lines) == 1:
        offer = sheet.fix(node.start, node.end, lines[0])
    return replace(finding, message=message, offer=offer)


def _quoted(lines: list[str]) -> str:
    return ", ".join(f"`{each}`" for each in lines)


def drafted_lines(text: str, period: Period) -> list[str]:
    """The one-line targets that a plan which says just this is drafted to; those that need the full form left out."""
    from tracker.understand.plans import draft_plan

    plan = f"{period.first_year}年，{text.strip().rstrip('。；;')}。"
    draft = draft_plan(Document("", plan), period)
    targets = [each.target for commitment in draft.commitments for each in commitment.targets if not each.in_full]
    lines = [each.written for each in targets if "\n" not in each.written]
    return [each for each in lines if isinstance(parse_target_line(each), TargetLine) and each != text.strip()]
