"""A reviewed scorecard is read by what its columns are called, however a program saved it."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from tests.write.samples import DECISION, judged, sample
from tracker.model import Severity, TrackerError, Verdict
from tracker.read.scorecard import ReviewedScorecard, is_untouched, read_answers, read_reviewed
from tracker.read.scorecard_cells import day_of_cell, id_of_cell, verdict_of
from tracker.read.workbook import Cell
from tracker.write.scorecard import write_scorecard

REVIEW = ("复核结论", "复核说明", "复核人", "复核日期")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a-2022.xlsx"
    write_scorecard(sample(), path, "zh")
    return path


def columns(sheet: Any) -> dict[str, int]:
    return {str(cell.value): cell.column for cell in sheet[1]}


def edit(path: Path, change: Callable[[Any], None]) -> None:
    """What a person does to the list of commitments in a spreadsheet program."""
    book = load_workbook(path)
    change(book["承诺清单"])
    book.save(path)


def fill(
    sheet: Any, row: int, verdict: object, why: object = "现场查看", by: object = "赵敏", on: object = date(2023, 4, 1)
) -> None:
    """The review columns of one row."""
    head = columns(sheet)
    for name, value in zip(REVIEW, (verdict, why, by, on), strict=True):
        sheet.cell(row, head[name]).value = value


def typed(value: object) -> Cell | None:
    """A cell as a workbook has it whose reader was given a value."""
    if value is None:
        return None
    kind = "bool" if isinstance(value, bool) else "text" if isinstance(value, str) else "number"
    return Cell(1, 1, value if isinstance(value, str) else f"{value:g}", kind, 0)


def told(read: ReviewedScorecard) -> list[str]:
    return [f"{each.place.file}: {each.message}" for each in read.findings]


def decisions(path: Path) -> dict[int | str, Any]:
    read = read_reviewed(str(path))
    return {row.id: row.decision for row in read.rows if row.decision is not None}


def test_an_unedited_scorecard_says_what_it_said(path: Path) -> None:
    read = read_reviewed(str(path))
    assert (read.targets, read.sha256) == ("targets/a-2022.yaml", "b" * 64)
    assert [row.id for row in read.rows] == [1, 2, "3.2", 4, 5, 6]
    assert {row.id: row.decision for row in read.rows} == {
        number: held.decision for number, held in read.before.items()
    }
    assert read.before[4].checker is Verdict.UNVERIFIABLE
    held = decisions(path)[4]
    assert (held.verdict, held.why, held.by, held.on) == (Verdict.MET, DECISION.why, DECISION.by, DECISION.on)


def test_a_decision_is_read_with_its_cell(path: Path) -> None:
    edit(path, lambda sheet: fill(sheet, 3, "完成"))
    held = decisions(path)[2]
    assert (held.verdict, held.cell) == (Verdict.MET, "承诺清单!T3")


def test_columns_moved_rows_sorted_columns_hidden_a_line_above(path: Path) -> None:
    def change(sheet: Any) -> None:
        fill(sheet, 3, "× 未完成")
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        head, body = rows[0], sorted(rows[1:], key=lambda row: str(row[1]))
        order = list(reversed(range(len(head))))
        sheet.delete_rows(1, sheet.max_row)
        sheet.append(["办公室复核用"])
        for row in [head, *body]:
            sheet.append([row[place] for place in order])
        sheet.column_dimensions["B"].hidden = True
        sheet.auto_filter.ref = "A2:X8"

    edit(path, change)
    assert decisions(path)[2].verdict is Verdict.UNMET
    assert set(decisions(path)) == {2, 4}


def test_numbers_as_text_and_texts_as_numbers(path: Path) -> None:
    def change(sheet: Any) -> None:
        for row, written in ((2, "1"), (3, 2.0), (4, 3.2), (5, "'4")):
            sheet.cell(row, 1).value = written
            fill(sheet, row, "完成", on="2023年4月1日")

    edit(path, change)
    assert {number: held.on for number, held in decisions(path).items()} == {
        1: date(2023, 4, 1),
        2: date(2023, 4, 1),
        "3.2": date(2023, 4, 1),
        4: date(2023, 4, 1),
    }


def test_a_renamed_sheet_is_found_by_its_columns(path: Path) -> None:
    edit(path, lambda sheet: setattr(sheet, "title", "复核后"))
    assert 4 in decisions(path)


def test_rows_without_end_are_not_walked(path: Path) -> None:
    def change(sheet: Any) -> None:
        sheet.cell(1_000_000, 1).number_format = "0"

    edit(path, change)
    assert list(decisions(path)) == [4]


@pytest.mark.parametrize("column", ["序号", "复核结论", "复核说明", "复核人", "复核日期"])
def test_a_missing_column_is_named(path: Path, column: str) -> None:
    edit(path, lambda sheet: sheet.delete_cols(columns(sheet)[column]))
    with pytest.raises(TrackerError, match=f"has no column .*{column}"):
        read_reviewed(str(path))


@pytest.mark.parametrize("name", ["承诺清单", "_tracker"])
def test_a_missing_sheet_is_named(path: Path, name: str) -> None:
    book = load_workbook(path)
    del book[name]
    book.save(path)
    with pytest.raises(TrackerError, match=f"there is no sheet .*{name}"):
        read_reviewed(str(path))


@pytest.mark.parametrize(
    ("values", "says"),
    [
        (("也许",), ["T3: “也许” is no verdict; choose one of the list"]),
        (("完成", None), ["U3: a decision needs its reason, its reviewer and its date"]),
        (("完成", "看过", None), ["V3: a decision needs its reason, its reviewer and its date"]),
        (("完成", "看过", "赵敏", None), ["W3: a decision needs its reason, its reviewer and its date"]),
        (
            ("也许", "看过", "赵敏", "昨天"),
            ["T3: “也许” is no verdict; choose one of the list", "W3: “昨天” is no date; write it as 2023-03-15"],
        ),
        ((None, "看过"), ["T3: the verdict is missing; choose one, or empty the row's review columns"]),
    ],
)
def test_half_a_decision_is_told_by_its_cell(path: Path, values: tuple[object, ...], says: list[str]) -> None:
    edit(path, lambda sheet: fill(sheet, 3, *values))
    read = read_reviewed(str(path))
    assert told(read) == [f"{path}:承诺清单!{each}" for each in says]
    assert 2 not in [row.id for row in read.rows], "nobody knows what it is to say"


def test_a_review_in_a_row_without_a_number_is_not_lost_in_silence(path: Path) -> None:
    edit(path, lambda sheet: fill(sheet, 12, "完成"))
    assert told(read_reviewed(str(path))) == [f"{path}:承诺清单!A12: a review stands in a row without a number"]


def test_what_is_no_scorecard_is_refused(tmp_path: Path) -> None:
    for name, data in (("a.xlsx", b"PK\x03\x04 broken"), ("b.xlsx", b"text"), ("c.xlsx", b"")):
        file = tmp_path / name
        file.write_bytes(data)
        with pytest.raises(TrackerError, match=str(file)):
            read_reviewed(str(file))
    stream = BytesIO()
    Workbook().save(stream)
    (tmp_path / "d.xlsx").write_bytes(stream.getvalue())
    with pytest.raises(TrackerError, match="there is no sheet"):
        read_reviewed(str(tmp_path / "d.xlsx"))


def test_a_workbook_that_unpacks_to_gigabytes_is_refused(path: Path) -> None:
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/more.xml", "w") as member:
        for _ in range(600):
            member.write(bytes(1024 * 1024))
    with pytest.raises(TrackerError, match="far more cells or text"):
        read_reviewed(str(path))


def test_a_decision_in_a_copied_sheet_is_told(path: Path) -> None:
    book = load_workbook(path)
    copy = book.copy_worksheet(book["承诺清单"])
    copy.title = "副本"
    fill(copy, 3, "完成")
    book.save(path)
    (said,) = told(read_reviewed(str(path)))
    assert said.startswith(f"{path}:副本!T3: a decision stands in another sheet than 承诺清单, and is not taken")


def test_a_copied_sheet_that_says_the_same_is_no_matter(path: Path) -> None:
    book = load_workbook(path)
    book.copy_worksheet(book["承诺清单"])
    book.save(path)
    assert told(read_reviewed(str(path))) == []


def test_a_verdict_merged_over_rows_is_told(path: Path) -> None:
    def change(sheet: Any) -> None:
        fill(sheet, 2, "完成")
        sheet.merge_cells("T2:T4")

    edit(path, change)
    said = told(read_reviewed(str(path)))
    assert f"{path}:承诺清单!T2: is merged over the rows 2 to 4; unmerge it, and decide in each row" in said


def test_a_decision_in_a_comment_is_told(path: Path) -> None:
    edit(path, lambda sheet: setattr(sheet["T3"], "comment", Comment("完成", "赵敏")))
    read = read_reviewed(str(path))
    assert [(each.severity, str(each.message)[:30]) for each in read.findings] == [
        (Severity.ERROR, "a comment (“完成”) is not taken;")
    ]
    assert 2 not in [row.id for row in read.rows]


def test_a_comment_beside_a_decision_is_a_warning(path: Path) -> None:
    def change(sheet: Any) -> None:
        fill(sheet, 3, "完成")
        sheet["T3"].comment = Comment("见照片", "赵敏")

    edit(path, change)
    read = read_reviewed(str(path))
    assert [each.severity for each in read.findings] == [Severity.WARNING]
    assert decisions(path)[2].verdict is Verdict.MET


def test_a_changed_memory_is_refused(path: Path) -> None:
    book = load_workbook(path)
    book["_tracker"]["B4"].value = "{"
    book.save(path)
    with pytest.raises(TrackerError, match="the hidden sheet _tracker was changed"):
        read_reviewed(str(path))


@pytest.mark.parametrize(
    "value",
    [
        "2023-03-05",
        "2023/3/5",
        "2023.3.5",
        "2023年3月5日",
        "20230305",
        44990,
        44990.0,
        "44990",
        " 2023-03-05 00:00:00",
    ],
)
def test_a_date_as_programs_and_people_write_it(value: object) -> None:
    assert day_of_cell(typed(value)) == date(2023, 3, 5)


@pytest.mark.parametrize("value", ["", "2023", "2023-13-01", "2023-02-30", 5, "05/03/2023", None, True])
def test_what_is_no_date(value: object) -> None:
    assert day_of_cell(typed(value)) is None


def test_ids_and_verdicts_in_their_many_shapes() -> None:
    values = (18, 18.0, "18", " 18 ", 3.2, "3.2", "0.10", "’", None, "9" * 5000, "十八")
    assert [id_of_cell(typed(value)) for value in values] == [
        18,
        18,
        18,
        18,
        "3.2",
        "3.2",
        "0.10",
        None,
        None,
        None,
        None,
    ]
    assert {verdict_of(text) for text in ("完成", "✓ 完成", "met", "Met", "已完成", "已达成")} == {Verdict.MET}
    assert {verdict_of(text) for text in ("无法核实", "? 无法核实", "未核实", "Unverified", "Unverifiable")} == {
        Verdict.UNVERIFIABLE
    }
    assert {verdict_of(text) for text in ("未完成", "Unmet", "Not met", "unmet")} == {Verdict.UNMET}
    assert verdict_of("大概") is None


def test_a_file_that_a_program_saved_is_known(path: Path) -> None:
    assert is_untouched(path)
    edit(path, lambda sheet: None)
    assert not is_untouched(path)
    assert not is_untouched(path.with_name("absent.xlsx"))


def test_the_answers_can_be_read_back(path: Path) -> None:
    answers = read_answers(str(path), path.read_bytes())
    assert [each["verdict"] for each in answers["results"]] == [
        "met",
        "unmet",
        "unmet",
        "met",
        "unverifiable",
        "unverifiable",
    ]
    assert answers["results"][0]["targets"] == [
        {
            "target": "造林面积 >= 1600 亩",
            "verdict": "met",
            "reason": "value-meets",
            "actual": {"value": 4233, "unit": "亩"},
            "evidence": [],
        }
    ]


def test_libreoffice_saves_it_and_nothing_changes(path: Path, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("not tried as LibreOffice saves it: soffice is not installed")
    edit(path, lambda sheet: fill(sheet, 3, "完成"))
    before = read_reviewed(str(path))
    saved = tmp_path / "saved"
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    subprocess.run(
        [office, home, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", saved, path],
        check=True,
        capture_output=True,
        timeout=180,
    )
    after = read_reviewed(str(saved / path.name))
    assert same_words(before) == same_words(after)


def same_words(read: ReviewedScorecard) -> object:
    return read.targets, read.sha256, read.rows, read.before


def test_an_english_scorecard_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_scorecard(sample(judged(4, "x", review=DECISION)), path, "en")
    assert decisions(path)[4].verdict is Verdict.MET
