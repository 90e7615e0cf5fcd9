"""What ``validate`` checks after the schema: one rule a module, each a function of values that yields findings.

``CODES`` names every code a finding may carry, those of reading included; each has its page in docs/rules/.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Protocol

from tracker.model import Document, Finding, Fix, LedgerEntry, Message, Place, Review, Severity, TargetsFile

CODES = {
    # reading YAML
    "encoding": "a file that is not UTF-8",
    "syntax": "text that is not YAML",
    "invisible": "a character that nobody sees, or that turns the text round",
    "tab": "a tab where YAML wants spaces",
    "nesting": "lists and mappings nested deeper than the format goes",
    "anchor": "anchors, aliases, merges and tags",
    "duplicate-key": "a key given twice in one mapping",
    # the shape
    "version": "a version of the format that this tool does not read",
    "missing-key": "a key that the format asks for",
    "unknown-key": "a key that the format does not have, or not here",
    "type": "a value of the wrong kind",
    "unquoted": "a value that YAML turns into something else",
    "choice": "a word that is none of those allowed",
    "value": "a value outside what makes sense",
    "date": "a date that is none",
    "period": "a period that is none",
    "key-order": "keys in another order than the format's",
    # targets
    "target": "a line that is no target",
    "stage": "a stage that the format does not have",
    "range": "a range whose low end is not the lower",
    "unit": "a unit that the lexicon does not have",
    "unit-kind": "a unit in which this indicator is not counted",
    "measure": "a percentage, or points, of what?",
    "contradiction": "two targets that can't both be met",
    "repeat": "a target that stands twice",
    "comparison": "a comparison with something that nobody reports",
    "alias": "an alias that is another indicator's name",
    # commitments and files
    "id": "an id that is used twice, or is none",
    "id-order": "ids out of order",
    "id-gap": "an id that is left out",
    "expects": "more or fewer commitments than the source announces",
    "title": "a title that copies a sentence",
    "no-target": "a commitment that can't be measured",
    "due": "a day outside the period, or before the source",
    "continues": "a commitment of an earlier file that is not there",
    "file-name": "a file name that says another locality or period",
    "missing-file": "a file that is named here and not there",
    "elsewhere": "a file that is named here and lies outside the project",
    "outside": "commitments in a file outside targets/",
    # observations and reviews
    "conflict": "two observations that disagree",
    "review": "a decision on a commitment that is not there",
    "stale-review": "decisions on a targets file that has changed since",
    # silencing
    "ignore": "a silencing comment that says no reason, or silences nothing it could",
    "unused-ignore": "a silencing comment that silences nothing",
}
"""Every code, with what it finds in a few words."""


class Parts(Protocol):
    """Where the parts of a file stand: ``read`` knows, and rules see values, not nodes.

    A part goes by its key in the full form (``unit``, ``due``), of the thing that stands at a place; for None,
    of the file itself (``expects``, ``source.date``).
    """

    def place(self, thing: Place | None, part: str) -> Place:
        """The place of a part; that of the thing itself where it has no such part."""

    def text(self, thing: Place | None, part: str) -> str | None:
        """What is written there; None where nothing is."""

    def fix(self, thing: Place | None, part: str, new: str) -> Fix | None:
        """A mend that writes a part anew; None where its offsets can't be told."""


class Missing(NamedTuple):
    """A file that is named and not there."""

    part: str  # the key that names it
    path: str
    is_folder: bool = False  # a folder is there
    near: str | None = None  # the name of a file beside it that may be meant


class TargetsSubject(NamedTuple):
    """A targets file as the rules see it."""

    file: TargetsFile
    parts: Parts
    complete: bool = True  # every commitment of the file could be read
    reported: frozenset[str] = frozenset()  # indicators that the reports at hand speak of
    without_targets: frozenset[Place] = frozenset()  # commitments, by their places, that list no targets
    missing: tuple[Missing, ...] = ()  # files that are named and not there
    earlier: Mapping[str, frozenset[str]] = {}  # ids in the files that ``continues`` names, by name; what is there


class ReportSubject(NamedTuple):
    """Observations as the rules see them."""

    document: Document
    parts: Parts


class ReviewsSubject(NamedTuple):
    """Decisions as the rules see them."""

    path: str
    reviews: tuple[Review, ...]
    parts: Parts
    targets_name: str | None = None
    targets: TargetsFile | None = None  # None: it could not be had
    targets_missing: bool = False  # there is no such file
    sha256: str | None = None
    ledger: tuple[LedgerEntry, ...] = ()


def warn(place: Place, rule: str, text: str, /, *, fix: Fix | None = None, **values: object) -> Finding:
    """A finding that does not keep a file from being used."""
    return Finding(place, rule, Message(text, values), Severity.WARNING, fix)


def note(place: Place, rule: str, text: str, /, *, fix: Fix | None = None, **values: object) -> Finding:
    """A finding that an editor may want to know."""
    return Finding(place, rule, Message(text, values), Severity.NOTE, fix)


def error(place: Place, rule: str, text: str, /, *, fix: Fix | None = None, **values: object) -> Finding:
    """A finding that makes a file unusable."""
    return Finding(place, rule, Message(text, values), Severity.ERROR, fix)
