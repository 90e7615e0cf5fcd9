"""Inputs that once broke a surface hold for good, and so do a few new ones each time.

`make fuzz` looks for more (tests/fuzz/__main__.py), and keeps what it finds in tests/fuzz/crashes/.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.surfaces import SURFACES

CRASHES = Path(__file__).parent / "crashes"
KEPT = sorted(path for path in CRASHES.rglob("*") if path.is_file() and path.name != ".gitkeep")


@pytest.mark.parametrize("path", KEPT, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_what_broke_once_holds(path: Path) -> None:
    SURFACES[path.parent.name].take(path.read_bytes())


@pytest.mark.parametrize("name", SURFACES)
def test_seeds_hold(name: str) -> None:
    for seed in SURFACES[name].seeds():
        SURFACES[name].take(seed)


@pytest.mark.parametrize("name", SURFACES)
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(draw=st.integers(0, 2**32))
def test_changed_seeds_hold(name: str, draw: int) -> None:
    surface = SURFACES[name]
    surface.take(surface.mutate(surface.seeds(), Random(draw)))


@pytest.mark.parametrize("name", SURFACES)
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.binary(max_size=300))
def test_any_bytes_hold(name: str, data: bytes) -> None:
    SURFACES[name].take(data)


def test_every_pattern_of_the_schemas_has_its_words() -> None:
    """A key whose pattern nobody had put into words was a traceback."""
    from tracker.read.shape import load_schema
    from tracker.read.shape_words import _PATTERN_RULES, _PATTERNS

    def patterned(part: object) -> set[str]:
        if isinstance(part, list):
            return set().union(*map(patterned, part))
        if not isinstance(part, dict):
            return set()
        own = {key for key, held in part.get("properties", {}).items() if isinstance(held, dict) and "pattern" in held}
        return own.union(*map(patterned, part.values()))

    for kind in ("targets", "report", "reviews", "words"):
        for key in patterned(load_schema(kind)):
            assert key in _PATTERNS or _PATTERN_RULES.get(key) == "date", (kind, key)
