"""``tracker validate [PATH…]``: what is wrong in hand-edited files, each at its place."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from tracker import __version__
from tracker.cli.options import add_limit
from tracker.cli.output import add_out, complain, emit, in_colour
from tracker.model import Finding, RuleSettings, Settings, Severity
from tracker.read.files import files_of_folder
from tracker.validating import CODES, Fixed, Validated, Validation, find_files, fix_file, validate_paths
from tracker.words.messages import say
from tracker.write.findings import counts, sum_up_notes, write_json, write_jsonl, write_summary, write_text

FORMATS = ("text", "json", "jsonl", "github", "sarif", "junit", "gitlab")
BASELINE = "tracker-baseline.json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="*",
        help="files, folders, or - for stdin (default: targets/, reports/ and reviews/ here)",
    )
    parser.add_argument("--format", choices=FORMATS, default="text", help="default: text")
    add_out(parser)
    parser.add_argument("--notes", action="store_true", help="show every note; without it they are summed up")
    parser.add_argument("--strict", action="store_true", help="warnings count too: exit 1 where there is one")
    parser.add_argument("--select", metavar="CODES", help="tell these warnings and notes alone (unit,id-gap)")
    parser.add_argument("--ignore", metavar="CODES", help="do not tell these warnings and notes")
    parser.add_argument("--severity", metavar="CODE=LEVEL", help="tell a warning or a note as error, warning or note")
    parser.add_argument("--baseline", metavar="FILE", help="do not tell the findings that this file holds")
    parser.add_argument(
        "--write-baseline",
        action="store_true",
        help=f"write all findings of now into the baseline ({BASELINE} where none is named)",
    )
    parser.add_argument("--fix", action="store_true", help="mend what can be mended safely; tell what remains")
    parser.add_argument("--diff", action="store_true", help="show what --fix would change, and write nothing")
    add_limit(parser)


def run(args: argparse.Namespace) -> int:
    """Print the findings. Exit 1 where one counts, 2 where a file could not be read."""
    settings: Settings = args.settings
    rules = rules_given(settings.rules, args.select, args.ignore, args.severity)
    baseline = args.baseline or settings.baseline
    paths = args.paths or paths_of(settings)
    validation = _mend(args, paths) if args.diff or args.fix else validate_paths(paths, limit=args.limit)
    findings = told(validation.findings, rules)
    if args.write_baseline:
        _write_baseline(validation, findings, baseline or BASELINE, args.lang)
        findings = []
    elif baseline is not None:
        findings = _without_known(validation, findings, baseline)
    if not args.diff:
        emit(_written(args, validation, findings), args.out)
    sys.stdout.flush()
    if not args.quiet and (findings or validation.files):
        if args.format in ("text", "github") and not args.notes:
            sys.stderr.write(sum_up_notes(findings, args.lang))
        sys.stderr.write(write_summary(findings, len(validation.files), args.lang, len(validation.unreadable)))
    for error in validation.unreadable:
        complain(error.message, args.lang, args.color)
    return exit_code(validation, findings, strict=args.strict)


def exit_code(validation: Validation, findings: Sequence[Finding], *, strict: bool) -> int:
    """0 nothing wrong, 1 findings that count, 2 a file that could not be read."""
    if validation.unreadable:
        return 2
    return int(any(counts(finding, strict=strict) for finding in findings))


def paths_of(settings: Settings) -> list[str]:
    """What is looked over where no PATH is named: the settings' targets, with the reports/ and reviews/ beside them."""
    if settings.path is None:
        return []
    beside = [os.path.join(os.path.dirname(each), name) for each in settings.targets for name in ("reports", "reviews")]
    held = [each for each in dict.fromkeys(beside) if os.path.isdir(each) and files_of_folder(Path(each))]
    return [*settings.targets, *held]


def told(findings: Sequence[Finding], rules: RuleSettings) -> list[Finding]:
    """The findings that the settings let through."""
    if not findings or rules == RuleSettings():
        return list(findings)
    from tracker.policy import apply_rules

    return apply_rules(findings, rules)


def rules_given(rules: RuleSettings, select: str | None, ignore: str | None, severity: str | None) -> RuleSettings:
    """The settings' rules with what the call says over them. Raises UnusableCall."""
    if select is not None:
        rules = replace(rules, select=tuple(map(code_given, select.split(","))))
    if ignore is not None:
        rules = replace(rules, ignore=(*rules.ignore, *map(code_given, ignore.split(","))))
    for each in () if severity is None else severity.split(","):
        code, _, level = each.partition("=")
        if level not in list(Severity):
            from tracker.model import UnusableCall

            text = "--severity {given}: expected CODE=error, CODE=warning or CODE=note, several with commas"
            raise UnusableCall(text, given=each)
        rules = replace(rules, severity={**rules.severity, code_given(code): Severity(level)})
    return rules


def code_given(code: str) -> str:
    """A code of findings as the call names it. Raises UnusableCall."""
    code = code.strip()
    if code in CODES:
        return code
    from difflib import get_close_matches

    from tracker.model import UnusableCall

    near = get_close_matches(code, list(CODES), n=1)
    text = "no code {code}; did you mean {near}?" if near else "no code {code}; docs/rules/ has them all"
    raise UnusableCall(text, code=code, near=near[0] if near else "")


def _without_known(validation: Validation, findings: Sequence[Finding], baseline: str) -> list[Finding]:
    from tracker.policy import marks_of, without_known
    from tracker.read.baseline import read_baseline

    marks = marks_of(findings, validation.texts, os.path.dirname(baseline))
    return without_known(findings, marks, read_baseline(baseline))


def _write_baseline(validation: Validation, findings: Sequence[Finding], baseline: str, lang: str) -> None:
    from tracker.policy import marks_of
    from tracker.write.baseline import write_baseline

    emit(write_baseline(marks_of(findings, validation.texts, os.path.dirname(baseline))), baseline)
    print(say(lang, "{path}: holds {count} findings now", path=baseline, count=len(findings)), file=sys.stderr)


def _mend(args: argparse.Namespace, given: Sequence[str]) -> Validation:
    """Mend the files, or show how; the findings are those that remain, or with ``--diff`` those that are there."""
    from tracker.model import UnreadableReport
    from tracker.write.atomic import until_unchanged, write_bytes
    from tracker.write.fixes import write_diff

    files: list[Validated] = []
    paths, unreadable = find_files(given)

    def mend(path: str) -> Fixed:
        fixed = fix_file(path, limit=args.limit)
        if fixed.mended and not args.diff:
            write_bytes(Path(path), fixed.raw, was=fixed.was)
        return fixed

    for path in paths:
        try:
            fixed = until_unchanged(partial(mend, path))
        except UnreadableReport as error:
            unreadable.append(error)
            continue
        files.append(fixed.before if args.diff else fixed.after)
        if args.diff:
            colour = in_colour(args.color, sys.stdout)
            sys.stdout.write(write_diff(fixed.before.text, fixed.after.text, path, colour=colour))
        elif fixed.mended and not args.quiet:
            print(say(args.lang, "{path}: mended, places: {count}", path=path, count=fixed.mended), file=sys.stderr)
    return Validation(tuple(files), tuple(unreadable))


def _written(args: argparse.Namespace, validation: Validation, findings: Sequence[Finding]) -> str:
    """The findings in the format that was asked for."""
    paths = [file.path for file in validation.files]
    shown = [each for each in findings if args.notes or each.severity is not Severity.NOTE]
    if args.format == "text":
        colour = in_colour(args.color, sys.stdout, args.out)
        return write_text(shown, validation.texts, args.lang, colour=colour)
    if args.format == "json":
        return write_json(findings, paths, args.lang)
    if args.format == "jsonl":
        return write_jsonl(findings, args.lang)
    from tracker.write import findings_ci as ci

    if args.format == "github":
        _append("GITHUB_STEP_SUMMARY", ci.write_step_summary(shown, args.lang))
        _append("GITHUB_OUTPUT", ci.write_outputs(findings, paths))
        colour = in_colour(args.color, sys.stdout, args.out)
        return write_text(shown, validation.texts, args.lang, colour=colour) + ci.write_github(shown, args.lang)
    if args.format == "sarif":
        return _sarif(validation, findings, args.lang)
    if args.format == "junit":
        return ci.write_junit(findings, paths, args.lang, strict=args.strict)
    return ci.write_gitlab(findings, args.lang)


def _sarif(validation: Validation, findings: Sequence[Finding], lang: str) -> str:
    from tracker.cli.pages import rule_pages
    from tracker.policy import marks_of
    from tracker.write.sarif import write_sarif

    marks = marks_of(findings, validation.texts, "")
    return write_sarif(findings, marks, rule_pages(list(CODES), lang), __version__, lang)


def _append(variable: str, text: str) -> None:
    """Add to a file that GitHub names: the page of a run, or what later steps may ask for."""
    path = os.environ.get(variable)
    if path and text:
        with open(path, "a", encoding="utf-8") as file:
            file.write(text)
