"""``tracker check``: 60, 600 and 6,000 targets against one and ten reports of 20,000 characters.

Run: ``python tests/bench/bench_check.py [--rounds N]``. Files are generated. Told of each size: the whole process
(as a ratio to ``python -c pass`` too), and the call alone in a process that has imported everything (a check of one
target comes first). The quickest of the interleaved rounds counts: what a machine is slowed down by only ever adds.

The last lines say how the cost grows: by a target more, and whether ten reports make the targets dearer (1.0: the cost
is that of the reports plus that of the targets; 10.0: their product).
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
SIZES, REPORTS, LENGTH = (60, 600, 6000), (1, 10), 20_000

PLACES = (
    "城东", "城西", "城南", "城北", "滨河", "开发区", "老城", "新区", "河西", "河东", "北岗",
    "南岗", "东街", "西街", "沿江", "高新",
)  # fmt: skip
THINGS = {
    "停车场": "处", "公园": "个", "农村公路": "公里", "供热管网": "公里", "老旧小区": "个", "公厕": "座", "学位": "个",
    "绿地": "亩", "充电桩": "台", "卫生室": "所", "高标准农田": "亩", "养老床位": "张",
}  # fmt: skip
WORKS = ("大桥", "道路", "泵站", "变电站", "医院", "学校", "广场", "净水厂")
INDICATORS = (
    "固定资产投资", "社会消费品零售总额", "规模以上工业增加值", "一般公共预算收入", "进出口总额", "实际利用内资",
)  # fmt: skip
STAGES = ("开工", "在建", "完工", "投用")
FILLERS = (
    "坚持稳中求进，经济运行总体平稳，结构持续优化。",
    "营商环境不断改善，服务效能明显提升，群众办事更加便利。",
    "安全生产形势稳定，社会大局和谐，各项事业取得新进步。",
)
CHILD = """
import sys, time
from tracker.cli import main
sys.stdout = open("/dev/null" if sys.platform != "win32" else "nul", "w")
main(["check", sys.argv[1], "--report", sys.argv[2], "--format", "json"])
start = time.perf_counter()
main(["check", sys.argv[3], "--format", "json", "--report", *sys.argv[4:]])
sys.stderr.write(f"{time.perf_counter() - start}\\n")
"""


def things() -> list[tuple[str, str]]:
    """All names of things with their units, in one order."""
    return [(f"{place}{thing}", unit) for place in PLACES for thing, unit in THINGS.items()]


def report(number: int, year: int = 2022) -> str:
    """A report of LENGTH characters, two fifths of it the review."""
    pick = random.Random(number)
    listed = things()

    def sentence(plan: bool) -> str:
        kind = pick.randrange(4)
        if kind == 0:
            return pick.choice(FILLERS)
        if kind == 1:
            return f"{pick.choice(INDICATORS)}增长{pick.randrange(1, 150) / 10}%。"
        if kind == 2:
            work = f"{pick.choice(PLACES)}{pick.choice(WORKS)}"
            return f"{work}{'年内开工建设' if plan else pick.choice(('竣工', '开工建设', '建成投用', '加快推进'))}。"
        (one, unit), (two, other) = pick.choice(listed), pick.choice(listed)
        lead = "今年要" if plan else ""
        return f"{lead}新建{one}{pick.randrange(1, 90)}{unit}，改造{two}{pick.randrange(1, 90)}{other}。"

    parts = [f"呼兰区{year + 1}年政府工作报告\n\n一、{year}年工作回顾\n"]
    size = 0
    planned = False
    while size < LENGTH:
        if not planned and size > LENGTH * 2 / 5:
            parts.append(f"\n二、{year + 1}年工作安排\n")
            planned = True
        paragraph = "　　" + "".join(sentence(planned) for _ in range(6)) + "\n"
        parts.append(paragraph)
        size += len(paragraph)
    return "".join(parts)


def targets(count: int) -> str:
    """A targets file of ``count`` commitments with a target each: amounts, growth and stages of work."""
    pick = random.Random(count)
    listed = things()
    lines = [
        "version: 1",
        "locality: {name: 呼兰区}",
        "period: 2022",
        "source: {title: 呼兰区2022年工作计划}",
        "commitments:",
    ]
    for item in range(1, count + 1):
        kind = pick.randrange(4)
        if kind == 0:
            target = f"{pick.choice(INDICATORS)} 增长 >= {pick.randrange(1, 12)} %"
        elif kind == 1:
            target = f"{pick.choice(PLACES)}{pick.choice(WORKS)} -> {pick.choice(STAGES)}"
        else:
            name, unit = pick.choice(listed)
            target = f"{pick.choice(('新建', '改造'))}{name} >= {pick.randrange(1, 90)} {unit}"
        lines.append(f"- {{id: {item}, title: 第{item}项, targets: ['{target}']}}")
    return "\n".join(lines) + "\n"


def whole(command: list[str]) -> float:
    """Wall-clock seconds of one fresh process."""
    before = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - before


def call(arguments: list[str]) -> float:
    """Seconds of the call alone, in a process that has imported everything."""
    command = [sys.executable, "-c", CHILD, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, check=True)
    return float(done.stderr.split()[-1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        paths = [home / f"report-{i}.txt" for i in range(max(REPORTS))]
        for i, path in enumerate(paths):
            path.write_text(report(i), encoding="utf-8")
        small = home / "one.yaml", home / "short.txt"
        small[0].write_text(targets(1), encoding="utf-8")
        small[1].write_text(report(0)[:400], encoding="utf-8")
        for size in SIZES:
            (home / f"{size}.yaml").write_text(targets(size), encoding="utf-8")
        processes: dict[tuple[int, int], list[float]] = {}
        calls: dict[tuple[int, int], list[float]] = {}
        bare: list[float] = []
        for _ in range(rounds):
            bare.append(whole([sys.executable, "-c", "pass"]))
            for size in SIZES:
                for many in REPORTS:
                    given = [str(home / f"{size}.yaml"), *map(str, paths[:many])]
                    tool = [
                        sys.executable,
                        "-m",
                        "tracker",
                        "check",
                        given[0],
                        "--format",
                        "json",
                        "--report",
                        *given[1:],
                    ]
                    processes.setdefault((size, many), []).append(whole(tool))
                    calls.setdefault((size, many), []).append(call([*map(str, small), *given]))
    base = min(bare)
    best = {key: min(times) for key, times in calls.items()}
    print(f"reports of {LENGTH} characters; python -c pass {base * 1000:.0f} ms; quickest of {rounds}")
    for (size, many), times in processes.items():
        process = min(times)
        print(
            f"{size:5} targets, {many:2} report{'s' if many > 1 else ' '}: "
            f"process {process:6.3f} s ({process / base:5.1f} × bare), call alone {best[size, many]:6.3f} s"
        )
    few, some, most = SIZES
    for many in REPORTS:
        first, then = (
            (best[two, many] - best[one, many]) / (two - one) * 1e6 for one, two in ((few, some), (some, most))
        )
        print(f"a target more, {many} report(s): {first:.0f} µs up to {some}, {then:.0f} µs up to {most}")
    dear = (best[most, max(REPORTS)] - best[few, max(REPORTS)]) / (best[most, 1] - best[few, 1])
    print(f"targets with {max(REPORTS)} reports cost {dear:.1f} × those with 1")


if __name__ == "__main__":
    main()
