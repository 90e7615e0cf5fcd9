"""Scanned pages: read by rapidocr, where the extra ``ocr`` is installed. Its models come with it."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from statistics import median
from typing import TYPE_CHECKING, Any

from tracker.read.page_parts import Segment

if TYPE_CHECKING:
    import pypdfium2  # type: ignore[import-untyped]

EM = 0.85  # of the height of a box
DPI = 150  # measured: as right as 300, and the boxes are found sooner


def has_ocr() -> bool:
    """Whether the extra ``ocr`` is installed."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


@cache
def _engine() -> Any:
    import logging

    rapidocr = import_module("rapidocr")
    logging.getLogger("RapidOCR").setLevel(logging.ERROR)  # it tells of each page without text
    # The classifier of upside-down lines takes good ones for such, and they are dropped: one of 22 on a third of pages.
    return rapidocr.RapidOCR(params={"Global.use_cls": False, "Global.log_level": "error"})


def read_picture(page: pypdfium2.PdfPage) -> list[Segment]:
    """The lines of a page as OCR reads them, from top to bottom; the layout puts columns and paragraphs in order."""
    picture = page.render(scale=DPI / 72).to_numpy()
    answer = _engine()(picture)
    if answer.boxes is None:
        return []
    heights = [float(box[3][1] + box[2][1] - box[0][1] - box[1][1]) / 2 for box in answer.boxes]
    usual = median(heights)
    scale = 72 / DPI
    segments = []
    for box, height, text in zip(answer.boxes, heights, answer.txts, strict=True):
        left, right = (float(box[0][0] + box[3][0]) / 2, float(box[1][0] + box[2][0]) / 2)
        bottom = float(box[2][1] + box[3][1]) / 2
        size = usual if abs(height - usual) < 0.3 * usual else height  # boxes of one size of type differ by a fifth
        segments.append(Segment(text, left * scale, right * scale, bottom * scale, size * scale * EM))
    return segments
