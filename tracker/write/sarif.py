"""Findings as SARIF 2.1.0: what code scanning shows beside a line, with the page of its rule."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import PurePath
from typing import NamedTuple
from urllib.parse import quote

from tracker.model import Finding, Mark, Severity
from tracker.words.messages import translate
from tracker.write.shown import json_text

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


class RulePage(NamedTuple):
    """What is said of a rule: a heading, how much it counts, its page as text and as Markdown, its address."""

    title: str
    level: Severity
    text: str
    markdown: str
    url: str | None  # None: nobody said where the documentation lies


def write_sarif(
    findings: Sequence[Finding], marks: Sequence[Mark], rules: Mapping[str, RulePage], version: str, lang: str
) -> str:
    """A run as SARIF. ``marks`` are what the findings are known by, in their order; ``rules`` all pages by code.

    Columns count code points.
    """
    order = {code: index for index, code in enumerate(rules)}
    prints = _fingerprints(marks)
    results = [_result(finding, order, mark, lang) for finding, mark in zip(findings, prints, strict=True)]
    driver = {"name": "tracker validate", "version": version, "rules": [_rule(*each) for each in rules.items()]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json_text({"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]})


def _rule(code: str, page: RulePage) -> dict[str, object]:
    rule: dict[str, object] = {
        "id": code,
        "shortDescription": {"text": page.title},
        "help": {"text": page.text, "markdown": page.markdown},
        "defaultConfiguration": {"level": LEVELS[page.level]},
    }
    return rule if page.url is None else {**rule, "helpUri": page.url}


def _fingerprints(marks: Sequence[Mark]) -> list[str]:
    """One for each finding, which outlives lines that move: of file, rule and the line's text, and which of these."""
    seen: Counter[Mark] = Counter()
    prints = []
    for mark in marks:
        seen[mark] += 1
        text = "\0".join((mark.file, mark.rule, mark.line)).encode("utf-8", "surrogateescape")
        prints.append(f"{sha256(text).hexdigest()[:16]}:{seen[mark]}")
    return prints


def _result(finding: Finding, order: Mapping[str, int], fingerprint: str, lang: str) -> dict[str, object]:
    place = finding.place
    location = {"uri": quote(os.fsencode(PurePath(place.file).as_posix()), safe="/:")}
    region = {"startLine": place.line, "startColumn": place.column}
    if place.end_column is not None:
        region |= {"endLine": place.line, "endColumn": place.end_column}
    result: dict[str, object] = {
        "ruleId": finding.rule,
        "ruleIndex": order[finding.rule],
        "level": LEVELS[finding.severity],
        "message": {"text": translate(finding.message, lang)},
        "locations": [{"physicalLocation": {"artifactLocation": location, "region": region}}],
        "partialFingerprints": {"primaryLocationLineHash": fingerprint},
    }
    if finding.fix is not None:
        fix = finding.fix
        deleted = {"charOffset": fix.start, "charLength": fix.end - fix.start}
        replacement = {"deletedRegion": deleted, "insertedContent": {"text": fix.new}}
        change = {"artifactLocation": location, "replacements": [replacement]}
        result["fixes"] = [{"description": {"text": "tracker validate --fix"}, "artifactChanges": [change]}]
    return result
