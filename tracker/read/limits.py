"""How much of a stranger's file is taken in: bounds that hold before anything is unpacked or parsed."""

from __future__ import annotations

import gc
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from tracker.model import UnreadableReport

MIB = 1024 * 1024
LIMIT = 20 * MIB  # of a file; a report of 400 pages has 1, one of 1,000 with its pictures 10
YAML_LIMIT = MIB // 2  # of a file edited by hand; 60 commitments have 12 KiB; 7,500 of a line take 1 s
CHARACTERS = 400_000  # of a report's text; one of 400 pages has 350,000
PIECES = 15_000  # of a report's text, see ``count_pieces``; the richest of 61 reports has 3,151; as many take 1 s
ITEMS = 1000  # commitments and targets of a file; the largest of 7 has 295; as many against a report take 1 s


def raised(bound: int, limit: int) -> int:
    """A bound that goes up with ``--limit``, as often as that is the usual one."""
    return bound * max(1, limit // LIMIT)


def limit_for(count: int, bound: int) -> int:
    """The least ``--limit``, in MiB, with which that many are taken."""
    return -(-count // bound) * (LIMIT // MIB)


def read_bytes(path: str, limit: int = LIMIT) -> bytes:
    """The bytes of a file of at most ``limit`` bytes; ``-`` is stdin.

    Raises ``UnreadableReport``: no such file, a folder, no permission, empty, over the limit, or a failing disk.
    """
    if path == "-" and _said_on_stdin:
        return _within(path, _said_on_stdin[0], limit)
    try:
        if _is_pipe(path):
            raise UnreadableReport("{path}: is a pipe; name a file, or give its text on stdin (-)", path=path)
        with open(0 if path == "-" else path, "rb", closefd=path != "-") as stream:
            size = os.fstat(stream.fileno()).st_size  # 0 of a pipe
            data = b"" if size > limit else _read_up_to(stream, limit + 1)
    except FileNotFoundError as error:
        if path.lower().startswith(("http:/", "https:/")):
            text = "{path}: an address, no file; download what it leads to, and give that file"
            raise UnreadableReport(text, path=path) from error
        if os.path.islink(path):
            text = "{path}: a link to {target}, which is not there"
            raise UnreadableReport(text, path=path, target=os.readlink(path)) from error
        raise UnreadableReport("{path}: no such file", path=path) from error
    except IsADirectoryError as error:
        raise UnreadableReport("{path}: is a folder; name the files in it", path=path) from error
    except PermissionError as error:
        if os.path.isdir(path):  # so Windows calls a folder
            raise UnreadableReport("{path}: is a folder; name the files in it", path=path) from error
        raise UnreadableReport("{path}: no permission to read it", path=path) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        why = getattr(error, "strerror", None) or str(error)
        raise UnreadableReport("{path}: can't be read ({why})", path=path, why=why) from error
    if path == "-" and 0 < len(data) <= limit:
        _said_on_stdin[:] = [data]
    return _within(path, data, limit, size)


_said_on_stdin: list[bytes] = []
"""What stdin gave: it can be read once, and a report is asked for its head first and then for all."""


def _within(path: str, data: bytes, limit: int, size: int = 0) -> bytes:
    """The bytes, of a file that has so many. Raises UnreadableReport where there are none, or too many."""
    if max(size, len(data)) > limit:
        raise UnreadableReport(
            "{path}: over the limit of {limit} MiB for a file; give a smaller one, or raise it with --limit",
            path=path,
            limit=f"{limit / MIB:.4g}",
        )
    if not data:
        raise UnreadableReport("{path}: is empty", path=path)
    return data


def _is_pipe(path: str) -> bool:
    """Whether it is a named pipe, which may never say anything; those of the shell, ``<(…)``, do."""
    try:
        return not path.startswith(("/dev/", "/proc/")) and stat.S_ISFIFO(os.stat(path).st_mode)
    except (OSError, ValueError):
        return False


def _read_up_to(stream: IO[bytes], count: int) -> bytes:
    """The first bytes; in pieces, since one read of a pipe may give less, and one of a device all that was asked."""
    pieces: list[bytes] = []
    while count > 0 and (piece := stream.read(min(count, MIB))):
        pieces.append(piece)
        count -= len(piece)
    return b"".join(pieces)


@contextmanager
def collector_off() -> Iterator[None]:
    """No search for garbage while a tree is built: it finds none, and takes as long as the parsing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
