"""A report's order: title, who and when, its parts, and which of them look back."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from tracker.model import Document, Kind, Period, Section
from tracker.understand.periods import find_years, five_year_plan
from tracker.words.lexicon import load, remember
from tracker.words.normal import normal_form

_HEADING = re.compile(
    r"(?:(?P<one>[一二三四五六七八九十]{1,3}[、．.]|第[一二三四五六七八九十]{1,3}(?:部分|章)[、：:]?)"
    r"|(?P<two>\([一二三四五六七八九十]{1,3}\)))(?=\s*\S)"
)
_END = "。！？；：…”\"')）》"
_TITLE_YEAR = re.compile(r"((?:19|20)\d\d)年")
_DELIVERED = re.compile(r"((?:19|20)\d\d)年\d{1,2}月\d{1,2}日")
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,12}?(?:自治区|自治州|自治县|自治旗|省|市|区|县|旗|州|盟)")
_PROGRESS = re.compile(
    r"(?:完成|进展|办理|办结|落实|运行|推进|执行|实施|建设|开展|履职|工作|发展)(?:进展|推进|完成|落实)?情况"
)
_NEXT_STEP = re.compile(r"(?<=[。！？；])[^\S\n]*(?P<at>下一?(?:步|阶段)[，,我将要])")
_PLAN_CARRIED_OUT = re.compile(r"(?:计划|安排|建议)?" + _PROGRESS.pattern)
_ASSEMBLY = re.compile(
    r"(?:在|向)?([\u4e00-\u9fff]{1,14}?(?:自治区|自治州|自治县|自治旗|省|市|区|县|旗|州))(?:第[一二三四五六七八九十百]+届)?(?:人民代表大会|人民政府|政府工作|国民经济|统计局)"
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together; ``level`` is that of the heading it opens with, 0 for none."""

    start: int
    end: int
    level: int = 0
    title_end: int = 0  # where the heading ends, if the paragraph goes on after it


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of one tense: ``review``, ``plan``, ``notes`` or ``none``."""

    start: int
    end: int
    tense: str
    period: Period | None


def find_paragraphs(folded: str) -> list[Paragraph]:
    """Paragraphs of the text; a line break inside a sentence (M⏎2⏎预期增长) doesn't end one.

    A line break ends a paragraph where the line before has ended its sentence, where a line is empty or
    indented, and at a heading.
    """
    paragraphs: list[Paragraph] = []
    start: int | None = None
    end = 0
    last = ""
    position = 0
    heads = True  # the lines above the first sentence (title, occasion, speaker) stand each for itself
    for raw in folded.splitlines(keepends=True):
        body = raw.strip()
        here = position + (len(raw) - len(raw.lstrip()))
        stop = here + len(body)
        position += len(raw)
        if not body:
            if start is not None:
                paragraphs.append(_paragraph(folded, start, end))
                start = None
            continue
        heading = _HEADING.match(body) is not None
        indented = raw.startswith(("　　", "    ", "\t"))
        joins = (
            start is not None
            and not heads
            and not heading
            and not indented
            and last[-1] not in _END
            and not _is_heading(last)
        )
        if start is not None and not joins:
            paragraphs.append(_paragraph(folded, start, end))
            start = None
        if start is None:
            start = here
        heads = heads and body[-1] not in "。：；" and not heading
        end, last = stop, body
    if start is not None:
        paragraphs.append(_paragraph(folded, start, end))
    return [part for paragraph in paragraphs for part in _cut_at_next_steps(folded, paragraph)]


def _cut_at_next_steps(folded: str, paragraph: Paragraph) -> list[Paragraph]:
    """A paragraph, and what in it begins with 下一步，… as one of its own."""
    found = _NEXT_STEP.search(folded, max(paragraph.start + 1, paragraph.title_end), paragraph.end)
    if found is None:
        return [paragraph]
    return [replace(paragraph, end=found.start("at")), Paragraph(found.start("at"), paragraph.end)]


def _is_heading(line: str) -> bool:
    """Whether a line is a heading as a whole: nothing of the next line belongs to it."""
    if _HEADING.match(line) is not None:
        return 3 < len(line) <= 60 and "。" not in line  # 一、综合
    return len(line) <= 12 and line[-1] not in "，、" and part_named(line) is not None


def _paragraph(folded: str, start: int, end: int) -> Paragraph:
    # The very first line is the title, whatever its words.
    body = folded[start:end]
    match = _HEADING.match(body)
    if match is not None:
        stop = body.find("。")
        line = len(body) if stop < 0 else stop
        if line <= 80:
            return Paragraph(start, end, 1 if match["one"] else 2, start + (line if stop < 0 else stop + 1))
    elif (
        start
        and len(body) <= 30
        and body[-1] not in "。！？；：，、"
        and part_named(body) is not None
        and not body.startswith("各位")
    ):
        return Paragraph(start, end, 1, end)
    return Paragraph(start, end)


def part_named(title: str) -> str | None:
    """``review``, ``plan`` or ``notes`` where a heading's words tell; else None."""
    title = "".join(title.split())
    parts = load("tense")["parts"]
    for name in ("notes", "review", "plan"):
        if any(word in title for word in parts[name]):
            return name
    return None


def find_sections(text: str, paragraphs: list[Paragraph]) -> list[Section]:
    """The headings with what each of them holds: up to the next heading of its level or above."""
    heads = [each for each in paragraphs if each.level]
    sections = []
    for i, head in enumerate(heads):
        following = next((other.start for other in heads[i + 1 :] if other.level <= head.level), len(text))
        title = " ".join(text[head.start : head.title_end].split()).rstrip("。")
        sections.append(Section(title, head.level, head.start, following))
    return sections


@dataclass(frozen=True, slots=True)
class Frame:
    """What the head of a report tells: title, locality, the year it is spoken in and what it looks back on."""

    title: str | None
    locality: str | None
    spoken: int | None
    period: Period | None


def find_frame(document: Document, folded: str, paragraphs: list[Paragraph]) -> Frame:
    """Title, locality and years, from the head of the text, its headings and, last, the years it names."""
    head = [folded[each.start : each.end] for each in paragraphs[:8]]
    title = document.title or next((" ".join(each.split()) for each in head if _is_title(each)), None)
    locality = document.locality or _locality(title, head)
    headings = [folded[each.start : each.title_end] for each in paragraphs if each.level == 1]
    spoken, period = _years(title, head, headings, folded)
    if document.period is not None:
        if period is None or not period.overlaps(document.period):
            spoken = document.period.last_year + 1
        period = document.period
    return Frame(title, locality, spoken, period)


def _is_title(line: str) -> bool:
    """A line that could be a title: short, no sentence, no occasion (——2025年1月14日在…会议上), no address."""
    return (
        4 <= len(line) <= 60
        and re.search(r"报告|公报|计划|总结|情况|回顾|要点|规划|安排|纪实|通报|政府", line) is not None
        and line[-1] not in "。：；，"
        and not line.startswith(("各位", "现在", "来源", "——"))
        and not _HEADING.match(line)
        and _DELIVERED.search(line) is None
    )


_NOT_IN_NAMES = re.compile("统计|经济|社会|发展|报告|公报|工作|会议|局")
_NO_NAMES = frozenset({"自治区", "自治州", "自治县", "我省", "我市", "我区", "我县", "全市", "全省", "全区", "全县"})


def _locality(title: str | None, head: list[str]) -> str | None:
    if any("代表国务院" in each for each in head):
        return "全国"
    opening = "".join("".join(each.split()) for each in head)
    for text in (title or "", *head, opening):
        for match in _ASSEMBLY.finditer(_TITLE_YEAR.sub("", text)):
            name = re.split(r"在|代表|向|日", match[1])[-1]
            if len(name) > 1 and name not in _NO_NAMES and _NOT_IN_NAMES.search(name) is None:
                return name
    found = _PLACE.search(re.sub(r"\d{4}年", "", title or ""))
    return found[0] if found is not None else None


def _years(title: str | None, head: list[str], headings: list[str], folded: str) -> tuple[int | None, Period | None]:
    """The year the report is spoken in, and the period of its review (most telling words first)."""
    named = _TITLE_YEAR.search(title or "")
    spoken: int | None = None
    if named is not None:
        year = int(named[1])
        told = any(word in (title or "") for word in ("公报", "回顾", "总结", "情况", "数据", "快报", "盘点"))
        of_a_report = re.search(r"\d{4}年[^，。(]{0,12}政府工作报告(.*)", title or "", re.DOTALL)
        # 2024年政府工作报告重点任务进展情况 tells what came of the report
        looks_back = told and (of_a_report is None or _PROGRESS.search(of_a_report[1]) is not None)
        spoken = year + 1 if looks_back else year
    for heading in headings:
        year_named = _TITLE_YEAR.search(heading)
        kind = part_named(heading)
        if spoken is None and year_named is not None:
            spoken = int(year_named[1]) + (1 if kind == "review" else 0)
    if spoken is None:
        delivered = _DELIVERED.search(" ".join(head))
        if delivered is not None:
            spoken = int(delivered[1])
    review = next((heading for heading in headings if part_named(heading) == "review"), "")
    if spoken is None:
        plan = re.search(r"[“\"‘]?(十?[一二三四五六七八九]|十)五[”\"’]?", review)
        if plan is not None:
            spoken = five_year_plan(plan[1]).last_year + 1
    if spoken is None:
        spoken = _spoken_of(folded, headings)
    if spoken is None:
        return None, None
    last = int(_TITLE_YEAR.search(review)[1]) if _TITLE_YEAR.search(review) else spoken - 1  # type: ignore[index]
    if any(word in review for word in ("五年", "时期", "本届")):
        return spoken, Period.of_years(last - 4, last)
    return spoken, Period.of_year(last)


def _spoken_of(folded: str, headings: list[str]) -> int | None:
    """The year after the one that the review tells of most (过去五年工作回顾 names none itself)."""
    stop = next((folded.find(each) for each in headings if part_named(each) == "plan"), -1)
    review = folded[: stop if stop > 0 else len(folded) // 2]
    counts = Counter(find_years(review))
    if not counts:
        return None
    often = max(counts.values())
    return max(year for year, count in counts.items() if count * 2 >= often) + 1


def _looks_back_on_a_year(frame: Frame) -> tuple[bool, bool]:
    """Whether a title says that the text tells what was done in a whole year, and whether it tells of plans too.

    住建局2024年工作总结; 2024年民生实事办理情况; 2024年工作总结和2025年工作打算. Not of a part of a year.
    """
    title, period = "".join((frame.title or "").split()), frame.period
    named = _TITLE_YEAR.search(title)
    if named is None or period is None or not period.is_year or int(named[1]) != period.last_year:
        return False, False
    told = load("phrases")["told of a year"]
    behind = title[named.end() :]
    back = _PROGRESS.search(behind) is not None or any(word in behind for word in told["summaries"])
    if not back or re.search(r"\d月|季度|半年", title) or any(word in behind for word in told["still plans"]):
        return False, False
    later = any(int(year) > period.last_year for year in _TITLE_YEAR.findall(behind))
    return True, later or any(word in _PLAN_CARRIED_OUT.sub("", behind) for word in told["plans too"])


def _told_of_a_year(sections: list[Section], frame: Frame) -> dict[int, str]:
    """The tense of each first-level section, by its start, where the title says that a year is looked back on.

    Up to the first heading that turns ahead all is told of the year: 一、重点项目建设, 二、运输服务. A heading that
    may be either (主要工作, 重点工作) is the plan's behind one of what was done or what was wrong.
    """
    back, plans_too = _looks_back_on_a_year(frame)
    if not back:
        return {}
    words = load("phrases")["told of a year"]
    found: dict[int, str] = {}
    current, told, ahead = "review", False, False
    for section in sections:
        title = "".join(normal_form(section.title).split())
        if section.level != 1:
            continue
        years = [int(year) for year in _TITLE_YEAR.findall(title)]
        progress = _PROGRESS.search(title) is not None
        named = part_named(title)
        if named == "notes":
            current = "notes"
        elif years and frame.spoken is not None:
            current = "plan" if max(years) >= frame.spoken else "review"
        elif progress or (named == "review" and not any(word in title for word in words["plans"])):
            current = "review"
        elif any(word in title for word in words["plans"]) or (told and named == "plan"):
            current = "plan"
        ahead = ahead or current == "plan"
        told = told or progress or named == "review" or any(word in title for word in words["wrong"])
        found[section.start] = current
    return found if ahead or not plans_too else {}


def _turns_ahead(
    folded: str, sections: list[Section], cuts: list[tuple[int, str, Period | None]], frame: Frame
) -> list[tuple[int, str, Period | None]]:
    """Where a text on a year done turns to the next one below its first headings: (三)下一步打算, 下一步，….

    Such a paragraph holds up to the next heading or the next number, if it opens no list of its own.
    """
    found: list[tuple[int, str, Period | None]] = []
    heads = {section.start: section for section in sections}
    for match in _next_step().finditer(folded):
        at = match.start("at")
        if match["year"] and (frame.spoken is None or int(match["year"]) < frame.spoken):
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
            if not opens:
                following.extend(number.start("at") for number in _NUMBERED.finditer(folded, at + 1))
            end = min(following, default=len(folded))
        found.extend([(at, "plan", None), (end, before[1], before[2])])
    starts = {cut[0] for cut in cuts}
    return [cut for cut in found if cut[0] not in starts or cut[1] == "plan"]


def _spans(found: list[tuple[int, str, Period | None]]) -> list[tuple[int, int]]:
    return [(one[0], two[0]) for one, two in zip(found[::2], found[1::2], strict=True)]


@remember
def _next_step() -> re.Pattern[str]:
    """A line that begins with the time to come."""
    words = "|".join(load("phrases")["told of a year"]["next"])
    number = r"(?:\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}、|\d{1,2}[.、])?"
    return re.compile(
        rf"(?m)(?:^|(?<=[。！？；])(?=[^\S\n]*下一?(?:步|阶段)[，,我将要]))[^\S\n]*(?P<at>{number}[^\S\n]*(?:{words}|(?P<year>(?:19|20)\d\d)年(?!\d{{1,2}}月)))"
    )


_NUMBERED = re.compile(r"(?m)^[^\S\n]*(?P<at>\d{1,2}[.、](?!\d))")


def find_parts(folded: str, sections: list[Section], frame: Frame, kind: Kind) -> list[Part]:
    """The text cut at headings that begin a review, a plan or the notes. Before the first heading: ``none``.

    A text without such headings (a news item, a bulletin) is one part, ``review`` for a bulletin.
    """
    cuts: list[tuple[int, str, Period | None]] = []
    current = "none"
    back = _looks_back_on_a_year(frame)[0]
    told = _told_of_a_year(sections, frame)
    back = back and (bool(told) or not any(section.level == 1 for section in sections))
    for section in sections:
        title = normal_form(section.title)
        named = part_named(title)
        if section.level == 1:
            year = _TITLE_YEAR.search(title)
            if section.start in told:
                current = told[section.start]
            elif named is not None:
                current = named
            elif year is not None and frame.spoken is not None:
                current = "plan" if int(year[1]) >= frame.spoken else "review"  # 二、关于2025年工作
            elif current == "none":
                continue
            period = _review_period(title, frame) if current == "review" else _named_plan(title)
            cuts.append((section.start, current, period if current != "notes" else None))
        elif named == "review" and current == "plan" and re.search(r"回顾|主要情况|完成情况", title):
            # 2006: （二）“十五”期间…主要情况 stands inside the part on the eleventh plan.
            cuts.append((section.start, "review", _review_period(title, frame)))
            cuts.append((section.end, "plan", None))
    if back:
        cuts.extend(_turns_ahead(folded, sections, cuts, frame))
    if not any(name in ("review", "plan") for _, name, _ in cuts):
        whole = "review" if kind is Kind.BULLETIN or (frame.title is not None and "公报" in frame.title) else "none"
        return [Part(0, len(folded), whole, frame.period)]
    cuts.sort(key=lambda cut: cut[0])
    parts = [Part(0, cuts[0][0], "none", frame.period if back else None)] if cuts[0][0] else []
    for i, (start, name, period) in enumerate(cuts):
        end = cuts[i + 1][0] if i + 1 < len(cuts) else len(folded)
        if start < end:
            parts.append(Part(start, end, name, period))
    return parts


def _named_plan(title: str) -> Period | None:
    """The years of the five-year plan that a heading names: 二、“十二五”时期的主要目标."""
    plan = re.search(r"[“\"‘]?(十?[一二三四五六七八九]|十)五[”\"’]?(?:时期|期间)", title)
    return None if plan is None else five_year_plan(plan[1])


def _review_period(title: str, frame: Frame) -> Period | None:
    plan = _named_plan(title)
    if plan is not None:
        return plan
    year = _TITLE_YEAR.search(title)
    last = int(year[1]) if year is not None else None if frame.spoken is None else frame.spoken - 1
    if last is None:
        return frame.period
    if "五年" in title or "本届" in title:
        return Period.of_years(last - 4, last)
    return Period.of_year(last)
