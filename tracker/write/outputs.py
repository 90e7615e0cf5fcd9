"""The formats of an answer behind one interface: results in as they come, text out."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass

from tracker.model import FileResult, Verdict
from tracker.write import answers

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


Form = Callable[[Iterable[FileResult], View], Iterator[str]]
"""A format: the text of results, piece by piece, so that nothing waits for the last of them."""


def _table(files: Iterable[FileResult], view: View) -> Iterator[str]:
    """Whose totals are of all commitments, shown or not."""
    return answers.stream_table(
        files, view.lang, colour=view.colour, width=view.width, explain=view.explain, only=view.only
    )


def _markdown(files: Iterable[FileResult], view: View) -> Iterator[str]:
    return answers.stream_markdown(answers.only_of(files, view.only), view.lang)


def _for_programs(stream: Callable[[Iterable[FileResult]], Iterator[str]]) -> Form:
    return lambda files, view: stream(answers.only_of(files, view.only))


OUTPUTS: dict[str, Form] = {
    "table": _table,
    "json": _for_programs(answers.stream_json),
    "jsonl": _for_programs(answers.stream_jsonl),
    "csv": _for_programs(answers.stream_csv),
    "markdown": _markdown,
}
"""The formats of ``tracker check`` by their names."""
