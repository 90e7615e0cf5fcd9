"""What to say of a value that does not have the shape of the format: what was found, expected, and a way out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from tracker.model import Finding, Message, Severity
from tracker.read.dates import mend_date
from tracker.read.nodes import List, Map, Node, Scalar, Sheet, brief, scalar_value
from tracker.read.number_words import Told, mend_list, mend_number, mend_period, plain_digits
from tracker.read.schema import Violation
from tracker.read.shape import value_at
from tracker.read.target_errors import mistyped_operator
from tracker.read.target_line import MEASURES, stage_message
from tracker.words.lexicon import load
from tracker.words.stages import stage_of

Schema = Mapping[str, Any]
QUOTES = "“”‘’＂＇「」\"'"
"""Marks that input methods put round a word."""


def tell_violation(sheet: Sheet, schema: Schema, violation: Violation) -> Iterator[Finding]:
    """The findings of one violation; several keys may be missing, or unknown, in one mapping."""
    node = value_at(sheet.root, violation.keys)
    assert node is not None
    if violation.keyword == "pattern" and violation.keys[-2:-1] == ("targets",):
        return  # a target on one line, of which its own reader tells more
    if violation.keys[-1:] == ("value",) and _is_told_already(sheet, node, violation):
        return
    if isinstance(node, Map) and violation.keyword == "required":
        yield from _missing_keys(sheet, node, violation)
    elif isinstance(node, Map) and violation.keyword == "additionalProperties":
        yield from _unknown_keys(sheet, node, violation, schema)
    else:
        key = next((step for step in reversed(violation.keys) if isinstance(step, str)), "")
        words = _WORDS.get(violation.keyword)
        told = words(sheet, node, violation.schema, key) if words is not None and isinstance(node, Scalar) else None
        if told is None:
            told = "type", _wrong_kind(sheet, node, violation, key), None
        severity = Severity.ERROR
        if told[0] == "stage" and told[2] is not None:  # a word that means one stage: read as that
            severity = Severity.WARNING
        yield Finding(sheet.place_of(node), told[0], told[1], severity, told[2])


# ── keys ──────────────────────────────────────────────────────────────────────────────────────────


def _missing_keys(sheet: Sheet, node: Map, violation: Violation) -> Iterator[Finding]:
    place = sheet.place_of(node)
    missing = [key for key in violation.schema["required"] if key not in node.entries]
    in_full = node.entries.keys() & {"op", "value", "unit", "measure", "than", "stage"}
    if "indicator" in missing and not in_full:
        if len(node.entries) == 1:
            text = "a colon makes `{key}` a key; a target on one line has none: `{form}`"
            values = {"key": next(iter(node.entries)), "form": "新建停车场 >= 5 处"}
            yield Finding(place, "missing-key", Message(text, values))
        else:
            yield Finding(place, "missing-key", Message("`indicator:` or `milestone:` is missing here"))
        return
    for key in missing:
        text = "`{key}:` is missing here" if violation.keys else "`{key}:` is missing at the top of the file"
        yield Finding(place, "missing-key", Message(text, {"key": key}))


def _unknown_keys(sheet: Sheet, node: Map, violation: Violation, schema: Schema) -> Iterator[Finding]:
    allowed = list(violation.schema["properties"])
    free = [key for key in allowed if key not in node.entries]
    if "indicator" in allowed and len(node.entries) == 1:
        return  # 停车场: 5 处, told as such
    homes = _homes(schema)
    for unknown, entry in node.entries.items():
        if unknown in allowed:
            continue
        place = sheet.place(entry.key.start, entry.key.end)
        near = next(iter(get_close_matches(unknown.lower().strip(QUOTES), free, n=1, cutoff=0.7)), None)
        far = next(iter(get_close_matches(unknown.lower(), list(homes), n=1, cutoff=0.75)), None)
        fix = None
        if unknown in homes:
            message = Message("`{key}:` does not belong here, but {home}", {"key": unknown, "home": homes[unknown]})
        elif (beside := _near_beside(unknown, node, allowed)) is not None:
            text = "no key `{key}:` here, and `{near}:` stands at line {line} already; take one of the two out"
            line = sheet.place(node.entries[beside].key.start).line
            message = Message(text, {"key": unknown, "near": beside, "line": line})
        elif near is not None:
            message = Message("no key `{key}:` here; did you mean `{near}:`?", {"key": unknown, "near": near})
            if unknown.lower().strip(QUOTES) == near:
                fix = sheet.fix(entry.key.start, entry.key.end, near)
        elif far is not None:
            text = "no key `{key}:`; did you mean `{near}:`, which belongs {home}?"
            message = Message(text, {"key": unknown, "near": far, "home": homes[far]})
        else:
            text = "no key `{key}:` here; the keys are {known}"
            message = Message(text, {"key": unknown, "known": ", ".join(allowed)})
        yield Finding(place, "unknown-key", message, fix=fix)


def _near_beside(unknown: str, node: Map, allowed: list[str]) -> str | None:
    """The key that is meant, where it stands in the same mapping and no free one is as near."""
    near = next(iter(get_close_matches(unknown.lower().strip(QUOTES), allowed, n=1, cutoff=0.75)), None)
    return near if near in node.entries else None


_LEVELS: dict[str, Message] = {
    "": Message("at the top of the file"),
    "locality": Message("under `locality:`"),
    "source": Message("under `source:`"),
    "commitment": Message("in a commitment"),
    "decision": Message("in a decision"),
    "figure": Message("beside an `indicator:`"),
    "comparison": Message("beside `than:`"),
    "milestone": Message("beside a `milestone:`"),
}


def _homes(schema: Schema) -> dict[str, Message]:
    """Each key of a schema, and the level where it belongs: the first that has it."""
    parts = {"": schema, **schema["properties"], **schema["$defs"]}
    homes: dict[str, Message] = {}
    for level, message in _LEVELS.items():
        for key in parts.get(level, {}).get("properties", {}):
            homes.setdefault(key, message)
    return homes


# ── values ────────────────────────────────────────────────────────────────────────────────────────

_KINDS = {
    "string": Message("a text"),
    "integer": Message("a whole number"),
    "number": Message("a number"),
    "boolean": Message("true or false"),
    "array": Message("a list"),
    "object": Message("a mapping"),
}


def _wrong_kind(sheet: Sheet, node: Node, violation: Violation, key: str) -> Message:
    values = {"key": key, "expected": _expected(violation.schema), "found": _found(node)}
    if key == "value" and violation.keyword == "type" and isinstance(violation.keys[-1], str):
        return _no_amount(node, {**values, "form": "[5, 8]" if _operator_beside(sheet, violation) == ".." else "5"})
    if isinstance(node, Scalar) and scalar_value(node) is None:
        return Message("{key}: is empty; {expected} is expected, or no such key", values)
    if violation.keyword == "minItems" and violation.schema["minItems"] == 1:
        return Message("{key}: holds nothing", values)
    if violation.keyword in ("minItems", "maxItems") and key == "value":
        return Message("{key}: a range holds two numbers, [low, high]", values)
    if violation.keyword == "minItems":
        return Message("{key}: {least} or more are expected here", {**values, "least": violation.schema["minItems"]})
    if violation.keyword in ("maxItems", "maxLength"):
        return Message("{key}: more than {most}", {**values, "most": violation.schema[violation.keyword]})
    if violation.keyword == "uniqueItems":
        return Message("{key}: names one thing twice", values)
    return Message("{key}: {expected} is expected here, not {found}", values)


def _operator_beside(sheet: Sheet, violation: Violation) -> str | None:
    """What stands at the `op:` beside a `value:`; observations have none."""
    op = value_at(sheet.root, (*violation.keys[:-1], "op"))
    return op.text if isinstance(op, Scalar) else None


def _is_told_already(sheet: Sheet, node: Node, violation: Violation) -> bool:
    """Whether another keyword of the schema says the same of a `value:`, and better."""
    if violation.keyword in ("minItems", "maxItems"):
        return _operator_beside(sheet, violation) not in (None, "..")  # of a list where one number is expected
    value = scalar_value(node) if isinstance(node, Scalar) else None
    is_number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    return _types(violation.schema) == ["array"] and not is_number


def _no_amount(node: Node, values: Mapping[str, object]) -> Message:
    """Of a `value:` that is neither the one number nor the range that its operator asks for."""
    if isinstance(node, Map):
        return Message("{key}: a mapping is no number; write one in digits, as in {form}", values)
    if isinstance(node, List):
        if len(node.items) == 2:
            return Message('{key}: [low, high] goes with op: "..", and one number with any other', values)
        if len(node.items) == 1:
            return Message("{key}: a list of one; write the number without brackets, as in {form}", values)
        return Message("{key}: a list is no number; write one in digits, as in {form}", values)
    value, values = scalar_value(node), {**values, "text": brief(node.text)}
    if value in (None, ""):
        return Message("{key}: is empty; write a number in digits, as in {form}", values)
    if isinstance(value, bool):
        return Message("{key}: {text} is a yes or a no, no number; write one in digits, as in {form}", values)
    if isinstance(value, str):
        return Message("{key}: {text} is no number; write one in digits, as in {form}", values)
    return Message('{key}: [low, high] goes with op: "..", and one number with any other', values)


def _types(schema: Schema) -> list[str]:
    types = schema.get("type", [])
    return [types] if isinstance(types, str) else list(types)


def _expected(schema: Schema) -> Message:
    types = _types(schema)
    if len(types) == 2:
        return Message("{one} or {other}", {"one": _KINDS[types[0]], "other": _KINDS[types[1]]})
    if len(types) == 3:
        names = {"one": _KINDS[types[0]], "other": _KINDS[types[1]], "third": _KINDS[types[2]]}
        return Message("{one}, {other} or {third}", names)
    return _KINDS[types[0]] if types else Message("another value")


def _found(node: Node) -> Message | str:
    if isinstance(node, Map):
        return _KINDS["object"]
    if isinstance(node, List):
        return _KINDS["array"]
    return Message("nothing") if scalar_value(node) in (None, "") else brief(node.text)


def _booleans() -> dict[str, str]:
    return {word: value for value, words in load("cells")["booleans"].items() for word in words}


def _of_type(sheet: Sheet, node: Scalar, schema: Schema, key: str) -> Told | None:
    value, text, types = scalar_value(node), node.text, _types(schema)
    values: dict[str, object] = {"key": key, "text": brief(text)}
    if "string" in types and node.plain and value is not None:
        values |= {"quoted": f'"{text}"', "read": _written(value)}
        kind = Message("a truth value") if isinstance(value, bool) else Message("a number")
        message = Message("{key}: {text} is {kind} to YAML; put quotes round it: {quoted}", {**values, "kind": kind})
        if values["read"] != text:
            message = Message("{key}: YAML reads {text} as {read}; put quotes round it: {quoted}", values)
        return "unquoted", message, sheet.fix(node.start, node.end, f'"{text}"')
    if types == ["boolean"] and text.lower() in _booleans():
        values["new"] = _booleans()[text.lower()]
        message = Message("{key}: {text} is a text in YAML 1.2; write {new}", values)
        return "type", message, sheet.fix(node.start, node.end, _booleans()[text.lower()])
    bare = Scalar(0, 0, text, True)
    if (
        not node.plain
        and types[:1] in (["number"], ["integer"])
        and not isinstance(scalar_value(bare), str | bool | None)
    ):
        message = Message("{key}: quotes make {text} a text; take them off", values)
        return "type", message, sheet.fix(node.start, node.end, text)
    if "array" in types and (told := mend_list(sheet, node, key)) is not None:
        return told
    if isinstance(value, str):
        return mend_period(sheet, node, key) if key == "period" else mend_number(sheet, node, types, key)
    return None


def _written(value: object) -> str:
    """A value as YAML would write it again: 4.10 is 4.1."""
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def _one_of(sheet: Sheet, node: Scalar, schema: Schema, key: str) -> Told | None:
    text, choices = node.text, list(schema["enum"])
    values: dict[str, object] = {"key": key, "text": brief(text), "known": ", ".join(choices)}
    if key == "op":
        told = _operator(sheet, node, choices, values)
        if told is not None:
            return told
    if key == "stage":
        stage = stage_of(text)
        if stage is not None:
            return "stage", stage_message(text, stage), sheet.fix(node.start, node.end, stage.value)
    if key == "measure" and text in MEASURES:
        values["near"] = MEASURES[text].value
        message = Message("{key}: no {text}; did you mean {near}?", values)
        return "choice", message, sheet.fix(node.start, node.end, MEASURES[text].value)
    rule = "stage" if key == "stage" else "choice"
    close = get_close_matches(text.lower(), choices, n=1, cutoff=0.6)
    if close:
        return rule, Message("{key}: no {text}; did you mean {near}?", {**values, "near": close[0]}), None
    if scalar_value(node) in (None, ""):
        return rule, Message("{key}: is empty; one of {known} is expected", values), None
    return rule, Message("{key}: no {text}; one of {known} is expected", values), None


def _operator(sheet: Sheet, node: Scalar, choices: list[str], values: dict[str, object]) -> Told | None:
    mistyped = mistyped_operator(node.text)
    op = "~" if node.plain and node.text == "~" else None
    if mistyped is not None and mistyped[0] == (0, len(node.text)):
        op = mistyped[1]
    if op is None or op not in choices:
        return None
    message = Message('{key}: {text} is not read as an operator; write "{op}", in quotes', {**values, "op": op})
    return "choice", message, sheet.fix(node.start, node.end, f'"{op}"')


def _of_version(sheet: Sheet, node: Scalar, schema: Schema, key: str) -> Told | None:
    message = Message("version: {text} is not known to this tool, which reads version 1", {"text": brief(node.text)})
    digits = plain_digits(node.text).strip()
    return "version", message, sheet.fix(node.start, node.end, "1") if digits == "1" != node.text else None


def _in_range(sheet: Sheet, node: Scalar, schema: Schema, key: str) -> Told | None:
    values = {"key": key, "text": brief(node.text), "low": schema.get("minimum"), "high": schema.get("maximum")}
    if schema.get("maximum") is None:
        return "value", Message("{key}: {text} is less than {low}", values), None
    return "value", Message("{key}: {text} is not between {low} and {high}", values), None


def _above(sheet: Sheet, node: Scalar, schema: Schema, key: str) -> Told | None:
    values = {"key": key, "text": brief(node.text), "low": schema["exclusiveMinimum"]}
    return "value", Message("{key}: {text} is not above {low}", values), None


def _not_empty(sheet: Sheet, node: Scalar, schema: Schema, key: str) -> Told | None:
    return "type", Message("{key}: is empty", {"key": key}), None


_PATTERN_RULES = {
    "id": "id",
    "period": "period",
    **dict.fromkeys(("date", "due", "on", "until", "updated", "closed"), "date"),
}
_PATTERNS = {
    "id": 'id: "{text}" is no number of a source; write 18, or "3.2" for part 2 of item 3',
    "code": "code: {text} is not six digits (GB/T 2260)",
    "url": "url: {text} is no address; one begins with http:// or https://",
    "period": "period: {text} is none; write 2022, 2018..2022 or 2019-01..2019-11",
    "continues": "continues: {text} is no commitment of an earlier file; write file and id, as in hulan-2022/18",
    "sha256": "sha256: {text} is not 64 hexadecimal digits",
    "date": "{key}: {text} is no date; write it YYYY, YYYY-MM or YYYY-MM-DD",
    "day": "{key}: {text} is no day; write it YYYY-MM-DD",
}


def _of_pattern(sheet: Sheet, node: Scalar, schema: Schema, key: str) -> Told | None:
    rule = _PATTERN_RULES.get(key, "value")
    values = {"key": key, "text": brief(node.text)}
    new = mend_date(node.text, day=key != "date") if rule == "date" else None
    if new is not None:
        fix = sheet.fix(node.start, node.end, new if node.plain else f'"{new}"')
        return rule, Message("{key}: write {text} as {new}", {**values, "new": new}), fix
    digits = plain_digits(node.text)
    if key == "id" and digits != node.text and re.fullmatch(r"[0-9]+(?:\.[0-9]+)*", digits):
        new = digits if "." not in digits else f'"{digits}"'
        message = Message("{key}: write {text} as {new}", {**values, "new": new})
        return rule, message, sheet.fix(node.start, node.end, new)
    form = "day" if rule == "date" and key != "date" else key
    return rule, Message(_PATTERNS[form], values), None


_WORDS: dict[str, Callable[[Sheet, Scalar, Schema, str], Told | None]] = {
    "type": _of_type,
    "enum": _one_of,
    "const": _of_version,
    "pattern": _of_pattern,
    "minimum": _in_range,
    "maximum": _in_range,
    "exclusiveMinimum": _above,
    "minLength": _not_empty,
}
