"""tests/cases/numbers.yaml: one amount in its many writings, and what is none."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from .reading import amounts

CASES = yaml.load((Path(__file__).parents[1] / "cases" / "numbers.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
WRITTEN: list[tuple[str, dict[str, Any]]] = [(text, case) for case in CASES["amounts"] for text in case["written"]]
NOTHING: list[str] = [text for group in CASES["nothing"].values() for text in group]


@pytest.mark.parametrize(("text", "case"), WRITTEN, ids=[text for text, _ in WRITTEN])
def test_a_writing_is_read_as_its_amount(text: str, case: dict[str, Any]) -> None:
    unit = None if case["unit"] == "~" else case["unit"]
    high = Decimal(case["high"]) if "high" in case else None
    assert amounts(text) == [(Decimal(case["value"]), high, unit, case.get("bound", "exact"))]


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_amount_is_not_read_as_one(text: str) -> None:
    assert amounts(text) == []
