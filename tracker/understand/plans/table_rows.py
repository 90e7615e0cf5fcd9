"""The rows of a plan's table: what its columns hold."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.understand.plans.nodes import Node
from tracker.words.lexicon import load


@dataclass(frozen=True, slots=True)
class Row:
    """A row's content, as offsets into the text, and the words of its other columns; empty where it has none."""

    start: int
    end: int
    title: str
    area: str
    owner: str | None
    due: str


def _columns(folded: str, base: Node) -> list[str]:
    """What the columns of a table hold, by its head: number, title, content, owner, due, area."""
    head = next(
        (
            line
            for line in folded[base.text_start : base.children[0].end if base.children else base.end].split("\n")
            if "\t" in line and re.match(r"\s*(?:序号|编号)", line)
        ),
        "",
    )
    if not head:
        start = folded.rfind("\n", 0, base.start)
        head = folded[start + 1 : base.start]
    roles = []
    for cell in head.split("\t"):
        bare = "".join(cell.split())
        roles.append(next((role for role, words in load("plans")["columns"].items() if bare in words), "content"))
    return roles


def read_row(folded: str, node: Node, end: int, base: Node) -> Row:
    """A row of a table: number, content, and owner, due date and group where it has columns for them."""
    line_end = folded.find("\n", node.text_start, end)
    end = end if line_end < 0 else line_end
    roles = _columns(folded, base)
    cells: list[tuple[int, int]] = []
    position = folded.rfind("\n", 0, node.start) + 1
    for cell in folded[position:end].split("\t"):
        cells.append((position, position + len(cell)))
        position += len(cell) + 1
    told: dict[str, tuple[int, int]] = {}
    content: list[tuple[int, int]] = []
    for i, (one, two) in enumerate(cells):
        role = roles[i] if len(roles) == len(cells) else "number" if i == 0 else "content"
        if role == "content":
            content.append((one, two))
        else:
            told[role] = (one, two)
    if not content and "title" in told:
        content = [told["title"]]
    start, stop = (content[0][0], content[-1][1]) if content else (node.text_start, end)
    say = {role: "".join(folded[one:two].split()) for role, (one, two) in told.items()}
    return Row(
        start,
        stop,
        say.get("title", ""),
        say.get("area", ""),
        say.get("owner") or None,
        say.get("due", ""),
    )
