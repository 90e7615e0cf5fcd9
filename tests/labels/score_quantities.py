#!/usr/bin/env python3
"""Score what `understand` finds against the labels of quantities/<seed>.jsonl.

usage: score_quantities.py [--shared DIR] [--seed N] [--split dev|test] [--show]

Each report is understood as a whole; of its figures those count whose number stands in a labelled sentence.

precision, recall  of (value, unit, measure): ours and the label's stand at the same place and agree in all three
                   (value: both ends of a range; unit: the same name). Ours that no label has, and labels that ours
                   have not, are both errors.
heads              of the labelled quantities that have a head: the share whose indicator is right. Ours is right
                   where it holds the labelled head and at most 6 characters more (新建|停车场), where it ends with it
                   after at most 12 characters of modifiers (the label is the shortest noun phrase, ours may say which:
                   京津冀自贸试验区|政务服务事项), or where the longest common subsequence of both has an F1 of 0.7 or
                   more. White space and quotation marks don't count. A quantity that we miss has no head.
bounds, periods    of the quantities found, the share whose bound or period is the labelled one (for information)

`--show` prints what differs, with the sentence: of dev splits only.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

from draw_quantities import LABELS, SEEDS, SHARED, load_plain  # noqa: E402

from tracker.model import Document, Observation  # noqa: E402
from tracker.understand import understand  # noqa: E402
from tracker.words.normal import normal_form  # noqa: E402

LONGER, MODIFIED = 6, 12
"""Characters that our indicator may hold beyond the labelled head: anywhere, and as modifiers in front of it."""
OVERLAP = 0.7

Label = dict[str, Any]


@dataclass(frozen=True)
class Pairing:
    """A labelled quantity and ours at the same place; None where one side has none."""

    text: str
    label: Label | None
    ours: Observation | None

    @property
    def right(self) -> bool:
        """Whether value, unit and measure agree."""
        if self.label is None or self.ours is None:
            return False
        high = None if self.label["high"] is None else Decimal(str(self.label["high"]))
        same_value = self.ours.value == Decimal(str(self.label["value"])) and self.ours.high == high
        return same_value and self.ours.unit == self.label["unit"] and self.ours.measure == self.label["measure"]

    @property
    def headed(self) -> bool:
        """Whether the label has a head."""
        return self.label is not None and self.label["indicator"] is not None

    @property
    def head(self) -> str:
        """The labelled head as the text has it."""
        assert self.label is not None
        return self.text[slice(*self.label["indicator"])] if self.label["indicator"] else ""

    @property
    def head_right(self) -> bool:
        """Whether our indicator is the labelled head (see the module's text)."""
        if self.ours is None or not self.ours.indicator:
            return False
        head, own = letters(self.head), letters(self.ours.indicator)
        if len(own) <= len(head) + (MODIFIED if own.endswith(head) else LONGER if head in own else -len(head)):
            return True
        return 2 * common(head, own) / (len(head) + len(own)) >= OVERLAP

    @property
    def bound_right(self) -> bool:
        """Whether bounds agree."""
        return self.label is not None and self.ours is not None and self.ours.bound == self.label["bound"]

    @property
    def period_right(self) -> bool:
        """Whether periods agree."""
        return self.label is not None and self.ours is not None and period_of(self.ours) == self.label["period"]


def letters(name: str) -> str:
    """A name in one spelling, without white space and quotation marks."""
    return re.sub(r"[\s“”‘’\"']", "", normal_form(name))


def common(one: str, other: str) -> int:
    """The length of the longest common subsequence."""
    row = [0] * (len(other) + 1)
    for letter in one:
        before = 0
        for i, candidate in enumerate(other, 1):
            before, row[i] = row[i], before + 1 if letter == candidate else max(row[i], row[i - 1])
    return row[-1]


def period_of(ours: Observation) -> str | None:
    """The period as labels write it."""
    return None if ours.period is None else str(ours.period)


@cache
def observations(shared: Path, report: str) -> tuple[str, tuple[Observation, ...]]:
    """The text of a report and its figures."""
    text = load_plain(shared)(shared / "reports" / report)
    reading = understand(Document(report, text))
    return text, tuple(each for each in reading.observations if each.number_start is not None)


def pair(shared: Path, label: Label) -> Iterator[Pairing]:
    """The labelled quantities of a sentence and ours, side by side where they stand at the same place."""
    text, found = observations(shared, label["report"])
    inside = {
        (each.number_start, each.number_end): each
        for each in found
        if each.number_start is not None and label["start"] <= each.number_start < label["end"]
    }
    for quantity in label["quantities"]:
        at = next((at for at in inside if at[0] < quantity["end"] and quantity["start"] < (at[1] or 0)), None)
        yield Pairing(text, quantity, None if at is None else inside.pop(at))
    for each in inside.values():
        yield Pairing(text, None, each)


def score(shared: Path, labels: list[Label]) -> dict[str, float]:
    """The figures over some labelled sentences, each between 0 and 1."""
    pairings = [each for label in labels for each in pair(shared, label)]
    labelled = [each for each in pairings if each.label is not None]
    ours = [each for each in pairings if each.ours is not None]
    both = [each for each in labelled if each.ours is not None]
    headed = [each for each in labelled if each.headed]
    right = sum(each.right for each in pairings)
    return {
        "quantities": len(labelled),
        "precision": share(right, len(ours)),
        "recall": share(right, len(labelled)),
        "heads": share(sum(each.head_right for each in headed), len(headed)),
        "bounds": share(sum(each.bound_right for each in both), len(both)),
        "periods": share(sum(each.period_right for each in both), len(both)),
    }


def share(part: int, whole: int) -> float:
    """A share to four digits; 1 of nothing."""
    return round(part / whole, 4) if whole else 1.0


def read_labels(seed: int, split: str) -> list[Label]:
    """The labelled sentences of a draw's split."""
    lines = (LABELS / f"{seed}.jsonl").read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if row["split"] == split]


def differences(shared: Path, labels: list[Label]) -> Iterator[str]:
    """What differs, sentence by sentence, for the eyes of the person who works on it."""
    for number, label in enumerate(labels, 1):
        told = defaultdict(list)
        for each in pair(shared, label):
            kind = what_differs(each)
            if kind is not None:
                told[kind].append("  ours ".join(part for part in (labelled_line(each), our_line(each)) if part))
        if told:
            text, _ = observations(shared, label["report"])
            sentence = "".join(text[label["start"] : label["end"]].split())
            yield f"\n{number} {label['report']}:{label['start']}  {sentence}"
            yield from (f"  {kind:<15} {line}" for kind, lines in told.items() for line in lines)


def what_differs(each: Pairing) -> str | None:
    """The first thing in which a pairing differs."""
    if each.label is None:
        return "not labelled"
    if each.ours is None:
        return "missed"
    checks = {"differs": each.right, "head": not each.headed or each.head_right, "bound": each.bound_right}
    checks["period"] = each.period_right
    return next((name for name, fine in checks.items() if not fine), None)


def labelled_line(each: Pairing) -> str:
    """The label in one line, or nothing."""
    label = each.label
    if label is None:
        return ""
    value = label["value"] if label["high"] is None else f"{label['value']}..{label['high']}"
    return f"{letters(each.head) or '-'} {label['measure']} {value} {label['unit']} {label['bound']} {label['period']}"


def our_line(each: Pairing) -> str:
    """Our figure in one line, or nothing."""
    ours = each.ours
    if ours is None:
        return ""
    value = ours.value if ours.high is None else f"{ours.value}..{ours.high}"
    return f"{ours.indicator or '-'} {ours.measure} {value} {ours.unit} {ours.bound} {period_of(ours)}"


def main() -> int:
    """Print the figures, and what differs."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--shared", type=Path, default=SHARED, help="the folder that holds reports/ and bench/")
    ap.add_argument("--seed", type=int, choices=SEEDS, help="one draw instead of all")
    ap.add_argument("--split", choices=("dev", "test"), help="one split instead of both")
    ap.add_argument("--show", action="store_true", help="print what differs in dev splits")
    args = ap.parse_args()
    for seed in (args.seed,) if args.seed else SEEDS:
        for split in (args.split,) if args.split else ("dev", "test"):
            labels = read_labels(seed, split)
            print(seed, split, json.dumps(score(args.shared, labels)))
            if args.show and split == "dev":
                print("\n".join(differences(args.shared, labels)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
