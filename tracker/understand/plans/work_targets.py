"""A name, its verb and its stage word to a milestone."""

from __future__ import annotations

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
from tracker.understand.plans.work_names import is_named
from tracker.understand.plans.work_verbs import Verb
from tracker.understand.plans.work_words import (
    count,
    ends,
    kind_noun,
    stage_words,
    verb_stages,
    verbs,
)

_HOPING = ("争取", "力争")


def milestone(name: str, stage: Stage) -> MilestoneTarget:
    """The target of a work of that name."""
    return MilestoneTarget(name, stage, written=f"{name} -> {stage.value}")


def milestone_of(raw: str, verb: Verb | None, stage_word: str | None, tail: str) -> MilestoneTarget | None:
    """What verb, name and stage word ask for, or None where nothing can be visited, opened or read.

    ``tail`` is the noun that the name shares with those beside it.
    """
    name = _named(construction("dropped").sub("", raw.strip("，、")))
    if name[:1] in ("对", "将", "把", "以") and opening_end(name):
        name = name[1:]
    if construction("drawing").search(name) and len(name) > 4:
        name = construction("drawing").sub("", name)
    task = name.endswith("任务")
    while (cut := construction("nominal").search(name)) is not None and cut.start() >= 2:
        name = name[: cut.start()]
    outer = verb.word if verb is not None else ""
    if stage_word is not None and outer in _HOPING and stage_words()[stage_word] is not Stage.AWARDED:
        verb, outer = None, ""  # 争取白塔高铁开工
    if task and verb is not None and verb.stage is not Stage.BUILT:
        name = name.removesuffix("任务")
    name = clean(construction("each at end").sub("", name))
    if words_at_start("verbs of a clause").search(name) is not None or construction("no name").search(name):
        return None  # 贯彻…纲要, 涉及…的法规: the verb of a clause
    kind = _kind(name, outer, stage_word, tail)
    if kind is None:
        return _unknown(name, verb)
    if stage_word in ("上市", "挂牌") and not name.endswith(stage_word):
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
        or name.startswith(("美丽", "新时代", "幸福", "不断"))
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
    return name[found.end() :] if (found := count().match(name)) else name


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
    lengths = {
        kind: len(found[0])
        for kind in ("document", "site", "process")  # of two that are as long the last one
        if (found := ends(f"{kind} ends").search(name)) is not None
    }
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
    return "site" if done and outer in ("", "推动", "加快", "推进", "实现") else None


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
        lasting = verb.word in ("开展", "组织开展") and construction("carried on at end").search(name)
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
    treated = kind == "process" and verb.word in ("开展", "组织开展") and construction("put in order").search(name)
    if treated and not words_of("place words").search(name) and "“" not in name:
        return None
    if verb.word in ("完善", "加强", "提升"):
        return verb.stage if construction("built by name").search(name) else None
    if verb.word in word_set("adopted") | word_set("spreading verbs"):
        return None
    named = verb.word in ("建成", "打造成") and construction("of the nation").match(name) is not None
    if named and ends("title ends").search(name) and not ends("site ends").search(name[:-1] + "□"):
        return Stage.AWARDED if construction("title words").search(name) else verb.stage
    return verb.stage
