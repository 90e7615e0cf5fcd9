"""A plan to a draft of its targets file: its frame, its commitments, and what each asks for."""

from __future__ import annotations

from tracker.model import Document, Draft, Period, Table
from tracker.understand import find_outline, understand
from tracker.understand.plans.drafter import Drafter
from tracker.understand.plans.frame import PlanFrame, Stretch, find_plan_frame
from tracker.understand.plans.items import Item, announced, find_items
from tracker.understand.plans.pieces import Outside
from tracker.understand.plans.task_tables import find_task_rows


def draft_plan(document: Document, period: Period | None = None) -> Draft:
    """The targets file that a plan's text suggests. ``period`` chooses its years where it has goals for several."""
    outline = find_outline(document)
    folded = outline.normal
    frame = find_plan_frame(outline, period)
    reading = understand(document, [(each.start, each.end) for each in frame.stretches], outline)
    drafter = Drafter(reading, folded, frame)
    items, outside, expects = _all_items(document.tables, folded, frame)
    commitments = [*drafter.headline(outside), *drafter.items(items)]
    return Draft(
        document, frame.locality, frame.period, frame.source, expects, tuple(commitments), frame.others, frame.guessed
    )


def _all_items(
    tables: tuple[Table, ...], folded: str, frame: PlanFrame
) -> tuple[list[Item], list[Outside], int | None]:
    """The commitments of all stretches; a stretch without numbers, beside one that has them, stands outside."""
    found = []
    for stretch in frame.stretches:
        found.append((stretch, *_items_of(tables, folded, frame, stretch)))
    numbered = [each for each in found if any(item.numbered for item in each[1])] or found
    main = max(numbered, key=lambda each: len(each[1]), default=None)
    items: list[Item] = []
    outside: list[Outside] = []
    expects = None
    for each in found:
        stretch, own, rest = each
        outside.extend(rest)
        if each is not main:
            outside.extend((item.start, item.end, stretch.title) for item in own)
            continue
        items.extend(own)
        expects = announced(folded, stretch.start, stretch.end, own)
    return items, outside, expects


def _items_of(
    tables: tuple[Table, ...], folded: str, frame: PlanFrame, stretch: Stretch
) -> tuple[list[Item], list[Outside]]:
    """The commitments of a stretch: the rows of its tables, where these are most of it, else its numbered items."""
    rows, held = find_task_rows(folded, tables, stretch.start, stretch.end)
    if sum(each.end - each.start for each in held) * 2 < stretch.end - stretch.start:
        return find_items(folded, list(frame.paragraphs), stretch.start, stretch.end)
    bounds = [stretch.start, *(at for each in held for at in (each.start, each.end)), stretch.end]
    return rows, [(one, two, "") for one, two in zip(bounds[::2], bounds[1::2], strict=True)]
