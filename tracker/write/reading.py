"""A reading as JSON (``tracker read --format json``, format.md section 4), or explained sentence by sentence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from tracker.model import Observation, Reading
from tracker.words.messages import say
from tracker.words.rules import meaning_of
from tracker.words.visible import no_command, one_line
from tracker.write.rows import number
from tracker.write.shown import json_text


def as_data(reading: Reading) -> dict[str, Any]:
    """The reading as plain values."""
    return {
        "version": 1,
        "title": reading.title,
        "locality": reading.locality,
        "period": None
        if reading.period is None
        else reading.period.first_year
        if reading.period.is_year
        else str(reading.period),
        "text": reading.document.text,
        "sections": [
            {"title": each.title, "level": each.level, "start": each.start, "end": each.end}
            for each in reading.sections
        ],
        "sentences": [
            {
                "start": each.start,
                "end": each.end,
                "tense": each.tense.value,
                "period": None if each.period is None else str(each.period),
            }
            for each in reading.sentences
        ],
        "observations": [_observation(reading, each) for each in reading.observations],
    }


def write_json(reading: Reading) -> str:
    """A reading as JSON text."""
    return json_text(as_data(reading))


def write_jsonl(reading: Reading) -> str:
    """A reading as JSON on one line, with the path of its report in front."""
    return json_text({"path": reading.document.path, **as_data(reading)}, indent=None)


def write_explained(reading: Reading, lang: str) -> str:
    """Each sentence that tells something, what it tells, and the rules that made it with the words they rest on."""
    starts = [sentence.start for sentence in reading.sentences]
    lines: list[str] = []
    shown = -1
    for told in reading.observations:
        number = bisect_right(starts, told.start) - 1
        if number >= 0 and number != shown:
            sentence = reading.sentences[number]
            lines += [*([""] if lines else []), reading.quote(sentence.start, sentence.end)]
        shown = number
        lines += [f"  {_statement(told, lang)}", *(f"    {line}" for line in _reasons(reading, told, lang))]
    return "".join(f"{no_command(one_line(line))}\n" for line in lines)


def _statement(told: Observation, lang: str) -> str:
    """An observation in one line: what, how much, of which time, in what role and state."""
    if told.milestone is not None:
        said = f"{told.milestone} -> {'' if told.stage is None else told.stage.value}"
    else:
        amount = "" if told.value is None else f"{told.bound.word}{told.value:f}"
        high = "" if told.high is None else f"..{told.high:f}"
        said = f"{told.indicator or '?'} {told.measure.word}= {amount}{high} {told.unit or ''}".rstrip()
    words = [said, say(lang, "no time") if told.period is None else str(told.period)]
    words += [say(lang, told.tense.value), say(lang, told.role.value), say(lang, told.state.value)]
    return " · ".join([*words, *([say(lang, "denied")] if told.negated else [])])


def _reasons(reading: Reading, told: Observation, lang: str) -> Iterator[str]:
    for each in told.because:
        quote = "" if each.start is None or each.end is None else f"“{reading.quote(each.start, each.end)}” "
        yield f"{each.rule:<20} {quote}{meaning_of(each.rule, lang)}"


def _observation(reading: Reading, observation: Observation) -> dict[str, Any]:
    common: dict[str, Any] = {
        "period": None if observation.period is None else str(observation.period),
        "tense": observation.tense.value,
        "quote": reading.quote(observation.start, observation.end),
        "start": observation.start,
        "end": observation.end,
        "state": observation.state.value,
        "role": observation.role.value,
        "because": [{"rule": each.rule, "start": each.start, "end": each.end} for each in observation.because],
    }
    if observation.milestone is not None:
        stage = None if observation.stage is None else observation.stage.value
        return {"milestone": observation.milestone, "stage": stage, "negated": observation.negated, **common}
    span = None
    if observation.number_start is not None and observation.number_end is not None:
        span = {"start": observation.number_start, "end": observation.number_end}
    return {
        "indicator": observation.indicator,
        "measure": observation.measure.value,
        "value": number(observation.value),
        "high": number(observation.high),
        "unit": observation.unit,
        "bound": observation.bound.value,
        "scope": observation.scope,
        "provisional": observation.provisional,
        **common,
        "number": span,
    }
