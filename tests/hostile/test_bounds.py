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
from tracker.model import Document, Message, Page, UnreadableReport, Verdict
from tracker.read import limited
from tracker.read.document import read_document
from tracker.read.limited import read_pdf_limited
from tracker.read.plain import from_plain, to_plain

CPU, MIB = 3.0, 260  # with start-up, on the slowest machine that we test on; goals are 1 s over start-up and 200 MiB

RUN = """
import resource, subprocess, sys
done = subprocess.run([sys.executable, "-m", "tracker", *sys.argv[1:]], capture_output=True, stdin=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(done.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024)
sys.stdout.flush()
sys.stdout.buffer.write(done.stdout[-2000:] + done.stderr[-2000:])
"""

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
    path = tmp_path / f"a{suffix}"
    path.write_bytes(make())
    done = subprocess.run([sys.executable, "-c", RUN, "read", str(path)], capture_output=True, check=True)
    head, _, said = done.stdout.partition(b"\n")
    code, used, peak = head.split()
    assert code in (b"0", b"2"), said.decode()
    assert b"Traceback" not in said
    assert float(used) < CPU
    assert int(peak) < MIB
    if code == b"2":
        assert said.count(b"\n") == 1


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
