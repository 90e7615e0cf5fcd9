"""What a sentence says of each quantity: indicator, measure, period, and whether it is a plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tracker.model import Bound, Measure, Observation, Period, Tense
from tracker.understand.fold import Squeezed
from tracker.understand.periods import Mark, find_marks
from tracker.understand.quantities import Quantity, find_quantities
from tracker.words.lexicon import load

CLAUSE_END = re.compile(r"[，；：。！？]")
_SPLIT_NAMES = re.compile(r"、|和|与|及|以及")
_SEPARATOR = re.compile(r"^[、和与及，或]*(?:以及)?$")
_SCOPE = re.compile(
    r"(全国|全省|全市|全区|全县|全旗|全州|市区|城区|市本级|县域|中央|地方|[\u4e00-\u9fff]{2,3}(?:自治区|新区|区|县|旗|省|市)(?!场|民|镇|域|政))"
)


@dataclass(frozen=True, slots=True)
class Context:
    """What a sentence brings with it from its part and paragraph."""

    tense: Tense
    period: Period | None
    spoken: int | None
    reviewed: Period | None
    in_review: bool


@dataclass(slots=True)
class _Found:
    """A quantity on its way to an observation; spans are offsets into the squeezed sentence."""

    quantity: Quantity
    measure: Measure
    pieces: list[tuple[int, int]]  # its own name
    filled: list[tuple[int, int]]  # its name with what it takes over
    context: list[tuple[int, int]]
    standing: bool
    yearly: bool
    base: bool = False
    bound: Bound = Bound.EXACT


def _joined(words: list[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


@cache
def _measure_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Measure word with 到 or 了 before the number; adverbs before it; growth nouns inside a name."""
    words = load("quantities")
    measure = words["measure"]
    verb = re.compile(
        rf"(?P<word>(?P<growth>{_joined(measure['growth'])})|(?P<up>{_joined(measure['up'])})|(?P<down>{_joined(measure['down'])}))"
        rf"(?P<noun>幅度|率|速度|幅)?(?P<to>{_joined(measure['to'])}|控制在)?(?:了|超?过?)?(?:又|再|约|近)?$"
    )
    adverbs = re.compile(rf"(?:{_joined(measure['adverbs'])})$")
    nouns = re.compile(rf"(?:{_joined(words['growth nouns'])})(?:由|从|均|分别)?$")
    return verb, adverbs, nouns


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(rf"^(?:{_joined(load('phrases')['lead'])})")


@cache
def _actions() -> re.Pattern[str]:
    return re.compile(rf"^(?:(?:{_joined(load('phrases')['action verbs'])})[、和与及并]?)+")


_TO = re.compile(r"(?:稳定在|保持在|维持在|控制在|达到了?|达|到了?|至|成为|为|是|在|超过|突破|有|共|仅|只有|占到?|覆盖到?|约占|占比)$")
_STANDING = re.compile(r"(?:达到?了?|到了?|至|为|稳定在|保持在|占到?|覆盖到?|超过|突破|占比|率|比重|比例|总数|总量)$")
_FROM = re.compile(r"[从由](?:[^，；。]{0,14}的|[^，；。的]{0,6}年?)?$")
_REACH = re.compile(r"^(?:[^，；。\d]{0,6}?)(?:增加|提高|上升|下降|降低|减少|提升|扩大|压缩|缩短|增|减|提|降|升|拓展|扩)?[到至为]")
_WHEN = re.compile(r"(?:去年|上年|今年|(?:19|20)\d\d年)(?:底|末)?的?$")
_AVERAGE = re.compile(r"年均|平均每年|每年平均|年平均")


def measure_before(text: str, start: int, stop: int, quantity: Quantity) -> tuple[Measure, int, bool]:
    """The measure that the words before a number tell, where the name ends, and whether a level is reached."""
    verb, adverbs, nouns = _measure_patterns()
    # 降到去年的1.5%: a word of time between the verb and its number
    end = quantity.start
    when = _WHEN.search(text[start:end])
    piece = text[start : start + when.start()] if when is not None and when.start() else text[start:end]
    unit = quantity.unit or ""
    rate = unit in ("%", "倍") or quantity.special == "番"
    points = unit.endswith("百分点") or unit == "个千分点"
    found = verb.search(piece)
    after = text[quantity.end : quantity.end + 5]
    if quantity.special == "番":
        return Measure.GROWTH, _trim_adverbs(text, start, start + (found.start() if found else len(piece)), adverbs), False
    if found is not None and quantity.special is None:
        cut = start + found.start()
        reached = bool(found["to"])
        name_end = _trim_adverbs(text, start, cut, adverbs)
        if found["growth"]:
            noun = found["noun"] or found["word"] in load("quantities")["growth nouns"] or found["word"] == "同比增速"
            if rate or points:
                if reached and not noun and found["to"] in ("到", "至", "到了"):
                    return Measure.LEVEL, name_end, True
                return (Measure.CHANGE if points else Measure.GROWTH), name_end, False
            if reached and not noun:
                return Measure.LEVEL, name_end, True
            return Measure.CHANGE, name_end, False
        if reached:
            name = text[start:cut]
            if rate and nouns.search(name[: name_end - start]):
                return Measure.GROWTH, name_end, False
            if rate and found["noun"]:
                return (Measure.GROWTH if found["up"] else Measure.FALL), name_end, False
            if found["to"] in ("达", "达到", "达到了", "为", "是", "在") and found["word"] in ("新增", "减少", "增加", "降幅", "减幅"):
                if found["word"] == "新增":
                    return Measure.LEVEL, cut + len(found["word"]), False
                return (Measure.CHANGE if found["up"] else Measure.FALL), name_end, False
            return Measure.LEVEL, name_end, True
        if found["word"] == "新增":
            return Measure.LEVEL, cut + 2, False
        if found["up"]:
            if points or not rate:
                return Measure.CHANGE, name_end, False
            return Measure.GROWTH, name_end, False
        return Measure.FALL, name_end, False
    reach = _TO.search(piece)
    cut = start + (reach.start() if reach and reach[0] not in ("占", "覆盖", "占比", "约占", "占到", "覆盖到") else len(piece))
    standing = bool(_STANDING.search(piece)) or quantity.special in ("全覆盖", "清零")
    name_end = _trim_adverbs(text, start, cut, adverbs)
    if rate and nouns.search(text[start:name_end]):
        return Measure.GROWTH, name_end, False
    if rate and re.match(r"的?(?:速度|增速)?(?:增长|递增|增幅)", after):
        return Measure.GROWTH, name_end, False
    return Measure.LEVEL, name_end, standing


def _trim_adverbs(text: str, start: int, end: int, adverbs: re.Pattern[str]) -> int:
    while True:
        found = adverbs.search(text[start:end])
        if found is None or found.start() == found.end():
            return end
        end = start + found.start()


def observe_quantities(sentence: Squeezed, context: Context) -> Iterator[Observation]:
    """The observations of one sentence, in its order."""
    text = sentence.text
    quantities = find_quantities(text)
    if not quantities:
        return
    marks = find_marks(text, context.spoken, context.reviewed)
    found = _pair(text, quantities, marks)
    for each in found:
        yield _observation(sentence, each, marks, context)


def _pair(text: str, quantities: list[Quantity], marks: list[Mark]) -> list[_Found]:
    """Give each quantity its name: the words before it, after it, or those of the clause before."""
    found: list[_Found] = []
    stops = [match.start() for match in CLAUSE_END.finditer(text)]
    groups = _groups(text, quantities)
    for group in groups:
        first = group[0]
        clause = max((stop + 1 for stop in stops if stop < first.start), default=0)
        previous = found[-1] if found else None
        left = clause
        if previous is not None and previous.quantity.end > clause:
            left = previous.quantity.end
            left += len(re.match(r"[、和与及]*(?:以及)?", text[left:])[0])  # type: ignore[index]
        if text.startswith("(", left):
            close = text.find(")", left)
            left = close + 1 if 0 <= close < first.start else left
        measure, name_end, standing = measure_before(text, left, clause, first)
        yearly = bool(_AVERAGE.search(text[max(clause, left - 12) : first.start]))
        if len(group) > 1:
            found.extend(_several(text, group, left, name_end, measure, standing, yearly, found))
            continue
        base = bool(_FROM.search(text[left : first.start])) and bool(_REACH.match(text[first.end :]))
        if base:
            cut = _FROM.search(text[left : first.start])
            assert cut is not None
            name_end = min(name_end, left + cut.start())
        own = _own(text, left, name_end, marks)
        after = _after(text, first, quantities)
        pieces = [piece for piece in (own, after) if piece is not None]
        filled = _fill(text, pieces, own, after, found, clause, left)
        before = found[-1].filled if found else _subject(text, clause, stops, marks)
        found.append(_Found(first, measure, pieces, filled, before, standing, yearly, base, first.bound))
    return found


def _groups(text: str, quantities: list[Quantity]) -> list[list[Quantity]]:
    """Runs of numbers with nothing but 、 or 和 between them: 分别增长6%、7.5%和5%."""
    groups: list[list[Quantity]] = []
    for quantity in quantities:
        if groups and _SEPARATOR.match(text[groups[-1][-1].end : quantity.start]) and text[groups[-1][-1].end : quantity.start]:
            groups[-1].append(quantity)
        else:
            groups.append([quantity])
    return groups


def _own(text: str, left: int, name_end: int, marks: list[Mark]) -> tuple[int, int] | None:
    """The name before a number, without the words of time and of announcing in front of it."""
    start = left
    lead = _lead()
    while start < name_end:
        mark = next((each for each in marks if each.start <= start < each.end), None)
        if mark is not None:
            start = mark.end
            continue
        word = lead.match(text[start:name_end])
        if word is None or (len(word[0]) == 1 and start + 1 < name_end and word[0] in "为对在将有是占" and False):
            break
        start += word.end()
    while start < name_end and text[start] in "，、的了：；":
        start += 1
    closing = next((each for each in marks if each.start < name_end <= each.end and each.start > start), None)
    if closing is not None:
        name_end = closing.start
    return (start, name_end) if start < name_end else None


_AFTER_STOP = re.compile(r"[，；：。！？、()]")
_COUNTED = re.compile(r"^(?:的)?(?:增长|同比|比上年|较上年|左右|以上|以下|以内|提高|下降|增加|减少|占|分别|和|与|及|到|至|，|。)")


def _after(text: str, quantity: Quantity, quantities: list[Quantity]) -> tuple[int, int] | None:
    """The noun after a counted number: 246项行政审批事项, 覆盖24%的县."""
    start = quantity.end
    stop = _AFTER_STOP.search(text, start)
    end = len(text) if stop is None else stop.start()
    following = next((other.start for other in quantities if other.start >= start and other is not quantity), len(text))
    end = min(end, following)
    if end <= start or _COUNTED.match(text[start:end]):
        return None
    if quantity.unit in ("%", "倍", "个百分点", "元", "美元", "亩", "公里", "吨", "千瓦", "斤", "公斤", "平方米", "公顷") and text[start] != "的":
        return None
    if text[start] == "的":
        start += 1
    if start < end and text[start : start + 2] in ("增长", "增速", "速度", "水平", "目标", "幅度"):
        return None
    return (start, end) if start < end else None


def _fill(
    text: str,
    pieces: list[tuple[int, int]],
    own: tuple[int, int] | None,
    after: tuple[int, int] | None,
    found: list[_Found],
    clause: int,
    left: int,
) -> list[tuple[int, int]]:
    """A name that is not whole takes what it lacks from the item before it in the sentence."""
    previous = found[-1] if found else None
    if not pieces:
        return list(previous.filled) if previous is not None else _clause_before(text, clause)
    if own is not None and previous is not None and text[own[0]] == "占" and left >= clause:
        return [*previous.filled, *pieces]  # …经费支出7.79万亿元，占生产总值比例达到4%
    if after is None and own is not None and previous is not None and _only_verb(text[own[0] : own[1]]):
        return [own, *_without_verbs(text, previous.filled)]
    if previous is not None and left > clause and not (own is not None and _actions().match(text[own[0] : own[1]])):
        # 新建改建高速公路6000多公里、农村公路30多万公里: the verb holds for both
        head = previous.filled[0]
        verb = _actions().match(text[head[0] : head[1]])
        if verb is not None and (own is None or text[left - 1] in "、和与及"):
            return [(head[0], head[0] + verb.end()), *pieces]
    return pieces


def _clause_before(text: str, clause: int) -> list[tuple[int, int]]:
    """The subject of the clause before, where a clause has a figure alone: 粮食再获丰收，达到…"""
    if clause < 2:
        return []
    start = max((text.rfind(mark, 0, clause - 1) for mark in "，；：。！？"), default=-1) + 1
    return [(start, clause - 1)] if start < clause - 1 else []


def _subject(text: str, clause: int, stops: list[int], marks: list[Mark]) -> list[tuple[int, int]]:
    return _clause_before(text, clause)


@cache
def _generic() -> re.Pattern[str]:
    return re.compile(r"^(?:总量|总数|总额|总计|合计|规模|数量|人数|面积|产量|其|比例|比重|占比|增量|增速|价值|全年|累计|共|总规模|总投资|净增|完成)?$")


def _only_verb(name: str) -> bool:
    verb = _actions().match(name)
    return (verb is not None and verb.end() == len(name)) or bool(_generic().match(name))


def _without_verbs(text: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept = []
    for start, end in pieces:
        verb = _actions().match(text[start:end])
        if verb is not None and verb.end() < end - start:
            start += verb.end()
        elif verb is not None:
            continue
        closing = next((at for at in range(start + 2, end) if _closes(text[at:end])), end)
        kept.append((start, closing))
    return kept


def _closes(tail: str) -> bool:
    """Whether the end of a name is nothing but verbs: 城镇保障性住房基本建成."""
    verb = _actions().match(tail)
    return verb is not None and verb.end() == len(tail)


def _several(
    text: str,
    group: list[Quantity],
    left: int,
    name_end: int,
    measure: Measure,
    standing: bool,
    yearly: bool,
    found: list[_Found],
) -> list[_Found]:
    """Several numbers with one verb: A、B分别增长a和b; or a number each for the items of the clause before."""
    own = _own(text, left, name_end, [])
    names = _split_names(text, *own) if own is not None else []
    last = group[-1]
    shared = last.bound if text[last.unit_end : last.end] and last.bound is not Bound.EXACT else None
    if len(names) != len(group):
        earlier = found[-len(group) :]
        if not names and len(earlier) == len(group):
            names = [each.filled for each in earlier]  # type: ignore[misc]
        elif not names and found and len(_split_names(text, *found[-1].filled[0]) if found[-1].filled else []) == len(group):
            names = _split_names(text, *found[-1].filled[0])
        else:
            # One name and several numbers (a repeated indicator), or names that can't be counted off: all share it.
            whole = [own] if own is not None else (list(found[-1].filled) if found else [])
            names = [whole for _ in group]
    context = found[-1].filled if found else []
    return [
        _Found(
            quantity, measure, names[i], names[i], context, standing, yearly,
            bound=shared if shared is not None and quantity.bound is Bound.EXACT else quantity.bound,
        )
        for i, quantity in enumerate(group)
    ]  # fmt: skip


def _split_names(text: str, start: int, end: int) -> list[list[tuple[int, int]]]:
    """The names of an enumeration; a short one borrows the head of the last: 小麦、稻谷最低收购价."""
    stretch = text[start:end]
    if stretch.startswith("城乡"):
        # 城乡低保标准分别提高… are two: the letters of 城乡 stand for each
        return [[(start, start + 1), (start + 2, end)], [(start + 1, end)]]
    pieces = []
    position = start
    for match in _SPLIT_NAMES.finditer(stretch):
        pieces.append((position, start + match.start()))
        position = start + match.end()
    pieces.append((position, end))
    pieces = [piece for piece in pieces if piece[0] < piece[1]]
    if not pieces:
        return []
    tail = pieces[-1]
    names = []
    for piece in pieces[:-1]:
        size = piece[1] - piece[0]
        if size <= 4 and tail[1] - tail[0] >= size + 2:
            names.append([piece, (tail[0] + size, tail[1])])
        else:
            names.append([piece])
    return [*names, [tail]]


def _observation(sentence: Squeezed, found: _Found, marks: list[Mark], context: Context) -> Observation:
    text = sentence.text
    quantity = found.quantity
    period, tense = _time(text, quantity, marks, context)
    first = min([quantity.start, *(piece[0] for piece in found.pieces)])
    last = max([quantity.end, *(piece[1] for piece in found.pieces)])
    start, end = sentence.span(first, last)
    number = sentence.span(quantity.number_start, quantity.number_end)
    name = "".join(text[a:b] for a, b in found.filled)
    scope = _SCOPE.match(name)
    if found.base:
        explicit = [mark for mark in marks if mark.kind == "year" and mark.end <= quantity.start <= mark.end + 3]
        period = explicit[-1].period if explicit else None
    provisional = found.bound is Bound.ABOUT or _provisional(text, quantity.start)
    return Observation(
        start=start,
        end=end,
        tense=Tense.NONE if found.base and period is None else tense,
        period=period,
        indicator=_shown(name) or None,
        measure=found.measure,
        value=quantity.value,
        high=quantity.high,
        unit=quantity.unit,
        bound=found.bound,
        scope=scope[1] if scope else None,
        provisional=provisional,
        number_start=number[0],
        number_end=number[1],
        negated=_negated(text, quantity, found),
        standing=found.standing,
        yearly=found.yearly,
        names=tuple(sentence.span(a, b) for a, b in found.filled),
        inherited=tuple(sentence.span(a, b) for a, b in found.context if a < b),
    )


def _shown(name: str) -> str:
    """A name as it is shown: without the verbs and announcements in front of it."""
    lead = _lead()
    while True:
        word = lead.match(name)
        if word is None or word.end() >= len(name):
            return name.strip("、，的了“”\"'()")
        name = name[word.end() :]


@cache
def _tense_words() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = load("tense")
    ahead = _joined(words["ahead"])
    must = rf"(?<![{words['not to be before']}])要(?![{words['not to be after']}])"
    return re.compile(ahead), re.compile(must), re.compile(_joined(words["negation"]))


def _provisional(text: str, at: int) -> bool:
    words = "|".join(map(re.escape, load("tense")["provisional"]))
    head = text[:at]
    head = head[head.rfind("；") + 1 :]
    return re.search(words, head) is not None


def _negated(text: str, quantity: Quantity, found: _Found) -> bool:
    clause = max((text.rfind(mark, 0, quantity.start) for mark in "，；：。！？、"), default=-1) + 1
    return _tense_words()[2].search(text[clause : quantity.start]) is not None


def looks_ahead(text: str) -> bool:
    """Whether a sentence speaks of what is to be done."""
    ahead, must, _ = _tense_words()
    return ahead.search(text) is not None or must.search(text) is not None


def _time(text: str, quantity: Quantity, marks: list[Mark], context: Context) -> tuple[Period | None, Tense]:
    """The period and tense of one figure: the last word of time before it, else the sentence's own."""
    period, tense = context.period, context.tense
    for mark in marks:
        if mark.start >= quantity.start:
            break
        if mark.kind == "this" and tense is Tense.PAST:
            period = mark.period
            if not context.in_review:
                tense = Tense.PLAN
            continue
        if mark.kind == "next":
            period, tense = mark.period, Tense.PLAN
            continue
        if mark.kind == "whole" and period is not None and context.tense is Tense.PLAN:
            continue
        if mark.kind == "upto" and mark.period is None:
            continue
        if tense is Tense.PLAN and mark.kind in ("five", "some", "run"):
            continue
        period = mark.period
        if tense is Tense.PLAN and mark.kind in ("last", "before") and not looks_ahead(text[: quantity.start]):
            # 去年… inside a plan is half a sentence of it: neither evidence nor plan
            tense = Tense.PLAN
    if tense is Tense.PAST and _tense_words()[0].search(text[_clause_start(text, quantity.start) : quantity.start]):
        tense = Tense.PLAN
    if tense is Tense.PAST and period is not None and context.spoken is not None and period.first_year > context.spoken:
        tense = Tense.PLAN
    return period, tense


def _clause_start(text: str, at: int) -> int:
    return max((text.rfind(mark, 0, at) for mark in "，；：。！？"), default=-1) + 1
