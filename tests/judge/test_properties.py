"""What holds of every verdict, whatever stands in the report."""

from __future__ import annotations

import os
import subprocess
import sys
from decimal import Decimal
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT
from tests.judge.making import answer, file_of, judge, reading_of
from tracker.checking import check
from tracker.model import Kind, Reason, Verdict
from tracker.write.answers import write_json

# ── figures ───────────────────────────────────────────────────────────────────────────────────────

ORDER = {Verdict.UNMET: 0, Verdict.UNVERIFIABLE: 1, Verdict.MET: 2}

# Target and sentence with a place for their numbers; a larger number is the better one.
HIGHER = [
    ("新建停车场 >= {} 处", "新建停车场{}处。"),
    ("新建停车场 > {} 处", "民生实事有序推进，新建停车场{}处。"),
    ("城镇新增就业 ~ {} 人", "城镇新增就业{}人，就业形势稳定。"),
    ("固定资产投资 增长 >= {} %", "固定资产投资增长{}%。"),
    ("固定资产投资 增长 ~ {} %", "全年完成固定资产投资36亿元，增长{}%。"),
    ("固定资产投资 增长 >= {} %", "地区生产总值增长2%，固定资产投资增长{}%，出口增长1%。"),
    ("单位地区生产总值能耗 下降 >= {} %", "单位地区生产总值能耗下降{}%。"),
    ("秸秆还田率 提高 >= {} 个百分点", "秸秆还田率提高{}个百分点。"),
    ("粮食产量 >= {} 亿斤", "粮食总产量达到{}亿斤。"),
]
LOWER = [
    ("城镇登记失业率 <= {} %", "城镇登记失业率{}%。"),
    ("城镇登记失业率 < {} %", "城镇登记失业率为{}%，低于上年。"),
    ("居民消费价格 增长 <= {} %", "居民消费价格上涨{}%。"),
]
BOUNDS = ["{}", "近{}", "超{}", "约{}", "超过{}", "不足{}"]
numbers = st.decimals(min_value=Decimal("0.1"), max_value=999, places=1)


@given(st.sampled_from(HIGHER), numbers, numbers, numbers, st.sampled_from(BOUNDS))
def test_a_larger_figure_never_turns_met_to_unmet(
    forms: tuple[str, str], asked: Decimal, one: Decimal, two: Decimal, bound: str
) -> None:
    """Nor to unverifiable: where higher is better, the verdict climbs with the figure."""
    target, text = forms
    smaller, larger = (
        ORDER[judge(target.format(asked), text.format(bound.format(each))).verdict] for each in sorted((one, two))
    )
    assert smaller <= larger


@given(st.sampled_from(LOWER), numbers, numbers, numbers, st.sampled_from(BOUNDS))
def test_a_smaller_figure_never_turns_met_to_unmet_where_lower_is_better(
    forms: tuple[str, str], asked: Decimal, one: Decimal, two: Decimal, bound: str
) -> None:
    target, text = forms
    smaller, larger = (
        ORDER[judge(target.format(asked), text.format(bound.format(each))).verdict] for each in sorted((one, two))
    )
    assert smaller >= larger


@given(st.sampled_from([*HIGHER, *LOWER]), numbers, numbers)
def test_an_exact_figure_always_decides(forms: tuple[str, str], asked: Decimal, said: Decimal) -> None:
    target, text = forms
    result = judge(target.format(asked), text.format(said))
    assert result.reason in {Reason.VALUE_MEETS, Reason.VALUE_FALLS_SHORT}
    assert result.evidence[0].quote.find(str(said)) >= 0


# One amount, written in several ways: 20万平方米 is 200000平方米.
WRITINGS = [
    ("造林 >= {} 亩", Decimal(1), [("{}亩", Decimal(1)), ("{}公顷", Decimal(15)), ("{}万亩", Decimal(10000))]),
    ("粮食产量 >= {} 吨", Decimal(1), [("{}吨", Decimal(1)), ("{}斤", Decimal("0.0005")), ("{}万斤", Decimal(5))]),
    (
        "到位资金 >= {} 万元",
        Decimal(1),
        [("{}万元", Decimal(1)), ("{}元", Decimal("0.0001")), ("{}亿元", Decimal(10000))],
    ),
    ("新增装机 >= {} 千瓦", Decimal(1), [("{}千瓦", Decimal(1)), ("{}万千瓦", Decimal(10000))]),
]


@given(st.sampled_from(WRITINGS), st.integers(1, 10**6), st.integers(1, 10**6))
def test_the_unit_that_an_amount_is_written_in_changes_nothing(
    form: tuple[str, Decimal, list[tuple[str, Decimal]]], asked: int, said: int
) -> None:
    target, _, writings = form
    name = target.split(" ")[0]
    verdicts = set()
    for written, factor in writings:
        amount = said / factor
        if amount == amount.quantize(Decimal("0.0001")):
            verdicts.add(judge(target.format(asked), f"{name}{written.format(f'{amount.normalize():f}')}。").verdict)
    assert verdicts <= {Verdict.MET if said >= asked else Verdict.UNMET}


# ── plans ─────────────────────────────────────────────────────────────────────────────────────────

# The same things as facts and as plans; a target that asks for each.
THINGS = [
    ("新建停车场 >= 5 处", "新建停车场{}处", "新建停车场{}处"),
    ("固定资产投资 增长 >= 8 %", "固定资产投资增长{}%", "固定资产投资增长{}%"),
    ("城镇新增就业 >= 5000 人", "城镇新增就业{}00人", "城镇新增就业{}00人以上"),
    ("单位地区生产总值能耗 下降 >= 3 %", "单位地区生产总值能耗下降{}%", "单位地区生产总值能耗下降{}%左右"),
    ("南二道街 -> 开工", "南二道街开工建设", "南二道街竣工通车"),
    ("城东变电站 -> 投用", "城东变电站建成投运", "城东变电站建成投运"),
    ("城市更新管理办法 -> 完工", "出台城市更新管理办法", "出台城市更新管理办法"),
    ("国家卫生城市 -> 获评", "获评国家卫生城市", "获评国家卫生城市"),
    ("棚户区改造 >= 800 户", "棚户区改造年度任务如期完成", "棚户区改造年度任务如期完成"),
    (
        "城乡居民人均可支配收入 增长 ~ 地区生产总值 增长",
        "城乡居民人均可支配收入与经济增长基本同步",
        "城乡居民人均可支配收入增长与经济增长同步",
    ),
]
PLANS = [
    "{}。",
    "今年要{}。",
    "今年，{}。",
    "2023年，{}。",
    "力争{}。",
    "确保{}。",
    "加大投入力度，{}。",
    "主要预期目标是：{}。",
    "要{}，让群众满意。",
]
FILLERS = ["城市面貌有了新变化。", "营商环境持续优化。", "安全生产形势稳定。", "各项事业协调发展。"]


@st.composite
def reports(draw: st.DrawFn) -> str:
    """A report of 2023: facts of some things in the review, plans of some in the plan part, in any order."""
    facts = draw(st.lists(st.sampled_from(THINGS), max_size=5, unique=True))
    plans = draw(st.lists(st.tuples(st.sampled_from(THINGS), st.sampled_from(PLANS)), min_size=1, max_size=6))
    number = st.integers(1, 99)
    review = [f"{fact.format(draw(number))}。" for _, fact, _ in facts] + draw(
        st.lists(st.sampled_from(FILLERS), min_size=1)
    )
    ahead = [form.format(plan.format(draw(number))) for (_, _, plan), form in plans]
    ahead += draw(st.lists(st.sampled_from(FILLERS)))
    headings = draw(
        st.sampled_from(
            [
                ("一、2022年工作回顾", "二、2023年工作安排"),
                ("一、过去一年工作回顾", "二、2023年主要任务"),
                ("第一部分 2022年工作回顾", "第二部分 2023年工作部署"),
            ]
        )
    )
    parts = ["".join(draw(st.permutations(part))) for part in (review, ahead)]
    return f"{headings[0]}\n　　{parts[0]}\n{headings[1]}\n　　{parts[1]}"


TITLE = "呼兰区2023年政府工作报告"


@given(reports())
def test_no_evidence_comes_from_next_years_plan(text: str) -> None:
    reading = reading_of(text, title=TITLE)
    plan = reading.document.text.index("2023年", len(TITLE))
    for result in answer([target for target, _, _ in THINGS], reading).results:
        for judged in result.targets:
            assert all(each.end <= plan for each in judged.evidence), judged
            assert all(each.evidence.end <= plan for each in judged.candidates), judged


@given(reports())
def test_a_quote_stands_where_we_say(text: str) -> None:
    """Whatever a verdict rests on can be read there, letter for letter."""
    reading = reading_of(text, title=TITLE)
    for result in answer([target for target, _, _ in THINGS], reading).results:
        for judged in result.targets:
            for each in (*judged.evidence, *(near.evidence for near in judged.candidates)):
                assert reading.document.text[each.start : each.end] == each.quote
                assert each.quote
            assert len(judged.candidates) <= 3


@given(reports())
def test_what_a_report_does_not_name_is_not_reported(text: str) -> None:
    [result] = answer(["地下综合管廊 >= 3 公里"], reading_of(text, title=TITLE)).results
    assert result.targets[0].reason is Reason.NOT_REPORTED


# ── the same answer ───────────────────────────────────────────────────────────────────────────────


@settings(max_examples=25)
@given(st.lists(reports(), min_size=2, max_size=4))
def test_the_order_of_reports_does_not_matter(texts: list[str]) -> None:
    file = file_of([target for target, _, _ in THINGS])
    kinds = [Kind.REPORT, Kind.BULLETIN, Kind.REPORT, Kind.REPORT]
    readings = [
        reading_of(text, title=TITLE, path=f"{i}.txt", kind=kind)
        for i, (text, kind) in enumerate(zip(texts, kinds, strict=False))
    ]
    answers = {write_json([check(file, order)]) for order in permutations(readings)}
    assert len(answers) == 1


TARGETS = """\
version: 1
locality: {name: 呼兰区}
period: 2022
source: {title: 呼兰区2022年政府工作计划}
commitments:
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A targets file and three reports that agree, disagree and repeat."""
    (tmp_path / "targets").mkdir()
    (tmp_path / "reports").mkdir()
    listed = [f"- {{id: {i}, title: 一项, targets: ['{target}']}}\n" for i, (target, _, _) in enumerate(THINGS, 1)]
    (tmp_path / "targets" / "hulan-2022.yaml").write_text(TARGETS + "".join(listed), encoding="utf-8")
    for name, shift in {"a": 1, "b": 3, "c": 60}.items():
        facts = "".join(f"{fact.format(i + shift)}。" for i, (_, fact, _) in enumerate(THINGS))
        text = f"{TITLE}\n\n一、2022年工作回顾\n　　{facts}\n二、2023年工作安排\n　　{facts}\n"
        (tmp_path / "reports" / f"{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def run(folder: Path, seed: str, *reports: str) -> bytes:
    """What a process of its own prints, with strings hashed by ``seed``."""
    call = [
        sys.executable,
        "-m",
        "tracker",
        "check",
        "targets/hulan-2022.yaml",
        "--format",
        "json",
        "--report",
        *reports,
    ]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(call, cwd=folder, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def test_the_same_bytes_from_any_process_and_any_order_of_files(project: Path) -> None:
    paths = ["reports/a.txt", "reports/b.txt", "reports/c.txt"]
    first = run(project, "1", *paths)
    assert first.count(b'"verdict"') >= 2 * len(THINGS)
    assert run(project, "2", *paths) == first
    assert run(project, "3", *reversed(paths)) == first
