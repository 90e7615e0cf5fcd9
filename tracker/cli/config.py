"""``tracker config``: the settings in force, and where they come from."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from tracker.model import Settings
from tracker.words.messages import say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command takes none of its own."""


def run(args: argparse.Namespace) -> int:
    """Print every setting as TOML, those that nobody set among them."""
    settings: Settings = args.settings
    where = say(args.lang, "no tracker.toml or [tool.tracker] from here upwards: the defaults")
    sys.stdout.write(f"# {where if settings.path is None else settings.path}\n")
    sys.stdout.writelines(f"{line}\n" for line in _lines(settings))
    return 0


def _lines(settings: Settings) -> Iterator[str]:
    for key in ("language", "baseline", "title", "issuer", "logo", "footer"):
        yield _line(key, getattr(settings, key))
    yield "\n[paths]"
    yield _line("targets", list(settings.targets))
    yield _line("out", settings.out)
    rules = settings.rules
    yield "\n[rules]"
    yield _line("select", None if rules.select is None else list(rules.select))
    yield _line("ignore", list(rules.ignore))
    yield "\n[rules.severity]"
    yield from (_line(code, severity.value) for code, severity in rules.severity.items())
    yield "\n[per-file-ignores]"
    yield from (_line(_toml(pattern), list(codes)) for pattern, codes in rules.per_file)
    yield "\n[lights]"
    yield f"behind = {settings.lights.behind}"
    yield f"points = {settings.lights.points}"
    yield f"due-soon = {settings.lights.due_soon}"
    yield f"begun = {settings.lights.begun}"


def _line(key: str, value: str | list[str] | None) -> str:
    return f"# {key} = …" if value is None else f"{key} = {_toml(value)}"


def _toml(value: str | list[str]) -> str:
    """A text or a list of texts; what JSON escapes, TOML does too."""
    import json

    return json.dumps(value, ensure_ascii=False)
