"""``tracker validate [PATH…]``: what is wrong in hand-edited files, each at its place."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from tracker import __version__
from tracker.cli.options import add_limit
from tracker.model import Finding
from tracker.validate import CODES, Validated, Validation, find_files, fix_file, validate_paths
from tracker.words.messages import say, translate
from tracker.write.findings import counts, write_json, write_summary, write_text

FORMATS = ("text", "json", "github", "sarif", "junit", "gitlab")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument(
        "paths", metavar="PATH", nargs="*", help="files or folders (default: targets/, reports/ and reviews/ here)"
    )
    parser.add_argument("--format", choices=FORMATS, default="text", help="default: text")
    parser.add_argument("--strict", action="store_true", help="warnings count too: exit 1 where there is one")
    parser.add_argument("--fix", action="store_true", help="mend what can be mended safely; tell what remains")
    parser.add_argument("--diff", action="store_true", help="show what --fix would change, and write nothing")
    parser.add_argument(
        "--colour", choices=("auto", "always", "never"), default="auto", help="default: auto, where it is a terminal"
    )
    add_limit(parser)


def run(args: argparse.Namespace) -> int:
    """Print the findings. Exit 1 where one counts, 2 where a file could not be read."""
    if args.diff or args.fix:
        validation = _mend(args)
    else:
        validation = validate_paths(args.paths, limit=args.limit)
    findings = validation.findings
    if not args.diff:
        _print(args, validation, findings)
    sys.stdout.flush()
    if findings or validation.files:
        sys.stderr.write(write_summary(findings, len(validation.files), args.lang, len(validation.unreadable)))
    for error in validation.unreadable:
        print(f"tracker: {translate(error.message, args.lang)}", file=sys.stderr)
    return exit_code(validation, findings, strict=args.strict)


def exit_code(validation: Validation, findings: Sequence[Finding], *, strict: bool) -> int:
    """0 nothing wrong, 1 findings that count, 2 a file that could not be read."""
    if validation.unreadable:
        return 2
    return int(any(counts(finding, strict=strict) for finding in findings))


def _mend(args: argparse.Namespace) -> Validation:
    """Mend the files, or show how; the findings are those that remain, or with ``--diff`` those that are there."""
    from tracker.model import UnreadableReport
    from tracker.write.atomic import write_bytes
    from tracker.write.fixes import write_diff

    files: list[Validated] = []
    paths, unreadable = find_files(args.paths)
    for path in paths:
        try:
            fixed = fix_file(path, limit=args.limit)
        except UnreadableReport as error:
            unreadable.append(error)
            continue
        files.append(fixed.before if args.diff else fixed.after)
        if args.diff:
            sys.stdout.write(write_diff(fixed.before.text, fixed.after.text, path))
        elif fixed.mended:
            write_bytes(Path(path), fixed.raw)
            print(say(args.lang, "{path}: mended, places: {count}", path=path, count=fixed.mended), file=sys.stderr)
    return Validation(tuple(files), tuple(unreadable))


def _print(args: argparse.Namespace, validation: Validation, findings: Sequence[Finding]) -> None:
    paths = [file.path for file in validation.files]
    write = sys.stdout.write
    if args.format == "text":
        write(write_text(findings, validation.texts, args.lang, colour=_colour(args.colour)))
        return
    if args.format == "json":
        write(write_json(findings, paths, args.lang))
        return
    from tracker.write import findings_ci as ci

    if args.format == "github":
        write(write_text(findings, validation.texts, args.lang))
        write(ci.write_github(findings, args.lang))
        _add_step_summary(ci.write_step_summary(findings, args.lang))
    elif args.format == "sarif":
        write(ci.write_sarif(findings, CODES, __version__, args.lang))
    elif args.format == "junit":
        write(ci.write_junit(findings, paths, args.lang, strict=args.strict))
    else:
        write(ci.write_gitlab(findings, args.lang))


def _add_step_summary(table: str) -> None:
    """The whole list on the run's own page, where GitHub names a file for it."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if path and table:
        with open(path, "a", encoding="utf-8") as file:
            file.write(table)


def _colour(wanted: str) -> bool:
    if wanted == "auto":
        return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return wanted == "always"
