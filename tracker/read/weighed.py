"""Whether a text is one that a report may have: bounds on what takes far longer to understand than reports do.

Every reader weighs its text before it looks for tables and paragraphs in it, since that takes long too.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from tracker.model import UnreadableReport
from tracker.read.limits import CHARACTERS, LIMIT, PIECES, limit_for, raised
from tracker.words.dense import count_pieces

_limit = ContextVar("limit", default=LIMIT)


@contextmanager
def weighing(limit: int) -> Iterator[None]:
    """Texts are weighed with the bounds that belong to ``--limit``, in bytes."""
    token = _limit.set(limit)
    try:
        yield
    finally:
        _limit.reset(token)


def weigh(path: str, text: str) -> None:
    """Raise UnreadableReport for a text that is far more than a report has."""
    weigh_length(path, len(text))
    count = count_pieces(text)
    if count > raised(PIECES, _limit.get()):
        raise UnreadableReport(
            "{path}: has so many clauses and figures ({count}) as no report has; give a part of it, or take it whole "
            "with --limit {limit}",
            path=path,
            count=count,
            limit=limit_for(count, PIECES),
        )


def weigh_length(path: str, count: int, times: int = 1) -> None:
    """Raise UnreadableReport for so many characters; ``times`` as many are borne where not all of them are text."""
    if count > times * raised(CHARACTERS, _limit.get()):
        raise UnreadableReport(
            "{path}: has {count} characters, more than a report; give a part of it, or take it whole with "
            "--limit {limit}",
            path=path,
            count=count,
            limit=limit_for(count, CHARACTERS),
        )
