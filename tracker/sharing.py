"""Work shared out to the workers of an executor, and taken back in order."""

from __future__ import annotations

import gc
import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from importlib import import_module
from typing import Any, TypeVar

from tracker.model import MissingLibrary, UnusableCall
from tracker.words.extras import way_to_get
from tracker.write.kept import own_code

A = TypeVar("A")
B = TypeVar("B")

FEWEST = 8
"""Targets files from which on workers start by themselves: starting them costs what three files do."""
AHEAD = 4
"""Tasks a worker that wait for it; more would only hold their answers in memory."""
UNKNOWN = 64
"""Workers that an executor from elsewhere may have."""
WINDOWS = 61
"""Processes that one can wait for on Windows."""
PATIENCE = 10
"""Seconds in which a scheduler answers."""
GREETING = 1 << 20
"""Bytes of its first message, at most; it has some 100, and says how many in the first eight."""
SELDOM = (50_000, 20, 20)
"""New objects before garbage in rings is looked for: what is worked out holds next to none, and looking as often as
Python does by itself took 4 % of a run; so seldom it costs 5 MiB."""
WARM = "tracker.checking.warm"
"""The module that a worker imports before its first task."""


def in_order(executor: Executor | None, function: Callable[[A], B], items: Iterable[A]) -> Iterator[B]:
    """``function`` of each item, in the order of the items; here, or by an executor with few of them under way."""
    if executor is None:
        yield from map(function, items)
        return
    most = AHEAD * workers_of(executor)
    waiting: deque[Future[B]] = deque()
    for item in items:
        waiting.append(executor.submit(function, item))
        if len(waiting) >= most:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def workers_of(executor: Executor) -> int:
    """How many tasks it works on at once, as far as it tells."""
    return int(getattr(executor, "_max_workers", UNKNOWN))


def processors() -> int:
    """Those that this process may use: a container or ``taskset`` may give fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def jobs_for(paths: Sequence[str], wanted: int | None, fewest: int = FEWEST) -> int:
    """Workers for these files: as wanted, else the processors, and 1 where starting them costs more than it gives."""
    if "-" in paths:  # stdin is here alone
        return 1
    jobs = wanted if wanted is not None else processors() if len(paths) >= fewest else 1
    most = WINDOWS if sys.platform == "win32" else jobs
    return max(1, min(jobs, len(paths), most))


@contextmanager
def sharing(
    paths: Sequence[str], jobs: int | None, address: str | None = None, *, fewest: int = FEWEST, warm: str = WARM
) -> Iterator[Executor | None]:
    """Who works on these files: a cluster, or as many processes as it takes, of which each has imported ``warm``.

    Raises as ``cluster``.
    """
    if address is not None and "-" not in paths:
        with cluster(address) as executor:
            yield executor
        return
    with workers(jobs_for(paths, jobs, fewest), warm) as pool:
        yield pool


@contextmanager
def workers(jobs: int, warm: str = WARM) -> Iterator[Executor | None]:
    """An executor of so many processes that have imported ``warm``; None for one, which is this process itself.

    On an interrupt, or any other error, they end at once: what they write is written whole or not at all.
    """
    if jobs == 1:
        before = gc.get_threshold()
        gc.set_threshold(*SELDOM)
        try:
            yield None
        finally:
            gc.set_threshold(*before)
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    context: Any = multiprocessing.get_context()
    if "forkserver" in multiprocessing.get_all_start_methods():
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([warm])
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(warm,))
    try:
        yield pool
    except BaseException:
        for process in multiprocessing.active_children():
            process.terminate()
        pool.shutdown(wait=False)  # without cancelling: Python 3.11 would complain of it in another thread
        raise
    pool.shutdown()


def _knock(address: str) -> None:
    """See that a scheduler greets at an address: Dask would wait for ever for one that listens and says nothing.

    Raises ValueError for what is no such address, OSError where nobody listens or greets as Dask does.
    """
    from socket import create_connection
    from urllib.parse import urlsplit

    parts = urlsplit(address if "://" in address else f"tcp://{address}")
    if parts.scheme not in ("tcp", "tls", "ws", "wss") or not parts.hostname or not parts.port:
        raise ValueError(address)
    with create_connection((parts.hostname, parts.port), PATIENCE) as stream:
        if parts.scheme == "tcp" and not 0 < int.from_bytes(stream.recv(8), "little") < GREETING:
            raise ConnectionError(address)


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """The executor of a Dask cluster, by its scheduler's address. Raises UnusableCall where none answers, or where its
    workers have other code than this; MissingLibrary without the extra ``dask``."""
    try:
        from distributed import Client
    except ImportError as error:
        raise MissingLibrary("a cluster needs Dask: {way}", way=way_to_get("dask")) from error
    try:
        _knock(address)
        client = Client(address, timeout=PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TypeError) as error:  # TypeError: tls:// without its certificates
        text = "--dask {address}: no scheduler answers there; start one with “dask scheduler”, and workers"
        raise UnusableCall(text, address=address) from error
    with client:
        codes = client.run(own_code)
        others = sorted(worker for worker, code in codes.items() if code != own_code())
        if others:
            text = "--dask {address}: {workers} have another version of commitment-tracker; install the same there"
            raise UnusableCall(text, address=address, workers=", ".join(others))
        client.run(_warmed, WARM)
        yield client.get_executor(pure=False)  # type: ignore[no-untyped-call]


def _begin(warm: str) -> None:
    """A worker begins: an interrupt is told to the one who started it, and a terminal's would be told twice."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_DFL)
    _warmed(warm)


def _warmed(warm: str) -> None:
    """What a worker does before its first task, of our own or of a cluster: what it has loaded is no garbage."""
    gc.set_threshold(*SELDOM)
    import_module(warm)
    gc.freeze()
