"""How many altered twins of the labelled reports come out right: ``python -m tests.twins [--show] [WORD…]``.

``--show`` lists those that don't, with what was changed. Words choose kinds, ways, pairs or labels (figure, near,
n2014, n2014-01). ``--sample`` takes the third that the test takes, and ``--raise`` writes its shares into floors.json
where they are higher than what stands there.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from math import floor

from tests.conftest import SHARED
from tests.twins.judging import FLOORS, Judged, Run, judge_all, share
from tests.twins.twin import CONTROL


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.twins", description="Altered twins of the labelled reports.")
    parser.add_argument("words", nargs="*", help="only these kinds, ways, pairs or labels")
    parser.add_argument("--show", action="store_true", help="list the twins that come out wrong")
    parser.add_argument("--sharp", action="store_true", help="list those too that are right, but not the sharpest way")
    parser.add_argument("--sample", action="store_true", help="the third of them that the test takes")
    parser.add_argument("--raise", action="store_true", dest="raised", help="write the sample's shares as new floors")
    parser.add_argument("--lower", action="store_true", help="with --raise: floors may fall, too")
    options = parser.parse_args(arguments)
    if not SHARED.is_dir():
        print("the labelled reports of ../shared are not beside this checkout: no twins", file=sys.stderr)
        return 2
    run = judge_all(sample=options.sample or options.raised, words=options.words)
    for judged in run.judged:
        if (options.show and not judged.right) or (options.sharp and not judged.sharp):
            print(told(judged, run.own[judged.twin.label.id]), end="\n\n")
    print(summary(run))
    if options.raised:
        raise_floors(run, lower=options.lower)
    return 0


def raise_floors(run: Run, *, lower: bool) -> None:
    old = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.is_file() and not lower else {}
    new = {kind: max(floor(share * 1000) / 1000, old.get(kind, 0)) for kind, share in run.shares().items()}
    FLOORS.write_text(json.dumps(new, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def told(judged: Judged, own: bool) -> str:
    """What was changed, what was to follow and what did."""
    twin, result = judged.twin, judged.result
    changed = " / ".join(each.new or "(removed)" for each in twin.edits)
    if twin.kind == "figure" or twin.way in ("figure", "verb"):
        edit, text = twin.edits[0], judged.text
        at = text.find(edit.new, max(0, edit.start - 200))
        changed = f"{edit.new}: …{text[max(0, at - 30) : at + len(edit.new) + 12]!r}"
    said = "; ".join(f"{each.quote[:60]!r}" for each in result.evidence)
    right = "/".join(sorted(twin.right))
    return (
        f"{twin.label.id} {twin.kind}/{twin.way}: {result.verdict} ({result.reason}), not {right}"
        f"{'' if own else '  [its own verdict is wrong too]'}\n"
        f"  target {twin.label.target.written if twin.label.target else None}\n  change {changed}\n"
        f"  quotes {said}  {result.comparison or ''}"
    )


def summary(run: Run) -> str:
    """Right and all by kind and way; beside them the same of labels whose own verdict is right, and the sharp ones."""
    lines = [f"{'kind':12} {'way':14} {'right':>9} {'share':>6}   of labels judged right   sharpest verdict"]
    for kind, whole in run.kinds().items():
        lines.append(_row(kind, "", whole, run.own))
        for way in dict.fromkeys(each.twin.way for each in whole):
            if way:
                lines.append(_row("", way, [each for each in whole if each.twin.way == way], run.own))
    every = [each for each in run.judged if each.twin.kind != CONTROL]
    return "\n".join([*lines, _row("all", "", every, run.own)])


def _row(kind: str, way: str, listed: Sequence[Judged], own: Mapping[str, bool]) -> str:
    known = [each for each in listed if own[each.twin.label.id]]
    columns = [
        f"{sum(answers):4}/{len(answers):4} {share(answers):6.3f}"
        for answers in (
            [each.right for each in listed], [each.right for each in known], [each.sharp for each in listed],
        )
    ]  # fmt: skip
    return f"{kind:12} {way:14} " + "   ".join(columns)


if __name__ == "__main__":
    raise SystemExit(main())
