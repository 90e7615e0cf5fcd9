"""Words of a list found in a text."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from tracker.words.patterns import alternatives
from tracker.words.scan import Scan

TEXTS = st.text("完成建了未", max_size=20)


@given(
    st.lists(st.text("完成建了未", min_size=1, max_size=4), min_size=1), TEXTS, st.integers(0, 20), st.integers(0, 20)
)
def test_words_are_found_as_a_pattern_of_them_would_find_them(
    words: list[str], text: str, start: int, end: int
) -> None:
    """From left to right, the longest at each place, none across the end."""
    end = min(end, len(text))
    found = re.compile(alternatives(words)).finditer(text, start, end)
    assert list(Scan(words)(text, start, end)) == [match.span() for match in found]
