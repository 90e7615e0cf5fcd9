"""A reading as JSON: what ``tracker read --format json`` answers (format.md section 4)."""

from __future__ import annotations

from typing import Any

from tracker.model import Observation, Reading
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


def _observation(reading: Reading, observation: Observation) -> dict[str, Any]:
    common: dict[str, Any] = {
        "period": None if observation.period is None else str(observation.period),
        "tense": observation.tense.value,
        "quote": reading.quote(observation.start, observation.end),
        "start": observation.start,
        "end": observation.end,
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
