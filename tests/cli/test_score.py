"""``tracker score``: from targets and reports to scorecards, and nothing lost on the way."""

from __future__ import annotations

import os
import re
import shutil
import signal
import struct
import subprocess
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.projects import make_project
from tests.conftest import ROOT
from tracker.cli import main


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(make_project(tmp_path))
    return tmp_path


def verdicts(path: Path) -> list[object]:
    sheet = load_workbook(path)["承诺清单"]
    return [row[12].value for row in sheet.iter_rows(min_row=2)]


def test_all_of_targets_without_arguments(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score"]) == 0
    told = capsys.readouterr()
    out = "reports_out"
    assert told.out.splitlines() == [
        f"dongshan-2022  ✓ 1  ✗ 1  ? 1  · reports: 1  {out}/dongshan-2022.xlsx",
        f"xishan-2021  ✓ 0  ✗ 0  ? 3  · no later report known; put one into reports/  {out}/xishan-2021.xlsx",
        f"{out}/summary.xlsx",
    ]
    assert told.err == (
        "targets/xishan-2021.yaml:1:1: warning: no report in use; put aside: reports/dongshan-2022.yaml (it is of"
        " 东山区, not of 西山区); give one of 西山区 on 2021, or say with --report FILE --locality NAME --period PERIOD"
        " what one of these is [report]\n"
    )
    assert verdicts(project / out / "dongshan-2022.xlsx") == ["完成", "未完成", "无法核实"]
    assert verdicts(project / out / "xishan-2021.xlsx") == ["无法核实"] * 3


def test_the_same_input_gives_the_same_bytes(project: Path) -> None:
    assert main(["score", "--out", "one", "--html"]) == 0
    assert main(["score", "--out", "two", "--html"]) == 0
    names = sorted(path.name for path in Path("one").iterdir())
    assert names == sorted(
        [f"{name}.{kind}" for name in ("dongshan-2022", "xishan-2021", "summary") for kind in ("xlsx", "html")]
    )
    for name in names:
        assert Path("one", name).read_bytes() == Path("two", name).read_bytes(), name


def test_the_same_bytes_from_any_folder(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No folder of the machine stands in a file that is handed on."""
    report = ["--report", str(project / "reports/dongshan-2022.yaml")]
    assert main(["score", "targets/dongshan-2022.yaml", "--report", "reports/dongshan-2022.yaml", "--html"]) == 0
    assert main(["score", str(project / "targets/dongshan-2022.yaml"), *report, "--html", "--out", "two"]) == 0
    monkeypatch.chdir("reports_out")
    assert main(["score", "../targets/dongshan-2022.yaml", *report, "--html", "--out", "../three"]) == 0
    monkeypatch.chdir(project)
    for name in ("dongshan-2022.xlsx", "dongshan-2022.html", "summary.xlsx", "summary.html"):
        first = Path("reports_out", name).read_bytes()
        assert [Path(out, name).read_bytes() == first for out in ("two", "three")] == [True, True], name


def test_one_file_with_its_report(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("reports/dongshan-2022.yaml").rename("elsewhere.yaml")
    assert main(["score", "targets/dongshan-2022.yaml", "--report", "elsewhere.yaml", "--out", "out"]) == 0
    assert verdicts(Path("out/dongshan-2022.xlsx")) == ["完成", "未完成", "无法核实"]
    assert capsys.readouterr().out.splitlines()[-1] == "out/summary.xlsx"


def test_the_language_is_that_of_the_commitments_unless_given(project: Path) -> None:
    assert main(["score", "--out", "own"]) == 0
    assert "承诺清单" in load_workbook("own/dongshan-2022.xlsx").sheetnames
    assert main(["score", "--out", "en", "--lang", "en"]) == 0
    assert "Commitments" in load_workbook("en/dongshan-2022.xlsx").sheetnames


def test_a_broken_targets_file_stops_only_itself(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("targets/bad-2022.yaml").write_text("version: 1\nlocality: {name: 北山区}\n", encoding="utf-8")
    assert main(["score"]) == 1
    told = capsys.readouterr()
    assert "targets/bad-2022.yaml" in told.err
    assert "reports_out/dongshan-2022.xlsx" in told.out


def test_many_scorecards_are_the_same_as_few(project: Path) -> None:
    for jobs in ("1", "2"):
        subprocess.run(
            [sys.executable, "-m", "tracker", "score", "--html", "--out", jobs, "--jobs", jobs],
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            check=True,
        )
    assert len(list(Path("1").iterdir())) == 6
    for path in Path("1").iterdir():
        assert Path("2", path.name).read_bytes() == path.read_bytes(), path.name


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_what_goes_wrong_costs_its_own_locality(project: Path, jobs: str) -> None:
    Path("out{x}").mkdir()
    Path("out{x}", "~$xishan-2021.xlsx").write_bytes(b"")
    command = [sys.executable, "-m", "tracker", "score", "--out", "out{x}", "--jobs", jobs, "--lang", "en"]
    run = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)})
    assert run.returncode == 2
    assert "out{x}/xishan-2021.xlsx: is open in another program" in run.stderr
    assert "left out: 1 of 2 targets files (targets/xishan-2021.yaml)" in run.stderr
    assert [line.split()[-1] for line in run.stdout.splitlines()] == [
        "out{x}/dongshan-2022.xlsx",
        "out{x}/summary.xlsx",
    ]


def test_calls_that_cannot_be_followed(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*arguments: str) -> str:
        assert main(["score", *arguments]) == 2
        said = capsys.readouterr().err
        assert said.count("\n") == 1
        return said

    assert "targets/absent.yaml: no such file" in refused("targets/absent.yaml")
    Path("empty").mkdir()
    assert "empty: no targets file" in refused("empty")
    Path("other").mkdir()
    Path("other/dongshan-2022.yaml").write_bytes(Path("targets/dongshan-2022.yaml").read_bytes())
    assert "rename one of the two" in refused("targets", "other")
    Path("file").write_bytes(b"")
    assert "its folder is a file" in refused("--out", "file")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    assert "expected seconds since 1970" in refused()
    monkeypatch.chdir(project / "empty")
    assert "there is no folder targets/ here" in refused()


def test_the_environment_dates_the_scorecard(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert main(["score"]) == 0
    assert load_workbook("reports_out/summary.xlsx").properties.created.date() == date(2023, 11, 14)


def test_the_examples_of_the_docs_run(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("targets", "reports"):
        shutil.rmtree(folder)
        shutil.copytree(ROOT / folder, folder)
    page = (ROOT / "docs" / "scorecards.md").read_text(encoding="utf-8")
    examples = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    assert len(examples) == 2
    for example in examples:
        exec(compile(example, "docs/scorecards.md", "exec"), {})
    assert Path("china-2018.xlsx").is_file()


def review(path: Path, row: int) -> None:
    """Fill the review columns of a row, as a reviewer would."""
    book = load_workbook(path)
    sheet = book["承诺清单"]
    head = {cell.value: cell.column for cell in sheet[1]}
    for name, value in (("复核结论", "完成"), ("复核说明", "看过"), ("复核人", "赵敏"), ("复核日期", date(2023, 4, 1))):
        sheet.cell(row, head[name]).value = value
    book.save(path)


def test_a_review_that_was_not_taken_back_is_not_lost(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score"]) == 0
    path = Path("reports_out/dongshan-2022.xlsx")
    review(path, 3)
    before = path.read_bytes()
    assert main(["score"]) == 2
    assert "holds 1 decisions that were not taken back" in capsys.readouterr().err
    assert path.read_bytes() == before
    assert main(["review", "apply", str(path)]) == 0
    assert main(["score"]) == 0
    assert verdicts(path) == ["完成", "完成", "无法核实"]
    review(path, 2)
    assert main(["score", "--overwrite"]) == 0
    assert verdicts(path) == ["完成", "完成", "无法核实"]


def test_a_workbook_of_somebody_else_is_not_overwritten(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("reports_out").mkdir()
    Path("reports_out/dongshan-2022.xlsx").write_bytes(b"their work")
    assert main(["score"]) == 2
    assert "stands in the way" in capsys.readouterr().err
    assert Path("reports_out/dongshan-2022.xlsx").read_bytes() == b"their work"


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits on the size of files")
def test_a_full_disk_leaves_what_was_there(project: Path) -> None:
    """A limit on the size of files stands for the full disk: openpyxl's own temporary files meet it too."""
    assert main(["score"]) == 0
    before = {path: path.read_bytes() for path in Path("reports_out").iterdir()}
    script = (
        "import resource, signal, sys; from tracker.cli import main\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))\n"
        "sys.exit(main(['score', '--html', '--lang', 'en']))"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(project)}
    for limit in ("4000", "9000", "15000"):
        run = subprocess.run([sys.executable, "-c", script, limit], capture_output=True, text=True, env=environment)
        assert run.returncode == 2, run.stderr
        assert "Traceback" not in run.stderr
        assert "the disk is full" in run.stderr
        assert {path: path.read_bytes() for path in before} == before


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_a_killed_run_leaves_whole_files(project: Path) -> None:
    assert main(["score"]) == 0
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    for pause in (0.4, 0.6, 0.8):
        run = subprocess.Popen(
            [sys.executable, "-m", "tracker", "score", "--lang", "en"], env=environment, stdout=subprocess.DEVNULL
        )
        try:
            run.wait(pause)
        except subprocess.TimeoutExpired:
            run.send_signal(signal.SIGKILL)
        run.wait()
        for path in Path("reports_out").glob("*.xlsx"):
            load_workbook(path)


def test_progress_is_shown_on_a_terminal_only(project: Path) -> None:
    pty, fcntl, termios = (pytest.importorskip(name) for name in ("pty", "fcntl", "termios"))
    primary, secondary = pty.openpty()
    fcntl.ioctl(secondary, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    environment = os.environ | {"PYTHONPATH": str(ROOT), "TERM": "xterm"}
    command = [sys.executable, "-m", "tracker", "score"]
    run = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=secondary)
    os.close(secondary)
    shown = b""
    with suppress(OSError):  # so Linux tells that nobody holds the other end any more
        while piece := os.read(primary, 100_000):
            shown += piece
    os.close(primary)
    assert run.wait() == 0
    assert b"0/2" in shown
    quiet = subprocess.run(command, env=environment, capture_output=True, check=True)
    assert b"0/2" not in quiet.stderr
    assert quiet.stderr.count(b"\n") == len(quiet.stderr.splitlines()) == 1  # the warning of a file without a report


def test_targets_from_stdin_are_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Their scorecard would be called -.xlsx, which nothing leads back from."""
    assert main(["score", "-", "--lang", "en"]) == 2
    assert "score takes no targets from stdin: a scorecard is called after its targets file" in capsys.readouterr().err
    assert not Path("reports_out/-.xlsx").exists()
