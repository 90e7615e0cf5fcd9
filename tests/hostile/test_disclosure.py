"""A file names files of its own project only, links resolved; nothing of what lies elsewhere is printed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.projects import TARGETS, make_project
from tracker.cli import main

SECRET = "SECRET-9f2: the first line\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "secret.env").write_text(SECRET, encoding="utf-8")
    (tmp_path / "secret.yaml").write_text(SECRET, encoding="utf-8")
    make_project(tmp_path / "p")
    monkeypatch.chdir(tmp_path / "p")
    return tmp_path / "p"


def said(capsys: pytest.CaptureFixture[str]) -> str:
    out, err = capsys.readouterr()
    assert "SECRET" not in out + err
    return str(out + err)


@pytest.mark.parametrize("line", ["words: ../../secret.env", "reports: [../../secret.yaml]", "words: {absolute}"])
@pytest.mark.parametrize("command", [["validate"], ["validate", "--format", "github"], ["check"], ["score"]])
def test_a_file_outside_is_refused_at_its_place(
    project: Path, capsys: pytest.CaptureFixture[str], line: str, command: list[str]
) -> None:
    written = line.replace("{absolute}", str(project.parent / "secret.env"))
    Path("targets/a.yaml").write_text(TARGETS.replace("commitments:", f"{written}\ncommitments:", 1), encoding="utf-8")
    assert main([*command, "targets/a.yaml"]) == 1
    told = said(capsys)
    assert "lies outside the project" in told
    assert "targets/a.yaml:5:" in told or "line=5" in told


def test_a_link_that_leads_out_is_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("own.yaml").symlink_to(project.parent / "secret.env")
    text = TARGETS.replace("commitments:", "words: ../own.yaml\ncommitments:", 1)
    Path("targets/a.yaml").write_text(text, encoding="utf-8")
    assert main(["validate", "targets/a.yaml"]) == 1
    assert "[elsewhere]" in said(capsys)


@pytest.mark.parametrize("folder", ["targets", "reports", "reviews"])
def test_links_in_the_projects_folders_are_told(project: Path, capsys: pytest.CaptureFixture[str], folder: str) -> None:
    Path(folder).mkdir(exist_ok=True)
    link = Path(folder, "dongshan-2022.yaml" if folder == "reviews" else "linked.yaml")
    link.symlink_to(project.parent / "secret.yaml")
    assert main(["validate"]) == 2
    assert f"{link}: is a link that leads out of the project" in said(capsys)
    assert main(["check", "targets"] if folder == "targets" else ["check", "targets/dongshan-2022.yaml"]) == 2
    assert f"{link}: is a link that leads out of the project" in said(capsys)


def test_a_project_reached_by_a_link_is_a_project(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.symlink(project, project.parent / "q")
    Path("own.yaml").write_text("version: 1\nunits: {counters: {place: [处]}}\n", encoding="utf-8")
    text = TARGETS.replace("commitments:", "reports: [../reports/dongshan-2022.yaml]\ncommitments:", 1)
    Path("targets/dongshan-2022.yaml").write_text(text, encoding="utf-8")
    assert main(["check", str(project.parent / "q/targets/dongshan-2022.yaml")]) == 0
    assert "4233" in said(capsys)


def test_a_person_may_name_any_report(project: Path) -> None:
    report = project.parent / "elsewhere.txt"
    report.write_text("2023年东山区工作报告\n\n一、2022年工作回顾\n全年完成造林面积4233亩。\n", encoding="utf-8")
    assert main(["check", "targets/dongshan-2022.yaml", "--report", str(report)]) == 0


def test_one_bad_file_stops_none_of_the_others(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("targets/bad.yaml").write_bytes(b"\xff\x00: [")
    Path("reports/other.pdf").write_bytes(b"%PDF-1.4 nothing")
    assert main(["check", "targets", "--format", "csv"]) == 2
    out, err = capsys.readouterr()
    assert "造林面积" in out
    assert "targets/bad.yaml" in err
    assert "reports/other.pdf" in err
    assert main(["score", "targets", "--out", "o"]) == 2
    assert Path("o/dongshan-2022.xlsx").exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_named_by_hand_is_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo("pipe.txt")
    assert main(["read", "pipe.txt"]) == 2
    assert "is a pipe" in said(capsys)


def test_a_drafts_workbook_writes_nothing_outside(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its hidden sheet may name any file: a new one elsewhere is not made, nor one that is no YAML."""
    Path("plan.txt").write_text("东山区2024年政府工作报告\n一、2024年工作安排\n1. 新建停车场5处。\n", encoding="utf-8")
    for named in (
        "../evil.yaml",
        str(project.parent / "evil.yaml"),
        "targets/../../evil.yaml",
        "evil.sh",
        "link/evil.yaml",
    ):
        Path("link").unlink(missing_ok=True)
        Path("link").symlink_to("..")
        Path("d.xlsx").unlink(missing_ok=True)
        assert main(["draft", "plan.txt", "--review", "d.xlsx", "--out", named]) == 0
        assert main(["review", "apply", "d.xlsx"]) == 2
        assert "--targets" in capsys.readouterr().err
    assert not list(project.parent.glob("evil*"))
    assert not list(project.glob("evil*"))


def test_reviews_are_not_written_through_a_link_that_leads_out(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from openpyxl import load_workbook

    assert main(["score"]) == 0
    card = "reports_out/dongshan-2022.xlsx"
    book = load_workbook(card)
    sheet = book["承诺清单"]
    head = {str(cell.value): cell.column for cell in sheet[1]}
    said = {"复核结论": "完成", "复核说明": "看过", "复核人": "赵敏", "复核日期": "2023-04-01"}
    for name, value in said.items():
        sheet.cell(3, head[name]).value = value
    book.save(card)
    (project.parent / "out").mkdir()
    Path("reviews").symlink_to("../out")
    assert main(["review", "apply", card]) == 2
    assert "leads out of the project" in capsys.readouterr().err
    assert not list((project.parent / "out").iterdir())
    assert main(["review", "apply", card, "--reviews", "../out/dongshan-2022.yaml"]) == 0
