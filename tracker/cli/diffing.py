"""The formats of ``tracker diff``: what changed between two answers, or the history over more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from tracker.diff import Answer, Change, compare, history
from tracker.words.messages import say, translate
from tracker.words.visible import no_command, one_line
from tracker.write import changes as lists
from tracker.write.forms import Form, View
from tracker.write.paint import OF_VERDICT, RED, paint
from tracker.write.scorecard_words import SIGNS, light_word, verdict_word
from tracker.write.shown import json_text


@dataclass(frozen=True, slots=True)
class Compared:
    """Two answers or more, the oldest first, and what each is called."""

    answers: Sequence[Sequence[Answer]]
    names: Sequence[str]

    @property
    def is_history(self) -> bool:
        """Whether there are more than two."""
        return len(self.answers) > 2

    @property
    def changes(self) -> list[Change]:
        """Between the last two."""
        return compare(*self.answers[-2:])


def as_data(changes: Sequence[Change]) -> dict[str, Any]:
    """The changes as plain values."""
    return {
        "version": 1,
        "changes": [
            {
                "locality": each.any_side.locality,
                "period": _as_given(each.any_side.period),
                "id": _as_given(each.any_side.id),
                "title": each.any_side.title,
                "old": None if each.old is None else str(each.old.verdict),
                "new": None if each.new is None else str(each.new.verdict),
                "regression": each.is_regression,
                "why": [str(message) for message in each.why],
            }
            for each in changes
        ],
    }


LONGEST = 40
"""Digits of a number in an answer; a longer one is a text."""


def _as_given(key: str) -> int | str:
    """An id or a year as the answers have it: a number where it is one, a text such as 3.2 or 2018..2022."""
    return int(key) if key.isdecimal() and len(key) <= LONGEST else key


def history_data(answers: Sequence[Sequence[Answer]], names: Sequence[str]) -> dict[str, Any]:
    """The history as plain values."""
    return {
        "version": 1,
        "answers": list(names),
        "history": [
            {
                "locality": each.last.locality,
                "period": _as_given(each.last.period),
                "id": _as_given(each.last.id),
                "title": each.last.title,
                "verdicts": [None if one is None else str(one.verdict) for one in each.said],
                "lights": [None if one is None or one.light is None else str(one.light) for one in each.said],
            }
            for each in history(answers)
        ],
    }


def word(answer: Answer | None, lang: str) -> str:
    """What an answer says of a commitment: its verdict, and its light where there is one."""
    if answer is None:
        return "—"
    verdict = f"{SIGNS[answer.verdict]} {verdict_word(answer.verdict, lang)}"
    return verdict if answer.light is None else f"{verdict} {light_word(answer.light, lang)}"


def word_with_figures(answer: Answer | None, lang: str) -> str:
    """The same, and what was reported of its targets, or how much of them was done."""
    told = "；".join(each.standing for each in answer.targets if each.standing) if answer else ""
    return word(answer, lang) + (f" ({told})" if told else "")


@dataclass(frozen=True, slots=True)
class Listed:
    """The corrections between two answers, or the history over more, as a table of words."""

    title: str
    heads: list[str]
    rows: list[list[str]]


def listed(compared: Compared, lang: str, between: str = "\n") -> Listed:
    """The table; ``between`` parts several reasons in a cell."""
    title = lists.title_of(compared.names, lang)
    if not compared.is_history:
        rows = [
            lists.change_cells(
                lists.ChangeRow(
                    each.any_side.locality,
                    each.any_side.period,
                    each.any_side.id,
                    each.any_side.title,
                    word(each.old, lang),
                    word(each.new, lang),
                    each.is_gain - each.fell_back,
                    tuple(translate(message, lang) for message in each.why),
                ),
                lang,
                between,
            )
            for each in compared.changes
        ]
        return Listed(title, lists.change_heads(lang, compared.names), rows)
    rows = [
        [
            line.last.locality,
            line.last.period,
            line.last.id,
            line.last.title,
            *(word_with_figures(one, lang) for one in line.said),
        ]
        for line in history(compared.answers)
    ]
    return Listed(title, lists.history_heads(lang, compared.names), rows)


def changes_text(changes: Sequence[Change], lang: str, *, colour: bool = False) -> str:
    """Each change with its reasons, and a count at the end."""
    lines: list[str] = []

    def verdict(answer: Answer | None) -> str:
        if answer is None:
            return "—"
        told = f"{SIGNS[answer.verdict]} {verdict_word(answer.verdict, lang)}"
        return paint(told, OF_VERDICT[answer.verdict], colour)

    for each in changes:
        side = each.any_side
        mark = paint(" !", RED, colour) if each.is_regression else ""
        moved = f"{verdict(each.old)} → {verdict(each.new)}" if each.is_verdict else verdict(each.new)
        line = no_command(one_line(f"{side.locality} {side.period} {side.id}  {side.title}"))
        lines.append(f"{line}: {moved}{mark}")
        lines += [f"    {translate(message, lang)}" for message in each.why]
    verdicts = sum(each.is_verdict for each in changes)
    worse = sum(each.is_regression for each in changes)
    lines.append(
        say(
            lang,
            "verdicts changed: {verdicts}, of these for the worse (!): {worse}; only reasons changed: {rest}",
            verdicts=verdicts,
            worse=worse,
            rest=len(changes) - verdicts,
        )
    )
    return "\n".join(lines) + "\n"


def _text(compared: Compared, view: View) -> Iterator[str]:
    if compared.is_history:
        yield from _markdown(compared, view)
    else:
        yield changes_text(compared.changes, view.lang, colour=view.colour)


def _json(compared: Compared, _: View) -> Iterator[str]:
    data = history_data(compared.answers, compared.names) if compared.is_history else as_data(compared.changes)
    yield json_text(data)


def _markdown(compared: Compared, view: View) -> Iterator[str]:
    table = listed(compared, view.lang, " · ")
    yield lists.as_markdown(table.title, table.heads, table.rows, view.lang)


def _html(compared: Compared, view: View) -> Iterator[str]:
    table = listed(compared, view.lang)
    yield lists.as_page(table.title, table.heads, table.rows, view.lang)


def _xlsx(compared: Compared, view: View) -> Iterator[bytes]:
    table, stream = listed(compared, view.lang), BytesIO()
    lists.write_book(stream, table.title, table.heads, table.rows, view.lang)
    yield stream.getvalue()


CHANGES: dict[str, Form[Compared]] = {
    "text": _text,
    "json": _json,
    "markdown": _markdown,
    "html": _html,
    "xlsx": _xlsx,
}
"""The formats by their names."""
