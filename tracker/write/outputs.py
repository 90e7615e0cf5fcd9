"""The formats of an answer behind one interface: results in as they come, text out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tracker.model import FileResult
from tracker.write import answers

WHOLE_LINES = 100_000
"""Columns of what is no terminal."""


@dataclass(frozen=True, slots=True)
class View:
    """How the reader sees it; a format for programs looks at none of it."""

    lang: str = "en"
    colour: bool = False
    width: int = WHOLE_LINES
    explain: bool = False  # what came near, and what differs


Form = Callable[[Iterable[FileResult], View], Iterator[str]]
"""A format: the text of results, piece by piece, so that nothing waits for the last of them."""


def _table(files: Iterable[FileResult], view: View) -> Iterator[str]:
    return answers.stream_table(files, view.lang, colour=view.colour, width=view.width, explain=view.explain)


OUTPUTS: dict[str, Form] = {
    "table": _table,
    "json": lambda files, _: answers.stream_json(files),
    "csv": lambda files, _: answers.stream_csv(files),
    "markdown": lambda files, view: answers.stream_markdown(files, view.lang),
}
"""The formats of ``tracker check`` by their names."""
