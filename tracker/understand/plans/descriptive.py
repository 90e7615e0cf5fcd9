"""What in a plan is no task of it: what describes, was done before, stands already, or is where a change begins."""

from __future__ import annotations

import re

from tracker.understand.plans.figure_places import ALL, NONE_LEFT, Figure, Place
from tracker.understand.plans.phrases import (
    CLAUSE,
    STOP,
    construction,
    kept_verb,
    phrase_start,
    word_at_end,
    word_set,
    words_at_end,
    words_at_start,
    words_of,
)
from tracker.words.lexicon import load


def looking_back(text: str, year: int) -> list[tuple[int, int]]:
    """The clauses of a sentence that tell of a year before the plan's: 2023年确定的…全部办结，新改建…公里.

    They go on until a clause speaks of the plan's own year, or of what is to be.
    """
    found: list[tuple[int, int]] = []
    if not construction("earlier year").search(text):
        return found
    back = False
    for clause in CLAUSE.finditer(text):
        said = clause[0]
        opening = construction("earlier").match(said)
        this = next(
            (each for each in construction("this").finditer(said) if not each["year"] or int(each["year"]) >= year),
            None,
        )
        if this is not None:
            back = False
        elif opening is not None:
            back = opening["year"] is None or int(opening["year"]) < year
        if back:
            found.append(clause.span())
    return found


def stands_already(before: str, unit: str) -> bool:
    """Whether the words before a number, up to it, say that what it counts is there: 已有的18家, 去年新增的20家."""
    if construction("stands already").search(before):
        return True  # 人口已达2.5亿; 对已经谋划的1400个项目
    if construction("replaces what is there").search(before):
        return False  # 将现有公交车更新为14辆新能源车
    done, there = construction("done before"), construction("there before")
    return done.search(before) is not None or (unit != "%" and there.search(before) is not None)


def without_base(head: str) -> str:
    """The words before a number without what it changes from: …标准由每人每年240元提高到, 较2020年."""
    found = construction("base").search(head)
    return head if found is None else head[: found.start()]


def is_where_it_starts(before: str, after: str) -> bool:
    """Whether a number is what a change begins with: 由60元提高到90元, 在120元基础上, 由60元、80元提高到….

    ``before`` and ``after`` reach to the ends of its clause.
    """
    after = construction("listed").sub("", after)
    if construction("on that base").match(after):
        return True
    return construction("raised").match(after) is not None and construction("from").search(before) is not None


def says_what_is(text: str, start: int, number: int, unit: str) -> bool:
    """Whether the clause round a number tells how things are: 全区有280万农牧民, 还有63万老人, 占比近七成."""
    clause = next((each for each in CLAUSE.finditer(text) if each.start() <= start < each.end()), None)
    if clause is None or construction("asks").search(clause[0]):
        return False
    return construction("what is").match(clause[0]) is not None or (unit == "%" and text[number - 1 : number] == "近")


def only_describes(text: str, figure: Figure, left: int, right: int) -> bool:
    """Whether a figure says what something is (总投资50亿元的…, 年产6万吨…), not what is to be reached."""
    data = load("plans")
    before, after = text[left : figure.start], text[figure.end : right]
    unit = figure.observation.unit or ""
    if _told_aside(text, figure, before, after):
        return True
    if figure.special in (ALL, *NONE_LEFT):
        return _is_attribute(text, figure, before, after)
    if _tells_size(before, unit) or _qualifies(before, after, unit) or _counts_the_text(figure, before, after):
        return True
    if unit in data["capacity units"] and after and not construction("no noun behind").match(after):
        size = _is_size(before, after, unit)
        if size is not None:
            return size
    return unit in data["times"] and not words_of("time words").search(before + after)


def _told_aside(text: str, figure: Figure, before: str, after: str) -> bool:
    """Whether a number tells what is there, what was, what is foreseen, or a part of a name."""
    unit = figure.observation.unit or ""
    start = phrase_start(text, figure.start)
    behind = STOP.split(text[figure.end :])[0]
    placed = before.endswith("在") and words_of("places of work").match(after)
    reach = construction("reach of a circle").fullmatch(unit) and construction("circle of a size").match(after)
    return bool(
        is_where_it_starts(text[start : figure.start], behind)
        or stands_already(before, unit)
        or (after and construction("expected").search(before))  # 预计3.2万名毕业生
        or _in_chain(text, figure)
        or (placed and re.search(r"\d", behind))  # 在17个乡镇硬化道路10万平方米: where it is done
        or says_what_is(text, figure.start, figure.number_start, unit)
        or words_of("size classes").match(text, figure.number_end)  # 5亿级
        or construction("says what is").search(before)
        or construction("is that which").match(after)
        or words_of("descriptive openings").match(text, start)
        or construction("bare scale").fullmatch(text, figure.number_start, figure.number_end)  # 万元GDP用水量
        or reach
        or _is_han_name(text, figure, before)
    )


def _in_chain(text: str, figure: Figure) -> bool:
    """Whether a count is one of a chain that describes what stands behind 的: 6乡镇7村596户3523人的搬迁工程."""
    at = figure.number_start  # no chain is as long as what is looked at to either side
    near = construction("chain of counts").finditer(text, max(0, at - 100), at + 100)
    return any(chain.start() <= at < chain.end() for chain in near)


def _is_attribute(text: str, figure: Figure, before: str, after: str) -> bool:
    """Whether 全覆盖 only describes: 全覆盖的…, 坚持全覆盖、保基本的方针."""
    if after and not construction("asked of all").match(after):
        return True
    phrase = re.split(r"[，。；]", text[figure.end :])[0]
    principle = construction("by a principle").search(before) or construction("principle at end").search(phrase)
    return principle is not None


def _qualifies(before: str, after: str, unit: str) -> bool:
    """Whether a number stands before 的 or a word that makes a name of it: 总长50公里的…, 百强."""
    solved = words_of("solving verbs").search(before) is not None and len(after) > 2  # 解决4万人的饮水问题
    counted = unit in word_set("counters") and kept_verb(words_at_start("openings").sub("", before)) > 0
    asked = unit == "%" or solved or counted or construction("goal of a size").match(after) is not None
    described = construction("described behind").match(after) or words_of("descriptive behind").match(after)
    return (after.startswith("的") and not asked) or described is not None


def _counts_the_text(figure: Figure, before: str, after: str) -> bool:
    """Whether a number counts how the text is put together: 重点任务24项, 抓好15件大事, 三个方面."""
    unit, after = figure.observation.unit or "", after.rstrip(")")
    said = words_at_end("announced nouns").search(before) or construction("how many there are").search(before)
    if unit in ("项", "件") and not after and said:
        return True  # 今年共安排重点任务24项: how many lines the plan has
    if construction("announced behind").match(unit + after):
        return True
    noun = construction("list marks").split(after)[0]
    bounded = figure.end > figure.unit_end  # 3个以上科技专项
    told = any(noun.endswith(word) and len(noun) <= len(word) + 4 for word in word_set("structure nouns"))
    if bounded or not told or not construction("counts a text").fullmatch(unit):
        return False
    doing = construction("doing at end").search(before)
    return unit == "件" or doing is None or construction("aspects").fullmatch(noun) is not None


def _tells_size(before: str, unit: str) -> bool:
    """Whether the words right before a number make it what something measures (总投资50亿元), not what is asked."""
    asked = construction("asks after all").search(before) or construction("size changed").search(before)
    if construction("describes").search(before) is None or asked:
        return False
    return not (unit in word_set("counters") and word_at_end("sizes").search(before))


def _is_size(before: str, after: str, unit: str) -> bool | None:
    """Whether an amount is the size of the site whose noun follows (甲50兆瓦光伏项目); None where none follows."""
    data = load("plans")
    bare = words_at_start("openings").sub("", before)
    verb = kept_verb(bare) or (2 if construction("verb of a size").match(bare) else 0)
    own_name = len(bare) > verb or not bare
    unnamed = construction("a length").fullmatch(unit) and not own_name
    if unnamed or not any(word in after for word in data["site nouns"]):
        return None
    return unit != "元" or own_name


def _is_han_name(text: str, figure: Figure, before: str) -> bool:
    """八家河, 四条环路: a small number in words is a part of a name, unless a verb of making stands before it."""
    seen, word = figure.observation, text[figure.number_start : figure.number_end]
    if figure.special or re.search(r"\d", word) or seen.value is None or seen.value > 10:
        return False
    measured = construction("never in a name").fullmatch(seen.unit or "")
    return measured is None and word_at_end("making verbs").search(before) is None


def is_base_of_rate(place: Place) -> bool:
    """56个存量项目竣工率达到80%: the count is what the rate is of."""
    if place.index + 1 >= len(place.figures) or place.figure.observation.unit == "%":
        return False
    following = place.figures[place.index + 1]
    between = place.text[place.figure.end : following.start]
    if following.observation.unit != "%" and not construction("amount reaches").search(between):
        return False
    if following.start < place.figure.end or construction("behind a threshold").match(place.text, following.end):
        return False
    return len(between) >= 2 and not STOP.search(between) and not construction("joined in a list").match(between)
