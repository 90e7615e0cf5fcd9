"""Localities of China: the code of GB/T 2260 that belongs to a name, and the next level up."""

from __future__ import annotations

import re
from typing import NamedTuple

from tracker.words.lexicon import load, remember

_ENTRY = re.compile(r"(\d{4})(\D+)")


class Division(NamedTuple):  # 3,210 of them, made at first use: in a third of the time of a dataclass
    """One entry of the table."""

    code: str  # six digits
    name: str  # 呼兰区
    within: str | None  # the name of the next level up, None for a province


@remember
def nations() -> frozenset[str]:
    """The names of the whole country."""
    return frozenset(load("places")["nation"])


@remember
def levels() -> frozenset[str]:
    """How the names of localities end: 区, 自治县."""
    return frozenset(load("places")["levels"])


@remember
def divisions() -> dict[str, tuple[Division, ...]]:
    """Every division by its name; several where a name is used more than once (朝阳区)."""
    data = load("places")
    by_code: dict[str, str] = {f"{code}0000": name for code, name in data["provinces"].items()}
    for province, text in data["divisions"].items():
        for rest, name in _ENTRY.findall(text.replace(" ", "")):
            by_code[province + rest] = name
    table: dict[str, list[Division]] = {}
    for code, name in by_code.items():
        table.setdefault(name, []).append(Division(code, name, _above(code, by_code)))
    return {name: tuple(found) for name, found in table.items()}


def _above(code: str, by_code: dict[str, str]) -> str | None:
    if code.endswith("0000"):
        return None
    if code.endswith("00"):
        return by_code.get(f"{code[:2]}0000")
    return by_code.get(f"{code[:4]}00") or by_code.get(f"{code[:2]}0000")


def find_division(name: str, around: str = "") -> Division | None:
    """The division of that name; 哈尔滨市呼兰区 too. ``around`` (the text) decides between several of one name.

    None where nothing of the name is known, or where several are and ``around`` names none of the levels above.
    """
    table = divisions()
    found = table.get(name, ())
    if not found:
        for cut in range(2, len(name) - 1):
            inner = table.get(name[cut:], ())
            above = name[:cut]
            fitting = [each for each in inner if each.within is not None and _is(above, each.within)]
            if len(fitting) == 1:
                return fitting[0]
        return None
    if len(found) == 1:
        return found[0]
    named = [each for each in found if each.within is not None and _short(each.within) in around]
    return named[0] if len(named) == 1 else None


def encloses(above: str, name: str, within: str | None = None) -> bool:
    """Whether a place is one of those around another: 湖南省 and 长沙市 of 芙蓉区, the nation of all."""
    if above in nations():
        return name not in nations()
    around = {within} if within is not None else {each.within for each in divisions().get(name, ())}
    while around:
        if any(each is not None and _is(above, each) for each in around):
            return True
        around = {each.within for name in around if name is not None for each in divisions().get(name, ())}
    return False


def place_at_start(text: str) -> str:
    """The prefecture or province, for short, that a text begins with (呼和浩特); empty where there is none."""
    return max((text[:size] for size in range(2, 8) if text[:size] in short_names()), key=len, default="")


@remember
def short_names() -> frozenset[str]:
    """How texts call prefectures and provinces for short."""
    return frozenset(_short(name) for name, found in divisions().items() if found[0].code.endswith("00"))


@remember
def prefectures() -> dict[str, str]:
    """The prefectures by how texts call them for short."""
    named = ((name, found[0].code) for name, found in divisions().items())
    return {_short(name): name for name, code in named if code.endswith("00") and not code.endswith("0000")}


def _short(name: str) -> str:
    """哈尔滨市 as texts also say it: 哈尔滨."""
    return re.sub(r"(?:特别行政区|自治区|自治州|自治县|地区|省|市|盟)$", "", name)


def _is(said: str, name: str) -> bool:
    return said.endswith(name) or _short(said) == _short(name)
