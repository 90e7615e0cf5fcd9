"""Closed streams and Ctrl-C, whenever it comes: an exit code, and no traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.projects import make_project


@pytest.mark.skipif(os.name != "posix", reason="a shell that closes streams")
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&-"])
@pytest.mark.parametrize(
    "command", ["validate", "check targets", "check targets --format json", "read reports/dongshan-2022.yaml"]
)
def test_closed_streams(tmp_path: Path, command: str, closed: str) -> None:
    call = f"'{sys.executable}' -m tracker {command} {closed}"
    done = subprocess.run(["sh", "-c", call], cwd=make_project(tmp_path), capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert done.returncode == 0, done.stderr


INTERRUPTED = """
import os, signal, sys
from importlib.abc import MetaPathFinder
signal.signal(signal.SIGINT, signal.default_int_handler)  # a call in the background is started deaf to it
wanted = sys.argv[1]
class Interrupt(MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name == wanted:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Interrupt())
import runpy
module, sys.argv = sys.argv[2], ["tracker", "check", "targets"]
runpy.run_module(module, run_name="__main__", alter_sys=False)
"""


@pytest.mark.parametrize("module", ["tracker.cli", "tracker.cli.check", "tracker.model", "yaml", "tracker.checking"])
def test_ctrl_c_while_a_module_is_imported(tmp_path: Path, module: str) -> None:
    call = [sys.executable, "-c", INTERRUPTED, module, "tracker"]
    done = subprocess.run(call, cwd=make_project(tmp_path), capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert done.returncode in (130, -signal.SIGINT)
