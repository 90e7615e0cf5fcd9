"""Small files that ask for far too much are answered or refused: in one line, in little time and memory."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.hostile import files
from tests.hostile.costs import LOOPS, cost_of
from tracker.model import Document, Message, Page, UnreadableReport, Verdict
from tracker.read import limited, limited_child
from tracker.read.document import read_document
from tracker.read.limited import read_pdf_limited
from tracker.read.limited_child import how_much_slower
from tracker.read.plain import from_plain, to_plain

PDFS = [files.form_that_calls_itself, files.forms_times_forms, files.flate_in_flate, files.pages_of_one]
OTHERS = {
    ".docx": [
        files.label_that_unfolds, files.levels_without_end, files.chain_of_styles, files.level_of_5000_digits,
    ],
    ".html": [files.attributes_on_one_tag],
    ".xlsx": [files.cell_in_the_far_corner, files.millions_of_cells, files.millions_of_strings],
}  # fmt: skip
ALL = [(".pdf", make) for make in PDFS] + [(suffix, make) for suffix, makes in OTHERS.items() for make in makes]


def named(value: object) -> str:
    return getattr(value, "__name__", str(value))


@pytest.mark.skipif(sys.platform != "linux", reason="counts processor time and memory as Linux does")
@pytest.mark.parametrize(("suffix", "make"), ALL, ids=named)
def test_it_is_answered_or_refused_in_bounds(tmp_path: Path, suffix: str, make: Callable[[], bytes]) -> None:
    (tmp_path / f"a{suffix}").write_bytes(make())
    cost = cost_of(["read", f"a{suffix}"], tmp_path)
    assert cost.code in (0, 2), cost.said.decode()
    assert b"Traceback" not in cost.said
    assert cost.is_in_bounds, cost
    if cost.code == 2:
        assert cost.said.count(b"\n") == 1


@pytest.mark.skipif(sys.platform != "linux", reason="counts processor time and memory as Linux does")
def test_the_measure_would_tell(tmp_path: Path) -> None:
    """A run that does nothing costs little, and one that starts a child which reads a page far more."""
    (tmp_path / "a.pdf").write_bytes(files.plain_pdf())
    nothing, page = cost_of(["--version"], tmp_path), cost_of(["read", "a.pdf"], tmp_path)
    assert 0 < nothing.loops < page.loops / 3 < LOOPS / 3


def test_one_child_reads_all_and_a_new_one_follows_one_that_died(tmp_path: Path) -> None:
    def read(make: Callable[[], bytes]) -> str:
        path = tmp_path / "a.pdf"
        path.write_bytes(make())
        return read_document(str(path)).text

    assert read(files.plain_pdf).startswith("Parking lots 7")
    assert limited._child is not None
    first = limited._child[1].pid
    assert read(files.plain_pdf).startswith("Parking lots 7")
    assert limited._child[1].pid == first
    with pytest.raises(UnreadableReport, match=r"far more (time|memory)"):
        read(files.form_that_calls_itself)
    assert read(files.plain_pdf).startswith("Parking lots 7")
    assert limited._child[1].pid != first


def test_a_pdf_has_no_more_time_however_short_its_pages_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A timer that is set anew at each page goes off at none of 2,900."""
    assert read_pdf_limited("a.pdf", files.plain_pdf()).text.startswith("Parking lots 7")
    monkeypatch.setattr(limited, "SECONDS", 0.0)
    with pytest.raises(UnreadableReport, match="far more time"):
        read_pdf_limited("a.pdf", files.plain_pdf())


@pytest.mark.parametrize("times", [3, 40])
def test_a_slow_machine_has_more_time_for_a_pdf(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    monkeypatch.setattr(limited_child, "LOOPS_TAKE", 1.0)
    assert how_much_slower() == 1.0
    ticks = iter([0.0, float(times)])
    monkeypatch.setattr(limited_child.time, "process_time", lambda: next(ticks))
    assert how_much_slower() == min(times, limited_child.SLOWEST)


@pytest.mark.skipif(sys.platform != "linux", reason="limits as Linux has them")
def test_a_pdf_is_read_where_a_shell_holds_us_to_limits_already(tmp_path: Path) -> None:
    """As `ulimit -v` does, and a container: who may not raise a limit may still lower it."""
    (tmp_path / "a.pdf").write_bytes(files.plain_pdf())
    run = "import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30)); "
    run += "sys.argv = ['tracker', 'read', 'a.pdf']; runpy.run_module('tracker', run_name='__main__')"
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", run], cwd=tmp_path, env=env, capture_output=True, check=False)
    assert done.stdout.startswith(b"Parking lots 7"), done.stderr


def child_of(data: bytes) -> tuple[int, int]:
    """This process and its child."""
    read_pdf_limited("a.pdf", data)
    assert limited._child is not None
    return os.getpid(), limited._child[1].pid


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_each_worker_has_a_child_of_its_own() -> None:
    ours = child_of(files.plain_pdf())
    with ProcessPoolExecutor(1, mp_context=get_context("fork")) as pool:
        theirs = pool.submit(child_of, files.plain_pdf()).result()
        again = pool.submit(child_of, files.plain_pdf()).result()
    assert theirs == again
    assert set(ours).isdisjoint(theirs)


def test_what_a_child_says_is_data_and_nothing_else() -> None:
    document = Document("a", "b\n", pages=(Page(1, 0, 2),), notes=(Message("x {y}", {"y": Verdict.MET}),))
    assert from_plain(to_plain(document)) == document
    for said in ({"c": ["os.system", "x"]}, {"x": 1}, {"e": ["Verdict", "no"]}, {}, {"c": []}, {"n": "x"}):
        with pytest.raises((ValueError, KeyError, TypeError, IndexError, ArithmeticError)):
            from_plain(said)
