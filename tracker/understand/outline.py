"""A report's order: title, who and when, its parts, and which of them look back."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tracker.model import Kind, Period, Section
from tracker.understand.frame import Frame, part_of_year, plain_title, said_in
from tracker.understand.paragraphs import part_named
from tracker.understand.periods import five_year_plan
from tracker.words.lexicon import load
from tracker.words.patterns import pattern


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of one tense: ``review``, ``plan``, ``notes`` or ``none``."""

    start: int
    end: int
    tense: str
    period: Period | None
    runs_on: bool = False  # up to the day it is given: 2019年及今年以来工作回顾


_Cut = tuple[int, str, Period | None]
"""Where a part begins, its tense, and its period."""


def _looks_back_on_a_year(frame: Frame) -> tuple[bool, bool]:
    """Whether a title says that the text tells what was done in a whole year, and whether it tells of plans too.

    住建局2024年工作总结; 2024年民生实事办理情况; 2024年工作总结和2025年工作打算; 9月份民生实事进展情况.
    """
    title, period = frame.plain, frame.period
    named = said_in("title year").search(title)
    if period is None or (named is not None and int(named[1]) != period.last_year):
        return False, False
    told = load("phrases")["told of a year"]
    behind = title if named is None else title[named.end() :]
    back = said_in("progress").search(behind) is not None or any(word in behind for word in told["summaries"])
    if not back or any(word in behind for word in told["still plans"]):
        return False, False
    later = any(int(year) > period.last_year for year in said_in("title year").findall(behind))
    return True, later or any(word in said_in("plan carried out").sub("", behind) for word in told["plans too"])


def _told_of_a_year(sections: list[Section], frame: Frame) -> dict[int, str]:
    """The tense of each first-level section, by its start, where the title says that a year is looked back on.

    Up to the first heading that turns ahead all is told of the year: 一、重点项目建设, 二、运输服务. A heading that
    may be either (主要工作, 重点工作) is the plan's behind one of what was done or what was wrong.
    """
    back, plans_too = _looks_back_on_a_year(frame)
    if not back:
        return {}
    words = load("phrases")["told of a year"]
    plans = words["plans"] if plans_too else [word for word in words["plans"] if word not in words["of what was done"]]
    found: dict[int, str] = {}
    current, told, ahead = "review", False, False
    for section in sections:
        title = plain_title(section.title)
        if section.level != 1 or title == frame.plain:
            continue
        years = [int(year) for year in said_in("title year").findall(title)]
        progress = said_in("progress").search(title) is not None
        named = part_named(title)
        if named == "notes":
            current = "notes"
        elif years and frame.spoken is not None:
            current = "plan" if max(years) >= frame.spoken else "review"
        elif (
            progress
            or (named == "review" and not any(word in title for word in plans))
            or (_is_either(title) and _plan_follows(sections, section, frame))
        ):
            current = "review"
        elif any(word in title for word in words["lists of work"]):
            pass  # 有关重点任务台账: what is told of there is told of the time before
        elif any(word in title for word in plans) or (told and named == "plan"):
            current = "plan"
        ahead = ahead or current == "plan"
        told = told or progress or named == "review" or any(word in title for word in words["wrong"])
        found[section.start] = current
    return found if ahead or not plans_too else {}


def _is_either(title: str) -> bool:
    """Whether a heading may be of what was done as well as of what is to be done: 主要工作."""
    return any(word in title for word in load("phrases")["told of a year"]["either"])


def _plan_follows(sections: list[Section], section: Section, frame: Frame) -> bool:
    """Whether a later first-level heading is surely the plan's: then this one is not."""
    later = [plain_title(each.title) for each in sections if each.level == 1 and each.start > section.start]
    plans = load("phrases")["told of a year"]["plans"]
    sure = [title for title in later if not _is_either(title) and any(word in title for word in plans)]
    years = [int(year) for title in later for year in said_in("title year").findall(title)]
    return bool(sure) or (frame.spoken is not None and max(years, default=0) >= frame.spoken)


def _turns_ahead(folded: str, sections: list[Section], cuts: list[_Cut], frame: Frame) -> list[_Cut]:
    """Where a text on a year done turns to the next one below its first headings: (三)下一步打算, 下一步，….

    Such a paragraph holds up to the next heading or the next number, if it opens no list of its own.
    """
    found: list[_Cut] = []
    heads = {section.start: section for section in sections}
    for match in said_in("next step").finditer(folded):
        at = match.start("at")
        last = frame.period.last_year if frame.period is not None else frame.spoken
        if match["year"] and (last is None or int(match["year"]) <= last):
            continue
        before = max((cut for cut in cuts if cut[0] <= at), key=lambda cut: cut[0], default=(0, "none", frame.period))
        if before[1] in ("plan", "notes") or any(start <= at < end for start, end in _spans(found)):
            continue
        if at in heads:
            end = heads[at].end
        else:
            line = folded.find("\n", at)
            opens = line > 0 and folded[at:line].rstrip().endswith(("：", ":"))
            following = [start for start in heads if start > at]
            if not opens and line > 0 and folded[:at].rpartition("\n")[2].strip():
                following.append(line)  # a sentence inside a paragraph: what follows is told as before
            if not opens:
                following.extend(number.start("at") for number in _NUMBERED.finditer(folded, at + 1))
            end = min(following, default=len(folded))
        found.extend([(at, "plan", None), (end, before[1], before[2])])
    starts = {cut[0] for cut in cuts}
    return [cut for cut in found if cut[0] not in starts or cut[1] == "plan"]


def _spans(found: list[_Cut]) -> list[tuple[int, int]]:
    return [(one[0], two[0]) for one, two in zip(found[::2], found[1::2], strict=True)]


_NUMBERED = re.compile(r"(?m)^[^\S\n]*(?P<at>\d{1,2}[.、](?!\d))")


def find_parts(folded: str, sections: list[Section], frame: Frame, kind: Kind) -> list[Part]:
    """The text cut at headings that begin a review, a plan or the notes. Before the first heading: ``none``.

    A text without such headings (a news item, a bulletin) is one part, ``review`` for a bulletin.
    """
    back, plans_too = _looks_back_on_a_year(frame)
    told = _told_of_a_year(sections, frame)
    back = back and (bool(told) or not any(section.level == 1 for section in sections))
    cuts = _cuts_at_headings(sections, told, frame)
    if back:
        cuts.extend(_turns_ahead(folded, sections, cuts, frame))
    cuts.extend(_parts_of_the_year(sections, cuts, frame))
    if any(name in ("review", "plan") for _, name, _ in cuts):
        parts = _parts_between(cuts, len(folded), frame.period if back else None)
        running = {each.start for each in sections if said_in("runs on").search(plain_title(each.title))}
        return [replace(part, runs_on=True) if part.start in running else part for part in parts]
    bulletin = kind is Kind.BULLETIN or any(word in frame.plain for word in load("frame")["bulletins"])
    whole = "review" if bulletin or (back and not plans_too) else "none"
    return [Part(0, len(folded), whole, frame.period)]


def _cuts_at_headings(sections: list[Section], told: dict[int, str], frame: Frame) -> list[_Cut]:
    """Where headings begin a part; ``told``: the tense of those of a text on a year."""
    cuts: list[_Cut] = []
    current = "none"
    for section in sections:
        title = plain_title(section.title)
        if title == frame.plain:
            continue
        if section.level == 1:
            current = told.get(section.start) or _tense_of(title, frame) or current
            if current != "none":
                period = _review_period(title, frame) if current == "review" else _named_plan(title)
                cuts.append((section.start, current, period if current != "notes" else None))
        elif current == "plan" and part_named(title) == "review" and said_in("review of years").search(title):
            # 2006: （二）“十五”期间…主要情况 stands inside the part on the eleventh plan.
            cuts.append((section.start, "review", _review_period(title, frame)))
            cuts.append((section.end, "plan", None))
    return cuts


def _tense_of(title: str, frame: Frame) -> str | None:
    """The tense that a heading tells, by its words or its year: 二、关于2025年工作; None where it tells none."""
    named = part_named(title)
    year = said_in("title year").search(title)
    if named is not None and not (named == "plan" and _is_either(title) and year is not None):
        return named
    if year is None or frame.spoken is None:
        return None
    return "plan" if int(year[1]) >= frame.spoken else "review"


def _parts_between(cuts: list[_Cut], length: int, before: Period | None) -> list[Part]:
    """The parts from one cut to the next; ``before``: the period of what stands before the first."""
    cuts = sorted(cuts, key=lambda cut: cut[0])
    parts = [Part(0, cuts[0][0], "none", before)] if cuts[0][0] else []
    for (start, name, period), end in zip(cuts, [*(cut[0] for cut in cuts[1:]), length], strict=True):
        if start < end:
            parts.append(Part(start, end, name, period))
    return parts


def _parts_of_the_year(sections: list[Section], cuts: list[_Cut], frame: Frame) -> list[_Cut]:
    """A heading that names a part of the year (二、9月份) gives its time to what stands below it."""
    if frame.period is None:
        return []
    found: list[_Cut] = []
    starts = {cut[0] for cut in cuts}
    for section in sections:
        title = plain_title(section.title)
        months = part_of_year(title)
        before = max((cut for cut in cuts if cut[0] <= section.start), default=(0, "none", frame.period))
        if months is None or before[1] in ("plan", "notes") or months == frame.months:
            continue
        named = said_in("title year").search(title)
        year = int(named[1]) if named is not None else frame.period.last_year
        part = (section.start, "review", Period(year, months[0], year, months[1]))
        if section.start in starts:
            cuts[:] = [cut for cut in cuts if cut[0] != section.start]
        found.append(part)
        if section.end not in starts:
            found.append((section.end, before[1], before[2]))
    return found


def _named_plan(title: str) -> Period | None:
    """The years of the five-year plan that a heading names: 二、“十二五”时期的主要目标."""
    plan = pattern("periods", "plan in a heading").search(title)
    return None if plan is None else five_year_plan(plan[1])


def _review_period(title: str, frame: Frame) -> Period | None:
    plan = _named_plan(title)
    if plan is not None:
        return plan
    year = said_in("title year").search(title)
    if year is None and (frame.months is not None or frame.spoken is None):
        return frame.period
    last = int(year[1]) if year is not None else (frame.spoken or 0) - 1
    if any(word in title for word in load("frame")["five years"]):
        return Period.of_years(last - 4, last)
    return Period.of_year(last)
