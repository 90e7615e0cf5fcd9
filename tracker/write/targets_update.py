"""What a new draft adds to a targets file that a person has corrected: lines are put in, none is changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from tracker.model import Draft, DraftCommitment, DraftTarget, TargetsFile
from tracker.write.targets import LEDGER, anchor_of, commitment_lines, ledger_lines, mark_of, marks_of, target_lines

_PLACE = re.compile(r"#[^#]*?(\d+)–(\d+)")
_MARK = re.compile(r"[0-9a-z]{4}")
_TARGETS = re.compile(r"^    targets:\s*(#.*)?$")


@dataclass(frozen=True, slots=True)
class Updated:
    """A file's new text, what was put in, and what could not be (targets written as a flow list)."""

    text: str
    added: tuple[tuple[DraftCommitment, DraftTarget | None], ...]
    left: tuple[tuple[DraftCommitment, DraftTarget], ...] = ()


def update_targets(
    text: str, file: TargetsFile, draft: Draft, lang: str, has: Callable[[DraftTarget], bool], *, quotes: bool = False
) -> Updated:
    """Put into a file what a draft has and nobody was offered yet.

    ``has`` says whether the file asks for the same already, in its own words. A target counts as offered when
    its mark is in the file's ledger or its place in a comment; deleted ones stay deleted.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = text.split(newline)
    body, ledger = _split_ledger(lines)
    marks = {mark for line in ledger for mark in _MARK.findall(line.lstrip("# "))} if ledger else set()
    places = {(int(a), int(b)) for line in body for a, b in _PLACE.findall(line)}
    held = {str(each.id): each for each in file.commitments}
    starts = sorted(each.place.line for each in file.commitments)
    inserts: list[tuple[int, list[str]]] = []
    added: list[tuple[DraftCommitment, DraftTarget | None]] = []
    left: list[tuple[DraftCommitment, DraftTarget]] = []
    for drafted, commitment in zip(draft.commitments, _as_filed(draft, body, held), strict=True):
        new = [each for each in commitment.targets if not _offered(draft, each, marks, places) and not has(each)]
        if str(commitment.id) in held:
            if not new:
                continue
            line = held[str(commitment.id)].place.line
            end = next((start for start in starts if start > line), len(body) + 1)
            at, opens = _where(body, line - 1, end - 1)
            if at is None:
                left.extend((commitment, each) for each in new)
                continue
            written = [] if not opens else ["    targets:"]
            for each in new:
                written.extend(target_lines(draft, each, lang, quotes=quotes, new=True))
                added.append((commitment, each))
            inserts.append((at, written))
        elif (
            mark_of(draft, drafted) not in marks
            and (new or not commitment.targets)
            and not _covered(commitment, places)
        ):
            at = _before_next(body, file, commitment, len(body))
            own = replace(commitment, targets=tuple(new))
            inserts.append((at, commitment_lines(draft, own, lang, quotes=quotes)))
            added.append((commitment, None))
            added.extend((commitment, each) for each in new)
    for at, written in sorted(inserts, key=lambda each: each[0], reverse=True):
        body[at:at] = written
    while body and not body[-1].strip():
        body.pop()
    kept = [mark for line in ledger for mark in _MARK.findall(line.lstrip("# "))] if ledger else []
    whole = list(dict.fromkeys([*kept, *marks_of(draft)]))
    if not inserts and set(whole) == set(kept):
        return Updated(text, (), tuple(left))
    return Updated(newline.join([*body, *ledger_lines(whole, lang)]) + newline, tuple(added), tuple(left))


_OWN = re.compile(r'^  - id: "?(?P<id>[\d.]+)"?\s+#[^#]*?\d+–\d+ (?P<anchor>\S+)')


def _as_filed(draft: Draft, body: Sequence[str], held: Mapping[str, object]) -> list[DraftCommitment]:
    """The drafted commitments under the numbers that the file has for them.

    Parts that the source doesn't number are counted, and the count changes when one more is found: what opens with the
    same words keeps its number, and what is new takes a free one.
    """
    filed = {match["anchor"]: match["id"] for line in body if (match := _OWN.match(line)) is not None}
    anchors = [anchor_of(draft, each) for each in draft.commitments]
    own = [filed.get(anchor) if anchor and anchors.count(anchor) == 1 else None for anchor in anchors]
    taken = {number for number in own if number is not None}
    found: list[DraftCommitment] = []
    for each, anchor, known in zip(draft.commitments, anchors, own, strict=True):
        number = known or str(each.id)
        if known is None and anchor and (number in taken or number in filed.values()):
            group = number.partition(".")[0]
            used = [int(id_.split(".")[1]) for id_ in {*held, *taken} if id_.startswith(f"{group}.")]
            number = f"{group}.{max(used, default=0) + 1}"
        taken.add(number)
        found.append(each if number == str(each.id) else replace(each, id=number))
    return found


def _split_ledger(lines: list[str]) -> tuple[list[str], list[str]]:
    """The file's own lines, and those of the ledger's marks."""
    at = next((i for i, line in enumerate(lines) if LEDGER in line and line.startswith("#")), None)
    if at is None:
        return list(lines), []
    end = at + 2
    while end < len(lines) and re.fullmatch(r"# (?:[0-9a-z]{4})(?: [0-9a-z]{4})*", lines[end]):
        end += 1
    return [*lines[:at], *lines[end:]], lines[at + 2 : end]


def _offered(draft: Draft, each: DraftTarget, marks: set[str], places: set[tuple[int, int]]) -> bool:
    return mark_of(draft, each) in marks or (not marks and (each.start, each.end) in places)


def _covered(commitment: DraftCommitment, places: set[tuple[int, int]]) -> bool:
    """Whether the file has a commitment from that very place, under another number."""
    return (commitment.start, commitment.end) in places


def _where(body: Sequence[str], start: int, end: int) -> tuple[int | None, bool]:
    """Behind which line of a commitment a target goes, and whether ``targets:`` must be opened; None: it can't."""
    opened = next((i for i in range(start, min(end, len(body))) if _TARGETS.match(body[i])), None)
    if opened is None:
        if any(re.match(r"\s*(?:- )?targets:", body[i]) for i in range(start, min(end, len(body)))):
            return None, False
        last = max((i for i in range(start, min(end, len(body))) if _says(body[i])), default=start)
        return last + 1, True
    last = opened
    for i in range(opened + 1, min(end, len(body))):
        if _says(body[i]):
            if not body[i].startswith("     "):
                break
            last = i
    return last + 1, False


def _says(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _before_next(body: Sequence[str], file: TargetsFile, commitment: DraftCommitment, end: int) -> int:
    """The line before the first commitment with a higher number, above its comments; else the end."""
    mine = _number(commitment.id)
    later = [each for each in file.commitments if _number(each.id) > mine]
    if not later:
        last = max((i for i, line in enumerate(body) if _says(line)), default=end - 1)
        return last + 1
    at = min(later, key=lambda each: _number(each.id)).place.line - 1
    while at > 0 and (body[at - 1].lstrip().startswith("#") or not body[at - 1].strip()) and not _says(body[at - 1]):
        at -= 1
    return at


def _number(id_: int | str) -> tuple[int, ...]:
    return tuple(int(part) for part in str(id_).split("."))
