"""Sentences about the past that speak of a target's name, and what they claim of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from tracker.match.index import Corpus, Told
from tracker.match.names import canonical, cover, take_apart
from tracker.model import Claim, ComparisonTarget, FigureTarget, Measure, Mention, Op, Period, Target
from tracker.words.lexicon import load

SPOKEN_OF = 0.75
"""Share of a name that a clause must hold to speak of it."""

_CLAUSE = re.compile(r"[^，；。！？]+")


@cache
def _patterns(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(load("claims")[kind]))


def find_mentions(target: Target, names: tuple[str, ...], period: Period, corpus: Corpus) -> tuple[Mention, ...]:
    """The clauses that name a target, those with a claim first, then by how much of the name they hold."""
    asked = [take_apart(name) for name in names]
    found: list[Mention] = []
    queries = [name.text for name in asked]
    short = [word for word, whole in load("claims")["short names"].items() if canonical(whole) in queries]
    for told in corpus.find_told([*queries, *short]):
        if told.sentence.period is not None and not _in_time(told.sentence.period, period):
            continue
        for start, end, clause, before in _clauses(told):
            covered = max(_held(name.content, name.size, clause) for name in asked)
            around = max(_held(name.content, name.size, before + clause) for name in asked)
            claim = None
            if covered >= SPOKEN_OF or (around >= SPOKEN_OF and covered >= 0.3):
                claim = _claim(target, clause, covered)
            elif short and _patterns("not done").search(clause) and _in_list(short, clause):
                claim, covered = Claim.NOT_DONE, 1.0
            if claim is not None or covered >= SPOKEN_OF:
                provisional = "预计" in told.text
                found.append(Mention(told.reading, start, end, max(covered, around if claim else 0), claim, provisional))
    found.sort(key=lambda each: (each.claim is None, -each.covered, each.reading.document.path, each.start))
    return tuple(found)


def _held(runs: tuple[str, ...], size: int, text: str) -> float:
    missing, _ = cover(runs, text)
    return 1 - sum(map(len, missing)) / max(1, size)


def _clauses(told: Told) -> Iterator[tuple[int, int, str, str]]:
    """The clauses of a sentence: their offsets in the document, their canonical text and that of the one before."""
    text = told.reading.document.text
    before = ""
    for match in _CLAUSE.finditer(text, told.sentence.start, told.sentence.end):
        clause = canonical(match[0])
        if not clause:
            continue
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        yield start, match.start() + len(match[0].rstrip()), clause, before
        before = clause


def _in_list(short: list[str], clause: str) -> bool:
    """Whether a short name stands as an item of its own: 地区生产总值、投资、进出口等…; not 工业投资."""
    return any(
        re.search(rf"(?:^|值|额|资|消费|外贸|出口|收入|工业){re.escape(word)}(?:等|投资|进出口|消费|外贸|财政|工业|未|没|增|指标)", clause)
        for word in short
    )


def _claim(target: Target, clause: str, covered: float) -> Claim | None:
    words = load("claims")
    if isinstance(target, ComparisonTarget):
        return _comparison_claim(target, clause)
    if _patterns("not done").search(clause):
        return Claim.NOT_DONE
    if any(word in clause for word in words["general"]):
        return None
    if isinstance(target, FigureTarget):
        if _patterns("done").search(clause):
            return Claim.DONE
        if target.value == 0 and target.op in (Op.MORE, Op.AT_LEAST) and not re.search(r"\d", clause):
            rows = "falls" if target.measure is Measure.FALL else "rises" if target.measure is not Measure.LEVEL else ""
            if rows and any(word in clause for word in words[rows]):
                return Claim.DONE
    return None


def _comparison_claim(target: ComparisonTarget, clause: str) -> Claim | None:
    """居民收入增长与经济增长基本同步; …快于经济增长. The right side stands in the same clause, or is the economy."""
    words = load("claims")
    right = take_apart(target.than.indicator)
    economy = right.text == canonical("地区生产总值") and any(word in clause for word in map(canonical, words["economy"]))
    if not economy and _held(right.content, right.size, clause) < 1:
        return None
    if any(word in clause for word in words["behind"]):
        return Claim.FAILS
    if any(word in clause for word in words["ahead"]):
        return Claim.HOLDS
    if any(word in clause for word in words["keeps up"]):
        strict = target.op is Op.MORE
        return Claim.FAILS if strict else Claim.HOLDS
    return None


def _in_time(said: Period, period: Period) -> bool:
    return said.overlaps(period) and (said.last_year, said.last_month) <= (period.last_year, period.last_month)
