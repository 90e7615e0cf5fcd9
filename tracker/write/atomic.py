"""Files that are written whole or not at all: a killed run leaves the old file or the new one, never half."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, TypeVar

from tracker.model import TrackerError
from tracker.write.temporary import alone_in, sweep, temporary

Result = TypeVar("Result")

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


class ChangedMeanwhile(TrackerError):
    """The file says something else than when it was read: what was made of it must be made anew."""


ANYTHING = object()
"""For ``was``: whatever the file holds."""


def _is_device(path: Path) -> bool:
    """Whether it is a device or a pipe (/dev/null, /dev/stdout), which is written to and never replaced by a file."""
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError):
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


@contextmanager
def replacing(path: Path, was: object = ANYTHING) -> Iterator[BinaryIO]:
    """Open a new file beside ``path`` that takes its place when the block ends well, and is removed otherwise.

    Missing folders are made. A link is followed: the file it names is replaced. ``was`` is what the file held when it
    was read (``None``: there was none); where it holds something else now, nothing is replaced. Raises
    ChangedMeanwhile for that, and TrackerError (one line: what, where, what to do) for every error of the file system.
    """
    if (lock := lock_of(path)) is not None:
        raise TrackerError(
            "{path}: is open in another program; close it there (if it isn't, delete {lock}) and run again",
            path=path,
            lock=lock.name,
        )
    if _is_device(path):
        try:
            with path.open("wb") as stream:
                yield stream
        except OSError as error:
            raise _told(error, path) from error
        return
    real = Path(os.path.realpath(path))
    beside: Path | None = None
    try:
        real.parent.mkdir(parents=True, exist_ok=True)
        if real.is_dir():
            raise IsADirectoryError(errno.EISDIR, "is a directory")
        sweep(real.parent)
        with temporary(real.parent) as (beside, stream):
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
            with suppress(FileNotFoundError):
                beside.chmod(real.stat().st_mode & 0o7777)
            if os.name != "posix":  # no open file can be renamed there
                stream.close()
            with contextlib.nullcontext() if was is ANYTHING else alone_in(real.parent):
                if was is not ANYTHING and _content(real) != was:
                    raise ChangedMeanwhile("{path}: was changed by another program meanwhile; run it again", path=path)
                beside.replace(real)
    except OSError as error:
        raise _told(error, path) from error
    except TrackerError:
        raise
    except Exception as error:
        if (code := _system_code(error)) is None:
            raise
        raise _told(OSError(code, os.strerror(code)), path) from error
    finally:
        if beside is not None:
            with suppress(OSError):
                beside.unlink(missing_ok=True)


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def make_folder(path: Path) -> Path:
    """The folder, made where it is missing. Raises TrackerError."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _told(error, path / "…") from error
    return path


def write_bytes(path: Path, data: bytes, was: object = ANYTHING) -> bool:
    """Replace the file unless it holds these bytes already; says whether it was written.

    ``was`` as in ``replacing``. Raises TrackerError, ChangedMeanwhile.
    """
    try:
        if path.is_file() and path.read_bytes() == data:
            return False
    except OSError as error:
        raise _told(error, path) from error
    with replacing(path, was) as stream:
        stream.write(data)
    return True


TRIES = 20  # each loses to another program that wrote in between


def until_unchanged(work: Callable[[], Result]) -> Result:
    """What ``work`` gives, which reads a file, changes it and writes it back with ``was``: again from the start where
    somebody else changed it in between. Raises ChangedMeanwhile where that goes on."""
    for left in reversed(range(TRIES)):
        try:
            return work()
        except ChangedMeanwhile:
            if not left:
                raise
    raise AssertionError
