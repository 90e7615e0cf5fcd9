"""Made localities: for each a targets file of 60 targets and a work report of 20,000 characters, the same every time.

Names, figures and sentences are drawn by a seeded choice from the lists of ``bench_check``; no place is meant.
"""

from __future__ import annotations

import random
from pathlib import Path

from tests.bench.bench_check import INDICATORS, PLACES, STAGES, WORKS, report, things

FIRST = "云松柳石白青金银玉龙凤鹤清平安永长高大广"
SECOND = "泉溪河江湖岭岗坪坝塘桥沟湾洲台谷丰宁和兴"
SUFFIXES = "县区市"
PROVINCES = (11, 13, 21, 23, 32, 33, 37, 41, 44, 51, 61, 65)
OFFICES = ("住建局", "农业农村局", "交通局", "教育局", "卫健局", "林草局", "水务局", "民政局")
AREAS = ("城市品质", "产业发展", "民生保障", "生态环境", "乡村振兴")
TARGETS, YEAR, NAMED = 60, 2022, "呼兰区"


def locality(number: int) -> str:
    """The made name of a locality; apart for numbers below 1,200."""
    first, rest = divmod(number // len(SUFFIXES), len(SECOND))
    return FIRST[first % len(FIRST)] + SECOND[rest] + SUFFIXES[number % len(SUFFIXES)]


def make_targets(number: int, count: int = TARGETS) -> str:
    """A targets file with offices and areas, a code as GB/T 2260 would have it, and no target twice."""
    pick = random.Random(f"targets {number}")
    code = f"{PROVINCES[number % len(PROVINCES)]}{number // 100 % 90 + 10:02}{number % 100:02}"
    lines = [
        "version: 1",
        f'locality: {{name: {locality(number)}, code: "{code}"}}',
        f"period: {YEAR}",
        f"source: {{title: {locality(number)}{YEAR}年工作计划}}",
        "commitments:",
    ]
    asked: dict[str, str] = {}
    while len(asked) < count:
        name, rest = _target(pick)
        asked.setdefault(name, rest)
    for item, (name, rest) in enumerate(asked.items(), 1):
        kept = f"area: {pick.choice(AREAS)}, owner: {pick.choice(OFFICES)}, targets: ['{name} {rest}']"
        lines.append(f"- {{id: {item}, title: 第{item}项, {kept}}}")
    return "\n".join(lines) + "\n"


def _target(pick: random.Random) -> tuple[str, str]:
    kind = pick.randrange(4)
    if kind == 0:
        return f"{pick.choice(INDICATORS)} 增长", f">= {pick.randrange(1, 12)} %"
    if kind == 1:
        return f"{pick.choice(PLACES)}{pick.choice(WORKS)}", f"-> {pick.choice(STAGES)}"
    name, unit = pick.choice(things())
    return f"{pick.choice(('新建', '改造'))}{name}", f">= {pick.randrange(1, 90)} {unit}"


def make_report(number: int, year: int = YEAR) -> str:
    """The report of a locality that looks back on ``year``."""
    return report(number, year).replace(NAMED, locality(number))


def make_corpus(folder: Path, count: int) -> Path:
    """Write ``targets/`` and ``reports/`` of so many localities into a folder, which is returned."""
    for name in ("targets", "reports"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / "targets" / f"{locality(number)}-{YEAR}.yaml").write_text(make_targets(number), encoding="utf-8")
        (folder / "reports" / f"{locality(number)}-{YEAR}.txt").write_text(make_report(number), encoding="utf-8")
    return folder
