"""The signs of a PDF page to pieces of text: which belong together, which spaces and which hanzi are meant."""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tracker.read.page_parts import Segment
from tracker.read.signs import NOTE_MARK, is_wide, raised

if TYPE_CHECKING:
    import pypdfium2  # type: ignore[import-untyped]

SPLIT = 1.5  # em; a wider gap parts two cells
TOUCHING = 0.4  # em; between two columns there is more
VISIBLE = 0.7  # em; between hanzi and digits pdfium reports a space for every gap, LibreOffice leaves 0.2 em there
SMALL = 0.8  # of the line's size: the mark of a note
STRANGE = 0.3  # share of characters outside Unicode's letters at which a text layer is no text
HYPHENS = {0x02: "-", 0xFFFE: "-", 0x2010: "-", 0x2011: "-"}  # the first two: pdfium's for one at the end of a line
SPACES = frozenset({0x09, 0x20, 0xA0})
INVISIBLE = frozenset({0x00, 0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFFFF})
NO_SIGN = SPACES | INVISIBLE | {0x0A, 0x0D}


# Radicals that fonts give in place of the hanzi that looks the same, each before it, where Unicode does not fold them.
_TWINS = (
    "⺁厂⺇几⺌小⺎兀⺏尢⺓幺⺔彐⺕彐⺘手⺙攵⺛旡⺝月⺟母⺠民⺢水⺥爪⺦丬⺨犬⺩王⺪疋⺫目⺬示⺭示⺮竹⺯糸⺰纟⺱网⺲网⺳网⺷羊⺸羊⺹老⺻聿⺼肉⺽臼⻁虎"
    "⻂衣⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻎辶⻏邑⻑長⻒镸⻓长⻔门⻖阜⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟食⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄"
    "⻪黾⻫齐⻬齐⻮齿⻯龙⻰龙⻱龟⻲龟⻳龟"
)
RADICALS = dict(zip(map(ord, _TWINS[::2]), _TWINS[1::2], strict=True))


# One sign: character, left, right, baseline downwards, size, and whether the file itself has a space before it.
Glyph = tuple[str, float, float, float, float, bool]


def page_segments(page: pypdfium2.PdfPage) -> Iterator[Segment]:
    """The pieces of text of a page in the file's order; none where the text layer is not text."""
    glyphs = list(_glyphs(page))
    strange = sum(
        unicodedata.category(glyph[0]) in ("Co", "Cn", "Cs", "Cc") or glyph[0] == "\ufffd" for glyph in glyphs
    )
    if strange > STRANGE * len(glyphs):
        return
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        if runs and _follows(runs[-1], glyph):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    for run in _mended(runs):
        yield from _segment(run)


def _glyphs(page: pypdfium2.PdfPage) -> Iterator[Glyph]:
    """Every visible sign of a page that stands upright, or turned as most of the page is."""
    from ctypes import byref, c_double

    from pypdfium2 import raw

    text_page = page.get_textpage()
    text = text_page.raw
    count = text_page.count_chars()
    angles = Counter(_quarters(raw.FPDFText_GetCharAngle(text, at)) for at in range(0, count, 1 + count // 40))
    turn = angles.most_common(1)[0][0] if angles else 0.0
    if turn % 1:
        turn = 0.0
    box, matrix, x, y = raw.FS_RECTF(), raw.FS_MATRIX(), c_double(), c_double()
    to_box, to_matrix, to_x, to_y = byref(box), byref(matrix), byref(x), byref(y)
    spaced = False
    line = (math.inf, math.inf)
    scale = 1.0
    high = 0
    for at in range(count):
        code = raw.FPDFText_GetUnicode(text, at)
        if code in NO_SIGN:
            spaced = spaced or (code in SPACES and raw.FPDFText_IsGenerated(text, at) == 0)
            continue
        if 0xD800 <= code < 0xDC00:  # the first half of a character beyond 16 bits
            high = code
            continue
        raw.FPDFText_GetCharOrigin(text, at, to_x, to_y)
        raw.FPDFText_GetLooseCharBox(text, at, to_box)
        size = raw.FPDFText_GetFontSize(text, at)
        if turn:
            down = _turned(x.value, y.value, turn)[1]
            one, two = _turned(box.left, box.bottom, turn)[0], _turned(box.right, box.top, turn)[0]
            left, right = (one, two) if one < two else (two, one)
        else:
            left, right, down = box.left, box.right, -y.value
        if (down, size) != line:  # the same on all of a line, and dear to ask
            line = (down, size)
            raw.FPDFText_GetMatrix(text, at, to_matrix)
            scale = math.hypot(matrix.c, matrix.d) or 1.0
            if _quarters(raw.FPDFText_GetCharAngle(text, at)) != turn:
                line = (math.inf, math.inf)
                continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00 if high else 0xFFFD
        high = 0
        yield _character(code), left, right, down, size * scale if size * scale > 1 else 1.0, spaced
        spaced = False
    text_page.close()


def _quarters(angle: float) -> float:
    """An angle in quarter turns, 0 to 3.9."""
    return round(angle / (math.pi / 2), 1) % 4


def _turned(x: float, y: float, quarters: float) -> tuple[float, float]:
    """A place on the page as one sees it who holds its text upright; the second number grows downwards."""
    if quarters == 1:  # clockwise: the text runs down the sheet
        return -y, -x
    if quarters == 2:
        return -x, y
    if quarters == 3:
        return y, x
    return x, -y


def _character(code: int) -> str:
    """The character meant: hyphens as one, hanzi in place of the radicals and twins that fonts give for them."""
    if code in HYPHENS:
        return HYPHENS[code]
    if 0x2E80 <= code <= 0x2FD5 or 0xF900 <= code <= 0xFAFF:
        return RADICALS.get(code) or unicodedata.normalize("NFKC", chr(code))
    return chr(code) if code <= 0x10FFFF else "\ufffd"


def _follows(run: list[Glyph], glyph: Glyph) -> bool:
    """Whether a sign stands on the same line as the run before it, with no wide gap between."""
    _, left, right, base, size, _ = run[-1]
    em = max(size, glyph[4])
    if glyph[1] < left - em / 3 or glyph[1] - right > SPLIT * em:  # the two signs of a dash —— share one box
        return False
    return abs(glyph[3] - base) < 0.5 * em or abs(glyph[3] - run[0][3]) < 0.5 * em


def _mended(runs: list[list[Glyph]]) -> list[list[Glyph]]:
    """Runs that touch each other on one line are one, wherever the file has them: it may draw all digits last."""
    starts: dict[int, list[list[Glyph]]] = {}
    for run in runs:
        starts.setdefault(round(run[0][3]), []).append(run)
    gone: set[int] = set()
    for run in sorted(runs, key=lambda each: each[0][1]):  # what others are added to stands left of them
        if id(run) in gone:
            continue
        following: list[Glyph] | None = run
        while following is not None:
            _, _, right, base, size, _ = run[-1]
            level = [other for y in (-1, 0, 1) for other in starts.get(round(base) + y, ())]
            following = next(
                (
                    other
                    for other in level
                    if other is not run
                    and id(other) not in gone
                    and abs(other[0][3] - base) < 1.0
                    and -0.1 < (other[0][1] - right) / size < TOUCHING
                ),
                None,
            )
            if following is not None:
                gone.add(id(following))
                run += following
    return [run for run in runs if id(run) not in gone]


def _segment(run: list[Glyph]) -> Iterator[Segment]:
    """A run of signs as text, with the spaces that are meant and without the marks of notes."""
    while run and run[0][0].isspace():  # paragraphs are known by where their first sign stands
        run = run[1:]
    while run and run[-1][0].isspace():
        run = run[:-1]
    sizes = Counter(round(glyph[4], 1) for glyph in run)
    if not sizes:
        return
    em = sizes.most_common(1)[0][0]
    base = next(glyph[3] for glyph in run if round(glyph[4], 1) == em)
    text = ""
    small: list[int] = []
    for glyph, before in zip(run, [None, *run[:-1]], strict=True):
        if before is not None and _is_space(before, glyph):
            text += " "
        if glyph[4] <= SMALL * em and glyph[3] < base - 0.1 * em:
            small.append(len(text))
        text += glyph[0]
    if small:
        high = set(small)
        marks = [m for m in NOTE_MARK.finditer(text) if all(n in high or text[n] == " " for n in range(*m.span()))]
        text = "".join(raised(sign) if place in high else sign for place, sign in enumerate(text))
        for mark in reversed(marks):
            text = text[: mark.start()] + text[mark.end() :]
    if text.strip():
        yield Segment(text, run[0][1], run[-1][2], base, em)


def _is_space(before: Glyph, glyph: Glyph) -> bool:
    """Whether there is a space between two signs of a line.

    Those of the file are kept. For the rest the gap decides, and what it parts: 2025 年 1 月 is one word with a little
    room that typesetters leave between hanzi and digits, but Latin words are parted by no more than that.
    """
    if glyph[5]:
        return True
    gap = (glyph[1] - before[2]) / glyph[4]
    if is_wide(before[0]) or is_wide(glyph[0]):
        return gap > VISIBLE
    return gap > 0.15
