"""Text of files as Markdown that shows it letter for letter: no link, no picture, no mark-up of a stranger's."""

from __future__ import annotations

import re

_SIGNS = re.compile(r"([\\`*_{}\[\]#!|<>~$&])")


def plain(text: str) -> str:
    """The text with every sign of Markdown and HTML taken literally, on one line."""
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))
