"""A small project to run commands in: two localities, a report of one of them."""

from __future__ import annotations

from pathlib import Path

TARGETS = """\
version: 1
locality: {name: 东山区}
period: 2022
source: {title: 东山区2022年工作计划, date: 2022-01-10, url: "https://example.org/plan"}
commitments:
  - id: 1
    title: 植树造林
    area: 生态
    owner: 林草局
    targets:
      - 造林面积 >= 1600 亩
  - id: 2
    title: 停车场
    area: 城建
    owner: 住建局
    targets:
      - 新建停车场 >= 5 处
  - id: "3.1"
    title: 作风建设
"""
OBSERVED = """\
version: 1
locality: 东山区
period: 2022
title: 东山区2022年统计公报
url: https://example.org/bulletin
observations:
  - indicator: 造林面积
    value: 4233
    unit: 亩
  - indicator: 新建停车场
    value: 3
    unit: 处
"""


def make_project(folder: Path) -> Path:
    """Write it; the folder itself is returned."""
    for name, text in {
        "targets/dongshan-2022.yaml": TARGETS,
        "targets/xishan-2021.yaml": TARGETS.replace("东山", "西山").replace("2022", "2021"),
        "reports/dongshan-2022.yaml": OBSERVED,
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
