"""Findings as GitHub, SARIF, JUnit and GitLab want them."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest

from tracker.cli.pages import rule_pages
from tracker.model import Finding, Fix, Message, Place, Severity
from tracker.policy import marks_of
from tracker.rules import CODES
from tracker.write.findings import counts
from tracker.write.findings_ci import (
    write_github,
    write_gitlab,
    write_junit,
    write_step_summary,
)
from tracker.write.sarif import write_sarif

FINDINGS = [
    Finding(Place("targets/呼 兰,a.yaml", 2, 3, 5), "unit", Message("100 % of\n{x}", {"x": "a|b"}), Severity.WARNING),
    Finding(Place("targets/b.yaml", 7, 1), "id", Message("id: twice"), fix=Fix(3, 4, "x")),
    Finding(Place("targets/b.yaml", 9, 1), "no-target", Message("why\x1b"), Severity.NOTE),
]
FILES = ["targets/呼 兰,a.yaml", "targets/b.yaml", "targets/c.yaml"]


def test_github_annotations_are_escaped() -> None:
    assert write_github(FINDINGS[:2], "en").splitlines() == [
        "::warning file=targets/呼 兰%2Ca.yaml,line=2,col=3,endLine=2,endColumn=5,title=unit::100 %25 of%0Aa|b",
        "::error file=targets/b.yaml,line=7,col=1,title=id::id: twice",
    ]
    assert write_github(FINDINGS[2:], "en").startswith("::notice ")


def test_the_step_summary_lists_all() -> None:
    many = FINDINGS * 20
    lines = write_step_summary(many, "en").splitlines()
    assert len(lines) == 2 + 60
    assert lines[2] == "| targets/呼 兰,a.yaml:2:3 | warning | 100 % of a\\|b | unit |"
    assert write_step_summary([], "en") == ""


def test_sarif() -> None:
    """Checked by hand against the official schema of 2.1.0; what it asks for stands here."""
    marks = marks_of(FINDINGS, {"targets/b.yaml": "\n" * 6 + "  a\n\n  b\n"}, "")
    pages = rule_pages(list(CODES), "en")
    log = json.loads(write_sarif(FINDINGS, marks, pages, "0.1.0", "en"))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(CODES)
    assert run["columnKind"] == "unicodeCodePoints"
    for result, finding in zip(run["results"], FINDINGS, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding.rule
        assert result["message"]["text"] == str(finding.message).replace("\x1b", "␛")
        (location,) = result["locations"]
        region = location["physicalLocation"]["region"]
        assert (region["startLine"], region["startColumn"]) == (finding.place.line, finding.place.column)
    assert [result["level"] for result in run["results"]] == ["warning", "error", "note"]
    uri = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "targets/%E5%91%BC%20%E5%85%B0%2Ca.yaml"
    for rule in rules:
        assert rule["helpUri"].endswith(f"/docs/rules/{rule['id']}.md")
        assert rule["help"]["markdown"].startswith(f"# `{rule['id']}`: ")
        assert rule["help"]["text"]
        assert rule["shortDescription"]["text"].startswith(f"{rule['id']}: ")
    levels = {rule["id"]: rule["defaultConfiguration"]["level"] for rule in rules}
    assert (levels["unit"], levels["id"], levels["no-target"]) == ("warning", "error", "note")
    (fix,) = run["results"][1]["fixes"]
    (replacement,) = fix["artifactChanges"][0]["replacements"]
    assert replacement == {"deletedRegion": {"charOffset": 3, "charLength": 1}, "insertedContent": {"text": "x"}}


def test_a_fingerprint_outlives_lines_that_move() -> None:
    def prints(before: str) -> list[str]:
        count = before.count("\n")
        found = [Finding(Place("a.yaml", count + line, 1), "unit", Message("x")) for line in (1, 2, 3)]
        marks = marks_of(found, {"a.yaml": before + "  same\n  same\n  other\n"}, "")
        log = json.loads(write_sarif(found, marks, rule_pages(["unit"], "zh"), "0", "zh"))
        return [each["partialFingerprints"]["primaryLocationLineHash"] for each in log["runs"][0]["results"]]

    assert prints("") == prints("# one\n# two\n")
    assert len(set(prints(""))) == 3


@pytest.mark.parametrize(("strict", "failures"), [(False, [0, 1, 0]), (True, [1, 1, 0])])
def test_junit(strict: bool, failures: list[int]) -> None:
    root = ElementTree.fromstring(write_junit(FINDINGS, FILES, "en", strict=strict))
    suites = root.findall("testsuite")
    assert [suite.get("name") for suite in suites] == FILES
    assert [int(suite.get("failures", "")) for suite in suites] == failures
    assert [len(suite.findall("testcase")) for suite in suites] == [1, 2, 1]
    assert [len(suite.findall("testcase/failure")) for suite in suites] == failures
    assert suites[2].find("testcase/failure") is None


def test_gitlab() -> None:
    issues = json.loads(write_gitlab([*FINDINGS, FINDINGS[0]], "en"))
    assert [issue["severity"] for issue in issues] == ["minor", "major", "info", "minor"]
    assert issues[1]["location"] == {"path": "targets/b.yaml", "lines": {"begin": 7}}
    assert len({issue["fingerprint"] for issue in issues}) == 4, "GitLab drops a second of the same fingerprint"


def test_a_fingerprint_outlives_moved_lines() -> None:
    from dataclasses import replace

    moved = [replace(finding, place=Place(finding.place.file, finding.place.line + 5, 1)) for finding in FINDINGS]
    before, after = (json.loads(write_gitlab(each, "en")) for each in (FINDINGS, moved))
    assert [issue["fingerprint"] for issue in before] == [issue["fingerprint"] for issue in after]


def test_what_counts() -> None:
    assert [counts(finding, strict=False) for finding in FINDINGS] == [False, True, False]
    assert [counts(finding, strict=True) for finding in FINDINGS] == [True, True, False]
