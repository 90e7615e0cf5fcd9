"""A text's lines to paragraphs and headings, before anybody reads a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.model import Section, Table, replace
from tracker.words.lexicon import load, remember
from tracker.words.normal import said
from tracker.words.patterns import listed, pattern

_END = "。！？；：…”\"')）》"
_ITEM = re.compile(r"(?:\d{1,3}[.、．](?!\d)|\(\d{1,3}\)|[①-⑳]|——|[·•●■◆▪])")
"""What a line of a list begins with: nothing before belongs to it."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together; ``level`` is that of the heading it opens with, 0 for none."""

    start: int
    end: int
    level: int = 0
    title_end: int = 0  # where the heading ends, if the paragraph goes on after it


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without the space round it; a table is one of its own, and so is a line in which nothing shows."""

    start: int
    end: int
    body: str  # empty where nothing shows
    indented: bool = False
    heading: bool = False
    table: bool = False


def find_paragraphs(folded: str, tables: Sequence[Table] = ()) -> list[Paragraph]:
    """Paragraphs of the text; a line break inside a sentence (M⏎2⏎预期增长) doesn't end one.

    A table is one paragraph. A line break ends a paragraph where the line before has ended its sentence, where a line
    is empty or indented, at a heading, and before an item of a list or a label.
    """
    paragraphs: list[Paragraph] = []
    gathered: list[_Line] = []
    heads = True  # the lines above the first sentence (title, occasion, speaker) stand each for itself
    for line in _lines(folded, tables):
        if gathered and (heads or not _goes_on(gathered[-1], line)):
            paragraphs.append(_paragraph(folded, gathered[0].start, gathered[-1].end))
            gathered = []
        if line.table:
            paragraphs.append(Paragraph(line.start, line.end))
        if line.body:
            gathered.append(line)
            heads = heads and line.body[-1] not in "。：；" and not line.heading
    if gathered:
        paragraphs.append(_paragraph(folded, gathered[0].start, gathered[-1].end))
    paragraphs = [part for paragraph in paragraphs for part in _cut_at_headings(folded, paragraph)]
    return [part for paragraph in paragraphs for part in _cut_at_next_steps(folded, paragraph)]


def _lines(folded: str, tables: Sequence[Table]) -> Iterator[_Line]:
    """The lines of the text, those of a table as one."""
    left = iter(sorted((table.start, table.end) for table in tables))
    table = next(left, None)
    position = 0
    for raw in folded.splitlines(keepends=True):
        start, position = position, position + len(raw)
        if table is None or position <= table[0]:
            yield _line(raw, start)
            continue
        yield _Line(*table, "", table=start <= table[0])
        if position >= table[1]:
            table = next(left, None)


def _line(raw: str, position: int) -> _Line:
    body = raw.strip()
    shown = _shown(body)
    start = position + len(raw) - len(raw.lstrip())
    if not shown:
        return _Line(start, start, "")
    heading = pattern("frame", "heading").match(shown) is not None
    return _Line(start, start + len(body), body, raw.startswith(("　　", "    ", "\t")), heading)


def _goes_on(before: _Line, line: _Line) -> bool:
    """Whether a line goes on with the sentence of the one before."""
    anew = not line.body or line.heading or line.indented or _begins_anew(line.body)
    return not anew and before.body[-1] not in _END and not _is_heading(before.body)


def _shown(line: str) -> str:
    """A line as it is seen, without what shows nothing."""
    return said(line, 0, len(line))


@remember
def _labels() -> re.Pattern[str]:
    words = load("frame")
    some = rf"[^，。；：\d]{{0,4}}(?:{'|'.join(words['labels end in'])})"
    return re.compile(rf"(?:{'|'.join([*words['labels'], *words['labels of a state']])}|{some})：")


def _begins_anew(line: str) -> bool:
    """Whether a line is an item of a list or a labelled one: 2.改造小区, 进展情况：…."""
    return _ITEM.match(line) is not None or _labels().match(_shown(line)) is not None


def _cut_at_headings(folded: str, paragraph: Paragraph) -> list[Paragraph]:
    """A paragraph, and what in it begins with a heading behind a full stop as one of its own."""
    found: list[Paragraph] = []
    begin = max(paragraph.start + 1, paragraph.title_end)
    for match in pattern("frame", "heading inside").finditer(folded, begin, paragraph.end):
        found.append(replace(paragraph, end=match.start("at")))
        paragraph = _paragraph(folded, match.start("at"), paragraph.end)
    return [*found, paragraph]


def _cut_at_next_steps(folded: str, paragraph: Paragraph) -> list[Paragraph]:
    """A paragraph, and what in it begins with 下一步，… as one of its own."""
    begin = max(paragraph.start + 1, paragraph.title_end)
    found = pattern("frame", "next step inside").search(folded, begin, paragraph.end)
    if found is None:
        return [paragraph]
    return [replace(paragraph, end=found.start("at")), Paragraph(found.start("at"), paragraph.end)]


def _is_heading(line: str) -> bool:
    """Whether a line is a heading as a whole: nothing of the next line belongs to it."""
    line = _shown(line)
    if pattern("frame", "heading").match(line) is not None:
        return 3 < len(line) <= 60 and "。" not in line  # 一、综合
    return len(line) <= 12 and line[-1] not in "，、" and part_named(line) is not None


_HEAD = 24
"""Characters at a line's front in which a heading's number stands, with the spaces and blanks in it."""


def _paragraph(folded: str, start: int, end: int) -> Paragraph:
    # The very first line is the title, whatever its words.
    body = folded[start:end]
    match = pattern("frame", "heading").match(_shown(body[:_HEAD]))
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
        and not body.startswith(listed("frame", "no heading begins"))
    ):
        return Paragraph(start, end, 1, end)
    return Paragraph(start, end)


def part_named(title: str) -> str | None:
    """``review``, ``plan`` or ``notes`` where a heading's words tell; else None."""
    title = _shown(title)
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
