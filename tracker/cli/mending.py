"""What ``tracker validate --fix`` does with each file, here or on a worker."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tracker.model import UnreadableReport
from tracker.read.limits import LIMIT
from tracker.validating import fix_file
from tracker.validating.many import Looked, looked
from tracker.write.atomic import until_unchanged, write_bytes
from tracker.write.fixes import write_diff


@dataclass(frozen=True, slots=True)
class Mending:
    """Mend one file, or show how: then the findings are those that are there, else those that remain."""

    write: bool
    limit: int = LIMIT

    def __call__(self, path: str) -> Looked:
        """Mend it. Raises ChangedMeanwhile where somebody else goes on changing it."""
        try:
            return until_unchanged(partial(self._mend, path))
        except UnreadableReport as error:
            return Looked(path, problem=error.message)

    def _mend(self, path: str) -> Looked:
        fixed = fix_file(path, limit=self.limit)
        if not self.write:
            return looked(fixed.before)._replace(diff=write_diff(fixed.before.text, fixed.after.text, path))
        if fixed.mended:
            write_bytes(Path(path), fixed.raw, was=fixed.was)
        return looked(fixed.after)._replace(mended=fixed.mended)
