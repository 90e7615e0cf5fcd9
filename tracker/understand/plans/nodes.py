"""The marks by which a plan numbers ((1), 一是, 第一, (一), 1., ——), and the tree of what they open.

Kept are the marks that count on; nodes nest by the order in which their kinds first come.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from tracker.understand.paragraphs import Paragraph
from tracker.understand.plans.phrases import construction
from tracker.words.numerals import LONGEST, parse_numeral

HAN = "一二三四五六七八九十"
_START_MARKS = (
    ("named", re.compile(rf"(?:民生)?(?:实事|任务|项目)([{HAN}]{{1,3}}|\d{{1,2}})[:：、]")),
    ("part", re.compile(rf"([{HAN}]{{1,3}})(?:、|[．.](?!\d))|第([{HAN}]{{1,3}})(?:部分|章)[、：:\s]?")),
    ("group", re.compile(rf"[(（]([{HAN}]{{1,3}})[)）]")),
    ("ordinal", re.compile(rf"第([{HAN}]{{1,3}})[，、,：](?!第)")),
    ("is", re.compile(rf"([{HAN}]{{1,3}})(?:是|要)(?!否)")),
    ("bracket", re.compile(r"[(（](\d{1,3})[)）]|[(（]?(\d{1,3})[)）]")),
    ("number", re.compile(r"([⒈-⒛])|(\d{1,3})[.、．](?!\d)|(\d{2})[ \u3000]+(?=[\u4e00-\u9fff“])")),
    ("circle", re.compile(r"([①-⑳])")),
    ("dash", re.compile(r"——|──|—(?=[^—])|[●■◆▪•]\s*")),
    ("bullet", re.compile(r"[-–*·][ \t]+(?!\S{2,6}[:：])")),
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark of the text, as offsets; ``paragraph`` is the index of the one it stands in."""

    kind: str
    number: int
    start: int
    end: int
    opens_paragraph: bool
    paragraph: int


def find_marks(folded: str, paragraphs: list[Paragraph], start: int, end: int) -> list[Mark]:
    """The marks of a stretch that count on, in order. ``paragraphs`` are those that reach into it."""
    return _counted_on(list(_all_marks(folded, paragraphs, start, end)))


def _all_marks(folded: str, paragraphs: list[Paragraph], start: int, end: int) -> Iterator[Mark]:
    for index, paragraph in enumerate(paragraphs):
        text = folded[paragraph.start : min(paragraph.end, end)]
        offset = paragraph.start
        first = 0
        for kind, pattern in _START_MARKS:
            found = pattern.match(text)
            if found is None or offset < start:
                continue
            if kind == "dash" and construction("dash before a year").match(text):
                break
            line = text.split("\n")[0].rstrip()
            if kind == "is" and len(line) <= 50 and line[-1] not in "。；，":
                kind = "is line"  # a heading of its own, above the 一是 … 十是 inside a paragraph
            yield Mark(kind, _number(found), offset, offset + found.end(), True, index)
            first = found.end()
            break
        for found in construction("inline").finditer(text, first):
            kind = found.lastgroup or ""
            at = found.start(kind)
            if kind == "bracket":
                at -= 1
            yield Mark(kind, number_of(found[kind].removeprefix("第")), offset + at, offset + found.end(), False, index)


def _number(found: re.Match[str]) -> int:
    text = next((group for group in found.groups() if group), "") if found.groups() else ""
    return number_of(text) if text else 0


def number_of(text: str) -> int:
    """The number that a mark's letters write (十二, 12, ⑫), 0 where they write none."""
    for first, last in ("①⑳", "⒈⒛"):
        if len(text) == 1 and first <= text <= last:
            return ord(text) - ord(first) + 1
    if len(text) > LONGEST:
        return 0
    if text.isdecimal():
        return int(text)
    value = parse_numeral(text)
    return 0 if value is None else int(value)


def _counted_on(marks: list[Mark]) -> list[Mark]:
    """The marks that count on: from one, each the next of its kind. A single one (一是 alone) is none.

    ``bracket`` counts through the whole stretch or anew in each group; a dash has no number.
    """
    kept: list[Mark] = []
    for kind in dict.fromkeys(mark.kind for mark in marks):
        own = [mark for mark in marks if mark.kind == kind]
        if kind in ("dash", "bullet"):
            kept.extend(own if len(own) > 1 else [])
            continue
        run: list[Mark] = []
        for mark in own:
            if run and mark.number == run[-1].number + 1:
                run.append(mark)
            elif mark.number == 1:
                kept.extend(run if len(run) > 1 else [])
                run = [mark]
            elif run and kind in ("part", "group", "number") and mark.opens_paragraph and mark.number == run[-1].number:
                run.append(mark)  # a slip of the source: (三) twice
            elif not run and kind == "part":
                run = [mark]  # a stretch begins in the middle: 三、2025年重点工作
        kept.extend(run if len(run) > 1 or kind == "part" else [])
    return sorted(kept, key=lambda mark: mark.start)


_RANK = {
    "part": 0, "group": 1, "ordinal": 1, "is line": 1, "dash": 2, "is": 3, "number": 3, "named": 3, "bracket": 4,
    "circle": 5, "bullet": 4,
}  # fmt: skip


@dataclass(slots=True)
class Node:
    """A stretch of a plan with what opened it."""

    kind: str
    number: int
    start: int
    text_start: int  # behind the mark
    end: int = 0
    heading: str = ""  # its own words, where they stand apart
    inside: int = -1  # the paragraph that it stands in the middle of
    children: list[Node] = field(default_factory=list)


def find_nodes(folded: str, paragraphs: list[Paragraph], start: int, end: int) -> Node:
    """The tree of a stretch; its root has the kind ``root``."""
    inside = [each for each in paragraphs if each.start < end and each.end > start]
    root = Node("root", 0, start, start, end)
    stack = [root]
    for mark in find_marks(folded, inside, start, end):
        kinds = [node.kind for node in stack]
        if mark.kind in kinds:
            del stack[kinds.index(mark.kind) :]
        else:  # a part ends the list before it, whatever its kind; a new paragraph the 一是 … 五是 inside another
            while mark.opens_paragraph and stack[-1].inside not in (-1, mark.paragraph):
                stack.pop()
            while len(stack) > 1 and _RANK[stack[-1].kind] > _RANK[mark.kind]:
                stack.pop()
        for node in stack[1:]:
            node.end = max(node.end, mark.start)
        holder = -1 if mark.opens_paragraph else mark.paragraph
        node = Node(mark.kind, mark.number, mark.start, mark.end, inside=holder)
        stack[-1].children.append(node)
        stack.append(node)
    _close(root, end)
    _name(folded, root)
    return root


def _close(node: Node, end: int) -> None:
    node.end = end
    for child, following in zip(node.children, [*node.children[1:], None], strict=False):
        _close(child, end if following is None else following.start)


def _name(folded: str, node: Node) -> None:
    for child in node.children:
        limit = child.children[0].start if child.children else child.end
        text = folded[child.text_start : limit]
        line = text.split("\n")[0]
        stop = re.search(r"[。：:！]", line)
        head = line if stop is None else line[: stop.start()]
        child.heading = "".join(head.split())
        _name(folded, child)


def descendants(node: Node) -> Iterator[Node]:
    """All nodes below one, in the order of the text."""
    for child in node.children:
        yield child
        yield from descendants(child)


def leading(nodes: list[Node]) -> list[Node]:
    """Those of a list's nodes that number it: 一是 … 五是 in the words before (一) is no part of the list."""
    lowest = min((_RANK[node.kind] for node in nodes), default=0)
    kinds = Counter(node.kind for node in nodes if _RANK[node.kind] == lowest)
    kind = max(kinds, key=lambda each: kinds[each], default="")
    return [node for node in nodes if node.kind == kind]
