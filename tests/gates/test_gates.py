"""Verdicts under change, against floors that only rise: ``python -m tests.gates --show`` lists what is wrong.

The gates in our own words run in every clone; those of ``../shared/bench`` run on a sample here, and whole under
``make gates``.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.gates import bench, own
from tests.gates.floors import fallen, raise_floors, read_floors, rounded, unknown
from tests.gates.mutants import Mutant, misplaced, mutants
from tests.gates.own import Asked
from tests.gates.readings import judged

RAISE = "`make gates-raise` writes what is measured; --show lists what is wrong"


# ── in our own words ──────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def asked() -> list[Asked]:
    return own.ask_all()


def test_our_own_words_keep_their_verdicts(asked: list[Asked]) -> None:
    shares = own.shares(asked)
    assert not fallen("own", shares), RAISE
    assert not unknown("own", shares), RAISE


def test_there_is_enough_of_each(asked: list[Asked]) -> None:
    """Shares of a handful would be high by luck."""
    names = [name for name in own.shares(asked) if not name.startswith("known")]  # of these the fewer the better
    counts = {name: sum(each.figure == name for each in asked) for name in names}
    assert min(counts.values()) >= 15, counts
    assert len(own.data("pairs")) >= 30
    assert sum(len(kind["probes"]) for kind in own.data("probes")) >= 70
    assert {each.right for each in asked} >= {("met",), ("unmet",), ("unverifiable",)}


def test_forms_change_something() -> None:
    """A change that leaves every sentence as it is would always keep its verdict."""
    sentences = [pair["sentence"] for pair in own.data("pairs")]
    for name, change in own.TEXTS.items():
        assert sum(change(each) != each for each in sentences) >= 10 or name == "ascii marks", name


@pytest.mark.parametrize("name", ["pairs", "tails", "probes"])
def test_no_line_of_the_bench_is_in_our_words(name: str, shared: Path) -> None:
    """Ours are learnt from its kinds, not its lines: the bench must stay able to measure them."""
    theirs = "".join(
        path.read_text(encoding="utf-8")
        for path in [shared / "bench" / "probes" / "probes.jsonl", shared / "bench" / "sentences.jsonl"]
    )
    ours = {
        "pairs": [pair["sentence"] for pair in own.data("pairs")],
        "tails": [],
        "probes": [text for kind in own.data("probes") for _, text, _ in kind["probes"] if len(text) > 12],
    }[name]
    assert not [each for each in ours if each.strip("。") in theirs]


# ── of ../shared/bench ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", bench.GATES)
def test_a_gate_of_the_bench_holds_on_its_sample(name: str, shared: Path) -> None:
    figures, _ = bench.GATES[name](sample=True, show=False)
    assert not fallen("sample", figures), RAISE
    assert figures.keys() <= read_floors()["sample"].keys(), RAISE


def test_a_gate_runs_the_checker_of_this_checkout(shared: Path) -> None:
    """Its own command is never started, and the altered reports are judged: the unaltered ones are right."""
    with bench.labels(sample=True) as folder:
        answer, said = bench.run_gate("neighbours", "--labels", folder, "--reports", bench.REPORTS)
    same = answer["figures"]["identity"]
    assert same["of"] >= 20
    assert same["right"] == same["of"], said


# ── floors ────────────────────────────────────────────────────────────────────────────────────────


def test_floors_rise_and_fall_only_by_a_flag(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.gates.floors.FLOORS", tmp_path / "floors.json")
    assert raise_floors("own", {"a": 0.5, "b": 2 / 3}) == {"a": (0, 0.5), "b": (0, 0.666)}
    assert raise_floors("own", {"a": 0.4, "b": 0.7}) == {"b": (0.666, 0.7)}
    assert read_floors() == {"own": {"a": 0.5, "b": 0.7}}
    assert fallen("own", {"a": 0.499, "b": 0.7}) == {"a": (0.499, 0.5)}
    assert unknown("own", {"a": 1.0, "c": 1.0}) == {"b", "c"}
    assert raise_floors("own", {"a": 0.4}, lower=True) == {"a": (0.5, 0.4)}
    assert read_floors() == {"own": {"a": 0.4, "b": 0.7}}


def test_what_was_measured_reaches_its_floor() -> None:
    for right in range(1, 300):
        assert rounded(right / 299) <= right / 299


# ── mutants ───────────────────────────────────────────────────────────────────────────────────────


def test_every_mutant_still_has_its_place() -> None:
    """A text that has gone from its file would be a mutant that nobody tries: mend tests/gates/mutants.yaml."""
    listed = list(mutants())
    assert [problem for each in listed if (problem := misplaced(each)) is not None] == []
    assert len(listed) >= 25
    assert {each.file.split("/")[0] for each in listed} == {"judge", "match", "understand"}


def test_a_mutant_without_a_place_is_told() -> None:
    assert "stands 0 times" in (misplaced(Mutant("judge/values.py", "no such text", "")) or "")
    assert "stands 0 times" in (misplaced(Mutant("judge/none.py", "x", "")) or "")
    assert "not once" in (misplaced(Mutant("judge/values.py", "return", "")) or "")
    assert "changes nothing" in (misplaced(Mutant("judge/values.py", "A_LITTLE = ", "A_LITTLE = ")) or "")


def test_judged_readings_are_figures_and_names_without_sentences() -> None:
    rows = list(judged())
    assert len(rows) >= 90
    assert all(set(row) == {"file", "number", "near", "right"} for row in rows)
    assert sum(row["right"] is None for row in rows) >= 8
    assert max(len(name) for row in rows if row["right"] for name in row["right"]["names"]) <= 30
