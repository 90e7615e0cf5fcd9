"""目标明细 and 未核实: one row a target, and what nobody could verify, as rows of plain values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from tracker.model import (
    CommitmentResult,
    ComparisonTarget,
    Difference,
    Evidence,
    FigureTarget,
    FileResult,
    Reason,
    TargetResult,
    Value,
    Verdict,
)
from tracker.words.messages import say
from tracker.write.rows import due_of, shown_actual
from tracker.write.scorecard_book import (
    Cell,
    Column,
    inside,
    outside,
)
from tracker.write.scorecard_book import Value as Plain
from tracker.write.scorecard_looks import (
    CENTER,
    DATE,
    NUMBER,
    PERCENT,
    WHOLE,
    Look,
)
from tracker.write.scorecard_rows import (
    COMMITMENTS,
    LIGHT,
    LINKED,
    SMALL,
    SMALL_LINK,
    VERDICT,
    light_cell,
    open_link,
    report_name,
    results_of,
    source_address,
    translated,
    wide_light,
)
from tracker.write.scorecard_words import (
    GOOD_SIDES,
    REASONS,
    actual_text,
    differs_text,
    hundredths,
    late_text,
    outcome_text,
    place_text,
    plain,
    progress_text,
    reason_word,
    target_text,
    verdict_word,
)

# ── 目标明细 ────────────────────────────────────────────────────────────────────────────────────


def target_columns(result: FileResult, lang: str) -> list[Column]:
    """One row a target: what is read first, then numbers to reckon with; the last say where a quote stands.

    Start and end count in the report's text (``tracker read``).
    """
    targets = [target for each in result.results for target in each.targets]
    areas = any(each.commitment.area for each in result.results)
    columns = [
        Column("No.", 6.5, LINKED),
        Column("Commitment", 17),
        Column("Area", 10, hidden=not areas),
        Column("Target", 25, Look(bold=True)),
        Column("Outcome", 26),
        Column("Verdict", 10 if lang == "zh" else 12.5, VERDICT),
        Column("Grounds", 13),
        Column("Due", 10.3, DATE),
        Column("Light", wide_light(lang), LIGHT, hidden=not any(target.light for target in targets)),
        Column("Late", 14, hidden=not any(target.late for target in targets)),
        Column("Quote", 44, SMALL),
        Column("Report", 22, SMALL),
        Column("Section", 18, SMALL),
        Column("Page", 6, WHOLE),
        Column("Good side", 9, CENTER),
        Column("Target value", number_width(result), NUMBER),
        Column("Reported value", number_width(result), NUMBER),
        Column("Unit", 8, CENTER),
        Column("Reported ÷ target", 10, PERCENT),
        Column("Reported", 16, Look(across="right")),
        Column("Provisional", 8, CENTER),
        Column("Progress", 18, SMALL, hidden=not any(target.progress is not None for target in targets)),
        Column("Link", 6, SMALL_LINK),
        Column("Start", 8, WHOLE),
        Column("End", 8, WHOLE),
    ]
    return [translated(column, lang) for column in columns]


TARGETS_PRINTED = 14
"""Columns of the list of targets that are printed: up to the page."""


def target_rows(result: FileResult, lang: str) -> Iterator[list[Plain | Cell]]:
    """The rows of 目标明细: of a commitment without targets one row, so that the list is complete."""
    addresses = {used.path: outside(used.url) for used in result.reports}
    for row, each in enumerate(result.results, 2):
        number = Cell(each.commitment.id, LINKED, inside(say(lang, COMMITMENTS), f"A{row}"))
        for target in results_of(each):
            yield target_row(each, target, number, due_of(result, each, target), addresses, lang)


def number_width(result: FileResult) -> float:
    """Characters for the longest value: Excel shows ### where one has no room."""
    targets = [target for each in result.results for target in each.targets]
    asked = [target.target for target in targets if isinstance(target.target, FigureTarget)]
    values = [one.shown(one.value) for one in asked]
    values += [actual.value for target in targets if isinstance(actual := shown_actual(target), Value)]
    return max([10, *(len(f"{plain(value)}") * 4 / 3 + 3 for value in values)])


def target_row(
    each: CommitmentResult,
    result: TargetResult,
    number: Cell,
    due: date,
    addresses: Mapping[str, str | None],
    lang: str,
) -> list[Plain | Cell]:
    """One row of 目标明细. Several quotes share the cell; the place is the first one's."""
    first = result.evidence[0] if result.evidence else None
    target, actual = result.target, shown_actual(result)
    figure = target if isinstance(target, FigureTarget) else None
    address = source_address(first, addresses) if first else None
    return [
        number,
        each.commitment.title,
        each.commitment.area,
        target_text(result) or say(lang, "(nothing that could be measured)"),
        outcome_text(result, lang),
        verdict_word(result.verdict, lang),
        reason_word(result.reason, lang),
        due,
        light_cell(result.light, lang),
        late_text(result.late, lang) or None,
        "\n".join(dict.fromkeys(evidence.quote for evidence in result.evidence)) or None,
        report_name(first) if first else None,
        first.section if first else None,
        first.page if first else None,
        say(lang, GOOD_SIDES[target.op]) if isinstance(target, FigureTarget | ComparisonTarget) else None,
        number_or_range(figure.shown(figure.value), figure.high and figure.shown(figure.high)) if figure else None,
        number_or_range(actual.value, actual.high) if isinstance(actual, Value) else None,
        unit_of(result),
        reported_share(result),
        actual_text(actual, lang) or None,
        say(lang, "yes") if result.provisional else None,
        progress_text(result, lang) or None,
        open_link(address, lang),
        first.start if first else None,
        first.end if first else None,
    ]


def reported_share(result: TargetResult) -> Decimal | None:
    """The reported amount over the target's, as it is: 2.1 of at most 3 is 70 %. The good side stands beside it."""
    target, actual = result.target, result.actual
    if (
        result.ratio is None
        or not isinstance(target, FigureTarget)
        or not isinstance(actual, Value)
        or not target.value
    ):
        return None
    return hundredths(actual.value / target.value, 3)


def number_or_range(value: Decimal, high: Decimal | None) -> Decimal | str:
    """A number to reckon with; a range, which is none, as it is written: ``10..12``."""
    return value if high is None else f"{plain(value)}..{plain(high)}"


def unit_of(result: TargetResult) -> str | None:
    """The unit that the reported value is in."""
    if isinstance(result.target, FigureTarget):
        return result.target.shown_unit or result.target.unit or None
    if isinstance(result.target, ComparisonTarget) and isinstance(result.actual, Value):
        return result.actual.unit
    return None


# ── 未核实 ──────────────────────────────────────────────────────────────────────────────────────


def unverified_columns(result: FileResult, lang: str) -> list[Column]:
    """Why, of what, and what came nearest."""
    held = [each.commitment for each in result.results]
    columns = [
        Column("Grounds", 13, Look(bold=True)),
        Column("No.", 6.5, LINKED),
        Column("Commitment", 16),
        Column("Office", 11, hidden=not any(each.owner for each in held)),
        Column("Target", 23),
        Column("What came nearest", 31, SMALL),
        Column("What differs", 11, SMALL),
        Column("Where", 17, SMALL),
        Column("What to do", 24, SMALL),
        Column("Area", 12, hidden=not any(each.area for each in held)),
    ]
    return [translated(column, lang) for column in columns]


UNVERIFIED_PRINTED = 9
"""Columns of what nobody could verify that are printed: all but the area."""


def unverified_rows(result: FileResult, lang: str) -> list[list[Plain | Cell]]:
    """What nobody could verify, by reason: the to-do list of a reviewer. Decided by a reviewer already: not here."""
    order = list(REASONS)
    open_ones = [
        (order.index(target.reason), row, each, target)
        for row, each in enumerate(result.results, 2)
        if each.review is None
        for target in results_of(each)
        if target.verdict is Verdict.UNVERIFIABLE and target.reason is not Reason.WITHDRAWN
    ]
    return [
        unverified_row(each, target, row, lang) for _, row, each, target in sorted(open_ones, key=lambda one: one[:2])
    ]


def unverified_row(each: CommitmentResult, target: TargetResult, row: int, lang: str) -> list[Plain | Cell]:
    """One row of 未核实."""
    evidence, differs = nearest(target)
    return [
        reason_word(target.reason, lang),
        Cell(each.commitment.id, LINKED, inside(say(lang, COMMITMENTS), f"A{row}")),
        each.commitment.title,
        each.commitment.owner,
        target_text(target) or say(lang, "(nothing that could be measured)"),
        evidence.quote if evidence else None,
        differs_text(differs, lang) or None,
        place_text(evidence, lang) if evidence else None,
        say(lang, REASONS[target.reason].advice),
        each.commitment.area,
    ]


def nearest(target: TargetResult) -> tuple[Evidence | None, tuple[Difference, ...]]:
    """The quote that came closest and what differs: the near miss, else the evidence shown, else nothing."""
    if target.candidates:
        return target.candidates[0].evidence, target.candidates[0].differs
    return (target.evidence[0] if target.evidence else None), ()
