"""How sure it is that a drafted milestone names a piece of work, and not a field of it."""

from __future__ import annotations

from tracker.model import Message, MilestoneTarget, Stage
from tracker.understand.plans.phrases import construction, word_set, words_at_end, words_of
from tracker.understand.plans.work_targets import is_known
from tracker.understand.plans.work_verbs import Verb
from tracker.understand.plans.work_words import ends, kind_noun

_UNKNOWN = Message("its noun is in no list of works or documents")
_FIELD = Message("it may name a field of work, not a piece of it")


def doubts_of(target: MilestoneTarget, verb: Verb | None, stage_word: str | None, tail: str) -> tuple[Message, ...]:
    """Why a milestone may be none. ``verb`` and ``stage_word`` told its stage, ``tail`` is the noun of its list."""
    doubts: list[Message] = []
    if stage_word is None and verb is not None and verb.word in word_set("weak verbs"):
        doubts.append(Message("no word of a stage; {word} is read so", {"word": verb.word}))
    name = target.milestone
    if not is_known(name) and "”" not in name and not tail:
        doubts.append(_UNKNOWN)
    elif _may_be_field(target) or _goes_on(name, verb):
        doubts.append(_FIELD)
    return tuple(doubts)


def _may_be_field(target: MilestoneTarget) -> bool:
    """Whether nothing in a name is its own, or what it ends in is a way of working rather than a thing."""
    name = target.milestone
    if target.stage is Stage.AWARDED:
        return False
    if "的" in name or construction("counted").match(name) or construction("any event").match(name):
        return True
    if construction("marked").search(name):
        return False
    if words_at_end("ways of working").search(name):
        return True
    treated = ends("process ends").search(name) is not None and not name.endswith(("项目", "工程"))
    if treated and words_of("place words").search(name) is None:
        return True
    return len(_own_letters(name)) < 2


def _goes_on(name: str, verb: Verb | None) -> bool:
    """Whether a name is that of what is carried on, however it is marked: 实施“光盘行动”, 开展“云山日”活动."""
    carried = verb is not None and verb.word in word_set("run") | word_set("weak verbs") | word_set("verbs that go on")
    return carried and construction("what goes on").search(name) is not None


def _own_letters(name: str) -> str:
    """What is left of a name without its last noun and the words that any plan uses."""
    left = name.removesuffix(kind_noun(name))
    for words in ("common words", "generic words"):
        left = words_of(words).sub("", left)
    return construction("plain").sub("", left)


def is_field(target: MilestoneTarget) -> bool:
    """Whether a name in the plan of a province or the nation is that of a field: 智慧机场, 煤电节能改造.

    In a county's plan the same words (创业大厦, 污水管网改造) name one thing.
    """
    name = target.milestone
    if (
        target.stage is not Stage.UNDER_WAY
        or construction("marked").search(name)
        or words_at_end("single works").search(name)
    ):
        return False
    return not _own_letters(name)
