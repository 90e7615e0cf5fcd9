"""What a cell of a workbook shows: its number in its format, a day as it is written in Chinese."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from tracker.read.workbook import Cell, Workbook
from tracker.read.workbook_styles import GENERAL, is_date_format

UNTOLD = "#"
"""What stands for a number whose format can't be followed: Excel, too, shows #### for one that it can't show."""

GENERAL_DIGITS = 11  # as Excel shows at most: 0.1 + 0.2 is 0.3
LAST_DAY = 2_958_465  # 9999-12-31

_COLOURS = "Red|Blue|Green|Black|White|Yellow|Cyan|Magenta|Color *[0-9]+"
_LITERAL = re.compile(rf'"([^"]*)"|\\(.)|_.|\*.|\[(?:{_COLOURS}|\$[^\]]*|DBNum\d)\]', re.I)
_BRACKETS = re.compile(r"\[[^\]]*\]")
_NUMBER = re.compile(r"(?P<whole>[#?0,]*)(?P<places>\.[#?0]*)?(?P<scale>,*)")


def shown(book: Workbook, cell: Cell) -> str:
    """The text that a reader sees in a cell, its lines parted by spaces; "" where it is struck out."""
    if book.styles.is_struck(cell.style):
        return ""
    if cell.kind in ("text", "bool", "error"):
        return " ".join(cell.text.split())
    code = book.styles.number_format(cell.style)
    if cell.kind == "date":
        return _iso_day(cell.text)
    if is_date_format(code):
        return _day(book, cell.text, code)
    return _in_format(Decimal(cell.text), code)


def _iso_day(text: str) -> str:
    try:
        return _written(date.fromisoformat(text[:10]), "yyyymd")
    except ValueError:
        return text


def _day(book: Workbook, text: str, code: str) -> str:
    """A day that is counted from the workbook's first."""
    number = Decimal(text)
    if not 0 < number <= LAST_DAY:
        return UNTOLD
    early = number < 60 and not book.date1904  # Excel's calendar has a 29 February 1900, the 60th day
    first = book.epoch + timedelta(days=1) if early else book.epoch
    return _written(first + timedelta(days=int(number)), code)


def _written(day: date, code: str) -> str:
    code = _BRACKETS.sub("", code).lower()
    year = f"{day.year}年" if "y" in code or "e" in code else ""
    return year + (f"{day.month}月" if "m" in code else "") + (f"{day.day}日" if "d" in code else "")


def _in_format(value: Decimal, code: str) -> str:
    """A number as its format shows it: rounded, in per cent, with what stands around it."""
    if code in (GENERAL, "@", ""):
        return _general(value)
    sections = _sections(code)
    if any("[>" in each or "[<" in each or "[=" in each for each in sections):
        return UNTOLD
    section = sections[0]
    if value < 0 and len(sections) > 1:
        section, value = sections[1], -value
        sign = "" if "-" in section else "-"  # in brackets, or only in red
    else:
        section = sections[2] if value == 0 and len(sections) > 2 else section
        sign = "-" if value < 0 else ""
    literals: list[str] = []

    def keep(found: re.Match[str]) -> str:
        literals.append(found[1] or found[2] or "")
        return chr(0xE100 + len(literals) - 1) if literals[-1] and len(literals) < 200 else ""

    bare = _LITERAL.sub(keep, section)
    if GENERAL.lower() in bare.lower():
        text = re.sub(GENERAL, _general(abs(value)), bare, flags=re.I)
    else:
        text = _digits(abs(value), bare)
    if text == UNTOLD:
        return text
    if sign and text.lstrip()[:1] in ("(", "（"):
        text = text.strip(" ()（）")
    text = re.sub("[\ue100-\ue1ff]", lambda found: literals[ord(found[0]) - 0xE100], text)
    return " ".join((sign + text.strip()).split())


def _sections(code: str) -> list[str]:
    """The parts of a format for numbers above 0, below 0, and 0: parted by semicolons outside of quotes."""
    return [part.replace("\ue001", ";") for part in re.sub(r'"[^"]*"', _hidden, code).split(";")]


def _hidden(found: re.Match[str]) -> str:
    return found[0].replace(";", "\ue001")


def _digits(value: Decimal, bare: str) -> str:
    """The number in the places of a section, what stands around them untouched."""
    found = max(_NUMBER.finditer(bare), key=lambda each: len(each[0]))
    around = bare[: found.start()] + bare[found.end() :]
    if not found[0]:
        return bare if not re.search(r"[0#?]", bare) else UNTOLD
    if re.search(r"[0#?/eE!]|General", around) or not re.search("[0#?]", found[0]):
        return UNTOLD  # fractions, powers of ten, and the sign that only looks like a decimal point
    whole = found["whole"]
    scale = len(found["scale"]) or (len(whole) - len(whole.rstrip(",")) if found["places"] is None else 0)
    value = value.scaleb(-3 * scale + 2 * around.count("%"))
    places = found["places"] or ""
    try:
        text = f"{value.quantize(Decimal(1).scaleb(-max(0, len(places) - 1)), ROUND_HALF_UP):f}"
    except InvalidOperation:
        return UNTOLD
    if not text.strip("0.") and "0" not in whole + places:
        return bare[: found.start()] + bare[found.end() :]  # "-"?? shows a dash and no 0
    if "#" in places or "?" in places:
        kept = len(places.rstrip("#?")) - 1
        before, _, after = text.partition(".")
        after = after[:kept] + after[kept:].rstrip("0")
        text = f"{before}.{after}" if after else before
    if "," in whole.rstrip(","):
        before, point, after = text.partition(".")
        text = f"{int(before):,}{point}{after}"
    return bare[: found.start()] + text + bare[found.end() :]


def _general(value: Decimal) -> str:
    """A number as Excel shows it without a format."""
    if value == value.to_integral_value():
        return f"{value:f}".partition(".")[0]
    digits = GENERAL_DIGITS - max(value.adjusted(), 0) - 1
    text = f"{value.quantize(Decimal(1).scaleb(-max(digits, 1)), ROUND_HALF_UP):f}".rstrip("0").rstrip(".")
    return text if text not in ("-0", "") else "0"
