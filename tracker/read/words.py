"""A project's own words (``words:`` of a targets file), to be laid over the lexicon."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.model import Finding, Place, Severity
from tracker.read.fields import map_of
from tracker.read.limits import LIMIT
from tracker.read.nodes import List, Map, Node, Scalar, Sheet, read_yaml
from tracker.read.project import is_inside, project_of, tidy
from tracker.read.shape import check_shape
from tracker.words.lexicon import EXTENSIBLE, Words, load, using, words_of

if TYPE_CHECKING:
    from tracker.words.entries import Entry, Spot, Tree


def read_words(path: str, *, limit: int = LIMIT) -> tuple[Words | None, list[Finding]]:
    """The words of a file and its findings; None instead of them where one of these is an error.

    Raises UnreadableReport: no such file, a folder, unreadable, empty, or larger than ``limit`` bytes.
    """
    sheet = read_yaml(path, limit=limit)
    words = parse_words(sheet)
    findings = sorted(sheet.findings, key=lambda each: each.place.line)
    broken = any(each.severity is Severity.ERROR for each in findings)
    return (None if broken else words), findings


def parse_words(sheet: Sheet) -> Words:
    """The words in a sheet of nodes; its shape is checked on the way."""
    check_shape(sheet, "words")
    if not isinstance(sheet.root, Map):
        return Words()
    units = map_of(sheet.root, "units")
    if units is not None:
        _look_at_groups(sheet, units, "kinds")
        _look_at_groups(sheet, units, "counters")
    if any(each.severity is Severity.ERROR for each in sheet.findings):
        return Words()  # a list beyond its bound may be anything: what stands for what in a row grows as its square
    _look_for_repeats(sheet)
    held = {key: _data(entry.value) for key, entry in sheet.root.entries.items() if key in EXTENSIBLE}
    return words_of(held)


def _look_at_groups(sheet: Sheet, units: Map, key: str) -> None:
    """Warn of a group beside the lexicon's that looks like a slip: in `aria` nothing converts to 亩."""
    groups = map_of(units, key)
    if groups is None:
        return
    from difflib import get_close_matches

    with using(None):
        known = list(load("units")[key])
    for name, entry in groups.entries.items():
        near = get_close_matches(name, known, n=1, cutoff=0.6)
        alone = key == "kinds" and isinstance(entry.value, Map) and len(entry.value.entries) < 2
        if name in known or not (near or alone):
            continue
        text = "no `{name}:` under `{key}:` in the lexicon; a unit alone in a group of its own converts to nothing"
        if near:
            text = "no `{name}:` under `{key}:` in the lexicon; did you mean {near}?"
        place = sheet.place(entry.key.start, entry.key.end)
        other = near[0] if near else ""
        sheet.add(place, "unknown-key", text, severity=Severity.WARNING, key=key, name=name, near=other)


def _look_for_repeats(sheet: Sheet) -> None:
    """Warn of a word that stands twice in a role; of the words of a state, which have one, in two."""
    from tracker.words.typed import ONE_ROLE

    seen: dict[tuple[str, str | None, str], Entry] = {}
    for entry in _entries(sheet):
        role = entry.role.file if entry.role.file in ONE_ROLE else entry.role.name
        first = seen.setdefault((role, entry.key, entry.word), entry)
        if first is not entry:
            place = Place(sheet.path, entry.line, entry.column, entry.column + len(entry.word))
            text = "{word} stands twice, first at line {line}, where it is one of {role}; keep one of them"
            role_name = first.role.name
            sheet.add(
                place, "repeat", text, severity=Severity.WARNING, word=entry.word, line=first.line, role=role_name
            )


def _data(node: Node) -> Any:
    """The node as the lexicon holds it: every scalar is text."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, List):
        return [_data(item) for item in node.items]
    return {key: _data(entry.value) for key, entry in node.entries.items()}


# ── looking for a word ────────────────────────────────────────────────────────────────────────────

_NAMED = re.compile(r"^words:[ \t]+[\"']?([^\s\"'#][^\"'#\r\n]*)", re.MULTILINE)


def words_named_by(targets: Iterable[str]) -> list[str]:
    """The files that targets files name under ``words:``, where they are there and inside the project; each once."""
    found: dict[str, None] = {}
    for path in targets:
        try:
            text = Path(path).read_bytes()[:LIMIT].decode("utf-8", errors="replace")
        except OSError:
            continue  # told by what opens it for good
        for named in _NAMED.findall(text):
            own = tidy(os.path.join(os.path.dirname(path), named.strip()))
            if os.path.isfile(own) and is_inside(project_of(path), own):
                found[own] = None
    return list(found)


def entries_of(path: str) -> list[Entry]:
    """The words of a file of a project's own, each with its place. Raises UnreadableReport as ``read_words`` does."""
    return _entries(read_yaml(path))


def _entries(sheet: Sheet) -> list[Entry]:
    from tracker.words.entries import Pairs, entries_in

    tree = None if sheet.root is None else _tree(sheet, sheet.root)
    parts = {key.text: value for key, value in tree.items} if isinstance(tree, Pairs) else {}
    return [entry for name in EXTENSIBLE if name in parts for entry in entries_in(name, sheet.path, parts[name])]


def _tree(sheet: Sheet, node: Node) -> Tree:
    from tracker.words.entries import Pairs

    if isinstance(node, List):
        return tuple(_tree(sheet, item) for item in node.items)
    if isinstance(node, Map):
        return Pairs(tuple((_spot(sheet, entry.key), _tree(sheet, entry.value)) for entry in node.entries.values()))
    return _spot(sheet, node)


def _spot(sheet: Sheet, node: Scalar) -> Spot:
    from tracker.words.entries import Spot

    place = sheet.place(node.start, node.end)
    return Spot(node.text, place.line, place.column)
