"""Progress on stderr, where that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")


def shown(items: Iterable[Item]) -> Iterator[Item]:
    """The items, with a bar on stderr while they are worked on; nothing where stderr is no terminal."""
    listed = list(items)
    if not sys.stderr.isatty() or len(listed) < 2:
        yield from listed
        return
    from tqdm import tqdm

    yield from tqdm(listed, file=sys.stderr, leave=False, unit="file")
