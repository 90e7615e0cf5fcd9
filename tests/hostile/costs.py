"""What a run of the tool costs, in a measure that no machine's speed changes: times a fixed loop of Python's own.

Seconds say more of the machine than of the tool: another one takes three times as long, and one that is busy twice as
long as itself. So each run stands between two loops that always do the same, by the same Python, and its processor
time is told in these; memory is told in MiB, which is the same everywhere.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT

LOOPS = 15  # of the dearest kind, start-up among it: a loop is 0.1 s where the goal, 1 s over start-up, was measured
ROOM = 3  # so many times as much, and that three times in a row, is a fault: those that we mended took 100 and more
MIB = 260  # goal: 200
TRIES = 3

# The run's children are waited for too, those that outlive it as well: Linux alone gives these to us.
_RUN = """
import ctypes, os, re, resource, subprocess, sys, time

def loop():
    began, seen, word = time.process_time(), {}, re.compile("([0-9]+)5")
    for number in range(200_000):
        text = f"{number}处"
        found = word.match(text)
        seen[text if found is None else found[1]] = len(text.split("5"))
    return time.process_time() - began

ctypes.CDLL(None).prctl(36, 1)
before = loop()
done = subprocess.run([sys.executable, "-m", "tracker", *sys.argv[1:]], capture_output=True, stdin=subprocess.DEVNULL)
try:
    while True:
        os.wait()
except ChildProcessError:
    pass
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(done.returncode, (used.ru_utime + used.ru_stime) / max(before, loop()), used.ru_maxrss // 1024)
sys.stdout.flush()
sys.stdout.buffer.write(done.stdout[-2000:] + done.stderr[-2000:])
"""


@dataclass(frozen=True)
class Cost:
    """A run: its exit code, its processor time in loops, its largest process in MiB, the end of what it said."""

    code: int
    loops: float
    mib: int
    said: bytes

    @property
    def is_in_bounds(self) -> bool:
        return self.loops < LOOPS * ROOM and self.mib < MIB


def cost_of(call: Sequence[str], folder: Path) -> Cost:
    """What a run of the tool in a folder costs; run anew where it was too dear, since a machine may be busy."""
    command = [sys.executable, "-c", _RUN, *call]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    for _ in range(TRIES):
        done = subprocess.run(command, cwd=folder, env=env, capture_output=True, check=True)
        head, _, said = done.stdout.partition(b"\n")
        code, loops, mib = head.split()
        cost = Cost(int(code), float(loops), int(mib), said)
        if cost.is_in_bounds:
            break
    return cost
