"""Functions stay small: the lists of those over the ceilings only become shorter."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT

PACKAGE = ROOT / "tracker"
LONGEST = 40
"""Lines of a function in the rooms below."""

COMPLEX = {
    "editing/server.py": {"make_server"},
    "read/docx_numbering.py": {"write_number"},
    "read/docx_walk.py": {"_run"},
    "read/html_lines.py": {"_walk"},
    "read/workbook.py": {"_walk_sheet"},
    "understand/__init__.py": {"understand"},
    "understand/observe.py": {"_time_of"},
    "understand/pairing.py": {"_single"},
}
"""Over a complexity of 12, or with more than 12 branches. Who splits one takes it off, and its file in pyproject."""

LONG = {
    "understand/__init__.py": {"understand"},
    "understand/milestones.py": {"observe_milestones"},
    "understand/pairing.py": {"_single"},
}
"""Over ``LONGEST`` lines, in understand/ and match/. Who splits one takes it off."""


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def too_complex() -> dict[str, set[str]]:
    """What ruff says of every function, whatever pyproject excuses."""
    config = ["--isolated", "--config", "lint.mccabe.max-complexity=12", "--ignore-noqa", "--no-cache"]
    command = [sys.executable, "-m", "ruff", "check", "--select=C901,PLR0912", "--output-format=json", *config]
    told = subprocess.run([*command, str(PACKAGE)], capture_output=True, text=True, check=False)
    assert told.returncode in (0, 1), told.stderr
    found: dict[str, set[str]] = {}
    for each in json.loads(told.stdout):
        path, row = Path(each["filename"]), each["location"]["row"]
        name = next(node.name for node in functions(path) if node.lineno == row)
        found.setdefault(path.relative_to(PACKAGE).as_posix(), set()).add(name)
    return found


def too_long() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for room in ("understand", "match"):
        for path in sorted((PACKAGE / room).rglob("*.py")):
            for node in functions(path):
                if (node.end_lineno or 0) - node.lineno + 1 > LONGEST:
                    found.setdefault(path.relative_to(PACKAGE).as_posix(), set()).add(node.name)
    return found


def test_no_function_is_more_complex_but_those_named() -> None:
    assert too_complex() == COMPLEX


def test_pyproject_excuses_no_other_file() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ruff"]["lint"]
    excused = {path for path, rules in settings["per-file-ignores"].items() if {"C901", "PLR0912"} & set(rules)}
    assert excused - {"tests/**"} == {f"tracker/{path}" for path in COMPLEX}
    assert settings["mccabe"]["max-complexity"] == 12


def test_no_function_is_longer_but_those_named() -> None:
    assert too_long() == LONG
