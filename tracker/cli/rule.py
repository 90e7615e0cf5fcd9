"""``tracker rule [CODE]``: what a code of ``validate`` means, with an example."""

from __future__ import annotations

import argparse

from tracker.cli.pages import add_code, show


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    add_code(parser)


def run(args: argparse.Namespace) -> int:
    """Print the page."""
    return show("rules", args.code, args.lang)
