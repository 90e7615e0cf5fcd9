"""``--help`` and ``--version`` answer at once: libraries are imported by the command that needs them, when it runs."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.bench.bench_startup import ratio
from tests.conftest import ROOT
from tracker.cli import COMMANDS

HEAVY = [
    "numpy",
    "pandas",
    "docx",
    "openpyxl",
    "xlsxwriter",
    "lxml",
    "jsonschema",
    "jsonschema_rs",
    "pypdfium2",
    "yaml",
    "xlsxwriter",
    "tqdm",
]

RUN_AND_LIST_MODULES = """
import json, sys
from tracker.cli import main
try:
    main(json.loads(sys.argv[1]))
except SystemExit as end:
    assert end.code == 0, end.code
print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


def modules_after(*arguments: str) -> set[str]:
    """Names of the modules that a process holds after one call of the tool."""
    call = [sys.executable, "-c", RUN_AND_LIST_MODULES, json.dumps(arguments)]
    done = subprocess.run(call, capture_output=True, text=True, encoding="utf-8", check=True, cwd=ROOT)
    return set(json.loads(done.stderr.splitlines()[-1]))


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], *([command, "--help"] for command in COMMANDS)])
def test_help_imports_no_library(arguments: list[str]) -> None:
    assert modules_after(*arguments).isdisjoint(HEAVY)


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_the_tools_own_help_imports_no_room(option: str) -> None:
    """Not even the model: its dataclasses alone cost as much as argparse."""
    rooms = {name for name in modules_after(option) if name.startswith("tracker")}
    assert rooms <= {"tracker", "tracker.cli", "tracker.cli.parser"}


def test_help_takes_at_most_five_times_bare_python() -> None:
    """The quickest of several runs each, so that a busy machine slows both alike; one try more if it did not."""
    assert ratio("--help", rounds=7) <= 5 or ratio("--help", rounds=15) <= 5
