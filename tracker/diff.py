"""Two answers compared: which verdicts changed, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tracker.model import Light, Message, Reason, Verdict
from tracker.write.scorecard_words import LIGHTS, REASONS

Key = tuple[str, str, str]  # locality, period, id


@dataclass(frozen=True, slots=True)
class TargetAnswer:
    """What an answer says of one target."""

    target: str
    verdict: str
    reason: str
    actual: str


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
        """Met now and not before, or decided now, or a better light under the same verdict."""
        if self.old is None or self.new is None or self.is_regression:
            return False
        if self.old.verdict is not self.new.verdict:
            return self.new.verdict is Verdict.MET or self.old.verdict is Verdict.UNVERIFIABLE
        return _worse_light(self.new, self.old)

    @property
    def fell_back(self) -> bool:
        """For the worse: a regression, or a worse light under the same verdict."""
        if self.is_regression or self.old is None or self.new is None:
            return self.is_regression
        return self.old.verdict is self.new.verdict and _worse_light(self.old, self.new)

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


def _worse_light(before: Answer, after: Answer) -> bool:
    """Whether the light is of more concern than it was; where one of the two has none, nobody can say."""
    order = list(Light)
    return before.light is not None and after.light is not None and order.index(after.light) > order.index(before.light)


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
    )


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
    """Every commitment whose verdict, or that of one of its targets, differs: in the order of the new answer."""
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
