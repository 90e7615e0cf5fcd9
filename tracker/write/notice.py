"""The notice (通报) of one targets file in Word: counts, what is overdue, behind, due or was late, a table annex."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from datetime import date, datetime
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tracker import __version__
from tracker.model import CommitmentResult, FileResult, Light, MissingLibrary
from tracker.words.extras import way_to_get
from tracker.words.messages import say
from tracker.write.atomic import write_bytes
from tracker.write.safe_text import cell_text
from tracker.write.scorecard_counts import count_commitments
from tracker.write.scorecard_rows import day_followed, day_of, days_of, heading_of, numbered, results_of
from tracker.write.scorecard_words import (
    LIGHTS,
    SIGNS,
    late_text,
    light_rule,
    light_word,
    outcome_text,
    percent,
    verdict_word,
)

ANNEX = ("No.", "Commitment", "Office", "Due", "Light", "Verdict", "Outcome")
WIDTHS = (1.4, 4.2, 3.2, 2.4, 2.4, 2.8, 8.3)
"""Of the annex's columns, in cm, on a page on its side."""
SECTIONS = (Light.OVERDUE, Light.BEHIND, Light.DUE_SOON)
BODY, HEADINGS = {"zh": "FangSong", "en": "Calibri"}, {"zh": "SimHei", "en": "Calibri"}


def needs_docx() -> None:
    """Raise MissingLibrary without the extra ``word``."""
    try:
        import_module("docx")
    except ImportError as error:
        raise MissingLibrary("Word needs python-docx: {way}", way=way_to_get("word")) from error


def write_notice(result: FileResult, path: Path, lang: str, epoch: int | None = None) -> None:
    """Write the notice, whole or not at all. Raises TrackerError, MissingLibrary where python-docx is not there."""
    write_bytes(path, notice_bytes(result, lang, epoch))


def notice_bytes(result: FileResult, lang: str, epoch: int | None = None) -> bytes:
    """The notice as a file's bytes, the same for the same result. ``lang`` is ``en`` or ``zh``."""
    needs_docx()
    from docx import Document

    document: Any = Document()
    day = result.as_of or day_of([result], epoch)
    _style(document, lang)
    _head(document, result, lang, day)
    _counts(document, result, lang)
    for light in SECTIONS:
        held = [each for each in result.results if each.light is light]
        _list(document, say(lang, LIGHTS[light]), held, result, lang)
    _list(document, say(lang, "Late"), [each for each in result.results if each.late], result, lang)
    _signed(document, result, lang, day)
    _annex(document, result, lang)
    _properties(document, result, lang, day_of([result], epoch))
    stream = BytesIO()
    document.save(stream)
    return pinned(stream.getvalue())


def _style(document: Any, lang: str) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    for name, fonts, size in (("Normal", BODY, 12), ("Heading 1", HEADINGS, 14), ("Title", HEADINGS, 20)):
        style = document.styles[name]
        style.font.name, style.font.size = fonts[lang], Pt(size)
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), fonts[lang])
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)


def _head(document: Any, result: FileResult, lang: str, day: date) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    masthead = result.masthead
    if masthead.picture is not None:
        document.add_picture(BytesIO(masthead.picture), height=Cm(1.8))
        document.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.CENTER
    title = masthead.title or say(lang, "Notice on how commitments stand")
    head = document.add_paragraph(cell_text(heading_of(result, lang, title)), style="Title")
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    parts = [masthead.issuer, say(lang, "as of {day}", day=day.isoformat())]
    line = document.add_paragraph(cell_text(" · ".join(part for part in parts if part)))
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _counts(document: Any, result: FileResult, lang: str) -> None:
    tally = count_commitments(result.results)
    document.add_heading(say(lang, "Overall"), 1)
    text = say(
        lang,
        "{source}, commitments: {total}; met {met}, unmet {unmet}, unverifiable {unverifiable}, withdrawn {withdrawn}."
        " Verified: {verified}; of these met: {share}.",
        source=result.targets.source.title,
        total=tally.total + tally.withdrawn,
        met=tally.met,
        unmet=tally.unmet,
        unverifiable=tally.unverifiable,
        withdrawn=tally.withdrawn,
        verified=tally.verified,
        share=percent(tally.kept, lang),
    )
    document.add_paragraph(cell_text(text))
    if result.as_of is not None:
        lights = [each.light for each in result.results]
        told = [f"{light_word(light, lang)} {lights.count(light)}" for light in Light if lights.count(light)]
        document.add_paragraph(("，" if lang == "zh" else ", ").join(told))
        document.add_paragraph(light_rule(result.lights, lang))


def _list(document: Any, title: str, held: Sequence[CommitmentResult], result: FileResult, lang: str) -> None:
    """A heading and a numbered line for each commitment; nothing where there is none."""
    if not held:
        return
    document.add_heading(f"{title} ({len(held)})", 1)
    for each in held:
        whose = ", ".join(filter(None, (each.commitment.owner, day_followed(each, result).isoformat())))
        head = f"{each.commitment.id} {each.commitment.title} ({whose})"
        said = [outcome_of(each, lang), late_text(each.late, lang)]
        said += [each.ledger.problem or "", each.ledger.next or ""] if each.ledger else []
        text = ("；" if lang == "zh" else "; ").join(part for part in said if part)
        document.add_paragraph(cell_text(f"{head}: {text}"), style="List Bullet")


def outcome_of(each: CommitmentResult, lang: str) -> str:
    """What came of a commitment's targets, on one line."""
    return ("；" if lang == "zh" else "; ").join(outcome_text(target, lang) for target in results_of(each))


def _signed(document: Any, result: FileResult, lang: str, day: date) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    written = f"{day.year}年{day.month}月{day.day}日" if lang == "zh" else day.isoformat()
    for text in (result.masthead.issuer, written):
        if text:
            document.add_paragraph(cell_text(text)).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    footer = document.sections[0].footer.paragraphs[0]
    footer.text = cell_text(result.masthead.footer or f"commitment-tracker {__version__}")


def _annex(document: Any, result: FileResult, lang: str) -> None:
    """All commitments in a table on pages on their side, its head on each of them; no row is cut in two."""
    from docx.enum.section import WD_ORIENT, WD_SECTION
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    document.add_heading(say(lang, "Annex: all commitments"), 1)
    heads = [say(lang, each) for each in ANNEX]
    table = document.add_table(rows=1, cols=len(heads), style="Table Grid")
    rows = []
    for each in result.results:
        rows.append(
            [
                str(each.commitment.id),
                each.commitment.title,
                each.commitment.owner or "",
                "\n".join(day.isoformat() for day in days_of(each, result)),
                light_word(each.light, lang),
                f"{SIGNS[each.verdict]} {verdict_word(each.verdict, lang)}",
                numbered([outcome_text(target, lang) for target in results_of(each)]),
            ]
        )
    table.autofit = False
    for column, wide in zip(table.columns, WIDTHS, strict=True):  # LibreOffice goes by these, Word by the cells'
        column.width = Cm(wide)
    head, first = table.rows[0], table.add_row()
    for number, line in enumerate((head, first)):
        line._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit" if number else "w:tblHeader"))
        for cell, text, wide in zip(line.cells, heads if number == 0 else [""] * len(heads), WIDTHS, strict=True):
            cell.width = Cm(wide)
            run = cell.paragraphs[0].add_run(text)
            run.font.size, run.bold = Pt(9), number == 0
    table._tbl.remove(first._tr)
    for row in rows:  # making each anew, the library took a second for a thousand
        line = deepcopy(first._tr)
        for run, text in zip(line.iter(qn("w:r")), row, strict=True):
            run.text = cell_text(text)
        table._tbl.append(line)


def _properties(document: Any, result: FileResult, lang: str, day: date) -> None:
    held = document.core_properties
    held.title = cell_text(heading_of(result, lang), limit=255)
    held.author = held.last_modified_by = cell_text(result.masthead.issuer or "commitment-tracker", limit=255)
    held.created = held.modified = datetime(day.year, day.month, day.day)
    held.comments, held.revision = "", 1


def pinned(data: bytes) -> bytes:
    """A zip with its members' dates set to one day, so that the same content gives the same bytes."""
    stream = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda each: (each != "[Content_Types].xml", each)):
            info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type, info.create_system, info.external_attr = ZIP_DEFLATED, 3, 0o600 << 16
            new.writestr(info, old.read(name))
    return stream.getvalue()
