"""Which findings are told, and how loud: what settings and the call say, and what a baseline holds already.

Applied where findings are told, never where files are used: an error is always told, and no verdict depends on this.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatch

from tracker.model import Finding, Mark, RuleSettings, Severity
from tracker.read.project import path_from
from tracker.rules import CODES


def apply_rules(findings: Iterable[Finding], rules: RuleSettings) -> list[Finding]:
    """The findings that are told, each as loud as the settings have it."""
    told = []
    for finding in findings:
        if finding.severity is Severity.ERROR:
            told.append(finding)
        elif _is_told(finding, rules):
            told.append(replace(finding, severity=rules.severity.get(finding.rule, finding.severity)))
    return told


def _is_told(finding: Finding, rules: RuleSettings) -> bool:
    if finding.rule not in CODES:
        return True  # of a report that decides nothing: about the run, not about a file
    if finding.rule in rules.ignore or (rules.select is not None and finding.rule not in rules.select):
        return False
    return not any(
        finding.rule in codes and _is_meant(finding.place.file, pattern, rules.folder)
        for pattern, codes in rules.per_file
    )


def _is_meant(file: str, pattern: str, folder: str) -> bool:
    """Whether a pattern means a file: one without a slash means that name in any folder; ``*`` takes slashes too."""
    path = path_from(folder, file)
    return fnmatch(path if "/" in pattern else path.rsplit("/", 1)[-1], pattern)


# ── the baseline ──────────────────────────────────────────────────────────────────────────────────


def marks_of(findings: Sequence[Finding], texts: Mapping[str, str], folder: str) -> list[Mark]:
    """What each finding is known by after lines have moved: its file, relative to a folder, its rule and its line."""
    lines = {path: text.splitlines() for path, text in texts.items()}
    marks = []
    for finding in findings:
        place, held = finding.place, lines.get(finding.place.file, [])
        line = held[place.line - 1].strip() if 0 < place.line <= len(held) else ""
        path = path_from(folder, place.file)
        marks.append(Mark(path, finding.rule, line))
    return marks


def without_known(findings: Sequence[Finding], marks: Sequence[Mark], known: Mapping[Mark, int]) -> list[Finding]:
    """Findings that a baseline does not hold; of several with one mark, as many as there are more than before."""
    left = Counter(known)
    new = []
    for finding, mark in zip(findings, marks, strict=True):
        if left[mark] > 0:
            left[mark] -= 1
        else:
            new.append(finding)
    return new
