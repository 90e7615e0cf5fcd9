"""What a plan says of itself: title, place, date, the years it is for, and which stretches of it are the plan."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.model import Document, Locality, Period, Source, replace
from tracker.understand import Outline
from tracker.understand.frame import Frame, find_frame
from tracker.understand.outline import Part, find_parts
from tracker.understand.paragraphs import Paragraph, find_sections
from tracker.understand.periods import five_year_plan
from tracker.understand.plans.heads import find_date, find_place, find_title, own_title
from tracker.understand.plans.phrases import construction
from tracker.understand.plans.task_tables import find_task_rows
from tracker.words.lexicon import load

_LAST_PARTS = 3
"""Fields of a table of codes: province, prefecture, county."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the text that says what is to be done, with the years it is for."""

    start: int
    end: int
    period: Period
    title: str  # of its heading, empty where it has none
    marked: bool = True  # by a heading; else the text has no parts, and its sentences no tense of their own


@dataclass(frozen=True, slots=True)
class PlanFrame:
    """A plan's own frame."""

    locality: Locality
    period: Period
    source: Source
    paragraphs: tuple[Paragraph, ...]
    stretches: tuple[Stretch, ...]  # of the period
    others: tuple[Period, ...]  # of the same text's other goals
    guessed: tuple[str, ...]


def find_plan_frame(outline: Outline, wanted: Period | None) -> PlanFrame:
    """The frame of a plan; ``wanted`` chooses its years where the text has goals for several."""
    document, folded = outline.document, outline.normal
    paragraphs = list(_split(folded, outline.paragraphs))
    titled = replace(document, title=own_title(document, folded, paragraphs))
    frame = outline.frame if titled.title == document.title else find_frame(titled, folded, paragraphs)
    end = _plan_end(folded, paragraphs)
    paragraphs = [each for each in paragraphs if each.start < end]
    parts = find_parts(folded, find_sections(folded, paragraphs), frame, document.kind)
    planned = sum(part.end - part.start for part in parts if part.tense == "plan")
    if _is_list_of_tasks(titled.title) and planned * 2 < end:
        parts = [Part(0, end, "none", None)]  # 一、2025年饮水工程 heads a task, not a look back
    guessed: list[str] = []
    year = _year_of_list(titled.title) or _own_year(folded) or _plan_year(frame, parts, folded, paragraphs)
    if year is None:
        guessed.append("period")
        year = int(max(construction("year").findall(folded[:end]), default="2000"))
    stretches = _stretches(folded, paragraphs, parts, year, end)
    if not any(each.marked for each in stretches):
        stretches = _of_tables(document, folded, titled.title, stretches, year)
    periods = list(dict.fromkeys(each.period for each in stretches))
    whole = _title_period(frame, folded)
    period = wanted or whole or (Period.of_year(year) if Period.of_year(year) in periods or not periods else periods[0])
    chosen = tuple(each for each in stretches if each.period == period) or tuple(stretches)
    others = tuple(each for each in periods if each != period and len(periods) > 1)
    locality = find_place(frame, folded, paragraphs)
    if locality is None:
        guessed.append("locality")
    title = find_title(frame, folded, paragraphs, locality, period)
    if title is None:
        guessed.append("title")
    place = locality or Locality("未知")
    source = Source(
        title or f"{place.name}{period}年计划",
        find_date(folded[: min((each.start for each in document.tables), default=len(folded))], paragraphs, year),
    )
    return PlanFrame(place, period, source, tuple(paragraphs), chosen, others, tuple(guessed))


def _is_list_of_tasks(title: str | None) -> bool:
    """Whether a title is that of a year's tasks and of nothing else: 云山县2025年十件实事; not …落实情况."""
    return (
        title is not None
        and construction("year").search(title) is not None
        and bool(construction("list").search(title))
        and not construction("told").search(title)
    )


def _year_of_list(title: str | None) -> int | None:
    """The year that such a title names."""
    if title is None or not _is_list_of_tasks(title):
        return None
    years = {int(each) for each in construction("year").findall(title)}
    return years.pop() if len(years) == 1 else None


def _of_tables(
    document: Document, folded: str, title: str | None, stretches: list[Stretch], year: int
) -> list[Stretch]:
    """The tables of a report on tasks, where no stretch reaches one: what they call tasks was the plan of its year."""
    told = find_task_rows(folded, document.tables, 0, len(folded))[1]
    if any(one.start < each.end and each.start < one.end for one in stretches for each in told) or not told:
        return stretches
    years = {int(each) for each in construction("year").findall(title or folded[:60])}
    period = Period.of_year(years.pop() if len(years) == 1 else year)
    return [Stretch(each.start, each.end, period, "", False) for each in told]


def _own_year(folded: str) -> int | None:
    """The year that a text calls its own right before it tells its goals: 2025年是…收官之年。今年…目标是."""
    found = list(construction("own year").finditer(folded))
    goals = construction("this years goals").search(folded)
    told = {int(each[1]) for each in found if goals is not None and 0 <= goals.start() - each.end() < 200}
    return told.pop() if len(told) == 1 else None


def _split(folded: str, paragraphs: list[Paragraph]) -> Iterator[Paragraph]:
    """Paragraphs cut where a line opens with a number of its own: rows of a table, 1. 2. 3. without full stops."""
    for each in paragraphs:
        cuts = [
            match.end()
            for match in construction("opens").finditer(folded, each.start, each.end)
            if match.end() > each.title_end
        ]
        start = each.start
        for cut in cuts:
            yield Paragraph(
                start, cut - 1, each.level if start == each.start else 0, each.title_end if start == each.start else 0
            )
            start = cut
        yield each if start == each.start else Paragraph(start, each.end)


def is_end(line: str) -> bool:
    """Whether a line opens what no longer belongs to the plan: notes, links."""
    bare = re.sub(r"[\s　:：【】\[\]()（）]+", "", line)
    return len(bare) <= 14 and any(bare.startswith(word) for word in load("plans")["ends"])


def _plan_end(folded: str, paragraphs: list[Paragraph]) -> int:
    """Where the notes begin, in the last half of the text; else its end."""
    for each in paragraphs:
        if each.start > len(folded) // 3 and is_end(folded[each.start : each.end].split("\n")[0]):
            return each.start
    return len(folded)


def _plan_year(frame: Frame, parts: list[Part], folded: str, paragraphs: list[Paragraph]) -> int | None:
    """The year of the plan: that of its heading, of the title, else the one in which the report was given."""
    starts = {each.start: each for each in paragraphs}
    named: list[int] = []
    for part in parts:
        head = starts.get(part.start)
        if part.tense == "plan" and head is not None:
            named += [int(year) for year in construction("year").findall(folded[head.start : head.title_end])]
    if named:
        return min(named) if frame.spoken is None or frame.spoken not in named else frame.spoken
    if frame.spoken is not None:
        return frame.spoken
    years = Counter(int(year) for year in construction("year").findall(folded))
    return max(years, key=lambda each: (years[each], each), default=None)


def _title_period(frame: Frame, folded: str) -> Period | None:
    """Several years where the title names them: …2021—2025年…规划."""
    span = construction("span").search(frame.title or "")
    return Period.of_years(int(span[1]), int(span[2])) if span and int(span[1]) < int(span[2]) else None


def _stretches(folded: str, paragraphs: list[Paragraph], parts: list[Part], year: int, end: int) -> list[Stretch]:
    starts = {each.start: each for each in paragraphs}
    found: list[Stretch] = []
    plans = [part for part in parts if part.tense == "plan"]
    if not plans:
        plans = [part for part in parts if part.tense == "none"]
    for part in plans:
        head = starts.get(part.start)
        title = "" if head is None or not head.level else folded[head.start : head.title_end].strip()
        cut = _by_period(folded, paragraphs, part.start, min(part.end, end), title, year)
        found.extend(replace(each, marked=part.tense == "plan") for each in cut)
    joined: list[Stretch] = []
    for each in found:
        if each.start >= each.end:
            continue
        if joined and joined[-1].period == each.period and joined[-1].end == each.start:
            joined[-1] = replace(joined[-1], end=each.end)
        else:
            joined.append(each)
    return joined


def _by_period(folded: str, paragraphs: list[Paragraph], start: int, end: int, title: str, year: int) -> list[Stretch]:
    """A part cut where its paragraphs turn from the goals of several years to those of one."""
    long = _long_period(title, year)
    mixed = long is not None and str(year) in title
    if long is not None and not mixed:
        return [Stretch(start, end, long, title)]
    words = load("plans")["long openings"]
    one = Period.of_year(year)
    found: list[Stretch] = []
    position = start
    current = one
    inside = [each for each in paragraphs if start <= each.start < end]
    if mixed and long is not None:
        # 二、未来五年主要任务和2022年工作安排: the first paragraph that speaks of the year alone turns to it
        turn = next((each.start for each in inside[1:] if _speaks_of_year(folded[each.start : each.end], year)), None)
        if turn is not None:
            return [Stretch(start, turn, long, title), Stretch(turn, end, one, title)]
    for each in inside:
        head = folded[each.start : each.start + 12].strip()
        period = one
        if any(head.startswith(word) for word in words):
            until = construction("until").search(folded[each.start : each.end])
            last = int(until[1]) if until and int(until[1]) > year else year + 4
            period = Period.of_years(year, last)
        if period != current:
            found.append(Stretch(position, each.start, current, title))
            position, current = each.start, period
    found.append(Stretch(position, end, current, title))
    return found


def _speaks_of_year(text: str, year: int) -> bool:
    """A paragraph that opens the year's own work: 2022年，是…; 今年是…."""
    head = construction("members of the house").sub("", "".join(text.split()))[:80]
    if any(word in head for word in load("plans")["long openings"]):
        return False
    return re.search(rf"(?:^|[，。！])(?:{year}年(?!发展|至|—)|今年)", head) is not None


def _long_period(title: str, year: int) -> Period | None:
    if not any(word in title for word in load("plans")["long parts"]):
        return None
    span = construction("span").search(title)
    if span is not None:
        return Period.of_years(int(span[1]), int(span[2]))
    plan = construction("plan number").search(title)
    if plan is not None and not construction("year").search(title):
        period = five_year_plan(plan[1])
        return period if period.last_year > year else None
    if any(word in title for word in ("五年", "今后几年", "未来三年")):
        return Period.of_years(year, year + (2 if "三年" in title else 4))
    return None


def is_wide(locality: Locality) -> bool:
    """Whether a plan is a province's or the nation's."""
    return locality.name == "全国" or (locality.code or "").endswith("0000") or locality.name.endswith(("省", "自治区"))
