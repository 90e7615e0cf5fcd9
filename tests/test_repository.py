"""What may stand in the repository, and what the package says it needs."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tracker import __version__

MIB = 1024 * 1024

# The hosts of package registries are put together here, or this file would be the first to be found.
HOSTS = re.compile(
    "|".join(["pypi" + r"\.org", "pythonhosted" + r"\.org", "registry" + r"\.npmjs", "deb" + r"\.debian"])
)
MACHINE = re.compile(r"(?<![\w.~/-])/(?:" + r"home/\w+|Users/\w+|root|mnt/\w|work/\w+)/" + r"|[A-Z]:\\Users\\")


@cache
def tracked() -> list[Path]:
    """The files that git holds or would hold: what is ignored is nobody's business."""
    if not (ROOT / ".git").exists():
        pytest.skip("this is no git checkout, so nobody can say which files belong to the repository")
    call = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(call, capture_output=True, check=True).stdout.decode().split("\0")
    return [ROOT / name for name in sorted(set(listed)) if name and (ROOT / name).is_file()]


@cache
def texts() -> dict[str, str]:
    found = {}
    for path in tracked():
        data = path.read_bytes()
        if b"\0" not in data[:8000]:
            found[path.relative_to(ROOT).as_posix()] = data.decode("utf-8", "replace")
    return found


@cache
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def normal(requirement: str) -> str:
    """The name in a requirement, as registries compare names."""
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found is not None, requirement
    return re.sub(r"[-_.]+", "-", found[0]).lower()


# ── files ─────────────────────────────────────────────────────────────────────────────────────────


def test_no_file_is_large() -> None:
    large = [f"{path.relative_to(ROOT)}: {path.stat().st_size}" for path in tracked() if path.stat().st_size > MIB]
    assert not large, large


def test_no_path_of_a_machine() -> None:
    here = str(ROOT.parent) + "/"
    found = [
        f"{name}:{number}: {line.strip()[:120]}"
        for name, text in texts().items()
        for number, line in enumerate(text.splitlines(), 1)
        if MACHINE.search(line) or (len(here) > 3 and here in line)
    ]
    assert not found, "\n".join(found)


def test_no_host_of_a_registry() -> None:
    found = [f"{name}: {match[0]}" for name, text in texts().items() if (match := HOSTS.search(text))]
    assert not found, "\n".join(found)


def test_reports_out_holds_nothing_in_git() -> None:
    assert [path.name for path in tracked() if path.parent.name == "reports_out"] == [".gitkeep"]


def test_the_changelog_tells_of_this_version() -> None:
    versions = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert versions[0] == __version__


# ── dependencies ──────────────────────────────────────────────────────────────────────────────────


# Tools to measure against need not be installed, so nobody here can say what package a module of theirs comes from.
NOT_INSTALLED = {
    "docx": ["python-docx"],
    "recognizers_number": ["recognizers-text-number-with-unit"],
    "recognizers_number_with_unit": ["recognizers-text-number-with-unit"],
    "recognizers_text": ["recognizers-text-number-with-unit"],
}


def third_party(paths: Iterable[Path]) -> set[str]:
    """Names of the distributions that modules import, at any depth; the standard library and our own are left out."""
    found = set()
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Import(names=names):
                    found |= {alias.name.split(".")[0] for alias in names}
                case ast.ImportFrom(module=str(module), level=0):
                    found.add(module.split(".")[0])
    beside = {path.stem for path in (ROOT / "tests").rglob("*.py")}
    found -= {"tracker", "tests", "score", *beside, *sys.stdlib_module_names}  # score.py is in ../shared/bench
    known = packages_distributions() | NOT_INSTALLED
    return {normal(known.get(name, [name])[0]) for name in found}


HEAVY = {"ocr", "parquet", "dask"}
"""Extras that are not in `all`, nor in what `make` installs: 300 MB of models, 50 MB of columns, a cluster."""


def extras() -> dict[str, list[str]]:
    """Each extra but `all` and the heavy ones, with what it needs."""
    every = project()["project"]["optional-dependencies"]
    return {name: wanted for name, wanted in every.items() if name != "all" and name not in HEAVY}


def declared(*groups: str) -> set[str]:
    """Names of what the package needs, with its extras and the given dependency groups."""
    wanted = [*project()["project"]["dependencies"], *(each for needs in extras().values() for each in needs)]
    wanted += [each for group in groups for each in project()["dependency-groups"].get(group, ())]
    return {normal(each) for each in wanted}


def test_all_holds_every_extra_but_the_heavy_ones() -> None:
    assert project()["project"]["optional-dependencies"]["all"] == [f"commitment-tracker[{','.join(extras())}]"]


PACKAGE = sorted((ROOT / "tracker").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
BENCHMARKS = sorted((ROOT / "tests" / "bench").rglob("*.py"))


def heavy() -> set[str]:
    """Names of what the heavy extras need."""
    every = project()["project"]["optional-dependencies"]
    return {normal(each) for name in HEAVY for each in every[name]}


def test_what_is_imported_is_declared() -> None:
    assert third_party(PACKAGE) <= declared() | heavy()


def test_what_tests_import_is_declared() -> None:
    assert third_party(set(TESTS) - set(BENCHMARKS)) <= declared("dev")


def test_what_benchmarks_import_is_declared() -> None:
    """The tools that we measure ourselves against are a group of their own: nobody else needs them."""
    assert third_party(BENCHMARKS) <= declared("dev", "bench")


def test_what_is_declared_is_used() -> None:
    """A dependency that nothing imports is a burden that nobody notices."""
    assert not declared() - third_party(PACKAGE) - {"openpyxl"}  # pandas imports it, to read a scorecard


def locked(name: str) -> dict[str, set[str]]:
    """The versions that a lock file pins: usually one, two where older Pythons need another."""
    found: dict[str, set[str]] = {}
    for package, version in re.findall(r"^([\w.-]+)==(\S+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE):
        found.setdefault(normal(package), set()).add(version)
    return found


LOCKS = ["requirements.lock", "requirements-dev.lock", "requirements-bench.lock"]


@pytest.mark.parametrize("name", LOCKS)
def test_the_lock_pins_by_hash_and_names_no_host(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "index" not in text.replace("index-url", "index")
    entries = re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]
    assert entries
    assert [entry.split("\n")[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_locks_hold_what_is_declared() -> None:
    """`make lock` was run after pyproject.toml was changed."""
    assert declared("build") <= locked(LOCKS[0]).keys()
    assert declared("dev", "build") <= locked(LOCKS[1]).keys()
    assert declared("dev", "build", "bench") <= locked(LOCKS[2]).keys()


@pytest.mark.parametrize("larger", [1, 2])
def test_a_larger_lock_holds_the_smaller_one(larger: int) -> None:
    """So that one environment serves them all."""
    everything = locked(LOCKS[larger])
    assert {name: pins for name, pins in locked(LOCKS[larger - 1]).items() if everything.get(name) != pins} == {}


def test_paths_that_are_told_are_parted_alike_everywhere() -> None:
    """On Windows ``normpath`` and ``relpath`` give backslashes, and the second an error between drives."""
    inside = {
        "read/project.py",
        "write/project_paths.py",
        "read/workbook.py",
    }  # those that mend it; and a zip's own paths
    opened = {"editing/verdicts.py", "editing/completing.py", "editing/leading.py"}  # compared or opened, never shown
    naming = {
        path.relative_to(ROOT / "tracker").as_posix()
        for path in (ROOT / "tracker").rglob("*.py")
        if re.search(r"\b(?:normpath|relpath)\(", path.read_text(encoding="utf-8"))
    }
    assert naming <= inside | opened
