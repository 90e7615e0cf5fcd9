"""Rows of tables: what a head makes of its cells, and cells that hold nothing to read."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tracker.model import Observation, Period, Role, Stage, State
from tracker.read.document import read_document
from tracker.understand import understand


def rows(tmp_path, table: str) -> list[Observation]:
    path = tmp_path / "report.md"
    path.write_text(f"某县2022年重点工作完成情况\n\n{table}\n", encoding="utf-8")
    return list(understand(read_document(str(path))).observations)


def test_a_goal_is_no_result_and_a_figure_beside_it_is(tmp_path) -> None:
    found = rows(tmp_path, "| 项目 | 年度目标 | 完成情况 |\n| --- | --- | --- |\n| 城区停车位 | 900个 | 760个 |\n")
    results = [each for each in found if each.role is Role.RESULT]
    assert [(each.indicator, each.value, each.unit) for each in results] == [("城区停车位", 760, "个")]
    assert all(each.state is not State.DONE for each in found if each.role is Role.TASK)


def test_a_task_told_as_done_is_one(tmp_path) -> None:
    found = rows(tmp_path, "| 项目 | 目标任务 | 进展情况 |\n| --- | --- | --- |\n| 新建公厕 | 12座 | 已全部建成 |\n")
    [task] = [each for each in found if each.value is not None]
    assert (task.role, task.state, task.value) == (Role.TASK, State.DONE, 12)


def test_a_year_in_the_head_is_the_year_of_its_cells(tmp_path) -> None:
    found = rows(tmp_path, "| 指标 | 2021年 | 2022年 |\n| --- | --- | --- |\n| 城镇化率 | 51.2% | 52.4% |\n")
    assert [(each.value, each.period) for each in found] == [(each.value, Period.of_year(2022)) for each in found]
    assert {str(each.value) for each in found} == {"52.4"}


def test_the_unit_of_a_head_belongs_to_its_cells(tmp_path) -> None:
    found = rows(tmp_path, "| 指标 | 实际完成（万元） |\n| --- | --- |\n| 税收收入 | 3902 |\n")
    assert [(each.value, each.unit) for each in found] == [(39020000, "元")]


CELLS = st.sampled_from(["\u200b", "", " ", "7处", "已完成", "80%", "新建公厕", "\u00ad", "-", "2022年", "①", "增速"])


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=2, max_size=4))
def test_no_cell_breaks_a_table(tmp_path_factory, table: list[list[str]]) -> None:
    lines = ["| " + " | ".join(row) + " |" for row in table]
    lines.insert(1, "| --- | --- | --- |")
    rows(tmp_path_factory.mktemp("table"), "\n".join(lines))


def test_a_head_of_two_rows_names_what_its_columns_count(tmp_path) -> None:
    path = tmp_path / "report.html"
    path.write_text(
        "<h1>某市2022年民生工程完成情况</h1><table>"
        "<tr><th rowspan=2>地区</th><th colspan=3>城镇新增就业(人)</th><th colspan=2>登记失业率(%)</th></tr>"
        "<tr><th>目标任务</th><th>进度</th><th>完成比例(%)</th><th>目标任务</th><th>进度</th></tr>"
        "<tr><td>全市</td><td>900</td><td>1080</td><td>120</td><td>4.3</td><td>3.6</td></tr></table>",
        encoding="utf-8",
    )
    found = understand(read_document(str(path))).observations
    results = {(each.value, each.unit) for each in found if each.role is Role.RESULT and each.value is not None}
    assert results == {(1080, "人"), (Decimal("3.6"), "%")}


def test_words_in_a_cell_tell_the_stage_of_the_work_of_the_row(tmp_path) -> None:
    found = rows(tmp_path, "| 项目 | 计划投资 | 进展 |\n| --- | --- | --- |\n| 北门大桥 | 2亿元 | 已建成通车 |\n")
    assert Stage.IN_USE in {each.stage for each in found}


def test_sentences_in_a_cell_are_read_each_for_itself(tmp_path) -> None:
    told = "已完成。全年新建改建厕所31座，群众普遍满意；另在集镇补植行道树240株。"
    found = rows(tmp_path, f"| 事项 | 目标 | 落实情况 |\n| --- | --- | --- |\n| 厕所革命 | 30座 | {told} |\n")
    assert 31 in {each.value for each in found if each.role is Role.RESULT}


def test_a_share_tells_how_far_a_task_has_come(tmp_path) -> None:
    table = "| 项目内容 | 当前进度 |\n| --- | --- |\n| 四好农村路55公里 | 95% |\n| 口袋公园6个 | 100% |\n"
    states = {each.value: each.state for each in rows(tmp_path, table) if each.role is Role.TASK}
    assert states == {55: State.UNDER_WAY, 6: State.DONE}


def test_a_part_of_the_year_in_a_head(tmp_path) -> None:
    found = rows(
        tmp_path, "| 指标 | 2022年1—9月 | 增长（%） |\n| --- | --- | --- |\n| 税收收入（万元） | 3902 | -2.5 |\n"
    )
    level = next(each for each in found if each.unit == "元")
    assert level.period == Period(2022, 1, 2022, 9)
    assert Decimal("-2.5") in {each.value for each in found}


def test_a_word_of_a_state_before_an_amount_is_no_part_of_the_name(tmp_path) -> None:
    found = rows(tmp_path, "| 任务 | 年度目标 | 完成情况 |\n| --- | --- | --- |\n| 新建社区食堂 | 10家 | 已建成8家 |\n")
    results = [each for each in found if each.role is Role.RESULT and each.value is not None]
    assert [(each.indicator, each.value, each.state) for each in results] == [("新建社区食堂", 8, State.DONE)]
