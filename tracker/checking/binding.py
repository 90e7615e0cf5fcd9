"""Which reports go with a targets file: an index of cards, made once, asked by place and time."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePath

from tracker.checking.reports import Card
from tracker.model import Locality, Message, TargetsFile
from tracker.read.files import is_dangling
from tracker.read.project import tidy
from tracker.words.places import levels, nations

REPORTS, TARGETS = "reports", "targets"


class Cause(StrEnum):
    """Why a report is put aside."""

    PLACE = "place"
    PERIOD = "period"
    DOUBT = "doubt"  # its head speaks for several years
    LATER = "later"  # of the same place on a later period: read for what was reached late


@dataclass(frozen=True, slots=True)
class Aside:
    """A report that decides nothing for a targets file, and why."""

    path: str
    cause: Cause
    why: Message
    targets: str

    @property
    def told(self) -> Message:
        """The same as a sentence about the report."""
        said = {"targets": self.targets, "why": self.why}
        if self.cause is Cause.LATER:
            return Message("is read for {targets} only for what was reached late: {why}", said)
        if self.cause is Cause.DOUBT:
            return Message("decides nothing for {targets}: {why}; say which with --period", said)
        return Message("decides nothing for {targets}: {why}", said)


@dataclass(frozen=True, slots=True)
class Bound:
    """The reports of one targets file, each list in the order of the paths."""

    reports: tuple[str, ...]  # that may decide
    later: tuple[str, ...] = ()  # of the same place on a later period
    aside: tuple[Aside, ...] = ()


class Index:
    """Cards by the places they may be of, so that a targets file doesn't go through all of a folder."""

    def __init__(self, cards: Iterable[Card]) -> None:
        ordered = sorted(cards, key=lambda each: each.path)
        self.usable = [card for card in ordered if card.usable]
        self.broken = [card for card in ordered if not card.usable]
        self._silent: list[Card] = []
        self._by_name: dict[str, list[Card]] = defaultdict(list)
        self._by_end: dict[str, list[Card]] = defaultdict(list)
        for card in self.usable:
            if card.locality is None:
                self._silent.append(card)
                continue
            self._by_name[card.locality].append(card)
            for start in range(len(card.locality)):
                self._by_end[card.locality[start:]].append(card)
        self._broken_of: dict[str, list[Card]] = defaultdict(list)
        for card in self.broken:
            self._broken_of[place_in_name(card.path)].append(card)

    def of_place(self, locality: Locality) -> list[Card]:
        """The cards that don't say they are of another place."""
        name = locality.name
        found = [*self._silent, *self._by_end.get(name, ())]
        short = (name[:end] for end in range(2, len(name)))
        for said in (*nations(), *short, *(name[start:] for start in range(1, len(name)))):
            found += self._by_name.get(said, ())
        once = {card.path: card for card in found}
        return sorted(
            (card for card in once.values() if card.locality is None or same_place(card.locality, locality)),
            key=lambda each: each.path,
        )

    def broken_of(self, targets: str) -> list[Card]:
        """Reports that are no use and are called after the same place as a targets file."""
        return self._broken_of.get(place_in_name(targets), [])


def bind(file: TargetsFile, cards: Iterable[Card]) -> Bound:
    """The cards that go with a targets file; what doesn't say its place or time is taken as it comes."""
    reports: list[str] = []
    later: list[str] = []
    aside: list[Aside] = []
    for card in cards:
        other = positively_other(file, card)
        if other is None:
            reports.append(card.path)
            continue
        aside.append(other)
        if other.cause is Cause.LATER:
            later.append(card.path)
    return Bound(tuple(reports), tuple(later), tuple(aside))


def positively_other(file: TargetsFile, card: Card) -> Aside | None:
    """Why a report is of another place or time, or None."""
    if card.locality is not None and not same_place(card.locality, file.locality):
        why = Message("it is of {found}, not of {asked}", {"found": card.locality, "asked": file.locality.name})
        return Aside(card.path, Cause.PLACE, why, file.path)
    if card.doubtful:
        years = ", ".join(map(str, card.doubtful))
        why = Message("its title, headings and dates speak for {years}", {"years": years})
        return Aside(card.path, Cause.DOUBT, why, file.path)
    if card.period is None or card.period.overlaps(file.period):
        return None
    found = {"found": str(card.period), "asked": str(file.period)}
    why = Message("it looks back on {found}, not on {asked}", found)
    return Aside(card.path, Cause.LATER if _is_later(file, card) else Cause.PERIOD, why, file.path)


def _is_later(file: TargetsFile, card: Card) -> bool:
    """Whether a report is of the same place on a time after the file's."""
    if card.locality is None or card.period is None or not same_place(card.locality, file.locality):
        return False
    first = card.period.first_year, card.period.first_month
    return first > (file.period.last_year, file.period.last_month)


def same_place(said: str, locality: Locality) -> bool:
    """Whether a report's locality is that of the targets: 哈尔滨市呼兰区 is 呼兰区, 哈尔滨市 is not."""
    name = locality.name
    if said == name or {said, name} <= nations():
        return True
    if len(said) > 1 and name.startswith(said) and name[len(said) :] in levels():
        return True  # 万州20件民生实事, of 万州区
    whole = f"{locality.within or ''}{name}"
    return said == whole or said.endswith(name) or (len(said) > 1 and name.endswith(said) and locality.within is None)


def reports_folder(targets: str) -> str:
    """The project's reports folder, beside the folder of the targets file, whether or not there is one."""
    folder = os.path.dirname(targets)
    return tidy((Path(folder).parent if folder else Path("..")) / REPORTS)


def reports_in(folder: str) -> list[str]:
    """The files of a reports folder that may be reports."""
    return [
        tidy(each)
        for each in sorted(Path(folder).iterdir())
        if (each.is_file() or is_dangling(each)) and not each.name.startswith((".", "~")) and each.suffix.lower() != ""
    ]


def targets_beside(folder: str) -> list[str]:
    """The files of the targets folder that stands beside a reports folder."""
    beside = Path(folder).parent / TARGETS
    return sorted(os.listdir(beside)) if beside.is_dir() else []


def place_in_name(path: str) -> str:
    """What a file is called after: hulan of hulan-2022.yaml and hulan-2023.pdf."""
    return PurePath(path).stem.split("-")[0].casefold()
