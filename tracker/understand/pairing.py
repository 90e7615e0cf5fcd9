"""Each quantity of a sentence with its name: its own, that of the noun behind it, or what it takes over."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest

from tracker.model import Bound, Measure, replace
from tracker.understand.borrowed import (
    count_alike,
    in_place_of,
    is_rank,
    measures_things,
    of_the_whole,
    without_figure,
    without_total,
)
from tracker.understand.clauses import clause_start
from tracker.understand.indicators import indicator_of
from tracker.understand.measures import Said, find_measure
from tracker.understand.names import (
    COUNTED,
    Span,
    after_examples,
    begun_behind,
    clause_before,
    is_action,
    is_generic,
    is_goal_alone,
    is_rate,
    leading_action,
    name_after,
    name_before,
    needs_name,
    needs_name_of_a_maker,
    purpose_of,
    share_ending,
    split_names,
    subject_of,
    without_stage,
    without_verbs,
)
from tracker.understand.periods import Mark
from tracker.understand.quantity import Quantity, alternatives
from tracker.understand.states import without_done
from tracker.words.indicators import is_standard, pointing_back
from tracker.words.lexicon import load, remember
from tracker.words.patterns import listed, pattern
from tracker.words.stages import stage_words
from tracker.words.units import find_unit

CLAUSE_END = re.compile(r"[，；：。！？]")
_SEPARATOR = re.compile(r"(?:[、和与及，或]++|[、，]?以及)(?:每[人户名]?每?[月年])?$")
_PART_OF = re.compile(r"[，(]?其中有?")
_JOINED = re.compile(r"[、和与及]*+(?:以及)?")
_ONLY = "仅只已共"
_FROM = re.compile(r"(?:从(?![业事])|由(?!于))[^，；。从由]{0,14}$")
_REACHED = re.compile(
    r"，?[^，；。\d]{0,8}?(?:(?:19|20)\d\d年[^，；。\d]{0,4}?)?(?:回落|回升|增加|提高|上升|下降|降低|减少|提升|扩大|压缩|缩短|增长|拓展|压减|升|增|减|提|降|扩|跃)[到至为]"
)
_TIMES_OF = re.compile(r"(?:是|为|相当于|达到?)[^，；。！？]{2,30}的$")  # 五年投入…，是1950年到1997年总和的1.7倍
_TURNED = re.compile(r"，?(?:转为|变为|转变为)")
_BEFORE_TURN = re.compile(
    r"由(?:前[一二两三四五]年|上年|去年|前年|原来)的?(?:分别)?[^，；。\d]{0,4}$"
)  # 由前三年分别上升4%、5%，转为下降1%
_AVERAGE = re.compile(r"年(?<!全年)(?:均|平均)(?!浓度|值|气温|降水|降雨|水位|流量)|平均每年|每年平均")


@dataclass(frozen=True, slots=True)
class Item:
    """A quantity with what its sentence says of it; spans are offsets into the squeezed sentence."""

    quantity: Quantity
    said: Said
    own: Span | None  # its name before the number
    after: Span | None  # and the noun behind it
    names: list[Span]  # both, with what they take over
    indicator: str
    context: list[Span] = field(default_factory=list)
    yearly: bool = False
    base: bool = False  # A of 由A到B, and the round one of 过半，达到51.4%: it decides nothing
    goal: bool = False  # what was planned of the item before: 相当于年初预算|65200万元
    year: int | None = None  # of 2021年、2022年、2023年分别为…, its own
    bound: Bound | None = None  # of the list it stands in: 6%、7%、8%左右
    several: bool = False  # one of a list with a number each
    whole: Item | None = None  # what it tells a part of: 新增学位6500个，其中|小学3800个
    subject: list[Span] | None = None  # what a name such as 面积 is of, for the next of its kind (总产量)
    passed: tuple[list[Span], str] | None = None  # of a share of a plan, the name and indicator of what was planned

    def handed_on(self) -> tuple[list[Span], str]:
        """The names and the indicator that a quantity without a name takes over."""
        return self.passed or (self.names, self.indicator)

    def end(self, following: int) -> int:
        """Where it ends. A noun that runs on to the following number names that one too: 17个重点产业增加值增长8%."""
        return self.quantity.end if self.after is None or self.after[1] >= following else self.after[1]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a quantity stands: its clause begins, its name may begin, the next quantity begins."""

    clause: int
    left: int
    following: int


_COMPLETION = "完成率"
_PLANNED = re.compile(r"(?:原|年初|年度)?(?:计划|目标)$")
_IN_FACT = re.compile(r"，[^，；。\d]{0,8}?(?:实际|完成|已)")


@remember
def _of_a_plan() -> re.Pattern[str]:
    """Before a share, the words for how much of a plan was done: 造林|完成年计划的|110%."""
    words = load("names")
    verbs, plans = alternatives(words["part of a plan"]), alternatives(words["plans"])
    wider = r"(?!全[国省市州盟县区旗])"  # 占全省任务的30% is a share
    year = alternatives(words["of the year's plan"])
    return re.compile(rf"(?:(?:{verbs}){wider}[^，；。：完达占为是]{{0,8}}(?:{plans})[数值量]?的|{year})$")


def pair(text: str, quantities: list[Quantity], marks: list[Mark]) -> list[Item]:
    """Every quantity of a squeezed sentence, in order, with its name and measure."""
    pairing = _Pairing(text, marks)
    starts = [0, *(match.end() for match in CLAUSE_END.finditer(text))]
    order = iter([*(quantity.start for quantity in quantities[1:]), len(text)])
    for group in _groups(text, quantities):
        following = [next(order) for _ in group][-1]
        clause = starts[bisect_right(starts, group[0].start) - 1]
        pairing.add(group, _Place(clause, pairing.left_edge(clause, group[0]), following))
    return [
        replace(item, base=True) if _told_exactly(text, item, behind) else item
        for item, behind in zip_longest(pairing.items, pairing.items[1:])
    ]


_EXACTLY = re.compile(r"(?:大关|关口|台阶|新台阶)?，?(?:实际|已|已经|全年|具体)?(?:达到了?|达|为)")


def _told_exactly(text: str, item: Item, behind: Item | None) -> bool:
    """Whether a round figure stands beside the exact one: 过半，达到51.4%; 突破300亿元，达到312亿元."""
    if behind is None or behind.own is not None or behind.after is not None or behind.names != item.names:
        return False
    one, two = item.quantity, behind.quantity
    if one.unit != two.unit or {item.said.measure, behind.said.measure} != {Measure.LEVEL}:
        return False
    fits = two.value >= one.value if one.bound is Bound.LOWER else one.bound is Bound.UPPER and two.value <= one.value
    return fits and two.bound is Bound.EXACT and _EXACTLY.fullmatch(text, one.end, two.start) is not None


def _groups(text: str, quantities: list[Quantity]) -> list[list[Quantity]]:
    """Runs of numbers of one unit with nothing but 、 or 和 between them: 分别增长6%、7.5%和5%."""
    groups: list[list[Quantity]] = []
    for quantity in quantities:
        last = groups[-1][-1] if groups else None
        if last is not None and _listed(text, groups[-1][0], last, quantity):
            groups[-1].append(quantity)
        else:
            groups.append([quantity])
    return groups


_ALL = re.compile(r"(?:基本|全部|已)?(?:均|都)")
_EACH_VERB = re.compile(
    r"(?:、|和|与)(?:同比)?(?P<verb>增长|上升|上涨|提高|增加|下降|减少|降低|回落|下滑)(?:了|到|至)?"
)
_EACH = re.compile(r"分别[^，；。：\d]{0,12}$")


def _listed(text: str, first: Quantity, last: Quantity, quantity: Quantity) -> bool:
    told_each = _EACH_VERB.fullmatch(text, last.end, quantity.start)  # 分别减少4.4%和上升2.1%
    if told_each is not None and _EACH.search(text, max(0, first.start - 16), first.start):
        return last.unit == quantity.unit
    if _SEPARATOR.fullmatch(text, last.end, quantity.start) is None:
        return False
    if last.unit == quantity.unit or "分别" in text[max(0, first.start - 8) : first.start]:
        return True
    between = _counters(last) & _counters(quantity)  # 新增平台、工厂2个、4家
    return bool(between) and text[last.end : quantity.start] != "，" and text[quantity.end : quantity.end + 1] in _ENDS


def _counters(quantity: Quantity) -> frozenset[str]:
    unit = find_unit(quantity.unit or "")
    return frozenset() if unit is None or unit.kind is not None else unit.groups


_ENDS = ("", *"，；。！？、和与及)")


@dataclass(slots=True)
class _Pairing:
    """The items of one sentence so far: a later one may take over from an earlier one."""

    text: str
    marks: list[Mark]
    items: list[Item] = field(default_factory=list)

    @property
    def last(self) -> Item | None:
        return self.items[-1] if self.items else None

    def left_edge(self, clause: int, quantity: Quantity) -> int:
        """Where the words before a quantity begin: at its clause, an open bracket, or behind the item before."""
        text, left = self.text, clause
        if self.last is not None and self.last.quantity.end > clause:
            left = self.last.end(quantity.start)
            joined = _JOINED.match(text, left, quantity.start)
            left = left if joined is None else joined.end()
        bracket = text.rfind("(", left, quantity.start)
        if bracket >= 0 and text.find(")", bracket, quantity.start) < 0:
            return bracket + 1
        if text.startswith("(", left):
            close = text.find(")", left, quantity.start)
            left = left if close < 0 else close + 1
        while left < quantity.start and text[left] in ")、，":
            left += 1
        return left

    def add(self, group: list[Quantity], place: _Place) -> None:
        """Name one quantity, or a list of them."""
        first = group[0]
        said = find_measure(self.text, place.left, first, "" if self.last is None else self.last.indicator)
        turn = _BEFORE_TURN.search(self.text, place.left, first.start)
        turned = turn is not None and _TURNED.match(self.text, group[-1].end) is not None
        if turn is not None and turned:
            said = replace(said, name_end=min(said.name_end, turn.start()))
        yearly = _AVERAGE.search(self.text, max(place.clause, place.left - 12), first.start) is not None
        single = len(group) == 1
        made = (
            self._of_all(self._single(first, place, said, yearly))
            if single
            else self._several(group, place, said, yearly)
        )
        self.items.extend([replace(item, base=True) for item in made] if turned else made)

    # ── one by itself ──

    def _single(self, quantity: Quantity, place: _Place, said: Said, yearly: bool) -> Item:
        text, name_end = self.text, said.name_end
        several = _TIMES_OF.search(text, place.left, quantity.start) if quantity.unit == "倍" else None
        if several is not None:
            name_end = min(name_end, several.start())
        base = _FROM.search(text, place.left, quantity.start) if _REACHED.match(text, quantity.end) else None
        if base is not None:
            name_end = max(place.left, min(name_end, base.start()))
        share = _of_a_plan().search(text, place.left, quantity.start) if quantity.unit == "%" else None
        if share is not None:
            name_end = max(place.left, min(name_end, share.start()))
        own = name_before(text, place.left, name_end, self.marks)
        level = said.measure is Measure.LEVEL
        written = "" if own is None else text[slice(*own)]
        named = base is not None or share is not None
        after = None if named else name_after(text, quantity, place.following, written, level)
        if after is not None:
            after = after[0], without_done(text, *after)
        whole = self._whole_of(quantity, written, said)
        if whole is not None and whole.said.measure is Measure.CHANGE and level and is_rank(written):
            said = replace(said, measure=Measure.CHANGE)  # 孵化载体新增53个，其中国家级|9家
        names, taken = self._fill(quantity, own, after, place, said.standing)
        context = self._context(own, after, place)
        if own is not None and level and quantity.unit != "%" and written in load("phrases")["stocks"]:
            of = [name for name in names if name != own]
            if of and self.last is not None and of == without_verbs(text, self.last.names):
                names, context = of, [own]  # 新增无人机120架，保有量达到|410架: of drones
        begun = begun_behind(text, quantity.end) if after is None else None
        names = names if begun is None else [*names, begun]
        if quantity.bare and quantity.unit is None and self.last is not None and taken == self.last.indicator:
            unit = find_unit(self.last.quantity.unit or "")
            if unit is not None and unit.kind in ("people", "visits", "households"):
                quantity = replace(quantity, unit=unit.name)  # 参保人数增加700万人，总计达到1.17亿
        unit = find_unit(quantity.unit or "")
        people = unit is not None and unit.kind == "people"
        indicator = self._told_apart(indicator_of(text, own, after, taken, people))
        borrowed = self._borrowed(quantity, own, whole, said) if own is not None and after is None else []
        if own is not None and borrowed[1:]:
            names, indicator = self._shown(borrowed)
            own = (min(own[0], borrowed[0][0]), own[1])  # quoted from its verb on, which is surely its own
        if share is None and own is None and after is None and self._is_bracketed(quantity, place):
            indicator = f"{indicator}{_COMPLETION}"  # 法律援助1170件，办了948件(81%)
        goal = own is not None and is_goal_alone(written)
        of_the_goal = self.last is not None and self.last.goal and text[place.left : quantity.start] == "的"
        if of_the_goal and self.last is not None and quantity.unit == "%":  # 年初预算65200万元的|96.57%
            return Item(
                quantity, said, None, None, names, f"{indicator}{_COMPLETION}", context, yearly, passed=self.last.passed
            )
        passed = self._planned(names, own) if _IN_FACT.match(text, quantity.end) else None
        if goal and self.last is not None:
            passed = self.last.handed_on()
            indicator = self.last.indicator
        if share is not None:
            passed = names, indicator
            names, indicator = [*names, share.span()], f"{indicator}{_COMPLETION}"
            own = (share.start() if own is None else own[0], share.end())
        generic = own is not None and after is None and is_generic(written)
        nameless = whole is not None and own is None and after is None and not self._timed(whole, quantity)
        return Item(
            quantity, said, own, after, names, indicator, context, yearly, base is not None or nameless or goal,
            goal=goal, whole=whole, subject=[name for name in names if name != own] if generic else None, passed=passed,
        )  # fmt: skip

    def _is_bracketed(self, quantity: Quantity, place: _Place) -> bool:
        """Whether a share stands alone in a bracket right behind a figure of things that are counted."""
        last = self.last
        if last is None or quantity.unit != "%" or self.text[place.left - 1 : place.left] != "(":
            return False
        unit = find_unit(last.quantity.unit or "")
        counted = last.quantity.end == place.left - 1 and unit is not None and unit.kind in COUNTED
        return counted and self.text[quantity.end : quantity.end + 1] == ")" and place.left == quantity.start

    def _timed(self, whole: Item, quantity: Quantity) -> bool:
        """Whether a word of time says which part is meant: 累计57部，其中去年|21部; 其中继续有效|98件 has none."""
        return any(whole.quantity.end <= mark.start < quantity.start for mark in self.marks)

    def _of_all(self, item: Item) -> list[Item]:
        """One figure that each rate of a list has: 合法性审查率、报备率|均为100%."""
        own = item.own
        if own is not None and item.names == [own] and is_standard(self.text[slice(*own)]):
            return self._of_town_and_land(item, own)
        if own is None or item.names != [own] or item.quantity.unit != "%":
            return [item]
        if item.said.measure is not Measure.LEVEL or not _ALL.match(self.text, own[1], item.quantity.start):
            return [item]
        members = split_names(self.text, *own)
        rates = all(self.text[slice(*names[-1])].endswith(("率", "比例", "比重", "占比")) for names in members)
        if len(members) < 2 or not rates or any(needs_name(self.text[slice(*names[0])]) for names in members):
            return [item]
        contexts = [item.context, *([*item.context, *members[0]] for _ in members[1:])]
        ranks = tuple(word for row in load("phrases")["ranks"] for word in row)
        front = next((word for word in ranks if self.text.startswith(word, own[0])), "")
        members = [  # 农村垃圾处理率、污水治理率|均为90%: of the country both
            names if not front or self.text.startswith(ranks, names[0][0]) else [(own[0], own[0] + len(front)), *names]
            for names in members
        ]
        shown = [self._shown(names) for names in members]
        return [
            replace(item, names=names, indicator=indicator, context=context)
            for (names, indicator), context in zip(shown, contexts, strict=True)
        ]

    def _of_town_and_land(self, item: Item, own: Span) -> list[Item]:
        """One standard for both: 城乡低保标准统一提高到每人每月820元."""
        each = _EACH.search(self.text, own[1], item.quantity.start) is not None
        one_for_both = pattern("phrases", "town and land in one").match(self.text, own[0]) and not each
        both = self._enumerated(own, 2) if one_for_both else None
        if both is None:
            return [item]
        return [*(replace(item, names=names, indicator=indicator) for names, indicator in both), item]

    def _planned(self, names: list[Span], own: Span | None) -> tuple[list[Span], str] | None:
        """What 计划增长7% hands on to 实际增长4.3% behind it: the name without 计划; None where nothing is planned."""
        plan = None if own is None or names[-1:] != [own] else _PLANNED.search(self.text, *own)
        if own is None or plan is None or plan.start() == own[0]:
            return None
        bare = (own[0], plan.start())
        return [*names[:-1], bare], indicator_of(self.text, bare, None)

    def _borrowed(self, quantity: Quantity, own: Span, whole: Item | None, said: Said) -> list[Span]:
        """The name of a part of something before (其中小学|3800个), or of another rank (县级|26家); else []."""
        last, written = self.last, self.text[slice(*own)]
        if whole is not None and count_alike(whole.quantity.unit, quantity.unit) and not needs_name(written):
            return of_the_whole(self.text, own, whole.names, done=not said.standing)
        if last is not None and count_alike(last.quantity.unit, quantity.unit) and is_rank(written):
            return in_place_of(self.text, own, last.names)  # 培育省级家庭农场5家，县级26家
        return []

    def _whole_of(self, quantity: Quantity, written: str, said: Said) -> Item | None:
        """What a quantity tells a part of: the item before 其中, for all of the list behind it.

        What is told behind a comma goes on with the list only where it has no noun of its own.
        """
        last = self.last
        if last is None:
            return None
        begins = last.end(quantity.start)
        if _PART_OF.match(self.text, begins, quantity.start):
            return last
        joint = self.text[begins : begins + 1]
        follows = joint in ("、", "和") or (joint == "，" and is_rank(written))
        alike = count_alike(last.quantity.unit, quantity.unit)
        return last.whole if follows and alike and not said.standing else None

    def _context(self, own: Span | None, after: Span | None, place: _Place) -> list[Span]:
        """What stands before a name and fills what it leaves out: the name before, or the clause it points back to."""
        if self.last is None or (own is not None and pointing_back(self.text, *own)):
            return clause_before(self.text, place.clause)
        if own is not None and self.text.endswith(tuple(load("phrases")["everywhere"]), 0, own[0]):
            return []  # 城关镇新建广场12个，全县|新建广场31个
        return self.last.context if own is None and after is None else self.last.names

    def _told_apart(self, indicator: str) -> str:
        """What says only which sort of thing, with what the item before says of it: 再开工|重大水利工程|项目."""
        verbs = leading_action(indicator, (0, len(indicator)))
        sort = indicator[verbs:]
        if self.last is None or sort not in load("phrases")["sorts"]:
            return indicator
        which = _bare_of_verbs(self.last.indicator)
        return indicator[:verbs] + which if which.endswith(sort) else indicator

    def _fill(
        self, quantity: Quantity, own: Span | None, after: Span | None, place: _Place, standing: bool
    ) -> tuple[list[Span], str]:
        """The pieces of a name with what it takes over, and the indicator that it takes over, or nothing."""
        text, last = self.text, self.last
        pieces = [*self._without_examples(own), *([] if after is None else [after])]
        written = "" if own is None else text[slice(*own)]
        if after is None and needs_name(written) and not text.startswith("的", quantity.end):
            return self._taken(quantity, own, pieces, place, standing)
        if own is None and quantity.unit == "%" and last is None:
            return [*self._subject(place.clause), *pieces], ""  # …制度不断完善，已扩大到全国86%的县
        held = self._of_those_counted(written, pieces)
        if held is not None:
            return held
        of_its_rate = self._rate_of(written, pieces)
        if of_its_rate is not None:
            return of_its_rate
        if written.startswith("占") and last is not None and last.names:
            return [*last.names, *pieces], last.indicator  # 教育经费支出7.79万亿元，占国内生产总值比例达到4%
        if last is not None and last.names and place.left > place.clause and text[place.left - 1] in "、和与及":
            # 新建改建高速公路6000多公里、农村公路30多万公里: the verb holds for both
            head = last.names[0]
            verb_end = leading_action(text, head)
            if verb_end > head[0] and (own is None or leading_action(text, own) == own[0]):
                return [(head[0], verb_end), *pieces], ""
        return pieces, ""

    def _of_those_counted(self, written: str, pieces: list[Span]) -> tuple[list[Span], str] | None:
        """The name of what the firms just counted made: 规模以上工业企业126家，完成|增加值; else None."""
        last = self.last
        if last is None or last.after is not None or not last.names or not pieces:
            return None
        holds = self.text.endswith(listed("phrases", "makers"), *last.names[-1])
        made = written.endswith(listed("phrases", "made by makers"))
        if not holds or not made or not needs_name_of_a_maker(written):
            return None
        return [*last.names, *pieces], last.indicator

    def _rate_of(self, written: str, pieces: list[Span]) -> tuple[list[Span], str] | None:
        """The name of a rate of what the item before counts: 普通高考本科上线1186人，|上线率; else None."""
        last = self.last
        if (
            last is None
            or not last.names
            or not is_rate(written)
            or not self.text.endswith(written[:-1], *last.names[-1])
        ):
            return None
        start, end = last.names[-1]
        front = [*last.names[:-1], (start, end - len(written) + 1)]
        return [*(span for span in front if span[0] < span[1]), *pieces], last.indicator.removesuffix(written[:-1])

    def _taken(
        self, quantity: Quantity, own: Span | None, pieces: list[Span], place: _Place, standing: bool
    ) -> tuple[list[Span], str]:
        """What a quantity without a name of its own takes over: its purpose, the item's before, the clause's before."""
        text, last = self.text, self.last
        unit = find_unit(quantity.unit or "")
        if unit is not None and unit.kind == "money" and (last is None or last.quantity.end < place.clause):
            purpose = purpose_of(text, quantity, place.clause)
            if purpose is not None:
                return [*pieces, purpose], text[slice(*purpose)]
        if last is None:
            subject = self._subject(place.clause)
            return [*pieces, *subject], "".join(indicator_of(text, each, None) for each in subject)
        if own is None:
            names, indicator = last.handed_on()
            if (
                standing
                and not last.said.standing
                and len(names) == 1
                and text.startswith(listed("names", "new verbs"), names[0][0])
            ):
                of = without_verbs(text, names)  # 新认定企业3家，总数达到|12家: of all there are
                return (of, _bare_of_verbs(indicator)) if of else (list(names), indicator)
            return list(names), indicator
        if is_generic(text[slice(*own)]):
            names = (last.subject if measures_things(text[slice(*own)]) else None) or last.names
            of = without_verbs(text, without_figure(text, own, names))
            if of != without_verbs(text, last.names):
                return [*of, own], "".join(text[a:b] for a, b in of)
        elif text[slice(*own)].lstrip(_ONLY) in stage_words("works"):
            of = [(leading_action(text, piece), piece[1]) for piece in last.names]
            return [own, *without_stage(text, of)], _bare_of_verbs(last.indicator)  # 改造小区开工10个，完工|6个
        elif is_action(text[slice(*own)]):
            of = without_total(text, without_verbs(text, last.names))
            if of != without_verbs(text, last.names):
                return [own, *of], "".join(text[a:b] for a, b in of)
        return [own, *without_verbs(text, last.names)], _bare_of_verbs(last.indicator)

    def _subject(self, clause: int) -> list[Span]:
        return [subject_of(self.text, before, self.marks) for before in clause_before(self.text, clause)]

    def _without_examples(self, own: Span | None) -> list[Span]:
        """A name without the examples in it: 打通|云锦路、学府路等|断头路; not of what is under way, maybe a part."""
        if own is not None and pattern("phrases", "only examples").fullmatch(self.text, *own) is not None:
            verb = leading_action(self.text, own)  # 完成|甲涌、乙涌等9条黑臭河涌整治
            return [(own[0], verb)] if own[0] < verb else []
        listed = None if own is None else after_examples(self.text, own)
        if own is None or listed is None:
            return self._without_pointer(own)
        verb = leading_action(self.text, own)
        whole = own[0] < verb < listed and self.text[own[0] : verb] not in load("phrases")["under way"]
        return [(own[0], verb), (listed, own[1])] if whole else [own]

    def _without_pointer(self, own: Span | None) -> list[Span]:
        """A name without the word that points back in it: 中央财政|此项|支出."""
        if own is None:
            return []
        pointer = pointing_back(self.text, *own)
        parts = [own] if pointer is None else [(own[0], pointer.start()), (pointer.end(), own[1])]
        return [part for part in parts if part[0] < part[1]]

    # ── several with one verb ──

    def _several(self, group: list[Quantity], place: _Place, said: Said, yearly: bool) -> list[Item]:
        """A、B分别增长a和b; or a number each for the items of the clause before."""
        own = name_before(self.text, place.left, said.name_end, self.marks)
        last = group[-1]
        shared = last.bound if last.unit_end < last.end and last.bound is not Bound.EXACT else None
        named = self._names_of(group, own)
        if own is None and self.last is None:
            named = self._of_the_clause_before(place.clause, len(group)) or named
        start = _FROM.search(self.text, place.left, group[0].start)
        based = start is not None and _REACHED.match(self.text, group[-1].end) is not None
        earlier = self._earlier(len(group)) if own is None else []
        before = [] if self.last is None else self.last.names
        contexts = [each.context for each in earlier] if len(earlier) == len(group) else [before] * len(group)
        if own is not None and len(named) > 1 and named[0][0] != named[-1][0]:
            # 农村垃圾处理率、污水处理率分别为…: the first member fills what those behind it leave out
            contexts = [before, *([*before, *named[0][0]] for _ in named[1:])]
        made = []
        for number, (quantity, (names, indicator), context) in enumerate(zip(group, named, contexts, strict=True)):
            verb = _EACH_VERB.fullmatch(self.text, group[number - 1].end, quantity.start) if number else None
            said_each = said if verb is None else find_measure(self.text, verb.start("verb"), quantity)
            bound = shared if quantity.bound is Bound.EXACT else None
            first = names[0] if own is not None and names else None
            made.append(
                Item(
                    quantity, said_each, first, None, names, indicator, context, yearly, based, bound=bound,
                    several=len(set(map(str, named))) > 1,
                )
            )  # fmt: skip
        years = [
            mark.period for mark in self.marks if mark.kind == "year" and place.left <= mark.start < group[0].start
        ]
        if len(years) == len(made):
            return [
                replace(each, year=None if year is None else year.last_year)
                for each, year in zip(made, years, strict=True)
            ]
        return made

    def _of_the_clause_before(self, clause: int, count: int) -> list[tuple[list[Span], str]]:
        """A补贴、B补贴，分别由…提高到…: a name for each number, of the list before; [] where it has not so many."""
        for before in clause_before(self.text, clause)[:1]:
            listed = split_names(self.text, *(name_before(self.text, *before, self.marks) or before))
            if len(listed) == count:
                return [self._shown(names) for names in listed]
        return []

    def _names_of(self, group: list[Quantity], own: Span | None) -> list[tuple[list[Span], str]]:
        """A name and indicator for each number: of the enumeration before, of the items before, or one for all."""
        count = len(group)
        earlier = self._earlier(count)
        counted = not any((quantity.unit or "").endswith(("%", "‰", "倍", "点")) for quantity in group)
        if own is not None and len(earlier) == count and is_action(self.text[slice(*own)]):
            # 淘汰炼铁产能1亿吨、炼钢产能5500万吨，今年分别淘汰3000万吨和3500万吨
            verb = self.text[slice(*own)]
            return [
                ([own, *without_verbs(self.text, each.names)], verb + _bare_of_verbs(each.indicator))
                for each in earlier
            ]
        if own is not None:
            between = self.text.find("分别", own[0] + 1, own[1] - 2)
            if between > 0:  # 煤炭、电解铝分别淘汰落后产能1.1亿吨和120万吨
                shared = (between + 2, own[1])
                members = split_names(self.text, own[0], between)
                if len(members) == count:
                    return [self._shown([*names, shared]) for names in members]
            counted_each = self._counted_each(own, count)
            if counted_each:
                return counted_each
            if is_generic(self.text[slice(*own)]):
                return self._of_each(own, count) or [([own], indicator_of(self.text, own, None))] * count
            return self._enumerated(own, count, counted) or [([own], indicator_of(self.text, own, None))] * count
        if len(earlier) == count:
            return [each.handed_on() for each in earlier]
        if self.last is None or not self.last.names:
            return [([], "")] * count
        return self._enumerated(self.last.names[0], count) or [(self.last.names, self.last.indicator)] * count

    def _earlier(self, count: int) -> list[Item]:
        """The last items, so many; without parts where the last is none: 游客8万人次，其中过夜3万人次，花费5亿元."""
        earlier = self.items[-count:]
        if not earlier or earlier[-1].whole is not None:
            return earlier
        return [each for each in self.items if each.whole is None][-count:]

    def _counted_each(self, own: Span, count: int) -> list[tuple[list[Span], str]]:
        """3个国控断面、5个市控断面|水质达标率分别为…: the members of a list that are counted themselves."""
        listed = self.items[-count:]
        afters = [each.after for each in listed if each.after is not None]
        if len(afters) < count or afters[-1][0] != own[0]:
            return []
        ends = [(each.end(two.quantity.start), two.quantity.start) for each, two in pairwise(listed)]
        if any(_SEPARATOR.fullmatch(self.text, *end) is None for end in ends):
            return []
        return [self._shown(names) for names in share_ending(self.text, [*afters[:-1], own])]

    def _of_each(self, own: Span, count: int) -> list[tuple[list[Span], str]]:
        """节庆、论坛、展会，数量|分别…: a noun such as 数量 of each of the list before, or of each item before."""
        text = self.text
        clause = clause_start(text, own[0])
        listed: list[list[Span]] = []
        if self.last is None or self.last.quantity.end < clause - 1:
            for before in clause_before(text, clause)[:1]:
                if self.last is None or self.last.quantity.end <= before[0]:
                    listed = split_names(text, *(name_before(text, *before, self.marks) or before))
        if len(listed) != count:
            listed = [without_figure(text, own, each.subject or each.names) for each in self._earlier(count)]
        if len(listed) != count and self.last is not None and self.last.names:
            listed = split_names(text, *self.last.names[0])
        if len(listed) != count:
            return []
        return [self._shown([*without_verbs(text, names), own]) for names in listed]

    def _enumerated(self, span: Span, count: int, shares_verb: bool = False) -> list[tuple[list[Span], str]] | None:
        """The names of an enumeration that has one for each number, else None."""
        listed = split_names(self.text, *span)
        if len(listed) != count:
            return None
        if self.text.startswith("城乡", span[0]):  # whose letters stand for each
            rest = indicator_of(self.text, (span[0] + 2, span[1]), None)
            return [
                (names, which + rest) for names, which in zip(listed, load("phrases")["town and land"], strict=False)
            ]
        head = listed[0][0]
        verb = leading_action(self.text, head)
        if shares_verb and head[0] < verb < head[1]:  # 新增|平台、工厂、车间2个、4家和3个
            led = [leading_action(self.text, names[0]) > names[0][0] for names in listed]
            listed = [names if own else [(head[0], verb), *names] for names, own in zip(listed, led, strict=True)]
        return [self._shown(names) for names in listed]

    def _shown(self, names: list[Span]) -> tuple[list[Span], str]:
        """Pieces of a name with the indicator that they make."""
        whole = "".join(self.text[a:b] for a, b in names)
        return names, indicator_of(whole, (0, len(whole)), None)


def _bare_of_verbs(indicator: str) -> str:
    return "".join(indicator[a:b] for a, b in without_verbs(indicator, [(0, len(indicator))])) or indicator
