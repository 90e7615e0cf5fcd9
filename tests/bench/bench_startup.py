"""How long the tool takes to start, as a ratio to ``python -c pass`` in the same minute.

Run: ``python tests/bench/bench_startup.py``. The quickest of the interleaved runs counts: what a machine is slowed
down by only ever adds.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
TOOL = "from tracker.cli import main; main()"


def seconds(*command: str) -> float:
    """Wall-clock seconds of one fresh process."""
    before = time.perf_counter()
    call = [sys.executable, *command]
    subprocess.run(call, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - before


def ratio(*arguments: str, rounds: int = 20) -> float:
    """Quickest of ``rounds`` calls of the tool over quickest of as many bare interpreters."""
    tool, bare = zip(*((seconds("-c", TOOL, *arguments), seconds("-c", "pass")) for _ in range(rounds)), strict=True)
    return min(tool) / min(bare)


if __name__ == "__main__":
    for line in (["--help"], ["--version"], ["validate", "--help"], ["check", "--help"], ["score", "--help"]):
        print(f"tracker {' '.join(line):16} {ratio(*line):.1f} × python -c pass")
