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
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

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


def beside_bare_writers(rounds: int = 9) -> None:
    """The same cells written bare, without a format, by the libraries themselves: processor time, in turn."""
    import statistics
    from io import BytesIO

    from openpyxl import Workbook
    from xlsxwriter import Workbook as Fast

    from tracker.write.scorecard import write_scorecard

    result, sheets = made(1, 60), cells()

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

    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / "one.xlsx"
        works = {
            "ours": lambda: write_scorecard(result, path, "zh"),  # type: ignore[arg-type]
            "openpyxl": by_openpyxl,
            "XlsxWriter": by_xlsxwriter,
        }
        times: dict[str, list[float]] = {name: [] for name in works}
        for _ in range(rounds):
            for name, work in works.items():
                before = time.process_time()
                work()
                times[name].append(time.process_time() - before)
    medians = {name: statistics.median(each) for name, each in times.items()}
    ours = medians.pop("ours")
    beside = ", ".join(f"{ours / each:.2f} × {name}'s {each * 1000:.0f} ms" for name, each in medians.items())
    print(f"a 60-row scorecard beside its bare cells: {ours * 1000:.0f} ms, {beside}")


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
