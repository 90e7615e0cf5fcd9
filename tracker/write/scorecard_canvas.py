"""A sheet laid out freely: cells put anywhere, joined over rows and columns, then read row by row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tracker.write.scorecard_book import (
    Cell,
    Row,
    Value,
    cell_name,
)
from tracker.write.scorecard_looks import (
    PLAIN,
    Look,
)


@dataclass(slots=True)
class Canvas:
    """Rows and columns count from 1."""

    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    merged: list[tuple[str, Look]] = field(default_factory=list)
    _last: int = 0  # the last row of what is joined

    def put(
        self,
        row: int,
        column: int,
        value: Value,
        look: Look = PLAIN,
        link: str | None = None,
        across: int = 1,
        down: int = 1,
    ) -> None:
        """Place a value; over ``across`` columns and ``down`` rows it is joined to one cell."""
        self.cells[row, column] = Cell(value, look, link)
        if across > 1 or down > 1:
            self.merged.append((f"{cell_name(column, row)}:{cell_name(column + across - 1, row + down - 1)}", look))
            self._last = max(self._last, row + down - 1)

    def height(self, row: int, points: float) -> None:
        """Set the height of a row."""
        self.heights[row] = points

    @property
    def last_row(self) -> int:
        """The last row that holds a cell; 0 for none."""
        return max(self._last, max((row for row, _ in self.cells), default=0))

    def rows(self) -> Iterator[Row]:
        """Every row down to the last, empty ones too."""
        by_row: dict[int, dict[int, Cell]] = {}
        for (row, column), cell in self.cells.items():
            by_row.setdefault(row, {})[column] = cell
        for row in range(1, self.last_row + 1):
            held = by_row.get(row, {})
            yield Row([held.get(column) for column in range(1, max(held, default=0) + 1)], self.heights.get(row))
