"""Progress on stderr, where that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")


def shown(items: Iterable[Item], count: int | None = None, *, quiet: bool = False) -> Iterator[Item]:
    """The items, with a bar on stderr while they are worked on; nothing where stderr is no terminal.

    Items that are only made while they are asked for need their ``count``.
    """
    listed = list(items) if count is None else items
    total = len(listed) if isinstance(listed, list) else count
    if quiet or not sys.stderr.isatty() or total is None or total < 2:
        yield from listed
        return
    from tqdm import tqdm

    yield from tqdm(listed, total=total, file=sys.stderr, leave=False, unit="file")
