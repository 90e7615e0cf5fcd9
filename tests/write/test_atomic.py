"""A file is written whole or not at all, and what is in the way is told in one line."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tracker.model import TrackerError
from tracker.write import atomic
from tracker.write.atomic import replacing, write_bytes


def break_off(path: Path) -> None:
    """Work that fails with half of it written."""
    with replacing(path) as stream:
        stream.write(b"half")
        stream.write(bytes(1 // 0))


def test_the_old_file_stays_when_the_work_breaks_off(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError):
        break_off(path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_killed_run_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    old, new = b"o" * 3_000_000, b"n" * 3_000_000
    script = (
        "import sys; from pathlib import Path; from tracker.write.atomic import replacing\n"
        "print('ready', flush=True)\n"
        "while True:\n"
        "    with replacing(Path(sys.argv[1])) as stream:\n"
        "        for _ in range(300): stream.write(b'n' * 10_000)\n"
    )
    for pause in (0.0, 0.002, 0.005, 0.011):
        path.write_bytes(old)
        run = subprocess.Popen([sys.executable, "-c", script, str(path)], cwd=ROOT, stdout=subprocess.PIPE)
        assert run.stdout is not None
        run.stdout.readline()
        time.sleep(pause)
        run.send_signal(signal.SIGKILL)
        run.wait()
        run.stdout.close()
        assert path.read_bytes() in (old, new)


@pytest.mark.parametrize(
    ("code", "says"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EACCES, "can't be written; close it"),
        (errno.EROFS, "can't be written; close it"),
        (errno.EIO, "can't be written"),
    ],
)
def test_what_the_system_refuses_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, says: str) -> None:
    def fail(_: int) -> None:
        raise OSError(code, os.strerror(code))

    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    monkeypatch.setattr(atomic.os, "fsync", fail)
    with pytest.raises(TrackerError, match=says) as told, replacing(path) as stream:
        stream.write(b"new")
    assert str(told.value).startswith(f"{path}: ")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_of_that_name_and_a_file_for_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").mkdir()
    with pytest.raises(TrackerError, match="there is a folder of that name"), replacing(tmp_path / "a.xlsx"):
        pass
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(TrackerError, match="its folder is a file"), replacing(tmp_path / "file" / "b.xlsx"):
        pass


@pytest.mark.parametrize("lock", [".~lock.a.xlsx#", "~$a.xlsx"])
def test_a_workbook_that_is_open_elsewhere_is_left_alone(tmp_path: Path, lock: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    (tmp_path / lock).write_bytes(b"")
    with pytest.raises(TrackerError, match="is open in another program") as told, replacing(path):
        pass
    assert lock in str(told.value)
    assert path.read_bytes() == b"old"


def test_links_and_rights_are_kept(tmp_path: Path) -> None:
    real, link = tmp_path / "real.xlsx", tmp_path / "link.xlsx"
    real.write_bytes(b"old")
    real.chmod(0o640)
    link.symlink_to(real)
    assert write_bytes(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert real.stat().st_mode & 0o777 == 0o640


def test_a_file_that_says_so_already_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "a.yaml"
    assert write_bytes(path, b"same")
    before = path.stat().st_mtime_ns
    assert not write_bytes(path, b"same")
    assert path.stat().st_mtime_ns == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_or_a_device_is_written_to_and_stays(tmp_path: Path) -> None:
    """``-o /dev/null``, said by root, must not put a file in its place."""
    pipe = tmp_path / "out"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        assert write_bytes(pipe, b"said")
        assert reader.communicate(timeout=300)[0] == b"said"
    assert pipe.is_fifo()
    assert [each.name for each in tmp_path.iterdir()] == ["out"]


def test_a_full_device_is_told() -> None:
    full = Path("/dev/full")
    if not full.is_char_device():
        pytest.skip("this system has no /dev/full to write to")
    with pytest.raises(TrackerError, match="the disk is full"):
        write_bytes(full, b"said")
    assert full.is_char_device()
