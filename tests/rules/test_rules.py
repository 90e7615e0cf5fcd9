"""Rules as functions of values: what they tell, and what they leave alone."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from tests.counting import calls_of
from tests.rules.bad_cases import CASES
from tracker.model import FigureTarget, Finding, MilestoneTarget, Severity, Stage
from tracker.read.nodes import parse_yaml
from tracker.validating import Validated, validate_file, validate_sheet
from tracker.validating.many import validate_paths

HEAD = """\
version: 1
locality:
  name: 呼兰区
period: 2022
source:
  title: 呼兰区2022年工作计划
commitments:
"""


def validate(body: str, *, path: str = "targets/example.yaml", head: str = HEAD) -> Validated:
    return validate_sheet(parse_yaml((head + body).encode(), path), kind="targets")


def with_targets(*targets: str, comment: str = "") -> Validated:
    lines = [f"      - {target}{comment}" for target in targets]
    return validate("\n".join(["  - id: 1", "    title: 项目", "    targets:", *lines, ""]))


def codes(file: Validated) -> list[str]:
    return [finding.rule for finding in file.findings]


def with_ids(*ids: str, head: str = HEAD) -> Validated:
    items = [f"  - id: {each}\n    title: 项目\n    targets: [工程{n} -> 完工]\n" for n, each in enumerate(ids)]
    return validate("".join(items), head=head)


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        (["1", "2", "3"], []),
        (['"0.1"', '"0.2"', "1", "2"], []),
        (['"1.1"', '"1.2"', '"2.1"'], []),
        (["10", "11"], []),  # a file may hold some items alone
        (["1", "3"], ["id-gap"]),
        (['"1.2"', "2"], ["id-gap"]),
        (["1", '"1.1"', '"1.2"'], []),
        (["1", "1"], ["id"]),
        (["1", '"1"'], ["id"]),
        (["2", "1"], ["id-order"]),
        (['"1.9"', '"1.10"'], ["id-gap"]),  # 1.1 to 1.8; 1.10 comes after 1.9
    ],
)
def test_ids(ids: list[str], expected: list[str]) -> None:
    assert codes(with_ids(*ids)) == expected


@pytest.mark.parametrize(
    ("ids", "expects", "expected"),
    [
        (["1", "2"], 2, []),
        (['"0.1"', '"1.1"', '"1.2"', "2"], 2, []),
        (["1", "3"], 3, ["expects"]),  # the gap is not told twice
        (["1", "3"], 2, ["id-gap"]),
        (["1", "2", "3"], 2, ["expects"]),
        (['"0.1"'], 0, []),
    ],
)
def test_expects(ids: list[str], expects: int, expected: list[str]) -> None:
    head = HEAD.replace("commitments", f"expects: {expects}\ncommitments")
    assert codes(with_ids(*ids, head=head)) == expected


@pytest.mark.parametrize(
    ("targets", "expected"),
    [
        (["新建停车场 >= 5 处", "新建停车场 <= 8 处"], []),
        (["新建停车场 >= 5 处", "新建停车场 <= 5 处"], []),
        (["新建停车场 > 5 处", "新建停车场 <= 5 处"], ["contradiction"]),
        (["新建停车场 = 5 处", "新建停车场 = 6 处"], ["contradiction"]),
        (["绿地面积 >= 2 公顷", "绿地面积 <= 30 亩"], []),
        (["绿地面积 >= 2 公顷", "绿地面积 < 30 亩"], ["contradiction"]),
        (["固定资产投资 增长 6..6.5 %", "固定资产投资 增长 >= 8 %"], []),  # a higher value meets the range
        (["固定资产投资 增长 >= 5 %", "固定资产投资 <= 1 亿元"], []),  # another measure
        (["固定资产投资 增长 ~ 5 %", "固定资产投资 增长 < 4.75 %"], ["contradiction"]),
        (["固定资产投资 增长 ~ 5 %", "固定资产投资 增长 <= 4.75 %"], []),
        (["新建停车场 >= 0 处", "新建停车场 < 0 处"], ["contradiction"]),  # 0 is a value
        (["新建停车场 >= 5 处", "新建停车场 >= 5 处"], ["repeat"]),
        (["南二道街 -> 开工", "南二道街 -> 完工"], []),
        (["南二道街 -> 开工", "南二道街 -> 开工"], ["repeat"]),
    ],
)
def test_targets_that_agree_and_that_do_not(targets: list[str], expected: list[str]) -> None:
    assert codes(with_targets(*targets)) == expected


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("城镇登记失业率 <= 4.5 %", []),
        ("固定资产投资 增长 >= 0 %", []),
        ("粮食产量 增长 >= 2 倍", []),
        ("单位能耗 下降 >= 0.5 个百分点", []),
        ("医保补助 提高 >= 30 元", []),
        ("新建停车场 >= 5 %", ["measure"]),
        ("服务业占比 >= 3 个百分点", ["measure"]),
        ("固定资产投资 增长 >= 30 元", ["measure"]),
        ("造林面积 >= 20 公顷", []),
        ("造林面积 >= 20 个", ["unit-kind"]),
        ("造林面积 增长 >= 20 %", []),
        ("旅游收入占比 >= 20 %", []),
        ("新建停车场 >= 5 嘟", ["unit"]),
        ("稻谷收购价 提高 >= 16 元/50公斤", []),
        ("居民收入 增长 ~ 地区生产总值 增长", []),
        ("居民收入 增长 >= 邻区的收成 增长", ["comparison"]),
    ],
)
def test_units_and_measures(target: str, expected: list[str]) -> None:
    assert codes(with_targets(target)) == expected


@pytest.mark.parametrize(
    ("locality", "name", "told"),
    [
        ("呼兰区", "hulan", False),
        ("呼兰区", "呼兰", False),
        ("呼兰区", "pingfang", True),
        ("呼兰区", "平房", True),
        ("海拉尔区", "hailar", False),
        ("肇源县", "zhaoyuan", False),
        ("白城市", "baicheng", False),
        ("重庆市", "chongqing", False),
        ("厦门市", "xiamen", False),
        ("呼和浩特市", "hohhot", False),
        ("内蒙古自治区", "inner-mongolia", False),
        ("全国", "china", False),
        ("香坊区", "hulan", True),
    ],
)
def test_a_file_name_and_its_locality(locality: str, name: str, told: bool) -> None:
    head = HEAD.replace("呼兰区\n", f"{locality}\n", 1)
    body = "  - id: 1\n    title: 项目\n    targets: [工程 -> 完工]\n"
    file = validate(body, head=head, path=f"targets/{name}-2022.yaml")
    assert codes(file) == (["file-name"] if told else [])


@pytest.mark.parametrize(
    ("period", "name", "told"),
    [
        ("2022", "hulan-2022", False),
        ("{from: 2022, to: 2026}", "hulan-2022-2026", False),
        ("{from: 2022, to: 2026}", "hulan-2022", True),
        ("2022", "hulan-2023", True),
        ("2022", "hulan-2022-2026", True),
        ("2022", "plan", False),  # a name that says nothing
    ],
)
def test_a_file_name_and_its_period(period: str, name: str, told: bool) -> None:
    head = HEAD.replace("2022\n", f"{period}\n", 1)
    body = "  - id: 1\n    title: 项目\n    targets: [工程 -> 完工]\n"
    assert codes(validate(body, head=head, path=f"{name}.yaml")) == (["file-name"] if told else [])


# ── silencing ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("", ["unit"]),
        ("   # tracker: ignore[unit] 原文如此", []),
        ("   #tracker:ignore[ unit , stage ] 原文如此", ["unused-ignore"]),
        ("   # tracker: ignore[unit]", ["unit", "ignore"]),
        ("   # tracker: ignore[unit]   ", ["unit", "ignore"]),
        ("   # tracker: ignore 原文如此", ["unit", "ignore"]),
        ("   # tracker: ignore[uint] 原文如此", ["unit", "ignore"]),
        ("   # tracker: ignore[stage] 原文如此", ["unit", "unused-ignore"]),
    ],
)
def test_a_comment_silences_with_a_reason(comment: str, expected: list[str]) -> None:
    assert codes(with_targets("新建停车场 >= 5 嘟", comment=comment)) == expected


def test_a_comment_on_its_own_line_speaks_of_the_next() -> None:
    body = """\
  - id: 1
    title: 项目
    targets:
      # tracker: ignore[unit] 原文如此

      # 另一条注释
      - 新建停车场 >= 5 嘟
      - 新建公厕 >= 5 嘟
"""
    file = validate(body)
    assert [(finding.rule, finding.place.line) for finding in file.findings] == [("unit", 15)]


def test_an_error_is_not_silenced() -> None:
    file = with_targets("地区生产总值 增长 6..5 %", comment="   # tracker: ignore[range] 算了")
    assert codes(file) == ["range", "ignore"]
    assert file.targets is None


def test_text_that_looks_like_a_comment_is_none() -> None:
    file = validate("  - id: 1\n    title: '# tracker: ignore[unit] x'\n    targets: [新建停车场 >= 5 嘟]\n")
    assert codes(file) == ["unit"]


# ── order ─────────────────────────────────────────────────────────────────────────────────────────


def test_findings_stand_in_the_order_of_the_file() -> None:
    file = with_targets("A >= 5 嘟", "B -> 起飞", "C >= 5 嘟", "D", "E >= 5 嘟")
    lines = [finding.place.line for finding in file.findings]
    assert lines == sorted(lines)
    assert len(set(lines)) == 5


def test_warnings_do_not_keep_a_file_from_being_used() -> None:
    file = with_targets("新建停车场 >= 5 嘟")
    assert {finding.severity for finding in file.findings} == {Severity.WARNING}
    assert file.targets is not None


def test_no_order_of_commitments_hides_a_contradiction() -> None:
    lines = ["新建停车场 >= 10 处", "新建停车场 < 10 处", "新建公厕 >= 1 座"]
    for seed in range(6):
        random.Random(seed).shuffle(lines)
        assert codes(with_targets(*lines)) == ["contradiction"]


def test_a_finding_can_be_told_in_both_languages() -> None:
    from tracker.words.messages import translate

    finding: Finding = with_targets("新建停车场 >= 5 个处").findings[0]
    assert translate(finding.message, "en") == 'no unit "个处"; did you mean "处" or "个"?'
    assert translate(finding.message, "zh") == "没有“个处”这个单位；是不是“处”或“个”？"


# ── a project's own words ─────────────────────────────────────────────────────────────────────────


def test_a_file_is_read_with_the_words_it_names(tmp_path: Path) -> None:
    """An own unit is known to the rules, converts, and takes its scale; an own stage word means its stage."""
    shutil.copy(CASES / "words" / "ok" / "own.yaml", tmp_path / "own.yaml")
    body = "words: own.yaml\ncommitments:\n  - id: 1\n    title: 项目\n    targets:\n      - {0}\n      - {1}\n"
    path = tmp_path / "a.yaml"
    path.write_text(HEAD.replace("commitments:\n", body.format("绿地 >= 2 万垧", "路 -> 落成启用")), encoding="utf-8")
    file = validate_file(str(path))
    assert [str(finding.message) for finding in file.findings] == ["落成启用 is read as the stage 完工; write that"]
    assert file.targets is not None
    area, road = file.targets.commitments[0].targets
    assert isinstance(area, FigureTarget)
    assert (area.value, area.unit) == (20000, "垧")
    assert isinstance(road, MilestoneTarget)
    assert road.stage is Stage.BUILT


def test_words_that_a_file_names_are_validated_with_it(tmp_path: Path) -> None:
    (tmp_path / "targets").mkdir()
    shutil.copy(CASES / "words" / "bad" / "words.yaml", tmp_path / "own.yaml")
    text = HEAD.replace("commitments:\n", "words: ../own.yaml\ncommitments:\n") + "  - id: 1\n    title: 项目\n"
    (tmp_path / "targets" / "a.yaml").write_text(text, encoding="utf-8")
    files = validate_paths([str(tmp_path / "targets")]).files
    assert [(Path(file.path).name, file.kind) for file in files] == [("a.yaml", "targets"), ("own.yaml", "words")]
    assert files[1].words is None


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ('unit: 处, op: ">=", value: 5', 'unit: 个, op: ">=", value: 5', True),
        ('unit: 个, op: ">=", value: 5', 'unit: 万平方米, op: ">=", value: 5', False),  # no figure is both
        ('unit: "%", op: ">=", value: 5, measure: growth', 'unit: 个, op: ">=", value: 5', False),
        ('unit: 个, op: ">=", value: 5, scope: 老城区', 'unit: 个, op: ">=", value: 5', False),
    ],
)
def test_an_alias_is_only_told_where_it_misleads(one: str, other: str, told: bool) -> None:
    file = with_targets(f"{{indicator: 改造小区, {one}}}", f"{{indicator: 改造面积, aliases: [改造小区], {other}}}")
    assert ("alias" in codes(file)) == told


# ── large files and large numbers ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("ids", "expects"), [(["1", "9" * 30], None), (["1", '"1.' + "9" * 30 + '"'], None), (["1"], "9" * 30)]
)
def test_a_slip_of_many_digits_costs_nothing(ids: list[str], expects: str | None) -> None:
    head = HEAD if expects is None else HEAD.replace("commitments", f"expects: {expects}\ncommitments")
    assert set(codes(with_ids(*ids, head=head))) <= {"id-gap", "expects"}


def test_no_rule_compares_every_target_with_every_other() -> None:
    """Targets of one name: twice as many take twice the work; pairs would take four times."""

    def work(count: int) -> int:
        lines = "".join(
            f"      - {{indicator: 停车场, aliases: [停车位], op: '>=', value: {number}, unit: 处}}   "
            "# tracker: ignore[repeat] x\n"
            for number in range(count)
        )
        text = f"  - id: 1\n    title: 项目\n    targets:\n{lines}"
        assert set(codes(validate(text))) == {"unused-ignore"}
        return calls_of(lambda: validate(text))

    assert work(800) <= 2.2 * work(400)


def test_a_chain_leads_to_a_commitment_that_is_there(tmp_path: Path) -> None:
    head = "version: 1\nlocality: {name: 呼兰区}\nperiod: 2022\nsource: {title: 计划}\ncommitments:\n"
    (tmp_path / "hulan-2021.yaml").write_text(
        head.replace("2022", "2021") + '  - {id: "3.2", title: 公园, targets: [公园 >= 5 处]}\n', encoding="utf-8"
    )
    path = tmp_path / "hulan-2022.yaml"
    for number, found in (("3.2", []), ("3.1", ["continues: hulan-2021.yaml has no commitment 3.1"])):
        item = f"  - {{id: 1, title: 公园, continues: hulan-2021/{number}, targets: [公园 >= 5 处]}}\n"
        path.write_text(head + item, encoding="utf-8")
        assert [str(each.message) for each in validate_file(str(path)).findings] == found


def test_what_an_office_keeps_up_is_kept_once_and_of_a_commitment(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    notes = "  - {id: 4, problem: 一}\n  - {id: 4, next: 二}\n"
    path.write_text(f"version: 1\ntargets: a.yaml\ndecisions: []\nprogress:\n{notes}", encoding="utf-8")
    told = [str(each.message) for each in validate_file(str(path), kind="reviews").findings]
    assert "progress: 4 stands twice, first at line 5" in told
