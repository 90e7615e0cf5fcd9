"""``tracker.toml`` and ``[tool.tracker]``: found upwards, every mistake told at its line."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tracker.model import Lights, Severity
from tracker.read.settings import find_settings, read_settings

CODES = {"unit": "", "no-target": "", "id": ""}

WHOLE = """\
language = "zh"
title = "呼兰区政府工作任务台账"
issuer = "区政府督查室"
logo = "logo.png"
footer = "内部资料"
baseline = "old.json"

[paths]
targets = ["a", "b/targets"]
out = "cards"

[rules]
select = ["unit", "id"]
ignore = ["no-target"]
severity = {unit = "note"}

[per-file-ignores]
"targets/old-*.yaml" = ["unit"]

[lights]
behind = 0.2
due-soon = 14
points = 0.5
begun = 0.4
"""


def told(path: Path, text: str) -> list[str]:
    path.write_text(text, encoding="utf-8")
    _, findings = read_settings(str(path), CODES)
    return [f"{each.place.line}:{each.place.column} {each.message} [{each.rule}]" for each in findings]


@pytest.mark.parametrize("name", ["tracker.toml", "pyproject.toml"])
def test_every_setting_is_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "logo.png").write_bytes(b"x")
    text = WHOLE
    if name == "pyproject.toml":
        text = "[project]\nname = 'x'\n[tool.tracker]\n" + WHOLE.replace("\n[", "\n[tool.tracker.")
    (tmp_path / name).write_text(text, encoding="utf-8")
    settings, findings = read_settings(str(tmp_path / name), CODES)
    assert findings == []
    assert (settings.language, settings.title, settings.footer) == ("zh", "呼兰区政府工作任务台账", "内部资料")
    assert settings.issuer == "区政府督查室"
    assert settings.logo == str(tmp_path / "logo.png")
    assert settings.baseline == str(tmp_path / "old.json")
    assert settings.targets == (str(tmp_path / "a"), str(tmp_path / "b" / "targets"))
    assert settings.out == str(tmp_path / "cards")
    assert (settings.rules.select, settings.rules.ignore) == (("unit", "id"), ("no-target",))
    assert settings.rules.severity == {"unit": Severity.NOTE}
    assert settings.rules.per_file == (("targets/old-*.yaml", ("unit",)),)
    assert settings.lights == Lights(Decimal("0.2"), Decimal("0.5"), 14, Decimal("0.4"))


def test_what_is_not_set_is_the_default_beside_the_file(tmp_path: Path) -> None:
    (tmp_path / "tracker.toml").write_text("", encoding="utf-8")
    settings, findings = read_settings(str(tmp_path / "tracker.toml"), CODES)
    assert not findings
    assert (settings.targets, settings.out) == ((str(tmp_path / "targets"),), str(tmp_path / "reports_out"))
    assert (settings.language, settings.baseline, settings.rules.select) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ("languag = 'zh'", ["1:1 no setting languag; did you mean language? [unknown-key]"]),
        (
            "a = 1\n[lights]\nbehnd = 1",
            ["1:1 no setting a; those here are ", "3:1 no setting lights.behnd; did you mean behind?"],
        ),
        ("[rules]\nignore = ['uint']", ["2:1 no code uint; did you mean unit? [choice]"]),
        ("[rules]\n\nseverity = {unit = 'fatal'}", ["3:1 rules.severity: a table of codes, each with "]),
        (
            "[lights]\nbehind = 10\ndue-soon = 'x'",
            ["2:1 lights.behind: a share from 0 to 1", "3:1 lights.due-soon: a number"],
        ),
        ("lights.behind = true", ["1:1 lights.behind: a share"]),
        ("rules = 3", ["1:1 rules: a table is expected here [type]"]),
        ("language = 'de'", ["1:1 language: en or zh is expected here [type]"]),
        ("logo = 'a.gif'", ["1:1 logo: a.gif is no picture that is taken here; give a .png or .jpg [value]"]),
        ("logo = 'a.png'", ["1:1 logo: there is no a.png beside this file [missing-file]"]),
        ("[per-file-ignores]\n'a.yaml' = 'unit'", ["1:2 per-file-ignores: a table of paths"]),
        ("x = [", ["is not TOML: Invalid value (the parser's words) [syntax]"]),
        ("a = 1\nb == 2", ["2:4 is not TOML: Invalid value (the parser's words) [syntax]"]),
    ],
)
def test_what_is_wrong_is_told_at_its_line(tmp_path: Path, text: str, findings: list[str]) -> None:
    found = told(tmp_path / "tracker.toml", text)
    assert len(found) == len(findings)
    for each, wanted in zip(found, findings, strict=True):
        assert wanted in each


def test_they_are_found_upwards_but_not_beyond_the_repository(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    assert find_settings(deep) is None or not find_settings(deep).startswith(str(tmp_path))  # type: ignore[union-attr]
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    (tmp_path / "tracker.toml").write_text("[lights]\n", encoding="utf-8")
    assert find_settings(deep) == str(tmp_path / "tracker.toml")
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.tracker.lights]\n", encoding="utf-8")
    assert find_settings(deep) == str(tmp_path / "a" / "pyproject.toml")
    (deep / ".git").mkdir()
    assert find_settings(deep) is None
