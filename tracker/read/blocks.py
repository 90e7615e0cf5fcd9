"""Lines to blocks: paragraphs, headings, items, labels, tables, before anybody looks for a sentence.

A line break ends a block unless its sentence plainly runs on: a text may be wrapped at a width, or a page had a link
or a raised sign on a line of its own (广义货币M⏎2⏎增长).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracker.model import Block, Layout, Table
from tracker.words.lexicon import load, remember
from tracker.words.patterns import pattern

ENDS = frozenset("。！？；：…!?;:")
QUOTES = "”’」』\"')）》】"
OPENING = frozenset("（《【〈「『“‘([、，,")
CLOSING = frozenset("，。、；：！？）》】〉」』”’％%,;:!?)]")
ITEM = re.compile(
    r"(?:\d{1,3}(?:[、．]|\.(?!\d))|[（(]\d{1,3}[)）]|[①-⑳⑴-⒇]|[—–-]{2}|[·•●■◆▪○□*+-]\s?(?=[^\d\s]))\s*\S"
)
MARKDOWN = re.compile(r"(#{1,6})\s+\S")


@remember
def _starts() -> frozenset[str]:
    """The letters that a heading or an item can begin with; ① to ⒛ among them."""
    return frozenset(load("layout")["starts"]) | frozenset(map(chr, range(0x2460, 0x249C)))


TITLE = 40  # characters; a longer line is no heading
NARROW = 40  # half-widths; lines are wrapped at no less
WIDEST = 100  # characters; no line is wrapped at more
FULL = 4  # half-widths by which a full line may be short: a word or a closing mark goes to the next one
SEVERAL = 3  # pages that are counted by numbers on lines of their own


@dataclass(slots=True)
class Line:
    """A line that shows something, without the white space around it."""

    start: int
    end: int
    text: str
    indented: bool
    after_gap: bool  # an empty line stands above it, or the text begins


Told = tuple[Layout, int]  # what a format says of a line: a heading and its level, an item


def find_blocks(text: str, tables: Sequence[Table] = (), marks: Mapping[int, Told] | None = None) -> tuple[Block, ...]:
    """All of a text but its empty lines.

    ``marks`` are told by the offset at which their line begins.
    """
    told = marks or {}
    lines = list(_lines(text, tables))
    pages = _page_numbers(lines)
    width = _wrapped_at([line for line in lines if line.start not in pages])
    found = [Block(table.start, table.end, Layout.TABLE) for table in tables]
    growing: _Growing | None = None
    skipped: list[tuple[int, int]] = []
    for line in lines:
        if line.start in pages:
            skipped.append((line.start, line.end))
            continue
        layout, level = _layout(line, told.get(line.start), width)
        apart = layout is not Layout.PARAGRAPH or line.indented or (line.after_gap and not skipped)
        if growing is None or apart or not growing.runs_on(line.text, width):
            if growing is not None:
                found.append(growing.block())
            growing = _Growing(line, layout, level)
        else:
            growing.add(line, skipped)
        skipped = []
    if growing is not None:
        found.append(growing.block())
    return tuple(sorted(found, key=lambda each: each.start))


class _Growing:
    """A block to which lines are added. It remembers what it must know of them: a text may be one block."""

    def __init__(self, line: Line, layout: Layout, level: int) -> None:
        self.start = line.start
        self.layout = layout
        self.level = level
        self.left_out: list[tuple[int, int]] = []
        self.opened = 0  # brackets
        self.stopped = False  # whether a sentence has ended in it
        self.new: list[str] = []  # lines of which the two above don't know yet: it is seldom asked
        self.add(line, [])

    def add(self, line: Line, skipped: list[tuple[int, int]]) -> None:
        self.end = line.end
        self.last = line.text
        self.left_out += skipped
        self.new.append(line.text)

    def runs_on(self, following: str, width: int | None) -> bool:
        """Whether its last sentence runs on in the line that follows."""
        if self.layout is Layout.HEADING:
            return False
        if following[0] in CLOSING or self.last[-1] in OPENING:
            return True
        if _has_ended(self.last):
            return False
        for line in self.new:
            self.opened += sum(map(line.count, "（(《")) - sum(map(line.count, "）)》"))
            self.stopped = self.stopped or "。" in line
        self.new.clear()
        return self.opened > 0 or self.stopped or _is_full(self.last, width)

    def block(self) -> Block:
        return Block(self.start, self.end, self.layout, self.level, tuple(self.left_out))


def _lines(text: str, tables: Sequence[Table]) -> Iterator[Line]:
    inside = iter(tables)
    table = next(inside, None)
    start, gap = 0, True
    for raw in text.splitlines(keepends=True):
        body = raw.strip()
        begin = start + len(raw) - len(raw.lstrip())
        while table is not None and table.end <= start:
            table = next(inside, None)
        if (table is not None and table.start <= start < table.end) or not body:
            gap = True
        else:
            yield Line(begin, begin + len(body), body, raw.startswith(("　　", "    ", "\t")), gap)
            gap = False
        start += len(raw)


def _layout(line: Line, mark: Told | None, width: int | None) -> tuple[Layout, int]:
    if mark is not None:
        return mark
    if line.text[0] not in _starts():
        return (Layout.LABEL if _begins_with_label(line.text) else Layout.PARAGRAPH), 0
    markdown = MARKDOWN.match(line.text)
    if markdown is not None:
        return Layout.HEADING, len(markdown[1])
    numbered = pattern("layout", "heading").match(line.text)
    if numbered is not None:
        if len(line.text) <= TITLE and "。" not in line.text[:-1] and not _is_full(line.text, width):
            return Layout.HEADING, 1 if numbered["one"] else 2
        return Layout.ITEM, 0
    if ITEM.match(line.text):
        return Layout.ITEM, 0
    return (Layout.LABEL if _begins_with_label(line.text) else Layout.PARAGRAPH), 0


def _begins_with_label(line: str) -> bool:
    head = line[:20]
    return ("：" in head or ":" in head) and _label().match(line) is not None


@remember
def _label() -> re.Pattern[str]:
    layout = load("layout")
    words = "|".join(map(re.escape, layout["labels"]))
    return re.compile(
        rf"[（(【\[]?(?=[^：:]{{2,{layout['longest label']}}}[：:])[\u4e00-\u9fff]*?(?:{words})[)）】\]]?[：:]"
    )


def _has_ended(line: str) -> bool:
    """Whether a line ends with the mark that ends a sentence, or a part of one before a list."""
    bare = line.rstrip(QUOTES)
    return bool(bare) and bare[-1] in ENDS


def _is_full(line: str, width: int | None) -> bool:
    return width is not None and _shown_width(line) >= width - FULL


def _shown_width(line: str) -> int:
    """How wide a line is, in half-widths."""
    return 2 * len(line) - len(line.encode("ascii", "ignore"))  # a loop over all characters takes 20 times as long


def _wrapped_at(lines: Sequence[Line]) -> int | None:
    """The width at which a text's lines are wrapped; ``None`` where a line is a paragraph.

    Lines that are cut end at one width and lead to one that ends a sentence; the lines of a list may be as wide by
    chance, but lead to none.
    """
    if sum(len(line.text) > WIDEST for line in lines) * 20 > len(lines):
        return None
    shown = [_shown_width(line.text) for line in lines]
    widths = sorted((w for w, line in zip(shown, lines, strict=True) if w >= NARROW and not _has_ended(line.text)))
    width = next((w for w in reversed(widths) if bisect_right(widths, w) - bisect_left(widths, w - FULL) > 1), None)
    if width is None or sum(w > width for w in shown) * 20 > len(shown):
        return None
    if (bisect_right(widths, width) - bisect_left(widths, width - FULL)) * 2 < len(widths):
        return None
    led = [
        _has_ended(after.text)
        for line, after in pairwise(lines)
        if _is_full(line.text, width) and not _has_ended(line.text) and not after.after_gap
        if _has_ended(after.text) or not _is_full(after.text, width)
    ]
    return width if sum(led) * 2 > len(led) else None


def _page_numbers(lines: Sequence[Line]) -> set[int]:
    """Where lines begin that are page numbers: they count up through the text."""
    numbers = [
        (line.start, int(found[1] or found[2]))
        for line in lines
        if (found := pattern("layout", "page number").fullmatch(line.text)) is not None
    ]
    pages: set[int] = set()
    run: list[tuple[int, int]] = []
    for start, number in [*numbers, (-1, -1)]:
        if run and number != run[-1][1] + 1:
            if len(run) >= SEVERAL:
                pages |= {at for at, _ in run}
            run = []
        run.append((start, number))
    return pages
