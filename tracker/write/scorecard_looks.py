"""How cells look, and the workbook's formats of it: each made once, and found fast for every cell."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Literal

from tracker.model import Verdict
from tracker.write.scorecard_words import plain

INK = "1F2933"
FAINT = "5F6B7A"
NAVY = "1F3A5F"
PALE = "F2F5F9"
LINE = "D5DBE3"
AMBER = "B7791F"
CREAM = "FFFBEB"
FILLS = {Verdict.MET: "D6EFE3", Verdict.UNMET: "FBDDCB", Verdict.UNVERIFIABLE: "ECEEF1"}
INKS = {Verdict.MET: "0B5D41", Verdict.UNMET: "9A3412", Verdict.UNVERIFIABLE: "4B5563"}
SOLID = {Verdict.MET: "0F766E", Verdict.UNMET: "E07A3F", Verdict.UNVERIFIABLE: "C3CAD3"}
"""Apart in lightness as well as in colour: they differ in grey print, and for the colour-blind."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks; hashable, so that each is made once."""

    bold: bool = False
    italic: bool = False
    size: float = 10
    ink: str = INK
    fill: str | None = None
    across: Literal["left", "center", "right"] = "left"
    down: Literal["top", "center", "bottom"] = "top"
    wrap: bool = True
    border: Literal["all", "below", "none"] = "all"
    form: str = "General"
    underline: bool = False
    indent: int = 0


TEXT = Look()
CENTER = Look(across="center")
DATE = Look(across="center", form="yyyy-mm-dd", wrap=False)
NUMBER = Look(across="right", form="#", wrap=False)
"""``#`` is replaced by a format with the decimals that the number has."""
PERCENT = Look(across="right", form="0.0%", wrap=False)
WHOLE = Look(across="right", form="#,##0", wrap=False)
HEAD = Look(bold=True, ink="FFFFFF", fill=NAVY, across="center", down="center")
PLAIN = Look(border="none")


def number_form(value: object) -> str:
    """Thousands separated, with the decimals that the number has, four at most."""
    places = 0
    if isinstance(value, Decimal):
        places = min(len(plain(value).partition(".")[2]), 4)
    return "#,##0" + ("." + "0" * places if places else "")


class Formats:
    """The formats of a workbook, in one ``font``.

    A look is found by its identity: to hash thirteen fields for each cell took a tenth of all the time. Each look is
    kept, so that no other gets its id.
    """

    def __init__(self, workbook: Any, font: str) -> None:
        self._workbook = workbook
        self._font = font
        self._made: dict[tuple[Look, bool], Any] = {}
        self._plain: dict[int, tuple[Look, Any]] = {}
        self._quoted: dict[int, tuple[Look, Any]] = {}
        self._changed: dict[tuple[int, float | str], tuple[Look, Look]] = {}

    def of(self, look: Look, quoted: bool = False) -> Any:
        """The format of a look; ``quoted``: of a text that stays text though it looks like a formula."""
        near = self._quoted if quoted else self._plain
        held = near.get(id(look))
        if held is None:
            held = near[id(look)] = look, self._format(look, quoted)
        return held[1]

    def at_least(self, look: Look, size: float) -> Look:
        """The look with letters of so many points at least."""
        return look if look.size >= size else self._with(look, size, size=size)

    def number(self, look: Look, value: object) -> Look:
        """The look with the decimals that a number has, where it asks for them."""
        return look if look.form != "#" else self._with(look, form := number_form(value), form=form)

    def _with(self, look: Look, key: float | str, **changes: Any) -> Look:
        held = self._changed.get((id(look), key))
        if held is None:
            held = self._changed[id(look), key] = look, replace(look, **changes)
        return held[1]

    def _format(self, look: Look, quoted: bool) -> Any:
        held = self._made.get((look, quoted))
        if held is None:
            held = self._made[look, quoted] = self._workbook.add_format(_options(look, quoted, self._font))
        return held


def _options(look: Look, quoted: bool, font: str) -> dict[str, Any]:
    """A look as XlsxWriter takes it."""
    options: dict[str, Any] = {
        "font_name": font,
        "font_size": look.size,
        "bold": look.bold,
        "italic": look.italic,
        "font_color": f"#{look.ink}",
        "underline": 1 if look.underline else 0,
        "align": look.across,
        "valign": "vcenter" if look.down == "center" else look.down,
        "text_wrap": look.wrap,
        "num_format": look.form,
        "quote_prefix": quoted,
    }
    if look.indent:
        options["indent"] = look.indent
    if look.fill is not None:
        options |= {"pattern": 1, "bg_color": f"#{look.fill}"}
    if look.border == "all":
        options |= {"border": 1, "border_color": f"#{LINE}"}
    elif look.border == "below":
        options |= {"bottom": 1, "bottom_color": f"#{LINE}"}
    return options
