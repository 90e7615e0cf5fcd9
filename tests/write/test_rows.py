"""Rows, frames and the JSON: typed, in the target's own unit, and saying what they rest on."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.write.samples import DECISION, MET, REPORT, SHORT, judged, sample
from tracker.model import FigureTarget, MilestoneTarget, Op, Reason, Stage, TargetResult, Value, Verdict
from tracker.write.answers import as_data, write_csv, write_json
from tracker.write.frame import frame_of
from tracker.write.rows import COLUMNS, rows

INVESTED = FigureTarget(
    "固定资产投资", Op.AT_LEAST, Decimal(408_000_000), "元", written="固定资产投资 >= 4.08 亿元", shown_unit="亿元",
    scale=Decimal(100_000_000),
)  # fmt: skip
MONEY = TargetResult(
    INVESTED, Verdict.MET, Reason.VALUE_MEETS, actual=Value(Decimal(431_000_000), "元"), ratio=Decimal("1.056")
)
ROAD = TargetResult(
    MilestoneTarget("南环路", Stage.BUILT, due=date(2022, 9, 30), written="南环路 -> 完工"), Verdict.UNMET,
    Reason.STAGE_NOT_REACHED, actual=Stage.UNDER_WAY,
)  # fmt: skip


def test_a_row_has_every_column_and_no_other_type() -> None:
    for row in rows([sample(), sample(judged("3.10", "投资", MONEY, ROAD, review=DECISION))]):
        assert list(row) == list(COLUMNS)
        for name, kind in COLUMNS.items():
            fitting = (int, float) if kind is float else kind
            assert row[name] is None or isinstance(row[name], fitting), name


def test_amounts_stand_in_the_targets_own_unit() -> None:
    [money, road] = rows([sample(judged("3.10", "投资", MONEY, ROAD))])
    assert (money["id"], money["target_value"], money["actual_value"], money["unit"]) == ("3.10", 4.08, 4.31, "亿元")
    assert money["actual"] == "4.31 亿元"
    assert (road["stage_asked"], road["stage_found"], road["due"]) == ("完工", "在建", date(2022, 9, 30))
    [result] = as_data([sample(judged(1, "投资", MONEY))])["results"]
    assert result["targets"][0]["actual"] == {"value": 4.31, "unit": "亿元"}


def test_a_frame_is_typed_even_where_nothing_was_found() -> None:
    for results in ([sample()], [sample(judged(1, "作风建设"))]):
        frame = frame_of(rows(results))
        assert list(frame.columns) == list(COLUMNS)
        assert {str(kind) for kind in frame.dtypes} == {"string", "Float64", "Int64", "bool", "datetime64[ms]"}
    assert frame_of([]).dtypes.to_dict() == frame.dtypes.to_dict()


def test_an_id_is_text_so_that_ten_hundredths_stay_ten_hundredths() -> None:
    results = [sample(judged("0.10", "一", MET), judged("0.1", "二", SHORT))]
    assert list(frame_of(rows(results))["id"]) == ["0.10", "0.1"]
    told = list(csv.DictReader(io.StringIO(write_csv(results))))
    assert [each["id"] for each in told] == ["0.10", "0.1"]
    assert told[0]["target_value"] == "1600"
    assert told[0]["due"] == "2022-12-31"


def test_the_json_says_what_it_rests_on() -> None:
    data = json.loads(write_json([sample(), sample()]))
    assert data["tool"]["name"] == "commitment-tracker"
    assert data["targets"][0] == {"path": "targets/a-2022.yaml", "sha256": "b" * 64, "as_of": None}
    [report] = data["reports"]
    assert report == {
        "path": REPORT.path, "title": REPORT.title, "kind": "report", "period": None, "locality": None,
        "url": REPORT.url, "sha256": REPORT.sha256,
    }  # fmt: skip
    assert [each["verified"] for each in data["results"][:6]] == [1, 2, 1, 0, 0, 0]


def test_a_frame_goes_into_parquet_and_comes_back(tmp_path: Path) -> None:
    """Also where a column is empty throughout: its type is known all the same."""
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow", reason="to_parquet is not tried: pyarrow is not installed")
    frame = frame_of(rows([sample(judged("0.10", "作风建设"))]))
    frame.to_parquet(tmp_path / "a.parquet")
    back = pandas.read_parquet(tmp_path / "a.parquet")
    assert back["id"].tolist() == ["0.10"]
    assert back.dtypes.astype(str).to_dict() == frame.dtypes.astype(str).to_dict()
