"""Ids as the numbers they stand for: 3 is (3,), "3.2" is (3, 2)."""

from __future__ import annotations

from tracker.model import Commitment, TargetsFile


def number_of(commitment: Commitment) -> tuple[int, ...]:
    """The id as numbers, to be put in order."""
    if isinstance(commitment.id, int):
        return (commitment.id,) if commitment.id >= 0 else ()
    return tuple(int(part) for part in commitment.id.split(".") if part.isascii() and part.isdigit())


def items_of(file: TargetsFile) -> set[int]:
    """The source's numbered items, whatever their parts; headline goals ("0.1") are none."""
    return {number[0] for number in map(number_of, file.commitments) if number and number[0] > 0}
