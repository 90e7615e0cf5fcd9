"""A drafted target tried: would the checker find it in a report that tells it in plain words?"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from tracker.judge import judge_target
from tracker.match import Corpus, match_target
from tracker.model import (
    Bound,
    ComparisonTarget,
    Document,
    Draft,
    DraftTarget,
    FigureTarget,
    Measure,
    Message,
    MilestoneTarget,
    Observation,
    Op,
    Period,
    Reading,
    Role,
    State,
    Target,
    Tense,
    Verdict,
)
from tracker.understand import understand
from tracker.understand.plans.work_words import ends
from tracker.words.lexicon import load

_UNDECIDED = Message("a report that tells it in plain words would not decide it")
_AMOUNT = re.compile(r"(?P<low>-?\d+(?:\.\d+)?)(?:\.\.(?P<high>-?\d+(?:\.\d+)?))? (?P<unit>\S+)$")
_TIME = re.compile(r"年|五[”’]|月|季度|期")
"""Words of a time, which would hold for the sentences behind: such targets are told last, each with its year."""


def try_targets(draft: Draft) -> Draft:
    """The draft, with a doubt on each target that plain words would not decide: its name is no name to a checker.

    What is unsure anyhow is not tried.
    """
    drafted = [each for commitment in draft.commitments for each in commitment.targets]
    said = [[] if each.doubts else list(_tell(each.target)) for each in drafted]
    undecided = _undecided([each.target for each in drafted], said, draft.period)
    if not undecided:
        return draft
    number = -1
    commitments = []
    for commitment in draft.commitments:
        targets: list[DraftTarget] = []
        for each in commitment.targets:
            number += 1
            failed = number in undecided
            targets.append(replace(each, doubts=(*each.doubts, _UNDECIDED)) if failed else each)
        commitments.append(replace(commitment, targets=tuple(targets)))
    return replace(draft, commitments=tuple(commitments))


def _undecided(targets: Sequence[Target], said: Sequence[Sequence[str]], period: Period) -> set[int]:
    """The numbers of the targets that none of the sentences told for them meets."""
    left = {number for number, sentences in enumerate(said) if sentences}
    for told in (slice(1), slice(1, None)):  # the likeliest words first: most need no others
        asked = [(number, sentence) for number in sorted(left) for sentence in said[number][told]]
        asked.sort(key=lambda each: _TIME.search(each[1]) is not None)
        left -= _met(targets, asked, period)
    return left


def _met(targets: Sequence[Target], asked: Sequence[tuple[int, str]], period: Period) -> set[int]:
    """The numbers of the targets that a sentence told for them meets; all sentences are read as one report."""
    if not asked:
        return set()
    text = f"{period}年工作总结\n一、{period}年工作回顾\n"
    starts: list[int] = []
    year = f"{period}年，" if period.is_year else ""
    for _, sentence in asked:
        starts.append(len(text))
        text += f"{year if _TIME.search(sentence) else ''}{sentence}。\n"
    reading = understand(Document("trial.txt", text, period=period))
    met: set[int] = set()
    for (number, _), own in zip(asked, _by_line(reading, starts, len(text)), strict=True):
        if number in met:
            continue
        if any(_says(each, targets[number]) for each in own.observations):
            met.add(number)
            continue
        matches = match_target(targets[number], period, Corpus([own]))
        if judge_target(targets[number], matches, period.last_day, period.last_day).verdict is Verdict.MET:
            met.add(number)
    return met


def _says(told: Observation, target: Target) -> bool:
    """Whether what was read is the target's own amount under its very name: as most are, and it saves the matching."""
    return (
        isinstance(target, FigureTarget)
        and told.indicator == target.indicator
        and (told.value, told.unit) in ((target.value, target.unit), (target.high, target.unit))
        and told.bound is Bound.EXACT
        and told.measure is target.measure is Measure.LEVEL
        and told.scope is None is target.scope
        and not told.negated
        and (told.tense, told.role, told.state) == (Tense.PAST, Role.RESULT, State.DONE)
    )


def _by_line(reading: Reading, starts: list[int], end: int) -> Iterator[Reading]:
    """The reading of each sentence by itself: one target's words must not answer for another's."""
    at = [each.start for each in reading.sentences]
    seen = [each.start for each in reading.observations]
    for start, stop in pairwise([*starts, end]):
        sentences = reading.sentences[bisect_right(at, start - 1) : bisect_right(at, stop - 1)]
        observations = reading.observations[bisect_right(seen, start - 1) : bisect_right(seen, stop - 1)]
        yield replace(reading, sentences=sentences, observations=observations)


# ── plain words ───────────────────────────────────────────────────────────────────────────────────


def _tell(target: Target) -> Iterator[str]:
    """Sentences of a report that a person would take for the target's fulfilment; none where none can be made."""
    if isinstance(target, FigureTarget):
        yield from _tell_figure(target)
    elif isinstance(target, MilestoneTarget):
        forms = load("plans")["told"][target.stage.value]
        written = ends("document ends").search(target.milestone) or ends("event ends").search(target.milestone)
        yield from (form.format(target.milestone) for form in (reversed(forms) if written else forms))
    elif target.measure is Measure.GROWTH and target.than.measure is Measure.GROWTH:
        yield from _tell_comparison(target)


def _tell_figure(target: FigureTarget) -> Iterator[str]:
    found = _AMOUNT.search(target.written)
    if found is None:
        return
    low = target.better.value == "lower"
    number = Decimal(found["low"] if low or found["high"] is None else found["high"])
    if target.op is Op.MORE:
        number += 1
    elif target.op is Op.LESS:
        number = number - 1 if number > 1 else number / 2
    name = f"{target.scope or ''}{target.indicator}"
    amount = f"{number:f}{found['unit']}"
    if target.measure is not Measure.LEVEL:
        yield f"{name}{target.measure.word}{amount}"
        return
    yield f"{name}达到{amount}" if found["unit"] == "%" else f"{name}{amount}"


def _tell_comparison(target: ComparisonTarget) -> Iterator[str]:
    more, less = ("5", "6") if target.op in (Op.LESS, Op.AT_MOST) else ("6", "5")
    yield f"{target.indicator}增长{more}%，{target.than.indicator}增长{less}%"
