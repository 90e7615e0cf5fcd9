"""The same text as text, Word, PDF and HTML gives the same observations."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tracker.model import UnreadableReport
from tracker.read.document import read_document
from tracker.understand import understand
from tracker.write.reading import as_data

WHERE = {"quote", "start", "end", "number"}


def observations(path: Path) -> list[dict[str, Any]]:
    """What was understood, without the places, which white space and line breaks move."""
    data = as_data(understand(read_document(str(path))))
    told = [{key: value for key, value in each.items() if key not in WHERE} for each in data["observations"]]
    return [{"locality": data["locality"], "period": data["period"]}, *told]


@pytest.mark.parametrize("name", ["same.docx", "same.html", "same.pdf", "same.doc", "gb18030.txt", "utf-16.txt"])
def test_each_format_is_understood_alike(name: str, root: Path) -> None:
    folder = root / "tests" / "cases" / "documents"
    if not (folder / name).exists():
        pytest.fail(f"{name} is missing; tests/read/make_documents.py makes it")
    try:
        found = observations(folder / name)
    except UnreadableReport as error:
        if "LibreOffice" in str(error):
            pytest.skip(f"{name} needs LibreOffice, which is not on this machine")
        raise
    assert found == observations(folder / "same.txt")
    assert len(found) > 10
