"""What the hover says: of a key what it means, of a target how it is read and how it stands, of a word what it is."""

from __future__ import annotations

from tracker.editing.markdown import plain
from tracker.editing.opened import Opened, Spot
from tracker.editing.schema_parts import meaning_of, part_at
from tracker.editing.verdicts import verdict_of, verdict_words
from tracker.editing.words_of import STAGES, describe, notes_on, stage_synonyms, units_alike
from tracker.model import Stage
from tracker.words.lexicon import using
from tracker.words.messages import say, translate
from tracker.words.stages import stage_of


def hover(opened: Opened, offset: int, lang: str) -> tuple[str, Spot] | None:
    """The Markdown for a place of a text, and what it is about; None where there is nothing to say."""
    spot = opened.spot_at(offset)
    if spot is None or opened.kind is None:
        return None
    lines = _of_key(opened, spot, lang) if spot.is_key else _of_value(opened, spot, lang)
    return ("\n\n".join(lines), spot) if lines else None


def _of_key(opened: Opened, spot: Spot, lang: str) -> list[str]:
    meaning = meaning_of(part_at(opened.kind or "", spot.keys), lang)
    return [] if meaning is None else [f"**{plain(spot.node.text)}**: {plain(meaning)}"]


def _of_value(opened: Opened, spot: Spot, lang: str) -> list[str]:
    asked = opened.target_at(spot.keys)
    lines: list[str] = []
    if spot.keys[-1:] == ("stage",):
        lines += _of_stage(spot.node.text, lang)
    elif spot.keys[-1:] == ("unit",):
        alike = units_alike(spot.node.text)[:12]
        lines += [plain(say(lang, "figures in {units} are converted", units="、".join(alike)))] if alike else []
    if asked is not None and opened.targets is not None:
        number, target = asked
        with using(opened.own_words):
            lines.append(f"**{plain(describe(target, opened.targets.period, lang))}**")
            lines += [f"- {plain(each)}" for each in notes_on(target, lang)]
        last = verdict_of(opened, number, target)
        lines += [] if last is None else [verdict_words(last, lang)]
    elif not lines and spot.keys and isinstance(spot.keys[-1], str):
        lines += _of_key(opened, Spot(spot.keys, spot.node._replace(text=spot.keys[-1]), True), lang)
    return lines


def _of_stage(word: str, lang: str) -> list[str]:
    stage = stage_of(word)
    if stage is None:
        return []
    head = f"**{stage.value}**: {translate(STAGES[stage], lang)}"
    order = " < ".join(each.value for each in Stage if each.rank is not None)
    words = say(lang, "words that tell this stage: {words}", words="、".join(stage_synonyms(stage)[:20]))
    return [head, plain(words), plain(order)] if stage.rank is not None else [head, plain(words)]
