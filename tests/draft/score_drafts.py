"""Score drafts against hand-made targets files, or against labels.

``python -m tests.draft.score_drafts`` prints recall and precision for the five localities; ``--missed`` also lists
what a draft lacks, has besides, or has otherwise.

A commitment counts by its number; a figure when operator, value, unit and measure are equal and the names' heads
agree; a milestone when the stage is equal and the names overlap. A head is a name without marks, leading verbs and
generic endings. Names overlap where the longer head holds seven tenths of the shorter one's letters: in order for
works, in any order for figures (跨省通办政务服务事项, 政务服务事项跨省通办), whose numbers must agree besides.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tracker.checking import read_report
from tracker.model import ComparisonTarget, Draft, FigureTarget, MilestoneTarget, Target, TargetsFile
from tracker.read.targets import read_targets
from tracker.understand.plans import draft_plan
from tracker.words.units import convert

ROOT = Path(__file__).resolve().parent.parent.parent
SEEDS = ROOT.parent / "shared" / "reports" / "seeds"
LOCALITIES = ("hulan-2022", "hailar-2021", "zhaoyuan-2021", "pingfang-2020", "baicheng-2024")

_MARKS = re.compile(r"[\s“”\"'《》()（）、，。·—\-+]+")
_VERBS = re.compile(
    r"^(?:实施|新建|新增|建设|改造|升级|提升|培育|引进|打造|创建|完成|推进|抓好|建好|建成|启动|开展|争取|纳入|发放|设立|实现|"
    r"制定|出台|建立|健全|举办|巩固|完善|改善|治理|修复|的|等|全市|全区|全县|市级|生产|推广|指导|跟踪|通过)+"
)
_ENDS = re.compile(r"(?:项目|工程|建设|工作|数量|总额|总量|面积|规模|产量|水平|数|量|率|覆盖率|额)+$")
OVERLAP = 0.7
"""Share of the shorter name's letters that the longer must hold; below 0.6 unlike works of a list are taken as one."""


def head(name: str) -> str:
    """A name's head: without marks, leading verbs and generic endings; the name itself where nothing would be left."""
    bare = _MARKS.sub("", name)
    short = _VERBS.sub("", bare)
    short = _ENDS.sub("", short) if len(_ENDS.sub("", short)) >= 2 else short
    return short if len(short) >= 2 else bare


def overlap(one: str, other: str) -> float:
    """Length of the longest common subsequence over the length of the shorter."""
    a, b = head(one), head(other)
    if not a or not b:
        return 0.0
    row = [0] * (len(b) + 1)
    for char in a:
        last = 0
        for i, other_char in enumerate(b, 1):
            keep = row[i]
            row[i] = last + 1 if char == other_char else max(row[i], row[i - 1])
            last = keep
    return row[-1] / min(len(a), len(b))


def shared(one: str, other: str) -> float:
    """Letters that both heads hold, in any order, over the length of the shorter."""
    a, b = head(one), head(other)
    common = sum((Counter(a) & Counter(b)).values())
    return common / min(len(a), len(b)) if a and b else 0.0


def names(target: Target) -> tuple[str, ...]:
    """A target's name and aliases."""
    first = target.milestone if isinstance(target, MilestoneTarget) else target.indicator
    return (first, *target.aliases)


def alike(one: Target, other: Target) -> float:
    """How well the best pair of names overlaps, 0 to 1."""
    measure = overlap if isinstance(one, MilestoneTarget) else shared
    return max(measure(a, b) for a in names(one) for b in names(other))


def same_figure(one: FigureTarget, other: FigureTarget) -> bool:
    """Operator, value, unit and measure."""
    if one.op is not other.op or one.measure is not other.measure:
        return False
    factor = convert(other.value, other.unit, one.unit) if one.unit != other.unit else other.value
    high = (
        convert(other.high, other.unit, one.unit) if other.high is not None and one.unit != other.unit else other.high
    )
    return factor == one.value and high == one.high


def same_milestone(one: MilestoneTarget, other: MilestoneTarget) -> bool:
    """The stage alone; names are looked at beside it."""
    return one.stage is other.stage


@dataclass
class Tally:
    """Pairs and leftovers of one kind."""

    pairs: list[tuple[Target, Target]] = field(default_factory=list)
    missed: list[Target] = field(default_factory=list)
    besides: list[Target] = field(default_factory=list)

    @property
    def recall(self) -> float:
        whole = len(self.pairs) + len(self.missed)
        return len(self.pairs) / whole if whole else 1.0

    @property
    def precision(self) -> float:
        whole = len(self.pairs) + len(self.besides)
        return len(self.pairs) / whole if whole else 1.0

    def add(self, other: Tally) -> None:
        self.pairs += other.pairs
        self.missed += other.missed
        self.besides += other.besides


def pair(asked: Sequence[Target], drafted: Sequence[Target], same: Callable[..., bool]) -> Tally:
    """The best pairs first, each target once."""
    likely = sorted(
        (
            (alike(one, other), -abs(i / max(1, len(asked)) - k / max(1, len(drafted))), i, k)
            for i, one in enumerate(asked)
            for k, other in enumerate(drafted)
            if same(one, other)
        ),
        reverse=True,
    )
    tally = Tally()
    left, right = set(range(len(asked))), set(range(len(drafted)))
    for score, _, i, k in likely:
        if score >= OVERLAP and i in left and k in right:
            left.remove(i)
            right.remove(k)
            tally.pairs.append((asked[i], drafted[k]))
    tally.missed = [asked[i] for i in sorted(left)]
    tally.besides = [drafted[k] for k in sorted(right)]
    return tally


@dataclass
class Score:
    """One plan, or several added up."""

    figures: Tally = field(default_factory=Tally)
    milestones: Tally = field(default_factory=Tally)
    comparisons: Tally = field(default_factory=Tally)
    numbers: tuple[int, int] = (0, 0)  # found, asked


def of_kind(targets: Sequence[Target], kind: type) -> list[Target]:
    return [each for each in targets if isinstance(each, kind)]


def score(file: TargetsFile, draft: Draft) -> Score:
    """Compare a draft with the hand-made file."""
    asked = [target for commitment in file.commitments for target in commitment.targets]
    drafted = [each.target for commitment in draft.commitments for each in commitment.targets]
    ids = {str(commitment.id) for commitment in file.commitments if not str(commitment.id).startswith("0.")}
    found = {str(commitment.id) for commitment in draft.commitments}
    return Score(
        pair(of_kind(asked, FigureTarget), of_kind(drafted, FigureTarget), same_figure),
        pair(of_kind(asked, MilestoneTarget), of_kind(drafted, MilestoneTarget), same_milestone),
        pair(of_kind(asked, ComparisonTarget), of_kind(drafted, ComparisonTarget), lambda a, b: a.op is b.op),
        (len(ids & found), len(ids)),
    )


def draft_of(path: Path) -> Draft:
    """The draft of a report."""
    document, _ = read_report(str(path))
    assert document is not None
    return draft_plan(document)


def score_locality(name: str) -> Score:
    """A locality's draft against its hand-made file."""
    file, _ = read_targets(str(ROOT / "targets" / f"{name}.yaml"))
    assert file is not None
    return score(file, draft_of(SEEDS / f"{name}.txt"))


def _line(name: str, each: Score) -> str:
    parts = [f"{name:16} ids {each.numbers[0]}/{each.numbers[1]}"]
    for kind in ("figures", "milestones", "comparisons"):
        tally: Tally = getattr(each, kind)
        counts = f"({len(tally.pairs)} +{len(tally.missed)} -{len(tally.besides)})"
        parts.append(f"{kind} {tally.recall:.3f}/{tally.precision:.3f} {counts}")
    return "  ".join(parts)


def main() -> int:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--missed", action="store_true")
    parser.add_argument("names", nargs="*", default=LOCALITIES)
    args = parser.parse_args()
    if not SEEDS.is_dir():
        print("no ../shared beside this checkout: nothing to score")
        return 0
    whole = Score()
    for name in args.names:
        each = score_locality(name)
        print(_line(name, each))
        for kind in ("figures", "milestones", "comparisons"):
            tally: Tally = getattr(each, kind)
            getattr(whole, kind).add(tally)
            if args.missed:
                print(f"  {kind} missed:", *(f"    {target.written}" for target in tally.missed), sep="\n")
                print(f"  {kind} besides:", *(f"    {target.written}" for target in tally.besides), sep="\n")
    print(_line("all", whole))
    return 0


if __name__ == "__main__":
    sys.exit(main())
