"""Branch coverage of the rooms that decide, by the tests that need nothing beside the checkout, against a floor.

``python -m tests.gates.coverage [--raise [--lower]]``. Exit code 1 where a room is below its floor or a test fails.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.gates.floors import fallen, raise_floors, rounded
from tests.gates.quick import QUICK

ROOMS = ("understand", "match", "judge")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.gates.coverage", description="Coverage and its floor.")
    parser.add_argument("--raise", action="store_true", dest="raised", help="write higher shares as the new floors")
    parser.add_argument("--lower", action="store_true", help="with --raise: floors may fall, too")
    options = parser.parse_args(arguments)
    code, figures = measure()
    for room, share in figures.items():
        print(f"{room:12} {rounded(share):.3f} of lines and branches")
    if options.raised and code == 0:
        raise_floors("coverage", figures, lower=options.lower)
        return 0
    low = fallen("coverage", figures)
    if low:
        print(f"below the floor: {low}", file=sys.stderr)
    return int(bool(code or low))


def measure() -> tuple[int, dict[str, float]]:
    """Exit code of the tests, and by room the share of lines and branches that they ran through."""
    import coverage
    import pytest

    run = coverage.Coverage(branch=True, source_pkgs=[f"tracker.{room}" for room in ROOMS], data_file=None)
    run.start()
    code = int(pytest.main(["-q", "-p", "no:cacheprovider", *QUICK]))
    run.stop()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "coverage.json"
        run.json_report(outfile=str(path), ignore_errors=False)
        files = json.loads(path.read_text(encoding="utf-8"))["files"]
    ran = {room: [0, 0] for room in ROOMS}
    for name, found in files.items():
        room, counts = Path(name).parts[1], found["summary"]
        ran[room][0] += counts["covered_lines"] + counts["covered_branches"]
        ran[room][1] += counts["num_statements"] + counts["num_branches"]
    return code, {room: done / max(1, all_) for room, (done, all_) in ran.items()}


if __name__ == "__main__":
    raise SystemExit(main())
