"""Commitments of local governments, checked against what later reports say."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from concurrent.futures import Executor
    from os import PathLike

    from tracker.checking import Answer

__version__ = "0.1.0"
__all__ = ["__version__", "check"]


def check(
    targets: str | PathLike[str] | Iterable[str | PathLike[str]],
    reports: Iterable[str | PathLike[str]] = (),
    *,
    executor: Executor | None = None,
) -> Answer:
    """Judge targets files by later reports: ``tracker.check("targets/hulan-2022.yaml").to_frame()``.

    ``reports`` are files; without them those that a targets file lists, else those in ``reports/`` beside it.
    ``executor`` shares the files out to its workers (docs/scale.md).
    Raises UnreadableReport where a file can't be read at all; what is wrong inside one is in ``findings``.
    """
    from tracker.checking import check_paths

    return check_paths(targets, reports, executor=executor)
