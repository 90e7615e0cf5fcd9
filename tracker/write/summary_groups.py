"""What a summary ranks and counts: localities, areas, offices and those who answer, over all targets files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from tracker.model import Commitment, CommitmentResult, FileResult, Light, Locality
from tracker.words.messages import say
from tracker.write.scorecard_counts import Line, Tally, count
from tracker.write.scorecard_rows import day_of
from tracker.write.summary_years import YearRow, year_row

RANK_FLOOR = 5
"""Verified commitments below which a share says too little for a rank: 1 of 1 would lead with 100 %."""


@dataclass(slots=True)
class Group:
    """What one table ranks: a locality in a period, an area, or an office."""

    name: str
    line: Line
    places: set[str] = field(default_factory=set)
    result: FileResult | None = None
    lights: Counter[Light] = field(default_factory=Counter)

    @property
    def has_rank(self) -> bool:
        """Whether enough could be verified for its share to say anything."""
        return self.line.commitments.verified >= RANK_FLOOR

    def take_in(self, line: Line, place: str, lights: Counter[Light]) -> None:
        """Count more under the same name."""
        self.lights += lights
        held = self.line
        self.line = Line(self.name, held.commitments + line.commitments, held.targets + line.targets)
        self.places.add(place)


def ranked(groups: Sequence[Group]) -> list[tuple[int | None, Group]]:
    """By the share met of those verified, then by how many were verified; equals share a rank.

    A group of which fewer than ``RANK_FLOOR`` could be verified has no rank and stands behind those that have one.
    """
    none = Decimal(-1)

    def key(group: Group) -> tuple[bool, Decimal, int]:
        tally = group.line.commitments
        return group.has_rank, (tally.kept if tally.kept is not None else none), tally.verified

    ordered = sorted(groups, key=lambda group: (*(-each for each in key(group)), group.name))
    ranks: list[tuple[int | None, Group]] = []
    for place, group in enumerate(ordered, 1):
        same = bool(ranks) and key(ranks[-1][1]) == key(group)
        rank = ranks[-1][0] if same else place
        ranks.append((rank if group.has_rank else None, group))
    return ranks


def group_of(result: FileResult) -> Group:
    """The group of a targets file: a locality in one period."""
    locality = result.targets.locality
    targets = replace(result.targets, commitments=())
    head = replace(result, targets=targets, results=(), reports=())  # the name and the period: there may be thousands
    group = Group(locality.name, count(locality.name, result.results), {locality.name}, head)
    group.lights.update(each.light for each in result.results if each.light is not None)
    return group


def by_locality(results: Iterable[FileResult]) -> list[Group]:
    """A group a targets file."""
    return list(map(group_of, results))


Key = Callable[[Commitment], str | tuple[str, ...] | None]
"""What a commitment is counted under: a name, none, or several names."""


def by_key(results: Iterable[FileResult], key: Key) -> list[Group]:
    """Groups over all localities by an area or an office; what has none is left out."""
    groups: dict[str, Group] = {}
    for result in results:
        add_by_key(groups, result, key)
    return list(groups.values())


def add_by_key(groups: dict[str, Group], result: FileResult, key: Key) -> None:
    """Count the commitments of one more targets file."""
    held: dict[str, list[CommitmentResult]] = {}
    for each in result.results:
        names = key(each.commitment)
        for name in dict.fromkeys((names,) if isinstance(names, str) else names or ()):
            if name:
                held.setdefault(name, []).append(each)
    for name, members in held.items():
        group = groups.setdefault(name, Group(name, Line(name, Tally(), Tally())))
        lights = Counter(each.light for each in members if each.light is not None)
        group.take_in(count(name, members), result.targets.locality.name, lights)


@dataclass(frozen=True, slots=True)
class Overall:
    """What a summary tells of all results, as small as names and counts."""

    total: Line
    localities: Sequence[Group]
    areas: Sequence[Group]
    offices: Sequence[Group]
    leads: Sequence[Group]
    helpers: Sequence[Group]
    years: Sequence[YearRow]
    places: Mapping[Locality, Sequence[int]]  # the numbers of the results of each locality
    reports: frozenset[str]
    day: date  # the latest that the inputs bear


def over_all(results: Iterable[FileResult], lang: str) -> Overall:
    """Gather it in one go: each result comes from a disk, and is looked at once for all of this."""
    localities: list[Group] = []
    areas: dict[str, Group] = {}
    offices: dict[str, Group] = {}
    leads: dict[str, Group] = {}
    helpers: dict[str, Group] = {}
    years: list[YearRow] = []
    places: dict[Locality, list[int]] = {}
    reports: set[str] = set()
    days: list[date] = []
    for number, result in enumerate(results):
        localities.append(group_of(result))
        add_by_key(areas, result, lambda each: each.area)
        add_by_key(offices, result, lambda each: each.owner)
        add_by_key(leads, result, lambda each: each.lead)
        add_by_key(helpers, result, lambda each: each.helpers)
        years.append(year_row(result, lang))
        places.setdefault(result.targets.locality, []).append(number)
        reports.update(used.sha256 or used.path for used in result.reports)
        days.append(day_of([result], None))
    lines = [each.line for each in localities]
    commitments = sum((each.commitments for each in lines), Tally())
    targets = sum((each.targets for each in lines), Tally())
    return Overall(
        Line(say(lang, "In all"), commitments, targets),
        localities,
        list(areas.values()),
        list(offices.values()),
        list(leads.values()),
        list(helpers.values()),
        years,
        places,
        frozenset(reports),
        max(days, default=day_of((), None)),
    )
