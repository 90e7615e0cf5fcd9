"""The shape of files: the quick look says valid where jsonschema does, and editors and the tool read one schema."""

from __future__ import annotations

import copy
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT
from tracker.model import Better, Bound, Measure, Op, Stage, Verdict
from tracker.read.nodes import Node, parse_yaml, plain_value
from tracker.read.schema import quick_test, violations
from tracker.read.shape import find_violations, load_schema, schema_path
from tracker.read.target_line import TargetLine, parse_target_line

NAMES = ("targets", "report", "reviews", "words")
CASES = ROOT / "tests" / "cases"
FILES = [(name, path) for name, folder in zip(NAMES, ("targets", "reports", "reviews", "words"), strict=True)
         for path in sorted([*CASES.glob(f"{folder}/ok/*.yaml"), *CASES.glob(f"{folder}/bad/**/*.yaml")])]  # fmt: skip


def root_of(path: Path) -> Node | None:
    return parse_yaml(path.read_bytes(), path.name).root


def same(name: str, root: Node) -> bool:
    """The quick look is sure of a file just where jsonschema finds nothing wrong; whether it is."""
    import jsonschema

    sure = quick_test(load_schema(name))(root)
    errors = list(jsonschema.Draft202012Validator(load_schema(name)).iter_errors(plain_value(root)))
    assert sure is (not errors)
    assert [each.keyword for each in find_violations(name, root)] == [each.validator for each in errors]
    return sure


@pytest.mark.parametrize(("name", "path"), FILES, ids=lambda value: getattr(value, "stem", value))
def test_the_quick_look_is_right_about_every_case(name: str, path: Path) -> None:
    root = root_of(path)
    if root is not None:
        valid = same(name, root)
        assert valid or path.parent.name != "ok"


def data_of(path: Path) -> Any:
    root = root_of(path)
    assert root is not None
    return plain_value(root)


EVERY_FORM = {
    name: data_of(CASES / folder / "ok" / file)
    for name, folder, file in (
        ("targets", "targets", "every-form.yaml"),
        ("report", "reports", "hulan-2022.yaml"),
        ("reviews", "reviews", "hulan-2022.yaml"),
    )
}
OWN_WORDS = {
    "version": 1,
    "names": {"same": [["社会消费品零售总额", "社零"]], "soft": ["全区"]},
    "units": {"kinds": {"area": {"垧": 15}}, "counters": {"places": ["孔"]}},
    "stages": {"works": {"完工": ["落地"]}, "awarded": ["摘牌"]},
}
leaves = st.none() | st.booleans() | st.integers(-3, 3000) | st.floats(-2, 2) | st.sampled_from(
    ["", "x", "~", ">=", "level", "完工", "2022-12-31", "2022", "3.2", "230111", [], [1, 2], {}, {"indicator": "a"}]
)  # fmt: skip


@st.composite
def broken_files(draw: st.DrawFn) -> tuple[str, Any]:
    """A kind, and a valid file of it with some values, keys or items changed, added or taken out."""
    name = draw(st.sampled_from([*EVERY_FORM, "words"]))
    data = copy.deepcopy({**EVERY_FORM, "words": OWN_WORDS}[name])
    for _ in range(draw(st.integers(1, 4))):
        node = data
        while True:
            keys = list(node) if isinstance(node, dict) else list(range(len(node)))
            if not keys:
                break
            key = draw(st.sampled_from(keys))
            if isinstance(node[key], dict | list) and draw(st.booleans()):
                node = node[key]
                continue
            match draw(st.integers(0, 3)):
                case 0:
                    del node[key]
                case 1 if isinstance(node, dict):
                    name_of = draw(st.sampled_from(["stage", "op", "unit", "due", "than", "title", "nonsense"]))
                    node[name_of] = copy.deepcopy(draw(leaves))
                case _:
                    node[key] = copy.deepcopy(draw(leaves))
            break
    return name, data


@given(broken_files())
def test_the_quick_look_is_right_about_broken_files(broken: tuple[str, Any]) -> None:
    name, data = broken
    root = parse_yaml(json.dumps(data, ensure_ascii=False).encode(), "a.yaml").root
    assert root is not None
    same(name, root)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from([0.5, 1.0, -2.0, "", "a", "ab", "b1"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=6,
)
small_schemas = st.sampled_from([
    {"type": "integer"}, {"type": ["number", "array"]}, {"type": "boolean"}, {"enum": ["a", 1]}, {"const": 1},
    {"const": True}, {"pattern": "^a"}, {"minLength": 1, "maxLength": 1}, {"minimum": 0, "maximum": 1},
    {"exclusiveMinimum": 0}, {"minItems": 1, "maxItems": 2}, {"uniqueItems": True}, {"items": {"type": "string"}},
    {"properties": {"a": {"type": "string"}}, "additionalProperties": False}, {"required": ["a", "b"]},
    {"additionalProperties": {"type": "integer"}}, {"properties": {"a": {"$ref": "#/$defs/a"}}},
    {"if": {"required": ["a"]}, "then": {"required": ["b"]}, "else": {"type": "array"}},
    {"if": {"type": "string"}, "else": {"type": "object"}},
])  # fmt: skip


@given(small_schemas, json_values)
def test_every_keyword_is_jsonschemas(schema: dict[str, Any], data: Any) -> None:
    import jsonschema

    schema = {**schema, "$defs": {"a": {"items": {"$ref": "#/$defs/a"}, "type": ["array", "string"]}}}
    root = parse_yaml(json.dumps(data).encode(), "a.yaml").root
    assert root is not None
    assert quick_test(schema)(root) is jsonschema.Draft202012Validator(schema).is_valid(data)


def test_a_keyword_that_is_not_known_leaves_it_to_jsonschema() -> None:
    root = parse_yaml(b"a: 1", "a.yaml").root
    assert root is not None
    for schema in ({"maxProperties": 3}, {"if": {"maxProperties": 0}, "then": {"type": "string"}}):
        assert quick_test(schema)(root) is False
        assert list(violations(schema, root)) == []


VALID_AND_NOT = """
import sys
from tracker.validating import validate_sheet
from tracker.read.nodes import parse_yaml
text = open(sys.argv[1], "rb").read()
assert not validate_sheet(parse_yaml(text, "a.yaml"), kind="targets").findings
print("jsonschema" in sys.modules)
assert validate_sheet(parse_yaml(text.replace(b"title:", b"tilte:"), "a.yaml"), kind="targets").findings
print("jsonschema" in sys.modules)
"""


def test_jsonschema_is_asked_only_about_what_is_not_surely_valid() -> None:
    call = [sys.executable, "-c", VALID_AND_NOT, str(CASES / "targets" / "ok" / "every-form.yaml")]
    done = subprocess.run(call, capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.split() == ["False", "True"]


# ── the schemas themselves ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_one(name: str) -> None:
    import jsonschema

    jsonschema.Draft202012Validator.check_schema(load_schema(name))
    assert schema_path(name).name == f"{name}.schema.json"
    assert "oneOf" not in schema_path(name).read_text(encoding="utf-8")


def test_the_words_of_the_schemas_are_those_of_the_model() -> None:
    target = load_schema("targets")["$defs"]["target"]["properties"]
    observation = load_schema("report")["$defs"]["observation"]["properties"]
    decision = load_schema("reviews")["$defs"]["decision"]["properties"]
    assert target["stage"]["enum"] == observation["stage"]["enum"] == list(Stage)
    assert target["measure"]["enum"] == observation["measure"]["enum"] == list(Measure)
    assert target["op"]["enum"] == list(Op)
    assert target["better"]["enum"] == list(Better)
    assert observation["bound"]["enum"] == list(Bound)
    assert decision["verdict"]["enum"] == decision["checker"]["enum"] == list(Verdict)


@pytest.mark.parametrize("name", NAMES)
def test_every_key_is_described_for_editors(name: str) -> None:
    def properties(schema: Any) -> Any:
        if isinstance(schema, dict):
            yield from schema.get("properties", {}).items()
            for part in schema.values():
                yield from properties(part)
        elif isinstance(schema, list):
            for part in schema:
                yield from properties(part)

    schema = load_schema(name)
    forms = {"op", "value"}  # narrowed once more where a form is judged
    bare = {key for key, part in properties(schema) if isinstance(part, dict) and "description" not in part} - forms
    assert bare <= set(Stage)
    for where, part in [("", schema), *((key, part) for key, part in properties(schema) if isinstance(part, dict))]:
        if "description" in part:
            chinese, _, english = part["description"].partition(" / ")
            assert re.search("[\u4e00-\u9fff]", chinese), (name, where)
            assert re.search("[A-Za-z]{2}", english), (name, where)
            assert re.search("[\u4e00-\u9fff]", part["title"]), (name, where)


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_has_a_name_with_its_version(name: str) -> None:
    assert load_schema(name)["$id"] == f"urn:commitment-tracker:schema:{name}:1"


def test_the_pattern_of_a_line_lets_every_target_through() -> None:
    pattern = load_schema("targets")["$defs"]["target"]["pattern"]
    lines = {
        node.text
        for path in [*ROOT.glob("targets/*.yaml"), *CASES.glob("**/*.yaml")]
        for node in parse_yaml(path.read_bytes(), path.name).scalars()
        if isinstance(parse_target_line(node.text), TargetLine)
    }
    assert len(lines) > 300
    assert [line for line in sorted(lines) if re.search(pattern, line) is None] == []
    assert [
        line for line in ("foo", "新建停车场5处", "秸秆综合利用率达到95%以上", "") if re.search(pattern, line)
    ] == []


def test_a_missing_operator_is_told_as_that() -> None:
    target = {"indicator": "停车场", "value": [1, 2], "unit": "处"}
    commitment = {"id": 1, "title": "停车场", "targets": [target]}
    data = {**EVERY_FORM["targets"], "commitments": [commitment]}
    root = parse_yaml(json.dumps(data, ensure_ascii=False).encode(), "a.yaml").root
    assert root is not None
    assert [(each.keys[-1], each.keyword) for each in find_violations("targets", root)] == [(0, "required")]


def test_ajv_strict_finds_nothing_but_unions() -> None:
    """Needs ajv (npm), which nothing else here needs: skipped without it. ``NODE_PATH`` names the folder it is in."""
    node = shutil.which("node")
    if node is None or subprocess.run([node, "-e", "require.resolve('ajv/dist/2020')"], capture_output=True).returncode:
        pytest.skip("ajv is not installed (npm)")
    script = (
        "const Ajv = require('ajv/dist/2020').default; const told = [];"
        "const note = (text) => told.push(text); const logger = {log: note, warn: note, error: note};"
        "const options = {strict: true, allowUnionTypes: true, logger};"
        "const read = (path) => JSON.parse(require('fs').readFileSync(path));"
        "for (const path of process.argv.slice(1)) new Ajv(options).compile(read(path));"
        "console.log(JSON.stringify(told))"
    )
    call = [node, "-e", script, *(str(schema_path(name)) for name in NAMES)]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "[]\n"), done.stderr
