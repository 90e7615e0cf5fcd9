"""Many localities: processor time and memory of ``check`` and ``score``, with one worker and two, the cache, Dask.

Run: ``python tests/bench/bench_scale.py [--localities N…] [--rounds N]``. The corpus is made (``corpus.py``): 60
targets and a report of 20,000 characters each. Each figure is a process with all its workers: processor time (so that
other work on the machine does not count), the wall clock beside it, and the most memory that any one of them held;
the median of the rounds, whose cases run in turn. The last lines fit how the cost grows: the exponent of a power law.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import math
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from tests.bench.bench_check import report, targets  # noqa: E402
from tests.bench.corpus import NAMED, locality, make_corpus, make_report, make_targets  # noqa: E402

TRACKER = [sys.executable, "-m", "tracker"]
ALL = 13_000  # every county and city of a few years
BECOME_SUBREAPER = 36  # Linux's PR_SET_CHILD_SUBREAPER: workers of workers are waited for by us


@dataclass(frozen=True)
class Cost:
    """Of one run: seconds by the wall clock and of processors, MiB of the largest process."""

    wall: float
    cpu: float
    memory: float


def spent(command: list[str], folder: Path) -> Cost:
    """A run in a process of its own, so that its workers are counted and nobody else's."""
    call = [sys.executable, __file__, "--one", *command]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(folder / "kept")}
    done = subprocess.run(call, cwd=folder, env=environment, capture_output=True, text=True, check=True)
    return Cost(**json.loads(done.stdout))


def run_one(command: list[str]) -> None:
    """Run, wait for every descendant, and tell what they used."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(BECOME_SUBREAPER, 1, 0, 0, 0)
    before = time.perf_counter()
    run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _, said = run.communicate()
    wall = time.perf_counter() - before
    if run.returncode:
        raise SystemExit(said.decode())
    while True:
        try:
            os.wait()
        except ChildProcessError:
            break
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(json.dumps({"wall": wall, "cpu": used.ru_utime + used.ru_stime, "memory": used.ru_maxrss / 1024}))


def median(costs: list[Cost]) -> Cost:
    """Each figure's median."""
    return Cost(*(statistics.median(getattr(each, name) for each in costs) for name in ("wall", "cpu", "memory")))


def compare(cases: dict[str, list[str]], folder: Path, rounds: int, fresh: bool = True) -> dict[str, Cost]:
    """Each case's cost, the cases in turn in every round; ``fresh``: with an empty cache."""
    costs: dict[str, list[Cost]] = {name: [] for name in cases}
    for _ in range(rounds):
        for name, command in cases.items():
            if fresh:
                shutil.rmtree(folder / "kept", ignore_errors=True)
            costs[name].append(spent(command, folder))
    return {name: median(each) for name, each in costs.items()}


def told(name: str, cost: Cost, count: int, note: str = "") -> None:
    """One line."""
    each = cost.cpu / count * 1000
    print(
        f"  {name:26} processor {cost.cpu:7.1f} s ({each:5.0f} ms each), wall {cost.wall:7.1f} s, "
        f"memory {cost.memory:4.0f} MiB{note}",
        flush=True,
    )


def localities(count: int, rounds: int, folder: Path) -> dict[str, Cost]:
    """``check`` with one worker and two, ``score``, and both again with what was kept."""
    check = [*TRACKER, "check", "targets", "--format", "json"]
    score = [*TRACKER, "score", "targets", "--out", "cards"]
    anew = compare(
        {
            "check, 1 worker": [*check, "--no-cache", "--jobs", "1"],
            "check, 2 workers": [*check, "--no-cache", "--jobs", "2"],
            "score, 2 workers": [*score, "--no-cache", "--jobs", "2"],
        },
        folder,
        rounds,
    )
    shutil.rmtree(folder / "cards", ignore_errors=True)
    first = compare({"score, kept for later": [*score, "--jobs", "1"]}, folder, 1)
    again = compare({"score again, unchanged": [*score, "--jobs", "1"]}, folder, rounds, fresh=False)
    again |= compare({"check again, unchanged": [*check, "--jobs", "1"]}, folder, rounds, fresh=False)
    print(f"{count} localities")
    costs = anew | first | again
    for name, cost in costs.items():
        told(name, cost, count)
    one, two = anew["check, 1 worker"], anew["check, 2 workers"]
    print(f"  two workers: {one.wall / two.wall:.2f} × one by the wall, {one.cpu / two.cpu:.2f} × by processor time")
    ratio = first["score, kept for later"].cpu / again["score again, unchanged"].cpu
    print(f"  unchanged: {ratio:.0f} × less processor time")
    print(f"  {ALL:,} of them on two processors: {one.cpu / count * ALL / 2 / 60:.0f} min of checking")
    return costs


@contextmanager
def dask_cluster() -> Iterator[str | None]:
    """The address of a scheduler with two workers on this machine, profiler off; None where Dask is not installed."""
    try:
        import distributed  # noqa: F401
    except ImportError:
        yield None
        return
    environment = os.environ | {"PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False"}
    options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
    scheduler = [sys.executable, "-m", "distributed.cli.dask_scheduler", *options]
    started = [subprocess.Popen(scheduler, stderr=subprocess.PIPE, text=True, env=environment)]
    try:
        assert started[0].stderr is not None
        address = next(found[0] for line in started[0].stderr if (found := re.search(r"tcp://[\d.]+:\d+", line)))
        worker = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard"]
        started += [subprocess.Popen(worker, stderr=subprocess.DEVNULL, env=environment) for _ in range(2)]
        time.sleep(5)
        yield address
    finally:
        for process in reversed(started):
            process.terminate()
        for process in started:
            process.wait()


def dask_beside_processes(count: int, rounds: int, folder: Path) -> None:
    """The same run by two processes and by two workers of a cluster, in turn; their rate is by the wall clock."""
    with dask_cluster() as address:
        if address is None:
            print("Dask is not installed: not measured")
            return
        command = [*TRACKER, "check", str(folder / "targets"), "--format", "json", "--no-cache"]
        cases = {"two processes": [*command, "--jobs", "2"], "two workers of Dask": [*command, "--dask", address]}
        spent([*cases["two workers of Dask"], "--only", "met"], folder)  # warm
        found: dict[str, list[Cost]] = {name: [] for name in cases}
        for _ in range(rounds):
            for name, each in cases.items():
                before = used_by_descendants()
                cost = spent(each, folder)
                found[name].append(replace(cost, cpu=cost.cpu + used_by_descendants() - before))
    costs = {name: median(each) for name, each in found.items()}
    for name, cost in costs.items():
        told(name, cost, count)
    pool, dask = costs["two processes"], costs["two workers of Dask"]
    print(
        f"{count} localities by Dask: {pool.wall / dask.wall:.2f} × the rate of the process pool by the wall clock,"
        f" {pool.cpu / dask.cpu:.2f} × by processor time (the cluster waits beside both)"
    )


def used_by_descendants() -> float:
    """Processor seconds of the cluster, whose processes live on; as Linux tells them, or 0."""
    held: dict[int, tuple[int, float]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = path.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        held[int(path.parent.name)] = int(told[1]), (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")
    own = {os.getpid()}
    while more := {each for each, (parent, _) in held.items() if parent in own} - own:
        own |= more
    return sum(held[each][1] for each in own - {os.getpid()})


# ── growth ──


def seconds(work: Callable[[], object]) -> float:
    """Processor seconds of one call, the quicker of two."""
    times = []
    for _ in range(2):
        before = time.process_time()
        work()
        times.append(time.process_time() - before)
    return min(times)


def exponent(sizes: list[int], times: list[float]) -> float:
    """The slope of a line through the logarithms: 1 where the cost grows with the size, 2 with its square."""
    x, y = [math.log(size) for size in sizes], [math.log(each) for each in times]
    return statistics.linear_regression(x, y).slope


def growth() -> None:
    """How the cost grows with each size that a user's project may have."""
    from tracker.checking import batch, check_files
    from tracker.checking.reports import Shelf
    from tracker.model import Document
    from tracker.understand import understand

    sizes = [1, 2, 4, 8]
    text = report(0)
    endless = text.replace("。", "，").replace("\n", "")

    def project(folder: Path, localities: int = 1, count: int = 60, reports: int = 1) -> Callable[[], object]:
        for name in ("targets", "reports"):
            (folder / name).mkdir(parents=True)
        paths = []
        for number in range(localities):
            path = folder / "targets" / f"l{number}.yaml"
            asked = make_targets(number) if count == 60 else targets(count).replace(NAMED, locality(number))
            path.write_text(asked, encoding="utf-8")
            paths.append(str(path))
            for each in range(reports):
                said = make_report(number) if each == 0 else make_report(number).replace("停车场", f"停车场{each}期")
                (folder / "reports" / f"l{number}-{each}.txt").write_text(said, encoding="utf-8")

        def work() -> None:
            batch._SHELF = Shelf()  # nothing is held of the call before
            check_files(paths)

        return work

    with tempfile.TemporaryDirectory() as temporary:
        home = Path(temporary)
        cases: dict[str, Callable[[int], Callable[[], object]]] = {
            "characters of a report": lambda n: lambda: understand(Document("r.txt", text * n)),
            "one sentence without a full stop": lambda n: lambda: understand(Document("r.txt", endless * n)),
            "targets of a file": lambda n: project(home / f"t{n}", count=62 * n),  # to just below the bound of a file
            "reports for one file": lambda n: project(home / f"r{n}", reports=2 * n),
            "files in a folder": lambda n: project(home / f"f{n}", localities=4 * n),
        }
        for name, make in cases.items():
            times = []
            for size in sizes:
                work = make(size)
                if size == sizes[0]:
                    work()  # loads and compiles
                times.append(seconds(work))
            shown = ", ".join(f"{each:.2f}" for each in times)
            print(f"growth with the {name}: exponent {exponent(sizes, times):.2f} ({shown} s; asked: 1.1)", flush=True)


def main() -> None:
    if sys.argv[1:2] == ["--one"]:
        run_one(sys.argv[2:])
        return
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--localities", type=int, nargs="+", default=[50, 200, 1000])
    parser.add_argument("--dask", type=int, default=500, help="localities for Dask beside processes; 0: not measured")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--no-growth", action="store_true")
    args = parser.parse_args()
    held: dict[int, dict[str, Cost]] = {}
    for count in args.localities:
        with tempfile.TemporaryDirectory() as temporary:
            held[count] = localities(count, args.rounds, make_corpus(Path(temporary), count))
    if len(held) > 1:
        few, many = min(held), max(held)
        for name in held[few]:
            ratio = held[many][name].memory / held[few][name].memory
            print(f"memory at {many} beside {few}, {name}: {ratio:.2f} (asked: 1.3)")
    if args.dask:
        with tempfile.TemporaryDirectory() as temporary:
            dask_beside_processes(args.dask, args.rounds, make_corpus(Path(temporary), args.dask))
    if not args.no_growth:
        growth()


if __name__ == "__main__":
    main()
