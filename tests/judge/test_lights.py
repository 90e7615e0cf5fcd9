"""Lights: how a target stands in the year, from what reports on a part of it tell; never a verdict."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from tracker.checking import Overrule, check_files
from tracker.judge.light import last_day_of
from tracker.model import CommitmentResult, FileResult, Light, Lights, Period, Verdict

NINE_MONTHS = "呼兰区2022年前三季度工作总结\n\n{text}\n"


def judged(
    folder: Path, *targets: object, text: str, due: str | None = None, as_of: date | None = None,
    lights: Lights | None = None, title: str = NINE_MONTHS, decisions: list[dict[str, object]] | None = None,
) -> tuple[FileResult, CommitmentResult]:  # fmt: skip
    commitment = {"id": 1, "title": "一项", "targets": list(targets), **({"due": due} if due else {})}
    (folder / "targets").mkdir()
    path = folder / "targets" / "hulan-2022.yaml"
    head = {"version": 1, "locality": {"name": "呼兰区"}, "period": 2022, "source": {"title": "计划"}}
    path.write_text(yaml.safe_dump({**head, "commitments": [commitment]}, allow_unicode=True), encoding="utf-8")
    if decisions is not None:
        (folder / "reviews").mkdir()
        reviews = {"version": 1, "targets": path.name, "decisions": decisions}
        (folder / "reviews" / path.name).write_text(yaml.safe_dump(reviews, allow_unicode=True), encoding="utf-8")
    report = folder / "report.txt"
    report.write_text(title.format(text=text), encoding="utf-8")
    overrule = Overrule(period=Period(2022, 1, 2022, 9) if title is NINE_MONTHS else None)
    [file], findings = check_files([str(path)], [str(report)], overrule=overrule, as_of=as_of, lights=lights)
    assert not [each for each in findings if each.severity == "error"], findings
    return file, file.results[0]


@pytest.mark.parametrize(
    ("target", "text", "light"),
    [
        (
            "新建停车场 >= 12 处",
            "前三季度新建停车场8处。",
            Light.ON_TIME,
        ),
        ("新建停车场 >= 12 处", "前三季度新建停车场7处。", Light.BEHIND),
        ("固定资产投资 增长 >= 10 %", "前三季度固定资产投资增长10.2%。", Light.ON_TIME),
        ("固定资产投资 增长 >= 10 %", "前三季度固定资产投资增长9.8%。", Light.BEHIND),
        ("居民消费价格 增长 <= 3 %", "前三季度居民消费价格增长2.1%。", Light.ON_TIME),
        ("居民消费价格 增长 <= 3 %", "前三季度居民消费价格增长3.4%。", Light.BEHIND),
        (
            "地区生产总值 增长 ~ 6.5 %",
            "前三季度地区生产总值增长6.2%。",
            Light.ON_TIME,
        ),  # met at the year's end, by ±5 %
        ("地区生产总值 增长 ~ 6.5 %", "前三季度地区生产总值增长6.1%。", Light.BEHIND),
        ("城镇登记失业率 ~ 5 %", "前三季度城镇登记失业率5.2%。", Light.ON_TIME),
        ("城镇登记失业率 ~ 5 %", "前三季度城镇登记失业率5.3%。", Light.BEHIND),
        ("南环路 -> 完工", "南环路加快施工。", Light.ON_TIME),
        ("南环路 -> 完工", "南环路完成选址。", Light.BEHIND),
        ("南环路 -> 完工", "南环路竣工通车。", Light.DONE),
        ("南环路 -> 完工", "全区经济平稳运行。", Light.NO_WORD),
        ("新建停车场 >= 12 处", "全区经济平稳运行。", Light.NO_WORD),
    ],
)
def test_the_light_of_a_target_before_its_day(tmp_path: Path, target: str, text: str, light: Light) -> None:
    file, result = judged(tmp_path, target, text=text)
    assert file.as_of == date(2022, 9, 30)  # what the report tells of, where nobody says a day
    assert result.targets[0].light is light
    assert result.light is light


def test_a_light_is_no_verdict(tmp_path: Path) -> None:
    _, result = judged(tmp_path, "新建停车场 >= 12 处", text="前三季度新建停车场7处。")
    assert (result.verdict, result.light) == (Verdict.UNVERIFIABLE, Light.BEHIND)


def test_the_day_decides_what_is_due_and_what_is_overdue(tmp_path: Path) -> None:
    text, year = "南环路完成路基施工。", "呼兰区2022年工作总结\n\n{text}\n"
    for number, (day, light) in enumerate(
        [(date(2022, 11, 30), Light.BEHIND), (date(2022, 12, 31), Light.OVERDUE), (date(2023, 2, 1), Light.OVERDUE)]
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        _, result = judged(folder, "南环路 -> 完工", text=text, title=year, as_of=day)
        assert result.light is light


def test_what_falls_due_soon(tmp_path: Path) -> None:
    _, result = judged(tmp_path, "南环路 -> 完工", text="全区经济平稳运行。", due="2022-10-20")
    assert result.light is Light.DUE_SOON


def test_thresholds_move_lights(tmp_path: Path) -> None:
    strict = Lights(behind=Decimal("0.01"), due_soon=100, begun=Decimal("0.9"))
    cases = [
        ("新建停车场 >= 12 处", "前三季度新建停车场8处。", Light.BEHIND),
        ("南环路 -> 完工", "南环路完成选址。", Light.DUE_SOON),
    ]
    for number, (target, text, light) in enumerate(cases):
        folder = tmp_path / str(number)
        folder.mkdir()
        _, result = judged(folder, target, text=text, lights=strict)
        assert result.light is light


def test_a_commitment_has_the_worst_light_of_its_targets(tmp_path: Path) -> None:
    _, result = judged(
        tmp_path, "新建停车场 >= 12 处", "南环路 -> 完工", text="前三季度新建停车场7处。南环路竣工通车。"
    )
    assert [each.light for each in result.targets] == [Light.BEHIND, Light.DONE]
    assert result.light is Light.BEHIND


def test_a_reviewers_decision_stands_over_the_lights_of_targets(tmp_path: Path) -> None:
    decision = {"id": 1, "verdict": "met", "by": "王芳", "on": "2022-10-08", "why": "现场看过"}
    _, result = judged(tmp_path, "南环路 -> 完工", text="南环路完成选址。", decisions=[decision])
    assert (result.targets[0].light, result.light) == (Light.BEHIND, Light.DONE)


def test_without_a_day_there_is_no_light(tmp_path: Path) -> None:
    file, result = judged(tmp_path, "南环路 -> 完工", text="南环路完成选址。", title="消息\n\n{text}\n")
    assert file.as_of is None
    assert result.light is None


def test_the_share_of_time_that_is_shown_is_that_of_the_light(tmp_path: Path) -> None:
    """Of a target due at the end of October nine months are nine tenths, whatever the year has left."""
    _, result = judged(
        tmp_path, "新建停车场 >= 12 处", text="前三季度新建停车场8处。", due="2022-10-31", as_of=date(2022, 9, 30)
    )
    [target] = result.targets
    assert target.progress is not None
    assert (target.progress.elapsed, target.progress.done) == (Decimal("0.9"), Decimal("0.667"))
    assert target.light is Light.BEHIND, "8 of 12 would be in time for the end of the year"


def test_the_time_of_a_target_whose_day_has_come_is_all_gone(tmp_path: Path) -> None:
    _, result = judged(tmp_path, "南环路 -> 完工", text="南环路加快施工。", due="2022-06-30", as_of=date(2022, 9, 30))
    assert result.targets[0].progress is not None
    assert result.targets[0].progress.elapsed == 1


def test_an_amount_that_falls_short_on_its_due_day_is_overdue(tmp_path: Path) -> None:
    """A figure of the nine months, due in them: not "no word" beside 30 % done when all of the time had gone."""
    for number, due in enumerate(["2022-09-30", "2022-08-31"]):
        folder = tmp_path / str(number)
        folder.mkdir()
        _, result = judged(folder, "新建停车场 >= 10 处", text="前三季度新建停车场3处。", due=due)
        assert (result.verdict, result.light) == (Verdict.UNMET, Light.OVERDUE)


def test_the_tolerance_of_about_holds_for_amounts_too(tmp_path: Path) -> None:
    strict = Lights(behind=Decimal(0))
    target = {"indicator": "新建停车场", "op": "~", "value": 12, "unit": "处", "tolerance": 0.2}
    for text, light in [("前三季度新建停车场8处。", Light.ON_TIME), ("前三季度新建停车场7处。", Light.BEHIND)]:
        folder = tmp_path / light
        folder.mkdir()
        _, result = judged(folder, target, text=text, lights=strict)
        assert result.targets[0].light is light


LATE_REPORT = "version: 1\nlocality: 呼兰区\nperiod: 2023\ntitle: 呼兰区2023年公报\nobservations:\n{held}"


def later_too(folder: Path, reached: str, as_of: date | None, own: bool = True) -> tuple[FileResult, CommitmentResult]:
    """The answer where the road was under way in 2022, as a report of that year says, and was built in 2023."""
    judged(folder, "南环路 -> 完工", text="南环路完成路基施工。", title="呼兰区2022年工作总结\n\n{text}\n")
    later = folder / "later.yaml"
    held = f"  - {{milestone: 南环路, stage: 完工, period: {reached}}}\n"
    later.write_text(LATE_REPORT.format(held=held), encoding="utf-8")
    reports = [str(folder / "report.txt"), str(later)] if own else [str(later)]
    [file], _ = check_files([str(folder / "targets" / "hulan-2022.yaml")], reports, as_of=as_of)
    return file, file.results[0]


@pytest.mark.parametrize(
    ("as_of", "light"),
    [
        (None, Light.OVERDUE),  # the end of 2022, which is what its report tells of
        (date(2022, 12, 31), Light.OVERDUE),
        (date(2023, 5, 30), Light.OVERDUE),
        (date(2023, 5, 31), Light.DONE),
    ],
)
def test_what_was_reached_after_the_day_of_the_lights_is_not_done_on_it(
    tmp_path: Path, as_of: date | None, light: Light
) -> None:
    _, result = later_too(tmp_path, "2023-05", as_of)
    assert result.late is not None
    assert (result.verdict, result.late.reached, result.light) == (Verdict.UNMET, "2023-05", light)


def test_a_report_of_a_later_year_alone_gives_the_end_of_the_period_as_the_day(tmp_path: Path) -> None:
    file, result = later_too(tmp_path, "2023-05", None, own=False)
    assert (file.as_of, result.light) == (date(2022, 12, 31), Light.OVERDUE)


@pytest.mark.parametrize(("told", "day"), [("2023", (12, 31)), ("2023-02", (2, 28)), ("2023-09-20", (9, 20))])
def test_the_last_day_of_a_time_as_late_tells_it(told: str, day: tuple[int, int]) -> None:
    assert last_day_of(told) == date(2023, *day)


def test_a_reviewer_who_finds_nothing_verifiable_puts_out_the_light(tmp_path: Path) -> None:
    decision = {"id": 1, "verdict": "unverifiable", "by": "王芳", "on": "2022-10-08", "why": "报告前后不一"}
    _, result = judged(tmp_path, "南环路 -> 完工", text="南环路竣工通车。", decisions=[decision])
    assert (result.checker, result.verdict, result.light) == (Verdict.MET, Verdict.UNVERIFIABLE, Light.NO_WORD)


def test_a_reviewer_who_agrees_that_nothing_is_decided_leaves_the_light(tmp_path: Path) -> None:
    decision = {"id": 1, "verdict": "unverifiable", "by": "王芳", "on": "2022-10-08", "why": "尚未到期"}
    _, result = judged(tmp_path, "南环路 -> 完工", text="南环路完成选址。", decisions=[decision])
    assert result.light is Light.BEHIND
