"""A draft as a workbook, corrected in a spreadsheet program, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.draft.run import Answer, run
from tracker.read.targets import read_targets

openpyxl = pytest.importorskip("openpyxl")

PLAN = (
    "云山县2024年工作计划\n一、2024年工作安排\n"
    "（一）壮大产业。（1）新建停车场6处，启动东环路建设。（2）培育规上企业4家。（3）深化合作交流。\n"
    "（二）改善民生。（4）9月底前改造老旧小区5个。（5）推进智慧机场建设。\n"
)
WHOLE = [
    "1 新建停车场 >= 6 处",
    "1 东环路 -> 开工",
    "2 培育规上企业 >= 4 家",
    "4 改造老旧小区 >= 5 个 2024-09-30",
    "5 智慧机场 -> 在建",
]
Cells = dict[tuple[str, int], Any]


def _drafted(tmp_path: Path, lang: str = "en") -> Path:
    plan, book = tmp_path / "plan.txt", tmp_path / "draft.xlsx"
    plan.write_text(PLAN, encoding="utf-8")
    answer = run("draft", str(plan), "--review", str(book), "--lang", lang)
    assert answer.code == 0, answer.err
    return book


def _edit(book: Path, *changes: tuple[int, str, Any], also: Callable[[Any], None] | None = None) -> None:
    """Write values under a column's name, in rows of the sheet; as Excel would, the whole file is saved anew."""
    held = openpyxl.load_workbook(book)
    sheet = held.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for row, column, value in changes:
        sheet.cell(row, columns[column]).value = value
    if also is not None:
        also(sheet)
    held.save(book)


def _apply(book: Path, *more: str) -> tuple[Answer, list[str], str]:
    out = book.with_suffix(".yaml")
    answer = run("review", "apply", str(book), "--targets", str(out), *more)
    if not out.exists():
        return answer, [], ""
    file, findings = read_targets(str(out))
    assert file is not None, [str(each.message) for each in findings]
    told = [
        f"{one.id} {each.written}" + (f" {each.due}" if each.due else "")
        for one in file.commitments
        for each in one.targets
    ]
    return answer, told, out.read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_untouched_it_becomes_the_draft(tmp_path: Path, lang: str) -> None:
    answer, told, text = _apply(_drafted(tmp_path, lang))
    assert (answer.code, told) == (0, WHOLE)
    assert "0 accepted, 0 corrected, 0 added, 0 dropped, 5 not decided" in answer.out
    plan = run("draft", str(tmp_path / "plan.txt"), "--lang", lang)
    assert text.partition("# ── applied")[0] == plan.out


def test_each_decision_is_taken(tmp_path: Path) -> None:
    book = _drafted(tmp_path)
    _edit(
        book,
        (2, "Decision", "Correct"),
        (2, "Corrected target", "新建公共停车场 >= 6 处"),
        (3, "Decision", "Drop"),
        (4, "Corrected target", "培育规上工业企业 >= 4 家"),  # without a word under Decision
        (6, "Due", "2024-10-31"),
        (7, "Decision", "采用"),
        (6, "Commitment", "旧小区"),
    )
    answer, told, text = _apply(book)
    assert answer.code == 0, answer.err
    assert told == [
        "1 新建公共停车场 >= 6 处",
        "2 培育规上工业企业 >= 4 家",
        "4 改造老旧小区 >= 5 个 2024-10-31",
        "5 智慧机场 -> 在建",
    ]
    assert "title: 旧小区" in text
    assert "unsure" not in text  # it was accepted
    assert "1 accepted, 3 corrected, 0 added, 1 dropped, 0 not decided" in answer.out


def test_a_row_is_added_and_rows_are_sorted(tmp_path: Path) -> None:
    book = _drafted(tmp_path)

    def add(sheet: Any) -> None:
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        new = list(rows[0])
        new[0], new[8], new[9] = None, "Accept", "公交港湾 >= 3 处"
        for number, row in enumerate([*reversed(rows), new], 2):
            for column, value in enumerate(row, 1):
                sheet.cell(number, column).value = value

    _edit(book, also=add)
    answer, told, _ = _apply(book)
    assert answer.code == 0, answer.err
    assert sorted(told) == sorted([*WHOLE, "1 公交港湾 >= 3 处"])
    assert [each.split()[0] for each in told] == ["1", "1", "1", "2", "4", "5"]


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("Corrected target", "新建停车场 6 处", "draft.xlsx:Draft!J2"),
        ("Decision", "perhaps", "draft.xlsx:Draft!I2: no decision"),
        ("Decision", "Correct", "draft.xlsx:Draft!J2: Correct, but nothing is written here"),
        ("Due", "soon", "draft.xlsx:Draft!K2: a day is expected"),
        ("No.", "first", "draft.xlsx:Draft!B2: a commitment's number"),
        ("#", 99, "draft.xlsx:Draft!A2: no row of the draft"),
        ("#", 2, "draft.xlsx:Draft!A3: row 2 of the draft is here and in line 2"),
    ],
)
def test_what_is_wrong_is_told_at_its_cell(tmp_path: Path, column: str, value: Any, says: str) -> None:
    """Then nothing is written."""
    book = _drafted(tmp_path)
    _edit(book, (2, column, value))
    answer, told, _ = _apply(book)
    assert (answer.code, told) == (1, [])
    assert says in answer.err


def test_a_doubtful_unit_is_a_warning(tmp_path: Path) -> None:
    book = _drafted(tmp_path)
    _edit(book, (2, "Corrected target", "新建停车场 >= 6 个处"))
    answer, told, _ = _apply(book)
    assert (answer.code, told[0]) == (0, "1 新建停车场 >= 6 个处")
    assert "draft.xlsx:Draft!J2: warning: no unit" in answer.err


def test_it_may_be_applied_again_until_the_file_is_edited(tmp_path: Path) -> None:
    book = _drafted(tmp_path)
    _apply(book)
    _edit(book, (3, "Decision", "Drop"))
    answer, told, text = _apply(book)
    assert (answer.code, len(told)) == (0, 4)
    out = book.with_suffix(".yaml")
    out.write_text(text.replace("新建停车场 >= 6 处", "新建停车场 >= 7 处"), encoding="utf-8")
    answer, told, _ = _apply(book)
    assert answer.code == 2
    assert "not as “review apply” wrote it" in answer.err
    assert "1 新建停车场 >= 7 处" in told


def test_a_corrected_workbook_is_not_overwritten(tmp_path: Path) -> None:
    book = _drafted(tmp_path)
    again = ("draft", str(tmp_path / "plan.txt"), "--review", str(book))
    assert run(*again).code == 0  # nobody has touched it
    _edit(book, (3, "Decision", "Drop"))
    assert run(*again).code == 2


def test_the_same_draft_gives_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert _drafted(tmp_path / "a").read_bytes() == _drafted(tmp_path / "b").read_bytes()


def test_the_workbook_names_its_targets_file(tmp_path: Path) -> None:
    plan, out = tmp_path / "plan.txt", tmp_path / "yunshan-2024.yaml"
    plan.write_text(PLAN, encoding="utf-8")
    book = tmp_path / "d.xlsx"
    assert run("draft", str(plan), "--review", str(book), "--out", str(out)).code == 0
    assert not out.exists()
    assert run("review", "apply", str(book), "--dry-run").code == 0
    assert not out.exists()
    assert run("review", "apply", str(book)).code == 0
    assert out.exists()
