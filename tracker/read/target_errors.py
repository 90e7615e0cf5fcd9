"""What keeps a line from being a target: the first thing wrong, at its character, with the form that is expected."""

from __future__ import annotations

import re

from tracker.model import Message
from tracker.read.nodes import brief
from tracker.read.target_line import (
    ENDING_MARK,
    NUMBER,
    NUMERAL,
    OPERATOR,
    STRAY,
    LineError,
    TargetLine,
    parse_target_line,
)
from tracker.words.stages import stage_of
from tracker.words.units import SCALES

AMOUNT = "新建停车场 >= 5 处"
RANGE = "地区生产总值 增长 6..6.5 %"
STAGE = "南二道街 -> 开工"
NEW_ITEM = "\n- "
"""Mends a line that holds two targets: the second begins a new item, indented as the first."""

_RIGHT = {
    "stage": "->",
    "least": ">=",
    "most": "<=",
    "equal": "=",
    "about": "~",
    "range": "..",
    "more": ">",
    "less": "<",
}
_MISTYPED = re.compile(
    r"(?P<stage>(?:[-－—–―−﹣]\s*)+[>＞﹥〉》](?!\s*[-+0-9０-９])|[→⇒])"
    r"|(?P<least>[>＞﹥〉》]\s*[=＝﹦]|[=＝﹦]\s*[>＞﹥]|[≥⩾≧≮])"
    r"|(?P<most>[<＜﹤〈《]\s*[=＝﹦]|[=＝﹦]\s*[<＜﹤]|[≤⩽≦≯])"
    r"|(?P<equal>[=＝﹦]\s*[=＝﹦]|[＝﹦])"
    r"|(?P<about>[～≈∼〜])"
    r"|(?P<range>…+|‥|．．|。。|\.{3,})"
    r"|(?P<more>[＞﹥])"
    r"|(?P<less>[＜﹤])"
)
"""Operators as input methods and hands write them, each under the one that is read."""
_WIDE_DIGITS = re.compile(r"[０-９]+(?:．[０-９]+)?")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:[,，][0-9]{3})+(?![0-9])")
_UNDERSCORES = re.compile(r"(?<![\w.])[-+]?[0-9]{1,3}(?:_[0-9]{3})+(?!\w*_|[0-9])")
_PART = r"[0-9０-９]+(?:[.．][0-9０-９]+)?"
_RATIO = re.compile(rf"{_PART}(?:\s*[:：∶]\s*{_PART})+")
_NO_NUMBER = re.compile(rf"[-+]?{_PART}(?:[:：∶_/／'’+×*\s]+{_PART})+")
"""1:30, 1_5 and 1/3: more than one number, where one is expected."""
_IN_RANGE = re.compile(rf"(?<=\.\.)\s*(?P<high>{_NO_NUMBER.pattern})|(?P<low>{_NO_NUMBER.pattern})(?=\s*\.\.)")
_TO = re.compile(r"(?P<low>[0-9]+(?:\.[0-9]+)?)\s*%?\s*(?:[-－–—−]|——|~|～|至|到)\s*(?P<high>[0-9]+(?:\.[0-9]+)?)")
_ENDING = re.compile(rf"{NUMBER}(?P<dots>\s*\.\.\s*{NUMBER})?\s*[^\s0-9]*\s*$")


def explain_line(text: str) -> LineError:
    """Why a line that ``parse_target_line`` can't read is no target."""
    if not text.strip():
        return _error("an empty target; write one as `{form}`", text, (0, len(text)), form=AMOUNT)
    return _mendable(text) or _wrong_form(text)


def _error(message: str, text: str, span: tuple[int, int], mended: str | None = None, **values: object) -> LineError:
    found = {"found": brief(text[slice(*span)]), "mended": mended}
    return LineError(*span, Message(message, {**found, **values}), mended)


def mistyped_operator(text: str) -> tuple[tuple[int, int], str] | None:
    """The span of the first operator that is typed wrong, and the right one; 》 that ends a title is none."""
    for found in _MISTYPED.finditer(text):
        title = found.group()[0] in "》〉" and text.rfind("《〈"["》〉".index(found.group()[0])], 0, found.start()) >= 0
        if not title and found.group() not in _RIGHT.values():
            return found.span(), _RIGHT[str(found.lastgroup)]
    return None


def _mendable(text: str) -> LineError | None:
    """Signs and numbers that have one right writing."""
    found = re.search(r"\s*[；;]\s*(?=\S)", text)
    parts = [each for each in re.split("[；;]", text) if each.strip()] if found else []
    if found and all(isinstance(parse_target_line(each), TargetLine) for each in parts):
        return _error("{found} parts two targets; each stands on a line of its own", text, found.span(), NEW_ITEM)
    mistyped = mistyped_operator(text)
    if mistyped is not None:
        return _error("{found} is not read here; write {mended}", text, *mistyped)
    found = _WIDE_DIGITS.search(text)
    if found:
        mended = found.group().translate({ord("．"): ".", **{ord("０") + digit: str(digit) for digit in range(10)}})
        return _error("{found} is not read here; write {mended}", text, found.span(), mended)
    found = _THOUSANDS.search(text)
    if found:
        mended = re.sub(r"[,，]", "", found.group())
        return _error("no commas inside a number; write {mended}", text, found.span(), mended)
    found = _UNDERSCORES.search(text)
    if found:
        mended = found.group().replace("_", "")
        return _error("no underscores inside a number; write {mended}", text, found.span(), mended)
    found = _TO.search(text)
    if found:
        mended = f"{found['low']}..{found['high']}"
        return _error("a range is written with two dots: {mended}", text, found.span(), mended)
    found = ENDING_MARK.search(text)
    if found:
        return _error("a target is no sentence; leave {found} out", text, found.span(), "")
    return None


def _wrong_form(text: str) -> LineError:
    operators = list(OPERATOR.finditer(text))
    if not operators:
        return _without_operator(text)
    first = operators[0]
    if not text[: first.start()].strip():
        message = "nothing before {found}; the name of what is counted stands there, as in `{form}`"
        return _error(message, text, first.span(), form=AMOUNT)
    if len(operators) > 1:
        return _error("a second operator, {found}; one target has one", text, operators[1].span())
    stray = STRAY.search(text[: first.start()])
    if stray:
        message = "{found} is no operator; one of >=, <=, >, <, =, ~ and -> stands between the two sides"
        return _error(message, text, stray.span())
    return _after_stage(text, first) if first.group() == "->" else _after_operator(text, first)


def _without_operator(text: str) -> LineError:
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    odd = _IN_RANGE.search(text)
    if odd is not None:
        return _no_number(text, odd.span(str(odd.lastgroup)), RANGE)
    number = _ENDING.search(text)
    if number is None:
        message = "neither an amount nor a stage; write `{form}` or `{stage}`"
        return _error(message, text, (start, end), form=AMOUNT, stage=STAGE)
    if number["dots"] is None:
        message = "no operator before {found}: one of >=, <=, >, <, = and ~ stands there, as in `{form}`"
        return _error(message, text, (number.start(), end), form=AMOUNT)
    message = "a range stands behind a name and a space and before a unit, as in `{form}`"
    return _error(message, text, (number.start(), end), form=RANGE)


def _after_stage(text: str, operator: re.Match[str]) -> LineError:
    rest = text[operator.end() :]
    if not rest.strip():
        return _error("no stage after ->; write one, as in `{form}`", text, operator.span(), form=STAGE)
    start = operator.end() + len(rest) - len(rest.lstrip())
    message = "{found} is no stage, which is one word, as in `{form}`"
    return _error(message, text, (start, len(text.rstrip())), form=STAGE)


def _after_operator(text: str, operator: re.Match[str]) -> LineError:
    rest = text[operator.end() :]
    span = operator.end() + len(rest) - len(rest.lstrip()), len(text.rstrip())
    if not rest.strip():
        message = "nothing after {found}; a number and its unit stand there, as in `{form}`"
        return _error(message, text, operator.span(), form=AMOUNT)
    if stage_of(rest) is not None:
        message = "{found} comes before an amount; before a stage write {mended}, as in `{form}`"
        return _error(message, text, operator.span(), "->", form=STAGE)
    if NUMERAL.match(rest.strip()):
        return _error("{found}: numbers are written in digits, as in `{form}`", text, span, form=AMOUNT)
    odd = _NO_NUMBER.match(text, span[0])
    if odd is not None:
        return _no_number(text, odd.span(), AMOUNT)
    number = re.compile(NUMBER).match(text, span[0])
    if number is None:
        return _error("{found} is neither a number with a unit nor an indicator", text, span)
    after = text[number.end() : span[1]].strip()
    if after.startswith(".."):
        message = "a range stands without an operator: leave {found} out, as in `{form}`"
        return _error(message, text, operator.span(), form=RANGE)
    if not after or after in SCALES:
        return _error("no unit after {found}; one stands there, as in `{form}`", text, span, form=AMOUNT)
    return _error("{found} is no number with a unit, as in `{form}`", text, span, form=AMOUNT)


def _no_number(text: str, span: tuple[int, int], form: str) -> LineError:
    if _RATIO.fullmatch(text[slice(*span)]):
        message = "{found} is a time of day or a ratio, no number; write one in digits, as in `{form}`"
    else:
        message = "{found} is no number; one stands there, in digits alone, as in `{form}`"
    return _error(message, text, span, form=form)
