"""``tracker check TARGETS… --report FILE…``: verdicts with the words they rest on."""

from __future__ import annotations

import argparse
import os
import shutil
import sys

from tracker.checking import Overrule, check_files
from tracker.cli.findings import print_findings
from tracker.cli.options import add_limit, add_reports, as_of_given, period_given
from tracker.cli.progress import shown
from tracker.model import Severity, Verdict
from tracker.write import answers


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("targets", metavar="TARGETS", nargs="+", help="targets files (YAML)")
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
    add_limit(parser)


def run(args: argparse.Namespace) -> int:
    """Print the verdicts. Exit 1 for targets files with errors, or for verdicts with ``--fail-on``."""
    files, findings = check_files(
        args.targets,
        args.reports,
        overrule=Overrule(args.locality, period_given(args.period)),
        as_of=as_of_given(args.as_of),
        limit=args.limit,
        progress=shown,
    )
    print_findings(findings, args.lang)
    if args.format == "json":
        sys.stdout.write(answers.write_json(files))
    elif args.format == "csv":
        sys.stdout.write(answers.write_csv(files))
    elif args.format == "markdown":
        sys.stdout.write(answers.write_markdown(files, args.lang))
    else:
        colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        width = shutil.get_terminal_size((120, 24)).columns if sys.stdout.isatty() else 100_000
        sys.stdout.write(answers.write_table(files, args.lang, colour=colour, width=width, explain=args.explain))
    if any(each.severity is Severity.ERROR for each in findings):
        return 1
    verdicts = {each.verdict for file in files for each in file.results}
    failing = {"unmet": {Verdict.UNMET}, "unverifiable": {Verdict.UNMET, Verdict.UNVERIFIABLE}, None: set[Verdict]()}
    return 1 if verdicts & failing[args.fail_on] else 0
