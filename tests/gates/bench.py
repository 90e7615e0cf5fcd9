"""The gates of ``../shared/bench``, called where they lie, with the checker in this process instead of a command.

Each gate alters reports of labelled pairs and says how many answers are as they should be (its README tells which).
Here a *figure* is a share in which higher is better, by its name: ``forms: decided``.
"""

from __future__ import annotations

import importlib
import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from threading import Lock
from types import ModuleType
from typing import Any, Protocol

from tests.conftest import SHARED
from tests.gates.readings import readings
from tracker.cli import main as tracker

BENCH = SHARED / "bench"
REPORTS = SHARED / "reports"
SAMPLE = (
    "m-beilin-2024", "m-chongxin-2017-h1", "m-pinghu-2020", "m-wuxi-2022-budget", "m-xiaoxian-2025-09", "m-yuhang-2022",
    "m-zizhou-2023", "n2014",
)  # fmt: skip
"""Labels of the sample of forms, neighbours and tails: of many kinds, in md, html, docx, pdf and txt, all small."""
CHEAP = ("score", "probes", "readings")
"""Gates that take a second or two: CI runs all of them."""

Figures = dict[str, float]


class Gate(Protocol):
    """Runs a gate: its figures, and what it prints."""

    def __call__(self, *, sample: bool, show: bool) -> tuple[Figures, str]: ...


class _InThisProcess:
    """Stands in for ``subprocess`` in the gates: the checker's answer without the half second that its start takes."""

    TimeoutExpired = subprocess.TimeoutExpired

    def __init__(self) -> None:
        self.lock = Lock()  # stdout is one for all threads

    def run(self, command: Sequence[object], **_: object) -> subprocess.CompletedProcess[str]:
        out, err = io.StringIO(), io.StringIO()
        arguments = [str(each) for each in command][1:]
        with self.lock, redirect_stdout(out), redirect_stderr(err):
            code = tracker(arguments)
        return subprocess.CompletedProcess(arguments, code, out.getvalue(), err.getvalue())


@contextmanager
def gate(name: str) -> Iterator[ModuleType]:
    """A gate's module, with the checker in this process."""
    before = set(sys.modules)
    sys.path.insert(0, str(BENCH))
    try:
        module = importlib.import_module(name)
        for each in (module, sys.modules.get("common", module)):
            if hasattr(each, "subprocess"):
                vars(each)["subprocess"] = _InThisProcess()
        yield module
    finally:
        sys.path.remove(str(BENCH))
        for other in set(sys.modules) - before:  # names like `common` and `forms` are anybody's
            path = getattr(sys.modules[other], "__file__", None)
            if path is not None and Path(path).parent == BENCH:
                del sys.modules[other]


def run_gate(name: str, *arguments: object) -> tuple[dict[str, Any], str]:
    """What a gate writes with ``--json``, and what it prints."""
    out = io.StringIO()
    with tempfile.TemporaryDirectory() as folder, gate(name) as module:
        answer = Path(folder) / "answer.json"
        before = sys.argv
        sys.argv = [f"{name}.py", *map(str, arguments), "--tracker", "tracker", "--json", str(answer)]
        try:
            with redirect_stdout(out):
                module.main()
        finally:
            sys.argv = before
        return json.loads(answer.read_text(encoding="utf-8")), out.getvalue()


@contextmanager
def labels(*, sample: bool) -> Iterator[Path]:
    """The folder of labels, or one that holds the sample's alone."""
    if not sample:
        yield BENCH / "labels"
        return
    with tempfile.TemporaryDirectory() as folder:
        for name in SAMPLE:
            data = (BENCH / "labels" / f"{name}.jsonl").read_bytes()
            (Path(folder) / f"{name}.jsonl").write_bytes(data)
        yield Path(folder)


def score(*, sample: bool, show: bool) -> tuple[Figures, str]:
    """Accuracy, answers found, and the decided answers that are right: of nation and provinces, and of counties."""
    answer, said = run_gate("score", "--labels", BENCH / "labels", "--reports", REPORTS, *_shown(show))
    figures: Figures = {}
    for group, found in answer["figures"].items():
        if group not in ("m", "n", "p"):
            continue
        for key in ("accuracy", "found", "reason", "evidence", "quotes"):
            figures[f"score {group}: {key}"] = found[key] or 0.0
        for key in ("met", "unmet"):
            figures[f"score {group}: {key} that are right"] = 1 - (found[f"false_{key}"] or 0.0)
    return figures, said


def probes(*, sample: bool, show: bool) -> tuple[Figures, str]:
    """Short reports with one target each: all of them, in the sample too."""
    answer, said = run_gate("probe", "--probes", BENCH / "probes" / "probes.jsonl", *_shown(show))
    return {
        "probes: right": answer["right"] / answer["probes"],
        "probes: not decided wrongly": 1 - answer["false"] / answer["probes"],
    }, said


def altered(name: str, parts: Sequence[str]) -> Gate:
    """forms, neighbours, tails: the shares of their parts, and how many altered reports they are shares of."""

    def run(*, sample: bool, show: bool) -> tuple[Figures, str]:
        with labels(sample=sample) as folder:
            answer, said = run_gate(name, "--labels", folder, "--reports", REPORTS, *_shown(show))
        every = answer["figures"]["all"]
        counts = {part: every[part] for part in parts} if parts else {"all": [every["right"], every["of"]]}
        figures = {f"{name}: {part}": right / max(1, of) for part, (right, of) in counts.items()}
        return {**figures, f"{name}: altered reports": float(every["of"])}, said

    return run


def _shown(show: bool) -> tuple[str, ...]:
    return ("--show",) if show else ()


GATES: dict[str, Gate] = {
    "readings": readings,
    "score": score,
    "probes": probes,
    "forms": altered("forms", ("decided", "silent", "missed")),
    "neighbours": altered("neighbours", ()),
    "tails": altered("tails", ("never met", "stays met")),
}


def sections(name: str, run: Gate, *, sample: bool, show: bool) -> Iterator[tuple[str, Figures, str]]:
    """The figures of a gate under ``sample``, and unless only those are asked for, under ``whole`` too."""
    figures, said = run(sample=True, show=show and (sample or name in CHEAP))
    yield "sample", figures, said if sample or name in CHEAP else ""
    if not sample and name not in CHEAP:
        yield "whole", *run(sample=False, show=show)
