"""The user's pages in Chinese say what the English ones say: the same headings, code, commands and tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.test_docs import shape, text

PAGES = sorted((ROOT / "docs" / "zh").glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_has_the_shape_of_the_english_one(page: Path) -> None:
    english, chinese = shape(ROOT / "docs" / page.name), shape(page)
    for key in ("headings", "languages", "code", "commands"):
        assert english[key] == chinese[key], key
    assert f"[English](../{page.name})" in text(page)
