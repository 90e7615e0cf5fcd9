"""``tracker score [TARGETS…] [--report FILE…] [--out DIR] [--html]``: the Excel scorecards, and pages."""

from __future__ import annotations

import argparse
import os
import sys

from tracker.cli.options import (
    add_limit,
    add_reports,
    add_sharing,
    as_of_given,
    keep_given,
    period_given,
    stdin_in,
    targets_given,
)
from tracker.cli.output import in_colour

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tracker.model import Masthead, Settings


LOGO = 1024 * 1024
"""Bytes that a logo may have: it goes into every file."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument(
        "targets",
        metavar="TARGETS",
        nargs="*",
        help="targets files, or folders of them; not - for stdin, since a scorecard is called after its file"
        " (default: all of targets/)",
    )
    add_reports(parser)
    parser.add_argument("-o", "--out", metavar="DIR", help="the folder to write into (default: reports_out)")
    parser.add_argument("--html", action="store_true", help="write each scorecard as a web page too")
    parser.add_argument("--word", action="store_true", help="write a notice (.docx) for each scorecard too")
    parser.add_argument(
        "--overwrite",
        action="store_true",
        help="also replace a scorecard with decisions of a reviewer that were not taken back yet",
    )
    add_sharing(parser)
    add_limit(parser)


def run(args: argparse.Namespace) -> int:
    """Write the scorecards and the summary. Exit 1 where a targets file has errors, 2 where one could not be used:
    the others are written."""
    from pathlib import Path

    from tracker.checking import Options, Overrule, Run
    from tracker.cli.progress import shown
    from tracker.cli.told import Told
    from tracker.given import reports_in, targets_in
    from tracker.scoring import Scoring, epoch_given, needs_libraries, refuse_equal_names, told_of
    from tracker.sharing import sharing
    from tracker.words.visible import shown_path
    from tracker.write.aside import Aside
    from tracker.write.atomic import make_folder

    needs_libraries(word=args.word)
    paths = list(dict.fromkeys(targets_in(targets_given(args))))
    refuse_equal_names(paths)
    overrule = Overrule(args.locality, period_given(args.period))
    day, lights = as_of_given(args.as_of), args.settings.lights
    options = Options(overrule, day, lights, args.limit, keep_given(args), texts=args.html)
    given = args.lang if args.lang_given else None
    folder, head = make_folder(Path(args.out or out_of(args.settings))), masthead_of(args.settings)
    scoring = Scoring(folder, given, epoch_given(), args.html, args.overwrite, args.word, head)
    told, colour = Told.of(args), in_colour(args.color, sys.stdout)
    keys: list[str | None] = []
    with sharing([*paths, *stdin_in(args.reports)], args.jobs, args.dask) as executor, Aside() as aside:
        checking = Run(paths, reports_in(args.reports), options, executor)
        for scored in shown(checking.each(scoring), len(paths), quiet=args.quiet):
            told.about(scored.checked)
            if scored.checked.result is not None:
                aside.put(scored.checked.result)
                keys.append(scored.checked.key)
                print(told_of(scored.checked.result, scored.written, args.lang, colour=colour))
        if aside:
            for each in scoring.summary(aside, keys, options.keep):
                print(shown_path(each))
        return told.end(checking)


def masthead_of(settings: Settings) -> Masthead:
    """What stands over and under what is handed out. Raises UnreadableReport where the logo can't be read."""
    from tracker.model import Masthead, UnreadableReport
    from tracker.read.limits import read_bytes
    from tracker.write.picture import is_picture

    if settings.logo is None:
        return Masthead(settings.title, settings.issuer, None, settings.footer)
    logo = read_bytes(settings.logo, limit=LOGO)
    if not is_picture(logo):
        text = "{path}: is no picture that a workbook can hold; give another .png or .jpg"
        raise UnreadableReport(text, path=settings.logo)
    return Masthead(settings.title, settings.issuer, logo.hex(), settings.footer)


def out_of(settings: Settings) -> str:
    """The folder to write into where none is named. Raises UnusableCall where a link leads out of the project."""
    from tracker.model import UnusableCall
    from tracker.read.project import is_inside

    if not is_inside(os.path.realpath(os.path.dirname(settings.path or "") or "."), settings.out):
        text = "{path}: is a link that leads out of the project; name the folder with --out"
        raise UnusableCall(text, path=settings.out)
    return settings.out
