"""Typed values out of a mapping's nodes. What is absent or of the wrong shape is None: the shape has told of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from tracker.model import Measure, Period, Severity, Stage
from tracker.read.dates import parse_day, parse_period
from tracker.read.nodes import List, Map, Node, Scalar, Sheet, brief, scalar_value
from tracker.words.numerals import is_amount
from tracker.words.stages import stage_of

Choice = TypeVar("Choice", bound=StrEnum)

EARLIEST, LATEST = 1949, 2100
"""The years that a period may name, as the schemas have them."""

LONGEST_ID = 40  # characters


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


def id_of(sheet: Sheet, node: Map) -> int | str | None:
    """A commitment's id: an integer, or the text of a part such as 3.2."""
    found = scalar_of(node, "id")
    if found is None:
        return None
    value = scalar_value(found)
    if len(found.text) > LONGEST_ID:
        text = "{key}: {text} is longer than any id; at most {longest} characters"
        sheet.add(sheet.place_of(found), "id", text, key="id", text=brief(found.text), longest=LONGEST_ID)
        return None
    return value or None if isinstance(value, str) else integer_of(sheet, node, "id")


def integer_of(sheet: Sheet, node: Map, key: str) -> int | None:
    """The whole number under a key; one that is not written as such (4.0, 08) is told."""
    found = scalar_of(node, key)
    value = None if found is None else scalar_value(found)
    if found is None or isinstance(value, str | bool | None):
        return None
    if not isinstance(value, int):
        if value == value.to_integral_value():  # any other was told as of the wrong shape
            text = "{key}: {text} is no whole number as it is written"
            sheet.add(sheet.place_of(found), "unquoted", text, key=key, text=brief(found.text))
        return None
    if found.text != str(value):
        text = "{key}: YAML reads {text} as the number {value}; write that"
        fix = sheet.fix(found.start, found.end, str(value))
        severity = Severity.WARNING
        sheet.add(
            sheet.place_of(found), "unquoted", text, severity=severity, fix=fix, key=key, text=found.text, value=value
        )
    return value


def number_of(sheet: Sheet, node: Node) -> Decimal | None:
    """A number's exact value; one beyond any amount is told."""
    if not isinstance(node, Scalar):
        return None
    value = scalar_value(node)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    amount = Decimal(value)
    exponent = amount.as_tuple().exponent
    if not is_amount(amount):
        text = "{text} is no amount that anybody counts"
        sheet.add(sheet.place_of(node), "value", text, text=brief(node.text))
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
        first, last = (integer_of(sheet, entry.value, key) for key in ("from", "to"))
        if first is None or last is None:
            return None
        if not (EARLIEST <= first <= LATEST and EARLIEST <= last <= LATEST):
            return None  # as the shape has told
        if last < first:
            sheet.add(sheet.place_of(entry.value.entries["to"].value), "period", backwards)
            return None
        return Period.of_years(first, last)
    if not isinstance(entry.value, Scalar):
        return None
    if not isinstance(scalar_value(entry.value), str):
        year = integer_of(sheet, node, "period")
        return Period.of_year(year) if year is not None and EARLIEST <= year <= LATEST else None
    period = parse_period(entry.value.text)
    if period is None:
        if ".." in entry.value.text:
            sheet.add(sheet.place_of(entry.value), "period", backwards)
        return None
    if not EARLIEST <= period.first_year <= period.last_year <= LATEST:
        text = "{key}: {text} is not between {low} and {high}"
        place = sheet.place_of(entry.value)
        sheet.add(place, "value", text, key="period", text=entry.value.text, low=EARLIEST, high=LATEST)
        return None
    return period


def choice_of(choices: type[Choice], node: Map, key: str) -> Choice | None:
    """The member of an enum that the text under a key names."""
    written = text_of(node, key)
    return next((each for each in choices if each == written), None)


def measure_of(node: Map) -> Measure:
    """``measure:``, level where absent."""
    return choice_of(Measure, node, "measure") or Measure.LEVEL


def stage_under(node: Map) -> Stage:
    """``stage:``, 完工 where absent."""
    return stage_of(text_of(node, "stage") or "") or Stage.BUILT
