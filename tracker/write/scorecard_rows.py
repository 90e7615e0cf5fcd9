"""What the tables of a scorecard hold, as rows of plain values: tested as rows, and only then opened as a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import PurePath

from tracker.model import (
    Commitment,
    CommitmentResult,
    ComparisonTarget,
    Difference,
    Evidence,
    FigureTarget,
    FileResult,
    Place,
    Reason,
    TargetResult,
    Value,
    Verdict,
)
from tracker.words.messages import say
from tracker.write.scorecard_book import (
    AMBER,
    CENTER,
    CREAM,
    DATE,
    NUMBER,
    PERCENT,
    TEXT,
    WHOLE,
    Cell,
    Column,
    Look,
    inside,
    outside,
)
from tracker.write.scorecard_book import Value as Plain
from tracker.write.scorecard_words import (
    REASONS,
    actual_text,
    differs_text,
    outcome_text,
    place_text,
    plain,
    progress_text,
    reason_word,
    target_text,
    verdict_word,
)

QUOTES_SHOWN = 2
QUOTE_SHOWN = 160  # characters of a quote in the list of commitments; the list of targets has it whole

LINKED = Look(across="center", ink="1D4ED8", underline=True, down="top")
SMALL = Look(size=9, ink="374151")
SMALL_LINK = Look(size=9, ink="1D4ED8", underline=True, across="center", wrap=False)
VERDICT = Look(across="center", wrap=False)
FILL_IN = Look(fill=CREAM)
FILL_IN_CENTER = Look(fill=CREAM, across="center")
FILL_IN_DATE = Look(fill=CREAM, across="center", form="yyyy-mm-dd", wrap=False)
FILL_IN_HEAD = Look(bold=True, ink="FFFFFF", fill=AMBER, across="center", down="center")

OVERVIEW, COMMITMENTS, TARGETS = "Overview", "Commitments", "Targets"
UNVERIFIED, RULES, WALL = "Not verified", "Rules", "Wall chart"
"""The sheets, in English; ``say`` gives 总览, 承诺清单, 目标明细, 未核实, 规则, 挂图."""

REVIEW_COLUMNS = ("Review verdict", "Review reason", "Reviewer", "Review date", "Valid until")
"""The columns that come back: 复核结论, 复核说明, 复核人, 复核日期, 有效期至."""


def due_of(each: CommitmentResult, result: FileResult) -> date:
    """When a commitment is due: the end of the period where it does not say."""
    return each.commitment.due or result.targets.period.last_day


def measured(each: CommitmentResult) -> list[TargetResult]:
    """The targets of a commitment that can be measured."""
    return [target for target in each.targets if target.target is not None]


def results_of(each: CommitmentResult) -> tuple[TargetResult, ...]:
    """The results by target; of a commitment that names nothing measurable one, which says so."""
    return each.targets or (TargetResult(None, each.checker, each.reason or Reason.NOT_MEASURABLE),)


def score_of(each: CommitmentResult) -> Decimal | None:
    """Targets met, of those it has; ``None`` without targets."""
    return Decimal(each.met) / each.of if each.of else None


def numbered(lines: Sequence[str]) -> str:
    """Several lines get numbers, one stands alone."""
    if len(lines) == 1:
        return lines[0]
    return "\n".join(f"({number}) {line}" for number, line in enumerate(lines, 1))


def clip(text: str, limit: int) -> str:
    """At most so many characters, with a mark where it was cut."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def origin_word(each: CommitmentResult, lang: str) -> str:
    """Whose verdict it is: the checker's, or a reviewer's with the checker's own beside it."""
    if each.review is None:
        return say(lang, "checker")
    return say(lang, "review (checker: {verdict})", verdict=verdict_word(each.checker, lang))


def why_text(each: CommitmentResult, lang: str) -> str:
    """The reasons of the verdict that stands, each once."""
    if each.review is not None:
        return each.review.why
    reasons = dict.fromkeys(target.reason for target in results_of(each) if target.verdict is each.verdict)
    return ("；" if lang == "zh" else "; ").join(reason_word(reason, lang) for reason in reasons)


def quotes_of(each: CommitmentResult) -> list[str]:
    """The quotes that the list of commitments shows, each once."""
    found = dict.fromkeys(evidence.quote for target in each.targets for evidence in target.evidence)
    return [clip(" ".join(quote.split()), QUOTE_SHOWN) for quote in found]


def places_of(each: CommitmentResult, lang: str) -> list[str]:
    """Where the quotes stand, each place once."""
    return list(dict.fromkeys(place_text(evidence, lang) for target in each.targets for evidence in target.evidence))


def address_of(each: CommitmentResult, result: FileResult) -> str | None:
    """The address of the first report quoted, where it has one."""
    addresses = {used.path: used.url for used in result.reports}
    paths = (evidence.report for target in each.targets for evidence in target.evidence)
    return next((address for path in paths if (address := outside(addresses.get(path))) is not None), None)


def open_link(address: str | None, lang: str) -> Cell | None:
    """What a click on opens the address. In a cell of its own: LibreOffice doesn't wrap the text of a link."""
    return None if address is None else Cell(say(lang, "open"), SMALL_LINK, address)


# ── 承诺清单 ────────────────────────────────────────────────────────────────────────────────────


def commitment_columns(result: FileResult, lang: str) -> list[Column]:
    """One row a commitment. A column that this targets file leaves empty throughout is hidden, not left out."""
    held = [each.commitment for each in result.results]
    areas, owners = any(each.area for each in held), any(each.owner for each in held)
    columns = [
        Column("No.", 7, LINKED),
        Column("Commitment", 20, Look(bold=True)),
        Column("Area", 13, TEXT, hidden=not areas),
        Column("Responsible office", 13, TEXT, hidden=not owners),
        Column("Due", 11.5, DATE),
        Column("Targets set", 31),
        Column("Outcome", 31),
        Column("Score", 8.5, Look(across="center", form="0%", wrap=False)),
        Column("Verdict", 11, VERDICT),
        Column("Verdict by", 10, CENTER),
        Column("Grounds", 13),
        Column("Evidence", 33, SMALL),
        Column("Source", 17, SMALL),
        Column("Link", 6, SMALL_LINK),
        Column(REVIEW_COLUMNS[0], 11, FILL_IN_CENTER, head=FILL_IN_HEAD),
        Column(REVIEW_COLUMNS[1], 20, FILL_IN, head=FILL_IN_HEAD),
        Column(REVIEW_COLUMNS[2], 9, FILL_IN_CENTER, head=FILL_IN_HEAD),
        Column(REVIEW_COLUMNS[3], 10.5, FILL_IN_DATE, head=FILL_IN_HEAD),
        Column(REVIEW_COLUMNS[4], 10.5, FILL_IN_DATE, head=FILL_IN_HEAD),
    ]
    return [translated(column, lang) for column in columns]


def translated(column: Column, lang: str) -> Column:
    """The column with its header in words."""
    return Column(say(lang, column.header), column.width, column.look, column.hidden, column.head)


def commitment_rows(result: FileResult, lang: str) -> Iterator[list[Plain | Cell]]:
    """The rows of 承诺清单, in the order of the targets file."""
    target_row = 2
    for each in result.results:
        quotes, places = quotes_of(each), places_of(each, lang)
        more = len(quotes) - QUOTES_SHOWN
        shown = quotes[:QUOTES_SHOWN] + ([say(lang, "… and {count} more", count=more)] if more > 0 else [])
        address = address_of(each, result)
        review = each.review
        yield [
            Cell(each.commitment.id, LINKED, inside(say(lang, TARGETS), f"A{target_row}")),
            each.commitment.title,
            each.commitment.area,
            each.commitment.owner,
            due_of(each, result),
            numbered([target_text(target) for target in measured(each)]) or None,
            numbered([outcome_text(target, lang) for target in results_of(each)]),
            score_of(each),
            verdict_word(each.verdict, lang),
            origin_word(each, lang),
            why_text(each, lang),
            "\n".join(shown) or None,
            "\n".join(places) or None,
            open_link(address, lang),
            verdict_word(review.verdict, lang) if review else None,
            review.why if review else None,
            review.by if review else None,
            review.on if review else None,
            review.until if review else None,
        ]
        target_row += len(results_of(each))


# ── 目标明细 ────────────────────────────────────────────────────────────────────────────────────


def target_columns(result: FileResult, lang: str) -> list[Column]:
    """One row a target; the last columns say where in the report's text (``tracker read``) the quote stands."""
    underway = any(target.progress is not None for each in result.results for target in each.targets)
    areas = any(each.commitment.area for each in result.results)
    columns = [
        Column("No.", 7, LINKED),
        Column("Commitment", 20),
        Column("Area", 12, hidden=not areas),
        Column("Target", 28, Look(bold=True)),
        Column("Target value", number_width(result), NUMBER),
        Column("Outcome", 28),
        Column("Reported", 16, Look(across="right")),
        Column("Reported value", number_width(result), NUMBER),
        Column("Unit", 8, CENTER),
        Column("Reported ÷ target", 10, PERCENT),
        Column("Verdict", 11, VERDICT),
        Column("Grounds", 16),
        Column("Provisional", 8, CENTER),
        Column("Progress", 18, SMALL, hidden=not underway),
        Column("Quote", 44, SMALL),
        Column("Report", 22, SMALL),
        Column("Link", 6, SMALL_LINK),
        Column("Section", 18, SMALL),
        Column("Page", 7, WHOLE),
        Column("Start", 8, WHOLE),
        Column("End", 8, WHOLE),
    ]
    return [translated(column, lang) for column in columns]


def target_rows(result: FileResult, lang: str) -> Iterator[list[Plain | Cell]]:
    """The rows of 目标明细: of a commitment without targets one row, so that the list is complete."""
    addresses = {used.path: outside(used.url) for used in result.reports}
    for row, each in enumerate(result.results, 2):
        number = Cell(each.commitment.id, LINKED, inside(say(lang, COMMITMENTS), f"A{row}"))
        for target in results_of(each):
            yield target_row(each, target, number, addresses, lang)


def number_width(result: FileResult) -> float:
    """Characters for the longest value: 2.38万亿元 is 2,380,000,000,000, and Excel shows ### where that has no room."""
    targets = [target for each in result.results for target in each.targets]
    values = [target.target.value for target in targets if isinstance(target.target, FigureTarget)]
    values += [target.actual.value for target in targets if isinstance(target.actual, Value)]
    return max([13, *(len(f"{plain(value)}") * 4 / 3 + 3 for value in values)])


def target_row(
    each: CommitmentResult, result: TargetResult, number: Cell, addresses: Mapping[str, str | None], lang: str
) -> list[Plain | Cell]:
    """One row of 目标明细. Several quotes share the cell; the place is the first one's."""
    first = result.evidence[0] if result.evidence else None
    target, actual = result.target, result.actual
    address = addresses.get(first.report) if first else None
    return [
        number,
        each.commitment.title,
        each.commitment.area,
        target_text(result) or say(lang, "(nothing that could be measured)"),
        number_or_range(target.value, target.high) if isinstance(target, FigureTarget) else None,
        result.comparison,
        actual_text(actual, lang) or None,
        number_or_range(actual.value, actual.high) if isinstance(actual, Value) else None,
        unit_of(result),
        result.ratio,
        verdict_word(result.verdict, lang),
        reason_word(result.reason, lang),
        say(lang, "yes") if result.provisional else None,
        progress_text(result, lang) or None,
        "\n".join(dict.fromkeys(evidence.quote for evidence in result.evidence)) or None,
        (first.title or first.report) if first else None,
        open_link(address, lang),
        first.section if first else None,
        first.page if first else None,
        first.start if first else None,
        first.end if first else None,
    ]


def number_or_range(value: Decimal, high: Decimal | None) -> Decimal | str:
    """A number to reckon with; a range, which is none, as it is written: ``10..12``."""
    return value if high is None else f"{plain(value)}..{plain(high)}"


def unit_of(result: TargetResult) -> str | None:
    """The unit that the reported value is in."""
    if isinstance(result.target, FigureTarget):
        return result.target.unit or None
    if isinstance(result.target, ComparisonTarget) and isinstance(result.actual, Value):
        return result.actual.unit
    return None


# ── 未核实 ──────────────────────────────────────────────────────────────────────────────────────


def unverified_columns(result: FileResult, lang: str) -> list[Column]:
    """Why, of what, and what came nearest."""
    held = [each.commitment for each in result.results]
    columns = [
        Column("Grounds", 18, Look(bold=True)),
        Column("No.", 7, LINKED),
        Column("Commitment", 20),
        Column("Area", 12, hidden=not any(each.area for each in held)),
        Column("Responsible office", 13, hidden=not any(each.owner for each in held)),
        Column("Target", 28),
        Column("What came nearest", 44, SMALL),
        Column("What differs", 16, SMALL),
        Column("Where", 24, SMALL),
        Column("What to do", 30, SMALL),
    ]
    return [translated(column, lang) for column in columns]


def unverified_rows(result: FileResult, lang: str) -> list[list[Plain | Cell]]:
    """What nobody could verify, by reason: the to-do list of a reviewer. Decided by a reviewer already: not here."""
    order = list(REASONS)
    open_ones = [
        (order.index(target.reason), row, each, target)
        for row, each in enumerate(result.results, 2)
        if each.review is None
        for target in results_of(each)
        if target.verdict is Verdict.UNVERIFIABLE
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
        each.commitment.area,
        each.commitment.owner,
        target_text(target) or say(lang, "(nothing that could be measured)"),
        evidence.quote if evidence else None,
        differs_text(differs, lang) or None,
        place_text(evidence, lang) if evidence else None,
        say(lang, REASONS[target.reason].advice),
    ]


def nearest(target: TargetResult) -> tuple[Evidence | None, tuple[Difference, ...]]:
    """The quote that came closest and what differs: the near miss, else the evidence shown, else nothing."""
    if target.candidates:
        return target.candidates[0].evidence, target.candidates[0].differs
    return (target.evidence[0] if target.evidence else None), ()


# ── 总览 ────────────────────────────────────────────────────────────────────────────────────────


def heading_of(result: FileResult, lang: str) -> str:
    """``呼兰区 2022年`` with what it is."""
    return say(
        lang,
        "{locality} {period}: scorecard of commitments",
        locality=result.targets.locality.name,
        period=period_words(result, lang),
    )


def period_words(result: FileResult, lang: str) -> str:
    """``2022年`` or ``2022—2026年``."""
    period = result.targets.period
    if period.is_year:
        return f"{period.first_year}年" if lang == "zh" else str(period.first_year)
    if period.first_month == 1 and period.last_month == 12:
        return (
            f"{period.first_year}—{period.last_year}年" if lang == "zh" else f"{period.first_year}–{period.last_year}"
        )
    return str(period)


def sum_of(commitment: Commitment) -> str:
    """A sum of all that a commitment says, wherever it stands in its file: what a reviewer decided on."""
    from hashlib import sha256

    targets = tuple(replace(each, place=Place("")) for each in commitment.targets)
    return sha256(repr(replace(commitment, targets=targets, place=Place(""))).encode()).hexdigest()[:16]


def day_of(results: Sequence[FileResult], epoch: int | None) -> date:
    """The date of a scorecard: ``SOURCE_DATE_EPOCH`` where given, else the latest date that its inputs bear.

    Never the clock: the same input gives the same bytes.
    """
    if epoch is not None:
        from datetime import UTC, datetime

        return datetime.fromtimestamp(epoch, UTC).date()
    days = [result.targets.period.last_day for result in results]
    days += [each.review.on for result in results for each in result.results if each.review is not None]
    return max(days, default=date(1980, 1, 1))


def name_of(result: FileResult) -> str:
    """The name of the targets file without its ending: that of its scorecard, page and reviews."""
    return PurePath(result.targets.path).stem
