"""Whether a sentence tells of another place than the report's own: a district's figure in a city's report."""

from __future__ import annotations

import re

from tracker.words.lexicon import load, remember
from tracker.words.patterns import listed, pattern
from tracker.words.places import divisions


def tells_of_elsewhere(head: str, own: str | None) -> bool:
    """Whether the words of a sentence up to its figure open a clause with another place than ``own``.

    全省 in a district's report is another place too, where it opens the clause of the figure.
    """
    if pattern("elsewhere", "in every place").search(head) is None:
        return False
    around = pattern("elsewhere", "around").match(head, _behind("clauses before", head))
    if around is not None and around["around"] in _wider(own):
        return True
    part = head[_behind("parts before", head) :]
    if _goes_on_about(part, own) or (own is not None and _speaks_of_another(part, own)):
        return True
    return opens_with_another(head, own)


def opens_with_another(head: str, own: str | None) -> bool:
    """Whether a clause of ``head`` opens with a place of the table, or a county, and not with ``own``: 通榆县|获评…."""
    for match in pattern("elsewhere", "opens a clause").finditer(head):
        place = match["place"]
        if own is not None and (place in own or own in place):
            continue
        known = any(place[at:] in divisions() for at in range(len(place) - 2))  # 省会杭州市 ends in 杭州市
        unknown = pattern("elsewhere", "county").fullmatch(place) is not None and place[:-1] not in _verbs()
        if (known and not place.endswith(listed("elsewhere", "parts of any town"))) or unknown:
            return True
    return False


def _behind(before: str, head: str) -> int:
    """Where the clause, or the part of a sentence, begins that ``head`` ends in."""
    found = pattern("elsewhere", before).match(head)
    return 0 if found is None else found.end()


@remember
def _wider(own: str | None) -> tuple[str, ...]:
    """Words for what a place is a part of: 全省 in a city's report, 全国; around one that nobody knows, a province."""
    if own is None:
        return listed("elsewhere", "around any county")
    words = [word for word, ends in load("elsewhere")["wider"].items() if own[-1] in ends]
    return tuple(words[:1] if own.endswith(listed("elsewhere", "of the nation alone")) else words)


def _goes_on_about(head: str, own: str | None) -> bool:
    """Whether a clause before gives a figure of a wider place, and none behind it names the own: 全省就业49万人，|…"""
    told = [found for found in pattern("elsewhere", "figure around").finditer(head) if found["around"] in _wider(own)]
    behind = head[told[-1].end() :] if told else ""
    whole = [found["level"] for found in pattern("elsewhere", "as a whole").finditer(behind)]
    named = own is not None and (f"，{own}" in behind or own[-1] in whole)
    return bool(told) and not named and (own is not None or not whole)


def _speaks_of_another(head: str, own: str) -> bool:
    """Whether a clause before speaks of a town or a place unknown, and none behind it of the own place as a whole."""
    told = [found for found in pattern("elsewhere", "named").finditer(head) if _is_a_place(found, own)]
    if not told:
        return False
    behind = pattern("elsewhere", "as a whole").finditer(head[told[-1].end() :])
    return all(found["level"] != own[-1] for found in behind)


def _is_a_place(found: re.Match[str], own: str) -> bool:
    """Whether it names a place, and not the own one, nor a thing that ends or goes on like one: 城镇, 市场."""
    words, end = load("elsewhere"), found["end"]
    if found["before"] in words["common before"].get(end, "") or found["place"] in own:
        return False
    behind = found.string[found.end()]
    return behind not in words["goes on"].get(end, "") and found["place"][:2] not in _verbs()


@remember
def _verbs() -> frozenset[str]:
    """Verbs of two letters, which no county is called by: 建成|县体育馆."""
    words = load("phrases")
    return frozenset(word for key in ("action verbs", "lead", "manner", "changes") for word in words[key])
