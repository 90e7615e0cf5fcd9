"""Give every surface inputs made of its seeds, and keep each that breaks it.

    python -m tests.fuzz [--minutes N | --count N] [--seed N] [SURFACE…]

Wrong is a traceback, more than 5 s of processor time, or more than 300 MiB of memory. Each is kept, as small as it
could be made, in tests/fuzz/crashes/, where tests/fuzz/test_crashes.py tries it again for good. Printed are the inputs
of each surface, and how many a second. The exit code is 1 where anything was found.
"""

from __future__ import annotations

import argparse
import resource
import signal
import sys
import time
import traceback
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from random import Random

from tests.fuzz.surfaces import SURFACES, Surface

CRASHES = Path(__file__).parent / "crashes"
SECONDS, MIB = 5.0, 300


class TooSlow(Exception):
    """More than SECONDS of processor time."""


@dataclass
class Tally:
    """What came of a surface."""

    inputs: int = 0
    seconds: float = 0.0
    found: dict[str, bytes] = field(default_factory=dict)  # by where it broke


def wrong_with(surface: Surface, data: bytes) -> str | None:
    """Where an input breaks a surface, as one line; ``None`` where it holds."""
    before = peak()
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        surface.take(data)
    except Exception as error:
        signal.setitimer(signal.ITIMER_PROF, 0)
        frames = [each for each in traceback.extract_tb(error.__traceback__) if "/tracker/" in each.filename]
        where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
        return f"{type(error).__name__} at {where}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    if peak() > max(before, MIB):
        return f"{peak()} MiB"
    return None


def peak() -> int:
    """The most memory that this process has had, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def smaller(surface: Surface, data: bytes, wrong: str, seconds: float = 20.0) -> bytes:
    """A shorter input that breaks in the same place, as far as can be found in that time."""
    until = time.monotonic() + seconds
    size = max(1, len(data) // 2)
    while size and time.monotonic() < until and not wrong.endswith("MiB"):
        start = 0
        while start < len(data) and time.monotonic() < until:
            without = data[:start] + data[start + size :]
            if wrong_with(surface, without) == wrong:
                data = without
            else:
                start += size
        size //= 2
    return data


def run(name: str, surface: Surface, count: int, until: float, seed: int) -> Tally:
    """So many inputs, or as many as there is time for."""
    tally, began = Tally(), time.monotonic()
    seeds = surface.seeds()
    while tally.inputs < count and time.monotonic() < until:
        data = surface.mutate(seeds, Random(f"{name} {seed} {tally.inputs}"))
        tally.inputs += 1
        wrong = wrong_with(surface, data)
        if wrong is not None and wrong not in tally.found:
            tally.found[wrong] = keep(name, surface, smaller(surface, data, wrong))
            print(f"{name}: {wrong}", flush=True)
    tally.seconds = time.monotonic() - began
    return tally


def keep(name: str, surface: Surface, data: bytes) -> bytes:
    """Write an input where the test looks for it."""
    folder = CRASHES / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{sha256(data).hexdigest()[:12]}{surface.suffix}").write_bytes(data)
    return data


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("surfaces", nargs="*", default=list(SURFACES), help="default: all")
    parser.add_argument("--minutes", type=float, default=10.0, help="for all together (default: 10)")
    parser.add_argument("--count", type=int, help="inputs of each surface, however long they take")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="default: the time; printed")
    options = parser.parse_args()

    def too_slow(*_: object) -> None:
        raise TooSlow

    signal.signal(signal.SIGPROF, too_slow)
    print(f"seed {options.seed}", flush=True)
    found = 0
    for name in options.surfaces:
        share = options.minutes * 60 / len(options.surfaces)
        until = time.monotonic() + share if options.count is None else float("inf")
        tally = run(name, SURFACES[name], options.count or sys.maxsize, until, options.seed)
        found += len(tally.found)
        pace = tally.inputs / max(tally.seconds, 0.001)
        print(f"{name}: {tally.inputs} inputs, {pace:.0f} a second, {len(tally.found)} found", flush=True)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
