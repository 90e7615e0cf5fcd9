"""A task told again, with how far it has come: 改造小区30个，完工率73%; 新建公园10个。目前，6个正在施工。

What stands right behind a figure, and has no subject of its own, speaks of the things counted. Where it says that
they are not done, the figure is what was to be done.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from tracker.understand.quantity import Quantity, alternatives
from tracker.words.lexicon import load, remember
from tracker.words.normal import last_of

_SCALES = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_NUMBER = rf"\d+(?:\.\d+)?[{''.join(_SCALES)}]*"
_SO_MANY = re.compile(rf"(?P<verb>[^，；。：\d了]{{1,4}})了?(?P<number>{_NUMBER})(?P<unit>[^，；。：\d]*)")
_LISTED = re.compile(  # 30个列入年度改造计划
    r"(?:的?(?:项目|工程|任务))?[已被均全部]*[列纳]入(?:[^，；。：！？]{0,8}(?:年|改造|建设|实施|民生|实事)[^，；。：！？]{0,6})?(?:计划|实事|项目|任务|清单)"
)
_BRACKET = re.compile(r"\([^()]*\)")
_CUT = re.compile("[，；：。！？(]")
_LIST = re.compile(r"[^，；。、：！？(\d]*(?:、[^，；。：！？(]*)?")  # …118个、2.46万户


@dataclass(frozen=True, slots=True)
class _Patterns:
    lead: re.Pattern[str]
    finished: re.Pattern[str]
    attribute: re.Pattern[str]
    all_done: re.Pattern[str]
    share: re.Pattern[str]  # how much of the work is done, in per cent
    begun_share: re.Pattern[str]
    not_done: re.Pattern[str]
    open: tuple[re.Pattern[str], ...]  # begun, in hand, to come
    counted: re.Pattern[str]
    others: re.Pattern[str]  # 新建4个，其余2个预计明年投用: 4 are done
    of_them: re.Pattern[str]  # 12座|旱厕改造完成9座
    undertaken: re.Pattern[str]
    rest: re.Pattern[str]
    state: re.Pattern[str]
    ways: re.Pattern[str]  # where the words for a state, or how it was reached, begin


@remember
def _patterns() -> _Patterns:
    words, stages = load("tense")["tasks"], load("stages")
    done, begun = alternatives(words["done"]), alternatives(words["begun"])
    ways, work = f"(?:{alternatives(words['ways'])})*", alternatives(words["work"])
    parts = alternatives([*stages["part nouns"], *stages["built by"], *words["parts"]])
    steps = alternatives([*stages["preparations"], *words["steps"]])
    when = r"(?:年底|年末|\d+月[底份]?|[上下]半年|春节|汛期|近期)"
    coming, amount = alternatives(words["coming"]), alternatives(words["amount of work"])
    told = [words[each] for each in ("done", "begun", "coming", "not", "rest", "under way")]
    state = alternatives(word for listed in told for word in listed)
    return _Patterns(
        lead=re.compile(
            rf"(?:(?:{alternatives(words['lead'])}|截至[^，。；：]{{0,10}}[底月日前末])[，：]?)*"  # 目前，; 进展情况：
        ),
        finished=re.compile(alternatives([*words["finished"], *load("tense")["wholes"]["results of their own"]])),
        attribute=re.compile(rf"(?:{alternatives(words['about'])})|[^，；。：\d]{{0,2}}{_NUMBER}[户平亩万]"),
        all_done=re.compile(rf"{ways}(?:{done}){{1,2}}$"),
        share=re.compile(
            rf"(?:(?P<goal>[^，；。：\d]{{0,4}}(?:任务|目标|计划)[数值量]?完成率)|(?P<plan>完成率|投资完成率|(?:{done})任务)|(?:{done})率|[^，；。：\d]{{0,4}}进度|(?:{done})(?:{amount})*)(?:已|达到?|为|完成|超过?|约|的)*"
            r"(?P<share>\d+(?:\.\d+)?)%"
        ),
        begun_share=re.compile(rf"(?:{begun})率|[^，；。：\d]{{0,4}}进度过半"),
        not_done=re.compile(rf"(?:{alternatives(words['not'])}){ways}(?:{done}|{begun})"),
        open=(
            re.compile(rf"{ways}(?:{begun})(?:建设|施工|实施|改造)?$"),
            re.compile(
                rf"(?:正在|正|仍在|尚在|在|处于|进入){ways}(?:{work}|{steps})(?:{work}|{steps}|的|中|阶段|工作|手续)*$"
            ),
            re.compile(rf"(?:{alternatives(words['pace'])})+(?:{work})(?:中|之中)?$"),
            re.compile(rf"{ways}(?:{work}|完成)?(?:{steps})(?:{steps}|{work}|工作|手续|阶段|中|完成|{ways})*$"),
            re.compile(rf"(?:{parts})(?:{parts}|工程|施工|结构|部分|{ways})*(?:{done}|封顶|结束|贯通|{work})+$"),
            re.compile(r"(?:进展)?(?:顺利|良好|有序)$"),
            re.compile(rf"(?:{when}前?)?(?:{coming})[^，；。：]{{0,12}}(?:{done})(?:使用|运营|运行)?$"),
        ),
        counted=re.compile(
            rf"(?:有|{alternatives(words['rest'])})*(?P<verb>(?:仅|只|已|正在|正)*(?:{done}|{begun}|{work}|在建)+了?)?"
            rf"(?P<number>{_NUMBER})(?P<unit>[^，；。：\d]*)"
        ),
        others=re.compile(rf"(?:{alternatives(words['others'])}){_NUMBER}"),
        of_them=re.compile(
            rf"[^，；。、：！？\d(]{{1,14}}?(?:{done})了?(?P<number>{_NUMBER})(?P<unit>[^，；。：！？\d]{{1,3}})"
        ),
        undertaken=re.compile(rf"(?:{alternatives(words['undertaken'])}).*(?:项目|工程)$"),
        rest=re.compile(alternatives(words["rest"])),
        state=re.compile(state),
        ways=re.compile(rf"{alternatives(words['ways'])}|{state}"),
    )


def is_restated(text: str, quantity: Quantity, following: str) -> bool:
    """Whether what stands behind a figure says that the things counted are not, or not all, done.

    ``following`` is the next sentence; it counts where nothing else is told between.
    """
    unit = text[quantity.number_end : quantity.unit_end]
    clause = last_of("，；：。！？", text, 0, quantity.start) + 1
    before = _BRACKET.sub("", text[clause : quantity.start])  # 开(复)工
    patterns = _patterns()
    own = _LIST.match(text, quantity.end)
    at = quantity.end if own is None else own.end()
    if _LISTED.match(text, quantity.end):
        return True
    of_them = patterns.of_them.match(text, quantity.end)
    if of_them is not None and unit and of_them["unit"].startswith(unit):
        return _amount(of_them["number"]) < quantity.value
    if unit == "" or patterns.state.search(text, quantity.end, at):
        return False  # 新建3所获批: another matter
    told = _told(text[at:], quantity, unit, before)
    if told is None and following and "；" not in text[at:]:
        told = _told(following, quantity, unit, before)
    return told is True


def _told(behind: str, quantity: Quantity, unit: str, before: str) -> bool | None:
    """Whether the first clauses say that it is not done; None where they end without another matter."""
    patterns = _patterns()
    noun, at_present = before[-2:], False
    for each in _CUT.split(behind):
        clause = each.strip(")")
        lead = patterns.lead.match(clause)
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
        if patterns.attribute.match(rest) is None and patterns.attribute.match(clause) is None:
            return False
    return None


def _state(rest: str, clause: str, quantity: Quantity, unit: str, name: str) -> bool | None:
    """Whether one clause says that it is not done (True), or done (False); None where it says neither."""
    patterns = _patterns()
    finished = patterns.finished.search(name) is not None
    share = patterns.share.match(rest)
    if share is not None and (share["goal"] or (share["plan"] and (finished or quantity.unit == "人"))):
        return False  # 净增企业14户，完成率93%: 93% of the goal
    if share is not None:
        return Decimal(share["share"]) < 100
    if patterns.not_done.match(rest):
        return True
    if patterns.all_done.match(rest):
        return False
    if finished or patterns.others.match(rest):
        return None
    if patterns.begun_share.match(rest) or any(pattern.match(rest) for pattern in patterns.open):
        return True
    part = patterns.counted.match(rest)
    did = part is not None and part["verb"] is not None and re.match("[^，]*?[已仅只]", clause[: part.start("number")])
    if part is not None and part["unit"].startswith(unit) and (did or patterns.state.search(clause)):
        noun = patterns.ways.split(part["unit"][len(unit) :])[0]  # 8个|小区|尚未完工: of 老旧小区 before
        if noun not in name or _amount(part["number"]) >= quantity.value:
            return None
        return patterns.undertaken.search(name) is None  # 实施项目40个，竣工28个: 40 are a result too
    same = _SO_MANY.match(rest)  # 培训3000人。完成情况：已培训2600人
    if not did and same is not None and same["unit"].startswith(unit) and same["verb"] in name:
        told = re.search(f"[已仅只]经?{re.escape(same['verb'])}", clause) is not None
        return True if told and _amount(same["number"]) < quantity.value else None
    rest_told = patterns.rest.match(clause)
    return True if rest_told is not None and patterns.state.search(clause, rest_told.end()) else None


def _amount(written: str) -> Decimal:
    amount = Decimal(written.rstrip("".join(_SCALES)))
    for each in written:
        amount *= _SCALES.get(each, 1)
    return amount
