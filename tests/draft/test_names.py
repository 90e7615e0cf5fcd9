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


@pytest.mark.parametrize(
    ("clause", "asked"),
    [
        (
            "鲜果、干果、花卉出口分别增长3%、4%、5%。",
            ["鲜果出口 增长 >= 3 %", "干果出口 增长 >= 4 %", "花卉出口 增长 >= 5 %"],
        ),
        (
            "为9000名困难群体提供就业帮扶，其中退捕渔民400人、失业职工600人。",
            ["困难群体就业帮扶 >= 9000 名", "退捕渔民就业帮扶 >= 400 人", "失业职工就业帮扶 >= 600 人"],
        ),
        (
            "保持300万务工人员和20万脱贫务工人员稳定就业。",
            ["务工人员稳定就业 >= 300 万人", "脱贫务工人员稳定就业 >= 20 万人"],
        ),
        ("为50户残疾人家庭实施无障碍改造。", ["残疾人家庭无障碍改造 >= 50 户"]),
        ("为持有暂住证的职工子女100%提供学位。", ["持有暂住证的职工子女学位 >= 100 %"]),
        (
            "甲类护理补贴、乙类生活补贴，分别由每人每年600元、800元提高到700元、900元。",
            ["甲类护理补贴 >= 700 元/年", "乙类生活补贴 >= 900 元/年"],
        ),
        (
            "城镇、农村低保补差水平，分别由每人每月500元、300元提高到520元、310元。",
            ["城镇低保补差水平 >= 520 元/月", "农村低保补差水平 >= 310 元/月"],
        ),
        ("基本建成棚改安置房30套、新开工50套。", ["基本建成棚改安置房 >= 30 套", "新开工棚改安置房 >= 50 套"]),
    ],
)
def test_what_is_said_of_all_is_said_of_each(clause: str, asked: list[str]) -> None:
    assert _lines(clause) == asked


@pytest.mark.parametrize(
    ("clause", "asked"),
    [
        ("玉米播种面积3万亩、总产2万吨。", ["玉米播种面积 >= 3 万亩", "玉米总产 >= 2 万吨 ?"]),
        ("推进惠民保扩面，新增参保人数2万人。", ["惠民保新增参保人数 >= 2 万人 ?"]),
        ("建设云欧班列编组站，力争全年开行90列。", ["开行云欧班列 >= 90 列 ?"]),
        ("做强平台经济，税收达到3亿元。", ["平台经济税收 >= 3 亿元 ?"]),
    ],
)
def test_a_name_completed_from_the_words_before_is_unsure(clause: str, asked: list[str]) -> None:
    assert [line for line in _lines(clause) if "->" not in line] == asked


@pytest.mark.parametrize(
    ("clause", "asked"),
    [
        ("配置急救设备达每万人6台。", ["每万人急救设备 >= 6 台"]),
        ("利用城区边角地新改建运动场4处。", ["新改建运动场 >= 4 处"]),
        ("城区再新建菜市场2个。", ["城区新建菜市场 >= 2 个"]),
        ("完成12村道路硬化项目。", ["道路硬化项目 >= 12 个"]),
        ("信贷投放预期增长目标拟定为9%左右。", ["信贷投放 增长 ~ 9 %"]),
        ("城乡医保和新农合补助标准由每人每年400元提高到420元。", ["城乡医保和新农合补助标准 >= 420 元/年"]),
    ],
)
def test_no_means_and_no_base_stands_in_a_name(clause: str, asked: list[str]) -> None:
    assert _lines(clause) == asked


@pytest.mark.parametrize(
    ("clause", "asked"),
    [
        ("云山集团要稳住经营，在提效上下功夫，力争营收达到12亿元。", ["云山集团营收 >= 12 亿元 ?"]),
        ("建成云山养老院并投入使用，床位不少于90张。", ["云山养老院床位 >= 90 张 ?"]),
        ("推进薄弱学校改造工程，年度实施4所以上。", ["薄弱学校改造工程 >= 4 所 ?"]),
        ("粮肉蛋产量分别稳定在8万吨、6万吨、1万吨以上。", ["粮产量 >= 8 万吨", "肉产量 >= 6 万吨", "蛋产量 >= 1 万吨"]),
        ("算力规模突破20万台、排名保持全国第1位。", ["算力规模 > 20 万台"]),
        ("财政安排9亿元资金支持再就业。", ["财政资金支持再就业 >= 9 亿元"]),
        ("县政府决定安排3亿元建设资金。", ["建设资金 >= 3 亿元"]),
        (
            "在17个乡镇（街道）硬化道路10万平方米并安装路灯1000盏。",
            ["硬化道路 >= 10 万平方米", "安装路灯 >= 1000 盏"],
        ),
        ("在云山镇实施防护工程31公里。", ["云山镇防护工程 >= 31 公里"]),
        ("做到村屯全覆盖。", ["村屯覆盖率 >= 100 %"]),
    ],
)
def test_whose_it_is_and_where(clause: str, asked: list[str]) -> None:
    assert [line for line in _lines(clause) if "->" not in line] == asked


@pytest.mark.parametrize(
    ("clause", "asked"),
    [
        ("县财政将安排科技支出3亿元。", ["县财政科技支出 >= 3 亿元"]),
        ("县财政还将投入3亿元。", ["县财政投入 >= 3 亿元"]),
        ("实际使用外资增长10%以上。", ["实际使用外资 增长 >= 10 %"]),
        ("新雪季接待游客增长20%。", ["新雪季接待游客 增长 >= 20 %"]),
        ("新组建实验室3家。", ["新组建实验室 >= 3 家"]),
    ],
)
def test_the_budget_and_what_begins_like_an_opening(clause: str, asked: list[str]) -> None:
    assert _lines(clause) == asked


@pytest.mark.parametrize(
    ("clause", "asked"),
    [
        ("支持更多景区创建国家级旅游度假区。", []),
        ("建设更多云山书屋、白塔茶馆。", []),
        ("推进云山集团、白塔集团战略性重组。", ["云山集团 -> 在建 ?"]),
        (
            "推进云山港基础设施、服务提升三年行动。",
            ["云山港基础设施提升三年行动 -> 在建 ?", "服务提升三年行动 -> 在建 ?"],
        ),
        ("实施云山学校改造提升、白塔医院扩建三项工程。", ["云山学校改造提升 -> 在建", "白塔医院扩建 -> 在建 ?"]),
        (
            "规划建设白塔博物馆群一期、云山文化旅游度假区。",
            ["白塔博物馆群一期 -> 谋划 ?", "云山文化旅游度假区 -> 谋划"],
        ),
        ("开通云山1号线全线和2号线南延。", ["云山1号线全线 -> 投用 ?", "2号线南延 -> 投用"]),
        ("完成提升行政执法质量三年行动计划任务。", ["提升行政执法质量三年行动计划任务 -> 完工"]),
        ("新建改建便民助老餐厅和助餐点100个。", ["便民助老餐厅 -> 在建 ?", "新建改建便民助老餐厅和助餐点 >= 100 个"]),
        (
            "打造云山智能产业先导区、力争产业规模突破100亿元。",
            ["云山智能产业先导区 -> 在建 ?", "产业规模 > 100 亿元"],
        ),
        ("今年赤字率拟按2.6%安排。", ["赤字率 <= 2.6 %"]),
        ("今年高校毕业生8万多人，再创新高。", []),
    ],
)
def test_what_a_list_ends_in_and_what_stands_beside(clause: str, asked: list[str]) -> None:
    assert _lines(clause) == asked
