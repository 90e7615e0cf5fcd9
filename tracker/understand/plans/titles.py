"""Short words of the tool's own for a commitment and its group: never the sentence."""

from __future__ import annotations

import re

from tracker.model import DraftTarget, FigureTarget, MilestoneTarget
from tracker.understand.plans.phrases import clean, construction, mask, strip_openings, words_of

_LONGEST = 16
"""Characters of a title; those of the hand-made files have 2 to 14."""


def area_of(heading: str) -> str | None:
    """The group's name in short words: 在产业项目建设上实现新突破 → 产业项目建设."""
    text = construction("number of a heading").sub("", heading).strip()
    text = construction("count of a heading").sub("", text)
    if not text:
        return None
    field = construction("field of a heading").search(text)
    if field is not None:
        return clean(field[field.lastindex or 0].strip("“”"))
    first = re.split(r"[，；：]", mask(text))[0]
    words = _short(text[: len(first)])
    return words or None


def _short(text: str) -> str:
    """A heading without its verbs in front, cut at what can be cut."""
    bare = text.strip()
    while (found := words_of("title verbs").match(bare)) is not None and len(bare) - found.end() >= 2:
        bare = bare[found.end() :]
    bare = construction("joint in front").sub("", bare)
    if len(bare) <= 2 and len(text.strip()) <= 8:
        bare = text.strip()  # 壮大产业, 改善民生
    bare = construction("labour at end").sub("", bare) if len(bare) > 4 else bare
    if len(bare) > _LONGEST:
        cut = max((mask(bare).rfind(mark, 0, _LONGEST) for mark in "、和与"), default=-1)
        bare = bare[:cut] if cut >= 2 else ""
    return clean(bare)


def title_of(heading: str, targets: list[DraftTarget], text: str, area: str | None) -> str:
    """A commitment's title: its own heading, else what its first targets name, else its first words."""
    if heading:
        words = _short(re.split(r"[，；：]", heading)[0])
        if 2 <= len(words) <= _LONGEST:
            return words
    names = [_name(each) for each in targets]
    names = list(dict.fromkeys(name for name in names if name))
    if names:
        short = min(names[:4], key=lambda name: (len(name) > _LONGEST, names.index(name)))
        title = short if len(short) <= _LONGEST else _short(short) or clean(short[-_LONGEST:])
        if len(names) > 1 and title == names[0] and len(title) + len(names[1]) < _LONGEST - 1:
            title = f"{title}与{names[1]}"
        return clean(title)
    first = re.split(r"[，；。：]", mask(text.strip()))[0]
    said = strip_openings(text.strip()[: len(first)]) or text.strip()[:8]
    words = _short(said)
    if len(words) < 2:
        words = clean(construction("object in front").sub("", said)[:12])
    return words if len(words) >= 2 else (area or "其他")


def _name(each: DraftTarget) -> str:
    target = each.target
    if isinstance(target, MilestoneTarget):
        return target.milestone
    name = target.indicator
    if isinstance(target, FigureTarget):
        name = construction("verb of a count").sub("", name)
    return name
