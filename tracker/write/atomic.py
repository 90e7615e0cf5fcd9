"""Files that are written whole or not at all: a killed run leaves the old file or the new one, never half."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from tracker.model import TrackerError

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def _told(error: OSError, path: Path) -> TrackerError:
    """What the operating system said, in words that name the file and a way out."""
    if error.errno in FULL:
        return TrackerError(
            "{path}: the disk is full, the file was left as it was; make room, or choose another folder with --out",
            path=path,
        )
    if error.errno == errno.EISDIR or path.is_dir():
        return TrackerError("{path}: there is a folder of that name; move it, or choose another with --out", path=path)
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return TrackerError(
            "{path}: can't be written; close it where it is open, or choose a folder that is yours with --out",
            path=path,
        )
    if isinstance(error, NotADirectoryError | FileExistsError):
        return TrackerError("{path}: its folder is a file; choose another folder with --out", path=path)
    return TrackerError("{path}: can't be written ({why})", path=path, why=error.strerror or error)


def _system_code(error: Exception) -> int | None:
    """The system's error behind one of lxml's, which says it in words: ``SerialisationError: IO_ENOSPC``."""
    name = str(error).removeprefix("IO_")
    return getattr(errno, name, None) if type(error).__name__ == "SerialisationError" else None


def lock_of(path: Path) -> Path | None:
    """The lock file by which LibreOffice (or WPS) and Excel say that they have this workbook open, if it is there."""
    locks = (path.with_name(f".~lock.{path.name}#"), path.with_name(f"~${path.name}"), path.with_name(f".~{path.name}"))
    return next((lock for lock in locks if lock.exists()), None)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Open a new file beside ``path`` that takes its place when the block ends well, and is removed otherwise.

    Missing folders are made. A link is followed: the file it names is replaced. Raises TrackerError
    (one line: what, where, what to do) for every error of the file system.
    """
    if (lock := lock_of(path)) is not None:
        raise TrackerError(
            "{path}: is open in another program; close it there (if it isn't, delete {lock}) and run again",
            path=path,
            lock=lock.name,
        )
    real = Path(os.path.realpath(path))
    beside = real.with_name(f".{real.name}.{os.getpid()}.tmp")
    try:
        real.parent.mkdir(parents=True, exist_ok=True)
        if real.is_dir():
            raise IsADirectoryError(errno.EISDIR, "is a directory")
        with beside.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        with suppress(FileNotFoundError):
            beside.chmod(real.stat().st_mode & 0o7777)
        beside.replace(real)
    except OSError as error:
        raise _told(error, path) from error
    except Exception as error:
        if (code := _system_code(error)) is None:
            raise
        raise _told(OSError(code, os.strerror(code)), path) from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def make_folder(path: Path) -> Path:
    """The folder, made where it is missing. Raises TrackerError."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _told(error, path / "…") from error
    return path


def write_bytes(path: Path, data: bytes) -> bool:
    """Replace the file unless it holds these bytes already; says whether it was written. Raises TrackerError."""
    try:
        if path.is_file() and path.read_bytes() == data:
            return False
    except OSError as error:
        raise _told(error, path) from error
    with replacing(path) as stream:
        stream.write(data)
    return True
