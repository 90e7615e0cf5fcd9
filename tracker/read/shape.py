"""The shape of a file against its JSON Schema, told in our own words at the value's own place.

The schema decides a target's form first (line, milestone, comparison, figure) and judges it by that form, so an
error names one thing. jsonschema_rs does the work (80 times faster), jsonschema where that can't be had; a test
holds both to the same answers.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from tracker.model import Fix, Message, Place, Severity
from tracker.read.nodes import List, Map, Node, Path_, Scalar, Sheet, plain_value, scalar_value
from tracker.words.stages import stage_of

NAMES = ("targets", "report", "reviews")


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
    """The schema as data."""
    schema: dict[str, Any] = json.loads(schema_path(name).read_text(encoding="utf-8"))
    return schema


class Violation(NamedTuple):
    """One keyword of the schema that a value does not follow."""

    path: Path_  # to the value
    keyword: str
    schema: Mapping[str, Any]  # the part of the schema that holds the keyword


@cache
def _fast_validator(name: str) -> Any:
    """jsonschema_rs' validator, or None without it."""
    try:
        import jsonschema_rs
    except ImportError:
        return None
    return jsonschema_rs.Draft202012Validator(load_schema(name))


def find_violations(name: str, data: Any) -> list[Violation]:
    """Where data does not follow the schema of that name."""
    fast = _fast_validator(name)
    return find_violations_slowly(name, data) if fast is None else find_violations_fast(fast, name, data)


def find_violations_fast(validator: Any, name: str, data: Any) -> list[Violation]:
    """The same by jsonschema_rs."""
    found = []
    for error in validator.iter_errors(data):
        steps = list(error.schema_path)
        part: Any = load_schema(name)
        for step in steps[:-1]:
            part = part[step]
        found.append(Violation(tuple(error.instance_path), str(steps[-1]), part))
    return found


def find_violations_slowly(name: str, data: Any) -> list[Violation]:
    """The same by jsonschema."""
    import jsonschema

    validator = jsonschema.Draft202012Validator(load_schema(name))
    return [
        Violation(tuple(error.absolute_path), str(error.validator), error.schema)
        for error in validator.iter_errors(data)
    ]


# ── nodes by their path ───────────────────────────────────────────────────────────────────────────


def node_at(root: Node, path: Path_) -> Node:
    """The node at the end of a path."""
    node = root
    for step in path:
        node = node.entries[step].value if isinstance(node, Map) else node.items[step]  # type: ignore
    return node


def value_at(root: Node | None, path: Path_) -> Node | None:
    """The node at the end of a path, or None where there is none."""
    node = root
    for step in path:
        if isinstance(node, Map) and step in node.entries:
            node = node.entries[step].value  # type: ignore[index]
        elif isinstance(node, List) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            return None
    return node


# ── telling ───────────────────────────────────────────────────────────────────────────────────────


def check_shape(sheet: Sheet, name: str) -> bool:
    """Add what is wrong with a file's shape to its findings; whether it is right."""
    if sheet.root is None:
        return False
    if not isinstance(sheet.root, Map):
        text = "a file of this kind is a mapping that begins with `version: 1`; this is {kind}"
        kind = Message("a list") if isinstance(sheet.root, List) else Message("a text")
        sheet.add(sheet.place_of(sheet.root), "type", text, kind=kind)
        return False
    violations = find_violations(name, plain_value(sheet.root))
    told: set[tuple[Path_, str]] = set()
    right = True
    for violation in violations:
        for telling in _tell(sheet, name, violation):
            mark = (violation.path, str(telling.message))
            if mark not in told:
                told.add(mark)
                right = right and telling.severity is not Severity.ERROR
                sheet.findings.append(telling)
    return right


def _tell(sheet: Sheet, name: str, violation: Violation) -> Iterator[Any]:
    from tracker.model import Finding

    assert sheet.root is not None
    node = node_at(sheet.root, violation.path)
    for place, rule, message, severity, fix in _words(sheet, name, violation, node):
        yield Finding(place, rule, message, severity, fix)


Told = tuple[Place, str, Message, Severity, Fix | None]


def _words(sheet: Sheet, name: str, violation: Violation, node: Node) -> Iterator[Told]:
    keyword, schema, path = violation.keyword, violation.schema, violation.path
    key = next((step for step in reversed(path) if isinstance(step, str)), None)
    place = sheet.place_of(node)
    error = Severity.ERROR
    if keyword == "required" and isinstance(node, Map):
        for missing in schema["required"]:
            if missing not in node.entries:
                yield place, "missing-key", _missing(node, path, missing), error, None
        return
    if keyword == "additionalProperties" and isinstance(node, Map):
        for unknown, entry in node.entries.items():
            if unknown not in schema["properties"]:
                where = sheet.place(entry.key.start, entry.key.end)
                message, new = _unknown(name, unknown, list(schema["properties"]), node, path)
                fix = None if new is None else sheet.fix(entry.key.start, entry.key.end, new)
                yield where, "unknown-key", message, error, fix
        return
    if isinstance(node, Scalar):
        told = _scalar_words(sheet, node, keyword, schema, key)
        if told is not None:
            rule, message, severity, fix = told
            yield place, rule, message, severity, fix
            return
    values = {"key": key or "", "expected": _expected(schema, keyword), "found": _kind(node)}
    if keyword in ("minItems", "maxItems"):
        text = (
            "{key}: holds nothing" if schema.get("minItems") == 1 else "{key}: a range holds two numbers: [low, high]"
        )
        yield place, "type", Message(text, values), error, None
    elif keyword == "uniqueItems":
        yield place, "type", Message("{key}: names one thing twice", values), error, None
    else:
        yield place, "type", Message("{key}: {expected} is expected here, not {found}", values), error, None


def _missing(node: Map, path: Path_, missing: str) -> Message:
    if (
        path
        and path[-2:-1] == ("targets",)
        and missing == "indicator"
        and not node.entries.keys() & {"op", "value", "unit"}
    ):
        if len(node.entries) == 1:
            written = next(iter(node.entries))
            text = "a colon makes `{key}` a key; a target on one line has none: `{form}`"
            return Message(text, {"key": written, "form": "新建停车场 >= 5 处"})
        return Message("a target in full begins with `indicator:` or `milestone:`")
    if not path:
        return Message("`{key}:` is missing at the top of the file", {"key": missing})
    return Message("`{key}:` is missing here", {"key": missing})


def _unknown(name: str, unknown: str, allowed: list[str], node: Map, path: Path_) -> tuple[Message, str | None]:
    """What to say of a key that does not belong, and the right key where that is certain."""
    here = [key for key in allowed if key not in node.entries]
    close = get_close_matches(unknown.lower(), here, n=1, cutoff=0.7)
    if close:
        return Message("no key `{key}:` here; did you mean `{near}:`?", {"key": unknown, "near": close[0]}), close[0]
    homes = _homes(name).get(unknown)
    if homes is not None:
        return Message("`{key}:` does not belong here; its place is {home}", {"key": unknown, "home": homes}), None
    everywhere = get_close_matches(unknown.lower(), list(_homes(name)), n=1, cutoff=0.75)
    if everywhere:
        text = "no key `{key}:`; did you mean `{near}:`? Its place is {home}"
        return Message(text, {"key": unknown, "near": everywhere[0], "home": _homes(name)[everywhere[0]]}), None
    return Message("no key `{key}:` here; there are {known}", {"key": unknown, "known": ", ".join(allowed)}), None


LEVELS = {
    (): Message("the top of the file"),
    ("locality",): Message("under `locality:`"),
    ("source",): Message("under `source:`"),
    ("commitment",): Message("a commitment"),
    ("decision",): Message("a decision"),
    ("figure",): Message("a target in full with `indicator:`"),
    ("comparison",): Message("a comparison, with `than:`"),
    ("milestone",): Message("a target in full with `milestone:`"),
}
OBSERVATION_LEVELS = {
    ("figure",): Message("an observation with `indicator:`"),
    ("milestone",): Message("an observation with `milestone:`"),
}


@cache
def _homes(name: str) -> dict[str, Message]:
    """Each key of a schema, and the level where it belongs (the first that has it)."""
    schema = load_schema(name)
    parts: list[tuple[tuple[str, ...], Mapping[str, Any]]] = [((), schema)]
    parts += [((key,), part) for key, part in schema["properties"].items() if "properties" in part]
    parts += [((key,), part) for key, part in schema["$defs"].items()]
    levels = LEVELS if name == "targets" else {**LEVELS, **OBSERVATION_LEVELS}
    homes: dict[str, Message] = {}
    for level, part in parts:
        if level in levels:
            for key in part.get("properties", {}):
                homes.setdefault(key, levels[level])
    return homes


_KINDS = {
    "string": Message("a text"),
    "integer": Message("a whole number"),
    "number": Message("a number"),
    "boolean": Message("true or false"),
    "array": Message("a list"),
    "object": Message("a mapping"),
}


def _expected(schema: Mapping[str, Any], keyword: str) -> Message | str:
    if keyword == "const":
        return str(schema["const"])
    if keyword == "enum":
        return ", ".join(map(str, schema["enum"]))
    kinds = schema.get("type", "string")
    if isinstance(kinds, str):
        return _KINDS[kinds]
    if len(kinds) == 2:
        return Message("{one} or {other}", {"one": _KINDS[kinds[0]], "other": _KINDS[kinds[1]]})
    return Message(
        "{one}, {other} or {third}", dict(zip(("one", "other", "third"), map(_KINDS.get, kinds), strict=True))
    )


def _kind(node: Node) -> Message | str:
    if isinstance(node, Map):
        return _KINDS["object"]
    if isinstance(node, List):
        return _KINDS["array"]
    value = scalar_value(node)
    return Message("nothing") if value is None or value == "" else node.text


def _scalar_words(
    sheet: Sheet, node: Scalar, keyword: str, schema: Mapping[str, Any], key: str | None
) -> tuple[str, Message, Severity, Fix | None] | None:
    """What to say of a scalar that has a better word than its keyword."""
    value, text = scalar_value(node), node.text
    quoted = f'"{text}"'
    whole = (node.start, node.end)
    error = Severity.ERROR
    kinds = schema.get("type")
    types = (kinds,) if isinstance(kinds, str) else tuple(kinds or ())
    if keyword == "type" and "string" in types and node.plain and value is not None:
        message = Message(
            "YAML reads {text} as {kind}; put quotes round it: {quoted}",
            {"text": text, "kind": _read_as(value), "quoted": quoted},
        )
        return "unquoted", message, error, sheet.fix(*whole, quoted)
    if keyword == "type" and "boolean" in types and text.lower() in _BOOLEANS:
        new = _BOOLEANS[text.lower()]
        message = Message("{key}: {text} is a text in YAML 1.2; write {new}", {"key": key, "text": text, "new": new})
        return "type", message, error, sheet.fix(*whole, new)
    if keyword == "type" and types[:1] in (("number",), ("integer",)) and not node.plain and _is_number(text):
        message = Message("{key}: quotes make {text} a text; write the number without them", {"key": key, "text": text})
        return "type", message, error, sheet.fix(*whole, text)
    if keyword == "enum":
        return _choice(sheet, node, schema["enum"], key)
    if keyword == "const" and key == "version":
        return (
            "version",
            Message("version {text} is not known here; this tool reads version 1", {"text": text}),
            error,
            None,
        )
    if keyword == "pattern":
        return _pattern(sheet, node, key)
    if keyword in ("minimum", "maximum"):
        low, high = schema.get("minimum"), schema.get("maximum")
        if high is None:
            return (
                "value",
                Message("{key}: {text} is less than {low}", {"key": key, "text": text, "low": low}),
                error,
                None,
            )
        message = Message(
            "{key}: {text} is not from {low} to {high}", {"key": key, "text": text, "low": low, "high": high}
        )
        return "value", message, error, None
    if keyword == "minLength":
        return "type", Message("{key}: is empty", {"key": key}), error, None
    return None


_BOOLEANS = {"yes": "true", "on": "true", "y": "true", "是": "true", "no": "false", "off": "false", "n": "false", "否": "false",
             "true": "true", "false": "false"}  # fmt: skip


def _is_number(text: str) -> bool:
    return isinstance(scalar_value(Scalar(0, 0, text, True)), int) or (
        text.replace(".", "", 1).isascii() and (text.replace(".", "", 1).isdigit())
    )


def _read_as(value: object) -> Message:
    if isinstance(value, bool):
        return Message("{value}, a truth value", {"value": str(value).lower()})
    return Message("the number {value}", {"value": f"{value.normalize():f}" if hasattr(value, "normalize") else value})


OPERATORS = {"≥": ">=", "≤": "<=", "＞": ">", "＜": "<", "＝": "=", "～": "~", "≈": "~", "==": "=", "=>": ">=", "=<": "<=",
             "＞=": ">=", "＜=": "<=", "＞＝": ">=", "＜＝": "<=", "…": ".."}  # fmt: skip


def _choice(
    sheet: Sheet, node: Scalar, choices: list[str], key: str | None
) -> tuple[str, Message, Severity, Fix | None]:
    text = node.text
    known = ", ".join(choices)
    rule = "stage" if key == "stage" else "choice"
    if key == "op" and text in OPERATORS and OPERATORS[text] in choices:
        new = f'"{OPERATORS[text]}"'
        message = Message("{key}: {text} is not read here; write {near}", {"key": key, "text": text, "near": new})
        return "choice", message, Severity.ERROR, sheet.fix(node.start, node.end, new)
    if key == "op" and scalar_value(node) is None:
        message = Message('{key}: YAML reads a bare ~ as nothing; write "~" in quotes', {"key": key})
        return "choice", message, Severity.ERROR, sheet.fix(node.start, node.end, '"~"') if text else None
    if key == "stage":
        stage = stage_of(text)
        if stage is not None and stage.value in choices:
            message = Message("{text} stands for the stage {stage}; write that", {"text": text, "stage": stage.value})
            return rule, message, Severity.WARNING, sheet.fix(node.start, node.end, stage.value)
    close = get_close_matches(text.lower(), choices, n=1, cutoff=0.6)
    values = {"key": key, "text": text, "near": close[0] if close else "", "known": known}
    if close:
        message = Message("{key}: no {text}; did you mean {near}?", values)
        return rule, message, Severity.ERROR, None
    if not text:
        return rule, Message("{key}: is empty; there are {known}", values), Severity.ERROR, None
    return rule, Message("{key}: no {text}; there are {known}", values), Severity.ERROR, None


def _pattern(sheet: Sheet, node: Scalar, key: str | None) -> tuple[str, Message, Severity, Fix | None]:
    from tracker.read.dates import mend_date

    text = node.text
    values: dict[str, object] = {"key": key, "text": text}
    error = Severity.ERROR
    if key in ("due", "on", "until", "date"):
        new = mend_date(text, day=key != "date")
        fix = None if new is None else sheet.fix(node.start, node.end, new if node.plain else f'"{new}"')
        if new is not None:
            return "date", Message("{key}: {text} is written {new} here", {**values, "new": new}), error, fix
        form = "YYYY-MM-DD" if key != "date" else "YYYY, YYYY-MM, YYYY-MM-DD"
        return "date", Message("{key}: {text} is no date; write it as {form}", {**values, "form": form}), error, fix
    if key == "id":
        return (
            "id",
            Message('id: "{text}" is no number of a source; write 18, or "3.2" for part 2 of item 3', values),
            error,
            None,
        )
    if key == "code":
        return "locality", Message("code: {text} is not of six digits (GB/T 2260)", values), error, None
    if key == "url":
        return "url", Message("url: {text} is no address; it begins with http:// or https://", values), error, None
    if key == "period":
        return (
            "period",
            Message("period: {text} is none; write 2022, 2018..2022 or 2019-01..2019-11", values),
            error,
            None,
        )
    return "value", Message("{key}: {text} is not in the form that is expected here", values), error, None
