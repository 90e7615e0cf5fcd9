"""How a figure's indicator is called: by the words before its number, behind it or round it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.model import Measure
from tracker.understand.plans.descriptive import without_base
from tracker.understand.plans.figure_lists import head_of_run, name_in_run, names_before, run_of, spread_list
from tracker.understand.plans.figure_places import ALL, DOUBLED, NONE_LEFT, Place
from tracker.understand.plans.figure_targets import FoundFigure
from tracker.understand.plans.phrases import (
    construction,
    kept_verb,
    mask,
    opening_end,
    phrase_start,
    split_list,
    strip_joints,
    strip_openings,
    without_means,
    word_at_end,
    word_set,
    words_at_start,
    words_of,
)
from tracker.words.lexicon import load
from tracker.words.units import unit_nouns


@dataclass(frozen=True, slots=True)
class Names:
    """What a figure's indicator is called; several names share the figure."""

    names: list[str]
    measure: Measure = Measure.LEVEL


def names_of(place: Place, measure: Measure, before: FoundFigure | None) -> Names:
    """How the indicator of a figure is called; ``before`` is the figure told of before it."""
    figure = place.figure
    if figure.special in (ALL, *NONE_LEFT):
        return Names([_covered(place.head, figure.special)], measure)
    if figure.special == DOUBLED:
        return Names(_changing(place, before), Measure.GROWTH)
    if measure is not Measure.LEVEL and (
        construction("change verb").search(place.head) or not strip_joints(place.head).strip("、，和与及")
    ):
        return Names(_changing(place, before), measure)
    return _level(place, before)


def _covered(head: str, special: str | None) -> str:
    name = strip_joints(strip_openings(head))
    if special == ALL:
        name = construction("covered round").sub("", name)
        return f"{name}率" if name.endswith("覆盖") else f"{name}覆盖率" if name else ""
    return construction("cleared at end").sub("", name)


def _changing(place: Place, before: FoundFigure | None) -> list[str]:
    """The names of a growth, a change or a fall: without its verb; a list shares it."""
    first, last = run_of(place)
    index = place.index
    found = construction("change verb").search(place.head)
    stem = without_base(place.head if found is None else place.head[: found.start()])
    if not stem.strip("、，和"):
        # 增长10%以上, after an amount: the indicator is that amount's; 分别增长6%和8.5%: the list before both
        if index and place.figures[index - 1].end > place.clause[0] and first != last:
            return name_in_run(place)
        return [before.target.indicator] if before is not None else []
    if last > index:
        return name_in_run(place)
    return spread_list(strip_joints(strip_openings(stem)))


def _level(place: Place, before: FoundFigure | None) -> Names:
    """The name of an amount, a count or a rate: before the number, after it, or round it."""
    head = without_means(place.head)
    unit = place.figure.observation.unit or ""
    tail = "" if place.tail[:1] in ("、", "和", "及") else place.tail.removeprefix("的")
    framed = _framed(place, head, tail, unit)
    if framed is not None:
        return Names([framed])
    if tail.startswith("等") and construction("to a level").search(head):
        tail = ""  # 起征点提高到10万元等政策
    if tail and tail not in word_set("tail words") and not construction("finished or bounded").match(tail):
        return _counted(place, tail)
    first, last = run_of(place)
    shared = construction("share of a run").search(place.clause_head)
    if first != last and (shared or construction("town and country").match(strip_openings(head_of_run(place)))):
        faster = "提速" if "提速" in place.clause_head else ""
        return Names([name + faster for name in name_in_run(place)])
    name = strip_openings(without_base(construction("rate before").sub("", strip_joints(head))))
    if unit != "%" and not unit.endswith("百分点"):
        again = not name and place.previous is not None and before is not None
        return Names([_second_unit(before.target.indicator, unit) if again and before is not None else name])
    if name.startswith("指标"):
        return Names((names_before(place.text, place.previous) if place.previous is not None else []) or [name])
    return Names(spread_list(name))


def _framed(place: Place, head: str, tail: str, unit: str) -> str | None:
    """The name that a construction round the number makes; None where it is none of these."""
    ratio = construction("ratio").match(head) if unit == "%" else None
    if ratio is not None:
        return f"{strip_openings(ratio['one'])}占{ratio['other']}比例"
    per = construction("per").match(head) if not tail else None
    if per is not None:
        return str(per["per"] + strip_openings(per["name"]))
    spread = construction("spread").match(head) if tail and "等" in head else None
    return None if spread is None else strip_openings(spread["name"])


def _second_unit(indicator: str, unit: str) -> str:
    word = load("plans")["second names"].get(unit, "")
    return f"{indicator.removesuffix(word)}{word}"


def _counted(place: Place, tail: str) -> Names:
    """A count before its noun: 新建5个养老中心, A、B等7个项目投产, 8项服务下沉到网点."""
    stem = place.head if place.head.endswith("等") else strip_joints(place.head)
    among = construction("and others").search(stem)
    front = opening_end(stem)
    verb_end = kept_verb(stem, front)
    body = strip_openings(stem)
    if body in load("plans")["light verbs"] or body in load("plans")["openings"]:
        body = ""
    if among is not None or "、" in mask(body):
        named = len(split_list(stem[verb_end:]))
        whole = among is None and named == int(place.figure.observation.value or 0) and "纳入" not in tail
        if whole and not construction("treated at end").search(tail):
            return Names([])  # 傅家、乐胜2个输变电工程: all of them named; the count adds nothing
        said = construction("stage of projects").search(stem.split("、")[0])
        told = said is not None and construction("counted projects").match(tail)
        body = (said[1] or said[2]) if said is not None and told else stem[front:verb_end]
    if place.figure.unit_end == place.figure.number_end:
        tail = construction("places").sub("", tail)  # 实施110|村公益事业项目
    found = words_of("predicates").search(mask(tail), 2)
    noun, predicate = (tail, "") if found is None else (tail[: found.start()], tail[found.start() :])
    predicate = words_at_start("predicate openings").sub("", predicate)
    noun = construction("building at end").sub("", noun) or noun
    predicate = predicate if len(predicate) <= 12 and "、" not in predicate else ""
    # 覆盖|20个县: the words before are a name themselves
    itself = body and kept_verb(body) != len(body) and not words_of("predicates").match(tail)
    name = f"{body}{noun}{'' if itself else predicate}"
    name = construction("up to taken in").sub("", name) if "纳入“" in name else name
    if construction("for somebody").match(place.clause_head):
        name = construction("for whom").sub("", name, count=1)
    return Names([name + _shared_predicate(place, noun)])


def _shared_predicate(place: Place, noun: str) -> str:
    """What is said of both of two counted nouns: 保持60万劳动力和20万脱贫劳动力|稳定就业."""
    if place.index + 1 >= len(place.figures) or len(noun) < 3 or place.tail != noun:
        return ""
    following = place.figures[place.index + 1]
    if re.fullmatch(rf"{re.escape(noun)}[和、及]", place.text[place.figure.end : following.start]) is None:
        return ""
    behind = place.text[following.end : place.clause[1]]
    at = behind.find(noun[-3:])
    rest = behind[at + 3 :] if at >= 0 else ""
    return rest if 2 <= len(rest) <= 12 and not construction("number or joint").search(rest) else ""


def completed_name(name: str, heading: str, before: FoundFigure | None, place: Place) -> str:
    """A name that names nothing by itself (产值, 覆盖率) with what was said before in front of it."""
    data = load("plans")
    clause_start = place.clause[0]
    if name in word_set("light verbs") or (name and kept_verb(name) == len(name)):
        noun = _noun_of_unit(place) or _noun_before(place.text, clause_start)
        if not noun and construction("work at end").search(heading):
            return heading if name in heading else heading + name  # 雨污分流工程: 完成改造20公里
        return noun if noun and name in word_set("plain verbs") else name + noun
    if name not in data["generic names"] and (flow := kept_verb(name)) and name[flow:] in data["generic names"]:
        # 推进长护险扩面，新增参保人数…
        return name if len(name) - flow < 3 else _noun_before(place.text, clause_start) + name
    said = "" if before is None else before.target.indicator
    if not name or name not in data["generic names"]:
        return name or said
    if before is not None:
        stem = word_at_end("measured ends").sub("", said)
        if place.text[before.end : place.left] in ("", "、") and len(stem) >= 2 and stem != said:
            return stem + name  # 粮食播种面积…、总产…
        if 0 <= clause_start - before.end <= 14 and not construction("rate at end").search(said):
            return _joined(construction("verb of another figure").sub("", said) if len(said) > 6 else said, name)
    noun = _subject(place.text) or _noun_before(place.text, clause_start)
    return _joined(noun or (strip_openings(heading) if len(heading) <= 12 else ""), name)


def _joined(noun: str, name: str) -> str:
    return noun if noun.endswith(name) else noun + name


def _subject(text: str) -> str:
    """Of whom a sentence speaks: 云山集团要全力突围，…，力争营收达到…."""
    found = construction("subject").match(text)
    return "" if found is None or opening_end(found["who"]) else found["who"]


def _noun_of_unit(place: Place) -> str:
    """What was named before and counts in the figure's unit alone: …中欧班列…，全年开行2500列."""
    unit = place.figure.observation.unit
    if unit is None or construction("counted person").fullmatch(unit):
        return ""
    for word in (word for word, its in unit_nouns().items() if its == unit):
        named = re.findall(rf"[\u4e00-\u9fff]{{0,4}}{word}", place.text[: place.clause[0]])
        if named:
            noun = strip_openings(named[0])
            return noun[kept_verb(noun) :]
    return ""


def _noun_before(text: str, clause_start: int) -> str:
    """What the clause before is about, where it is short: 全力发展平台经济，税收…."""
    if clause_start < 2 or text[clause_start - 1] not in "，、":
        return ""
    said = strip_openings(text[phrase_start(text, clause_start - 1) : clause_start - 1])
    said = words_at_start("topic verbs").sub("", said)
    said = word_at_end("topic tails").sub("", said)
    said = construction("up to of").sub("", said)
    said = said[kept_verb(said) :]
    return said if 2 <= len(said) <= 16 and not re.search(r"[\d、]", said) else ""
