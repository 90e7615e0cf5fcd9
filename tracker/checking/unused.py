"""Where no report is in use for a targets file: why, and a way out."""

from __future__ import annotations

from collections import Counter
from functools import reduce

from tracker.checking.binding import Cause, Index, positively_other, reports_folder
from tracker.model import Finding, Message, Place, Severity, TargetsFile
from tracker.words.places import encloses

NAMED = 3
"""Reports that are named with the reason of each; of more it is told how many, and why."""


def warn_of_none(file: TargetsFile, index: Index) -> Finding:
    """The warning that no report is in use: none was given, or all were put aside."""
    if index.usable or index.broken:
        text = (
            "no report in use; put aside: {why}; give one of {locality} on {period}, or say with --report FILE"
            " --locality NAME --period PERIOD what one of these is"
        )
        message = Message(text, _values(file, index))
    else:
        text = "no report in use: none given; put one into {folder}, or name it with --report"
        message = Message(text, {"folder": reports_folder(file.path)})
    return Finding(Place(file.path), "report", message, Severity.WARNING)


def is_of_around(file: TargetsFile, index: Index) -> bool:
    """Whether one of the reports is of a place around that of the targets, where its figures may have been sought."""
    place = file.locality
    return any(card.locality and encloses(card.locality, place.name, place.within) for card in index.usable)


def none_of_those_named(file: TargetsFile, index: Index) -> Message:
    """Why a call comes to nothing whose ``--report`` names files."""
    text = (
        "{targets}: none of the reports named can be used: {why}; name one of {locality} on {period}, or say with"
        " --locality NAME --period PERIOD what one of these is"
    )
    return Message(text, {"targets": file.path, **_values(file, index)})


def _values(file: TargetsFile, index: Index) -> dict[str, object]:
    return {"why": _why(file, index), "locality": file.locality.name, "period": str(file.period)}


def _why(file: TargetsFile, index: Index) -> Message:
    """What was put aside, and why: the few that are of this place one by one, of many how many for which reason."""
    all_are_few = len(index.usable) + len(index.broken) <= NAMED
    near = index.usable if all_are_few else index.of_place(file.locality)
    aside = [one for one in (positively_other(file, card) for card in near) if one is not None]
    told = [Message("{report} ({why})", {"report": one.path, "why": one.why}) for one in aside]
    if len(aside) > NAMED:
        count = Counter(one.cause for one in aside)
        told = [
            Message("{count} of another period", {"count": count[Cause.PERIOD]}),
            Message("{count} of a later period", {"count": count[Cause.LATER]}),
            Message("{count} of a period in doubt", {"count": count[Cause.DOUBT]}),
        ]
    if all_are_few:
        unusable = Message("it can't be used")
        told += [Message("{report} ({why})", {"report": card.path, "why": unusable}) for card in index.broken]
    else:
        told.append(Message("{count} of another place", {"count": len(index.usable) - len(near)}))
        told.append(Message("{count} that can't be used", {"count": len(index.broken)}))
    return _row([each for each in told if each.values.get("count") != 0])


def _row(messages: list[Message]) -> Message:
    return reduce(lambda left, right: Message("{left}, {right}", {"left": left, "right": right}), messages)
