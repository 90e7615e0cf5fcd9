"""The commitments of a plan: how it numbers them, in groups and inside paragraphs.

The lowest marks that a plan numbers throughout are its commitments, their groups the areas.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.understand.paragraphs import Paragraph
from tracker.understand.plans.marks import HAN, number_of
from tracker.understand.plans.nodes import Node, descendants, find_nodes
from tracker.understand.plans.phrases import alternatives
from tracker.understand.plans.pieces import unnumbered_pieces
from tracker.understand.plans.table_rows import read_row
from tracker.words.lexicon import load


@dataclass(frozen=True, slots=True)
class Item:
    """A commitment's place: where its text runs, and its headings."""

    id: int | str
    start: int
    end: int
    heading: str
    area: str
    numbered: bool  # by the source
    owner: str | None = None
    due: str = ""  # the words of a column for it


def find_items(
    folded: str, paragraphs: list[Paragraph], start: int, end: int
) -> tuple[list[Item], list[tuple[int, int, str]]]:
    """The commitments of a stretch, and what stands outside them: before the first, between and behind.

    The latter are headline goals, totals and preambles, each with the heading it stands under.
    """
    root = find_nodes(folded, paragraphs, start, end)
    base = root
    while len(base.children) == 1 and base.children[0].children:
        base = base.children[0]
    through = _numbered_through(base)
    if through is not None:
        return _through(folded, base, through)
    parts = [child for child in base.children if child.kind == "part"]
    deep = [part for part in parts if any(child.children for child in part.children)]
    if len([part for part in parts if part.children]) > 1 and len(deep) != 1:
        return _groups(folded, paragraphs, base, 0)
    if len(deep) == 1 and not any(
        part.children and part not in deep and len(part.children) > 2 for part in parts if part.kind != "part"
    ):
        for part in parts:
            if part not in deep:
                part.children = []
    if parts and any(child.children for child in parts):
        # 三、2025年重点工作 holds (一), (二) …; 四、政府自身建设 holds none
        items: list[Item] = []
        outside: list[tuple[int, int, str]] = [(base.text_start, base.children[0].start, "")]
        shift = 0
        for part in parts:
            if part.children:
                found, rest = _groups(folded, paragraphs, part, shift)
                items.extend(found)
                outside.extend(rest)
                shift = max((_first(item.id) for item in items), default=shift)
            else:
                outside.append((part.text_start, part.end, part.heading))
        return items, outside
    return _groups(folded, paragraphs, base, 0)


def _first(id_: int | str) -> int:
    return id_ if isinstance(id_, int) else int(id_.split(".")[0])


def _numbered_through(base: Node) -> list[Node] | None:
    """The items that a plan numbers from 1 to n across its groups: (1) … (60)."""
    found: list[Node] = []

    def walk(node: Node) -> None:
        for child in node.children:
            if child.kind in ("bracket", "number", "circle", "row"):
                found.append(child)
            walk(child)

    walk(base)
    if len(found) < 2 or [node.number for node in found] != list(range(1, len(found) + 1)):
        return None
    # one list inside one group of many is that group's own
    holders = sum(1 for child in base.children if any(node in found for node in descendants(child)) or child in found)
    groups = sum(1 for child in base.children if child not in found)
    if groups and holders < max(2, groups // 2) and not any(child in found for child in base.children):
        return None
    return found


def _through(folded: str, base: Node, nodes: list[Node]) -> tuple[list[Item], list[tuple[int, int, str]]]:
    areas = {id(child): node.heading for node in [base, *descendants(base)] for child in node.children}
    items: list[Item] = []
    outside: list[tuple[int, int, str]] = [(base.text_start, nodes[0].start, "")]
    for node, following in zip(nodes, [*nodes[1:], None], strict=False):
        end = node.end
        total = (
            _total(folded, node)
            if following is None or (id(following) in areas and areas[id(following)] != areas[id(node)])
            else None
        )
        if total is not None:
            outside.append((total, end, areas.get(id(node), "")))
            end = total
        if node.kind == "row":
            row = read_row(folded, node, end, base)
            items.append(Item(node.number, row.start, row.end, row.title, row.area, True, row.owner, row.due))
        else:
            items.append(Item(node.number, node.text_start, end, "", areas.get(id(node), ""), True))
    held = {id(node) for node in nodes}
    for child in base.children:
        if (
            id(child) not in held
            and not any(id(node) in held for node in descendants(child))
            and child.start > nodes[0].start
        ):
            outside.append((child.text_start, child.end, child.heading))
    return items, outside


def _total(folded: str, node: Node) -> int | None:
    """Where the last item of a group is followed by the group's totals: 全年实施重点产业项目10个."""
    text = folded[node.text_start : node.end]
    first = re.search(r"[。！]", text)
    if first is None:
        return None
    found = re.compile(r"\s*(?:全年|年内|今年|力争全年|确保全年)(?=[^。]*\d)").match(text, first.end())
    return node.text_start + first.end() if found else None


def _groups(
    folded: str, paragraphs: list[Paragraph], base: Node, shift: int
) -> tuple[list[Item], list[tuple[int, int, str]]]:
    items: list[Item] = []
    outside: list[tuple[int, int, str]] = []
    if not base.children:
        return _plain(folded, paragraphs, base, shift), outside
    outside.append((base.text_start, base.children[0].start, ""))
    counts = _counts(base)
    for position, group in enumerate(base.children, 1):
        number = shift + (group.number if group.number and counts else position)
        items.extend(_group(folded, paragraphs, group, number))
    return items, outside


def _counts(base: Node) -> bool:
    return [child.number for child in base.children] == list(range(1, len(base.children) + 1))


def _group(folded: str, paragraphs: list[Paragraph], group: Node, number: int) -> list[Item]:
    """One group: its numbered parts first, then what else stands in it; or its run-in headings, or its paragraphs."""
    area = group.heading
    inner = _inner(group)
    if inner:
        items = [
            Item(f"{number}.{position}", child.text_start, child.end, _own_heading(folded, child), area, True)
            for position, child in enumerate(inner, 1)
        ]
        last = _trailing(folded, paragraphs, inner[-1])
        if last is not None:
            items[-1] = Item(items[-1].id, items[-1].start, last, items[-1].heading, area, True)
        rest = unnumbered_pieces(folded, paragraphs, group.text_start + len(group.heading), inner[0].start)
        if last is not None:
            rest += unnumbered_pieces(folded, paragraphs, last, inner[-1].end)
        count = len(inner)
        for position, (start, end, heading) in enumerate(rest, 1):
            items.append(Item(f"{number}.{count + position}", start, end, heading, area, False))
        return items
    pieces = unnumbered_pieces(folded, paragraphs, _after_heading(folded, group), group.end)
    if len(pieces) <= 1:
        return [Item(number, group.text_start, group.end, _own_heading(folded, group), area, True)]
    return [
        Item(f"{number}.{position}", start, end, heading, area, False)
        for position, (start, end, heading) in enumerate(pieces, 1)
    ]


def _own_heading(folded: str, node: Node) -> str:
    """The heading of an item, where it is one: short, and with a text behind it that it stands over."""
    if len(node.heading) > 24 or "，" in node.heading or re.search(r"\d", node.heading):
        return ""
    text = "".join(folded[node.text_start : node.end].split())
    return node.heading if len(text) > len(node.heading) + 4 else ""


def _inner(group: Node) -> list[Node]:
    """The numbered parts of a group, wherever they stand in it, of the kind that comes first."""
    if group.children:
        return group.children if len(group.children) > 1 else group.children[0].children or []
    return []


def _after_heading(folded: str, group: Node) -> int:
    stop = folded.find(group.heading[-4:], group.text_start, group.end) if len(group.heading) >= 4 else -1
    return group.text_start if stop < 0 else min(group.end, stop + 4)


def _trailing(folded: str, paragraphs: list[Paragraph], node: Node) -> int | None:
    """Where the paragraph of a group's last part ends, if the group goes on behind it."""
    holder = next((each for each in paragraphs if each.start <= node.start < each.end), None)
    if holder is None or holder.end >= node.end:
        return None
    if len("".join(folded[node.text_start : holder.end].split())) <= 40 and folded[holder.end - 1] not in "。；":
        return None  # a heading of its own line: what follows is its text
    return holder.end if folded[holder.end : node.end].strip() else None


def _plain(folded: str, paragraphs: list[Paragraph], base: Node, shift: int) -> list[Item]:
    """A plan without any numbers: its paragraphs, counted."""
    found = unnumbered_pieces(folded, paragraphs, base.text_start, base.end)
    return [
        Item(shift + position, start, end, heading, base.heading, False)
        for position, (start, end, heading) in enumerate(found, 1)
    ]


def announced(folded: str, start: int, end: int, items: list[Item]) -> int | None:
    """How many commitments the text announces (60项重点工作, 八大行动), where just as many or nearly were found."""
    pattern = re.compile(rf"(\d{{1,3}}|[{HAN}]{{1,3}})(?:{alternatives(load('plans')['announced'])})")
    count = len({_first(item.id) for item in items})
    told = [number_of(match[1]) for match in pattern.finditer(folded, start, end)]
    return next((number for number in told if number == count and number > 1), None) or next(
        (number for number in told if number > 20 and abs(number - count) <= 3), None
    )
