"""How a target is read, in words: what the hover of an editor says."""

from __future__ import annotations

from decimal import Decimal

from tracker.model import (
    Better,
    ComparisonTarget,
    FigureTarget,
    Measure,
    Message,
    MilestoneTarget,
    Named,
    Op,
    Period,
    Stage,
    Target,
)
from tracker.words.lexicon import load
from tracker.words.messages import say, translate
from tracker.words.units import find_unit, units

_AMOUNTS = {
    Op.AT_LEAST: Message("at least {amount}"),
    Op.AT_MOST: Message("at most {amount}"),
    Op.MORE: Message("more than {amount}"),
    Op.LESS: Message("less than {amount}"),
    Op.EQUAL: Message("exactly {amount}"),
}
_READINGS_OF = {
    Measure.LEVEL: "{amount} of {name}, the amount of {period} itself",
    Measure.GROWTH: "{name} grows by {amount} on the year before, in {period}",
    Measure.CHANGE: "{name} rises by {amount}, in {period}",
    Measure.FALL: "{name} falls by {amount}, in {period}",
}
_SIDES = {
    Measure.LEVEL: Message("the amount of {name}"),
    Measure.GROWTH: Message("the growth of {name}"),
    Measure.CHANGE: Message("the rise of {name}"),
    Measure.FALL: Message("the fall of {name}"),
}
_COMPARISONS = {
    Op.AT_LEAST: "{left} is at least {right}, in {period}; both as reported",
    Op.AT_MOST: "{left} is at most {right}, in {period}; both as reported",
    Op.MORE: "{left} is more than {right}, in {period}; both as reported",
    Op.LESS: "{left} is less than {right}, in {period}; both as reported",
    Op.EQUAL: "{left} equals {right}, in {period}; both as reported",
    Op.ABOUT: "{left} is about {right}, in {period}; both as reported",
}
STAGES = {
    Stage.PLANNED: Message("planned"),
    Stage.PREPARED: Message("prepared"),
    Stage.STARTED: Message("started"),
    Stage.UNDER_WAY: Message("under way"),
    Stage.BUILT: Message("built"),
    Stage.IN_USE: Message("in use"),
    Stage.AWARDED: Message("awarded"),
}


def describe(target: Target, period: Period, lang: str) -> str:
    """A target in a sentence: ``at least 5 处 of 新建停车场, the amount of 2022 itself``."""
    if isinstance(target, MilestoneTarget):
        return _milestone(target, lang)
    if isinstance(target, ComparisonTarget):
        left, right = _side(Named(target.indicator, target.measure), lang), _side(target.than, lang)
        return say(lang, _COMPARISONS[target.op], left=left, right=right, period=period)
    text = _READINGS_OF[target.measure]
    return say(
        lang, text, amount=_amount(target, lang), name=_scoped(target.indicator, target.scope, lang), period=period
    )


def _scoped(name: str, scope: str | None, lang: str) -> str:
    return name if scope is None else say(lang, "{name} ({scope} alone)", name=name, scope=scope)


def _side(side: Named, lang: str) -> str:
    return translate(Message(_SIDES[side.measure].text, {"name": side.indicator}), lang)


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _amount(target: FigureTarget, lang: str) -> str:
    unit = target.shown_unit or target.unit
    value = _number(target.shown(target.value))
    higher = target.better is Better.HIGHER
    if target.op is Op.RANGE and target.high is not None:
        high = _number(target.shown(target.high))
        text = "{low} to {high} {unit}, or more" if higher else "{low} to {high} {unit}, or less"
        return say(lang, text, low=value, high=high, unit=unit)
    if target.op is Op.ABOUT:
        share = target.value * target.tolerance
        bound = _number(target.shown(target.value - share if higher else target.value + share))
        text = "about {value} {unit} ({bound} or more)" if higher else "about {value} {unit} ({bound} or less)"
        return say(lang, text, value=value, unit=unit, bound=bound)
    return translate(Message(_AMOUNTS[target.op].text, {"amount": f"{value} {unit}"}), lang)


def _milestone(target: MilestoneTarget, lang: str) -> str:
    name = _scoped(target.milestone, target.scope, lang)
    if target.stage is Stage.AWARDED:
        return say(lang, "{name} has been awarded: 获评, 获批, 创建成功, 通过验收 …", name=name)
    later = [each for each in Stage if each.rank is not None and each.rank > (target.stage.rank or 0)]
    text = "{name} has reached {stage} ({meaning})"
    if later:
        text = "{name} has reached {stage} ({meaning}), or a later stage: {later}"
    return say(lang, text, name=name, stage=target.stage.value, meaning=STAGES[target.stage], later=", ".join(later))


def notes_on(target: Target, lang: str) -> list[str]:
    """What else the lexicon and the file know of a target: other names, units that convert, the day."""
    notes = []
    name = target.milestone if isinstance(target, MilestoneTarget) else target.indicator
    others = list(dict.fromkeys([*target.aliases, *synonyms(name)]))[:MOST]
    if others:
        notes.append(say(lang, "also called {names}", names="、".join(others)))
    if isinstance(target, MilestoneTarget):
        words = stage_synonyms(target.stage)[:MOST]
        notes.append(say(lang, "words that tell this stage: {words}", words="、".join(words)))
    if isinstance(target, FigureTarget):
        alike = units_alike(target.unit)[:MOST]
        if alike:
            notes.append(say(lang, "figures in {units} are converted", units="、".join(alike)))
        if target.scale != 1:
            notes.append(say(lang, "that is {amount}", amount=f"{_number(target.value)} {target.unit}"))
    if target.due is not None:
        notes.append(say(lang, "due on {day}", day=target.due.isoformat()))
    return notes


MOST = 8
"""Names that are shown; a hover is no dictionary."""


def synonyms(name: str) -> list[str]:
    """Other writings of a name by the lexicon's groups, the longest word that it holds first."""
    found: list[str] = []
    for group in load("names")["same"]:
        held = max((each for each in group if each in name), key=len, default=None)
        if held is not None:
            found += [name.replace(held, each) for each in group if each != held and each not in name]
    return list(dict.fromkeys(found))


def stage_synonyms(stage: Stage) -> list[str]:
    """Words that tell a stage, those of works before those of documents."""
    data = load("stages")
    if stage is Stage.AWARDED:
        return list(data["awarded"])
    return list(dict.fromkeys([*data["works"].get(stage.value, ()), *data["documents"].get(stage.value, ())]))


def units_alike(unit: str) -> list[str]:
    """Other units of the same kind, or counting words for the same things."""
    own = find_unit(unit)
    if own is None:
        return []
    if own.kind is not None:
        return [each.name for each in units().values() if each.kind == own.kind and each.name != unit]
    return [each.name for each in units().values() if each.name != unit and own.groups & each.groups]
