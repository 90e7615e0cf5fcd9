"""Word: the paragraphs of a .docx, each once, with the standard library.

Read are: paragraphs, tables (a row a line, tabs between cells), content controls, inserted and moved-to text, text
boxes after the paragraph that holds them, numbers that Word makes itself, footnotes and endnotes at the end. Left out:
deleted, moved-away and hidden text, field codes, placeholders, a table of contents, headers and footers, comments.
"""

from __future__ import annotations

import re

from tracker.model import Document, UnreadableReport
from tracker.read.blocks import find_blocks
from tracker.read.docx_looks import is_shaded, may_hide, page_ground, shaded_tables
from tracker.read.docx_numbering import Counter, W, read_lists
from tracker.read.docx_styles import read_headings, read_styles
from tracker.read.docx_walk import Walk
from tracker.read.limits import collector_off
from tracker.read.package import NODES, Package
from tracker.read.signs import is_title, white_text
from tracker.read.tables import Settled, settle
from tracker.read.text_tables import find_tables
from tracker.read.weighed import weigh

# Formatting is two thirds of the tags of a real document.xml and says nothing here: dropped before parsing, a report
# takes half the time. What matters in it (w:vanish, w:rStyle, w:numPr, tracked changes) is not on the list, and a group
# that holds more than the list names stays whole. Only within CDATA, which Word never writes, could it be text.
SAYS_NOTHING = "rFonts|szCs|lang|bCs|b|iCs|i|u|kern|spacing|ligatures|w|position|snapToGrid|textAlignment|numForm"
SAYS_NOTHING += "|numSpacing|cntxtAlts"
DARK = r"(?=(?:..){0,2}[0-9A-Da-d])[0-9A-Fa-f]{6}"  # as text on white; where anything is shaded, no colour says nothing
SHOWS = rf'sz w:val="\d\d+"|color w:val="(?:auto|{DARK})"|shd w:val="(?:clear|nil)"'
OF_PARAGRAPHS = "ind|jc|spacing|keepNext|keepLines|pageBreakBefore|widowControl|kinsoku|wordWrap|overflowPunct"
OF_PARAGRAPHS += "|topLinePunct|autoSpaceDE|autoSpaceDN|adjustRightInd|snapToGrid|textAlignment"


def _formatting(of_runs: str, of_paragraphs: str) -> re.Pattern[bytes]:
    run = rf"(?:<w:rPr>(?:<w(?:14)?:(?:{of_runs})(?: [^<>]*)?/>)*+</w:rPr>)"
    paragraph = rf"<w:pPr>(?:<w:(?:{of_paragraphs})(?: [^<>]*)?/>)*+{run}?+</w:pPr>"
    return re.compile(rf"{paragraph}|{run}|<w:(?:proofErr [^<>]*|lastRenderedPageBreak)/>".encode())


FORMATTING = _formatting(f"{SAYS_NOTHING}|{SHOWS}", f"{OF_PARAGRAPHS}|shd")
HARMLESS = _formatting(SAYS_NOTHING, OF_PARAGRAPHS)  # where anything is shaded
REVISION_IDS = re.compile(rb'<w:([pr]) (?:w(?:14)?:(?:rsid\w*|paraId|textId)="[^"<>]*" ?)++>')


def read_docx(path: str, data: bytes) -> Document:
    """The document of a Word file's bytes.

    Raises ``UnreadableReport``: damaged, no Word file, protected, more than a report holds, or without text.
    """
    package = Package(path, data)
    main = _main_part(package)
    xml = package.part(main)
    if xml is None:
        raise UnreadableReport("{path}: a zip file, but no Word file; give a text, Word, PDF or HTML file", path=path)
    try:
        with collector_off():
            settled, doubtful = _read_body(package, main, xml)
            text = settled.text
        title = _core_title(package, text)
    except RecursionError as error:
        raise UnreadableReport("{path}: tables or boxes nested too deeply; refused", path=path) from error
    if not text.strip():
        raise UnreadableReport("{path}: no text in it, perhaps only pictures; give a text file", path=path)
    weigh(path, text)
    tables = find_tables(text, settled.tables)
    blocks = find_blocks(text, tables, settled.marks)
    notes = (white_text(doubtful),) if doubtful else ()
    return Document(path=path, text=text, title=title, blocks=blocks, tables=tables, notes=notes)


def _main_part(package: Package) -> str:
    """Where the text stands: word/document.xml, unless the package says otherwise."""
    if "word/document.xml" in package.names():
        return "word/document.xml"
    relations = package.tree("_rels/.rels")
    for each in () if relations is None else relations:
        if each.get("Type", "").endswith("/officeDocument"):
            return each.get("Target", "").lstrip("/")
    return "word/document.xml"


def _read_body(package: Package, main: str, xml: bytes) -> tuple[Settled, tuple[str, ...]]:
    folder = main.rpartition("/")[0]
    numbering = package.part(f"{folder}/numbering.xml")
    styles = package.part(f"{folder}/styles.xml") if b"Style w:val=" in xml else None  # else nothing refers to one
    notes = [package.part(f"{folder}/{name}.xml") for name in ("footnotes", "endnotes")]
    package.weigh(xml, 3 * NODES)  # two thirds are formatting, which goes before the rest is parsed
    xml = _without_formatting(xml)
    hides = may_hide(xml, styles, *notes)
    tree = package.parse(styles) if styles is not None and (numbering is not None or hides) else None
    walk = Walk(
        counter=None if numbering is None else Counter(read_lists(package.parse(numbering))),
        styles={} if tree is None else read_styles(tree),
        headings={} if styles is None else read_headings(styles),
        hides=hides,
        shaded=shaded_tables(tree) if tree is not None and hides else frozenset(),
    )
    root = package.parse(xml)
    walk.ground = page_ground(root)
    body = root.find(f"{W}body")
    flow = [] if body is None else list(walk.blocks(body))
    for part in notes:
        for note in () if part is None else package.parse(part):
            if note.get(f"{W}type") is None:  # else a separator line
                flow.extend(walk.shown(note))
    return settle(flow, lambda _: True), tuple(walk.doubtful)


def _without_formatting(xml: bytes) -> bytes:
    if b"<![CDATA[" in xml:
        return xml
    xml = (HARMLESS if is_shaded(xml) else FORMATTING).sub(b"", xml)
    return REVISION_IDS.sub(rb"<w:\1>", xml) if b" w:rsidR=" in xml else xml


def _core_title(package: Package, text: str) -> str | None:
    """The title in the file's properties, where the text itself begins with it: else it is a template's or a scan's."""
    core = package.part("docProps/core.xml")
    if core is None or b"title>" not in core:
        return None
    title = package.parse(core).findtext("{http://purl.org/dc/elements/1.1/}title") or ""
    return " ".join(title.split()) if is_title(title, text) else None
