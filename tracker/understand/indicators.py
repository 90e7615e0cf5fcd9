"""The noun phrase that a quantity measures, as it is shown: without announcements, examples and predicates."""

from __future__ import annotations

import re

from tracker.understand.clauses import item_start
from tracker.understand.names import (
    Span,
    head_after,
    is_action,
    is_generic,
    last_action,
    leading_action,
    needs_name,
    skip_leads,
)
from tracker.words.lexicon import remember
from tracker.words.patterns import Patterns, listed, patterns

_TAKEN = 12
"""Characters of a name that is taken over before a word such as 总量; a longer one is a clause, and no name."""

_SHORT = 3
"""Characters of an object that needs its subject: 规模以上工业企业实现|利润."""

_PREFIX = 4
"""Characters before such a verb that are no part of the name; 城镇|新增就业 is one name."""

_VERBS = 4
"""Characters of verbs that are shown before a name: 新建改建|农村公路."""

_EDGES = "、，的了：；"
_NOT_BEFORE_OBJECTS = ("或", "和", "与", "、", "”", "’", "》")
"""After one of these signs a verb leads to no object: it is one of a list, or ends a quoted name (“两个确保”)."""
_BRACKET_BEHIND = re.compile(r"(?<=[\u4e00-\u9fff]{3})\([^()、，]{1,12}\)$")
_PAIRS = ("“”", "‘’", "()", "《》", "「」")


@remember
def _patterns() -> Patterns:
    return patterns("phrases")


def indicator_of(text: str, own: Span | None, after: Span | None, taken: str = "", people: bool = False) -> str:
    """The indicator of a quantity with the name ``own`` before it and ``after`` behind it; may be empty.

    ``taken`` is the indicator that it takes over where its own words name nothing; ``people`` says whether it counts
    people.
    """
    whole = "" if own is None else text[own[0] : own[1]]
    if after is not None:
        head = text[slice(*head_after(text, after, people))]
        done = _patterns()["done with them"].search(whole)
        if done is not None and done.start():
            return _clean(whole[: done.start()] + head)  # 重大水利工程已开工的57个项目
        return _clean(last_action(whole.removesuffix("了")) + head)
    before = _object_in(whole)
    if before and not needs_name(before):
        return _clean(taken + before if before.startswith("占") else before)
    if not taken or not before:
        return _clean(taken or before)
    if is_action(before):
        return _clean(before + taken)  # 城镇保障性住房基本建成470万套、新开工|630万套
    if not is_generic(before) or taken.endswith(before):
        return _clean(taken)
    long = len(taken) > _TAKEN and not before.endswith(listed("names", "completion"))
    return _clean(before if long or taken in before else taken + before[_overlap(taken, before) :])


def _overlap(one: str, other: str) -> int:
    """Characters at the end of one that the other begins with: 重大项目投资, 投资完成率."""
    return next((size for size in range(min(len(one), len(other)), 1, -1) if one.endswith(other[:size])), 0)


def _object_in(name: str) -> str:
    """A name without what stands before the object of its last verb: 中央财政将安排|支出, A、B等|产业集群."""
    forms = _patterns()
    listed = forms["examples of a name"].match(name)
    if listed is not None:
        verb = leading_action(name, (0, len(name)))
        name = (name[:verb] if verb < listed.end() else "") + name[listed.end() :]
    for found in reversed(list(forms["before an object"].finditer(name))):
        left = len(name) - found.end()
        if not found.start() and is_action(found[0]):
            break
        rate = forms["base of a rate"].search(name, 0, found.start()) is not None
        if rate or name[found.end() : found.end() + 1] in _NOT_BEFORE_OBJECTS:
            continue
        if left > _SHORT or (left > 1 and not found.start()):
            name = name[found.end() :]
            break
    anew = list(forms["begins anew"].finditer(name))
    if anew and anew[-1].start() >= _PREFIX and len(name) - anew[-1].end() >= _SHORT:
        name = name[anew[-1].start() :]
    item = item_start(name, len(name))
    if item > 1 and forms["changed"].search(name, 0, item - 1):
        return name[item:]  # 一般性转移支付规模大幅增加、|专项转移支付项目
    if (
        item > 1
        and len(name) - item > 2
        and leading_action(name, (item, len(name))) > item
        and not is_action(name[: item - 1])
    ):
        led = last_action(name[: item - 1])
        name = name[item - 1 - len(led) :] if led else name[item:]  # 市北区新建、改建|公厕
    return name


def _clean(name: str) -> str:
    """Without announcing words in front and joints behind, and without a bracket or quotation mark left alone."""
    if not name:
        return ""
    forms = _patterns()
    start = skip_leads(name, 0, len(name), [])
    name = name[start:] if start < len(name) else name
    name = _BRACKET_BEHIND.sub("", forms["counted how"].sub("", name)).strip(_EDGES)
    for joint in ("goal at the end", "joint at the end", "out of"):
        name = forms[joint].sub("", name)
    verbs = leading_action(name, (0, len(name)))
    if _VERBS < verbs < len(name) - 1:
        name = name[verbs:]  # 新建和改造提升|高标准农田
    for pair in _PAIRS:
        opening, closing = pair[0], pair[1]
        wrapped = name[:1] == opening and name.find(closing) == len(name) - 1
        if wrapped or name.count(opening) != name.count(closing):
            name = name.strip(opening + closing)
    return name.strip(_EDGES)
