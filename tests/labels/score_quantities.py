#!/usr/bin/env python3
"""Score what `understand` finds against the quantities of quantities.jsonl.

usage: score_quantities.py [--shared DIR] [--labels FILE] [--split dev|test|all] [--show]

Each report is understood as a whole; of its observations those count whose number stands in a labelled sentence.

precision, recall  of (value, unit, measure): ours and the label's stand at the same place and agree in all three
                   (value: both ends of a range; unit: the same name). Ours that no label has, and labels that ours
                   have not, are both errors.
heads              of the quantities that stand at the same place and have a labelled head: the share whose name is
                   right. Ours is `Observation.names` (what it counts, an action verb and what it takes over included)
                   without white space, or what is left of it without the words `indicator` leaves out. It is right
                   where it holds the labelled head and at most 8 characters more, or where both share characters
                   with an overlap F1 of 0.7 or more (characters by their place in the text).
bounds, periods    of the same quantities, the share whose bound or period is the labelled one (for information).

`--show` prints what differs, with the sentence: never for the test split.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from draw_quantities import LABELS, SHARED, load_plain

from tracker.model import Document, Observation
from tracker.understand import understand

LONGER = 8
"""Characters that our name may hold beyond the labelled head: 2010年全国|农村贫困人口 is the same indicator."""
OVERLAP = 0.7


@dataclass(frozen=True)
class Pairing:
    """A labelled quantity and ours at the same place; None where one side has none."""

    text: str
    label: dict[str, Any] | None
    ours: Observation | None

    @property
    def right(self) -> bool:
        """Whether value, unit and measure agree."""
        if self.label is None or self.ours is None:
            return False
        same_value = self.ours.value == Decimal(str(self.label["value"])) and self.ours.high == (
            None if self.label["high"] is None else Decimal(str(self.label["high"]))
        )
        return same_value and self.ours.unit == self.label["unit"] and self.ours.measure == self.label["measure"]

    @property
    def head_right(self) -> bool:
        """Whether our name is that of the labelled head (see the module's text)."""
        assert self.label is not None
        if self.ours is None:
            return False
        first, last = self.label["indicator"]
        head = {at for at in range(first, last) if not self.text[at].isspace()}
        own = {at for start, end in self.ours.names for at in range(start, end) if not self.text[at].isspace()}
        if not own:
            return False
        shared = len(head & own)
        if shared == len(head) and len(own) <= len(head) + LONGER:
            return True
        written = "".join(self.text[at] for at in sorted(head))
        shown = self.ours.indicator or ""
        if written in shown and len(shown) <= len(written) + LONGER:
            return True
        return 2 * shared / (len(head) + len(own)) >= OVERLAP


@cache
def observations(shared: Path, report: str) -> tuple[str, tuple[Observation, ...]]:
    """The text of a report and its observations that have a number."""
    text = load_plain(shared)(shared / "reports" / report)
    reading = understand(Document(report, text))
    return text, tuple(each for each in reading.observations if each.number_start is not None)


def pair(shared: Path, label: dict[str, Any]) -> Iterator[Pairing]:
    """The labelled quantities of a sentence and ours, side by side where they stand at the same place."""
    text, found = observations(shared, label["report"])
    inside = [each for each in found if label["start"] <= (each.number_start or 0) < label["end"]]
    taken: set[int] = set()
    for quantity in label["quantities"]:
        ours = next(
            (
                (i, each)
                for i, each in enumerate(inside)
                if i not in taken and each.number_start < quantity["end"] and quantity["start"] < each.number_end  # type: ignore[operator]
            ),
            None,
        )
        if ours is not None:
            taken.add(ours[0])
        yield Pairing(text, quantity, None if ours is None else ours[1])
    for i, each in enumerate(inside):
        if i not in taken:
            yield Pairing(text, None, each)


def score(shared: Path, labels: list[dict[str, Any]]) -> dict[str, float]:
    """The figures over some labelled sentences, each between 0 and 1."""
    pairings = [each for label in labels for each in pair(shared, label)]
    labelled = [each for each in pairings if each.label is not None]
    ours = [each for each in pairings if each.ours is not None]
    both = [each for each in labelled if each.ours is not None]
    headed = [each for each in both if each.label is not None and each.label["indicator"] is not None]
    right = sum(each.right for each in pairings)
    share = lambda part, whole: round(part / whole, 4) if whole else 1.0  # noqa: E731
    return {
        "quantities": len(labelled),
        "precision": share(right, len(ours)),
        "recall": share(right, len(labelled)),
        "heads": share(sum(each.head_right for each in headed), len(headed)),
        "bounds": share(sum(each.ours.bound == each.label["bound"] for each in both), len(both)),  # type: ignore[union-attr,index]
        "periods": share(sum(_period(each.ours) == each.label["period"] for each in both), len(both)),  # type: ignore[index]
    }


def _period(ours: Observation | None) -> str | None:
    return None if ours is None or ours.period is None else str(ours.period)


def read_labels(path: Path, split: str) -> list[dict[str, Any]]:
    """The labelled sentences of a split, or all of them."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if split == "all" or row["split"] == split]


def differences(shared: Path, labels: list[dict[str, Any]]) -> Iterator[str]:
    """What differs, sentence by sentence, for the eyes of the person who works on it."""
    for number, label in enumerate(labels, 1):
        told = defaultdict(list)
        for each in pair(shared, label):
            if each.label is None:
                told["not labelled"].append(_ours(each.ours))
            elif each.ours is None:
                told["missed"].append(_label(each))
            elif not each.right:
                told["differs"].append(f"{_label(each)}  ours {_ours(each.ours)}")
            elif each.label["indicator"] is not None and not each.head_right:
                told["head"].append(f"{_label(each)}  ours {_ours(each.ours)}")
            elif each.ours.bound != each.label["bound"] or _period(each.ours) != each.label["period"]:
                told["bound or period"].append(f"{_label(each)} {each.label['bound']}  ours {_ours(each.ours)}")
        if told:
            text, _ = observations(shared, label["report"])
            yield f"\n{number} {label['report']}:{label['start']}  {''.join(text[label['start'] : label['end']].split())}"
            yield from (f"  {kind:<15} {line}" for kind, lines in told.items() for line in lines)


def _label(each: Pairing) -> str:
    label = each.label
    assert label is not None
    head = "-" if label["indicator"] is None else "".join(each.text[slice(*label["indicator"])].split())
    return f"{head} {label['measure']} {label['value']}{'..' + str(label['high']) if label['high'] else ''} {label['unit']} {label['period']}"


def _ours(ours: Observation | None) -> str:
    assert ours is not None
    high = "" if ours.high is None else f"..{ours.high}"
    return f"{ours.indicator} {ours.measure} {ours.value}{high} {ours.unit} {_period(ours)} {ours.bound}"


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--shared", type=Path, default=SHARED, help="the folder that holds reports/ and bench/")
    ap.add_argument("--labels", type=Path, default=LABELS)
    ap.add_argument("--split", choices=("dev", "test", "all"), default="all")
    ap.add_argument("--show", action="store_true", help="print what differs in the dev split")
    args = ap.parse_args()
    for split in ("dev", "test") if args.split == "all" else (args.split,):
        labels = read_labels(args.labels, split)
        print(split, json.dumps(score(args.shared, labels), ensure_ascii=False))
    if args.show:
        print("\n".join(differences(args.shared, read_labels(args.labels, "dev"))))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
