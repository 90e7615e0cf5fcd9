"""Two answers compared: which verdicts changed, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from tracker.model import Light, Message, Reason, Verdict
from tracker.write.scorecard_words import LIGHTS, REASONS, hundredths, plain

Key = tuple[str, str, str]  # locality, period, id


@dataclass(frozen=True, slots=True)
class TargetAnswer:
    """What an answer says of one target."""

    target: str
    verdict: str
    reason: str
    actual: str
    done: Decimal | None = None  # the share of its amount that was done on the day, where it was not due yet

    @property
    def is_ceiling(self) -> bool:
        """Whether more is not better: at most so much."""
        return "<" in self.target

    @property
    def standing(self) -> str:
        """What was reported, else the share done; empty where neither is known."""
        return self.actual or _share(self.done)


@dataclass(frozen=True, slots=True)
class Answer:
    """What an answer says of one commitment."""

    locality: str
    period: str
    id: str
    title: str
    verdict: Verdict
    reviewed: bool
    targets: tuple[TargetAnswer, ...] = ()
    light: Light | None = None  # how it stood in the year, where the answer has it

    @property
    def key(self) -> Key:
        """By what the same commitment is known in both answers."""
        return self.locality, self.period, self.id


@dataclass(frozen=True, slots=True)
class Change:
    """A commitment of which the answers differ; ``None`` on the side that doesn't have it."""

    old: Answer | None
    new: Answer | None
    why: tuple[Message, ...] = field(default=())

    @property
    def any_side(self) -> Answer:
        """The newer answer, else the older."""
        side = self.new if self.new is not None else self.old
        assert side is not None
        return side

    @property
    def is_verdict(self) -> bool:
        """Whether the commitment's verdict changed, or it came or went."""
        return self.old is None or self.new is None or self.old.verdict is not self.new.verdict

    @property
    def is_gain(self) -> bool:
        """Met now and not before, or under the same verdict a better light, or more of it done and no worse light."""
        if self.old is None or self.new is None or self.is_regression:
            return False
        if self.old.verdict is not self.new.verdict:
            return self.new.verdict is Verdict.MET
        if _worse_light(self.old, self.new):
            return False
        return _better_light(self.old, self.new) or _moved(self.old, self.new) > 0

    @property
    def fell_back(self) -> bool:
        """For the worse: a regression, a worse light, or less of it done and no better light.

        What nobody could verify and is now found unmet fell back only where its light says so.
        """
        if self.is_regression or self.old is None or self.new is None:
            return self.is_regression
        if self.new.verdict is Verdict.MET:
            return False
        if _better_light(self.old, self.new):
            return False
        return _worse_light(self.old, self.new) or _moved(self.old, self.new) < 0

    @property
    def is_regression(self) -> bool:
        """Met before and no longer, or decided before and now unverifiable, or gone though it was met."""
        if self.old is None:
            return False
        if self.new is None:
            return self.old.verdict is Verdict.MET
        if self.old.verdict is Verdict.MET:
            return self.new.verdict is not Verdict.MET
        return self.old.verdict is Verdict.UNMET and self.new.verdict is Verdict.UNVERIFIABLE


CONCERN = {Light.DONE: 0, Light.BEHIND: 2, Light.OVERDUE: 3}
"""Of a light; 1 of the others: that a day comes near, or that nobody has told anything yet, is no step back."""


def _worse_light(before: Answer, after: Answer) -> bool:
    """Whether the light is of more concern than it was; where one of the two has none, nobody can say."""
    if before.light is None or after.light is None:
        return False
    return CONCERN.get(after.light, 1) > CONCERN.get(before.light, 1)


_SILENT = (Light.NO_WORD, Light.DUE_SOON)
"""Lights that tell nothing of how far it is."""


def _better_light(before: Answer, after: Answer) -> bool:
    """Whether the light is of less concern than it was. That nobody tells anything any more is no progress."""
    return after.light not in _SILENT and _worse_light(after, before)


def _moved(old: Answer, new: Answer) -> int:
    """1 where more of some target is done and less of none, -1 the other way, under the same verdict."""
    if old.verdict is not new.verdict:
        return 0
    before = {each.target: each.done for each in old.targets}
    signs = {
        (each.done > was) - (each.done < was)
        for each in new.targets
        if not each.is_ceiling and each.done is not None and (was := before.get(each.target)) is not None
    }
    return sum(signs)


def _share(done: Decimal | None) -> str:
    return "" if done is None else f"{plain(hundredths(done, 3) * 100)} %"


@dataclass(frozen=True, slots=True)
class Line:
    """One commitment in several answers, in their order; ``None`` where an answer doesn't have it."""

    said: tuple[Answer | None, ...]

    @property
    def last(self) -> Answer:
        """The latest answer that has it."""
        return next(each for each in reversed(self.said) if each is not None)


def history(answers: Sequence[Sequence[Answer]]) -> list[Line]:
    """Every commitment of several answers, in the order of the last and then of those before it."""
    by_key = [{each.key: each for each in one} for one in answers]
    keys = dict.fromkeys(key for held in reversed(by_key) for key in held)
    return [Line(tuple(held.get(key) for held in by_key)) for key in keys]


def answers_of_json(data: Mapping[str, Any]) -> list[Answer]:
    """The answers in ``check --format json``. Raises KeyError, TypeError or ValueError where it is something else."""
    if data["version"] != 1:
        raise ValueError(data["version"])
    return [
        Answer(
            str(each["locality"]),
            str(each["period"]),
            str(each["id"]),
            str(each["title"]),
            Verdict(each["verdict"]),
            bool(each["reviewed"]),
            tuple(map(_target_of_json, each["targets"])),
            None if each.get("light") is None else Light(each["light"]),
        )
        for each in data["results"]
    ]


def _target_of_json(data: Mapping[str, Any]) -> TargetAnswer:
    return TargetAnswer(
        str(data["target"]),
        str(Verdict(data["verdict"])),
        str(data["reason"]),
        _actual(data["actual"]),
        _done((data.get("progress") or {}).get("done")),
    )


def _done(share: object) -> Decimal | None:
    return None if share is None else Decimal(str(share))


def _actual(actual: Mapping[str, Any] | None) -> str:
    if actual is None:
        return ""
    if "stage" in actual:
        return str(actual["stage"])
    if "left" in actual:
        return f"{_actual(actual['left'])} | {_actual(actual['right'])}"
    high = f"..{actual['high']:g}" if actual.get("high") is not None else ""
    return f"{actual['value']}{high} {actual['unit']}".strip()


def compare(old: Iterable[Answer], new: Iterable[Answer]) -> list[Change]:
    """Every commitment of which the answers tell something else, or of its targets: in the order of the new answer."""
    before = {each.key: each for each in old}
    after = {each.key: each for each in new}
    changes = [_change(before.get(key), each) for key, each in after.items()]
    changes += [_change(each, None) for key, each in before.items() if key not in after]
    return [each for each in changes if each is not None]


def _change(old: Answer | None, new: Answer | None) -> Change | None:
    if old is None:
        return Change(None, new, (Message("new commitment"),))
    if new is None:
        return Change(old, None, (Message("no longer there"),))
    why = tuple(_reasons(old, new))
    if old.verdict is new.verdict and not why:
        return None
    return Change(old, new, why or (Message("the answers don't say why"),))


def _reasons(old: Answer, new: Answer) -> Iterable[Message]:
    if old.reviewed != new.reviewed:
        yield Message("a reviewer decided") if new.reviewed else Message("a reviewer's decision no longer holds")
    elif old.reviewed and old.verdict is not new.verdict:
        yield Message("a reviewer decided anew")
    unmoved = old.verdict is new.verdict
    if unmoved and old.light is not new.light and old.light is not None and new.light is not None:
        yield Message("light: {old} → {new}", {"old": Message(LIGHTS[old.light]), "new": Message(LIGHTS[new.light])})
    before: dict[str, list[TargetAnswer]] = {}
    for each in old.targets:
        before.setdefault(each.target, []).append(each)
    for each in new.targets:
        same = before.get(each.target, [])
        if not same:
            yield Message("target added: {target}", {"target": each.target})
        else:
            yield from _target_reasons(same.pop(0), each)
    for left in before.values():
        yield from (Message("target taken out: {target}", {"target": each.target}) for each in left)


def _reason(code: str) -> Message | str:
    """A reason in words; one that this version doesn't know, as it is."""
    return Message(REASONS[Reason(code)].name) if code in Reason._value2member_map_ else code


def _target_reasons(old: TargetAnswer, new: TargetAnswer) -> Iterable[Message]:
    if (old.verdict, old.reason) == (new.verdict, new.reason):
        told = {"target": new.target, "before": old.standing, "after": new.standing}
        if old.actual and new.actual and old.actual != new.actual:
            yield Message("{target}: reported {before}, now {after}", told)
        elif not old.actual and not new.actual and None is not old.done != new.done is not None:
            yield Message("{target}: {before} done, now {after}", told)
        return
    values: dict[str, object] = {
        "target": new.target,
        "old": _reason(old.reason),
        "new": _reason(new.reason),
        "before": old.actual,
        "after": new.actual,
    }
    if old.actual != new.actual and old.actual and new.actual:
        yield Message("{target}: {old} → {new}; reported {before}, now {after}", values)
    elif new.actual and not old.actual:
        yield Message("{target}: {old} → {new}; now reported: {after}", values)
    elif old.actual and not new.actual:
        yield Message("{target}: {old} → {new}; no longer reported: {before}", values)
    else:
        yield Message("{target}: {old} → {new}", values)
