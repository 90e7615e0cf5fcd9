"""Findings as lines with a caret, and as JSON."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.model import Finding, Fix, Message, Place, Severity
from tracker.write.findings import WIDEST, write_json, write_summary, write_text


def finding(line: int, column: int, end: int | None = None, **more: object) -> Finding:
    return Finding(Place("targets/a.yaml", line, column, end), "unit", Message("no unit {x}", {"x": "个处"}), **more)  # type: ignore[arg-type]


def width(text: str) -> int:
    """Columns in a terminal."""
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)


def test_the_caret_stands_under_chinese_text() -> None:
    text = write_text([finding(1, 20, 22)], {"targets/a.yaml": "      - 新建停车场 >= 5 个处"}, "en")
    assert text.splitlines() == [
        "targets/a.yaml:1:20: no unit 个处 [unit]",
        "    1 |       - 新建停车场 >= 5 个处",
        "      |                         ^~~~",
    ]


@given(st.text("ab处（，a𠮷 ", min_size=1, max_size=40), st.data())
def test_the_caret_stands_under_its_character(line: str, data: st.DataObject) -> None:
    column = data.draw(st.integers(1, len(line)))
    end = data.draw(st.integers(column + 1, len(line) + 1))
    _, source, marks = write_text([finding(1, column, end)], {"targets/a.yaml": line}, "en").splitlines()
    assert source == f"    1 | {line}"
    assert marks == " " * 6 + "| " + " " * width(line[: column - 1]) + "^" + "~" * (
        width(line[column - 1 : end - 1]) - 1
    )


@given(st.integers(1, 5000))
def test_of_a_long_line_the_part_round_the_caret_is_shown(column: int) -> None:
    """JSON is YAML, and a whole file may stand on one line."""
    line = "处x" * 2500
    _, source, marks = write_text([finding(1, column, column + 1)], {"targets/a.yaml": line}, "en").splitlines()
    shown = source.removeprefix("    1 | ")
    assert width(shown) <= WIDEST + 2
    before = marks.removeprefix("      | ").index("^")
    position = next(index for index in range(len(shown)) if width(shown[:index]) == before)
    assert shown[position] == line[column - 1]


@pytest.mark.parametrize(
    ("line", "column", "source", "caret"),
    [
        ("\ta: 1", 1, " a: 1", "^"),
        ("", 1, "", "^"),
        ("a", 9, "a", " ^"),  # beyond the line's end
        ("a\x1b[31mb", 9, "a␛[31mb", "       ^"),  # nobody's terminal is coloured by a file
    ],
)
def test_odd_lines(line: str, column: int, source: str, caret: str) -> None:
    _, shown, marks = write_text([finding(1, column)], {"targets/a.yaml": line}, "en").split("\n")[:3]
    assert shown == f"    1 | {source}"
    assert marks == f"      | {caret}"


def test_a_file_whose_text_is_not_at_hand() -> None:
    assert write_text([finding(3, 1)], {}, "en") == "targets/a.yaml:3:1: no unit 个处 [unit]\n"


def test_severity_is_told_and_coloured() -> None:
    texts = {"targets/a.yaml": "a"}
    for severity, label in ((Severity.ERROR, ""), (Severity.WARNING, "warning: "), (Severity.NOTE, "note: ")):
        assert write_text([finding(1, 1, severity=severity)], texts, "en").startswith(
            f"targets/a.yaml:1:1: {label}no unit"
        )
    coloured = write_text([finding(1, 1, severity=Severity.WARNING)], texts, "en", colour=True)
    assert "\x1b[33mwarning: \x1b[0m" in coloured
    assert "\x1b[33m^\x1b[0m" in coloured


def test_the_summary_counts() -> None:
    found = [finding(1, 1), finding(2, 1, severity=Severity.NOTE, fix=Fix(0, 1, "x"))]
    assert write_summary(found, 3, "en") == (
        "errors: 1, warnings: 0, notes: 1; files: 3, with findings: 1; --fix would mend 1\n"
    )
    assert write_summary([], 3, "en") == "nothing wrong; files: 3\n"
    assert write_summary([], 3, "zh") == "没有问题；文件 3 个\n"


def test_json() -> None:
    answer = json.loads(write_json([finding(2, 3, 5, fix=Fix(7, 9, "处"))], ["targets/a.yaml"], "en"))
    assert answer == {
        "version": 1,
        "files": ["targets/a.yaml"],
        "findings": [
            {
                "file": "targets/a.yaml",
                "line": 2,
                "column": 3,
                "end_column": 5,
                "rule": "unit",
                "severity": "error",
                "message": "no unit 个处",
                "fix": {"start": 7, "end": 9, "new": "处"},
                "offer": None,
            }
        ],
    }
