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
        return _error("an empty target; write one as `{form}`", text, (0, len(text)), form=AMOUNT)
    return _mendable(text) or _wrong_form(text)


def _error(message: str, text: str, span: tuple[int, int], mended: str | None = None, **values: object) -> LineError:
    found = {"found": brief(text[slice(*span)]), "mended": mended}
    return LineError(*span, Message(message, {**found, **values}), mended)


def _mendable(text: str) -> LineError | None:
    """Signs and numbers that have one right writing."""
    found = _WIDE_OPERATOR.search(text)
    if found:
        return _error("{found} is not read here; write {mended}", text, found.span(), OPERATORS[found.group()])
    found = _WIDE_DIGITS.search(text)
    if found:
        mended = found.group().translate({ord("．"): ".", **{ord("０") + digit: str(digit) for digit in range(10)}})
        return _error("{found} is not read here; write {mended}", text, found.span(), mended)
    found = _THOUSANDS.search(text)
    if found:
        mended = re.sub(r"[,，]", "", found.group())
        return _error("no commas inside a number; write {mended}", text, found.span(), mended)
    found = _TO.search(text)
    if found:
        mended = f"{found['low']}..{found['high']}"
        return _error("a range is written with two dots: {mended}", text, found.span(), mended)
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
    return _after_stage(text, first) if first.group() == "->" else _after_operator(text, first)


def _without_operator(text: str) -> LineError:
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
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
    if NUMERAL.match(rest.strip()):
        return _error("{found}: numbers are written in digits, as in `{form}`", text, span, form=AMOUNT)
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
