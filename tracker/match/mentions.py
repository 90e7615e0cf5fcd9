"""Sentences about the past that speak of a target's name, and what they claim of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from tracker.match.compare import Fit, compare, cover, most_covered, share_of
from tracker.match.index import Corpus, Told, Words
from tracker.match.slots import CUT, Slots, canonical, take_apart
from tracker.match.works import holds_in
from tracker.model import (
    Better,
    Claim,
    ComparisonTarget,
    FigureTarget,
    Measure,
    Mention,
    MilestoneTarget,
    Op,
    Period,
    Stage,
    Target,
)
from tracker.words.indicators import lower_is_better
from tracker.words.lexicon import load, remember
from tracker.words.normal import said
from tracker.words.patterns import listed

SPOKEN_OF = 0.75
"""Share of a name that a clause must hold to speak of it."""

_BESIDE = 5
"""Characters on both sides of a verb in which a word says that only a part was done (免除了部分…)."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A target with its names."""

    target: Target
    names: tuple[Slots, ...]
    short: tuple[str, ...]  # what a list of headline indicators calls it


@remember
def _patterns(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(load("claims")[kind]))


def _has(text: str, kind: str) -> str | None:
    """The first of the words of that list that stands in a text."""
    return next((word for word in listed("claims", kind) if word in text), None)


def find_mentions(target: Target, names: tuple[str, ...], period: Period, corpus: Corpus) -> tuple[Mention, ...]:
    """The clauses that name a target, those with a claim first, then by how much of the name they hold."""
    taken = tuple(map(take_apart, names))
    queries = [name.text for name in taken]
    short = tuple(word for word, whole in load("claims")["short names"].items() if canonical(whole) in queries)
    asked = _Asked(target, taken, short)
    found: list[Mention] = []
    for told in corpus.find_told([*queries, *short]):
        if told.sentence.period is None or holds_in(told.sentence.period, period):
            found.extend(_mentions(asked, told, period, corpus))
    found.sort(key=lambda each: (each.claim is None, -each.covered, each.reading.document.path, each.start))
    return tuple(found)


def _mentions(asked: _Asked, told: Told, period: Period, corpus: Corpus) -> Iterator[Mention]:
    """The clauses of one sentence that name the target, or claim something of it."""
    for words in corpus.clauses_of(told):
        start, end = words.clause.start, words.clause.end
        if words.clause.elsewhere:
            continue
        near = [name for name in asked.names if most_covered(name, words.letters) >= SPOKEN_OF]
        covered = max((share_of(name, words.text) for name in near), default=0)
        claim = _claim(asked, words)
        if claim is Claim.DONE and _patterns("to come").search(said(told.reading.normal, start, end)):
            claim = None
        if not _is_of_this_time(told.sentence.period, period, words, claim):
            claim = None
        if claim is not None or covered >= SPOKEN_OF:
            expected = _has(told.text, "expected") is not None
            yield Mention(told.reading, start, end, 1.0 if claim else covered, claim, expected)


def _is_of_this_time(said: Period | None, period: Period, words: Words, claim: Claim | None) -> bool:
    """Whether a claim is about the target's own time: not an average, and not five years for one.

    What is not done at the end of a longer time is not done; what is not done in September may yet be.
    """
    if claim is Claim.NOT_DONE:
        return said is None or (said.last_year, said.last_month) == (period.last_year, period.last_month)
    return said in (None, period) and not _has(words.before + words.text, "average")


def _claim(asked: _Asked, words: Words) -> Claim | None:
    target, clause = asked.target, words.text
    if isinstance(target, ComparisonTarget):
        return _comparison_claim(asked, target, words)
    refused = _patterns("not done").search(clause)
    if refused is not None and (
        _speaks_of(asked, clause[: refused.start()] or clause[refused.end() :])
        or (_goes_on(asked, words, refused) and _is_no_more_than(target, clause[refused.end() :]))
    ):
        return None if _is_no_miss(target, refused[0]) else Claim.NOT_DONE
    if isinstance(target, MilestoneTarget):
        if _persists(target.milestone, clause):
            return Claim.NOT_DONE
        return Claim.DONE if refused is None and _has_ended(target, asked.names, clause) else None
    return _figure_claim(asked, target, words, refused is not None)


def _is_no_miss(target: Target, words: str) -> bool:
    """Whether a target is kept by what is below it: 失业率低于目标."""
    lower = isinstance(target, FigureTarget) and (target.better is Better.LOWER or lower_is_better(target.indicator))
    return lower and _patterns("under the goal").match(words) is not None


def _figure_claim(asked: _Asked, target: FigureTarget, words: Words, refused: bool) -> Claim | None:
    """What a clause without the amount asked for claims: 完成年度目标的112%, 如期完成, 未发生, 有所下降."""
    clause = words.text
    share = _patterns("share of plan").search(clause)
    about = share is not None and _speaks_of(asked, clause[: share.start()], short=False)
    if share is not None and (about or _goes_on(asked, words, share)):
        done = Decimal(share["share"] or share["rate"]) >= 100
        return (Claim.DONE if done else Claim.NOT_DONE) if _is_its_plan(target, share["of"], done) else None
    if not refused and _covers_all(asked, target, clause):
        return Claim.DONE
    if refused or _has(clause, "general"):
        return None
    if _patterns("done").search(clause) and _speaks_of(asked, clause, short=False):
        return Claim.DONE
    none = _has(clause, "none")
    if none is not None and target.value == 0 and target.op in (Op.AT_MOST, Op.EQUAL):
        return Claim.DONE if _speaks_of(asked, clause.replace(none, CUT), short=False) else None
    return Claim.DONE if _has_moved(asked, target, words) else None


def _is_its_plan(target: FigureTarget, amount: str | None, done: bool) -> bool:
    """Whether a plan whose amount is told is the target's, or one that tells as much: 完成计划|15座|的60%."""
    if amount is None:
        return True
    if not amount.replace(".", "").isdecimal():
        return False  # in ten thousands of what the target may count one by one
    return Decimal(amount) >= target.value if done else Decimal(amount) <= target.value


def _is_no_more_than(target: Target, behind: str) -> bool:
    """Whether the amount that was missed, if one is told, is not above the target's: 少于计划的|800栋."""
    number = re.search(r"\d[\d.]*", behind)
    return not isinstance(target, FigureTarget) or number is None or Decimal(number[0].rstrip(".")) <= target.value


def _goes_on(asked: _Asked, words: Words, claim: re.Match[str]) -> bool:
    """Whether a claim without a subject is about the figure of the clause before: 建成水站9座，|完成年计划的60%."""
    if _patterns("claim words").sub("", words.text[: claim.start()]):
        return False
    told = take_apart(_patterns("a figure behind").sub("", words.before))
    return any(compare(name, told).fit in (Fit.SAME, Fit.ENOUGH) for name in asked.names)


def _covers_all(asked: _Asked, target: FigureTarget, clause: str) -> bool:
    """Whether a clause says of a rate's own things that all of them are: 5G网络实现全覆盖 for 5G网络覆盖率 >= 100 %."""
    if target.unit != "%" or target.measure is not Measure.LEVEL or target.op is not Op.AT_LEAST:
        return False
    whole, rate = _patterns("covers all").search(clause), _patterns("rate of all")
    if whole is None or _patterns("nearly all").search(clause):
        return False
    things = tuple(take_apart(rate.sub("", name.text)) for name in asked.names if rate.search(name.text))
    rest = clause[: whole.start()] + clause[whole.end() :]
    return _speaks_of(_Asked(target, things, ()), rest)


def _has_moved(asked: _Asked, target: FigureTarget, words: Words) -> bool:
    """Whether a clause without a number says that it rose, or fell, of a target that asks for no more: 增长 > 0."""
    clause = words.text
    if target.value != 0 or target.op not in (Op.MORE, Op.AT_LEAST) or target.measure is Measure.LEVEL:
        return False
    moved = _has(clause, "falls" if target.measure is Measure.FALL else "rises")
    scope = canonical(target.scope or "")
    if moved is None or re.search(r"\d", clause) or scope not in words.before + clause:
        return False
    ahead, _, behind = clause.partition(moved)
    ended = not ahead and behind.startswith(listed("claims", "ended behind"))
    return _speaks_of(asked, ahead, short=False) or (ended and _speaks_of(asked, behind, short=False))


def _has_ended(target: MilestoneTarget, names: tuple[Slots, ...], clause: str) -> bool:
    """Whether a clause says that what the milestone's own verb asks for was done: 免除了…学杂费, 范围又扩大了8个省份.

    Only of verbs that have an end, with 了 or 已, and with every word of the name in the clause.
    """
    return target.stage is Stage.BUILT and any(_is_ended(name, clause) for name in names)


def _is_ended(name: Slots, clause: str) -> bool:
    verb = _has(name.text, "perfective")
    if verb is None or verb not in clause:
        return False
    before, _, behind = clause.partition(verb)
    ended = before.endswith(listed("claims", "ended before")) or behind.startswith(listed("claims", "ended behind"))
    beside = before[-_BESIDE:] + CUT + behind[:_BESIDE]
    partly = any(word in beside and word not in name.text for word in listed("claims", "only partly"))
    partly = partly or any(word in name.text and word not in clause for word in listed("claims", "wholly"))
    content = [piece for run in name.content for piece in run.split(verb) if len(piece) > 1]
    return ended and not partly and not cover(content, before + CUT + behind)[0]


def _persists(milestone: str, clause: str) -> bool:
    """Whether a problem that was to be solved is said to be there still: 低水平重复建设比较严重."""
    if not _has(milestone, "problems"):
        return False
    bare = _patterns("persists").sub("", _patterns("solving").sub("", canonical(milestone)))
    left = _patterns("persists").sub("", clause)
    return left != clause and share_of(take_apart(bare), left) >= SPOKEN_OF


def _speaks_of(asked: _Asked, subject: str, short: bool = True) -> bool:
    """Whether the names before a claim are this very target's: an item of their list is, or the list spells it.

    钢铁、水泥等行业淘汰落后产能 spells 淘汰钢铁落后产能; 服务业增加值占生产总值的比重 is not 生产总值.
    """
    bare = _patterns("claim words").sub("", _patterns("counts").sub("", subject))
    items = [item for item in _patterns("between names").split(bare) if item]
    if short and any(item in asked.short for item in items):
        return True
    pieces = [take_apart(item) for item in items]
    return any(_is_named(name, pieces) or (len(items) > 1 and _is_spelt(name, items)) for name in asked.names)


def _is_named(name: Slots, pieces: list[Slots]) -> bool:
    return any(compare(name, piece).fit is Fit.SAME for piece in pieces)


def _is_spelt(name: Slots, items: list[str]) -> bool:
    """Whether the items of a list make up the name, and those that touch it say nothing besides."""
    if compare(name, take_apart("".join(items))).missing:
        return False
    texts = [take_apart(item).text for item in items]
    touched = [text for text in texts if cover(name.content, text)[1]]
    return bool(touched) and not compare(name, take_apart("".join(touched))).besides


def _comparison_claim(asked: _Asked, target: ComparisonTarget, words: Words) -> Claim | None:
    """居民收入增长与经济增长基本同步; …快于经济增长. The right side stands in the same clause, or is the economy."""
    clause = words.text
    named = max(share_of(name, clause) for name in asked.names) >= SPOKEN_OF
    before = max(share_of(name, words.before) for name in asked.names) >= SPOKEN_OF
    if not named and not (before and _patterns("compares").match(clause)):
        return None
    right = take_apart(target.than.indicator)
    economy = set(map(canonical, listed("claims", "economy")))
    if share_of(right, clause) < 1 and not (right.text in economy and any(word in clause for word in economy)):
        return None
    if _has(clause, "behind"):
        return Claim.FAILS
    if _has(clause, "ahead"):
        return Claim.HOLDS
    if _has(clause, "keeps up"):
        return Claim.FAILS if target.op is Op.MORE else Claim.HOLDS
    return None
