"""YAML read as YAML 1.2 does, each value with its place; the traps of YAML 1.1 stay shut."""

from __future__ import annotations

import gc
import math
import os
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT
from tracker.model import UnreadableReport
from tracker.read.nodes import List, Map, Node, Scalar, Sheet, parse_yaml, plain_value, read_yaml, scalar_value
from tracker.read.shape import value_at


def parse(text: str) -> Sheet:
    return parse_yaml(text.encode(), "a.yaml")


def value(text: str) -> object:
    """What a plain scalar is read as; numbers with their types."""
    sheet = parse(f"key: {text}\n")
    node = value_at(sheet.root, ("key",))
    assert isinstance(node, Scalar)
    assert sheet.findings == []
    return scalar_value(node)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        # YAML 1.1 would read these as something else
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("off", "off"),
        ("y", "y"),
        ("=", "="),
        ("2022-12-31", "2022-12-31"),
        ("2022-12-31 10:00:00", "2022-12-31 10:00:00"),
        ("12:30", "12:30"),
        ("1_000", "1_000"),
        ("011000", 11000),
        ("0b11", "0b11"),
        # the core schema of YAML 1.2
        ("~", None),
        ("null", None),
        ("", None),
        ("true", True),
        ("False", False),
        ("tRUE", "tRUE"),
        ("18", 18),
        ("-3", -3),
        ("+3", 3),
        ("4.10", Decimal("4.10")),
        (".5", Decimal("0.5")),
        ("5.", Decimal("5")),
        ("1e3", Decimal("1e3")),
        ("0o17", 15),
        ("0x1F", 31),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("1.2.3", "1.2.3"),
        ("１８", "１８"),  # full-width digits are no number
        ("5处#注", "5处#注"),
        ("100 %", "100 %"),
        ('"18"', "18"),
        ("'no'", "no"),
        ("停车场 # 注", "停车场"),
    ],
)
def test_a_scalar_is_what_yaml_1_2_says(written: str, expected: object) -> None:
    found = value(written)
    assert found == expected
    assert type(found) is type(expected)


def test_keys_stay_words() -> None:
    """`no: 18` is {False: 18} to YAML 1.1, and the key is gone."""
    assert plain_value(_root(parse("no: 18\non: 2022-06-01\n1: a\n~: b\n"))) == {
        "no": 18, "on": "2022-06-01", "1": "a", "~": "b",
    }  # fmt: skip


def _root(sheet: Sheet) -> Node:
    assert sheet.root is not None
    return sheet.root


def test_an_amount_keeps_its_digits() -> None:
    """7 × 0.95 is 6.6499999999999995 in floats; 6.65 must be 6.65."""
    assert value("6.65") == Decimal("6.65")
    assert value("123456789012345678901234567890.5") == Decimal("123456789012345678901234567890.5")


def test_a_number_of_many_digits_costs_no_time() -> None:
    """int() refuses more than 4,300 digits with an exception of its own."""
    found = value("9" * 100_000)
    assert isinstance(found, Decimal)
    assert isinstance(value("1e999"), Decimal)
    assert math.isinf(plain_value(_root(parse("1e999"))))


# ── what is refused ───────────────────────────────────────────────────────────────────────────────


def rules(text: str) -> list[tuple[str, int, int]]:
    return [(finding.rule, finding.place.line, finding.place.column) for finding in parse(text).findings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", [("duplicate-key", 3, 1)]),
        ("x:\n  - {a: 1, a: 2}\n", [("duplicate-key", 2, 12)]),
        ("a: &b 1\nc: *b\n", [("anchor", 1, 4), ("anchor", 2, 4)]),
        ("a: {b: 1}\nc:\n  <<: {d: 2}\n", [("anchor", 3, 3)]),
        ("a: !!python/object:os.system x\n", [("anchor", 1, 4)]),
        ("? [a]\n: b\n", [("syntax", 1, 3)]),
        ("a: 1\n---\nb: 2\n", [("syntax", 2, 1)]),
        ("# nothing\n", [("syntax", 1, 1)]),
        ("a:\n\tb: 1\n", [("tab", 2, 1)]),
        ("a: \x07\n", [("syntax", 1, 4)]),
        ("呼兰: \x00\n", [("syntax", 1, 5)]),
        ("a: @b\n", [("syntax", 1, 4)]),
        ("a: `b`\n", [("syntax", 1, 4)]),
        ("a: %\n", [("syntax", 1, 4)]),
        ("a: >=\n", [("syntax", 1, 4)]),
        ("a: [1, 2\nb: 3\n", [("syntax", 1, 4)]),
        ('a: "b\n', [("syntax", 1, 4)]),
        ("a: b: c\n", [("syntax", 1, 5)]),
        ("a: 1\n b: 2\n", [("syntax", 2, 3)]),
        ("- a\n b\n- c\n  - d\n", []),  # continued lines are one text
        ("id: 1\ntitle：x\n", [("syntax", 2, 6)]),
    ],
)
def test_what_is_refused_and_where(text: str, expected: list[tuple[str, int, int]]) -> None:
    assert rules(text) == expected


def test_a_billion_laughs_stay_few() -> None:
    lines = ["a0: &a0 [lol, lol]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    sheet = parse("\n".join(lines))
    assert {finding.rule for finding in sheet.findings} == {"anchor"}
    assert sum(1 for _ in sheet.scalars()) == 40 + 2 + 39 * 2


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_deep_nesting_ends_in_a_finding(opening: str) -> None:
    assert [rule for rule, _, _ in rules(opening * 50_000)][-1] in ("nesting", "syntax")


def test_an_error_in_the_second_document_is_told_too() -> None:
    assert [rule for rule, _, _ in rules("a: 1\n---\nb: [\n")][-1] == "syntax"


# ── reading on behind a slip ──────────────────────────────────────────────────────────────────────


def test_slips_are_told_all_at_once_and_what_follows_keeps_its_place() -> None:
    text = 'a：1\nb:\n  - "双创"基地\n  - [续建]路\nc: >=\nd: 1\nd: 2\n'
    assert rules(text) == [
        ("syntax", 1, 2),
        ("syntax", 3, 5),
        ("syntax", 4, 5),
        ("syntax", 5, 4),
        ("duplicate-key", 7, 1),
    ]


def test_places_on_a_mended_line_are_those_of_the_file() -> None:
    sheet = parse('x: [{a：1, "b": 2}]\ny: "双创"基地 # 注\n')
    assert [finding.rule for finding in sheet.findings][:1] == ["syntax"]
    sheet = parse('y: "双创"基地 # 注\nz: 3\n')
    place = sheet.place_of(value_at(sheet.root, ("y",)) or _root(sheet))
    assert (place.line, place.column, place.end_column) == (1, 4, 10)


# ── places ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_places_count_code_points(newline: str, bom: str) -> None:
    text = newline.join(["a: 1", "# 𠮷", "𠮷: {呼兰: 𠮷𠮷, b: [x, 区]}", ""])
    sheet = parse(bom + text)
    assert sheet.text == text
    for keys, expected in {("a",): (1, 4), ("𠮷", "呼兰"): (3, 9), ("𠮷", "b", 1): (3, 20)}.items():
        node = value_at(sheet.root, keys)
        assert isinstance(node, Scalar)
        place = sheet.place_of(node)
        assert (place.line, place.column) == expected
        assert sheet.text[node.start : node.end] == node.text


def test_only_what_an_editor_takes_for_a_line_counts_as_one() -> None:
    """YAML counts U+0085 and U+2028 as line ends, VS Code and grep don't."""
    sheet = parse("a: '\u2028'\nb: '\x85'\nc: 1\n")
    place = sheet.place_of(value_at(sheet.root, ("c",)) or _root(sheet))
    assert (place.line, place.column) == (3, 4)


def test_a_block_is_placed_at_its_first_word() -> None:
    sheet = parse("a:\n  b:\n    - c: 1\n")
    node = value_at(sheet.root, ("a", "b"))
    assert isinstance(node, List)
    place = sheet.place_of(node)
    assert (place.line, place.column, place.end_column) == (3, 7, 8)


# ── files ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("raw", "rule", "line", "column"),
    [
        ("a: 呼兰\n".encode("gb18030"), "encoding", 1, 4),
        ("a: 1\nb: 呼兰\n".encode("gbk"), "encoding", 2, 4),
        ("a: 1\n".encode("utf-16"), "encoding", 1, 1),
        (b"a: 1\nb: \xff\xfe\xfd\xfc\n", "encoding", 2, 4),
    ],
)
def test_other_encodings_are_told(raw: bytes, rule: str, line: int, column: int) -> None:
    finding = parse_yaml(raw, "a.yaml").findings[0]
    assert (finding.rule, finding.place.line, finding.place.column) == (rule, line, column)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "empty.yaml").touch()
    (tmp_path / "large.yaml").write_text("a: 1\n" * 100)
    for path, limit in (("none.yaml", 50), ("empty.yaml", 50), ("large.yaml", 50), (".", 50)):
        with pytest.raises(UnreadableReport) as error:
            read_yaml(str(tmp_path / path), limit=limit)
        assert str(error.value).startswith(f"{tmp_path / path}: ")
    assert read_yaml(str(tmp_path / "large.yaml"), limit=500).findings


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes are a Unix thing")
def test_a_name_with_a_nul_is_no_traceback() -> None:
    with pytest.raises(UnreadableReport):
        read_yaml("a\0b.yaml")


def test_the_collector_is_off_while_parsing_and_on_again(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []

    class Watching(Sheet):
        __slots__ = ()

    real = Map.__new__

    def watching(*arguments: object) -> Map:
        seen.append(gc.isenabled())
        return real(*arguments)  # type: ignore[arg-type]

    assert gc.isenabled()
    monkeypatch.setattr("tracker.read.nodes.Map", type("Map", (Map,), {"__new__": watching}))
    parse("a: 1\n")
    parse("a: [\n")
    assert seen == [False]
    assert gc.isenabled()


@pytest.mark.parametrize("name", ["every-form.yaml", "yaml-traps.yaml", "one-line.json.yaml"])
def test_without_libyaml_the_nodes_are_the_same(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """On platforms for which PyYAML has no compiled parser."""
    import yaml

    path = str(ROOT / "tests" / "cases" / "targets" / "ok" / name)
    fast = read_yaml(path)
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    slow = read_yaml(path)
    assert list(slow.scalars()) == list(fast.scalars())
    assert (slow.findings, slow.text) == (fast.findings, fast.text)


# ── properties ────────────────────────────────────────────────────────────────────────────────────

# Line ends of YAML 1.1 are folded in quotes, and a JSON pair of escapes (\\ud842\\udfb7) is none to YAML.
words = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Cn"], exclude_characters="\ufeff"), max_size=12
)


@given(st.recursive(words, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4)))
def test_what_is_written_as_json_is_read_as_it_was(data: object) -> None:
    """JSON is YAML."""
    import json

    sheet = parse(json.dumps(data, ensure_ascii=False))
    if any(finding.rule == "anchor" for finding in sheet.findings):
        return  # a key of two angle brackets
    assert sheet.root is not None
    assert plain_value(sheet.root) == data


@given(st.text(max_size=80) | st.text("[]{}:,-&*!|>'\"%@`#? \n\tab0.~=<处：", max_size=40))
def test_no_text_gives_a_traceback(text: str) -> None:
    sheet = parse_yaml(text.encode("utf-8", "surrogatepass"), "a.yaml")
    assert sheet.root is not None or sheet.findings
    for finding in sheet.findings:
        assert finding.place.line >= 1
        assert finding.place.column >= 1
        if finding.fix is not None:
            assert 0 <= finding.fix.start <= finding.fix.end <= len(sheet.text)


@given(st.lists(words, min_size=1, max_size=5))
def test_a_scalar_stands_where_its_node_says(texts: list[str]) -> None:
    import json

    sheet = parse("\n".join(f"- {json.dumps(text, ensure_ascii=False)}" for text in texts))
    assert [node.text for node in sheet.scalars()] == texts
    for node in sheet.scalars():
        assert json.loads(sheet.text[node.start : node.end]) == node.text
