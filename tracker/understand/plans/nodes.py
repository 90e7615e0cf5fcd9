"""The tree of what a plan's marks open.

Nodes nest by the order in which their kinds first come.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from tracker.understand.paragraphs import Paragraph
from tracker.understand.plans.marks import find_marks

_RANK = {
    "part": 0, "group": 1, "ordinal": 1, "is line": 1, "dash": 2, "is": 3, "number": 3, "named": 3, "bracket": 4,
    "circle": 5,
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
