"""The target on one line (format.md section 1): a small, exact parser whose errors point at the character.

indicator [增长|提高|下降] op number unit        新建停车场 >= 5 处
indicator [增长|提高|下降] number..number unit    地区生产总值 增长 6..6.5 %
indicator [增长|提高|下降] op indicator [增长 …]  城乡居民人均可支配收入 增长 >= 地区生产总值 增长
name -> stage                                  南二道街 -> 开工
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from tracker.model import Measure, Message, Op, Stage
from tracker.words.counted import split_unit
from tracker.words.stages import stage_of
from tracker.words.units import SCALES, find_unit

MEASURES = {measure.word: measure for measure in Measure if measure.word}
OPS = {each.value: each for each in Op}
MEASURE_WORDS = {measure: word for word, measure in MEASURES.items()}
LONGEST = 200
"""Code points of a line; a target is some 20."""

OPERATOR = re.compile(r"->|>=|<=|[><=~]")
NUMERAL = re.compile(
    r"[零〇一二两三四五六七八九十百千万亿半]+(?:点[零一二三四五六七八九]+)?"
    r"(?:\s+\S|\s*(?:个百分点|公里|[个处座项家户亩元吨名人套条所台辆%％])|(?<=..)\S$)"
)
"""A numeral in words with its unit, which the format wants in digits; 一号路 is a name."""
STRAY = re.compile(
    r"[＞＜﹥﹤≥≤⩾⩽≧≦≯≮＝﹦≠≈∼〜⇒]"  # in no name
    r"|[-－—–―−﹣～→]\s*$"  # 水厂 —> 开工: before the operator
    r"|^[^《]*》\s*$|《\s*$|^[^〈]*〉\s*$|〈\s*$"  # 》= as some keyboards write >=; 《条例》 is a title
)
"""Signs beside a name that belong to an operator typed wrong."""
SUSPICIOUS = re.compile(r"[-－—–―−﹣～→＞＜﹥﹤≥≤⩾⩽≧≦≯≮＝﹦≠≈∼〜⇒《》〈〉。；;，,、．.！!]")
_ANY_SIGN = re.compile(f"{OPERATOR.pattern}|{SUSPICIOUS.pattern}")
ENDING_MARK = re.compile(r"\s*[。；;，,、．.！!]+\s*$")
"""The end of a sentence behind a target."""

_MEASURE = "|".join(MEASURES)
NUMBER = r"[-+]?[0-9]{1,18}(?:\.[0-9]{1,12})?"
_SUBJECT = rf"\s*(?P<subject>\S.*?)(?:\s+(?P<measure>{_MEASURE}))?"
_AMOUNT = re.compile(rf"{_SUBJECT}\s*(?P<op>>=|<=|>|<|=|~)\s*(?P<low>{NUMBER})\s*(?P<unit>[^\s0-9.,，．><=~].*?)\s*")
_RANGE = (  # compiled where one is met, and so are comparisons
    rf"{_SUBJECT}\s+(?P<low>{NUMBER})\s*(?P<scale>[十百千万亿]*)\s*\.\.\s*(?P<high>{NUMBER})\s*"
    r"(?P<unit>[^\s0-9.,，．><=~].*?)\s*"
)
_STAGE = re.compile(r"\s*(?P<subject>\S.*?)\s*->\s*(?P<stage>\S+)\s*")
_COMPARISON = (
    rf"{_SUBJECT}\s*(?P<op>>=|<=|>|<|=|~)\s*(?P<than>[^\s0-9０-９\-+.><=~].*?)(?:\s+(?P<than_measure>{_MEASURE}))?\s*"
)
_LIKE_AMOUNT = re.compile(
    r"(?:nan|inf|none|null)(?![a-z]).*|(?:[零〇一二两三四五六七八九十百千万亿半]+|.*[0-9]\s*|.*\s)(?P<unit>[^\s0-9]+)",
    re.IGNORECASE,
)
NUMBER_GOES_ON = re.compile(r"(?:[-－—–―−﹣～至到:：∶_/／'’+×*xX]+\s*|[eE][-+]?)?[0-9０-９]")
"""What stands behind a number and is no unit: 5-6 处, 1:30 处, 1_000 处, 1/3 处, 5万3千 处; 元/50公斤 is one."""
_BARE_NUMBER = re.compile(rf".*\s{NUMBER}\s*%?")


class TargetLine(NamedTuple):
    """The parts of a line."""

    subject: str
    found: re.Match[str]
    measure: Measure = Measure.LEVEL
    op: Op | None = None
    low: Decimal | None = None  # with its scale: 20万 is 200000
    high: Decimal | None = None
    unit: str | None = None  # without the scale
    than: str | None = None
    than_measure: Measure = Measure.LEVEL
    stage: str | None = None

    @property
    def spans(self) -> dict[str, tuple[int, int]]:
        """The offsets of each part that was written, by its key in the full form."""
        names = {"low": "value", "subject": "indicator" if self.stage is None else "milestone"}
        parts = self.found.groupdict()
        return {names.get(part, part): self.found.span(part) for part, text in parts.items() if text}


class LineError(NamedTuple):
    """Why a line is no target: what is wrong from ``start`` to ``end`` of it, and the mend where it is certain."""

    start: int
    end: int
    message: Message
    mended: str | None = None  # in place of start to end


def scaled(value: Decimal, factor: Decimal) -> Decimal:
    """The value with its scale, without the zeros that 29.93 × 10000 leaves behind its point."""
    if factor == 1:
        return value
    product = value * factor
    whole = product.to_integral_value()
    return Decimal(int(whole)) if whole == product and whole.adjusted() < 28 else product


def stage_message(word: str, stage: Stage) -> Message:
    """For a word that means a stage without being its name."""
    return Message("{text} is read as the stage {stage}; write that", {"text": word, "stage": stage.value})


def parse_target_line(text: str) -> TargetLine | LineError:
    """Read one line as the format has it."""
    if len(text) > LONGEST:
        longest = Message(
            "a target of {length} characters; one line holds at most {longest}",
            {"length": len(text), "longest": LONGEST},
        )
        return LineError(0, len(text), longest)
    if "->" in text:
        found = _STAGE.fullmatch(text)
        if found and not re.search(r"->|[><=]=", found["subject"]) and _is_clean(found["subject"], found["stage"]):
            return TargetLine(found["subject"], found, stage=found["stage"])
        return _explain(text)
    found = _AMOUNT.fullmatch(text)
    if (
        found
        and _is_plain(found["subject"], found["unit"])
        and not NUMBER_GOES_ON.match(split_unit(found["unit"])[1])
        and not (found["op"] == "~" and _BARE_NUMBER.fullmatch(found["subject"]))  # 增长 6~6.5 %
    ):
        factor, unit = split_unit(found["unit"])
        low = Decimal(found["low"])
        return TargetLine(
            found["subject"],
            found,
            Measure.LEVEL if found["measure"] is None else MEASURES[found["measure"]],
            OPS[found["op"]],
            scaled(low, factor),
            unit=unit,
        )
    found = re.fullmatch(_RANGE, text)
    if found and _is_plain(found["subject"], found["unit"]) and not NUMBER_GOES_ON.match(split_unit(found["unit"])[1]):
        factor, unit = split_unit(found["unit"])
        own = factor if not found["scale"] else split_unit(found["scale"] + unit)[0]
        return TargetLine(
            found["subject"],
            found,
            Measure.LEVEL if found["measure"] is None else MEASURES[found["measure"]],
            Op.RANGE,
            scaled(Decimal(found["low"]), own),
            scaled(Decimal(found["high"]), factor),
            unit,
        )
    found = re.fullmatch(_COMPARISON, text)
    if found and _is_plain(found["subject"], found["than"]) and _is_indicator(found["than"]):
        return TargetLine(
            found["subject"],
            found,
            Measure.LEVEL if found["measure"] is None else MEASURES[found["measure"]],
            Op(found["op"]),
            than=found["than"],
            than_measure=Measure.LEVEL if found["than_measure"] is None else MEASURES[found["than_measure"]],
        )
    return _explain(text)


def _is_plain(subject: str, rest: str) -> bool:
    """Whether what stands on the two sides of an operator holds no other, nor just a scale for a unit."""
    if rest in SCALES:
        return False
    if _ANY_SIGN.search(f"{subject}\n{rest}") is None:  # nearly always
        return True
    return OPERATOR.search(subject) is None and OPERATOR.search(rest) is None and _is_clean(subject, rest)


def _is_clean(subject: str, rest: str) -> bool:
    """Whether neither side holds the rest of an operator typed wrong, nor the end of a sentence."""
    both = f"{subject}\n{rest}"
    if SUSPICIOUS.search(both) is None:  # nearly always, and found out three times as fast
        return True
    return STRAY.search(subject) is None and STRAY.search(rest) is None and ENDING_MARK.search(rest) is None


def _is_indicator(than: str) -> bool:
    """Whether a comparison's other side is a name: not 十二 扇, nan 度 or 约5处, nor a stage."""
    if NUMERAL.match(than) or stage_of(than) is not None:
        return False
    found = _LIKE_AMOUNT.fullmatch(than)
    return found is None or (found["unit"] is not None and find_unit(split_unit(found["unit"])[1]) is None)


def _explain(text: str) -> LineError:
    from tracker.read.target_errors import explain_line  # only lines that are wrong need it

    return explain_line(text)
