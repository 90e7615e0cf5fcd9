"""The child that reads PDFs: bytes in on stdin, JSON out on stdout, within limits that the system holds it to.

For each file its parent writes a line of JSON (path, size, seconds, those for a page, memory) and the bytes; it
answers a line of JSON.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from typing import Any, BinaryIO

from tracker.model import TrackerError
from tracker.read.plain import to_plain

LOOPS, LOOPS_TAKE = 100_000, 0.010  # seconds that they take where the bounds were measured
SLOWEST = 10.0


def main() -> None:
    """Answer until stdin ends. Ctrl-C is the parent's to hear, which then closes stdin."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    slower = how_much_slower()
    while line := sys.stdin.buffer.readline():
        head = json.loads(line)
        data = sys.stdin.buffer.read(head["size"])
        if len(data) < head["size"]:
            return
        _answer(answers, head, data, slower)
        del data


def how_much_slower() -> float:
    """How many times as long as ours this machine takes, at least 1: bounds in seconds are those of the one they
    were measured on, and the same PDF is to be read on a slow one too."""
    began = time.process_time()
    for number in range(LOOPS):
        str(number).encode()
    return min(max(1.0, (time.process_time() - began) / LOOPS_TAKE), SLOWEST)


class _TooLong(Exception):
    """A file has had all its time: between two pages, where no timer has ended this process yet."""


def _answer(answers: BinaryIO, head: dict[str, Any], data: bytes, slower: float = 1.0) -> None:
    until = time.process_time() + head["seconds"] * slower

    def at_page(number: int | None) -> None:
        left = until - time.process_time()
        if left <= 0:  # a timer set anew at each of many short pages would never go off
            raise _TooLong
        _limit_time(left if number is None else min(left, head["page"] * slower))

    try:
        _limit_memory(head["memory"])
        at_page(0)  # opening it, too, takes no more than a page
        answer = json.dumps({"said": _read(head["path"], data, at_page)})
    except MemoryError:
        answer = '{"memory": true}'
    except _TooLong:
        answer = '{"time": true}'
    finally:
        _limit_time(0)
        _limit_memory(None)
    answers.write(answer.encode("utf-8", "surrogatepass") + b"\n")
    answers.flush()


def _read(path: str, data: bytes, at_page: Callable[[int | None], None]) -> Any:
    from tracker.read.pdf import read_pdf

    try:
        return to_plain(read_pdf(path, data, at_page))
    except TrackerError as error:
        return to_plain(error.message)


def _limit_time(seconds: float) -> None:
    """End this process by a timer after so much more processor time, where it can be; 0 is no bound."""
    if hasattr(signal, "setitimer"):  # not on Windows
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _limit_memory(memory: int | None) -> None:
    """Hold this process to so much more memory (``None``: no bound), where it can be."""
    try:
        import resource
    except ImportError:  # Windows
        return
    most = resource.getrlimit(resource.RLIMIT_AS)[1]  # of a shell or a container that holds us to one already
    if memory is None:
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        return
    with open("/proc/self/statm") if os.path.exists("/proc/self/statm") else open(os.devnull) as pages:
        held = pages.read().split()
    if held:  # elsewhere than on Linux nobody tells how much there is, nor holds us to it
        bound = int(held[0]) * resource.getpagesize() + memory
        resource.setrlimit(resource.RLIMIT_AS, (bound if most == resource.RLIM_INFINITY else min(bound, most), most))
