"""docs/limits.md names refusals that we say, and figures that hold."""

from __future__ import annotations

import re

import pytest

from tests.conftest import ROOT
from tests.test_messages import templates
from tracker import drafting
from tracker.read import cells, docx_numbering, html, limited, limits, nodes, package, pdf, shape, workbook, xlsx
from tracker.words import dense
from tracker.words.messages import catalogue

PAGE = (ROOT / "docs" / "limits.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_refusal_on_the_page_is_one_of_ours(lang: str) -> None:
    page = PAGE if lang == "en" else (ROOT / "docs" / "zh" / "limits.md").read_text(encoding="utf-8")
    rows = [line.split(" | ") for line in page.splitlines() if line.startswith("| ") and " | " in line]
    said = [text for row in rows for text in re.findall(r"`([^`]{12,})`", row[-1])]
    texts = [text if lang == "en" else catalogue().get(text, text) for text in templates().said]
    bare = [re.escape(re.sub(r"^\{path\}[:：] ?", "", text)) for text in texts]
    ours = [re.compile(re.sub(r"\\\{\w+\\\}", ".+", text)) for text in bare]
    unknown = [text for text in said if not any(each.fullmatch(text) for each in ours)]
    assert len(said) > 15
    assert not unknown


def test_the_figures_hold() -> None:
    for figure in (
        f"{limits.LIMIT // limits.MIB} MiB",
        f"(YAML) | {limits.YAML_LIMIT // 1024} KiB",
        f"{limits.CHARACTERS:,} characters",
        f"together | {limits.ITEMS:,} (",
        f"of its rows | {cells.NAMED:,} (",
        f"twice its numbers | {limits.PIECES:,} (",
        f"in every {dense.APART} letters | {dense.MOST} (",
        f"for `draft` | {drafting.NUMBERS:,} (",
        f"{package.MEMBERS:,}, of {package.PACKAGE // limits.MIB} MiB",
        f"{package.UNPACKED // limits.MIB} MiB, of one {package.NODES:,} tags",
        f"{docx_numbering.LABEL} characters, {docx_numbering.LEVELS} levels",
        f"| {workbook.CELLS:,}, wherever",
        f"| {workbook.NODES:,} |",
        f"| {workbook.SHEETS}; {workbook.MERGED:,}; {xlsx.MERGES:,} |",
        f"beyond {limited.FREE // 1024} KiB",
        f"{limited.SECONDS} s and {limited.SECONDS_A_MIB:.0f} s for each MiB of the file",
        f"| {limited.MEMORY // limits.MIB} MiB, and {limited.MEMORY_A_BYTE} times",
        f"| pages | {pdf.PAGES:,} |",
        f"| {html.ATTRIBUTES:,} |",
        f"| {html.TAGS:,} (",
        f"| {xlsx.SHOWN:,} |",
        f"| {nodes.DEEPEST} deep |",
        f"that are told | {shape.MOST:,} |",
        f"{nodes.ROUNDS:,} characters in all",
    ):
        assert figure in PAGE, figure
