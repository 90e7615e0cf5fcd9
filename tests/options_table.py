"""Writes the tables of options in docs/commands.md, and its Chinese sister, from the parser itself: ``make docs``.

Each stands between ``<!-- options of check -->`` and ``<!-- end -->``; the words round them are written by hand.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT
from tracker.cli.parser import COMMON, build_parser
from tracker.words.messages import catalogue

PAGE = ROOT / "docs" / "commands.md"
CHINESE = ROOT / "docs" / "zh" / "commands.md"
HEADS = {PAGE: "| argument | does |", CHINESE: "| 参数 | 作用 |"}
PLACE = re.compile(r"(<!-- options of ([\w ]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def parsers(path: Path = PAGE) -> dict[str, argparse.ArgumentParser]:
    """Every parser by the words that lead to it: ``check``, ``review apply``; in the language of a page."""
    word = (lambda text: catalogue().get(text, text)) if path == CHINESE else str
    return dict(_below(build_parser("all", word=word), ""))


def _below(parser: argparse.ArgumentParser, words: str) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, sub in action.choices.items():
                path = f"{words} {name}".strip()
                yield path, sub
                yield from _below(sub, path)


def table(parser: argparse.ArgumentParser, head: str = HEADS[PAGE]) -> str:
    """The arguments of one command as a Markdown table; those that every command takes are left out."""
    rows = [head, "| --- | --- |"]
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction | argparse._HelpAction) or action.dest in COMMON:
            continue
        if action.help is argparse.SUPPRESS:
            continue
        help_text = (action.help or "") % {"default": action.default, "prog": parser.prog}
        rows.append(f"| {_form(action)} | {help_text.replace('|', '&#124;')} |")
    return "\n".join(rows) + "\n" if len(rows) > 2 else ""


def _form(action: argparse.Action) -> str:
    """``--format {text,json}``, ``-o FILE``, ``TARGETS…``: as code."""
    value = "" if action.nargs == 0 else _value(action)
    if action.option_strings:
        return ", ".join(f"`{f'{option} {value}'.strip()}`" for option in action.option_strings)
    return f"`{value}`"


def _value(action: argparse.Action) -> str:
    metavar = action.metavar or ("{" + ",".join(map(str, action.choices)) + "}" if action.choices else None)
    name = " ".join(metavar) if isinstance(metavar, tuple) else metavar
    name = name or (action.dest.upper() if action.option_strings else action.dest)
    many = {"*": f"[{name}…]", "+": f"{name}…", "?": f"[{name}]"}
    return many.get(str(action.nargs), name)


def page(path: Path = PAGE) -> str:
    """docs/commands.md, or another, with its tables made anew."""
    known = parsers(path)
    text = path.read_text(encoding="utf-8")
    return PLACE.sub(lambda found: f"{found[1]}{table(known[found[2]], HEADS[path])}{found[3]}", text)


if __name__ == "__main__":
    for each in HEADS:
        each.write_text(page(each), encoding="utf-8")
