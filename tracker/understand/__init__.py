"""A document to observations: its order, its tenses, its figures and its milestones."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.model import Document, Kind, Observation, Period, Reading, Sentence, Table, Tense, replace
from tracker.understand.asked import as_a_plan, of_the_work_asked, one_by_one
from tracker.understand.frame import Frame, find_frame
from tracker.understand.items import (
    begins_with_a_label,
    begins_with_a_task,
    find_items,
    tells_of_tasks,
    without_offices,
)
from tracker.understand.milestones import observe_milestones
from tracker.understand.narrowing import narrowed
from tracker.understand.observe import Context, looks_ahead, observe_quantities
from tracker.understand.outline import Part, find_parts
from tracker.understand.paragraphs import Paragraph, find_paragraphs, find_sections
from tracker.understand.periods import find_times
from tracker.understand.surroundings import cut, placed
from tracker.understand.tables import observe_table
from tracker.understand.tenses import gives_results, is_done, opens_back, praises, turns_ahead
from tracker.words.dense import find_dense
from tracker.words.lexicon import load
from tracker.words.normal import last_of, normal_form, said, squeeze

_SENTENCE = re.compile(r"[^。！？]*[。！？]+[”’」』）)]*|[^。！？]+")
LONGEST = 1500
"""Characters of a sentence: what is longer (a table, lines without full stops) is cut at its commas, so that the
cost grows with the text. The longest sentence of the national reports has 359."""
_OPENS = ("five", "last", "plan", "some", "span", "year")
_OPENING = 24
"""Characters at a paragraph's head in which a word of time sets the time of what follows (五年来，…)."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A document before anybody reads a sentence of it: its normal text, its paragraphs and its frame."""

    document: Document
    normal: str
    paragraphs: list[Paragraph]
    frame: Frame


def find_outline(document: Document) -> Outline:
    """What ``understand`` begins with; whoever needs it too makes it once, and hands it on."""
    folded = normal_form(document.text)
    paragraphs = find_paragraphs(folded, document.tables)
    return Outline(document, folded, paragraphs, find_frame(document, folded, paragraphs))


def understand(
    document: Document, figures_of: Sequence[tuple[int, int]] | None = None, outline: Outline | None = None
) -> Reading:
    """Read a settled document: sections, sentences with tense and period, and every observation.

    ``figures_of``: only the sentences of these stretches, and only their figures; what a draft needs of a long plan.
    ``outline``: that of the document, where it is made already.
    """
    if document.kind is Kind.OBSERVATIONS or document.observations:
        return Reading(
            document,
            document.title,
            document.locality,
            document.period,
            (),
            _hand_sentences(document),
            document.observations,
            normal=normal_form(document.text),
        )
    outline = outline or find_outline(document)
    folded, paragraphs, frame = outline.normal, outline.paragraphs, outline.frame
    if frame.title is not None and "统计公报" in frame.title:
        document = replace(document, kind=Kind.BULLETIN)
    sections = find_sections(document.text, paragraphs)
    parts = find_parts(folded, sections, frame, document.kind)
    sentences: list[Sentence] = []
    observations: list[Observation] = []
    starts = [part.start for part in parts]
    opened: Period | None = None  # 五年来，… at a paragraph's head holds for those after it
    part: Part | None = None
    asked: list[Observation] = []  # the figures of the item's task
    items = find_items(folded, paragraphs, tells_of_tasks(frame.plain))
    dense = find_dense(folded)
    tables = {paragraph.start: table for paragraph, table in _with_tables(paragraphs, document)}
    for number, paragraph in enumerate(paragraphs):
        here = parts[max(0, bisect_right(starts, paragraph.start) - 1)]
        if here is not part:
            part, opened = here, None
        here_alone, lasting = _opening(folded, paragraph, part, frame)
        opened = lasting or opened
        back: Period | None = None
        praised = False
        behind = paragraphs[number + 1] if number + 1 < len(paragraphs) else paragraph
        until = paragraph.end if behind.level else behind.end
        if figures_of is not None and not _reaches(paragraph, figures_of):
            continue
        table = tables.get(paragraph.start)
        if table is not None:
            context = _context("", part, frame, here_alone or opened, document.kind, False)
            rows = _sentences(folded, Paragraph(paragraph.start, paragraph.end))
            sentences.extend(Sentence(start, end, context.tense, context.period) for start, end, _ in rows)
            if figures_of is not None:
                observations.extend(_of_cells(folded, table, replace(context, tense=Tense.PLAN)))
            else:
                observations.extend(observe_table(document, folded, table, _of_table(context, part, frame)))
            continue
        for start, end, heading in _sentences(folded, paragraph):
            if dense.reaches(start, end):
                continue
            squeezed = without_offices(squeeze(folded, start, end))
            if not squeezed.text:
                continue
            context = _context(squeezed.text, part, frame, here_alone or opened, document.kind, heading)
            context = replace(context, own_year=frame.own_year, runs_on=part.runs_on)
            if part.tense == "plan":
                back = context.period if context.tense is Tense.PAST else _still_back(squeezed.text, back, praised)
                if back is not None and context.tense is Tense.PLAN:
                    context = replace(context, tense=Tense.PAST, period=back)
                praised = context.tense is Tense.PAST and (praised or praises(squeezed.text))
            context = _opened_by_a_time(squeezed.text, context)
            item = items[number]
            task = begins_with_a_task(squeezed.text)
            labelled = begins_with_a_label(squeezed.text) and not task
            if start == paragraph.start and not labelled:
                asked = []
            if item.title is not None and start > item.title[0]:
                context = replace(context, title=item.title, title_text=said(folded, *item.title))
            below = item.told_behind and start > paragraph.start
            if item.task is not None and not labelled and not below:
                context = replace(context, task=item.task, several=item.several)
            elif (labelled or below) and asked:
                context = replace(context, asked=tuple(asked))
            if context.tense is Tense.PAST and _DIGIT.search(squeezed.text):
                context = replace(context, following=_following(folded, end, until))
            sentences.append(Sentence(start, end, context.tense, context.period, heading))
            if heading and paragraph.level == 1:
                continue
            told = list(observe_quantities(squeezed, context))
            if figures_of is None:
                told.extend(observe_milestones(squeezed, context))
            if context.task is not None:
                asked.extend(told)
            observations.extend(of_the_work_asked(each, context.asked) for each in one_by_one(told, context.asked))
    planned = None if frame.spoken is None else Period.of_year(frame.spoken)
    told = [as_a_plan(each, planned) for each in narrowed(observations, sections)]
    return Reading(
        document,
        frame.title,
        frame.locality,
        frame.period,
        tuple(sections),
        tuple(cut(sentences, folded, frame.locality)),
        tuple(placed(told, sentences, folded, frame.locality)),
        None if frame.period is not None else frame.months,
        folded,
    )


def _of_cells(folded: str, table: Table, context: Context) -> Iterator[Observation]:
    """The figures of a table's cells, each read as a text of its own: what a plan asks for, whatever the column."""
    for cell in dict.fromkeys(cell for row in table.grid() for cell in row if cell is not None):
        for start, end, _ in _sentences(folded, Paragraph(cell.start, cell.end)):
            yield from observe_quantities(squeeze(folded, start, end), context)


def _reaches(paragraph: Paragraph, stretches: Sequence[tuple[int, int]]) -> bool:
    """Whether a paragraph reaches into one of the stretches."""
    return any(paragraph.start < end and start < paragraph.end for start, end in stretches)


def _with_tables(paragraphs: list[Paragraph], document: Document) -> Iterator[tuple[Paragraph, Table]]:
    """The paragraphs that are tables."""
    starts = {table.start: table for table in document.tables}
    for paragraph in paragraphs:
        if paragraph.start in starts:
            yield paragraph, starts[paragraph.start]


def _of_table(context: Context, part: Part, frame: Frame) -> Context:
    """The context of a table: it tells of its part's time, or of the report's where no part is told."""
    if context.tense is Tense.NONE and part.tense == "none" and frame.period is not None:
        return replace(context, tense=Tense.PAST, period=part.period or frame.period)
    return context


def find_head(document: Document) -> Frame:
    """What ``understand`` says of a document as a whole (title, place, time), without reading the rest."""
    if document.kind is Kind.OBSERVATIONS or document.observations:
        return Frame(document.title, document.title or "", document.locality, None, document.period)
    return find_outline(document).frame


def _hand_sentences(document: Document) -> tuple[Sentence, ...]:
    return tuple(Sentence(each.start, each.end, each.tense, each.period) for each in document.observations)


def _sentences(folded: str, paragraph: Paragraph) -> list[tuple[int, int, bool]]:
    """The sentences of a paragraph, a heading at its front set apart."""
    found: list[tuple[int, int, bool]] = []
    start = paragraph.start
    if paragraph.level:
        found.append((start, paragraph.title_end, True))
        start = paragraph.title_end
    for match in _SENTENCE.finditer(folded, start, paragraph.end):
        one, two = match.span()
        while one < two and folded[one].isspace():
            one += 1
        while one < two and folded[two - 1].isspace():
            two -= 1
        while two - one > LONGEST:
            cut = last_of("；，、\n", folded, one + 1, one + LONGEST) + 1 or one + LONGEST
            found.append((one, cut, False))
            one = cut
        if one < two:
            found.append((one, two, False))
    return found


_DIGIT = re.compile(r"\d")
_FOLLOWING = 100
"""Characters behind a sentence in which the next one may tell how far its last figure has come."""


def _following(folded: str, end: int, until: int) -> str:
    """The sentence behind one, as far as it may belong to the same item."""
    text = squeeze(folded, end, min(until, end + _FOLLOWING)).text
    found = _SENTENCE.match(text)
    return "" if found is None else found[0]


def _opened_by_a_time(text: str, context: Context) -> Context:
    """A past sentence that begins with a time is about that time: 前年，…; 去年1—11月，…."""
    if context.tense is not Tense.PAST:
        return context
    for mark in find_times(text[:_OPENING], context.spoken, context.reviewed):
        if mark.start <= 4 and mark.kind in (*_OPENS, "before", "part", "months", "upto") and mark.period is not None:
            return replace(context, period=mark.period)
    return context


def _opening(folded: str, paragraph: Paragraph, part: Part, frame: Frame) -> tuple[Period | None, Period | None]:
    """The period that a paragraph's first words set: for it alone (近三年，…), and for those after it (五年来，…)."""
    if part.tense not in ("review", "none") or (part.period is None and frame.period is None):
        return None, None
    head = squeeze(folded, paragraph.start, min(paragraph.end, paragraph.start + _OPENING)).text
    head = re.sub(
        r"^(?:\([一二三四五六七八九十]+\)|[一二三四五六七八九十]+[、是]|——|第[一二三四五六七八九十]+，)", "", head
    )
    for mark in find_times(head, frame.spoken, part.period or frame.period):
        if mark.start > 8 or mark.period is None or mark.kind not in _OPENS:
            continue
        if mark.kind == "year" and not re.match(r"[，,]|全年|以来|是", head[mark.end :]):
            return None, None
        return (None, mark.period) if mark.kind in ("five", "last", "plan", "year") else (mark.period, None)
    return None, None


def _context(text: str, part: Part, frame: Frame, opened: Period | None, kind: Kind, heading: bool) -> Context:
    reviewed = opened or part.period or frame.period
    in_review = part.tense == "review"
    period = opened or part.period or frame.period
    planned = None if frame.spoken is None else Period.of_year(frame.spoken)
    if part.tense == "notes":
        return Context(Tense.NONE, None, frame.spoken, reviewed, False)
    if in_review:
        tense = Tense.PAST
        ahead = _opens_ahead(text)
        if ahead:
            return Context(Tense.PLAN, planned, frame.spoken, reviewed, True)
        return Context(tense, period, frame.spoken, reviewed, True)
    if part.tense == "plan":
        back = _looks_back(text, frame)
        if back is not None:
            return Context(
                Tense.PAST, back, frame.spoken, Period.of_year(frame.spoken - 1) if frame.spoken else reviewed, False
            )
        return Context(
            Tense.PLAN,
            part.period or planned,
            frame.spoken,
            Period.of_year(frame.spoken - 1) if frame.spoken else None,
            False,
        )
    if heading:
        return Context(Tense.NONE, period, frame.spoken, reviewed, False)
    # A text without parts: the sentence's own words tell.
    whole = part.start == 0 and part.period is not None and kind is not Kind.BULLETIN
    undated = frame.months is not None and frame.period is None  # 上半年成绩单, and no year
    if not whole and kind is not Kind.BULLETIN and part.period is None and not undated:
        return Context(Tense.NONE, period, frame.spoken, reviewed, False)
    tense = Tense.PLAN if looks_ahead(text) or _marks_of_plan(text) else Tense.PAST
    return Context(tense, planned if tense is Tense.PLAN else period, frame.spoken, reviewed, False)


_AHEAD = re.compile(
    r"(?:各位代表！?)?(?:对此，|为此，|同时，)?"
    r"(?:下一步|今后|明年|必须|要|力争|争取(?=在|到[\d年明“]|年内|实现|完成|达到|建成|开工|早日|用|把)|确保|我们(?:将|要|必须|确保)"
    r"|今年，?(?:我们|全[省市区县]|政府)?(?:将|要|力争|确保|计划|必须))"
)


def _opens_ahead(text: str) -> bool:
    """A sentence of the review that turns to the future: 下一步…, 我们要…, 今年，我们要…."""
    return _AHEAD.match(text) is not None


def _marks_of_plan(text: str) -> bool:
    return any(text.startswith(word) or f"，{word}" in text for word in load("tense")["plan marks"]) and not re.search(
        r"增长|下降|完成|实现|达到|建成|新增了|了", text
    )


_LOOKS_BACK = ("last", "year", "five", "plan", "part", "months")
_HEAD = 16
"""Characters at a sentence's head in which a word of time tells that it looks back."""


def _still_back(text: str, back: Period | None, praised: bool) -> Period | None:
    """A look-back inside a paragraph of the plan goes on (过去一年，…。国内生产总值增长10.3%，…有所改善。).

    Only while each sentence says of itself that it is done (新建球场25个 after a look-back may be the plan's again), or
    gives the figures for what the one before has ``praised``.
    """
    told = is_done(text) or (praised and gives_results(text))
    return back if back is not None and told and not turns_ahead(text) else None


def _looks_back(text: str, frame: Frame) -> Period | None:
    """The period of a sentence inside the plan part that looks back, or None: half a sentence never counts."""
    if frame.spoken is None or turns_ahead(text):
        return None
    marks = find_times(text, frame.spoken, Period.of_year(frame.spoken - 1))
    if any(mark.period is not None and mark.period.last_year >= frame.spoken for mark in marks):
        return None  # 2021年，我们…，2022年…: half a sentence
    first = next((mark for mark in marks if mark.kind in _LOOKS_BACK and mark.start < _HEAD), None)
    if first is None or first.period is None:
        return None
    if first.kind in ("part", "months") and "年" not in text[first.start : first.end]:
        return None
    return first.period if opens_back(text, first.start, first.end) else None
