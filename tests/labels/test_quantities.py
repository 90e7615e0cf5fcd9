"""What is understood against the hand-labelled quantities of real reports: floors that only rise."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

# By seed and split. Only the last draw's test split was never looked at while the rules were written.
FLOORS = {
    (20250311, "dev"): {"precision": 0.99, "recall": 0.99, "heads": 0.98, "bounds": 0.99, "periods": 0.92},
    (20250311, "test"): {"precision": 0.98, "recall": 0.98, "heads": 0.94, "bounds": 0.99, "periods": 0.94},
    (20261122, "dev"): {"precision": 0.97, "recall": 0.98, "heads": 0.96, "bounds": 0.99, "periods": 0.91},
    (20261122, "test"): {"precision": 0.97, "recall": 0.97, "heads": 0.95, "bounds": 0.99, "periods": 0.91},
}


def _scorer(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_quantities", root / "tests" / "labels" / "score_quantities.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["score_quantities"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("seed", "split"), FLOORS)
def test_figures_stay_above_their_floors(seed: int, split: str, shared: Path, root: Path) -> None:
    scorer = _scorer(root)
    figures = scorer.score(shared, scorer.read_labels(seed, split))
    print(seed, split, figures)
    for name, floor in FLOORS[seed, split].items():
        assert figures[name] >= floor, f"{seed} {split}: {name} is {figures[name]}, its floor {floor}"


def test_a_head_is_right_only_near_the_labelled_one(shared: Path, root: Path) -> None:
    """The measure itself: a name that holds the head and a clause more is wrong."""
    scorer = _scorer(root)
    assert scorer.common("化学需氧量排放量", "化学需氧量、二氧化硫排放量") == 8
    assert scorer.letters("“三农” 支出") == "三农支出"
