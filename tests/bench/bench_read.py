"""How long a report takes to be understood: milliseconds, ratio to recognizers-text, growth with the text's length.

Run: ``python tests/bench/bench_read.py [LENGTH]``. Texts of 20,000 characters are taken from ../shared where it
stands, else made. recognizers-text's four models (number, percentage, currency, dimension) read the same whole texts
in the same run where it is installed (``pip install recognizers-text-suite 'emoji<2'``). Times are of the processor,
so that other work on the machine doesn't count, and the median round counts. LENGTH is that of the shorter hostile
texts: 250,000 as asked; a smaller one is quicker.
"""

from __future__ import annotations

import importlib.util
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from tracker.model import Document  # noqa: E402
from tracker.understand import understand  # noqa: E402

SENTENCE = "全年新建绿地12处，改造供热、供排水管线3.5公里，地区生产总值118.6亿元，比上年增长5.2%；城镇新增就业4020人。"
LENGTH = 20_000
TIMES = 4
HOSTILE = ["9", "、", "(", "亿", "近", "9、", "1人", "从1万", "增长5%", "全覆盖", "开工", "建成A、"]


def seconds(work: Callable[[str], object], text: str) -> float:
    """Processor seconds of one call."""
    before = time.process_time()
    work(text)
    return time.process_time() - before


def read(text: str) -> object:
    """All that is done with a report once it is text."""
    return understand(Document("report.txt", text))


def texts() -> list[str]:
    """Whole reports cut at 20,000 characters, or sentences of our own."""
    folder = ROOT.parent / "shared" / "reports" / "national"
    real = [path.read_text(encoding="utf-8")[:LENGTH] for path in sorted(folder.glob("*.txt"))]
    return [text for text in real if len(text) > LENGTH * 0.9] or [(SENTENCE * 1000)[:LENGTH]]


def recognizers() -> Callable[[str], object] | None:
    """The four models of recognizers-text for Chinese, or None where it isn't installed."""
    if importlib.util.find_spec("recognizers_number_with_unit") is None:
        return None
    from recognizers_number import NumberRecognizer
    from recognizers_number_with_unit import NumberWithUnitRecognizer
    from recognizers_text import Culture

    number, unit = NumberRecognizer(Culture.Chinese), NumberWithUnitRecognizer(Culture.Chinese)
    models = [number.get_number_model(), number.get_percentage_model()]
    models += [unit.get_currency_model(), unit.get_dimension_model()]
    return lambda text: [model.parse(text) for model in models]


def speed(rounds: int = 5) -> None:
    """A report of 20,000 characters: under 150 ms is asked, and a tenth of the time of the four models."""
    reports, peer = texts(), recognizers()
    read(SENTENCE)
    own: list[float] = []
    others: list[float] = []
    for number in range(rounds):
        own.append(statistics.mean(seconds(read, text) for text in reports))
        if peer is not None and number == rounds // 2:
            others.append(statistics.mean(seconds(peer, text) for text in reports))
    ours = statistics.median(own)
    print(f"{len(reports)} texts of {LENGTH} characters: {ours * 1000:.0f} ms each (asked: 150)")
    if others:
        print(f"recognizers-text: {others[0] * 1000:.0f} ms each, {others[0] / ours:.1f} × ours (asked: 10)")
    else:
        print("recognizers-text is not installed")


def growth(short: int) -> None:
    """Hostile texts: four times the length may take little more than four times as long."""
    for piece in HOSTILE:
        one, four = [(piece * (size // len(piece) + 1))[:size] for size in (short, short * TIMES)]
        quick = min(seconds(read, one) for _ in range(2))
        ratio = seconds(read, four) / quick
        print(f"{piece:6} {short} characters {quick:6.2f} s, {TIMES} × as many {ratio:4.1f} × as long")


if __name__ == "__main__":
    speed()
    growth(int(sys.argv[1]) if len(sys.argv) > 1 else 250_000)
