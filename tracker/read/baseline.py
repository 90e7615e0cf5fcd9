"""A baseline: findings that were there when it was written, and that nobody is to be told of again."""

from __future__ import annotations

import json
from collections import Counter

from tracker.model import Mark, UnreadableReport
from tracker.read.limits import read_bytes


def read_baseline(path: str) -> Counter[Mark]:
    """How often each mark is in the file. Raises UnreadableReport."""
    try:
        data = json.loads(read_bytes(path))
        if data["version"] != 1:
            raise ValueError
        return Counter(
            {Mark(each["file"], each["rule"], each["line"]): int(each["count"]) for each in data["findings"]}
        )
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        raise UnreadableReport(
            "{path}: is no baseline; write one with “tracker validate --write-baseline”", path=path
        ) from error
