"""``tracker score [TARGETS…] [--report FILE…] [--out DIR] [--html]``: the Excel scorecards, and pages."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.cli.options import add_jobs, add_limit, add_reports, as_of_given, period_given, targets_given
from tracker.cli.progress import shown
from tracker.words.visible import shown_path

if TYPE_CHECKING:
    from tracker.checking import Checked
    from tracker.checking.batch import Options, Task
    from tracker.model import FileResult, Settings

SUMMARY = "summary"
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
    add_jobs(parser)
    add_limit(parser)


def run(args: argparse.Namespace) -> int:
    """Write the scorecards and the summary. Exit 1 where a targets file has errors, 2 where one could not be used:
    the others are written."""
    from tracker.checking import Options, Overrule, Run
    from tracker.checking.pool import jobs_for, workers
    from tracker.cli.told import Told
    from tracker.write.aside import Aside
    from tracker.write.atomic import make_folder

    paths = list(targets_given(args.targets or targets_of(args.settings)))
    refuse_equal_names(paths)
    overrule = Overrule(args.locality, period_given(args.period))
    options = Options(overrule, as_of_given(args.as_of), args.settings.lights, args.limit, texts=args.html)
    given = args.lang if args.lang_given else None
    scoring = Scoring(make_folder(Path(args.out or args.settings.out)), given, epoch_given(), args.html, args.overwrite)
    told = Told.of(args)
    with workers(jobs_for(paths, args.jobs)) as executor, Aside() as aside:
        checking = Run(paths, args.reports, options, executor)
        for scored in shown(checking.each(scoring), len(paths), quiet=args.quiet):
            told.about(scored.checked)
            if scored.checked.result is not None:
                aside.put(scored.checked.result)
            for each in scored.written:
                print(shown_path(each))
        if aside:
            for each in scoring.write_summary(aside):
                print(shown_path(each))
        return told.end(checking)


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


def refuse_equal_names(paths: Sequence[str]) -> None:
    """Raise UnusableCall where the scorecards of two targets files would have the same name."""
    from tracker.model import UnusableCall

    taken: dict[str, str] = {SUMMARY: ""}
    for path in paths:
        name = Path(path).stem
        if taken.setdefault(name.casefold(), path) != path:
            raise UnusableCall(
                "{path}: its scorecard would be {name}.xlsx, as that of {other}; rename one of the two",
                path=path,
                name=name,
                other=taken[name.casefold()] or SUMMARY,
            )


def language_of(results: Iterable[FileResult], given: str | None) -> str:
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
class Scored:
    """What was found for one targets file, as much as the summary needs, and the paths written."""

    checked: Checked
    written: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Scoring:
    """The work on one targets file from beginning to end, wherever it is done: judged, and its scorecard written."""

    folder: Path
    given: str | None  # the language, where it was given
    epoch: int | None
    html: bool
    overwrite: bool

    def __call__(self, task: Task, options: Options) -> Scored:
        """Judge and write. A scorecard that can't be written costs its own locality."""
        from tracker.checking import Checked, judge
        from tracker.model import TrackerError
        from tracker.write.aside import slim
        from tracker.write.project_paths import in_project
        from tracker.write.scorecard_rows import name_of

        checked = judge(task, options)
        if checked.result is None:
            return Scored(checked)
        path = self.folder / name_of(checked.result)
        try:
            if not self.overwrite:
                refuse_open_reviews(path.with_name(f"{path.name}.xlsx"), checked.result)
            shown_result = in_project(checked.result)
            written = tuple(write_one(shown_result, path, self.given, self.epoch, self.html))
        except TrackerError as error:
            return Scored(Checked(checked.path, None, checked.findings, error.message))
        return Scored(replace(checked, result=slim(shown_result)), written)

    def write_summary(self, results: Sequence[FileResult]) -> Iterator[Path]:
        """The summary over all targets files (and its page); the paths written."""
        return write_over_all(results, self.folder / SUMMARY, self.given, self.epoch, self.html)


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
