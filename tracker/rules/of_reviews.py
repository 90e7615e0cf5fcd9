"""The rules for reviews files."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tracker.model import Finding
from tracker.rules import ReviewsSubject, missing_file, review

RULES: tuple[Callable[[ReviewsSubject], Iterator[Finding]], ...] = (missing_file.check_reviews, review.check_reviews)
