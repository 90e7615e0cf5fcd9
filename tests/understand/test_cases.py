"""tests/cases/quantities.yaml: sentences, and every figure that is in them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tracker.model import Measure, Observation, Op
from tracker.read.target_line import TargetLine, parse_target_line

from .reading import observe

CASES = yaml.load(
    (Path(__file__).parents[1] / "cases" / "quantities.yaml").read_text(encoding="utf-8"), yaml.BaseLoader
)
SENTENCES: list[dict[str, Any]] = [case for group in CASES.values() for case in group if "known" not in case]
KNOWN: list[dict[str, Any]] = [case for group in CASES.values() for case in group if "known" in case]
"""Not right yet: counted in tests/gates, where the share right may only rise."""
OPS = {"exact": Op.EQUAL, "lower": Op.AT_LEAST, "upper": Op.AT_MOST, "about": Op.ABOUT}


def _found(each: Observation) -> tuple[Any, ...]:
    op = Op.RANGE if each.high is not None else OPS[str(each.bound)]
    return each.indicator, each.measure, op, each.value, each.high, each.unit


def _expected(line: str) -> tuple[Any, ...]:
    subject, equals, amount = line.partition(" = ")
    if amount == "0 -":  # 清零: no unit
        return subject, Measure.LEVEL, Op.EQUAL, 0, None, None
    target = parse_target_line(subject + " " + amount if equals and ".." in amount else line)
    assert isinstance(target, TargetLine), target
    return target.subject, target.measure, target.op, target.low, target.high, target.unit


def is_read(case: dict[str, Any]) -> bool:
    """Whether all figures of a case are found, and no other."""
    return [_found(each) for each in observe(case["text"])] == [_expected(line) for line in case["finds"]]


def _told(each: Observation, text: str, key: str) -> str:
    if key == "names":
        return "|".join(text[start:end] for start, end in each.names)
    value = getattr(each, key)
    return "~" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


@pytest.mark.parametrize("case", SENTENCES, ids=[case["text"] for case in SENTENCES])
def test_every_figure_of_a_sentence_is_found_and_no_other(case: dict[str, Any]) -> None:
    found = observe(case["text"])
    assert [_found(each) for each in found] == [_expected(line) for line in case["finds"]]
    for number, told in case.get("also", {}).items():
        assert {key: _told(found[int(number)], case["text"], key) for key in told} == told
