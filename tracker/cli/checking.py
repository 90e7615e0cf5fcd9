"""The work of ``tracker check``, apart from its arguments, so that its help needs none of this."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from tracker.checking import Options, Overrule, Run, judge
from tracker.cli.options import (
    as_of_given,
    keep_given,
    period_given,
    stdin_in,
    targets_given,
)
from tracker.cli.output import emit_as, in_colour
from tracker.cli.progress import shown
from tracker.cli.told import Told
from tracker.given import reports_in, targets_in
from tracker.model import FileResult, UnusableCall, Verdict
from tracker.sharing import sharing
from tracker.words.visible import shown_path
from tracker.write.forms import WHOLE_LINES, View
from tracker.write.outputs import ANSWERS

PARQUET = "parquet"
FOR_PROGRAMS = ("json", "jsonl")
"""Formats in which each file's answer says which reports it rests on, and so that it rests on none."""


def check(args: argparse.Namespace) -> int:
    """Judge, and write the answer; the exit code."""
    paths = list(targets_in(targets_given(args)))
    overrule = Overrule(args.locality, period_given(args.period))
    options = Options(overrule, as_of_given(args.as_of), args.settings.lights, args.limit, keep_given(args))
    told = Told.of(args)
    with sharing([*paths, *stdin_in(args.reports)], args.jobs, args.dask) as executor:
        checking = Run(paths, reports_in(args.reports), options, executor)
        answer = _write_tables if args.format == PARQUET else _write_text
        verdicts = answer(args, checking, told)
        code = told.end(checking, answered=args.format in FOR_PROGRAMS)
    failing = {"unmet": {Verdict.UNMET}, "unverifiable": {Verdict.UNMET, Verdict.UNVERIFIABLE}, None: set[Verdict]()}
    return code or int(bool(verdicts & failing[args.fail_on]))


def _write_text(args: argparse.Namespace, checking: Run, told: Told) -> set[Verdict]:
    """Judge all, and write the answer as it comes; the verdicts in it."""
    verdicts: set[Verdict] = set()

    def results() -> Iterator[FileResult]:
        for checked in shown(checking.each(judge), len(checking.targets), quiet=args.quiet):
            told.about(checked)
            if checked.result is not None:
                verdicts.update(each.verdict for each in checked.result.results)
                yield checked.result

    coming = results()
    first = next(coming, None)
    if first is not None or not told.left_out:  # of a call that came to nothing there is no answer
        emit_as(ANSWERS, args.format, chain(() if first is None else (first,), coming), view_of(args), args.out)
    return verdicts


def _write_tables(args: argparse.Namespace, checking: Run, told: Told) -> set[Verdict]:
    """Judge all, and write a table of each into the folder; the verdicts in them. Raises UnusableCall without one."""
    from tracker.scoring import refuse_equal_names
    from tracker.tabling import Tabling
    from tracker.write.atomic import make_folder
    from tracker.write.parquet import needs_pyarrow

    if args.out is None:
        raise UnusableCall("--format parquet writes a folder of files: name it with --out DIR")
    needs_pyarrow()
    refuse_equal_names(checking.targets)
    tabling = Tabling(make_folder(Path(args.out)), frozenset(map(Verdict, args.only or Verdict)))
    verdicts: set[Verdict] = set()
    for tabled in shown(checking.each(tabling), len(checking.targets), quiet=args.quiet):
        told.about(tabled.checked)
        verdicts |= tabled.verdicts
        if tabled.written is not None:
            print(shown_path(tabled.written))
    return verdicts


def view_of(args: argparse.Namespace) -> View:
    """What is shown, and how: colours and a width where it goes to a terminal."""
    terminal = args.out is None and sys.stdout.isatty()
    width = shutil.get_terminal_size((120, 24)).columns if terminal else WHOLE_LINES
    only = frozenset(map(Verdict, args.only or Verdict))
    return View(args.lang, in_colour(args.color, sys.stdout, args.out), width, args.explain, only)
