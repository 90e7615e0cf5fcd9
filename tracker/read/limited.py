"""A PDF read by a child of limited time and memory: its library is written in C, and what it does can't be counted.

There is one child a process, started at the first PDF and used for all that follow; one that died is replaced. It is
given the file's bytes, and answers in JSON (``limited_child``).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from signal import Signals
from typing import Any

from tracker.model import Document, Message, UnreadableReport
from tracker.read.limits import MIB
from tracker.read.ocr import has_ocr
from tracker.read.plain import from_plain

SECONDS = 0.9  # of processor time for any file, and for any page; more on a slower machine (``limited_child``)
SECONDS_A_MIB = 30.0  # more, for each MiB beyond the first 64 KiB; a report of 400 pages has 1 MiB, and takes 5
FREE = 64 * 1024
MEMORY = 100 * MIB  # beside what the child had before, and for each byte of the file
MEMORY_A_BYTE = 12
OCR_SECONDS, OCR_MEMORY = 3600.0, 4096 * MIB  # where scans are read, a page takes seconds and its models a GiB

_START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from tracker.read.limited_child import main; main()"
_child: tuple[int, subprocess.Popen[bytes]] | None = None


def read_pdf_limited(path: str, data: bytes) -> Document:
    """The document of a PDF's bytes, as ``read_pdf`` gives it.

    Raises ``UnreadableReport`` as that does, and where reading takes more than a file of its size deserves. Without a
    Python to start (a frozen program) it is read here.
    """
    if not sys.executable:
        from tracker.read.pdf import read_pdf

        return read_pdf(path, data)
    more = OCR_SECONDS if has_ocr() else 0.0
    seconds = SECONDS + SECONDS_A_MIB * max(0, len(data) - FREE) / MIB + more
    memory = MEMORY + MEMORY_A_BYTE * len(data) + (OCR_MEMORY if has_ocr() else 0)
    head = {"path": path, "size": len(data), "seconds": seconds, "page": SECONDS + more, "memory": memory}
    child = _started()
    try:
        answer = _ask(child, json.dumps(head).encode() + b"\n", data)
    except BaseException:  # what it would say next is no answer to the next file
        child.kill()
        _forget(child)
        raise
    if answer is None:
        raise _died(path, _forget(child))
    if answer.get("time"):
        raise _too_long(path)
    if answer.get("memory"):
        _forget(child)  # it has run out of what it may have, and can't be used again
        raise _too_much(path)
    try:
        told = from_plain(answer["said"])
        if isinstance(told, Message):
            raise UnreadableReport.of(told)
        if isinstance(told, Document):
            return told
    except (ValueError, TypeError, KeyError, IndexError, AttributeError):
        pass
    child.kill()
    raise _died(path, _forget(child))


def _started() -> subprocess.Popen[bytes]:
    """The child of this process: after a fork the parent's is none of ours."""
    global _child
    if _child is None or _child[0] != os.getpid() or _child[1].poll() is not None:
        call = [sys.executable, "-I", "-S", "-c", _START, json.dumps(sys.path)]
        quiet = subprocess.DEVNULL
        _child = os.getpid(), subprocess.Popen(call, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=quiet)
    return _child[1]


def _ask(child: subprocess.Popen[bytes], head: bytes, data: bytes) -> dict[str, Any] | None:
    """What the child answers; ``None`` where it dies over it, or says what is no answer."""
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        child.stdin.write(head)
        child.stdin.write(data)
        child.stdin.flush()
        answer = json.loads(child.stdout.readline())
    except (OSError, ValueError, RecursionError):
        return None
    return answer if isinstance(answer, dict) else None


def _forget(child: subprocess.Popen[bytes]) -> int:
    """Close a child that is of no more use; the code with which it ended."""
    global _child
    _child = None
    for stream in (child.stdin, child.stdout):
        if stream is not None:
            with suppress(OSError):
                stream.close()
    try:
        return child.wait(10)
    except subprocess.TimeoutExpired:
        child.kill()
        return child.wait()


def _died(path: str, code: int) -> UnreadableReport:
    """Why there is no answer, by how the child ended."""
    if code < 0 and -code in (_signal("SIGPROF"), _signal("SIGXCPU")):
        return _too_long(path)
    if code < 0 and -code in (_signal("SIGABRT"), _signal("SIGTRAP"), _signal("SIGKILL"), _signal("SIGILL")):
        return _too_much(path)
    return UnreadableReport("{path}: is damaged: reading it broke off; print it anew, or give a text", path=path)


def _too_long(path: str) -> UnreadableReport:
    return UnreadableReport(
        "{path}: takes far more time to read than a PDF of its size; refused; print it anew, or give a text",
        path=path,
    )


def _too_much(path: str) -> UnreadableReport:
    return UnreadableReport(
        "{path}: takes far more memory to read than a PDF of its size; refused; print it anew, or give a text",
        path=path,
    )


def _signal(name: str) -> int:
    return int(Signals[name]) if name in Signals.__members__ else 0
