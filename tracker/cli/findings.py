"""Findings of hand-edited files on stderr, for commands whose answer is something else."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from tracker.cli.output import in_colour
from tracker.model import Finding, RuleSettings, Severity
from tracker.words.messages import say, translate
from tracker.words.visible import shown_path
from tracker.write.paint import OF_SEVERITY, paint


def print_findings(
    findings: Iterable[Finding],
    lang: str,
    rules: RuleSettings | None = None,
    *,
    quiet: bool = False,
    color: str = "auto",
) -> None:
    """One line each: file:line:column, what is wrong, the rule. Notes on reports name the file alone.

    ``rules`` are the settings'; ``quiet`` tells errors alone; ``color`` is what the call says of colours.
    """
    if rules is not None and rules != RuleSettings():
        from tracker.policy import apply_rules

        findings = apply_rules(findings, rules)
    colour = in_colour(color, sys.stderr)
    for each in findings:
        if quiet and each.severity is not Severity.ERROR:
            continue
        place = each.place
        file = shown_path(place.file)
        where = file if each.severity is Severity.NOTE else f"{file}:{place.line}:{place.column}"
        kind = "" if each.severity is Severity.ERROR else say(lang, each.severity.value) + ": "
        told = paint(kind, OF_SEVERITY[each.severity], colour) + translate(each.message, lang)
        rule = paint(f"[{each.rule}]", OF_SEVERITY[each.severity], colour)
        print(f"{where}: {told} {rule}", file=sys.stderr)
