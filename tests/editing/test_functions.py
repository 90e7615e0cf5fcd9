"""The functions behind the server, on texts as they are while somebody types: whatever stands there, they answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT
from tracker.editing.completing import complete
from tracker.editing.cursor import cursor_at
from tracker.editing.hovering import hover
from tracker.editing.leading import leads_to
from tracker.editing.opened import Opened

CASES = ROOT / "tests" / "cases"
FILES = {
    "targets/a.yaml": (CASES / "targets/ok/every-form.yaml").read_text(encoding="utf-8"),
    "reports/a.yaml": (CASES / "reports/ok/hulan-2022.yaml").read_text(encoding="utf-8"),
    "reviews/a.yaml": (CASES / "reviews/ok/hulan-2022.yaml").read_text(encoding="utf-8"),
}
PIECES = st.sampled_from(["", "\n", "\n  - ", "\n        ", ": ", "{", "}", "[", "- ", "->", "\t", "：", "“", '"', "𠮷",
                          "\u202e", "\ud800", "\u2028", "stage:", "op:", ">= 5 ", "&a", "*a", "---\n"])  # fmt: skip


@st.composite
def half_written(draw: st.DrawFn) -> tuple[str, str, int]:
    """A file's name, its text with a few edits, and an offset in it."""
    name = draw(st.sampled_from(sorted(FILES)))
    text = FILES[name]
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(text)))
        text = text[:start] + draw(PIECES) + text[start + draw(st.integers(0, 40)) :]
    return name, text, draw(st.integers(0, len(text)))


@given(half_written())
def test_every_place_of_every_text_is_answered(written: tuple[str, str, int]) -> None:
    name, text, offset = written
    opened = Opened(str(ROOT / "nowhere" / name), text)
    line, column = opened.sheet.line_and_column(min(offset, len(opened.sheet.text)))
    offered = complete(opened, line - 1, column - 1, "zh")
    assert 0 <= offered.replaced < column
    said = hover(opened, offset, "en")
    assert said is None or said[0].strip()
    assert leads_to(opened, offset) is None  # there is no such folder
    for finding in opened.findings:
        for fix in (finding.fix, finding.offer):
            assert fix is None or 0 <= fix.start <= fix.end <= len(opened.sheet.text)


@pytest.mark.parametrize(
    "line", ["      - " + "新建" * 20_000, "      - [" + "[]," * 20_000, "      - " + "a" * 20_000 + "{"]
)
def test_a_line_that_nobody_types_is_not_completed(line: str) -> None:
    """It took the square of its length, at every key."""
    text = FILES["targets/a.yaml"] + "\n    targets:\n" + line
    opened = Opened(str(ROOT / "nowhere/targets/a.yaml"), text)
    assert complete(opened, text.count("\n"), len(line), "zh") == (0, [])


@given(half_written())
def test_what_is_mended_once_is_mended(written: tuple[str, str, int]) -> None:
    name, text, _ = written
    path = str(ROOT / "nowhere" / name)
    mended = Opened(path, text).mended()
    assert Opened(path, mended).mended() == mended


@pytest.mark.parametrize(
    ("text", "keys", "key", "present"),
    [
        ("locality:\n  ", ("locality",), None, ()),
        ("locality:\n  name: 甲\n  ", ("locality",), None, ("name",)),
        ("period: {from: 2021, ", ("period",), None, ("from",)),
        ("commitments:\n  - id: 1\n    ", ("commitments", "[]"), None, ("id",)),
        ("commitments:\n- id: 1\n  targets:\n  - ", ("commitments", "[]", "targets", "[]"), None, ()),
        ("commitments:\n  - id: 1\n    targets:\n      - indicator: 甲\n        op: ",
         ("commitments", "[]", "targets", "[]"), "op", ("indicator",)),
        ("commitments:\n  - id: 1\n    targets:\n      - 甲 >= 5 处\n  - id: 2\n    ",
         ("commitments", "[]"), None, ("id",)),
        ("commitments:\n  - id: 1\n    # 注\n\n    with: [甲]\n    ", ("commitments", "[]"), None, ("with", "id")),
        ("commitments:\n  - id: 1\n    targets: # 两个\n      - ", ("commitments", "[]", "targets", "[]"), None, ()),
        ("commitments:\n  - id: 1\n    title: 甲\nreports:\n  - ", ("reports", "[]"), None, ()),
    ],
)  # fmt: skip
def test_where_the_cursor_is(text: str, keys: tuple[str, ...], key: str | None, present: tuple[str, ...]) -> None:
    lines = text.split("\n")
    found = cursor_at(lines, len(lines) - 1, len(lines[-1]))
    assert (found.keys, found.key, found.present) == (keys, key, present)
