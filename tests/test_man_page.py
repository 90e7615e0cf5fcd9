"""The man page tells every command and every option that there is, and none that there is not."""

from __future__ import annotations

import re

from tests.man_page import PAGE
from tests.options_table import parsers


def test_the_man_page_tells_all() -> None:
    """By names, not letter by letter: Pythons differ in how they fold usage lines."""
    text = PAGE.read_text(encoding="utf-8").replace("\\-", "-").replace("\\(aq", "'")
    known = {option for parser in parsers().values() for option in parser._option_string_actions}
    known |= {"--version", "--print-completion"}
    assert [option for option in sorted(known) if not re.search(rf"{option}(?![\w-])", text)] == [], "run `make docs`"
    for name in parsers():
        assert re.search(rf"tracker {name}\b", text), name
