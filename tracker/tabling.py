"""Answers as a folder of tables: each targets file judged, and its rows written where they belong."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.model import Verdict

if TYPE_CHECKING:
    from tracker.checking import Checked
    from tracker.checking.batch import Options, Task


@dataclass(frozen=True, slots=True)
class Tabled:
    """What came of one targets file, without its result: the verdicts in it, and the path written."""

    checked: Checked
    verdicts: frozenset[Verdict] = frozenset()
    written: Path | None = None


@dataclass(frozen=True, slots=True)
class Tabling:
    """The work on one targets file, wherever it is done: judged, and its rows written as Parquet."""

    folder: Path
    only: Container[Verdict]

    def __call__(self, task: Task, options: Options) -> Tabled:
        """Judge and write. A file that can't be written costs its own locality."""
        from tracker.checking import judge
        from tracker.model import MissingLibrary, TrackerError
        from tracker.write.answers import only_of
        from tracker.write.parquet import write_parquet

        checked = judge(task, options)
        if checked.result is None:
            return Tabled(checked)
        try:
            [shown] = only_of([checked.result], self.only)
            written = write_parquet(shown, self.folder)
        except MissingLibrary:
            raise
        except TrackerError as error:
            return Tabled(replace(checked, result=None, problem=error.message))
        verdicts = frozenset(each.verdict for each in checked.result.results)
        return Tabled(replace(checked, result=None), verdicts, written)
