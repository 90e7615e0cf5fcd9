"""Score drafts on the headline goals and the 民生实事 of real reports, labelled by hand (tests/labels/drafts.jsonl).

A label is found where the draft has a target whose quote holds the number (or, for a comparison, the indicator), with
the same operator, value, unit and measure, and a name that shares seven tenths of the shorter one's letters.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.draft.score_drafts import OVERLAP, ROOT, draft_of, shared
from tracker.model import ComparisonTarget, Document, DraftTarget, FigureTarget
from tracker.words.units import convert

LABELS = ROOT / "tests" / "labels" / "drafts.jsonl"
REPORTS = ROOT.parent / "shared" / "reports"


@dataclass
class Found:
    """How many labels a draft has, and what it has besides in the same passages."""

    right: int = 0
    missed: list[str] = field(default_factory=list)
    besides: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + len(self.missed))

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + len(self.besides))


def is_it(label: dict[str, Any], each: DraftTarget, document: Document) -> bool:
    """Whether a drafted target is the labelled one."""
    target = each.target
    name = document.text[slice(*label["indicator"])]
    if "than" in label:
        return (
            isinstance(target, ComparisonTarget)
            and target.op == label["op"]
            and shared(name, target.indicator) >= OVERLAP
        )
    if not isinstance(target, FigureTarget) or not each.start <= label["start"] < each.end:
        return False
    value = convert(target.value, target.unit, label["unit"])
    high = None if target.high is None else convert(target.high, target.unit, label["unit"])
    return (
        target.op == label["op"]
        and target.measure == label["measure"]
        and value == Decimal(str(label["value"]))
        and high == (None if label["high"] is None else Decimal(str(label["high"])))
        and shared(name, target.indicator) >= OVERLAP
    )


def score_labels(kind: str | None = None) -> Found:
    """All passages of a kind (goals, deeds), or of both."""
    found = Found()
    drafts: dict[str, Any] = {}
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        passage = json.loads(line)
        if kind is not None and passage["kind"] != kind:
            continue
        draft = drafts.setdefault(passage["report"], draft_of(REPORTS / passage["report"]))
        inside = [
            each
            for commitment in draft.commitments
            for each in commitment.targets
            if passage["start"] <= each.start < passage["end"]
            and isinstance(each.target, FigureTarget | ComparisonTarget)
        ]
        for label in passage["targets"]:
            match = next((each for each in inside if is_it(label, each, draft.document)), None)
            if match is None:
                said = draft.document.text[slice(*label["indicator"])]
                found.missed.append(
                    f"{Path(passage['report']).stem}: {said} {label['op']} {label.get('value', label.get('than'))}"
                )
            else:
                inside.remove(match)
                found.right += 1
        found.besides.extend(f"{Path(passage['report']).stem}: {each.target.written}" for each in inside)
    return found


def main() -> int:
    """Print the scores, and what is missed or besides."""
    if not REPORTS.is_dir():
        print("no ../shared beside this checkout: nothing to score")
        return 0
    for kind in ("goals", "deeds"):
        found = score_labels(kind)
        print(f"{kind}: recall {found.recall:.3f}, precision {found.precision:.3f} ({found.right})")
        print(
            *(f"  missed  {each}" for each in found.missed), *(f"  besides {each}" for each in found.besides), sep="\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
