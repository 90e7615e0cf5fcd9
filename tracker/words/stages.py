"""Stage words: which stage a word means, for works and for documents."""

from __future__ import annotations

import re

from tracker.model import Stage
from tracker.words.lexicon import load, remember


@remember
def stage_words(table: str) -> dict[str, Stage]:
    """The words of ``works``, ``documents`` or ``awarded``, each with its stage."""
    data = load("stages")
    if table == "awarded":
        return dict.fromkeys(data["awarded"], Stage.AWARDED)
    return {word: Stage(stage) for stage, words in data[table].items() for word in words}


def stage_of(word: str) -> Stage | None:
    """The stage that a word of the format names: a stage itself, or a word of its row (works first)."""
    word = word.strip()
    if word in Stage._value2member_map_:
        return Stage(word)
    for table in ("works", "documents", "awarded"):
        stage = stage_words(table).get(word)
        if stage is not None:
            return stage
    return None


@remember
def _nouns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = load("stages")
    return re.compile("|".join(map(re.escape, data["work nouns"]))), re.compile(
        "|".join(sorted(map(re.escape, data["document nouns"]), key=lambda word: (-len(word), word)))
    )


def is_work(name: str) -> bool:
    """Whether a name is that of something that is built."""
    words = load("stages")
    if name.endswith(tuple(words["no works end"])):
        return False
    if _nouns()[0].search(name) is not None:
        return True
    done = max((word for word in words["done to works"] if name.endswith(word)), key=len, default="")
    name = name.removesuffix(done)
    return name.endswith(tuple(words["work endings"])) and not name.endswith(tuple(words["not surely works"]))


def is_document(name: str) -> bool:
    """Whether a name is that of a document, a system, a policy or an action, not of a building site."""
    return not is_work(name) and _nouns()[1].search(name) is not None
