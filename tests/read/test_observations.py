"""Observations transcribed by hand: a document of lines, each observation at its place."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tracker.model import Bound, Document, Kind, Measure, Period, Source, Stage, Tense, UnreadableReport
from tracker.read.observations import read_observations

CASE = ROOT / "tests" / "cases" / "reports" / "ok" / "hulan-2022.yaml"
HEAD = "version: 1\nlocality: 呼兰区\nperiod: {period}\ntitle: {title}\nobservations:\n"


@pytest.fixture
def document() -> Document:
    found, findings = read_observations(str(CASE))
    assert findings == []
    assert found is not None
    return found


def read(tmp_path: Path, *items: str, period: str = "2022", title: str = "呼兰区2022年报告") -> Document:
    path = tmp_path / "a.yaml"
    body = "".join(f"  - {{{item}}}\n" for item in items)
    path.write_text(HEAD.format(period=period, title=title) + body, encoding="utf-8")
    found, findings = read_observations(str(path))
    assert found is not None, [str(finding.message) for finding in findings]
    return found


def test_the_text_has_a_line_an_observation(document: Document) -> None:
    assert document.text.splitlines() == [
        "造林面积 4233 亩",
        "造林面积 300 亩 (国有林场)",
        "南二道街 -> 完工",
        "地区生产总值 增长 3.1 % (预计)",
        "进出口总额 0.9..1.1 亿元 (2022-01..2022-11)",
        "新增就业 >= 29.93 万人",
    ]


def test_an_observation_stands_in_its_line(document: Document) -> None:
    lines = document.text.splitlines()
    assert [document.text[each.start : each.end] for each in document.observations] == lines
    numbers = [
        document.text[each.number_start : each.number_end] if each.number_start is not None else None
        for each in document.observations
    ]
    assert numbers == ["4233", "300", None, "3.1", "0.9..1.1 亿", "29.93 万"]


def test_values(document: Document) -> None:
    plain, part, work, growth, span, bound = document.observations
    assert (plain.indicator, plain.value, plain.unit, plain.scope) == ("造林面积", Decimal(4233), "亩", None)
    assert plain.tense is Tense.PAST
    assert part.scope == "国有林场"
    assert (work.milestone, work.stage, work.indicator, work.value) == ("南二道街", Stage.BUILT, None, None)
    assert (growth.measure, growth.provisional) == (Measure.GROWTH, True)
    assert (span.value, span.high, span.unit) == (Decimal(90_000_000), Decimal(110_000_000), "元")
    assert (bound.bound, bound.value, bound.unit) == (Bound.LOWER, Decimal(299_300), "人")


def test_places_lead_back_to_the_file(document: Document) -> None:
    lines = CASE.read_text(encoding="utf-8").splitlines()
    for each in document.observations:
        assert each.place is not None
        assert each.place.end_column is not None
        written = lines[each.place.line - 1][each.place.column - 1 : each.place.end_column - 1]
        assert written == (each.indicator or each.milestone)


def test_periods(document: Document, tmp_path: Path) -> None:
    year = Period.of_year(2022)
    part = Period(2022, 1, 2022, 11)
    assert document.period == year
    assert [each.period for each in document.observations] == [year, year, year, year, part, year]
    item = "indicator: 造林面积, value: 1, unit: 亩"
    assert read(tmp_path, item, period="{from: 2018, to: 2022}").period == Period.of_years(2018, 2022)
    assert read(tmp_path, item, period="2018..2022").period == Period.of_years(2018, 2022)
    assert read(tmp_path, item, period="2022-09").period == Period(2022, 9, 2022, 9)
    own = read(tmp_path, f"{item}, period: 2021").observations[0]
    assert own.period == Period.of_year(2021)


@pytest.mark.parametrize(
    ("title", "kind"),
    [("呼兰区2022年国民经济和社会发展统计公报", Kind.BULLETIN), ("2022年呼兰区政府工作报告", Kind.OBSERVATIONS)],
)
def test_a_bulletin_is_told_by_its_title(tmp_path: Path, title: str, kind: Kind) -> None:
    document = read(tmp_path, "indicator: 造林面积, value: 1, unit: 亩", title=title)
    assert (document.kind, document.title, document.locality) == (kind, title, "呼兰区")


def test_the_head(document: Document) -> None:
    assert document.url == "https://hulan.example/2022"
    assert len(document.sha256) == 64


def test_a_file_with_errors_is_none() -> None:
    found, findings = read_observations(str(CASE.parents[1] / "bad" / "shape.yaml"))
    assert found is None
    assert findings


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableReport):
        read_observations(str(tmp_path))


@pytest.mark.parametrize("period", ["0000", "9999", "0001..0002", "2022..9999", "9999-01"])
def test_a_period_outside_the_years_that_are_spoken_of(tmp_path: Path, period: str) -> None:
    path = tmp_path / "a.yaml"
    text = HEAD.format(period=f'"{period}"', title="报告") + "  - {milestone: 路, stage: 完工}\n"
    path.write_text(text, encoding="utf-8")
    found, findings = read_observations(str(path))
    assert found is None
    assert [finding.rule for finding in findings] == ["value"]


def test_an_observation_may_have_a_source_of_its_own(tmp_path: Path) -> None:
    """Facts gathered from several places: each says where it stands."""
    found = read(
        tmp_path,
        "milestone: 南环路, stage: 完工, source: {title: 某报, url: https://example.org/a, date: 2023-05-04}",
        "indicator: 造林面积, value: 3, unit: 亩",
    )
    first, second = found.observations
    assert first.source == Source("某报", "2023-05-04", "https://example.org/a")
    assert second.source is None
