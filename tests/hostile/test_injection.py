"""Whatever names, keys, titles and texts a stranger writes: nothing that we print steers a terminal or a log."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tracker.cli import main

EVIL = "\x1b[31m甲\n::error file=/etc/passwd::乙\u202e\x9b31m\x07##[add-mask]x"
"""An escape, a line's end and a workflow command, a direction's mark, C1, a bell, a command of old runners."""

STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
COMMAND = re.compile(r"(?m)^\s*::|##\w*\[")

TARGETS = {
    "version": 1,
    "locality": {"name": "::error::东山区" + EVIL},
    "period": 2022,
    "source": {"title": EVIL, "date": "2022-01-10"},
    "commitments": [
        {"id": 1, "title": EVIL, "area": EVIL, "owner": EVIL, "targets": ["造林面积 >= 1600 亩"]},
        {"id": 2, "title": "停车场", "targets": [{"indicator": EVIL, "op": ">=", "value": 5, "unit": "处"}]},
        {"id": 3, "title": "桥", "targets": [{"milestone": EVIL, "stage": "开工"}]},
    ],
}
BROKEN = {**TARGETS, EVIL: EVIL, "period": EVIL, "commitments": [{"id": EVIL, "targets": [EVIL, "新建 >= 5 " + EVIL]}]}
OBSERVED = {
    "version": 1,
    "locality": TARGETS["locality"]["name"],  # type: ignore[index]
    "period": 2022,
    "title": EVIL,
    "observations": [
        {"indicator": "造林面积", "value": 4233, "unit": "亩", "source": {"title": EVIL}},
        {"indicator": EVIL, "value": 4, "unit": "处"},
        {"milestone": EVIL, "stage": "开工"},
    ],
}
DECIDED = {
    "version": 1,
    "targets": "a.yaml",
    "decisions": [{"id": 3, "verdict": "unmet", "by": EVIL, "on": "2023-04-01", "why": EVIL}],
}
REPORT = (
    f"::error::东山区2022年工作报告\n一、{EVIL}\n全年造林4233亩{EVIL}。\n   ::warning::新建停车场7处。\r::notice::x\n"
)


@pytest.fixture(params=["a.yaml", "::error::b.yaml", "c\x1b[31m\n::error::.yaml", "\udcb6\udcab.yaml"])
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Path:
    """A project whose every text is hostile, in a file of a hostile name; the path of that file."""
    name = request.param
    for folder, data in (("targets", TARGETS), ("reports", OBSERVED), ("reviews", DECIDED), ("broken", BROKEN)):
        (tmp_path / folder).mkdir()
        try:
            (tmp_path / folder / name).write_text(json.dumps(data), encoding="utf-8")
        except OSError:
            pytest.skip("this file system takes no such name")
    (tmp_path / "r.txt").write_text(REPORT, encoding="utf-8", newline="")
    monkeypatch.chdir(tmp_path)
    return Path("targets") / name


def harmless(capsys: pytest.CaptureFixture[str], *, annotations: bool = False) -> str:
    out, err = capsys.readouterr()
    if annotations:  # our own, one a line
        out = re.sub(r"(?m)^::(?:error|warning|notice) file=[^\n]*$", "", out)
    for said in (out, err):
        assert not STEERING.search(said), repr(STEERING.search(said))
        assert not COMMAND.search(said), repr(said[max(0, (COMMAND.search(said) or [0]).start() - 80) :][:200])  # type: ignore[union-attr]
    return out + err


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "markdown"])
def test_check(project: Path, capsys: pytest.CaptureFixture[str], form: str, lang: str) -> None:
    assert main(["check", str(project), "--format", form, "--lang", lang]) == 0
    assert "4233" in harmless(capsys)
    main(["check", str(project), "--report", "r.txt", "--format", form, "--lang", lang])
    harmless(capsys)


def test_check_explains(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", str(project), "--explain"])
    harmless(capsys)


def test_read_explains(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("inside.txt").write_text(
        "东山区2022年工作报告\n\n完成。::error::新建停车场7处。\n::notice::建成学校2所。\n", encoding="utf-8"
    )
    main(["read", "--explain", "r.txt"])
    main(["read", "--explain", "inside.txt"])
    main(["read", "--explain", str(Path("reports") / project.name)])
    assert "name-before" in harmless(capsys)


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "github", "sarif", "junit", "gitlab"])
def test_validate(project: Path, capsys: pytest.CaptureFixture[str], form: str) -> None:
    for folder in ("targets", "broken", "reports", "reviews"):
        main(["validate", str(Path(folder) / project.name), "--format", form])
        harmless(capsys, annotations=form == "github")


def test_mending(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["--diff"], ["--fix"]):
        main(["validate", str(Path("broken") / project.name), *arguments])
        harmless(capsys)


def test_score_and_back(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", str(project), "--html", "--out", "o"]) == 0
    harmless(capsys)
    books = [str(each) for each in Path("o").iterdir() if each.suffix == ".xlsx" and each.stem != "summary"]
    main(["review", "apply", *books])
    harmless(capsys)
    main(["diff", *books, *books])
    harmless(capsys)
    for page in Path("o").glob("*.html"):
        assert not STEERING.search(page.read_text(encoding="utf-8"))


def test_read_and_draft(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["read"], ["read", "--format", "json"], ["draft", "--with-quotes"]):
        main([*arguments, "r.txt"])
        harmless(capsys)


def test_what_is_not_there(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in (["read"], ["check"], ["draft"], ["validate"], ["score"], ["review", "apply"]):
        assert main([*command, "no-" + EVIL]) == 2
        harmless(capsys)


def test_quotes_stand_in_the_text_that_read_prints(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["read", "r.txt"])
    text = capsys.readouterr().out
    main(["read", "r.txt", "--format", "json"])
    read = json.loads(capsys.readouterr().out)
    assert read["text"] == text
    for each in read["observations"]:
        assert text[each["start"] : each["end"]] == each["quote"]
