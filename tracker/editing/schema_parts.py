"""Parts of the schemas by the way to a value: what an editor shows of a key, and which keys there may be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tracker.read.shape import load_schema

Part = Mapping[str, Any]
ITEM = "[]"
"""A step into a list, whichever item it is."""


def part_at(kind: str, keys: Sequence[str | int]) -> Part | None:
    """The part of a kind's schema that judges the value at the end of keys; None where there is none."""
    schema = load_schema(kind)
    part: Part | None = schema
    for key in keys:
        part = _step(schema, part, key)
        if part is None:
            return None
    return _resolved(schema, part)


def _step(schema: Part, part: Part | None, key: str | int) -> Part | None:
    part = _resolved(schema, part)
    if part is None:
        return None
    if isinstance(key, int) or key == ITEM:
        items: Part | None = part.get("items")
        return items
    return properties_of(schema, part).get(key)


def _resolved(schema: Part, part: Any) -> Part | None:
    """A part with what it refers to; its own words win."""
    if not isinstance(part, Mapping):
        return None
    if "$ref" not in part:
        return part
    return {**schema["$defs"][part["$ref"].rsplit("/", 1)[1]], **{key: part[key] for key in part if key != "$ref"}}


def properties_of(schema: Part, part: Part) -> dict[str, Any]:
    """The keys of a part, those under its ``then`` included (a period's from and to)."""
    found = dict(part.get("properties", {}))
    then = part.get("then")
    if isinstance(then, Mapping):
        found.update({key: each for key, each in then.get("properties", {}).items() if isinstance(each, Mapping)})
    return found


def meaning_of(part: Part | None, lang: str) -> str | None:
    """What a part's description says in a language: it holds the Chinese, ``/`` and the English."""
    if part is None or "description" not in part:
        return None
    chinese, _, english = part["description"].partition(" / ")
    return str(chinese if lang == "zh" or not english else english)


def keys_allowed(kind: str, keys: Sequence[str | int], present: Sequence[str]) -> dict[str, Part]:
    """The keys that may stand beside those present, each with its part: of a target those of its form."""
    schema = load_schema(kind)
    part = part_at(kind, keys)
    if part is None:
        return {}
    properties = properties_of(schema, part)
    form = _form(schema, part, present)
    return {
        key: _resolved(schema, each) or {}
        for key, each in properties.items()
        if key not in present and (form is None or key in form)
    }


def _form(schema: Part, part: Part, present: Sequence[str]) -> Part | None:
    """The keys of the form that a target or an observation has by the keys that stand already."""
    parts = schema.get("$defs", {})
    if "milestone" not in parts or "milestone" not in part.get("properties", {}) or not present:
        return None
    if "milestone" in present or "stage" in present:
        form: Part = parts["milestone"]["properties"]
    elif "than" in present:
        form = parts["comparison"]["properties"]
    else:
        form = {**parts["figure"]["properties"], **parts.get("comparison", {}).get("properties", {})}
    return form
