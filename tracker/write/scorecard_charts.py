"""Native Excel charts: they follow the cells, and carry the values for viewers which don't calculate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tracker.model import Verdict
from tracker.write.safe_text import safe_text
from tracker.write.scorecard_book import FAINT, INK, SOLID


def _reference(sheet: str, ref: str) -> str:
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!{ref}"


def _numbers(sheet: str, ref: str, values: Sequence[int]) -> Any:
    from openpyxl.chart.data_source import NumData, NumDataSource, NumRef, NumVal

    points = [NumVal(idx=place, v=str(value)) for place, value in enumerate(values)]
    held = NumData(formatCode="General", ptCount=len(points), pt=points)
    return NumDataSource(numRef=NumRef(f=_reference(sheet, ref), numCache=held))


def _strings(sheet: str, ref: str, values: Sequence[str]) -> Any:
    from openpyxl.chart.data_source import StrData, StrRef, StrVal

    points = [StrVal(idx=place, v=safe_text(value)) for place, value in enumerate(values)]
    return StrRef(f=_reference(sheet, ref), strCache=StrData(ptCount=len(points), pt=points))


def _letters(font: str, size: float = 9, bold: bool = False, ink: str = INK) -> Any:
    """Text properties of a chart's part: the same font for Latin and Chinese."""
    from openpyxl.chart.text import RichText
    from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties

    words = CharacterProperties(
        sz=int(size * 100), b=bold, solidFill=ink, latin=Font(typeface=font), ea=Font(typeface=font)
    )
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=words), endParaRPr=words)])


def _title(text: str, font: str) -> Any:
    from openpyxl.chart.text import RichText, Text
    from openpyxl.chart.title import Title
    from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties, RegularTextRun

    words = CharacterProperties(sz=1200, b=True, solidFill=INK, latin=Font(typeface=font), ea=Font(typeface=font))
    run = RegularTextRun(rPr=words, t=text)
    return Title(tx=Text(rich=RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=words), r=[run])])), overlay=False)


def _fill(verdict: Verdict) -> Any:
    from openpyxl.chart.shapes import GraphicalProperties
    from openpyxl.drawing.line import LineProperties

    return GraphicalProperties(solidFill=SOLID[verdict], ln=LineProperties(solidFill="FFFFFF", w=12700))


def _labels(values: Sequence[int], look: Any, place: str | None = None) -> Any:
    """A figure on every piece but the empty ones."""
    from openpyxl.chart.label import DataLabel, DataLabelList

    hidden = {"showPercent": False, "showCatName": False, "showSerName": False, "showLegendKey": False}
    empty = [DataLabel(idx=idx, showVal=False, **hidden) for idx, value in enumerate(values) if not value]
    return DataLabelList(dLbl=empty, showVal=True, dLblPos=place, txPr=look, **hidden)


def _frame(chart: Any) -> None:
    """White, without a border."""
    from openpyxl.chart.shapes import GraphicalProperties
    from openpyxl.drawing.line import LineProperties

    chart.graphical_properties = GraphicalProperties(solidFill="FFFFFF", ln=LineProperties(noFill=True))
    chart.roundedCorners = False


def doughnut(
    title: str,
    sheet: str,
    names: tuple[str, Sequence[str]],
    values: tuple[str, Sequence[int]],
    font: str,
    size: tuple[float, float],
) -> Any:
    """A ring of the three verdicts. ``names`` and ``values`` are a range and what it holds; ``size`` is in cm."""
    from openpyxl.chart import DoughnutChart
    from openpyxl.chart.data_source import AxDataSource
    from openpyxl.chart.legend import Legend
    from openpyxl.chart.marker import DataPoint
    from openpyxl.chart.series import Series

    chart: Any = DoughnutChart(holeSize=58, firstSliceAng=0)
    series = Series(idx=0, order=0, val=_numbers(sheet, *values), cat=AxDataSource(strRef=_strings(sheet, *names)))
    series.dPt = [DataPoint(idx=place, spPr=_fill(verdict)) for place, verdict in enumerate(Verdict)]
    series.dLbls = _labels(values[1], _letters(font, 10, bold=True, ink="111827"))
    chart.series = [series]
    chart.title = _title(title, font)
    chart.legend = Legend()
    chart.legend.position = "b"
    chart.legend.txPr = _letters(font)
    chart.width, chart.height = size
    _frame(chart)
    return chart


def stacked_bars(
    title: str,
    sheet: str,
    names: tuple[str, Sequence[str]],
    series: Sequence[tuple[Verdict, str, str, str, Sequence[int]]],
    font: str,
    size: tuple[float, float],
) -> Any:
    """Bars lying down, one a name, the first on top.

    A series: its verdict, its header's cell and word, its range and values.
    """
    from openpyxl.chart import BarChart
    from openpyxl.chart.data_source import AxDataSource
    from openpyxl.chart.legend import Legend
    from openpyxl.chart.series import Series, SeriesLabel
    from openpyxl.chart.shapes import GraphicalProperties
    from openpyxl.drawing.line import LineProperties

    chart: Any = BarChart(barDir="bar", grouping="stacked", gapWidth=45, overlap=100)
    made = []
    for place, (verdict, head, word, ref, values) in enumerate(series):
        one = Series(
            idx=place,
            order=place,
            tx=SeriesLabel(strRef=_strings(sheet, head, [word])),
            val=_numbers(sheet, ref, values),
            cat=AxDataSource(strRef=_strings(sheet, *names)),
            spPr=_fill(verdict),
            invertIfNegative=False,
        )
        one.dLbls = _labels(values, _letters(font, 8, ink="FFFFFF" if verdict is Verdict.MET else "111827"), "ctr")
        made.append(one)
    chart.series = made
    chart.title = _title(title, font)
    chart.legend = Legend()
    chart.legend.position = "b"
    chart.legend.txPr = _letters(font)
    chart.y_axis.delete = chart.x_axis.delete = False
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.txPr = _letters(font, 9)
    chart.x_axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill="9CA3AF"))
    chart.x_axis.majorTickMark = chart.y_axis.majorTickMark = "none"
    chart.y_axis.txPr = _letters(font, 8, ink=FAINT)
    chart.y_axis.number_format = "0"
    chart.y_axis.crosses = "max"  # the figures below the bars, though these run from the top
    chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill="E5E7EB"))
    chart.y_axis.graphicalProperties = GraphicalProperties(ln=LineProperties(noFill=True))
    chart.width, chart.height = size
    _frame(chart)
    return chart
