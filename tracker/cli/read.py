"""``tracker read REPORT``: the text of a report as the checker sees it."""

from __future__ import annotations

import argparse

from tracker.cli.options import add_limit, period_given
from tracker.cli.output import add_out, emit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument(
        "report", metavar="REPORT", help="text, Markdown, HTML, Word, PDF, Excel, observations in YAML, or - for stdin"
    )
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help="text: the text alone; json: with sections, tenses and observations (default: text)",
    )
    add_out(parser)
    parser.add_argument("--locality", metavar="NAME", help="whose report it is, over what it says itself")
    parser.add_argument("--period", metavar="PERIOD", help="what it looks back on: 2023, 2018..2022, 2023-01..2023-06")
    add_limit(parser)


def run(args: argparse.Namespace) -> int:
    """Print the text, or the reading as JSON. Exit 1 where an observations file has errors."""
    from dataclasses import replace

    from tracker.checking import read_report
    from tracker.cli.findings import print_findings
    from tracker.understand import understand
    from tracker.write.reading import write_json

    period = period_given(args.period)
    document, findings = read_report(args.report, args.limit)
    print_findings(findings, args.lang, args.settings.rules, quiet=args.quiet, color=args.color)
    if document is None:
        return 1
    if args.format == "text":
        emit(document.text, args.out)
        return 0
    document = replace(document, locality=args.locality or document.locality, period=period or document.period)
    emit(write_json(understand(document)), args.out)
    return 0
