"""Which targets speak of the same figure."""

from __future__ import annotations

from collections import defaultdict

from tracker.model import FigureTarget, TargetsFile


def figures_of_one(file: TargetsFile) -> list[list[FigureTarget]]:
    """Figures of the same indicator, measure, scope and due date, where there is more than one."""
    groups: dict[object, list[FigureTarget]] = defaultdict(list)
    for commitment in file.commitments:
        for target in commitment.targets:
            if isinstance(target, FigureTarget):
                groups[target.indicator, target.measure, target.scope, target.due].append(target)
    return [group for group in groups.values() if len(group) > 1]
