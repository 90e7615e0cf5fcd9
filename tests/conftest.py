"""What all tests share: the project's folder, the material beside it, and a machine without surprises."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"

# What the tool says depends on these; a test that wants one of them sets it.
for _name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE", "FORCE_COLOR", "NO_COLOR", "COLUMNS", "SOURCE_DATE_EPOCH"):
    os.environ.pop(_name, None)
os.environ["LANG"] = "C.UTF-8"

# What a run keeps for the next must not stay behind a test, and none may find what an earlier one kept.
_KEPT = tempfile.TemporaryDirectory(prefix="tracker-kept-")
os.environ["XDG_CACHE_HOME"] = _KEPT.name

# Machines differ in speed, so no deadline; in CI the same examples every time, so that red is red again.
settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's own folder."""
    return ROOT


@pytest.fixture
def shared(request: pytest.FixtureRequest) -> Path:
    """The folder ``shared/`` beside the checkout, with real reports and labels; skips the test where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(f"{request.node.name} needs the real reports of ../shared, which is not beside this checkout")
    return SHARED
