"""The works, documents and titles of a plan: which are named, how they are called, what stage is asked."""

from __future__ import annotations

import pytest

from tracker.model import Document
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
        (
            "加快建设云白线、白塔线、6号线西延伸等轨道交通线。",
            ["云白线 -> 在建", "白塔线 -> 在建", "6号线西延伸 -> 在建"],
        ),
        ("推进云白线、9号线二期等轨道交通线建设。", ["云白线 -> 在建", "9号线二期 -> 在建"]),
        ("开工建设白塔东站。", ["白塔东站 -> 开工"]),
        ("加快建设云山抽蓄。", ["云山抽蓄 -> 在建"]),
        ("组建云山农商银行。", ["云山农商银行 -> 完工"]),
        ("出台民宿管理指引。", ["民宿管理指引 -> 完工"]),
        ("制定物业管理规章。", ["物业管理规章 -> 完工"]),
        ("建成云山科创谷、白塔数字港。", ["云山科创谷 -> 完工", "白塔数字港 -> 完工"]),
        ("加快建设现代化产业体系、教育强县、法治政府。", []),
        ("加快建设旅游目的地、青年友好城市。", []),
        ("加快建设幸福美丽云山。", []),
        ("加快贯彻全面推进法治实施纲要。", []),
    ],
)
def test_a_strong_verb_drafts_what_looks_like_a_name(clause: str, asked: list[str]) -> None:
    """加快建设, 建成, 出台 and such ask for it whatever its noun; what is striven for is no work."""
    assert _lines(clause) == asked


@pytest.mark.parametrize(
    ("clause", "asked"),
    [
        ("完成县城总体规划编制报批。", ["县城总体规划 -> 完工"]),
        ("完成白塔合作区封闭验收。", ["白塔合作区封闭验收 -> 完工"]),
        ("实施云山大道东延、白塔路拓宽。", ["云山大道东延 -> 在建", "白塔路拓宽 -> 在建"]),
        (
            "建成甲港-乙港、甲港-丙港等绿色航运走廊。",
            ["甲港-乙港绿色航运走廊 -> 完工", "甲港-丙港绿色航运走廊 -> 完工"],
        ),
        (
            "实施西苑、宏远2个老旧小区改造。",
            ["西苑老旧小区改造 -> 在建", "老旧小区改造 >= 2 个", "宏远老旧小区改造 -> 在建"],
        ),
        ("改造东风路、解放路等市政道路。", ["东风路 -> 在建", "解放路 -> 在建"]),
        ("县人民医院争创三级医院。", ["县人民医院三级医院 -> 获评"]),
        ("新建的白塔小学9月开学。", ["白塔小学 -> 投用 due 2024-09-30"]),
        ("确保第五幼儿园、第六幼儿园秋季投入使用。", ["第五幼儿园 -> 投用", "第六幼儿园 -> 投用"]),
        ("县医院主体封顶。", ["县医院 -> 在建"]),
    ],
)
def test_words_round_a_name(clause: str, asked: list[str]) -> None:
    assert _lines(clause) == asked


def test_each_stage_has_its_own_day() -> None:
    assert _lines("县殡仪馆迁建项目6月底前完成前期手续，力争年内开工。") == [
        "县殡仪馆迁建项目 -> 前期 due 2024-06-30",
        "县殡仪馆迁建项目 -> 开工",
    ]
    assert _lines("实施东柳路、西柳路改造，3月开工，7月完工。") == [
        "东柳路改造 -> 开工 due 2024-03-31",
        "东柳路改造 -> 完工 due 2024-07-31",
        "西柳路改造 -> 开工 due 2024-03-31",
        "西柳路改造 -> 完工 due 2024-07-31",
    ]


def _doubted(clause: str, head: str = "甲县2024年工作计划") -> list[tuple[str, bool]]:
    text = f"{head}\n一、2024年工作安排\n（一）抓好各项工作。{clause}\n"
    draft = draft_plan(Document("plan.txt", text))
    return [(each.target.written, bool(each.doubts)) for one in draft.commitments for each in one.targets]


def test_what_may_be_a_field_is_unsure() -> None:
    """A name of common words alone, and one that ends in a way of working; a place, a number or a mark makes it one."""
    assert _doubted("推进智慧机场建设。") == [("智慧机场 -> 在建", True)]
    assert _doubted("推进白塔智慧机场建设。") == [("白塔智慧机场 -> 在建", False)]
    assert _doubted("推进节能改造。") == [("节能改造 -> 在建", True)]
    assert _doubted("建立风险排查机制。") == [("风险排查机制 -> 完工", True)]
    assert _doubted("加快建设云白线。") == [("云白线 -> 在建", True)]  # 线 is in no list


def test_a_provinces_fields_are_no_works() -> None:
    """煤电节能改造 is one work in a county's plan, a field in a province's."""
    clause = "推动虚拟电厂、云山储能电站建设，实施煤电节能改造。"
    written = [written for written, _ in _doubted(clause, "吉林省2024年政府工作报告")]
    assert written == ["云山储能电站 -> 在建"]
    assert len(_doubted(clause)) == 3


def test_attributes_are_no_list() -> None:
    """What describes a name from before holds no names, though it be a list."""
    assert [written for written, _ in _doubted("健全以能力、质量、实效、贡献为导向的人才评价体系。")] == []
    assert [written for written, _ in _doubted("建立以能力、质量、实效为导向的“云山”评价体系。")] == [
        "“云山”评价体系 -> 完工"
    ]


@pytest.mark.parametrize(
    ("clause", "asked"),
    [
        ("开工新建白塔西路。", ["白塔西路 -> 开工"]),
        ("加快云白铁路、白塔芯片一期等项目建设进度。", ["云白铁路 -> 在建", "白塔芯片一期项目 -> 在建"]),
        ("投资800万元建设云山鲈鱼养殖基地。", ["云山鲈鱼养殖基地 -> 在建"]),
        ("承接建设云山国际合作中心。", ["云山国际合作中心 -> 在建"]),
        ("建立自上而下、左右联动的粮食产销对接机制。", ["粮食产销对接机制 -> 完工"]),
        ("实施云山中小等12所学校改造项目。", ["学校改造项目 >= 12 所"]),
        (
            "推动白塔校区、云中高中部、云山小学、第二幼儿园秋季投入使用。",
            ["白塔校区 -> 投用", "云中高中部 -> 投用", "云山小学 -> 投用", "第二幼儿园 -> 投用"],
        ),
        (
            "加快云苑、金园二期、西湖四期棚改项目建设。",
            ["云苑项目 -> 在建", "金园二期 -> 在建", "西湖四期棚改项目 -> 在建"],
        ),
        ("推进对俄合作园区建设。", ["对俄合作园区 -> 在建"]),
    ],
)
def test_lists_keep_their_names(clause: str, asked: list[str]) -> None:
    """What a list shares goes with the names that lack it; what describes, and an instance of many, is no name."""
    assert _lines(clause) == asked


@pytest.mark.parametrize(
    ("clause", "asked"),
    [
        ("加快云算、白云等智算中心建设。", ["云算智算中心 -> 在建", "白云智算中心 -> 在建"]),
        (
            "推进呼和浩特、乌兰察布云欧班列集散中心建设。",
            ["呼和浩特云欧班列集散中心 -> 在建", "乌兰察布云欧班列集散中心 -> 在建"],
        ),
        ("争取云山国家实验室、白塔技术创新中心获批落地。", ["云山国家实验室 -> 获评", "白塔技术创新中心 -> 获评"]),
        ("确保云山机场建成通航。", ["云山机场 -> 投用"]),
        ("扩能改造云白线、白塔线。", ["云白线 -> 在建", "白塔线 -> 在建"]),
        ("争取云白高铁开工。", ["云白高铁 -> 开工"]),
        ("争取和龙通用机场竣工。", ["和龙通用机场 -> 完工"]),
        ("实现引云济白一期、二期工程全线通水。", ["引云济白一期 -> 投用", "引云济白二期工程 -> 投用"]),
        ("确保早一天开工、早一天达产。", []),
        ("铺设云山大道供热主管网。", ["云山大道供热主管网 -> 在建"]),
        ("对云湖公园进行整体改造。", ["云湖公园整体改造 -> 在建"]),
        ("建设县城第二水源地。", ["县城第二水源地 -> 在建"]),
    ],
)
def test_verbs_stages_and_what_a_list_shares(clause: str, asked: list[str]) -> None:
    assert _lines(clause) == asked


@pytest.mark.parametrize(
    "clause",
    [
        "实施“光盘行动”。",
        "推进“云山英才”计划。",
        "开展“云山日”实践活动。",
        "盘活存量用地和商办用房。",
    ],
)
def test_what_is_carried_on_is_unsure(clause: str) -> None:
    """Marks make no work of a campaign, a plan or a field."""
    text = f"甲县2024年工作计划\n一、2024年工作安排\n（一）抓好各项工作。{clause}\n"
    draft = draft_plan(Document("plan.txt", text))
    found = [each for commitment in draft.commitments for each in commitment.targets]
    assert found
    assert all(each.doubts for each in found)


@pytest.mark.parametrize(
    ("clause", "asked"),
    [
        ("出台山药产业高质量发展五年规划。", ["山药产业高质量发展五年规划 -> 完工"]),
        ("实现云山一号公路全线贯通。", ["云山一号公路 -> 完工"]),
    ],
)
def test_documents_and_what_is_reached(clause: str, asked: list[str]) -> None:
    assert _lines(clause) == asked


@pytest.mark.parametrize(
    ("clause", "asked"),
    [
        (
            "开工建设安庄、唐河、新柏、马川、毛川煤矿。",
            [f"{name}煤矿 -> 开工" for name in ("安庄", "唐河", "新柏", "马川", "毛川")],
        ),
        ("建成全国最大的枸杞生产、加工、销售基地。", ["全国最大的枸杞生产、加工、销售基地 -> 完工"]),
        ("推进云山、白塔国家公园创建。", ["云山国家公园创建 -> 在建", "白塔国家公园创建 -> 在建"]),
        (
            "加快民族地区、革命老区公路大突破工程建设。",
            ["民族地区公路大突破工程 -> 在建", "革命老区公路大突破工程 -> 在建"],
        ),
        ("加快建设“云山331边防路”等旅游公路。", ["“云山331边防路” -> 在建"]),
        ("全面建成白塔智慧口岸。", ["白塔智慧口岸 -> 完工"]),
        ("精心举办云山雪地世界杯。", ["云山雪地世界杯 -> 完工"]),
        ("探索构建“三角债”清偿机制。", ["“三角债”清偿机制 -> 谋划"]),
        ("开展“甲品”“乙品”一线城市行活动。", ["“甲品”一线城市行活动 -> 完工", "“乙品”一线城市行活动 -> 完工"]),
        ("开展开发区土地清查整治。", []),  # and no 区土地清查整治
        ("制定我县产业转移指导目录。", ["产业转移指导目录 -> 完工"]),
    ],
)
def test_names_of_lists_and_verbs(clause: str, asked: list[str]) -> None:
    assert _lines(clause) == asked


@pytest.mark.parametrize(
    "clause",
    [
        "争取更多标志性外资项目落地。",
        "加快推进国债、政府专项债券项目。",
        "推动各领域合作事项和项目落地。",
        "实现“十四五”规划圆满收官。",
        "切实保障群众“舌尖上的安全”。",
        "支持云山研究院打造“典范”。",
        "加快推进集成电路。",
        "开拓“一带一路”国家市场。",
        "推动云山陆港全面融入陆海新通道。",
        "完成今年经济社会发展目标任务。",
    ],
)
def test_sayings_and_fields_are_no_works(clause: str) -> None:
    assert _lines(clause) == []
