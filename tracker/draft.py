"""From a plan to a targets file: the rooms strung together. The library's front door for drafts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from tracker.checking import read_report
from tracker.model import Document, Draft, DraftTarget, Finding, Period, Target, TargetsFile, UnusableCall
from tracker.understand import understand
from tracker.understand.plans import draft_plan
from tracker.understand.plans.pairs import Paired, likeness, pair_targets

KNOWN = 0.85
"""Likeness from which a drafted target is taken for one that a file has; higher than for pairs: it then stays out."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A draft beside a targets file."""

    paired: Paired
    commitments_only_drafted: tuple[str, ...]
    commitments_only_filed: tuple[str, ...]


def draft_report(
    path: str, *, locality: str | None = None, period: Period | None = None, limit: int | None = None
) -> tuple[Draft, list[Finding]]:
    """The draft of a plan's targets file.

    Raises UnreadableReport; UnusableCall for a file of observations, and for a text in which nothing is asked for.
    """
    document, findings = read_report(path, limit)
    if document is None or document.observations:
        raise UnusableCall("{path}: observations, not a plan; give a text, Word, PDF or HTML file", path=path)
    draft = draft_plan(understand(replace(document, locality=locality or document.locality)), period)
    if locality is not None:
        draft = replace(draft, source=replace(draft.source, title=_as_written(draft.source.title, locality, document)))
    if not draft.commitments:
        raise UnusableCall("{path}: neither a goal nor a numbered task was found in it; is it a plan?", path=path)
    return draft, findings


def _as_written(title: str, locality: str, document: Document) -> str:
    """The title as the plan bears it: a locality that the caller gives is no part of it."""
    text = "".join(f"{document.title or ''}{document.text}".split())
    bare = title.removeprefix(locality)
    return bare if bare and title not in text and bare in text else title


def compare_draft(draft: Draft, file: TargetsFile) -> Compared:
    """What a draft has that a file lacks, and the reverse."""
    drafted = [each.target for commitment in draft.commitments for each in commitment.targets]
    filed = [target for commitment in file.commitments for target in commitment.targets]
    ids, own = [str(each.id) for each in draft.commitments], [str(each.id) for each in file.commitments]
    return Compared(
        pair_targets(drafted, filed),
        tuple(each for each in ids if each not in own),
        tuple(each for each in own if each not in ids),
    )


def knows(file: TargetsFile) -> Callable[[DraftTarget], bool]:
    """A test for whether a file asks for the same as a drafted target already."""
    filed: list[Target] = [target for commitment in file.commitments for target in commitment.targets]
    return lambda each: any(likeness(each.target, target) >= KNOWN for target in filed)
