"""A reviewed scorecard and the reviews file, brought together: what the file is to say now, or why it can't be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker.model import (
    Commitment,
    FileResult,
    Finding,
    LedgerEntry,
    Message,
    Place,
    Review,
    TargetsFile,
    lines_of,
)
from tracker.read.scorecard import ReviewedScorecard
from tracker.read.scorecard_list import Before, Decision, ReviewedRow
from tracker.words.messages import say
from tracker.write.safe_text import printable
from tracker.write.scorecard_rows import sum_of

Id = int | str


@dataclass(slots=True)
class Merge:
    """What is to change in the reviews file (``None``: taken out), and what stands in the way."""

    changes: dict[Id, Review | None] = field(default_factory=dict)
    entries: dict[Id, LedgerEntry | None] = field(default_factory=dict)  # of what the office keeps up
    findings: list[Finding] = field(default_factory=list)


def merge_reviews(
    scorecard: ReviewedScorecard,
    targets: TargetsFile,
    reviews_path: str,
    held: Mapping[Id, Review],
    *,
    trust: bool = False,
) -> Merge:
    """Three ways: the decisions when the scorecard was written, those in it now, and those in the file now.

    What the reviewer left alone stays as the file has it; what only the reviewer changed is taken; where both
    changed it, differently, a finding says so. A commitment that says something else than when it was decided is
    told too, unless ``trust`` takes such decisions all the same; other lines of the targets file may change.
    """
    merge = Merge()
    commitments = {each.id: each for each in targets.commitments}
    current = trust or not scorecard.sha256 or scorecard.sha256 == targets.sha256
    rows: dict[Id, ReviewedRow] = {}
    for row in scorecard.rows:
        first = rows.setdefault(row.id, row)
        if first.decision != row.decision:
            merge.findings.append(_told(scorecard, row, "twice", _twice(row, first)))
    for number, row in rows.items():
        before = scorecard.before.get(number)
        was = before.decision if before is not None else None
        asked = commitments.get(number)
        now = held.get(number)
        if now is not None and asked is not None and now.is_stale(asked):
            now = None  # it decides nothing, and the scorecard shows none
        if row.decision == was:
            continue
        if _is_anothers(row, before):
            merge.findings.append(_told(scorecard, row, "title", _other_title(row, before)))
        elif asked is None:
            merge.findings.append(_told(scorecard, row, "gone", _gone(row, targets)))
        elif not current and (before is None or before.asked != sum_of(asked)):
            line = asked.place.line
            merge.findings.append(_told(scorecard, row, "other-version", _other_version(row, targets, line)))
        elif _both_changed(was, row.decision, now):
            merge.findings.append(_told(scorecard, row, "conflict", _conflict(row, reviews_path, now)))
        else:
            _take(merge, row, asked, before, now)
    return merge


def merge_ledger(
    merge: Merge,
    scorecard: ReviewedScorecard,
    targets: TargetsFile,
    reviews_path: str,
    held: Mapping[Id, LedgerEntry],
) -> None:
    """The same three ways for what the office keeps up. It belongs to a number, whatever its targets say by now."""
    known = {each.id for each in targets.commitments}
    seen: dict[Id, ReviewedRow] = {}
    for row in scorecard.rows:
        if row.ledger is None or _is_anothers(row, scorecard.before.get(row.id)):
            continue
        if _entry_words(seen.setdefault(row.id, row).ledger) != _entry_words(row.ledger):
            merge.findings.append(Finding(Place(f"{scorecard.path}:{row.cell}"), "twice", _twice(row, seen[row.id])))
    for number, row in seen.items():
        before = scorecard.before.get(number)
        said, was = _entry_words(row.ledger), _entry_words(before.ledger if before is not None else None)
        now = _entry_words(held.get(number))
        if said in (was, now):
            continue
        place = Place(f"{scorecard.path}:{row.cell}")
        if number not in known:
            merge.findings.append(Finding(place, "gone", _gone(row, targets)))
        elif now != was:
            text = (
                "what is kept up of commitment {id} was changed in {reviews} too; settle it there, and write the"
                " scorecard anew"
            )
            merge.findings.append(Finding(place, "conflict", Message(text, {"id": number, "reviews": reviews_path})))
        else:
            merge.entries[number] = row.ledger if any(said) else None


def _entry_words(entry: LedgerEntry | None) -> tuple[object, ...]:
    """What an entry says, without its place; nothing of an empty one."""
    if entry is None:
        return ("", "", None, None)
    return _plain(entry.problem or ""), _plain(entry.next or ""), entry.updated, entry.closed


def _is_anothers(row: ReviewedRow, before: Before | None) -> bool:
    """Whether the row's title is not that of its number: only a part of the columns was sorted or moved."""
    if row.title is None or before is None or before.title is None:
        return False
    return _plain(row.title) != _plain(printable(before.title))


def _other_title(row: ReviewedRow, before: Before | None) -> Message:
    return Message(
        "commitment {id} is “{title}”, and this row says “{found}”: only a part of the columns was sorted or moved; put"
        " each number back beside its title",
        {"id": row.id, "title": "" if before is None else before.title, "found": row.title},
    )


def _both_changed(was: Decision | None, said: Decision | None, now: Review | None) -> bool:
    """Whether the file's decision changed too since the scorecard was written, and not to the same."""
    unchanged = now is None if was is None else now is not None and _same(now, was)
    agreed = now is None if said is None else now is not None and _same(now, said)
    return not unchanged and not agreed


def _twice(row: ReviewedRow, first: ReviewedRow) -> Message:
    return Message(
        "commitment {id} stands here and in {cell}, decided differently; leave one of the two rows",
        {"id": row.id, "cell": first.cell},
    )


def _gone(row: ReviewedRow, targets: TargetsFile) -> Message:
    return Message(
        "there is no commitment {id} in {targets}; it was taken out or renumbered",
        {"id": row.id, "targets": targets.path},
    )


def _other_version(row: ReviewedRow, targets: TargetsFile, line: int) -> Message:
    return Message(
        "commitment {id} ({targets}:{line}) said something else when it was reviewed; write the scorecard anew, or say"
        " --accept-changed-targets",
        {"id": row.id, "targets": targets.path, "line": line},
    )


def _conflict(row: ReviewedRow, reviews_path: str, now: Review | None) -> Message:
    if now is None:
        return Message(
            "the decision on commitment {id} was taken out of {reviews} since the scorecard was written; settle it"
            " there, and write the scorecard anew",
            {"id": row.id, "reviews": reviews_path},
        )
    return Message(
        "commitment {id} was decided differently at {reviews}:{line} since the scorecard was written; settle it"
        " there, and write the scorecard anew",
        {"id": row.id, "reviews": reviews_path, "line": now.place.line},
    )


def _take(merge: Merge, row: ReviewedRow, asked: Commitment, before: Before | None, held: Review | None) -> None:
    """Note the change, unless the file says so already."""
    said = row.decision
    if said is None:
        if held is not None:
            merge.changes[row.id] = None
    elif held is None or not _same(held, said):
        assert said.on is not None  # a decision without its date isn't read
        checker = before.checker if before is not None else None
        merge.changes[row.id] = Review(
            row.id, said.verdict, said.by, said.on, said.why, said.until, checker, of=lines_of(asked)
        )


def _same(review: Review, decision: Decision | None) -> bool:
    return decision is not None and (
        review.verdict,
        _plain(review.why),
        _plain(review.by),
        review.on,
        review.until,
    ) == (
        decision.verdict,
        _plain(decision.why),
        _plain(decision.by),
        decision.on,
        decision.until,
    )


def _plain(text: str) -> str:
    return " ".join(text.split())


def _told(scorecard: ReviewedScorecard, row: ReviewedRow, rule: str, message: Message) -> Finding:
    where = row.decision.cell if row.decision is not None else row.cell
    return Finding(Place(f"{scorecard.path}:{where}"), rule, message)


def change_words(lang: str, merge: Merge, held: Mapping[Id, Review]) -> str:
    """What was done, counted: decisions, then what the office keeps up."""
    added = sum(review is not None and number not in held for number, review in merge.changes.items())
    gone = sum(review is None for review in merge.changes.values())
    decisions = say(
        lang,
        "{added} new, {changed} changed, {gone} taken out",
        added=added,
        changed=len(merge.changes) - added - gone,
        gone=gone,
    )
    if not merge.entries:
        return decisions
    entries = say(lang, "kept up: {count}", count=len(merge.entries))
    return f"{decisions}{'；' if lang == 'zh' else '; '}{entries}" if merge.changes else entries


def open_decisions(scorecard: ReviewedScorecard, result: FileResult) -> list[Id]:
    """Commitments on which the scorecard says something else than when it was written, and than is in force now."""
    in_force = {each.commitment.id: each.review for each in result.results}
    kept_up = {each.commitment.id: each.ledger for each in result.results}
    found: list[Id] = []
    for row in scorecard.rows:
        before = scorecard.before.get(row.id)
        if row.ledger is not None:
            was = _entry_words(before.ledger if before is not None else None)
            if _entry_words(row.ledger) not in (was, _entry_words(kept_up.get(row.id))):
                found.append(row.id)
        if row.decision == (before.decision if before is not None else None):
            continue
        now = in_force.get(row.id)
        if not (row.decision is None and now is None) and (now is None or not _same(now, row.decision)):
            found.append(row.id)
    return list(dict.fromkeys(found))
