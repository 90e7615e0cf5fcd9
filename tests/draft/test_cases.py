"""Drafts of small plans, whole: tests/cases/drafts/*.txt with the file each becomes beside it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.conftest import ROOT
from tracker.drafting import as_read_back, draft_report
from tracker.model import (
    Document,
    Draft,
    DraftCommitment,
    DraftTarget,
    FigureTarget,
    Locality,
    MilestoneTarget,
    Op,
    Page,
    Period,
    Severity,
    Source,
    Stage,
)
from tracker.read.nodes import read_yaml
from tracker.read.targets import parse_targets, read_targets
from tracker.understand.plans import draft_plan
from tracker.validating.many import validate_paths
from tracker.write.targets import scalar, write_targets

CASES = sorted((ROOT / "tests" / "cases" / "drafts").glob("*.txt"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_small_plan_becomes_this_file(path: Path) -> None:
    """Renew one with ``python -m tracker draft FILE.txt --lang en > FILE.yaml`` and read the difference."""
    draft, _ = draft_report(str(path))
    assert write_targets(draft, "en") == path.with_suffix(".yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_draft_passes_validate(path: Path, tmp_path: Path) -> None:
    out = tmp_path / f"{path.stem}.yaml"
    draft, _ = draft_report(str(path))
    out.write_text(write_targets(draft, "en", quotes=True), encoding="utf-8")
    asked = ("file-name", "no-target", "due", "unit")  # unit: the source says neither by the month nor by the year
    found = [each for each in validate_paths([str(out)]).findings if each.rule not in asked]
    assert [(each.rule, str(each.message)) for each in found if each.severity is not Severity.NOTE] == []


def _lines(text: str) -> list[str]:
    draft = draft_plan(Document("plan.txt", f"甲县2024年工作计划\n一、2024年工作安排\n（一）抓好各项工作。{text}\n"))
    return [each.target.written for commitment in draft.commitments for each in commitment.targets]


@pytest.mark.parametrize(
    ("clause", "asked"),
    [
        ("新建停车场6处。", ["新建停车场 >= 6 处"]),
        ("新建6个社区食堂、4个托育中心。", ["新建社区食堂 >= 6 个", "托育中心 >= 4 个"]),
        ("旅游收入突破30亿元。", ["旅游收入 > 30 亿元"]),
        ("粉尘浓度控制在35微克/立方米以内。", ["粉尘浓度 <= 35 微克/立方米"]),
        ("培育龙头企业2-3家。", ["培育龙头企业 2..3 家"]),
        ("一般公共预算收入与上年持平。", ["一般公共预算收入 增长 >= 0 %"]),
        ("审批、验收等事项办理时间压缩20%。", ["审批办理时间 下降 >= 20 %", "验收办理时间 下降 >= 20 %"]),
        ("工业用电、税收分别增长6%和8%。", ["工业用电 增长 >= 6 %", "税收 增长 >= 8 %"]),
        ("固定资产投资完成90亿元，增长11%。", ["固定资产投资 >= 90 亿元", "固定资产投资 增长 >= 11 %"]),
        ("行政村通硬化路全覆盖。", ["行政村通硬化路覆盖率 >= 100 %"]),
        ("零就业家庭动态清零。", ["零就业家庭 = 0 户"]),
        ("居民收入增速高于经济增速。", ["居民收入 增长 > 地区生产总值 增长"]),
    ],
)
def test_a_clause_asks_for(clause: str, asked: list[str]) -> None:
    """Operators, measures, several in one clause."""
    assert _lines(clause) == asked


@pytest.mark.parametrize(
    "clause",
    [
        "充分发挥12345热线作用。",
        "扎实开展三年行动，全面落实八项规定。",
        "依托6个乡镇、92个村发展旅游。",
        "去年新建公园4处，为今年打下基础。",
        "深化“2+4”产业体系，坚持四个原则。",
        "推动产业转型升级，加强队伍建设，优化营商环境。",
        "健全管理体制，提高服务水平。",
        "贯彻中央经济工作会议精神。",
    ],
)
def test_what_only_describes_is_no_target(clause: str) -> None:
    assert _lines(clause) == []


def test_a_total_investment_is_no_target_but_the_work_is_one() -> None:
    assert _lines("开工建设总投资12亿元的云山抽水蓄能电站。") == ["云山抽水蓄能电站 -> 开工"]


@pytest.mark.parametrize(
    ("clause", "asked"),
    [
        ("启动东环路、柳林街建设。", ["东环路 -> 开工", "柳林街 -> 开工"]),
        ("推进火车站广场、白塔广场升级改造工程。", ["火车站广场升级改造工程 -> 在建", "白塔广场升级改造工程 -> 在建"]),
        ("推动远山陶瓷、新禾饲料等项目竣工投产。", ["远山陶瓷项目 -> 投用", "新禾饲料项目 -> 投用"]),
        ("加快推进远山陶瓷等项目建设，确保年内投产。", ["远山陶瓷项目 -> 投用"]),
        ("谋划启动城北外环建设。", ["城北外环 -> 谋划"]),
        ("争创国家级生态文明示范区。", ["国家级生态文明示范区 -> 获评"]),
        ("出台《甲县河道管理办法》。", ["《甲县河道管理办法》 -> 完工"]),
        ("举办白塔文化节。", ["白塔文化节 -> 完工"]),
        ("建立防止返贫监测与帮扶机制。", ["防止返贫监测与帮扶机制 -> 完工"]),
        ("推进傅庄、乐山2个输变电工程。", ["傅庄输变电工程 -> 在建", "乐山输变电工程 -> 在建"]),
    ],
)
def test_a_clause_names_works(clause: str, asked: list[str]) -> None:
    assert _lines(clause) == asked


@pytest.mark.parametrize(
    ("clause", "due"),
    [
        ("上半年完成白塔桥加固。", "2024-06-30"),
        ("9月底前建成白塔小学。", "2024-09-30"),
        ("到2026年，规上工业企业达到80家。", "2026-12-31"),
        ("旅游收入三年突破50亿元。", "2026-12-31"),
        ("年内建成白塔小学。", None),
    ],
)
def test_by_when(clause: str, due: str | None) -> None:
    draft = draft_plan(Document("plan.txt", f"甲县2024年工作计划\n一、2024年工作安排\n（一）抓好各项工作。{clause}\n"))
    (target,) = (each.target for commitment in draft.commitments for each in commitment.targets)
    assert (target.due.isoformat() if target.due else None) == due


def test_goals_of_other_years_are_left_out_and_told() -> None:
    text = (
        "甲县2022年政府工作报告\n一、过去五年工作回顾\n五年来，新建公园9处。\n二、今后五年主要目标和2022年工作安排\n"
        "今后五年，全县经济总量增长50%。到2026年，规上企业达到90家。\n"
        "2022年是开局之年，重点抓好以下工作：\n（一）壮大产业。新增规上企业8家。\n（二）改善民生。改造老旧小区5个。\n"
    )
    document = Document("plan.txt", text)
    year, five = draft_plan(document), None
    assert [str(each) for each in year.other_periods] == ["2022..2026"]
    assert [each.target.written for c in year.commitments for each in c.targets] == [
        "新增规上企业 >= 8 家",
        "改造老旧小区 >= 5 个",
    ]
    five = draft_plan(document, year.other_periods[0])
    assert str(five.period) == "2022..2026"
    assert "规上企业 >= 90 家" in [each.target.written for c in five.commitments for each in c.targets]


def test_every_kind_of_page_numbers_alike() -> None:
    """The same list with full-width or half-width brackets, circled or with full stops."""
    for marks in ("（1）（2）（3）", "(1)(2)(3)", "①②③"):
        listed = [marks[i : i + len(marks) // 3] for i in range(0, len(marks), len(marks) // 3)]
        text = "甲县2024年计划\n一、2024年任务\n" + "\n".join(
            f"{mark}新建{name}{n}处。"
            for mark, name, n in zip(listed, ("公园", "车站", "码头"), (3, 4, 5), strict=True)
        )
        draft = draft_plan(Document("plan.txt", text))
        assert [each.id for each in draft.commitments] == [1, 2, 3], marks


def test_a_page_is_told_where_there_are_pages() -> None:
    text = "甲县2024年工作计划\n一、2024年工作安排\n（一）新建公园3处。\n（二）改造桥梁2座。\n"
    cut = text.index("（二）")
    document = Document("plan.pdf", text, pages=(Page(1, 0, cut), Page(2, cut, len(text))))
    written = write_targets(draft_plan(document), "en")
    assert f"新建公园 >= 3 处   # p.1 {text.index('新建')}–{text.index('处') + 1}\n" in written
    assert f"改造桥梁 >= 2 座   # p.2 {text.index('改造')}–{text.index('座') + 1}\n" in written


# ── whatever the text ─────────────────────────────────────────────────────────────────────────────

_PIECES = st.sampled_from(
    [
        "新建",
        "改造",
        "推进",
        "完成",
        "启动",
        "停车场",
        "白塔路",
        "“双河”项目",
        "机制",
        "5",
        "30%",
        "1.2万",
        "亿元",
        "处",
        "个",
        "、",
        "，",
        "。",
        "；",
        "和",
        "等",
        "（1）",
        "（2）",
        "一是",
        "二是",
        "（一）",
        "（二）",
        "一、",
        "二、",
        "2024年",
        "增长",
        "下降",
        "达到",
        "力争",
        "以上",
        "左右",
        "全覆盖",
        "清零",
        "与",
        "同步",
        "：",
        "#",
        ">",
        '"',
        "'",
        "-",
        "{",
        "[",
        "\t",
        "\n",
        "——",
        "》",
        "《",
        "”",
        "“",
        "1.",
        "2.",
        "序号",
        "A",
        "B目标",
    ]
)


@given(st.lists(_PIECES, max_size=60).map("".join))
@example("新建停车场-达到20个。")  # a name that ends in a sign that the one line can't hold
@example("新建停车场20-0个。")
def test_any_text_becomes_a_file_that_can_be_read(text: str) -> None:
    """Nothing breaks the YAML, every quote stands where its comment says, and each target reads as it was drafted."""
    import tempfile

    document = Document("plan.txt", f"甲县2024年工作计划\n{text}")
    draft = as_read_back(draft_plan(document))
    if not draft.commitments:
        return  # ``draft_report`` refuses it
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "draft.yaml"
        path.write_text(write_targets(draft, "en", quotes=True), encoding="utf-8")
        file, findings = read_targets(str(path))
    assert file is not None, [str(each.message) for each in findings]
    drafted = [each for commitment in draft.commitments for each in commitment.targets]
    read = [target for commitment in file.commitments for target in commitment.targets]
    assert len(read) == len(drafted)
    for one, other in zip(drafted, read, strict=True):
        assert 0 <= one.start < one.end <= len(document.text)
        names = set(FigureTarget.__slots__) | set(MilestoneTarget.__slots__) | {"than"}
        names -= {"written", "place", "shown_unit", "scale"}  # how and where it is written
        if isinstance(other, FigureTarget) and other.op is Op.EQUAL:
            names.remove("better")  # exactly so many: no side is better
        for key in names:
            assert getattr(one.target, key, None) == getattr(other, key, None), key
    for commitment, filed in zip(draft.commitments, file.commitments, strict=True):
        asked = (commitment.id, commitment.title, commitment.area, commitment.owner, commitment.due)
        assert asked == (filed.id, filed.title, filed.area, filed.owner, filed.due)
    assert (draft.locality.name, draft.period, draft.source.title) == (
        file.locality.name, file.period, file.source.title,
    )  # fmt: skip


def _drafted(target: FigureTarget | MilestoneTarget) -> Draft:
    one = DraftTarget(target, 0, 2)
    return Draft(
        Document("plan.txt", "停车场五处。"), Locality("甲县"), Period.of_year(2024), Source("计划"), None,
        (DraftCommitment(1, "停车场", 0, 6, targets=(one,)),),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("target", "in_full"),
    [
        (FigureTarget("停车场", Op.AT_LEAST, Decimal(5), "处", written="停车场 >= 5 处"), False),
        (FigureTarget("停车场-", Op.AT_LEAST, Decimal(5), "处", written="停车场- >= 5 处"), True),
        (FigureTarget("停" * 250, Op.AT_LEAST, Decimal(5), "处", written=f"{'停' * 250} >= 5 处"), True),
        (FigureTarget("停车场 增长", Op.AT_LEAST, Decimal(5), "处", written="停车场 增长 >= 5 处"), True),
        (MilestoneTarget("甲 -> 乙", Stage.BUILT, written="甲 -> 乙 -> 完工"), True),
        (MilestoneTarget("甲桥", Stage.IN_USE, written="甲桥 -> 投用"), False),
    ],
)
def test_what_one_line_can_not_say_is_written_in_full(target: FigureTarget | MilestoneTarget, in_full: bool) -> None:
    [commitment] = as_read_back(_drafted(target)).commitments
    [each] = commitment.targets
    assert (each.target, each.in_full, bool(each.doubts)) == (target, in_full, in_full)


@pytest.mark.parametrize(
    "target",
    [
        FigureTarget("停车场", Op.RANGE, Decimal(20), "个", high=Decimal(0), written="停车场 20..0 个"),
        FigureTarget("停车场", Op.AT_LEAST, Decimal("9" * 25), "处", written=f"停车场 >= {'9' * 25} 处"),
    ],
)
def test_what_no_file_can_say_is_left_out_and_told(target: FigureTarget) -> None:
    draft = as_read_back(_drafted(target))
    assert [each.target for each in draft.left_out] == [target]
    assert [each.targets for each in draft.commitments] == [()]
    assert f"# Left out, as a targets file can not say it: {target.written} (0–2)\n" in write_targets(draft, "en")


@given(st.text(max_size=40))
def test_a_scalar_is_read_as_the_text_it_was(text: str) -> None:
    import tempfile

    clean = "".join(char for char in text if not "\ud800" <= char <= "\udfff")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "one.yaml"
        path.write_text(f"title: {scalar(clean)}\n", encoding="utf-8", newline="")
        import yaml

        assert yaml.load(path.read_bytes().decode(), Loader=yaml.BaseLoader) == {"title": clean}


def test_the_same_bytes_twice() -> None:
    path = str(CASES[0])
    assert write_targets(draft_report(path)[0], "zh") == write_targets(draft_report(path)[0], "zh")


def test_the_parser_of_targets_agrees_with_the_writer(tmp_path: Path) -> None:
    path = tmp_path / "draft.yaml"
    path.write_text(write_targets(draft_report(str(CASES[0]))[0], "zh"), encoding="utf-8")
    assert parse_targets(read_yaml(str(path))).file is not None
