"""Floors of all gates in one file: shares that may not fall, and that only a flag lowers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from math import floor
from pathlib import Path

FLOORS = Path(__file__).with_name("floors.json")
Floors = dict[str, dict[str, float]]


def read_floors() -> Floors:
    """The floors by section and figure."""
    found: Floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.is_file() else {}
    return found


def fallen(section: str, figures: Mapping[str, float]) -> dict[str, tuple[float, float]]:
    """Figures below their floor, as (figure, floor); one without a floor has fallen below none."""
    floors = read_floors().get(section, {})
    return {name: (rounded(found), floors[name]) for name, found in figures.items() if found < floors.get(name, 0)}


def unknown(section: str, figures: Mapping[str, float]) -> set[str]:
    """Names that stand on one side alone: a figure without a floor, or a floor whose figure is no longer measured."""
    return set(figures) ^ set(read_floors().get(section, {}))


def raise_floors(section: str, figures: Mapping[str, float], *, lower: bool = False) -> dict[str, tuple[float, float]]:
    """Set floors to what was measured where that is higher; with ``lower`` wherever. The changes, as (old, new)."""
    floors = read_floors()
    old = floors.get(section, {})
    measured = {name: rounded(found) for name, found in sorted(figures.items())}
    new = {name: value if lower else max(value, old.get(name, 0)) for name, value in measured.items()}
    floors[section] = dict(sorted({**old, **new}.items()))  # other gates' floors stand in the same section
    text = json.dumps(dict(sorted(floors.items())), ensure_ascii=False, indent=1)
    FLOORS.write_text(text + "\n", encoding="utf-8")
    return {name: (old.get(name, 0), value) for name, value in new.items() if value != old.get(name)}


def rounded(found: float) -> float:
    """Down to a thousandth, so that what was measured reaches it."""
    return floor(found * 1000 + 1e-9) / 1000
