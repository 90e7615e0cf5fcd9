"""Readings made searchable: character bigrams of the canonical names, so that cost grows with the sum, not the product.

(shared/measurements: bigrams retrieve better than words, and need no library.)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import log
from typing import NamedTuple

from tracker.match.slots import Slots, by_item, canonical, take_apart, without_place
from tracker.model import Clause, Observation, Reading, Sentence, Tense
from tracker.words.indicators import pointing_back
from tracker.words.normal import last_of, said


@dataclass(frozen=True, slots=True)
class Entry:
    """An observation of one reading, with its name taken apart."""

    reading: Reading
    observation: Observation
    name: Slots
    own: Slots  # without a verb that it takes over from the item before: 新建停车场7处，公交港湾18处
    around: str  # canonical text before it in the sentence: fills what an elliptic name leaves out
    here: str  # of that text, what stands in the clause of its name
    letters: frozenset[str]  # of its name and all that may fill it


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence about the past, in canonical form."""

    number: int
    reading: Reading
    sentence: Sentence
    text: str


class Words(NamedTuple):
    """A clause of a sentence about the past, and its canonical text item by item."""

    clause: Clause
    text: str
    before: str  # that of the clause before it
    letters: frozenset[str]


def bigrams(text: str) -> set[str]:
    """The pairs of neighbouring characters; a text of one character is its own."""
    return {text[i : i + 2] for i in range(len(text) - 1)} or {text}


@dataclass(slots=True)
class _Grams:
    """An inverted index with idf weights."""

    texts: list[str]
    lists: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for number, text in enumerate(self.texts):
            for gram in bigrams(text):
                self.lists[gram].append(number)

    def search(self, queries: Iterable[str], limit: int) -> list[int]:
        """The numbers of the texts nearest to any of the queries, best first; ties in the texts' order."""
        scores: dict[int, float] = {}
        for query in queries:
            own = self._scores(query)
            if scores:
                for number, score in own.items():
                    if score > scores.get(number, 0):
                        scores[number] = score
            else:
                scores = own
        if len(scores) > limit:  # most are far from all: only those that stand a chance are put in order
            least = sorted(scores.values(), reverse=True)[limit - 1]
            level = sorted(number for number, score in scores.items() if score == least)
            scores = {number: score for number, score in scores.items() if score > least}
            scores.update(dict.fromkeys(level[: limit - len(scores)], least))
        return sorted(scores, key=lambda number: (-scores[number], number))

    def _scores(self, query: str) -> dict[int, float]:
        """How near each text is that shares a pair of characters with the query."""
        scores: dict[int, float] = defaultdict(float)
        total = len(self.texts) + 1
        # in one order on every machine, since a sum of fractions depends on it: ties would fall otherwise
        for gram in sorted(bigrams(query)):
            listed = self.lists.get(gram, ())
            weight = log(total / len(listed)) if listed else 0.0
            for number in listed:
                scores[number] += weight
        return scores


class Corpus:
    """All readings that may answer one targets file."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.readings = tuple(readings)
        self.figures: list[Entry] = []
        self.milestones: list[Entry] = []
        self.told: list[Told] = []
        for reading in readings:
            for observation in reading.observations:
                entry = _entry(reading, observation)
                (self.figures if observation.milestone is None else self.milestones).append(entry)
            for sentence in reading.sentences:
                if sentence.tense is Tense.PAST and not reading.document.observations:
                    text = canonical(said(reading.normal, sentence.start, sentence.end))
                    self.told.append(Told(len(self.told), reading, sentence, text))
        self._figures = _Grams([entry.name.text for entry in self.figures])
        self._milestones = _Grams([entry.around + entry.name.text for entry in self.milestones])
        self._clauses: dict[int, tuple[Words, ...]] = {}
        self._told = _Grams([told.text for told in self.told])

    def called(self, *names: str) -> tuple[str, ...]:
        """The names, and what they are without the reports' own place at their front: 市北区|新建公厕."""
        places = {reading.locality: None for reading in self.readings}
        bare = (without_place(name, own) for name in names for own in places)
        return tuple(dict.fromkeys((*names, *bare)))

    def find_figures(self, names: Iterable[str], limit: int = 60) -> list[Entry]:
        """The figures whose names are nearest to any of the names (canonical), best first."""
        return [self.figures[number] for number in self._figures.search(names, limit)]

    def find_milestones(self, names: Iterable[str], limit: int = 40) -> list[Entry]:
        """The milestones whose clauses are nearest to any of the names, best first."""
        return [self.milestones[number] for number in self._milestones.search(names, limit)]

    def clauses_of(self, told: Told) -> tuple[Words, ...]:
        """The clauses of a sentence, cut once for all targets."""
        if told.number not in self._clauses:
            self._clauses[told.number] = tuple(_words(told))
        return self._clauses[told.number]

    def find_told(self, names: Iterable[str], limit: int = 20) -> list[Told]:
        """The sentences about the past that are nearest to any of the names, best first."""
        return [self.told[number] for number in self._told.search(names, limit)]


def _entry(reading: Reading, observation: Observation) -> Entry:
    pieces = [said(reading.normal, start, end) for start, end in observation.names]
    whole = without_place("".join(pieces), reading.locality) or observation.indicator or observation.milestone or ""
    own = "".join(said(reading.normal, start, end) for start, end in observation.names if start >= observation.start)
    own = without_place(own, reading.locality)
    around, here = _around(reading, observation)
    name, without_verb = take_apart(whole), take_apart(own or whole)
    around, here = canonical(around), canonical(here)
    letters = frozenset(f"{name.text}{without_verb.text}{around}{here}")
    return Entry(reading, observation, name, without_verb, around, here, letters)


def _around(reading: Reading, observation: Observation) -> tuple[str, str]:
    """What stands before a figure and may fill its name; and what of it stands in the clause of its name."""
    first = min([observation.start, *(start for start, _ in observation.names)])
    clause = last_of("，；。,;", reading.normal, 0, first + 1) + 1
    pieces = [(said(reading.normal, start, end), start >= clause) for start, end in observation.inherited]
    back = pointing_back(reading.normal, first, max(first, observation.end)) is not None  # 此项支出 is of all before it
    return "".join(piece for piece, _ in pieces), "".join(piece for piece, near in pieces if near or back)


def _words(told: Told) -> Iterator[Words]:
    before = ""
    for clause in told.sentence.clauses:
        # item by item, since the marks of a list matter to what a claim speaks of
        text = by_item(said(told.reading.normal, clause.start, clause.end))
        if text:
            yield Words(clause, text, before, frozenset(text))
            before = text
