"""A target and the readings of all reports to what each of them has for it."""

from __future__ import annotations

from tracker.match.figures import Wanted, match_figure
from tracker.match.index import Corpus
from tracker.match.mentions import find_mentions
from tracker.match.slots import canonical
from tracker.match.works import match_work, works_of
from tracker.model import ComparisonTarget, FigureTarget, Matches, Period, Target

__all__ = ["Corpus", "match_target"]


def match_target(target: Target, period: Period, corpus: Corpus) -> Matches:
    """Candidates and mentions for one target, nearest first; ``period`` is the time the target is for."""
    if isinstance(target, FigureTarget):
        names = corpus.called(target.indicator, *target.aliases)
        wanted = Wanted(names, target.measure, target.unit, target.scope, period)
        return Matches(match_figure(wanted, corpus), mentions=find_mentions(target, names, period, corpus))
    if isinstance(target, ComparisonTarget):
        right_names = corpus.called(target.than.indicator, *target.than.aliases)
        # Other names stand beside the target as a whole: one that is the right side's is no name of the left.
        rights = set(map(canonical, right_names))
        others = (alias for alias in target.aliases if canonical(alias) not in rights)
        names = corpus.called(target.indicator, *others)
        left = match_figure(Wanted(names, target.measure, None, target.scope, period), corpus)
        right = match_figure(Wanted(right_names, target.than.measure, None, None, period), corpus)
        return Matches(left, right, find_mentions(target, names, period, corpus))
    names = corpus.called(target.milestone, *target.aliases)
    parts = tuple(Matches(match_work((work,), target.stage, period, corpus)) for work in works_of(target.milestone))
    # Several works in one target are one only where a clause names them all.
    whole = match_work(names, target.stage, period, corpus, least=1 if parts else 0)
    return Matches(whole, (), find_mentions(target, names, period, corpus), parts)
