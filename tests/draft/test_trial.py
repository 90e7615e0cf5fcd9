"""Each drafted target is tried: a report that tells it in plain words must decide it, or the line is unsure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tracker.model import Document, Draft, FigureTarget, Message
from tracker.trial import try_targets
from tracker.understand.plans import draft_plan

UNDECIDED = Message("a report that tells it in plain words would not decide it")


def _draft(clause: str) -> Draft:
    text = f"甲县2024年工作计划\n一、2024年工作安排\n（一）抓好各项工作。{clause}\n"
    return draft_plan(Document("plan.txt", text))


def _undecided(draft: Draft) -> list[str]:
    tried = try_targets(draft)
    return [each.target.written for one in tried.commitments for each in one.targets if UNDECIDED in each.doubts]


@pytest.mark.parametrize(
    "clause",
    [
        "新建停车场6处，改造小区5个。",
        "地区生产总值增长6%左右，失业率控制在5%以内。",
        "粮食产量达到20..22亿斤。",
        "单位能耗下降3%，秸秆还田率提高2个百分点。",
        "旅游收入突破30亿元。",
        "居民收入增速高于经济增速。",
        "零就业家庭动态清零。",
        "开工建设白塔大桥，建成白塔小学，推动白塔水厂投用。",
        "出台《甲县河道管理办法》，举办白塔文化节，争创国家卫生县城。",
        "谋划建设城北外环，白塔项目完成前期工作，推进云山水库建设。",
        "实施全民健身行动。",
    ],
)
def test_plain_words_decide_a_good_name(clause: str) -> None:
    draft = _draft(clause)
    assert any(one.targets for one in draft.commitments)
    assert _undecided(draft) == []


@pytest.mark.parametrize("name", ["经济增长预期目标", "提出国内生产总值增长"])
def test_a_name_that_is_none_is_unsure(name: str) -> None:
    """Names as the draft should never cut them: what they tell is a goal, or nothing at all."""
    draft = _draft("新建停车场6处。")
    (commitment,) = draft.commitments
    (drafted,) = commitment.targets
    assert isinstance(drafted.target, FigureTarget)
    target = replace(drafted.target, indicator=name, written=f"{name} >= 6 处")
    wrong = replace(commitment, targets=(drafted, replace(drafted, target=target)))
    assert _undecided(replace(draft, commitments=(wrong,))) == [target.written]


def test_the_targets_beside_it_do_not_answer_for_it() -> None:
    """Two amounts under one name would be conflicting if they were read as one report's."""
    assert _undecided(_draft("新建停车场6处。新建停车场9处。")) == []
