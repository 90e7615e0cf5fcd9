"""Values that differ in little from another."""

from __future__ import annotations

import dataclasses

import pytest

from tracker.model import Period, Source, replace


@pytest.mark.parametrize(
    ("value", "changes"),
    [
        (Period.of_year(2022), {}),
        (Period.of_year(2022), {"last_year": 2025}),
        (Source("a"), {"title": "b", "url": "c"}),
    ],
)
def test_one_is_made_as_the_standard_library_makes_it(value: Period | Source, changes: dict[str, object]) -> None:
    assert replace(value, **changes) == dataclasses.replace(value, **changes)  # type: ignore[arg-type]


def test_what_is_no_field_is_refused() -> None:
    with pytest.raises(AttributeError):
        replace(Period.of_year(2022), month=3)  # type: ignore[call-arg]
