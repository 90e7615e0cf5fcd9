"""One normal text for all rooms: every spelling of a letter, a mark or a number reads alike.

The text itself is never changed. ``normal_form`` keeps its length, so offsets carry over: a letter that says nothing (a
note's mark, an emoji, a bracket that only repeats the name before it) becomes ``BLANK``. ``squeeze`` drops blanks and
white space and keeps, for each character left, where it stood.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise, repeat
from operator import itemgetter

BLANK = "\u200b"
"""What stands in the normal form for a character that says nothing: a zero-width space, so that nobody reads it."""

_CHINESE = {";": "；", ":": "：", "!": "！", "?": "？", "`": "'", "µ": "μ", "､": "、", "｡": "。"}
"""The marks of a sentence take their Chinese form, but a comma inside 1,402."""
_WIDTHS = {chr(0xFF01 + i): chr(0x21 + i) for i in range(94)} | {"－": "-", "−": "-", "〇": "零", "％": "%"}
_ONE_SPELLING = {
    **{wide: _CHINESE.get(plain, plain) for wide, plain in _WIDTHS.items() if _CHINESE.get(plain) != wide},
    **_CHINESE,
    **dict(zip("「」『』〝〞", "“”“”“”", strict=True)),
    **dict.fromkeys(map(chr, (0x034F, *range(0xFE00, 0xFE10))), BLANK),  # they only join letters, or choose their looks
}
"""Letters and the one that stands for them; none of those is itself in the list."""
_COMMA = re.compile(r",(?:(?<!\d,)|(?!\d{3}(?!\d)))")
_WIDE_COMMA = re.compile(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")  # １２，３４５ is one number
_STOP = re.compile(r"\.(?<=[\u4e00-\u9fff)%]\.)(?=\s|$|[\u4e00-\u9fff])")
_QUOTED = re.compile(r'"([^"\n]{1,60})"')
_SHOWS_NOTHING = "\u200b-\u200f\u2060-\u2064\ufeff\u00ad\u180e\u202a-\u202e\u2066-\u2069"
_SPACE = re.compile(rf"[\s{_SHOWS_NOTHING}]+")

# Radicals that stand for the letter itself where a font maps them so; the block at U+2F00 has its letters in NFKC.
_RADICALS = {
    ord(a): b
    for a, b in zip(
        "⺎⺏⺒⺓⺕⺟⺠⺩⺬⺮⺲⺼⻁⻄⻅⻆⻉⻊⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "兀尢巳幺彐母民王示竹罒月虎西见角贝足车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
}
_COMPATIBLE = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")

# 伍仟万元: numerals as they are written on cheques, only in a row, since 队伍 and 收拾 have them too.
_FORMAL = str.maketrans("壹贰貳叁參肆伍陆陸柒捌玖拾佰仟", "一二二三三四五六六七八九十百千")
_FORMAL_RUN = re.compile("[壹贰貳叁參肆伍陆陸柒捌玖拾][拾佰仟][壹贰貳叁參肆伍陆陸柒捌玖拾佰仟零]*")


def _are_not_all_simplified(letters: frozenset[str]) -> bool:
    """Whether a letter stands in a text that GB 2312, the set of simplified letters, does not have."""
    try:
        "".join(letters).encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False


@cache
def _simplified(letters: frozenset[str]) -> dict[int, str]:
    from opencc import OpenCC

    convert = OpenCC("t2s").convert
    pairs = {letter: convert(letter) for letter in letters}
    return {ord(old): new for old, new in pairs.items() if len(new) == 1 and old != new}


def normal_form(text: str) -> str:
    """The text in one spelling, of the same length; ``BLANK`` where a character says nothing.

    A full-width comma never joins digits (100，200 are two numbers) but wide ones; a plain one inside 1,402 does.
    """
    form = _WIDE_COMMA.sub(",", text) if "，" in text else text
    form = form.replace("，", "\ue000")
    letters = set(form)
    for letter in _ONE_SPELLING.keys() & letters:  # few of them stand in a text: a table of all takes ten times as long
        form = form.replace(letter, _ONE_SPELLING[letter])
    form = _COMMA.sub("\ue000", form).replace("\ue000", "，")
    form = _STOP.sub("。", form)
    form = _QUOTED.sub(r"“\1”", form)
    if _COMPATIBLE.search("".join(letters)):
        form = _COMPATIBLE.sub(_as_letter, form)
        letters = set(form)
    han = frozenset(letter for letter in letters if "\u4e00" <= letter <= "\u9fff")
    if _are_not_all_simplified(han):
        form = form.translate(_simplified(han))
    form = _FORMAL_RUN.sub(lambda match: match[0].translate(_FORMAL), form)
    return _without_marks(form)


def _as_letter(match: re.Match[str]) -> str:
    """A radical or a compatibility character as the letter it shows."""
    letter = match[0].translate(_RADICALS)
    plain = unicodedata.normalize("NFKC", letter)
    return plain if len(plain) == 1 else letter


# ── what says nothing ─────────────────────────────────────────────────────────────────────────────

_NOTE = re.compile(
    # one class of all first letters, which is looked for several times as quickly as a choice
    r"[\[〔(¹²³⁰⁴-⁹①-⑳❶-❿\U0001f000-\U0001faff\u2600-\u26ff](?:"
    r"(?<=\[)\d{1,3}\]|(?<=〔)\d{1,2}〕(?!\d*号)|(?<=\()注\d{0,2}\)"  # 生产总值[2], 〔3〕; but 〔2022〕3号
    r"|(?<=[m米里][²³])"  # the power of a unit of length
    r"|(?<=[¹²³⁰⁴-⁹])[¹²³⁰⁴-⁹]*"
    r"|(?<=[\u4e00-\u9fffA-Za-z\d%)”][①-⑳❶-❿])"  # 32个①, but ① at the head of an item is its number
    r"|(?<=[\U0001f000-\U0001faff\u2600-\u26ff]))"
)
_POWERS = {"²": "2", "³": "3"}
_CIRCLED = re.compile("[①-⑳❶-❿]")
_HEAD_OF_ITEM = re.compile(r"[\u4e00-\u9fff“]")
_BRACKET = re.compile(r"\(([^()\n]{2,14})\)")
_NAME = re.compile(r"[\u4e00-\u9fff0-9A-Za-z“”·、 ]*[\u4e00-\u9fff]$")
_LATIN_NAME = re.compile(r"[A-Z][A-Za-z0-9.&+\-]{1,9}")
_LATIN = {"GDP": "生产总值", "CPI": "居民消费价格", "R&D": "研究与试验发展"}
_UNITS = re.compile("TEU|MW|GW|KW|KV|GWh|MWh")
_LINE = 2000
"""Letters of a line to either side of a circled number in which another is looked for."""
_NAME_BEFORE = 16
"""Letters before a bracket that it may repeat: 社会消费品零售总额(社零)."""


def _without_marks(form: str) -> str:
    """Note marks, emoji and brackets that only repeat the name before them made blank; m² to m2."""
    blanks: list[tuple[int, int, str]] = []
    items = _numbers_of_items(form)
    for match in _NOTE.finditer(form):
        power = _POWERS.get(match[0]) if form[match.start() - 1 : match.start()] in tuple("m米里") else None
        if power is not None:
            blanks.append((*match.span(), power))
        elif match.start() not in items:
            blanks.append((*match.span(), BLANK * len(match[0])))
    blanks.extend((*span, BLANK * (span[1] - span[0])) for span in _repeating_brackets(form))
    if not blanks:
        return form
    parts, last = [], 0
    for start, end, new in sorted(blanks):
        if start >= last:
            parts += [form[last:start], new]
            last = end
    return "".join([*parts, form[last:]])


def _numbers_of_items(form: str) -> frozenset[int]:
    """Where circled numbers inside a line count the items of a list: 包括①新建…②改建…. The line has two of them."""

    def are_near(one: int, other: int) -> bool:
        return other - one <= _LINE and form.find("\n", one, other) < 0

    runs = [[each.start() for each in run] for _, run in groupby(_CIRCLED.finditer(form), key=itemgetter(0))]
    found: set[int] = set()
    for run, behind in pairwise(runs):  # of one number, and of another
        found.update(at for at in run if are_near(at, behind[0]))
        found.update(at for at in behind if are_near(run[-1], at))
    return frozenset(at for at in found if _HEAD_OF_ITEM.match(form, at + 1) is not None)


def _repeating_brackets(form: str) -> Iterator[tuple[int, int]]:
    """The brackets that only repeat the name before them, or say what it never holds: (GDP), (社零), (不含农户)."""
    for match in _BRACKET.finditer(form):
        inside = match[1]
        name = _NAME.search(form, max(0, match.start() - _NAME_BEFORE), match.start())
        if name is None:
            continue
        before = name[0]
        if _LATIN_NAME.fullmatch(inside) is not None:
            repeats = _UNITS.fullmatch(inside) is None
        else:
            repeats = inside.startswith("不含") or _abbreviates(inside, before)
        if repeats:
            yield match.span()


def _abbreviates(inside: str, before: str) -> bool:
    """Whether letters stand in the name before them in their order, as 规上工业 in 规模以上工业."""
    for latin, name in _LATIN.items():
        inside = inside.replace(latin, name)
    if len(inside) < 2 or not all("\u4e00" <= letter <= "\u9fff" for letter in inside):
        return False
    at = before.rfind(inside[0])
    while at >= 0:
        rest = iter(before[at:])
        if all(letter in rest for letter in inside):
            return True
        at = before.rfind(inside[0], 0, at)
    return False


# ── without white space ───────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Squeezed:
    """A stretch of normal text without white space: ``at[i]`` is where ``text[i]`` stands in the document."""

    text: str
    at: Sequence[int]
    end: int  # where the stretch ends in the document

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The document's offsets of ``text[start:end]``, which must not be empty."""
        return self.at[start], self.at[end - 1] + 1


def squeeze(form: str, start: int, end: int) -> Squeezed:
    """``form[start:end]`` without white space and blanks; two numbers parted by it stay two, with one space between."""
    piece = form[start:end]
    if _has_no_space(piece):
        return Squeezed(piece, range(start, end), end)
    text: list[str] = []
    at: list[int] = []
    last = 0
    for gap in _SPACE.finditer(piece):
        text.append(piece[last : gap.start()])
        at.extend(range(start + last, start + gap.start()))
        if _parts_numbers(piece, gap):
            text.append(" ")
            at.append(start + gap.start())
        last = gap.end()
    text.append(piece[last:])
    at.extend(range(start + last, end))
    return Squeezed("".join(text), tuple(at), end)


def _parts_numbers(piece: str, gap: re.Match[str]) -> bool:
    """Whether white space stands between two numbers; what shows nothing parts none."""
    before = piece[: gap.start()].rstrip(".,")[-1:]
    return before.isdigit() and piece[gap.end() : gap.end() + 1].isdigit() and any(map(str.isspace, gap[0]))


def said(form: str, start: int, end: int) -> str:
    """The normal text of a stretch, without its offsets."""
    piece = form[start:end]
    return piece if _has_no_space(piece) else squeeze(form, start, end).text


def _has_no_space(piece: str) -> bool:
    """Whether surely nothing of ``_SPACE`` stands in it, told by Python's own table: several times as quick."""
    return piece.isprintable() and " " not in piece


def last_of(marks: str, text: str, start: int, end: int) -> int:
    """Where the last of these marks stands in ``text[start:end]``; -1 where none does."""
    return max(map(text.rfind, marks, repeat(start), repeat(end)))  # a generator would take twice as long
