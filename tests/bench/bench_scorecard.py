"""What scorecards cost: one of 60 commitments, and the summary over 100,000 targets of 500 localities.

Run: ``python tests/bench/bench_scorecard.py``. Each figure is a process of its own: wall-clock seconds with Python's
start and all imports, and the most memory it held. The bound for the summary is 60 s and 700 MiB.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

Call = tuple[int, str, tuple[object, ...] | None, dict[str, object]]
"""A call on one of XlsxWriter's objects: its number, the method, what it got; ``None``: an attribute is set."""

LOCALITIES, COMMITMENTS = 500, 100  # two targets each


def made(locality: int, commitments: int) -> object:
    """A result of so many commitments with two targets each."""
    from tests.write.samples import MET, PAIR, SHORT, VAGUE, judged, sample

    kinds = (MET, SHORT, VAGUE, PAIR)
    held = [
        judged(
            number, f"任务{number}的名称", kinds[number % 4], kinds[(number + locality) % 4], area=f"领域{number % 9}"
        )
        for number in range(1, commitments + 1)
    ]
    return sample(*held, path=f"targets/l{locality}-2022.yaml", name=f"第{locality}区")


def one(folder: Path) -> None:
    """Write one scorecard."""
    from tracker.write.scorecard import write_scorecard

    write_scorecard(made(1, 60), folder / "one.xlsx", "zh")  # type: ignore[arg-type]


def cells() -> list[tuple[str, list[list[object]]]]:
    """What stands in the cells of that scorecard, sheet by sheet."""
    from openpyxl import load_workbook

    with tempfile.TemporaryDirectory() as temporary:
        one(Path(temporary))
        book = load_workbook(Path(temporary) / "one.xlsx")
        return [(sheet.title, [[cell.value for cell in row] for row in sheet.iter_rows()]) for sheet in book]


class Recorded:
    """One of XlsxWriter's objects, whose every call is done and noted."""

    def __init__(self, held: object, number: int, calls: list[Call]) -> None:
        self.__dict__.update(held=held, number=number, calls=calls)  # past our own __setattr__

    def __setattr__(self, name: str, value: object) -> None:
        setattr(self.held, name, value)
        self.calls.append((self.number, name, None, {"value": value}))

    def __getattr__(self, name: str) -> object:
        """The method, noting what it is called with, or the plain value."""
        method = getattr(self.held, name)
        if not callable(method):
            return method

        def call(*given: object, **named: object) -> object:
            answer = method(*played(given, _held), **{key: played(each, _held) for key, each in named.items()})
            self.calls.append((self.number, name, given, named))
            ours = type(answer).__module__.startswith("xlsxwriter")
            return Recorded(answer, len(self.calls), self.calls) if ours else answer

        return call


def _held(each: Recorded) -> object:
    return each.held


def played(value: object, own: Callable[[Recorded], object]) -> object:
    """A value of a call, with XlsxWriter's own objects in it."""
    if isinstance(value, Recorded):
        return own(value)
    if isinstance(value, dict):
        return {key: played(each, own) for key, each in value.items()}
    return type(value)(played(each, own) for each in value) if isinstance(value, list | tuple) else value


def recorded(result: object) -> list[Call]:
    """Every call on XlsxWriter that the scorecard needs: its cells with their looks, links, heights and charts."""
    from io import BytesIO
    from unittest.mock import patch

    import xlsxwriter

    from tracker.write.scorecard import stream_scorecard

    calls: list[Call] = []
    real = xlsxwriter.Workbook
    with patch.object(xlsxwriter, "Workbook", lambda *given, **named: Recorded(real(*given, **named), 0, calls)):
        stream_scorecard(result, BytesIO(), "zh")  # type: ignore[arg-type]
    return calls


def replay(calls: list[Call]) -> None:
    """The calls alone: the same workbook, by the library that writes it."""
    from io import BytesIO

    from xlsxwriter import Workbook

    held: dict[int, object] = {0: Workbook(BytesIO(), {"in_memory": True})}

    def own(each: Recorded) -> object:
        return held[each.number]

    for number, (on, name, given, named) in enumerate(calls, 1):
        if given is None:
            setattr(held[on], name, named["value"])
        else:
            values = [played(each, own) if isinstance(each, Recorded | dict | list) else each for each in given]
            held[number] = getattr(held[on], name)(*values, **{key: played(each, own) for key, each in named.items()})


def beside_bare_writers(rounds: int = 9) -> None:
    """Processor time, in turn: ours, the same workbook by XlsxWriter alone, and its values bare, without a format."""
    import statistics
    from io import BytesIO

    from openpyxl import Workbook
    from xlsxwriter import Workbook as Fast

    from tracker.write.scorecard import stream_scorecard

    result, sheets = made(1, 60), cells()
    calls = recorded(result)

    def by_openpyxl() -> None:
        book = Workbook(write_only=True)
        for title, rows in sheets:
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
        book.save(BytesIO())

    def by_xlsxwriter() -> None:
        book = Fast(BytesIO(), {"constant_memory": False})
        for title, rows in sheets:
            sheet = book.add_worksheet(title)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if value is not None:
                        sheet.write(number, column, value if isinstance(value, int | float) else str(value))
        book.close()

    works = {
        "ours": lambda: stream_scorecard(result, BytesIO(), "zh"),  # type: ignore[arg-type]
        "XlsxWriter alone, the same looks and links": lambda: replay(calls),
        "openpyxl, values only": by_openpyxl,
        "XlsxWriter, values only": by_xlsxwriter,
    }
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            before = time.process_time()
            work()
            times[name].append(time.process_time() - before)
    medians = {name: statistics.median(each) for name, each in times.items()}
    ours = medians.pop("ours")
    print(f"a 60-row scorecard: {ours * 1000:.0f} ms")
    for name, each in medians.items():
        print(f"  {ours / each:.2f} × {name} ({each * 1000:.0f} ms)")


def pages(folder: Path) -> None:
    """Write one page."""
    from tracker.write.page import write_page

    result = made(1, 60)
    write_page([replace(result)], folder / "l1-2022.html", "zh")  # type: ignore[type-var]


def summary(folder: Path) -> None:
    """Write the summary."""
    from tracker.write.summary import write_summary

    results = [made(place, COMMITMENTS) for place in range(LOCALITIES)]
    write_summary(results, folder / "summary.xlsx", "zh")  # type: ignore[arg-type]


def every(folder: Path) -> None:
    """Write all scorecards, as ``tracker score`` does."""
    from tracker.write.scorecard import write_scorecard

    for place in range(LOCALITIES):
        write_scorecard(made(place, COMMITMENTS), folder / f"{place}.xlsx", "zh")  # type: ignore[arg-type]


JOBS = {
    "one scorecard, 60 commitments": one,
    "one page, 60 commitments": pages,
    "summary, 100,000 targets": summary,
    "500 scorecards, 100,000 targets": every,
}


def measure(name: str) -> tuple[float, float]:
    """Seconds and MiB of a fresh process that does the job."""
    before = time.perf_counter()
    call = [sys.executable, __file__, name]
    told = subprocess.run(call, check=True, capture_output=True, text=True).stdout
    return time.perf_counter() - before, int(told) / 1024


if __name__ == "__main__":
    if len(sys.argv) > 1:
        with tempfile.TemporaryDirectory() as temporary:
            JOBS[sys.argv[1]](Path(temporary))
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    else:
        for job in JOBS:
            seconds, memory = measure(job)
            print(f"{job:34} {seconds:6.2f} s  {memory:5.0f} MiB")
        beside_bare_writers()
