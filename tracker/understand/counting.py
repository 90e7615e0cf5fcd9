"""Whether a number says how much of something there is, and in what, where it has no unit of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.model import Bound, replace
from tracker.understand.bounds import take_bounds
from tracker.understand.quantity import Quantity, alternatives
from tracker.words.lexicon import load, remember
from tracker.words.numerals import DIGITS, HAN, MYRIADS, SCALES
from tracker.words.patterns import listed, pattern, source
from tracker.words.units import Unit, find_unit, unit_nouns

_BEFORE, _BEHIND = 16, 12
"""Characters on both sides of a number that tell whether it counts."""


@dataclass(frozen=True, slots=True)
class _Words:
    """Compiled words that tell from both sides whether a number counts something."""

    base: re.Pattern[str]
    not_counted: re.Pattern[str]
    not_counted_han: re.Pattern[str]
    time: re.Pattern[str]
    counting: re.Pattern[str]
    action: re.Pattern[str]
    score: re.Pattern[str]


@remember
def _words() -> _Words:
    words, phrases = load("quantities"), load("phrases")
    any_noun, han_noun = words["not counted"]["any"], words["not counted"]["in Chinese"]
    return _Words(
        base=re.compile(rf"(?:{alternatives(words['bases'])})$"),
        not_counted=re.compile(alternatives(any_noun)),
        not_counted_han=re.compile(
            rf"(?:{alternatives(words['not counted']['praised as'])})?(?:{alternatives([*any_noun, *han_noun])})"
        ),
        time=re.compile(
            rf"(?:{alternatives(words['time nouns'])})[^，。；、\d]{{0,8}}$"
            rf"|{source('quantities', 'shrinks by')}"
        ),
        counting=re.compile(alternatives(words["counting verbs"])),
        action=re.compile(
            rf"(?:{alternatives([*phrases['action verbs'], *words['counted with'], *words['reach']])})"
            rf"{source('quantities', 'counted by')}"
        ),
        score=re.compile(rf"(?:{alternatives(words['scores'])})[^，。；、\d]{{0,6}}$"),
    )


# ── with a unit ───────────────────────────────────────────────────────────────────────────────────

_TIME = frozenset({"seconds", "hours", "days", "weeks", "months", "years"})
_NEVER_A_KIND = frozenset({None, "share", "points", "times", "people", "visits", "households", "homes", "vehicles"})
_EXACT_IN_CHINESE = frozenset({"money", "share", "points", "times", "area", "length", "mass"})
_LETTER = re.compile(r"[\u4e00-\u9fff]")


def counts(text: str, made: Quantity, written: str) -> bool:
    """Whether a number with a unit says how much there is: not 每百户, 亿元以上项目, 连续6年, 两个市场."""
    words, unit = _words(), find_unit(made.unit or "")
    before = text[max(0, made.number_start - _BEFORE) : made.number_start]
    behind = text[made.unit_end : made.unit_end + _BEHIND]
    if unit is None or words.base.search(before) or _is_no_amount(behind, unit) or _tells_kind(behind, unit):
        return False
    if unit.kind in _TIME and not _measures_time(text, before, made):
        return False
    return written[0] not in HAN or _chinese_counts(made, unit, written, before, behind)


def _is_no_amount(behind: str, unit: Unit) -> bool:
    """两个台阶, 三个方面 count nothing; 500亿元台阶 is an amount."""
    return _words().not_counted.match(behind) is not None and not (
        unit.kind == "money" and behind.startswith(listed("quantities", "of an amount"))
    )


def _measures_time(text: str, before: str, made: Quantity) -> bool:
    """办理时限压缩到3天, 由15个工作日压缩至3个, 2天办结: time is what is measured, not how long something took."""
    if _words().time.search(before) or pattern("quantities", "done in").match(text, made.end):
        return True
    return (
        before.endswith(listed("quantities", "from"))
        and pattern("quantities", "shrinking").match(text, made.end) is not None
    )


def _tells_kind(behind: str, unit: Unit) -> bool:
    """亿元以上项目, 万吨级泊位, 500千伏线路: the number says which kind is meant. 5个以上项目 counts."""
    if pattern("quantities", "kind behind").match(behind):
        return True
    if unit.kind == "voltage":
        return _LETTER.match(behind) is not None
    above = pattern("quantities", "above").match(behind)
    return unit.kind not in _NEVER_A_KIND and above is not None and not _words().counting.match(behind, above.end())


def _chinese_counts(made: Quantity, unit: Unit, written: str, before: str, behind: str) -> bool:
    """Whether a Chinese numeral counts: 两千余户, 三成, 新建两座 do; 一项, 三级, 两个市场 and 万名 don't."""
    words, bounded = _words(), made.start < made.number_start or made.bound is not Bound.EXACT
    if len(written) == 1 and DIGITS.get(written) == 1:
        return unit.kind in ("times", "points", "share")
    if words.not_counted_han.match(behind) or behind[:1].isdecimal():
        return False
    if is_scale(written):  # 万亿元 and 超百家 count, 千家企业 is a way of saying many
        return unit.kind == "money" or bounded or before.endswith(listed("quantities", "reached"))
    if len(written) > 1 or unit.kind in _EXACT_IN_CHINESE:
        return made.unit not in listed("quantities", "vague units")
    if not behind or behind[0] in "，。；！？":
        return True  # 新建停车场八处。
    return bounded or words.action.search(before) is not None


def is_scale(written: str) -> bool:
    """Whether a numeral has no digit of its own: 百, 万亿."""
    return all(SCALES.get(char, 0) >= 100 for char in written)


# ── without a unit ────────────────────────────────────────────────────────────────────────────────

_STOP = re.compile(r"[，。；、：！？\d(]")
_NEAR, _FAR = 6, 14
"""Characters behind a number in which its noun may stand: 30多国家, 6000万贫困地区农村人口."""


def named_by_noun(text: str, made: Quantity, written: str) -> Quantity | None:
    """A number without a unit takes that of the noun beside it: 6000万农村人口, 农村贫困人口1000万以上.

    Without a noun it counts only with a scale of its own (突破百亿), or as a score (指数下降到6.08).
    """
    end = made.number_end
    before = text[max(0, made.number_start - _BEHIND) : made.number_start]
    scaled = any(char in MYRIADS for char in text[made.number_start + 1 : end]) or written[0] in MYRIADS
    if _words().base.search(before) or pattern("quantities", "no count").match(text, end):
        return None
    bounded = take_bounds(text, replace(made, unit_end=end, end=end, bare=True))
    if written[0] not in HAN and _words().score.search(before):
        return bounded
    if not scaled and (written[0] in HAN and len(written) == 1):
        return None
    if is_scale(written) and bounded.start == made.number_start:
        return None
    unit = _noun_behind(text, bounded.end, _FAR if scaled else _NEAR) or (_noun_before(before) if scaled else None)
    return replace(bounded, unit=unit) if scaled or unit is not None else None


@remember
def _nouns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The nouns that stand for a unit, anywhere; and at the end, before verbs that lead to the number."""
    words, nouns = load("quantities"), alternatives(unit_nouns())
    measure = words["measure"]
    verbs = [*measure["up"], *measure["down"], *measure["to"], *measure["adverbs"], *words["counted with"]]
    verbs += words["from"]
    verbs += [word for listed in words["before"].values() for word in listed]
    at_end = rf"(?P<noun>{nouns}){source('quantities', 'of a noun')}(?:{alternatives(verbs)})*$"
    return re.compile(nouns), re.compile(at_end)


def _noun_behind(text: str, at: int, reach: int) -> str | None:
    """The unit of the longest noun (农村人口 counts people, not villages), of a run the last: 家庭|学生."""
    stop = _STOP.search(text, at, at + reach)
    piece = text[at : stop.start() if stop is not None else at + reach]
    found = [match for match in _nouns()[0].finditer(piece) if len(match[0]) > 1 or not match.start()]
    if not found:
        return None
    best = min(found, key=lambda match: (-len(match[0]), match.start()))
    for match in found:
        best = match if match.start() == best.end() else best
    return unit_nouns()[best[0]]


def _noun_before(before: str) -> str | None:
    """The unit of the noun that a number measures from behind: 农村贫困人口减少1000万, 参保人数达1.17亿."""
    found = _nouns()[1].search(before)
    return None if found is None else unit_nouns()[found["noun"]]
