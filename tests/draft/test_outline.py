"""How a plan is numbered: which of its lists hold the commitments, and what its head says."""

from __future__ import annotations

import pytest

from tracker.model import Document, Draft
from tracker.understand.plans import draft_plan

GOALS = "主要目标：地区生产总值增长6%，财政收入增长4%。\n"
TASKS = "（一）壮大产业。新建厂房6处。\n（二）建设城市。改造小区5个。\n（三）改善民生。新建公园2处。\n"


def _draft(text: str, head: str = "云山县2024年政府工作报告") -> Draft:
    return draft_plan(Document("plan.txt", f"{head}\n{text}"))


def _asked(draft: Draft) -> dict[str, list[str]]:
    return {str(each.id): [one.target.written for one in each.targets] for each in draft.commitments if each.targets}


TASKS_ASKED = {"1": ["新建厂房 >= 6 处"], "2": ["改造小区 >= 5 个"], "3": ["新建公园 >= 2 处"]}
GOALS_ASKED = {"0.1": ["地区生产总值 增长 >= 6 %"], "0.2": ["财政收入 增长 >= 4 %"]}


@pytest.mark.parametrize(
    "text",
    [
        # the house itself is numbered inside too
        f"二、2024年主要任务\n{GOALS}{TASKS}三、加强自身建设\n（一）锻造忠诚。永葆本色。\n（二）严守法治。依法行政。\n",
        # and so is what the year is to be like, before the tasks
        f"二、2024年总体要求\n（一）坚定信心。认清形势。\n（二）把握大局。{GOALS}三、2024年重点任务\n{TASKS}",
        # 一是 … 三是 in the words before the list
        f"二、2024年工作安排\n做好工作，一是稳中求进。二是狠抓落实。三是守牢底线。{GOALS}{TASKS}",
        f"二、2024年工作总体要求\n一是坚定信心。\n二是狠抓落实。\n三是守牢底线。\n{GOALS}三、2024年重点工作\n{TASKS}四、加强政府建设\n一是讲政治。\n二是讲法治。\n",
    ],
    ids=["the house behind", "requirements before", "a preamble's list", "both, of one kind"],
)
def test_the_list_of_tasks_numbers_the_commitments(text: str) -> None:
    """Goals are 0.x, wherever other parts are numbered too; items bear the source's numbers."""
    assert _asked(_draft(text)) == {**GOALS_ASKED, **TASKS_ASKED}


def test_parts_that_are_fields_of_work_are_the_groups() -> None:
    text = (
        "二、2024年工业\n（一）新建厂房6处。\n（二）改造车间5个。\n"
        "三、2024年农业\n（一）新建大棚2处。\n（二）新建水渠3条。\n"
    )
    assert list(_asked(_draft(text))) == ["2.1", "2.2", "3.1", "3.2"]


def test_a_list_inside_a_paragraph_ends_with_it() -> None:
    """1. and 2. on lines of their own are no parts of the 三是 before them."""
    text = "二、2024年工作\n总的考虑，一是求稳。二是求进。三是求实。\n1.新建厂房6处。\n2.改造车间5个。\n"
    assert list(_asked(_draft(text))) == ["1", "2"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("今年安排重点任务3项。", 3),
        ("今年共安排民生实事和重点任务三项。", 3),
        ("抓好三个方面的任务。", 3),
        ("抓好3项重点工作。", 3),
        ("去年完成重点任务9项。", None),
        ("全县企业3家。", None),
    ],
)
def test_how_many_are_announced(said: str, expected: int | None) -> None:
    assert _draft(f"二、2024年工作安排\n{said}\n{TASKS}").expects == expected


@pytest.mark.parametrize(
    ("head", "title", "place"),
    [
        ("云山县2024年工作计划", "云山县2024年工作计划", "云山县"),
        (
            "云山县人民政府办公室\n关于印发云山县2024年重点任务清单的通知\n各乡镇：",
            "云山县2024年重点任务清单",
            "云山县",
        ),
        ("关于下达《2024年民生实事计划》的通知\n（云山县）", "云山县2024年民生实事计划", "云山县"),
        ("2024年重点工作安排\n——云山县发展和改革局", "云山县2024年重点工作安排", "云山县"),
        ("云山县2024年国民经济和社会\n发展计划", "云山县2024年国民经济和社会发展计划", "云山县"),
        ("政府工作报告\n——2024年1月5日在云山县第十届人民代表大会上", "云山县2024年政府工作报告", "云山县"),
    ],
)
def test_the_title_is_the_plans_own(head: str, title: str, place: str) -> None:
    """Not the office that issues it; the place stands in the title, or in a line below it."""
    draft = _draft(f"二、2024年工作安排\n{TASKS}", head)
    assert (draft.source.title, draft.locality.name) == (title, place)


def test_a_sentence_that_lists_as_many_as_it_announces() -> None:
    text = "今年，县政府将办好三件实事。\n这三件实事分别是：新建厂房6处；改造小区5个，铺设管网3公里；新建公园2处。\n"
    draft = _draft(text, "云山县2024年将办好三件实事")
    assert _asked(draft) == {
        "1": ["新建厂房 >= 6 处"],
        "2": ["改造小区 >= 5 个", "铺设管网 >= 3 公里"],
        "3": ["新建公园 >= 2 处"],
    }
    assert draft.expects == 3


def test_a_list_of_tasks_whose_headings_name_the_year() -> None:
    """一、2024年…工程 heads a task of the list, not a look back on that year."""
    text = "一、2024年饮水工程\n新建水厂6处。\n二、2024年道路工程\n改造道路5公里。\n三、公园工程\n新建公园2处。\n"
    draft = _draft(text, "云山县2024年度十件民生实事项目")
    assert _asked(draft) == {"1": ["新建水厂 >= 6 处"], "2": ["改造道路 >= 5 公里"], "3": ["新建公园 >= 2 处"]}
    assert [(each.title, each.area) for each in draft.commitments] == [
        ("饮水工程", None),
        ("道路工程", None),
        ("公园工程", None),
    ]
    assert draft.period.first_year == 2024


def test_the_place_that_only_the_first_sentence_names() -> None:
    text = "近日，旌德县确定了今年努力办好的两件实事：新建厂房6处；改造小区5个。\n"
    assert _draft(text, "今年为民两件实事（2024年）").locality.name == "旌德县"


def test_a_list_of_names_alone() -> None:
    """A numbered name without a verb is to be built, and unsure."""
    text = "据介绍，这3项民生实事项目分别是白塔医院迁建工程、云山幼儿园工程、菜市场提升改造工程。\n"
    draft = _draft(text, "云山县2024年3项民生实事项目")
    assert _asked(draft) == {
        "1": ["白塔医院迁建工程 -> 完工"],
        "2": ["云山幼儿园工程 -> 完工"],
        "3": ["菜市场提升改造工程 -> 完工"],
    }
    assert all(target.doubts for each in draft.commitments for target in each.targets)
    assert draft.expects == 3


def test_a_list_behind_that_is() -> None:
    text = "今年办好三件实事，每件都关乎民生，即投资9万元，新建厂房6处；投资8万元，改造小区5个；新建公园2处。\n"
    draft = _draft(text, "云山县2024年三件民生实事")
    assert list(_asked(draft)) == ["1", "2", "3"]


def test_a_work_heads_what_follows() -> None:
    first = "云山县城区公共交通优化提升工程项目。该项目拟更新公交车14辆。\n"
    second = "云山县人民医院门诊大楼项目。该项目拟新建病床90张。\n"
    assert _asked(_draft(first + second, "云山县2024年民生实事项目")) == {
        "1": ["更新公交车 >= 14 辆"],
        "2": ["新建病床 >= 90 张"],
    }


@pytest.mark.parametrize("marks", [("01 ", "02 ", "03 "), ("●", "●", "●"), ("1.", "2.", "3.")])
def test_lines_that_open_with_a_mark_are_items(marks: tuple[str, str, str]) -> None:
    said = ("新建厂房6处", "改造小区5个", "新建3岁以下托位90个")
    text = "".join(f"{mark}{line}\n" for mark, line in zip(marks, said, strict=True))
    draft = _draft(text, "2024年聊城重点民生事项")
    assert _asked(draft) == {
        "1": ["新建厂房 >= 6 处"],
        "2": ["改造小区 >= 5 个"],
        "3": ["新建3岁以下托位 >= 90 个"],
    }
    assert (draft.locality.name, draft.period.first_year) == ("聊城市", 2024)


def test_goals_of_a_plan_without_numbers_stand_outside() -> None:
    tasks = "壮大产业。新建厂房6处，做好服务。\n建设城市。改造小区5个，做好服务。\n"
    text = f"全县主要预期目标是：{GOALS.split('：')[1]}{tasks}"
    assert _asked(_draft(text, "云山县2024年政府工作安排")) == {
        **GOALS_ASKED,
        "1": ["新建厂房 >= 6 处"],
        "2": ["改造小区 >= 5 个"],
    }


def test_a_group_of_goals_is_the_plans_own() -> None:
    draft = draft_plan(
        Document(
            "plan.txt",
            "云山市2025年计划草案\n二、2025年主要目标和重点任务\n（一）主要目标\n——地区生产总值增长6%；\n——森林覆盖率67%。\n"
            "（二）重点任务\n一是扩大投资。新建停车场6处。\n二是促进消费。新增限上企业40家。\n",
        )
    )
    assert [(each.id, [one.target.written for one in each.targets]) for each in draft.commitments] == [
        ("0.1", ["地区生产总值 增长 >= 6 %"]),
        ("0.2", ["森林覆盖率 >= 67 %"]),
        ("2.1", ["新建停车场 >= 6 处"]),
        ("2.2", ["新增限上企业 >= 40 家"]),
    ]
