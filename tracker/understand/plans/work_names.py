"""Whether a name is that of one thing, not of a field of work."""

from __future__ import annotations

import re

from tracker.model import Stage
from tracker.understand.plans.work_words import (
    ends,
    kind_noun,
    vague_end,
    verb_stages,
    word_set,
    words_of,
)

_NUMBERED = re.compile(r"^[“]?[一二三四五六七八九十两双多\d]+[^”]{1,4}[”]?$")


def is_named(name: str, kind: str, outer: str, stage_word: str | None, shared: bool) -> bool:
    """Whether a name is that of one thing that can be visited, opened or read, not of a field of work."""
    quoted = re.search(r"[“《]([^”》]*)[”》]", name)
    if quoted is not None:
        bare = re.sub(r"[“《][^”》]*[”》]", "", name)
        if (
            name.endswith(quoted[0])
            and re.match(r"[一二三四五六七八九十两双]", quoted[1])
            and len(quoted[1]) <= 6
            and kind not in ("event", "title")
            and outer not in word_set("adopted")
        ):
            return False
        if (
            not words_of("generic words").sub("", bare)
            and _NUMBERED.match(quoted[1])
            and kind != "event"
            and not name.startswith("《")
        ):
            return False  # “三农”, “八大民生行动”: a count of things told elsewhere
        if not bare and kind == "document" and re.search(r"(?:行动|计划)$", quoted[1]) and len(quoted[1]) >= 4:
            return True
        if (
            not bare
            and kind not in ("event",)
            and outer
            not in (
                *word_set("adopted"),
                "完成",
                "全面完成",
                "开通",
                "印发",
                "制定",
                "出台",
                "编制",
                "绘制",
                "建成",
                "打通",
                "加入",
                "开辟",
            )
            and not name.startswith("《")
        ):
            return False
        return not re.search(r"双赢|为一体|关键靠", name)
    if words_of("vague words").search(name) and not (kind == "document" and re.search(r"行动(?:计划)?$", name)):
        return False
    end = kind_noun(name)
    if (
        kind in ("site", "document")
        and not end
        and vague_end().search(name)
        and outer not in word_set("adopted")
        and verb_stages().get(outer) is not Stage.STARTED
    ):
        return False
    field = words_of("field words").search(name)
    if field is not None and (
        kind == "process" or re.search(r"(?:治理|整治|保护|利用|处理|绿化|防治|防控|改造)(?:工程|项目|行动)?$", name)
    ):
        works = name.endswith(("项目", "工程")) and not shared
        if not works and words_of("place words").search(name) is None and not name.endswith("排水防涝综合整治"):
            return False
    stem = name[: len(name) - len(end)] if end else name
    left = words_of("generic words").sub("", stem)
    if kind == "title":
        return len(name) >= 4
    if kind == "event":
        return len(left) >= 2
    if outer in word_set("adopted"):
        return len(name) >= 4 and not name.endswith("化")
    if kind == "document":
        written = 4 if re.search(r"(?:规划|方案|办法|条例|细则)$", name) else 6
        return (len(left) >= 2 or len(stem) >= written) and len(name) >= 4
    if re.search(r"[一二三四五六七八九十]期", end):
        return True
    if end.endswith("设施"):
        return ends("site ends").search(stem) is not None or len(left) >= 5
    if end in (
        "设施",
        "配套设施",
        "基础设施",
        "项目",
        "工程",
        "板块",
        "园区",
        "中心",
        "基地",
        "系统",
        "平台",
        "产业园",
        "任务",
        "提升",
        "整改",
    ):
        return len(left) >= 2
    seat = bool(stem) and stem in "省市区县旗州镇乡" and len(end) >= 3  # 县养护院
    return (
        len(left) >= 1
        or seat
        or (len(stem) >= 2 and end not in ("小区", "工厂", "市场", "医院", "学校", "园", "网络", "队伍"))
    ) and (len(name) >= 3 or stage_word is not None)
