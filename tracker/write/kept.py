"""A folder of entries under keys, for what need not be worked out twice. An entry is whole and undamaged, or not there.

Whatever goes wrong with it (a full disk, no permission, a file that somebody changed) costs time, never an answer.
"""

from __future__ import annotations

import os
import sys
import time
import zlib
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from tracker.model import TrackerError

NAME = "commitment-tracker"
HEAD = b"commitment-tracker kept 1\n"
MOST = 2 * 1024**3
"""Bytes of all entries, about a year of 13,000 localities; the oldest in use go first."""
LEFT = 0.8
"""Share of that to which it is cut, so that not every run cuts."""
PAUSE = 3600
"""Seconds between two looks at how much there is."""
LONGEST = 256 * 1024**2
"""Bytes of one entry unpacked."""
DIGEST = 32


class Held(NamedTuple):
    """What a folder holds."""

    entries: int
    size: int  # bytes


def default_folder() -> Path:
    """Where entries are kept: in XDG_CACHE_HOME, else where the system keeps caches."""
    given = os.environ.get("XDG_CACHE_HOME", "")
    if os.path.isabs(given):  # a relative one is to be ignored, says the specification
        return Path(given) / NAME
    if sys.platform == "win32" and os.environ.get("LOCALAPPDATA"):
        return Path(os.environ["LOCALAPPDATA"]) / NAME / "cache"
    return Path.home() / (f"Library/Caches/{NAME}" if sys.platform == "darwin" else f".cache/{NAME}")


class Folder(NamedTuple):
    """Entries in a folder, two letters of the key a folder below."""

    path: Path

    def get(self, key: str) -> bytes | None:
        """The bytes kept under a key; None where there are none, or where they are damaged."""
        file = self._file(key)
        try:
            with open(file, "rb") as stream:
                head, digest, packed = stream.read(len(HEAD)), stream.read(DIGEST), stream.read()
            if head != HEAD or sha256(packed).digest() != digest:
                raise ValueError(file)
            unpack = zlib.decompressobj()
            data = unpack.decompress(packed, LONGEST)
            if not unpack.eof:
                raise ValueError(file)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, zlib.error):
            with suppress(OSError):
                file.unlink()
            return None
        with suppress(OSError):
            os.utime(file)  # in use: it is not the one to go
        return data

    def put(self, key: str, data: bytes) -> None:
        """Keep bytes under a key; where that can't be, nothing is kept and nothing is said."""
        file = self._file(key)
        beside = file.with_name(f"{file.name}.{os.getpid()}.tmp")
        packed = zlib.compress(data, 1)
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with open(beside, "wb") as stream:
                stream.write(HEAD + sha256(packed).digest() + packed)
            beside.replace(file)
        except OSError:
            with suppress(OSError):
                beside.unlink(missing_ok=True)

    def prune(self, most: int = MOST) -> None:
        """Take the entries out that were not used for longest, where all are larger than ``most`` bytes.

        Looks no more than once an hour: to look at all of them takes as long as to check a file.
        """
        mark = self.path / "pruned"
        with suppress(OSError):
            if time.time() - mark.stat().st_mtime < PAUSE:
                return
        held = sorted(self._all())
        size = sum(each for _, each, _ in held)
        for _, each, path in held if size > most else ():
            if size <= most * LEFT:
                break
            with suppress(OSError):
                os.unlink(path)
            size -= each
        with suppress(OSError):
            mark.touch()

    def clear(self) -> Held:
        """Take all entries out; what there was. Raises TrackerError where one can't be."""
        held = self._all()
        for _, _, path in held:
            try:
                os.unlink(path)
            except FileNotFoundError:
                pass
            except OSError as error:
                raise TrackerError(
                    "{path}: can't be removed ({why})", path=path, why=error.strerror or error
                ) from error
        return Held(len(held), sum(size for _, size, _ in held))

    def _file(self, key: str) -> Path:
        return self.path / key[:2] / key

    def _all(self) -> list[tuple[float, int, str]]:
        """When each file was last used, its bytes, its path: entries, and what a killed run left."""
        found: list[tuple[float, int, str]] = []
        with suppress(OSError):
            for folder in os.scandir(self.path):
                if len(folder.name) == 2 and folder.is_dir(follow_symlinks=False):
                    with suppress(OSError):
                        for each in os.scandir(folder.path):
                            status = each.stat(follow_symlinks=False)
                            found.append((status.st_mtime, status.st_size, each.path))
        return found


def own_code() -> str:
    """A digest of this package's code and data: what another version has kept, or a developer's change, is not used."""
    package = Path(__file__).resolve().parent.parent
    digest = sha256()
    for path in sorted(package.rglob("*")):
        if path.suffix in (".py", ".yaml"):
            digest.update(path.relative_to(package).as_posix().encode() + b"\0")
            digest.update(sha256(path.read_bytes()).digest())
    return digest.hexdigest()
