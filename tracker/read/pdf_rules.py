"""The straight lines drawn on a PDF page: they tell where the cells of tables are."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from tracker.read.page_parts import Rule

if TYPE_CHECKING:
    import pypdfium2  # type: ignore[import-untyped]

RULE = 2.0  # points; a thicker stroke is a box
PATH_POINTS = 4000  # of one drawing; a map has more, and no table


def page_rules(page: pypdfium2.PdfPage) -> list[Rule]:
    """The straight lines drawn on a page, level or upright."""
    from pypdfium2 import raw

    rules: list[Rule] = []
    for at in range(raw.FPDFPage_CountObjects(page.raw)):
        item = raw.FPDFPage_GetObject(page.raw, at)
        if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_PATH:
            count = raw.FPDFPath_CountSegments(item)
            if 1 < count <= PATH_POINTS:
                rules += _rules_of_path(item, count)
    return rules


def _rules_of_path(item: Any, count: int) -> Iterator[Rule]:
    from ctypes import byref, c_float

    from pypdfium2 import raw

    matrix, x, y = raw.FS_MATRIX(), c_float(), c_float()
    raw.FPDFPageObj_GetMatrix(item, byref(matrix))
    points: list[tuple[float, float]] = []

    def place(segment: Any) -> tuple[float, float]:
        raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        across = matrix.a * x.value + matrix.c * y.value + matrix.e
        return across, -(matrix.b * x.value + matrix.d * y.value + matrix.f)

    first = (0.0, 0.0)
    for at in range(count):
        segment = raw.FPDFPath_GetPathSegment(item, at)
        kind = raw.FPDFPathSegment_GetType(segment)
        here = place(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            yield from _rules_of_shape(points)
            points, first = [here], here
        elif kind == raw.FPDF_SEGMENT_LINETO:
            points.append(here)
        else:
            points = []  # curves are no table
        if points and raw.FPDFPathSegment_GetClose(segment):
            points.append(first)
    yield from _rules_of_shape(points)


def _rules_of_shape(points: list[tuple[float, float]]) -> Iterator[Rule]:
    """A thin shape is one line; of any other each straight side is one."""
    if len(points) < 2:
        return
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    if bottom - top <= RULE < right - left:
        yield Rule(left, (top + bottom) / 2, right, (top + bottom) / 2)
    elif right - left <= RULE < bottom - top:
        yield Rule((left + right) / 2, top, (left + right) / 2, bottom)
    else:
        for (x0, y0), (x1, y1) in pairwise(points):
            if abs(y0 - y1) <= RULE < abs(x0 - x1):
                yield Rule(min(x0, x1), y0, max(x0, x1), y0)
            elif abs(x0 - x1) <= RULE < abs(y0 - y1):
                yield Rule(x0, min(y0, y1), x0, max(y0, y1))
