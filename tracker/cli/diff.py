"""``tracker diff OLD NEW``: which verdicts changed between two answers, and why."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tracker.diff import Answer, Change


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    kinds = "the JSON of “check --format json”, a scorecard (.xlsx), or REVISION:PATH of either in git"
    parser.add_argument("old", metavar="OLD", help=f"the answer before: {kinds}")
    parser.add_argument("new", metavar="NEW", help="the answer now: the same")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    parser.add_argument(
        "--fail-on",
        choices=("regression", "change"),
        help="exit 1 where a commitment that was met no longer is, or one that was decided can't be verified any more"
        " (regression), or where any verdict changed (change)",
    )


def run(args: argparse.Namespace) -> int:
    """Print the changes. Exit 1 for those that ``--fail-on`` names."""
    from tracker.diff import compare
    from tracker.write.shown import json_text

    changes = compare(answers_in(args.old), answers_in(args.new))
    if args.format == "json":
        sys.stdout.write(json_text(as_data(changes)))
    else:
        write_text(changes, args.lang)
    failing = {
        "regression": any(each.is_regression for each in changes),
        "change": any(each.is_verdict for each in changes),
        None: False,
    }
    return 1 if failing[args.fail_on] else 0


def answers_in(named: str) -> list[Answer]:
    """The answers of a file, or of a file in a git revision. Raises UnusableCall, UnreadableReport."""
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
    from tracker.model import UnusableCall

    try:
        shown = subprocess.run(["git", "show", "--end-of-options", named], capture_output=True, check=False)
    except OSError as error:
        raise UnusableCall("{path}: no such file, and git is not here to look for a revision", path=named) from error
    if shown.returncode:
        why = shown.stderr.decode("utf-8", "replace").strip().splitlines()
        raise UnusableCall("{path}: no such file, nor in git ({why})", path=named, why=why[0] if why else "")
    return shown.stdout


def as_data(changes: Sequence[Change]) -> dict[str, Any]:
    """The changes as plain values."""
    return {
        "version": 1,
        "changes": [
            {
                "locality": each.any_side.locality,
                "period": _as_given(each.any_side.period),
                "id": _as_given(each.any_side.id),
                "title": each.any_side.title,
                "old": None if each.old is None else str(each.old.verdict),
                "new": None if each.new is None else str(each.new.verdict),
                "regression": each.is_regression,
                "why": [str(message) for message in each.why],
            }
            for each in changes
        ],
    }


def _as_given(key: str) -> int | str:
    """An id or a year as the answers have it: a number where it is one, a text such as 3.2 or 2018..2022."""
    return int(key) if key.isdecimal() else key


def write_text(changes: Sequence[Change], lang: str) -> None:
    """Each change with its reasons, and a count at the end."""
    from tracker.words.messages import say, translate
    from tracker.words.visible import no_command, one_line
    from tracker.write.scorecard_words import SIGNS, verdict_word

    def word(answer: Answer | None) -> str:
        return "—" if answer is None else f"{SIGNS[answer.verdict]} {verdict_word(answer.verdict, lang)}"

    for each in changes:
        side = each.any_side
        mark = " !" if each.is_regression else ""
        moved = f"{word(each.old)} → {word(each.new)}" if each.is_verdict else word(each.new)
        line = f"{side.locality} {side.period} {side.id}  {side.title}: {moved}{mark}"
        sys.stdout.write(no_command(one_line(line)) + "\n")
        for message in each.why:
            sys.stdout.write(f"    {translate(message, lang)}\n")
    verdicts = sum(each.is_verdict for each in changes)
    worse = sum(each.is_regression for each in changes)
    print(
        say(
            lang,
            "verdicts changed: {verdicts}, of these for the worse (!): {worse}; only reasons changed: {rest}",
            verdicts=verdicts,
            worse=worse,
            rest=len(changes) - verdicts,
        )
    )
