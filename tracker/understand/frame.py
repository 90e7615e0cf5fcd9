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
from tracker.understand.paragraphs import Paragraph, part_named
from tracker.understand.periods import find_years, five_year_plan
from tracker.words.lexicon import load
from tracker.words.normal import normal_form, said
from tracker.words.numerals import DIGITS, parse_numeral
from tracker.words.patterns import listed, pattern

_HAN_DIGITS = {ord(letter): str(value) for letter, value in DIGITS.items()}


def said_in(name: str) -> re.Pattern[str]:
    """A pattern of the head of a report: ``title year``, ``progress``, …"""
    return pattern("frame", name)


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
    own_year: bool = False  # given in the last months of the year that it looks back on: 今年 is that one


def find_frame(document: Document, form: str, paragraphs: list[Paragraph]) -> Frame:
    """Title, locality and time, from the head of the text, its headings and, last, the years it names."""
    head = [_in_figures(said(form, each.start, each.end)) for each in paragraphs[:8]]
    lines = [
        " ".join(document.text[each.start : each.end].split()).split("。")[0]
        for each, line in zip(paragraphs[:8], head, strict=False)
        if _is_title(line)
    ]
    # 督查通报 above 关于2024年度重点工作完成情况的通报: the one that names its time or its matter
    telling = [each for each in lines if said_in("tells its matter").search(plain_title(each))]
    shown = document.title or next(iter(telling or lines), None)
    title = None if shown is None else plain_title(shown)
    locality = document.locality or _locality(title, head)
    headed = [said(form, each.start, each.title_end) for each in paragraphs if each.level == 1]
    headings = [heading for heading in headed if heading != title]
    months = part_of_year("".join([title or "", *(line for line in head[:3] if said_in("time alone").fullmatch(line))]))
    months = months or _issued(head)
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
    late = any(word in line for line in head[:3] for word in listed("frame", "late in the year"))
    own = period is not None and period.is_year and (late or _given_late_in(head, period.last_year))
    return Frame(shown, title or "", locality, spoken, period, months, doubtful, own)


def plain_title(text: str) -> str:
    """A title in normal form, without white space, a year in Chinese numerals in figures: 二〇二三年."""
    plain = said(normal_form(text), 0, len(text))
    return said_in("year in Chinese").sub(lambda match: match[0].translate(_HAN_DIGITS), plain)


def _in_figures(line: str) -> str:
    """A line with days in Chinese numerals in figures: 二零二三年十二月二十九日 as 2023-12-29."""

    def day(found: re.Match[str]) -> str:
        month, of_month = parse_numeral(found["month"]), parse_numeral(found["day"])
        return f"{found['year'].translate(_HAN_DIGITS)}-{month}-{of_month}"

    return said_in("day in Chinese").sub(day, line)


def _is_title(line: str) -> bool:
    """A line that could be a title: short, no sentence, no occasion (——2025年1月14日在…会议上), no address."""
    first = line.split("。")[0]  # a text without line breaks begins with its title
    if first != line and "，" in first:
        return False
    return (
        4 <= len(first) <= 60
        and any(word in first for word in load("frame")["titles"])
        and first[-1] not in "：；，"
        and said_in("office").search(first) is None
        and not first.startswith(listed("frame", "no title begins"))
        and not said_in("heading").match(first)
        and said_in("whole date").search(first) is None
    )


# ── the part of the year ──────────────────────────────────────────────────────────────────────────


def part_of_year(title: str) -> tuple[int, int] | None:
    """First and last month of the part of a year that a title or heading tells of; None for a whole year.

    上半年工作总结和下半年工作安排 tells of the first half.
    """
    found = said_in("months").search(title)
    if found is None:
        return None
    before = said_in("plans behind").search(title, 0, found.start())
    if before is not None:
        return None
    if found["half"] or found["two"]:
        return 1, 6
    if found["three"]:
        return 1, 9
    if found["first"]:
        return 1, 3
    if found["nth"]:
        last = 3 * int(parse_numeral(found["q"]) or 0)
        return 1 if said_in("so far").search(title) else last - 2, last
    if found["n"]:
        return _months(1, int(parse_numeral(found["n"]) or 0))
    if found["month"]:
        last = int(found["month"])
        return _months(1 if said_in("so far").search(title) else last, last)  # 9月份进展情况 is that of the year so far
    if found["upto"]:
        return _months(1, int(found["upto"]))
    return _months(int(found["m1"]), int(found["m2"]))


def _issued(head: list[str]) -> tuple[int, int] | None:
    """January to the month of a monthly bulletin that its first lines name: 2024年10月(第10期)."""
    found = next((found for line in head[:3] if (found := said_in("issue").match(line)) is not None), None)
    return None if found is None else _months(1, int(found["month"]))


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
    if any(word in review for word in (*listed("frame", "five years"), *listed("frame", "five years in the first"))):
        return last + 1, Period.of_years(last - 4, last), ()
    return last + 1, Period.of_year(last), ()


def _titled_year(title: str | None) -> int | None:
    """The year that a title says the text looks back on.

    2024年政府工作报告 looks back on 2023, 2024年…完成情况 and 统计公报 on 2024; 2024年政府工作报告…进展情况 too.
    """
    found = said_in("title year").search(title or "")
    if title is None or found is None:
        return None
    year = int(found[1])
    behind = title[found.end() :]
    told = (
        said_in("number of an issue").match(behind) is not None
        or said_in("report on a matter").search(behind) is not None
        or any(word in behind for word in load("frame")["look back"])
        or said_in("progress").search(behind) is not None
    )
    of_a_report = said_in("report of a government").search(title)
    if of_a_report is not None:
        told = said_in("progress").search(of_a_report[1]) is not None
    told = told or behind.startswith(listed("frame", "of the year")) or part_of_year(title) is not None
    return year if told else year - 1


def _headed_year(headings: list[str]) -> int | None:
    for heading in headings:
        named, kind = said_in("title year").search(heading), part_named(heading)
        if named is None or kind not in ("review", "plan"):
            continue
        return int(named[1]) - (0 if kind == "review" else 1)
    review = next((heading for heading in headings if part_named(heading) == "review"), "")
    plan = pattern("signs", "five year plan").search(review)
    return None if plan is None else five_year_plan(plan[1]).last_year


def _given_in(head: list[str], months: tuple[int, int] | None) -> int | None:
    """The year before the day on which the text was given; the same one from November on, and of a part of a year.

    A speech of November or December reviews its own year. Between April and October nobody can tell by the day alone.
    """
    for line in head:
        if "。" in line[:80]:
            continue  # a sentence of the text: 本届政府1998年3月就职
        for found in said_in("date").finditer(line[:80]):
            year, month = int(found[1]), int(found[2] or found[4])
            if month > 12:
                continue
            if months is not None:
                return year if month >= months[0] and (month >= months[1] or month > 6) else year - 1
            if month >= 11:
                return year
            return year - 1 if month <= 6 else None
    return None


def _given_late_in(head: list[str], year: int) -> bool:
    """Whether the head says that the text was given in November or December of that year."""
    for line in head:
        found = None if "。" in line[:80] else said_in("date").search(line[:80])
        if found is not None:
            return int(found[1]) == year and int(found[2] or found[4]) in (11, 12)
    return False


def _dated_sentences(form: str) -> int | None:
    """The year that most sentences about what was done begin with: 2023年，全县…; None for none or a draw."""
    counts: Counter[int] = Counter()
    for found in said_in("dated sentence").finditer(form):
        clause = form[found.end() : found.end() + 24]
        counts[int(found[1]) - (1 if said_in("ahead").search(clause) else 0)] += 1
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


def _locality(title: str | None, head: list[str]) -> str | None:
    """The longest place that the title names, else the assembly or the office that its first lines name.

    An opening phrase (根据县政府安排) names none.
    """
    if any(word in each for each in head for word in listed("frame", "for the nation")):
        return str(load("places")["nation"][0])
    none = load("frame")["no names"]
    bare = said_in("about a year").sub(" ", said_in("months").sub(" ", title or ""))  # 宁槐市2024年|民生实事: no 市民
    named = [
        each[0]
        for each in said_in("place").finditer(bare)
        if each[0] not in none and said_in("not in names").search(each[0]) is None
    ]
    if named:
        return max(named, key=len)
    opening = "".join(head)
    for text in (
        title or "",
        *(line for line in head if not line.startswith(listed("frame", "no place begins"))),
        opening,
    ):
        for match in said_in("assembly").finditer(said_in("any year").sub("", text)):
            name = said_in("before a name").split(match[1])[-1]
            if len(name) > 1 and name not in none and said_in("not in names").search(name) is None:
                return name
    return None
