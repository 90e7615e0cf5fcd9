"""``tracker check TARGETS… --report FILE…``: verdicts with the words they rest on."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Sequence

from tracker.checking import Overrule, check_files
from tracker.cli.findings import code_of, print_findings
from tracker.cli.options import add_limit, add_reports, as_of_given, period_given, targets_given
from tracker.cli.output import add_out, emit, in_colour
from tracker.cli.progress import shown
from tracker.model import FileResult, UnusableCall, Verdict
from tracker.write import answers

FORMATS = ("table", "json", "jsonl", "csv", "markdown")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument(
        "targets", metavar="TARGETS", nargs="*", help="targets files (YAML), folders of them, or - for stdin"
    )
    add_reports(parser)
    parser.add_argument("--format", choices=FORMATS, default="table", help="default: table")
    add_out(parser)
    parser.add_argument(
        "--only",
        metavar="VERDICT",
        choices=[each.value for each in Verdict],
        action="append",
        help="show commitments of this verdict alone; may be given again for another (totals count all)",
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
    if not args.targets:
        raise _without_targets(args.reports)
    files, findings = check_files(
        list(targets_given(args.targets)),
        args.reports,
        overrule=Overrule(args.locality, period_given(args.period)),
        as_of=as_of_given(args.as_of),
        lights=args.settings.lights,
        limit=args.limit,
        progress=iter if args.quiet else shown,
    )
    print_findings(findings, args.lang, args.settings.rules, quiet=args.quiet)
    emit(_written(args, files), args.out)
    if code := code_of(findings):
        return code
    verdicts = {each.verdict for file in files for each in file.results}
    failing = {"unmet": {Verdict.UNMET}, "unverifiable": {Verdict.UNMET, Verdict.UNVERIFIABLE}, None: set[Verdict]()}
    return 1 if verdicts & failing[args.fail_on] else 0


def _without_targets(reports: Sequence[str]) -> UnusableCall:
    """Why there is nothing to judge: ``--report r.txt t.yaml`` takes t.yaml as a report too."""
    if len(reports) > 1:
        text = "TARGETS is missing; --report took {last} too: name the targets files before it"
        return UnusableCall(text, last=reports[-1])
    return UnusableCall("TARGETS is missing: the targets files to check, or their folder (tracker check targets/ …)")


def _written(args: argparse.Namespace, files: Sequence[FileResult]) -> str:
    """The verdicts in the format that was asked for."""
    only = frozenset(map(Verdict, args.only or Verdict))
    match args.format:
        case "json":
            return answers.write_json(answers.only_of(files, only))
        case "jsonl":
            return answers.write_jsonl(answers.only_of(files, only))
        case "csv":
            return answers.write_csv(answers.only_of(files, only))
        case "markdown":
            return answers.write_markdown(answers.only_of(files, only), args.lang)
    terminal = args.out is None and sys.stdout.isatty()
    width = shutil.get_terminal_size((120, 24)).columns if terminal else 100_000
    colour = in_colour(args.color, sys.stdout, args.out)
    return answers.write_table(files, args.lang, colour=colour, width=width, explain=args.explain, only=only)
