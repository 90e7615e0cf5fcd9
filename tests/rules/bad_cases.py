"""The files under tests/cases/*/bad and what ``validate`` says of each, letter for letter, in its ``.findings``.

As a script it writes all ``.findings`` anew: read what changed before you keep it.
"""

from __future__ import annotations

import os
from pathlib import Path

from tests.conftest import ROOT
from tracker.read.limits import read_bytes
from tracker.read.nodes import parse_yaml
from tracker.validating import Validated, validate_sheet
from tracker.write.findings import write_text

CASES = ROOT / "tests" / "cases"


def bad_files() -> list[Path]:
    return sorted(CASES.glob("*/bad/**/*.yaml"))


def ok_files() -> list[Path]:
    return sorted([*CASES.glob("*/ok/*.yaml"), *CASES.glob("reviews/targets/*.yaml")])


def validated(path: Path) -> Validated:
    """As from the folder that holds the case, so that places don't hold a machine's paths."""
    folder = CASES / path.relative_to(CASES).parts[0]
    sheet = parse_yaml(read_bytes(str(path)), path.relative_to(folder).as_posix())
    return validate_sheet(sheet)


def findings_of(path: Path) -> str:
    file = validated(path)
    return write_text(file.findings, {file.path: file.text}, "en")


def main() -> None:
    os.chdir(CASES / "reviews")  # where a review's ../targets is found from the case's short path
    for path in bad_files():
        path.with_suffix(".findings").write_text(findings_of(path), encoding="utf-8")


if __name__ == "__main__":
    main()
