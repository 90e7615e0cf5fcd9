"""What the words beside a number say of it: level, growth, change or fall, and where the name before it ends."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.model import Measure
from tracker.understand.quantity import DOUBLED, Quantity
from tracker.words.indicators import higher_by_name, lower_is_better
from tracker.words.lexicon import load
from tracker.words.patterns import listed, patterns

REACH = 30
"""Characters before a number in which its measure word stands; between them only adverbs and a word such as 到."""


@dataclass(frozen=True, slots=True)
class Said:
    """The measure of a quantity, and what else the words before it tell."""

    measure: Measure
    name_end: int  # the name before the number ends here, as an offset into the sentence
    standing: bool = False  # a level reached (达到, 占), not a total of a time


def find_measure(text: str, start: int, quantity: Quantity, before: str = "") -> Said:
    """Read the words from ``start`` (where a name may begin) up to the number, and those right behind it.

    ``before`` is the name of the quantity before, of which words without a name speak.
    """
    said = patterns("quantities")
    piece = text[max(start, quantity.start - REACH) : quantity.start]
    offset = quantity.start - len(piece)
    doubled = quantity.special == DOUBLED
    rate = doubled or quantity.unit in listed("quantities", "rate units")
    ahead = said["ahead of somebody"].search(piece)
    if ahead is not None:
        return Said(Measure.LEVEL, trim_adverbs(text, start, offset + ahead.start()))
    found = said["measure verb"].search(piece) if quantity.special in (None, DOUBLED) else None
    if doubled:
        return Said(
            Measure.GROWTH, trim_adverbs(text, start, quantity.start if found is None else offset + found.start())
        )
    if found is not None:
        return _by_verb(text, start, quantity, offset, found, rate)
    compared = said["compared in time"].search(piece)
    if compared is not None:
        measure = Measure.FALL if compared["less"] else Measure.GROWTH if rate else Measure.CHANGE
        return Said(measure, trim_adverbs(text, start, offset + compared.start()))
    improved = said["improves"].search(piece)
    if improved is not None:
        name_end = trim_adverbs(text, start, offset + improved.start())
        name = text[start:name_end].strip("，、") or before
        if lower_is_better(name):
            return Said(Measure.FALL, name_end)
        if higher_by_name(name):
            return Said(Measure.GROWTH if rate else Measure.CHANGE, name_end)
    return _level(text, start, quantity, piece, rate)


def _by_verb(text: str, start: int, quantity: Quantity, offset: int, found: re.Match[str], rate: bool) -> Said:
    """The measure that a verb right before the number tells: 增长, 提高到, 降幅达."""
    said = patterns("quantities")
    name_end = trim_adverbs(text, start, offset + found.start())
    word = found["growth"] or found["up"] or found["down"]
    points = said["points"].search(quantity.unit or "") is not None
    reached = bool(found["to"])
    noun = bool(found["noun"] or found["goal"]) or word in load("quantities")["measure nouns"]
    if word in listed("quantities", "new ones"):
        if rate or reached or not _is_subject(text, start, name_end, quantity):
            return Said(Measure.LEVEL, offset + found.start() + len(word))
        return Said(Measure.CHANGE, name_end)  # 各项贷款新增2.1万亿元; 新增贷款2.1万亿元 is a flow
    if reached and not noun and not (found["growth"] and not said["rises to a level"].match(found["to"]) and rate):
        growing = rate and said["growth noun"].search(text[start:name_end]) is not None
        return Said(Measure.GROWTH, name_end) if growing else Said(Measure.LEVEL, name_end, standing=True)
    if found["down"]:
        return Said(Measure.FALL, name_end)
    if rate and not points:
        return Said(Measure.GROWTH, name_end)
    if found["up"] and word in listed("quantities", "raises theirs") and _counts_things(text, quantity):
        return Said(Measure.LEVEL, name_end)
    return Said(Measure.CHANGE, name_end)


def _is_subject(text: str, start: int, end: int, quantity: Quantity) -> bool:
    """Whether words before 新增 name what grew; not where the number counts the noun behind it (新增30个停车场)."""
    said = patterns("quantities")
    if said["only of a time"].fullmatch(text, start, end) or quantity.bare:
        return False
    return re.match(r"[\u4e00-\u9fff]", text[quantity.end : quantity.end + 1]) is None


def _counts_things(text: str, quantity: Quantity) -> bool:
    """提高6000万农村人口供水保障水平: the number counts those whose something is raised."""
    counted = quantity.bare or quantity.unit in listed("quantities", "counts them")
    return counted and re.match(r"[\u4e00-\u9fff]", text[quantity.end : quantity.end + 1]) is not None


def _level(text: str, start: int, quantity: Quantity, piece: str, rate: bool) -> Said:
    """A level, unless a verb before the object (减少…贫困人口1000万) or a noun (涨幅, …的速度增长) says otherwise."""
    said = patterns("quantities")
    reach = said["reached so"].search(piece)
    name_end = trim_adverbs(text, start, quantity.start - (0 if reach is None else len(piece) - reach.start()))
    after = text[quantity.end : quantity.end + 20]
    if rate and (said["growth noun"].search(text[start:name_end]) or said["rate behind"].match(after)):
        return Said(Measure.GROWTH, name_end)
    whole = text[start:name_end]
    if quantity.special is None and not said["own level"].search(whole):
        if said["falls before its object"].search(whole):
            return Said(Measure.FALL, name_end)
        if said["rises before its object"].search(whole):
            return Said(Measure.GROWTH if rate else Measure.CHANGE, name_end)
    standing = quantity.special is not None or bool(said["stands so"].search(piece))
    return Said(Measure.LEVEL, name_end, standing and said["total over a time"].search(whole) is None)


def trim_adverbs(text: str, start: int, end: int) -> int:
    """Where a name ends that has adverbs behind it: 固定资产投资同比 ends before 同比."""
    adverbs = patterns("quantities")["adverb before"]
    while (found := adverbs.search(text[max(start, end - 10) : end])) is not None and found[0]:
        end -= len(found[0])
    return end
