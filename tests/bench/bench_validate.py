"""``tracker validate`` beside check-jsonschema with the same schema: whole processes of one worker, in one run,
interleaved.

Run: ``python tests/bench/bench_validate.py [--peer COMMAND] [--rounds N]``. The files are generated: 200 of 60
commitments each (2.7 MB), all valid, as check-jsonschema stops at their shape. The quickest run of each counts:
what a machine is slowed down by only ever adds.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from subprocess import DEVNULL

ROOT = Path(__file__).resolve().parent.parent.parent
TOOL = [sys.executable, "-c", "import sys; from tracker.cli import main; sys.exit(main())", "validate", "--jobs", "1"]
# As installed by pip, with bytecode beside the source: the first round writes ours.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
NAMES = ["停车场", "公园", "学校", "卫生室", "老旧小区", "农村公路", "供热管网", "绿地", "公厕", "充电桩"]
UNITS = ["处", "座", "所", "个", "公里", "亩", "万平方米"]


def write_files(folder: Path, count: int) -> list[str]:
    """Targets files with both forms, comments and Chinese text, as people write them."""
    pick = random.Random(0)
    paths = []
    for number in range(count):
        lines = [
            "# yaml-language-server: $schema=../schemas/targets.schema.json",
            "version: 1", "locality:", "  name: 呼兰区", '  code: "230111"', "  within: 哈尔滨市", "period: 2022",
            "source:", f"  title: 呼兰区2022年工作计划之{number}", "  date: 2021-12-20", "expects: 60", "commitments:",
        ]  # fmt: skip
        for item in range(1, 61):
            name = f"{pick.choice(NAMES)}{item}"
            lines += [
                f"  - id: {item}", f"    title: {name}与配套", "    area: 城市品质", "    owner: 区住建局",
                "    due: 2022-12-31", "    targets:",
                f"      - 新建{name} >= {pick.randrange(1, 90)} {pick.choice(UNITS)}   # 原文第{item}项",
                f"      - 产值{item} 增长 >= {pick.randrange(1, 20)}.5 %",
            ]  # fmt: skip
            if item % 10 == 0:
                lines += [
                    f"      - indicator: 改造{name}", f"        aliases: [{name}改造]", "        measure: level",
                    '        op: ">="', f"        value: {item}", "        unit: 处",
                ]  # fmt: skip
        path = folder / f"hulan{number}-2022.yaml"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        paths.append(str(path))
    return paths


def seconds(command: list[str]) -> float:
    """Wall-clock seconds of one fresh process, which must find nothing wrong."""
    before = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - before


def compare(cases: dict[str, list[str]], rounds: int) -> dict[str, float]:
    """The quickest run of each command, all of them in turn in every round."""
    times: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(rounds):
        for name, command in cases.items():
            times[name].append(seconds(command))
    return {name: min(each) for name, each in times.items()}


EVENTS = """
import sys, yaml
for path in sys.argv[1:]:
    with open(path, "rb") as stream:
        for event in yaml.parse(stream, Loader=yaml.CLoader):
            pass
"""


def beside_libyaml(files: list[str], rounds: int) -> None:
    """Beside libyaml's bare events of the same files, which no value is made of: processor time of whole processes."""
    cases = {"ours": [*TOOL, *files], "events": [sys.executable, "-c", EVENTS, *files]}
    times: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(rounds):
        for name, command in cases.items():
            run = subprocess.Popen(command, cwd=ROOT, env=ENVIRONMENT, stdout=DEVNULL, stderr=DEVNULL)
            _, status, used = os.wait4(run.pid, 0)
            run.returncode = os.waitstatus_to_exitcode(status)
            times[name].append(used.ru_utime + used.ru_stime)
    ours, events = (statistics.median(times[name]) for name in cases)
    print(f"{len(files)} files beside libyaml's bare events: {ours:.2f} s of {events:.2f} s, {ours / events:.1f} ×")


def main() -> None:
    """Print times and ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peer", default="check-jsonschema", help="how check-jsonschema is called")
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    beside = shutil.which(args.peer, path=str(Path(sys.executable).parent)) or shutil.which(args.peer)
    if beside is None:
        print(f"{args.peer} is not installed: our own times alone")
    schema = ROOT / "schemas" / "targets.schema.json"
    with tempfile.TemporaryDirectory() as folder:
        files = write_files(Path(folder), 200)
        beside_libyaml(files, args.rounds)
        peer = [] if beside is None else [beside, "--schemafile", str(schema)]
        for what, given in (("200 files", files), ("1 file", files[:1])):
            cases = {"tracker validate": [*TOOL, *given], "python -c pass": [sys.executable, "-c", "pass"]}
            if peer:
                cases["check-jsonschema"] = [*peer, *given]
            quickest = compare(cases, args.rounds if what == "200 files" else args.rounds * 3)
            ours = quickest.pop("tracker validate")
            print(f"{what}: tracker validate {ours:.3f} s", end="")
            for name, other in quickest.items():
                ratio = (
                    f"{other / ours:.1f} × as long" if name == "check-jsonschema" else f"ours {ours / other:.1f} × that"
                )
                print(f"; {name} {other:.3f} s ({ratio})", end="")
            print()
    own = compare({"own": [*TOOL, "targets"]}, args.rounds * 2)["own"]
    print(f"tracker validate targets/ on the project's own files: {own:.3f} s")


if __name__ == "__main__":
    main()
