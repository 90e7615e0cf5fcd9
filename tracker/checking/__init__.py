"""The rooms strung together: targets files and reports in, verdicts out. The library's front door."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from tracker.checking.batch import Checked, Options, judge
from tracker.checking.binding import same_place
from tracker.checking.judging import check
from tracker.checking.reports import Overrule, read_report
from tracker.checking.run import Run
from tracker.given import GivenReports
from tracker.model import FileResult, Finding, Lights, UnreadableReport, UnusableCall
from tracker.read.limits import LIMIT
from tracker.write import answers
from tracker.write.brief import as_html, in_a_line
from tracker.write.frame import frame_of
from tracker.write.rows import rows

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Answer",
    "Checked",
    "Options",
    "Overrule",
    "Run",
    "check",
    "check_files",
    "judge",
    "read_report",
    "same_place",
]


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """What was found for each targets file, and what was wrong in the files: for those who work in Python."""

    files: tuple[FileResult, ...]
    findings: tuple[Finding, ...]

    def __repr__(self) -> str:
        return in_a_line(self.files, self.findings)

    def _repr_html_(self) -> str:
        """For notebooks: counts, the first targets, what is wrong in the files."""
        return as_html(self.files, self.findings)

    def to_frame(self) -> pd.DataFrame:
        """One row a target; a commitment without targets has one too. Columns, typed, as in ``--format csv``."""
        return frame_of(rows(self.files))

    def to_dict(self) -> dict[str, Any]:
        """The same data as ``tracker check --format json``."""
        return answers.as_data(self.files)


def check_files(
    targets_paths: Sequence[str],
    reports: Sequence[str] | GivenReports = (),
    *,
    overrule: Overrule | None = None,
    as_of: date | None = None,
    lights: Lights | None = None,
    limit: int | None = None,
    executor: Executor | None = None,
    progress: Callable[[Iterable[Checked]], Iterable[Checked]] = iter,
) -> tuple[list[FileResult], list[Finding]]:
    """Judge every target of the files by the reports that go with them, all results at once.

    ``as_of`` is the day of the lights and of progress against elapsed time, by default the last day that the reports
    tell of; ``lights`` their thresholds. ``progress`` may wrap what comes in to show how far the work is. Findings
    are those of the hand-edited files, and notes on reports that decide nothing; a targets file with errors has no
    result. ``Run`` does the same for thousands of files, of which it holds none.
    Raises UnreadableReport where a file can't be read at all, UnusableCall where none of ``reports`` can be used.
    """
    options = Options(overrule or Overrule(), as_of, lights, LIMIT if limit is None else limit, texts=True)
    given = reports if isinstance(reports, GivenReports) else GivenReports(reports)
    run = Run(targets_paths, given, options, executor)
    findings: list[Finding] = []
    results: list[FileResult] = []
    for checked in progress(run.each(judge)):
        if checked.problem is not None:
            raise UnreadableReport.of(checked.problem)
        findings += checked.findings
        if checked.result is not None:
            results.append(checked.result)
    if run.idle is not None:
        raise UnusableCall.of(run.idle)
    found, problems = run.left_over()
    for problem in problems:
        raise UnreadableReport.of(problem)
    return results, each_once([*findings, *found])


def each_once(findings: Iterable[Finding]) -> list[Finding]:
    """Findings without those told already, by their words: a message holds a mapping, which has no hash."""
    return list({repr(each): each for each in findings}.values())
