"""The words of scorecards and pages: verdicts, reasons, amounts and places, in English or Chinese."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import PurePath

from tracker.model import (
    Actual,
    Difference,
    Evidence,
    Kind,
    Late,
    Light,
    Lights,
    Op,
    Pair,
    Reason,
    Stage,
    TargetResult,
    Value,
    Verdict,
)
from tracker.words.messages import say
from tracker.write.rows import shown_actual

SIGNS = {Verdict.MET: "✓", Verdict.UNMET: "×", Verdict.UNVERIFIABLE: "?"}
"""Beside the colour, so that a verdict reads in grey."""

VERDICTS = {Verdict.MET: "Met", Verdict.UNMET: "Unmet", Verdict.UNVERIFIABLE: "Unverifiable"}

LIGHTS = {
    Light.DONE: "Done",
    Light.ON_TIME: "On time",
    Light.NO_WORD: "No word",
    Light.DUE_SOON: "Due soon",
    Light.BEHIND: "Behind",
    Light.OVERDUE: "Overdue",
}
LIGHT_SIGNS = {
    Light.DONE: "●",
    Light.ON_TIME: "▶",
    Light.NO_WORD: "○",
    Light.DUE_SOON: "◆",
    Light.BEHIND: "▲",
    Light.OVERDUE: "■",
}
"""Apart in shape, so that a light reads in grey."""

GOOD_SIDES = {
    Op.AT_LEAST: "at least",
    Op.MORE: "more than",
    Op.AT_MOST: "at most",
    Op.LESS: "less than",
    Op.EQUAL: "exactly",
    Op.ABOUT: "about",
    Op.RANGE: "within",
}

VERDICT_MEANINGS = {
    Verdict.MET: "The reports give a figure, a stage or a plain statement that satisfies the target.",
    Verdict.UNMET: "The reports give a figure, a stage or a plain statement that does not satisfy the target.",
    Verdict.UNVERIFIABLE: (
        "Nothing in the reports decides it. That is no verdict against anybody: it counts neither way."
    ),
}


@dataclass(frozen=True, slots=True)
class ReasonWords:
    """A reason code for people: its name, what it means, and what a reviewer can do about it."""

    name: str
    meaning: str
    advice: str = ""


REASONS = {
    Reason.VALUE_MEETS: ReasonWords(
        "The figure meets the target",
        "A figure for the same indicator, measure, scope and period satisfies the target.",
    ),
    Reason.STAGE_REACHED: ReasonWords(
        "The stage was reached", "The report says that the work reached that stage or a later one."
    ),
    Reason.COMPARISON_HOLDS: ReasonWords(
        "The comparison holds",
        "Both figures of the comparison are reported and it holds, or the report itself says that it does.",
    ),
    Reason.REPORTED_DONE: ReasonWords(
        "Reported as done", "Without a figure, but the report says of this very target that it was reached."
    ),
    Reason.VALUE_FALLS_SHORT: ReasonWords(
        "The figure falls short",
        "A figure for the same indicator, measure, scope and period does not satisfy the target.",
    ),
    Reason.STAGE_NOT_REACHED: ReasonWords(
        "The stage was not reached", "The report places the work at an earlier stage."
    ),
    Reason.COMPARISON_FAILS: ReasonWords(
        "The comparison fails", "Both figures of the comparison are reported, and it does not hold."
    ),
    Reason.REPORTED_NOT_DONE: ReasonWords("Reported as not done", "The report itself says that this was not done."),
    Reason.DIFFERENT_MEASURE: ReasonWords(
        "Another measure",
        "A figure is given, but in another measure, scope or period: a level for a growth target, eleven months for a"
        " year.",
        "Ask the responsible office for the figure in the target's own measure, or look for a bulletin that has it.",
    ),
    Reason.CONFLICTING: ReasonWords(
        "Reports disagree",
        "Reports, or two places of one report, disagree across the target.",
        "Find out which figure is final (the statistics bulletin, as a rule) and record the decision.",
    ),
    Reason.NO_FIGURE: ReasonWords(
        "Spoken of, without a figure",
        "The report speaks of it, but gives no figure, no stage and no claim that it was reached.",
        "Ask the responsible office for a figure or for how far the work is.",
    ),
    Reason.NOT_REPORTED: ReasonWords(
        "Not reported",
        "Nothing in the reports speaks of it.",
        "Look for another report (bulletin, office's own account), or ask the responsible office.",
    ),
    Reason.WITHDRAWN: ReasonWords(
        "The task was dropped",
        "The report says that the task itself was dropped or replaced, and tells no result of it.",
    ),
    Reason.NOT_DUE: ReasonWords(
        "Not due yet",
        "Its due date lies after the period that the reports cover.",
        "Nothing to do before it is due.",
    ),
    Reason.NOT_MEASURABLE: ReasonWords(
        "Nothing to measure",
        "The commitment names nothing that could be measured.",
        "A person can decide it, with the reason in the review columns.",
    ),
}
"""In the order in which a reviewer goes through them: what is nearest to a decision first."""

DIFFERENCES = {
    Difference.NAME: "the name",
    Difference.MEASURE: "the measure",
    Difference.UNIT: "the unit",
    Difference.SCOPE: "the scope",
    Difference.PERIOD: "the period",
    Difference.TENSE: "a plan, not a result",
    Difference.LOCALITY: "the locality",
}

KINDS = {
    Kind.BULLETIN: "Statistics bulletin",
    Kind.OBSERVATIONS: "Transcribed by hand",
    Kind.REPORT: "Report",
}


def verdict_word(verdict: Verdict, lang: str) -> str:
    """完成, 未完成 or 无法核实."""
    return say(lang, VERDICTS[verdict])


def reason_word(reason: Reason | None, lang: str) -> str:
    """A reason's name; empty for none."""
    return "" if reason is None else say(lang, REASONS[reason].name)


def light_word(light: Light | None, lang: str) -> str:
    """``▲ 滞后``; empty for none."""
    return "" if light is None else f"{LIGHT_SIGNS[light]} {say(lang, LIGHTS[light])}"


def light_rule(lights: Lights, lang: str) -> str:
    """The rule of the lights with the thresholds in force, in a sentence."""
    return say(
        lang,
        "Lights stand beside the verdict and never change it. Done: met. Overdue: the day has come, and a report says"
        " that it is not reached, or was only later. Behind: an amount lacks over {behind} against the time gone, a"
        " rate is over {points} points short and beyond the tolerance of ~, or a work has not begun when {begun} of its"
        " time has gone. Due soon: within {days} days. No word: no report tells how far it is.",
        behind=percent(lights.behind, lang),
        points=plain(lights.points),
        begun=percent(lights.begun, lang),
        days=lights.due_soon,
    )


def late_text(late: Late | None, lang: str) -> str:
    """What was reached after its day, and when; empty for none."""
    if late is None:
        return ""
    return say(lang, "reached {reached}, due {due}", reached=late.reached, due=late.due.isoformat())


def plain(number: Decimal) -> str:
    """Without exponent and without zeros at the end: ``1E+4`` is 10000, ``6.50`` is 6.5."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def amount(value: Decimal, unit: str, lang: str) -> str:
    """The number and its unit as people write them, exactly: 299300 亩 is 29.93万亩, in English 299,300 亩."""
    if lang == "zh" and "%" not in unit and "百分点" not in unit:
        for scale, word in ((100_000_000, "亿"), (10_000, "万")):
            if abs(value) >= scale and len(plain(scaled := value / scale).partition(".")[2]) <= 4:
                return f"{plain(scaled)}{word}{unit}"
    number = plain(value)
    if lang == "en" and abs(value) >= 10_000:
        whole, dot, rest = number.partition(".")
        number = f"{int(whole):,}{dot}{rest}"
    return f"{number}{unit}" if lang == "zh" or unit == "%" else f"{number} {unit}".rstrip()


def value_text(value: Value, lang: str) -> str:
    """An amount, or both ends of a range."""
    text = amount(value.value, value.unit, lang)
    return text if value.high is None else f"{text}–{amount(value.high, value.unit, lang)}"


def actual_text(actual: Actual | None, lang: str) -> str:
    """What was reported, in the target's unit: ``4233亩``, ``在建``, ``5.2% | 4.8%``; empty where nothing was found."""
    match actual:
        case None:
            return ""
        case Stage():
            return str(actual.value)
        case Pair():
            return f"{value_text(actual.left, lang)} | {value_text(actual.right, lang)}"
        case Value():
            return value_text(actual, lang)


def percent(share: Decimal | None, lang: str) -> str:
    """``98.7%``, halves rounded up; a dash where there is no share."""
    if share is None:
        return "—"
    return f"{plain(hundredths(share, 3) * 100)}%"


def hundredths(share: Decimal, places: int = 4) -> Decimal:
    """A share rounded half up to so many decimals."""
    from decimal import ROUND_HALF_UP

    return share.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def target_text(result: TargetResult) -> str:
    """The target as one line of the format; empty where the commitment names nothing measurable."""
    return "" if result.target is None else result.target.written


def progress_text(result: TargetResult, lang: str) -> str:
    """Progress against elapsed time, in words; empty where the period was over."""
    progress = result.progress
    if progress is None:
        return ""
    if progress.done is not None:
        return say(
            lang,
            "{done} done when {elapsed} of the time had passed",
            done=percent(progress.done, lang),
            elapsed=percent(progress.elapsed, lang),
        )
    if progress.points is not None:
        sign = "+" if progress.points >= 0 else ""
        return say(
            lang,
            "{points} points off the target when {elapsed} of the time had passed",
            points=f"{sign}{plain(progress.points)}",
            elapsed=percent(progress.elapsed, lang),
        )
    return ""


def outcome_text(result: TargetResult, lang: str) -> str:
    """What came of a target, on one line: the comparison written out, or what was found, or why nothing decides."""
    found = result.comparison or actual_text(shown_actual(result), lang)
    line = found or reason_word(result.reason, lang)
    if result.provisional:
        line = say(lang, "{line} (provisional)", line=line)
    extra = [text for text in (progress_text(result, lang), late_text(result.late, lang)) if text]
    return ("；" if lang == "zh" else "; ").join([line, *extra])


def place_text(evidence: Evidence, lang: str) -> str:
    """Where a quote stands: report (its title, else its file's name), section, page; an observation's own source."""
    parts = [evidence.title or PurePath(evidence.report).name]
    if evidence.source is not None:
        parts = [" ".join(part for part in (evidence.source.title, evidence.source.date) if part)]
    if evidence.section:
        parts.append(evidence.section)
    if evidence.page is not None:
        parts.append(say(lang, "p. {page}", page=evidence.page))
    return (" · ").join(parts)


def differs_text(differs: Iterable[Difference], lang: str) -> str:
    """What differs, in words."""
    return ("、" if lang == "zh" else ", ").join(say(lang, DIFFERENCES[each]) for each in differs)


def date_text(day: date | None) -> str:
    """YYYY-MM-DD; empty for none."""
    return "" if day is None else day.isoformat()
