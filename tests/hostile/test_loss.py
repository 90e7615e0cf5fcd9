"""Nothing is lost: decisions by two runs at once, an editor's save, a killed run, targets changed under a decision."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.cli.projects import TARGETS, make_project
from tests.conftest import ROOT
from tracker.cli import main, mending
from tracker.model import TrackerError
from tracker.read.scorecard import read_reviewed
from tracker.write import atomic
from tracker.write.atomic import ChangedMeanwhile, write_bytes

CARD, REVIEWS, FILE = (
    Path("reports_out/dongshan-2022.xlsx"),
    Path("reviews/dongshan-2022.yaml"),
    Path("targets/dongshan-2022.yaml"),
)
DECISION = ("完成", "现场查看", "赵敏", date(2023, 4, 1))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    make_project(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert main(["score"]) == 0
    return tmp_path


def decide(row: int, card: Path = CARD, said: tuple[object, ...] = DECISION) -> None:
    """Fill the review columns of a row."""
    book = load_workbook(card)
    sheet: Any = book["承诺清单"]
    head = {str(cell.value): cell.column for cell in sheet[1]}
    for name, value in zip(("复核结论", "复核说明", "复核人", "复核日期"), said, strict=True):
        sheet.cell(row, head[name]).value = value
    book.save(card)


def tell_state(card: Path, kind: str, text: str) -> None:
    """Change what the hidden sheet says."""
    book = load_workbook(card)
    for row in book["_tracker"].iter_rows():
        if row[0].value == kind:
            row[1].value = text
    book.save(card)


def test_two_runs_at_once_lose_no_decision(project: Path) -> None:
    cards = []
    for row in (2, 3, 4):
        cards.append(Path(f"card{row}.xlsx"))
        shutil.copy(CARD, cards[-1])
        decide(row, cards[-1])
    for _ in range(3):
        REVIEWS.unlink(missing_ok=True)
        runs = [subprocess.Popen([sys.executable, "-m", "tracker", "review", "apply", card]) for card in cards]
        assert [run.wait() for run in runs] == [0, 0, 0]
        assert REVIEWS.read_text(encoding="utf-8").count("verdict: met") == 3


def test_what_an_editor_saved_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"read")
    path.write_bytes(b"saved by an editor")
    with pytest.raises(ChangedMeanwhile):
        write_bytes(path, b"made of what was read", was=b"read")
    with pytest.raises(ChangedMeanwhile):
        write_bytes(path, b"made of nothing", was=None)
    assert path.read_bytes() == b"saved by an editor"
    assert list(tmp_path.iterdir()) == [path]
    assert write_bytes(path, b"new", was=b"saved by an editor")


def test_a_fix_keeps_an_editors_save(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    FILE.write_text(TARGETS.replace("造林面积 >=", "造林面积 ≥"), encoding="utf-8")
    real, saved = atomic.write_bytes, []

    def save_first(path: Path, data: bytes, was: object = atomic.ANYTHING) -> bool:
        if not saved:
            saved.append(path)
            path.write_text(path.read_text(encoding="utf-8").replace("停车场\n", "停车场所\n"), encoding="utf-8")
        return real(path, data, was)

    monkeypatch.setattr(mending, "write_bytes", save_first)
    main(["validate", str(FILE), "--fix"])
    text = FILE.read_text(encoding="utf-8")
    assert "停车场所" in text
    assert "造林面积 >= 1600" in text


def test_half_a_pair_of_surrogates_makes_no_broken_file(project: Path) -> None:
    decide(3, said=("完成", "看过_xD800_了", "赵敏", date(2023, 4, 1)))
    assert main(["review", "apply", str(CARD)]) == 0
    assert main(["validate", str(FILE), str(REVIEWS)]) == 0
    assert "看过�了" in REVIEWS.read_text(encoding="utf-8")


def test_a_decision_ends_where_its_targets_change(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    decide(3)
    main(["review", "apply", str(CARD)])
    capsys.readouterr()

    FILE.write_text(TARGETS.replace("停车场 >= 5", "停车场 >= 50"), encoding="utf-8")
    main(["check", str(FILE)])
    out, err = capsys.readouterr()
    assert "✗     2" in out
    assert "[stale-review]" in err
    assert main(["score", "--overwrite"]) == 0
    decide(3)
    assert main(["review", "apply", str(CARD)]) == 0
    assert "新建停车场 >= 50 处" in REVIEWS.read_text(encoding="utf-8")
    capsys.readouterr()
    main(["check", str(FILE)])
    out, err = capsys.readouterr()
    assert "✓     2" in out
    assert "stale" not in err


def test_a_file_without_of_is_warned_of_once_and_holds(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    item = "  - {{id: {}, verdict: met, by: 赵敏, on: 2023-04-01, why: 看过}}\n"
    REVIEWS.parent.mkdir()
    text = "version: 1\ntargets: dongshan-2022.yaml\ndecisions:\n" + item.format(1) + item.format(2)
    REVIEWS.write_text(text, encoding="utf-8")
    FILE.write_text(TARGETS.replace("停车场 >= 5", "停车场 >= 50"), encoding="utf-8")
    main(["check", str(FILE)])
    out, err = capsys.readouterr()
    assert "✓     2" in out
    assert err.count("[stale-review]") == 1


def test_a_day_in_the_future_is_a_note(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    decide(3, said=("完成", "看过", "赵敏", date(2099, 4, 1)))
    main(["review", "apply", str(CARD)])
    capsys.readouterr()
    assert main(["validate", str(REVIEWS), "--strict", "--notes"]) == 0
    assert "note: on: 2099-04-01 lies in the future" in capsys.readouterr().out


def test_only_the_numbers_sorted(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    decide(3)
    main(["review", "apply", str(CARD)])
    main(["score"])
    book = load_workbook(CARD)
    sheet = book["承诺清单"]
    sheet.cell(2, 1).value, sheet.cell(3, 1).value = sheet.cell(3, 1).value, sheet.cell(2, 1).value
    book.save(CARD)
    before = REVIEWS.read_bytes()
    capsys.readouterr()
    assert main(["review", "apply", str(CARD)]) == 1
    assert capsys.readouterr().err.count("[title]") == 2
    assert REVIEWS.read_bytes() == before


@pytest.mark.parametrize("named", ["../elsewhere/targets/dongshan-2022.yaml", "{folder}/targets/dongshan-2022.yaml"])
def test_a_workbook_can_not_name_another_projects_file(
    project: Path, capsys: pytest.CaptureFixture[str], named: str
) -> None:
    other = make_project(project.parent / "elsewhere")
    decide(3)
    FILE.unlink()
    tell_state(CARD, "targets", named.replace("{folder}", str(other)))
    assert main(["review", "apply", str(CARD)]) == 2
    assert "is not here" in capsys.readouterr().err
    assert not (other / "reviews").exists()


@pytest.mark.parametrize("named", ["elsewhere/targets/dongshan-2022.yaml", "{folder}/targets/dongshan-2022.yaml"])
def test_a_workbook_at_a_projects_top_can_not_name_a_file_of_the_project_beside_it(
    project: Path, capsys: pytest.CaptureFixture[str], named: str
) -> None:
    other = make_project(project.parent / "elsewhere")
    decide(3)
    FILE.unlink()
    tell_state(CARD, "targets", named.replace("{folder}", str(other)))
    shutil.move(CARD, "card.xlsx")
    assert main(["review", "apply", "card.xlsx"]) == 2
    assert "is not here" in capsys.readouterr().err
    assert not (other / "reviews").exists()


def test_a_workbook_without_a_sum_or_of_another_place_is_refused(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    decide(3)
    shutil.copy(CARD, "copy.xlsx")
    tell_state(Path("copy.xlsx"), "sha256", "")
    assert main(["review", "apply", "copy.xlsx"]) == 2
    tell_state(CARD, "targets", "targets/xishan-2021.yaml")
    assert main(["review", "apply", str(CARD), "--accept-changed-targets"]) == 2
    assert "is of 东山区 2022" in capsys.readouterr().err
    assert not Path("reviews").exists()


def test_what_a_killed_run_left_is_cleared_by_the_next(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from tracker.write.atomic import replacing\n"
        "with replacing(Path(sys.argv[1])) as stream:\n"
        "    stream.write(b'half'); stream.flush(); print('ready', flush=True); sys.stdin.read()\n"
    )
    call = [sys.executable, "-c", script, str(tmp_path / "a.bin")]
    run = subprocess.Popen(call, cwd=ROOT, stdout=subprocess.PIPE, stdin=subprocess.PIPE)
    assert run.stdout is not None
    run.stdout.readline()
    (tmp_path / ".other.123.tmp").write_bytes(b"not ours")
    next_run = (
        "import sys; from pathlib import Path; from tracker.write.atomic import write_bytes\n"
        "write_bytes(Path(sys.argv[1]), b'whole')\n"
    )
    again = [sys.executable, "-c", next_run, str(tmp_path / "b.bin")]
    subprocess.run(again, cwd=ROOT, check=True)
    assert len(list(tmp_path.glob(".tracker-*"))) == 1, "a run that is still at work keeps its file"
    run.send_signal(signal.SIGKILL)
    run.communicate()
    subprocess.run([*again[:3], str(tmp_path / "c.bin")], cwd=ROOT, check=True)
    assert sorted(each.name for each in tmp_path.iterdir()) == [".other.123.tmp", "b.bin", "c.bin"]


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
def test_kills_leave_nothing_half_and_nothing_stray(project: Path) -> None:
    """As `tests/hostile/kills.py`, which does it 200 times."""
    from tests.hostile.kills import kill_runs

    assert kill_runs(project, 4).landed >= 1


def test_a_locked_folder_is_waited_for(tmp_path: Path) -> None:
    from threading import Thread

    from tracker.write.temporary import alone_in

    (tmp_path / "a").write_bytes(b"old")
    order: list[str] = []

    def write() -> None:
        write_bytes(tmp_path / "a", b"new", was=b"old")
        order.append("written")

    with alone_in(tmp_path):
        thread = Thread(target=write)
        thread.start()
        time.sleep(0.05)
        order.append("left")
    thread.join()
    assert order == ["left", "written"]
    assert (tmp_path / "a").read_bytes() == b"new"


def test_a_workbook_of_other_hands_never_raises_anything_else(project: Path) -> None:
    for kind, text in (("commitment", "[" * 100_000), ("commitment", '{"id": ' + "9" * 5000 + "}"), ("format", "2")):
        shutil.copy(CARD, "copy.xlsx")
        tell_state(Path("copy.xlsx"), kind, text[:32_000])
        with pytest.raises(TrackerError):
            read_reviewed("copy.xlsx")


def test_a_hidden_sheet_of_thousands_is_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = load_workbook(CARD)
    for _ in range(20_000):
        book["_tracker"].append(
            ["commitment", '{"id": 1, "checker": "met", "verdict": "met", "locality": "x", "period": 1}']
        )
    book.save(CARD)
    assert main(["review", "apply", str(CARD)]) == 2
    assert "the hidden sheet _tracker was changed" in capsys.readouterr().err
