"""The shape of a file against its JSON Schema: jsonschema finds what is wrong, and here it is put at its place.

The schema decides a target's form first (line, milestone, comparison, figure) and judges it by that form, so a
violation names one thing.
"""

from __future__ import annotations

import json
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from tracker.model import Finding, Message
from tracker.read.nodes import Keys, List, Map, Node, Sheet
from tracker.read.schema import Test, Violation, quick_test, violations

MOST = 3000
"""Violations of a file that are looked for, and told: to look for 100,000 took 4 s, and nobody reads them."""


def schema_path(name: str) -> Path:
    """Where ``targets``, ``report`` or ``reviews``.schema.json lies: in the wheel, or in a checkout."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "schemas", package.parent / "schemas"):
        path = folder / f"{name}.schema.json"
        if path.is_file():
            return path
    raise FileNotFoundError(f"{name}.schema.json is neither in the package nor beside it")


@cache
def load_schema(name: str) -> dict[str, Any]:
    """The schema of that name as data."""
    schema: dict[str, Any] = json.loads(schema_path(name).read_text(encoding="utf-8"))
    return schema


@cache
def _quick_test(name: str) -> Test:
    return quick_test(load_schema(name))


def find_violations(name: str, root: Node) -> list[Violation]:
    """Where nodes do not follow the schema of that name; jsonschema is asked where a quick look can't be sure."""
    return [] if _quick_test(name)(root) else list(islice(violations(load_schema(name), root), MOST + 1))


def value_at(root: Node | None, keys: Keys) -> Node | None:
    """The node at the end of keys and list positions, or None where there is none."""
    node = root
    for key in keys:
        if isinstance(node, Map) and key in node.entries:
            node = node.entries[str(key)].value
        elif isinstance(node, List) and isinstance(key, int) and key < len(node.items):
            node = node.items[key]
        else:
            return None
    return node


def check_shape(sheet: Sheet, name: str) -> None:
    """Add what is wrong with a file's shape to its findings."""
    if sheet.root is None:
        return
    if not isinstance(sheet.root, Map):
        kind = Message("a list") if isinstance(sheet.root, List) else Message("a text")
        text = "a mapping is expected here, which begins with `version: 1`; this is {kind}"
        sheet.add(sheet.place_of(sheet.root), "type", text, kind=kind)
        return
    violations = find_violations(name, sheet.root)
    if not violations:
        return
    from tracker.read.shape_words import tell_violation

    told: dict[tuple[object, str, str], Finding] = {}
    each_told = (finding for each in violations for finding in tell_violation(sheet, load_schema(name), each))
    for finding in each_told:
        told.setdefault((finding.place, finding.rule, str(finding.message)), finding)
        if len(told) >= MOST:
            break
    sheet.findings.extend(told.values())
    if len(violations) > MOST or len(told) >= MOST:
        text = "over {most} slips in the shape of this file; the rest is told when these are mended"
        sheet.add(sheet.place_of(sheet.root), "type", text, most=f"{MOST:,}")
