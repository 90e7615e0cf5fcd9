"""How long a draft takes: a whole process, for a plan of 20,000 characters.

Run: ``python tests/bench/bench_draft.py [REPORT …]``. Without reports, one is made up: paragraphs full of figures and
works. The quickest run counts: what a machine is slowed down by only ever adds. The goal is 1 s.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
TOOL = [sys.executable, "-c", "import sys; from tracker.cli import main; sys.exit(main())", "draft"]
NAMES = ["白塔", "柳河", "东环", "远山", "金穗", "北辰", "云岭", "南岸"]
WORKS = ["产业园", "大街", "污水处理厂", "小学", "养老中心", "水库除险加固工程"]


def write_plan(letters: int) -> str:
    """A made-up plan of about that many characters."""
    pick = random.Random(0)
    text = "甲县2024年政府工作报告\n一、2023年工作回顾\n过去一年，全县新建公园9处。\n二、2024年工作安排\n"
    group = 0
    while len(text) < letters:
        group += 1
        text += f"（{'一二三四五六七八九十'[group % 10]}）突出第{group}个方面。坚持稳中求进，统筹做好各项工作。"
        for point in "一二三四五六":
            name, work = pick.choice(NAMES), pick.choice(WORKS)
            text += (
                f"{point}是抓好{name}片区建设。启动{name}{work}建设，"
                f"推进{pick.choice(NAMES)}路、{pick.choice(NAMES)}桥改造，"
                f"新建停车场{pick.randrange(2, 90)}处，工业投资增长{pick.randrange(2, 20)}%以上，"
                f"居民满意率达到{pick.randrange(80, 99)}%。"
            )
        text += "\n"
    return text


def seconds(report: Path) -> float:
    """Wall-clock seconds of one fresh process."""
    before = time.perf_counter()
    subprocess.run([*TOOL, str(report)], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - before


def main() -> None:
    """Print the quickest of five runs of each report."""
    with tempfile.TemporaryDirectory() as folder:
        made_up = Path(folder) / "plan.txt"
        made_up.write_text(write_plan(20_000), encoding="utf-8")
        for report in [Path(each) for each in sys.argv[1:]] or [made_up]:
            print(f"{report.name}: {min(seconds(report) for _ in range(5)):.2f} s")


if __name__ == "__main__":
    main()
