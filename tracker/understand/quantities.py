"""Numbers with their units in a squeezed sentence: value, range, bound and spans. What they count comes later."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from tracker.model import Bound
from tracker.words.lexicon import load
from tracker.words.numerals import HAN, parse_numeral
from tracker.words.units import find_unit, unit_nouns, units


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and what stands round it, as offsets into the squeezed sentence."""

    start: int  # of the whole with its bound words: 超3000亿元
    end: int
    number_start: int
    number_end: int
    value: Decimal
    high: Decimal | None
    unit: str | None
    bound: Bound
    unit_end: int  # where number and unit end, before 以上 or 左右
    special: str | None = None  # 番, 全覆盖, 清零
    bare: bool = False  # no unit of its own: the noun that follows gave it, or none


_ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = r"[十百千]?[万亿]{1,2}|[百千](?!米|克|瓦|分|伏|赫|帕|卡|焦)"
_HAN_NUMBER = rf"[{HAN}]+(?:点[零一二三四五六七八九]+[万亿]*)?"
_DASH = r"[-—–－~～至到]{1,2}"


@cache
def _unit_pattern() -> str:
    names = sorted((name for name in units() if name not in ("％", "年", "日", "月")), key=lambda name: (-len(name), name))
    return "|".join(re.escape(name) for name in names)


@cache
def _pattern() -> re.Pattern[str]:
    unit = _unit_pattern()
    number = rf"(?:{_ARABIC})(?:{_SCALE})?|{_HAN_NUMBER}"
    return re.compile(
        rf"(?P<percent>百分之(?P<pnum>{_HAN_NUMBER}|{_ARABIC}))"
        rf"|(?P<fraction>(?P<below>[二三四五六七八九十百]+|\d+)分之(?P<above>[一二三四五六七八九十两]+|\d+)|(?P<up>\d{{1,2}})/(?P<down>\d{{1,3}})(?![\d/年月]))"
        rf"|(?P<fold>翻(?P<times>[一两二三四])?番)"
        rf"|(?P<half>一半|半数)"
        rf"|(?P<tenths>(?P<tnum>[一二两三四五六七八九])成(?P<tplus>[多半以左上右]|$|[，。、；的和])(?![立为功果就员长分]))"
        rf"|(?P<all>全覆盖)|(?P<zero>清零|归零)"
        rf"|(?P<sign>(?<![\d%年月])[-−])?(?P<num>{number})(?P<more>[多余几])?(?P<scale2>[万亿]{{1,2}})?"
        rf"(?:(?P<unit1>{unit})?(?P<dash>{_DASH})(?P<num2>{number})(?P<more2>[多余])?)?"
        rf"(?P<unit>(?:{unit})(?:/(?:\d+)?(?:{unit}|年|月|日|人|户)(?:·?[年月人])?)?)?"
    )


# What looks like a number and is none: dates, plans by number, articles, grades, roads, item numbers, names in quotes.
_NOT = re.compile(
    r"(?:19|20)\d\d年?(?:[-—–~至到]{1,2}(?:19|20)\d\d)?年(?:\d{1,2}月)?(?:\d{1,2}日)?|\d{1,2}月份?[-—–~至到]{1,2}\d{1,2}月份?|\d{1,2}月(?:\d{1,2}日|份|底|初|末|中旬|上旬|下旬)?|\d{1,2}[-—–~]\d{1,2}月"
    r"|(?:19|20)\d\d(?=、(?:19|20)\d\d年|[-—–]{1,2}(?:19|20)\d\d年)"
    r"|[“\"‘'「『《][^”\"’'」』》，。；]{0,16}[”\"’'」』》]"
    r"|第[\d零一二三四五六七八九十百千]+"
    r"|[A-Za-z][A-Za-z.\-]*\d[\d.A-Za-z\-]*|\d[\d.]*[A-Za-z]+\d*(?![/A-Za-z])"
    r"|\d+(?:\+\d+)+|\+\d+|\d+[+]"
    r"|\d{1,3}A级|[一二三四五六七八九十\d]+级(?!别)|[一二三四五六七八九十]+(?:大|五|中全会|届|次全会|类区)"
    r"|\(\d{1,3}\)|\([一二三四五六七八九十]+\)"
    r"|^[一二三四五六七八九十]{1,3}[、．.]|(?:^|[。；：，])[一二三四五六七八九十]{1,2}(?:是|要)|其[一二三四五六七八九]"
    r"|[\u4e00-\u9fff][一二三四五六七八九十]{1,3}(?:路|街|道街|桥|中|小|高|厂|矿|号|期|环|院|区(?!县)|标段|经路|纬路)"
    r"|12345|12315|96\d{3}|(?<!\d)1[12]0(?=指挥|平台|报警|联动)|[零一二三四五六七八九]{2}[一二三四五六七八九](?!十)|\d+号"
    r"|统一|唯一|一些|一批|一系列|一定|一体|一致|一流|一直|一般|一方面|一律|一经|一如|进一步|一步|一手|一道|一同|一起|一样|一切|一度|一旦|一代|一线|一二|一大|一把手|一站|一网|一件事|一张网|一村|一县|一地|一域|一企|一事|一次性|万一|第一|之一|初一|单一|同一|专一|逐一|合一|首一|任何一|每一|某一|另一|新一轮|一轮|一年一度|一揽子|一杆|一目|一支|一条|一片|一项|一个|一种|一场|一座|一处|一名|一位|一次|一期|一周|一天|一家|一户|一辆|一套|一件|一类|一年|一月|一会|一心|一刻|一路|一点|一部|一面|一带|一半时间|一块|一股|一段|一层|一抓|一跃|一举|一改|一贯|一向|一再|一票|一线|一分"
    r"|二手|二维|二次创业|二次|三农|三峡|三角|三大|三新|三甲|三中|三产|三公|三资|三方|三边|三者|三维|三权|两会|两岸|两国|两种|两手|两化|两翼|两端|两高|两山|两江|两重|两新|两型|两限|两广|两淮|两院|两免|两基|四川|四化|四好|四大|四新|四个|五保|五大|五险|六稳|六保|七大|八大|九大|十大|十分|十足|百姓|百强|百货|百科|百度|百城|百日|百年|百亿|千亿|千里|千万(?!元|吨|千|亩|人|户|个)|万里|万物|万象|万象|千年|三亚|三明|五台|九江|九寨|六盘|六安|四平|双一流|十佳|千兆|万兆|百兆|半年|多少|几个|十几|几十|几百|亿万|万方|一人一"
)
_AFTER_BAD = re.compile(r"(?:年(?!均)|月|日|时(?!长)|号|世纪|届|点(?!位)|楼|路|弄|代(?!表)|期(?!间))")


@cache
def _edges() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, Bound], dict[str, Bound]]:
    words = load("quantities")
    before = {word: Bound(name) for name, listed in words["before"].items() for word in listed}
    after = {word: Bound(name) for name, listed in words["after"].items() for word in listed}
    join = lambda table: "|".join(sorted(map(re.escape, table), key=lambda word: (-len(word), word)))  # noqa: E731
    return re.compile(f"(?:{join(before)})$"), re.compile(join(after)), before, after


def blocked_spans(text: str) -> list[tuple[int, int]]:
    """Where numerals stand that count nothing."""
    return [match.span() for match in _NOT.finditer(text)]


def find_quantities(text: str) -> list[Quantity]:
    """Every quantity of a squeezed, folded sentence, in order; none overlap."""
    found: list[Quantity] = []
    blocked = blocked_spans(text)
    for never in load("quantities")["never"]:
        at = text.find(never)
        while at >= 0:
            blocked.append((at, at + len(never)))
            at = text.find(never, at + 1)
    blocked.sort()
    position = 0
    pattern = _pattern()
    skip = 0
    while True:
        match = pattern.search(text, position)
        if match is None:
            return found
        position = match.end() if match.end() > match.start() else match.end() + 1
        while skip < len(blocked) and blocked[skip][1] <= match.start():
            skip += 1
        hit = next(((a, b) for a, b in blocked[skip : skip + 8] if a <= match.start() < b), None)
        if hit is not None:
            position = max(hit[1], match.start() + 1)
            continue
        quantity = _quantity(text, match)
        if quantity is None:
            position = match.start() + max(1, len(match["num"] or "x"))
            continue
        found.append(quantity)
        position = max(quantity.unit_end, match.start() + 1)


def _bounded(text: str, start: int, end: int, inner: Bound) -> tuple[int, int, Bound]:
    """Take in the bound words on both sides; what stands after outranks what stands before."""
    before_re, after_re, before, after = _edges()
    bound = inner
    head = before_re.search(text[max(0, start - 5) : start])
    first = start
    if head is not None:
        word = head[0]
        # 增长近 and 最近, 附近, 超 in 超额: the word must not be the tail of another one
        previous = text[start - len(word) - 1 : start - len(word)] if start > len(word) else ""
        if not (word in ("近", "超", "破") and previous in "最附临亲邻靠高") or not previous:
            first = start - len(word)
            if bound is Bound.EXACT:
                bound = before[word]
    tail = after_re.match(text, end)
    last = end
    if tail is not None and not (tail[0] == "内" and text[end : end + 2] in ("内容", "内部", "内外", "内蒙", "内资", "内需")):
        if not (tail[0] in ("多", "余") and text[end + 1 : end + 2] in "元样种个年年额"):
            last = tail.end()
            bound = after[tail[0]]
    return first, last, bound


def _quantity(text: str, match: re.Match[str]) -> Quantity | None:
    start, end = match.span()
    if match["percent"]:
        value = parse_numeral(match["pnum"])
        return None if value is None else _made(text, start, end, end, value, None, "%", Bound.EXACT)
    if match["fraction"]:
        below = parse_numeral(match["below"] or match["down"])
        above = parse_numeral(match["above"] or match["up"])
        if not below or above is None or above > below:
            return None
        share = (above * 100 / below).quantize(Decimal("0.1")) if (above * 100) % below else above * 100 / below
        return _made(text, start, end, end, share, None, "%", Bound.EXACT)
    if match["fold"]:
        times = {"两": 2, "二": 2, "三": 3, "四": 4}.get(match["times"] or "", 1)
        return _made(text, start, end, end, Decimal(100 * (2**times - 1)), None, "%", Bound.EXACT, special="番")
    if match["half"]:
        return _made(text, start, end, end, Decimal(50), None, "%", Bound.EXACT)
    if match["tenths"]:
        value = parse_numeral(match["tnum"])
        if value is None or (match.start() and text[match.start() - 1] in "完组构变达"):
            return None
        stop = match.start() + 2
        half = Decimal(5) if text[stop : stop + 1] == "半" else Decimal(0)
        bound = Bound.LOWER if text[stop : stop + 1] == "多" else Bound.EXACT
        stop += 1 if half or bound is Bound.LOWER else 0
        return _made(text, start, stop, stop, value * 10 + half, None, "%", bound)
    if match["all"]:
        return _made(text, start, end, end, Decimal(100), None, "%", Bound.EXACT, special="全覆盖")
    if match["zero"]:
        return _made(text, start, end, end, Decimal(0), None, None, Bound.EXACT, special="清零")
    return _plain_number(text, match)


def _plain_number(text: str, match: re.Match[str]) -> Quantity | None:
    start = match.start()
    written, scale2 = match["num"], match["scale2"] or ""
    value = parse_numeral(written + scale2)
    if value is None:
        return None
    if match["sign"]:
        value = -value
    unit, unit_end = match["unit"], match.end()
    number_end = match.end("scale2") if scale2 else match.end("more") if match["more"] else match.end("num")
    bound = Bound.LOWER if match["more"] in ("多", "余", "几") else Bound.EXACT
    high: Decimal | None = None
    if match["num2"]:
        second = parse_numeral(match["num2"])
        if second is not None and (unit is not None) and second > value and _same(match["unit1"], unit):
            high = second
            first_scale = re.search(r"[万亿]+$", match["num2"])
            if first_scale is not None and not re.search(r"[万亿]$", written) and match["unit1"] is None:
                scaled = parse_numeral(written + first_scale[0])  # 5-6万人
                value = scaled if scaled is not None and scaled < second else value
            number_end = match.end("num2")
        else:
            unit, unit_end = match["unit1"], match.end("unit1") if match["unit1"] else number_end
    han = written[0] in HAN
    if unit is None:
        unit_end = number_end
        noun = _noun_unit(text, number_end) if not han or len(written) > 1 or match["more"] else None
        if noun is None:
            if han or _AFTER_BAD.match(text, number_end) or not (written[-1] in "万亿" or scale2):
                return None
        if text[start - 1 : start] in ("/", ":", "：", ".") and not re.search("[万亿]", written):
            return None
        return _made(text, start, unit_end, number_end, value, high, noun, bound, bare=True)
    if han and not _counts(text, start, written, unit, unit_end):
        return None
    return _made(text, start, unit_end, number_end, value, high, unit.replace("％", "%"), bound)


def _same(one: str | None, other: str) -> bool:
    return one is None or one == other


def _counts(text: str, start: int, written: str, unit: str, unit_end: int) -> bool:
    """Whether a Chinese numeral before a unit counts: 两千余户 does, 一度 and 十分 don't."""
    kind = find_unit(unit)
    if kind is None:
        return False
    if written == "一" or (len(written) == 1 and written in "十百千万亿" and unit in ("分", "年", "方", "家", "度", "天", "位", "里")):
        return False
    if unit in ("方", "度", "分", "位", "成", "天", "日", "级", "期", "轮", "站", "种", "类", "部", "面", "季") and len(written) == 1:
        return False
    return not text.startswith(("多", "年"), unit_end) or unit not in ("个",)


def _noun_unit(text: str, at: int) -> str | None:
    """The unit that the noun after a bare number stands for: 6000万农村人口 counts people."""
    stop = re.compile(r"[，。；、：\d(]").search(text, at)
    piece = text[at : min(len(text) if stop is None else stop.start(), at + 14)]
    # The longest noun names it best: 农村人口 counts people, not villages.
    found = [(-len(noun), piece.find(noun), unit) for noun, unit in unit_nouns().items() if noun in piece]
    return min(found)[2] if found else None


def _made(
    text: str,
    start: int,
    unit_end: int,
    number_end: int,
    value: Decimal,
    high: Decimal | None,
    unit: str | None,
    bound: Bound,
    special: str | None = None,
    bare: bool = False,
) -> Quantity:
    first, last, bound = _bounded(text, start, unit_end, bound)
    return Quantity(first, last, start, number_end, value, high, unit, bound, unit_end, special, bare)
