"""What a plan asks for in figures, and what in it is no task: numbers, bounds, bases, what was and what stands."""

from __future__ import annotations

import pytest

from tracker.model import Document
from tracker.read.document import read_bytes_as
from tracker.understand.plans import draft_plan


def _lines(clause: str) -> list[str]:
    text = f"甲县2024年工作计划\n一、2024年工作安排\n（一）抓好各项工作。{clause}\n"
    draft = draft_plan(Document("plan.txt", text))
    return [
        each.target.written + (f" due {each.target.due}" if each.target.due else "")
        for commitment in draft.commitments
        for each in commitment.targets
    ]


@pytest.mark.parametrize(
    ("clause", "asked"),
    [
        ("个人负担不超过总费用的10%。", ["个人负担 <= 10 %"]),
        ("研发投入不低于营业收入的3%。", ["研发投入 >= 3 %"]),
        ("承诺时限压缩至法定时限的70%以内。", ["承诺时限占法定时限比例 <= 70 %"]),
    ],
)
def test_a_bound_before_what_a_share_is_of(clause: str, asked: list[str]) -> None:
    assert _lines(clause) == asked


@pytest.mark.parametrize(
    ("clause", "asked"),
    [
        ("引育5亿级企业3家。", ["引育5亿级企业 >= 3 家"]),
        ("培育十亿级企业2家。", ["培育十亿级企业 >= 2 家"]),
        ("引进产值超5亿元的企业20家。", ["引进产值超5亿元的企业 >= 20 家"]),
        ("人口超3万的镇都有卫生院。", []),
        ("为年收入低于2万元的家庭发放补贴。", []),
    ],
)
def test_a_threshold_belongs_to_the_name(clause: str, asked: list[str]) -> None:
    assert _lines(clause) == asked


@pytest.mark.parametrize(
    ("clause", "asked"),
    [
        ("2023年确定的12件实事全部办结，新改建公路61公里，改造小区9个。", []),
        ("2023年新建公园4处，今年新建公园6处。", ["新建公园 >= 6 处"]),
        ("去年新建公园4处，力争新建公园6处。", ["新建公园 >= 6 处"]),
        ("在已有的18家示范园基础上，新建示范园6家。", ["新建示范园 >= 6 家"]),
        ("对已建成的30个公园进行提升。", []),
        ("巩固去年新增的20家企业，新增企业12家。", ["新增企业 >= 12 家"]),
        ("全县现有敬老院46家。", []),
        ("利用现有房屋改造服务站20个。", ["改造服务站 >= 20 个"]),
        ("预计3.2万名毕业生就业，新增就业5万人。", ["新增就业 >= 5 万人"]),
        ("全县60岁以上人口已达2万人。", []),
        ("对已经谋划的140个项目加快落地。", []),
        ("我国有13亿人口。", []),
        ("56个民族共同奋斗。", []),
        ("财政收入比去年增长6%。", ["财政收入 增长 >= 6 %"]),
        ("盘活存量土地500亩。", ["盘活存量土地 >= 500 亩"]),
    ],
)
def test_what_was_or_stands_is_no_task(clause: str, asked: list[str]) -> None:
    assert _lines(clause) == asked


@pytest.mark.parametrize(
    ("clause", "asked"),
    [
        ("补助标准由60元提高到90元。", ["补助标准 >= 90 元"]),
        ("低保标准从每人每月420元提高到460元。", ["低保标准 >= 460 元/月"]),
        ("补助标准达到每人每年90元。", ["补助标准 >= 90 元/年"]),
        ("养老金在120元基础上再提高20元。", ["养老金 提高 >= 20 元"]),
        ("单位能耗较2020年下降18%。", ["单位能耗 下降 >= 18 %"]),
        ("在2023年增长5%的基础上增长6%。", []),
        ("落实起征点从月销售额3万元提高到10万元等政策。", ["起征点 >= 10 万元"]),
    ],
)
def test_where_a_change_begins_is_no_target(clause: str, asked: list[str]) -> None:
    """Nor is it a part of the name."""
    assert _lines(clause) == asked


@pytest.mark.parametrize(
    ("clause", "asked"),
    [
        ("今年中小学新建校舍3万平方米。", ["中小学新建校舍 >= 3 万平方米"]),
        ("今年中心城区新建停车场6处。", ["中心城区新建停车场 >= 6 处"]),
        ("年中前新建停车场6处。", ["新建停车场 >= 6 处 due 2024-06-30"]),
        ("9月开工建设白塔小学。", ["白塔小学 -> 开工 due 2024-09-30"]),
        ("十月底前新建停车场6处。", ["新建停车场 >= 6 处 due 2024-10-31"]),
    ],
)
def test_by_when(clause: str, asked: list[str]) -> None:
    """年中 is no time where 今年 goes before it."""
    assert _lines(clause) == asked


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ("十月底投用", "2024-10-31"),
        ("9月", "2024-09-30"),
        ("6月15日", "2024-06-15"),
        ("2024年5月底前动工", "2024-05-31"),
        ("2024-08-31", "2024-08-31"),
        ("2024.8", "2024-08-31"),
        ("二季度", "2024-06-30"),
        ("12月底前", None),
        ("全年", None),
    ],
)
def test_a_column_for_the_time(said: str, due: str | None) -> None:
    text = (
        "甲县2024年重点任务清单\n序号\t任务内容\t责任单位\t完成时限\n"
        f"1\t新建停车场6处。\t县住建局\t{said}\n2\t新建公园2处。\t县园林局\t12月底前\n"
    )
    draft = draft_plan(read_bytes_as("plan.txt", text.encode()))
    assert [str(each.due) if each.due else None for each in draft.commitments] == [due, None]


@pytest.mark.parametrize(
    ("clause", "asked"),
    [
        ("淘汰落后产能400项。", ["淘汰落后产能 >= 400 项"]),
        ("压减粗钢产能40万吨。", ["压减粗钢产能 >= 40 万吨"]),
        ("实施3个以上科技专项。", ["科技专项 >= 3 个"]),
        ("解决4万人的饮水问题。", ["解决饮水问题 >= 4 万人"]),
        ("新增就业7千3百人。", ["新增就业 >= 7300 人"]),
        ("争取资金伍仟万元。", ["争取资金 >= 5000 万元"]),
        ("争取资金１２，３４５万元。", ["争取资金 >= 12345 万元"]),
        ("新修旅游公路两公里半。", ["新修旅游公路 >= 2.5 公里"]),
        ("地区生产总值迈上500亿元台阶。", ["地区生产总值 >= 500 亿元"]),
        ("甲厂年产能40万吨。", []),
        ("扎实抓好重点任务24项。", []),
        ("抓好三大专项。", []),
    ],
)
def test_no_number_is_dropped(clause: str, asked: list[str]) -> None:
    assert _lines(clause) == asked


@pytest.mark.parametrize(
    ("clause", "asked"),
    [
        ("城镇登记失业率低于4%。", ["城镇登记失业率 < 4 %"]),
        ("治理违法用地300亩。", ["治理违法用地 >= 300 亩"]),
        ("坚持全覆盖、保基本的方针。", []),
        ("底线是守住20万亩耕地。", []),
        ("7%的目标是积极的，增长目标定为7%是合适的。", []),
        ("集中力量抓好12件大事和民生实事。", []),
    ],
)
def test_bounds_and_principles(clause: str, asked: list[str]) -> None:
    assert _lines(clause) == asked


@pytest.mark.parametrize(
    ("clause", "asked"),
    [
        (
            "确保技改投资增速快于GDP增速、民间投资增速快于全部投资增速。",
            ["技改投资 增长 > 地区生产总值 增长", "民间投资 增长 > 全部投资 增长"],
        ),
        ("使经济增长与潜在增长率相协调。", []),
        ("居民收入增速高于经济增速。", ["居民收入 增长 > 地区生产总值 增长"]),
    ],
)
def test_figures_against_others(clause: str, asked: list[str]) -> None:
    assert _lines(clause) == asked


@pytest.mark.parametrize(
    ("clause", "asked"),
    [
        ("全县有8万农民在外务工，要做好培训。", []),
        ("我县60岁以上老人平均每年新增3000人，还有2万残疾人，养老需求很大。", []),
        ("我县每年接待游客近30万人次。", []),
        ("我县投资中，产业投资占比近七成。", []),
        ("执行好20%的增长机制。", []),
        ("这10件实事如下。", []),
        ("全县有望新增企业12家。", ["新增企业 >= 12 家"]),
        ("确保基础设施投资超过3亿元。", ["基础设施投资 > 3 亿元"]),
        ("投资3亿元的云山水厂。", []),
        ("改造农村6处的泵房。", ["改造农村泵房 >= 6 处"]),
        ("改善2万人口的饮水问题。", ["改善饮水问题 >= 2 万人"]),
    ],
)
def test_how_things_are_is_no_task(clause: str, asked: list[str]) -> None:
    assert _lines(clause) == asked


@pytest.mark.parametrize(
    ("clause", "asked"),
    [
        ("新建农村公路5条，计划4月开工建设，11月完工。", ["新建农村公路 >= 5 条 due 2024-11-30"]),
        ("新建农村公路5条，4月开工。", ["新建农村公路 >= 5 条"]),
        ("6月中旬前新建公园2处。", ["新建公园 >= 2 处 due 2024-06-20"]),
    ],
)
def test_the_day_of_a_stage_behind(clause: str, asked: list[str]) -> None:
    """The clause that says when it is done, not the one that says when it begins."""
    assert _lines(clause) == asked


@pytest.mark.parametrize(
    ("clause", "asked"),
    [
        ("实施6乡镇7村96户323人的易地搬迁工程。", ["易地搬迁工程 -> 在建"]),
        ("将现有公交车更新为14辆新能源车。", ["现有公交车更新新能源车 >= 14 辆"]),
    ],
)
def test_chains_of_counts(clause: str, asked: list[str]) -> None:
    assert _lines(clause) == asked


@pytest.mark.parametrize(
    ("clause", "asked"),
    [
        ("今年共安排十方面32项。", []),
        ("全年力争开工项目投资额6亿元。", ["项目投资额 >= 6 亿元"]),
        ("为2万名学生免费开展12天技能培训。", ["学生免费12天技能培训 >= 2 万名"]),
        ("新开工棚户区改造30套，基本建成90套。", ["新开工棚户区改造 >= 30 套", "基本建成棚户区改造 >= 90 套"]),
    ],
)
def test_what_a_sentence_of_goals_holds_besides(clause: str, asked: list[str]) -> None:
    assert _lines(clause) == asked


@pytest.mark.parametrize(
    ("clause", "asked"),
    [
        ("PM2.5浓度下降到33微克/立方米。", ["PM2.5浓度 <= 33 微克/立方米"]),
        ("将建筑业现行10%的税率降至9%。", ["建筑业税率 <= 9 %"]),
        ("新增处理能力日均1200吨。", ["新增处理能力 >= 1200 吨"]),
        ("保障性安居工程新安排740套。", ["保障性安居工程 >= 740 套"]),
        ("已设立40亿元产业引导基金。", []),
        ("今年高校毕业生7万人，为历史最高。", []),
        ("推进20个以上投资超亿元的文旅项目。", ["投资超亿元的文旅项目 >= 20 个"]),
        ("其他公立医院门诊号源提前投放50%。", ["其他公立医院门诊号源提前投放 >= 50 %"]),
        ("地区生产总值增长6.5%以上，力争7%。", ["地区生产总值 增长 >= 6.5 %", "地区生产总值 增长 >= 7 %"]),
        ("覆盖农村5万人口。", ["覆盖农村 >= 5 万人"]),
        ("落实好小规模纳税人起征点提高到10万元等政策。", ["小规模纳税人起征点 >= 10 万元"]),
    ],
)
def test_whole_words_and_what_it_was_before(clause: str, asked: list[str]) -> None:
    assert _lines(clause) == asked
