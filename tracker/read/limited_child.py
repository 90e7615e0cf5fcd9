"""The child that reads PDFs: bytes in on stdin, JSON out on stdout, within limits that the system holds it to.

For each file its parent writes a line of JSON (path, size, seconds, memory) and the bytes; it answers a line of JSON.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from typing import Any, BinaryIO

from tracker.model import TrackerError
from tracker.read.plain import to_plain


def main() -> None:
    """Answer until stdin ends. Ctrl-C is the parent's to hear, which then closes stdin."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    while line := sys.stdin.buffer.readline():
        head = json.loads(line)
        data = sys.stdin.buffer.read(head["size"])
        if len(data) < head["size"]:
            return
        _answer(answers, head, data)
        del data


def _answer(answers: BinaryIO, head: dict[str, Any], data: bytes) -> None:
    try:
        _limit(head["seconds"], head["memory"])
        answer = json.dumps({"said": _read(head["path"], data)})
    except MemoryError:
        answer = '{"memory": true}'
    finally:
        _limit(0, None)
    answers.write(answer.encode("utf-8", "surrogatepass") + b"\n")
    answers.flush()


def _read(path: str, data: bytes) -> Any:
    from tracker.read.pdf import read_pdf

    try:
        return to_plain(read_pdf(path, data))
    except TrackerError as error:
        return to_plain(error.message)


def _limit(seconds: float, memory: int | None) -> None:
    """Hold this process to so much more processor time (0: no bound) and memory (``None``: no bound), where it can be.

    Time by a timer that ends the process: it counts in parts of a second, and begins anew with each file.
    """
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        import resource
    except ImportError:  # Windows
        return
    if memory is None:
        resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        return
    with open("/proc/self/statm") if os.path.exists("/proc/self/statm") else open(os.devnull) as pages:
        held = pages.read().split()
    if held:  # elsewhere than on Linux nobody tells how much there is, nor holds us to it
        bound = int(held[0]) * resource.getpagesize() + memory
        resource.setrlimit(resource.RLIMIT_AS, (bound, resource.RLIM_INFINITY))
