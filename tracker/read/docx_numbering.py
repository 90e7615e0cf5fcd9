"""The numbers that Word puts before paragraphs itself, such as (18) and 三、: they stand nowhere in the text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"
LEVELS = 9
LABEL = 100  # characters of a label; Word itself takes some 30
NO_SPACE_AFTER = "、，）)】］"  # (18)新建 as people type it; but 1. 5公里, never 1.5公里

SMALL = "〇一二三四五六七八九"
LEGAL = "零壹贰叁肆伍陆柒捌玖"
LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
CYCLES = {
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
}
ENCLOSED = {  # the format's first sign and how many there are; past them Word writes plain digits
    "decimalEnclosedCircle": ("①", 20),
    "decimalEnclosedCircleChinese": ("①", 20),
    "decimalEnclosedParen": ("⑴", 20),
    "decimalEnclosedFullstop": ("⒈", 20),
}
ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts and looks."""

    start: int = 1
    style: str = "decimal"  # w:numFmt
    text: str = ""  # w:lvlText: (%1)
    legal: bool = False  # all levels in digits
    restart: int | None = None  # w:lvlRestart; None: after any higher level
    paragraph_style: str | None = None


@dataclass(frozen=True, slots=True)
class List:
    """One w:num: the list that a paragraph belongs to. Lists of one ``abstract`` count on from each other."""

    abstract: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]  # w:startOverride, by level


@dataclass(slots=True)
class Counter:
    """The state of all lists of a document; paragraphs are told to it in their order."""

    lists: Mapping[str, List]
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)

    def level_of_style(self, list_id: str, style: str | None) -> int:
        """The level that a list keeps for a paragraph style, else 0."""
        known = self.lists.get(list_id)
        levels = {} if known is None else known.levels
        return next((at for at, level in levels.items() if style and level.paragraph_style == style), 0)

    def next_label(self, list_id: str, at: int) -> str:
        """Count one paragraph of a list at a level (from 0) and give its label; empty for a bullet or no known list."""
        known = self.lists.get(list_id)
        if known is None or at not in known.levels:
            return ""
        counts = self._counts.setdefault(known.abstract, {})
        if list_id not in self._seen:
            self._seen.add(list_id)
            for overridden, start in known.starts.items():
                counts[overridden] = start - 1
        counts[at] = counts.get(at, known.levels[at].start - 1) + 1
        for deeper in [each for each in counts if each > at]:
            restart = known.levels[deeper].restart if deeper in known.levels else None
            if restart is None or at < restart:
                del counts[deeper]
        return _render(known.levels, counts, at)


def _render(levels: Mapping[int, Level], counts: Mapping[int, int], at: int) -> str:
    level = levels[at]
    if level.style in ("bullet", "none"):
        return ""
    label = level.text
    for other, its in levels.items():
        place = f"%{other + 1}"
        if place in label:
            style = "decimal" if level.legal else its.style
            label = label.replace(place, write_number(counts.get(other, its.start), style))
    return label if not label or label[-1] in NO_SPACE_AFTER or label[-1].isspace() else f"{label} "


def read_lists(root: Element) -> dict[str, List]:
    """The lists of numbering.xml by their ids."""
    abstract = {each.get(f"{W}abstractNumId", ""): each for each in root.iter(f"{W}abstractNum")}
    by_style = {
        link.get(VAL, ""): each for each in abstract.values() if (link := each.find(f"{W}styleLink")) is not None
    }
    lists: dict[str, List] = {}
    for num in root.iter(f"{W}num"):
        key = value_of(num, "abstractNumId") or ""
        definition = abstract.get(key)
        if definition is None:
            continue
        linked = value_of(definition, "numStyleLink")
        levels = _levels(by_style.get(linked, definition) if linked else definition)
        starts: dict[int, int] = {}
        for override in num.iter(f"{W}lvlOverride"):
            at = _whole(override.get(f"{W}ilvl"), 0)
            own = _levels(override)
            levels.update(own)
            start = value_of(override, "startOverride")
            if start is not None:
                starts[at] = _whole(start, 1)
        lists[num.get(f"{W}numId", "")] = List(key, levels, starts)
    return lists


def _levels(parent: Element) -> dict[int, Level]:
    return {
        _whole(level.get(f"{W}ilvl"), 0): Level(
            start=_whole(value_of(level, "start"), 0),
            style=_style(level),
            text=_label_text(level),
            legal=level.find(f"{W}isLgl") is not None,
            restart=None if (restart := value_of(level, "lvlRestart")) is None else _whole(restart, 0),
            paragraph_style=value_of(level, "pStyle"),
        )
        for level in parent.findall(f"{W}lvl")[:LEVELS]
    }


def _label_text(level: Element) -> str:
    """w:lvlText; nothing where it is longer than any label."""
    text = value_of(level, "lvlText") or ""
    return text if len(text) <= LABEL else ""


def _style(level: Element) -> str:
    """w:numFmt, also where a newer format stands in mc:AlternateContent with an older one beside it."""
    found = next(level.iter(f"{W}numFmt"), None)
    return "decimal" if found is None else found.get(VAL, "decimal")


def value_of(parent: Element, name: str) -> str | None:
    """The w:val of a child, or ``None``."""
    child = parent.find(f"{W}{name}")
    return None if child is None else child.get(VAL)


def _whole(text: str | None, default: int) -> int:
    try:
        return default if text is None else max(0, min(int(text), 32_767))  # Word's own highest number
    except ValueError:
        return default


def write_number(number: int, style: str) -> str:
    """A number as a w:numFmt writes it; digits where the format is unknown or ends before the number."""
    if style in ENCLOSED and 1 <= number <= ENCLOSED[style][1]:
        return chr(ord(ENCLOSED[style][0]) + number - 1)
    if style in CYCLES and number >= 1:
        return CYCLES[style][(number - 1) % len(CYCLES[style])]
    if style in ("chineseCountingThousand", "chineseCounting", "taiwaneseCountingThousand", "taiwaneseCounting"):
        if number >= 100 and not style.endswith("Thousand"):
            return _digits(number, SMALL)
        return _in_words(number, SMALL, "十百千")
    if style in ("japaneseCounting", "japaneseDigitalTenThousand"):
        return _in_words(number, SMALL, "十百千")
    if style in ("ideographDigital", "taiwaneseDigital", "koreanDigital2"):
        return _digits(number, SMALL)
    if style == "chineseLegalSimplified":
        return _in_words(number, LEGAL, "拾佰仟", short_ten=False)
    if style == "ideographLegalTraditional":
        return _in_words(number, LEGAL_TRADITIONAL, "拾佰仟", short_ten=False)
    if style in ("decimalFullWidth", "decimalFullWidth2"):
        return _digits(number, "０１２３４５６７８９")
    if style == "decimalZero":
        return f"{number:02}"
    if style in ("upperLetter", "lowerLetter") and number >= 1:
        letters = chr(ord("a") + (number - 1) % 26) * min(1 + (number - 1) // 26, 30)  # z, aa, bb
        return letters.upper() if style == "upperLetter" else letters
    if style in ("upperRoman", "lowerRoman"):
        return _roman(number).upper() if style == "upperRoman" else _roman(number)
    return "" if style == "none" else str(number)


def _digits(number: int, signs: str) -> str:
    return "".join(signs[int(digit)] for digit in str(number))


def _in_words(number: int, signs: str, powers: str, *, short_ten: bool = True) -> str:
    """一百〇一, 十八 (壹拾捌 where a ten keeps its one)."""
    if number < 1 or number > 9999:
        return _digits(number, signs)
    words = ""
    gap = False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit == 0:
            gap = bool(words)
            continue
        words += (signs[0] if gap else "") + signs[digit] + (powers[power - 1] if power else "")
        gap = False
    return words[1:] if short_ten and 10 <= number < 20 else words


def _roman(number: int) -> str:
    letters = ""
    for worth, sign in ROMAN:
        letters += sign * (number // worth)
        number %= worth
    return letters
