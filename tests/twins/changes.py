"""The twins of a report: one of each way for each label, and the sample of them that the test takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from tests.twins.figures import figure
from tests.twins.names import other_name
from tests.twins.negations import negated
from tests.twins.pairs import Pair
from tests.twins.places import COMPARISONS, Place, decided_by_words, place_of
from tests.twins.times import other_year, planned
from tests.twins.twin import CONTROL, Twin, undecided


def restated(place: Place) -> Iterator[Twin]:
    """The deciding clause as a sentence of its own in the review: a control, for the twins that put it elsewhere."""
    label = place.label
    if not decided_by_words(place) and label.reason not in COMPARISONS:
        edits = place.replaced(place.told)
        yield Twin(CONTROL, "", label, edits, frozenset({label.verdict}), label.verdict)


def removed(place: Place) -> Iterator[Twin]:
    """Without the sentences of its evidence nothing decides."""
    yield undecided(place.label, "removed", "sentence", place.removed())


Way = Callable[[Place], Iterator[Twin]]
WAYS: tuple[Way, ...] = (restated, figure, removed, planned, negated, other_year, other_name)


def twins_of(pair: Pair) -> list[Twin]:
    """All twins of a pair, in the order of its labels."""
    places = [place for label in pair.labels if (place := place_of(pair, label)) is not None]
    return [twin for place in places for way in WAYS for twin in way(place)]


def sample_of(twins: Iterable[Twin]) -> list[Twin]:
    """One way of each kind for each label, the ways in turn: a third of the twins, all labels and all ways."""
    by_label: dict[tuple[str, str], list[Twin]] = {}
    for twin in twins:
        by_label.setdefault((twin.kind, twin.label.id), []).append(twin)
    turns: dict[str, int] = {}
    chosen = []
    for (kind, _), listed in by_label.items():
        turn = turns.get(kind, 0)
        turns[kind] = turn + 1
        chosen.append(listed[turn % len(listed)])
    return chosen
