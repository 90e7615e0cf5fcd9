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
    Evidence,
    FileResult,
    Light,
    Place,
    Reason,
    TargetResult,
)
from tracker.words.messages import say
from tracker.write import rows
from tracker.write.scorecard_book import (
    Cell,
    Column,
    inside,
    outside,
)
from tracker.write.scorecard_book import Value as Plain
from tracker.write.scorecard_looks import (
    AMBER,
    CENTER,
    CREAM,
    DATE,
    TEXT,
    Look,
)
from tracker.write.scorecard_words import (
    late_text,
    light_word,
    outcome_text,
    place_text,
    reason_word,
    target_text,
    verdict_word,
)

QUOTES_SHOWN = 2
QUOTE_SHOWN = 160  # characters of a quote in the list of commitments; the list of targets has it whole

LIGHT_COLOURS = {
    Light.DONE: ("D6EFE3", "0B5D41"),
    Light.ON_TIME: ("DBEAFE", "1E3A8A"),
    Light.NO_WORD: ("ECEEF1", "4B5563"),
    Light.DUE_SOON: ("FEF3C7", "92400E"),
    Light.BEHIND: ("FBDDCB", "9A3412"),
    Light.OVERDUE: ("B91C1C", "FFFFFF"),
}
"""Fill and ink of each light."""

LIGHT_LOOKS = {
    light: Look(bold=True, across="center", fill=fill, ink=ink, wrap=False)
    for light, (fill, ink) in LIGHT_COLOURS.items()
}

LINKED = Look(across="center", ink="1D4ED8", underline=True, down="top")
SMALL = Look(ink="374151")
SMALL_LINK = Look(ink="1D4ED8", underline=True, across="center", wrap=False)
VERDICT = Look(across="center", wrap=False)
FILL_IN = Look(fill=CREAM)
FILL_IN_CENTER = Look(fill=CREAM, across="center")
FILL_IN_DATE = Look(fill=CREAM, across="center", form="yyyy-mm-dd", wrap=False)
LEDGER_HEAD = Look(bold=True, ink="FFFFFF", fill="5B6B7F", across="center", down="center")
SHARE = Look(across="center", form="0%", wrap=False)
COUNT = Look(across="center", wrap=False)
LIGHT = Look(across="center", wrap=False)
FILL_IN_HEAD = Look(bold=True, ink="FFFFFF", fill=AMBER, across="center", down="center")

OVERVIEW, COMMITMENTS, TARGETS = "Overview", "Commitments", "Targets"
UNVERIFIED, RULES, WALL = "Not verified", "Rules", "Wall chart"
FOLLOW_UP, WALL_PAGES, POSTER = "Follow-up", "Wall chart in pages", "Wall poster"
"""The sheets, in English; ``say`` gives 总览, 承诺清单, 督办清单, 目标明细, 未核实, 规则, 挂图, 挂图分页, 大挂图."""

REVIEW_COLUMNS = ("Review verdict", "Review reason", "Reviewer", "Review date", "Valid until")
"""The columns that come back: 复核结论, 复核说明, 复核人, 复核日期, 有效期至."""

LEDGER_COLUMNS = ("Problem", "Next steps", "Updated", "Closed")
"""What the office keeps up, and comes back too: 存在问题, 下步措施, 更新日期, 销号."""


def due_of(each: CommitmentResult, result: FileResult) -> date:
    """When a commitment is due: the end of the period where it does not say."""
    return rows.due_of(result, each)


def day_followed(each: CommitmentResult, result: FileResult) -> date:
    """The day that the light of a commitment is about: the first of its targets that have the same light."""
    if is_overruled(each):
        return due_of(each, result)
    held = [rows.due_of(result, each, target) for target in each.targets if target.light is each.light]
    return min(held, default=due_of(each, result))


def days_of(each: CommitmentResult, result: FileResult) -> list[date]:
    """The days on which its targets are due, the first first."""
    return sorted({rows.due_of(result, each, target) for target in each.targets} or {due_of(each, result)})


def own_day(target: TargetResult, each: CommitmentResult, result: FileResult) -> date | None:
    """The due day of a target where it is another one than its commitment's."""
    day = rows.due_of(result, each, target)
    return None if day == due_of(each, result) else day


def asked_text(target: TargetResult, each: CommitmentResult, result: FileResult, lang: str) -> str:
    """The target as it is written, with its own day where it has one."""
    day = own_day(target, each, result)
    if day is None:
        return target_text(target)
    return say(lang, "{target} (due {day})", target=target_text(target), day=day.isoformat())


def measured(each: CommitmentResult) -> list[TargetResult]:
    """The targets of a commitment that can be measured."""
    return [target for target in each.targets if target.target is not None]


def results_of(each: CommitmentResult) -> tuple[TargetResult, ...]:
    """The results by target; of a commitment that names nothing measurable one, which says so."""
    return each.targets or (TargetResult(None, each.checker, each.reason or Reason.NOT_MEASURABLE),)


def score_of(each: CommitmentResult) -> Decimal | str | None:
    """Targets met, of those verified; "—" where none could be verified, ``None`` without targets.

    Where a reviewer decided otherwise than the checker, the checker's count is no share of what stands: "—" too.
    """
    if not each.of:
        return None
    if is_overruled(each):
        return "—"
    return Decimal(each.met) / each.verified if each.verified else "—"


def verified_text(each: CommitmentResult) -> str | None:
    """``1/3``: of how many targets a share is, verified of all; "—" and ``None`` as for the share."""
    if each.of and is_overruled(each):
        return "—"
    return f"{each.verified}/{each.of}" if each.of else None


def is_overruled(each: CommitmentResult) -> bool:
    """Whether a reviewer decided otherwise than the checker."""
    return each.review is not None and each.review.verdict is not each.checker


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
    """The address of the first quote's source, where it has one."""
    addresses = {used.path: outside(used.url) for used in result.reports}
    quotes = (evidence for target in each.targets for evidence in target.evidence)
    return next((address for one in quotes if (address := source_address(one, addresses)) is not None), None)


def open_link(address: str | None, lang: str) -> Cell | None:
    """What a click on opens the address. In a cell of its own: LibreOffice doesn't wrap the text of a link."""
    return None if address is None else Cell(say(lang, "open"), SMALL_LINK, address)


# ── 承诺清单 ────────────────────────────────────────────────────────────────────────────────────


def commitment_columns(result: FileResult, lang: str) -> list[Column]:
    """One row a commitment: what is handed out first, evidence and what people fill in behind it.

    A column that this targets file leaves empty throughout is hidden, not left out.
    """
    held = [each.commitment for each in result.results]
    lights = any(each.light is not None for each in result.results)
    owners, leads, helpers = (any(getattr(each, name) for each in held) for name in ("owner", "lead", "helpers"))
    crowded = leads or helpers  # all on one page's width: each a little narrower
    columns = [
        Column("No.", 6.5, LINKED),
        Column("Commitment", (15 if lang == "zh" else 17) if crowded else 16, Look(bold=True)),
        Column("Area", 9 if crowded else 10, TEXT, hidden=not any(each.area for each in held)),
        Column("Office", 10, TEXT, hidden=not owners),
        Column("Lead", 10, TEXT, hidden=not leads),
        Column("With", 10, TEXT, hidden=not helpers),
        Column("Due", 10.3, DATE),
        Column("Light", wide_light(lang), LIGHT, hidden=not lights),
        Column("Targets set", 21 if crowded else 25),
        Column("Outcome", 21 if crowded else 25),
        Column("Verified", 6.5 if lang == "zh" else 8, COUNT),
        Column("Met, of those verified", 7.5 if lang == "zh" else 8, SHARE),
        Column("Verdict", 10 if lang == "zh" else 12.5, VERDICT),
        Column("Grounds", 12),
        Column("Late", 13, hidden=not any(each.late for each in result.results)),
        Column("Verdict by", 10, CENTER),
        Column("Evidence", 33, SMALL),
        Column("Source", 17, SMALL),
        Column("Link", 6, SMALL_LINK),
        Column(REVIEW_COLUMNS[0], 11, FILL_IN_CENTER, head=FILL_IN_HEAD),
        Column(REVIEW_COLUMNS[1], 20, FILL_IN, head=FILL_IN_HEAD),
        Column(REVIEW_COLUMNS[2], 9, FILL_IN_CENTER, head=FILL_IN_HEAD),
        Column(REVIEW_COLUMNS[3], 10.5, FILL_IN_DATE, head=FILL_IN_HEAD),
        Column(REVIEW_COLUMNS[4], 10.5, FILL_IN_DATE, head=FILL_IN_HEAD),
        Column(LEDGER_COLUMNS[0], 20, FILL_IN, head=LEDGER_HEAD),
        Column(LEDGER_COLUMNS[1], 20, FILL_IN, head=LEDGER_HEAD),
        Column(LEDGER_COLUMNS[2], 10.5, FILL_IN_DATE, head=LEDGER_HEAD),
        Column(LEDGER_COLUMNS[3], 10.5, FILL_IN_DATE, head=LEDGER_HEAD),
    ]
    return [translated(column, lang) for column in columns]


HANDED_OUT = 14
"""Columns of the list of commitments that are printed: up to the grounds."""


def translated(column: Column, lang: str) -> Column:
    """The column with its header in words."""
    return Column(say(lang, column.header), column.width, column.look, column.hidden, column.head)


def commitment_rows(result: FileResult, lang: str) -> Iterator[list[Plain | Cell]]:
    """The rows of 承诺清单, in the order of the targets file."""
    target_row = 2
    for each in result.results:
        held = each.commitment
        quotes, places = quotes_of(each), places_of(each, lang)
        more = len(quotes) - QUOTES_SHOWN
        shown = quotes[:QUOTES_SHOWN] + ([say(lang, "… and {count} more", count=more)] if more > 0 else [])
        yield [
            Cell(held.id, LINKED, inside(say(lang, TARGETS), f"A{target_row}")),
            held.title,
            held.area,
            held.owner,
            held.lead,
            "、".join(held.helpers) or None,
            due_of(each, result),
            light_cell(each.light, lang),
            numbered([asked_text(target, each, result, lang) for target in measured(each)]) or None,
            numbered([outcome_text(target, lang) for target in results_of(each)]),
            verified_text(each),
            score_of(each),
            verdict_word(each.verdict, lang),
            why_text(each, lang),
            late_text(each.late, lang) or None,
            origin_word(each, lang),
            "\n".join(shown) or None,
            "\n".join(places) or None,
            open_link(address_of(each, result), lang),
            *review_cells(each, lang),
            *ledger_cells(each),
        ]
        target_row += len(results_of(each))


def review_cells(each: CommitmentResult, lang: str) -> list[Plain | Cell]:
    """What a reviewer decided, in the columns that come back."""
    review = each.review
    if review is None:
        return [None] * len(REVIEW_COLUMNS)
    return [verdict_word(review.verdict, lang), review.why, review.by, review.on, review.until]


def ledger_cells(each: CommitmentResult) -> list[Plain | Cell]:
    """What the office keeps up (台账), in the columns that come back."""
    entry = each.ledger
    if entry is None:
        return [None] * len(LEDGER_COLUMNS)
    return [entry.problem, entry.next, entry.updated, entry.closed]


def wide_light(lang: str) -> float:
    """The width of a column of lights."""
    return 8.5 if lang == "zh" else 10.5


def light_cell(light: Light | None, lang: str) -> Cell | None:
    """A light in its colour, with its sign."""
    if light is None:
        return None
    return Cell(light_word(light, lang), LIGHT_LOOKS[light])


def report_name(evidence: Evidence) -> str:
    """What a quote is from: an observation's own source, else the report's title, else its file's name."""
    if evidence.source is not None:
        return evidence.source.title
    return evidence.title or PurePath(evidence.report).name


def source_address(evidence: Evidence, addresses: Mapping[str, str | None]) -> str | None:
    """Where a quote can be looked up on the web."""
    own = outside(evidence.source.url) if evidence.source is not None else None
    return own or addresses.get(evidence.report)


# ── 总览 ────────────────────────────────────────────────────────────────────────────────────────


def heading_of(result: FileResult, lang: str, own: str | None = None) -> str:
    """``呼兰区 2022年`` with what it is; ``own`` or the office's title stands for that."""
    locality, period = result.targets.locality.name, period_words(result, lang)
    title = own or result.masthead.title
    if title is None:
        return say(lang, "{locality} {period}: scorecard of commitments", locality=locality, period=period)
    return f"{locality}{period}{title}" if lang == "zh" else f"{locality} {period}: {title}"


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
    days = [result.as_of for result in results if result.as_of is not None]
    days += [each.review.on for result in results for each in result.results if each.review is not None]
    days += [day for result in results if (day := published(result.targets.source.date)) is not None]
    return max(days, default=date(1980, 1, 1))


def published(written: str | None) -> date | None:
    """The first day of a source's date: of 2021-12 the 1st of December."""
    if written is None:
        return None
    year, month, day = (int(part) for part in (*written.split("-"), "1", "1")[:3])
    return date(year, month, day)


def name_of(result: FileResult) -> str:
    """The name of the targets file without its ending: that of its scorecard, page and reviews."""
    return PurePath(result.targets.path).stem
