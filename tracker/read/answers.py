"""The last verdicts: the answers of ``check --format json`` that lie in a folder."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from tracker.model import Reason, Verdict

LARGEST = 64 << 20
"""Bytes of an answer; that of a whole province has some 10 million."""

Asked = tuple[str, str, str, str]
"""Locality, period, id and the target as it is written: a target that was changed since has no verdict."""


class LastVerdict(NamedTuple):
    """What an answer says of one target."""

    answer: str  # the file that says it
    verdict: Verdict
    reason: Reason
    provisional: bool = False
    actual: str | None = None
    quote: str | None = None
    report: str | None = None  # the path in the answer, relative to where the command ran
    title: str | None = None


def read_last_verdicts(folder: str) -> Mapping[Asked, LastVerdict]:
    """The verdicts of all answers in a folder; where two tell of one target, the newer file's."""
    try:
        files = [(each.stat().st_mtime_ns, str(each)) for each in Path(folder).glob("*.json") if each.is_file()]
    except OSError:
        return {}
    found: dict[Asked, LastVerdict] = {}
    for changed, path in sorted(files):
        found.update(_verdicts_in(path, changed))
    return found


@lru_cache(maxsize=16)
def _verdicts_in(path: str, changed: int) -> dict[Asked, LastVerdict]:
    """Those of one file, as it was when it was last changed; none where it is no answer of ours."""
    try:
        with open(path, "rb") as stream:
            data = json.loads(stream.read(LARGEST))
        return dict(_each(path, data))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _each(path: str, data: Any) -> Iterator[tuple[Asked, LastVerdict]]:
    for result in data["results"]:
        for target in result["targets"]:
            asked = str(result["locality"]), str(result["period"]), str(result["id"]), str(target["target"])
            evidence = (target.get("evidence") or [{}])[0]
            yield (
                asked,
                LastVerdict(
                    path,
                    Verdict(target["verdict"]),
                    Reason(target["reason"]),
                    bool(target.get("provisional")),
                    _amount(target.get("actual")),
                    *(
                        None if evidence.get(key) is None else str(evidence[key])
                        for key in ("quote", "report", "title")
                    ),
                ),
            )


def _amount(actual: Any) -> str | None:
    """``4233 亩``, ``6..7 %``, ``在建`` or ``5.2 % / 4.8 %``."""
    if actual is None:
        return None
    if "stage" in actual:
        return str(actual["stage"])
    if "left" in actual:
        return f"{_amount(actual['left'])} / {_amount(actual['right'])}"
    high = "" if actual.get("high") is None else f"..{actual['high']}"
    return f"{actual['value']}{high} {actual['unit']}"


def line_of(path: str, quote: str) -> int:
    """The line, from 0, on which a text file holds a quote; 0 where it is in another form, or not there."""
    try:
        with open(path, encoding="utf-8") as stream:
            text = stream.read(LARGEST)
    except (OSError, UnicodeDecodeError):
        return 0
    begins = [quote, *quote.split()[:1]]  # of observations a quote is put together: name, value, unit
    offset = next((found for each in begins if (found := text.find(each)) >= 0), 0)
    return text.count("\n", 0, offset)
