"""How a workbook shows its cells: number formats, and fonts that strike out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

# The formats that Excel knows by number and no file writes out (ECMA-376, 18.8.30), with those of Chinese Excel.
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 37: "#,##0", 38: "#,##0",
    39: "#,##0.00", 40: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"', 57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}  # fmt: skip
GENERAL = "General"
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_WHOLE = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Styles:
    """The formats of a workbook, by the number that a cell names."""

    formats: tuple[str, ...] = ()
    struck: frozenset[int] = frozenset()

    def number_format(self, style: int) -> str:
        """The number format of a style: ``General``, ``0.0%``, ``yyyy/m/d``."""
        return self.formats[style] if 0 <= style < len(self.formats) else GENERAL

    def is_struck(self, style: int) -> bool:
        """Whether cells of a style are struck out as a whole."""
        return style in self.struck


def is_date_format(code: str) -> bool:
    """Whether a number format shows days, months or years."""
    bare = _QUOTED.sub("", code.partition(";")[0]).lower()
    return (code != GENERAL and any(sign in bare for sign in "yd")) or bare.strip("-/ ") in ("m", "mm", "mmm")


def read_styles(root: Element) -> Styles:
    """The styles of ``xl/styles.xml``."""
    codes = dict(BUILT_IN)
    struck_fonts: set[int] = set()
    formats: list[str] = []
    struck: set[int] = set()
    for part in root:
        name = part.tag.rpartition("}")[2]
        if name == "numFmts":
            codes |= {_number(each.get("numFmtId")): each.get("formatCode") or GENERAL for each in part}
        elif name == "fonts":
            struck_fonts = {place for place, font in enumerate(part) if _strikes(font)}
        elif name == "cellXfs":
            for place, each in enumerate(part):
                formats.append(codes.get(_number(each.get("numFmtId")), GENERAL))
                if _number(each.get("fontId")) in struck_fonts:
                    struck.add(place)
    return Styles(tuple(formats), frozenset(struck))


def _strikes(font: Element) -> bool:
    return any(each.tag.rpartition("}")[2] == "strike" and each.get("val", "1") not in ("0", "false") for each in font)


def _number(text: str | None) -> int:
    return int(text) if text is not None and _WHOLE.fullmatch(text) else 0
