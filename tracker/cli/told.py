"""What a run over many files tells on stderr, and the exit code that comes of it."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import Self

from tracker.checking import Checked, Run
from tracker.cli.findings import print_findings
from tracker.cli.output import complain
from tracker.model import Finding, Message, RuleSettings, Severity


class Told:
    """Findings and problems of a run, each told once: findings as they come, at the end what was left out."""

    def __init__(self, lang: str, rules: RuleSettings | None, *, quiet: bool, color: str) -> None:
        self.lang = lang
        self.rules = rules
        self.quiet = quiet
        self.color = color
        self.wrong = False  # an error in a file edited by hand
        self._said: set[int] = set()
        self._problems: dict[str, Message] = {}
        self.left_out: list[str] = []
        self._count = 0

    @classmethod
    def of(cls, args: argparse.Namespace) -> Self:
        """As the call and the settings want it."""
        return cls(args.lang, args.settings.rules, quiet=args.quiet, color=args.color)

    def about(self, checked: Checked) -> None:
        """Tell the findings of one targets file."""
        self._count += 1
        self._tell(checked.findings)
        if checked.problem is not None:
            self.problem(checked.path, checked.problem)

    def problem(self, path: str, why: Message) -> None:
        """Keep for the end why a targets file is left out."""
        self.left_out.append(path)
        self._problems[str(why)] = why

    def end(self, run: Run, *, answered: bool = False) -> int:
        """Tell what belongs to none of the files, and what was left out. The exit code: 0, 1 or 2.

        ``answered``: the answer itself says for a program that it rests on no report, so that this alone is no 2.
        """
        findings, problems = run.left_over()
        self._tell(findings)
        self._problems.update({str(each): each for each in problems})
        for message in list(self._problems.values())[:SHOWN_PROBLEMS]:
            complain(message, self.lang, self.color)
        if self.left_out and self._count > 1:
            text = "left out: {count} of {all} targets files ({paths})"
            shown = ", ".join(self.left_out[:SHOWN]) + (" …" if len(self.left_out) > SHOWN else "")
            values = {"count": len(self.left_out), "all": self._count, "paths": shown}
            complain(Message(text, values), self.lang, self.color)
        run.tidy_up()
        idle = set() if run.idle is None or not answered else {str(run.idle)}
        return 2 if set(self._problems) - idle else int(self.wrong)

    def _tell(self, findings: Iterable[Finding]) -> None:
        new = {hash(repr(each)): each for each in findings}
        new = {key: each for key, each in new.items() if key not in self._said}
        self._said.update(new)
        self.wrong |= any(each.severity is Severity.ERROR for each in new.values())
        print_findings(new.values(), self.lang, self.rules, quiet=self.quiet, color=self.color)


SHOWN_PROBLEMS = 100
SHOWN = 10
"""Targets files named at the end; a run that leaves out hundreds has one cause."""
