"""The commitments of one plan: what each of its stretches asks for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from tracker.model import (
    DraftCommitment,
    DraftTarget,
    FigureTarget,
    Message,
    Observation,
    Reading,
    Sentence,
    Stage,
    Target,
    Tense,
    replace,
)
from tracker.understand.plans.comparisons import find_comparisons, find_worded, product_name
from tracker.understand.plans.descriptive import looking_back
from tracker.understand.plans.dues import due_behind, find_due, with_day
from tracker.understand.plans.figure_places import place_figures
from tracker.understand.plans.figure_targets import FoundFigure
from tracker.understand.plans.figures import find_figures
from tracker.understand.plans.frame import PlanFrame, is_wide
from tracker.understand.plans.items import Item
from tracker.understand.plans.phrases import CLAUSE, construction, words_of
from tracker.understand.plans.pieces import Outside, asks_for_works, by_clause, joined
from tracker.understand.plans.task_tables import lines_of, names_of_offices, told_by_labels, without_offices
from tracker.understand.plans.titles import area_of, title_of
from tracker.understand.plans.work_targets import milestone_of
from tracker.understand.plans.work_words import Verb, stage_alone
from tracker.understand.plans.works import FoundWork, find_works
from tracker.words.normal import Squeezed, squeeze

_GOALS = "主要预期目标"
"""The group of the goals."""
_LONGEST = 4000
"""Characters of a sentence; what is longer is none, and would take long to look through."""
_A_LINE = 20
"""Characters of a line that heads an item; a longer one may be a sentence cut at the page's edge."""
_COUNTED = Message("its clause counts it among others")
_A_WORK = 18
"""Characters from which a heading is a work that is named in full, and asked for too."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence inside a commitment's bounds."""

    squeezed: Squeezed
    observations: tuple[Observation, ...]
    tense: Tense


class Drafter:
    """What every commitment of one plan is read with."""

    def __init__(self, reading: Reading, folded: str, frame: PlanFrame) -> None:
        self.reading = reading
        self.folded = folded
        self.frame = frame
        self.product = product_name(folded)
        self.wide = is_wide(frame.locality)
        self.sentences: Sequence[Sentence] = reading.sentences
        self.figures = sorted(
            (each for each in reading.observations if each.value is not None and each.number_start is not None),
            key=lambda each: each.number_start or 0,
        )
        self.numbers = [each.number_start or 0 for each in self.figures]
        self.ends = [each.end for each in self.sentences]

    def items(self, items: list[Item]) -> Iterator[DraftCommitment]:
        """The numbered commitments; unnumbered stretches that ask for nothing are dropped, the rest counted anew."""
        counts: Counter[str] = Counter()
        for each in items:
            item = self._labelled(each)
            targets = list(self._targets(self._stretches(item), item.heading, works=True))
            targets += self._staged_title(item)
            if not targets and item.numbered:
                targets = list(self._named_work(item))
            if not item.numbered and not targets and not self._keeps(item):
                continue
            text = "".join(self.reading.document.text[item.start : item.end].split())
            id_ = item.id
            if isinstance(id_, str) or not item.numbered:
                group = id_.split(".")[0] if isinstance(id_, str) else ""
                counts[group] += 1
                id_ = f"{group}.{counts[group]}" if group else counts[group]
            area = area_of(item.area) if item.area else None
            title = title_of(item.heading, targets, text.lstrip("。，"), area)
            own, day = with_day(targets, item.due, self.frame.period)
            yield DraftCommitment(id_, title, item.start, item.end, area, item.owner, day, own, item.helpers, item.lead)

    def _stretches(self, item: Item) -> list[tuple[int, int]]:
        """What of an item is read by itself: the cells of a row, or a short line that heads it and what is below."""
        if item.cells:
            return [line for cell in item.cells for line in lines_of(self.folded, *cell)]
        text = self.folded[item.start : item.end]
        line = text.lstrip().split("\n")[0].rstrip()
        behind = item.start + text.index(line) + len(line)
        if not item.numbered or len(line) > _A_LINE or line[-1:] in "，。；：、！" or not text.strip()[len(line) :]:
            return [(item.start, item.end)]
        return [(item.start, behind), (behind, item.end)]

    def _staged_title(self, item: Item) -> Iterator[DraftTarget]:
        """What a cell of a stage alone (主体封顶, 开工建设) asks of the work that the row's title names."""
        for start, end in item.cells if item.heading else ():
            piece = squeeze(self.folded, start, end)
            for clause in CLAUSE.finditer(piece.text):
                word = stage_alone(clause[0])
                target = None if word is None else milestone_of(item.heading, None, word, "")
                if target is not None:
                    yield DraftTarget(target, *piece.span(*clause.span()), ())
                if word is None:
                    break

    def _named_work(self, item: Item) -> Iterator[DraftTarget]:
        """The work that is all an item says: 城西幼儿园工程; without a verb it is to be built."""
        piece = squeeze(self.folded, item.start, item.end)
        name = piece.text.strip("。；，、")
        if re.search(r"[，。；：\d]", name) or not construction("work at end").search(name):
            return
        target = milestone_of(name, Verb("完成", Stage.BUILT, 0), None, "")
        if target is not None:
            start, end = piece.span(0, len(name))
            yield DraftTarget(target, start, end, (Message("no word of a stage; it is read as one to be built"),))

    def _labelled(self, item: Item) -> Item:
        """An item with what it tells of itself behind labels, where no column does."""
        told = told_by_labels(self.folded[item.start : item.end]) if item.owner is None else {}
        if not told:
            return item
        return replace(
            item,
            owner=told.get("owner"),
            due=item.due or told.get("due", ""),
            helpers=item.helpers or names_of_offices(told.get("helpers", "")),
            lead=item.lead or told.get("lead"),
        )

    def _keeps(self, item: Item) -> bool:
        """A run-in heading makes a commitment even where nothing can be measured, speeches to the assembly don't."""
        if not item.heading or item.heading in self.frame.source.title:
            return False
        return not construction("speech to the house").match(item.heading)

    def headline(self, outside: list[Outside]) -> Iterator[DraftCommitment]:
        """Goals, totals and the parts without numbers: 0.1, 0.2 … in the order of the text."""
        count = 0
        for start, end, heading in joined(outside):
            if construction("how to work").search(heading):
                continue
            named = area_of(heading) if heading else None
            for one, two, goals in self._headline_pieces(start, end, heading):
                works = asks_for_works(heading) and not goals
                targets = list(self._targets([(one, two)], "", works=works, goals=goals))
                area = _GOALS if goals else named
                for group in by_clause(targets, self.folded) if goals else filter(None, [targets]):
                    count += 1
                    title = title_of("", group, "", named if heading else area)
                    bounds = group[0].start, group[-1].end
                    yield DraftCommitment(f"0.{count}", title, *bounds, area, None, None, tuple(group))

    def _headline_pieces(self, start: int, end: int, heading: str) -> Iterator[tuple[int, int, bool]]:
        """The sentences that set goals, each for itself; the rest of a titled part as one."""
        rest: list[tuple[int, int]] = []
        goal_period = False
        for sentence in self._sentences(start, end):
            one, two = max(start, sentence.start), min(end, sentence.end)
            if one >= two:
                continue
            text = "".join(self.folded[one:two].split())
            figures = bisect_left(self.numbers, two) - bisect_left(self.numbers, one)
            named = words_of("goal words").search(text) or "目标" in heading
            if (named and (figures or "：" in text)) or (goal_period and figures):
                goal_period = True
                if rest and heading:
                    yield rest[0][0], rest[-1][1], False
                rest = []
                yield one, two, True
            else:
                goal_period = goal_period and not rest
                rest.append((one, two))
        if rest:
            yield rest[0][0], rest[-1][1], False

    def _sentences(self, start: int, end: int) -> Iterator[Sentence]:
        """The sentences that reach into a stretch."""
        for sentence in islice(self.sentences, bisect_right(self.ends, start), None):
            if sentence.start >= end:
                return
            yield sentence

    def _pieces(self, start: int, end: int) -> Iterator[_Piece]:
        for sentence in self._sentences(start, end):
            one, two = max(start, sentence.start), min(end, sentence.end)
            if one >= two or self._looks_back(sentence, one, two):
                continue
            squeezed = without_offices(squeeze(self.folded, one, two))
            if not squeezed.text.strip("。，；：！") or len(squeezed.text) > _LONGEST:
                continue
            own = tuple(self.figures[bisect_left(self.numbers, one) : bisect_left(self.numbers, two)])
            yield _Piece(squeezed, own, sentence.tense)

    def _looks_back(self, sentence: Sentence, start: int, end: int) -> bool:
        """A sentence about what was done, which its own words say: 上半年 alone may well be the plan's."""
        if sentence.tense is not Tense.PAST or not self._marked(start):
            return False
        head = "".join(self.folded[start:end].split())
        year = self.frame.period.first_year
        years = [int(found) for found in construction("any year").findall(head[:24])]
        return construction("looks back").search(head) is not None or any(each < year for each in years)

    def _marked(self, at: int) -> bool:
        """Whether a place stands in a part that a heading marks as the plan: only there a sentence's tense counts."""
        return next((each.marked for each in self.frame.stretches if each.start <= at < each.end), True)

    def _targets(
        self, stretches: Sequence[tuple[int, int]], heading: str, *, works: bool, goals: bool = False
    ) -> Iterator[DraftTarget]:
        """Everything that a stretch asks for, in its order, each once."""
        seen: set[str] = set()
        for piece in (piece for start, end in stretches for piece in self._pieces(start, end)):
            found = sorted(self._of_sentence(piece, heading, works, goals), key=lambda each: (each.start, each.end))
            for each in found:
                if each.target.written not in seen:
                    seen.add(each.target.written)
                    yield each

    def _of_sentence(self, piece: _Piece, heading: str, works: bool, goals: bool) -> Iterator[DraftTarget]:
        text = piece.squeezed.text
        is_heading = bool(heading) and len(heading) < _A_WORK and text.rstrip("。！：") == heading
        placed = place_figures(piece.squeezed, piece.observations)
        back = looking_back(text, self.frame.period.first_year)
        figures = [*find_figures(text, placed, heading), *find_worded(text)]
        figures = [each for each in figures if not _within(back, each.start)]
        used = [each.clause for each in figures]
        for each in figures:
            yield self._draft(piece, each.target, each.start, each.end, each.clause, each.doubts)
        for comparison in find_comparisons(text, goals, self.product, used):
            clause = (comparison.start, comparison.end)
            doubts = (
                (Message("协调 is read as about the same"),)
                if "协调" in text[comparison.start : comparison.end]
                else ()
            )
            yield self._draft(piece, comparison.target, comparison.start, comparison.end, clause, doubts)
        if works and not is_heading:
            numbers = [(each.number, each.number + 1) for each in figures if each.number >= 0]
            for work in find_works(text, numbers, wide=self.wide):
                if _within(back, work.start):
                    continue
                counted = (_COUNTED,) if any(_holds(each, work) for each in figures) else ()
                yield self._draft(piece, work.target, work.start, work.end, work.clause, (*work.doubts, *counted))

    def _draft(
        self, piece: _Piece, target: Target, start: int, end: int, clause: tuple[int, int], doubts: tuple[Message, ...]
    ) -> DraftTarget:
        due = find_due(piece.squeezed.text, clause, self.frame.period)
        if due is None and isinstance(target, FigureTarget):
            behind = due_behind(piece.squeezed.text, clause[1] + 1, self.frame.period)
            due = None if behind is None else (behind, False)
        if due is not None and due[0] != self.frame.period.last_day:
            target = replace(target, due=due[0])
            if due[1]:
                doubts = (*doubts, Message("the day is counted from a number of years"))
        one, two = piece.squeezed.span(start, max(start + 1, end))
        return DraftTarget(target, one, two, doubts)


def _holds(figure: FoundFigure, work: FoundWork) -> bool:
    """Whether a work is but a part of what its clause counts: 新建|助老餐厅|和助餐点1000个."""
    inside = figure.clause[0] <= work.start < figure.clause[1]
    return inside and work.target.milestone in figure.target.indicator


def _within(spans: list[tuple[int, int]], at: int) -> bool:
    return any(start <= at < end for start, end in spans)
