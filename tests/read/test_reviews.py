"""A reviewer's decisions."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tracker.model import Review, UnreadableReport, Verdict
from tracker.read.nodes import read_yaml
from tracker.read.reviews import parse_reviews, read_reviews
from tracker.write.reviews import new_file

CASE = ROOT / "tests" / "cases" / "reviews" / "ok" / "hulan-2022.yaml"


def test_a_decision() -> None:
    reviews, findings = read_reviews(str(CASE))
    assert findings == []
    (review,) = reviews
    assert (review.id, review.verdict, review.by, review.why) == (1, Verdict.MET, "王芳", "现场看过")
    assert (review.on, review.until) == (date(2023, 3, 1), date(2024, 12, 31))
    assert review.checker is Verdict.UNVERIFIABLE
    assert (review.place.file, review.place.line, review.place.column) == (str(CASE), 4, 9)


def test_on_is_a_word_and_dates_are_dates(tmp_path: Path) -> None:
    """YAML 1.1 reads the key `on` as true, and the day as an object of its own."""
    path = tmp_path / "a.yaml"
    text = (
        "version: 1\ntargets: a.yaml\ndecisions:\n  - {id: '3.2', verdict: unmet, by: 李, on: 2023-03-01, why: 没有}\n"
    )
    path.write_text(text, encoding="utf-8")
    reviews, findings = read_reviews(str(path))
    assert findings == []
    assert [(review.id, review.on) for review in reviews] == [("3.2", date(2023, 3, 1))]


def test_a_file_with_errors_decides_nothing() -> None:
    reviews, findings = read_reviews(str(CASE.parents[1] / "bad" / "shape.yaml"))
    assert reviews == ()
    assert findings


def test_what_the_tool_writes_it_reads(tmp_path: Path) -> None:
    written = [
        Review(1, Verdict.MET, "王芳", date(2023, 3, 1), 'on: "no", 现场看过'),
        Review("3.2", Verdict.UNMET, "no", date(2023, 3, 2), "# 没有", date(2024, 1, 1), Verdict.MET),
    ]
    path = tmp_path / "a.yaml"
    path.write_text(new_file("hulan-2022.yaml", written), encoding="utf-8")
    reviews, findings = read_reviews(str(path))
    assert findings == []
    from dataclasses import replace

    assert [replace(review, place=old.place) for review, old in zip(reviews, written, strict=True)] == written


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableReport):
        read_reviews(str(tmp_path / "none.yaml"))


def test_what_an_office_keeps_up_stands_beside_the_decisions(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(
        "version: 1\ntargets: a.yaml\ndecisions: []\nprogress:\n"
        "  - {id: 4, problem: 征地未完成, next: 月底前签约, updated: 2023-05-04}\n"
        "  - {id: '3.2', closed: 2023-06-01}\n",
        encoding="utf-8",
    )
    first, second = parse_reviews(read_yaml(str(path))).ledger
    assert (first.id, first.problem, first.next) == (4, "征地未完成", "月底前签约")
    assert (first.updated, first.closed) == (date(2023, 5, 4), None)
    assert (second.id, second.problem, second.closed) == ("3.2", None, date(2023, 6, 1))
