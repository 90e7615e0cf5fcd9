"""The functions of ``import tracker``: for those who work in Python. docs/api.md is made from what stands here.

Paths are texts or ``os.PathLike``, one or many; folders stand for the files in them. What can't be used at all is
raised as a ``TrackerError``; what is wrong inside a file stands in ``findings``, in the order of the file.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tracker.checking import Answer, Overrule, check_files
from tracker.checking import read_report as _read_report
from tracker.drafting import draft_report
from tracker.given import day_of, period_of, reports_in, targets_in
from tracker.model import Draft, Finding, InvalidFile, Period, Reading, Severity, UnusableCall
from tracker.understand import understand
from tracker.validating.many import find_files, validate_paths
from tracker.write.targets import write_targets

AnyPath = str | os.PathLike[str]
Paths = AnyPath | Iterable[AnyPath]
AnyPeriod = int | str | Period


def check(
    targets: Paths,
    reports: Paths = (),
    *,
    locality: str | None = None,
    period: AnyPeriod | None = None,
    as_of: str | date | None = None,
    executor: Executor | None = None,
) -> Answer:
    """Judge targets files by later reports: ``tracker.check("targets/hulan-2022.yaml").to_frame()``.

    ``reports``: without them those that a targets file lists, else those in ``reports/`` beside it. ``locality`` and
    ``period`` (2022, ``"2018..2022"``, ``"2023-01..2023-06"``) say whose the given reports are and what they look back
    on, over what they say themselves. ``as_of``: the day of the lights (``"2022-09-30"``, ``"2022-09"``), by default
    the last that the reports tell of. ``executor``: of ``concurrent.futures``, works on the files; its workers must
    see them under the same paths.

    Raises UnreadableReport where a file can't be read at all, InvalidFile where every targets file has errors, and
    UnusableCall for arguments that can't be followed and for reports of which none can be used. Where some of several
    targets files have errors, these stand in ``findings``.
    """
    files, findings = check_files(
        _targets(targets),
        reports_in(_listed(reports)),
        overrule=Overrule(locality, _period(period)),
        as_of=_day(as_of),
        executor=executor,
    )
    if not files:
        raise _invalid(findings)
    return Answer(tuple(files), tuple(findings))


def read(report: AnyPath, *, locality: str | None = None, period: AnyPeriod | None = None) -> Reading:
    """Read a report as the checker does: ``document.text``, sections, sentences with their tense, observations.

    ``start`` and ``end`` of all of them count code points of ``document.text``. Observations have their amount with
    its scale (29.93万亩: ``Decimal(299300)``, unit 亩). Raises UnreadableReport, and InvalidFile for observations in
    YAML with errors.
    """
    document, findings = _read_report(os.fspath(report))
    if document is None:
        raise _invalid(findings)
    return understand(Overrule(locality, _period(period)).over(document))


def draft(report: AnyPath, *, locality: str | None = None, period: AnyPeriod | None = None) -> Draft:
    """Read a plan and draft its commitments, for a person to correct; ``to_yaml`` writes the targets file.

    ``locality`` and ``period`` are those of the plan, over what it says itself. Raises UnreadableReport;
    UnusableCall for a text in which nothing is asked for.
    """
    return draft_report(os.fspath(report), locality=locality, period=_period(period))[0]


def to_yaml(draft: Draft, *, lang: str = "en", quotes: bool = False) -> str:
    """A draft as the text of a targets file; its comments in ``lang`` (``en``, ``zh``).

    ``quotes`` adds the plan's words above each target.
    """
    return write_targets(draft, _lang(lang), quotes=quotes)


@dataclass(frozen=True, slots=True, repr=False)
class Validity:
    """What ``validate`` found: ``bool(…)`` is False where one finding is an error."""

    files: tuple[str, ...]
    findings: tuple[Finding, ...]

    def __bool__(self) -> bool:
        return not any(each.severity is Severity.ERROR for each in self.findings)

    def __repr__(self) -> str:
        errors = sum(each.severity is Severity.ERROR for each in self.findings)
        return f"<Validity: files {len(self.files)}, findings {len(self.findings)}, errors {errors}>"


def validate(paths: Paths = (), *, executor: Executor | None = None) -> Validity:
    """Look over targets, observations, reviews and words files; without paths those of the project here.

    ``executor`` as in ``check``. Raises UnreadableReport where one can't be read at all, or a folder holds no YAML.
    """
    listed = _listed(paths)
    _, unreadable = find_files(listed)
    validation = validate_paths(listed, executor=executor)
    for error in (*unreadable, *validation.unreadable):
        raise error
    return Validity(tuple(each.path for each in validation.files), tuple(validation.findings))


def score(
    targets: Paths,
    reports: Paths = (),
    out: AnyPath = "reports_out",
    *,
    html: bool = False,
    overwrite: bool = False,
    lang: str | None = None,
    locality: str | None = None,
    period: AnyPeriod | None = None,
    as_of: str | date | None = None,
    executor: Executor | None = None,
) -> list[Path]:
    """Write the Excel scorecards of targets files, and a summary over them, into a folder; the paths written.

    ``html`` writes pages beside them; ``overwrite`` also replaces a scorecard with decisions that were not taken back
    yet; ``lang`` is ``en`` or ``zh``, by default that of the commitments. The rest is as in ``check``. Raises as
    ``check``; MissingLibrary without the extra ``excel``. A targets file with errors raises InvalidFile.
    """
    from tracker.checking import Options, Run
    from tracker.model import TrackerError
    from tracker.scoring import Scoring, epoch_given, needs_libraries, refuse_equal_names
    from tracker.write.atomic import make_folder

    needs_libraries()
    paths = _targets(targets)
    refuse_equal_names(paths)
    options = Options(Overrule(locality, _period(period)), _day(as_of), texts=html)
    scoring = Scoring(make_folder(Path(out)), None if lang is None else _lang(lang), epoch_given(), html, overwrite)
    run = Run(paths, reports_in(_listed(reports)), options, executor)
    written: list[Path] = []
    results = []
    for scored in run.each(scoring):
        if scored.checked.problem is not None:
            raise TrackerError.of(scored.checked.problem)
        if scored.checked.result is None:
            raise _invalid(scored.checked.findings)
        results.append(scored.checked.result)
        written += scored.written
    _, problems = run.left_over()
    for problem in problems:
        raise TrackerError.of(problem)
    return [*written, *scoring.summary(results)]


def _listed(paths: Paths) -> list[str]:
    return [os.fspath(each) for each in ([paths] if isinstance(paths, (str, os.PathLike)) else paths)]


def _targets(given: Paths) -> list[str]:
    paths = list(targets_in(_listed(given)))
    if not paths:
        raise UnusableCall("no targets file was given")
    return paths


def _period(given: AnyPeriod | None) -> Period | None:
    if given is None or isinstance(given, Period):
        return given
    period = period_of(str(given))
    if period is None:
        raise UnusableCall("period={given}: expected 2022, 2018..2022 or 2019-01..2019-11", given=given)
    return period


def _day(given: str | date | None) -> date | None:
    if given is None or isinstance(given, date):
        return given
    day = day_of(given)
    if day is None:
        raise UnusableCall("as_of={given}: expected a day (2022-09-30) or a month (2022-09)", given=given)
    return day


def _lang(given: str) -> str:
    if given not in ("en", "zh"):
        raise UnusableCall("lang={given}: expected en or zh", given=given)
    return given


def _invalid(findings: Sequence[Finding]) -> InvalidFile:
    """The error of files with errors, which holds all findings and tells the first."""
    first = next(each for each in findings if each.severity is Severity.ERROR)
    error = InvalidFile(
        "{place}: {problem} [{rule}]",
        place=f"{first.place.file}:{first.place.line}:{first.place.column}",
        problem=first.message,
        rule=first.rule,
    )
    error.findings = tuple(findings)
    return error
