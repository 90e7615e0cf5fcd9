"""Runs what a page of the documentation prints: each ``$ …`` line of a ```console block, and compares what comes out;
and each ```python block, which only has to end well.

A line that is only ``…`` stands for any number of lines, and ``…`` at the end of a line for the rest of it. A command
may end with another exit code than 0 only where ``$ echo $?`` follows and tells it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT

# What a page's commands may read; the scorecards go into the copy.
FOLDERS = ("examples", "targets", "reports", "reviews", "reports_out")


@dataclass(frozen=True)
class Block:
    """A fenced code block: its language, its text, and the line (from 1) on which the text begins."""

    language: str
    text: str
    line: int


@dataclass(frozen=True)
class Command:
    """A command as printed, and what the page says comes out of it."""

    line: int
    command: str
    printed: str


def blocks(page: str) -> list[Block]:
    """All fenced blocks of a Markdown page, in order."""
    found = re.finditer(r"^```(\w*)[^\n]*\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    return [Block(each[1], each[2], page.count("\n", 0, each.start()) + 2) for each in found]


def commands(block: Block) -> list[Command]:
    """The commands of a ``console`` block."""
    found: list[Command] = []
    for number, line in enumerate(block.text.splitlines(), block.line):
        if line.startswith("$ "):
            found.append(Command(number, line[2:], ""))
        elif found:
            last = found[-1]
            found[-1] = Command(last.line, last.command, f"{last.printed}{line}\n")
    return found


def same(printed: str, said: str) -> bool:
    """Whether the output is what the page prints, with ``…`` for what it leaves out."""
    pattern = re.escape(printed).replace(re.escape("\n…\n"), r"\n(?:.*\n)*?")
    pattern = re.sub(r"^…\\\n", r"(?:.*\\n)*?", pattern)
    pattern = pattern.replace("…\\\n", ".*\\\n")
    return re.fullmatch(pattern, said) is not None


class Terminal:
    """A folder like a fresh clone after ``make scorecards``, and a shell in it with ``tracker`` on the path."""

    def __init__(self, folder: Path, lang: str) -> None:
        self.project = folder / "project"
        self.project.mkdir()
        for name in FOLDERS:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, self.project / name, ignore=shutil.ignore_patterns("*.xlsx", "*.html"))
        tool = folder / "bin" / "tracker"
        tool.parent.mkdir()
        tool.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tracker "$@"\n', encoding="utf-8")
        tool.chmod(0o755)
        path = f"{tool.parent}{os.pathsep}{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        self.environment = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "LANG": lang, "COLUMNS": "120"}
        self.status = 0

    def run(self, command: str) -> str:
        """What the command prints, on stdout and stderr, as a terminal would show it."""
        done = subprocess.run(
            ["bash", "-c", f"(exit {self.status}); {command}"],
            cwd=self.project,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        self.status = done.returncode
        return done.stdout


def differences(page: Path, terminal: Terminal) -> list[str]:
    """Run all ``console`` and ``python`` blocks of a page, in order; say where one failed or printed something else."""
    found = []
    for block in blocks(page.read_text(encoding="utf-8")):
        if block.language == "python":
            (terminal.project / "block.py").write_text(block.text, encoding="utf-8")
            said = terminal.run("python block.py")
            if terminal.status != 0:
                found.append(f"{page.name}:{block.line}: this Python failed\n{said}")
        if block.language != "console":
            continue
        listed = commands(block)
        for command, following in zip(listed, [*listed[1:], None], strict=True):
            said = terminal.run(command.command)
            place = f"{page.name}:{command.line}: {command.command}"
            if not same(command.printed, said):
                found.append(f"{place}\n--- the page prints\n{command.printed}--- it printed\n{said}")
            if terminal.status != 0 and (following is None or following.command != "echo $?"):
                found.append(f"{place}\n--- ended with {terminal.status}\n{said}")
    return found


def printed_anew(page: Path, terminal: Terminal) -> str:
    """The page with what its commands print now, wherever that is not what it says."""
    lines = page.read_text(encoding="utf-8").split("\n")
    listed = [each for block in blocks("\n".join(lines)) if block.language == "console" for each in commands(block)]
    said = [(each, terminal.run(each.command)) for each in listed]
    for each, output in reversed(said):
        if not same(each.printed, output):
            lines[each.line : each.line + each.printed.count("\n")] = output.splitlines()
    return "\n".join(lines)


CHINESE = ROOT / "docs" / "zh"
PAGES = {
    "README.md": "C.UTF-8",
    "README.zh-CN.md": "zh_CN.UTF-8",
    "examples/project/README.md": "C.UTF-8",
    "examples/project/README.zh-CN.md": "zh_CN.UTF-8",
} | {
    page.relative_to(ROOT).as_posix(): "zh_CN.UTF-8" if page.is_relative_to(CHINESE) else "C.UTF-8"
    for page in sorted((ROOT / "docs").rglob("*.md"))
    if any(block.language in ("console", "python") for block in blocks(page.read_text(encoding="utf-8")))
}
"""The pages whose commands are run, with the language of the machine that they are run on."""


if __name__ == "__main__":
    for name, lang in PAGES.items():
        with tempfile.TemporaryDirectory() as folder:
            text = printed_anew(ROOT / name, Terminal(Path(folder), lang))
        (ROOT / name).write_text(text, encoding="utf-8")
