"""督办清单: what is overdue, behind or due soon, by office, as rows of plain values."""

from __future__ import annotations

from tracker.model import (
    CommitmentResult,
    FileResult,
    Light,
)
from tracker.words.messages import say
from tracker.write.scorecard_book import (
    Cell,
    Column,
    inside,
)
from tracker.write.scorecard_book import Value as Plain
from tracker.write.scorecard_looks import (
    DATE,
    Look,
)
from tracker.write.scorecard_rows import (
    COMMITMENTS,
    LEDGER_COLUMNS,
    LIGHT,
    LINKED,
    asked_text,
    day_followed,
    light_cell,
    measured,
    numbered,
    results_of,
    translated,
    wide_light,
)
from tracker.write.scorecard_words import outcome_text

# ── 督办清单 ──────────────────────────────────────────────────────────────────────────────────────

FOLLOWED = (Light.OVERDUE, Light.BEHIND, Light.DUE_SOON)
"""The lights that somebody has to follow up, the worst first."""


def follow_up_columns(result: FileResult, lang: str) -> list[Column]:
    """What is behind and what falls due, by office."""
    held = [each.commitment for each in result.results]
    columns = [
        Column("Office", 14, Look(bold=True)),
        Column("Light", wide_light(lang), LIGHT),
        Column("No.", 6.5, LINKED),
        Column("Commitment", 18, Look(bold=True)),
        Column("Due", 10.3, DATE),
        Column("Targets set", 25),
        Column("Outcome", 26),
        Column("Lead", 11, hidden=not any(each.lead for each in held)),
        Column("With", 11, hidden=not any(each.helpers for each in held)),
        Column(LEDGER_COLUMNS[0], 17),
        Column(LEDGER_COLUMNS[1], 17),
    ]
    return [translated(column, lang) for column in columns]


def follow_up_rows(result: FileResult, lang: str) -> list[list[Plain | Cell]]:
    """Commitments that are overdue, behind or due soon: by office, the worst and the earliest first."""
    kept = [
        (each.commitment.owner or "", FOLLOWED.index(each.light), day_followed(each, result), row, each)
        for row, each in enumerate(result.results, 2)
        if each.light in FOLLOWED
    ]
    return [follow_up_row(each, row, result, lang) for *_, row, each in sorted(kept, key=lambda one: one[:4])]


def follow_up_row(each: CommitmentResult, row: int, result: FileResult, lang: str) -> list[Plain | Cell]:
    """One row of 督办清单."""
    held, entry = each.commitment, each.ledger
    return [
        held.owner or say(lang, "(no office)"),
        light_cell(each.light, lang),
        Cell(held.id, LINKED, inside(say(lang, COMMITMENTS), f"A{row}")),
        held.title,
        day_followed(each, result),
        numbered([asked_text(target, each, result, lang) for target in measured(each)]) or None,
        numbered([outcome_text(target, lang) for target in results_of(each)]),
        held.lead,
        "、".join(held.helpers) or None,
        entry.problem if entry else None,
        entry.next if entry else None,
    ]
