"""Days and periods as a hand-edited file writes them."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from tracker.model import Period

# Written out, and compiled where one is needed: most files have none but days.
_LOOSE = r"\s*([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})(?:\s*[-/.月]\s*([0-9]{1,2})\s*日?|\s*月?)\s*"
_PERIOD = r"([0-9]{4})(?:-([0-9]{2}))?(?:\.\.([0-9]{4})(?:-([0-9]{2}))?)?"


@lru_cache(1000)  # most commitments of a file are due on the same few days
def parse_day(text: str) -> date | None:
    """``2022-12-31`` as a date; None where there is no such day."""
    if len(text) != 10 or text[4] != "-" or text[7] != "-" or not text.isascii():
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def mend_date(text: str, *, day: bool) -> str | None:
    """``2022/6/1``, ``2022年6月1日`` as ``2022-06-01``; a month alone as its last day where a ``day`` is needed."""
    found = re.fullmatch(_LOOSE, text)
    if found is None:
        return None
    year, month = int(found[1]), int(found[2])
    if not 1 <= month <= 12 or not 1 <= year < 9999:
        return None
    last = Period(year, month, year, month).last_day.day
    if found[3] is None:
        return f"{year}-{month:02}-{last:02}" if day else f"{year}-{month:02}"
    return f"{year}-{month:02}-{int(found[3]):02}" if 1 <= int(found[3]) <= last else None


def parse_period(text: str) -> Period | None:
    """``2022``, ``2018..2022``, ``2019-01..2019-11`` or ``2019-11``; None where its end is before its beginning."""
    found = re.fullmatch(_PERIOD, text)
    if found is None:
        return None
    first_year, first_month = int(found[1]), int(found[2] or 1)
    if found[3] is None:
        last_year, last_month = first_year, int(found[2] or 12)
    else:
        last_year, last_month = int(found[3]), int(found[4] or 12)
    if not (1 <= first_month <= 12 and 1 <= last_month <= 12) or (last_year, last_month) < (first_year, first_month):
        return None
    return Period(first_year, first_month, last_year, last_month)
