"""Native Excel charts: they follow the cells, and carry the values for viewers which don't calculate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tracker.model import Verdict
from tracker.write.safe_text import cell_text
from tracker.write.scorecard_book import Book
from tracker.write.scorecard_looks import (
    FAINT,
    INK,
    SOLID,
)

PIXELS_A_CM = 96 / 2.54
AT_EASE = 14  # bars that leave room for a legend


@dataclass(frozen=True, slots=True)
class Strip:
    """A run of cells that a chart follows (``$C$9:$E$9``), and what they hold."""

    ref: str
    values: Sequence[str | int]


def _range(sheet: str, ref: str) -> str:
    quoted = sheet.replace("'", "''")
    return f"='{quoted}'!{ref}"


def _letters(book: Book, size: float = 10, bold: bool = False, ink: str = INK) -> dict[str, Any]:
    return {"name": book.font, "size": size, "bold": bold, "color": f"#{ink}"}


def _fill(verdict: Verdict) -> dict[str, Any]:
    return {"fill": {"color": f"#{SOLID[verdict]}"}, "border": {"color": "#FFFFFF", "width": 1}}


def _labels(book: Book, values: Sequence[str | int], ink: str, size: float, bold: bool = False) -> dict[str, Any]:
    """A figure on every piece but the empty ones."""
    shown = [None if value else {"delete": True} for value in values]
    return {"value": True, "font": _letters(book, size, bold, ink), **({"custom": shown} if None in shown else {})}


def _frame(book: Book, chart: Any, title: str, size: tuple[float, float]) -> None:
    """Title, legend, and white without a border; ``size`` is in cm."""
    chart.set_title({"name": cell_text(title, limit=200), "name_font": _letters(book, 12, bold=True), "overlay": False})
    chart.set_legend({"position": "bottom", "font": _letters(book)})
    chart.set_chartarea({"border": {"none": True}, "fill": {"color": "#FFFFFF"}})
    chart.set_size({"width": round(size[0] * PIXELS_A_CM), "height": round(size[1] * PIXELS_A_CM)})


def doughnut(book: Book, title: str, sheet: str, names: Strip, values: Strip, size: tuple[float, float]) -> Any:
    """A ring of the three verdicts; ``size`` is in cm."""
    chart = book.workbook.add_chart({"type": "doughnut"})
    chart.set_hole_size(58)
    chart.add_series(
        {
            "categories": _range(sheet, names.ref),
            "categories_data": [cell_text(str(name)) for name in names.values],
            "values": _range(sheet, values.ref),
            "values_data": list(values.values),
            "points": [_fill(verdict) for verdict in Verdict],
            "data_labels": _labels(book, values.values, "111827", 10, bold=True),
        }
    )
    _frame(book, chart, title, size)
    return chart


def stacked_bars(
    book: Book,
    title: str,
    sheet: str,
    names: Strip,
    series: Sequence[tuple[Verdict, Strip, Strip]],
    size: tuple[float, float],
) -> Any:
    """Bars lying down, one a name, the first on top. A series: its verdict, its header's cell, its values.

    Many bars take the room of the legend (the ring beside them has one) and of the axis: names of nine points need it.
    """
    dense = len(names.values) > AT_EASE
    chart = book.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    for verdict, head, values in series:
        chart.add_series(
            {
                "name": _range(sheet, head.ref),
                "name_data": [str(head.values[0])],
                "categories": _range(sheet, names.ref),
                "categories_data": [cell_text(str(name)) for name in names.values],
                "values": _range(sheet, values.ref),
                "values_data": list(values.values),
                "gap": 45,
                "overlap": 100,
                "data_labels": {
                    **_labels(book, values.values, "FFFFFF" if verdict is Verdict.MET else "111827", 10),
                    "position": "center",
                },
                **_fill(verdict),
            }
        )
    _frame(book, chart, title, size)
    if dense:
        chart.set_legend({"none": True})
    # In a bar chart the x axis is the one that stands: the names, the first on top.
    chart.set_y_axis({"reverse": True, "interval_unit": 1, "num_font": _letters(book, 9.5 if dense else 10),
                      "line": {"color": "#9CA3AF"}, "major_tick_mark": "none", "crossing": "max"})  # fmt: skip
    chart.set_x_axis({"num_font": _letters(book, 10, ink=FAINT), "num_format": "0", "major_tick_mark": "none",
                      "label_position": "none" if dense else "next_to",
                      "major_gridlines": {"visible": True, "line": {"color": "#E5E7EB"}},
                      "line": {"none": True}})  # fmt: skip
    return chart


def put(sheet: Any, cell: str, chart: Any, alt: str) -> None:
    """A chart at a cell, with what it says in words for those who don't see it."""
    sheet.insert_chart(cell, chart, {"description": cell_text(alt, limit=1000), "object_position": 2})
