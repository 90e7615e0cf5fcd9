"""The user's pages in Chinese say what the English ones say: the same headings, code, commands and tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import console, options_table
from tests.conftest import ROOT
from tests.console import Terminal, differences
from tests.test_docs import shape, text

SPOKEN = [name for name in console.PAGES if name.startswith("docs/zh/")]
PAGES = sorted((ROOT / "docs" / "zh").glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_has_the_shape_of_the_english_one(page: Path) -> None:
    english, chinese = shape(ROOT / "docs" / page.name), shape(page)
    for key in ("headings", "languages", "code", "commands"):
        assert english[key] == chinese[key], key
    assert f"[English](../{page.name})" in text(page)


@pytest.mark.parametrize("name", SPOKEN)
def test_commands_print_what_the_page_says(name: str, tmp_path: Path) -> None:
    found = differences(ROOT / name, Terminal(tmp_path, console.PAGES[name]))
    assert not found, "\n\n".join(["run `make docs` if the new output is right", *found])


def test_the_tables_say_what_the_parser_says() -> None:
    assert options_table.page(options_table.CHINESE) == text(options_table.CHINESE), "run `make docs`"
