"""Findings as continuous integration reads them: GitHub annotations, JUnit, GitLab Code Quality."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import PurePath

from tracker.model import Finding, Severity
from tracker.words.messages import say, translate
from tracker.words.visible import one_line
from tracker.write.findings import counts
from tracker.write.shown import json_text

_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_GITLAB = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def _path(file: str) -> str:
    return one_line(PurePath(file).as_posix())


# ── GitHub ────────────────────────────────────────────────────────────────────────────────────────


def write_github(findings: Iterable[Finding], lang: str) -> str:
    """Workflow commands, one a finding. GitHub shows ten of a kind: print the whole list beside them."""
    return "".join(_command(finding, lang) for finding in findings)


def _command(finding: Finding, lang: str) -> str:
    place = finding.place
    properties = {"file": _path(place.file), "line": place.line, "col": place.column}
    if place.end_column is not None:
        properties |= {"endLine": place.line, "endColumn": place.end_column}
    properties["title"] = finding.rule
    written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{_GITHUB[finding.severity]} {written}::{_data(translate(finding.message, lang))}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def write_step_summary(findings: Sequence[Finding], lang: str) -> str:
    """The whole list as a Markdown table, for the page of a GitHub run."""
    if not findings:
        return ""
    head = [say(lang, "place"), say(lang, "severity"), say(lang, "finding"), say(lang, "rule")]
    rows = [f"| {' | '.join(head)} |", "| --- | --- | --- | --- |"]
    for finding in findings:
        place = finding.place
        message = translate(finding.message, lang).replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ")
        cells = (f"{_path(place.file)}:{place.line}:{place.column}", finding.severity.value, message, finding.rule)
        rows.append("| " + " | ".join(cells) + " |")
    return "\n".join(rows) + "\n"


def write_outputs(findings: Sequence[Finding], files: Sequence[str]) -> str:
    """What later steps of a GitHub job may ask for: ``errors=2``, a line each."""
    counted = Counter(finding.severity for finding in findings)
    return "".join(f"{each.value}s={counted[each]}\n" for each in Severity) + f"files={len(files)}\n"


# ── JUnit ─────────────────────────────────────────────────────────────────────────────────────────


def write_junit(findings: Sequence[Finding], files: Iterable[str], lang: str, *, strict: bool = False) -> str:
    """A suite a file and a case a finding; what does not count as a failure passes, with its words."""
    from xml.etree import ElementTree as Xml

    root = Xml.Element("testsuites", name="tracker validate")
    for file in files:
        own = [finding for finding in findings if finding.place.file == file]
        failing = [finding for finding in own if counts(finding, strict=strict)]
        suite = Xml.SubElement(
            root, "testsuite", name=_path(file), tests=str(len(own) or 1), failures=str(len(failing)), errors="0"
        )
        if not own:
            Xml.SubElement(suite, "testcase", classname=_path(file), name="valid")
        for finding in own:
            place = f"{_path(file)}:{finding.place.line}:{finding.place.column}"
            case = Xml.SubElement(suite, "testcase", classname=_path(file), name=f"{finding.rule} {place}")
            message = translate(finding.message, lang)
            if finding in failing:
                failure = Xml.SubElement(case, "failure", type=finding.rule, message=message)
                failure.text = f"{place}: {message}"
            else:
                Xml.SubElement(case, "system-out").text = f"{place}: {message}"
    Xml.indent(root, " ")
    return Xml.tostring(root, encoding="unicode", xml_declaration=False) + "\n"


# ── GitLab ────────────────────────────────────────────────────────────────────────────────────────


def write_gitlab(findings: Iterable[Finding], lang: str) -> str:
    """GitLab's Code Quality report. A fingerprint outlives lines that move: it is of file, rule and words."""
    from hashlib import sha256

    seen: Counter[tuple[str, ...]] = Counter()
    issues = []
    for finding in findings:
        file = _path(finding.place.file)
        message = translate(finding.message, lang)
        key = (file, finding.rule, message)
        seen[key] += 1
        fingerprint = sha256("\0".join((*key, str(seen[key]))).encode("utf-8", "surrogatepass")).hexdigest()
        issues.append(
            {
                "description": message,
                "check_name": finding.rule,
                "fingerprint": fingerprint,
                "severity": _GITLAB[finding.severity],
                "location": {"path": file, "lines": {"begin": finding.place.line}},
            }
        )
    return json_text(issues)
