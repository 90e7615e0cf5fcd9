"""Tables of a Word file: rows and cells with the places that they span."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from tracker.read.docx_numbering import VAL, W, value_of
from tracker.read.docx_parts import OFF, within
from tracker.read.tables import Flow, RawCell, RawTable

COLUMNS = 63  # Word's own most

Blocks = Callable[[Element], Iterator[Flow]]


def read_table(table: Element, blocks: Blocks) -> RawTable:
    """The cells of a table; ``blocks`` reads what stands in one. Deleted and hidden rows and cells are left out."""
    found = RawTable()
    merged: dict[int, RawCell] = {}  # by their column: the cells of the row above, which those below may continue
    for row in within(table, f"{W}tr"):
        looks = row.find(f"{W}trPr")
        if looks is not None and any(looks.find(f"{W}{gone}") is not None for gone in ("del", "hidden")):
            continue
        column = 0 if looks is None else _count(value_of(looks, "gridBefore"), 0)
        above, merged = merged, {}
        cells: list[RawCell] = []
        for cell in within(row, f"{W}tc"):
            own = cell.find(f"{W}tcPr")
            if own is not None and own.find(f"{W}cellDel") is not None:
                continue
            raw = RawCell(
                list(blocks(cell)),
                columns=1 if own is None else _count(value_of(own, "gridSpan"), 1),
                head=looks is not None and _is_head(looks),
                column=column,
            )
            first = None if own is None else _merge(own, raw, above.get(column))
            if first is not None:
                merged[column] = first
            cells.append(raw)
            column += raw.columns
        found.rows.append(cells)
    return found


def _merge(looks: Element, raw: RawCell, above: RawCell | None) -> RawCell | None:
    """The topmost of the cells that are merged down to this one, which is told of one more row."""
    merge = looks.find(f"{W}vMerge")
    if merge is None:
        return None
    if merge.get(VAL) == "restart" or above is None:
        return raw
    above.rows += 1
    raw.continues = True
    return above


def _is_head(looks: Element) -> bool:
    head = looks.find(f"{W}tblHeader")
    return head is not None and head.get(VAL) not in OFF


def _count(text: str | None, default: int) -> int:
    return min(int(text), COLUMNS) if text is not None and text.isdecimal() and len(text) < 6 else default
