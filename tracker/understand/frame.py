"""What the head of a report tells: its title, whose it is, when it was given and what time it looks back on.

Title, headings, dates and dated sentences each speak for a year. Where they don't agree the year is doubtful: the
report then decides for no year, and says between which. A part of the year in the title (上半年, 1—11月, 截至10月底) is
the time of all that stands below.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from tracker.model import Document, Period
from tracker.understand.paragraphs import HEADING, Paragraph, part_named
from tracker.understand.periods import find_years, five_year_plan
from tracker.words.lexicon import load
from tracker.words.normal import normal_form, said

TITLE_YEAR = re.compile(r"((?:19|20)\d\d)(?=年)")
_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:年(\d{1,2})月(?:\d{1,2}日)?(?![—\-至])|([-/.])(\d{1,2})\3\d{1,2}(?!\d))")
_HAN_YEAR = re.compile(r"[一二][零九][零一二三四五六七八九]{2}(?=年)")
_HAN_DIGITS = str.maketrans("零一二三四五六七八九", "0123456789")
PROGRESS = re.compile(
    r"(?:完成|进展|办理|办结|落实|运行|推进|执行|实施|建设|开展|履职|工作|发展)(?:进展|推进|完成|落实)?情况"
)
_REPORT_OF = re.compile(r"\d{4}年[^，。(]{0,12}政府工作报告(.*)", re.DOTALL)
_DATED_SENTENCE = re.compile(
    r"(?:^|[。；\n])(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|[^\n。，；]{0,6}。)?"
    r"((?:19|20)\d\d)年(?=[，度全末]|[^\d至—\-以代和与及计第(]{2})"
)
_AHEAD = re.compile("将|计划|力争|确保|预期|目标|安排")


@dataclass(frozen=True, slots=True)
class Frame:
    """Title, locality and time of a report; ``doubtful`` holds the years between which its head does not decide."""

    title: str | None
    plain: str  # the title in normal form, years in figures, or empty
    locality: str | None
    spoken: int | None  # the year in which it was given: 今年 is that one
    period: Period | None  # what it looks back on
    months: tuple[int, int] | None = None  # a part of the year that the title names, by first and last month
    doubtful: tuple[int, ...] = ()


def find_frame(document: Document, form: str, paragraphs: list[Paragraph]) -> Frame:
    """Title, locality and time, from the head of the text, its headings and, last, the years it names."""
    head = [said(form, each.start, each.end) for each in paragraphs[:8]]
    lines = [
        " ".join(document.text[each.start : each.end].split()).split("。")[0]
        for each, line in zip(paragraphs[:8], head, strict=False)
        if _is_title(line)
    ]
    # 督查通报 above 关于2024年度重点工作完成情况的通报: the one that names its time or its matter
    telling = [each for each in lines if _TELLS_ITS_MATTER.search(plain_title(each))]
    shown = document.title or next(iter(telling or lines), None)
    title = None if shown is None else plain_title(shown)
    locality = document.locality or _locality(title, head)
    headed = [said(form, each.start, each.title_end) for each in paragraphs if each.level == 1]
    headings = [heading for heading in headed if heading != title]
    months = part_of_year(title or "")
    spoken, period, doubtful = _years(title, head, headings, form, months)
    if months is not None and period is not None:
        year = period.last_year
        period = Period(year, months[0], year, months[1])
        spoken = year if months[1] < 12 else year + 1
    if document.period is not None:
        if period is None or not period.overlaps(document.period):
            last = document.period
            spoken = last.last_year + (1 if last.last_month == 12 else 0)
        period, doubtful = document.period, ()
    return Frame(shown, title or "", locality, spoken, period, months, doubtful)


def plain_title(text: str) -> str:
    """A title in normal form, without white space, a year in Chinese numerals in figures: 二〇二三年."""
    plain = said(normal_form(text), 0, len(text))
    return _HAN_YEAR.sub(lambda match: match[0].translate(_HAN_DIGITS), plain)


_TELLS_ITS_MATTER = re.compile(r"(?:19|20)\d\d年|^关于")
_OFFICE = re.compile(r"(?:人民政府|办公室|督查[室局]|委员会|[\u4e00-\u9fff]局|政府办|工作领导小组)(?:文件)?$")


def _is_title(line: str) -> bool:
    """A line that could be a title: short, no sentence, no occasion (——2025年1月14日在…会议上), no address."""
    first = line.split("。")[0]  # a text without line breaks begins with its title
    if first != line and "，" in first:
        return False
    return (
        4 <= len(first) <= 60
        and any(word in first for word in load("frame")["titles"])
        and first[-1] not in "：；，"
        and _OFFICE.search(first) is None
        and not first.startswith(("各位", "现在", "来源", "——", "发布", "信息来源", "根据", "按照"))
        and not HEADING.match(first)
        and re.search(r"\d{4}年\d{1,2}月\d{1,2}日", first) is None
    )


# ── the part of the year ──────────────────────────────────────────────────────────────────────────

_MONTHS = re.compile(
    r"(?P<half>上半年)|(?P<three>前三季度|三季度末)|(?P<two>前两季度)|(?P<first>第?一季度)|(?P<nth>第?(?P<q>[二三四])季度)"
    r"|(?P<m1>1?\d)月?份?[-—–－~～至到]{1,2}(?P<m2>1?\d)月|截[至止](?:\d{4}年|今年|目前)?(?P<upto>1?\d)月"
    r"|前(?P<n>[一二三四五六七八九十]{1,2})个月|(?P<month>(?<!\d)1?\d)月份"
)
_SO_FAR = re.compile("进展|进度|完成|推进|落实|办理")
_PLANS_BEHIND = re.compile("打算|安排|计划(?!执行)|部署|思路|下半年")
_NUMERALS = {word: number for number, word in enumerate("一二三四五六七八九十", 1)} | {"十一": 11}


def part_of_year(title: str) -> tuple[int, int] | None:
    """First and last month of the part of a year that a title or heading tells of; None for a whole year.

    上半年工作总结和下半年工作安排 tells of the first half.
    """
    found = _MONTHS.search(title)
    if found is None:
        return None
    before = _PLANS_BEHIND.search(title, 0, found.start())
    if before is not None:
        return None
    if found["half"] or found["two"]:
        return 1, 6
    if found["three"]:
        return 1, 9
    if found["first"]:
        return 1, 3
    if found["nth"]:
        last = 3 * _NUMERALS[found["q"]]
        return last - 2, last
    if found["n"]:
        return _months(1, _NUMERALS.get(found["n"], 0))
    if found["month"]:
        last = int(found["month"])
        return _months(1 if _SO_FAR.search(title) else last, last)  # 9月份进展情况 is that of the year so far
    if found["upto"]:
        return _months(1, int(found["upto"]))
    return _months(int(found["m1"]), int(found["m2"]))


def _months(first: int, last: int) -> tuple[int, int] | None:
    return (first, last) if 1 <= first <= last <= 12 and (first, last) != (1, 12) else None


# ── the year ──────────────────────────────────────────────────────────────────────────────────────

TITLE, HEADINGS, DATE, DATED = 5, 4, 3, 2
"""How much a title, a heading, the day it was given and the dated sentences weigh."""
MARGIN = 2
"""A year that leads by less is doubtful: a title against a heading, or against date and sentences, decides nothing."""


def _years(
    title: str | None, head: list[str], headings: list[str], form: str, months: tuple[int, int] | None
) -> tuple[int | None, Period | None, tuple[int, ...]]:
    """The year the report is given in, the period of its review, and the years between which that is doubtful."""
    votes: Counter[int] = Counter()
    named = _titled_year(title)
    if named is not None:
        votes[named] += TITLE
    headed = _headed_year(headings)
    if headed is not None:
        votes[headed] += HEADINGS
    given = _given_in(head, months)
    if given is not None:
        votes[given] += DATE
    dated = _dated_sentences(form)
    if dated is not None:
        votes[dated] += DATED
    if not votes or (named, headed, given) == (None, None, None):
        last = _last_told(form, headings) or dated
        if last is None:
            return None, None, ()
    else:
        ranked = votes.most_common()
        last = ranked[0][0]
        if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < MARGIN:
            return None, None, tuple(sorted(year for year, _ in ranked[:2]))
    review = next((heading for heading in headings if part_named(heading) == "review"), "")
    if any(word in review for word in ("五年", "时期", "本届")):
        return last + 1, Period.of_years(last - 4, last), ()
    return last + 1, Period.of_year(last), ()


def _titled_year(title: str | None) -> int | None:
    """The year that a title says the text looks back on.

    2024年政府工作报告 looks back on 2023, 2024年…完成情况 and 统计公报 on 2024; 2024年政府工作报告…进展情况 too.
    """
    found = TITLE_YEAR.search(title or "")
    if title is None or found is None:
        return None
    year = int(found[1])
    behind = title[found.end() :]
    told = any(word in behind for word in load("frame")["look back"]) or PROGRESS.search(behind) is not None
    of_a_report = _REPORT_OF.search(title)
    if of_a_report is not None:
        told = PROGRESS.search(of_a_report[1]) is not None
    told = told or behind.startswith("年度") or part_of_year(title) is not None
    return year if told else year - 1


def _headed_year(headings: list[str]) -> int | None:
    for heading in headings:
        named, kind = TITLE_YEAR.search(heading), part_named(heading)
        if named is None or kind not in ("review", "plan"):
            continue
        return int(named[1]) - (0 if kind == "review" else 1)
    review = next((heading for heading in headings if part_named(heading) == "review"), "")
    plan = re.search(r"[“\"‘]?(十?[一二三四五六七八九]|十)五[”\"’]?", review)
    return None if plan is None else five_year_plan(plan[1]).last_year


def _given_in(head: list[str], months: tuple[int, int] | None) -> int | None:
    """The year before the day on which the text was given; the same one from November on, and of a part of a year.

    A speech of November or December reviews its own year. Between April and October nobody can tell by the day alone.
    """
    for line in head:
        if "。" in line[:80]:
            continue  # a sentence of the text: 本届政府1998年3月就职
        for found in _DATE.finditer(line[:80]):
            year, month = int(found[1]), int(found[2] or found[4])
            if month > 12:
                continue
            if months is not None:
                return year if month >= months[0] and (month >= months[1] or month > 6) else year - 1
            if month >= 11:
                return year
            return year - 1 if month <= 6 else None
    return None


def _dated_sentences(form: str) -> int | None:
    """The year that most sentences about what was done begin with: 2023年，全县…; None for none or a draw."""
    counts: Counter[int] = Counter()
    for found in _DATED_SENTENCE.finditer(form):
        clause = form[found.end() : found.end() + 24]
        counts[int(found[1]) - (1 if _AHEAD.search(clause) else 0)] += 1
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def _last_told(form: str, headings: list[str]) -> int | None:
    """The year that the review tells of most (过去五年工作回顾 names none itself)."""
    stop = next((form.find(each) for each in headings if part_named(each) == "plan"), -1)
    counts = Counter(find_years(form[: stop if stop > 0 else len(form) // 2]))
    if not counts:
        return None
    often = max(counts.values())
    return max(year for year, count in counts.items() if count * 2 >= often)


# ── the place ─────────────────────────────────────────────────────────────────────────────────────

_SUFFIX = r"(?:自治区|自治州|自治县|自治旗|新区|省|市(?![场民直])|区(?![域间县])|县(?![城级])|旗|州(?![市区县])|盟)"
_PLACE = re.compile(rf"[\u4e00-\u9fff]{{1,10}}?{_SUFFIX}(?:[\u4e00-\u9fff]{{2,6}}?{_SUFFIX})*")
_ASSEMBLY = re.compile(
    r"(?:在|向)?([\u4e00-\u9fff]{1,14}?(?:自治区|自治州|自治县|自治旗|省|市|区|县|旗|州))(?:第?[一二三四五六七八九十百]+届)?(?:人民代表大会|人民政府|政府工作|国民经济|统计局)"
)
_NOT_IN_NAMES = re.compile("统计|经济|社会|发展|报告|公报|工作|会议|局|根据|按照|关于")


def _locality(title: str | None, head: list[str]) -> str | None:
    """The longest place that the title names, else the assembly or the office that its first lines name.

    An opening phrase (根据县政府安排) names none.
    """
    if any("代表国务院" in each for each in head):
        return "全国"
    none = load("frame")["no names"]
    bare = re.sub(r"^关于|\d{4}年(?:度)?", " ", _MONTHS.sub(" ", title or ""))  # 宁槐市2024年|民生实事: no 市民
    named = [each[0] for each in _PLACE.finditer(bare) if each[0] not in none and _NOT_IN_NAMES.search(each[0]) is None]
    if named:
        return max(named, key=len)
    opening = "".join(head)
    for text in (title or "", *(line for line in head if not line.startswith(("根据", "按照"))), opening):
        for match in _ASSEMBLY.finditer(re.sub(r"\d{4}年", "", text)):
            name = re.split(r"在|代表|向|日|关于", match[1])[-1]
            if len(name) > 1 and name not in none and _NOT_IN_NAMES.search(name) is None:
                return name
    return None
