"""Amounts as people write them: 118.45亿斤, 7 %."""

from __future__ import annotations

from decimal import Decimal

from tracker.model import RATES, SCALES, FigureTarget


def plain_number(value: Decimal) -> str:
    """The number without exponent and without zeros at its end."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def target_amount(target: FigureTarget, value: Decimal) -> str:
    """An amount in the target's own unit and scale: against ``>= 4.08 亿元``, 431000000 元 is 4.31亿元."""
    unit = target.shown_unit or target.unit
    number = plain_number(target.shown(value))
    return f"{number} %" if unit == "%" else f"{number}{unit}"


def written_amount(value: Decimal, unit: str) -> str:
    """The amount with the scale that keeps it short: 11845000000 斤 is 118.45亿斤; a rate as it is."""
    if unit not in RATES:
        for name, factor in SCALES.items():
            scaled = value / factor
            if abs(value) >= factor and len(plain_number(scaled)) <= max(len(plain_number(value)) - 2, 6):
                return f"{plain_number(scaled)}{name}{unit}"
    return f"{plain_number(value)}{unit}" if unit != "%" else f"{plain_number(value)} %"
