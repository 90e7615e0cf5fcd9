"""The shape of files: both schema libraries say the same, and editors and the tool read one schema."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT
from tracker.model import Better, Bound, Measure, Op, Stage, Verdict
from tracker.read.nodes import parse_yaml, plain_value
from tracker.read.shape import (
    fast_validator,
    find_violations,
    find_violations_slowly,
    load_schema,
    schema_path,
)

NAMES = ("targets", "report", "reviews")
CASES = ROOT / "tests" / "cases"
FILES = [(name, path) for name, folder in zip(NAMES, ("targets", "reports", "reviews"), strict=True)
         for path in sorted([*CASES.glob(f"{folder}/ok/*.yaml"), *CASES.glob(f"{folder}/bad/**/*.yaml")])]  # fmt: skip


def data_of(path: Path) -> Any:
    root = parse_yaml(path.read_bytes(), path.name).root
    return None if root is None else plain_value(root)


def same(name: str, data: Any) -> bool:
    fast = {(each.keys, each.keyword, json.dumps(each.schema)) for each in find_violations(name, data)}
    slow = {(each.keys, each.keyword, json.dumps(each.schema)) for each in find_violations_slowly(name, data)}
    assert fast == slow
    return not fast


def test_the_fast_library_is_there() -> None:
    """Where it is not, jsonschema stands in; here the two are compared."""
    pytest.importorskip("jsonschema_rs", reason="jsonschema alone is installed: nothing to compare it with")
    assert fast_validator("targets") is not None


@pytest.mark.parametrize(("name", "path"), FILES, ids=lambda value: getattr(value, "stem", value))
def test_both_libraries_say_the_same_of_every_case(name: str, path: Path) -> None:
    data = data_of(path)
    if data is not None:
        valid = same(name, data)
        assert valid or path.parent.name != "ok"


EVERY_FORM = data_of(CASES / "targets" / "ok" / "every-form.yaml")
leaves = st.none() | st.booleans() | st.integers(-3, 3000) | st.floats(-2, 2) | st.sampled_from(
    ["", "x", "~", ">=", "level", "完工", "2022-12-31", "2022", "3.2", "230111", [], [1, 2], {}, {"indicator": "a"}]
)  # fmt: skip


@st.composite
def broken_files(draw: st.DrawFn) -> Any:
    """The file of every form with some values, keys or items changed, added or taken out."""
    data = copy.deepcopy(EVERY_FORM)
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
                    node[draw(st.sampled_from(["stage", "op", "unit", "due", "than", "title", "nonsense"]))] = draw(
                        leaves
                    )
                case _:
                    node[key] = draw(leaves)
            break
    return data


@given(broken_files())
def test_both_libraries_say_the_same_of_broken_files(data: Any) -> None:
    same("targets", data)


def test_without_the_fast_library_the_findings_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.rules import bad_cases

    monkeypatch.chdir(CASES / "reviews")
    with_fast = {path: bad_cases.findings_of(path) for path in bad_cases.bad_files()}
    monkeypatch.setattr("tracker.read.shape.fast_validator", lambda name: None)
    assert {path: bad_cases.findings_of(path) for path in bad_cases.bad_files()} == with_fast


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
    assert bare == set()
