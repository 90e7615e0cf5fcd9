"""The last verdict of each target: from the answers (JSON) in the folder that the settings write scorecards into."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping

from tracker.editing.markdown import plain
from tracker.editing.opened import Opened
from tracker.model import Place, Target, Verdict
from tracker.read.answers import Asked, LastVerdict, read_last_verdicts
from tracker.read.project import is_inside
from tracker.words.messages import say
from tracker.write.scorecard_words import REASONS, VERDICTS

SIGNS = {Verdict.MET: "✓", Verdict.UNMET: "✗", Verdict.UNVERIFIABLE: "?"}


def verdict_of(opened: Opened, number: str, target: Target) -> LastVerdict | None:
    """What the last answer says of a target as it is written now; None of one that was changed since."""
    file = opened.targets
    return None if file is None else _said(opened).get((file.locality.name, str(file.period), number, target.written))


def last_verdicts(opened: Opened) -> Iterator[tuple[Place, LastVerdict]]:
    """The verdicts of a file's targets, each with the target's place."""
    file = opened.targets
    if file is None:
        return
    said = _said(opened)
    for commitment in file.commitments:
        for target in commitment.targets:
            last = said.get((file.locality.name, str(file.period), str(commitment.id), target.written))
            if last is not None:
                yield target.place, last


def _said(opened: Opened) -> Mapping[Asked, LastVerdict]:
    return read_last_verdicts(os.path.join(opened.project, opened.settings.out))


def short(last: LastVerdict, lang: str) -> str:
    """``✓ met 4233 亩``: what stands beside the line."""
    parts = [SIGNS[last.verdict], say(lang, VERDICTS[last.verdict]), last.actual or ""]
    return " ".join(part for part in parts if part)


def verdict_words(last: LastVerdict, lang: str) -> str:
    """The verdict with its reason, its words and where they stand, as Markdown."""
    reason = say(lang, REASONS[last.reason].name)
    text = f"{plain(short(last, lang))} — {plain(reason)} (`{last.reason}`)"
    if last.provisional:
        text += say(lang, ", provisional")
    if last.quote:
        text += f"\n\n> {plain(last.quote)}\n>\n> — {plain(last.title or last.report or '')}"
    return text + "\n\n" + plain(say(lang, "as of {answer}", answer=os.path.basename(last.answer)))


def report_of(opened: Opened, last: LastVerdict) -> str | None:
    """Where in the project the report lies that a verdict rests on: its path is told from where the command ran."""
    if last.report is None:
        return None
    for folder in (opened.project, os.path.dirname(opened.project), os.path.dirname(last.answer)):
        path = os.path.normpath(os.path.join(folder, last.report))
        if os.path.isfile(path) and is_inside(os.path.realpath(opened.project), path):
            return path
    return None
