"""The figures a plan asks for: name, operator, value and unit of each, and what only describes left out.

The parts of a count are named after the whole: 充电桩500个，其中城区150个; 新开工项目25个、竣工20个.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tracker.model import Measure, Message
from tracker.understand.plans.descriptive import is_base_of_rate, only_describes
from tracker.understand.plans.figure_lists import run_of
from tracker.understand.plans.figure_names import Names, completed_name, names_of
from tracker.understand.plans.figure_places import Figure, Place
from tracker.understand.plans.figure_targets import FoundFigure, figure_target, unit_beside, written_value
from tracker.understand.plans.phrases import (
    STOP,
    clean,
    construction,
    kept_verb,
    mask,
    opening_end,
    split_list,
    strip_joints,
    strip_openings,
    without_time,
    word_set,
    words_of,
)
from tracker.words.lexicon import load


def part_name(name: str, place: Place, told: Sequence[FoundFigure]) -> str:
    """The name of a part with the whole's noun behind it; any other name as it is. ``told``: the figures before."""
    done = construction("people").match(told[0].target.indicator) if _within(place) and told else None
    if done is not None and told[0].target.unit in ("人", "名"):
        return name if _kept(name) else name + done["what"]
    if name not in word_set("part words") and not (_within(place) and construction("told by").match(name)):
        return name
    unit = place.figure.observation.unit
    whole = next((each for each in reversed(told) if each.target.unit == unit and not _is_part(each, told)), None)
    if whole is None or unit in (None, "元", "%", "个百分点"):
        return name
    if not _within(place) and not (
        construction("verbs of work").match(name) or any(_is_part(each, told) for each in told[-1:])
    ):
        return name
    noun = construction("built").sub("", _noun(whole))
    if construction("reached").search(noun) or opening_end(noun) == len(noun):
        return name
    return f"{name.rstrip('的')}{noun}" if not noun.startswith(name) else noun


def _kept(name: str) -> bool:
    """Whether a name of a part tells by itself what is done."""
    return kept_verb(name) > 0 or construction("done for people").search(name) is not None


def _noun(found: FoundFigure) -> str:
    name = found.target.indicator
    verb = kept_verb(name)
    return name[verb:] if len(name) - verb >= 2 else name


def _within(place: Place) -> bool:
    """Whether a clause, or the bracket it stands in, tells parts: 其中…."""
    return construction("inside a part").search(place.clause_head) is not None


def _is_part(found: FoundFigure, told: Sequence[FoundFigure]) -> bool:
    """Whether a figure told was itself named after one before it."""
    name = found.target.indicator
    nouns = (_noun(each) for each in told if each is not found)
    return any(name.endswith(noun) and name[: -len(noun)] in word_set("part words") for noun in nouns)


def shared_out(called: Names, place: Place) -> list[str]:
    """国家级、省级企业3家、20家: the index-th figure of a run has the index-th of as many names."""
    names = called.names
    first, last = run_of(place)
    if first == last or called.measure is not Measure.LEVEL or construction("share of a run").search(place.clause_head):
        return names
    stem = strip_openings(strip_joints(place.text[place.clause[0] : place.figures[first].start]))
    pieces = [stem[one:two] for one, two in split_list(stem)]
    if len(pieces) != last - first + 1:
        return names
    verb = stem[: kept_verb(stem)]
    last_piece = pieces[-1]
    short = next((word for word in word_set("part words") if last_piece.startswith(word)), "")
    short = short or last_piece[: kept_verb(last_piece)]
    noun = last_piece[len(short) :]
    if not short or not noun:
        return names
    own = [*pieces[:-1], short][place.index - first].removesuffix(noun)
    return [f"{own if own.startswith(verb) or kept_verb(own) else verb + own}{noun}"]


def find_figures(text: str, figures: list[Figure], heading: str = "") -> Iterator[FoundFigure]:
    """The targets of a sentence's figures, in order."""
    if not figures:
        return
    masked = mask(text)
    brackets = (match.start(1) for match in construction("parts in brackets").finditer(text))
    stops = sorted([*(match.start() for match in STOP.finditer(masked)), *brackets])
    told: list[FoundFigure] = []
    for i, figure in enumerate(figures):
        clause_start = max((stop + 1 for stop in stops if stop < figure.start), default=0)
        clause_end = next((stop for stop in stops if stop >= figure.end), len(text))
        previous = _asking_before(text, figures, i, clause_start)
        following = _asking_behind(text, figures, i, clause_end)
        left = _left_bound(masked, clause_start, previous, figure)
        right = _right_bound(masked, figure, following, clause_end)
        place = Place(text, figures, i, (clause_start, clause_end), left, right, previous)
        for found in _of_place(place, told, heading):
            told.append(found)
            yield found


def _asking_before(text: str, figures: list[Figure], i: int, clause_start: int) -> Figure | None:
    """The figure before in the clause, past those that stand inside a name (A100兆瓦光伏、B100兆瓦光伏3个项目)."""
    for k in range(i - 1, max(-1, i - 9), -1):  # no name holds more than eight figures
        other = figures[k]
        if other.end <= clause_start:
            return None
        closes = construction("list marks").match(text[other.end :]) is not None
        if closes or not only_describes(
            text, other, clause_start if k == 0 else max(clause_start, figures[k - 1].end), figures[k + 1].start
        ):
            return other
    return None


def _asking_behind(text: str, figures: list[Figure], i: int, clause_end: int) -> Figure | None:
    """The next figure in the clause, past a number of days and the like inside a name: 学生免费|12天培训."""
    for k in range(i + 1, len(figures)):
        if figures[k].start >= clause_end:
            return None
        unit = figures[k].observation.unit
        if unit == "元" != figures[i].observation.unit and construction("behind a threshold").match(
            text, figures[k].end
        ):
            continue  # 200个|投资超亿元的项目: the threshold of what is counted
        right = figures[k + 1].start if k + 1 < len(figures) else clause_end
        if unit not in load("plans")["times"] or not only_describes(text, figures[k], figures[k - 1].end, right):
            return figures[k]
    return None


def _left_bound(masked: str, clause_start: int, previous: Figure | None, figure: Figure) -> int:
    if previous is None:
        said = construction("hoped for beside").search(masked, clause_start, figure.start)
        return clause_start if said is None else said.end()
    between = masked[previous.end : figure.start]
    separators = list(construction("separator").finditer(between))
    if not separators:
        return previous.end
    chosen = separators[0] if separators[0].start() == 0 else separators[-1]
    return previous.end + chosen.end()


def _right_bound(masked: str, figure: Figure, following: Figure | None, clause_end: int) -> int:
    if following is None:
        return clause_end
    separator = construction("separator").search(masked, figure.end, following.start)
    return following.start if separator is None else separator.start()


def _of_place(place: Place, told: list[FoundFigure], heading: str) -> Iterator[FoundFigure]:
    """The targets of one figure: one, or one for each name of a list."""
    text, figure = place.text, place.figure
    if only_describes(text, figure, place.left, place.right) or is_base_of_rate(place):
        return
    called, doubts = _called(place, told, heading)
    value, unit = written_value(text, figure)
    if unit.endswith("元"):
        unit += _by_the(place)
    counted = ""
    if figure.observation.unit is None and figure.special is None:
        counted = unit_beside(place.tail or place.head)
        unit += counted
        if not counted:
            return
    end = place.right if place.tail and not STOP.search(place.tail) else figure.end
    for name in called.names:
        if not name or len(name) > 40 or (name[0] == "(" and name[-1] == ")"):
            continue
        target = figure_target(text, name, figure, called.measure, value, unit, counted)
        if target is not None:
            span = place.left, max(figure.end, end)
            yield FoundFigure(target, *span, tuple(doubts), place.clause, figure.number_start)


def _called(place: Place, told: list[FoundFigure], heading: str) -> tuple[Names, list[Message]]:
    """How the indicators of a figure are called, with what stood before where that is needed; and what is unsure."""
    before = told[-1] if told else None
    called = names_of(place, _measure(place), before)
    doubts = [Message("one figure for each name of a list")] if len(called.names) > 1 else []
    said, measure = _grown([clean(without_time(name)) for name in shared_out(called, place)], called.measure, place)
    if before is not None and said == [""] and place.figure.observation.unit == before.target.unit == "%":
        measure = before.target.measure  # 增长6.5%以上，力争7%
    said = [part_name(name, place, told) for name in said]
    names = [completed_name(name, heading, before, place) for name in said] if len(said) == 1 else said
    names = [_with_verb(name, place) for name in names]
    alone = names[0] if len(names) == 1 and names == said else None
    if alone is not None and before is not None and run_of(place)[0] < place.index and alone == before.target.indicator:
        doubts.append(Message("one name for several figures"))
    if any(_says_little(name) for name in names):
        doubts.append(Message("its name says little"))
    elif len(names) == 1 and names != said:
        doubts.append(Message("its name is completed from the words before"))
    return Names(names, measure), doubts


def _grown(names: list[str], measure: Measure, place: Place) -> tuple[list[str], Measure]:
    """A rate that is called a growth, or the goal for one: 进出口增速, 货币供应量预期增长目标."""
    if measure is not Measure.LEVEL or place.figure.observation.unit != "%":
        return names, measure
    goals = [construction("goal").search(name) for name in names]
    grown = any(construction("grown").search(name) for name in names) or any(
        goal and "增长" in goal[0] for goal in goals
    )
    names = [construction("grown").sub("", construction("goal").sub("", name)) for name in names]
    return names, Measure.GROWTH if grown else measure


def _by_the(place: Place) -> str:
    """``/月`` or ``/年`` of an amount that is paid so: 每人每月460元, of which 元 alone would say nothing."""
    found = construction("paid").search(place.clause_head)
    return "" if found is None else "/月" if found["month"] else "/年"


def _with_verb(name: str, place: Place) -> str:
    """A bare noun with the verb that stands before it: 落实|企业, 覆盖|乡镇."""
    if name not in word_set("bare nouns") or name in place.clause_head.removesuffix(name):
        return name
    said = re.sub(r"\d.*$", "", place.clause_head) + name if not place.clause_head.endswith(name) else place.clause_head
    found = re.search(rf"([\u4e00-\u9fff]{{2}}){name}$", said)
    return f"{found[1]}{name}" if found is not None and found[1] in word_set("light verbs") else name


def _says_little(name: str) -> bool:
    """Whether a name names nothing that a report could be searched for."""
    if len(name) < 2 or name in load("plans")["generic names"] or name in word_set("light verbs"):
        return True
    if words_of("clause words").search(name) or construction("covers whom").fullmatch(name):
        return True
    bare = strip_openings(name)
    return bare in word_set("bare nouns") or (kept_verb(name) == len(name) and name not in word_set("whole verbs"))


def _measure(place: Place) -> Measure:
    """What the number measures: 县增至35个 and 增加1万个停车位 are counts, whatever their verb."""
    seen = place.figure.observation
    if seen.measure is Measure.CHANGE and seen.unit not in ("%", "个百分点", "元"):
        bare = strip_openings(place.head)
        if bare.endswith("新增"):
            return Measure.LEVEL  # 充电端口新增6000个: how many are new
        if construction("to a level").search(bare) or (place.tail and kept_verb(bare) == len(bare)):
            return Measure.LEVEL
    return seen.measure
