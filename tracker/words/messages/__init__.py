"""Chinese for every sentence that the tool says: English template to Chinese template, by area."""

from __future__ import annotations

from functools import cache

from tracker.model import Message


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
    """The message in words: ``lang`` is ``en`` or ``zh``. A value that is a Message is translated too."""
    template = catalogue().get(message.text, message.text) if lang == "zh" else message.text
    values = {
        name: translate(value, lang) if isinstance(value, Message) else value for name, value in message.values.items()
    }
    return template.format_map(values)


def say(lang: str, text: str, /, **values: object) -> str:
    """Short for ``translate(Message(text, values), lang)``."""
    return translate(Message(text, values), lang)
