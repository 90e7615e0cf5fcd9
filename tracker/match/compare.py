"""Whether two names mean the same: 新建高标准农田 and 高标准农田建设 do; of 企业 and 小微企业 it is left open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tracker.match.slots import CUT, Slots, carries, content_of, hard, is_new, slot_of, verbs_agree
from tracker.model import Apart, Slot
from tracker.words.lexicon import remember
from tracker.words.patterns import listed

_DRIVE = 4
"""Letters that the name of a drive has, at least, beside its verb."""


class Fit(StrEnum):
    """Whether what a text names is what a target asks for."""

    SAME = "same"
    ENOUGH = "enough"  # a part of it: enough of the part is enough
    OPEN = "open"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a target's name compares with what a text says."""

    covered: float  # share of the name's content found, 0 to 1
    apart: tuple[Apart, ...]  # what is not told on both sides, by slot
    only_new: bool = False  # nothing differs but that the text tells of new ones (新设爱心驿站4个)

    @property
    def fit(self) -> Fit:
        """What that says of the two."""
        if self.only_new:
            return Fit.ENOUGH
        if not self.apart:
            return Fit.SAME
        return Fit.DIFFERENT if any(each.excludes for each in self.apart) else Fit.OPEN

    @property
    def missing(self) -> bool:
        """Whether the text lacks something of the name, or tells of another thing done."""
        return any(each.asked or each.slot is Slot.VERBS for each in self.apart)

    @property
    def besides(self) -> int:
        """How much the text's name has that the name does not."""
        return sum(bool(each.said) for each in self.apart if each.slot is not Slot.VERBS)


def compare(name: Slots, said: Slots, around: str = "", implied: tuple[str, ...] = (), scope: str = "") -> Comparison:
    """Compare a target's name with the name a figure has in a report.

    ``around`` is what stands before it in the sentence (canonical): a word missing there is taken from it, as
    调查失业率 after 城镇新增就业. ``implied`` are verbs that the measure tells (a fall: 减少); words of the ``scope``
    asked for are no difference.
    """
    gaps, used = cover(name.content, said.text)
    built = name.work or said.work  # of what is built 工程 says nothing
    gaps = [gap for gap in _not_around(gaps, around) if not (built and carries(gap))]
    covered = _covered(name, gaps)
    gaps += [word for _, word in name.told if word not in said.text and word not in around]
    left = [run for run in _left(said, used) if not _is_a_drive(run, said, name)]
    left += [word for _, word in said.told if word not in name.text]
    left = [run for run in left if run not in scope and not (built and carries(run))]
    agree = verbs_agree(name.verbs, said.verbs, implied)
    new = not gaps and not left and not agree and not name.verbs and all(map(is_new, said.verbs))
    return Comparison(covered, tuple(_apart(name, said, gaps, left, agree)), new)


def covered_of(name: Slots, said: Slots, around: str = "") -> float:
    """The share of a name's content that a text has: ``compare(…).covered``, without the rest of it."""
    return _covered(name, _not_around(cover(name.content, said.text)[0], around))


def share_of(name: Slots, text: str) -> float:
    """The share of a name's content that stands in a canonical text, letter by letter."""
    return 1 - sum(map(len, cover(name.content, text)[0])) / max(1, name.size)


def most_covered(name: Slots, letters: frozenset[str]) -> float:
    """The share of a name's content, at most, that a text of these letters can have: for what is surely too far off."""
    return 1 - len(name.telling - letters) / max(1, name.size)


def has_head(name: Slots, said: Slots) -> bool:
    """Whether a text's name has what the name ends in, so that only what tells it apart can be missing."""
    return name.head in said.text


def _apart(name: Slots, said: Slots, gaps: Iterable[str], left: Iterable[str], agree: bool) -> list[Apart]:
    """What is missing and what is besides, slot by slot."""
    sides: dict[Slot, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for side, (pieces, whole) in enumerate(((gaps, name), (left, said))):
        for piece in dict.fromkeys(pieces):
            sides[Slot.HEAD if whole.text.endswith(piece) else slot_of(piece)][side].append(piece)
    found = [Apart(slot, tuple(asked), tuple(told)) for slot, (asked, told) in sides.items()]
    return found if agree else [*found, Apart(Slot.VERBS, name.verbs, said.verbs)]


def _not_around(gaps: list[str], around: str) -> list[str]:
    """The gaps that the clause before does not fill; a number is no word of another figure's name: 10|亿元以上项目."""
    return [gap for gap in hard(gaps) if len(gap) < 2 or not around or gap not in around or gap.isdecimal()]


def _covered(name: Slots, gaps: list[str]) -> float:
    return 1 - sum(len(gap) for gap in gaps if gap not in listed("names", "restrictions")) / max(1, name.size)


def _is_a_drive(run: str, said: Slots, name: Slots) -> bool:
    """Whether a run names only the drive under which a thing was done: 安心托幼行动|新增托位."""
    verb = next(iter(said.verbs), "")
    return (
        len(run) > _DRIVE
        and verb != ""
        and said.text.startswith(run + verb)
        and name.text.startswith(verb)
        and not set(run) & set(listed("names", "part letters"))
        and run.endswith(listed("names", "drives"))
    )


def _left(said: Slots, used: list[tuple[int, int]]) -> tuple[str, ...]:
    """The content of a text's name that nothing covered."""
    letters = list(said.text)
    for start, end in used:
        letters[start:end] = CUT * (end - start)
    return content_of("".join(letters))


# ── letters ───────────────────────────────────────────────────────────────────────────────────────


def cover(runs: Iterable[str], text: str) -> tuple[list[str], list[tuple[int, int]]]:
    """What of the runs is not in the text, and which parts of the text they cover; pieces of two characters count."""
    pieces = align(runs, text)
    return [words for words, at in pieces if at < 0], [(at, at + len(words)) for words, at in pieces if at >= 0]


def align(runs: Iterable[str], text: str) -> tuple[tuple[str, int], ...]:
    """The runs piece by piece in their order, each with where it stands in the text, or -1 where it does not."""
    return _aligned(tuple(runs), text)


@remember
def _aligned(runs: tuple[str, ...], text: str) -> tuple[tuple[str, int], ...]:
    pieces: list[tuple[str, int]] = []
    used: list[tuple[int, int]] = []
    for run in runs:
        start = at = 0  # of a gap, and of what is looked for
        while at < len(run):
            piece, spot = _longest(run, at, text, used)
            if spot < 0:
                at += 1
                continue
            if start < at:
                pieces.append((run[start:at], -1))
            pieces.append((piece, spot))
            used.append((spot, spot + len(piece)))
            start = at = at + len(piece)
        if start < len(run):
            pieces.append((run[start:], -1))
    return tuple(pieces)


def _longest(run: str, at: int, text: str, used: list[tuple[int, int]]) -> tuple[str, int]:
    """The longest piece of a run from a letter on that stands in the text where nothing was found yet, and where."""
    end = at + 1
    while end < len(run) and run[at : end + 1] in text:
        end += 1
    for last in range(end, at + min(2, len(run)) - 1, -1):
        spot = _free(text, run[at:last], used)
        if spot >= 0:
            return run[at:last], spot
    return "", -1


def _free(text: str, piece: str, used: list[tuple[int, int]]) -> int:
    at = text.find(piece)
    while at >= 0 and any(start < at + len(piece) and at < end for start, end in used):
        at = text.find(piece, at + 1)
    return at
