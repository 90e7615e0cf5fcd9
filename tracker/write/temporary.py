"""Files on their way: written beside their place, known as ours, and cleared away where a run was killed."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, BinaryIO

OURS = re.compile(r"\.tracker-[0-9a-f]{16}\.tmp")
_swept: set[str] = set()


@contextmanager
def temporary(folder: Path) -> Iterator[tuple[Path, BinaryIO]]:
    """A new file in a folder, open for writing and locked as long as it is: nobody's sweep takes it away."""
    while True:
        path = folder / f".tracker-{os.urandom(8).hex()}.tmp"
        stream = path.open("xb")
        if not _lock(stream) or _is_there(path, stream):
            break
        stream.close()  # swept away between its making and the lock
    with stream:
        yield path, stream


def sweep(folder: Path) -> None:
    """Remove what killed runs left in a folder, once a run: files of ours that nobody holds any more. Never raises."""
    if str(folder) in _swept:
        return
    _swept.add(str(folder))
    with suppress(OSError):
        for name in os.listdir(folder):
            if OURS.fullmatch(name):
                with suppress(OSError):
                    _remove(folder / name)


def _remove(path: Path) -> None:
    if os.name != "posix":  # what is open can't be removed there
        path.unlink()
        return
    with path.open("rb") as stream:
        if _lock(stream, wait=False):
            path.unlink()


def _is_there(path: Path, stream: IO[bytes]) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(stream.fileno()))
    except FileNotFoundError:
        return False


def _lock(stream: IO[bytes], *, wait: bool = True) -> bool:
    """Lock an open file until it is closed; False where another has it, or the file system knows no locks."""
    try:
        import fcntl

        fcntl.flock(stream, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except (ImportError, OSError):
        return False
    return True


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Nobody else of ours is in this block for the same folder. Where locks are unknown, it is entered all the same."""
    handle: int | None = None
    try:
        if os.name == "posix":
            import fcntl

            with suppress(OSError):
                handle = os.open(folder, os.O_RDONLY)
                fcntl.flock(handle, fcntl.LOCK_EX)
        else:
            handle = _lock_beside_temp(folder)
        yield
    finally:
        if handle is not None:
            os.close(handle)  # and with it the lock


def _lock_beside_temp(folder: Path) -> int | None:
    """Windows locks no folder: a file in the user's own temporary folder stands for it."""
    from hashlib import sha256
    from tempfile import gettempdir

    name = sha256(os.path.normcase(os.path.realpath(folder)).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    with suppress(ImportError, OSError):
        import msvcrt

        handle = os.open(os.path.join(gettempdir(), f"tracker-{name}.lock"), os.O_RDWR | os.O_CREAT)
        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined,unused-ignore]
        return handle
    return None
