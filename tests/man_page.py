"""Writes docs/tracker.1, the man page, from the parser itself: ``make docs``, or this file as a script."""

from __future__ import annotations

import os

from argparse_manpage.manpage import Manpage

from tests.conftest import ROOT
from tracker import __version__
from tracker.cli.parser import build_parser

PAGE = ROOT / "docs" / "tracker.1"


def page() -> str:
    """The page; without a date, or it would be another every day."""
    os.environ["COLUMNS"] = "100"
    manual = Manpage(build_parser("all"))
    manual.date, manual.source, manual.manual = "", f"commitment-tracker {__version__}", "User Commands"
    manual.description = "were the numbered commitments of a local government kept?"
    return str(manual)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
