"""The formats of answers behind one interface: what was found goes in, text (or a workbook's bytes) comes out.

Each command has a table of its formats by their names; ``tracker.cli.output.emit_as`` writes what one of them gives.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from typing import TypeVar

from tracker.model import Verdict

WHOLE_LINES = 100_000
"""Columns of what is no terminal."""


@dataclass(frozen=True, slots=True)
class View:
    """What is shown, and how."""

    lang: str = "en"
    colour: bool = False
    width: int = WHOLE_LINES
    explain: bool = False  # what came near, and what differs
    only: Container[Verdict] = tuple(Verdict)  # the commitments that are shown


Found = TypeVar("Found")
Form = Callable[[Found, View], Iterator[str] | Iterator[bytes]]
"""A format: the answer piece by piece, so that nothing waits for the last of them; bytes go into a file alone."""
