"""Numerals of Chinese texts: 1,402 · 29.93万 · 两千 · 一百二十 · 百分之五点三, as exact decimals."""

from __future__ import annotations

import re
from decimal import Decimal

DIGITS = {digit: value for value, digits in enumerate(("零〇", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")) for digit in digits}
STEPS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
HAN = "零〇一二两三四五六七八九十百千万亿"
MYRIADS = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}

_PLAIN = re.compile(r"\d[\d,]*(?:\.\d+)?")


def parse_numeral(text: str) -> Decimal | None:
    """The number that a numeral writes, or None where it writes none.

    >>> parse_numeral("4.08亿"), parse_numeral("一百二十"), parse_numeral("两千"), parse_numeral("百")
    (Decimal('408000000.00'), Decimal('120'), Decimal('2000'), Decimal('100'))
    """
    plain = _PLAIN.match(text)
    if plain is not None:
        value = Decimal(plain[0].replace(",", ""))
        for scale in text[plain.end() :]:
            factor = MYRIADS.get(scale) or Decimal(STEPS.get(scale, 0))
            if not factor:
                return None
            value *= factor
        return value
    if "点" in text:
        whole, _, rest = text.partition("点")
        scale = Decimal(1)
        while rest and rest[-1] in MYRIADS:
            scale *= MYRIADS[rest[-1]]
            rest = rest[:-1]
        left = parse_numeral(whole)
        if left is None or not rest or any(digit not in DIGITS for digit in rest):
            return None
        return (left + Decimal("0." + "".join(str(DIGITS[digit]) for digit in rest))) * scale
    return _parse_han(text)


def _parse_han(text: str) -> Decimal | None:
    if not text or any(char not in DIGITS and char not in STEPS and char not in MYRIADS for char in text):
        return None
    if len(text) > 1 and all(char in DIGITS for char in text):
        # 二〇二二: digits read one by one
        return Decimal("".join(str(DIGITS[char]) for char in text))
    total = section = Decimal(0)
    digit: int | None = None
    for char in text:
        if char in DIGITS:
            if digit:  # two digits side by side inside a numeral (两三百) are no number of their own
                return None
            digit = DIGITS[char]
        elif char in STEPS:
            section += (1 if digit is None or digit == 0 else digit) * STEPS[char]
            digit = None
        else:
            section += digit or 0
            total = (total + (section or 1)) * MYRIADS[char] if char == "亿" else total + (section or 1) * MYRIADS[char]
            section, digit = Decimal(0), None
    return total + section + (digit or 0)
