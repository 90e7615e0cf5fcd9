"""The checker against labelled verdicts on real reports: floors that only rise.

The labels of ``../shared/bench``, two annotators', are scored in ``tests/gates``; ``verdicts/`` beside this file are
one annotator's, of six other pairs of years (offsets and values only). Rules and words were tuned on both, and some
synonyms come from sentences of theirs. ``verdicts-later/`` are three pairs labelled afterwards by a reader who saw no
answer of the checker: 2004 and 2006 were looked at then, 2009 never was. That pair tells best what to expect of
reports that nobody has seen.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

# Figure: the floor, then whether it is a floor (at least) or a ceiling (at most).
FLOORS = {
    "later": {
        "accuracy": (0.82, True), "macro_f1": (0.71, True), "false_met": (0.0, False), "false_unmet": (0.0, False),
        "evidence": (0.98, True), "reason": (0.6, True), "quotes": (1.0, True),
    },
    "own": {
        "accuracy": (0.83, True), "macro_f1": (0.77, True), "false_met": (0.0, False), "false_unmet": (0.0, False),
        "evidence": (0.98, True), "reason": (0.69, True), "quotes": (1.0, True),
    },
}  # fmt: skip


def _score(shared: Path, labels: Path, out: Path) -> dict[str, float]:
    """The figures of ``score.py`` over all labels of a folder, with the tracker of this environment."""
    answer = out / "figures.json"
    subprocess.run(
        [sys.executable, shared / "bench" / "score.py", "--tracker", f"{sys.executable} -m tracker", "--labels", labels,
         "--json", answer],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    figures: dict[str, float] = json.loads(answer.read_text(encoding="utf-8"))["figures"]["all"]
    return figures


@pytest.mark.parametrize("which", FLOORS)
def test_figures_stay_above_their_floors(which: str, shared: Path, root: Path, tmp_path: Path) -> None:
    own = root / "tests" / "labels"
    labels = {"own": own / "verdicts", "later": own / "verdicts-later"}[which]
    figures = _score(shared, labels, tmp_path)
    print(which, figures)
    for name, (bound, at_least) in FLOORS[which].items():
        value = figures[name]
        assert value >= bound if at_least else value <= bound, f"{which}: {name} is {value}, its bound {bound}"
