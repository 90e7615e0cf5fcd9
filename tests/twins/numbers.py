"""The labelled amount in its text, and the values that put it on the other side of its target."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from tracker.model import Better, ComparisonTarget, FigureTarget, Op

_SCALES = {"": 1, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "千万": 10**7, "百万": 10**6, "万亿": 10**12}
NUMBER = re.compile(
    r"(?P<digits>\d+(?:\.\d+)?)\s*(?P<more>[多余]?)"
    r"(?P<scale>千万|百万|万亿|[万亿]?)(?P<after>[多余]?)"
)
_BOUND_BEFORE = re.compile(r"(?:近|超|超过|突破|约|不足|将近|达?到?近|控制在\s?)$")
_BOUND_AFTER = re.compile(r"^[^，；。、]{0,3}?(?:左右|以上|以下|以内)")


@dataclass(frozen=True)
class Number:
    """The labelled amount in the text, as offsets; ``bounded`` where a word (近, 多, 左右) blurs it."""

    start: int
    end: int
    decimals: int
    factor: Decimal  # one of the number as written, in the target's unit
    bounded: bool


def scale_of(unit: str) -> tuple[Decimal, str]:
    """万人 is 10000 and 人."""
    match = re.match(r"千万|百万|万亿|[万亿]", unit)
    if match is None or match.end() == len(unit):
        return Decimal(1), unit
    return Decimal(_SCALES[match[0]]), unit[match.end() :]


def find_number(text: str, span: tuple[int, int], actual: tuple[Decimal, str]) -> Number | None:
    """An amount with its unit in a stretch of text, where its digits stand there exactly once."""
    factor, _ = scale_of(actual[1])
    amount = actual[0] * factor
    found = []
    for match in NUMBER.finditer(text, *span):
        scale = Decimal(_SCALES[match["scale"]])
        if Decimal(match["digits"]) * scale == amount:
            before, after = text[: match.start()][-4:], text[match.end() : match.end() + 8]
            blurred = bool(match["more"] or match["after"] or _BOUND_BEFORE.search(before) or _BOUND_AFTER.match(after))
            decimals = len(match["digits"].partition(".")[2])
            found.append(Number(match.start("digits"), match.end("digits"), decimals, scale, blurred))
    return found[0] if len(found) == 1 else None


def rounded(value: Decimal, decimals: int, *, up: bool) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_CEILING if up else ROUND_FLOOR)


def _limit(target: FigureTarget, *, lower: bool) -> Decimal:
    """The last value that meets the target."""
    if target.op is Op.ABOUT:
        room = abs(target.value) * target.tolerance
        return target.value + room if lower else target.value - room
    return target.high if lower and target.high is not None else target.value


def lower_is_better(target: FigureTarget | ComparisonTarget) -> bool:
    return target.better is Better.LOWER or target.op in (Op.AT_MOST, Op.LESS)


def new_values(target: FigureTarget, number: Number, met: bool) -> Iterator[tuple[str, Decimal]]:
    """Values as the text would write them, on the other side of the target than now: far off, and just across.

    A blurred number (近, 多, 左右) is only moved far: whether it just meets is for other tests.
    """
    lower = lower_is_better(target)
    limit = _limit(target, lower=lower) / number.factor
    asked = target.value / number.factor
    percent = target.unit == "%"
    decimals = max(number.decimals, 1 if percent else 0)
    up = lower is met  # which way the new value lies from the limit
    far = rounded(asked * (Decimal("1.4") if up else Decimal("0.6")), decimals, up=up)
    yield "far", far
    if number.bounded or target.op is Op.EQUAL:
        return
    step = Decimal(1).scaleb(-decimals)
    near = rounded(limit, decimals, up=up)
    strict = target.op in (Op.MORE, Op.LESS)
    if met or strict:  # across the limit; where it is to be met, the limit itself is enough
        near += step if up and near == limit else -step if near == limit else 0
    if near != far:
        yield "near", near


def plain(value: Decimal) -> str:
    return f"{value:f}"
