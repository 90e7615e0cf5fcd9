"""Rows of tables: what a head makes of its cells, and cells that hold nothing to read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tracker.model import Observation, Period, Role, State
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
