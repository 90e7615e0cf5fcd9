"""Twins to verdicts: several of one report share a text where they touch different sentences of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.twins.changes import sample_of, twins_of
from tests.twins.pairs import Label, Pair, held, load_pairs
from tests.twins.twin import CONTROL, Twin
from tracker.judge import judge_target
from tracker.match import Corpus, match_target
from tracker.model import Document, Reading, TargetResult
from tracker.understand import understand

FLOORS = Path(__file__).with_name("floors.json")
"""Shares of the sample that may not fall: ``python -m tests.twins --raise`` writes them."""


@dataclass(frozen=True)
class Judged:
    twin: Twin
    result: TargetResult
    text: str

    @property
    def right(self) -> bool:
        """One of the verdicts that may follow; and never a plan for evidence."""
        planted = [each.new for each in self.twin.edits if each.new] if self.twin.kind == "planned" else []
        quoted = any(each.quote in sentence for each in self.result.evidence for sentence in planted)
        return self.result.verdict in self.twin.right and not quoted

    @property
    def sharp(self) -> bool:
        return self.result.verdict == self.twin.best


def judge(pair: Pair, label: Label, reading: Reading, corpus: Corpus) -> TargetResult:
    assert label.target is not None
    due = label.target.due or label.commitment.due or pair.file.period.last_day
    covered = pair.reading.period.last_day if pair.reading.period is not None else None
    return judge_target(
        label.target, match_target(label.target, pair.file.period, corpus), due, covered, pair.file.period
    )


def judge_twins(pair: Pair, twins: Iterable[Twin]) -> Iterator[Judged]:
    for group in _groups(twins):
        text = altered(pair.text, group)
        reading = understand(Document(pair.path, text))
        corpus = Corpus([reading])
        for twin in group:
            yield Judged(twin, judge(pair, twin.label, reading, corpus), text)


def _groups(twins: Iterable[Twin]) -> list[list[Twin]]:
    """Twins that may stand in one text: of one kind, of different targets, and none disturbs another."""
    groups: list[list[Twin]] = []
    for twin in twins:
        for group in groups:
            if group[0].kind == twin.kind and not any(_disturb(twin, other) for other in group):
                group.append(twin)
                break
        else:
            groups.append([twin])
    return groups


def _disturb(one: Twin, two: Twin) -> bool:
    """Whether one changes what the other rests on: half of its sentence, a figure beside it, or its very name.

    Both may put a new sentence in the place of the same one: then both stand there.
    """
    if one.label.id == two.label.id:
        return True
    for first, second in ((one, two), (two, one)):
        for edit in first.edits:
            if held(second.label.names, edit.new) >= 0.5:
                return True
            if any(start < edit.end and edit.start < end for start, end in second.needs):
                return True
    pairs = [(a, b) for a in one.edits for b in two.edits]
    return any(a.start < b.end and b.start < a.end and (a.start, a.end) != (b.start, b.end) for a, b in pairs)


def altered(text: str, twins: Sequence[Twin]) -> str:
    """The text with all changes made, from its end on, so that the offsets hold."""
    spans: dict[tuple[int, int], str] = {}
    for twin in twins:
        for edit in twin.edits:
            spans[edit.start, edit.end] = spans.get((edit.start, edit.end), "") + edit.new
    for (start, end), new in sorted(spans.items(), reverse=True):
        text = text[:start] + new + text[end:]
    return text


class Run:
    """Twins with their verdicts, and of each label whether its own verdict, without any change, is right."""

    def __init__(self, judged: Sequence[Judged], own: Mapping[str, bool]) -> None:
        self.judged = tuple(judged)
        self.own = own

    def kinds(self) -> dict[str, list[Judged]]:
        kinds: dict[str, list[Judged]] = {}
        for each in self.judged:
            kinds.setdefault(each.twin.kind, []).append(each)
        return kinds

    def shares(self) -> dict[str, float]:
        """Of each kind the share of right twins; "all" leaves out the control, "sharp" is the share of the sharpest."""
        kinds = self.kinds()
        every = [each for each in self.judged if each.twin.kind != CONTROL]
        return {
            **{kind: share([each.right for each in listed]) for kind, listed in kinds.items()},
            "all": share([each.right for each in every]),
            "sharp": share([each.sharp for each in every]),
        }


def share(answers: Sequence[bool]) -> float:
    return sum(answers) / max(1, len(answers))


def judge_all(*, sample: bool, words: Sequence[str] = ()) -> Run:
    """All twins of all pairs, or the sample, or those that the words choose."""
    found: list[Judged] = []
    own: dict[str, bool] = {}
    for pair in load_pairs():
        twins = sample_of(twins_of(pair)) if sample else twins_of(pair)
        twins = [each for each in twins if not words or {each.kind, each.way, pair.name, each.label.id} & set(words)]
        corpus = Corpus([pair.reading])
        for label in {twin.label.id: twin.label for twin in twins}.values():
            own[label.id] = judge(pair, label, pair.reading, corpus).verdict == label.verdict
        found.extend(judge_twins(pair, twins))
    return Run(found, own)
