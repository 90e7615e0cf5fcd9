"""Mutants: one-line changes of thresholds and guards, each of which must break a test of the quick set.

``python -m tests.gates.mutants [WORD…] [--raise [--lower]]``; words choose files. A mutant is tried in a copy of the
package, in a process of its own; the share killed has a floor in floors.json. Exit code 1 where it is lower, 2 where a
text of the list no longer stands once in its file.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from tests.conftest import ROOT
from tests.gates.floors import fallen, raise_floors
from tests.gates.quick import QUICK

LIST = Path(__file__).with_name("mutants.yaml")


@dataclass(frozen=True)
class Mutant:
    file: str  # in tracker/
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.file}: {self.old.strip()!r} -> {self.new.strip()!r}"


def mutants() -> Iterator[Mutant]:
    """The list, in its order."""
    for file, changes in yaml.safe_load(LIST.read_text(encoding="utf-8")).items():
        for change in changes:
            yield Mutant(file, change["old"], change["new"])


def misplaced(mutant: Mutant) -> str | None:
    """What is wrong with a mutant's text: it must stand in its file once, and the change must change it."""
    path = ROOT / "tracker" / mutant.file
    count = path.read_text(encoding="utf-8").count(mutant.old) if path.is_file() else 0
    if count != 1:
        return f"stands {count} times in tracker/{mutant.file}, not once: {mutant.old!r}"
    return f"changes nothing: {mutant}" if mutant.old == mutant.new else None


def killed(mutant: Mutant | None, folder: Path) -> bool:
    """Whether a test fails with the change made in ``folder``'s copy of the package; None: without any."""
    path, before = None, ""
    if mutant is not None:
        path = folder / "tracker" / mutant.file
        before = path.read_text(encoding="utf-8")
        path.write_text(before.replace(mutant.old, mutant.new), encoding="utf-8")
    call = [sys.executable, "-B", "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *QUICK]
    try:
        # CI: the same random examples for every mutant
        done = subprocess.run(
            call, cwd=folder, env={**os.environ, "CI": "1"}, capture_output=True, text=True, check=False
        )
    finally:
        if path is not None:
            path.write_text(before, encoding="utf-8")
    if done.returncode not in (0, 1, 2):  # 2: a file of tests can't even be imported
        raise SystemExit(f"pytest: exit {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.returncode != 0


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.gates.mutants", description="Mutants and their floor.")
    parser.add_argument("words", nargs="*", help="only files whose path has one of these words")
    parser.add_argument("--raise", action="store_true", dest="raised", help="write a higher share as the new floor")
    parser.add_argument("--lower", action="store_true", help="with --raise: the floor may fall, too")
    options = parser.parse_args(arguments)
    listed = [each for each in mutants() if not options.words or any(word in each.file for word in options.words)]
    wrong = [problem for each in listed if (problem := misplaced(each)) is not None]
    if wrong:
        print(f"{LIST.name}: mend these:", *wrong, sep="\n  ", file=sys.stderr)
        return 2
    survived = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copied = ("tracker", "tests", "schemas", "targets", "reports", "docs")
        for each in copied:
            shutil.copytree(ROOT / each, folder / each, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "pyproject.toml", folder)
        if killed(None, folder):
            print("the quick tests fail without any change: mend that first", file=sys.stderr)
            return 2
        for number, mutant in enumerate(listed, 1):
            dead = killed(mutant, folder)
            survived += not dead
            print(f"{number:3}/{len(listed)} {'killed  ' if dead else 'SURVIVED'} {mutant}", flush=True)
    share = 1 - survived / max(1, len(listed))
    print(f"killed {len(listed) - survived} of {len(listed)}: {share:.3f}")
    if options.words:
        return 0
    figures = {"killed": share, "mutants": float(len(listed))}
    if options.raised:
        raise_floors("mutants", figures, lower=options.lower)
        return 0
    low = fallen("mutants", figures)
    if low:
        print(f"below the floor: {low}", file=sys.stderr)
    return int(bool(low))


if __name__ == "__main__":
    raise SystemExit(main())
