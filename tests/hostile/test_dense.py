"""Numbers upon numbers without a full stop are no sentence: nothing in them is understood, and that is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.projects import TARGETS
from tracker.cli import main
from tracker.model import Document
from tracker.read.document import read_bytes_as
from tracker.understand import understand
from tracker.words.dense import APART, MOST, count_numbers, count_pieces, find_dense


def test_a_stretch_needs_more_numbers_than_a_sentence_has_and_little_else() -> None:
    assert not find_dense("建7处" * MOST + "。").spans
    dense = "建7处" * (MOST + 1)
    assert find_dense(f"好。{dense}。好").spans == ((2, 2 + len(dense)),)
    assert not find_dense(("建设停车场" + "字" * APART + "7处，") * 300).spans
    assert not find_dense("建7处。" * 300).spans
    assert not find_dense("建7处\n" * 300).spans


def test_what_reaches_into_a_stretch() -> None:
    dense = find_dense("好。" + "建7处" * (MOST + 1) + "。好")
    start, end = dense.spans[0]
    assert dense.reaches(0, start + 1)
    assert dense.reaches(end - 1, end + 5)
    assert not dense.reaches(0, start)
    assert not dense.reaches(end, end + 5)


@pytest.mark.parametrize(
    ("text", "numbers"), [("", 0), ("7处", 1), ("1,402.5亿元", 2), ("七十处，３万", 3), ("2023年1月1日", 3)]
)
def test_numbers_are_counted(text: str, numbers: int) -> None:
    assert count_numbers(text) == numbers


def test_nothing_in_it_is_understood_and_all_around_it_is() -> None:
    text = "全年新建停车场7处。" + "新建公园8处" * (MOST + 1) + "。新建学校3所。"
    found = [text[each.start : each.end] for each in understand(Document("a", text)).observations]
    assert len(found) == 2
    assert "7处" in found[0]
    assert "3所" in found[1]


def test_it_is_told_but_of_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("全年新建停车场7处。" + "新建公园8处" * (MOST + 1), encoding="utf-8")
    assert main(["read", str(tmp_path / "a.txt")]) == 0
    assert "1 stretch(es) with hundreds of numbers" in capsys.readouterr().err
    row = "|".join(["7"] * (MOST + 1))
    table = read_bytes_as("a.md", f"|{row}|\n|{row}|\n|{row}|\n".encode())
    assert len(table.tables) == 1
    assert not table.notes


def test_a_plan_of_numbers_is_refused_with_a_way_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("建7处。" * 4001, encoding="utf-8")
    assert main(["draft", str(tmp_path / "a.txt")]) == 2
    said = capsys.readouterr().err
    assert "has 4001 numbers, far more than a plan" in said
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    ("text", "pieces"), [("", 0), ("新建。改造，", 2), ("新建7处；好", 3), ("一行\n二行\n", 6), ("1,402.5亿元!", 6)]
)
def test_pieces_are_counted(text: str, pieces: int) -> None:
    assert count_pieces(text) == pieces


def whole(said: str) -> str:
    """The ``--limit`` that a refusal offers."""
    found = re.search(r"take it whole with --limit ([0-9]+)$", said)
    assert found, said
    return found[1]


@pytest.mark.parametrize("command", ["read", "check"])
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("厂建成。" * 15_000, "has so many clauses and figures (15003) as no report has"),
        ("7%。" * 5_000, "has so many clauses and figures (15003) as no report has"),
        ("停\n" * 15_000, "has so many clauses and figures (15003) as no report has"),
        ("停车场" * 133_330, "has 400012 characters, more than a report"),
    ],
)  # fmt: skip
def test_a_text_of_more_than_a_report_is_refused_and_taken_whole_with_the_limit_it_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str, text: str, told: str
) -> None:
    report, targets = tmp_path / "a.txt", tmp_path / "a.yaml"
    report.write_text(f"东山区2022年国民经济和社会发展统计公报\n{text}", encoding="utf-8")
    targets.write_text(TARGETS, encoding="utf-8")
    call = ["read", str(report)] if command == "read" else ["check", str(targets), "--report", str(report)]
    assert main([*call, "--lang", "en"]) == 2
    said = capsys.readouterr().err
    assert told in said
    if command == "read":
        assert said.count("\n") == 1
        assert main([*call, "--limit", whole(said.strip())]) == 0


@pytest.mark.parametrize("command", ["validate", "check", "score"])
def test_a_plan_of_a_thousand_is_refused_and_taken_whole_with_the_limit_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    lines = [f"  - {{id: {at}, title: 停, targets: [新建厂{at} >= 5 处]}}\n" for at in range(501)]
    head = TARGETS.partition("commitments:")[0]
    Path("a.yaml").write_text(f"{head}commitments:\n{''.join(lines)}", encoding="utf-8")
    assert main([command, "a.yaml", "--lang", "en"]) == 2
    said = capsys.readouterr().err
    assert "has 1002 commitments and targets, far more than a plan" in said
    refused = next(line for line in said.splitlines() if "far more than a plan" in line)
    assert main([command, "a.yaml", "--limit", whole(refused)]) == 0
    Path("a.yaml").write_text(f"{head}commitments:\n{''.join(lines[:500])}", encoding="utf-8")
    assert main([command, "a.yaml"]) == 0
