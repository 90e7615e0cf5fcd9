"""Tables of tasks, and what an item tells behind labels: its office, those that help, who answers, the day."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from tracker.model import Cell, Table, replace
from tracker.understand.plans.items import Item
from tracker.understand.plans.nodes import number_of
from tracker.understand.plans.phrases import construction
from tracker.words.lexicon import load
from tracker.words.normal import Squeezed
from tracker.words.patterns import alternatives

ROLES = ("owner", "helpers", "lead", "due")
_APART = re.compile(r"[、，,;；\s/]+")
NOBODY = ("无", "/", "—", "-")


@cache
def _label() -> re.Pattern[str]:
    columns = load("plans")["columns"]
    groups = [f"(?P<{role}>{alternatives(columns[role])})" for role in ROLES]
    return re.compile(rf"(?:(?<=[（(\[【\n；;，,。、\s])|^)(?:{'|'.join(groups)})[:：]")


def told_by_labels(text: str) -> dict[str, str]:
    """The words behind each label of a text, up to the next one or the end of its bracket or line."""
    labels = list(_label().finditer(text))
    found: dict[str, str] = {}
    ends = [*(label.start() for label in labels[1:]), len(text)]
    for label, end in zip(labels, ends, strict=False):
        said = re.split(r"[)）\]】\n。]", text[label.end() : end])[0]
        found.setdefault(label.lastgroup or "", "".join(said.split()).strip("；;，,、"))
    bracket = None if "owner" in found else construction("office in brackets").search(text)
    if bracket is not None:
        found["owner"] = bracket["owner"] or bracket["office"]
        found.setdefault("helpers", bracket["help"] or "")
    return {role: said for role, said in found.items() if said and said not in NOBODY}


def without_offices(sentence: Squeezed) -> Squeezed:
    """A sentence without the brackets that say who is in charge: 改造管网45公里(市住建局牵头)."""
    found = list(construction("office in brackets").finditer(sentence.text))
    if not found:
        return sentence
    cuts = [0, *(at for each in found for at in each.span()), len(sentence.text)]
    kept = list(zip(cuts[::2], cuts[1::2], strict=True))
    return Squeezed(
        "".join(sentence.text[one:two] for one, two in kept),
        tuple(at for one, two in kept for at in sentence.at[one:two]),
        sentence.end,
    )


def names_of_offices(text: str) -> tuple[str, ...]:
    """The offices of a list: 县发改局、县招商局."""
    return tuple(name for name in _APART.split(text) if name and name not in NOBODY)


_A_NAME = 3
"""Letters of the shortest office; shorter words are one name that was spaced out."""


@dataclass(slots=True)
class _Row:
    """What the cells of a row hold, by the roles of their columns."""

    cells: dict[str, list[Cell]] = field(default_factory=dict)

    def said(self, folded: str, role: str, between: str = "") -> str:
        """The words of a role's cells, without white space; ``between`` stands where another name begins."""
        cells = dict.fromkeys(self.cells.get(role, []))
        words = [word for cell in cells for word in folded[cell.start : cell.end].split()]
        return (between if all(len(word) >= _A_NAME for word in words) else "").join(words)


def lines_of(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """The lines of a cell, each a sentence of its own; a file may have kept no more of their ends than a blank."""
    cuts = [start, *(each.end() for each in construction("line of a cell").finditer(folded, start, end)), end]
    return list(pairwise(cuts))


def find_task_rows(folded: str, tables: tuple[Table, ...], start: int, end: int) -> tuple[list[Item], list[Table]]:
    """The commitments that stand in tables of a stretch, in their order, and the tables."""
    items: list[Item] = []
    used: list[Table] = []
    for table in tables:
        if start <= table.start and table.end <= end:
            found = _parts_numbered(list(_rows(folded, table, len(items))))
            if len(found) > 1:
                items += found
                used.append(table)
    return items, used


def _numbered(text: str) -> int:
    """The number of a row, 3 or ③; 0 where it has none."""
    return number_of(text) if text.isdigit() else 0


def _rows(folded: str, table: Table, before: int) -> Iterator[Item]:
    grid = table.grid()
    head = next((number for number, row in enumerate(grid) if _is_head(folded, row)), None)
    if head is None:
        return
    roles = [_role(folded, cell) for cell in grid[head]]
    size = "nothing" if "goal" in roles else "content"  # of the whole, where this year's part is told beside it
    roles = [{"goal": "content", "size": size}.get(role, role) for role in roles]
    unknown = "nothing" if "content" in roles else "content"
    roles = [role or unknown for role in roles]
    area, number, last = "", before, None
    for row in grid[head + 1 :]:
        cells = [cell for cell in dict.fromkeys(row) if cell is not None and cell.start < cell.end]
        if not cells or _is_head(folded, row):
            continue
        if len(cells) == 1 and (cells[0].columns > 1 or cells[0].column == 0) and len(row) > 2:
            area = "".join(folded[cells[0].start : cells[0].end].split())  # 一、教育医疗（6项）, over the whole row
            continue
        held = _Row()
        for role, cell in zip(roles, row, strict=True):
            if cell is not None and cell.start < cell.end:
                held.cells.setdefault(role, []).append(cell)
        content = list(dict.fromkeys(held.cells.get("content") or held.cells.get("title") or []))
        if not content or content == last:
            continue
        last = content
        told = _numbered(held.said(folded, "number"))
        if told != number or number <= before:  # else a further row of the same task
            number = told if told > number else number + 1
        owner, helpers = _offices(folded, held)
        title = held.said(folded, "title") if "content" in held.cells else ""
        yield Item(
            number, content[0].start, content[-1].end, title, held.said(folded, "area") or area, True, owner,
            held.said(folded, "due"), helpers, held.said(folded, "lead") or None,
            tuple((cell.start, cell.end) for cell in content),
        )  # fmt: skip


def _parts_numbered(items: list[Item]) -> list[Item]:
    """Rows that share a number are its parts: 5.1, 5.2."""
    count = Counter(each.id for each in items)
    part: Counter[int | str] = Counter()
    found: list[Item] = []
    for each in items:
        part[each.id] += 1
        found.append(replace(each, id=f"{each.id}.{part[each.id]}") if count[each.id] > 1 else each)
    return found


def _role(folded: str, cell: Cell | None) -> str:
    """What a column holds, by its head; empty where no list has it: then the content, if no other column does."""
    bare = "" if cell is None else construction("beside a head").sub("", "".join(folded[cell.start : cell.end].split()))
    columns = load("plans")["columns"]
    bare = construction("year of a head").sub("年度", bare)
    exact = next((role for role, words in columns.items() if bare in words), None)
    if exact is not None or not bare:
        return exact or "nothing"
    held = [(len(word), role) for role, words in columns.items() for word in words if len(word) > 2 and word in bare]
    return max(held, default=(0, ""))[1]


def _is_head(folded: str, row: tuple[Cell | None, ...]) -> bool:
    """Whether a row names the columns of a table of tasks: what is to be done, and by whom or by when."""
    cells = list(dict.fromkeys(cell for cell in row if cell is not None))
    if len(cells) < 2 or any(cell.end - cell.start > 24 for cell in cells):
        return False
    columns = load("plans")["columns"]
    known = {
        role for role in columns for cell in cells if "".join(folded[cell.start : cell.end].split()) in columns[role]
    }
    roles = {_role(folded, cell) for cell in cells}
    whose = bool(roles & {"owner", "due", "lead", "helpers"})
    return whose and bool(roles & {"content", "goal", "size", "title", ""}) and len(known) > 1


def _offices(folded: str, row: _Row) -> tuple[str | None, tuple[str, ...]]:
    """The office in charge, and those that help: of two columns, or of one with labels (牵头单位：…配合单位：…)."""
    owner, helping = row.said(folded, "owner", "、"), row.said(folded, "helpers", "、")
    labels = list(construction("label").finditer(owner))
    if labels:
        ends = [each.start() for each in labels[1:]] + [len(owner)]
        parts = [(each, owner[each.end() : stop].strip("；;，,。")) for each, stop in zip(labels, ends, strict=True)]
        owner = next((text for each, text in parts if each["owner"]), "")
        helping = helping or "、".join(text for each, text in parts if each["help"])
    return owner or None, names_of_offices(helping)
