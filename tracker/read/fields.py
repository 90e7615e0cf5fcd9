"""Typed values out of a mapping's nodes. What is absent or of the wrong shape is None: the shape has told of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tracker.model import Measure, Period, Stage
from tracker.read.dates import parse_day, parse_period
from tracker.read.nodes import List, Map, Node, Scalar, Sheet, scalar_value
from tracker.words.stages import stage_of

LARGEST = Decimal(10) ** 18
"""Amounts beyond it are slips: the world's yearly product is 10^15 元."""


def scalar_of(node: Map, key: str) -> Scalar | None:
    """The scalar under a key."""
    entry = node.entries.get(key)
    return entry.value if entry is not None and isinstance(entry.value, Scalar) else None


def text_of(node: Map, key: str) -> str | None:
    """The text under a key, stripped; a bare number counts as the text it is written as."""
    found = scalar_of(node, key)
    return None if found is None else found.text.strip() or None


def texts_of(node: Map, key: str) -> tuple[str, ...]:
    """The texts of the list under a key."""
    entry = node.entries.get(key)
    if entry is None or not isinstance(entry.value, List):
        return ()
    return tuple(item.text.strip() for item in entry.value.items if isinstance(item, Scalar) and item.text.strip())


def map_of(node: Map, key: str) -> Map | None:
    """The mapping under a key."""
    entry = node.entries.get(key)
    return entry.value if entry is not None and isinstance(entry.value, Map) else None


def maps_of(node: Map, key: str) -> list[tuple[int, Map]]:
    """The mappings in the list under a key, each with its position."""
    entry = node.entries.get(key)
    if entry is None or not isinstance(entry.value, List):
        return []
    return [(index, item) for index, item in enumerate(entry.value.items) if isinstance(item, Map)]


def id_of(node: Map) -> int | str | None:
    """A commitment's id: an integer, or the text of a part such as 3.2."""
    found = scalar_of(node, "id")
    value = None if found is None else scalar_value(found)
    return value if isinstance(value, int | str) and not isinstance(value, bool) and value != "" else None


def number_of(sheet: Sheet, node: Node) -> Decimal | None:
    """A number's exact value; one beyond any amount is told."""
    value = scalar_value(node) if isinstance(node, Scalar) else None
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    amount = Decimal(value)
    exponent = amount.as_tuple().exponent
    if abs(amount) >= LARGEST or (isinstance(exponent, int) and exponent < -12):
        sheet.add(sheet.place_of(node), "value", "{text} is no amount that was ever counted", text=node.text[:40])  # type: ignore[union-attr]
        return None
    return Decimal(f"{amount:f}") if isinstance(exponent, int) and exponent > 0 else amount


def numbers_of(sheet: Sheet, node: Map, key: str) -> tuple[Decimal | None, Decimal | None]:
    """A number and None, or the two ends of ``[low, high]``."""
    entry = node.entries.get(key)
    if entry is None:
        return None, None
    if isinstance(entry.value, List):
        ends = [number_of(sheet, item) for item in entry.value.items]
        return (ends[0], ends[1]) if len(ends) == 2 else (None, None)
    return number_of(sheet, entry.value), None


def day_of(sheet: Sheet, node: Map, key: str) -> date | None:
    """The day under a key; one that no calendar has is told."""
    found = scalar_of(node, key)
    if found is None:
        return None
    day = parse_day(found.text)
    if day is None and len(found.text) == 10 and found.text.replace("-", "").isdigit() and found.text[5:7] <= "12":
        sheet.add(sheet.place_of(found), "date", "{key}: no calendar has the day {text}", key=key, text=found.text)
    return day


def period_of(sheet: Sheet, node: Map) -> Period | None:
    """A year, ``{from: 2022, to: 2026}``, or a text such as 2019-01..2019-11."""
    entry = node.entries.get("period")
    if entry is None:
        return None
    backwards = "period: it ends before it begins"
    if isinstance(entry.value, Map):
        years = [
            scalar_value(each) if each is not None else None
            for each in map(lambda key: scalar_of(entry.value, key), ("from", "to"))
        ]  # type: ignore[arg-type]
        first, last = years
        if type(first) is not int or type(last) is not int:
            return None
        if last < first:
            sheet.add(sheet.place_of(entry.value.entries["to"].value), "period", backwards)
            return None
        return Period.of_years(first, last)
    if not isinstance(entry.value, Scalar):
        return None
    period = parse_period(entry.value.text)
    if period is None and ".." in entry.value.text:
        sheet.add(sheet.place_of(entry.value), "period", backwards)
    return period


def measure_of(node: Map) -> Measure:
    """``measure:``, level where absent."""
    written = text_of(node, "measure")
    return Measure(written) if written in Measure._value2member_map_ else Measure.LEVEL


def stage_under(node: Map) -> Stage:
    """``stage:``, 完工 where absent."""
    return stage_of(text_of(node, "stage") or "") or Stage.BUILT
