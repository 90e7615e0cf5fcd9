"""Units: their names, their kinds and how they convert.

A unit here is the word without its scale: 万平方米 is scale 10000 and unit 平方米. Factors are exact decimals
(GB 3100; 1 公顷 = 15 亩, the market system of 1959).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from tracker.words import numerals
from tracker.words.lexicon import load, remember

SCALES = {name: Decimal(factor) for name, factor in numerals.SCALES.items()}
"""Characters that multiply a number. 十, 百 and 千 only before 万 and 亿, or in numerals."""

_BRACKET = re.compile(r"(?P<one>[^()（）]+)[(（](?P<other>[^()（）]+)[)）]")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit by name: ``kind`` and ``factor`` for what is measured, ``groups`` for words that count."""

    name: str
    kind: str | None  # None: a word that only counts
    factor: Decimal = Decimal(1)
    groups: frozenset[str] = frozenset()


@remember
def units() -> dict[str, Unit]:
    """All units of the lexicon by name."""
    table: dict[str, Unit] = {}
    data = load("units")
    for group, names in data["counters"].items():
        for name in names:
            held = table[name].groups if name in table else frozenset()
            table[name] = Unit(name, None, groups=held | {group})
    for kind, members in data["kinds"].items():
        for name, factor in members.items():
            held = table[name].groups if name in table else frozenset()
            table[name] = Unit(name, kind, Decimal(factor), held)
    return table


@remember
def unit_nouns() -> dict[str, str]:
    """Nouns that stand where a unit would, with the unit that they count in: 人口 → 人."""
    return {noun: unit for unit, nouns in load("units")["nouns"].items() for noun in nouns}


def unit_names() -> frozenset[str]:
    """The names of all units, without those composed of two."""
    return frozenset(units())


def split_scale(text: str) -> tuple[Decimal, str]:
    """``万平方米`` → (10000, ``平方米``); ``千瓦`` → (1, ``千瓦``). What is a unit as it stands is not split."""
    factor = Decimal(1)
    rest = text.strip()
    while rest and rest not in units() and rest[0] in SCALES and len(rest) > 1:
        if rest[0] in "十百千" and rest[1] not in "万亿" and find_unit(rest[1:]) is None:
            break
        factor *= SCALES[rest[0]]
        rest = rest[1:]
    return factor, rest


@remember
def find_unit(text: str) -> Unit | None:
    """The unit of that very name (no scale); else None.

    Composite ones are understood: 元/月 or 微克/立方米 by their first part, 头(只) as either word.
    """
    text = text.strip()
    known = units().get(text)
    if known is not None:
        return known
    either = _BRACKET.fullmatch(text)
    if either is not None:
        one, other = units().get(either["one"]), units().get(either["other"])
        return None if one is None or other is None else Unit(text, one.kind, one.factor, one.groups | other.groups)
    above, _, below = text.partition("/")
    top = units().get(above)
    return Unit(text, f"{top.kind or above}/{below}", top.factor) if top is not None and below else None


PER_YEAR = {"年": Decimal(1), "月": Decimal(12), "季": Decimal(4), "季度": Decimal(4)}
"""How often a period comes in a year: 240元/年 is 20元/月."""


def _by_the_time(unit: str) -> tuple[str, str]:
    """A composite unit and its time, whoever it is paid to: 元/人年 and 元/人·年 are 元/年."""
    above, _, below = unit.partition("/")
    return above, below.removeprefix("人").removeprefix("户").removeprefix("·")


def convert(value: Decimal, source: str, target: str) -> Decimal | None:
    """The value in the target unit, or None where the two don't measure or count the same kind of thing.

    >>> convert(Decimal(2), "公顷", "亩")
    Decimal('30')
    >>> convert(Decimal(2), "人", "人次") is None
    True
    """
    if source == target:
        return value
    one, other = find_unit(source), find_unit(target)
    if one is None or other is None:
        return None
    if one.kind is not None and one.kind == other.kind:
        return value * one.factor / other.factor
    if one.groups & other.groups:
        return value
    above, period = _by_the_time(source)
    above_too, period_too = _by_the_time(target)
    if above == above_too and period in PER_YEAR and period_too in PER_YEAR:
        return value * PER_YEAR[period] / PER_YEAR[period_too]
    return None
