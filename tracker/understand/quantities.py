"""Numbers with their units in a squeezed sentence: value, range, bound and spans. What they count comes later.

The patterns hold no unbounded repetition inside another, and give back nothing they have taken (``++``), so the
time they need grows with the length of the text alone.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from tracker.model import Bound, replace
from tracker.understand.bounds import take_bounds
from tracker.understand.counting import counts, named_by_noun
from tracker.understand.not_quantities import find_not_quantities
from tracker.understand.quantity import DOUBLED, Quantity
from tracker.words.lexicon import load, remember
from tracker.words.numerals import DIGITS, HAN, SCALES, is_amount, parse_approximate, parse_numeral
from tracker.words.patterns import alternatives, filled, listed, pattern, source
from tracker.words.units import units

# ── the shape of a number ─────────────────────────────────────────────────────────────────────────


@remember
def _unit() -> str:
    """A unit, alone, over another one (元/吨) or with a second word for the same count (头(只))."""
    stops = load("units")["not before"]
    never = load("quantities")["no units"]
    names = [name for name in units() if name not in never and "(" not in name and "（" not in name]
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    one = "|".join(
        re.escape(name) + (f"(?!{alternatives(stops[name])})" if name in stops else "") for name in longest_first
    )
    below, beside = source("quantities", "below a unit"), source("quantities", "below it")
    return rf"(?:{one})(?:/\d{{0,4}}(?:{one}|{below})(?:{beside})?|\((?:{one})\))?"


@remember
def _pattern() -> re.Pattern[str]:
    """One pattern of all forms, behind a look at the first letter: most letters of a text begin none."""
    forms, unit = load("quantities")["forms"], _unit()
    every = "|".join(f"(?P<{name}>{filled('quantities', text, unit=unit)})" for name, text in forms.items())
    return re.compile(f"(?={source('quantities', 'first of a quantity')})(?:{every})")


def find_quantities(text: str) -> list[Quantity]:
    """Every quantity of a squeezed, folded sentence, in order; none overlap."""
    found: list[Quantity] = []
    pattern = _pattern()
    match = pattern.search(text)
    blocked = find_not_quantities(text)
    block = None if match is None else next(blocked, None)
    while match is not None:
        start = match.start()
        while block is not None and block[1] <= start:
            block = next(blocked, None)
        if block is not None and block[0] <= start:
            position = block[1]
        elif (quantity := _read(text, match)) is None:
            position = match.end("number") if match["number"] else match.end()
        else:
            found.append(quantity)
            position = quantity.unit_end
        match = pattern.search(text, position)
    return _share_units(text, found)


# ── one quantity ──────────────────────────────────────────────────────────────────────────────────


def _read(text: str, match: re.Match[str]) -> Quantity | None:
    form = match.lastgroup  # of the groups that close last, the outermost
    if form == "plain":
        return _read_plain(text, match)
    start, end = match.span()
    value: Decimal | None
    high = None
    bound = Bound.EXACT
    if form == "percent":
        value = parse_numeral(match["share"])
    elif form == "fraction":
        value = _share_of(match["above"] or match["up"], match["below"] or match["down"])
    elif form == "fold":
        value = Decimal(100) * (2 ** int(parse_numeral(match["times"] or "") or 1) - 1)
    elif form == "half":
        value = Decimal(50)
        bound = Bound.LOWER if match["over"] else Bound.EXACT
    elif form == "tenths":
        value, high, end, bound = _tenths(text, match)
    elif form == "all":
        value = Decimal(100)
    else:
        value = Decimal(0)
    if value is None:
        return None
    special = form if form in (DOUBLED, "all", "zero") else None
    made = Quantity(start, end, start, end, value, high, None if form == "zero" else "%", bound, end, special)
    return take_bounds(text, made)


def _share_of(above: str, below: str) -> Decimal | None:
    """三分之一 as a percentage, to one digit behind the point where it doesn't come out even."""
    top, bottom = parse_numeral(above), parse_numeral(below)
    if top is None or not bottom or top > bottom:
        return None
    share = top * 100 / bottom
    return share if top * 100 % bottom == 0 else share.quantize(Decimal("0.1"), ROUND_HALF_UP)


def _tenths(text: str, match: re.Match[str]) -> tuple[Decimal | None, Decimal | None, int, Bound]:
    """三成, 七八成, 三成五, 六成多."""
    end = match.end("tenths")
    value = parse_numeral(match["low"])
    high = parse_numeral(match["next"]) if match["next"] else None
    if value is None or (high is not None and high != value + 1):
        return None, None, end, Bound.EXACT
    value *= 10
    after = text[end : end + 1]
    half = after in listed("quantities", "half a tenth")
    digit = DIGITS.get(after, 0) if after in HAN else 0
    if half or digit:
        value += 5 if half else digit
        end += 1
    return value, None if high is None else high * 10, end, Bound.EXACT


def _read_plain(text: str, match: re.Match[str]) -> Quantity | None:
    written, scale = match["number"], match["scale"] or ""
    pair = parse_approximate(written + scale)
    value, high = (parse_numeral(written + scale), None) if pair is None else pair
    if value is None or not all(map(is_amount, (value, high or value))):
        return None
    unit, end = match["unit"], match.end()
    number_end = max(match.end("scale"), match.end("more"), match.end("number"))
    bound = Bound.ABOUT if match["some"] else Bound.LOWER if match["more"] else Bound.EXACT
    if match["number2"]:
        ends = _range(match, value)
        if ends is None:
            unit, end = match["unit1"], match.end("unit1") if match["unit1"] else number_end
        else:
            (value, high), number_end = ends, match.end("number2")
    if match["more3"]:  # 2个多百分点
        unit, bound = match["more3"][0] + unit, Bound.LOWER
    made = Quantity(
        match.start(), end, match.start(), number_end, -value if match["sign"] else value, high,
        None if unit is None else unit.replace("％", "%"), bound, end,
    )  # fmt: skip
    if unit is None:
        bare = named_by_noun(text, made, written + scale)
        return None if bare is None else take_bounds(text, bare)
    if made.high is None and unit in listed("quantities", "halved") and _half_more().match(text, end):
        made = replace(made, value=made.value + Decimal("0.5"), end=end + 1, unit_end=end + 1)
    made = take_bounds(text, made)
    return made if counts(text, made, written + scale) else None


def _half_more() -> re.Pattern[str]:
    return pattern("quantities", "half more")


def _range(match: re.Match[str], low: Decimal) -> tuple[Decimal, Decimal] | None:
    """Both ends of 6%-6.5%, 5-6万人 (the scale holds for both) or 1至2家; None where the two are no range."""
    high = parse_numeral(match["number2"])
    if (
        high is None
        or not is_amount(high)
        or match["unit"] is None
        or (match["unit1"] is not None and match["unit1"] != match["unit"])
    ):
        return None
    scale = match["number2"].lstrip("0123456789.,")
    if match["unit1"] is None and scale and scale[0] in SCALES and match["number"][-1].isdigit():
        scaled = parse_numeral(match["number"] + scale)
        low = scaled if scaled is not None and scaled < high else low
    return (low, high) if low < high else None


# ── a unit shared by a list ───────────────────────────────────────────────────────────────────────

_LONE = re.compile(r"(?<![\d.,A-Za-z])\d{1,6}(?:\.\d{1,4})?$")


def _share_units(text: str, found: list[Quantity]) -> list[Quantity]:
    """A number beside another has its unit: 分别高4.2和0.7个百分点, 参保人数分别增加1753万和2028万."""
    every: list[Quantity] = []
    for quantity in found:
        last = every[-1] if every else None
        if (
            last is not None
            and quantity.bare
            and quantity.unit is None
            and text[last.end : quantity.start] in listed("quantities", "and")
        ):
            quantity = replace(quantity, unit=last.unit)
        lone: list[Quantity] = []
        before = _lone_before(text, quantity)
        while before is not None and (last is None or last.end <= before.start):
            lone.insert(0, before)
            before = _lone_before(text, before)
        every += [*lone, quantity]
    return every


def _lone_before(text: str, quantity: Quantity) -> Quantity | None:
    """The number without a unit that stands right before a separator and a quantity: a decimal, or behind 分别."""
    at = quantity.number_start
    if (
        quantity.unit is None
        or quantity.start != at
        or at < 2
        or not pattern("quantities", "beside").match(text, at - 1)
    ):
        return None
    window = max(0, at - 14)
    number = _LONE.search(text[window : at - 1])
    value = None if number is None else parse_numeral(number[0])
    if number is None or value is None:
        return None
    start, end = window + number.start(), at - 1
    if "." not in number[0] and pattern("quantities", "each").search(text[max(0, start - 40) : start]) is None:
        return None
    return replace(
        quantity, start=start, end=end, number_start=start, number_end=end, value=value, high=None, unit_end=end,
    )  # fmt: skip
