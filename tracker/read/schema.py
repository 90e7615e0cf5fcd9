"""A JSON Schema's judgement on nodes: each keyword that a value does not follow, with the way to the value.

Only the keywords that our own schemas use. A schema is made into functions once, and these walk the nodes, so that a
valid file costs neither a conversion nor the import of a library: jsonschema takes 79 ms to import and is 80 times
slower, jsonschema_rs takes 12 ms. A test holds this to the answers of jsonschema, on every case and on broken files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from tracker.read.nodes import Keys, List, Map, Node, Scalar, plain_value, scalar_value

Schema = Mapping[str, Any]


class Violation(NamedTuple):
    """One keyword of a schema that a value does not follow."""

    keys: Keys  # to the value
    keyword: str
    schema: Schema  # the part of the schema that holds the keyword


Check = Callable[[Node, list[str | int], list[Violation]], None]
"""Looks at a node, which stands at the end of the keys, and adds what it violates."""
Test = Callable[[Any, Node], bool]
"""Whether a node follows a keyword of that value."""


def compile_schema(schema: Schema) -> Check:
    """The check of a whole schema. Raises KeyError where it uses a keyword that is not known here."""
    return _Compiler(schema.get("$defs", {})).check_of(schema)


class _Compiler:
    def __init__(self, parts: Mapping[str, Schema]) -> None:
        self.parts = parts
        self.made: dict[str, Check] = {}

    def check_of(self, schema: Schema | bool) -> Check:
        """All keywords of one part."""
        if schema is True:
            return _pass
        assert isinstance(schema, Mapping)
        checks = [self.keyword(schema, keyword) for keyword in schema if keyword not in _SAID_ONLY]
        if len(checks) == 1:
            return checks[0]

        def check(node: Node, keys: list[str | int], found: list[Violation]) -> None:
            for each in checks:
                each(node, keys, found)

        return check

    def keyword(self, schema: Schema, keyword: str) -> Check:
        """One keyword of a part: what walks on is made here, what judges one value is a test below."""
        match keyword:
            case "$ref":
                return self.reference(schema[keyword].rsplit("/", 1)[1])
            case "properties" | "additionalProperties":
                return self.properties(schema) if keyword == "properties" else self.additional(schema)
            case "items":
                return self.items(schema)
            case "if":
                return self.condition(schema)
        test, value = _TESTS[keyword], schema[keyword]

        def check(node: Node, keys: list[str | int], found: list[Violation]) -> None:
            if not test(value, node):
                found.append(Violation(tuple(keys), keyword, schema))

        return check

    def reference(self, name: str) -> Check:
        """A part by its name in ``$defs``; made when it is first needed, for parts may hold themselves."""

        def check(node: Node, keys: list[str | int], found: list[Violation]) -> None:
            if name not in self.made:
                self.made[name] = self.check_of(self.parts[name])
            self.made[name](node, keys, found)

        return check

    def properties(self, schema: Schema) -> Check:
        """The values of known keys."""
        parts = {key: self.check_of(part) for key, part in schema["properties"].items() if part is not True}

        def check(node: Node, keys: list[str | int], found: list[Violation]) -> None:
            if isinstance(node, Map):
                for key, entry in node.entries.items():
                    part = parts.get(key)
                    if part is not None:
                        keys.append(key)
                        part(entry.value, keys, found)
                        keys.pop()

        return check

    def additional(self, schema: Schema) -> Check:
        """The values of other keys, or that there are none."""
        known, others = schema.get("properties", {}), schema["additionalProperties"]
        part = None if others is False else self.check_of(others)

        def check(node: Node, keys: list[str | int], found: list[Violation]) -> None:
            if not isinstance(node, Map):
                return
            for key, entry in node.entries.items():
                if key in known:
                    continue
                if part is None:
                    found.append(Violation(tuple(keys), "additionalProperties", schema))
                    return
                keys.append(key)
                part(entry.value, keys, found)
                keys.pop()

        return check

    def items(self, schema: Schema) -> Check:
        """The items of a list."""
        part = self.check_of(schema["items"])

        def check(node: Node, keys: list[str | int], found: list[Violation]) -> None:
            if isinstance(node, List):
                for position, item in enumerate(node.items):
                    keys.append(position)
                    part(item, keys, found)
                    keys.pop()

        return check

    def condition(self, schema: Schema) -> Check:
        """``if``, ``then`` and ``else``."""
        asked, then, other = (self.check_of(schema.get(part, True)) for part in ("if", "then", "else"))

        def check(node: Node, keys: list[str | int], found: list[Violation]) -> None:
            against: list[Violation] = []
            asked(node, keys, against)
            (other if against else then)(node, keys, found)

        return check


def _pass(node: Node, keys: list[str | int], found: list[Violation]) -> None:
    """A part that allows everything."""


_SAID_ONLY = {"$schema", "$id", "$defs", "title", "description", "examples", "default", "then", "else"}
"""Keywords that judge nothing by themselves."""


# ── one value ─────────────────────────────────────────────────────────────────────────────────────


def _has_type(types: str | list[str], node: Node) -> bool:
    if isinstance(types, str):
        return _TYPES[types](node)
    return any(_TYPES[each](node) for each in types)


def _is_text(node: Node) -> bool:
    return isinstance(node, Scalar) and isinstance(scalar_value(node), str)


def _number(node: Node) -> int | Decimal | None:
    value = scalar_value(node) if isinstance(node, Scalar) else None
    return value if isinstance(value, int | Decimal) and not isinstance(value, bool) else None


def _is_whole(node: Node) -> bool:
    number = _number(node)
    return isinstance(number, int) or (number is not None and number == number.to_integral_value())


_TYPES: dict[str, Callable[[Node], bool]] = {
    "string": _is_text,
    "integer": _is_whole,
    "number": lambda node: _number(node) is not None,
    "boolean": lambda node: isinstance(node, Scalar) and isinstance(scalar_value(node), bool),
    "array": lambda node: isinstance(node, List),
    "object": lambda node: isinstance(node, Map),
}


def _equal(one: Any, other: Any) -> bool:
    """As JSON has it: 1 and 1.0 are the same, 1 and true are not."""
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def _one_of(choices: list[Any], node: Node) -> bool:
    return isinstance(node, Scalar) and any(_equal(scalar_value(node), choice) for choice in choices)


def _different(wanted: bool, node: Node) -> bool:
    if not wanted or not isinstance(node, List):
        return True
    values = [plain_value(item) for item in node.items]
    return not any(_equal(one, other) for position, one in enumerate(values) for other in values[:position])


def _matches(pattern: str, node: Node) -> bool:
    return not _is_text(node) or re.search(pattern, node.text) is not None  # type: ignore[union-attr]


def _length(node: Node) -> int | None:
    return len(node.text) if isinstance(node, Scalar) and _is_text(node) else None


def _count(node: Node) -> int | None:
    return len(node.items) if isinstance(node, List) else None


def _at_least(size: Callable[[Node], int | Decimal | None]) -> Test:
    def test(limit: int, node: Node) -> bool:
        found = size(node)
        return found is None or found >= limit

    return test


def _at_most(size: Callable[[Node], int | Decimal | None]) -> Test:
    def test(limit: int, node: Node) -> bool:
        found = size(node)
        return found is None or found <= limit

    return test


def _has_all(keys: list[str], node: Node) -> bool:
    return not isinstance(node, Map) or all(key in node.entries for key in keys)


def _exceeds(limit: int, node: Node) -> bool:
    number = _number(node)
    return number is None or number > limit


_TESTS: dict[str, Test] = {
    "type": _has_type,
    "enum": _one_of,
    "const": lambda value, node: _one_of([value], node),
    "pattern": _matches,
    "minLength": _at_least(_length),
    "maxLength": _at_most(_length),
    "minimum": _at_least(_number),
    "maximum": _at_most(_number),
    "exclusiveMinimum": _exceeds,
    "minItems": _at_least(_count),
    "maxItems": _at_most(_count),
    "uniqueItems": _different,
    "required": _has_all,
}
