"""Whether a sentence tells of another place than the report's own: a district's figure in a city's report."""

from __future__ import annotations

import re

from tracker.words.places import divisions

# A place opens a clause: 浙江省城镇新增就业…; 其中洮北区…; the words that follow tell what is counted there.
_OPENS = re.compile(
    r"(?:^|[，；：。]|其中|比如|例如)(?:(?:去年|上年|全年|当年|过去一年|\d{4}年)，?)?"
    r"(?P<place>[\u4e00-\u9fff]{2,8}?(?:特别行政区|自治区|自治州|自治县|自治旗|省|市|县|区|旗|盟|州))(?=[\u4e00-\u9fff])"
)
# A county that the table does not have: three letters, and not 贫困县, 产粮县, 各个县.
_UNKNOWN = re.compile(r"[^全各该我本两三多几百][^困强粮点级油牧林贫穷弱大小个座市的]县")


def tells_of_elsewhere(head: str, own: str | None) -> bool:
    """Whether the words of a sentence up to its figure open a clause with another place than ``own``."""
    for match in _OPENS.finditer(head):
        place = match["place"]
        if own is not None and (place in own or own in place):
            continue
        known = place in divisions() or any(place.endswith(name) and len(name) > 2 for name in _ends(place))
        if known or _UNKNOWN.fullmatch(place):
            return True
    return False


def _ends(place: str) -> list[str]:
    """The place without what may stand before it: 省会杭州市 ends in 杭州市."""
    return [place[i:] for i in range(1, len(place) - 2) if place[i:] in divisions()]
