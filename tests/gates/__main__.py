"""The gates and their floors: ``python -m tests.gates [GATE…] [--sample] [--show] [--raise [--lower]]``.

``make gates`` runs all of them, ``make gates-raise`` sets floors to what is measured where that is higher. Gates: own
(``tests/cases/gates``, needs nothing), readings, score, probes, forms, neighbours, tails (``../shared``). ``--sample``
leaves out what CI leaves out; ``--show`` lists what is answered wrongly. ``--lower``, with ``--raise``, lets floors
fall: say why in the commit. Exit code 1 where a figure is below its floor.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence

from tests.gates import bench, own
from tests.gates.floors import fallen, raise_floors, read_floors

Measured = tuple[str, dict[str, float], str]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.gates", description="The gates and their floors.")
    parser.add_argument(
        "gates", nargs="*", metavar="GATE", help="own, readings, score, probes, forms, neighbours, tails"
    )
    parser.add_argument("--sample", action="store_true", help="only what CI runs")
    parser.add_argument("--show", action="store_true", help="list what is answered wrongly")
    parser.add_argument("--raise", action="store_true", dest="raised", help="write higher shares as new floors")
    parser.add_argument("--lower", action="store_true", help="with --raise: floors may fall, too")
    options = parser.parse_args(arguments)
    unknown = set(options.gates) - {"own", *bench.GATES}
    if unknown:
        parser.error(f"no gate {', '.join(sorted(unknown))}")
    below = 0
    for section, figures, said in measure(options.gates, sample=options.sample, show=options.show):
        if said:
            print(said)
        low, floors = fallen(section, figures), read_floors().get(section, {})
        below += len(low)
        for name, found in figures.items():
            mark = "  BELOW ITS FLOOR" if name in low else ""
            print(f"{section:8} {name:36} {found:8.3f}  floor {floors.get(name, 0):.3f}{mark}", flush=True)
        if options.raised:
            for name, (old, new) in raise_floors(section, figures, lower=options.lower).items():
                print(f"{section:8} {name:36} floor {old:.3f} -> {new:.3f}")
    return int(bool(below) and not options.raised)


def measure(names: Sequence[str], *, sample: bool, show: bool) -> Iterator[Measured]:
    """Figures of the gates that were asked for, by section: ``own``, ``sample`` (as in CI) and ``whole``."""
    if not names or "own" in names:
        asked = own.ask_all()
        wrong = [f"{each.figure}: {each.said}\n  {each.target}  <-  {each.text!r}" for each in asked if not each.ok]
        yield "own", own.shares(asked), "\n".join(wrong) if show else ""
    if not bench.BENCH.is_dir():
        print("../shared/bench is not beside this checkout: its gates are left out", file=sys.stderr)
        return
    for name, run in bench.GATES.items():
        if names and name not in names:
            continue
        yield from bench.sections(name, run, sample=sample, show=show)


if __name__ == "__main__":
    raise SystemExit(main())
