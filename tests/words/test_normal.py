"""One normal text."""

from __future__ import annotations

import sys

from tracker.words.normal import normal_form, said


def test_no_letter_that_shows_nothing_is_said() -> None:
    """White space and what shows nothing (Unicode's Cf and variation selectors, as people paste them) is left out."""
    nothing = [chr(i) for i in range(sys.maxunicode + 1) if chr(i).isspace()] + list(
        "\u200b\u200d\ufeff\u00ad\ufe0f\u034f"
    )
    assert [hex(ord(each)) for each in nothing if said(normal_form(f"绿{each}地"), 0, 3) != "绿地"] == []
