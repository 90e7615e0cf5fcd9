"""``tracker rule``, ``reason`` and ``schema`` print what the documentation and the package hold."""

from __future__ import annotations

import json

import pytest

from tests.conftest import ROOT
from tracker.cli import main
from tracker.model import Reason
from tracker.rules import CODES

Capture = pytest.CaptureFixture[str]
CASES = [("rule", code) for code in CODES] + [("reason", str(reason)) for reason in Reason]


@pytest.mark.parametrize(("kind", "code"), CASES)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_code_has_its_page_in_both_languages(kind: str, code: str, lang: str, capsys: Capture) -> None:
    assert main([kind, code, "--lang", lang]) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"# `{code}`" + ("：" if lang == "zh" else ": "))
    assert "<!--" not in out
    assert "](" not in out


@pytest.mark.parametrize(("kind", "known"), [("rule", CODES), ("reason", list(Reason))])
def test_without_a_code_all_of_them(kind: str, known: list[str], capsys: Capture) -> None:
    assert main([kind]) == 0
    assert [line.partition(": ")[0] for line in capsys.readouterr().out.splitlines()] == sorted(known)


@pytest.mark.parametrize("code", ["../README", "README", "x/../id", "nothing-near"])
def test_no_other_file_is_printed(code: str, capsys: Capture) -> None:
    assert main(["rule", code]) == 2
    assert capsys.readouterr().err.startswith(f"tracker: no code {code}; ")


@pytest.mark.parametrize("name", ["targets", "report", "reviews", "words"])
def test_a_schema_is_printed_as_it_is(name: str, capsys: Capture) -> None:
    assert main(["schema", name]) == 0
    out = capsys.readouterr().out
    assert out == (ROOT / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8")
    assert json.loads(out)["$schema"]
