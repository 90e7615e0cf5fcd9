"""What is kept for the next run: heads, documents and readings of reports, and answers.

Each stands under a digest of all that it was made of: the bytes of the files, the user's words, what the caller said,
this package's own code and data, and the versions of what reads files. So nothing kept is ever out of date, and an
answer told from it is the same, byte for byte.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from tracker.checking.plain import Damaged, codec_of
from tracker.write.kept import Folder, default_folder, own_code

READERS = ("pypdfium2", "lxml", "opencc", "rapidocr", "onnxruntime", "openpyxl", "PyYAML")
"""Packages that turn files into text, or change what is understood of it."""


@dataclass(frozen=True, slots=True)
class Keep:
    """Where things are kept; travels to workers, each of which keeps what its own code and readers made."""

    folder: str

    @classmethod
    def here(cls) -> Keep:
        """The user's own cache."""
        return cls(str(default_folder()))

    def get(self, kind: Any, *parts: object) -> Any:
        """The value of a type that was kept for these parts, or None."""
        return self.get_at(self.key(kind, parts), kind)

    def get_at(self, key: str, kind: Any) -> Any:
        """The same where the key is known."""
        data = self._folder.get(key)
        if data is None:
            return None
        try:
            return codec_of(kind).from_plain(json.loads(data))
        except (Damaged, ValueError, RecursionError):
            return None

    def put(self, value: object, kind: Any, *parts: object) -> None:
        """Keep a value of a type for these parts."""
        self.put_at(self.key(kind, parts), value, kind)

    def put_at(self, key: str, value: object, kind: Any) -> None:
        """The same where the key is known."""
        data = json.dumps(codec_of(kind).to_plain(value), ensure_ascii=False, separators=(",", ":"))
        self._folder.put(key, data.encode("utf-8", "surrogatepass"))

    def key(self, kind: Any, parts: tuple[object, ...]) -> str:
        """The digest under which a value stands."""
        told = json.dumps([version(), str(kind), parts], ensure_ascii=True, default=_plain)
        return sha256(told.encode()).hexdigest()

    def prune(self) -> None:
        """Keep the folder within its bounds."""
        self._folder.prune()

    @property
    def _folder(self) -> Folder:
        return Folder(Path(self.folder))


def _plain(value: object) -> Any:
    """A frozen value as part of a key."""
    if isinstance(value, date):
        return value.isoformat()
    kind: Any = type(value)
    return [kind.__name__, codec_of(kind).to_plain(value)]


@cache
def version() -> str:
    """The digest of all that is the same for every file of a run."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed
    from shutil import which

    found: list[object] = [own_code(), sys.version_info[:2]]
    for name in READERS:
        try:
            found.append(installed(name))
        except PackageNotFoundError:
            found.append(None)
    office = which("soffice")
    if office is not None:
        status = os.stat(office)
        found.append((status.st_size, status.st_mtime_ns))  # LibreOffice reads .doc and .wps for us
    return sha256(json.dumps(found).encode()).hexdigest()
