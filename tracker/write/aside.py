"""Results put aside on disk until all are there: a summary needs them one after the other, never all at once."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from dataclasses import replace
from tempfile import TemporaryFile
from types import TracebackType
from typing import Self, overload

from tracker.model import CommitmentResult, FileResult

QUOTE = 400
"""Characters of a quote that are kept: a summary shows half of them."""


class Aside(Sequence[FileResult]):
    """Slim results in a file without a name, that only this process can open; read as often as asked."""

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 closed by ``__exit__``
        self._starts: list[int] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def put(self, result: FileResult) -> None:
        """Add one behind the others."""
        self._starts.append(self._file.seek(0, 2))
        pickle.dump(result, self._file, pickle.HIGHEST_PROTOCOL)

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, number: int) -> FileResult: ...

    @overload
    def __getitem__(self, number: slice) -> Sequence[FileResult]: ...

    def __getitem__(self, number: int | slice) -> FileResult | Sequence[FileResult]:
        if isinstance(number, slice):
            return [self[each] for each in range(*number.indices(len(self)))]
        self._file.seek(self._starts[number])
        result: FileResult = pickle.load(self._file)
        return result

    def __iter__(self) -> Iterator[FileResult]:
        return (self[number] for number in range(len(self)))


def slim(result: FileResult) -> FileResult:
    """What a summary shows of a result: no texts, no near misses, of each target the first quote."""
    reports = tuple(replace(used, text="") for used in result.reports)
    return replace(result, reports=reports, results=tuple(map(_slim, result.results)))


def _slim(each: CommitmentResult) -> CommitmentResult:
    targets = (
        replace(
            target,
            candidates=(),
            evidence=tuple(replace(one, quote=one.quote[:QUOTE]) for one in target.evidence[:1]),
        )
        for target in each.targets
    )
    return replace(each, targets=tuple(targets))
