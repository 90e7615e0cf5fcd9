"""``tracker diff OLD NEW``: which verdicts changed between two answers, and why."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tracker.cli.output import add_out, emit_as, in_colour

TYPE_CHECKING = False  # typing itself takes 5 ms of the 20 in which help answers
if TYPE_CHECKING:
    from tracker.diff import Answer

FORMATS = ("text", "json", "markdown", "html", "xlsx")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    kinds = "the JSON of “check --format json”, a scorecard (.xlsx), or REVISION:PATH of either in git"
    parser.add_argument("old", metavar="OLD", help=f"the answer before: {kinds}")
    parser.add_argument("new", metavar="NEW", help="the answer now: the same")
    parser.add_argument(
        "more", metavar="NEWER", nargs="*", help="still newer ones: then the history of each commitment is told"
    )
    parser.add_argument("--format", choices=FORMATS, default="text", help="default: text")
    add_out(parser)
    parser.add_argument(
        "--fail-on",
        choices=("regression", "change"),
        help="exit 1 where a commitment that was met no longer is, or one that was decided can't be verified any more"
        " (regression), or where any verdict changed (change)",
    )


def run(args: argparse.Namespace) -> int:
    """Print the changes, or with more than two answers the history. Exit 1 for those that ``--fail-on`` names."""
    from tracker.cli.diffing import CHANGES, Compared
    from tracker.diff import compare
    from tracker.write.forms import View

    given = [args.old, args.new, *args.more]
    compared = Compared([answers_in(each) for each in given], told_apart([Path(each).stem for each in given]))
    emit_as(CHANGES, args.format, compared, View(args.lang, in_colour(args.color, sys.stdout, args.out)), args.out)
    changes = compare(*compared.answers[-2:]) if args.fail_on else []
    failing = {
        "regression": any(each.is_regression for each in changes),
        "change": any(each.is_verdict for each in changes),
        None: False,
    }
    return 1 if failing[args.fail_on] else 0


def told_apart(names: Sequence[str]) -> list[str]:
    """Names of which none stands twice over a column: ``a-2024``, ``a-2024 (2)``."""
    return [
        f"{name} ({names[:place].count(name) + 1})" if name in names[:place] else name
        for place, name in enumerate(names)
    ]


def answers_in(named: str) -> list[Answer]:
    """The answers of a file, or of a file in a git revision. Raises UnusableCall, UnreadableReport."""
    import json

    from tracker.diff import answers_of_json
    from tracker.model import UnusableCall
    from tracker.read.limits import read_bytes
    from tracker.read.scorecard import read_answers

    data = committed(named) if ":" in named and not Path(named).exists() else read_bytes(named)
    try:
        return answers_of_json(read_answers(named, data) if data[:2] == b"PK" else json.loads(data))
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise UnusableCall(
            "{path}: is neither the JSON of “tracker check --format json” nor a scorecard (.xlsx)", path=named
        ) from error


def committed(named: str) -> bytes:
    """A file as a git revision has it: ``HEAD~1:answers.json``. Raises UnusableCall with git's own words."""
    import subprocess

    from tracker.model import UnusableCall

    try:
        shown = subprocess.run(["git", "show", "--end-of-options", named], capture_output=True, check=False)
    except OSError as error:
        raise UnusableCall("{path}: no such file, and git is not here to look for a revision", path=named) from error
    if shown.returncode:
        why = shown.stderr.decode("utf-8", "replace").strip().splitlines()
        raise UnusableCall("{path}: no such file, nor in git ({why})", path=named, why=why[0] if why else "")
    return shown.stdout
