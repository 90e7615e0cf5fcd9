"""HTML: the main text of a page, without what surrounds it. Needs lxml (the extra ``html``)."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from tracker.model import Document, Layout, Message, UnreadableReport
from tracker.read.blocks import find_blocks
from tracker.read.html_lines import is_shown, page_flow
from tracker.read.html_main import NEVER_TEXT, main_parts
from tracker.read.html_parts import bare, drop, text_in
from tracker.read.html_seen import drop_unseen
from tracker.read.mhtml import page_of
from tracker.read.signs import is_title, white_text
from tracker.read.tables import Flow, Marked, RawTable, settle
from tracker.read.text import decode
from tracker.read.text_tables import find_tables
from tracker.read.weighed import weigh, weigh_length
from tracker.words.extras import way_to_get

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.I)
ATTRIBUTES = 1000  # of one tag: libxml2 compares each with all before it
ATTRIBUTE = r"""[\s/]++[^\s=>/]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?"""
USUAL = re.compile(rf"(?:[^<]++|<[A-Za-z][^\s/>]*+(?:{ATTRIBUTE}){{0,{ATTRIBUTES}}}+(?!{ATTRIBUTE})|<(?![A-Za-z]))*+")
TAGS = 50_000  # that open; a table of 2,000 rows and ten columns has 22,000
TAG = re.compile("<[A-Za-z]")
NO_TEXT = re.compile(r"<(script|style)\b.*?(?:</\1|\Z)|<[^<>]*>", re.I | re.S)
LONGEST_TITLE = 500  # characters that are looked at
BIG5 = frozenset({"big5", "big5-hkscs", "cn-big5"})


def read_html(path: str, data: bytes) -> Document:
    """The document of a web page's bytes, or of an archive's (MHTML): main text, tables a row a line, and the title.

    Raises ``UnreadableReport``: lxml is missing, or the page has no text (a picture, or filled in by a script).
    """
    try:
        from lxml import etree
    except ImportError as error:
        raise UnreadableReport(
            "{path}: HTML needs lxml: {way}; or save the page as text",
            path=path,
            way=way_to_get("html"),
        ) from error
    page = (decode_html(page_of(path, data)) or "").replace("\0", "")
    usual = USUAL.match(page)
    if usual is None or usual.end() < len(page):
        raise UnreadableReport("{path}: has thousands of attributes on one tag, as no page does; refused", path=path)
    if next(islice(TAG.finditer(page), TAGS, None), None) is not None:
        raise UnreadableReport(
            "{path}: has more than {count} tags, as no page does; save it as text", path=path, count=TAGS
        )
    weigh_length(path, len(NO_TEXT.sub("", page)), 5)  # the white space of its source counts here
    # huge_tree: without it, whatever is nested more than 255 deep is dropped without a word.
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(page.encode(), parser)
    except etree.XMLSyntaxError:
        root = None
    if any("depth" in entry.message for entry in parser.error_log):
        raise UnreadableReport("{path}: nested too deeply for a web page; save it as text", path=path)
    body = None if root is None else next(root.iter("body"), None)
    if root is None or body is None:
        raise UnreadableReport("{path}: no text in this page; save what it shows as text or PDF", path=path)
    doubtful = drop_unseen(root, body)
    heading = _heading(root)
    for element in list(body.iter(*NEVER_TEXT)):
        drop(element)
    parts = main_parts(body)
    settled = settle(_headed(page_flow(parts), heading), is_shown)
    text = settled.text
    if not text.strip():
        raise UnreadableReport("{path}: no text in this page; save what it shows as text or PDF", path=path)
    weigh(path, text)
    tables = find_tables(text, settled.tables)
    blocks = find_blocks(text, tables, settled.marks)
    notes = _notes(parts, doubtful)
    return Document(path=path, text=text, title=_title(root, text), blocks=blocks, tables=tables, notes=notes)


def _notes(parts: list[Element], doubtful: list[Element]) -> tuple[Message, ...]:
    """What to tell of text that may or may not be seen, where it belongs to what is read."""
    inside = {inner for part in parts for inner in part.iter()} if doubtful else set()
    words = [shown for element in doubtful if element in inside and (shown := bare(text_in(element)))]
    return (white_text(words),) if words else ()


def _headed(flow: list[Flow], heading: str | None) -> list[Flow]:
    """A page under its heading, where that stands beside the main text."""
    lines = (item if isinstance(item, str) else item.text for item in flow[:10] if not isinstance(item, RawTable))
    first = "\n".join(map(bare, lines))
    return [Marked(heading, Layout.HEADING, 1), *flow] if heading and heading not in first else flow


def decode_html(data: bytes) -> str | None:
    """A page's characters. What it says of its encoding counts only where it isn't plainly UTF-8."""
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            pass
        said = CHARSET.search(data[:4096])
        name = b"" if said is None else said[1].lower()
        if name and name != b"utf-8":
            codec = "big5hkscs" if name.decode() in BIG5 else "gb18030" if name.startswith(b"gb") else ""
            text = data.decode(codec, errors="replace") if codec else ""
            if text and text.count("\ufffd") <= 0.002 * len(text):
                return text
    return decode(data)


def _title(root: Element, text: str) -> str | None:
    """What the page says of itself: ArticleTitle, as pages of Chinese governments must, else its heading or title."""
    for meta in root.iter("meta"):
        if (meta.get("name") or "").lower() == "articletitle" and bare(meta.get("content") or ""):
            return bare(meta.get("content") or "")
    heading = _heading(root)
    if heading:
        return heading
    title = bare(text_in(next(root.iter("title"), root.makeelement("title")))[:LONGEST_TITLE])
    parts = [part for part in re.split(r"\s*[_|｜]\s*|\s+[-–—]+\s+|-{2,}", title) if part]
    shown = [part for part in parts if is_title(part, text)]  # the others name the site
    return max(shown or parts, key=len) if parts else None


def _heading(root: Element) -> str | None:
    """The page's heading, if it has just one and that is no logo."""
    headings = [text for each in root.iter("h1") if (text := bare(text_in(each)))]
    return headings[0] if len(headings) == 1 and len(headings[0]) >= 4 else None
