"""What the words beside a number say of it: level, growth, change or fall, and where the name before it ends."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.model import Measure
from tracker.understand.quantity import Quantity, alternatives
from tracker.words.indicators import higher_by_name, lower_is_better
from tracker.words.lexicon import load, remember

REACH = 30
"""Characters before a number in which its measure word stands; between them only adverbs and a word such as 到."""


@dataclass(frozen=True, slots=True)
class Said:
    """The measure of a quantity, and what else the words before it tell."""

    measure: Measure
    name_end: int  # the name before the number ends here, as an offset into the sentence
    standing: bool = False  # a level reached (达到, 占), not a total of a time


@dataclass(frozen=True, slots=True)
class _Patterns:
    verb: re.Pattern[str]  # a measure word right before the number, with 到 or 了
    adverbs: re.Pattern[str]
    growth_noun: re.Pattern[str]
    ahead: re.Pattern[str]  # 高于全国: a lead over somebody else
    compared: re.Pattern[str]  # 比上年高: a change in time that no verb tells
    reach: re.Pattern[str]  # 达到, 稳定在, 占: a level
    standing: re.Pattern[str]
    flow: re.Pattern[str]
    improved: re.Pattern[str]
    object_down: re.Pattern[str]
    object_up: re.Pattern[str]


@remember
def _patterns() -> _Patterns:
    words = load("quantities")
    measure = words["measure"]
    to = alternatives([*measure["to"], "控制在"])
    return _Patterns(
        verb=re.compile(
            rf"(?:(?P<growth>{alternatives(measure['growth'])})|(?P<up>{alternatives(measure['up'])})"
            rf"|(?P<down>{alternatives(measure['down'])}))"
            rf"(?P<noun>幅度|率|速度|幅)?(?P<goal>的?(?:预期)?目标|预期)?(?:连续[^，]{{1,3}}年)?(?P<to>{to})?(?:了|超?过?)?(?:又|再|约|近)?"
            r"(?:人均|户均|亩均|平均)?(?:每[人户亩]?(?:每?[年月])?)?(?:(?:(?:(?:19|20)\d\d|去|上)?年[末底]?|目前|现在)的?)?$"
        ),
        adverbs=re.compile(rf"(?:{alternatives(measure['adverbs'])}|(?<![人户亩])均)$"),
        growth_noun=re.compile(rf"(?:{alternatives(words['growth nouns'])})(?:由|从|均|分别)?$"),
        ahead=re.compile(rf"(?<!或)(?:{alternatives(load('phrases')['compared with'])})[^，；。、\d]{{1,14}}$"),
        compared=re.compile(
            rf"[比较](?:{alternatives(words['earlier times'])})[^，；。]{{0,6}}?"
            rf"(?:(?P<more>{alternatives(words['compared']['more'])})|(?P<less>{alternatives(words['compared']['less'])}))[了出]?$"
        ),
        reach=re.compile(
            rf"(?:{alternatives(words['reach'])})(?:(?:19|20)\d\d年的?|人均|户均)?(?:每[人户亩]?(?:每?[年月])?)?$"
        ),
        standing=re.compile(rf"(?:{alternatives(words['standing'])})$"),
        flow=re.compile(alternatives(words["flows"])),
        improved=re.compile(rf"(?:{alternatives(words['improved'])})了?$"),
        object_down=re.compile(
            rf"(?:{alternatives(words['with object']['down'])})(?![量值率]|到|至)[^，；。、]{{2,}}$"
        ),
        object_up=re.compile(rf"(?:{alternatives(words['with object']['up'])})(?![量值率]|到|至)[^，；。、]{{2,}}$"),
    )


def find_measure(text: str, start: int, quantity: Quantity, before: str = "") -> Said:
    """Read the words from ``start`` (where a name may begin) up to the number, and those right behind it.

    ``before`` is the name of the quantity before, of which words without a name speak.
    """
    patterns = _patterns()
    piece = text[max(start, quantity.start - REACH) : quantity.start]
    offset = quantity.start - len(piece)
    rate = quantity.unit in ("%", "倍", "成") or quantity.special == "番"
    ahead = patterns.ahead.search(piece)
    if ahead is not None:
        return Said(Measure.LEVEL, trim_adverbs(text, start, offset + ahead.start()))
    found = patterns.verb.search(piece) if quantity.special in (None, "番") else None
    if quantity.special == "番":
        return Said(
            Measure.GROWTH, trim_adverbs(text, start, quantity.start if found is None else offset + found.start())
        )
    if found is not None:
        return _by_verb(text, start, quantity, offset, found, rate)
    compared = patterns.compared.search(piece)
    if compared is not None:
        measure = Measure.FALL if compared["less"] else Measure.GROWTH if rate else Measure.CHANGE
        return Said(measure, trim_adverbs(text, start, offset + compared.start()))
    improved = patterns.improved.search(piece)
    if improved is not None:
        name_end = trim_adverbs(text, start, offset + improved.start())
        name = text[start:name_end].strip("，、") or before
        if lower_is_better(name):
            return Said(Measure.FALL, name_end)
        if higher_by_name(name):
            return Said(Measure.GROWTH if rate else Measure.CHANGE, name_end)
    return _level(text, start, quantity, piece, rate)


def _by_verb(text: str, start: int, quantity: Quantity, offset: int, found: re.Match[str], rate: bool) -> Said:
    """The measure that a verb right before the number tells: 增长, 提高到, 降幅达."""
    name_end = trim_adverbs(text, start, offset + found.start())
    word = found["growth"] or found["up"] or found["down"]
    points = (quantity.unit or "").endswith(("百分点", "千分点", "基点"))
    reached = bool(found["to"])
    noun = bool(found["noun"] or found["goal"]) or word in load("quantities")["measure nouns"]
    if word in ("新增", "净增"):
        if rate or reached or not _is_subject(text, start, name_end, quantity):
            return Said(Measure.LEVEL, offset + found.start() + len(word))
        return Said(Measure.CHANGE, name_end)  # 各项贷款新增2.1万亿元; 新增贷款2.1万亿元 is a flow
    if reached and not noun and not (found["growth"] and found["to"] not in ("到", "至", "到了") and rate):
        growing = rate and _patterns().growth_noun.search(text[start:name_end]) is not None
        return Said(Measure.GROWTH, name_end) if growing else Said(Measure.LEVEL, name_end, standing=True)
    if found["down"]:
        return Said(Measure.FALL, name_end)
    if rate and not points:
        return Said(Measure.GROWTH, name_end)
    if found["up"] and word in ("提高", "提升", "升", "提") and _counts_things(text, quantity):
        return Said(Measure.LEVEL, name_end)
    return Said(Measure.CHANGE, name_end)


_TIME_ALONE = re.compile(
    r"(?:[\d一二两三四五六七八九十]+(?:年|个月)(?:来|间|内|累计)?|[全当今去本上]年|年[内末]|累计|[全本我][国省市县区旗州])*"
)


def _is_subject(text: str, start: int, end: int, quantity: Quantity) -> bool:
    """Whether words before 新增 name what grew; not where the number counts the noun behind it (新增30个停车场)."""
    if _TIME_ALONE.fullmatch(text, start, end) or quantity.bare:
        return False
    return re.match(r"[\u4e00-\u9fff]", text[quantity.end : quantity.end + 1]) is None


def _counts_things(text: str, quantity: Quantity) -> bool:
    """提高6000万农村人口供水保障水平: the number counts those whose something is raised."""
    counted = quantity.bare or quantity.unit in ("个", "人", "户", "家", "所", "名", "座", "处", "万")
    return counted and re.match(r"[\u4e00-\u9fff]", text[quantity.end : quantity.end + 1]) is not None


def _level(text: str, start: int, quantity: Quantity, piece: str, rate: bool) -> Said:
    """A level, unless a verb before the object (减少…贫困人口1000万) or a noun (涨幅, …的速度增长) says otherwise."""
    patterns = _patterns()
    reach = patterns.reach.search(piece)
    name_end = trim_adverbs(text, start, quantity.start - (0 if reach is None else len(piece) - reach.start()))
    after = text[quantity.end : quantity.end + 20]
    if rate and (patterns.growth_noun.search(text[start:name_end]) or _RATE_AFTER.match(after)):
        return Said(Measure.GROWTH, name_end)
    whole = text[start:name_end]
    if quantity.special is None and "用于" not in whole and not re.search(r"(?:率|比重|占比|金额|余额|总额)$", whole):
        if patterns.object_down.search(whole):
            return Said(Measure.FALL, name_end)
        if patterns.object_up.search(whole):
            return Said(Measure.GROWTH if rate else Measure.CHANGE, name_end)
    standing = quantity.special is not None or bool(patterns.standing.search(piece))
    return Said(Measure.LEVEL, name_end, standing and patterns.flow.search(whole) is None)


_RATE_AFTER = re.compile(
    r"的?(?:年均|平均)?(?:速度|增速)?(?:的?增长|递增|增幅)|的[^，。；的]{2,12}?增长(?:目标|速度|率)"
)


def trim_adverbs(text: str, start: int, end: int) -> int:
    """Where a name ends that has adverbs behind it: 固定资产投资同比 ends before 同比."""
    adverbs = _patterns().adverbs
    while (found := adverbs.search(text[max(start, end - 10) : end])) is not None and found[0]:
        end -= len(found[0])
    return end
