"""Decisions that a person should look at again are told; they change no verdict."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.write.samples import MET, SHORT, VAGUE, judged, sample
from tracker.judge import judge_commitment
from tracker.judge.reviews import look_through_reviews
from tracker.model import (
    Commitment,
    CommitmentResult,
    FigureTarget,
    Op,
    Place,
    Reason,
    Review,
    TargetResult,
    Verdict,
)

PLACE = Place("reviews/a-2022.yaml", 5, 9)
REVIEW = Review(1, Verdict.MET, "王芳", date(2023, 3, 15), "看过", None, Verdict.UNVERIFIABLE, PLACE)


def said(review: Review, *results: CommitmentResult) -> list[str]:
    found = list(look_through_reviews(sample(*results), [review]))
    assert all(each.place == PLACE and each.rule == "review" for each in found)
    return [str(each.message) for each in found]


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (VAGUE, None),
        (MET, "is no longer needed: the checker says Met"),
        (SHORT, "is contradicted: the checker says Unmet"),
    ],
)
def test_a_newer_report(now: TargetResult, words: str | None) -> None:
    found = said(REVIEW, judged(1, "a", now, review=REVIEW))
    assert found == [] if words is None else found[0].startswith(words)


def test_a_decision_replaces_the_verdict_and_the_checkers_own_stays_beside_it() -> None:
    target = FigureTarget("停车场", Op.AT_LEAST, Decimal(5), "处")
    commitment = Commitment(1, "停车场", targets=(target,))
    short = TargetResult(target, Verdict.UNMET, Reason.VALUE_FALLS_SHORT)
    reviewed = judge_commitment(commitment, lambda _: short, REVIEW)
    assert (reviewed.verdict, reviewed.checker, reviewed.review) == (Verdict.MET, Verdict.UNMET, REVIEW)
    alone = judge_commitment(commitment, lambda _: short, None)
    assert (alone.verdict, alone.checker, alone.review) == (Verdict.UNMET, Verdict.UNMET, None)


def test_what_the_checker_said_then_is_no_news() -> None:
    held = replace(REVIEW, checker=Verdict.UNMET)
    assert said(held, judged(1, "a", SHORT, review=held)) == []


def test_one_that_ended() -> None:
    [found] = said(replace(REVIEW, until=date(2022, 6, 30)), judged(1, "a", VAGUE))
    assert found.startswith("decides nothing any more: it held until 2022-06-30")


def test_one_about_nothing() -> None:
    assert said(replace(REVIEW, id=9), judged(1, "a", VAGUE)) == [
        "decides nothing: targets/a-2022.yaml has no commitment 9"
    ]
