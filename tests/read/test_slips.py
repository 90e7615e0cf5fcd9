"""What hands, input methods and clipboards leave in YAML: told as what it is, and mended where one writing is right."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tracker.cli import main
from tracker.model import Severity, UnreadableReport
from tracker.read.nodes import parse_yaml, read_yaml
from tracker.validating import fix_file, validate_sheet
from tracker.validating.many import validate_paths

HEAD = """\
version: 1
locality:
  name: 呼兰区
period: 2022
source:
  title: 呼兰区2022年工作计划
commitments:
  - id: 1
    title: 路
    targets:
"""
LINE = "      - 新建停车场 >= 5 处\n"


def told(text: str) -> list[str]:
    return [f"{each.rule}: {each.message}" for each in validate_sheet(parse_yaml(text.encode(), "a.yaml")).findings]


def fixed(folder: Path, raw: bytes) -> str:
    path = folder / "a.yaml"
    path.write_bytes(raw)
    result = fix_file(str(path))
    assert result.after.targets is not None, told(result.after.text)
    return result.raw.decode()


@pytest.mark.parametrize("encoding", ["gb18030", "gbk", "utf-16"])
def test_another_encoding_is_written_anew(tmp_path: Path, encoding: str) -> None:
    assert fixed(tmp_path, (HEAD + LINE).encode(encoding)) == HEAD + LINE
    (tmp_path / "b.yaml").write_bytes((HEAD + LINE.replace(">=", "≥")).encode(encoding))
    assert fix_file(str(tmp_path / "b.yaml")).mended == 2  # and what is wrong in it besides


def test_bytes_that_no_encoding_reads_are_left(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(HEAD.encode() + b"      - \xff\xff >= 5\n")
    result = fix_file(str(path))
    assert result.mended == 0
    assert [each.fix for each in result.before.findings] == [None]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (LINE, LINE),
        ("\t\t\t- 新建停车场 >= 5 处\n", LINE),  # as wide as the key above needs it
        (f"{LINE}\t- 公交港湾 >= 20 处\n", f"{LINE}      - 公交港湾 >= 20 处\n"),  # there is one list of lines
        (f"{LINE}\t- id: 2\n\t\ttitle: 桥\n", f"{LINE}  - id: 2\n    title: 桥\n"),
    ],
)
def test_tabs(tmp_path: Path, before: str, after: str) -> None:
    assert fixed(tmp_path, (HEAD + before).encode()) == HEAD + after


def test_a_file_indented_by_tabs_throughout(tmp_path: Path) -> None:
    text = HEAD + LINE
    tabs = "\n".join("\t" * ((len(line) - len(line.lstrip())) // 2) + line.lstrip() for line in text.split("\n"))
    assert fixed(tmp_path, tabs.encode()) == text


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("period: 2022", "period: 2022年"),
        ("period: 2022", "period: ２０２２"),
        ("period: {from: 2021, to: 2025}", "period: 2021—2025年"),
        ("period: {from: 2021, to: 2025}", "period: 2021-2025"),
        ("period: 2022", "“period”: 2022"),
        ("period: 2022", "period:\u00a02022"),
        ("period: 2022", "period:\u30002022"),
        ("version: 1", "version: １"),
        ("  - id: 1", "  - id: １"),
        ("  name: 呼兰区", "  name:\u3000呼兰区"),  # the only key there: YAML reads a text, without complaint
        ("  name: 呼兰区", "  name：呼兰区"),
    ],
)
def test_heads(tmp_path: Path, right: str, wrong: str) -> None:
    good = HEAD.replace("period: 2022", right) if right.startswith("period") else HEAD
    assert right in good
    assert fixed(tmp_path, (good + LINE).replace(right, wrong, 1).encode()) == good + LINE


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("［区城管局，区住建局］", "[区城管局, 区住建局]"),
        ("【区城管局、区住建局】", "[区城管局, 区住建局]"),
        ("［区城管局, 区住建局]", "[区城管局, 区住建局]"),
        ("【区住建局（牵头）】", "[区住建局（牵头）]"),
    ],
)
def test_full_width_brackets_make_a_list(tmp_path: Path, wrong: str, right: str) -> None:
    head = HEAD.replace("    targets:\n", "    with: {}\n    targets:\n")
    assert fixed(tmp_path, (head.format(wrong) + LINE).encode()) == head.format(right) + LINE


@pytest.mark.parametrize("written", ["［区城管局：区住建局］", "【】", "“【区城管局】”", "'【区城管局】'", "【甲，】"])
def test_what_may_be_another_list_is_left(tmp_path: Path, written: str) -> None:
    head = HEAD.replace("    targets:\n", f"    with: {written}\n    targets:\n")
    (finding,) = validate_sheet(parse_yaml((head + LINE).encode(), "a.yaml")).findings
    assert (finding.rule, finding.fix) == ("type", None)
    assert str(finding.message).startswith("with: a list is expected here, not ")


def test_a_range_in_full_width_brackets(tmp_path: Path) -> None:
    target = '      - indicator: 停车场\n        op: ".."\n        value: {}\n        unit: 处\n'
    assert fixed(tmp_path, (HEAD + target.format("［５，8］")).encode()) == HEAD + target.format("[5, 8]")


def test_two_targets_on_a_line_are_parted(tmp_path: Path) -> None:
    line = "      - 新建停车场 >= 5 处；公交港湾 >= 20 处 ;南二道街 -> 开工\n"
    wanted = f"{LINE}      - 公交港湾 >= 20 处\n      - 南二道街 -> 开工\n"
    assert fixed(tmp_path, (HEAD + line).encode()) == HEAD + wanted


def test_full_width_signs_in_braces_but_not_in_quotes(tmp_path: Path) -> None:
    line = '      - ｛indicator："甲，unit：乙"，op： ">="，value： 5，unit： 处｝\n'
    wanted = '      - {indicator: "甲，unit：乙", op: ">=", value: 5, unit: 处}\n'
    assert fixed(tmp_path, (HEAD + line).encode()) == HEAD + wanted


@pytest.mark.parametrize(
    ("written", "says"),
    [
        (".inf", "value: .inf is no amount that anybody counts; write a number in digits"),
        (".nan", "value: .nan is no amount that anybody counts; write a number in digits"),
        ("1:30", "value: 1:30 is a time of day or a ratio, no number; write one in digits"),
        ("5处", "value: the number alone stands here, 5; 处 belongs to `unit:`"),
        ("５", "value: write ５ as 5"),
        ("1,200", "value: write 1,200 as 1200"),
        ("1_000", "value: write 1_000 as 1000"),
        ("1_5", "value: 1_5 is no number; write one in digits, as in 5"),
        ("五", "value: 五 is no number; write one in digits, as in 5"),
        ("abc", "value: abc is no number; write one in digits, as in 5"),
        ("true", "value: true is a yes or a no, no number; write one in digits, as in 5"),
        ("~", "value: is empty; write a number in digits, as in 5"),
        ("", "value: is empty; write a number in digits, as in 5"),
        ("[5]", "value: a list of one; write the number without brackets, as in 5"),
        ("[]", "value: a list is no number; write one in digits, as in 5"),
        ("{a: 1}", "value: a mapping is no number; write one in digits, as in 5"),
        ("[1, 2]", 'value: [low, high] goes with op: "..", and one number with any other'),
    ],
)
def test_what_is_no_value_is_told_as_what_it_is(written: str, says: str) -> None:
    target = f'      - indicator: 停车场\n        op: ">="\n        value: {written}\n        unit: 处\n'
    assert told(HEAD + target) == [f"type: {says}"]


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("5", 'value: [low, high] goes with op: "..", and one number with any other'),
        ("五", "value: 五 is no number; write one in digits, as in [5, 8]"),
        ("1_000", "value: write 1_000 as 1000"),
        ("", "value: is empty; write a number in digits, as in [5, 8]"),
        ("[5]", "value: a range holds two numbers, [low, high]"),
    ],
)
def test_what_is_no_range_is_told_once(written: str, says: str) -> None:
    target = f'      - indicator: 停车场\n        op: ".."\n        value: {written}\n        unit: 处\n'
    assert told(HEAD + target) == [f"type: {says}"]


@pytest.mark.parametrize("written", ["[]", "[5]", "[1, 2, 3]"])
def test_a_range_of_an_observation_holds_two_numbers(written: str) -> None:
    head = "version: 1\nlocality: 呼兰区\nperiod: 2022\ntitle: 公报\nobservations:\n"
    text = f"{head}  - indicator: 停车场\n    value: {written}\n    unit: 处\n"
    findings = validate_sheet(parse_yaml(text.encode(), "a.yaml"), kind="report").findings
    assert [str(each.message) for each in findings] == ["value: a range holds two numbers, [low, high]"]


def test_a_slip_of_a_key_that_is_there(tmp_path: Path) -> None:
    text = HEAD.replace("    title: 路\n", "    title: 路\n    tiltle: 街\n") + LINE
    assert told(text) == ["unknown-key: no key `tiltle:` here, and `title:` stands at line 9 already; "
                          "take one of the two out"]  # fmt: skip


def test_characters_that_nobody_sees(tmp_path: Path) -> None:
    text = HEAD + LINE.replace("新建", "\u200b新建") + "      - 公交\u202e港湾 >= 20 处\n"
    findings = validate_sheet(parse_yaml(text.encode(), "a.yaml")).findings
    assert [(each.rule, each.severity, each.place.line, each.place.column) for each in findings] == [
        ("invisible", Severity.WARNING, 11, 9),
        ("invisible", Severity.ERROR, 12, 11),
    ]
    assert fixed(tmp_path, text.encode()) == HEAD + LINE + "      - 公交港湾 >= 20 处\n"


@pytest.mark.parametrize("title", ["👩‍👩‍👧 家庭", "🏗️ 工地"])
def test_what_joins_emoji_is_seen(title: str) -> None:
    assert told(HEAD.replace("title: 路", f"title: {title}") + LINE) == []


# ── the line that draft would write ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("秸秆综合利用率达到95%以上", "秸秆综合利用率 >= 95 %"),
        ("完成南二道街建设", "南二道街 -> 完工"),
        ("新建停车场 5 处", "新建停车场 >= 5 处"),
        ("加强作风建设", None),
        ("新建停车场 >= 5", None),  # a target that was begun: the finding says what it lacks
    ],
)
def test_a_sentence_is_offered_as_draft_writes_it(line: str, offered: str | None) -> None:
    text = f"{HEAD}      - {line}\n"
    finding = next(
        each for each in validate_sheet(parse_yaml(text.encode(), "a.yaml")).findings if each.rule == "target"
    )
    assert finding.fix is None
    if offered is None:
        assert finding.offer is None
        assert "draft" not in str(finding.message)
    else:
        assert str(finding.message).endswith(f"; draft would write `{offered}`")
        assert finding.offer is not None
        mended = text[: finding.offer.start] + finding.offer.new + text[finding.offer.end :]
        assert told(mended) == []


# ── 元 ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("低保标准 >= 5000 元", True),
        ("城乡居民基础养老金 >= 113 元", True),
        ("低保标准 >= 415 元/月", False),
        ("月最低工资 >= 1860 元", False),
        ("低保标准 增长 >= 5 %", False),
        ("低保标准 提高 > 0 元", False),  # any rise
        ("低保资金 >= 3 亿元", False),
        ("人均可支配收入 >= 30000 元", False),
    ],
)
def test_what_is_paid_over_time_is_asked_how_often(line: str, asked: bool) -> None:
    assert any("by the month or by the year" in each for each in told(f"{HEAD}      - {line}\n")) is asked


# ── what is no YAML, and what lies elsewhere ──────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "as_name", "says"),
    [
        ("same.docx", "plan.docx", "a Word document"),
        ("same.docx", "plan.yaml", "a Word document"),
        ("same.pdf", "plan.pdf", "a PDF"),
        ("same.doc", "plan.doc", "older Office"),
        ("same.html", "plan.html", "a web page"),
        ("same.txt", "plan.txt", "a text by its name"),
    ],
)
def test_documents_are_told_as_such(tmp_path: Path, name: str, as_name: str, says: str) -> None:
    path = tmp_path / as_name
    shutil.copy(ROOT / "tests/cases/documents" / name, path)
    with pytest.raises(UnreadableReport, match=f"{says}.*no YAML.*(tracker draft)"):
        read_yaml(path)


def test_a_workbook_an_address_and_a_link(tmp_path: Path) -> None:
    from openpyxl import Workbook

    Workbook().save(tmp_path / "a.xlsx")
    (tmp_path / "b.yaml").symlink_to("nowhere.yaml")
    for path, says in {
        str(tmp_path / "a.xlsx"): "Excel workbook.*review apply",
        "https://example.org/plan.yaml": "https://example.org/plan.yaml: an address, no file; download",
        str(tmp_path / "b.yaml"): "a link to nowhere.yaml, which is not there",
    }.items():
        with pytest.raises(UnreadableReport, match=says):
            read_yaml(path)


def test_nothing_in_a_folder_is_skipped_in_silence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for path in ("targets/A.YAML", "targets/b.Yml", "plan.yaml", "target/c.yaml", "examples/d.yaml", "reports/e.yaml"):
        Path(path).parent.mkdir(exist_ok=True)
        Path(path).write_text(HEAD + LINE, encoding="utf-8")
    Path("other.yaml").write_text("a: 1\n", encoding="utf-8")
    Path("targets/gone.yaml").symlink_to("nowhere.yaml")
    run = validate_paths([])
    assert sorted(file.path for file in run.files) == [
        "plan.yaml", "reports/e.yaml", "target/c.yaml", "targets/A.YAML", "targets/b.Yml",
    ]  # fmt: skip
    assert {(each.place.file, each.rule) for each in run.findings} == {
        ("plan.yaml", "outside"), ("target/c.yaml", "outside"), ("reports/e.yaml", "outside"),
    }  # fmt: skip
    assert [str(each) for each in run.unreadable] == ["targets/gone.yaml: a link to nowhere.yaml, which is not there"]


@pytest.mark.parametrize(
    ("named", "says"),
    [
        ("../reports", "reports is a folder; name the files in it"),
        ("https://example.org/r.html", "an address, no file; download what it leads to, and name that file"),
        ("../reports/A-2022.yaml", "there is no file reports/A-2022.yaml; did you mean a-2022.yaml?"),
        ("../reports/a-2022.yml", "there is no file reports/a-2022.yml; did you mean a-2022.yaml?"),
        ("../reports/统计公报.docx", "there is no file reports/统计公报.docx"),
    ],
)
def test_a_report_that_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str, says: str) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("targets", "reports"):
        Path(folder).mkdir()
    Path("reports/a-2022.yaml").write_text("version: 1\n", encoding="utf-8")
    text = HEAD.replace("commitments:", f"reports: [{named}]\ncommitments:") + LINE
    Path("targets/a.yaml").write_text(text, encoding="utf-8")
    (finding,) = validate_paths(["targets/a.yaml"]).findings
    assert (finding.rule, str(finding.message), finding.place.line) == ("missing-file", says, 7)


def test_a_link_that_leads_nowhere_is_told_by_score_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for path in ("targets/A.YAML", "reports/.keep"):
        Path(path).parent.mkdir(exist_ok=True)
        Path(path).write_text(HEAD + LINE, encoding="utf-8")
    Path("targets/gone.yaml").symlink_to("nowhere.yaml")
    Path("reports/lost.txt").symlink_to("nowhere.txt")
    assert main(["--lang", "en", "score"]) == 2
    told = capsys.readouterr().err
    assert "targets/gone.yaml: a link to nowhere.yaml, which is not there" in told
    assert "reports/lost.txt: a link to nowhere.txt, which is not there" in told
    assert Path("reports_out/A.xlsx").is_file()


def test_an_operator_in_braces_wants_quotes(tmp_path: Path) -> None:
    line = "      - {indicator: 新建停车场, op: >=, value: 5, unit: 处}\n"
    assert told(HEAD + line) == ['syntax: this must be quoted as a whole: ">="']
    assert fixed(tmp_path, (HEAD + line).encode()) == HEAD + line.replace(">=", '">="')


def test_a_period_that_is_none_is_not_held_against_the_name(tmp_path: Path) -> None:
    path = tmp_path / "hulan-2022.yaml"
    path.write_text((HEAD + LINE).replace("period: 2022", "period: 2022年"), encoding="utf-8")
    assert [each.rule for each in validate_paths([str(path)]).findings] == ["period"]
