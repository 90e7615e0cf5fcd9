"""A report's order: title, who and when, its parts, and which of them look back."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from tracker.model import Document, Kind, Period, Section
from tracker.understand.fold import fold
from tracker.understand.periods import find_years, five_year_plan
from tracker.words.lexicon import load

_HEADING = re.compile(
    r"(?:(?P<one>[一二三四五六七八九十]{1,3}[、．.]|第[一二三四五六七八九十]{1,3}(?:部分|章)[、：:]?)"
    r"|(?P<two>\([一二三四五六七八九十]{1,3}\)))(?=\s*\S)"
)
_END = "。！？；：…”\"')）》"
_TITLE_YEAR = re.compile(r"((?:19|20)\d\d)年")
_DELIVERED = re.compile(r"((?:19|20)\d\d)年\d{1,2}月\d{1,2}日")
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,12}?(?:自治区|自治州|自治县|自治旗|省|市|区|县|旗|州|盟)")
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
    return paragraphs


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
        looks_back = told and re.search(r"\d{4}年[^，。(]{0,12}政府工作报告", title or "") is None
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


def find_parts(folded: str, sections: list[Section], frame: Frame, kind: Kind) -> list[Part]:
    """The text cut at headings that begin a review, a plan or the notes. Before the first heading: ``none``.

    A text without such headings (a news item, a bulletin) is one part, ``review`` for a bulletin.
    """
    cuts: list[tuple[int, str, Period | None]] = []
    current = "none"
    for section in sections:
        title = fold(section.title)
        named = part_named(title)
        if section.level == 1:
            year = _TITLE_YEAR.search(title)
            if named is not None:
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
    if not any(name in ("review", "plan") for _, name, _ in cuts):
        whole = "review" if kind is Kind.BULLETIN or (frame.title is not None and "公报" in frame.title) else "none"
        return [Part(0, len(folded), whole, frame.period)]
    cuts.sort(key=lambda cut: cut[0])
    parts = [Part(0, cuts[0][0], "none", None)] if cuts[0][0] else []
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
