"""``tracker score [TARGETS…] [--report FILE…] [--out DIR] [--html]``: the Excel scorecards, and pages."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.cli.options import add_limit, add_reports, as_of_given, period_given, targets_given
from tracker.cli.progress import shown
from tracker.words.visible import shown_path

if TYPE_CHECKING:
    from tracker.model import FileResult, Settings

SUMMARY = "summary"
MANY = 16  # scorecards; fewer are written before other processes have started
_CHINESE = re.compile(r"[\u3400-\u9fff]")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument(
        "targets", metavar="TARGETS", nargs="*", help="targets files, or folders of them (default: all of targets/)"
    )
    add_reports(parser)
    parser.add_argument("-o", "--out", metavar="DIR", help="the folder to write into (default: reports_out)")
    parser.add_argument("--html", action="store_true", help="write each scorecard as a web page too")
    parser.add_argument(
        "--overwrite",
        action="store_true",
        help="also replace a scorecard with decisions of a reviewer that were not taken back yet",
    )
    add_limit(parser)


def run(args: argparse.Namespace) -> int:
    """Write the scorecards and the summary. Exit 1 where a targets file has errors: the others are written."""
    from tracker.checking import Overrule, check_files
    from tracker.cli.findings import code_of, print_findings
    from tracker.write.project_paths import in_project

    paths = list(targets_given(args.targets or targets_of(args.settings)))
    epoch = epoch_given()
    results, findings = check_files(
        paths,
        args.reports,
        overrule=Overrule(args.locality, period_given(args.period)),
        as_of=as_of_given(args.as_of),
        lights=args.settings.lights,
        limit=args.limit,
        progress=iter if args.quiet else shown,
    )
    print_findings(findings, args.lang, args.settings.rules, quiet=args.quiet)
    folder = Path(args.out or args.settings.out)
    given = args.lang if args.lang_given else None
    names = named_apart(results)
    if not args.overwrite:
        for result in results:
            refuse_open_reviews(folder / f"{names[result.targets.path]}.xlsx", result)
    shown_results = [in_project(result) for result in results]
    jobs = [
        Job(shown_result, folder / names[result.targets.path], given, epoch, args.html)
        for result, shown_result in zip(results, shown_results, strict=True)
    ]
    for written in shown(write_all(jobs), len(jobs)):
        for each in written:
            print(shown_path(each))
    if results:
        for each in write_over_all(shown_results, folder / SUMMARY, given, epoch, args.html):
            print(shown_path(each))
    return code_of(findings)


def targets_of(settings: Settings) -> list[str]:
    """What is scored where nothing is named: the settings' targets. Raises UnusableCall where there are none."""
    from tracker.model import UnusableCall

    for path in settings.targets:
        if not os.path.exists(path):
            raise UnusableCall("there is no folder {folder} here; name the targets files", folder=f"{path}/")
    return list(settings.targets)


def epoch_given() -> int | None:
    """SOURCE_DATE_EPOCH in seconds, where the environment has it. Raises UnusableCall where it is no number."""
    from tracker.model import UnusableCall

    given = os.environ.get("SOURCE_DATE_EPOCH")
    if not given:
        return None
    if not re.fullmatch(r"\d{1,11}", given):
        raise UnusableCall("SOURCE_DATE_EPOCH={value}: expected seconds since 1970", value=given)
    return int(given)


def named_apart(results: Sequence[FileResult]) -> dict[str, str]:
    """The name of each scorecard by its targets file. Raises UnusableCall where two would have the same."""
    from tracker.model import UnusableCall
    from tracker.write.scorecard_rows import name_of

    taken: dict[str, str] = {SUMMARY: ""}
    for result in results:
        path, name = result.targets.path, name_of(result)
        if name.casefold() in taken and taken[name.casefold()] != path:
            raise UnusableCall(
                "{path}: its scorecard would be {name}.xlsx, as that of {other}; rename one of the two",
                path=path,
                name=name,
                other=taken[name.casefold()] or SUMMARY,
            )
        taken[name.casefold()] = path
    return {path: name_of(result) for result in results for path in [result.targets.path]}


def language_of(results: Sequence[FileResult], given: str | None) -> str:
    """``--lang`` where it was given, else the language of the commitments' own text."""
    if given is not None:
        return given
    text = "".join(each.commitment.title for result in results for each in result.results)
    return "zh" if _CHINESE.search(text) else "en"


def refuse_open_reviews(path: Path, result: FileResult) -> None:
    """Raise UnusableCall where the scorecard that stands there holds decisions which nobody took back yet."""
    from tracker.model import TrackerError, UnusableCall
    from tracker.read.scorecard import is_untouched, read_reviewed
    from tracker.review import open_decisions

    if not path.is_file() or is_untouched(path):
        return
    try:
        reviewed = read_reviewed(str(path))
        open_ones = open_decisions(reviewed, result)
    except TrackerError as error:
        raise UnusableCall(
            "{path}: stands in the way, and may hold work of yours: {problem}; mend that and run “tracker review apply"
            " {path}”, move it, or say --overwrite",
            path=path,
            problem=error.message,
        ) from error
    if reviewed.findings:
        raise UnusableCall(
            "{path}: stands in the way, and may hold work of yours: {problem}; mend that and run “tracker review apply"
            " {path}”, move it, or say --overwrite",
            path=path,
            problem=reviewed.findings[0].message,
        )
    if open_ones:
        raise UnusableCall(
            "{path}: holds {count} decisions that were not taken back; run “tracker review apply {path}” first, or say"
            " --overwrite to lose them",
            path=path,
            count=len(open_ones),
        )


@dataclass(frozen=True, slots=True)
class Job:
    """One scorecard to write."""

    result: FileResult
    path: Path  # without its ending
    given: str | None  # the language, where it was given
    epoch: int | None
    html: bool


def write_all(jobs: Sequence[Job]) -> Iterator[list[Path]]:
    """The paths written for each job, in order; many are shared out to as many processes as there are processors."""
    if len(jobs) < MANY or (os.cpu_count() or 1) == 1:
        yield from map(work_off, jobs)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor() as pool:
        yield from pool.map(work_off, jobs, chunksize=4)


def work_off(job: Job) -> list[Path]:
    """One job, from beginning to end."""
    return list(write_one(job.result, job.path, job.given, job.epoch, job.html))


def write_one(result: FileResult, path: Path, given: str | None, epoch: int | None, html: bool) -> Iterator[Path]:
    """The scorecard of one targets file (and its page); the paths written."""
    from tracker.write.scorecard import write_scorecard

    lang = language_of([result], given)
    book = path.with_name(f"{path.name}.xlsx")
    write_scorecard(result, book, lang, epoch)
    yield book
    if html:
        from tracker.write.page import write_page

        page = path.with_name(f"{path.name}.html")
        write_page([result], page, lang, epoch)
        yield page


def write_over_all(
    results: Sequence[FileResult], path: Path, given: str | None, epoch: int | None, html: bool
) -> Iterator[Path]:
    """The summary over all targets files (and its page); the paths written."""
    from tracker.write.summary import write_summary

    lang = language_of(results, given)
    book = path.with_name(f"{path.name}.xlsx")
    write_summary(results, book, lang, epoch)
    yield book
    if html:
        from tracker.write.page import write_page

        page = path.with_name(f"{path.name}.html")
        write_page(results, page, lang, epoch)
        yield page
