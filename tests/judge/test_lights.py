"""Lights: how a target stands in the year, from what reports on a part of it tell; never a verdict."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from tracker.checking import Overrule, check_files
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
