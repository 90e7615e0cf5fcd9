"""The time and place that the head of a report tells."""

from __future__ import annotations

import pytest

from tracker.model import Document, Period
from tracker.understand import understand
from tracker.understand.frame import part_of_year, plain_title


def head(text: str) -> tuple[str, str | None]:
    reading = understand(Document("report.txt", text))
    return str(reading.period), reading.locality


@pytest.mark.parametrize(
    ("title", "months"),
    [
        ("云溪县2023年上半年工作总结", (1, 6)), ("2023年前三季度完成情况", (1, 9)), ("2023年一季度运行情况", (1, 3)),
        ("2023年第三季度运行情况", (7, 9)), ("2023年前八个月进展", (1, 8)), ("2023年1—11月落实情况", (1, 11)),
        ("民生实事进度表(截至10月31日)", (1, 10)), ("9月份民生工程进展情况", (1, 9)), ("二、9月份", (9, 9)),
        ("2023年工作总结", None), ("2023年下半年工作安排", None), ("2023年1-12月运行情况", None),
        ("2023年下半年工作打算和上半年总结", None), ("2023年前两季度情况", (1, 6)),
    ],
)  # fmt: skip
def test_a_title_names_a_part_of_the_year(title: str, months: tuple[int, int] | None) -> None:
    assert part_of_year(title) == months


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("东山县2024年政府工作报告\n\n一、2023年工作回顾\n改造小区3个。", "2023"),
        ("东山县2023年国民经济和社会发展统计公报\n\n一、综合\n粮食产量3万吨。", "2023"),
        ("政府工作报告\n——2021年12月18日在东山县第九届人民代表大会上\n\n一、过去一年工作回顾\n改造小区3个。", "2021"),
        ("政府工作报告\n（2022年1月）\n\n一、过去一年工作回顾\n改造小区3个。", "2021"),
        ("政府工作报告\n2022-01-20\n\n一、过去五年工作回顾\n改造小区3个。", "2017..2021"),
        ("东山县上半年民生实事完成情况\n2023-07-20\n\n改造小区3个。", "2023-01..2023-06"),
        ("东山县二〇二二年统计公报\n\n改造小区3个。", "2022"),
        ("东山县2023年民生实事完成情况\n\n一、6月份\n改造小区3个。\n二、全年\n改造小区9个。", "2023"),
        ("东山县2022年工作总结\n\n一、2023年工作回顾\n改造小区3个。", "None"),
        ("东山县上半年民生实事成绩单\n\n改造小区3个。", "None"),
    ],
)
def test_the_year_is_weighed(text: str, period: str) -> None:
    assert head(text)[0] == period


def test_a_doubtful_year_says_between_which() -> None:
    from tracker.understand import find_head

    found = find_head(Document("report.txt", "东山县2022年工作总结\n\n一、2023年工作回顾\n改造小区3个。"))
    assert found.doubtful == (2022, 2023)


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("南原市新建区2023年政府工作报告", "南原市新建区"), ("关于东山县2023年预算执行情况的报告", "东山县"),
        ("根据县政府安排，现将2023年情况通报如下", None), ("海州市2023年统计公报", "海州市"),
    ],
)  # fmt: skip
def test_the_longest_place_of_the_title(title: str, place: str | None) -> None:
    assert head(f"{title}\n\n改造小区3个。")[1] == place


def test_a_heading_with_a_month_dates_what_stands_below() -> None:
    text = "东山县2023年民生实事完成情况\n\n一、6月份\n改造小区3个。\n"
    [figure] = [each for each in understand(Document("report.txt", text)).observations if each.value is not None]
    assert figure.period == Period(2023, 6, 2023, 6)


def test_a_title_is_read_in_one_spelling() -> None:
    assert plain_title("东山县 二〇二三 年 统计公报") == "东山县2023年统计公报"
