"""Makes small Word and PDF files for tests, by hand: what is in them is known to the last tag."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="{main}"/>'
    "</Relationships>"
)
TYPES = '"http://schemas.openxmlformats.org/package/2006/content-types"'
PACKAGE = '"http://schemas.openxmlformats.org/package/2006/relationships"'
REST = (
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
)
A_DAY = (2031, 1, 2, 3, 4, 4)  # the same bytes whenever they are made


def make_zip(members: dict[str, str | bytes]) -> bytes:
    """A zip file with these members."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            entry = zipfile.ZipInfo(name, A_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, content)
    return stream.getvalue()


def make_docx(body: str, **parts: str) -> bytes:
    """A Word file with this XML as its body; ``numbering``, ``styles``, ``footnotes`` … are further parts' content."""
    kinds = {"document": "document.main", **{name: name for name in parts}}
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        f'wordprocessingml.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    links = "".join(
        f'<Relationship Id="r{n}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{name}" '
        f'Target="{name}.xml"/>'
        for n, name in enumerate(parts)
    )
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": f"<Types xmlns={TYPES}>{REST}{types}</Types>",
        "_rels/.rels": RELATIONS.format(main="word/document.xml"),
        "word/_rels/document.xml.rels": f"<Relationships xmlns={PACKAGE}>{links}</Relationships>",
        "word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>",
    }
    members |= {f"word/{name}.xml": f"<w:{name} {NAMES}>{content}</w:{name}>" for name, content in parts.items()}
    return make_zip(members)


def paragraph(*runs: str, looks: str = "") -> str:
    """A paragraph of runs; plain text is a run of its own."""
    inside = "".join(each if each.startswith("<") else run(each) for each in runs)
    return f"<w:p>{f'<w:pPr>{looks}</w:pPr>' if looks else ''}{inside}</w:p>"


def run(text: str, looks: str = "") -> str:
    """A run of text, with its properties."""
    return f'<w:r>{f"<w:rPr>{looks}</w:rPr>" if looks else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def table(*rows: Sequence[str]) -> str:
    """A table; each cell is XML, or the text of its one paragraph."""
    grid = '<w:gridCol w:w="2000"/>' * max(map(len, rows))
    lines = []
    for row in rows:
        cells = (cell if cell.startswith("<") else paragraph(cell) for cell in row)
        lines.append("".join(f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>{cell}</w:tc>' for cell in cells))
    body = "".join(f"<w:tr>{line}</w:tr>" for line in lines)
    return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>'


# ── PDF ───────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Piece:
    """Text at a place: points from the left, and from the top of an A4 page, to its baseline."""

    text: str
    x: float
    y: float
    size: float = 12
    unseen: bool = False  # as OCR writes its layer of text over a picture


@dataclass(frozen=True)
class Stroke:
    """A drawn line."""

    x0: float
    y0: float
    x1: float
    y1: float


WIDTH, HEIGHT = 595, 842


def width(text: str, size: float = 12) -> float:
    """How wide text stands in ``make_pdf``: ASCII is half as wide as hanzi."""
    return sum(0.5 if character.isascii() else 1.0 for character in text) * size


def make_pdf(
    pages: Iterable[Sequence[Piece | Stroke]],
    *,
    turn: int = 0,
    title: str | None = None,
    password: bool = False,
    picture: bool = False,
) -> bytes:
    """A PDF with what is given for each page.

    ``turn``: the sheet is turned by so many quarters clockwise, and its text with it. ``password``: opens for nobody.
    ``picture``: a grey square on every page, as a scan has nothing but a picture.
    """
    objects: list[bytes] = [b"", b""]  # the catalogue and the tree of pages, known at the end
    objects.append(
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font/Subtype"
        b"/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 0>>/DW 1000"
        b"/W[1 95 500]/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]"
        b"/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>>>]>>"
    )
    objects.append(
        _stream(b"/Type/XObject/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceGray/BitsPerComponent 8", b"\x80" * 4)
    )
    kids = []
    matrix = {0: "1 0 0 1 0 0", 1: f"0 -1 1 0 0 {WIDTH}", 2: f"-1 0 0 -1 {WIDTH} {HEIGHT}", 3: f"0 1 -1 0 {HEIGHT} 0"}[
        turn
    ]
    box = f"[0 0 {WIDTH} {HEIGHT}]" if turn % 2 == 0 else f"[0 0 {HEIGHT} {WIDTH}]"
    for page in pages:
        drawn = [f"{matrix} cm"] + (["q 200 0 0 200 100 300 cm /P Do Q"] if picture else [])
        for item in page:
            if isinstance(item, Piece):
                signs = item.text.encode("utf-16-be").hex()
                mode = "3 Tr " if item.unseen else ""
                drawn.append(f"BT {mode}/F {item.size} Tf {item.x:.2f} {HEIGHT - item.y:.2f} Td <{signs}> Tj ET")
            else:
                drawn.append(f"{item.x0} {HEIGHT - item.y0} m {item.x1} {HEIGHT - item.y1} l S")
        objects.append(_stream(b"", "\n".join(drawn).encode()))
        resources = "<</Font<</F 3 0 R>>/XObject<</P 4 0 R>>>>"
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox{box}/Contents {len(objects)} 0 R/Resources{resources}>>".encode()
        )
        kids.append(f"{len(objects)} 0 R")
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>".encode()
    trailer = "/Root 1 0 R"
    if title is not None:
        objects.append(f"<</Title<feff{title.encode('utf-16-be').hex()}>>>".encode())
        trailer += f"/Info {len(objects)} 0 R"
    if password:
        key = "00" * 32
        objects.append(f"<</Filter/Standard/V 1/R 2/O<{key}>/U<{key}>/P -4>>".encode())
        trailer += f"/Encrypt {len(objects)} 0 R/ID[<00><00>]"
    return _assembled(objects, trailer)


def _stream(entries: bytes, data: bytes) -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(data), data)


def _assembled(objects: list[bytes], trailer: str) -> bytes:
    data = bytearray(b"%PDF-1.5\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table_at = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    data += f"trailer\n<</Size {len(objects) + 1}{trailer}>>\nstartxref\n{table_at}\n%%EOF\n".encode()
    return bytes(data)


def set_lines(paragraphs: Sequence[str], measure: float, size: float = 12, indent: int = 2) -> list[tuple[float, str]]:
    """Paragraphs as a printer breaks them: the room before each line, and its text. A number is never broken."""
    lines: list[tuple[float, str]] = []
    for text in paragraphs:
        left, line = indent * size, ""
        words = _words(text)
        for word in words:
            if line and left + width(line + word, size) > measure and word not in "，。、；：）”":
                lines.append((left, line))
                left, line = 0.0, ""
            line += word
        lines.append((left, line))
    return lines


def _words(text: str) -> list[str]:
    words: list[str] = []
    for character in text:
        if words and character.isascii() and words[-1].isascii() and not character.isspace():
            words[-1] += character
        else:
            words.append(character)
    return words


def set_page(
    lines: Sequence[tuple[float, str]], x: float = 90, y: float = 90, size: float = 12, leading: float = 20
) -> list[Piece]:
    """Lines as pieces under each other."""
    return [Piece(text, x + left, y + number * leading, size) for number, (left, text) in enumerate(lines)]
