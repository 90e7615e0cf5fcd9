"""Every sentence that the tool says has its Chinese, with the same {names}, and none is kept that nobody says."""

from __future__ import annotations

import argparse
import inspect
import re
import string
from functools import cache
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT
from tests.options_table import parsers
from tests.templates import Templates, find_templates
from tracker.cli import COMMANDS, build_parser
from tracker.model import Difference, Kind, Message, Reason, Role, Severity, Slot, State, Tense, Verdict
from tracker.words.messages import catalogue, say, translate

PACKAGE = ROOT / "tracker"
CATALOGUES = sorted((PACKAGE / "words" / "messages").glob("*.zh.yaml"))

# These define the calls, and hand on whatever they are given.
HANDED_ON = {"tracker/model.py", "tracker/words/messages/__init__.py"}

# A row of the answer as JSON and CSV have it, where the reason is a plain text.
A_REASON = "row['reason']"

# The format's own words, as answers in Chinese say them.
WORDS = {str(word) for enum in (Verdict, Reason, Difference, Kind, Severity, Slot, Tense, Role, State) for word in enum}


# What argparse says of itself: the catalogue has its sentences too, as far as they come up.
ARGPARSE = inspect.getsource(argparse)


@cache
def helps() -> set[str]:
    """What help says of the commands and their options."""
    whole = build_parser("all")
    texts = {whole.description, whole.epilog, *COMMANDS.values()}
    texts |= {action.help for parser in (whole, *parsers().values()) for action in parser._actions}
    return {text for text in texts if text}


@cache
def templates() -> Templates:
    return find_templates(PACKAGE, HANDED_ON)


def names(template: str) -> set[str]:
    """What a template wants filled in: ``{file}`` wants ``file``, ``{row[name]:>3}`` wants ``row``."""
    return {re.split(r"[.\[]", field)[0] for _, field, _, _ in string.Formatter().parse(template) if field is not None}


def test_every_sentence_has_its_chinese() -> None:
    wanted = templates().said | dict.fromkeys(WORDS, "tracker/model.py")
    wanted |= dict.fromkeys(helps(), "help")
    missing = [f"{place}: {text!r}" for text, place in wanted.items() if text not in catalogue()]
    assert not missing, "no Chinese in tracker/words/messages/*.zh.yaml for\n" + "\n".join(missing)


def test_every_sentence_can_be_found() -> None:
    """A template that is put together somewhere can't be looked up above: write it as a literal."""
    hidden = [each for each in templates().hidden if not each.endswith(f": {A_REASON}")]
    assert not hidden, "\n".join(hidden)


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.name)
def test_both_languages_want_the_same_names(path: Path) -> None:
    texts = yaml.safe_load(path.read_text(encoding="utf-8"))
    differing = [english for english, chinese in texts.items() if names(english) != names(chinese)]
    assert not differing, "\n".join(differing)


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.name)
def test_nothing_is_translated_that_nobody_says(path: Path) -> None:
    texts = yaml.safe_load(path.read_text(encoding="utf-8"))
    used = templates().said.keys() | WORDS | helps()
    unused = [english for english in texts if english not in used and repr(english)[1:-1] not in ARGPARSE]
    assert not unused, "\n".join(unused)


def test_catalogues_never_disagree() -> None:
    """Where two areas say the same words, one of them would win, silently."""
    seen: dict[str, tuple[str, str]] = {}
    differing = []
    for path in CATALOGUES:
        for english, chinese in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            before, where = seen.setdefault(english, (chinese, path.name))
            if before != chinese:
                differing.append(f"{english}: {before} ({where}), {chinese} ({path.name})")
    assert not differing, "\n".join(differing)


def test_values_are_put_in_and_translated() -> None:
    message = Message("{file}: {problem}", {"file": "a.yaml", "problem": Message("the name is too long")})
    assert translate(message, "en") == "a.yaml: the name is too long"
    assert translate(message, "zh") == "a.yaml：名称太长"
    assert say("zh", "output") == "输出"


def test_the_search_for_sentences_sees_what_it_should(tmp_path: Path) -> None:
    """The tests above would pass on anything if this did not hold."""
    (tmp_path / "room.py").write_text(
        """
NAMES = {1: "one", 2: Words("two", "more of two")}
LEFT, RIGHT = "left", "right"
class Column:
    width: int
    header: str
def header(column: Column):
    return say("zh", column.header)
def note(self, place, text, **values):
    return Message(text, values)
def f(file, x):
    file.note(1, "handed on {x}", x=x)
    text = "kept" if x else "or not"
    say("zh", text)
    say("zh", NAMES[x].name)
    Column(1, LEFT)
    raise UnusableCall(
        "in two "
        "parts")
    for head in ("first", "second"):
        say("zh", head)
    for _, words in NAMES.items():
        say("zh", words.more)
    say("zh", x.verdict.value)
def g():
    raise TrackerError(f"put together {1}")
""",
        encoding="utf-8",
    )
    found = find_templates(tmp_path, set())
    assert set(found.said) == {
        "one",
        "two",
        "more of two",
        "handed on {x}",
        "kept",
        "or not",
        "in two parts",
        "left",
    } | {
        "first",
        "second",
    }
    assert len(found.hidden) == 1
    assert "put together" in found.hidden[0]
