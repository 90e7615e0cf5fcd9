"""``--format parquet --out DIR``: a table a targets file, where DuckDB, pandas and polars find it."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.checking.test_batch import PLACES, write_project
from tests.conftest import ROOT
from tests.write import samples
from tracker.cli import main
from tracker.model import Locality, Period
from tracker.write.parquet import place_of, write_parquet
from tracker.write.rows import COLUMNS, rows

pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed")


def test_the_rows_come_back_typed(tmp_path: Path) -> None:
    file = samples.sample()
    table = pq.ParquetFile(write_parquet(file, tmp_path)).read()
    assert table.column_names == list(COLUMNS)
    held = table.to_pylist()
    assert held == list(rows([file]))
    for name, kind in COLUMNS.items():
        assert {type(row[name]) for row in held} <= {kind, type(None)}, name
    assert any(isinstance(row["due"], date) for row in held)


def test_folders_are_provinces_and_periods() -> None:
    file = samples.sample()
    assert place_of(file).as_posix() == "23/2022/a-2022.parquet"
    targets = replace(file.targets, locality=Locality("某区"), period=Period.of_years(2021, 2025))
    assert place_of(replace(file, targets=targets)).as_posix() == "none/2021..2025/a-2022.parquet"


def test_the_same_result_gives_the_same_bytes(tmp_path: Path) -> None:
    one, two = (write_parquet(samples.sample(), tmp_path / name) for name in "ab")
    assert one.read_bytes() == two.read_bytes()


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_project(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_command_writes_a_folder(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("reports/西山区-2022.txt").write_bytes(b"%PDF-1.4 damaged")
    assert main(["check", "targets", "--format", "parquet", "--out", "answers", "--fail-on", "unmet"]) == 2
    written = capsys.readouterr().out.splitlines()
    left = sorted({*PLACES} - {"西山区"})
    assert written == [f"answers/none/2022/{place}-2022.parquet" for place in left]
    found = duckdb.sql("select locality, verdict from 'answers/*/*/*.parquet' order by locality").fetchall()
    assert found == [(place, "met" if place == "北山县" else "unmet") for place in left]


def test_only_some_verdicts(project: Path) -> None:
    assert main(["check", "targets", "--format", "parquet", "--out", "answers", "--only", "met"]) == 0
    assert duckdb.sql("select count(*), min(verdict) from 'answers/*/*/*.parquet'").fetchall() == [(2, "met")]


def test_it_asks_for_a_folder(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "targets", "--format", "parquet", "--lang", "en"]) == 2
    assert "name it with --out DIR" in capsys.readouterr().err


def test_without_pyarrow_it_says_how_to_get_it(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.write.parquet.find_spec", lambda _: None)
    assert main(["check", "targets", "--format", "parquet", "--out", "answers", "--lang", "en"]) == 2
    said = capsys.readouterr().err
    assert said == (
        "tracker: Parquet needs pyarrow: pip install 'commitment-tracker[parquet]' (until there is a release:"
        " pip install '.[parquet]' in a clone)\n"
    )
    assert not Path("answers").exists()


# ── the questions of docs/scale.md ──


def questions() -> list[str]:
    page = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")
    return re.findall(r"```sql\n(.*?)```", page, re.DOTALL)


def test_the_page_asks_what_people_ask() -> None:
    assert len(questions()) >= 3


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of a small project in which it is known who is behind, what is missed and what is late."""
    folder = tmp_path_factory.mktemp("answers")
    for name in ("targets", "reports"):
        (folder / name).mkdir()
    for place, done in (("东山区", 3), ("西山区", 4), ("南山县", 9)):
        (folder / "targets" / f"{place}-2022.yaml").write_text(
            f"version: 1\nlocality: {{name: {place}}}\nperiod: 2022\nsource: {{title: 计划}}\ncommitments:\n"
            "- {id: 1, title: 停车场, owner: 住建局, targets: ['新建停车场 >= 5 处']}\n"
            "- {id: 2, title: 大桥, owner: 交通局, due: 2022-06-30, targets: ['滨河大桥 -> 完工']}\n",
            encoding="utf-8",
        )
        (folder / "reports" / f"{place}-2022.txt").write_text(
            f"{place}2023年政府工作报告\n\n一、2022年工作回顾\n全年新建停车场{done}处。2022年9月，滨河大桥建成。\n",
            encoding="utf-8",
        )
    command = ["check", str(folder / "targets"), "--format", "parquet", "--out", str(folder / "answers")]
    assert main([*command, "--as-of", "2022-12-31"]) == 0
    return folder


@pytest.mark.parametrize("number", range(len(questions())))
def test_each_question_has_an_answer(answers: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    monkeypatch.chdir(answers)
    assert duckdb.sql(questions()[number]).fetchall()


def test_the_answers_are_right(answers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(answers)
    behind, missed, late = (duckdb.sql(each) for each in questions()[:3])
    assert behind.fetchall()[0][:2] == ("住建局", 2)
    assert missed.fetchall()[0][:2] == ("新建停车场", 2)
    assert {row[0] for row in late.fetchall()} == {"东山区", "西山区", "南山县"}


def test_pandas_reads_the_folder(answers: Path) -> None:
    pd = pytest.importorskip("pandas", reason="pandas is not installed")
    frame = pd.read_parquet(answers / "answers")
    assert sorted(frame["locality"].unique()) == sorted(("东山区", "西山区", "南山县"))
    assert len(frame) == 6
    assert "pandas" in sys.modules
