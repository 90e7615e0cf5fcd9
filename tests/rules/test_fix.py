"""``--fix`` mends what it should and touches nothing else."""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules import bad_cases
from tracker.model import Fix, Place, Severity, Target, TargetsFile
from tracker.read.nodes import parse_yaml
from tracker.validating import fix_file, validate_sheet
from tracker.write.fixes import apply_fixes, write_diff

HEAD = """\
version: 1
locality:
  name: 呼兰区
period: 2022
source:
  title: 呼兰区2022年工作计划
commitments:
"""


def fixed(tmp_path: Path, text: str) -> str:
    path = tmp_path / "a.yaml"
    path.write_bytes(text.encode())
    return fix_file(str(path)).raw.decode()


def mended(tmp_path: Path, body: str) -> str:
    return fixed(tmp_path, HEAD + body).removeprefix(HEAD)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("  - id: 4.10   # 第十\n    title: a\n", '  - id: "4.10"   # 第十\n    title: a\n'),
        ("  - id: 08\n    title: a\n", "  - id: 8\n    title: a\n"),
        ("  - id: 1\n    title：公园   # 注\n", "  - id: 1\n    title: 公园   # 注\n"),
        ("  - id: 1\n    title: 2022\n", '  - id: 1\n    title: "2022"\n'),
        ("  - id: 1\n    title: a\n    due: 2022/6/1\n", "  - id: 1\n    title: a\n    due: 2022-06-01\n"),
        ("  - id: 1\n    Title: a\n", "  - id: 1\n    title: a\n"),
    ],
)
def test_values(tmp_path: Path, before: str, after: str) -> None:
    assert mended(tmp_path, before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("新建停车场 ≥ ５ 处", "新建停车场 >= 5 处"),
        ("投资 增长 ≥ 1，000 ％   # 注", "投资 增长 >= 1000 %   # 注"),
        ("绿地 >= 3 万㎡", "绿地 >= 3 万平方米"),
        ("'绿地 >= 3 ㎡'", "'绿地 >= 3 平方米'"),
        ("道路 → 竣工", "道路 -> 完工"),
        ('"双创"基地 ≥ 1 个', "'\"双创\"基地 >= 1 个'"),
        ('{indicator: 绿地, op: ≥, value: 3, unit: "％"}', '{indicator: 绿地, op: ">=", value: 3, unit: "%"}'),
        ("{indicator: 绿地率, op: '≥', value: \"3\", unit: ％}", '{indicator: 绿地率, op: ">=", value: 3, unit: "%"}'),
        ('{indicator: 投资, measure: 增长, op: ~, value: 3, unit: "%"}',
         '{indicator: 投资, measure: growth, op: "~", value: 3, unit: "%"}'),
        ("{milestone: 道路, stage: 通车}", "{milestone: 道路, stage: 投用}"),
        # nothing certain, nothing done
        ("新建停车场 >= 5 个处", "新建停车场 >= 5 个处"),
        ("新建停车场 5 处", "新建停车场 5 处"),
        ("道路 -> 起飞", "道路 -> 起飞"),
    ],
)  # fmt: skip
def test_targets(tmp_path: Path, before: str, after: str) -> None:
    head = "  - id: 1\n    title: a\n    targets:\n      - "
    assert mended(tmp_path, f"{head}{before}\n") == f"{head}{after}\n"


ONE = "  - id: 1\n    title: a\n    targets:\n      - 花坛 >= 3 个\n      - 草坪 >= 4 个\n"


@pytest.mark.parametrize(
    ("right", "wrong", "finding"),
    [
        ("  - id", "  － id", "8:1: this dash makes no list"),
        ("      - 花坛 >= 3 个\n      - 草坪", "      － 花坛 >= 3 个\n      －草坪", "11:1: this dash makes no list"),
        ("      - 花坛", "      -　花坛", "11:1: this dash makes no list"),
        ("      - 花坛", "      — 花坛", "11:1: this dash makes no list"),
        ("  - id", "　- id", "8:1: a full-width space indents nothing"),
        ("    title", "　　title", "9:1: a full-width space indents nothing"),
        ("      - 花坛", "　　　- 花坛", "11:1: a full-width space indents nothing"),
        ("      - 花坛", "\xa0     - 花坛", "11:1: a full-width space indents nothing"),
    ],
)
def test_full_width_dashes_and_spaces_at_the_begin_of_a_line(
    tmp_path: Path, right: str, wrong: str, finding: str
) -> None:
    """They are text to YAML, which then complains of another line, or says that commitments: is empty."""
    text = HEAD + ONE.replace(right, wrong, 1)
    told = validate_sheet(parse_yaml(text.encode(), "a.yaml")).findings[0]
    assert f"{told.place.line}:{told.place.column}: {told.message}".startswith(finding)
    assert fixed(tmp_path, text) == HEAD + ONE


def test_a_file_indented_by_full_width_spaces_throughout(tmp_path: Path) -> None:
    text = (HEAD + ONE).replace("  ", "　")
    assert fixed(tmp_path, text) == HEAD + ONE


@pytest.mark.parametrize(
    "title", ['"　　全角开头"', '"甲\n\n　　乙"', "|\n      　　段落\n      － 一\n", "甲\n      — 乙", "－甲", "——甲"]
)
def test_full_width_signs_in_a_text_stay(tmp_path: Path, title: str) -> None:
    text = HEAD + f"  - id: 1\n    title: {title}\n"
    file = validate_sheet(parse_yaml(text.encode(), "a.yaml"))
    assert [each for each in file.findings if each.severity is Severity.ERROR] == []
    assert fixed(tmp_path, text) == text


def test_a_fence_of_markdown_is_taken_out(tmp_path: Path) -> None:
    text = f"```yaml\n{HEAD}{ONE}```\n"
    told = validate_sheet(parse_yaml(text.encode(), "a.yaml")).findings
    assert [each.place.line for each in told if "a fence of Markdown" in str(each.message)] == [1, 14]
    assert fixed(tmp_path, text) == f"\n{HEAD}{ONE}\n"


def test_keys_are_put_in_order_with_their_comments(tmp_path: Path) -> None:
    before = """\
  - targets:   # 两个
      # 第一个
      - 新建停车场 >= 5 处
      - op: ">="   # 至少
        # 名称
        indicator: 公交港湾
        unit: 处
        value: 20
    title: 停车场   # 与公交港湾
    id: 1

  # 第二项
  - title: 公园
    # 号
    id: 2
"""
    after = """\
  - id: 1
    title: 停车场   # 与公交港湾
    targets:   # 两个
      # 第一个
      - 新建停车场 >= 5 处
      - op: ">="   # 至少
        # 名称
        indicator: 公交港湾
        unit: 处
        value: 20

  # 第二项
  - title: 公园
    # 号
    id: 2
"""
    # where a comment would come to stand behind the dash, nothing moves
    assert mended(tmp_path, before) == after


def test_keys_are_put_in_order_in_every_block(tmp_path: Path) -> None:
    before = """\
  - title: a
    id: 1
    targets:
      - unit: 处
        value: 5
        op: "="
        indicator: b
"""
    after = """\
  - id: 1
    title: a
    targets:
      - indicator: b
        op: "="
        value: 5
        unit: 处
"""
    assert mended(tmp_path, before) == after
    assert mended(tmp_path, before[:-1]) == after[:-1]  # no line end before, none after
    crlf = (HEAD + before).replace("\n", "\r\n")
    assert fixed(tmp_path, crlf) == (HEAD + after).replace("\n", "\r\n")


def test_a_byte_order_mark_stays(tmp_path: Path) -> None:
    text = "\ufeff" + HEAD + "  - id: 08\n    title: a\n"
    assert fixed(tmp_path, text) == text.replace("08", "8")


@pytest.mark.parametrize("path", bad_cases.bad_files(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_fix_ends(path: Path) -> None:
    """Of each bad file what can be mended is, and a second run finds nothing more to mend."""
    result = fix_file(str(path))
    assert not [finding for finding in result.after.findings if finding.fix is not None]
    if result.mended == 0:
        assert result.raw == path.read_bytes() or path.stem.startswith("encoding")


@pytest.mark.parametrize("path", bad_cases.ok_files(), ids=lambda path: path.name)
def test_a_good_file_stays_as_it_is(path: Path) -> None:
    assert fix_file(str(path)).raw == path.read_bytes()


# ── a valid file stays valid, and says the same ───────────────────────────────────────────────────


@st.composite
def valid_files(draw: st.DrawFn) -> str:
    """Valid files with their keys in any order, comments anywhere, units in any spelling, in either kind of lines."""
    shuffle = random.Random(draw(st.integers(0, 10_000)))
    newline = draw(st.sampled_from(["\n", "\r\n"]))

    def block(indent: int, entries: dict[str, str | list[str]], dash: bool = False) -> list[str]:
        keys = list(entries)
        shuffle.shuffle(keys)
        lines: list[str] = []
        for key in keys:
            value = entries[key]
            if lines and shuffle.random() < 0.2:
                lines.append(" " * indent + f"# 注{shuffle.randrange(99)}")
            tail = f"   # 尾{shuffle.randrange(99)}" if shuffle.random() < 0.2 else ""
            if isinstance(value, list):
                lines += [f"{' ' * indent}{key}:{tail}", *value]
            else:
                lines.append(f"{' ' * indent}{key}: {value}{tail}")
        if dash:
            lines[0] = " " * (indent - 2) + "- " + lines[0].lstrip()
        return lines

    def target() -> list[str]:
        unit = shuffle.choice(["处", '"%"', "㎡", "万平米", '"％"', "亿元", "百分点"])
        if shuffle.random() < 0.5:
            bare = unit.strip('"')
            return [f"      - 指标{shuffle.randrange(9)} 增长 >= {shuffle.randrange(90)} {bare}"]
        full: dict[str, str | list[str]] = {
            "indicator": f"指标{shuffle.randrange(9)}", "op": '">="', "value": str(shuffle.randrange(90)), "unit": unit,
        }  # fmt: skip
        if shuffle.random() < 0.3:
            full["scope"] = "老城区"
        return block(8, full, dash=True)

    items: list[str] = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        targets = [line for _ in range(shuffle.randrange(1, 4)) for line in target()]
        written = shuffle.choice([str(number), f"0{number}"])
        items += block(4, {"id": written, "title": f"任务{number}", "due": "2022-06-30", "targets": targets}, dash=True)
        if shuffle.random() < 0.3:
            items += ["", "  # 间隔"]
    head: dict[str, str | list[str]] = {
        "version": "1", "locality": ["  within: 哈尔滨市", "  name: 呼兰区"], "period": "2022",
        "source": "{title: 计划}", "commitments": items,
    }  # fmt: skip
    return newline.join([*block(0, head), ""])


def values(file: TargetsFile | None) -> object:
    """All that a file says, without where it says it."""
    assert file is not None

    def bare(target: Target) -> Target:
        return replace(target, place=Place(""), written="")

    return replace(
        file,
        sha256="",
        commitments=tuple(
            replace(each, targets=tuple(map(bare, each.targets)), place=Place("")) for each in file.commitments
        ),
    )


@given(valid_files())
def test_a_valid_file_stays_valid_and_says_the_same(text: str) -> None:
    before = validate_sheet(parse_yaml(text.encode(), "a.yaml"))
    assert before.targets is not None, [str(finding.message) for finding in before.findings]
    after, rounds = text, 0
    while True:
        found = validate_sheet(parse_yaml(after.encode(), "a.yaml"))
        mends = [finding.fix for finding in found.findings if finding.fix is not None]
        if not mends or rounds > 20:
            break
        after, rounds = apply_fixes(after, mends)[0], rounds + 1
    assert rounds <= 20
    assert values(found.targets) == values(before.targets)
    assert Counter(re.findall(r"#[^\r\n]*", after)) == Counter(re.findall(r"#[^\r\n]*", text))
    assert Counter(re.findall(r"\r\n|\n", after)) == Counter(re.findall(r"\r\n|\n", text))
    assert not any(finding.severity is Severity.ERROR for finding in found.findings)


# ── putting fixes in ──────────────────────────────────────────────────────────────────────────────


def test_fixes_that_touch_wait_for_the_next_round() -> None:
    assert apply_fixes("abcdef", [Fix(0, 6, "X"), Fix(1, 2, "B"), Fix(4, 5, "E")]) == ("aBcdEf", 2)
    assert apply_fixes("abc", [Fix(1, 2, "B"), Fix(1, 2, "B")]) == ("aBc", 1)
    assert apply_fixes("abc", []) == ("abc", 0)


@given(
    st.text("ab\n", max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 5), st.text("xy", max_size=3)))
)
def test_outside_a_fix_nothing_changes(text: str, raw: list[tuple[int, int, str]]) -> None:
    fixes = [Fix(start, min(start + length, len(text)), new) for start, length, new in raw if start <= len(text)]
    after, count = apply_fixes(text, fixes)
    if count == 1 and len(fixes) == 1:
        fix = fixes[0]
        assert after == text[: fix.start] + fix.new + text[fix.end :]
    if not fixes:
        assert after == text


def test_the_diff_is_one() -> None:
    assert write_diff("a\nb", "a\nc", "t/x.yaml") == (
        "--- a/t/x.yaml\n+++ b/t/x.yaml\n@@ -1,2 +1,2 @@\n a\n"
        "-b\n\\ No newline at end of file\n+c\n\\ No newline at end of file\n"
    )
    assert write_diff("a\n", "a\n", "x") == ""
