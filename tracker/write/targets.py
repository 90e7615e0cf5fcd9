"""A draft to the YAML of a targets file: as a person would write it, each target with its place in the source."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date
from hashlib import sha1

from tracker.model import (
    Better,
    ComparisonTarget,
    Document,
    Draft,
    DraftCommitment,
    DraftTarget,
    FigureTarget,
    Measure,
    MilestoneTarget,
    Op,
    Period,
)
from tracker.words.messages import say, translate

_FIRST = re.compile(r"^[\s\[\]{}>|*&!%@`#\"',?:~=<+.-]")
_UNPRINTABLE = re.compile("[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_PLAIN_NO = re.compile(f": |:$| #|{_UNPRINTABLE.pattern}")
_OTHER_TYPE = re.compile(
    r"(?:[-+]?[0-9][0-9_.,:eE+-]*|0[xo][0-9a-fA-F]+|true|false|null|yes|no|on|off|\.nan|\.inf)", re.IGNORECASE
)
_MARKS = "0123456789abcdefghijkmnpqrstuvwxyz"
LEDGER_WIDTH = 22
"""Marks on one line of the ledger."""


def write_targets(draft: Draft, lang: str, *, quotes: bool = False) -> str:
    """The whole file. ``quotes`` adds the clause above each target, for the editor's desk."""
    commitments = draft.commitments
    lines = write_head(draft, lang)
    lines.append("commitments:" if commitments else "commitments: []")
    area: str | None = ""
    for commitment in commitments:
        if commitment.area != area:
            area = commitment.area
            if lines[-1] != "commitments:":
                lines.append("")
            if area is not None:
                lines.append(f"  # ── {area} ──")
        lines.extend(commitment_lines(draft, commitment, lang, quotes=quotes))
    lines.extend(ledger_lines(marks_of(draft), lang))
    return "\n".join(lines) + "\n"


def write_head(draft: Draft, lang: str) -> list[str]:
    """The lines above the commitments."""
    lines = ["# yaml-language-server: $schema=../schemas/targets.schema.json"]
    count = sum(len(each.targets) for each in draft.commitments)
    head = say(
        lang,
        "Drafted from {name}: {commitments} commitments, {targets} targets; figures behind # are places in its text.",
        name=os.path.basename(draft.document.path) or "-",
        commitments=len(draft.commitments),
        targets=count,
    )
    lines.append(f"# {head}")
    if draft.other_periods:
        shown = ", ".join(map(str, draft.other_periods))
        lines.append(f"# {say(lang, 'Its goals for {periods} are left out; --period drafts them.', periods=shown)}")
    for each in draft.left_out:
        shown = told_with_place(draft, each)
        lines.append(f"# {say(lang, 'Left out, as a targets file can not say it: {target}', target=shown)}")
    for key in draft.guessed:
        lines.append(f"# {say(lang, 'Please look at {key}: the text does not tell it.', key=key)}")
    lines += ["version: 1", "locality:", f"  name: {scalar(draft.locality.name)}"]
    if draft.locality.code is not None:
        lines.append(f'  code: "{draft.locality.code}"')
    if draft.locality.within is not None:
        lines.append(f"  within: {scalar(draft.locality.within)}")
    lines.append(f"period: {_period(draft.period)}")
    lines += ["source:", f"  title: {scalar(draft.source.title)}"]
    if draft.source.date is not None:
        lines.append(f"  date: {draft.source.date}")
    if draft.expects is not None:
        lines.append(f"expects: {draft.expects}")
    return lines


def commitment_lines(draft: Draft, commitment: DraftCommitment, lang: str, *, quotes: bool = False) -> list[str]:
    """One commitment with its targets."""
    place = place_of(draft.document, commitment.start, commitment.end)
    lines = keys_of(commitment, f"{place} {anchor_of(draft, commitment)}".rstrip())
    if commitment.targets:
        lines.append("    targets:")
        for each in commitment.targets:
            lines.extend(target_lines(draft, each, lang, quotes=quotes))
    return lines


_ANCHOR = 10
"""Letters of an anchor: parts of one plan seldom open with the same."""
_LETTERS = re.compile(r"[^\u4e00-\u9fff]+")


def anchor_of(draft: Draft, commitment: DraftCommitment) -> str:
    """The first letters of a part that the source does not number, by which it is known again under another number."""
    if isinstance(commitment.id, int):
        return ""
    return _LETTERS.sub("", draft.document.text[commitment.start : commitment.end][:60])[:_ANCHOR]


def keys_of(commitment: DraftCommitment, place: str) -> list[str]:
    """A commitment's own keys; ``place`` stands behind its number as a comment."""
    id_ = commitment.id
    written = id_ if isinstance(id_, int) else f'"{id_}"'
    lines = [f"  - id: {written}" + (f"   # {place}" if place else ""), f"    title: {scalar(commitment.title)}"]
    if commitment.area is not None:
        lines.append(f"    area: {scalar(commitment.area)}")
    if commitment.owner is not None:
        lines.append(f"    owner: {scalar(commitment.owner)}")
    if commitment.helpers:
        lines.append("    with:")
        lines.extend(f"      - {scalar(name)}" for name in commitment.helpers)
    if commitment.lead is not None:
        lines.append(f"    lead: {scalar(commitment.lead)}")
    if commitment.due is not None:
        lines.append(f"    due: {commitment.due.isoformat()}")
    return lines


def target_lines(draft: Draft, each: DraftTarget, lang: str, *, quotes: bool = False, new: bool = False) -> list[str]:
    """One target: on one line where that says it all, else in full; a comment tells the place, and what is unsure."""
    lines = []
    if quotes:
        quote = " ".join(draft.document.text[each.start : each.end].split())
        lines.append(f"      # “{quote}”")
    comment = place_of(draft.document, each.start, each.end)
    if new:
        comment = f"{say(lang, 'new')} {comment}"
    if each.doubts:
        said = "; ".join(translate(doubt, lang) for doubt in each.doubts)
        comment += f"; {say(lang, 'unsure: {why}', why=said)}"
    body = yaml_of(each)
    lines.append(f"      - {body[0]}   # {comment}")
    lines.extend(f"        {line}" for line in body[1:])
    return lines


def told_with_place(draft: Draft, each: DraftTarget) -> str:
    """A target and where the plan says it."""
    return f"{' '.join(each.target.written.split())} ({place_of(draft.document, each.start, each.end)})"


def place_of(document: Document, start: int, end: int) -> str:
    """``p.3 812–825``: page, where there are pages, and offsets in the text that ``tracker read`` prints."""
    page = next((each.number for each in document.pages if each.start <= start < each.end), None)
    return f"{'' if page is None else f'p.{page} '}{start}–{end}"


def yaml_of(each: DraftTarget) -> list[str]:
    """A target as the lines of a YAML value: one line where that says it all, else its keys."""
    target, short = each.target, each.target.due is None and each.target.scope is None and not each.in_full
    if isinstance(target, MilestoneTarget):
        if short:
            return [scalar(target.written)]
        lines = [f"milestone: {scalar(target.milestone)}", f"stage: {target.stage.value}"]
        return [*lines, *_extra(target.scope, target.due)]
    if isinstance(target, ComparisonTarget):
        if short:
            return [scalar(target.written)]
        than = f"indicator: {scalar(target.than.indicator)}"
        measure = "" if target.than.measure is Measure.LEVEL else f", measure: {target.than.measure.value}"
        return [
            *_head(target),
            f'op: "{target.op.value}"',
            f"than: {{{than}{measure}}}",
            *_extra(target.scope, target.due),
        ]
    natural = Better.LOWER if target.op in (Op.AT_MOST, Op.LESS) else Better.HIGHER
    if short and (target.better is natural or target.op is Op.EQUAL):
        return [scalar(target.written)]
    value, unit = _amount(target)
    lines = [*_head(target), f'op: "{target.op.value}"', f"value: {value}", f"unit: {scalar(unit)}"]
    if target.better is not natural:
        lines.append(f"better: {target.better.value}")
    return [*lines, *_extra(target.scope, target.due)]


def _head(target: FigureTarget | ComparisonTarget) -> list[str]:
    lines = [f"indicator: {scalar(target.indicator)}"]
    if target.measure is not Measure.LEVEL:
        lines.append(f"measure: {target.measure.value}")
    return lines


def _extra(scope: str | None, due: date | None) -> list[str]:
    lines = [] if scope is None else [f"scope: {scalar(scope)}"]
    return lines if due is None else [*lines, f"due: {due.isoformat()}"]


def _amount(target: FigureTarget) -> tuple[str, str]:
    """Value and unit as the one-line form has them: 5000, 万元."""
    found = re.search(r"(-?[\d.]+)(?:\.\.(-?[\d.]+))? (\S+)$", target.written)
    if found is None:
        return f"{target.value:f}", target.unit
    numbers = re.search(r"(-?\d+(?:\.\d+)?)\.\.(-?\d+(?:\.\d+)?) (\S+)$", target.written)
    if numbers is not None:
        return f"[{numbers[1]}, {numbers[2]}]", numbers[3]
    return found[1], found[3]


def scalar(text: str) -> str:
    """A text as YAML: plain where that is safe, else in double quotes (single ones where it holds those)."""
    plain = (
        text != ""
        and not _FIRST.match(text)
        and not _PLAIN_NO.search(text)
        and not _OTHER_TYPE.fullmatch(text)
        and text == text.strip()
    )
    if plain:
        return text
    if '"' in text and "'" not in text and "\\" not in text and not _UNPRINTABLE.search(text):
        return f"'{text}'"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    escaped = _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", escaped)
    return f'"{escaped}"'


def _period(period: Period) -> str:
    if period.is_year:
        return str(period.first_year)
    return f"{{from: {period.first_year}, to: {period.last_year}}}"


# ── what has been offered ─────────────────────────────────────────────────────────────────────────


def mark_of(draft: Draft, each: DraftTarget | DraftCommitment) -> str:
    """Four letters that stand for what the draft offered: the words of the source, and what it made of them."""
    text = "".join(draft.document.text[each.start : each.end].split())
    said = each.target.written if isinstance(each, DraftTarget) else f"id {each.id}"
    number = int.from_bytes(sha1(f"{text}\n{said}".encode(), usedforsecurity=False).digest()[:8], "big")
    letters = ""
    for _ in range(4):
        number, place = divmod(number, len(_MARKS))
        letters += _MARKS[place]
    return letters


def marks_of(draft: Draft) -> list[str]:
    """The marks of a whole draft, in its order."""
    return list(dict.fromkeys(_marks(draft)))


def _marks(draft: Draft) -> Iterator[str]:
    for commitment in draft.commitments:
        yield mark_of(draft, commitment)
        for each in commitment.targets:
            yield mark_of(draft, each)


LEDGER = "── offered ──"


def ledger_lines(marks: list[str], lang: str) -> list[str]:
    """The last lines of a drafted file: what was offered, so that a deleted target is not offered again."""
    if not marks:
        return []
    note = say(lang, "What the draft has offered so far; --update offers none of it again. Please leave these lines.")
    lines = ["", f"# {LEDGER}", f"# {note}"]
    for start in range(0, len(marks), LEDGER_WIDTH):
        lines.append("# " + " ".join(marks[start : start + LEDGER_WIDTH]))
    return lines
