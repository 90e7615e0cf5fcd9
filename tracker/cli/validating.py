"""The work of ``tracker validate``, apart from its arguments, so that its help needs none of this."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tracker import __version__
from tracker.cli.output import complain, emit, emit_as, in_colour
from tracker.cli.validate import BASELINE
from tracker.model import Finding, RuleSettings, Settings, Severity
from tracker.read.files import files_of_folder
from tracker.validating import CODES
from tracker.validating.many import Looked, Validation, each_of, find_files, told_of, validate_files
from tracker.words.messages import say
from tracker.write.findings import counts, sum_up_notes, write_json, write_jsonl, write_summary, write_text
from tracker.write.forms import Form, View

if TYPE_CHECKING:
    from concurrent.futures import Executor

FEWEST = 100
"""Files from which on workers start by themselves: starting them costs what some fifty files do."""


def validate(args: argparse.Namespace) -> int:
    """Look over the files and print the findings; the exit code."""
    settings: Settings = args.settings
    rules = rules_given(settings.rules, args.select, args.ignore, args.severity)
    baseline = args.baseline or settings.baseline
    paths = args.paths or paths_of(settings)
    validation = _looked_over(args, paths)
    findings = told(validation.findings, rules)
    if args.write_baseline:
        _write_baseline(validation, findings, baseline or BASELINE, args.lang)
        findings = []
    elif baseline is not None:
        findings = _without_known(validation, findings, baseline)
    if not args.diff:
        found = Findings(validation, findings, all_notes=args.notes, strict=args.strict)
        emit_as(FINDINGS, args.format, found, View(args.lang, in_colour(args.color, sys.stdout, args.out)), args.out)
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


def _looked_over(args: argparse.Namespace, given: Sequence[str]) -> Validation:
    """Validate, or mend, what is given; here or by workers."""
    files, unreadable = find_files(given)
    progress = partial(_progress, args, len(files))
    with _workers(files, args.jobs) as executor:
        if args.diff or args.fix:
            from tracker.cli.mending import Mending

            return told_of(list(progress(each_of(files, Mending(not args.diff, args.limit), executor))), unreadable)
        return validate_files(given, files, unreadable, limit=args.limit, executor=executor, progress=progress)


def _workers(files: Sequence[str], jobs: int | None) -> AbstractContextManager[Executor | None]:
    """Those who share the files; most calls are of few, and load nothing for them."""
    if jobs is None and len(files) < FEWEST:
        return nullcontext()
    from tracker.sharing import sharing

    return sharing(files, jobs, fewest=FEWEST, warm="tracker.validating.warm")


def _progress(args: argparse.Namespace, count: int, looked: Iterator[Looked]) -> Iterator[Looked]:
    """The files as they come, with a bar; and what is told of one as soon as it was mended."""
    from tracker.cli.progress import shown
    from tracker.write.paint import paint_diff

    for each in shown(looked, count, quiet=args.quiet):
        if each.diff:
            sys.stdout.write(paint_diff(each.diff) if in_colour(args.color, sys.stdout) else each.diff)
        if each.mended and not args.quiet:
            print(say(args.lang, "{path}: mended, places: {count}", path=each.path, count=each.mended), file=sys.stderr)
        yield each


# ── formats ───────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Findings:
    """What is told of a run."""

    run: Validation
    told: Sequence[Finding]
    all_notes: bool = False  # each note; else they are summed up elsewhere
    strict: bool = False  # warnings count

    @property
    def shown(self) -> list[Finding]:
        """What a person is shown."""
        return [each for each in self.told if self.all_notes or each.severity is not Severity.NOTE]

    @property
    def paths(self) -> list[str]:
        """The files that were looked over."""
        return [file.path for file in self.run.files]


def _text(found: Findings, view: View) -> Iterator[str]:
    yield write_text(found.shown, found.run.texts, view.lang, colour=view.colour)


def _json(found: Findings, view: View) -> Iterator[str]:
    yield write_json(found.told, found.paths, view.lang)


def _jsonl(found: Findings, view: View) -> Iterator[str]:
    yield write_jsonl(found.told, view.lang)


def _github(found: Findings, view: View) -> Iterator[str]:
    from tracker.write.findings_ci import write_github, write_outputs, write_step_summary

    _append("GITHUB_STEP_SUMMARY", write_step_summary(found.shown, view.lang))
    _append("GITHUB_OUTPUT", write_outputs(found.told, found.paths))
    yield from _text(found, view)
    yield write_github(found.shown, view.lang)


def _sarif(found: Findings, view: View) -> Iterator[str]:
    from tracker.cli.pages import rule_pages
    from tracker.policy import marks_of
    from tracker.write.sarif import write_sarif

    marks = marks_of(found.told, found.run.texts, "")
    yield write_sarif(found.told, marks, rule_pages(list(CODES), view.lang), __version__, view.lang)


def _junit(found: Findings, view: View) -> Iterator[str]:
    from tracker.write.findings_ci import write_junit

    yield write_junit(found.told, found.paths, view.lang, strict=found.strict)


def _gitlab(found: Findings, view: View) -> Iterator[str]:
    from tracker.write.findings_ci import write_gitlab

    yield write_gitlab(found.told, view.lang)


FINDINGS: dict[str, Form[Findings]] = {
    "text": _text,
    "json": _json,
    "jsonl": _jsonl,
    "github": _github,
    "sarif": _sarif,
    "junit": _junit,
    "gitlab": _gitlab,
}
"""The formats by their names."""


def _append(variable: str, text: str) -> None:
    """Add to a file that GitHub names: the page of a run, or what later steps may ask for."""
    path = os.environ.get(variable)
    if path and text:
        with open(path, "a", encoding="utf-8") as file:
            file.write(text)
