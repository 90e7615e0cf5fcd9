"""Drafting again after an editor's corrections: every correction and comment stays, what is new is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.draft.run import run
from tracker.drafting import draft_report, knows
from tracker.read.targets import read_targets
from tracker.write.targets_update import Updated, update_targets

HEAD = "白塔县2024年工作计划\n一、2024年工作安排\n"
PLAN = (
    HEAD + "（一）壮大产业。（1）新建停车场6处，启动东环路建设。（2）培育规上企业4家。（3）深化合作交流。\n"
    "（二）改善民生。（4）改造老旧小区5个。\n"
)
MORE = PLAN.replace("新建停车场6处", "新建停车场6处，植树造林900亩").replace(
    "改造老旧小区5个。", "改造老旧小区5个。（5）新建公园2处。"
)


def _drafted(tmp_path: Path, text: str = PLAN) -> tuple[Path, Path]:
    report, out = tmp_path / "plan.txt", tmp_path / "baita-2024.yaml"
    report.write_text(text, encoding="utf-8")
    assert run("draft", str(report), "--out", str(out)).code == 0
    return report, out


def _update(report: Path, out: Path) -> Updated:
    draft, _ = draft_report(str(report))
    file, findings = read_targets(str(out))
    assert file is not None, [str(each.message) for each in findings]
    return update_targets(out.read_bytes().decode(), file, draft, "en", knows(file))


def test_nothing_new_leaves_the_very_bytes(tmp_path: Path) -> None:
    report, out = _drafted(tmp_path)
    before = out.read_bytes()
    answer = run("draft", str(report), "--out", str(out), "--update")
    assert (answer.code, answer.out) == (0, "")
    assert "nothing new" in answer.err
    assert out.read_bytes() == before


def test_corrections_and_comments_stay_and_what_is_new_is_shown(tmp_path: Path) -> None:
    report, out = _drafted(tmp_path)
    text = out.read_text(encoding="utf-8")
    for old, new in (
        ("新建停车场 >= 6 处", "新建公共停车场 >= 6 处"),  # a name corrected
        ("    title: 规上企业", "    title: 规上企业培育   # 县经信局来电确认"),  # a title, and a comment beside it
        ("培育规上企业 >= 4 家", "培育规上企业 >= 5 家"),  # a value corrected
    ):
        assert text.count(old) == 1, text
        text = text.replace(old, new)
    text = text.replace("commitments:\n", "commitments:\n  # 第一稿，请核对\n")
    out.write_text(text, encoding="utf-8")
    report.write_text(MORE, encoding="utf-8")

    answer = run("draft", str(report), "--out", str(out), "--update")
    after = out.read_text(encoding="utf-8")
    assert answer.code == 0
    assert [line.split("  #")[0] for line in answer.out.splitlines()] == [
        "+ 1  植树造林 >= 900 亩",
        "+ 5  新建公园",
        "+ 5  新建公园 >= 2 处",
    ]
    kept = [line for line in text.splitlines() if not line.startswith("# ")]
    rest = after.splitlines()
    for line in kept:  # every line of the editor's file is still there, in its order
        assert line in rest, line
        rest = rest[rest.index(line) + 1 :]
    assert "      - 植树造林 >= 900 亩   # new" in after
    assert "新建停车场 >= 6 处" not in after.replace("新建公共停车场", "")
    file, _ = read_targets(str(out))
    assert file is not None
    assert [str(each.id) for each in file.commitments] == ["1", "2", "3", "4", "5"]


def test_what_was_deleted_is_not_offered_again(tmp_path: Path) -> None:
    report, out = _drafted(tmp_path)
    text = out.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines(keepends=True) if "东环路" in line and "->" in line)
    out.write_text(text.replace(line, ""), encoding="utf-8")
    assert _update(report, out).added == ()


def test_a_hand_made_file_gets_only_what_it_lacks(tmp_path: Path) -> None:
    """Without a ledger the names and amounts tell; the file's own order of keys and comments stays."""
    report, _ = _drafted(tmp_path)
    own = tmp_path / "own.yaml"
    own.write_text(
        "version: 1\nlocality: {name: 白塔县}\nperiod: 2024\nsource:\n  title: 计划\ncommitments:\n"
        "  - id: 1\n    title: 停车\n    targets:\n      - 停车场 >= 6 处   # 核对过\n"
        "  - id: 2\n    title: 企业\n    # 还没有目标\n  - id: 3\n    title: 合作\n",
        encoding="utf-8",
    )
    updated = _update(report, own)
    shown = [(each.id, None if target is None else target.target.written) for each, target in updated.added]
    assert shown == [(1, "东环路 -> 开工"), (2, "培育规上企业 >= 4 家"), (4, None), (4, "改造老旧小区 >= 5 个")]
    assert "      - 停车场 >= 6 处   # 核对过\n      - 东环路 -> 开工   # new" in updated.text
    assert "    title: 企业\n    targets:\n      - 培育规上企业 >= 4 家   # new" in updated.text
    own.write_text(updated.text, encoding="utf-8")
    assert _update(report, own).added == ()


def test_a_layout_that_new_lines_would_break_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    """Lists that begin at the margin are YAML too; our lines are indented."""
    report, _ = _drafted(tmp_path)
    own = tmp_path / "own.yaml"
    text = (
        "version: 1\nlocality: {name: 白塔县}\nperiod: 2024\nsource:\n  title: 计划\ncommitments:\n"
        "- id: 1\n  title: 停车\n  targets:\n  - 停车场 >= 6 处\n"
    )
    own.write_text(text, encoding="utf-8")
    answer = run("draft", str(report), "--out", str(own), "--update")
    assert (answer.code, answer.out) == (2, "")
    assert "Nothing was written" in answer.err
    assert own.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_line_ends_and_byte_order_mark_stay(tmp_path: Path, newline: str, bom: str) -> None:
    report, out = _drafted(tmp_path)
    text = out.read_text(encoding="utf-8")
    out.write_bytes((bom + text.replace("\n", newline)).encode())
    report.write_text(MORE, encoding="utf-8")
    assert run("draft", str(report), "--out", str(out), "--update").code == 0
    data = out.read_bytes().decode()
    assert data.startswith(bom + "# yaml")
    assert data.count("\n") == data.count(newline)
    assert "植树造林 >= 900 亩" in data


def test_targets_on_one_line_are_told_and_left(tmp_path: Path) -> None:
    report, _ = _drafted(tmp_path)
    own = tmp_path / "own.yaml"
    own.write_text(
        "version: 1\nlocality: {name: 白塔县}\nperiod: 2024\nsource: {title: 计划}\ncommitments:\n"
        "  - id: 1\n    title: 停车\n    targets: [停车场 >= 6 处]\n"
        "  - id: 2\n    title: 企业\n    targets: [培育规上企业 >= 4 家]\n"
        "  - id: 3\n    title: 合作\n  - id: 4\n    title: 小区\n    targets: [改造老旧小区 >= 5 个]\n",
        encoding="utf-8",
    )
    updated = _update(report, own)
    assert [each.target.written for _, each in updated.left] == ["东环路 -> 开工"]


def test_a_file_with_errors_is_not_touched(tmp_path: Path) -> None:
    report, out = _drafted(tmp_path)
    out.write_text(out.read_text(encoding="utf-8").replace("version: 1", "version: one"), encoding="utf-8")
    before = out.read_bytes()
    assert run("draft", str(report), "--out", str(out), "--update").code == 1
    assert out.read_bytes() == before


PARTS = (
    HEAD + "（一）壮大产业。加强项目建设。新建停车场6处，建成白塔小学。{}深化招商引资。引进企业4家，举办云山论坛。\n"
    "（二）改善民生。改造老旧小区5个。\n"
)


def test_a_part_keeps_its_number_when_another_is_found_before_it(tmp_path: Path) -> None:
    """What the source does not number is counted, 1.1, 1.2 …; the words that it opens with are its anchor."""
    report, out = _drafted(tmp_path, PARTS.format(""))
    text = out.read_text(encoding="utf-8")
    assert '- id: "1.2"' in text
    assert "深化招商引资" in next(line for line in text.splitlines() if line.startswith('  - id: "1.2"'))
    report.write_text(PARTS.format("优化营商服务。新设政务驿站3个，开通云山专线。"), encoding="utf-8")
    answer = run("draft", str(report), "--out", str(out), "--update")
    assert answer.code == 0, answer.err
    file, _ = read_targets(str(out))
    assert file is not None
    told = {str(each.id): [target.written for target in each.targets] for each in file.commitments}
    assert told["1.2"] == ["引进企业 >= 4 家", "云山论坛 -> 完工"]
    assert told["1.3"] == ["新设政务驿站 >= 3 个", "云山专线 -> 投用"]
