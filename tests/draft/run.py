"""Runs the command line in this process."""

from __future__ import annotations

import io
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass

from tracker.cli import main


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    err: str


def run(*arguments: str) -> Answer:
    """``tracker ARGUMENTS`` in English: exit code, stdout, stderr."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(["--lang", "en", *arguments])
    return Answer(code, out.getvalue(), err.getvalue())
