"""Decisions into ``reviews/<name>.yaml``: only what changed is written anew, the rest stays as it was typed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from tracker.model import LedgerEntry, Place, Review

Id = int | str
_PLAIN = re.compile(r"[^\W\d_][\w，。；、（）《》“”·％%/—.-]*(?: [\w，。；、（）《》“”·％%/—]+)*")
_HIDDEN = re.compile("[\x7f-\xa0\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")  # YAML takes them only as escapes
_SPECIAL = {"true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf"}


def yaml_text(text: str) -> str:
    """A scalar as a person would write it: bare where YAML can't misread it, else in double quotes on one line."""
    if _PLAIN.fullmatch(text) and text.lower() not in _SPECIAL:
        return text
    return _HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def review_lines(review: Review) -> list[str]:
    """One decision as a list item of the file."""
    number = json.dumps(review.id) if isinstance(review.id, str) else str(review.id)
    lines = [
        f"  - id: {number}",
        f"    verdict: {review.verdict}",
        f"    by: {yaml_text(review.by)}",
        f"    on: {review.on.isoformat()}",
        f"    why: {yaml_text(review.why)}",
    ]
    if review.until is not None:
        lines.append(f"    until: {review.until.isoformat()}")
    if review.checker is not None:
        lines.append(f"    checker: {review.checker}")
    if review.of is not None:
        lines.append(f"    of: {'' if review.of else '[]'}".rstrip())
        lines += [f"      - {yaml_text(each)}" for each in review.of]
    return lines


def new_file(targets_name: str, reviews: Sequence[Review]) -> str:
    """A reviews file from nothing. ``targets_name`` is the targets file's name, ``hulan-2022.yaml``."""
    head = [
        "# yaml-language-server: $schema=../schemas/reviews.schema.json",
        "version: 1",
        f"targets: {yaml_text(targets_name)}",
    ]
    items = [line for review in reviews for line in review_lines(review)]
    return "\n".join([*head, "decisions:" if items else "decisions: []", *items]) + "\n"


def entry_lines(entry: LedgerEntry) -> list[str]:
    """What an office keeps up of one commitment, as a list item of the file."""
    number = json.dumps(entry.id) if isinstance(entry.id, str) else str(entry.id)
    lines = [f"  - id: {number}"]
    lines += [f"    problem: {yaml_text(entry.problem)}"] if entry.problem else []
    lines += [f"    next: {yaml_text(entry.next)}"] if entry.next else []
    lines += [f"    updated: {entry.updated.isoformat()}"] if entry.updated else []
    return lines + ([f"    closed: {entry.closed.isoformat()}"] if entry.closed else [])


def edit_reviews(text: str, held: Sequence[Review], changes: Mapping[Id, Review | None]) -> str:
    """The file's text with some decisions replaced, added (at the end) or taken out (``None``).

    ``held`` are the decisions as they were read from that text, with their places; all other lines, comments
    between decisions included, stay letter for letter. Raises ValueError where the list is not written one
    item after another in block style: the caller then says so.
    """
    lines = {number: None if review is None else review_lines(review) for number, review in changes.items()}
    return _edited(text, "decisions", {review.id: review.place for review in held}, lines)


def edit_ledger(text: str, held: Sequence[LedgerEntry], changes: Mapping[Id, LedgerEntry | None]) -> str:
    """The same of what an office keeps up (``progress``), a list that a file need not have."""
    if not changes:
        return text
    newline = "\r\n" if "\r\n" in text else "\n"
    if not held and re.search(r"^progress\s*:", text, re.MULTILINE) is None:
        text = f"{text.rstrip()}{newline}progress: []{newline}"
    lines = {number: None if entry is None else entry_lines(entry) for number, entry in changes.items()}
    return _edited(text, "progress", {entry.id: entry.place for entry in held}, lines)


def _edited(text: str, key: str, held: Mapping[Id, Place], changes: Mapping[Id, list[str] | None]) -> str:
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = [line for line in re.split(r"(?<=\n)", text) if line]
    starts = {number: _item_line(lines, place) for number, place in held.items()}
    ordered = sorted(starts.values())
    out: dict[int, list[str]] = {}  # line at which an item begins: what stands there instead
    for number, item in changes.items():
        if number in starts:
            out[starts[number]] = item or []
    result: list[str] = []
    place = 0
    while place < len(lines):
        if place in out:
            indent = re.match(r" *", lines[place])
            assert indent is not None
            result += [f"{_indented(line, len(indent[0]))}{newline}" for line in out[place]]
            place = _item_end(lines, place, ordered)
        else:
            result.append(lines[place])
            place += 1
    added = [item for number, item in changes.items() if number not in starts and item is not None]
    left = len(held) - sum(number in starts and item is None for number, item in changes.items())
    return _with_added(result, key, added, left, newline)


def _item_line(lines: Sequence[str], place: Place) -> int:
    """The line (from 0) of the dash before an item whose ``id`` stands at a place."""
    key = lines[place.line - 1]
    indent = len(key) - len(key.lstrip(" "))
    for line in range(place.line - 1, -1, -1):
        dash = re.match(r"( *)- ", lines[line])
        if dash is not None and (line == place.line - 1 or len(dash[1]) < indent):  # not one of a list within
            return line
        if not lines[line].startswith(" "):
            break
    raise ValueError(place.line)


def _item_end(lines: Sequence[str], start: int, starts: Sequence[int]) -> int:
    """The line after an item's last: comments and blank lines before the next item belong to that one."""
    dash = len(lines[start]) - len(lines[start].lstrip(" "))
    end = start + 1
    last = end
    while end < len(lines) and end not in starts:
        line = lines[end]
        if line.strip() and not line.lstrip().startswith("#"):
            if len(line) - len(line.lstrip(" ")) <= dash:
                break
            last = end + 1
        end += 1
    return last


def _indented(line: str, dash: int) -> str:
    """A line of ``review_lines``, which has its dash at column 2, with the file's own indentation."""
    return " " * dash + line[2:]


def _with_added(lines: list[str], key: str, added: Sequence[list[str]], left: int, newline: str) -> str:
    head = next((place for place, line in enumerate(lines) if re.match(rf"{key}\s*:", line)), None)
    if head is None:
        raise ValueError(len(lines))
    if not added and left:
        return "".join(lines)
    dashes = [re.match(r"( *)- ", line) for line in lines[head + 1 :]]
    dash = next((len(found[1]) for found in dashes if found is not None), 2)
    comment = re.search(r"\s#.*", lines[head])
    tail = comment[0].rstrip() if comment else ""
    lines[head] = f"{key}:{'' if added or left else ' []'}{tail}{newline}"
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += newline
    end = len(lines)
    for place in range(head + 1, len(lines)):  # another key after the list: the new ones stand before it
        if re.match(r"[^\s#-]", lines[place]):
            end = place
            break
    while end > head + 1 and not lines[end - 1].strip():
        end -= 1
    new = [f"{_indented(line, dash)}{newline}" for item in added for line in item]
    return "".join(lines[:end] + new + lines[end:])
