"""HTML: the main text of a page, without what surrounds it. Needs lxml (the extra ``html``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tracker.model import Document, UnreadableReport
from tracker.read.docx_numbering import write_number
from tracker.read.text import NOTE_MARK, decode, is_title, is_wide, row_lines

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# fmt: off
NEVER_TEXT = frozenset((
    "script", "style", "noscript", "template", "head", "iframe", "object", "embed", "svg", "canvas", "audio", "video",
    "map", "select", "option", "button", "input", "textarea", "nav", "footer", "aside", "dialog", "marquee",
))
BLOCKS = frozenset((
    "address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "ol", "p",
    "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))
# fmt: on
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
# Names that editors of web pages give to what surrounds a text.
NOISE = re.compile(
    r"(?<![a-z])(?:nav|menu|crumbs?|breadcrumbs?|bread|position|location|weizhi|footer|foot|copyright|share|bdshare|related"
    r"|relate|sidebar|side|pager?|paging|toolbar|tools?|comments?|prevnext|qrcode|ewm|erweima|print|hot|recommend)(?![a-z])",
    re.I,
)
# Lines that hold no words of a report, but sometimes a figure: 浏览次数：1402.
NOISE_LINE = re.compile(
    r"(?:您?(?:的|现在的?|当前)?所?在?位置|当前位置|首页)\s*[:：>＞»›]|浏览(?:次数|量)|阅读(?:次数|量)|点击(?:次数|量|数|率)?\s*[:：]|访问量"
    r"|字[号体]\s*[:：【[(（]|打印本?[页文]|关闭(?:本页|窗口)|分享(?:到|至)|扫一扫|上一[篇条]|下一[篇条]|返回(?:顶部|首页|列表)|版权所有|ICP备"
    r"|公网安备|网站标识码|技术支持\s*[:：]|^(?:相关(?:链接|新闻|阅读|稿件)|责任编辑\s*[:：].*|【?(?:打印|关闭|收藏|分享)】?)$"
)
NOISE_LENGTH = 80  # characters; a longer line is prose, whatever words are in it
KEPT = 0.9  # measured on six layouts (measurements.md, section 6): go down while one child keeps this share of the text
SMALL_PART = 0.3  # of the main text; what looks like noise and holds more than this isn't noise
SPACE = re.compile(r"[ \t\r\n\f\v]+")
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
ORDERS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.I)
BIG5 = frozenset({"big5", "big5-hkscs", "cn-big5"})


def read_html(path: str, data: bytes) -> Document:
    """The document of a web page's bytes: main text, tables a row a line, and the title.

    Raises ``UnreadableReport``: lxml is missing, or the page has no text (a picture, or filled in by a script).
    """
    try:
        from lxml import etree
    except ImportError as error:
        raise UnreadableReport(
            "{path}: HTML needs lxml: pip install 'commitment-tracker[html]'; or save the page as text", path=path
        ) from error
    # huge_tree: without it, whatever is nested more than 255 deep is dropped without a word.
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring((decode_html(data) or "").replace("\0", "").encode(), parser)
    except etree.XMLSyntaxError:
        root = None
    if any("depth" in entry.message for entry in parser.error_log):
        raise UnreadableReport("{path}: nested too deeply for a web page; save it as text", path=path)
    body = None if root is None else next(root.iter("body"), None)
    if root is None or body is None:
        raise UnreadableReport("{path}: no text in this page; save what it shows as text or PDF", path=path)
    heading = _heading(root)
    for element in list(body.iter(*NEVER_TEXT)):
        _drop(element)
    lines = list(_lines(_main(body)))
    if heading and not any(heading in _bare(line) for line in lines[:10]):
        lines.insert(0, heading)
    text = "\n".join(lines)
    if not text.strip():
        raise UnreadableReport("{path}: no text in this page; save what it shows as text or PDF", path=path)
    return Document(path=path, text=text, title=_title(root, text))


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


def _drop(element: Element) -> None:
    """Take an element out of the tree, and leave what follows it."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()

    tail = element.tail if element.tag not in BLOCKS else "\n" + (element.tail or "")
    if tail:
        if before is None:
            parent.text = (parent.text or "") + tail
        else:
            before.tail = (before.tail or "") + tail
    parent.remove(element)


# ── where the text is ─────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Weights:
    """Of each element: the length of its text, and of the links in it, white space aside."""

    text: dict[Element, int]
    links: dict[Element, int]

    def of(self, element: Element) -> int:
        """What an element weighs as prose."""
        return self.text[element] - 2 * self.links[element]


def _weigh(body: Element) -> Weights:
    text: dict[Element, int] = {}
    links: dict[Element, int] = {}
    for element in reversed(list(body.iter())):  # children before parents
        own = _length(element.text)
        linked = 0
        for child in element:
            own += text[child] + _length(child.tail)
            linked += links[child]
        text[element] = own
        is_link = element.tag == "a" and not (element.get("href") or "#").startswith("#")
        links[element] = own if is_link else linked
    return Weights(text, links)


def _length(text: str | None) -> int:
    return 0 if text is None else len("".join(text.split()))


def _main(body: Element) -> Element:
    """The densest node: down from the body as long as one child keeps nearly all of the text that isn't links."""
    weights = _weigh(body)
    for element in list(body.iter()):
        style = element.get("style")
        is_hidden = element.get("hidden") is not None or (style is not None and HIDDEN.search(style) is not None)
        if is_hidden and weights.text[element] <= SMALL_PART * weights.text[body]:
            _drop(element)
    weights = _weigh(body)
    node = body
    while len(node):
        best = max(node, key=weights.of)
        if best.tag not in BLOCKS or weights.of(best) < KEPT * weights.of(node):
            break
        node = best
    for element in list(node.iter())[1:]:
        text = weights.text[element]
        if element.tag in BLOCKS and text <= SMALL_PART * weights.text[node] and _is_noise(element, text, weights):
            _drop(element)
    return node


def _is_noise(element: Element, text: int, weights: Weights) -> bool:
    """Whether a part of the page is called so by its makers, or is mostly links (一组链接)."""
    if text == 0:
        return False
    named = f"{element.get('class', '')} {element.get('id', '')}"
    if NOISE.search(named.replace("_", "-")) and element.tag not in ("table", "tbody", "tr", "td", "th"):
        return text < 400 or weights.links[element] * 2 > text
    return element.tag in ("div", "ul", "ol", "dl", "section", "table") and weights.links[element] * 2 > text


# ── its lines ─────────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class Sink:
    """Where text goes: the page, or a cell of a table."""

    lines: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    rows: list[list[list[str]]] = field(default_factory=list)  # of the tables that are open in it

    def end_line(self, *, as_written: bool = False) -> None:
        """Close the line: white space that a browser would show as one space is one, and none between hanzi."""
        raw = "".join(self.pieces).translate(INVISIBLE)
        self.pieces.clear()
        for line in raw.splitlines() if as_written else (_collapse(raw),):
            shown = line.strip(" \t\u00a0\u3000\n\r")
            if shown:
                self.lines.append(shown)


def _collapse(text: str) -> str:
    def one(space: re.Match[str]) -> str:
        before, after = text[space.start() - 1 : space.start()], text[space.end() : space.end() + 1]
        wraps = "\n" in space[0] and before and after and (is_wide(before) or is_wide(after))
        return "" if wraps else " "

    return SPACE.sub(one, text)


def _lines(main: Element) -> Iterator[str]:
    """The lines that the main part shows."""
    sink = _walk(main)
    for line in sink.lines:
        if len(line) > NOISE_LENGTH or not NOISE_LINE.search(line):
            yield line


def _walk(main: Element) -> Sink:
    """One pass without recursion: a page may be nested a thousand deep where tags were never closed."""
    from lxml import etree

    sinks = [Sink()]
    cells: list[Element] = []  # that are open, each with a sink of its own
    counts: list[int | None] = []  # of the lists that are open: the next number, or None for bullets
    pre = 0
    for event, element in etree.iterwalk(main, events=("start", "end")):
        tag = element.tag
        sink = sinks[-1]
        if event == "start":
            if tag in BLOCKS:
                sink.end_line(as_written=pre > 0)
            if tag == "br":
                sink.end_line(as_written=pre > 0)
            elif tag == "pre":
                pre += 1
            elif tag in ("ol", "ul"):
                counts.append(_first_number(element) if tag == "ol" else None)
            elif tag == "li" and counts and counts[-1] is not None:
                sink.pieces.append(f"{write_number(counts[-1], _order(element))}. ")
                counts[-1] += 1
            elif tag == "tr":
                sink.rows.append([])
            elif tag in ("td", "th") and sink.rows:
                sink = Sink()
                sinks.append(sink)
                cells.append(element)
            if element.text and not _is_note_mark(element):
                sink.pieces.append(element.text)
            continue
        if tag in BLOCKS:
            sink.end_line(as_written=pre > 0)
        if tag == "pre":
            pre -= 1
        elif tag in ("ol", "ul"):
            counts.pop()
        elif cells and cells[-1] is element:
            cells.pop()
            cell = sinks.pop()
            sink = sinks[-1]
            sink.rows[-1].append(cell.lines)
        elif tag == "tr" and sink.rows:
            sink.lines.extend(row_lines(sink.rows.pop()))
        if element.tail and element is not main:
            sink.pieces.append(element.tail)
    sinks[0].end_line()
    return sinks[0]


def _is_note_mark(element: Element) -> bool:
    """Whether a raised number only leads to a note: 国内生产总值[2]1210207亿元 has one figure."""
    parent = element.getparent()
    raised = element.tag == "sup" or (parent is not None and parent.tag == "sup")
    return raised and NOTE_MARK.fullmatch(_text(element)) is not None


def _first_number(element: Element) -> int | None:
    """The number that an ordered list begins with; ``None`` where its style shows none."""
    if "none" in (element.get("style") or ""):
        return None
    start = (element.get("start") or "1").strip()
    return int(start) if start.isdecimal() and len(start) < 6 else 1


def _order(item: Element) -> str:
    parent = item.getparent()
    return ORDERS.get("" if parent is None else parent.get("type") or "", "decimal")


# ── its title ─────────────────────────────────────────────────────────────────────────────────────


def _title(root: Element, text: str) -> str | None:
    """What the page says of itself: ArticleTitle, as pages of Chinese governments must, else its heading or title."""
    for meta in root.iter("meta"):
        if (meta.get("name") or "").lower() == "articletitle" and _bare(meta.get("content") or ""):
            return _bare(meta.get("content") or "")
    heading = _heading(root)
    if heading:
        return heading
    title = _bare(_text(next(root.iter("title"), root.makeelement("title"))))
    parts = [part for part in re.split(r"\s*[_|｜]\s*|\s+[-–—]+\s+|-{2,}", title) if part]
    shown = [part for part in parts if is_title(part, text)]  # the others name the site
    return max(shown or parts, key=len) if parts else None


def _heading(root: Element) -> str | None:
    """The page's heading, if it has just one and that is no logo."""
    headings = [text for each in root.iter("h1") if (text := _bare(_text(each)))]
    return headings[0] if len(headings) == 1 and len(headings[0]) >= 4 else None


def _text(element: Element) -> str:
    return "".join(map(str, element.itertext()))


def _bare(text: str) -> str:
    return _collapse(text.translate(INVISIBLE)).strip(" \t\u00a0\u3000\n\r")
