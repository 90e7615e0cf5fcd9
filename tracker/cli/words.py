"""``tracker words WORD…``: where the lexicon has a word, what it does there, and who reads it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.cli.output import add_out, emit

if TYPE_CHECKING:
    from tracker.model import Settings
    from tracker.words.entries import Entry

LONGEST = 60
"""Characters of a word that is looked up."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("words", metavar="WORD", nargs="+", help="a word, a unit, a name or a piece of a sentence")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    add_out(parser)


def run(args: argparse.Namespace) -> int:
    """Tell of each word; exit 1 where one is unknown. Raises UnusableCall for what is longer than a word."""
    from tracker.model import UnusableCall
    from tracker.words.entries import lexicon

    words = [each.strip() for each in args.words]
    for word in words:
        if not word or len(word) > LONGEST:
            text = "expected words of 1 to {most} characters, not {count}"
            raise UnusableCall(text, most=LONGEST, count=len(word))
    entries = [*_own_words(args.settings), *lexicon()]
    told = [_told(word, entries, args.lang) for word in words]
    if args.format == "json":
        import json

        emit(json.dumps({"version": 1, "words": told}, ensure_ascii=False, indent=1) + "\n", args.out)
    else:
        emit("".join(f"{line}\n" for each in told for line in _lines(each, args.lang)), args.out)
    return int(any(not each["known"] for each in told))


def _own_words(settings: Settings) -> list[Entry]:
    """The words of the files that this project's targets files name."""
    from tracker.given import targets_in
    from tracker.read.words import entries_of, words_named_by

    here = [path for path in settings.targets if Path(path).exists()]
    named = words_named_by(targets_in(here)) if here and any(map(_has_yaml, here)) else []
    return [entry for path in named for entry in entries_of(path)]


def _has_yaml(path: str) -> bool:
    folder = Path(path)
    return folder.is_file() or any(each.suffix in (".yaml", ".yml") for each in folder.iterdir())


def _told(word: str, entries: Sequence[Entry], lang: str) -> dict[str, Any]:
    from tracker.words.entries import find_entries, words_inside, words_near

    found = find_entries(word, entries)
    unit, place = _unit(word), _places(word)
    return {
        "word": word,
        "known": bool(found or unit or place),
        "entries": [_entry(each, lang) for each in found],
        "name": _name(word),
        "unit": unit,
        "places": place,
        "inside": words_inside(word, entries),
        "near": [] if found else words_near(word, entries),
    }


def _entry(entry: Entry, lang: str) -> dict[str, Any]:
    from tracker.words.readers import readers_of

    return {
        "role": entry.role.name,
        "meaning": entry.role.meaning(lang),
        "key": entry.key,
        "path": entry.path,
        "line": entry.line,
        "column": entry.column,
        "pattern": entry.pattern,
        "synonyms": [{"word": each.word, "way": str(each.way)} for each in entry.synonyms],
        "read_by": list(readers_of(entry.role)),
    }


def _name(word: str) -> dict[str, Any]:
    """What the lexicon knows of it as the name of an indicator; None for what it does not say."""
    from tracker.words.counted import is_rate, kind_of
    from tracker.words.indicators import higher_by_name, is_standard, is_summed, lower_is_better

    better = "lower" if lower_is_better(word) else "higher" if higher_by_name(word) else None
    return {
        "better": better,
        "counted_in": kind_of(word),
        "rate": is_rate(word),
        "summed": is_summed(word),
        "standard": is_standard(word),
    }


def _unit(word: str) -> dict[str, Any] | None:
    from tracker.words.units import find_unit, split_scale, units

    scale, bare = split_scale(word)
    unit = find_unit(bare)
    if unit is None:
        return None
    base = next((each.name for each in units().values() if each.kind == unit.kind and each.factor == 1), None)
    return {
        "kind": unit.kind,
        "factor": f"{scale * unit.factor:f}" if unit.kind else None,
        "base": base if unit.kind else None,
        "counts_with": sorted(unit.groups),
    }


def _places(word: str) -> list[dict[str, Any]]:
    from tracker.words.places import divisions

    return [{"code": each.code, "within": each.within} for each in divisions().get(word, ())]


# ── as text ───────────────────────────────────────────────────────────────────────────────────────


def _lines(told: dict[str, Any], lang: str) -> Iterator[str]:
    from tracker.words.messages import say

    yield told["word"]
    for each in told["entries"]:
        under = f" ({each['key']})" if each["key"] else ""
        yield f"  {each['role']}{under}: {each['meaning']}"
        read = ", ".join(path.removeprefix("tracker/") for path in each["read_by"])
        where = f"{each['path']}:{each['line']}:{each['column']}"
        yield "    " + say(lang, "{where}, read by {modules}", where=where, modules=read)
        if each["pattern"]:
            yield "    " + say(lang, "it fits the pattern {pattern}", pattern=each["pattern"])
        yield from (f"    {line}" for line in _synonyms(each["synonyms"], lang))
    yield from (f"  {line}" for line in _facts(told, lang))
    if not told["known"]:
        yield "  " + say(lang, "the lexicon has no such word")
    if told["inside"] and not told["entries"]:
        yield "  " + say(lang, "words in it: {words}", words=", ".join(told["inside"]))
    if told["near"]:
        yield "  " + say(lang, "near it: {words}", words=", ".join(told["near"]))


SYNONYMS = {
    "same": "means the same as {words}",
    "row": "stands for {words}, and they for it",
    "stands-for": "stands for {words}, not the other way round",
    "covered-by": "{words} stands for it, not the other way round",
}


def _synonyms(synonyms: Sequence[dict[str, Any]], lang: str) -> Iterator[str]:
    from tracker.words.messages import say

    for way in SYNONYMS:
        words = [each["word"] for each in synonyms if each["way"] == way]
        if words:
            yield say(lang, SYNONYMS[way], words=", ".join(words))


def _facts(told: dict[str, Any], lang: str) -> Iterator[str]:
    from tracker.words.messages import say

    name, unit = told["name"], told["unit"]
    if name["better"]:
        text = "as an indicator's name: lower is better"
        yield say(lang, text if name["better"] == "lower" else "as an indicator's name: higher is better")
    if name["counted_in"]:
        yield say(lang, "as an indicator's name: counted in units of {kind}", kind=name["counted_in"])
    if name["summed"]:
        yield say(lang, "as an indicator's name: summed from the period's first day, and never given back")
    if unit and unit["kind"]:
        text = "as a unit: of {kind}, {factor} {base}"
        yield say(lang, text, kind=unit["kind"], factor=unit["factor"], base=unit["base"] or told["word"])
    elif unit:
        yield say(lang, "as a unit: counts {groups}", groups=", ".join(unit["counts_with"]))
    for place in told["places"]:
        yield say(lang, "a locality: {code}, {within}", code=place["code"], within=place["within"] or "")
