"""Numbers with their units in a squeezed sentence: value, range, bound and spans. What they count comes later.

The patterns hold no unbounded repetition inside another, and give back nothing they have taken (``++``), so the
time they need grows with the length of the text alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from tracker.model import Bound
from tracker.understand.not_quantities import find_not_quantities
from tracker.words.lexicon import load, remember
from tracker.words.numerals import HAN, parse_approximate, parse_numeral
from tracker.words.units import Unit, find_unit, unit_nouns, units


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and what stands round it, as offsets into the squeezed sentence."""

    start: int  # of the whole with its bound words: 超3000亿元
    end: int
    number_start: int
    number_end: int  # with its scale, without 多 or 余's unit: 3000多万
    value: Decimal
    high: Decimal | None
    unit: str | None
    bound: Bound
    unit_end: int  # where number and unit end, before 以上 or 左右
    special: str | None = None  # 番, 全覆盖, 清零
    bare: bool = False  # no unit of its own: the noun beside it gave it, or none


def alternatives(words: Iterable[str]) -> str:
    """The words as a choice of a pattern, longer ones first."""
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


# ── the shape of a number ─────────────────────────────────────────────────────────────────────────

_ARABIC = r"(?:\d{1,3}(?:,\d{3})++(?!\d)(?:\.\d++)?+|\d++(?:\.\d++)?+)"
_SCALE = r"(?:[十百千]?[万亿]{1,2}|[百千](?![米克瓦分伏赫帕卡焦]))"
_HAN = r"(?:(?:[零〇一二两三四五六七八九十百万亿]|千(?![瓦米克伏]))++(?:点[零一二三四五六七八九]++[万亿]*+)?+)"
_DASH = r"[-—–－~～至到]{1,2}"
_FORMS = ("percent", "fraction", "fold", "half", "tenths", "all", "zero", "plain")


@remember
def _unit() -> str:
    """A unit, alone, over another one (元/吨) or with a second word for the same count (头(只))."""
    stops = load("units")["not before"]
    names = [name for name in units() if name not in ("％", "日", "月") and "(" not in name and "（" not in name]
    listed = sorted(names, key=lambda name: (-len(name), name))
    one = "|".join(re.escape(name) + (f"(?![{stops[name]}])" if name in stops else "") for name in listed)
    return rf"(?:{one})(?:/\d{{0,4}}(?:{one}|[年月日人户])(?:·?[年月人])?|\((?:{one})\))?"


@remember
def _pattern() -> re.Pattern[str]:
    number = rf"(?:\d{{1,4}}[万亿]\d{{1,4}}[万千百]?(?![\d.])|{_ARABIC}{_SCALE}?|{_HAN})"
    unit = _unit()
    return re.compile(
        rf"(?P<percent>百分之(?P<share>{_HAN}|{_ARABIC}))"
        r"|(?P<fraction>(?P<below>[二三四五六七八九十百]{1,4}|\d{1,4})分之(?P<above>[一二三四五六七八九十两]{1,4}|\d{1,4})"
        r"|(?<![\d/.A-Za-z])(?P<up>\d{1,2})/(?P<down>\d{1,3})(?![\d/年月A-Za-z]))"
        r"|(?P<fold>翻了?[近超]?(?P<times>[一两二三四])?番)"
        r"|(?P<half>一半|半数|过半)"
        r"|(?P<tenths>(?P<low>[一二两三四五六七八九])(?P<next>[二三四五六七八九])?成(?![立为功果就员长分本效品交都套型熟绩因]))"
        r"|(?P<all>(?<![健安])全覆盖)"
        r"|(?P<zero>清零|归零)"
        rf"|(?P<plain>(?P<sign>(?<![\d%年月])[-−])?(?P<number>{number})(?P<more>[多余几来])?(?P<scale>[万亿]{{1,2}})?"
        rf"(?:(?P<unit1>{unit})?{_DASH}(?P<number2>{number})(?P<more2>[多余])?)?(?P<unit>{unit})?)"
    )


def find_quantities(text: str) -> list[Quantity]:
    """Every quantity of a squeezed, folded sentence, in order; none overlap."""
    found: list[Quantity] = []
    blocked = iter(find_not_quantities(text))
    block = next(blocked, None)
    pattern = _pattern()
    position = 0
    while (match := pattern.search(text, position)) is not None:
        start = match.start()
        while block is not None and block[1] <= start:
            block = next(blocked, None)
        if block is not None and block[0] <= start:
            position = block[1]
            continue
        quantity = _read(text, match)
        if quantity is None:
            position = match.end("number") if match["number"] else match.end()
        else:
            found.append(quantity)
            position = quantity.unit_end
    return _share_units(text, found)


# ── one quantity ──────────────────────────────────────────────────────────────────────────────────


def _read(text: str, match: re.Match[str]) -> Quantity | None:
    form = next(name for name in _FORMS if match[name] is not None)
    if form == "plain":
        return _read_plain(text, match)
    start, end = match.span()
    value: Decimal | None
    high = None
    bound = Bound.EXACT
    if form == "percent":
        value = parse_numeral(match["share"])
    elif form == "fraction":
        value = _share_of(match["above"] or match["up"], match["below"] or match["down"])
    elif form == "fold":
        value = Decimal(100) * (2 ** {"两": 2, "二": 2, "三": 3, "四": 4}.get(match["times"] or "", 1) - 1)
    elif form == "half":
        value = Decimal(50)
        bound = Bound.LOWER if match["half"] == "过半" else Bound.EXACT
    elif form == "tenths":
        value, high, end, bound = _tenths(text, match)
    elif form == "all":
        value = Decimal(100)
    else:
        value = Decimal(0)
    if value is None:
        return None
    special = {"fold": "番", "all": "全覆盖", "zero": "清零"}.get(form)
    made = Quantity(start, end, start, end, value, high, None if form == "zero" else "%", bound, end, special)
    return _with_bounds(text, made)


def _share_of(above: str, below: str) -> Decimal | None:
    """三分之一 as a percentage, to one digit behind the point where it doesn't come out even."""
    top, bottom = parse_numeral(above), parse_numeral(below)
    if top is None or not bottom or top > bottom:
        return None
    share = top * 100 / bottom
    return share if top * 100 % bottom == 0 else share.quantize(Decimal("0.1"), ROUND_HALF_UP)


def _tenths(text: str, match: re.Match[str]) -> tuple[Decimal | None, Decimal | None, int, Bound]:
    """三成, 七八成, 三成五, 六成多."""
    end = match.end("tenths")
    value = parse_numeral(match["low"])
    high = parse_numeral(match["next"]) if match["next"] else None
    if value is None or (high is not None and high != value + 1):
        return None, None, end, Bound.EXACT
    value *= 10
    after = text[end : end + 1]
    if after == "半" or (after and after in "一二三四五六七八九"):
        value += 5 if after == "半" else parse_numeral(after) or 0
        end += 1
    return value, None if high is None else high * 10, end, Bound.EXACT


def _read_plain(text: str, match: re.Match[str]) -> Quantity | None:
    written, scale = match["number"], match["scale"] or ""
    pair = parse_approximate(written + scale)
    value, high = (parse_numeral(written + scale), None) if pair is None else pair
    if value is None:
        return None
    unit, end = match["unit"], match.end()
    number_end = max(match.end("scale"), match.end("more"), match.end("number"))
    bound = Bound.ABOUT if match["more"] == "来" else Bound.LOWER if match["more"] else Bound.EXACT
    if match["number2"]:
        ends = _range(match, value)
        if ends is None:
            unit, end = match["unit1"], match.end("unit1") if match["unit1"] else number_end
        else:
            (value, high), number_end = ends, match.end("number2")
    made = Quantity(
        match.start(), end, match.start(), number_end, -value if match["sign"] else value, high,
        None if unit is None else unit.replace("％", "%"), bound, end,
    )  # fmt: skip
    if unit is None:
        bare = _named_by_noun(text, made, written + scale)
        return None if bare is None else _with_bounds(text, bare)
    made = _with_bounds(text, made)
    return made if _counts(text, made, written + scale) else None


def _range(match: re.Match[str], low: Decimal) -> tuple[Decimal, Decimal] | None:
    """Both ends of 6%-6.5%, 5-6万人 (the scale holds for both) or 1至2家; None where the two are no range."""
    high = parse_numeral(match["number2"])
    if high is None or match["unit"] is None or (match["unit1"] is not None and match["unit1"] != match["unit"]):
        return None
    scale = match["number2"].lstrip("0123456789.,")
    if match["unit1"] is None and scale and scale[0] in "十百千万亿" and match["number"][-1].isdigit():
        scaled = parse_numeral(match["number"] + scale)
        low = scaled if scaled is not None and scaled < high else low
    return (low, high) if low < high else None


# ── whether it counts ─────────────────────────────────────────────────────────────────────────────

_TIME = frozenset({"hours", "days", "weeks", "years", "months", "seconds"})
_VAGUE = frozenset("方度分位成天级期轮站种类部面季点道条对")
"""Counters that a single Chinese digit before them rarely counts with: 三种, 四级, 两条."""


@dataclass(frozen=True, slots=True)
class _Context:
    """Compiled words that tell from both sides whether a number counts something."""

    base: re.Pattern[str]
    not_counted: re.Pattern[str]
    not_counted_han: re.Pattern[str]
    time: re.Pattern[str]
    counting: re.Pattern[str]
    action: re.Pattern[str]


@remember
def _context() -> _Context:
    words, phrases = load("quantities"), load("phrases")
    any_noun, han_noun = words["not counted"]["any"], words["not counted"]["in Chinese"]
    lists = r"(?:大|重要|主要|重点|新|具体|关键|突出|明显|基本|核心|特别)?"
    return _Context(
        re.compile(rf"(?:{alternatives(words['bases'])})$"),
        re.compile(rf"(?:{alternatives(any_noun)})"),
        re.compile(rf"{lists}(?:{alternatives([*any_noun, *han_noun])})"),
        re.compile(
            rf"(?:{alternatives(words['time nouns'])})[^，。；、\d]{{0,8}}$"
            rf"|(?:{alternatives(words['shrinks'])})(?:了|到|至|为)?(?:了)?$"
        ),
        re.compile(alternatives(words["counting verbs"])),
        re.compile(
            rf"(?:{alternatives(phrases['action verbs'])}|达到?|完成|实现|共有?|总数|超过|拥有|有)(?:了|成|约|近)?$"
        ),
    )


def _counts(text: str, made: Quantity, written: str) -> bool:
    """Whether a number with a unit says how much there is: not 每百户, 亿元以上项目, 连续6年, 两个市场."""
    context = _context()
    before, after = text[max(0, made.number_start - 16) : made.number_start], text[made.unit_end : made.unit_end + 12]
    unit = find_unit(made.unit or "")
    if unit is None or context.base.search(before):
        return False
    if unit.kind in _TIME and not context.time.search(before) and not _from_here(text, before, made):
        return False
    if _only_a_kind(after, unit, context):
        return False
    if context.not_counted.match(after):
        return False
    return written[0] not in HAN or _han_counts(text, made, written, before, after)


def _from_here(text: str, before: str, made: Quantity) -> bool:
    """由15个工作日压缩至3个: a length of time from which something is shortened."""
    if re.compile(r"内?办[结理好]").match(text, made.end):
        return True
    return before.endswith(("由", "从")) and _SHRINKING.match(text, made.end) is not None


_SHRINKING = re.compile(r"(?:再|进一步)?(?:压缩|缩短|减少|压减|降|提高|延长)")


_AMOUNTS_OF_THINGS = frozenset({"share", "points", "times", "people", "visits", "households", "homes", "vehicles"})


def _only_a_kind(after: str, unit: Unit, context: _Context) -> bool:
    """亿元以上项目, 万吨级泊位, 35蒸吨及以下锅炉: the number says which kind is meant. 5个以上项目 counts."""
    if after.startswith("级") and not after.startswith("级别"):
        return True
    if unit.kind is None or unit.kind in _AMOUNTS_OF_THINGS:
        return False
    if unit.kind == "voltage":
        return re.match(r"[\u4e00-\u9fff]", after) is not None  # 500千伏主干网架
    tail = re.match(r"及?(?:以上|以下|以内)(?=[\u4e00-\u9fffA-Za-z“\"])", after)
    return tail is not None and context.counting.match(after, tail.end()) is None


def _han_counts(text: str, made: Quantity, written: str, before: str, after: str) -> bool:
    """Whether a Chinese numeral counts: 两千余户, 三成, 新建两座 do; 一项, 三级, 两个市场 and 万名 don't."""
    unit = find_unit(made.unit or "")
    assert unit is not None
    context = _context()
    if written == "一":
        return unit.kind in ("times", "points", "share")
    if context.not_counted_han.match(after):
        return False
    if all(char in "百千万亿" for char in written):
        # 万亿元 and 超百家 count, 千家企业 is a way of saying many
        return (
            unit.kind == "money"
            or made.start < made.number_start
            or re.search(r"(?:[到达在过破]|连续)$", before) is not None
        )
    if len(written) > 1 or unit.kind in ("money", "share", "points", "times", "area", "length", "mass"):
        return made.unit not in ("方", "度", "分")
    return made.start < made.number_start or context.action.search(before) is not None


# ── numbers without a unit ────────────────────────────────────────────────────────────────────────


@remember
def _nouns() -> re.Pattern[str]:
    return re.compile(alternatives(unit_nouns()))


_STOP = re.compile(r"[，。；、：！？\d(]")
_NO_COUNT = re.compile(r"年(?!均)|[月日号路弄楼点]|时(?!长)|世纪|届|代(?!表)|期(?!间)|强|大|后|岁|[A-Za-z]")
_PLAIN_SCORE = re.compile(r"(?:指数|系数|倍差|差距|得分|分值|评分|比值|收入比|总和生育率)[^，。；、\d]{0,6}$")


def _named_by_noun(text: str, made: Quantity, written: str) -> Quantity | None:
    """A number without a unit takes that of the noun beside it: 6000万农村人口, 农村贫困人口1000万以上."""
    end = made.number_end
    before = text[max(0, made.number_start - 12) : made.number_start]
    scaled = written[-1] in "万亿" or (text[end - 1] in "万亿多余" and text[end - 1] != written[-1])
    made = replace(made, unit_end=end, end=end, bare=True)
    if _context().base.search(before) or _NO_COUNT.match(text, end):
        return None
    if _PLAIN_SCORE.search(before) and not written[0] in HAN:
        return _with_bounds(text, made)
    if written[0] in HAN and len(written) == 1 and not scaled:
        return None
    bounded = _with_bounds(text, made)
    noun = _noun_after(text, bounded.end if bounded.end > end else end, 14 if scaled else 6)
    if noun is None and scaled:
        noun = _noun_before(before)
    if all(char in "百千万亿" for char in written) and bounded.start == made.number_start:
        return None
    if noun is None and not scaled:
        return None
    if written[0] in HAN and not scaled and len(written) < 2:
        return None
    return replace(bounded, unit=noun)


def _noun_after(text: str, at: int, reach: int) -> str | None:
    stop = _STOP.search(text, at, at + reach)
    piece = text[at : stop.start() if stop is not None else at + reach]
    # The longest noun names it best (农村人口 counts people, not villages), and the last of a run: 家庭|学生.
    found = [match for match in _nouns().finditer(piece) if len(match[0]) > 1 or not match.start()]
    if not found:
        return None
    best = min(found, key=lambda match: (-len(match[0]), match.start()))
    for match in found:
        best = match if match.start() == best.end() else best
    return unit_nouns()[best[0]]


@remember
def _noun_at_end() -> re.Pattern[str]:
    measure = load("quantities")["measure"]
    bounds = [word for listed in load("quantities")["before"].values() for word in listed]
    verbs = alternatives([*measure["up"], *measure["down"], *measure["to"], *measure["adverbs"], *bounds, "完成", "有"])
    return re.compile(rf"(?P<noun>{alternatives(unit_nouns())})(?:总?数量?|规模)?(?:比[^，]{{0,5}})?(?:{verbs})*$")


def _noun_before(before: str) -> str | None:
    """The unit of the noun that a number measures from behind: 农村贫困人口减少1000万, 参保人数达1.17亿."""
    found = _noun_at_end().search(before)
    return None if found is None else unit_nouns()[found["noun"]]


# ── bounds and lists ──────────────────────────────────────────────────────────────────────────────


@remember
def _edges() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, Bound], dict[str, Bound]]:
    words = load("quantities")
    before = {word: Bound(name) for name, listed in words["before"].items() for word in listed}
    after = {word: Bound(name) for name, listed in words["after"].items() for word in listed}
    head = "|".join(
        (f"(?<![{words['not after'][word]}])" if word in words["not after"] else "") + re.escape(word)
        for word in sorted(before, key=lambda word: (-len(word), word))
    )
    tail = "|".join(
        re.escape(word) + (f"(?![{words['not before'][word]}])" if word in words["not before"] else "")
        for word in sorted(after, key=lambda word: (-len(word), word))
    )
    return re.compile(f"(?:{head})$"), re.compile(f"及?(?:{tail})"), before, after


def _with_bounds(text: str, made: Quantity) -> Quantity:
    """Take in the bound words on both sides; what stands after outranks what stands before."""
    head_re, tail_re, before, after = _edges()
    first, last, bound = made.start, made.unit_end, made.bound
    head = head_re.search(text[max(0, first - 6) : first])
    if head is not None and (
        head[0] not in load("quantities")["only before scales"] or text[made.number_start] in "百千万亿"
    ):
        first -= len(head[0])
        bound = before[head[0]] if bound is Bound.EXACT else bound
    tail = tail_re.match(text, last)
    if tail is not None:
        last = tail.end()
        bound = after[tail[0].removeprefix("及")]
    return replace(made, start=first, end=last, bound=bound)


_BESIDE = re.compile(r"[、和与及]")


def _share_units(text: str, found: list[Quantity]) -> list[Quantity]:
    """分别高4.2和0.7个百分点: a number right before 和 or 、 and another number has that one's unit."""
    listed: list[Quantity] = []
    for quantity in found:
        number = (
            _lone_number(text, quantity.number_start)
            if quantity.unit and quantity.start == quantity.number_start
            else None
        )
        if number is not None and (not listed or listed[-1].end <= number[0]):
            value = parse_numeral(text[number[0] : number[1]])
            if value is not None:
                listed.append(replace(quantity, start=number[0], end=number[1], number_start=number[0], number_end=number[1],
                                      value=value, high=None, unit_end=number[1]))  # fmt: skip
        listed.append(quantity)
    return listed


def _lone_number(text: str, at: int) -> tuple[int, int] | None:
    """Where a decimal without a unit stands right before a separator and ``at``."""
    if at < 2 or not _BESIDE.match(text, at - 1):
        return None
    found = re.search(r"(?<![\d.,A-Za-z])\d{1,6}\.\d{1,4}$", text[max(0, at - 14) : at - 1])
    return None if found is None else (max(0, at - 14) + found.start(), at - 1)
