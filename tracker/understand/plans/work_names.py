"""Whether a name is that of one thing, not of a field of work."""

from __future__ import annotations

import re

from tracker.model import Stage
from tracker.understand.plans.phrases import construction, word_at_end, word_set, words_of
from tracker.understand.plans.work_words import ends, kind_noun, stage_at_end, verb_stages


def is_named(name: str, kind: str, outer: str, stage_word: str | None, shared: bool) -> bool:
    """Whether a name is that of one thing that can be visited, opened or read, not of a field of work.

    ``outer`` is the verb before it, ``shared`` tells that its noun stands for others too.
    """
    quoted = re.search(r"[“《]([^”》]*)[”》]", name)
    if quoted is not None:
        return _marks_name(name, quoted, kind, outer, shared)
    vague = words_of("vague words").search(name)
    if vague is not None and not (kind == "document" and construction("documents on it").search(vague[0] + name)):
        return False
    end = kind_noun(name)
    adopted = outer in word_set("adopted")
    if (
        kind in ("site", "document")
        and not end
        and word_at_end("vague ends").search(name)
        and not adopted
        and verb_stages().get(outer) is not Stage.STARTED
    ):
        return False
    if _is_field(name, kind, shared):
        return False
    stem = name[: len(name) - len(end)] if end else name
    left = words_of("generic words").sub("", stem)
    if kind == "title":
        return len(name) >= 4
    if kind == "event":
        return len(left) >= 2
    if adopted:
        return len(name) >= 4 and not name.endswith("化")
    if kind == "document":
        written = 4 if construction("written at end").search(name) else 6
        return (len(left) >= 2 or len(stem) >= written) and len(name) >= 4
    return _stem_names(name, stem, left, end, stage_word)


def _marks_name(name: str, quoted: re.Match[str], kind: str, outer: str, shared: bool) -> bool:
    """Whether words in marks are a name: not “三农” or “八大民生行动”, a count of things told elsewhere."""
    bare = re.sub(r"[“《][^”》]*[”》]", "", name)
    adopted = outer in word_set("adopted")
    if (
        name.endswith(quoted[0])
        and construction("number in words").match(quoted[1])
        and len(quoted[1]) <= 6
        and kind not in ("event", "title")
        and not adopted
    ):
        return False
    written = name.startswith("《")
    generic = not words_of("generic words").sub("", bare)
    if generic and construction("numbered").match(quoted[1]) and kind != "event" and not written:
        return False
    if not bare and kind == "document" and construction("action at end").search(quoted[1]) and len(quoted[1]) >= 4:
        return True
    if not bare and shared and ends("site ends").search(quoted[1]):
        return True  # “云山边防路”等旅游公路
    if not bare and kind != "event" and not adopted and outer not in word_set("naming verbs") and not written:
        return False
    said = name.endswith(quoted[0]) and kind == "site" and outer not in word_set("strong verbs")
    if (
        said
        and not written
        and not any(each.search(quoted[1]) for each in (ends("title ends"), ends("ways in marks"), stage_at_end()))
        and not kind_noun(quoted[1])
    ):
        return False  # 敦煌研究院“典范”, 保障舌尖上的“安全”: a saying
    return not construction("no thing").search(name)


def _is_field(name: str, kind: str, shared: bool) -> bool:
    """Whether a name is that of a field (农村生活垃圾治理), without a place that is treated there."""
    if words_of("field words").search(name) is None:
        return False
    treated = r"(?:治理|整治|保护|利用|处理|绿化|防治|防控|改造)(?:工程|项目|行动)?$"
    if kind != "process" and not re.search(treated, name):
        return False
    works = name.endswith(("项目", "工程")) and not shared
    return not works and words_of("place words").search(name) is None and not name.endswith("排水防涝综合整治")


def _stem_names(name: str, stem: str, left: str, end: str, stage_word: str | None) -> bool:
    """Whether what stands before the last noun of a work's name names it; ``left`` is that without generic words."""
    if construction("any phase").search(end):
        return True
    if end.endswith("设施"):
        return ends("site ends").search(stem) is not None or len(left) >= 5
    if end in word_set("bare ends"):
        return len(left) >= 2
    seat = bool(stem) and stem in "省市区县旗州镇乡" and (len(end) >= 3 or end in word_set("seats"))  # 县养护院
    told = len(left) >= 1 or seat or (len(stem) >= 2 and end not in word_set("barest ends"))
    return told and (len(name) >= 3 or stage_word is not None)
