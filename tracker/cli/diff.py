"""``tracker diff OLD NEW``: which verdicts changed between two answers, and why."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.cli.output import add_out, emit, in_colour

if TYPE_CHECKING:
    from tracker.diff import Answer, Change


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    kinds = "the JSON of “check --format json”, a scorecard (.xlsx), or REVISION:PATH of either in git"
    parser.add_argument("old", metavar="OLD", help=f"the answer before: {kinds}")
    parser.add_argument("new", metavar="NEW", help="the answer now: the same")
    parser.add_argument(
        "more", metavar="NEWER", nargs="*", help="still newer ones: then the history of each commitment is told"
    )
    parser.add_argument(
        "--format", choices=("text", "json", "markdown", "html", "xlsx"), default="text", help="default: text"
    )
    add_out(parser)
    parser.add_argument(
        "--fail-on",
        choices=("regression", "change"),
        help="exit 1 where a commitment that was met no longer is, or one that was decided can't be verified any more"
        " (regression), or where any verdict changed (change)",
    )


def run(args: argparse.Namespace) -> int:
    """Print the changes, or with more than two answers the history. Exit 1 for those that ``--fail-on`` names."""
    from tracker.diff import compare
    from tracker.model import UnusableCall
    from tracker.write.shown import json_text

    given = [args.old, args.new, *args.more]
    if args.format == "xlsx" and args.out is None:
        raise UnusableCall("--format xlsx: say where with --out FILE")
    answers = [answers_in(each) for each in given]
    changes = compare(answers[-2], answers[-1])
    names = [Path(each).stem for each in given]
    if args.format == "json":
        emit(json_text(as_data(changes) if len(given) == 2 else history_data(answers, names)), args.out)
    elif args.format == "text" and len(given) == 2:
        emit(changes_text(changes, args.lang, colour=in_colour(args.color, sys.stdout, args.out)), args.out)
    else:
        write_list(answers, names, args.format, args.lang, args.out)
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


def history_data(answers: Sequence[Sequence[Answer]], names: Sequence[str]) -> dict[str, Any]:
    """The history as plain values."""
    from tracker.diff import history

    return {
        "version": 1,
        "answers": list(names),
        "history": [
            {
                "locality": each.last.locality,
                "period": _as_given(each.last.period),
                "id": _as_given(each.last.id),
                "title": each.last.title,
                "verdicts": [None if one is None else str(one.verdict) for one in each.said],
                "lights": [None if one is None or one.light is None else str(one.light) for one in each.said],
            }
            for each in history(answers)
        ],
    }


def word(answer: Answer | None, lang: str) -> str:
    """What an answer says of a commitment: its verdict, and its light where there is one."""
    from tracker.write.scorecard_words import SIGNS, light_word, verdict_word

    if answer is None:
        return "—"
    verdict = f"{SIGNS[answer.verdict]} {verdict_word(answer.verdict, lang)}"
    return verdict if answer.light is None else f"{verdict} {light_word(answer.light, lang)}"


def write_list(
    answers: Sequence[Sequence[Answer]], names: Sequence[str], form: str, lang: str, out: str | None
) -> None:
    """The corrections between two answers, or the history over more, as a table in the form asked for."""
    from tracker.diff import compare, history
    from tracker.words.messages import translate
    from tracker.write import changes as lists
    from tracker.write.atomic import replacing

    title = lists.title_of(names, lang)
    if len(answers) == 2:
        heads = lists.change_heads(lang, names)
        rows = [
            lists.change_cells(
                lists.ChangeRow(
                    each.any_side.locality,
                    each.any_side.period,
                    each.any_side.id,
                    each.any_side.title,
                    word(each.old, lang),
                    word(each.new, lang),
                    each.is_gain - each.fell_back,
                    tuple(translate(message, lang) for message in each.why),
                ),
                lang,
                " · " if form == "markdown" else "\n",
            )
            for each in compare(*answers)
        ]
    else:
        heads = lists.history_heads(lang, names)
        rows = [
            [held.locality, held.period, held.id, held.title, *(word(one, lang) for one in line.said)]
            for line in history(answers)
            for held in [line.last]
        ]
    if form == "xlsx":
        assert out is not None
        with replacing(Path(out)) as stream:
            lists.write_book(stream, title, heads, rows, lang)
    elif form == "html":
        emit(lists.as_page(title, heads, rows, lang), out)
    else:
        emit(lists.as_markdown(title, heads, rows, lang), out)


def changes_text(changes: Sequence[Change], lang: str, *, colour: bool = False) -> str:
    """Each change with its reasons, and a count at the end."""
    from tracker.words.messages import say, translate
    from tracker.words.visible import no_command, one_line
    from tracker.write.paint import OF_VERDICT, RED, paint
    from tracker.write.scorecard_words import SIGNS, verdict_word

    lines: list[str] = []

    def verdict(answer: Answer | None) -> str:
        if answer is None:
            return "—"
        told = f"{SIGNS[answer.verdict]} {verdict_word(answer.verdict, lang)}"
        return paint(told, OF_VERDICT[answer.verdict], colour)

    for each in changes:
        side = each.any_side
        mark = paint(" !", RED, colour) if each.is_regression else ""
        moved = f"{verdict(each.old)} → {verdict(each.new)}" if each.is_verdict else verdict(each.new)
        line = no_command(one_line(f"{side.locality} {side.period} {side.id}  {side.title}"))
        lines.append(f"{line}: {moved}{mark}")
        lines += [f"    {translate(message, lang)}" for message in each.why]
    verdicts = sum(each.is_verdict for each in changes)
    worse = sum(each.is_regression for each in changes)
    lines.append(
        say(
            lang,
            "verdicts changed: {verdicts}, of these for the worse (!): {worse}; only reasons changed: {rest}",
            verdicts=verdicts,
            worse=worse,
            rest=len(changes) - verdicts,
        )
    )
    return "\n".join(lines) + "\n"
