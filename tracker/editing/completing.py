"""What may stand where the cursor is: keys, stages, units, measures, operators, names, files."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from tracker.editing.cursor import Cursor, cursor_at
from tracker.editing.names_known import ids_in, names_in_project
from tracker.editing.opened import Opened
from tracker.editing.schema_parts import keys_allowed, meaning_of, part_at
from tracker.editing.words_of import STAGES, stage_synonyms
from tracker.model import Stage
from tracker.read.target_line import MEASURES
from tracker.words.counted import is_rate, kind_of
from tracker.words.lexicon import load
from tracker.words.messages import say, translate
from tracker.words.numerals import SCALES
from tracker.words.units import units

_SCALE = f"[{''.join(SCALES)}]*"
_FIRST, _LAST = ("".join(word[at] for word in MEASURES) for at in (0, -1))
_AFTER_ARROW = re.compile(r"->\s*(?P<word>\S*)$")
_AFTER_NUMBER = re.compile(r"(?:[<>=~]|\.\.)\s*[-+]?[0-9][0-9.]*\s*(?P<word>(?:" + _SCALE + r"[^\s0-9.]*)?)$")
_AFTER_NAME = re.compile(r"(?P<name>\S.*\S|\S)\s+(?P<word>[" + _FIRST + "]?[" + _LAST + r"]?|[-<>=~]*)$")
_LONGEST_LINE = 1000
"""What nobody types is not completed: to look for the word before the cursor takes the square of its line."""
_OPERATORS = (">=", "<=", ">", "<", "=", "~", "->")


class Offer(NamedTuple):
    """One thing that may stand there."""

    text: str  # what is put in
    kind: str  # key, value, unit, name, operator or file
    detail: str = ""
    label: str | None = None  # what is shown; None: the text


class Offers(NamedTuple):
    """All of them, and how many characters before the cursor they replace."""

    replaced: int
    offers: list[Offer]


def complete(opened: Opened, line: int, column: int, lang: str) -> Offers:
    """What may stand at a line and a column (from 0, in code points)."""
    if opened.kind is None or column > _LONGEST_LINE:
        return Offers(0, [])
    cursor = cursor_at(re.split(r"\r\n|\n|\r", opened.text), line, column)
    if cursor.key is not None:
        return _values(opened, cursor, lang)
    if cursor.is_item and cursor.keys[-2:] == ("targets", "[]") and opened.kind == "targets":
        return _in_line(opened, cursor, lang)
    if cursor.is_item and cursor.keys[-2:] == ("reports", "[]"):
        return Offers(len(cursor.written), list(_files(opened, ("reports",))))
    return Offers(len(cursor.written), list(_keys(opened, cursor, lang)))


def _keys(opened: Opened, cursor: Cursor, lang: str) -> Iterator[Offer]:
    for key, part in keys_allowed(opened.kind or "", cursor.keys, cursor.present).items():
        yield Offer(f"{key}: ", "key", meaning_of(part, lang) or "", key)


# ── values ────────────────────────────────────────────────────────────────────────────────────────


def _values(opened: Opened, cursor: Cursor, lang: str) -> Offers:
    written = cursor.written.lstrip("\"'")
    replaced = len(cursor.written)
    match cursor.key:
        case "stage":
            return Offers(replaced, list(_stages(lang)))
        case "unit":
            scale = re.match(_SCALE, written)
            return Offers(replaced, list(_units(opened, scale[0] if scale else "", _name_beside(opened, cursor), lang)))
        case "indicator" | "milestone":
            return Offers(replaced, _names(opened))
        case "words":
            return Offers(replaced, list(_files(opened, (".",))))
        case "continues":
            return Offers(replaced, [Offer(each, "value") for each in ids_in(opened, beside=True)])
        case "id" if opened.kind == "reviews":
            return Offers(replaced, [Offer(text, "value", title) for text, title in ids_in(opened).items()])
        case "targets" if opened.kind == "reviews":
            names = [os.path.basename(each.text) for each in _files(opened, ("targets",))]
            return Offers(replaced, [Offer(each, "file") for each in names])
    part = part_at(opened.kind or "", (*cursor.keys, cursor.key or "")) or {}
    quoted = cursor.key == "op"
    choices = [str(each) for each in part.get("enum", ())]
    choices += ["true", "false"] if part.get("type") == "boolean" else []
    detail = meaning_of(part, lang) or ""
    return Offers(replaced, [Offer(f'"{each}"' if quoted else each, "value", detail, each) for each in choices])


def _stages(lang: str) -> Iterator[Offer]:
    for stage in Stage:
        words = "、".join(stage_synonyms(stage)[:6])
        yield Offer(stage.value, "value", f"{translate(STAGES[stage], lang)}: {words}")


def _units(opened: Opened, scale: str, name: str | None, lang: str) -> Iterator[Offer]:
    """Those that the indicator is counted in first, then those of common use, then the rest."""
    kind = None if name is None else kind_of(name)
    known = units()
    first = ["%"] if name is not None and is_rate(name) else []
    first += [each for each, unit in known.items() if kind is not None and unit.kind == kind]
    for unit in dict.fromkeys([*first, *load("counted")["offered"], *known]):
        text = scale + unit if scale and not unit.startswith(scale) else unit
        yield Offer(f'"{text}"' if text == "%" and opened.kind != "targets" else text, "unit")


def _name_beside(opened: Opened, cursor: Cursor) -> str | None:
    """The indicator of the same mapping, where its line can be told by being the nearest above."""
    found = re.findall(r"indicator:\s*([^,}\n]+)", opened.text)
    return found[-1].strip().strip("\"'") if len(found) == 1 else None


# ── a target on one line ──────────────────────────────────────────────────────────────────────────


def _in_line(opened: Opened, cursor: Cursor, lang: str) -> Offers:
    written = cursor.written
    found = _AFTER_ARROW.search(written)
    if found:
        return Offers(len(found["word"]), list(_stages(lang)))
    found = _AFTER_NUMBER.search(written)
    if found:
        name = re.split(rf"[<>=~]|\s(?:{'|'.join(MEASURES)})?\s*[0-9]", written)[0].strip()
        scale = re.match(_SCALE, found["word"])
        return Offers(len(found["word"]), list(_units(opened, scale[0] if scale else "", name, lang)))
    found = _AFTER_NAME.search(written)
    if found and not re.search("[<>=~]", found["name"]):
        words = [] if found["name"].split()[-1] in MEASURES else list(MEASURES)
        measures = [Offer(f"{each} ", "value", say(lang, "measure"), each) for each in words]
        return Offers(
            len(found["word"]), [*measures, *(Offer(f"{each} ", "operator", "", each) for each in _OPERATORS)]
        )
    if re.search(r"[<>=~]\s*\S*$", written):  # against another indicator
        than = re.search(r"[<>=~]\s*(\S*)$", written)
        return Offers(len(than[1]) if than else 0, _names(opened))
    keys = [] if written else list(_keys(opened, cursor, lang))
    return Offers(len(written), [*_names(opened), *keys])


def _names(opened: Opened) -> list[Offer]:
    return [Offer(name, "name", where) for name, where in names_in_project(opened).items()]


def _files(opened: Opened, folders: Iterable[str]) -> Iterator[Offer]:
    """Files in folders of the project, as paths from the file's own folder."""
    own = os.path.dirname(opened.path)
    for folder in folders:
        place = Path(opened.project, folder)
        for each in sorted(place.iterdir()) if place.is_dir() else ():
            if each.is_file() and each.name[0] not in ".~":
                yield Offer(Path(os.path.relpath(each, own)).as_posix(), "file")
