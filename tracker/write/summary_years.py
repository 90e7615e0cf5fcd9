"""历年: the years of a locality beside each other: kept, kept late, not kept, unknown; and commitments carried on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tracker.model import Commitment, CommitmentResult, FileResult, Locality, Period, Verdict
from tracker.words.messages import say
from tracker.write.scorecard_book import Cell, Column
from tracker.write.scorecard_book import Value as Plain
from tracker.write.scorecard_counts import is_withdrawn
from tracker.write.scorecard_looks import (
    CENTER,
    WHOLE,
    Look,
)
from tracker.write.scorecard_rows import name_of, period_words, translated
from tracker.write.scorecard_words import SIGNS, late_text, verdict_word

YEARS, CHAINS = "By year", "Carried on"


@dataclass(frozen=True, slots=True)
class Year:
    """What became of the commitments of one file. Late ones are not among the unmet, nor among the unknown."""

    kept: int
    late: int
    not_kept: int
    unknown: int
    withdrawn: int


def year_of(result: FileResult) -> Year:
    """The counts of one file."""
    found = dict.fromkeys(("kept", "late", "not_kept", "unknown", "withdrawn"), 0)
    for each in result.results:
        if is_withdrawn(each):
            found["withdrawn"] += 1
        elif each.late is not None and (each.review is None or each.verdict is not Verdict.MET):
            found["late"] += 1
        elif each.verdict is Verdict.UNVERIFIABLE:
            found["unknown"] += 1
        else:
            found["kept" if each.verdict is Verdict.MET else "not_kept"] += 1
    return Year(**found)


def year_columns(lang: str) -> list[Column]:
    """One row a file, the years of a locality one below the other."""
    columns = [
        Column("Locality", 16, Look(bold=True)),
        Column("Period", 14, CENTER),
        Column("Total", 9, WHOLE),
        Column("Kept", 9, WHOLE),
        Column("Kept late", 9, WHOLE),
        Column("Not kept", 9, WHOLE),
        Column("Unknown", 9, WHOLE),
        Column("Withdrawn", 9, WHOLE),
    ]
    return [translated(column, lang) for column in columns]


class YearRow(NamedTuple):
    """The row of one file, and what it is sorted by: the locality, then the period."""

    order: tuple[str, Period]
    row: list[Plain | Cell]


def year_row(result: FileResult, lang: str) -> YearRow:
    """The row of one file."""
    locality, period = result.targets.locality.name, result.targets.period
    year = year_of(result)
    counts = year.kept, year.late, year.not_kept, year.unknown, year.withdrawn
    return YearRow((locality, period), [locality, period_words(result, lang), len(result.results), *counts])


def year_rows(years: Iterable[YearRow]) -> Iterator[list[Plain | Cell]]:
    """The rows by locality, then by period."""
    return (each.row for each in sorted(years, key=lambda each: each.order))


@dataclass(frozen=True, slots=True)
class Link:
    """A commitment and the earlier one that it carries on; offered where only the names of the targets say so."""

    later: CommitmentResult
    later_file: FileResult
    earlier: CommitmentResult
    earlier_file: FileResult
    offered: bool


def links_of(results: Sequence[FileResult], places: Mapping[Locality, Sequence[int]]) -> list[Link]:
    """What editors linked (``continues``), and pairs of one locality whose targets have the same names.

    ``places`` are the numbers of the results of each locality. Never by the id alone: each year numbers anew.
    """
    several = [numbers for numbers in places.values() if len(numbers) > 1]
    return [link for numbers in several for link in _links_of_one([results[number] for number in numbers])]


def _links_of_one(results: Sequence[FileResult]) -> list[Link]:
    """The links of one locality, whose files alone are held at once."""
    by_key = {(name_of(file), str(each.commitment.id)): (file, each) for file in results for each in file.results}
    links: list[Link] = []
    for file in sorted(results, key=lambda each: each.targets.period):
        for each in file.results:
            said = each.commitment.continues
            name, _, number = (said or "").rpartition("/")
            if (found := by_key.get((name, number))) is not None:
                links.append(Link(each, file, found[1], found[0], offered=False))
            elif said is None:
                links += [Link(each, file, other, earlier, True) for earlier, other in _alike(each, file, results)]
    return links


def _alike(
    each: CommitmentResult, file: FileResult, results: Sequence[FileResult]
) -> Iterator[tuple[FileResult, CommitmentResult]]:
    names = _names(each.commitment)
    for earlier in results:
        same_place = earlier.targets.locality == file.targets.locality
        if not names or not same_place or earlier.targets.period.last_day >= file.targets.period.last_day:
            continue
        yield from ((earlier, other) for other in earlier.results if _names(other.commitment) == names)


def _names(commitment: Commitment) -> frozenset[str]:
    """The names of what its targets count or build."""
    return frozenset(
        str(getattr(one, "indicator", None) or getattr(one, "milestone", "")) for one in commitment.targets
    )


def chain_columns(lang: str) -> list[Column]:
    """One row a link: both commitments with what came of them."""
    columns = [
        Column("Locality", 14, Look(bold=True)),
        Column("Earlier period", 13, CENTER),
        Column("Earlier no.", 8, CENTER),
        Column("Earlier commitment", 24),
        Column("What came of it", 22),
        Column("Later period", 13, CENTER),
        Column("Later no.", 8, CENTER),
        Column("Later commitment", 24),
        Column("What came of that", 22),
        Column("Linked", 30),
    ]
    return [translated(column, lang) for column in columns]


def chain_rows(links: Sequence[Link], lang: str) -> Iterator[list[Plain | Cell]]:
    """The rows; one that is only offered says how to confirm it."""
    for link in links:
        said = say(lang, "by the editor")
        if link.offered:
            line = f"continues: {name_of(link.earlier_file)}/{link.earlier.commitment.id}"
            said = say(lang, "offered: its targets have the same names; if it is the same, write “{line}”", line=line)
        yield [
            link.later_file.targets.locality.name,
            period_words(link.earlier_file, lang),
            str(link.earlier.commitment.id),
            link.earlier.commitment.title,
            what_came(link.earlier, lang),
            period_words(link.later_file, lang),
            str(link.later.commitment.id),
            link.later.commitment.title,
            what_came(link.later, lang),
            said,
        ]


def what_came(each: CommitmentResult, lang: str) -> str:
    """``× 未完成；2023年完成``."""
    told = [f"{SIGNS[each.verdict]} {verdict_word(each.verdict, lang)}", late_text(each.late, lang)]
    return ("；" if lang == "zh" else "; ").join(part for part in told if part)
