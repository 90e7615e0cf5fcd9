"""Whether a file surely has the shape that its JSON Schema asks for: a quick look, before jsonschema is asked.

A schema is made into functions once, and these look at the nodes themselves: a valid file costs neither a conversion
nor the import of jsonschema (79 ms, and 80 times slower). Of a file that is not surely valid, jsonschema says what is
wrong where. A test holds each to the other, on every case and on broken files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from tracker.read.nodes import Keys, List, Map, Node, Scalar, plain_value, scalar_value

Schema = Mapping[str, Any]
Test = Callable[[Node], bool]
Judge = Callable[[Any, Node], bool]
"""Whether a node follows a keyword of that value."""


class Violation(NamedTuple):
    """One keyword of a schema that a value does not follow, as jsonschema tells it."""

    keys: Keys  # to the value
    keyword: str
    schema: Schema  # the part of the schema that holds the keyword


def violations(schema: Schema, root: Node) -> Iterator[Violation]:
    """Where nodes do not follow a schema, in the order of jsonschema."""
    from jsonschema import Draft202012Validator

    for error in Draft202012Validator(schema).iter_errors(plain_value(root)):
        yield Violation(tuple(error.absolute_path), str(error.validator), error.schema)


def quick_test(schema: Schema) -> Test:
    """The quick look of a schema: True means surely valid. One that holds a keyword not known here is never sure."""
    parts: dict[str, Test] = {}
    try:
        for name, part in schema.get("$defs", {}).items():
            parts[name] = _test_of(part, parts)
        return _test_of(schema, parts)
    except KeyError:
        return lambda node: False


def _test_of(schema: Schema | bool, parts: Mapping[str, Test]) -> Test:
    """All keywords of one part."""
    if isinstance(schema, bool):
        return lambda node: schema
    tests = [_keyword(schema, keyword, parts) for keyword in schema if keyword not in _SAID_ONLY]
    if schema.keys() - _SAID_ONLY <= _OF_ONE_VALUE:
        return _remembered(tests)
    if schema.get("type") == "object" and schema.keys() - _SAID_ONLY <= _OF_MAPPINGS:
        return _mapping(schema, parts)
    if len(tests) == 1:
        return tests[0]

    of_scalars = [_keyword(schema, keyword, parts) for keyword in schema if keyword not in _SAID_ONLY | _OF_OTHERS]

    def test(node: Node) -> bool:
        # loops, here and below: twice as quick as all() with a generator
        for each in of_scalars if type(node) is Scalar else tests:  # noqa: SIM110
            if not each(node):
                return False
        return True

    return test


def _remembered(tests: Sequence[Test]) -> Test:
    """All of these of one value. A file says the same in most of its items (units, days, offices): looked at once."""
    answers: dict[tuple[str, bool], bool] = {}

    def test(node: Node) -> bool:
        if type(node) is not Scalar:
            return all(each(node) for each in tests)
        key = node.text, node.plain
        answer = answers.get(key)
        if answer is None:
            if len(answers) >= REMEMBERED:
                answers.clear()
            answer = answers[key] = all(each(node) for each in tests)
        return answer

    return test


REMEMBERED = 2_000
"""Values of one kind of which the answer is kept."""


def _keyword(schema: Schema, keyword: str, parts: Mapping[str, Test]) -> Test:
    """One keyword of a part. Raises KeyError where it is not known here."""
    value = schema[keyword]
    match keyword:
        case "$ref":
            name = value.rsplit("/", 1)[1]
            return lambda node: parts[name](node)  # looked up when it runs, for parts may hold themselves
        case "properties":
            return _properties({key: _test_of(part, parts) for key, part in value.items() if part is not True})
        case "additionalProperties":
            return _additional(frozenset(schema.get("properties", ())), _test_of(value, parts))
        case "items":
            part = _test_of(value, parts)
            return lambda node: type(node) is not List or all(map(part, node.items))
        case "if":
            asked, then, other = (_test_of(schema.get(key, True), parts) for key in ("if", "then", "else"))
            return lambda node: (then if asked(node) else other)(node)
    if keyword == "type":
        return _of_type(value)
    if keyword == "pattern":
        return _of_pattern(re.compile(value))
    judge = _JUDGES[keyword]
    return lambda node: judge(value, node)


def _mapping(schema: Schema, parts: Mapping[str, Test]) -> Test:
    """All keywords of a mapping in one: most of a file is mappings."""
    own = {key: _test_of(part, parts) for key, part in schema.get("properties", {}).items()}
    others = _test_of(schema.get("additionalProperties", True), parts)
    required = frozenset(schema.get("required", ()))

    def test(node: Node) -> bool:
        if type(node) is not Map or not required <= node.entries.keys():
            return False
        for key, entry in node.entries.items():  # noqa: SIM110
            if not own.get(key, others)(entry[1]):
                return False
        return True

    return test


def _properties(parts: Mapping[str, Test]) -> Test:
    def test(node: Node) -> bool:
        if type(node) is Map:
            for key, entry in node.entries.items():
                part = parts.get(key)
                if part is not None and not part(entry[1]):
                    return False
        return True

    return test


def _additional(known: frozenset[str], others: Test) -> Test:
    def test(node: Node) -> bool:
        if not isinstance(node, Map) or node.entries.keys() <= known:
            return True
        return all(others(entry.value) for key, entry in node.entries.items() if key not in known)

    return test


_OF_ONE_VALUE = {
    "type", "enum", "const", "pattern", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum",
}  # fmt: skip
"""Keywords that look at one value alone."""
_OF_MAPPINGS = {"type", "properties", "additionalProperties", "required"}
_OF_OTHERS = {"properties", "additionalProperties", "required", "items", "minItems", "maxItems", "uniqueItems"}
"""Keywords that every single value follows."""
_SAID_ONLY = {"$schema", "$id", "$defs", "$comment", "title", "description", "examples", "default", "then", "else"}
"""Keywords that judge nothing by themselves."""


# ── one value ─────────────────────────────────────────────────────────────────────────────────────


def _of_type(types: str | list[str]) -> Test:
    if isinstance(types, str):
        return _TYPES[types]
    tests = [_TYPES[each] for each in types]

    def test(node: Node) -> bool:
        for each in tests:  # noqa: SIM110 - twice as quick as any() with a generator
            if each(node):
                return True
        return False

    return test


def _is_text(node: Node) -> bool:
    return type(node) is Scalar and (not node.plain or isinstance(scalar_value(node), str))


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


def _of_pattern(pattern: re.Pattern[str]) -> Test:
    search = pattern.search
    return lambda node: not _is_text(node) or search(node.text) is not None  # type: ignore[union-attr]


def _length(node: Node) -> int | None:
    return len(node.text) if isinstance(node, Scalar) and _is_text(node) else None


def _count(node: Node) -> int | None:
    return len(node.items) if isinstance(node, List) else None


def _at_least(size: Callable[[Node], int | Decimal | None]) -> Judge:
    def test(limit: int, node: Node) -> bool:
        found = size(node)
        return found is None or found >= limit

    return test


def _at_most(size: Callable[[Node], int | Decimal | None]) -> Judge:
    def test(limit: int, node: Node) -> bool:
        found = size(node)
        return found is None or found <= limit

    return test


def _has_all(keys: list[str], node: Node) -> bool:
    return not isinstance(node, Map) or all(key in node.entries for key in keys)


def _exceeds(limit: int, node: Node) -> bool:
    number = _number(node)
    return number is None or number > limit


_JUDGES: dict[str, Judge] = {
    "enum": _one_of,
    "const": lambda value, node: _one_of([value], node),
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
