"""Imported once by a worker before its first task: what validating needs is loaded by then."""

from __future__ import annotations

from tracker.rules import of_reports, of_reviews, of_targets
from tracker.validating import many

__all__ = ["many", "of_reports", "of_reviews", "of_targets"]
