"""Reports for checking: read under the words in use, a few of them held; and the card by which one is bound."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock

from tracker.checking.keeping import Keep
from tracker.model import Document, Finding, Message, Period, Place, Reading, Severity, UnreadableReport, replace
from tracker.read.document import digest, read_document
from tracker.read.limits import LIMIT
from tracker.understand import find_head, understand
from tracker.validating import validate_file
from tracker.words.lexicon import words_in_use

YAML = (".yaml", ".yml")
QUICK = (".txt", ".text", ".md", ".markdown")
"""Formats that are read as quickly as what was kept of them."""
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
    doubtful: tuple[int, ...] = ()  # the years between which its head does not decide
    findings: tuple[Finding, ...] = ()  # of an observations file, and what is told of a report
    problem: Message | None = None  # why it can't be read

    @property
    def usable(self) -> bool:
        """Whether it holds anything that may decide."""
        return self.problem is None and not any(each.severity is Severity.ERROR for each in self.findings)


def card_of(path: str, overrule: Overrule, limit: int = LIMIT, keep: Keep | None = None) -> Card:
    """A report's card, from its head alone."""
    try:
        if _is_made_anew(path, keep):
            document, findings = read_report(path, limit)
            if document is None:
                return Card(path, findings=tuple(findings))
            head = find_head(overrule.over(document))
            return Card(path, head.locality, head.period, head.doubtful, tuple(findings))
        assert keep is not None
        parts = ("head", path, *_told_by(path, limit), overrule)
        kept: tuple[str | None, Period | None, tuple[int, ...], tuple[Message, ...]] | None = keep.get(_HEAD, *parts)
        if kept is None:
            document = _document(path, limit, keep)
            head = find_head(overrule.over(document))
            kept = head.locality, head.period, head.doubtful, document.notes
            keep.put(kept, _HEAD, *parts)
        return Card(path, kept[0], kept[1], kept[2], _as_findings(path, kept[3]))
    except UnreadableReport as error:
        return Card(path, problem=error.message)


_HEAD = tuple[str | None, Period | None, tuple[int, ...], tuple[Message, ...]]


def _is_made_anew(path: str, keep: Keep | None) -> bool:
    """Whether nothing of a report is kept: observations are as quick to read, and a pipe can be read once only."""
    return keep is None or path.lower().endswith(YAML) or not os.path.isfile(path)


def _told_by(path: str, limit: int) -> tuple[str, str, int]:
    """What a document's text depends on: the file's bytes, how it is called, how large it may be."""
    return digest(path, limit=limit), os.path.splitext(path)[1].lower(), limit


def _document(path: str, limit: int, keep: Keep | None) -> Document:
    """A report's document; kept where reading it takes longer than reading what was kept. Raises UnreadableReport."""
    if keep is None or path.lower().endswith(QUICK):
        return read_document(path, limit=limit)
    parts = ("document", *_told_by(path, limit))
    document: Document | None = keep.get(Document, *parts)
    if document is None:
        document = read_document(path, limit=limit)
        keep.put(document, Document, *parts)
    return replace(document, path=path)


def read_report(path: str, limit: int | None = LIMIT) -> tuple[Document | None, list[Finding]]:
    """A report or an observations file, as ``read`` settles it. Raises UnreadableReport."""
    limit = LIMIT if limit is None else limit
    if path.lower().endswith(YAML):
        validated = validate_file(path, kind="report", limit=limit)
        refuse_what_is_no_yaml(validated.findings)
        return validated.document, told(validated.findings)
    document = read_document(path, limit=limit)
    return document, list(_as_findings(path, document.notes))


def _as_findings(path: str, notes: Iterable[Message]) -> tuple[Finding, ...]:
    """What is told of a report that may be seen otherwise than it was read."""
    return tuple(Finding(Place(path), "report", note, Severity.WARNING) for note in notes)


class Shelf:
    """The readings used last, by what the files hold: a report that several targets files share is read once."""

    def __init__(self) -> None:
        self._held: OrderedDict[tuple[object, ...], Reading] = OrderedDict()
        self._lock = Lock()  # an executor may have threads

    def take(self, path: str, overrule: Overrule, limit: int, keep: Keep | None = None) -> Reading | None:
        """A report's reading under the words in use, or None for observations with errors. Raises UnreadableReport."""
        if not os.path.isfile(path):
            return _read(path, overrule, limit)
        key = path, *_told_by(path, limit), overrule, words_in_use()
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
        reading = _read(path, overrule, limit) if _is_made_anew(path, keep) else _kept(path, overrule, limit, keep)
        if reading is not None:
            with self._lock:
                self._held[key] = reading
                if len(self._held) > HELD:
                    self._held.popitem(last=False)
        return reading


def _read(path: str, overrule: Overrule, limit: int) -> Reading | None:
    document, _ = read_report(path, limit)
    return None if document is None else understand(overrule.over(document))


def _kept(path: str, overrule: Overrule, limit: int, keep: Keep | None) -> Reading:
    """A reading from what was kept, or read and kept now."""
    assert keep is not None
    parts = ("reading", *_told_by(path, limit), overrule, words_in_use().key)
    reading: Reading | None = keep.get(Reading, *parts)
    if reading is None:
        reading = understand(overrule.over(_document(path, limit, keep)))
        keep.put(reading, Reading, *parts)
    return replace(reading, document=replace(reading.document, path=path))


def once(paths: Iterable[str]) -> list[str]:
    """Each file once, under the shortest of its names: r.txt and ./r.txt are one."""
    found = {os.path.realpath(path): path for path in sorted(paths, key=len, reverse=True)}
    return sorted(found.values())


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
