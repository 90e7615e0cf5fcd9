"""Where a place of a file leads: to a report, to the words, to a commitment of another file, to a verdict's quote."""

from __future__ import annotations

import os
from typing import NamedTuple

from tracker.editing.names_known import line_of_id, reviewed_file
from tracker.editing.opened import Opened
from tracker.editing.verdicts import report_of, verdict_of
from tracker.read.answers import line_of
from tracker.read.project import is_inside


class Lead(NamedTuple):
    """A file and the line in it, from 0."""

    path: str
    line: int = 0


def leads_to(opened: Opened, offset: int) -> Lead | None:
    """What a place of the text leads to; None where to nothing, or to what is not there."""
    spot = opened.spot_at(offset)
    if spot is None or spot.is_key:
        return None
    text = spot.node.text.strip()
    match spot.keys:
        case ("reports", int()) | ("words",):
            return _file(opened, os.path.join(os.path.dirname(opened.path), text))
        case ("targets",):
            path = reviewed_file(opened)
            return None if path is None else Lead(path)
        case ("decisions" | "progress", int(), "id"):
            path = reviewed_file(opened)
            return None if path is None else Lead(path, line_of_id(path, text))
        case ("commitments", int(), "continues"):
            name, _, number = text.rpartition("/")
            lead = _file(opened, os.path.join(opened.project, "targets", f"{os.path.basename(name)}.yaml"))
            return None if lead is None else Lead(lead.path, line_of_id(lead.path, number))
    asked = opened.target_at(spot.keys)
    last = None if asked is None else verdict_of(opened, *asked)
    report = None if last is None else report_of(opened, last)
    return None if last is None or report is None else Lead(report, line_of(report, last.quote or ""))


def _file(opened: Opened, path: str) -> Lead | None:
    """A file of the project; what a stranger's file names outside it is not opened."""
    path = os.path.normpath(path)
    inside = is_inside(os.path.realpath(opened.project), path)
    return Lead(path) if inside and os.path.isfile(path) else None
