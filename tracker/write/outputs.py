"""The formats of ``tracker check``: results in as they come, text out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from tracker.model import FileResult
from tracker.write import answers
from tracker.write.forms import Form, View


def _table(files: Iterable[FileResult], view: View) -> Iterator[str]:
    """Whose totals are of all commitments, shown or not."""
    return answers.stream_table(
        files, view.lang, colour=view.colour, width=view.width, explain=view.explain, only=view.only
    )


def _markdown(files: Iterable[FileResult], view: View) -> Iterator[str]:
    return answers.stream_markdown(answers.only_of(files, view.only), view.lang)


def _for_programs(stream: Callable[[Iterable[FileResult]], Iterator[str]]) -> Form[Iterable[FileResult]]:
    return lambda files, view: stream(answers.only_of(files, view.only))


ANSWERS: dict[str, Form[Iterable[FileResult]]] = {
    "table": _table,
    "json": _for_programs(answers.stream_json),
    "jsonl": _for_programs(answers.stream_jsonl),
    "csv": _for_programs(answers.stream_csv),
    "markdown": _markdown,
}
"""The formats of ``tracker check`` by their names."""
