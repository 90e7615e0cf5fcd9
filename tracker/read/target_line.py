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

from tracker.model import Measure, Message, Op
from tracker.words.units import SCALES, split_scale

MEASURES = {"增长": Measure.GROWTH, "提高": Measure.CHANGE, "下降": Measure.FALL}
MEASURE_WORDS = {measure: word for word, measure in MEASURES.items()}
LONGEST = 200
"""Code points of a line; a target is some 20."""

_MEASURE = "|".join(MEASURES)
_NUMBER = r"[-+]?[0-9]{1,18}(?:\.[0-9]{1,12})?"
_SUBJECT = rf"\s*(?P<subject>\S.*?)(?:\s+(?P<measure>{_MEASURE}))?"
_AMOUNT = re.compile(rf"{_SUBJECT}\s*(?P<op>>=|<=|>|<|=|~)\s*(?P<low>{_NUMBER})\s*(?P<unit>[^\s0-9.,，．><=~].*?)\s*")
_RANGE = re.compile(
    rf"{_SUBJECT}\s+(?P<low>{_NUMBER})\s*(?P<scale>[十百千万亿]*)\s*\.\.\s*(?P<high>{_NUMBER})\s*"
    r"(?P<unit>[^\s0-9.,，．><=~].*?)\s*"
)
_STAGE = re.compile(r"\s*(?P<subject>\S.*?)\s*->\s*(?P<stage>\S+)\s*")
_COMPARISON = re.compile(
    rf"{_SUBJECT}\s*(?P<op>>=|<=|>|<|=|~)\s*(?P<than>[^\s0-9\-+.><=~].*?)(?:\s+(?P<than_measure>{_MEASURE}))?\s*"
)


class TargetLine(NamedTuple):
    """The parts of a line. ``spans`` gives the offsets of each part that was written, by its key in the full form."""

    subject: str
    spans: dict[str, tuple[int, int]]
    measure: Measure = Measure.LEVEL
    op: Op | None = None
    low: Decimal | None = None  # with its scale: 20万 is 200000
    high: Decimal | None = None
    unit: str | None = None  # without the scale
    than: str | None = None
    than_measure: Measure = Measure.LEVEL
    stage: str | None = None


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
    return whole.quantize(Decimal(1)) if whole == product else product


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
        if found and not re.search(r"->|[><=]=", found["subject"]):
            spans = {"milestone": found.span("subject"), "stage": found.span("stage")}
            return TargetLine(found["subject"], spans, stage=found["stage"])
        return explain_line(text)
    found = _AMOUNT.fullmatch(text)
    if found and not _OPERATOR.search(found["subject"]):
        factor, unit = split_scale(found["unit"])
        low = Decimal(found["low"])
        return TargetLine(
            found["subject"],
            _spans(found),
            Measure.LEVEL if found["measure"] is None else MEASURES[found["measure"]],
            Op(found["op"]),
            scaled(low, factor),
            unit=unit,
        )
    found = _RANGE.fullmatch(text)
    if found and not _OPERATOR.search(found["subject"]):
        factor, unit = split_scale(found["unit"])
        own = factor if not found["scale"] else split_scale(found["scale"] + unit)[0]
        return TargetLine(
            found["subject"],
            _spans(found),
            Measure.LEVEL if found["measure"] is None else MEASURES[found["measure"]],
            Op.RANGE,
            scaled(Decimal(found["low"]), own),
            scaled(Decimal(found["high"]), factor),
            unit,
        )
    found = _COMPARISON.fullmatch(text)
    if found and not _OPERATOR.search(found["subject"]) and not _NUMERAL.match(found["than"]):
        return TargetLine(
            found["subject"],
            _spans(found),
            Measure.LEVEL if found["measure"] is None else MEASURES[found["measure"]],
            Op(found["op"]),
            than=found["than"],
            than_measure=Measure.LEVEL if found["than_measure"] is None else MEASURES[found["than_measure"]],
        )
    return explain_line(text)


_NAMES = {"subject": "indicator", "low": "value"}


def _spans(found: re.Match[str]) -> dict[str, tuple[int, int]]:
    return {_NAMES.get(part, part): found.span(part) for part, value in found.groupdict().items() if value}


# ── why a line is no target ───────────────────────────────────────────────────────────────────────

FORM = "新建停车场 >= 5 处"
_OPERATOR = re.compile(r"->|>=|<=|[><=~]")
_WIDE = {
    "≥": ">=", "⩾": ">=", "≧": ">=", "≤": "<=", "⩽": "<=", "≦": "<=", "＞＝": ">=", "＜＝": "<=", ">＝": ">=", "<＝": "<=",
    "＞=": ">=", "＜=": "<=", "=>": ">=", "=<": "<=", "==": "=", "＞": ">", "＜": "<", "＝": "=", "～": "~", "≈": "~", "∼": "~",
    "→": "->", "－>": "->", "—>": "->", "——>": "->", "-＞": "->", "–>": "->", "…": "..", "‥": "..",
}  # fmt: skip
_WIDE_OPERATOR = re.compile("|".join(map(re.escape, sorted(_WIDE, key=len, reverse=True))))
_WIDE_DIGITS = re.compile(r"[０-９．]+")
_NUMERAL = re.compile(
    r"[零〇一二两三四五六七八九十百千万亿半]+(?:点[零一二三四五六七八九]+)?\s*(?:个百分点|[个处座项家户亩元吨名人套条公里%％])"
)
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:[,，][0-9]{3})+(?![0-9])")
_TO = re.compile(r"(?P<low>[0-9.]+)\s*(?P<mark>%?\s*(?:-|–|—|~|～|至|到)\s*)(?P<high>[0-9.]+)")


def explain_line(text: str) -> LineError:
    """What keeps a line from being a target: the first thing wrong, with a way out."""
    if not text.strip():
        return LineError(0, len(text), Message("an empty target; write one as `{form}`", {"form": FORM}))
    for pattern, mend in ((_WIDE_OPERATOR, _WIDE.__getitem__), (_WIDE_DIGITS, _narrow)):
        found = pattern.search(text)
        if found:
            start, end = found.span()
            mended = mend(found.group())
            message = Message("{found} is not read here; write {mended}", {"found": found.group(), "mended": mended})
            return LineError(start, end, message, mended)
    found = _THOUSANDS.search(text)
    if found:
        mended = re.sub(r"[,，]", "", found.group())
        message = Message("no commas inside a number: write {mended}", {"mended": mended})
        return LineError(*found.span(), message, mended)
    found = _TO.search(text)
    if found:
        mended = f"{found['low']}..{found['high']}"
        return LineError(
            *found.span(), Message("a range is written with two dots: {mended}", {"mended": mended}), mended
        )
    operators = list(_OPERATOR.finditer(text))
    if not operators:
        return _without_operator(text)
    first = operators[0]
    if not text[: first.start()].strip():
        form = Message(
            "nothing before {op}; the name of what is counted stands there, as in `{form}`",
            {"op": first.group(), "form": FORM},
        )
        return LineError(*first.span(), form)
    if len(operators) > 1:
        message = Message("a second {op}; one target holds one comparison", {"op": operators[1].group()})
        return LineError(*operators[1].span(), message)
    return _after_operator(text, first)


def _narrow(digits: str) -> str:
    return "".join("." if each == "．" else chr(ord(each) - ord("０") + ord("0")) for each in digits)


def _without_operator(text: str) -> LineError:
    number = re.search(rf"{_NUMBER}(?:\s*\.\.\s*{_NUMBER})?\s*\S*\s*$", text)
    if number and ".." in number.group():
        end = len(text.rstrip())
        if number.start() == 0 or not text[: number.start()].strip():
            return LineError(
                0,
                end,
                Message("nothing before the range; write it as `{form}`", {"form": "地区生产总值 增长 6..6.5 %"}),
            )
        if not text[number.start() - 1].isspace():
            return LineError(number.start(), end, Message("a space must stand before the range", {}))
        return LineError(
            number.start(), end, Message("a range is written `6..6.5 %`: number, two dots, number, unit", {})
        )
    if number:
        message = Message(
            "an operator is missing before {number}: >=, <=, >, <, = or ~, as in `{form}`",
            {"number": number.group().strip(), "form": FORM},
        )
        return LineError(number.start(), len(text.rstrip()), message)
    start = len(text) - len(text.lstrip())
    message = Message(
        "neither an amount nor a stage; write `{form}` or `{stage}`", {"form": FORM, "stage": "南二道街 -> 开工"}
    )
    return LineError(start, len(text.rstrip()), message)


def _after_operator(text: str, operator: re.Match[str]) -> LineError:
    rest = text[operator.end() :]
    start = operator.end() + len(rest) - len(rest.lstrip())
    end = len(text.rstrip())
    if operator.group() == "->":
        if not rest.strip():
            return LineError(
                *operator.span(), Message("no stage after ->; write one, as in `{form}`", {"form": "南二道街 -> 开工"})
            )
        return LineError(start, end, Message("a stage is one word, as in `{form}`", {"form": "南二道街 -> 开工"}))
    if not rest.strip():
        message = Message(
            "nothing after {op}; a number and its unit stand there, as in `{form}`",
            {"op": operator.group(), "form": FORM},
        )
        return LineError(*operator.span(), message)
    if _NUMERAL.match(rest.strip()):
        return LineError(start, end, Message("write numbers in digits, as in `{form}`", {"form": FORM}))
    number = re.compile(_NUMBER).match(text, start)
    if number is None:
        return LineError(start, end, Message("neither a number nor an indicator: {found}", {"found": rest.strip()}))
    after = text[number.end() : end].strip()
    if after.startswith(".."):
        message = Message(
            "a range stands without an operator: take {op} out, as in `{form}`",
            {"op": operator.group(), "form": "地区生产总值 增长 6..6.5 %"},
        )
        return LineError(*operator.span(), message)
    if not after or after in SCALES:
        return LineError(
            number.start(),
            end,
            Message(
                "a unit is missing after {number}, as in `{form}`", {"number": text[number.start() : end], "form": FORM}
            ),
        )
    return LineError(number.start(), end, Message("no number: {found}", {"found": text[number.start() : end]}))
