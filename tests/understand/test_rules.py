"""The rules of statements: each fits its examples, and none that it must not fit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tracker.read.document import read_document
from tracker.understand import understand
from tracker.words.rules import Rule, meaning_of, statement_rules

TITLE = "东山区2024年政府工作总结"
CLAIMS = ("claim-done", "claim-not-done", "claim-holds", "claim-fails", "worked-out")
"""Rules of what is matched with a target, not read in a report by itself: their cases are verdicts."""


def examples(fits: bool) -> Iterator[object]:
    for rule in statement_rules().values():
        for text in rule.fits if fits else rule.fits_not:
            yield pytest.param(rule, text, id=f"{rule.name}: {text[:20]}")


def rules_of(text: str, folder: Path) -> set[str]:
    path = folder / "report.md"
    path.write_text(f"{TITLE}\n\n{text}\n", encoding="utf-8")
    return {each.rule for told in understand(read_document(str(path))).observations for each in told.because}


@pytest.mark.parametrize(("rule", "text"), examples(fits=True))
def test_a_rule_fits_its_example(rule: Rule, text: str, tmp_path: Path) -> None:
    assert rule.name in rules_of(text, tmp_path)


@pytest.mark.parametrize(("rule", "text"), examples(fits=False))
def test_a_rule_does_not_fit_what_it_must_not(rule: Rule, text: str, tmp_path: Path) -> None:
    assert rule.name not in rules_of(text, tmp_path)


def test_every_rule_of_a_report_has_an_example_of_both_kinds() -> None:
    bare = {rule.name for rule in statement_rules().values() if not (rule.fits and rule.fits_not)}
    assert bare == set(CLAIMS)


def test_every_rule_that_the_code_names_is_told_and_the_other_way_round() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tracker").rglob("*.py"))
    named = {name for name in statement_rules() if re.search(f'"{name}"', source)}
    assert named == set(statement_rules())


def test_a_statement_says_why_with_words_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(f"{TITLE}\n\n2024年，新建停车场7处，正在施工。\n", encoding="utf-8")
    reading = understand(read_document(str(path)))
    [told] = [each for each in reading.observations if each.value is not None]
    said = {each.rule: reading.document.text[each.start : each.end] for each in told.because if each.start is not None}
    assert said == {"name-before": "新建停车场", "time-word": "2024年", "state": "，正在施工"}


def test_a_rule_of_another_version_is_told_by_its_name() -> None:
    assert meaning_of("name-before", "en") == statement_rules()["name-before"].english
    assert meaning_of("no-such-rule", "zh") == "no-such-rule"
