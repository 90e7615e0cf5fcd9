"""From candidates to a verdict and its one reason. Nothing here knows any language: it compares values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice

from tracker.judge.amounts import plain_number, target_amount, written_amount
from tracker.judge.evidence import evidence_at, evidence_of, near_miss, once
from tracker.judge.parts import told_by_its_day
from tracker.judge.values import in_thousandths, judge_value, ratio_of, satisfies
from tracker.model import (
    Better,
    Bound,
    Candidate,
    Claim,
    Commitment,
    CommitmentResult,
    ComparisonTarget,
    Difference,
    Evidence,
    FigureTarget,
    Kind,
    Matches,
    Measure,
    MilestoneTarget,
    Op,
    Pair,
    Period,
    Reason,
    Review,
    Role,
    Stage,
    State,
    Target,
    TargetResult,
    Value,
    Verdict,
    replace,
)

SHOWN = 3
"""At most so many candidates and quotes in an answer: enough to see what came near, few enough to read."""

TRUST = tuple(Kind)
"""Which report outranks which where two disagree: a statistics bulletin, then observations, then a speech."""

_UNVERIFIABLE = Verdict.UNVERIFIABLE


def judge_target(
    target: Target, matches: Matches, due: date, covered_until: date | None, period: Period | None = None
) -> TargetResult:
    """Say whether a target was met, and on whose words.

    ``due``: the day by which it was to be reached; ``covered_until``: the last day that the reports tell of;
    ``period``: that of the targets, inside which the due day may lie (without it, it is due at the end).
    Only a candidate of the same name, measure, scope and period decides. One that differs still beats silence:
    the reason is then ``different-measure``, and its quote shows the reader how close it came.
    """
    told = (each for each in matches.candidates if Difference.TENSE not in each.differs)
    near = tuple(near_miss(each) for each in islice(told, SHOWN))
    if period is not None and (covered_until is None or due <= covered_until):
        matches = told_by_its_day(target, matches, due, period)
    if covered_until is not None and due > covered_until:
        result = _judge_early(target, matches)
    elif isinstance(target, FigureTarget):
        result = _judge_figure(target, matches)
    elif isinstance(target, ComparisonTarget):
        result = _judge_comparison(target, matches)
    else:
        result = _judge_work(target, matches)
    return replace(result, candidates=near, because=_because(result, matches))


_CLAIMED = {
    Claim.DONE: "claim-done",
    Claim.NOT_DONE: "claim-not-done",
    Claim.HOLDS: "claim-holds",
    Claim.FAILS: "claim-fails",
}
"""The rules by which a sentence without a figure speaks of a target."""


def _because(result: TargetResult, matches: Matches) -> tuple[str, ...]:
    """The rules that made the statements which an answer quotes, each once, in their order."""
    quoted = {(each.report, each.start, each.end) for each in result.evidence}
    rules: list[str] = []
    for found in (matches, *matches.parts):
        for each in (*found.candidates, *found.than):
            told = each.observation
            if (each.reading.document.path, told.start, told.end) not in quoted:
                continue
            if each.base is not None:
                rules.append("worked-out")
            rules.extend(why.rule for why in told.because)
        for mention in found.mentions:
            if mention.claim is not None and (mention.reading.document.path, mention.start, mention.end) in quoted:
                rules.append(_CLAIMED[mention.claim])
    return tuple(dict.fromkeys(rules))


def _judge_early(target: Target, matches: Matches) -> TargetResult:
    """Before the due day only what is done for good is met: a sum that is enough already, a work that is built."""
    if isinstance(target, FigureTarget):
        # a figure that is dated for the whole of a year that isn't over is no result of it
        able = [
            each for each in matches.candidates if each.so_far or (each.decides and target.measure is Measure.LEVEL)
        ]
        results = [each for each in able if each.observation.role is not Role.TASK]
        enough = [each for each in results if each.value is not None and _answer(target, each)]
        if enough and target.op in (Op.AT_LEAST, Op.MORE):
            return _decide_figure(target, _most_trusted(enough))
        done = _judge_tasks(target, able) or _judge_claims(target, matches)
    elif isinstance(target, MilestoneTarget):
        done = _judge_work(target, replace(matches, mentions=()))  # 28个省免征了… claims a part, and more may come
    else:
        done = None
    if done is not None and done.verdict is Verdict.MET:
        return done
    shown = next((each for each in matches.candidates if _near_enough(target, each)), None)
    return TargetResult(target, _UNVERIFIABLE, Reason.NOT_DUE, evidence=() if shown is None else (evidence_of(shown),))


# ── figures ───────────────────────────────────────────────────────────────────────────────────────


def _judge_figure(target: FigureTarget, matches: Matches) -> TargetResult:
    able = [each for each in matches.candidates if each.decides]
    deciding = _most_trusted([each for each in able if each.observation.role is not Role.TASK])
    if deciding:
        told = _decide_figure(target, deciding)
        open_ = told.reason is Reason.DIFFERENT_MEASURE and not any(_answer(target, each) for each in deciding)
        claimed = _judge_claims(target, matches) if open_ else None
        # 建成暖棚640栋，少于计划的800栋: new ones may be a part of all there are, and the plan was missed
        return told if claimed is None or claimed.verdict is not Verdict.UNMET else claimed
    return (
        _judge_tasks(target, able)
        or _judge_claims(target, matches)
        or _judge_missed(target, matches)
        or _undecided(target, matches)
    )


def _judge_tasks(target: FigureTarget, tasks: Sequence[Candidate]) -> TargetResult | None:
    """A task told again as done (新建公厕10座：已全部建成): enough where its amount is."""
    enough = [each for each in tasks if each.value is not None and _answer(target, each)]
    if not enough:
        return None
    provisional = all(each.observation.provisional for each in enough)
    return TargetResult(target, Verdict.MET, Reason.REPORTED_DONE, provisional, evidence=_quotes(enough)[:SHOWN])


def _judge_missed(target: FigureTarget, matches: Matches) -> TargetResult | None:
    """新增就业未达到900万人: an amount that was not reached, and no more than the target, tells that it was not."""
    for each in matches.candidates:
        if each.missed and each.value is not None and target.better is Better.HIGHER and each.value <= target.value:
            quote = (evidence_of(each),)
            return TargetResult(
                target, Verdict.UNMET, Reason.REPORTED_NOT_DONE, each.observation.provisional, evidence=quote
            )
    return None


def _decide_figure(target: FigureTarget, deciding: Sequence[Candidate]) -> TargetResult:
    answers = [(each, _answer(target, each)) for each in deciding]
    answers = [(each, None if each.part and answer is False else answer) for each, answer in answers]
    answers = [(each, None if each.short and answer is True else answer) for each, answer in answers]
    met = [each for each, answer in answers if answer is True]
    short = [each for each, answer in answers if answer is False]
    if met and short:
        return TargetResult(target, _UNVERIFIABLE, Reason.CONFLICTING, evidence=_quotes((*met, *short)))
    chosen = (met or short or list(deciding))[0]
    assert chosen.value is not None
    actual = Value(chosen.value, target.unit, chosen.high)
    if not met and not short:
        # 近 or 超 a number so close that the bound doesn't tell on which side of the target it lies
        return TargetResult(
            target, _UNVERIFIABLE, Reason.DIFFERENT_MEASURE, chosen.observation.provisional, actual,
            comparison=_written(target, chosen, "≈"), evidence=_quotes((chosen,)),
        )  # fmt: skip
    verdict, reason = (Verdict.MET, Reason.VALUE_MEETS) if met else (Verdict.UNMET, Reason.VALUE_FALLS_SHORT)
    at_bound = chosen.observation.bound in (Bound.LOWER, Bound.UPPER) and chosen.value == target.value
    ratio = None if at_bound else ratio_of(target, chosen.value)  # 近3所 is less than 3所, and nobody says how much
    return TargetResult(
        target,
        verdict,
        reason,
        provisional=all(each.observation.provisional for each in met or short),
        actual=actual,
        ratio=ratio,
        comparison=_compared(target, chosen, ratio),
        evidence=_quotes(met or short)[: SHOWN + 1],
    )


def _quotes(deciding: Iterable[Candidate]) -> tuple[Evidence, ...]:
    """The quotes of figures; of one worked out from two levels both."""
    quotes: list[Evidence] = []
    for each in deciding:
        quotes.append(evidence_of(each))
        if each.base is not None:
            quotes.append(evidence_at(each.reading, each.base.start, each.base.end))
    return once(quotes)


def _amount(candidate: Candidate) -> tuple[Decimal, Decimal | None, Bound]:
    assert candidate.value is not None
    return candidate.value, candidate.high, candidate.observation.bound


def _answer(target: FigureTarget, candidate: Candidate) -> bool | None:
    return judge_value(target, *_amount(candidate), candidate.observation.wide)


def _compared(target: FigureTarget, candidate: Candidate, ratio: Decimal | None) -> str:
    written = _written(target, candidate, _sign(target, candidate))
    # of an upper limit a share over 100 % would read as too much
    return written if ratio is None or target.better is Better.LOWER else f"{written}, {ratio * 100:.1f} %"


def _sign(target: FigureTarget, candidate: Candidate) -> str:
    """How a figure stands to its target, each of which may be a range."""
    low, high, bound = _amount(candidate)
    high = low if high is None else high
    least, most = target.value, target.value if target.high is None else target.high
    if low > most or (low == most and bound is Bound.LOWER):
        return ">"
    if high < least or (high == least and bound is Bound.UPPER):
        return "<"
    if target.high is not None and least <= low and high <= most:
        return "∈"
    if low == high == least:
        return "="
    return ">=" if low >= most else "<=" if high <= least else "≈"


def _written(target: FigureTarget, candidate: Candidate, sign: str) -> str:
    assert candidate.value is not None
    asked = target_amount(target, target.value)
    if target.high is not None:
        asked = f"{plain_number(target.shown(target.value))}..{target_amount(target, target.high)}"
    if target.op is Op.ABOUT:
        asked += f" (±{plain_number(target.tolerance * 100)} %)"
    said = target_amount(target, candidate.value)
    if candidate.high is not None:
        said = f"{plain_number(target.shown(candidate.value))}..{target_amount(target, candidate.high)}"
    return f"{candidate.observation.bound.word}{said} {sign} {asked}"


def _most_trusted(deciding: Sequence[Candidate]) -> list[Candidate]:
    """Where reports disagree, those of the highest rank: final before provisional, a bulletin before a speech."""
    if not deciding:
        return []
    ranked = [(each.observation.provisional, TRUST.index(each.reading.document.kind), each) for each in deciding]
    best = min((provisional, trust) for provisional, trust, _ in ranked)
    return [each for provisional, trust, each in ranked if (provisional, trust) == best]


# ── comparisons ───────────────────────────────────────────────────────────────────────────────────


def _judge_comparison(target: ComparisonTarget, matches: Matches) -> TargetResult:
    left = _most_trusted([each for each in matches.candidates if each.decides])
    right = _most_trusted([each for each in matches.than if each.decides])
    if left and right:
        answers = {(_holds(target, one, other)): (one, other) for one in left for other in right}
        if len(answers) == 2:
            pairs = [each for pair in answers.values() for each in pair]
            return TargetResult(target, _UNVERIFIABLE, Reason.CONFLICTING, evidence=once(map(evidence_of, pairs)))
        [(holds, (one, other))] = answers.items()
        return _compare(target, one, other, holds)
    claims = [each for each in matches.mentions if each.claim in (Claim.HOLDS, Claim.FAILS)]
    if claims:
        said = {each.claim for each in claims}
        evidence = once(map(evidence_of, claims))[:SHOWN]
        if len(said) == 2:
            return TargetResult(target, _UNVERIFIABLE, Reason.CONFLICTING, evidence=evidence)
        verdict, reason = (
            (Verdict.MET, Reason.COMPARISON_HOLDS)
            if said == {Claim.HOLDS}
            else (Verdict.UNMET, Reason.COMPARISON_FAILS)
        )
        return TargetResult(target, verdict, reason, all(each.provisional for each in claims), evidence=evidence)
    return _undecided(target, matches)


def _holds(target: ComparisonTarget, left: Candidate, right: Candidate) -> bool:
    assert left.value is not None
    assert right.value is not None
    return satisfies(left.value, target.op, right.value, None, target.better, target.tolerance)


def _compare(target: ComparisonTarget, left: Candidate, right: Candidate, holds: bool) -> TargetResult:
    assert left.value is not None
    assert right.value is not None
    units = left.observation.unit or "", right.observation.unit or ""
    pair = Pair(Value(left.value, units[0]), Value(right.value, units[1]))
    sign = ">" if left.value > right.value else "<" if left.value < right.value else "="
    room = f" (±{plain_number(target.tolerance * 100)} %)" if target.op is Op.ABOUT else ""
    ratio = None if right.value == 0 else in_thousandths(left.value, right.value)
    return TargetResult(
        target,
        Verdict.MET if holds else Verdict.UNMET,
        Reason.COMPARISON_HOLDS if holds else Reason.COMPARISON_FAILS,
        provisional=left.observation.provisional or right.observation.provisional,
        actual=pair,
        ratio=ratio,
        comparison=f"{written_amount(left.value, units[0])} {sign} {written_amount(right.value, units[1])}{room}",
        evidence=once((evidence_of(left), evidence_of(right))),
    )


# ── works ─────────────────────────────────────────────────────────────────────────────────────────


def _judge_work(target: MilestoneTarget, matches: Matches) -> TargetResult:
    deciding = _most_trusted([each for each in matches.candidates if each.decides])
    negated = [each for each in deciding if each.observation.negated and _rules_out(target, each.observation.stage)]
    told = [each for each in deciding if not each.observation.negated]
    reached = [each for each in told if _reaches(target, each.observation.stage)]
    if reached and negated:
        evidence = once(map(evidence_of, (*reached, *negated)))
        return TargetResult(target, _UNVERIFIABLE, Reason.CONFLICTING, evidence=evidence)
    if reached:
        best = max(reached, key=_reach)
        return TargetResult(
            target, Verdict.MET, Reason.STAGE_REACHED, best.observation.provisional, best.observation.stage,
            evidence=(evidence_of(best),),
        )  # fmt: skip
    dropped = next((each for each in matches.candidates if _is_withdrawn(each)), None)
    if dropped is not None:
        return TargetResult(target, _UNVERIFIABLE, Reason.WITHDRAWN, evidence=(evidence_of(dropped),))
    claimed = _judge_claims(target, matches)
    if claimed is not None:
        return claimed
    undone = [each for each in matches.candidates if each.differs == (Difference.STATE,) and _is_undone(target, each)]
    if negated or undone:
        first = (negated or undone)[0]
        return TargetResult(target, Verdict.UNMET, Reason.REPORTED_NOT_DONE, evidence=(evidence_of(first),))
    open_ = [each for each in matches.candidates if _is_left_open(each) and _reaches(target, each.observation.stage)]
    if open_:
        return TargetResult(target, Verdict.UNMET, Reason.STAGE_NOT_REACHED, evidence=(evidence_of(open_[0]),))
    unfinished = [each for each in matches.candidates if _is_below(target, each)]
    placed = [
        each
        for each in (*told, *unfinished)
        if each.observation.stage is not None and each.observation.stage.rank is not None
    ]
    firm = [each for each in placed if not each.vague]
    if firm and target.stage.rank is not None:
        best = max(firm, key=_reach)
        return TargetResult(
            target, Verdict.UNMET, Reason.STAGE_NOT_REACHED, best.observation.provisional, best.observation.stage,
            evidence=(evidence_of(best),),
        )  # fmt: skip
    if matches.parts:
        return _judge_parts(target, matches)
    if told:
        return TargetResult(target, _UNVERIFIABLE, Reason.NO_FIGURE, evidence=(evidence_of(told[0]),))
    return _undecided(target, matches)


def _judge_parts(target: MilestoneTarget, matches: Matches) -> TargetResult:
    """Several works in one target: met if each is, unmet if one is not, else not to be told."""
    parts = [_judge_work(target, part) for part in matches.parts]
    short = [each for each in parts if each.verdict is Verdict.UNMET]
    if short:
        return short[0]
    met = [each for each in parts if each.verdict is Verdict.MET]
    evidence = once(quote for each in met for quote in each.evidence)
    if len(met) == len(parts):
        stages = [each.actual for each in met if isinstance(each.actual, Stage)]
        lowest = min(stages, key=lambda stage: -1 if stage.rank is None else stage.rank)
        return TargetResult(
            target, Verdict.MET, Reason.STAGE_REACHED, any(each.provisional for each in met), lowest, evidence=evidence
        )
    if met:
        return TargetResult(target, _UNVERIFIABLE, Reason.NO_FIGURE, evidence=evidence)
    return _undecided(target, matches)


def _reaches(target: MilestoneTarget, stage: Stage | None) -> bool:
    if stage is None:
        return False
    if target.stage.rank is None or stage.rank is None:
        return target.stage is stage
    return stage.rank >= target.stage.rank


def _is_undone(target: MilestoneTarget, candidate: Candidate) -> bool:
    """Whether what was asked for was reached and undone again: 获评…，年底称号被取消."""
    observation = candidate.observation
    return observation.state is State.UNDONE and not observation.negated and _reaches(target, observation.stage)


_LEFT_OPEN = (State.NOT_DONE, State.PREPARED, State.BEGUN, State.UNDER_WAY, State.AHEAD)


def _is_left_open(candidate: Candidate) -> bool:
    """Whether a task is told again as not done: 二期工程完工。进展情况：正在施工, with no other word on it."""
    observation = candidate.observation
    task = observation.role is Role.TASK and observation.state in _LEFT_OPEN
    return task and Difference.STATE in candidate.differs and set(candidate.differs) <= _ASKED


_ASKED = {Difference.STATE, Difference.TENSE}
"""What differs of a task that is told again: it is a goal, and not done."""


_GOES_ON = (State.PREPARED, State.BEGUN, State.UNDER_WAY, State.AHEAD)
"""What is said of a work that is not over; a denial or doubt behind an earlier stage places it nowhere."""


def _is_below(target: MilestoneTarget, candidate: Candidate) -> bool:
    """Whether an earlier stage is told than was asked for, and that even this one is not over: 已完工，设备采购中."""
    observation = candidate.observation
    open_ = candidate.differs == (Difference.STATE,) and observation.state in _GOES_ON
    return open_ and not observation.negated and not _reaches(target, observation.stage)


def _rules_out(target: MilestoneTarget, stage: Stage | None) -> bool:
    """Whether a stage that was not reached tells that the target was not: 尚未开工 rules out 完工, not the reverse."""
    if stage is None or target.stage.rank is None or stage.rank is None:
        return target.stage is stage
    return stage.rank <= target.stage.rank


def _reach(candidate: Candidate) -> tuple[int, float]:
    stage = candidate.observation.stage
    rank = -1 if stage is None or stage.rank is None else stage.rank
    return rank, candidate.covered


# ── what is left ──────────────────────────────────────────────────────────────────────────────────


def _judge_claims(target: Target, matches: Matches) -> TargetResult | None:
    """What the report claims of this very target without a figure; both claims at once are a conflict."""
    done = [each for each in matches.mentions if each.claim is Claim.DONE]
    not_done = [each for each in matches.mentions if each.claim is Claim.NOT_DONE and not _misses_more(target, matches)]
    if done and not_done:
        return TargetResult(
            target, _UNVERIFIABLE, Reason.CONFLICTING, evidence=once(map(evidence_of, (done[0], not_done[0])))
        )
    if done and isinstance(target, MilestoneTarget):
        return TargetResult(
            target, Verdict.MET, Reason.STAGE_REACHED, done[0].provisional, target.stage,
            evidence=(evidence_of(done[0]),),
        )  # fmt: skip
    if done:
        return TargetResult(
            target, Verdict.MET, Reason.REPORTED_DONE, done[0].provisional, evidence=(evidence_of(done[0]),)
        )
    if not_done:
        first = not_done[0]
        return TargetResult(
            target, Verdict.UNMET, Reason.REPORTED_NOT_DONE, first.provisional, evidence=(evidence_of(first),)
        )
    return None


def _misses_more(target: Target, matches: Matches) -> bool:
    """Whether what was not reached is more than the target asks for: 未达到5000人 leaves 4000人 open."""
    if not isinstance(target, FigureTarget) or target.better is not Better.HIGHER:
        return False
    unlike = {Difference.NAME, Difference.UNIT}
    missed = [each for each in matches.candidates if each.observation.negated and not unlike & set(each.differs)]
    return any(each.value is not None and each.value > target.value for each in missed)


def _undecided(target: Target, matches: Matches) -> TargetResult:
    """Nothing decides: the nearest figure, else the nearest sentence, else silence."""
    near = [each for each in matches.candidates if Difference.TENSE not in each.differs and _near_enough(target, each)]
    dropped = [each for each in matches.candidates if _is_withdrawn(each)]
    if dropped:
        return TargetResult(target, _UNVERIFIABLE, Reason.WITHDRAWN, evidence=(evidence_of(dropped[0]),))
    if near and not isinstance(target, MilestoneTarget):
        return TargetResult(target, _UNVERIFIABLE, Reason.DIFFERENT_MEASURE, evidence=(evidence_of(near[0]),))
    if matches.mentions:
        return TargetResult(target, _UNVERIFIABLE, Reason.NO_FIGURE, evidence=(evidence_of(matches.mentions[0]),))
    return TargetResult(target, _UNVERIFIABLE, Reason.NOT_REPORTED)


def _is_withdrawn(candidate: Candidate) -> bool:
    """Whether the task itself was dropped: 新建驿站8座的任务核减. As a task its figure may be taken for a plan."""
    asked = {Difference.STATE, Difference.TENSE, Difference.PERIOD}
    return candidate.observation.state is State.WITHDRAWN and set(candidate.differs) <= asked


def _near_enough(target: Target, candidate: Candidate) -> bool:
    """A figure of a kindred name: near enough to be shown as what came nearest."""
    return candidate.covered >= 0.75 or Difference.NAME not in candidate.differs


# ── a whole commitment ────────────────────────────────────────────────────────────────────────────


def judge_commitment(
    commitment: Commitment, judge: Callable[[Target], TargetResult], review: Review | None
) -> CommitmentResult:
    """Unmet if any target is unmet; met if all are met; else unverifiable. A review replaces the verdict."""
    if not commitment.targets:
        empty = TargetResult(None, _UNVERIFIABLE, Reason.NOT_MEASURABLE)
        verdict = review.verdict if review else _UNVERIFIABLE
        return CommitmentResult(commitment, verdict, _UNVERIFIABLE, empty.reason, 0, 0, (), review)
    results = tuple(judge(target) for target in commitment.targets)
    verdicts = [each.verdict for each in results]
    if Verdict.UNMET in verdicts:
        own = Verdict.UNMET
    elif all(verdict is Verdict.MET for verdict in verdicts):
        own = Verdict.MET
    else:
        own = _UNVERIFIABLE
    telling = [each.reason for each in results if each.verdict is own]
    reason = telling[0] if len(set(telling)) == 1 else None
    met = sum(verdict is Verdict.MET for verdict in verdicts)
    return CommitmentResult(
        commitment, review.verdict if review else own, own, reason, met, len(results), results, review
    )
