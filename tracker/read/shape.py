"""The shape of a file against its JSON Schema, each violation at the value's own place.

The schema decides a target's form first (line, milestone, comparison, figure) and judges it by that form, so a
violation names one thing. jsonschema_rs does the work, 80 times faster than jsonschema, which stands in where
the other can't be had; a test holds both to the same answers.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from tracker.model import Finding, Message
from tracker.read.nodes import Keys, List, Map, Node, Sheet, plain_value


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


class Violation(NamedTuple):
    """One keyword of the schema that a value does not follow."""

    keys: Keys  # to the value
    keyword: str
    schema: Mapping[str, Any]  # the part of the schema that holds the keyword


@cache
def fast_validator(name: str) -> Any:
    """jsonschema_rs' validator, or None where that library is not installed."""
    try:
        import jsonschema_rs
    except ImportError:
        return None
    return jsonschema_rs.Draft202012Validator(load_schema(name))


def find_violations(name: str, data: Any) -> list[Violation]:
    """Where data does not follow the schema of that name."""
    validator = fast_validator(name)
    if validator is None:
        return find_violations_slowly(name, data)
    schema = load_schema(name)
    return [_violation(schema, error) for error in validator.iter_errors(data)]


def _violation(schema: Any, error: Any) -> Violation:
    *steps, keyword = error.schema_path
    for step in steps:
        schema = schema[step]
    return Violation(tuple(error.instance_path), str(keyword), schema)


def find_violations_slowly(name: str, data: Any) -> list[Violation]:
    """The same by jsonschema."""
    import jsonschema

    errors = jsonschema.Draft202012Validator(load_schema(name)).iter_errors(data)
    return [Violation(tuple(error.absolute_path), str(error.validator), error.schema) for error in errors]


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
    violations = find_violations(name, plain_value(sheet.root))
    if not violations:
        return
    from tracker.read.shape_words import tell_violation

    told: dict[tuple[object, str, str], Finding] = {}
    for violation in violations:
        for finding in tell_violation(sheet, load_schema(name), violation):
            told.setdefault((finding.place, finding.rule, str(finding.message)), finding)
    sheet.findings.extend(told.values())
