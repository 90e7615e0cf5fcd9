"""Many targets files: each by itself, bound by an index, the same answer wherever the work is done."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tracker.api import check
from tracker.checking.binding import Index, bind, positively_other
from tracker.checking.reports import Card
from tracker.cli import main
from tracker.model import Locality, Period, Source, TargetsFile
from tracker.sharing import in_order, jobs_for

Capture = pytest.CaptureFixture[str]
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT)}
PLACES = ("东山区", "西山区", "南山县", "北山县")


def write_project(folder: Path) -> None:
    """Four localities with a report each, in which half of the targets are met."""
    for name in ("targets", "reports"):
        (folder / name).mkdir()
    for number, place in enumerate(PLACES):
        (folder / "targets" / f"{place}-2022.yaml").write_text(
            f"version: 1\nlocality: {{name: {place}}}\nperiod: 2022\nsource: {{title: {place}2022年计划}}\n"
            "commitments:\n- {id: 1, title: 停车场, targets: ['新建停车场 >= 5 处']}\n",
            encoding="utf-8",
        )
        text = f"{place}2023年政府工作报告\n\n一、2022年工作回顾\n全年新建停车场{4 + number % 2 * 3}处。\n"
        (folder / "reports" / f"{place}-2022.txt").write_text(text, encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_project(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def verdicts(capsys: Capture, *arguments: str) -> tuple[int, dict[str, str], str]:
    """Exit code, the verdict of each locality, and what stderr says."""
    code = main(["check", *arguments, "--format", "json", "--lang", "en"])
    told = capsys.readouterr()
    found = json.loads(told.out)["results"] if told.out else []
    return code, {each["locality"]: each["verdict"] for each in found}, told.err


def tracker(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "tracker", *arguments], capture_output=True, env=ENVIRONMENT)


def test_a_folder_is_judged_by_the_reports_of_each_locality(project: Path, capsys: Capture) -> None:
    assert verdicts(capsys, "targets") == (0, dict(zip(PLACES, ("unmet", "met") * 2, strict=True)), "")


@pytest.mark.parametrize("form", ["json", "csv", "markdown", "table"])
def test_two_workers_say_what_one_says(project: Path, form: str) -> None:
    Path("reports/西山区-2022.txt").write_bytes(b"%PDF-1.4 damaged")
    alone, shared = (tracker("check", "targets", "--format", form, "--jobs", jobs) for jobs in "12")
    assert alone.stdout
    assert (alone.returncode, alone.stdout, alone.stderr) == (shared.returncode, shared.stdout, shared.stderr)


def test_a_damaged_report_costs_its_own_locality(project: Path, capsys: Capture) -> None:
    Path("reports/西山区-2022.pdf").write_bytes(b"%PDF-1.4 damaged")
    code, found, told = verdicts(capsys, "targets")
    assert code == 2
    assert found == {"东山区": "unmet", "南山县": "unmet", "北山县": "met"}
    assert "reports/西山区-2022.pdf" in told
    assert "left out: 1 of 4 targets files (targets/西山区-2022.yaml)" in told


def test_a_damaged_report_of_nobody_is_told_and_costs_nobody(project: Path, capsys: Capture) -> None:
    Path("reports/2023.pdf").write_bytes(b"%PDF-1.4 damaged")
    code, found, told = verdicts(capsys, "targets")
    assert (code, len(found)) == (2, 4)
    assert "reports/2023.pdf" in told
    assert "left out" not in told


def test_a_damaged_report_of_others_is_no_matter_of_ours(project: Path, capsys: Capture) -> None:
    Path("reports/西山区-2022.pdf").write_bytes(b"%PDF-1.4 damaged")
    assert verdicts(capsys, "targets/东山区-2022.yaml") == (0, {"东山区": "unmet"}, "")


def test_a_targets_file_that_is_no_yaml_costs_itself_alone(project: Path, capsys: Capture) -> None:
    Path("targets/西山区-2022.yaml").write_text("a: [", encoding="utf-8")
    code, found, told = verdicts(capsys, "targets")
    assert (code, sorted(found)) == (2, sorted({*PLACES} - {"西山区"}))
    assert "targets/西山区-2022.yaml:1:" in told


def test_nothing_is_answered_of_a_call_that_came_to_nothing(project: Path, capsys: Capture) -> None:
    assert main(["check", "targets/东山区-2022.yaml", "--report", "absent.txt", "--format", "json"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1


def test_reports_named_by_hand_are_noted_once_where_nobody_uses_them(project: Path, capsys: Capture) -> None:
    Path("other.txt").write_text(
        "海州市2023年政府工作报告\n\n一、2022年工作回顾\n全年新建停车场9处。\n", encoding="utf-8"
    )
    code, found, told = verdicts(capsys, "targets", "--report", "other.txt", *map(str, Path("reports").iterdir()))
    assert (code, len(found)) == (0, 4)
    assert told == (
        "other.txt: note: decides nothing for any of the 4 targets files: it is of 海州市, and looks back on 2022"
        " [report]\n"
    )


def test_any_executor_does(project: Path) -> None:
    paths = sorted(map(str, Path("targets").iterdir()))
    with ThreadPoolExecutor(2) as executor:
        assert check(paths, executor=executor) == check(paths)


def test_a_scorecard_is_written_when_its_locality_is_judged(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not when all are: a run that is killed leaves what was done."""
    from tracker import scoring

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(scoring, "write_over_all", killed)
    assert main(["score"]) == 130
    assert len(list(Path("reports_out").glob("*.xlsx"))) == 4


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_an_interrupt_ends_the_workers_too(project: Path) -> None:
    for number in range(60):
        text = Path("targets/东山区-2022.yaml").read_text(encoding="utf-8")
        Path(f"targets/东山区-{number}.yaml").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "tracker", "check", "targets", "--jobs", "2"]
    run = subprocess.Popen(
        command, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    assert run.stdout is not None
    run.stdout.readline()  # a worker has answered
    run.send_signal(signal.SIGINT)
    _, said = run.communicate(timeout=300)
    assert run.returncode in (130, 0)
    assert b"Traceback" not in said
    for _ in range(600):
        if not _alive(run.pid):
            break
        time.sleep(0.1)
    assert not _alive(run.pid)


def _alive(session: int) -> bool:
    try:
        os.killpg(session, 0)
    except ProcessLookupError:
        return False
    return True


# ── binding ──


def targets_of(name: str, within: str | None, year: int) -> TargetsFile:
    return TargetsFile("t.yaml", Locality(name, None, within), Period.of_year(year), Source(""), ())


def test_the_index_finds_what_a_look_at_every_report_finds() -> None:
    names = [None, "全国", "中国", "东山区", "海州市东山区", "海州市", "山区", "云山省海州市", "西山县", "区"]
    periods = [None, Period.of_year(2022), Period.of_years(2021, 2025), Period.of_year(2024)]
    cards = [
        Card(f"{number}.txt", name, period)
        for number, (name, period) in enumerate((name, period) for name in names for period in periods)
    ]
    index = Index(cards)
    for name in filter(None, names):
        for within in (None, "海州市"):
            for year in (2022, 2023):
                file = targets_of(name, within, year)
                every = sorted(card.path for card in cards if positively_other(file, card) is None)
                assert list(bind(file, index.of_place(file.locality)).reports) == every


def test_reports_of_later_periods_are_told_apart() -> None:
    cards = [Card(f"{year}.txt", "东山区", Period.of_year(year)) for year in (2020, 2022, 2023, 2024)]
    bound = bind(targets_of("东山区", None, 2022), Index(cards).usable)
    assert (bound.reports, bound.later) == (("2022.txt",), ("2023.txt", "2024.txt"))


def test_looking_for_reports_costs_no_product() -> None:
    """Cards looked at for one file among 400 localities: its own, however many others there are."""
    cards = [Card(f"{number}.txt", f"{chr(0x4E00 + number)}山县", Period.of_year(2022)) for number in range(400)]
    index = Index(cards)
    assert all(len(index.of_place(Locality(str(card.locality)))) == 1 for card in cards)


# ── sharing out ──


class Counting(Executor):
    """Does the work at once, and keeps how much was handed in before anything was taken back."""

    def __init__(self) -> None:
        self.pool = ThreadPoolExecutor(1)
        self.submitted = 0

    def submit(self, function: Callable[..., int], /, *args: object, **kwargs: object):  # type: ignore[no-untyped-def,override]
        self.submitted += 1
        return self.pool.submit(function, *args, **kwargs)


def test_answers_come_in_order_and_few_wait() -> None:
    executor = Counting()
    answers = in_order(executor, lambda each: each * 2, range(10_000))
    assert [next(answers) for _ in range(3)] == [0, 2, 4]
    assert executor.submitted < 300
    executor.pool.shutdown()


def test_few_files_start_no_workers() -> None:
    assert jobs_for("abc", None) == 1
    assert jobs_for("abc", 2) == 2
    assert jobs_for("a", 8) == 1
    assert jobs_for(["-", "b"], 8) == 1
