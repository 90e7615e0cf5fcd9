"""Whether a sentence tells of another place than the report's own: a district's figure in a city's report."""

from __future__ import annotations

import re

from tracker.words.lexicon import load, remember
from tracker.words.places import divisions

# A place opens a clause: 浙江省城镇新增就业…; 其中洮北区…; the words that follow tell what is counted there.
_OPENS = re.compile(
    r"(?:^|[，；：。]|其中|比如|例如)(?:(?:去年|上年|全年|当年|过去一年|\d{4}年)，?)?"
    r"(?P<place>[\u4e00-\u9fff]{2,8}?(?:特别行政区|自治区|自治州|自治县|自治旗|省|市|县|区|旗|盟|州))(?![管级域直])(?=[\u4e00-\u9fff])"
)
# A county that the table does not have: three letters, and not 贫困县, 产粮县, 各个县.
_UNKNOWN = re.compile(r"[^全各该我本两三多几百][^困强粮点级油牧林贫穷弱大小个座市的]县")


_CUT, _STOP = re.compile("[，；：。]"), re.compile("[；。]")


@remember
def _named() -> re.Pattern[str]:
    """A town, or a place that the table does not have, at the head of a clause: 青山镇狠抓落实; not 城镇, 市场."""
    words = load("elsewhere")
    ends = "|".join(
        rf"[^{_NO_PART}{before}]{letter}(?![{words['goes on'][letter]}])"
        for letter, before in words["common before"].items()
    )
    common = "|".join(words["common streets"])
    streets = rf"[^{_NO_PART}]街道(?![办路景两])"
    place = rf"(?!(?:{common})街道)[^{_NO_PART}全各该我本两三多几百](?:{ends}|{streets})"
    return re.compile(rf"(?:^|[，；：。]|其中)(?P<place>{place})(?=[\u4e00-\u9fff\d])")


_NO_PART = r"，；：。、\d"


_WIDER = (("区县旗", "全国|全省|全市|全盟|全自治区"), ("市州盟", "全国|全省|全自治区"), ("省", "全国"))
"""For the last letter of a place's name, the words for what it is a part of."""
_CITIES = ("北京市", "上海市", "天津市", "重庆市")


_COMMON = ("老城区", "城区", "郊区", "矿区", "新区", "市中区", "市辖区", "高新区", "开发区", "城关区")
"""Names that some district has, and that mean a part of any town."""


def _wider(own: str) -> str | None:
    if own in _CITIES or own.endswith("自治区"):
        return "全国"
    return next((words for letters, words in _WIDER if own[-1] in letters), None)


def tells_of_elsewhere(head: str, own: str | None) -> bool:
    """Whether the words of a sentence up to its figure open a clause with another place than ``own``.

    全省 in a district's report is another place too, where it opens the clause of the figure.
    """
    wider = _wider(own) if own else None
    clause = _CUT.split(head)[-1]
    if wider is not None and re.match(
        rf"(?:其中)?(?:{wider})(?!率?先|前|第[一二三四五六七八九十\d]+(?:[位名，、]|$))", clause
    ):
        return True
    if wider is not None and _goes_on_about(_STOP.split(head)[-1], wider, str(own)):
        return True
    if own is not None and _speaks_of_another(_STOP.split(head)[-1], own):
        return True
    return opens_with_another(head, own)


def _goes_on_about(head: str, wider: str, own: str) -> bool:
    """Whether a clause before gives a figure of a wider place, and none behind it names the own: 全省就业49万人，|….."""
    clauses = head.split("，")
    opened = re.compile(rf"(?:其中)?(?:{wider})(?!率?先|前|第)[^，]*\d")
    at = next((at for at in reversed(range(len(clauses) - 1)) if opened.match(clauses[at])), None)
    return at is not None and not re.search(rf"(?:^|，)(?:[全我本]{own[-1]}|{re.escape(own)})", "，".join(clauses[at + 1 :]))


def opens_with_another(head: str, own: str | None) -> bool:
    """Whether a clause of ``head`` opens with a place of the table, or a county, and not with ``own``: 通榆县|获评…."""
    for match in _OPENS.finditer(head):
        place = match["place"]
        if own is not None and (place in own or own in place):
            continue
        known = place in divisions() or any(place.endswith(name) and len(name) > 2 for name in _ends(place))
        unknown = _UNKNOWN.fullmatch(place) is not None and place[:-1] not in _verbs()
        if (known and not place.endswith(_COMMON)) or unknown:
            return True
    return False


def _speaks_of_another(head: str, own: str) -> bool:
    """Whether a clause before speaks of a town or a place unknown, and none behind it of the own place as a whole."""
    told = [
        found for found in _named().finditer(head) if found["place"] not in own and found["place"][:2] not in _verbs()
    ]
    return bool(told) and re.search(rf"(?:^|，)[全我本]{own[-1]}", head[told[-1].end() :]) is None


@remember
def _verbs() -> frozenset[str]:
    """Verbs of two letters, which no county is called by: 建成|县体育馆."""
    words = load("phrases")
    return frozenset(word for key in ("action verbs", "lead", "manner", "changes") for word in words[key])


def _ends(place: str) -> list[str]:
    """The place without what may stand before it: 省会杭州市 ends in 杭州市."""
    return [place[i:] for i in range(1, len(place) - 2) if place[i:] in divisions()]
