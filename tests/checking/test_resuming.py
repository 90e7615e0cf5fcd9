"""A run that was killed goes on where it was: what was done is not done again, and the end is the same bytes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.checking.test_batch import ENVIRONMENT, write_project
from tracker.checking import batch
from tracker.cli import main

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills without a last word, and in groups")
Capture = pytest.CaptureFixture[str]
COUNT = 12

KILLED_AT_THE_SIXTH = """
import os, signal, sys
from tracker.checking import batch

check, calls = batch.check, []

def dying(*given, **named):
    calls.append(1)
    if len(calls) == 6:
        os.kill(os.getpid(), signal.SIGKILL)
    return check(*given, **named)

batch.check = dying
from tracker.cli import main
main(sys.argv[1:])
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A dozen localities, each with a report."""
    write_project(tmp_path)
    for path in [*tmp_path.glob("targets/*"), *tmp_path.glob("reports/*")]:
        text = path.read_text(encoding="utf-8")
        for number in "二三":
            other = path.with_name(number + path.name)
            other.write_text(text.replace(path.name[:3], number + path.name[:3]), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "kept"))
    return tmp_path


def written(folder: str) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in Path(folder).iterdir()}


def judged_anew(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """How many targets files a call judges, and does not find judged."""
    calls: list[object] = []
    real = batch.check

    def counted(*given: object, **named: object) -> object:
        calls.append(given)
        return real(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(batch, "check", counted)
    assert main([*arguments, "--jobs", "1"]) == 0
    monkeypatch.setattr(batch, "check", real)
    return len(calls)


def environment() -> dict[str, str]:
    return ENVIRONMENT | {"XDG_CACHE_HOME": os.environ["XDG_CACHE_HOME"], "PYTHONUNBUFFERED": "1"}


def test_a_killed_run_of_scorecards_goes_on_where_it_was(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    call = [sys.executable, "-c", KILLED_AT_THE_SIXTH, "score", "--out", "out", "--jobs", "1"]
    done = subprocess.run(call, env=environment(), capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL
    left = written("out")
    assert len(left) == 5, "what was done is there, and whole"
    assert done.stdout.count(b".xlsx") == 5
    assert judged_anew(monkeypatch, "score", "--out", "out") == COUNT - 5
    assert main(["score", "--out", "whole", "--no-cache"]) == 0
    assert written("out") == written("whole")
    assert left.items() <= written("whole").items()


def test_a_killed_check_goes_on_where_it_was(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    check = ["check", "targets", "--format", "json", "--out", "answer.json"]
    call = [sys.executable, "-c", KILLED_AT_THE_SIXTH, *check, "--jobs", "1"]
    assert subprocess.run(call, env=environment(), check=False).returncode == -signal.SIGKILL
    assert not Path("answer.json").exists(), "half an answer is none"
    assert judged_anew(monkeypatch, *check) == COUNT - 5
    kept = Path("answer.json").read_bytes()
    assert main([*check, "--no-cache"]) == 0
    assert Path("answer.json").read_bytes() == kept
    assert sorted(each.name for each in Path().iterdir()) == ["answer.json", "kept", "reports", "targets"]


def test_workers_that_were_killed_leave_what_they_did(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    call = [sys.executable, "-m", "tracker", "score", "--out", "out", "--jobs", "2"]
    run = subprocess.Popen(call, env=environment(), stdout=subprocess.PIPE, start_new_session=True)
    assert run.stdout is not None
    for _ in range(3):
        assert b".xlsx" in run.stdout.readline()
    os.killpg(run.pid, signal.SIGKILL)
    run.communicate()
    assert judged_anew(monkeypatch, "score", "--out", "out") <= COUNT - 3
    assert main(["score", "--out", "whole", "--no-cache"]) == 0
    assert written("out") == written("whole")
