"""Data flows one way: who may import whom, read from the source with ast. the table below says it."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "tracker"

ROOMS = {"words", "read", "understand", "match", "judge", "rules", "write"}
FRONT_DOOR = {
    "api",
    "given",
    "checking",
    "drafting",
    "trial",
    "corrected",
    "validating",
    "reading",
    "scoring",
    "sharing",
    "tabling",
    "offers",
    "policy",
    "review",
    "diff",
    "editing",
}

MAY_IMPORT: dict[str, set[str]] = {
    "model": set(),
    "words": {"model"},
    "read": {"model", "words"},
    "understand": {"model", "words"},
    "match": {"model", "words"},
    "judge": {"model"},
    "rules": {"model", "words"},
    "write": {"model", "words"},  # words: what it writes is put into English or Chinese there
    **{door: {"model"} | ROOMS | FRONT_DOOR for door in FRONT_DOOR},
    "cli": {"model", "words", "read", "understand", "write", ""} | FRONT_DOOR,
    "__main__": {"cli"},
    "": {"model"} | FRONT_DOOR,  # tracker/__init__.py itself
}

# Where users' files may be opened. `words` reads the data files beside it, by importlib.resources.
OPENS_FILES = {"read", "write", "cli"}
OPENERS = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "mkdir", "unlink"}


def modules() -> Iterator[tuple[str, Path]]:
    """Each module with the room it stands in; tracker/__init__.py stands in ``""``."""
    for path in sorted(PACKAGE.rglob("*.py")):
        first = path.relative_to(PACKAGE).parts[0]
        yield ("" if first == "__init__.py" else first.removesuffix(".py")), path


def imported(source: str, package: str) -> Iterator[tuple[int, str]]:
    """Line and dotted name of everything a module of ``package`` imports: at its top, in functions, for types."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parents = package.split(".")[: package.count(".") + 2 - node.level] if node.level else []
            base = ".".join([*parents, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)


def imported_by(path: Path) -> Iterator[tuple[int, str]]:
    return imported(path.read_text(encoding="utf-8"), ".".join(path.relative_to(ROOT).parts[:-1]))


def own_rooms(path: Path) -> Iterator[tuple[int, str]]:
    """Line and room of each import of our own package; names taken from the package itself count as ``""``."""
    for line, name in imported_by(path):
        parts = name.split(".")
        if parts[0] == "tracker" and name != "tracker.__version__":
            room = parts[1] if len(parts) > 1 else ""
            yield line, room if room in MAY_IMPORT else ""


def test_every_room_is_in_the_table() -> None:
    assert {room for room, _ in modules()} <= set(MAY_IMPORT)


@pytest.mark.parametrize("room", sorted(MAY_IMPORT))
def test_a_room_imports_only_what_stands_before_it(room: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {room or 'tracker'} imports {other or 'tracker'}"
        for where, path in modules()
        if where == room
        for line, other in own_rooms(path)
        if other != room and other not in MAY_IMPORT[room]
    ]
    assert not wrong, "\n".join(wrong)


def test_model_needs_the_standard_library_alone() -> None:
    foreign = {
        name for _, name in imported_by(PACKAGE / "model.py") if name.split(".")[0] not in sys.stdlib_module_names
    }
    assert not foreign


def test_users_files_are_opened_in_three_rooms_alone() -> None:
    """The middle is functions of values: it can be tested without a folder."""
    wrong = []
    for room, path in modules():
        if room in OPENS_FILES:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name in OPENERS and not _reads_own_data(room, node):
                wrong.append(f"{path.relative_to(ROOT)}:{node.lineno}: {room} calls {name}()")
    assert not wrong, "\n".join(wrong)


def _reads_own_data(room: str, call: ast.Call) -> bool:
    """Whether a call in ``words`` reads a lexicon file beside it: ``files(__package__)…``."""
    return room == "words" and getattr(call.func, "attr", "") == "read_text"


def test_the_reading_of_imports_sees_what_it_should() -> None:
    """The tests above would pass on anything if this did not hold."""
    source = """
import tracker.read.text
from ..write import y
from . import z
def f():
    from tracker.judge import x
"""
    names = {name for _, name in imported(source, "tracker.match")}
    assert names == {"tracker.read.text", "tracker.write.y", "tracker.match.z", "tracker.judge.x"}


def test_every_room_says_what_it_is() -> None:
    rooms = list(PACKAGE.rglob("__init__.py"))
    assert len(rooms) > 10
    assert [path for path in rooms if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))] == []
