"""Which time a text, a part of it or a figure speaks of."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.model import Period
from tracker.understand.goals import find_actuals, find_goals

_NUMERAL = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_YEAR = r"(?:19|20)\d\d"
_JOIN = r"[-—–－~至到]{1,2}"

# The five-year plans by number: the sixth began in 1981, each follows the one before.
_PLAN = re.compile(r"[“\"'‘]?(十?[一二三四五六七八九]|十)五[”\"'’]?(?:时期|期间|规划|以来|计划)")

_MARK = re.compile(
    # the letters that a word of time can begin with: most letters of a text begin none
    r"(?=[\d“\"'‘今去当全截上下前一二三四五六七八九十两第未用在利自近这几多历以过连刚明年本])(?:"
    rf"(?P<span>(?P<a>{_YEAR})年?{_JOIN}(?P<b>{_YEAR})年)"
    rf"|(?P<months>(?:(?P<my>{_YEAR})年|(?P<mr>今年|去年|当年|全年)?)(?P<m1>1?\d)月?份?{_JOIN}(?P<m2>1?\d)月份?)"
    rf"|(?P<upto>截至(?:(?P<uy>{_YEAR})年|今年|去年|目前)?(?P<um>1?\d)?月?)"
    rf"|(?P<part>(?:(?P<py>{_YEAR})年|(?P<pr>今年|去年))?(?P<pw>上半年|下半年|前三季度|前两季度|一季度|二季度|三季度|四季度|第一季度|第二季度|第三季度|第四季度|前[一二三四五六七八九十]+个月))"
    r"|(?P<coming>(?:今后|未来)的?(?P<cn>[一两二三四五六七八九十]|\d{1,2})年(?![级代])|今明两年)"
    r"|(?P<within>(?:[用在利]用?(?P<wn>[一两二三四五六七八九十]|\d{1,2})年(?:左右)?的?时间|(?P<wi>[一两二三四五六七八九十]|(?<!\d)\d{1,2})年(?:时间)?内))"
    rf"|(?P<from>自?(?P<fy>{_YEAR})年以来(?=，|累计|共|我|全|新|已))"
    r"|(?P<recent>近年来|近几年来?|这几年来?|几年来|多年来|这些年来?|历年来?|(?<![年月初度])以来(?=，|累计|共))"
    rf"|(?P<year>{_YEAR})年(?!代|前|来|以来|起|开始)"
    rf"|(?P<plan>[“\"'‘]?(?P<pn>十?[一二三四五六七八九]|十)五[”\"'’]?(?:时期|期间|以来))"
    r"|(?P<five>五年来|这五年|五年间|过去五年|过去的五年|五年累计|近五年|五年共|五年(?!行动|计划|规划|攻坚|提升|发展))"
    r"|(?P<some>(?:近|过去)?(?P<sn>[两二三四六七八九十])年(?:来|间|累计)|(?:近|过去|这)(?P<sm>[两二三四六七八九十])年(?![级代]))"
    r"|(?P<run>连续(?P<rn>[两二三四五六七八九十]+|\d+)年)"
    r"|(?P<last>去年|上年(?!度?末)|上一年|过去一年|过去的一年|一年来|这一年|刚刚过去的一年)"
    r"|(?P<before>前年)"
    r"|(?P<this>今年|本年)"
    r"|(?P<whole>(?:全年|当年)(?!的?(?:目标|任务|计划|预算|指标))|年内|年末|年底)"
    r"|(?P<next>明年|下一年))"
)
# After one of these a year is what something is compared with, or where it began: no mark of its own.
_COMPARED = re.compile(r"(?:比|较|与|同|从|由|自|和|于|到|以)(?:到)?$")

_DAY = re.compile(r"\d{1,2}月")  # 于2024年8月完工: when it was, nothing that is compared
_OF_A_NOUN = re.compile(
    r"(?:度)?(?:结转|列入|确定|立项|下达|转入|续建|延续)[^，；。的]{0,4}的"
)  # 2023年结转的|县殡仪馆

_PARTS = {
    "上半年": (1, 6), "下半年": (7, 12), "前三季度": (1, 9), "前两季度": (1, 6), "一季度": (1, 3), "二季度": (4, 6),
    "三季度": (7, 9), "四季度": (10, 12),
}  # fmt: skip


def five_year_plan(numeral: str) -> Period:
    """The years of the n-th five-year plan: 十一五 is 2006 to 2010 (the sixth began in 1981)."""
    number = 10 if numeral == "十" else (10 if numeral[0] == "十" else 0) + _NUMERAL[numeral[-1]]
    first = 1981 + (number - 6) * 5
    return Period.of_years(first, first + 4)


@dataclass(frozen=True, slots=True)
class Mark:
    """A word of time in a sentence, and the period it names; ``spoken`` is the year in which the text is spoken."""

    start: int
    end: int
    period: Period | None
    kind: str


def find_marks(text: str, spoken: int | None, reviewed: Period | None) -> list[Mark]:
    """The words of time of a squeezed sentence in order.

    ``spoken``: the year in which the report was given; ``reviewed``: what its part looks back on. 今年 in a
    review is the year spoken of, and 全年 the last year reviewed.
    """
    marks: list[Mark] = []
    for match in _MARK.finditer(text):
        kind = next(name for name in _KINDS if match[name] is not None)
        before = text[max(0, match.start() - 2) : match.start()]
        if match[0] == "上年" and before.endswith("在"):
            continue  # 在上年大幅增长的基础上
        if kind == "span" and before.endswith(("是", "于", "过", "比", "较")):
            continue  # 五年新增…，是1950年到2002年的总和
        if text.rfind("《", 0, match.start()) > text.rfind("》", 0, match.start()):
            continue  # 《总体规划(2021—2035年)》
        if kind in ("year", "last") and _OF_A_NOUN.match(text, match.end()):
            continue
        day = kind == "year" and before.endswith("于") and _DAY.match(text, match.end()) is not None
        if kind in ("year", "last", "before") and _COMPARED.search(before) and not day:
            whole = text.startswith(("相比", "比较"), match.end())  # 与2000年相比，… holds for all that follows
            since = _since(match, spoken, reviewed) if kind == "year" and (whole or before[-1] in "比较") else None
            if since is not None:
                marks.append(Mark(match.start(), match.end(), since, "span" if whole else "since"))
            continue
        marks.append(Mark(match.start(), match.end(), _period(match, kind, spoken, reviewed), kind))
    goals = find_goals(text)
    marks.extend(Mark(start, end, None, "goal") for start, end in goals)
    marks.extend(Mark(start, end, None, "actual") for start, end in find_actuals(text, goals))
    return sorted(marks, key=lambda mark: mark.start)


_KINDS = (
    "span",
    "months",
    "upto",
    "part",
    "coming",
    "within",
    "from",
    "recent",
    "year",
    "plan",
    "five",
    "some",
    "run",
    "last",
    "before",
    "this",
    "whole",
    "next",
)


def _since(match: re.Match[str], spoken: int | None, reviewed: Period | None) -> Period | None:
    """The years that a growth over an earlier year is of (比2017年增长: 2018 on); None for the year before."""
    last = reviewed.last_year if reviewed is not None else None if spoken is None else spoken - 1
    first = int(match["year"]) + 1
    return Period.of_years(first, last) if last is not None and first < last else None


def _period(match: re.Match[str], kind: str, spoken: int | None, reviewed: Period | None) -> Period | None:
    last = reviewed.last_year if reviewed is not None else None if spoken is None else spoken - 1
    if kind == "year":
        return Period.of_year(int(match["year"]))
    if kind == "span":
        first, final = int(match["a"]), int(match["b"])
        return Period.of_years(first, final) if first <= final else None
    if kind == "months":
        year = _year_of(match["my"], match["mr"], spoken, last)
        one, two = int(match["m1"]), int(match["m2"])
        if year is None or not 1 <= one < two <= 12:
            return None
        return Period(year, one, year, two)
    if kind == "upto":
        year = int(match["uy"]) if match["uy"] else last
        month = int(match["um"] or (12 if match["uy"] else 0))  # 截至2009年底 is all of that year
        return Period(year, 1, year, month) if year is not None and 1 <= month <= 12 else None
    if kind == "part":
        year = _year_of(match["py"], match["pr"], spoken, last)
        word = match["pw"].removeprefix("第")
        months = _PARTS.get(word)
        if months is None:
            months = (1, _NUMERAL.get(word[1], 12))
        return None if year is None else Period(year, months[0], year, months[1])
    if kind == "plan":
        return five_year_plan(match["pn"])
    if kind == "five":
        return None if last is None else Period.of_years(last - 4, last)
    if kind == "some":
        years = _number(match["sn"] or match["sm"])
        return None if last is None else Period.of_years(last - years + 1, last)
    if kind in ("coming", "within"):
        count = _number(match["cn"] or match["wn"] or match["wi"] or "二")
        return None if spoken is None else Period.of_years(spoken, spoken + count - 1)
    if kind == "from":
        return None if last is None or last < int(match["fy"]) else Period.of_years(int(match["fy"]), last)
    if kind == "recent":
        return None
    if kind == "last":
        return (
            None if last is None else Period.of_year(spoken - 1 if spoken is not None and match[0] == "去年" else last)
        )
    if kind == "before":
        return None if spoken is None else Period.of_year(spoken - 2)
    if kind == "this":
        return None if spoken is None else Period.of_year(spoken)
    if kind == "next":
        return None if spoken is None else Period.of_year(spoken + 1)
    if kind == "whole":
        return None if last is None else Period.of_year(last)
    return None if last is None else Period.of_year(last)  # run: 连续两年增长10%, a rate of each year


def _number(numeral: str) -> int:
    return int(numeral) if numeral.isdigit() else _NUMERAL["二" if numeral == "两" else numeral]


def _year_of(number: str | None, word: str | None, spoken: int | None, last: int | None) -> int | None:
    if number:
        return int(number)
    if word == "今年":
        return spoken
    if word == "去年":
        return None if spoken is None else spoken - 1
    return last


def find_years(text: str) -> list[int]:
    """All years that a text names (2022年, 1998、1999年)."""
    return [int(year) for year in re.findall(rf"({_YEAR})(?=年|、{_YEAR}年)", text)]
