"""Places other than the report's own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.words.lexicon import load
from tracker.words.patterns import pattern, source


@pytest.mark.parametrize("name", ["around", "named", "opens a clause"])
def test_every_place_has_a_letter_without_which_none_is_looked_for(name: str) -> None:
    form = source("elsewhere", name) if name != "around" else "|".join(load("elsewhere")["wider"])

    @given(st.from_regex(form))
    def look(text: str) -> None:
        assert pattern("elsewhere", "in every place").search(text) is not None

    look()
