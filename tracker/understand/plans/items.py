"""The commitments of a plan: how it numbers them, in groups and inside paragraphs.

The lowest marks that a plan numbers throughout are its commitments, their groups the areas.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from tracker.understand.paragraphs import Paragraph
from tracker.understand.plans.nodes import Node, descendants, find_nodes, leading, number_of
from tracker.understand.plans.phrases import construction, words_of
from tracker.understand.plans.pieces import unnumbered_pieces


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
    helpers: tuple[str, ...] = ()  # as with the next: of a table's row
    lead: str | None = None
    cells: tuple[tuple[int, int], ...] = ()  # of a table's row: each is read by itself


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
    working = _working(parts)
    if not working:
        return _groups(folded, paragraphs, base)
    outside = [(base.text_start, base.children[0].start, "")]
    outside += [(part.text_start, part.end, part.heading) for part in parts if part not in working]
    if len(working) > 1:
        # 二、工业 holds (一), (二) …, and so does 三、农业: each is a group of its own
        return _grouped(folded, paragraphs, working), outside
    items, rest = _groups(folded, paragraphs, working[0])
    return items, [*outside, *rest]


def _working(parts: list[Node]) -> list[Node]:
    """Those of a plan's parts that hold its commitments; empty where none is numbered inside.

    What stands beside them, numbered inside or not, is no list of tasks: 总体要求 before, 自身建设 behind.
    """
    if not any(part.children for part in parts):
        return []
    tasks = [part for part in parts if words_of("task parts").search(part.heading)]
    if tasks:
        return tasks
    work = [part for part in parts if not words_of("general parts").search(part.heading)]
    work = [part for part in work if not words_of("parts of the house").search(part.heading)] or work
    return work if any(part.children for part in work) else [part for part in parts if part.children]


def _numbered_through(base: Node) -> list[Node] | None:
    """The items that a plan numbers from 1 to n across its groups: (1) … (60)."""
    found = [node for node in descendants(base) if node.kind in ("bracket", "number", "circle", "named")]
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
        closes = following is None or areas[id(following)] != areas[id(node)]  # the last of its group
        total = _total(folded, node) if closes else None
        if total is not None:
            outside.append((total, end, areas.get(id(node), "")))
            end = total
        heading = _own_heading(folded, node) if node.kind == "named" else ""
        items.append(Item(node.number, node.text_start, end, heading, areas.get(id(node), ""), True))
    held = {id(node) for node in nodes}
    for child in base.children:
        if child.start > nodes[0].start and not any(id(node) in held for node in [child, *descendants(child)]):
            outside.append((child.text_start, child.end, child.heading))
    return items, outside


def _total(folded: str, node: Node) -> int | None:
    """Where the last item of a group is followed by the group's totals: 全年实施重点产业项目10个."""
    text = folded[node.text_start : node.end]
    first = re.search(r"[。！]", text)
    if first is None:
        return None
    found = construction("totals behind").match(text, first.end())
    return node.text_start + first.end() if found else None


def _groups(folded: str, paragraphs: list[Paragraph], base: Node) -> tuple[list[Item], list[tuple[int, int, str]]]:
    if not base.children:
        listed = _listed(folded, base)
        if listed:
            return listed, [(base.text_start, listed[0].start, ""), (listed[-1].end, base.end, "")]
        return _without_goals(folded, _plain(folded, paragraphs, base))
    groups = leading(base.children)
    outside = [(base.text_start, groups[0].start, "")]
    general = [each for each in groups if construction("goals of a part").fullmatch(each.heading)]
    if len(general) < len(groups):
        # (一)主要目标 before (二)重点任务: its goals are the plan's
        groups = [each for each in groups if each not in general]
        outside += [(each.text_start, each.end, each.heading) for each in general]
    return _grouped(folded, paragraphs, groups), outside


def _without_goals(folded: str, items: list[Item]) -> tuple[list[Item], list[tuple[int, int, str]]]:
    """The paragraphs of a plan without numbers, and those that set its goals: 主要预期目标是：…."""
    goals = [item for item in items if construction("sets goals").search(folded, item.start, item.end)]
    if len(goals) == len(items):
        goals = []
    rest = [item for item in items if item not in goals]
    return (
        [replace(item, id=number) for number, item in enumerate(rest, 1)],
        [(item.start, item.end, "") for item in goals],
    )


def _listed(folded: str, base: Node) -> list[Item]:
    """The parts of a sentence that lists as many as it announces: 十件实事分别是：…；…；…."""
    for found in construction("announces").finditer(folded, base.text_start, base.end):
        opened = construction("opens a list").match(folded, found.end(), base.end)
        if opened is None:
            continue
        stop = re.compile(r"[。\n]").search(folded, opened.end(), base.end)
        end = base.end if stop is None else stop.start()
        for mark in ("[；;]", "、"):
            cuts = [each.end() for each in re.compile(mark).finditer(folded, opened.end(), end)]
            if number_of(found["before"] or found["behind"]) == len(cuts) + 1 > 1:
                bounds = pairwise([opened.end(), *cuts, end])
                return [Item(number, one, two, "", "", True) for number, (one, two) in enumerate(bounds, 1)]
    return []


def _grouped(folded: str, paragraphs: list[Paragraph], groups: list[Node]) -> list[Item]:
    numbers = [group.number for group in groups]
    told = all(0 < one < two for one, two in pairwise(numbers)) and numbers[0] > 0
    return [
        item
        for position, group in enumerate(groups, 1)
        for item in _group(folded, paragraphs, group, group.number if told else position)
    ]


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
        heading = _own_heading(folded, group)
        whole = bool(heading) or len(area) > 24 or "，" in area  # its own words, which head no group
        return [Item(number, group.text_start, group.end, heading, "" if whole else area, True)]
    return [
        Item(f"{number}.{position}", start, end, heading, area, False)
        for position, (start, end, heading) in enumerate(pieces, 1)
    ]


def _own_heading(folded: str, node: Node) -> str:
    """The heading of an item, where it is one: short, and with a text behind it that it stands over."""
    heading = construction("year of a heading").sub("", node.heading)
    if len(heading) > 24 or "，" in heading or re.search(r"\d", heading):
        return ""
    text = "".join(folded[node.text_start : node.end].split())
    return heading if len(text) > len(node.heading) + 4 else ""


def _inner(group: Node) -> list[Node]:
    """The numbered parts of a group, wherever they stand in it, of the kind that comes first."""
    inner = leading(group.children)
    return inner if len(inner) != 1 else leading(inner[0].children)


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


def _plain(folded: str, paragraphs: list[Paragraph], base: Node) -> list[Item]:
    """A plan without any numbers: its paragraphs, counted."""
    found = unnumbered_pieces(folded, paragraphs, base.text_start, base.end)
    return [
        Item(position, start, end, heading, base.heading, False)
        for position, (start, end, heading) in enumerate(found, 1)
    ]


def announced(folded: str, start: int, end: int, items: list[Item]) -> int | None:
    """How many commitments the text announces, where just as many or nearly were found.

    The number stands before its noun (60项重点工作, 八个方面的任务) or behind it (重点任务24项).
    """
    count = len({str(item.id).split(".")[0] for item in items})
    found = construction("announces").finditer(folded, start, end)
    told = [number_of(match["before"] or match["behind"]) for match in found]
    return next((number for number in told if number == count and number > 1), None) or next(
        (number for number in told if number > 20 and abs(number - count) <= 3), None
    )
