"""The notice in Word: counts, what has to be followed up, the annex, and what the office puts over and under it."""

from __future__ import annotations

import struct
import sys
import zlib
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest

from tests.write.samples import MET, PARKING, SHORT, SILENT, judged, quoted, sample
from tracker.model import FileResult, Late, LedgerEntry, Light, Masthead, MissingLibrary
from tracker.write.notice import notice_bytes


def picture() -> bytes:
    """A PNG of one white dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0\xff")) + chunk(b"IEND", b"")
    )


def result() -> FileResult:
    late = Late(date(2022, 6, 30), "2022-09", quoted("造林4233亩"))
    entry = LedgerEntry(2, "征地未完成", "月底前签约")
    held = (
        replace(judged(1, "植树", MET), light=Light.DONE, late=late),
        replace(judged(2, "停车场", SHORT, owner="住建局"), light=Light.OVERDUE, ledger=entry),
        replace(judged(3, "湿地", SILENT), light=Light.DUE_SOON),
    )
    head = Masthead("重点工作督办通报", "某区政府督查室", picture().hex(), "内部资料")
    return replace(sample(*held), as_of=date(2022, 9, 30), masthead=head)


def opened(data: bytes) -> Any:
    from docx import Document

    return Document(BytesIO(data))


def test_what_a_notice_says() -> None:
    document = opened(notice_bytes(result(), "zh"))
    said = [each.text for each in document.paragraphs if each.text.strip()]
    assert said[:2] == ["某区2022年重点工作督办通报", "某区政府督查室 · 截至2022-09-30"]
    assert "某区2022年工作计划共3项：完成1项，未完成1项，无法核实1项，退出0项。已核实2项，其中完成50%。" in said
    headings = [each.text for each in document.paragraphs if each.style.name == "Heading 1"]
    assert headings == ["总体情况", "逾期 (1)", "临期 (1)", "逾期完成 (1)", "附件：全部承诺"]
    [overdue] = [each for each in said if each.startswith("2 停车场")]
    assert overdue == "2 停车场 (住建局, 2022-12-31): 3处 < 5处；征地未完成；月底前签约"
    assert "某区政府督查室" in said[-3:] + said
    assert document.sections[0].footer.paragraphs[0].text == "内部资料"
    assert len(document.inline_shapes) == 1
    assert document.sections[1].page_width > document.sections[1].page_height, "the annex lies on its side"
    [table] = document.tables
    assert table.columns[6].width > 3 * table.columns[0].width, "what came of it has room"
    assert [cell.text for cell in table.rows[2].cells] == [
        "2", "停车场", "住建局", "2022-12-31", "■ 逾期", "× 未完成", "3处 < 5处",
    ]  # fmt: skip


def test_the_day_of_a_target_that_is_due_before_its_commitment() -> None:
    early = replace(SHORT, target=replace(PARKING, due=date(2022, 7, 20)), light=Light.OVERDUE)
    held = replace(judged(2, "停车场", early, replace(MET, light=Light.DONE), owner="住建局"), light=Light.OVERDUE)
    document = opened(notice_bytes(replace(sample(held), as_of=date(2022, 9, 30)), "zh"))
    assert any(each.text.startswith("2 停车场 (住建局, 2022-07-20)") for each in document.paragraphs)
    assert document.tables[0].rows[1].cells[3].text == "2022-07-20\n2022-12-31"


def test_in_english_and_without_anything_of_an_office() -> None:
    document = opened(notice_bytes(sample(), "en"))
    said = [each.text for each in document.paragraphs if each.text.strip()]
    assert said[0] == "某区 2022: Notice on how commitments stand"
    assert [each.text for each in document.paragraphs if each.style.name == "Heading 1"] == [
        "Overall", "Annex: all commitments",
    ]  # fmt: skip


def test_the_same_result_gives_the_same_bytes() -> None:
    assert notice_bytes(result(), "zh") == notice_bytes(result(), "zh")


def test_text_from_outside_stays_text() -> None:
    hostile = sample(judged(1, "a\x00b<w:p/>\ud83d", replace(SHORT, comparison="<&>\x07")))
    [table] = opened(notice_bytes(hostile, "zh")).tables
    assert [table.rows[1].cells[place].text for place in (1, 6)] == ["a␀b<w:p/>\ufffd", "<&>␇"]


def test_what_is_missing_names_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(MissingLibrary, match=r"commitment-tracker\[word\]"):
        notice_bytes(sample(), "zh")
