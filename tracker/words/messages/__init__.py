"""Chinese for every sentence that the tool says: English template to Chinese template, by area."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache, lru_cache

from tracker.model import Message
from tracker.words.visible import no_command, one_line, printable


@cache
def catalogue() -> dict[str, str]:
    """All ``*.zh.yaml`` beside this file as one mapping; read only when Chinese is asked for."""
    from importlib.resources import files

    import yaml

    merged: dict[str, str] = {}
    for entry in sorted(files(__package__).iterdir(), key=lambda each: each.name):
        if entry.name.endswith(".zh.yaml"):
            merged.update(yaml.load(entry.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) or {})
    return merged


def translate(message: Message, lang: str) -> str:
    """The message in words: ``lang`` is ``en`` or ``zh``. A value that is a Message is translated too.

    Values are a file's or a stranger's: each is put on one line, printable, and no line of the message begins as
    GitHub's commands do.
    """
    if not message.values:
        return _fixed(message.text, lang)
    template = catalogue().get(message.text, message.text) if lang == "zh" else message.text
    values = {
        name: translate(value, lang) if isinstance(value, Message) else _fit(value)
        for name, value in message.values.items()
    }
    return no_command(printable(template.format_map(values)))


@lru_cache(1024)
def _fixed(text: str, lang: str) -> str:
    """A sentence without values: a scorecard asks a thousand times for the same forty."""
    template = catalogue().get(text, text) if lang == "zh" else text
    return no_command(printable(template.format_map({})))


def _fit(value: object) -> object:
    return value if isinstance(value, int | float | Decimal | date) else one_line(str(value))


def say(lang: str, text: str, /, **values: object) -> str:
    """Short for ``translate(Message(text, values), lang)``."""
    return translate(Message(text, values), lang) if values else _fixed(text, lang)
