"""Small files that take far more than they look: each is made here, so that none lies about to be opened by chance."""

from __future__ import annotations

import zlib

from tests.read.making import NAMES, make_zip


def pdf_of(*objects: bytes) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue. PDFium finds them without a table."""
    parts = [b"%d 0 obj\n%s\nendobj\n" % (number, body) for number, body in enumerate(objects, 1)]
    return b"%PDF-1.7\n" + b"".join(parts) + b"trailer\n<</Root 1 0 R/Size %d>>\n" % (len(objects) + 1)


def stream_of(body: bytes, more: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(body), more, body)


PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>%s>>>>"
HEAD = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>")
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
TEXT = b"BT /F1 12 Tf 72 700 Td (Parking lots 7) Tj ET "
FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>"


def plain_pdf() -> bytes:
    """A page of one line."""
    return pdf_of(*HEAD, PAGE % b"", stream_of(TEXT), FONT)


def form_that_calls_itself() -> bytes:
    page = PAGE % b"/XObject<</X 6 0 R>>"
    return pdf_of(*HEAD, page, stream_of(TEXT + b"/X Do"), FONT, stream_of(b"/X Do " * 20, FORM % 6))


def forms_times_forms() -> bytes:
    """Ten calls of a form that calls the next ten times: 10^8 of the last."""
    forms = [stream_of(b"/X Do " * 10, FORM % (number + 1)) for number in range(6, 14)]
    last = stream_of(TEXT, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F1 5 0 R>>>>")
    return pdf_of(*HEAD, PAGE % b"/XObject<</X 6 0 R>>", stream_of(b"/X Do"), FONT, *forms, last)


def flate_in_flate() -> bytes:
    """Half a gigabyte of nothing, packed twice."""
    squeeze = zlib.compressobj(9)
    inner = b"".join(squeeze.compress(bytes(1 << 20)) for _ in range(500)) + squeeze.flush()
    body = zlib.compress(inner, 9)
    return pdf_of(*HEAD, PAGE % b"", stream_of(body, b"/Filter[/FlateDecode/FlateDecode]"), FONT)


def pages_of_one() -> bytes:
    """2,900 pages that are one and the same."""
    pages = b"<</Type/Pages/Kids[" + b"3 0 R " * 2900 + b"]/Count 2900>>"
    return pdf_of(HEAD[0], pages, PAGE % b"", stream_of(TEXT * 500), FONT)


def docx_of(body: str, **more: str) -> bytes:
    """A Word file of this body; ``more`` are parts beside it (``numbering``, ``styles``)."""
    members: dict[str, str | bytes] = {"word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>"}
    members |= {f"word/{name}.xml": text for name, text in more.items()}
    return make_zip(members)


ITEM = (
    '<w:p><w:pPr><w:pStyle w:val="s0"/><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    "<w:r><w:t>停车场7处</w:t></w:r></w:p>"
)


def label_that_unfolds() -> bytes:
    numbering = (
        f'<w:numbering {NAMES}><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="32767"/>'
        f'<w:numFmt w:val="lowerLetter"/><w:lvlText w:val="{"%1" * 50_000}"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    return docx_of(ITEM.format(0) * 1000, numbering=numbering)


def levels_without_end() -> bytes:
    levels = "".join(f'<w:lvl w:ilvl="{at}"><w:lvlText w:val="%1"/></w:lvl>' for at in range(30_000))
    numbering = (
        f'<w:numbering {NAMES}><w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    return docx_of("".join(ITEM.format(at % 9) for at in range(3000)), numbering=numbering)


def chain_of_styles() -> bytes:
    styles = "".join(f'<w:style w:styleId="s{at}"><w:basedOn w:val="s{at + 1}"/></w:style>' for at in range(20_000))
    return docx_of(ITEM.format(0), styles=f"<w:styles {NAMES}>{styles}</w:styles>")


def level_of_5000_digits() -> bytes:
    return docx_of(ITEM.format("9" * 5000), numbering=f"<w:numbering {NAMES}/>")


def attributes_on_one_tag() -> bytes:
    names = " ".join(f"a{at}=1" for at in range(300_000))
    return f"<html><body><p {names}>新建停车场7处。</p></body></html>".encode()


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)


def xlsx_of(rows: str, strings: str | None = None) -> bytes:
    """A workbook of one sheet."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    members: dict[str, str | bytes] = {
        "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="a" Type="{office}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="表" sheetId="1" '
        'r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}"><Relationship Id="r1" '
        f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" '
        f'Type="{office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": SHEET.format(rows),
    }
    if strings is not None:
        members["xl/sharedStrings.xml"] = f'<sst xmlns="{main}">{strings}</sst>'
    return make_zip(members)


def cell_in_the_far_corner() -> bytes:
    return xlsx_of('<row r="1048576"><c r="XFD1048576"><v>7</v></c></row>')


def millions_of_cells() -> bytes:
    return xlsx_of(f"<row>{'<c><v>7</v></c>' * 2_000_000}</row>")


def millions_of_strings() -> bytes:
    return xlsx_of('<row><c t="s"><v>0</v></c></row>', "<si><t>a</t></si>" * 1_500_000)
