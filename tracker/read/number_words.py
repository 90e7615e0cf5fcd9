"""Numbers, periods and lists that are written as texts: what to say of them, and the one right writing there may be."""

from __future__ import annotations

import re

from tracker.model import Fix, Message
from tracker.read.nodes import Scalar, Sheet, brief, scalar_value
from tracker.read.target_line import NUMBER_GOES_ON

Told = tuple[str, Message, Fix | None]
"""Rule, message, mend."""

_SEVERAL_YEARS = re.compile(r"([0-9]{4})\s*年?\s*(?:\.\.|[-－–—~～至到]+)\s*([0-9]{4})\s*年?")


def mend_period(sheet: Sheet, node: Scalar, key: str) -> Told | None:
    """2022年 and 2021-2025 as the format has them."""
    text = plain_digits(node.text).strip()
    years = _SEVERAL_YEARS.fullmatch(text)
    new = f"{{from: {years[1]}, to: {years[2]}}}" if years is not None else text.removesuffix("年").removesuffix("年度")
    if years is None and not re.fullmatch("[0-9]{4}", new):
        return None
    message = Message("{key}: write {text} as {new}", {"key": key, "text": brief(node.text), "new": new})
    return "period", message, sheet.fix(node.start, node.end, new)


_WITH_UNIT = re.compile(r"(?P<number>[-+]?[0-9]+(?:\.[0-9]+)?)\s*(?P<unit>[^\s0-9.,:：，-].*)")


def mend_number(sheet: Sheet, node: Scalar, types: list[str], key: str) -> Told | None:
    """A text where a number is expected: what it is, and how a number is written."""
    text = node.text.strip()
    values: dict[str, object] = {"key": key, "text": brief(text)}
    if types[:1] not in (["number"], ["integer"]) or not text:
        return None
    bare = re.sub(r"(?<=[0-9])[,，_](?=[0-9]{3}(?![0-9]))", "", plain_digits(text))
    if bare != text and not isinstance(scalar_value(Scalar(0, 0, bare, True)), str):
        message = Message("{key}: write {text} as {new}", {**values, "new": bare})
        return "type", message, sheet.fix(node.start, node.end, bare)
    if text.lower().lstrip("+-") in (".inf", ".nan", "inf", "nan", "infinity", "∞"):
        return "type", Message("{key}: {text} is no amount that anybody counts; write a number in digits", values), None
    if re.fullmatch(r"[0-9]+[:：][0-9:：]+", text):
        message = Message("{key}: {text} is a time of day or a ratio, no number; write one in digits", values)
        return "type", message, None
    found = _WITH_UNIT.fullmatch(text)
    if found is not None and key == "value" and not NUMBER_GOES_ON.match(found["unit"]):
        values |= {"number": found["number"], "unit": found["unit"]}
        return "type", Message("{key}: the number alone stands here, {number}; {unit} belongs to `unit:`", values), None
    return None


_BRACKETS = re.compile(r"[［【\[](?P<items>[^［【\[\]】］]*)[\]】］]")
_BARE_ITEM = re.compile(r"[\w《（(][\w《》（）()·.%-]*")
"""What needs no quotes inside a list in brackets."""


def mend_list(sheet: Sheet, node: Scalar, key: str) -> Told | None:
    """［区城管局，区住建局］ and 【…】 as the list that they stand for."""
    found = _BRACKETS.fullmatch(node.text.strip()) if node.plain else None
    items = [] if found is None else [each.strip() for each in re.split("[，,、；;]", found["items"])]
    if not items or not all(map(_BARE_ITEM.fullmatch, items)):
        return None
    new = f"[{', '.join(plain_digits(each) if key == 'value' else each for each in items)}]"
    message = Message("{key}: write {text} as {new}", {"key": key, "text": brief(node.text), "new": new})
    return "type", message, sheet.fix(node.start, node.end, new)


def plain_digits(text: str) -> str:
    """The text with full-width digits as plain ones."""
    return text.translate({ord("０") + digit: str(digit) for digit in range(10)} | {ord("．"): "."})
