"""How a plan's figures are called: by their own clause, without its verbs and times, with the noun they share."""

from __future__ import annotations

import pytest

from tracker.model import Document
from tracker.understand.plans import draft_plan


def _lines(clause: str) -> list[str]:
    """The targets of a clause; unsure ones end in a question mark."""
    text = f"甲县2024年工作计划\n一、2024年工作安排\n（一）抓好各项工作。{clause}\n"
    draft = draft_plan(Document("plan.txt", text))
    return [
        each.target.written + (" ?" if each.doubts else "")
        for commitment in draft.commitments
        for each in commitment.targets
    ]


@pytest.mark.parametrize(
    ("clause", "asked"),
    [
        (
            "新建充电桩500个，其中城区150个、乡镇350个。",
            ["新建充电桩 >= 500 个", "城区充电桩 >= 150 个", "乡镇充电桩 >= 350 个"],
        ),
        ("新建公共厕所12座（其中农村8座）。", ["新建公共厕所 >= 12 座", "农村公共厕所 >= 8 座"]),
        ("新开工项目25个、竣工20个。", ["新开工项目 >= 25 个", "竣工项目 >= 20 个"]),
        ("工业企业达到300家，其中产值超亿元的60家。", ["工业企业 >= 300 家", "产值超亿元工业企业 >= 60 家"]),
        ("争取资金15亿元，其中专项债5亿元。", ["争取资金 >= 15 亿元", "专项债 >= 5 亿元"]),
        (
            "培育国家级、省级专精特新企业3家、20家。",
            ["培育国家级专精特新企业 >= 3 家", "培育省级专精特新企业 >= 20 家"],
        ),
        ("新建、改造农村公路50公里、80公里。", ["新建农村公路 >= 50 公里", "改造农村公路 >= 80 公里"]),
        ("加快甲大学、乙大学等高校云山研究院建设。", ["甲大学云山研究院 -> 在建", "乙大学云山研究院 -> 在建"]),
    ],
)
def test_parts_and_runs_share_a_noun(clause: str, asked: list[str]) -> None:
    assert _lines(clause) == asked


@pytest.mark.parametrize(
    ("clause", "asked"),
    [
        ("白塔水厂8月底前新增供水能力2万吨。", ["白塔水厂新增供水能力 >= 2 万吨"]),
        ("东环路年内完成工程量的50%。", ["东环路完成工程量 >= 50 %"]),
        ("拟发行债券20亿元。", ["发行债券 >= 20 亿元"]),
        ("农村自来水普及率达到95%。", ["农村自来水普及率 >= 95 %"]),
        ("新建中转站8个、分类池20个。", ["新建中转站 >= 8 个", "分类池 >= 20 个"]),
        ("惠及居民1200户。", ["惠及居民 >= 1200 户"]),
        ("充电端口新增600个。", ["充电端口新增 >= 600 个"]),
        ("今年底95%以上的村有卫生室。", ["村有卫生室 >= 95 %"]),
    ],
)
def test_no_time_and_no_verb_of_the_clause(clause: str, asked: list[str]) -> None:
    assert _lines(clause) == asked


@pytest.mark.parametrize("clause", ["落实企业12家。", "覆盖乡镇8个。", "完成35家。", "新开工700套。"])
def test_a_name_that_names_nothing_is_unsure(clause: str) -> None:
    assert all(line.endswith("?") for line in _lines(clause))


@pytest.mark.parametrize(
    ("clause", "asked"),
    [
        ("建强30家高校研究院。", ["高校研究院 >= 30 家"]),
        ("基本实现乡镇、社区全覆盖。", ["乡镇、社区覆盖率 >= 100 %"]),
        ("积极配合做好白塔水利工程前期工作。", ["白塔水利工程 -> 前期"]),
        ("推动白塔车型批量投产。", ["白塔车型 -> 投用 ?"]),
        ("确保12万户一期工程圆满收官。", ["一期工程圆满收官 >= 12 万户 ?"]),
    ],
)
def test_no_verb_stays_in_front_and_what_holds_one_is_unsure(clause: str, asked: list[str]) -> None:
    assert _lines(clause) == asked
