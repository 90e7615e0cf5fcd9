"""Every code has a file that shows it, and every page of docs/rules is run."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.rules import bad_cases, rule_pages
from tracker.model import Severity
from tracker.rules import CODES


@pytest.fixture(autouse=True)
def _in_the_reviews_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a review's ``../targets`` is found from the case's short path."""
    monkeypatch.chdir(bad_cases.CASES / "reviews")


@pytest.mark.parametrize("path", bad_cases.bad_files(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_bad_file_is_told_what_stands_beside_it(path: Path) -> None:
    expected = path.with_suffix(".findings").read_text(encoding="utf-8")
    assert bad_cases.findings_of(path) == expected, "python -m tests.rules.bad_cases writes them anew"


@pytest.mark.parametrize("path", bad_cases.ok_files(), ids=lambda path: path.name)
def test_of_a_good_file_nothing_is_told(path: Path) -> None:
    assert bad_cases.findings_of(path) == ""


def test_every_code_has_its_bad_file() -> None:
    told = {finding.rule for path in bad_cases.bad_files() for finding in bad_cases.validated(path).findings}
    assert told == set(CODES)


def test_every_finding_file_belongs_to_a_case() -> None:
    cases = {path.with_suffix(".findings") for path in bad_cases.bad_files()}
    assert set(bad_cases.CASES.glob("*/bad/**/*.findings")) == cases


# ── docs/rules ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_code_has_its_page(lang: str) -> None:
    assert {page.stem for page in rule_pages.pages(lang)} == set(CODES)


@pytest.mark.parametrize("page", rule_pages.pages("zh"), ids=lambda page: page.stem)
def test_a_chinese_page_shows_the_file_of_the_english_one(page: Path) -> None:
    english = rule_pages.PAGES["en"] / page.name
    assert rule_pages.example(page)["file"] == rule_pages.example(english)["file"]
    assert ("`--fix`" in _text(page).partition("<!--")[0]) == ("`--fix`" in _text(english).partition("<!--")[0])
    own = [each for each in rule_pages.validated(page).findings if each.rule == page.stem]
    worst = next(each for each in Severity if any(finding.severity is each for finding in own))
    words = {Severity.ERROR: "错误：", Severity.WARNING: "警告：", Severity.NOTE: "提示："}
    assert f"\n{words[worst]}" in _text(page)


@pytest.mark.parametrize(
    "page", [*rule_pages.pages(), *rule_pages.pages("zh")], ids=lambda page: f"{page.parent.parent.name}-{page.stem}"
)
def test_a_page_shows_what_validate_says(page: Path) -> None:
    assert rule_pages.answer(page) == rule_pages.example(page)["answer"], "python -m tests.rules.rule_pages"
    assert page.stem in {finding.rule for finding in rule_pages.validated(page).findings}


@pytest.mark.parametrize("page", rule_pages.pages(), ids=lambda page: page.stem)
def test_a_page_says_how_much_its_code_counts_and_whether_it_is_mended(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    own = [finding for finding in rule_pages.validated(page).findings if finding.rule == page.stem]
    worst = next(each for each in Severity if any(finding.severity is each for finding in own))
    assert f"\n{'An' if worst is Severity.ERROR else 'A'} {worst.value}:" in text
    assert ("`--fix`" in text.partition("<!--")[0]) == any(finding.fix is not None for finding in own)


def test_the_index_lists_every_code_in_its_words() -> None:
    rows = re.findall(
        r"^\| \[([a-z0-9-]+)\]\(\1\.md\) \| (.*?) \| (.*?) \|$", _text(ROOT / "docs/rules/README.md"), re.M
    )
    assert {code: words for code, words, _ in rows} == CODES
    assert [code for code, _, _ in rows] == list(CODES)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_our_own_files_have_no_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    from tracker.validating.many import validate_paths

    monkeypatch.chdir(ROOT)
    findings = validate_paths(["targets", "reports", *(["reviews"] if os.path.isdir("reviews") else [])]).findings
    assert [str(finding.message) for finding in findings if finding.severity is Severity.ERROR] == []
