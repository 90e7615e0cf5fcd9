"""What a sentence says of each quantity: indicator, measure, period, and whether it is a plan."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from tracker.model import Bound, Measure, Observation, Period, Tense
from tracker.understand.fold import Squeezed
from tracker.understand.measures import Said, find_measure
from tracker.understand.names import (
    Span,
    clause_before,
    indicator_of,
    is_action,
    leading_action,
    name_after,
    name_before,
    needs_name,
    purpose_of,
    split_names,
    subject_of,
    without_verbs,
)
from tracker.understand.periods import Mark, find_marks
from tracker.understand.quantities import find_quantities
from tracker.understand.quantity import Quantity
from tracker.understand.tenses import Context as Context
from tracker.understand.tenses import is_negated, is_provisional, time_of
from tracker.understand.tenses import looks_ahead as looks_ahead
from tracker.words.units import find_unit

CLAUSE_END = re.compile(r"[，；：。！？]")
LONGEST = 3000
"""Characters of a sentence that are read in one go. A longer one is cut at a comma, so that time grows with length."""

_SEPARATOR = re.compile(r"(?:[、和与及，或]+|[、，]?以及)$")
_JOINED = re.compile(r"[、和与及]*(?:以及)?")
_SCOPE = re.compile(
    r"(全国|全省|全市|全区|全县|全旗|全州|市区|城区|市本级|县域|中央|地方|[\u4e00-\u9fff]{2,3}(?:自治区|新区|区|县|旗|省|市)(?!场|民|镇|域|政))"
)
_FROM = re.compile(r"(?:从(?![业事])|由(?!于))[^，；。从由]{0,14}$")
_REACHED = re.compile(
    r"[^，；。\d]{0,6}?(?:增加|提高|上升|下降|降低|减少|提升|扩大|压缩|缩短|增长|拓展|压减|升|增|减|提|降|扩|跃)[到至为]"
)
_AVERAGE = re.compile(r"年均|平均每年|每年平均|年平均")
_YEAR_OF = re.compile(r"((?:19|20)\d\d)年(?:末|底)?的?[超近约]?$")


@dataclass(frozen=True, slots=True)
class _Item:
    """A quantity on its way to an observation; spans are offsets into the squeezed sentence."""

    quantity: Quantity
    said: Said
    own: Span | None
    after: Span | None
    names: list[Span]  # its own name with what it takes over
    indicator: str
    context: list[Span] = field(default_factory=list)
    yearly: bool = False
    base: bool = False  # A of 由A到B
    bound: Bound | None = None  # of the list it stands in: 6%、7%、8%左右

    def end(self, following: int) -> int:
        """Where it ends. A noun that runs on to the following number names that one too: 17个重点产业增加值增长8%."""
        return self.quantity.end if self.after is None or self.after[1] >= following else self.after[1]


def observe_quantities(sentence: Squeezed, context: Context) -> Iterator[Observation]:
    """The observations of one sentence, in its order."""
    for piece in _pieces(sentence):
        quantities = find_quantities(piece.text)
        if not quantities:
            continue
        marks = find_marks(piece.text, context.spoken, context.reviewed)
        for item in _pair(piece.text, quantities, marks):
            yield _observation(piece, item, marks, context)


def _pieces(sentence: Squeezed) -> Iterator[Squeezed]:
    """The sentence, or parts of one that is too long for a sentence, cut at their last comma."""
    text, start = sentence.text, 0
    while len(text) - start > LONGEST:
        cut = max(text.rfind(mark, start + 1, start + LONGEST) for mark in "，；、") + 1 or start + LONGEST
        yield Squeezed(text[start:cut], sentence.at[start:cut], sentence.at[cut])
        start = cut
    yield sentence if start == 0 else Squeezed(text[start:], sentence.at[start:], sentence.end)


# ── each quantity with its name ───────────────────────────────────────────────────────────────────


def _pair(text: str, quantities: list[Quantity], marks: list[Mark]) -> list[_Item]:
    """Give each quantity its name: the words before it, after it, or those of the clause before."""
    items: list[_Item] = []
    starts = [0, *(match.end() for match in CLAUSE_END.finditer(text))]
    order = iter([*(quantity.start for quantity in quantities[1:]), len(text)])
    for group in _groups(text, quantities):
        following = [next(order) for _ in group][-1]
        first = group[0]
        clause = starts[bisect_right(starts, first.start) - 1]
        left = _left_edge(text, clause, first, items)
        said = find_measure(text, left, first)
        yearly = bool(_AVERAGE.search(text, max(clause, left - 12), first.start))
        if len(group) > 1:
            items.extend(_several(text, group, name_before(text, left, said.name_end, marks), said, yearly, items))
        else:
            items.append(_single(text, first, _Place(clause, left, following), said, yearly, items, marks))
    return items


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a quantity stands: its clause begins, its name may begin, the next quantity begins."""

    clause: int
    left: int
    following: int


def _groups(text: str, quantities: list[Quantity]) -> list[list[Quantity]]:
    """Runs of numbers with nothing but 、 or 和 between them: 分别增长6%、7.5%和5%."""
    groups: list[list[Quantity]] = []
    for quantity in quantities:
        last = groups[-1][-1] if groups else None
        if last is not None and _listed(text, last, quantity):
            groups[-1].append(quantity)
        else:
            groups.append([quantity])
    return groups


def _listed(text: str, last: Quantity, quantity: Quantity) -> bool:
    """Whether two numbers stand in one list: of the same unit, with nothing but a separator between them."""
    if _SEPARATOR.fullmatch(text, last.end, quantity.start) is None:
        return False
    return last.unit == quantity.unit or "分别" in text[max(0, last.start - 8) : last.start]


def _left_edge(text: str, clause: int, quantity: Quantity, items: list[_Item]) -> int:
    """Where the words before a quantity begin: at its clause, an open bracket, or behind the quantity before."""
    left = clause
    if items and items[-1].quantity.end > clause:
        left = items[-1].end(quantity.start)
        joined = _JOINED.match(text, left, quantity.start)
        left = left if joined is None else joined.end()
    bracket = text.rfind("(", left, quantity.start)
    if bracket >= 0 and text.find(")", bracket, quantity.start) < 0:
        return bracket + 1
    if text.startswith("(", left):
        close = text.find(")", left, quantity.start)
        left = left if close < 0 else close + 1
    while left < quantity.start and text[left] in ")、，":
        left += 1
    return left


def _single(
    text: str, quantity: Quantity, place: _Place, said: Said, yearly: bool, items: list[_Item], marks: list[Mark]
) -> _Item:
    """One number by itself, with its own name, that of the noun behind it, or what it takes over."""
    left, name_end = place.left, said.name_end
    base = _FROM.search(text, left, quantity.start) if _REACHED.match(text, quantity.end) else None
    if base is not None:
        name_end = max(left, min(name_end, base.start()))
    own = name_before(text, left, name_end, marks)
    level = said.measure is Measure.LEVEL
    after = name_after(text, quantity, place.following, "" if own is None else text[own[0] : own[1]], level)
    names, taken = _fill(text, quantity, own, after, place, items, marks)
    indicator = indicator_of(text, own, after, taken)
    context = _context(text, own, after, place, items)
    return _Item(quantity, said, own, after, names, indicator, context, yearly, base is not None)


_POINTS_BACK = re.compile(r"此项|该项|这项|这一|这方面|上述|相应")


def _context(text: str, own: Span | None, after: Span | None, place: _Place, items: list[_Item]) -> list[Span]:
    """What stands before a name and fills what it leaves out: the name before, or the clause that it points back to."""
    if not items or (own is not None and _POINTS_BACK.search(text, *own)):
        return clause_before(text, place.clause)
    if own is None and after is None:
        return items[-1].context
    return items[-1].names


def _fill(
    text: str,
    quantity: Quantity,
    own: Span | None,
    after: Span | None,
    place: _Place,
    items: list[_Item],
    marks: list[Mark],
) -> tuple[list[Span], str]:
    """The pieces of a name with what it takes over, and the indicator it takes over, if any."""
    pieces = [*_without_pointers(text, own), *([] if after is None else [after])]
    previous = items[-1] if items else None
    written = "" if own is None else text[own[0] : own[1]]
    if after is None and needs_name(written) and not text.startswith("的", quantity.end):
        unit = find_unit(quantity.unit or "")
        purpose = purpose_of(text, quantity, place.clause) if unit is not None and unit.kind == "money" else None
        if purpose is not None and (previous is None or previous.quantity.end < place.clause):
            return [*pieces, purpose], text[purpose[0] : purpose[1]]
        if previous is not None:
            if own is None:
                return list(previous.names), previous.indicator
            return [own, *without_verbs(text, previous.names)], _bare_of_verbs(previous.indicator)
        subject = [subject_of(text, clause, marks) for clause in clause_before(text, place.clause)]
        return [*pieces, *subject], "".join(indicator_of(text, each, None, "") for each in subject)
    if own is None and quantity.unit == "%" and previous is None:
        # 新型农村合作医疗…，已扩大到全国86%的县: a share of what, and of whom
        return [*(subject_of(text, clause, marks) for clause in clause_before(text, place.clause)), *pieces], ""
    if written.startswith("占") and previous is not None and previous.names:
        return [*previous.names, *pieces], previous.indicator  # 财政性教育经费支出7.79万亿元，占国内生产总值比例达到4%
    if previous is not None and previous.names and place.left > place.clause and text[place.left - 1] in "、和与及":
        # 新建改建高速公路6000多公里、农村公路30多万公里: the verb holds for both
        head = previous.names[0]
        verb_end = leading_action(text, head)
        if verb_end > head[0] and (own is None or leading_action(text, own) == own[0]):
            return [(head[0], verb_end), *pieces], ""
    return pieces, ""


def _without_pointers(text: str, own: Span | None) -> list[Span]:
    """A name without the word that points back in it: 中央财政|此项|支出."""
    if own is None:
        return []
    pointer = _POINTS_BACK.search(text, *own)
    parts = [own] if pointer is None else [(own[0], pointer.start()), (pointer.end(), own[1])]
    return [part for part in parts if part[0] < part[1]]


def _bare_of_verbs(indicator: str) -> str:
    return "".join(indicator[a:b] for a, b in without_verbs(indicator, [(0, len(indicator))])) or indicator


def _several(
    text: str, group: list[Quantity], own: Span | None, said: Said, yearly: bool, items: list[_Item]
) -> list[_Item]:
    """Several numbers with one verb: A、B分别增长a和b; or a number each for the items of the clause before."""
    last = group[-1]
    shared = last.bound if last.unit_end < last.end and last.bound is not Bound.EXACT else None
    context = items[-1].names if items else []
    made = []
    for quantity, (names, indicator) in zip(group, _names_of_several(text, len(group), own, items), strict=True):
        bound = shared if shared is not None and quantity.bound is Bound.EXACT else None
        first = names[0] if own is not None and names else None
        made.append(_Item(quantity, said, first, None, names, indicator, context, yearly, bound=bound))
    return made


def _names_of_several(text: str, count: int, own: Span | None, items: list[_Item]) -> list[tuple[list[Span], str]]:
    """A name for each of ``count`` numbers: those of the enumeration before them, of the items before, or one for all."""
    earlier = items[-count:]
    if own is not None and is_action(text[own[0] : own[1]]) and len(earlier) == count:
        # 淘汰炼铁产能1亿吨、炼钢产能5500万吨，今年分别淘汰3000万吨和3500万吨
        return [
            ([own, *without_verbs(text, each.names)], text[own[0] : own[1]] + _bare_of_verbs(each.indicator))
            for each in earlier
        ]
    if own is not None:
        listed = split_names(text, *own)
        whole = indicator_of(text, own, None, "")
        if len(listed) == count:
            parted = text[own[0] : own[0] + 2] != "城乡"
            return [(names, _shown_pieces(text, names) if parted else whole) for names in listed]
        return [([own], whole)] * count
    if len(earlier) == count:
        return [(each.names, each.indicator) for each in earlier]
    if items and items[-1].names:
        listed = split_names(text, *items[-1].names[0])
        if len(listed) == count:
            return [(names, _shown_pieces(text, names)) for names in listed]
        return [(items[-1].names, items[-1].indicator)] * count
    return [([], "")] * count


def _shown_pieces(text: str, names: list[Span]) -> str:
    whole = "".join(text[a:b] for a, b in names)
    return indicator_of(whole, (0, len(whole)), None, "") if whole else ""


# ── the observation ───────────────────────────────────────────────────────────────────────────────


def _time_of(text: str, item: _Item, marks: list[Mark], context: Context) -> tuple[Period | None, Tense]:
    """The period and tense of an item: of the year right before its number, else of the words of time before it."""
    start = item.quantity.start
    period, tense = time_of(text, start, marks, context)
    year = _YEAR_OF.search(text, max(0, start - 12), start)
    if year is not None and (item.base or item.said.standing):
        return Period.of_year(int(year[1])), tense
    if item.base:
        return None, Tense.NONE
    if item.said.standing and tense is Tense.PAST and period is not None and period.last_month == 12:
        return Period.of_year(period.last_year), tense
    return period, tense


def _observation(sentence: Squeezed, item: _Item, marks: list[Mark], context: Context) -> Observation:
    text = sentence.text
    quantity = item.quantity
    period, tense = _time_of(text, item, marks, context)
    pieces = [piece for piece in (item.own, item.after) if piece is not None]
    start, end = sentence.span(
        min([quantity.start, *(piece[0] for piece in pieces)]), max([quantity.end, *(piece[1] for piece in pieces)])
    )
    number = sentence.span(quantity.number_start, quantity.number_end)
    name = "".join(text[a:b] for a, b in item.names)
    scope = _SCOPE.match(name)
    bound = item.bound or quantity.bound
    return Observation(
        start=start,
        end=end,
        tense=tense,
        period=period,
        indicator=item.indicator or None,
        measure=item.said.measure,
        value=quantity.value,
        high=quantity.high,
        unit=quantity.unit,
        bound=bound,
        scope=scope[1] if scope else None,
        provisional=bound is Bound.ABOUT or is_provisional(text, quantity.start),
        number_start=number[0],
        number_end=number[1],
        negated=is_negated(text, quantity.start),
        standing=item.said.standing,
        yearly=item.yearly,
        names=tuple(sentence.span(a, b) for a, b in item.names),
        inherited=tuple(sentence.span(a, b) for a, b in item.context if a < b),
    )
