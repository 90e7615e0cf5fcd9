"""docs/reasons: one page a reason, each with an example that comes out as printed; docs/verdicts.md leads to all."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT
from tests.console import blocks
from tests.judge.test_verdict_cases import answer
from tracker.judge import TRUST
from tracker.model import Reason

FOLDER = ROOT / "docs" / "reasons"
OVERVIEW = ROOT / "docs" / "verdicts.md"


def test_every_reason_has_its_page_and_no_other_has() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.md")) == sorted(Reason)


@pytest.mark.parametrize("reason", list(Reason))
def test_the_example_of_a_page_comes_out_as_printed(reason: Reason, tmp_path: Path) -> None:
    page = (FOLDER / f"{reason}.md").read_text(encoding="utf-8")
    listed = blocks(page)
    assert [block.language for block in listed] == ["yaml", "text", "json"]
    case = {**yaml.safe_load(listed[0].text), "report": listed[1].text}
    printed = json.loads(listed[2].text)
    result, _ = answer(case, tmp_path)
    said = result["targets"][0] if result["targets"] else result
    assert excerpt(said, printed) == printed
    assert printed["reason"] == reason
    assert page.startswith(f"# `{reason}`: ")
    assert f"Verdict: **{printed['verdict']}**." in page


@pytest.mark.parametrize("reason", list(Reason))
def test_a_chinese_page_shows_the_same_example(reason: Reason) -> None:
    english, chinese = (
        (folder / f"{reason}.md").read_text(encoding="utf-8") for folder in (FOLDER, ROOT / "docs" / "zh" / "reasons")
    )
    assert [block.text for block in blocks(english)] == [block.text for block in blocks(chinese)]
    assert chinese.startswith(f"# `{reason}`：")


def excerpt(said: Any, printed: Any) -> Any:
    """What an answer says of the keys that a page prints; a list is printed as a whole."""
    if isinstance(printed, dict) and isinstance(said, dict):
        return {key: excerpt(said[key], value) for key, value in printed.items() if key in said}
    if isinstance(printed, list) and isinstance(said, list) and len(said) == len(printed):
        return [excerpt(one, other) for one, other in zip(said, printed, strict=True)]
    return said


def test_an_excerpt_leaves_out_keys_alone() -> None:
    """The test of the pages would pass on anything if this did not hold."""
    said = {"a": 1, "b": [{"c": 2, "d": 3}]}
    assert excerpt(said, {"b": [{"c": 2}]}) == {"b": [{"c": 2}]}
    assert excerpt(said, {"a": 2}) != {"a": 2}
    assert excerpt(said, {"b": []}) != {"b": []}
    assert excerpt(said, {"x": None}) != {"x": None}


def test_the_overview_leads_to_every_reason_in_order() -> None:
    text = OVERVIEW.read_text(encoding="utf-8")
    assert re.findall(r"\]\(reasons/([\w-]+)\.md\) \|", text) == list(Reason)


def test_the_overview_tells_the_order_of_trust() -> None:
    """Of the kinds of reports, as ``judge`` has it."""
    text = OVERVIEW.read_text(encoding="utf-8")
    order = re.search(r"with their kind \((.*)\)", text)
    assert order is not None
    assert re.findall(r"`(\w+)`", order[1]) == [str(kind) for kind in TRUST]
