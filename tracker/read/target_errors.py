"""What keeps a line from being a target: the first thing wrong, at its character, with the form that is expected."""

from __future__ import annotations

import re

from tracker.model import Message
from tracker.read.nodes import brief
from tracker.read.target_line import NUMBER, NUMERAL, OPERATOR, LineError
from tracker.words.units import SCALES

AMOUNT = "新建停车场 >= 5 处"
RANGE = "地区生产总值 增长 6..6.5 %"
STAGE = "南二道街 -> 开工"

OPERATORS = {
    **dict.fromkeys(("≥", "⩾", "≧", "=>", "＞＝", "＞=", ">＝"), ">="),
    **dict.fromkeys(("≤", "⩽", "≦", "=<", "＜＝", "＜=", "<＝"), "<="),
    **dict.fromkeys(("＝", "=="), "="),
    **dict.fromkeys(("～", "≈", "∼"), "~"),
    **dict.fromkeys(("→", "－>", "—>", "——>", "-＞", "–>", "－＞"), "->"),
    **dict.fromkeys(("…", "‥", "．．"), ".."),
    "＞": ">",
    "＜": "<",
}
"""Operators as an input method writes them, each with the one that is read."""

_WIDE_OPERATOR = re.compile("|".join(map(re.escape, sorted(OPERATORS, key=len, reverse=True))))
_WIDE_DIGITS = re.compile(r"[０-９]+(?:．[０-９]+)?")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:[,，][0-9]{3})+(?![0-9])")
_TO = re.compile(r"(?P<low>[0-9]+(?:\.[0-9]+)?)\s*%?\s*(?:-|–|—|~|～|至|到)\s*(?P<high>[0-9]+(?:\.[0-9]+)?)")
_ENDING = re.compile(rf"{NUMBER}(?P<dots>\s*\.\.\s*{NUMBER})?\s*[^\s0-9]*\s*$")


def explain_line(text: str) -> LineError:
    """Why a line that ``parse_target_line`` can't read is no target."""
    if not text.strip():
        return _error(text, 0, len(text), "an empty target; write one as `{form}`", form=AMOUNT)
    return _mendable(text) or _wrong_form(text)


def _error(text: str, start: int, end: int, message: str, mended: str | None = None, **values: object) -> LineError:
    values = {"found": brief(text[start:end]), "mended": mended, **values}
    return LineError(start, end, Message(message, values), mended)


def _mendable(text: str) -> LineError | None:
    """Signs and numbers that have one right writing."""
    found = _WIDE_OPERATOR.search(text)
    if found:
        return _error(text, *found.span(), "{found} is not read here; write {mended}", OPERATORS[found.group()])
    found = _WIDE_DIGITS.search(text)
    if found:
        mended = found.group().translate({ord("．"): ".", **{ord("０") + digit: str(digit) for digit in range(10)}})
        return _error(text, *found.span(), "{found} is not read here; write {mended}", mended)
    found = _THOUSANDS.search(text)
    if found:
        mended = re.sub(r"[,，]", "", found.group())
        return _error(text, *found.span(), "no commas inside a number; write {mended}", mended)
    found = _TO.search(text)
    if found:
        mended = f"{found['low']}..{found['high']}"
        return _error(text, *found.span(), "a range is written with two dots: {mended}", mended)
    return None


def _wrong_form(text: str) -> LineError:
    operators = list(OPERATOR.finditer(text))
    if not operators:
        return _without_operator(text)
    first = operators[0]
    if not text[: first.start()].strip():
        message = "nothing before {found}; the name of what is counted stands there, as in `{form}`"
        return _error(text, *first.span(), message, form=AMOUNT)
    if len(operators) > 1:
        return _error(text, *operators[1].span(), "a second operator, {found}; one target has one")
    return _after_stage(text, first) if first.group() == "->" else _after_operator(text, first)


def _without_operator(text: str) -> LineError:
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    number = _ENDING.search(text)
    if number is None:
        message = "neither an amount nor a stage; write `{form}` or `{stage}`"
        return _error(text, start, end, message, form=AMOUNT, stage=STAGE)
    if number["dots"] is None:
        message = "no operator before {found}: one of >=, <=, >, <, = and ~ stands there, as in `{form}`"
        return _error(text, number.start(), end, message, form=AMOUNT)
    message = "a range stands behind a name and a space and before a unit, as in `{form}`"
    return _error(text, number.start(), end, message, form=RANGE)


def _after_stage(text: str, operator: re.Match[str]) -> LineError:
    rest = text[operator.end() :]
    if not rest.strip():
        return _error(text, *operator.span(), "no stage after ->; write one, as in `{form}`", form=STAGE)
    start = operator.end() + len(rest) - len(rest.lstrip())
    return _error(text, start, len(text.rstrip()), "{found} is no stage, which is one word, as in `{form}`", form=STAGE)


def _after_operator(text: str, operator: re.Match[str]) -> LineError:
    rest = text[operator.end() :]
    start, end = operator.end() + len(rest) - len(rest.lstrip()), len(text.rstrip())
    if not rest.strip():
        message = "nothing after {found}; a number and its unit stand there, as in `{form}`"
        return _error(text, *operator.span(), message, form=AMOUNT)
    if NUMERAL.match(rest.strip()):
        return _error(text, start, end, "{found}: numbers are written in digits, as in `{form}`", form=AMOUNT)
    number = re.compile(NUMBER).match(text, start)
    if number is None:
        return _error(text, start, end, "{found} is neither a number with a unit nor an indicator")
    after = text[number.end() : end].strip()
    if after.startswith(".."):
        message = "a range stands without an operator: leave {found} out, as in `{form}`"
        return _error(text, *operator.span(), message, form=RANGE)
    if not after or after in SCALES:
        return _error(text, start, end, "no unit after {found}; one stands there, as in `{form}`", form=AMOUNT)
    return _error(text, start, end, "{found} is no number with a unit, as in `{form}`", form=AMOUNT)
