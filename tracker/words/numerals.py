"""Numerals of Chinese texts: 1,402 · 29.93万 · 两千 · 一百二十 · 百分之五点三, as exact decimals."""

from __future__ import annotations

import re
from decimal import Decimal

DIGITS = {
    digit: value
    for value, digits in enumerate(("零〇", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for digit in digits
}
STEPS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
MYRIADS = {"万": 10_000, "亿": 100_000_000}
SCALES = {**{step: STEPS[step] for step in "十百千"}, **MYRIADS}
HAN = "".join([*DIGITS, *STEPS, *MYRIADS])
"""Every character that a Chinese numeral is written with."""

LARGEST, PLACES = Decimal(10) ** 18, 12
"""Amounts beyond these are slips: the world's yearly product is 10^15 元."""
LONGEST = 30
"""Characters of the longest numeral that counts something; 1 MB of 9s is none."""

_ARABIC = re.compile(r"\d[\d,]*(?:\.\d+)?", re.ASCII)
_NEIGHBOURS = re.compile(r"一二|两三|二三|三四|四五|五六|六七|七八|八九")


def is_amount(value: Decimal) -> bool:
    """Whether anybody counts so much, or so exactly: less than 10^18, 12 places; beyond that sums need not come out."""
    exponent = value.as_tuple().exponent
    return -LARGEST < value < LARGEST and isinstance(exponent, int) and exponent >= -PLACES


def parse_numeral(text: str) -> Decimal | None:
    """The number that a numeral writes, or None where it writes none.

    >>> parse_numeral("4.08亿"), parse_numeral("一百二十"), parse_numeral("两千"), parse_numeral("百")
    (Decimal('408000000'), Decimal('120'), Decimal('2000'), Decimal('100'))
    >>> parse_numeral("1万6千")
    Decimal('16000')
    """
    if len(text) > LONGEST:
        return None
    arabic = _ARABIC.match(text)
    if arabic is not None:
        return _parse_arabic(text, arabic)
    if "点" in text:
        return _parse_point(text)
    return _parse_han(text)


def parse_approximate(text: str) -> tuple[Decimal, Decimal] | None:
    """Both ends of a numeral with two neighbouring digits (两三百, 七八十万), or None where it is none.

    >>> parse_approximate("两三百")
    (Decimal('200'), Decimal('300'))
    """
    pair = _NEIGHBOURS.search(text)
    if pair is None or len(text) > LONGEST:
        return None
    ends = [parse_numeral(text[: pair.start()] + digit + text[pair.end() :]) for digit in pair[0]]
    low, high = ends
    return None if low is None or high is None else (low, high)


def write_numeral(value: int) -> str:
    """A whole number from 0 to below 10^12 as Chinese texts write it out: 一百零二, 两千 as 二千.

    >>> write_numeral(102), write_numeral(30_500_000)
    ('一百零二', '三千零五十万')
    """
    if not 0 <= value < 10**12:
        raise ValueError(f"{value} is not from 0 to 999999999999")
    written = ""
    for factor, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        section, value = divmod(value, factor)
        if section:
            zero = "零" if written and section < 1000 else ""
            written += zero + _write_section(section) + name
    return written or "零"


def _write_section(value: int) -> str:
    written, skipped = "", False
    for factor, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, factor)
        if digit:
            written += ("零" if skipped and written else "") + "零一二三四五六七八九"[digit] + name
            skipped = False
        else:
            skipped = True
    return written


def _parse_arabic(text: str, first: re.Match[str]) -> Decimal | None:
    """29.93万, and sums of such: 1万6千, 1亿2000万."""
    total = Decimal(0)
    found: re.Match[str] | None = first
    while found is not None:
        following = _ARABIC.search(text, found.end())
        scales = text[found.end() : following.start() if following is not None else len(text)]
        part = _scaled(Decimal(found[0].replace(",", "")), scales)
        if part is None or (total and part >= total):
            return None
        total += part
        found = following
    return total


def _scaled(value: Decimal, scales: str) -> Decimal | None:
    """The value times its scales (千万, 亿), without the zeros that 29.93 × 10000 leaves behind the point."""
    if not scales:
        return value
    for scale in scales:
        if scale not in SCALES:
            return None
        value *= SCALES[scale]
    whole = value.to_integral_value()
    return whole if whole == value else value


def _parse_point(text: str) -> Decimal | None:
    """五点三, 一点二亿."""
    whole, _, rest = text.partition("点")
    digits = rest.rstrip("万亿")
    left = _parse_han(whole)
    if left is None or not digits or any(digit not in DIGITS for digit in digits):
        return None
    return _scaled(left + Decimal("0." + "".join(str(DIGITS[digit]) for digit in digits)), rest[len(digits) :])


def _parse_han(text: str) -> Decimal | None:
    if not text or any(char not in DIGITS and char not in STEPS and char not in MYRIADS for char in text):
        return None
    if len(text) > 1 and all(char in DIGITS for char in text):
        # 二〇二二 and 一九九八 are read digit by digit; 三四 is three or four, and no number
        return Decimal("".join(str(DIGITS[char]) for char in text)) if len(text) > 3 or "〇" in text else None
    total = section = 0
    digit: int | None = None
    for char in text:
        if char in DIGITS:
            if digit:  # two digits side by side inside a numeral (两三百) are no number of their own
                return None
            digit = DIGITS[char]
        elif char in STEPS:
            section += (digit or 1) * STEPS[char]
            digit = None
        elif char == "亿":
            total = (total + section + (digit or 0) or 1) * MYRIADS[char]
            section, digit = 0, None
        else:
            total += (section + (digit or 0) or 1) * MYRIADS[char]
            section, digit = 0, None
    if digit and len(text) > 1 and text[-2] in "百千万亿":  # 一百五 is 150, 两万三 is 23000
        digit *= SCALES[text[-2]] // 10
    return Decimal(total + section + (digit or 0))
