"""``tracker check TARGETS… --report FILE…``: verdicts with the words they rest on."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Iterator
from itertools import chain

from tracker.checking import Options, Overrule, Run, judge
from tracker.checking.pool import jobs_for, workers
from tracker.cli.options import add_jobs, add_limit, add_reports, as_of_given, period_given, targets_given
from tracker.cli.progress import shown
from tracker.cli.told import Told
from tracker.model import FileResult, Verdict
from tracker.write.outputs import OUTPUTS, WHOLE_LINES, View


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("targets", metavar="TARGETS", nargs="+", help="targets files (YAML), or folders of them")
    add_reports(parser)
    parser.add_argument(
        "--format", choices=("table", "json", "csv", "markdown"), default="table", help="default: table"
    )
    parser.add_argument("--explain", action="store_true", help="show for each target what came near and what differs")
    parser.add_argument(
        "--fail-on",
        choices=("unmet", "unverifiable"),
        help="exit 1 where a commitment is unmet, or where one is not met at all",
    )
    add_jobs(parser)
    add_limit(parser)


def run(args: argparse.Namespace) -> int:
    """Print the verdicts. Exit 1 for targets files with errors, or for verdicts with ``--fail-on``; 2 where a file
    could not be used."""
    paths = targets_given(args.targets)
    options = Options(Overrule(args.locality, period_given(args.period)), as_of_given(args.as_of), limit=args.limit)
    told = Told(args.lang)
    verdicts: set[Verdict] = set()
    with workers(jobs_for(len(paths), args.jobs)) as executor:
        checking = Run(paths, args.reports, options, executor)

        def results() -> Iterator[FileResult]:
            for checked in shown(checking.each(judge), len(paths)):
                told.about(checked)
                if checked.result is not None:
                    verdicts.update(each.verdict for each in checked.result.results)
                    yield checked.result

        coming = results()
        first = next(coming, None)
        if first is not None or not told.left_out:  # of a call that came to nothing there is no answer
            for text in OUTPUTS[args.format](chain(() if first is None else (first,), coming), view_of(args)):
                sys.stdout.write(text)
        code = told.end(checking)
    failing = {"unmet": {Verdict.UNMET}, "unverifiable": {Verdict.UNMET, Verdict.UNVERIFIABLE}, None: set[Verdict]()}
    return code or int(bool(verdicts & failing[args.fail_on]))


def view_of(args: argparse.Namespace) -> View:
    """How the answer is seen: colours and a width where it goes to a terminal."""
    terminal = sys.stdout.isatty()
    width = shutil.get_terminal_size((120, 24)).columns if terminal else WHOLE_LINES
    return View(args.lang, terminal and "NO_COLOR" not in os.environ, width, args.explain)
