"""How a rate is reckoned, as its words tell: in nominal or real prices, month on month, net."""

from __future__ import annotations

import re

from tracker.words.lexicon import load, remember

NET = "net"


@remember
def _kinds() -> dict[str, re.Pattern[str]]:
    return {kind: re.compile("|".join(words)) for kind, words in load("basis")["kinds"].items()}


@remember
def kinds_of(text: str) -> frozenset[str]:
    """The kinds of basis that a text tells: 名义 or 现价 is ``nominal``."""
    return frozenset(kind for kind, words in _kinds().items() if words.search(text))
