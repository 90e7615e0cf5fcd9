"""Sentences about the past that speak of a target's name, and what they claim of it."""

from __future__ import annotations

import re
from decimal import Decimal

from tracker.match.compare import Fit, compare, cover, most_covered, share_of
from tracker.match.index import Corpus, Told
from tracker.match.slots import Slots, canonical, take_apart
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

SPOKEN_OF = 0.75
"""Share of a name that a clause must hold to speak of it."""

_BESIDE = 5
"""Characters on both sides of a verb in which a word says that only a part was done (免除了部分…)."""


@remember
def _patterns(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(load("claims")[kind]))


def find_mentions(target: Target, names: tuple[str, ...], period: Period, corpus: Corpus) -> tuple[Mention, ...]:
    """The clauses that name a target, those with a claim first, then by how much of the name they hold."""
    asked = [take_apart(name) for name in names]
    found: list[Mention] = []
    queries = [name.text for name in asked]
    short = tuple(word for word, whole in load("claims")["short names"].items() if canonical(whole) in queries)
    for told in corpus.find_told([*queries, *short]):
        if told.sentence.period is not None and not _in_time(told.sentence.period, period):
            continue
        for words in corpus.clauses_of(told):
            (start, end), clause, before = (words.clause.start, words.clause.end), words.text, words.before
            if words.clause.elsewhere:
                continue
            near = [name for name in asked if most_covered(name, words.letters) >= SPOKEN_OF]
            covered = max((share_of(name, clause) for name in near), default=0)
            claim = _claim(target, asked, short, clause, before)
            if claim is Claim.DONE and _patterns("to come").search(said(told.reading.normal, start, end)):
                claim = None
            if not _of_this_time(told, period, clause + before, claim):
                claim = None
            if claim is not None or covered >= SPOKEN_OF:
                provisional = "预计" in told.text
                found.append(Mention(told.reading, start, end, 1.0 if claim else covered, claim, provisional))
    found.sort(key=lambda each: (each.claim is None, -each.covered, each.reading.document.path, each.start))
    return tuple(found)


def _of_this_time(told: Told, period: Period, text: str, claim: Claim | None) -> bool:
    """Whether a claim is about the target's own time: not an average, and not five years for one.

    What is not done at the end of a longer time is not done; what is not done in September may yet be.
    """
    said = told.sentence.period
    if claim is Claim.NOT_DONE:
        return said is None or (said.last_year, said.last_month) == (period.last_year, period.last_month)
    return said in (None, period) and "年均" not in text


def _claim(target: Target, asked: list[Slots], short: tuple[str, ...], clause: str, before: str) -> Claim | None:
    if isinstance(target, ComparisonTarget):
        named = max(share_of(name, clause) for name in asked) >= SPOKEN_OF or (
            max(share_of(name, before) for name in asked) >= SPOKEN_OF
            and re.match("快于|高于|低于|慢于|与|跑赢|同步", clause)
        )
        return _comparison_claim(target, clause) if named else None
    refused = _patterns("not done").search(clause)
    if refused is not None and (
        _speaks_of(asked, short, clause[: refused.start()] or clause[refused.end() :])
        or (_goes_on(asked, clause, refused, before) and _is_no_more_than(target, clause[refused.end() :]))
    ):
        lower = isinstance(target, FigureTarget) and (
            target.better is Better.LOWER or lower_is_better(target.indicator)
        )
        return None if lower and _patterns("under the goal").match(refused[0]) else Claim.NOT_DONE
    if isinstance(target, MilestoneTarget):
        if _persists(target.milestone, clause):
            return Claim.NOT_DONE
        return Claim.DONE if refused is None and _has_ended(target, asked, clause) else None
    return _claim_of_a_figure(target, asked, clause, before, refused is not None)


def _claim_of_a_figure(
    target: FigureTarget, asked: list[Slots], clause: str, before: str, refused: bool
) -> Claim | None:
    """What a clause without the target's figure claims of it; ``refused``: it denies something."""
    words = load("claims")
    share = _patterns("share of plan").search(clause)
    if share is not None and (_speaks_of(asked, (), clause[: share.start()]) or _goes_on(asked, clause, share, before)):
        return Claim.DONE if Decimal(share["share"] or share["rate"]) >= 100 else Claim.NOT_DONE
    if not refused and _covers_all(target, asked, clause):
        return Claim.DONE
    if refused or any(word in clause for word in words["general"]):
        return None
    if _patterns("done").search(clause) and _speaks_of(asked, (), clause):
        return Claim.DONE
    none = next((word for word in words["none"] if word in clause), None)
    if none is not None and target.value == 0 and target.op in (Op.AT_MOST, Op.EQUAL):
        return Claim.DONE if _speaks_of(asked, (), clause.replace(none, "|")) else None
    return Claim.DONE if _has_moved(target, asked, clause, before) else None


def _has_moved(target: FigureTarget, asked: list[Slots], clause: str, before: str) -> bool:
    """Whether a clause says that what is only to rise or to fall did: 粮食产量继续提高 for one that asks for > 0 %."""
    words = load("claims")
    if target.value == 0 and target.op in (Op.MORE, Op.AT_LEAST) and not re.search(r"\d", clause):
        rows = "falls" if target.measure is Measure.FALL else "rises" if target.measure is not Measure.LEVEL else ""
        moved = next((word for word in words[rows] if word in clause), None) if rows else None
        if moved is not None and _in_scope(target, before + clause):
            ahead, _, behind = clause.partition(moved)
            if _speaks_of(asked, (), ahead) or (behind[:1] == "了" and not ahead and _speaks_of(asked, (), behind)):
                return True
    return False


def _is_no_more_than(target: Target, behind: str) -> bool:
    """Whether the amount that was missed, if one is told, is not above the target's: 少于计划的|800栋."""
    number = re.search(r"\d[\d.]*", behind)
    return not isinstance(target, FigureTarget) or number is None or Decimal(number[0].rstrip(".")) <= target.value


def _goes_on(asked: list[Slots], clause: str, claim: re.Match[str], before: str) -> bool:
    """Whether a claim without a subject is about the figure of the clause before: 建成水站9座，|完成年计划的60%."""
    if _patterns("claim words").sub("", clause[: claim.start()]):
        return False
    said = take_apart(_patterns("a figure behind").sub("", before))
    return any(compare(name, said).fit in (Fit.SAME, Fit.ENOUGH) for name in asked)


def _covers_all(target: FigureTarget, asked: list[Slots], clause: str) -> bool:
    """Whether a clause says of a rate's own things that all of them are: 5G网络实现全覆盖 for 5G网络覆盖率 >= 100 %."""
    if target.unit != "%" or target.measure is not Measure.LEVEL or target.op is not Op.AT_LEAST:
        return False
    whole, rate = _patterns("covers all").search(clause), _patterns("rate of all")
    if whole is None or _patterns("nearly all").search(clause):
        return False
    things = [take_apart(rate.sub("", name.text)) for name in asked if rate.search(name.text)]
    return _speaks_of(things, (), clause[: whole.start()] + clause[whole.end() :])


def _has_ended(target: MilestoneTarget, asked: list[Slots], clause: str) -> bool:
    """Whether a clause says that what the milestone's own verb asks for was done: 免除了…学杂费, 范围又扩大了8个省份.

    Only of verbs that have an end, with 了 or 已, and with every word of the name in the clause.
    """
    words = load("claims")
    if target.stage is not Stage.BUILT:
        return False
    for name in asked:
        verb = next((verb for verb in words["perfective"] if verb in name.text), None)
        at = -1 if verb is None else clause.find(verb)
        if verb is None or at < 0:
            continue
        before, behind = clause[:at], clause[at + len(verb) :]
        ended = before.endswith(tuple(words["ended before"])) or behind.startswith(tuple(words["ended behind"]))
        beside = before[-_BESIDE:] + "|" + behind[:_BESIDE]
        partly = any(word in beside and word not in name.text for word in words["only partly"])
        partly = partly or any(word in name.text and word not in clause for word in words["wholly"])
        if ended and not partly and not cover(_without(name, verb), clause.replace(verb, "|", 1))[0]:
            return True
    return False


def _without(name: Slots, verb: str) -> tuple[str, ...]:
    """The content of a name without a verb in it."""
    return tuple(piece for run in name.content for piece in run.split(verb) if len(piece) > 1)


def _persists(milestone: str, clause: str) -> bool:
    """Whether a problem that was to be solved is said to be there still: 低水平重复建设比较严重."""
    words = load("claims")
    if not any(word in milestone for word in words["problems"]):
        return False
    bare = _patterns("persists").sub("", _patterns("solving").sub("", canonical(milestone)))
    said = _patterns("persists").sub("", clause)
    return said != clause and share_of(take_apart(bare), said) >= SPOKEN_OF


def _in_scope(target: FigureTarget, text: str) -> bool:
    return target.scope is None or canonical(target.scope) in text


def _speaks_of(asked: list[Slots], short: tuple[str, ...], subject: str) -> bool:
    """Whether the names before a claim are this very target's: an item of their list is, or the list spells it.

    钢铁、水泥等行业淘汰落后产能 spells 淘汰钢铁落后产能; 服务业增加值占生产总值的比重 is not 生产总值.
    """
    subject = _patterns("claim words").sub("", re.sub(r"\d+(?![A-Za-z])[个项家类]?", "", subject))
    items = [item for item in re.split(r"[、和与及等|]", subject) if item]
    if any(item in short for item in items):
        return True
    for name in asked:
        if any(compare(name, take_apart(item)).fit is Fit.SAME for item in items):
            return True
        if len(items) > 1 and not compare(name, take_apart("".join(items))).missing:
            pieces = [take_apart(item) for item in items]
            touched = [piece for piece in pieces if cover(name.content, piece.text)[1]]
            if touched and not compare(name, take_apart("".join(piece.text for piece in touched))).besides:
                return True
    return False


def _comparison_claim(target: ComparisonTarget, clause: str) -> Claim | None:
    """居民收入增长与经济增长基本同步; …快于经济增长. The right side stands in the same clause, or is the economy."""
    words = load("claims")
    right = take_apart(target.than.indicator)
    economy = right.text == canonical("地区生产总值") and any(
        word in clause for word in map(canonical, words["economy"])
    )
    if not economy and share_of(right, clause) < 1:
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
