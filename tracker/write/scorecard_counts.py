"""Counting verdicts: how many were met, not met and unverified, of what, in groups."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from tracker.model import CommitmentResult, FileResult, Reason, Verdict


@dataclass(frozen=True, slots=True)
class Tally:
    """Verdicts counted. What is unverifiable counts neither way: shares of success are of those that were verified.

    What was withdrawn is counted by itself, and is in no share.
    """

    met: int = 0
    unmet: int = 0
    unverifiable: int = 0
    withdrawn: int = 0

    @property
    def total(self) -> int:
        """All verdicts, those on withdrawn tasks apart."""
        return self.met + self.unmet + self.unverifiable

    @property
    def verified(self) -> int:
        """Those that could be verified: met and not met."""
        return self.met + self.unmet

    @property
    def kept(self) -> Decimal | None:
        """Met, of those verified (0 to 1); ``None`` where none could be verified."""
        return Decimal(self.met) / self.verified if self.verified else None

    @property
    def coverage(self) -> Decimal | None:
        """Verified, of all (0 to 1); ``None`` where there are none."""
        return Decimal(self.verified) / self.total if self.total else None

    def share(self, verdict: Verdict) -> Decimal | None:
        """The share of one verdict in all; ``None`` where there are none."""
        return Decimal(self.of(verdict)) / self.total if self.total else None

    def of(self, verdict: Verdict) -> int:
        """How many have this verdict."""
        return {Verdict.MET: self.met, Verdict.UNMET: self.unmet, Verdict.UNVERIFIABLE: self.unverifiable}[verdict]

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.met + other.met,
            self.unmet + other.unmet,
            self.unverifiable + other.unverifiable,
            self.withdrawn + other.withdrawn,
        )


def tally(verdicts: Iterable[Verdict | None]) -> Tally:
    """Count verdicts; ``None`` stands for a task that was withdrawn."""
    seen = list(verdicts)
    return Tally(*(seen.count(each) for each in (Verdict.MET, Verdict.UNMET, Verdict.UNVERIFIABLE, None)))


def is_withdrawn(result: CommitmentResult) -> bool:
    """Whether the reports say that the task was dropped, all of what is not decided of it, and no reviewer decided."""
    if result.review is not None or result.verdict is not Verdict.UNVERIFIABLE or not result.targets:
        return False
    return all(each.reason is Reason.WITHDRAWN for each in result.targets if each.verdict is Verdict.UNVERIFIABLE)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table of counts."""

    name: str
    commitments: Tally
    targets: Tally


def count_commitments(results: Iterable[CommitmentResult]) -> Tally:
    """By the verdict that stands: the reviewer's where there is one."""
    return tally(None if is_withdrawn(each) else each.verdict for each in results)


def count_targets(results: Iterable[CommitmentResult]) -> Tally:
    """By the checker's verdict on each target that can be measured."""
    held = [target for each in results for target in each.targets if target.target is not None]
    return tally(None if target.reason is Reason.WITHDRAWN else target.verdict for target in held)


def count(name: str, results: Iterable[CommitmentResult]) -> Line:
    """A line of counts for some commitments and their targets."""
    held = list(results)
    return Line(name, count_commitments(held), count_targets(held))


def by_area(result: FileResult, without: str) -> list[Line]:
    """A line an area, in the order of the source; ``without`` names the group of those that have none."""
    groups: dict[str, list[CommitmentResult]] = {}
    for each in result.results:
        groups.setdefault(each.commitment.area or without, []).append(each)
    return [count(area, members) for area, members in groups.items()]
