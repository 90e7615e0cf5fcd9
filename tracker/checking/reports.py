"""Reports for checking: read under the words in use, a few of them held; and the card by which one is bound."""

from __future__ import annotations

import os
from collections import OrderedDict
from dataclasses import dataclass, replace

from tracker.model import Document, Finding, Message, Period, Place, Reading, Severity, UnreadableReport
from tracker.read.document import digest, read_document
from tracker.read.limits import LIMIT
from tracker.understand import find_head, understand
from tracker.validating import validate_file
from tracker.words.lexicon import Words, words_in_use

YAML = (".yaml", ".yml")
HELD = 16
"""Readings that one process holds: the reports of a locality, and those that many targets files share."""


@dataclass(frozen=True, slots=True)
class Overrule:
    """What the caller says of the reports named by hand, over what they say of themselves."""

    locality: str | None = None
    period: Period | None = None

    def over(self, document: Document) -> Document:
        """The document with what is said here in place of what it says itself."""
        return replace(document, locality=self.locality or document.locality, period=self.period or document.period)


NOTHING_OVERRULED = Overrule()


@dataclass(frozen=True, slots=True)
class Card:
    """What binds a report to targets files: whose it is, and what time it looks back on."""

    path: str
    locality: str | None = None
    period: Period | None = None
    findings: tuple[Finding, ...] = ()  # of an observations file, and what is told of a report
    problem: Message | None = None  # why it can't be read

    @property
    def usable(self) -> bool:
        """Whether it holds anything that may decide."""
        return self.problem is None and not any(each.severity is Severity.ERROR for each in self.findings)


def card_of(path: str, overrule: Overrule, limit: int = LIMIT) -> Card:
    """A report's card, from its head alone."""
    try:
        document, findings = read_report(path, limit)
    except UnreadableReport as error:
        return Card(path, problem=error.message)
    if document is None:
        return Card(path, findings=tuple(findings))
    head = find_head(overrule.over(document))
    return Card(path, head.locality, head.period, tuple(findings))


def read_report(path: str, limit: int | None = LIMIT) -> tuple[Document | None, list[Finding]]:
    """A report or an observations file, as ``read`` settles it. Raises UnreadableReport."""
    limit = LIMIT if limit is None else limit
    if path.lower().endswith(YAML):
        validated = validate_file(path, kind="report", limit=limit)
        refuse_what_is_no_yaml(validated.findings)
        return validated.document, told(validated.findings)
    document = read_document(path, limit=limit)
    return document, [Finding(Place(path), "report", note, Severity.WARNING) for note in document.notes]


class Shelf:
    """The readings used last, by what the files hold: a report that several targets files share is read once."""

    def __init__(self) -> None:
        self._held: OrderedDict[tuple[str, str, Overrule, int, Words], Reading] = OrderedDict()

    def take(self, path: str, overrule: Overrule, limit: int) -> Reading | None:
        """A report's reading under the words in use, or None for observations with errors. Raises UnreadableReport."""
        if not os.path.isfile(path):  # a pipe can be read once only
            return self._read(path, overrule, limit)
        key = path, digest(path, limit=limit), overrule, limit, words_in_use()
        if key in self._held:
            self._held.move_to_end(key)
            return self._held[key]
        reading = self._read(path, overrule, limit)
        if reading is not None:
            self._held[key] = reading
            if len(self._held) > HELD:
                self._held.popitem(last=False)
        return reading

    def _read(self, path: str, overrule: Overrule, limit: int) -> Reading | None:
        document, _ = read_report(path, limit)
        return None if document is None else understand(overrule.over(document))


def told(findings: tuple[Finding, ...] | list[Finding]) -> list[Finding]:
    """Errors and warnings: the notes of ``validate`` are for the editor's desk."""
    return [each for each in findings if each.severity is not Severity.NOTE]


_NO_YAML = ("syntax", "anchor", "encoding", "nesting")
"""Rules of ``validate`` whose break leaves nothing to read."""


def refuse_what_is_no_yaml(findings: tuple[Finding, ...] | list[Finding]) -> None:
    """Raise UnreadableReport for a file that can't be used at all, where ``validate`` would tell all its findings."""
    for each in findings:
        if each.rule in _NO_YAML and each.severity is Severity.ERROR:
            place = f"{each.place.file}:{each.place.line}:{each.place.column}"
            raise UnreadableReport("{place}: {problem}", place=place, problem=each.message)
