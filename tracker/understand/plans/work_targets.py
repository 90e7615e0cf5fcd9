"""A name, its verb and its stage word to a milestone; whether a name is that of one thing, not of a field of work."""

from __future__ import annotations

import re

from tracker.model import MilestoneTarget, Stage
from tracker.understand.plans.phrases import (
    clean,
    construction,
    opening_end,
    word_at_end,
    word_set,
    words_at_start,
    words_of,
)
from tracker.understand.plans.work_words import (
    Verb,
    ends,
    kind_noun,
    kind_nouns,
    stage_at_end,
    stage_words,
    verb_stages,
    verbs,
)


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
    if kind != "process" and not construction("treated in a field").search(name):
        return False
    works = construction("project at end").search(name) and not shared
    return not works and words_of("place words").search(name) is None and not name.endswith("排水防涝综合整治")


def _stem_names(name: str, stem: str, left: str, end: str, stage_word: str | None) -> bool:
    """Whether what stands before the last noun of a work's name names it; ``left`` is that without generic words."""
    if construction("any phase").search(end):
        return True
    if end.endswith("设施"):
        return ends("site ends").search(stem) is not None or len(left) >= 5
    if end in word_set("bare ends"):
        return len(left) >= 2
    seat = construction("seat of a government").fullmatch(stem)  # 县养护院
    seated = seat is not None and (len(end) >= 3 or end in word_set("seats"))
    told = len(left) >= 1 or seated or (len(stem) >= 2 and end not in word_set("barest ends"))
    return told and (len(name) >= 3 or stage_word is not None)


def milestone(name: str, stage: Stage) -> MilestoneTarget:
    """The target of a work of that name."""
    return MilestoneTarget(name, stage, written=f"{name} -> {stage.value}")


def milestone_of(raw: str, verb: Verb | None, stage_word: str | None, tail: str) -> MilestoneTarget | None:
    """What verb, name and stage word ask for, or None where nothing can be visited, opened or read.

    ``tail`` is the noun that the name shares with those beside it.
    """
    name = _named(construction("dropped").sub("", raw.strip("，、")))
    if construction("ahead of its object").match(name) and opening_end(name):
        name = name[1:]
    if construction("drawing").search(name) and len(name) > 4:
        name = construction("drawing").sub("", name)
    task = name.endswith("任务")
    while (cut := construction("nominal").search(name)) is not None and cut.start() >= 2:
        name = name[: cut.start()]
    outer = verb.word if verb is not None else ""
    hoped = construction("hoping").fullmatch(outer) is not None
    if hoped and stage_word is not None and stage_words()[stage_word] is not Stage.AWARDED:
        verb, outer = None, ""  # 争取白塔高铁开工
    if task and verb is not None and verb.stage is not Stage.BUILT:
        name = name.removesuffix("任务")
    name = clean(construction("each at end").sub("", name))
    if words_at_start("verbs of a clause").search(name) is not None or construction("no name").search(name):
        return None  # 贯彻…纲要, 涉及…的法规: the verb of a clause
    kind = _kind(name, outer, stage_word, tail)
    if kind is None:
        return _unknown(name, verb)
    if stage_word and construction("listed on a market").fullmatch(stage_word) and not name.endswith(stage_word):
        name += stage_word
    stage = _stage_of(kind, verb, stage_word, name)
    if stage is None or not is_named(name, kind, outer, stage_word, bool(tail)):
        return None
    written = outer in word_set("writing verbs")
    if stage is Stage.BUILT and not written and construction("plan of five years").fullmatch(name):
        return None  # “十四五”规划收官
    return milestone(name, stage)


def _unknown(name: str, verb: Verb | None) -> MilestoneTarget | None:
    """The work of a name whose noun no list has, behind a verb of building or writing: 加快建设嘉闵线."""
    if verb is None or verb.word not in word_set("strong verbs") or not 3 <= len(name) <= 20:
        return None
    vague = words_of("vague words").search(name) or word_at_end("vague ends").search(name)
    if (
        vague
        or construction("no name in front").match(name)
        or word_at_end("aspirations").search(name)
        or construction("clause or count").search(name)
    ):
        return None
    if len(words_of("generic words").sub("", name)) < 2 or verbs().match(name):
        return None
    return milestone(name, verb.stage)


def is_known(name: str) -> bool:
    """Whether a name ends in a noun that some list has."""
    return bool(kind_noun(name)) or ends("title ends").search(name) is not None


def _named(name: str) -> str:
    """The name without what describes it in front: 总投资50亿元的…, 被…的…."""
    found = construction("described in front").match(name)
    name = name[found.end() :] if found else name
    name = construction("number of in front").sub("", name)
    name = construction("amount in front").sub("", name)
    return name[found.end() :] if (found := construction("count").match(name)) else name


def _kind(name: str, outer: str, stage_word: str | None, tail: str) -> str | None:
    """``title``, ``event``, ``document``, ``process`` or ``site``: what a name's verb and last noun say."""
    if len(name) < 2 or len(name) > 30:
        return None
    stage = verb_stages()[outer] if outer else None
    if stage is Stage.AWARDED:
        return "title" if ends("title ends").search(name) else None
    if tail and name[-1] == tail[-1] and ends("site ends").search(tail):
        return "site"  # 南枫线等轨道交通线
    quoted = name.endswith(("”", "》"))
    event = ends("event ends").search(name) or (quoted and ends("event ends").search(tail))
    if event and not name.endswith(("专项行动", "三年行动")):
        return "event"
    if outer in word_set("adopted") or (stage is Stage.STARTED and len(name) >= 4 and not kind_noun(name)):
        return "document"
    return _kind_of_noun(name) or _kind_of_rest(name, quoted, outer, stage_word)


def _kind_of_noun(name: str) -> str | None:
    """The kind of the longest noun that a name ends in."""
    nouns = kind_nouns(name)
    # of two that are as long the last one
    lengths = {kind: len(nouns[kind]) for kind in ("document", "site", "process") if kind in nouns}
    if "process" in lengths and "site" in lengths and lengths["process"] >= lengths["site"]:
        return "process"
    if "process" in lengths and "site" not in lengths:
        return "process"
    lengths.pop("process", None)
    return max(reversed(lengths), key=lambda kind: lengths[kind], default=None)


def _kind_of_rest(name: str, quoted: bool, outer: str, stage_word: str | None) -> str | None:
    """The kind of a name whose last noun no list has."""
    if construction("phase at end").search(name) and len(name) >= 4:
        return "site"
    if quoted and not name.startswith(("“", "《")):
        return "site"
    if name.startswith("《") or (quoted and outer in word_set("writing verbs")):
        return "document"
    done = stage_word is not None and stage_words()[stage_word] in (Stage.IN_USE, Stage.BUILT, Stage.STARTED)
    return "site" if done and construction("gets going").fullmatch(outer) else None


def _stage_of(kind: str, verb: Verb | None, stage_word: str | None, name: str) -> Stage | None:
    """The stage that verb and stage word ask for together, of a name of that kind."""
    trailing = stage_words()[stage_word] if stage_word is not None else None
    if verb is None:
        return trailing if kind in ("site", "process", "title") or "“" in name else None
    if verb.stage is Stage.PLANNED or trailing is not None:
        return Stage.PLANNED if verb.stage is Stage.PLANNED else trailing
    if kind == "event":
        if verb.stage is Stage.PREPARED or verb.stage is Stage.STARTED:
            return verb.stage
        return Stage.BUILT if verb.word in word_set("held") or verb.stage is Stage.BUILT else Stage.UNDER_WAY
    return _stage_of_document(verb, name) if kind == "document" else _stage_of_site(kind, verb, name)


def _stage_of_document(verb: Verb, name: str) -> Stage | None:
    """The stage that a verb asks for of a document, a system or an action; None where that is a field of work."""
    if verb.word in word_set("run") | word_set("adopted"):
        lasting = construction("carried on").fullmatch(verb.word) and construction("carried on at end").search(name)
        return Stage.UNDER_WAY if lasting else Stage.IN_USE
    if name.endswith("体系") and verb.word not in word_set("system verbs"):
        return None
    if name.endswith("改革") and verb.stage is Stage.UNDER_WAY and not construction("trial or marked").search(name):
        return None  # 推进…改革: a field, not a piece of work
    if name.endswith("教育") and not construction("campaign").search(name):
        return None
    return verb.stage if verb.word in word_set("drawn") else None


def _stage_of_site(kind: str, verb: Verb, name: str) -> Stage | None:
    """The stage that a verb asks for of what is built or treated; None where that is no one place."""
    treated = kind == "process" and construction("put in order").search(name) and "“" not in name
    if treated and construction("carried on").fullmatch(verb.word) and not words_of("place words").search(name):
        return None
    if construction("bettered").fullmatch(verb.word):
        return verb.stage if construction("built by name").search(name) else None
    if verb.word in word_set("adopted") | word_set("spreading verbs"):
        return None
    named = construction("made into").fullmatch(verb.word) and construction("of the nation").match(name)
    if named and ends("title ends").search(name) and not ends("site ends").search(name[:-1] + "□"):
        return Stage.AWARDED if construction("title words").search(name) else verb.stage
    return verb.stage
