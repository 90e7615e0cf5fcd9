"""Plans that are tables of tasks: a row a commitment, whatever the file and wherever cells are merged."""

from __future__ import annotations

from pathlib import Path

from tests.draft.run import run
from tracker.drafting import draft_report
from tracker.model import Document, Draft
from tracker.read.document import read_document
from tracker.read.targets import read_targets
from tracker.understand.plans import draft_plan

HTML = """<html><head><title>云山县2024年重点任务分解表</title></head><body>
<p>云山县2024年重点任务分解表</p>
<table border="1">
<tr><th>类别</th><th>序号</th><th>工作任务</th><th>责任领导</th><th>牵头单位</th><th>配合单位</th><th>完成时限</th><th>备注</th></tr>
<tr><td rowspan="2">产业发展</td><td>1</td><td>新建标准厂房6处，招引项目12个。</td>
 <td>分管工业副县长</td><td>县工信局</td>
 <td>县发改局、县招商局</td><td>十月底投用</td><td>票决项目20个</td></tr>
<tr><td>2</td><td>建成白塔冷链物流园。</td><td>分管商务副县长</td><td>县商务局</td><td>无</td><td>6月底前</td><td></td></tr>
<tr><td>民生改善</td><td>3</td><td>改造老旧小区5个。</td><td></td><td>县住建局</td><td></td><td>年底前</td><td></td></tr>
</table></body></html>"""


def _draft(tmp_path: Path, text: str, name: str) -> Draft:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return draft_report(str(path))[0]


def test_a_row_is_a_commitment_with_its_offices_and_day(tmp_path: Path) -> None:
    draft = _draft(tmp_path, HTML, "plan.html")
    rows = [(c.id, c.area, c.owner, c.helpers, c.lead, str(c.due or "")) for c in draft.commitments]
    assert rows == [
        (1, "产业发展", "县工信局", ("县发改局", "县招商局"), "分管工业副县长", "2024-10-31"),
        (2, "产业发展", "县商务局", (), "分管商务副县长", "2024-06-30"),
        (3, "民生改善", "县住建局", (), None, ""),
    ]
    asked = [[each.target.written for each in c.targets] for c in draft.commitments]
    assert asked == [
        ["新建标准厂房 >= 6 处", "招引项目 >= 12 个"],
        ["白塔冷链物流园 -> 完工"],
        ["改造老旧小区 >= 5 个"],
    ]


def test_the_file_holds_them_also_by_way_of_a_workbook(tmp_path: Path) -> None:
    """with and lead are keys of the format; a workbook carries them along."""
    plan, out, book = tmp_path / "plan.html", tmp_path / "a.yaml", tmp_path / "b.xlsx"
    plan.write_text(HTML, encoding="utf-8")
    assert run("draft", str(plan), "--out", str(out)).code == 0
    assert run("draft", str(plan), "--review", str(book)).code == 0
    assert run("review", "apply", str(book), "--targets", str(tmp_path / "b.yaml")).code == 0
    for path in (out, tmp_path / "b.yaml"):
        file, findings = read_targets(str(path))
        assert file is not None, findings
        first = file.commitments[0]
        assert (first.owner, first.helpers, first.lead) == ("县工信局", ("县发改局", "县招商局"), "分管工业副县长")


def test_a_heading_over_the_whole_row_is_the_area(tmp_path: Path) -> None:
    text = (
        "云山县2024年民生实事清单\n\n| 序号 | 项目名称 | 建设内容 | 责任单位 |\n| --- | --- | --- | --- |\n"
        "| 一、教育（1项） | | | |\n| 1 | 白塔小学 | 扩建白塔小学。 | 县教体局 |\n"
        "| 二、交通（1项） | | | |\n"
        "| 2 | 农村公路 | 新建农村公路30公里。 | 牵头单位：县交通局；配合单位：县财政局、各乡镇 |\n"
    )
    draft = _draft(tmp_path, text, "plan.md")
    assert [(c.id, c.title, c.area, c.owner, c.helpers) for c in draft.commitments] == [
        (1, "白塔小学", "教育", "县教体局", ()),
        (2, "农村公路", "交通", "县交通局", ("县财政局", "各乡镇")),
    ]


def test_a_table_of_indicators_is_none_of_tasks(tmp_path: Path) -> None:
    text = (
        "云山县2024年工作计划\n一、2024年工作安排\n（一）壮大产业。新建厂房6处。\n（二）改善民生。新建公园2处。\n"
        "指标\t单位\t2023年\t2024年目标\n地区生产总值\t亿元\t90\t96\n财政收入\t亿元\t5\t5.4\n"
    )
    draft = _draft(tmp_path, text, "plan.txt")
    assert [str(c.id)[0] for c in draft.commitments][:2] == ["1", "2"]
    assert draft.commitments[0].targets[0].target.written == "新建厂房 >= 6 处"


def test_labels_behind_an_item_tell_the_same(tmp_path: Path) -> None:
    text = (
        "云山县2024年重点任务分解\n一、2024年重点任务\n"
        "1.新建标准厂房6处。（牵头单位：县工信局；配合单位：县发改局、县招商局；完成时限：十月底）\n"
        "2.改造老旧小区5个。\n责任单位：县住建局\n责任领导：分管城建副县长\n"
        "3.新建公园2处。\n"
    )
    rows = [
        (c.id, c.owner, c.helpers, c.lead, str(c.due or ""), [each.target.written for each in c.targets])
        for c in _draft(tmp_path, text, "plan.txt").commitments
    ]
    assert rows == [
        (1, "县工信局", ("县发改局", "县招商局"), None, "2024-10-31", ["新建标准厂房 >= 6 处"]),
        (2, "县住建局", (), "分管城建副县长", "", ["改造老旧小区 >= 5 个"]),
        (3, None, (), None, "", ["新建公园 >= 2 处"]),
    ]


ROWS = """# 云山县2024年实事分解表

| 序号 | 实事 | 责任单位 | 完成时限 |
| --- | --- | --- | --- |
| 1 | 建成县康复中心。 | 县残联 | 5月底前动工 |
| 2 | 开工建设县养护楼。 | 县民政局 | 6月底前动工 |
| 2 | 新建幼儿园2所。 | 县教育局 | 9月投入使用 |
| 3 | 改造老旧小区5个。 | 县住建局 | 12月底前 |
"""


def test_rows_with_one_number_are_its_parts(tmp_path: Path) -> None:
    draft = _draft(tmp_path, ROWS, "plan.md")
    assert [each.id for each in draft.commitments] == [1, "2.1", "2.2", 3]


def test_the_day_of_an_earlier_stage_is_that_stages_own(tmp_path: Path) -> None:
    """建成…, 5月底前动工: begun by May, built within the year."""
    draft = _draft(tmp_path, ROWS, "plan.md")
    told = [
        [str(each.due or ""), *(f"{one.target.written} {one.target.due or ''}".strip() for one in each.targets)]
        for each in draft.commitments
    ]
    assert told == [
        ["", "县康复中心 -> 开工 2024-05-31", "县康复中心 -> 完工"],
        ["2024-06-30", "县养护楼 -> 开工"],
        ["2024-09-30", "新建幼儿园 >= 2 所"],
        ["", "改造老旧小区 >= 5 个"],
    ]


def test_where_and_for_how_much_is_no_content(tmp_path: Path) -> None:
    """Columns that no list knows hold nothing where another is known to hold the content."""
    text = """# 云山县2024年实事清单

| 序号 | 项目名称 | 建设地点 | 2024年建设内容 | 年度投资金额（万元） | 施工队 | 责任单位 |
| --- | --- | --- | --- | --- | --- | --- |
| 1 | 云山县厕所革命项目 | 白塔镇 | 新建公厕6座。 | 300 | 一队 | 县住建局 |
| 2 | 云山县公园项目 | 白塔镇 | 新建公园2处。 | 800 | 二队 | 县住建局 |
"""
    draft = _draft(tmp_path, text, "plan.md")
    assert [[each.target.written for each in c.targets] for c in draft.commitments] == [
        ["新建公厕 >= 6 座"],
        ["新建公园 >= 2 处"],
    ]


def test_goals_in_a_column_of_goals_are_asked_for(tmp_path: Path) -> None:
    """What a report's table would tell as a goal is what a plan's table asks."""
    text = """# 云山县2024年预期目标任务分解表

| 序号 | 2024年预期目标 | 责任单位 |
| --- | --- | --- |
| 1 | 地区生产总值增长5.5%左右 | 县发改局 |
| 2 | 进出口总额增长5%以上 | 县商务局 |
"""
    draft = _draft(tmp_path, text, "plan.md")
    assert [[each.target.written for each in c.targets] for c in draft.commitments] == [
        ["地区生产总值 增长 ~ 5.5 %"],
        ["进出口总额 增长 >= 5 %"],
    ]


def _told(text: str) -> list[tuple[str, str | None, list[str]]]:
    """Of each commitment: id, office and targets with their days."""
    draft = draft_plan(Document("plan.txt", text))
    return [
        (
            str(each.id),
            each.owner,
            [one.target.written + (f" due {one.target.due}" if one.target.due else "") for one in each.targets],
        )
        for each in draft.commitments
    ]


def test_items_with_a_named_number_keep_their_labels() -> None:
    told = _told(
        "云山县2025年民生实事项目\n\n实事一：停车场工程\n在城区新建停车场6处，新增停车位800个。\n责任单位：县住建局\n"
        "完成时限：2025年10月底\n\n实事二：改造老旧小区\n改造老旧小区12个。\n责任单位：县城管局\n"
    )
    assert [(id_, owner) for id_, owner, _ in told] == [("1", "县住建局"), ("2", "县城管局")]
    assert [targets for _, _, targets in told] == [
        ["城区新建停车场 >= 6 处", "新增停车位 >= 800 个"],
        ["改造老旧小区 >= 12 个"],
    ]


def test_offices_in_brackets_are_no_part_of_a_name() -> None:
    told = _told(
        "云山市2025年重点工作分工方案\n\n◆ 工业经济\n⒈ 规上工业增加值增长7%（市工信局牵头）\n"
        "⒉ 新增规上企业15家（市统计局负责）\n"
        "◆ 农业农村\n⒈ 粮食产量稳定在12亿斤以上（市农业农村局牵头，各乡镇配合）\n"
        "⒉ 新建高标准农田3万亩【市农业农村局】\n"
    )
    assert told == [
        ("1.1", "市工信局", ["规上工业增加值 增长 >= 7 %"]),
        ("1.2", "市统计局", ["新增规上企业 >= 15 家"]),
        ("2.1", "市农业农村局", ["粮食产量 >= 12 亿斤"]),
        ("2.2", "市农业农村局", ["新建高标准农田 >= 3 万亩"]),
    ]


def test_a_part_on_how_to_work_does_not_hide_the_table(tmp_path: Path) -> None:
    plan = tmp_path / "plan.md"
    plan.write_text(
        "# 云山区2025年重点工作任务清单\n\n| 序号 | 重点任务 | 年度目标 | 责任单位 | 完成时限 |\n"
        "|---|---|---|---|---|\n"
        "| 1 | 重点项目 | 云山大桥建成通车 | 区住建局 | 9月底 |\n"
        "| 2 | 民生 | 新建养老服务中心2个 | 区民政局 | 年底前 |\n\n"
        "## 工作要求\n\n- 加强领导\n- 强化督查\n",
        encoding="utf-8",
    )
    draft = draft_plan(read_document(str(plan)))
    assert [[one.target.written for one in each.targets] for each in draft.commitments] == [
        ["云山大桥 -> 投用"],
        ["新建养老服务中心 >= 2 个"],
    ]


def test_this_years_column_of_projects_and_not_their_size(tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text(
        "云山县2025年政府投资重点项目计划表\n序号\t项目名称\t建设规模及内容\t建设性质\t总投资（万元）\t2025年计划投资（万元）\t"
        "年度目标\t责任单位\n1\t云山医院迁建项目\t床位500张\t续建\t45000\t12000\t主体封顶\t县卫健局\n"
        "2\t雨污分流改造工程\t改造管网32公里\t新建\t8600\t5000\t完成改造20公里\t县住建局\n"
        "3\t云山站站前广场\t占地60亩\t新建\t13000\t6000\t开工建设\t县交通局\n",
        encoding="utf-8",
    )
    draft = draft_plan(read_document(str(plan)))
    assert [(each.owner, [one.target.written for one in each.targets]) for each in draft.commitments] == [
        ("县卫健局", ["云山医院迁建项目 -> 在建"]),
        ("县住建局", ["雨污分流改造工程 >= 20 公里"]),
        ("县交通局", ["云山站站前广场 -> 开工"]),
    ]


def test_a_clause_that_only_says_by_when() -> None:
    told = _told(
        "云山镇2025年工作计划\n第一件事，修路。硬化村组道路18公里，6月底前完成。\n第二件事，引水。新打机井12眼。\n"
    )
    assert [targets for _, _, targets in told] == [["硬化村组道路 >= 18 公里 due 2025-06-30"], ["打机井 >= 12 眼"]]


def test_the_tasks_of_a_report_on_them_are_its_years_plan(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(
        "云山市2024年民生实事落实情况\n序号\t工作任务\t牵头单位\t落实进展\n1\t新建停车场6处\t市住建局\t已完成。新建7处。\n"
        "2\t改造老旧小区12个\t市城管局\t已完成。\n",
        encoding="utf-8",
    )
    draft = draft_plan(read_document(str(report)))
    assert str(draft.period) == "2024"
    assert [(each.owner, [one.target.written for one in each.targets]) for each in draft.commitments] == [
        ("市住建局", ["新建停车场 >= 6 处"]),
        ("市城管局", ["改造老旧小区 >= 12 个"]),
    ]


def test_labels_on_lines_of_their_own_belong_to_the_lines_above() -> None:
    told = _told(
        "丰乐县2025年政府为民办实事项目（共2件）\n\n一、就业工程\n举办招聘会20场。\n牵头单位：县人社局\n"
        "二、健康工程\n1.县中医院住院大楼主体完工；2.为800名妇女免费筛查；3.新建村卫生室15个。\n牵头单位：县卫健局\n"
    )
    assert told == [
        ("1", "县人社局", ["招聘会 >= 20 场"]),
        ("2", "县卫健局", ["县中医院住院大楼 -> 在建", "妇女免费筛查 >= 800 名", "新建村卫生室 >= 15 个"]),
    ]


def test_bullets_of_markdown(tmp_path: Path) -> None:
    plan = tmp_path / "plan.md"
    plan.write_text(
        "# 云山区2025年重点工作计划\n\n## 一、主要目标\n- 地区生产总值增长 **6.5%**\n"
        "- 城镇新增就业 2600 人\n\n## 二、重点任务\n"
        "### （一）民生改善\n1. 新建学校 4 所。\n   - 责任单位：区教育局\n2. 改造老旧小区 9 个。\n\n## 三、保障措施\n"
        "1. 加强组织领导。各部门要制定 1 个方案。\n",
        encoding="utf-8",
    )
    draft = draft_plan(read_document(str(plan)))
    assert [(str(each.id), each.owner, [one.target.written for one in each.targets]) for each in draft.commitments] == [
        ("0.1", None, ["地区生产总值 增长 >= 6.5 %", "城镇新增就业 >= 2600 人"]),
        ("1", "区教育局", ["新建学校 >= 4 所"]),
        ("2", None, ["改造老旧小区 >= 9 个"]),
    ]


def test_the_year_that_a_speech_calls_its_own() -> None:
    text = "在云山区人民代表大会上的政府工作报告\n各位代表！\n"
    text += "2025年是“十四五”收官之年。今年的主要预期目标是：地区生产总值增长5.5%。\n"
    draft = draft_plan(Document("plan.txt", text))
    assert (draft.locality.name, str(draft.period)) == ("云山区", "2025")


def test_lines_of_a_cell_stand_apart(tmp_path: Path) -> None:
    plan = tmp_path / "plan.html"
    plan.write_text(
        "<html><head><title>2025年云山区重点任务分解表</title></head><body><table>"
        "<tr><th>项目</th><th>目标要求</th><th>责任单位</th><th>完成时间</th></tr>"
        "<tr><td>养老</td><td>新增养老床位300张<br>建设老年食堂8家</td><td>区民政局<br>区卫健局</td><td>2025年11月30日</td></tr>"
        "<tr><td>交通</td><td>打通断头路2条</td><td>区住建局</td><td>年底</td></tr></table></body></html>",
        encoding="utf-8",
    )
    draft = draft_plan(read_document(str(plan)))
    assert draft.source.date is None
    assert [(each.owner, [one.target.written for one in each.targets]) for each in draft.commitments] == [
        ("区民政局、区卫健局", ["新增养老床位 >= 300 张", "建设老年食堂 >= 8 家"]),
        ("区住建局", ["断头路 >= 2 条"]),
    ]
