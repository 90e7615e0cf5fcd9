"""Which targets of two files ask for the same, whatever words they use."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.model import ComparisonTarget, FigureTarget, MilestoneTarget, Target
from tracker.understand.plans.phrases import construction
from tracker.words.units import convert

_MARKS = re.compile(r"[\s“”\"'《》()（）、，。·—+-]+")
_LIKE = 0.7
"""Share of the shorter name's letters that the longer must hold, where amount or stage agree."""


@dataclass(frozen=True, slots=True)
class Paired:
    """Two lists of targets side by side: the same, and what only one of them has."""

    same: tuple[tuple[Target, Target], ...]
    only_left: tuple[Target, ...]
    only_right: tuple[Target, ...]


def pair_targets(left: Sequence[Target], right: Sequence[Target]) -> Paired:
    """Pair targets by kind, amount or stage, and name; the likeliest first, each once."""
    likely = sorted(
        (
            (score, -i, -k)
            for i, one in enumerate(left)
            for k, other in enumerate(right)
            if (score := likeness(one, other)) >= _LIKE
        ),
        reverse=True,
    )
    used_left: set[int] = set()
    used_right: set[int] = set()
    same: list[tuple[Target, Target]] = []
    for _, i, k in likely:
        if -i not in used_left and -k not in used_right:
            used_left.add(-i)
            used_right.add(-k)
            same.append((left[-i], right[-k]))
    return Paired(
        tuple(same),
        tuple(each for i, each in enumerate(left) if i not in used_left),
        tuple(each for k, each in enumerate(right) if k not in used_right),
    )


def likeness(one: Target, other: Target) -> float:
    """How alike two targets are, 0 to 1; 0 where kind, amount, measure or stage differ."""
    if isinstance(one, FigureTarget) and isinstance(other, FigureTarget):
        if one.op is not other.op or one.measure is not other.measure:
            return 0.0
        value = convert(other.value, other.unit, one.unit)
        high = None if other.high is None else convert(other.high, other.unit, one.unit)
        if value != one.value or high != one.high:
            return 0.0
    elif isinstance(one, MilestoneTarget) and isinstance(other, MilestoneTarget):
        if one.stage is not other.stage:
            return 0.0
    elif isinstance(one, ComparisonTarget) and isinstance(other, ComparisonTarget):
        if one.op is not other.op:
            return 0.0
    else:
        return 0.0
    return max(_alike(a, b) for a in _names(one) for b in _names(other))


def _names(target: Target) -> tuple[str, ...]:
    name = target.milestone if isinstance(target, MilestoneTarget) else target.indicator
    return (name, *target.aliases)


def _bare(name: str) -> str:
    bare = _MARKS.sub("", name)
    short = construction("ends").sub("", bare)
    return short if len(short) >= 2 else bare


def _alike(one: str, other: str) -> float:
    a, b = _bare(one), _bare(other)
    common = sum((Counter(a) & Counter(b)).values())
    return common / min(len(a), len(b)) if a and b else 0.0
