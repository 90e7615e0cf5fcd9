"""A task told again, with how far it has come: 改造小区30个，完工率73%; 新建公园10个。目前，6个正在施工。

What stands right behind a figure, and has no subject of its own, speaks of the things counted. Where it says that
they are not done, the figure is what was to be done.
"""

from __future__ import annotations

import re
from decimal import Decimal

from tracker.understand.clauses import clause_start
from tracker.understand.quantity import Quantity
from tracker.words.lexicon import remember
from tracker.words.patterns import Patterns, patterns

_SCALES = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_BRACKET = re.compile(r"\([^()]*\)")
_CUT = re.compile("[，；：。！？(]")
_OPEN = ("just begun", "in hand", "at a pace", "step taken", "part taken", "going well", "by a time")
"""The patterns that say of a task that it is begun, in hand or to come."""


@remember
def _patterns() -> Patterns:
    return patterns("tense")


def is_restated(text: str, quantity: Quantity, following: str) -> bool:
    """Whether what stands behind a figure says that the things counted are not, or not all, done.

    ``following`` is the next sentence; it counts where nothing else is told between.
    """
    forms = _patterns()
    unit = text[quantity.number_end : quantity.unit_end]
    clause = clause_start(text, quantity.start)
    before = _BRACKET.sub("", text[clause : quantity.start])  # 开(复)工
    own = forms["list behind"].match(text, quantity.end)
    at = quantity.end if own is None else own.end()
    if forms["put on a list"].match(text, quantity.end):
        return True
    of_them = forms["of them"].match(text, quantity.end)
    if of_them is not None and unit and of_them["unit"].startswith(unit):
        return _amount(of_them["number"]) < quantity.value
    if unit == "" or forms["state told"].search(text, quantity.end, at):
        return False  # 新建3所获批: another matter
    told = _told(text[at:], quantity, unit, before)
    if told is None and following and "；" not in text[at:]:
        told = _told(following, quantity, unit, before)
    return told is True


def _told(behind: str, quantity: Quantity, unit: str, before: str) -> bool | None:
    """Whether the first clauses say that it is not done; None where they end without another matter."""
    forms = _patterns()
    noun, at_present = before[-2:], False
    for each in _CUT.split(behind):
        clause = each.strip(")")
        lead = forms["told of a task"].match(clause)
        rest = clause if lead is None else clause[lead.end() :]
        if rest == "":
            at_present = at_present or clause != ""
            continue  # 目前，8个小区尚未完工
        state = _state(rest, clause, quantity, unit, before)
        if state is not None:
            return state
        at_present = at_present or rest != clause
        one = rest.rfind(noun)
        if len(noun) == 2 and one >= 0 and at_present:  # 新建幼儿园3所。目前，城南幼儿园已完工，城北幼儿园|正在装修
            state = _state(rest[one + 2 :], clause, quantity, unit, before)
            if state:
                return True
            if state is False:
                continue
        if forms["more of the same"].match(rest) is None and forms["more of the same"].match(clause) is None:
            return False
    return None


def _state(rest: str, clause: str, quantity: Quantity, unit: str, name: str) -> bool | None:
    """Whether one clause says that it is not done (True), or done (False); None where it says neither."""
    forms = _patterns()
    finished = forms["said before"].search(name) is not None
    share = forms["share of the work"].match(rest)
    if share is not None and (share["goal"] or (share["plan"] and (finished or quantity.unit == "人"))):
        return False  # 净增企业14户，完成率93%: 93% of the goal
    if share is not None:
        return Decimal(share["share"]) < 100
    if forms["denied"].match(rest):
        return True
    if forms["all done"].match(rest):
        return False
    if finished or forms["others told"].match(rest):
        return None
    if forms["share begun"].match(rest) or any(forms[each].match(rest) for each in _OPEN):
        return True
    part = forms["counted"].match(rest)
    did = part is not None and part["verb"] is not None and forms["only so many"].match(clause[: part.start("number")])
    if part is not None and part["unit"].startswith(unit) and (did or forms["state told"].search(clause)):
        noun = forms["way or state"].split(part["unit"][len(unit) :])[0]  # 8个|小区|尚未完工: of 老旧小区 before
        if noun not in name or _amount(part["number"]) >= quantity.value:
            return None
        return forms["projects undertaken"].search(name) is None  # 实施项目40个，竣工28个: 40 are a result too
    same = forms["so many again"].match(rest)  # 培训3000人。完成情况：已培训2600人
    if not did and same is not None and same["unit"].startswith(unit) and same["verb"] in name:
        told = re.search(f"[已仅只]经?{re.escape(same['verb'])}", clause) is not None
        return True if told and _amount(same["number"]) < quantity.value else None
    rest_told = forms["rest told"].match(clause)
    return True if rest_told is not None and forms["state told"].search(clause, rest_told.end()) else None


def _amount(written: str) -> Decimal:
    amount = Decimal(written.rstrip("".join(_SCALES)))
    for each in written:
        amount *= _SCALES.get(each, 1)
    return amount
