"""``tracker read REPORT…``: the text of reports as the checker sees it."""

from __future__ import annotations

import argparse
import os

from tracker.cli.options import add_jobs, add_limit, period_given
from tracker.cli.output import add_out, complain

TYPE_CHECKING = False  # typing itself takes 5 ms of the 20 in which help answers
if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.model import Message
    from tracker.reading import Read

FEWEST = 12
"""Reports from which on workers start by themselves: starting them costs what some five reports do."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument(
        "reports",
        metavar="REPORT",
        nargs="+",
        help="text, Markdown, HTML, Word, PDF, Excel, observations in YAML, folders of them, or - for stdin",
    )
    parser.add_argument(
        "--format",
        choices=("text", "json", "jsonl"),
        default="text",
        help="text: the text alone; json: with sections, tenses and observations; jsonl: the same, a report a line"
        " (default: text)",
    )
    parser.add_argument(
        "--explain",
        action="store_true",
        help="show each sentence with what was understood of it, and the rules and words that made it",
    )
    add_out(parser)
    parser.add_argument("--locality", metavar="NAME", help="whose report it is, over what it says itself")
    parser.add_argument("--period", metavar="PERIOD", help="what it looks back on: 2023, 2018..2022, 2023-01..2023-06")
    add_jobs(parser)
    add_limit(parser)


def run(args: argparse.Namespace) -> int:
    """Print the texts, or the readings. Exit 1 where an observations file has errors, 2 where a report can't be read:
    the others are told."""
    from tracker.cli.findings import print_findings
    from tracker.cli.output import emit_all
    from tracker.given import reports_in
    from tracker.model import UnusableCall
    from tracker.reading import Reader
    from tracker.sharing import in_order, sharing

    given = reports_in(args.reports)
    paths = given.paths
    many = len(args.reports) > 1 or os.path.isdir(args.reports[0])
    form = "jsonl" if many and args.format == "json" else args.format
    if args.explain and args.format != "text":
        text = "--explain shows a text; in {form} every observation has its rules (because)"
        raise UnusableCall(text, form=args.format)
    form = "explain" if args.explain else form
    reader = Reader(form, args.locality, period_given(args.period), args.limit, args.lang)
    told = _Told(args)
    print_findings(given.notes, args.lang, args.settings.rules, quiet=args.quiet, color=args.color)
    with sharing(paths, args.jobs, fewest=FEWEST) as executor:
        coming = told.answers(in_order(executor, reader, paths), len(paths))
        first = next(coming, None)
        if first is not None:  # of a call that came to nothing there is no answer
            emit_all(_joined(first, coming, args.format) if many else [first.answer or ""], args.out)
        return told.end()


class _Told:
    """What is told on stderr, and the exit code that comes of it."""

    def __init__(self, args: argparse.Namespace) -> None:
        self._args = args
        self._problems: list[Message] = []
        self._wrong = False

    def answers(self, coming: Iterator[Read], count: int) -> Iterator[Read]:
        """The reports that have an answer, as they come; findings are told with them."""
        from tracker.cli.findings import print_findings
        from tracker.cli.progress import shown

        args = self._args
        for read in shown(coming, count, quiet=args.quiet):
            print_findings(read.findings, args.lang, args.settings.rules, quiet=args.quiet, color=args.color)
            if read.problem is not None:
                self._problems.append(read.problem)
            elif read.answer is None:
                self._wrong = True
            else:
                yield read

    def end(self) -> int:
        """Tell which reports could not be read; the exit code."""
        for problem in self._problems:
            complain(problem, self._args.lang, self._args.color)
        return 2 if self._problems else int(self._wrong)


def _joined(first: Read, rest: Iterator[Read], form: str) -> Iterator[str]:
    """The answers of several reports as one, while they come; each text under its file's name, as ``head`` has it."""
    from itertools import chain

    from tracker.words.visible import shown_path

    if form == "json":
        yield '{"version": 1, "reports": [\n' + (first.answer or "").rstrip("\n")
        yield from (",\n" + (each.answer or "").rstrip("\n") for each in rest)
        yield "\n]}\n"
        return
    for place, each in enumerate(chain((first,), rest)):
        text = each.answer or ""
        if form == "text":
            text = ("\n" if place else "") + f"==> {shown_path(each.path)} <==\n{text}"
        yield text if text.endswith("\n") else text + "\n"
