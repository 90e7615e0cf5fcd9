"""The commitments of a plan: how it numbers them, in groups and inside paragraphs.

A mark ((1), 一是, 第一, (一), 1., ——) opens a node; nodes nest by the order in which their kinds first come. The
lowest that a plan numbers throughout are its commitments, their groups the areas.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, pairwise

from tracker.understand.outline import Paragraph
from tracker.words.lexicon import load
from tracker.words.numerals import parse_numeral

_HAN = "一二三四五六七八九十"
_START_MARKS = (
    ("part", re.compile(rf"([{_HAN}]{{1,3}})(?:、|[．.](?!\d))|第([{_HAN}]{{1,3}})(?:部分|章)[、：:\s]?")),
    ("group", re.compile(rf"[(（]([{_HAN}]{{1,3}})[)）]")),
    ("ordinal", re.compile(rf"第([{_HAN}]{{1,3}})[，、,：](?!第)")),
    ("is", re.compile(rf"([{_HAN}]{{1,3}})(?:是|要)(?!否)")),
    ("bracket", re.compile(r"[(（](\d{1,3})[)）]|[(（]?(\d{1,3})[)）]")),
    ("number", re.compile(r"(\d{1,3})[.、．](?!\d)")),
    ("circle", re.compile(r"([①-⑳])")),
    ("dash", re.compile(r"——|──|—(?=[^—])")),
)
_INLINE = re.compile(
    rf"(?:(?<=[。；：！])|^)\s*(?:(?P<is>[{_HAN}]{{1,3}})(?:是|要)(?!否)|(?P<ordinal>第[{_HAN}]{{1,3}})[，、](?!第))"
    r"|[(](?P<bracket>\d{1,3})[)](?=[\u4e00-\u9fff“《])|(?P<circle>[①-⑳])(?=[\u4e00-\u9fff“《])"
)
_RUN_IN = re.compile(r"[^，。；：！？、\d]{4,17}。")
_ROW = re.compile(r"^(\d{1,3})\t+")


_RANK = {
    "part": 0, "group": 1, "ordinal": 1, "is line": 1, "dash": 2, "is": 3, "number": 3, "row": 3, "bracket": 4,
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
    children: list[Node] = field(default_factory=list)


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


@dataclass(frozen=True, slots=True)
class _Mark:
    kind: str
    number: int
    start: int
    end: int
    opens_paragraph: bool
    paragraph: int


def find_nodes(folded: str, paragraphs: list[Paragraph], start: int, end: int) -> Node:
    """The tree of a stretch; its root has the kind ``root``."""
    inside = [each for each in paragraphs if each.start < end and each.end > start]
    marks = _sequences(list(_marks(folded, inside, start, end)))
    root = Node("root", 0, start, start, end)
    stack = [root]
    for mark in marks:
        kinds = [node.kind for node in stack]
        if mark.kind in kinds:
            del stack[kinds.index(mark.kind) :]
        else:  # a part ends the list before it, whatever its kind
            while len(stack) > 1 and _RANK[stack[-1].kind] > _RANK[mark.kind]:
                stack.pop()
        for node in stack[1:]:
            node.end = max(node.end, mark.start)
        node = Node(mark.kind, mark.number, mark.start, mark.end)
        stack[-1].children.append(node)
        stack.append(node)
    _close(root, end)
    _name(folded, root, paragraphs)
    return root


def _close(node: Node, end: int) -> None:
    node.end = end
    for child, following in zip(node.children, [*node.children[1:], None], strict=False):
        _close(child, end if following is None else following.start)


def _marks(folded: str, paragraphs: list[Paragraph], start: int, end: int) -> Iterator[_Mark]:
    for index, paragraph in enumerate(paragraphs):
        text = folded[paragraph.start : min(paragraph.end, end)]
        offset = paragraph.start
        first = 0
        row = _ROW.match(text)
        if row is not None:
            yield _Mark("row", int(row[1]), offset, offset + row.end(), True, index)
            continue
        for kind, pattern in _START_MARKS:
            found = pattern.match(text)
            if found is None or offset < start:
                continue
            if kind == "dash" and re.match(r"[—─]{1,2}\s*(?:19|20)\d\d年", text):
                break
            line = text.split("\n")[0].rstrip()
            if kind == "is" and len(line) <= 50 and line[-1] not in "。；，":
                kind = "is line"  # a heading of its own, above the 一是 … 十是 inside a paragraph
            yield _Mark(kind, _number(found), offset, offset + found.end(), True, index)
            first = found.end()
            break
        for found in _INLINE.finditer(text, first):
            kind = found.lastgroup or ""
            at = found.start(kind)
            if kind == "bracket":
                at -= 1
            yield _Mark(
                kind, _number_of(found[kind].removeprefix("第")), offset + at, offset + found.end(), False, index
            )


def _number(found: re.Match[str]) -> int:
    text = next((group for group in found.groups() if group), "") if found.groups() else ""
    return _number_of(text) if text else 0


def _number_of(text: str) -> int:
    if "①" <= text <= "⑳":
        return ord(text) - ord("①") + 1
    if text.isdigit():
        return int(text)
    value = parse_numeral(text)
    return 0 if value is None else int(value)


def _sequences(marks: list[_Mark]) -> list[_Mark]:
    """The marks that count on: from one, each the next of its kind. A single one (一是 alone) is none.

    ``bracket`` counts through the whole stretch or anew in each group; a dash has no number.
    """
    kept: list[_Mark] = []
    for kind in dict.fromkeys(mark.kind for mark in marks):
        own = [mark for mark in marks if mark.kind == kind]
        if kind == "dash":
            kept.extend(own if len(own) > 1 else [])
            continue
        run: list[_Mark] = []
        for mark in own:
            if run and mark.number == run[-1].number + 1:
                run.append(mark)
            elif mark.number == 1:
                kept.extend(run if len(run) > 1 else [])
                run = [mark]
            elif (
                run
                and kind in ("part", "group", "number", "row")
                and mark.opens_paragraph
                and mark.number == run[-1].number
            ):
                run.append(mark)  # a slip of the source: (三) twice
            elif not run and kind == "part":
                run = [mark]  # a stretch begins in the middle: 三、2025年重点工作
        kept.extend(run if len(run) > 1 or kind == "part" else [])
    return sorted(kept, key=lambda mark: mark.start)


def _name(folded: str, node: Node, paragraphs: list[Paragraph]) -> None:
    for child in node.children:
        limit = child.children[0].start if child.children else child.end
        text = folded[child.text_start : limit]
        line = text.split("\n")[0]
        stop = re.search(r"[。：:！]", line)
        head = line if stop is None else line[: stop.start()]
        child.heading = "".join(head.split())
        _name(folded, child, paragraphs)


# ── from nodes to commitments ─────────────────────────────────────────────────────────────────────


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
        numbered = [part for part in parts if part.children]
        shift = 0
        for part in parts:
            if part.children:
                found, rest = _groups(folded, paragraphs, part, shift)
                items.extend(found)
                outside.extend(rest)
                shift = max((_first(item.id) for item in items), default=shift)
            else:
                outside.append((part.text_start, part.end, part.heading))
        del numbered
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
    holders = sum(1 for child in base.children if any(node in found for node in _all(child)) or child in found)
    groups = sum(1 for child in base.children if child not in found)
    if groups and holders < max(2, groups // 2) and not any(child in found for child in base.children):
        return None
    return found


def _all(node: Node) -> Iterator[Node]:
    for child in node.children:
        yield child
        yield from _all(child)


def _through(folded: str, base: Node, nodes: list[Node]) -> tuple[list[Item], list[tuple[int, int, str]]]:
    areas = {id(child): node.heading for node in [base, *_all(base)] for child in node.children}
    items: list[Item] = []
    outside: list[tuple[int, int, str]] = [(base.text_start, nodes[0].start, "")]
    for node, following in zip(nodes, [*nodes[1:], None], strict=False):
        end = node.end
        if following is not None and following.start > end:
            pass
        total = (
            _total(folded, node)
            if following is None or (id(following) in areas and areas[id(following)] != areas[id(node)])
            else None
        )
        if total is not None:
            outside.append((total, end, areas.get(id(node), "")))
            end = total
        items.append(
            _row(folded, node, end, base)
            if node.kind == "row"
            else Item(node.number, node.text_start, end, "", areas.get(id(node), ""), True)
        )
    held = {id(node) for node in nodes}
    for child in base.children:
        if id(child) not in held and not any(id(node) in held for node in _all(child)) and child.start > nodes[0].start:
            outside.append((child.text_start, child.end, child.heading))
    return items, outside


_COLUMNS = {
    "number": ("序号", "编号", "序列"),
    "owner": (
        "责任单位",
        "牵头单位",
        "责任部门",
        "牵头部门",
        "主管部门",
        "承办单位",
        "牵头责任单位",
        "实施单位",
        "主办单位",
    ),
    "due": ("完成时限", "时限", "完成时间", "时间节点", "办结时限", "完成期限"),
    "area": ("类别", "领域", "类型", "分类", "板块"),
    "title": ("名称", "项目名称", "实事名称", "任务名称", "事项名称", "实事项目", "项目"),
}


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
        roles.append(next((role for role, words in _COLUMNS.items() if bare in words), "content"))
    return roles


def _row(folded: str, node: Node, end: int, base: Node) -> Item:
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
    return Item(
        node.number,
        start,
        stop,
        say.get("title", ""),
        say.get("area", ""),
        True,
        say.get("owner") or None,
        say.get("due", ""),
    )


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
        rest = _pieces(folded, paragraphs, group.text_start + len(group.heading), inner[0].start)
        if last is not None:
            rest += _pieces(folded, paragraphs, last, inner[-1].end)
        count = len(inner)
        for position, (start, end, heading) in enumerate(rest, 1):
            items.append(Item(f"{number}.{count + position}", start, end, heading, area, False))
        return items
    pieces = _pieces(folded, paragraphs, _after_heading(folded, group), group.end)
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


def _pieces(folded: str, paragraphs: list[Paragraph], start: int, end: int) -> list[tuple[int, int, str]]:
    """A stretch without numbers cut at its paragraphs and run-in headings (加强国土资源保护利用。…)."""
    pieces: list[tuple[int, int, str]] = []
    pending = ""
    headed = _headed(folded, paragraphs, start, end)
    for each in _reaching(paragraphs, start, end):
        one, two = max(start, each.start), min(end, each.end)
        if one >= two or not folded[one:two].strip(" \n　。，；："):
            continue
        text = folded[one:two]
        bare = "".join(text.split())
        if len(bare) <= 20 and bare[-1:] not in "。；：！？，":
            pending = bare  # a heading on a line of its own
            continue
        if re.fullmatch(r"(?:各位代表|同志们)[！，：]?", bare):
            continue
        cuts = [found.start() for found in _RUN_IN.finditer(text) if _is_run_in(text, found)]
        again = _alike(text)
        if headed:
            cuts = [cut for cut in cuts if not text[:cut].strip()]
            again = []
        named = set(cuts)
        cuts = sorted({*cuts, *again})
        if (cuts and len(cuts) >= 2) or (cuts and cuts[0] == 0):
            bounds = [0, *[cut for cut in cuts if cut], len(text)]
            for left, right in pairwise(bounds):
                piece = text[left:right]
                if not piece.strip(" \n　。"):
                    continue
                head = _RUN_IN.match(piece.lstrip())
                pieces.append((one + left, one + right, head[0].rstrip("。") if head and left in named else pending))
        else:
            pieces.append((one, two, pending))
        pending = ""
    return pieces


def _reaching(paragraphs: list[Paragraph], start: int, end: int) -> Iterator[Paragraph]:
    """The paragraphs that reach into a stretch; they are in order."""
    for each in islice(paragraphs, bisect_right(paragraphs, start, key=lambda each: each.end), None):
        if each.start >= end:
            return
        yield each


def _headed(folded: str, paragraphs: list[Paragraph], start: int, end: int) -> bool:
    """Whether the paragraphs of a group begin each with its heading: then no other short sentence is one."""
    found = []
    for each in _reaching(paragraphs, start, end):
        one, two = max(start, each.start), min(end, each.end)
        if one < two and len(folded[one:two].strip()) > 30:
            text = folded[one:two]
            first = _RUN_IN.match(text.lstrip())
            found.append(first is not None)
    return len(found) >= 2 and sum(found) >= 2 and sum(found) * 5 >= len(found) * 3


_FIELD = re.compile(r"(?:(?<=[。！])|^)\s*(?:针对[^，。]{2,14}，|在[^，。]{2,10}领域，|[^，。]{2,8}方面，)")


def _alike(text: str) -> list[int]:
    """Where sentences open alike, three times or more: 在航空领域，… 在汽车领域，…."""
    found = [match.start() + len(match[0]) - len(match[0].lstrip()) for match in _FIELD.finditer(text)]
    return found if len(found) >= 3 else []


def _is_run_in(text: str, found: re.Match[str]) -> bool:
    """A short sentence without figure, list or comma, at a sentence's start, with a longer one behind it."""
    if re.match(
        r"\s*(?:完成|启动|谋划|创建|争创|实现|建成|新建|开工|力争|确保[^项]|建设第|统筹推进[^，。]{2,6}项目)", found[0]
    ):
        return False  # a task of its own, not the heading of what follows
    before = text[: found.start()].rstrip()
    if before and before[-1] not in "。！？":
        return False
    following = text[found.end() :]
    stop = following.find("。")
    if stop < 0:
        return False
    return len(following[: stop + 1]) > len(found[0]) or "，" in following[:stop]


def _plain(folded: str, paragraphs: list[Paragraph], base: Node, shift: int) -> list[Item]:
    """A plan without any numbers: its paragraphs, counted."""
    found = _pieces(folded, paragraphs, base.text_start, base.end)
    return [
        Item(shift + position, start, end, heading, base.heading, False)
        for position, (start, end, heading) in enumerate(found, 1)
    ]


def announced(folded: str, start: int, end: int, items: list[Item]) -> int | None:
    """How many commitments the text announces (60项重点工作, 八大行动), where just as many or nearly were found."""
    words = "|".join(sorted(map(re.escape, load("plans")["announced"]), key=lambda word: (-len(word), word)))
    pattern = re.compile(rf"(\d{{1,3}}|[{_HAN}]{{1,3}}){words and f'(?:{words})'}")
    count = len({_first(item.id) for item in items})
    told = [_number_of(match[1]) for match in pattern.finditer(folded, start, end)]
    return next((number for number in told if number == count and number > 1), None) or next(
        (number for number in told if number > 20 and abs(number - count) <= 3), None
    )
