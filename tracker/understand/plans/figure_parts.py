"""The parts of a count, named after the whole: 充电桩500个，其中城区150个; 新开工项目25个、竣工20个."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.model import Measure
from tracker.understand.plans.figure_lists import run_of
from tracker.understand.plans.figure_names import Names
from tracker.understand.plans.figure_places import Place
from tracker.understand.plans.figure_targets import FoundFigure
from tracker.understand.plans.phrases import (
    construction,
    kept_verb,
    opening_end,
    split_list,
    strip_joints,
    strip_openings,
    word_set,
)


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
    if first == last or called.measure is not Measure.LEVEL or "分别" in place.clause_head:
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
