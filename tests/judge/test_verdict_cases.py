"""Small reports and their verdicts: ``tests/cases/verdicts/*.yaml``, which anybody can add to.

A case has a ``target`` (one line, or in full) or the ``targets`` of a whole commitment; a ``report`` (its text, under
``title``, by default that of a summary of the year) or several ``reports`` (each with ``title`` and ``text``, or with
``observations``); the ``verdict`` (or those that are right), mostly its ``reason``, and what else is to be in the
answer: ``quote`` (of the first evidence), ``quotes`` (of all), ``provisional``, ``comparison``, ``ratio``, ``actual``,
``score`` (targets met of all), ``late`` (when it was reached, after its day). ``locality`` is 呼兰区 and ``period``
2022 where nothing else is said. ``known`` says why a case that format.md demands does not come out right yet: it is
counted in a floor (tests/gates), and loses the word when it does.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT
from tracker.checking import check_files
from tracker.model import Reason, Verdict
from tracker.write.answers import as_data

FOLDER = ROOT / "tests" / "cases" / "verdicts"
ANSWERED = {"verdict", "reason", "quote", "quotes", "provisional", "comparison", "ratio", "actual", "score", "late"}
KEYS = {"case", "target", "targets", "report", "reports", "title", "locality", "period", "due", "known"} | ANSWERED
PATHS = sorted(FOLDER.glob("*.yaml"))


def cases_of(path: Path) -> list[dict[str, Any]]:
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(found, list)
    return found


def parameters() -> Iterator[Any]:
    for path in PATHS:
        for case in cases_of(path):
            if "known" not in case:
                yield pytest.param(case, id=f"{path.stem}: {case['case']}")


@pytest.mark.parametrize("case", list(parameters()))
def test_a_case_has_its_verdict(case: dict[str, Any], tmp_path: Path) -> None:
    result, texts = answer(case, tmp_path)
    said = {**result, "score": f"{result['met']}/{result['of']}"}
    if "target" in case:
        [target] = result["targets"]
        assert_evidence(target, texts)
        quotes = [each["quote"] for each in target["evidence"]]
        said |= {**target, "quotes": quotes, "quote": quotes[0] if quotes else None}
    said["late"] = None if said["late"] is None else said["late"]["reached"]
    asked = {key: case[key] for key in ANSWERED & set(case) if key != "verdict"}
    assert said["verdict"] in verdicts_of(case), said
    assert {key: said[key] for key in asked} == asked


def known() -> Iterator[dict[str, Any]]:
    """The cases that do not come out right yet."""
    return (case for path in PATHS for case in cases_of(path) if "known" in case)


def verdicts_of(case: dict[str, Any]) -> list[str]:
    """One verdict; or ``[unmet, unverifiable]``, where format.md leaves open which, but not that it isn't met."""
    return case["verdict"] if isinstance(case["verdict"], list) else [case["verdict"]]


def answer(case: dict[str, Any], folder: Path) -> tuple[dict[str, Any], dict[str, str]]:
    """What ``--format json`` says of a case's commitment, and the texts of its reports by their paths."""
    locality, period = case.get("locality", "呼兰区"), case.get("period", 2022)
    commitment = {"id": 1, "title": "一项", **({"due": str(case["due"])} if "due" in case else {})}
    targets = case["targets"] if "targets" in case else [case["target"]]
    file = {
        "version": 1,
        "locality": {"name": locality},
        "period": period,
        "source": {"title": f"{locality}{period}年政府工作计划"},
        "commitments": [{**commitment, **({"targets": targets} if targets else {})}],
    }
    reports = case.get("reports") or [{"title": case.get("title"), "text": case["report"]}]
    paths = [_write(report, folder / f"report-{i}", locality, period) for i, report in enumerate(reports)]
    written = folder / "targets.yaml"
    written.write_text(yaml.safe_dump({**file, "reports": paths}, allow_unicode=True), encoding="utf-8")
    [answered], findings = check_files([str(written)])
    assert not [each for each in findings if each.severity == "error"], [str(each.message) for each in findings]
    [result] = as_data([answered])["results"]
    return result, {used.path: used.text for used in answered.reports}


def _write(report: dict[str, Any], path: Path, locality: str, period: int) -> str:
    if "observations" in report:
        made = {"version": 1, "locality": locality, "title": f"{locality}{period}年台账", **report}
        path = path.with_suffix(".yaml")
        path.write_text(yaml.safe_dump(made, allow_unicode=True), encoding="utf-8")
    else:
        title = report.get("title") or f"{locality}{period}年工作总结"
        path = path.with_suffix(".txt")
        path.write_text(f"{title}\n\n{report['text'].rstrip()}\n", encoding="utf-8")
    return path.name


WITHOUT_EVIDENCE = {Reason.NOT_REPORTED, Reason.NOT_MEASURABLE}


def assert_evidence(target: dict[str, Any], texts: dict[str, str]) -> None:
    """Every quote stands where the answer says; silence has none, a conflict or a comparison of figures has two."""
    for each in target["evidence"]:
        assert texts[each["report"]][each["start"] : each["end"]] == each["quote"]
    if target["reason"] != Reason.NOT_DUE:  # the nearest, if any
        assert bool(target["evidence"]) is (target["reason"] not in WITHOUT_EVIDENCE)
    if target["reason"] == Reason.CONFLICTING:
        assert len(target["evidence"]) >= 2


# ── the cases themselves ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_cases_are_written_in_one_form(path: Path) -> None:
    listed = cases_of(path)
    for case in listed:
        assert set(case) <= KEYS, case["case"]
        assert ("target" in case) != ("targets" in case), case["case"]
        assert ("report" in case) != ("reports" in case), case["case"]
        assert set(verdicts_of(case)) <= set(Verdict), case["case"]
        assert case.get("reason", "not-due") in list(Reason), case["case"]
    names = [case["case"] for case in listed]
    assert len(set(names)) == len(names)


def test_every_reason_has_cases() -> None:
    """Two at least, and of each verdict a fifth of all."""
    listed = [case for path in PATHS for case in cases_of(path)]
    assert len(listed) >= 120
    for reason in Reason:
        assert sum(case.get("reason") == reason for case in listed) >= 1, reason
    for verdict in Verdict:
        assert sum(verdicts_of(case) == [verdict] for case in listed) >= len(listed) / 5, verdict
