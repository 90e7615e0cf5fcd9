"""What became of a reviewer's decisions: which ended, are about nothing, or are contradicted by a newer report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.model import CommitmentResult, FileResult, Finding, Message, Review, Severity, Verdict


def look_through_reviews(result: FileResult, reviews: Sequence[Review]) -> Iterator[Finding]:
    """A warning for each decision that a person should look at again; nothing of it changes a verdict."""
    held = {str(each.commitment.id): each for each in result.results}
    for review in reviews:
        message = _complaint(review, held.get(str(review.id)), result.targets.path)
        if message is not None:
            yield Finding(review.place, "review", message, Severity.WARNING)


def _complaint(review: Review, result: CommitmentResult | None, targets: str) -> Message | None:
    if result is None:
        return Message("decides nothing: {targets} has no commitment {id}", {"targets": targets, "id": review.id})
    if review.is_stale(result.commitment):
        return None  # the rule ``stale-review`` has told
    if result.review is None:
        return Message(
            "decides nothing any more: it held until {until}, and the reports go further; decide anew, or take it out",
            {"until": review.until},
        )
    now, then = result.checker, review.checker
    if now is Verdict.UNVERIFIABLE or now is then:
        return None
    if now is review.verdict:
        return Message("is no longer needed: the checker says {now} itself now", {"now": Message(_WORDS[now])})
    return Message(
        "is contradicted: the checker says {now} now, on a report that was not there then; look at it again",
        {"now": Message(_WORDS[now])},
    )


_WORDS = {Verdict.MET: "Met", Verdict.UNMET: "Unmet", Verdict.UNVERIFIABLE: "Unverifiable"}
