"""Decisions written into a file that a person edits too: only what changed is written anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.model import Place, Review, Severity, Verdict
from tracker.read.nodes import parse_yaml
from tracker.read.reviews import parse_reviews
from tracker.write.reviews import edit_reviews, new_file, yaml_text

TEXT = """\
# decisions of the office
version: 1
targets: a-2022.yaml   # beside this folder
decisions:
  # the first
  - id: 4
    verdict: met          # seen with our own eyes
    by: 王芳
    on: 2023-03-15
    why: 验收单已核对

  # the second
  - {id: "3.2", verdict: unmet, by: 王芳, on: 2023-03-16, why: "数值有误：见附件"}
  - id: 9
    verdict: unverifiable
    by: 李 强
    on: 2023-03-17
    why: >-
      两份文件
      不一致
    until: 2024-01-01
# the end
"""


def parsed(text: str) -> dict[int | str, Review]:
    reading = parse_reviews(parse_yaml(text.encode(), "reviews/a.yaml"))
    assert not [each for each in reading.sheet.findings if each.severity is Severity.ERROR]
    return {each.id: each for each in reading.reviews}


def bare(reviews: dict[int | str, Review]) -> dict[int | str, Review]:
    return {number: replace(each, place=Place("")) for number, each in reviews.items()}


def edited(text: str, changes: dict[int | str, Review | None]) -> str:
    return edit_reviews(text, list(parsed(text).values()), changes)


NEW = Review(7, Verdict.MET, "赵敏", date(2023, 4, 1), "现场查看", None, Verdict.UNVERIFIABLE)


def test_no_change_is_no_change() -> None:
    assert edited(TEXT, {}) == TEXT


def test_a_decision_is_replaced_where_it_stands() -> None:
    changed = replace(NEW, id=4)
    text = edited(TEXT, {4: changed})
    assert bare(parsed(text)) == bare(parsed(TEXT)) | {4: changed}
    assert text.startswith(TEXT[: TEXT.index("  - id: 4")])
    assert text.endswith(TEXT[TEXT.index("\n  # the second") :])


def test_one_written_in_a_line_is_replaced_too() -> None:
    changed = replace(NEW, id="3.2")
    text = edited(TEXT, {"3.2": changed})
    assert bare(parsed(text)) == bare(parsed(TEXT)) | {"3.2": changed}
    assert '{id: "3.2"' not in text


def test_one_is_taken_out_and_the_comments_between_stay() -> None:
    text = edited(TEXT, {4: None})
    assert list(parsed(text)) == ["3.2", 9]
    assert "# the second" in text
    assert "# the end" in text


def test_new_ones_stand_at_the_end() -> None:
    text = edited(TEXT, {7: NEW, 9: None})
    assert list(parsed(text)) == [4, "3.2", 7]
    assert bare(parsed(text))[7] == NEW


def test_all_taken_out_leaves_an_empty_list() -> None:
    text = edited(TEXT, dict.fromkeys(parsed(TEXT)))
    assert parsed(text) == {}
    assert "decisions: []" in text
    assert bare(parsed(edited(text, {7: NEW}))) == {7: NEW}


def test_line_ends_of_windows_are_kept() -> None:
    text = edited(TEXT.replace("\n", "\r\n"), {7: NEW})
    assert "\n" not in text.replace("\r\n", "")
    assert bare(parsed(text))[7] == NEW


def test_a_file_without_indentation_is_kept_so() -> None:
    flat = "version: 1\ntargets: a.yaml\ndecisions:\n- id: 4\n  verdict: met\n  by: a\n  on: 2023-01-02\n  why: b"
    text = edited(flat, {7: NEW})
    assert text.startswith(flat + "\n- id: 7\n  verdict: met\n")
    assert list(parsed(text)) == [4, 7]


def test_a_list_on_one_line_is_refused() -> None:
    flow = "version: 1\ntargets: a.yaml\ndecisions: [{id: 4, verdict: met, by: a, on: 2023-01-02, why: b}]\n"
    with pytest.raises(ValueError, match="3"):
        edited(flow, {4: None, 7: NEW})


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40).filter(
    lambda text: text.strip() == text
)


@given(TEXTS, TEXTS)
def test_any_reason_can_be_written_and_read(by: str, why: str) -> None:
    review = Review(3, Verdict.UNMET, by, date(2023, 1, 2), why)
    assert bare(parsed(new_file("a.yaml", [review]))) == {3: review}


@pytest.mark.parametrize(
    "text", ["on", "no", "2023", "- a", "a: b", "a #b", "'a'", "", "null", "~", "=", "@a", "a\nb", "1e3"]
)
def test_what_yaml_would_misread_is_quoted(text: str) -> None:
    assert yaml_text(text).startswith('"')


@pytest.mark.parametrize("text", ["验收单已核对", "王 芳", "完成率98%，已核对。", "see page 3"])
def test_plain_words_stay_plain(text: str) -> None:
    assert yaml_text(text) == text


def test_the_file_names_its_schema(root: Path) -> None:
    text = new_file("a-2022.yaml", [NEW])
    assert text.startswith("# yaml-language-server: $schema=../schemas/reviews.schema.json\n")
    assert (root / "schemas" / "reviews.schema.json").is_file()
