"""Markdown is read as its reader sees it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.model import Document, Layout
from tracker.read.limits import LIMIT
from tracker.read.text import read_text
from tracker.read.weighed import weighing


def read(written: str, name: str = "a.md") -> Document:
    return read_text(name, written.encode())


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("新建停车场**7**处", "新建停车场7处"),
        ("新建__停车场__7处", "新建停车场7处"),
        ("新建*停车场*7处", "新建停车场7处"),
        ("新建停车场~~7~~9处，绿地1~~2~~3处", "新建停车场9处，绿地1 3处"),
        ("新建停车场<del>7</del>9处<!-- 7处\n8处 -->", "新建停车场9处"),
        ("新建停车场<s>7<b>处</b>（<s>旧</s>）</s>9处", "新建停车场9处"),
        ("新建[停车场](https://example.invalid/a)7处![图](a.png)", "新建停车场7处"),
        ("绿地12万m<sup>2</sup>，总值<sup>[3]</sup>118亿元<sup>4</sup>", "绿地12万m²，总值118亿元⁴"),
        ("<font color=red>新建</font>停车场`7`处<br>其中城北3处", "新建停车场7处\n其中城北3处"),
        ("新建停车场7处&nbsp;增长&gt;5%", "新建停车场7处\u00a0增长>5%"),
        ("1\\. 新建\\*停车场\\*7处", "1. 新建*停车场*7处"),
        ("> 新建停车场7处", "新建停车场7处"),
        ("2 * 3 * 4，[2022] 3号，a_b_c，~~ 7处 ~~", "2 * 3 * 4，[2022] 3号，a_b_c，~~ 7处 ~~"),
    ],
)
def test_signs_that_only_shape_the_text_are_left_out(written: str, text: str) -> None:
    assert read(written).text == text


def test_headings_are_told_by_their_level() -> None:
    document = read("# 某县2030年政府工作报告\n\n## 一、2030年工作回顾 ##\n全年新建停车场7处。\n#7处\n")
    assert document.text == "某县2030年政府工作报告\n\n一、2030年工作回顾\n全年新建停车场7处。\n#7处\n"
    assert [(each.layout, each.level) for each in document.blocks[:2]] == [(Layout.HEADING, 1), (Layout.HEADING, 2)]


def test_a_cell_with_signs_and_breaks_is_one_line() -> None:
    document = read("| **任务** | 完成 |\n| --- | --- |\n| 停车场<br>（城北） | ~~7处~~ **9处** |\n")
    cells = [document.text[each.start : each.end] for each in document.tables[0].cells]
    assert cells == ["任务", "完成", "停车场 （城北）", "9处"]


def test_a_text_file_is_no_markdown() -> None:
    assert read("新建停车场**7**处~~旧~~", "a.txt").text == "新建停车场**7**处~~旧~~"


@given(st.text("甲7*_~`[]()<>#|\\\n !&;-br/sup", max_size=80))
def test_no_markdown_fails(written: str) -> None:
    if written.strip():
        document = read(written)
        assert all(each.end <= len(document.text) for each in document.blocks)


@pytest.mark.parametrize("signs", ["**", "~~甲", "<s>", "<sup>", "[", "![](", "`", "<!--", "<br>|", "*甲", "\\", "&a"])
def test_a_file_of_nothing_but_signs_ends(signs: str) -> None:
    with weighing(2 * LIMIT):
        assert read(signs * 20_000 + "处") is not None
