"""What ``--explain`` shows: the candidates with what differs, the nearest first."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.judge.making import PLACE, YEAR, file_of, reading_of
from tracker.match import Corpus, match_target
from tracker.model import Apart, Candidate, Difference, Period, Slot
from tracker.read.observations import read_observations
from tracker.understand import understand

N, M, U, S, P, T = (
    Difference.NAME, Difference.MEASURE, Difference.UNIT, Difference.SCOPE, Difference.PERIOD, Difference.TENSE,
)  # fmt: skip


def candidates(target: object, text: str, title: str | None = None) -> list[Candidate]:
    corpus = Corpus([reading_of(text, title=title)])
    [commitment] = file_of([target]).commitments
    return list(match_target(commitment.targets[0], Period.of_year(YEAR), corpus).candidates)


@pytest.mark.parametrize(
    ("target", "text", "differs"),
    [
        ("新建停车场 >= 5 处", "新建停车场7处。", set()),
        ("固定资产投资 增长 >= 8 %", "固定资产投资36亿元。", {M, U}),
        ("固定资产投资 >= 30 亿元", "固定资产投资增长9%。", {M, U}),
        ("安置群众 >= 900 人", "安置群众960户。", {U}),
        ("固定资产投资 增长 >= 8 %", "2020年，固定资产投资增长9%。", {P}),
        ("固定资产投资 增长 >= 8 %", "前三季度，固定资产投资增长9%。", {P}),
        ({"indicator": "道路维修", "scope": "老城区", "op": ">=", "value": 8, "unit": "条"}, "道路维修23条。", {S}),
        ("南二道街 -> 完工", "南二道街开工建设。", set()),
        ("南二道街 -> 完工", "2020年，南二道街开工建设。", {P}),
    ],
)
def test_what_differs(target: object, text: str, differs: set[Difference]) -> None:
    assert set(candidates(target, text)[0].differs) == differs


@pytest.mark.parametrize(
    ("target", "text", "slot", "asked", "said"),
    [
        ("农村居民人均可支配收入 增长 >= 8 %", "城镇居民人均可支配收入增长9%。", Slot.PEOPLE, ("农村",), ("城镇",)),
        ("固定资产投资 增长 >= 8 %", "民间固定资产投资增长9%。", Slot.SORT, (), ("民间",)),
        ("改造农村公路 >= 30 公里", "新建农村公路36公里。", Slot.VERBS, ("改造",), ("新建",)),
        ("重点项目 >= 30 个", "省级重点项目36个。", Slot.GRADE, (), ("省级",)),
        ("固定资产投资 >= 30 亿元", "固定资产投资项目36亿元。", Slot.HEAD, (), ("项目",)),
        ("城镇调查失业率 <= 5 %", "登记失业率4%。", Slot.BASIS, ("调查",), ("登记",)),
    ],
)
def test_which_slot_is_apart(target: str, text: str, slot: Slot, asked: tuple[str, ...], said: tuple[str, ...]) -> None:
    """One side's own excludes the other's; what one side has alone leaves it open."""
    [found] = candidates(target, text)
    assert found.apart == (Apart(slot, asked, said),)
    assert not found.decides


def test_a_plan_differs_in_tense_and_comes_last() -> None:
    text = "一、2022年工作回顾\n　　2020年，新建停车场3处。\n二、2023年工作安排\n　　新建停车场8处。"
    found = candidates("新建停车场 >= 5 处", text, f"{PLACE}2023年政府工作报告")
    assert [each.differs for each in found] == [(P,), (T,)]


def test_the_nearest_comes_first() -> None:
    """The right one, then those that differ in one respect, then those that differ in more."""
    text = "固定资产投资达到36亿元。民间固定资产投资下降2%。固定资产投资增长9%。2020年，固定资产投资30亿元。"
    found = candidates("固定资产投资 增长 >= 8 %", text)
    assert [each.observation.value for each in found][:1] == [9]
    assert [len(each.differs) for each in found] == sorted(len(each.differs) for each in found)
    assert found[0].decides
    assert not any(each.decides for each in found[1:])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("农村生活垃圾处理率92%。", True),
        ("农村生活污水处理率92%。", True),
        ("垃圾清运率92%。", False),
        ("森林覆盖率41%。", False),
    ],
)
def test_what_is_near_enough_to_be_shown(text: str, shown: bool) -> None:
    assert bool(candidates("农村生活垃圾处理率 >= 90 %", text)) is shown


def test_amounts_stand_in_the_targets_unit() -> None:
    [found] = candidates("造林 >= 100 公顷", "造林1620亩。")
    assert found.value == 108
    [found] = candidates("固定资产投资 增长 >= 8 %", "固定资产投资下降3%。")
    assert found.value == -3


def test_a_target_that_nothing_speaks_of_has_none() -> None:
    assert candidates("地下综合管廊 >= 3 公里", "新建停车场7处，固定资产投资增长9%。") == []


def test_what_a_person_wrote_down_is_told_of_the_file_s_own_place(tmp_path: Path) -> None:
    """广西壮族自治区成立60周年 opens with another place, and is told of the nation in its own file."""
    path = tmp_path / "china-2022.yaml"
    path.write_text(
        "version: 1\nlocality: 全国\nperiod: 2022\ntitle: 回顾\nobservations:\n"
        "  - {milestone: 广西壮族自治区成立60周年庆祝活动, stage: 完工}\n",
        encoding="utf-8",
    )
    [commitment] = file_of(["广西壮族自治区成立60周年庆祝活动 -> 完工"]).commitments
    document, _ = read_observations(str(path))
    assert document is not None
    corpus = Corpus([understand(document)])
    [found] = match_target(commitment.targets[0], Period.of_year(2022), corpus).candidates
    assert found.decides
